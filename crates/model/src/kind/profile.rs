//! A Route 53 Profile: zones, rules and endpoint names for many VPCs at once (section 5.4).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A Route 53 Profile.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct Profile {
    /// The account it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<ResourceId>,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The VPCs it holds in, each having at most one Profile.
    #[serde(rename = "VPCIds", skip_serializing_if = "Vec::is_empty")]
    pub vpc_ids: Vec<ResourceId>,
    /// The zones, rules and endpoints it brings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resource_arns: Vec<ResourceId>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Profile {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "OwnerId",
            FieldType::Reference(&[Kind::Account]),
            "The account it belongs to",
        ),
        Field::new("Name", FieldType::Text, "What people call it"),
        Field::new(
            "VPCIds",
            FieldType::List(&FieldType::Reference(&[Kind::Vpc])),
            "The VPCs it holds in, each having at most one Profile",
        ),
        Field::new(
            "ResourceArns",
            FieldType::List(&FieldType::Reference(&[
                Kind::HostedZone,
                Kind::ResolverRule,
                Kind::VpcEndpoint,
            ])),
            "The zones, rules and endpoints it brings",
        ),
    ];
}
