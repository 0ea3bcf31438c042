//! A Resolver endpoint: the way DNS questions take into or out of a VPC (section 5.4).

use std::net::{Ipv4Addr, Ipv6Addr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A Resolver endpoint.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct ResolverEndpoint {
    /// The VPC whose view it answers with.
    #[serde(rename = "HostVPCId", skip_serializing_if = "Option::is_none")]
    pub host_vpc_id: Option<ResourceId>,
    /// INBOUND answers questions from elsewhere, OUTBOUND passes them on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<ResolverDirection>,
    /// Its interfaces, at least two in different zones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ip_addresses: Vec<ResolverIpAddress>,
    /// Inbound has to admit port 53, outbound has to let it out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub security_group_ids: Vec<ResourceId>,
    /// `Do53`, `DoH` or `DoH-FIPS`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub protocols: Vec<String>,
    /// Whether it works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ResolverEndpointStatus>,
    /// What an import did not see of it, by the lists AWS prints: where one of them decides, the answer is `unknown`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_collected: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl ResolverEndpoint {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "HostVPCId",
            FieldType::Reference(&[Kind::Vpc]),
            "The VPC whose view it answers with",
        ),
        Field::new(
            "Direction",
            FieldType::Choice(ResolverDirection::WORDS),
            "INBOUND answers questions from elsewhere, OUTBOUND passes them on",
        ),
        Field::new(
            "IpAddresses",
            FieldType::Table(ResolverIpAddress::FIELDS),
            "Its interfaces, at least two in different zones",
        ),
        Field::new(
            "SecurityGroupIds",
            FieldType::List(&FieldType::Reference(&[Kind::SecurityGroup])),
            "Inbound has to admit port 53, outbound has to let it out",
        ),
        Field::new(
            "Protocols",
            FieldType::List(&FieldType::Text),
            "Do53, DoH or DoH-FIPS",
        ),
        Field::new(
            "Status",
            FieldType::Choice(ResolverEndpointStatus::WORDS),
            "Whether it works",
        ),
        Field::new(
            "NotCollected",
            FieldType::List(&FieldType::Text),
            "What an import did not see of it, such as IpAddresses: where it decides, the answer is unknown",
        ),
    ];
}

/// One interface of a Resolver endpoint.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct ResolverIpAddress {
    /// The subnet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnet_id: Option<ResourceId>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip: Option<Ipv4Addr>,
    /// Its IPv6 address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipv6: Option<Ipv6Addr>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl ResolverIpAddress {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "SubnetId",
            FieldType::Reference(&[Kind::Subnet]),
            "The subnet",
        ),
        Field::new("Ip", FieldType::Ipv4Address, "Its address"),
        Field::new("Ipv6", FieldType::Ipv6Address, "Its IPv6 address"),
    ];
}

/// Which way questions go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum ResolverDirection {
    /// From elsewhere into the VPC.
    #[serde(rename = "INBOUND")]
    Inbound,
    /// From the VPC elsewhere.
    #[serde(rename = "OUTBOUND")]
    Outbound,
    /// From elsewhere for delegated names.
    #[serde(rename = "INBOUND_DELEGATION")]
    InboundDelegation,
}

impl ResolverDirection {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["INBOUND", "OUTBOUND", "INBOUND_DELEGATION"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Inbound => "INBOUND",
            Self::Outbound => "OUTBOUND",
            Self::InboundDelegation => "INBOUND_DELEGATION",
        }
    }
}

/// Whether it works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum ResolverEndpointStatus {
    /// It answers.
    #[serde(rename = "OPERATIONAL")]
    Operational,
    /// It is being made.
    #[serde(rename = "CREATING")]
    Creating,
    /// It is being changed.
    #[serde(rename = "UPDATING")]
    Updating,
    /// It is being mended.
    #[serde(rename = "AUTO_RECOVERING")]
    AutoRecovering,
    /// Somebody has to act.
    #[serde(rename = "ACTION_NEEDED")]
    ActionNeeded,
    /// It is being deleted.
    #[serde(rename = "DELETING")]
    Deleting,
}

impl ResolverEndpointStatus {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &[
        "OPERATIONAL",
        "CREATING",
        "UPDATING",
        "AUTO_RECOVERING",
        "ACTION_NEEDED",
        "DELETING",
    ];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Operational => "OPERATIONAL",
            Self::Creating => "CREATING",
            Self::Updating => "UPDATING",
            Self::AutoRecovering => "AUTO_RECOVERING",
            Self::ActionNeeded => "ACTION_NEEDED",
            Self::Deleting => "DELETING",
        }
    }
}
