//! A network ACL: stateless rules at the border of a subnet (NACL-03, NACL-04).

use ipnet::{Ipv4Net, Ipv6Net};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A network ACL.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct NetworkAcl {
    /// The VPC it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_id: Option<ResourceId>,
    /// Whether it serves every subnet without an association of its own (NACL-01).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    /// The subnets that use it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub associations: Vec<NetworkAclAssociation>,
    /// The rules; what none matches is denied (NACL-02).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<NetworkAclEntry>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl NetworkAcl {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "VpcId",
            FieldType::Reference(&[Kind::Vpc]),
            "The VPC it belongs to",
        ),
        Field::new(
            "IsDefault",
            FieldType::Flag(false),
            "Whether it serves every subnet without an association of its own (NACL-01)",
        ),
        Field::new(
            "Associations",
            FieldType::Table(NetworkAclAssociation::FIELDS),
            "The subnets that use it",
        ),
        Field::new(
            "Entries",
            FieldType::Table(NetworkAclEntry::FIELDS),
            "The rules; what none matches is denied (NACL-02)",
        ),
    ];
}

/// One association of a network ACL.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct NetworkAclAssociation {
    /// The subnet that uses it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnet_id: Option<ResourceId>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl NetworkAclAssociation {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[Field::new(
        "SubnetId",
        FieldType::Reference(&[Kind::Subnet]),
        "The subnet that uses it",
    )];
}

/// One rule of a network ACL.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct NetworkAclEntry {
    /// Lower numbers are looked at first (NACL-02).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule_number: Option<u16>,
    /// Whether it looks at packets leaving the subnet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub egress: Option<bool>,
    /// -1 for all, 6 or tcp, 17 or udp, 1 or icmp (NACL-06).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<String>,
    /// What a match does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule_action: Option<RuleAction>,
    /// The other side, IPv4.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub cidr_block: Option<Ipv4Net>,
    /// The other side, IPv6.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub ipv6_cidr_block: Option<Ipv6Net>,
    /// The destination ports; all when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port_range: Option<PortRange>,
    /// The ICMP messages; all when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icmp_type_code: Option<IcmpTypeCode>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl NetworkAclEntry {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "RuleNumber",
            FieldType::Integer(1, 32766),
            "Lower numbers are looked at first (NACL-02)",
        ),
        Field::new(
            "Egress",
            FieldType::Flag(false),
            "Whether it looks at packets leaving the subnet",
        ),
        Field::new(
            "Protocol",
            FieldType::Text,
            "-1 for all, 6 or tcp, 17 or udp, 1 or icmp (NACL-06)",
        ),
        Field::new(
            "RuleAction",
            FieldType::Choice(RuleAction::WORDS),
            "What a match does",
        ),
        Field::new("CidrBlock", FieldType::Ipv4Cidr, "The other side, IPv4"),
        Field::new("Ipv6CidrBlock", FieldType::Ipv6Cidr, "The other side, IPv6"),
        Field::new(
            "PortRange",
            FieldType::Group(PortRange::FIELDS),
            "The destination ports; all when absent",
        ),
        Field::new(
            "IcmpTypeCode",
            FieldType::Group(IcmpTypeCode::FIELDS),
            "The ICMP messages; all when absent",
        ),
    ];
}

/// Which ICMP messages a rule is about (NACL-06).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct IcmpTypeCode {
    /// The type; -1 for all.
    #[serde(rename = "Type", skip_serializing_if = "Option::is_none")]
    pub icmp_type: Option<i32>,
    /// The code; -1 for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<i32>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl IcmpTypeCode {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new("Type", FieldType::Integer(-1, 255), "The type; -1 for all"),
        Field::new("Code", FieldType::Integer(-1, 255), "The code; -1 for all"),
    ];
}

/// A range of ports, both ends included.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct PortRange {
    /// The first port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<u16>,
    /// The last port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<u16>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl PortRange {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new("From", FieldType::Integer(0, 65535), "The first port"),
        Field::new("To", FieldType::Integer(0, 65535), "The last port"),
    ];
}

/// What a matching rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum RuleAction {
    /// The packet passes.
    #[serde(rename = "allow")]
    Allow,
    /// The packet is dropped.
    #[serde(rename = "deny")]
    Deny,
}

impl RuleAction {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["allow", "deny"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Deny => "deny",
        }
    }
}
