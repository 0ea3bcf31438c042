//! A transit gateway: a router between many VPCs, VPNs and other transit gateways (section 4.6).

use ipnet::Ipv4Net;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A transit gateway.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct TransitGateway {
    /// The account it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<ResourceId>,
    /// The Region it lies in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Only an available one carries traffic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<TransitGatewayState>,
    /// Whether public names of instances resolve to private addresses in attached VPCs (TGW-11).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_support: Option<Support>,
    /// Whether security groups may refer to those of other attached VPCs (TGW-10).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_group_referencing_support: Option<Support>,
    /// Its own ranges, for Connect attachments.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<String>")]
    pub transit_gateway_cidr_blocks: Vec<Ipv4Net>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl TransitGateway {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "OwnerId",
            FieldType::Reference(&[Kind::Account]),
            "The account it belongs to",
        ),
        Field::new("Region", FieldType::Text, "The Region it lies in"),
        Field::new(
            "State",
            FieldType::Choice(TransitGatewayState::WORDS),
            "Only an available one carries traffic",
        ),
        Field::new(
            "DnsSupport",
            FieldType::Choice(Support::WORDS),
            "Whether public names of instances resolve to private addresses in attached VPCs (TGW-11)",
        ),
        Field::new(
            "SecurityGroupReferencingSupport",
            FieldType::Choice(&["disable", "enable"]),
            "Whether security groups may refer to those of other attached VPCs (TGW-10)",
        ),
        Field::new(
            "TransitGatewayCidrBlocks",
            FieldType::List(&FieldType::Ipv4Cidr),
            "Its own ranges, for Connect attachments",
        ),
    ];
}

/// Whether it works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum TransitGatewayState {
    /// It carries traffic.
    #[serde(rename = "available")]
    Available,
    /// It is being made.
    #[serde(rename = "pending")]
    Pending,
    /// It is being changed.
    #[serde(rename = "modifying")]
    Modifying,
    /// It is being deleted.
    #[serde(rename = "deleting")]
    Deleting,
    /// It is gone.
    #[serde(rename = "deleted")]
    Deleted,
}

impl TransitGatewayState {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["available", "pending", "modifying", "deleting", "deleted"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Pending => "pending",
            Self::Modifying => "modifying",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
        }
    }
}

/// Whether something is switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Support {
    /// On.
    #[serde(rename = "enable")]
    Enable,
    /// Off.
    #[serde(rename = "disable")]
    Disable,
}

impl Support {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["enable", "disable"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Enable => "enable",
            Self::Disable => "disable",
        }
    }
}
