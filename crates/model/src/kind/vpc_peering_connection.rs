//! A VPC peering connection: two networks joined, and never a third through them (PCX-04).

use ipnet::Ipv4Net;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A peering connection.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct VpcPeeringConnection {
    /// The side that asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requester_vpc_info: Option<PeeringVpcInfo>,
    /// The side that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepter_vpc_info: Option<PeeringVpcInfo>,
    /// Only an active one carries traffic (PCX-02).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<PeeringStatus>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl VpcPeeringConnection {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "RequesterVpcInfo",
            FieldType::Group(PeeringVpcInfo::FIELDS),
            "The side that asked",
        ),
        Field::new(
            "AccepterVpcInfo",
            FieldType::Group(PeeringVpcInfo::FIELDS),
            "The side that was asked",
        ),
        Field::new(
            "Status",
            FieldType::Choice(PeeringStatus::WORDS),
            "Only an active one carries traffic (PCX-02)",
        ),
    ];
}

/// One side of a peering connection.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct PeeringVpcInfo {
    /// The VPC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_id: Option<ResourceId>,
    /// The account it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<String>,
    /// The Region it lies in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Its IPv4 range, where the VPC itself is not in the design.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub cidr_block: Option<Ipv4Net>,
    /// Whether public names of its instances resolve to private addresses over there (PCX-08).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_dns_resolution_from_remote_vpc: Option<bool>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl PeeringVpcInfo {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new("VpcId", FieldType::Reference(&[Kind::Vpc]), "The VPC"),
        Field::new("OwnerId", FieldType::Text, "The account it belongs to"),
        Field::new("Region", FieldType::Text, "The Region it lies in"),
        Field::new(
            "CidrBlock",
            FieldType::Ipv4Cidr,
            "Its IPv4 range, where the VPC itself is not in the design",
        ),
        Field::new(
            "AllowDnsResolutionFromRemoteVpc",
            FieldType::Flag(false),
            "Whether public names of its instances resolve to private addresses over there (PCX-08)",
        ),
    ];
}

/// Whether it works (PCX-02).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum PeeringStatus {
    /// It carries traffic.
    #[serde(rename = "active")]
    Active,
    /// It is being asked for.
    #[serde(rename = "initiating-request")]
    InitiatingRequest,
    /// The other side has not answered.
    #[serde(rename = "pending-acceptance")]
    PendingAcceptance,
    /// It is being made.
    #[serde(rename = "provisioning")]
    Provisioning,
    /// It is being deleted.
    #[serde(rename = "deleting")]
    Deleting,
    /// It is gone.
    #[serde(rename = "deleted")]
    Deleted,
    /// The other side has refused.
    #[serde(rename = "rejected")]
    Rejected,
    /// It could not be made.
    #[serde(rename = "failed")]
    Failed,
    /// Nobody answered in seven days.
    #[serde(rename = "expired")]
    Expired,
}

impl PeeringStatus {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &[
        "active",
        "initiating-request",
        "pending-acceptance",
        "provisioning",
        "deleting",
        "deleted",
        "rejected",
        "failed",
        "expired",
    ];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::InitiatingRequest => "initiating-request",
            Self::PendingAcceptance => "pending-acceptance",
            Self::Provisioning => "provisioning",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
            Self::Rejected => "rejected",
            Self::Failed => "failed",
            Self::Expired => "expired",
        }
    }
}
