//! An EC2 instance: what sends and answers.

use std::net::{Ipv4Addr, Ipv6Addr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Field, FieldType, Kind, ResourceId, UnknownFields, kind::customer_gateway::ConditionalForwarder,
};

/// An EC2 instance. Unless an attached interface with device index 0 is drawn, its primary interface is implied by the fields here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct Instance {
    /// The subnet of its primary interface.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnet_id: Option<ResourceId>,
    /// The primary private IPv4 address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_ip_address: Option<Ipv4Addr>,
    /// The primary IPv6 address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipv6_address: Option<Ipv6Addr>,
    /// The security groups of its primary interface.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub security_group_ids: Vec<ResourceId>,
    /// Off on appliances that forward packets (ENI-02).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_dest_check: Option<bool>,
    /// Only a running instance answers (ENI-04).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<InstanceState>,
    /// The public address of its primary interface (IGW-01).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_ip_address: Option<Ipv4Addr>,
    /// Which records its name by instance id has (section 5.7).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_dns_name_options: Option<PrivateDnsNameOptions>,
    /// Which names it passes on and to whom, where it is a resolver: AWS does not know that, so it stands only here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditional_forwarders: Vec<ConditionalForwarder>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Instance {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "SubnetId",
            FieldType::Reference(&[Kind::Subnet]),
            "The subnet of its primary interface",
        ),
        Field::new(
            "PrivateIpAddress",
            FieldType::Ipv4Address,
            "The primary private IPv4 address",
        ),
        Field::new(
            "Ipv6Address",
            FieldType::Ipv6Address,
            "The primary IPv6 address",
        ),
        Field::new(
            "SecurityGroupIds",
            FieldType::List(&FieldType::Reference(&[Kind::SecurityGroup])),
            "The security groups of its primary interface",
        ),
        Field::new(
            "SourceDestCheck",
            FieldType::Flag(true),
            "Off on appliances that forward packets (ENI-02)",
        ),
        Field::new(
            "State",
            FieldType::Choice(InstanceState::WORDS),
            "Only a running instance answers (ENI-04)",
        ),
        Field::new(
            "PublicIpAddress",
            FieldType::Ipv4Address,
            "The public address of its primary interface (IGW-01)",
        ),
        Field::new(
            "PrivateDnsNameOptions",
            FieldType::Group(PrivateDnsNameOptions::FIELDS),
            "Which records its name by instance id has",
        ),
        Field::new(
            "ConditionalForwarders",
            FieldType::Table(ConditionalForwarder::FIELDS),
            "Where it is a resolver: which names it passes on, and to whom",
        ),
    ];
}

/// Which records the name by instance id has.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct PrivateDnsNameOptions {
    /// Whether that name has the IPv4 address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_resource_name_dns_a_record: Option<bool>,
    /// Whether that name has the IPv6 address.
    #[serde(
        rename = "EnableResourceNameDnsAAAARecord",
        skip_serializing_if = "Option::is_none"
    )]
    pub enable_resource_name_dns_aaaa_record: Option<bool>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl PrivateDnsNameOptions {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "EnableResourceNameDnsARecord",
            FieldType::Flag(false),
            "Whether the name by instance id has the IPv4 address",
        ),
        Field::new(
            "EnableResourceNameDnsAAAARecord",
            FieldType::Flag(false),
            "Whether the name by instance id has the IPv6 address",
        ),
    ];
}

/// Whether an instance runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum InstanceState {
    /// It runs.
    #[serde(rename = "running")]
    Running,
    /// It starts.
    #[serde(rename = "pending")]
    Pending,
    /// It stops.
    #[serde(rename = "stopping")]
    Stopping,
    /// It is stopped.
    #[serde(rename = "stopped")]
    Stopped,
    /// It is being terminated.
    #[serde(rename = "shutting-down")]
    ShuttingDown,
    /// It is gone.
    #[serde(rename = "terminated")]
    Terminated,
}

impl InstanceState {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &[
        "running",
        "pending",
        "stopping",
        "stopped",
        "shutting-down",
        "terminated",
    ];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Pending => "pending",
            Self::Stopping => "stopping",
            Self::Stopped => "stopped",
            Self::ShuttingDown => "shutting-down",
            Self::Terminated => "terminated",
        }
    }
}
