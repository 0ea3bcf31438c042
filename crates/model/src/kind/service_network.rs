//! A service network: services and resources that many VPCs may use (section 3.4).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A service network.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct ServiceNetwork {
    /// The account it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<ResourceId>,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The resources in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resource_configuration_ids: Vec<ResourceId>,
    /// The VPCs associated with it without an endpoint (SN-05).
    #[serde(rename = "VPCIds", skip_serializing_if = "Vec::is_empty")]
    pub vpc_ids: Vec<ResourceId>,
    /// The accounts it is shared with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed_principals: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl ServiceNetwork {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "OwnerId",
            FieldType::Reference(&[Kind::Account]),
            "The account it belongs to",
        ),
        Field::new("Name", FieldType::Text, "What people call it"),
        Field::new(
            "ResourceConfigurationIds",
            FieldType::List(&FieldType::Reference(&[Kind::ResourceConfiguration])),
            "The resources in it",
        ),
        Field::new(
            "VPCIds",
            FieldType::List(&FieldType::Reference(&[Kind::Vpc])),
            "The VPCs associated with it without an endpoint (SN-05)",
        ),
        Field::new(
            "AllowedPrincipals",
            FieldType::List(&FieldType::Text),
            "The accounts it is shared with",
        ),
    ];
}
