//! A transit gateway route table: where packets that enter by an associated attachment go (TGW-03).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A transit gateway route table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct TransitGatewayRouteTable {
    /// The transit gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transit_gateway_id: Option<ResourceId>,
    /// The attachments whose packets it decides (TGW-03).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub associations: Vec<AttachmentAssociation>,
    /// The attachments whose ranges it learns (TGW-04).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub propagations: Vec<AttachmentAssociation>,
    /// Static routes, and learned ones that follow from nothing in the design.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<TransitGatewayRoute>,
    /// What an import did not see of it, by the lists AWS prints: where one of them decides, the answer is `unknown`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_collected: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl TransitGatewayRouteTable {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "TransitGatewayId",
            FieldType::Reference(&[Kind::TransitGateway]),
            "The transit gateway",
        ),
        Field::new(
            "Associations",
            FieldType::Table(AttachmentAssociation::FIELDS),
            "The attachments whose packets it decides (TGW-03)",
        ),
        Field::new(
            "Propagations",
            FieldType::Table(AttachmentAssociation::FIELDS),
            "The attachments whose ranges it learns (TGW-04)",
        ),
        Field::new(
            "Routes",
            FieldType::Table(TransitGatewayRoute::FIELDS),
            "Static routes, and learned ones that follow from nothing in the design",
        ),
        Field::new(
            "NotCollected",
            FieldType::List(&FieldType::Text),
            "What an import did not see of it, such as Routes: where it decides, the answer is unknown",
        ),
    ];
}

/// An attachment that is associated, or that propagates its ranges.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct AttachmentAssociation {
    /// The attachment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transit_gateway_attachment_id: Option<ResourceId>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl AttachmentAssociation {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[Field::new(
        "TransitGatewayAttachmentId",
        FieldType::Reference(&[Kind::TransitGatewayAttachment]),
        "The attachment",
    )];
}

/// One route of a transit gateway route table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct TransitGatewayRoute {
    /// The destination, IPv4 or IPv6.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination_cidr_block: Option<String>,
    /// The destination as a prefix list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix_list_id: Option<ResourceId>,
    /// Where packets go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transit_gateway_attachment_id: Option<ResourceId>,
    /// How the route came to be (TGW-05).
    #[serde(rename = "Type", skip_serializing_if = "Option::is_none")]
    pub route_type: Option<TransitGatewayRouteType>,
    /// blackhole still wins and discards (TGW-05).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<TransitGatewayRouteState>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl TransitGatewayRoute {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "DestinationCidrBlock",
            FieldType::Text,
            "The destination, IPv4 or IPv6",
        ),
        Field::new(
            "PrefixListId",
            FieldType::Reference(&[Kind::PrefixList]),
            "The destination as a prefix list",
        ),
        Field::new(
            "TransitGatewayAttachmentId",
            FieldType::Reference(&[Kind::TransitGatewayAttachment]),
            "Where packets go",
        ),
        Field::new(
            "Type",
            FieldType::Choice(TransitGatewayRouteType::WORDS),
            "How the route came to be (TGW-05)",
        ),
        Field::new(
            "State",
            FieldType::Choice(TransitGatewayRouteState::WORDS),
            "blackhole still wins and discards (TGW-05)",
        ),
    ];
}

/// How a route came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum TransitGatewayRouteType {
    /// Made by hand.
    #[serde(rename = "static")]
    Static,
    /// Learned from an attachment.
    #[serde(rename = "propagated")]
    Propagated,
}

impl TransitGatewayRouteType {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["static", "propagated"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Static => "static",
            Self::Propagated => "propagated",
        }
    }
}

/// Whether a route delivers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum TransitGatewayRouteState {
    /// It delivers.
    #[serde(rename = "active")]
    Active,
    /// It discards.
    #[serde(rename = "blackhole")]
    Blackhole,
}

impl TransitGatewayRouteState {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["active", "blackhole"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Blackhole => "blackhole",
        }
    }
}
