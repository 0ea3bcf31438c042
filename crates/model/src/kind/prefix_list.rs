//! A prefix list: a named set of ranges for routes and security groups.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A managed prefix list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct PrefixList {
    /// The account it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<ResourceId>,
    /// Its name in AWS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix_list_name: Option<String>,
    /// The ranges.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<PrefixListEntry>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl PrefixList {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "OwnerId",
            FieldType::Reference(&[Kind::Account]),
            "The account it belongs to",
        ),
        Field::new("PrefixListName", FieldType::Text, "Its name in AWS"),
        Field::new(
            "Entries",
            FieldType::Table(PrefixListEntry::FIELDS),
            "The ranges",
        ),
    ];
}

/// One range of a prefix list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct PrefixListEntry {
    /// An IPv4 or IPv6 CIDR block.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cidr: Option<String>,
    /// Why it is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl PrefixListEntry {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new("Cidr", FieldType::Text, "An IPv4 or IPv6 CIDR block"),
        Field::new("Description", FieldType::Text, "Why it is there"),
    ];
}
