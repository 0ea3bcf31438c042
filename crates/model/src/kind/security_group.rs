//! A security group: stateful allow rules around network interfaces (SG-01, SG-03).

use ipnet::{Ipv4Net, Ipv6Net};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A security group.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct SecurityGroup {
    /// The VPC it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_id: Option<ResourceId>,
    /// Its name in AWS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The rules; what none allows is dropped (SG-01).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub security_group_rules: Vec<SecurityGroupRule>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl SecurityGroup {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "VpcId",
            FieldType::Reference(&[Kind::Vpc]),
            "The VPC it belongs to",
        ),
        Field::new("GroupName", FieldType::Text, "Its name in AWS"),
        Field::new("Description", FieldType::Text, "What it is for"),
        Field::new(
            "SecurityGroupRules",
            FieldType::Table(SecurityGroupRule::FIELDS),
            "The rules; what none allows is dropped (SG-01)",
        ),
    ];
}

/// One allow rule. Exactly one of the four last fields says who is on the other side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct SecurityGroupRule {
    /// Whether it allows traffic leaving the interface.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_egress: Option<bool>,
    /// tcp, udp, icmp, icmpv6, a number, or -1 for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_protocol: Option<String>,
    /// The first port, or the ICMP type; -1 for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_port: Option<i32>,
    /// The last port, or the ICMP code; -1 for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_port: Option<i32>,
    /// An IPv4 range on the other side.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub cidr_ipv4: Option<Ipv4Net>,
    /// An IPv6 range on the other side.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub cidr_ipv6: Option<Ipv6Net>,
    /// A prefix list on the other side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix_list_id: Option<ResourceId>,
    /// The private addresses of interfaces in this group (SG-04).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referenced_group_id: Option<ResourceId>,
    /// Why the rule is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl SecurityGroupRule {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "IsEgress",
            FieldType::Flag(false),
            "Whether it allows traffic leaving the interface",
        ),
        Field::new(
            "IpProtocol",
            FieldType::Text,
            "tcp, udp, icmp, icmpv6, a number, or -1 for all",
        ),
        Field::new(
            "FromPort",
            FieldType::Integer(-1, 65535),
            "The first port, or the ICMP type; -1 for all",
        ),
        Field::new(
            "ToPort",
            FieldType::Integer(-1, 65535),
            "The last port, or the ICMP code; -1 for all",
        ),
        Field::new(
            "CidrIpv4",
            FieldType::Ipv4Cidr,
            "An IPv4 range on the other side",
        ),
        Field::new(
            "CidrIpv6",
            FieldType::Ipv6Cidr,
            "An IPv6 range on the other side",
        ),
        Field::new(
            "PrefixListId",
            FieldType::Reference(&[Kind::PrefixList]),
            "A prefix list on the other side",
        ),
        Field::new(
            "ReferencedGroupId",
            FieldType::Reference(&[Kind::SecurityGroup]),
            "The private addresses of interfaces in this group (SG-04)",
        ),
        Field::new("Description", FieldType::Text, "Why the rule is there"),
    ];
}
