//! An internet gateway: the door of a VPC to the internet, for addresses that are public (IGW-01).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// An internet gateway.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct InternetGateway {
    /// The VPC it is attached to; without one it carries nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_id: Option<ResourceId>,
    /// The account it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<ResourceId>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl InternetGateway {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "VpcId",
            FieldType::Reference(&[Kind::Vpc]),
            "The VPC it is attached to; without one it carries nothing",
        ),
        Field::new(
            "OwnerId",
            FieldType::Reference(&[Kind::Account]),
            "The account it belongs to",
        ),
    ];
}
