//! A virtual private gateway: the door of a VPC to networks outside AWS (section 4.7).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A virtual private gateway.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct VpnGateway {
    /// The VPC it is attached to; without one it carries nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_id: Option<ResourceId>,
    /// Whether it works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<VpnGatewayState>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl VpnGateway {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "VpcId",
            FieldType::Reference(&[Kind::Vpc]),
            "The VPC it is attached to; without one it carries nothing",
        ),
        Field::new(
            "State",
            FieldType::Choice(VpnGatewayState::WORDS),
            "Whether it works",
        ),
    ];
}

/// Whether it works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum VpnGatewayState {
    /// It carries traffic.
    #[serde(rename = "available")]
    Available,
    /// It is being made.
    #[serde(rename = "pending")]
    Pending,
    /// It is being deleted.
    #[serde(rename = "deleting")]
    Deleting,
    /// It is gone.
    #[serde(rename = "deleted")]
    Deleted,
}

impl VpnGatewayState {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["available", "pending", "deleting", "deleted"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Pending => "pending",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
        }
    }
}
