//! A note of its own on the canvas: words for people.
//!
//! It is no resource of AWS and no part of the network. Where it stands is all it has besides the text every record may
//! have as its `Note`, so that both sorts of notes are written, found and copied alike. No answer depends on one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A note of its own on the canvas: no resource of AWS and no part of the network; no answer depends on it. Its text is the
/// `Note` of the record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct Note {
    /// The account, VPC or subnet it stands in and moves with; absent for the canvas itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_id: Option<ResourceId>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Note {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[Field::new(
        "ContainerId",
        FieldType::Reference(&[Kind::Account, Kind::Vpc, Kind::Subnet]),
        "The account, VPC or subnet it stands in and moves with",
    )];
}
