//! An egress-only internet gateway: IPv6 out of a VPC, and only replies in (IGW-04).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// An egress-only internet gateway.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct EgressOnlyInternetGateway {
    /// The VPC it is attached to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_id: Option<ResourceId>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl EgressOnlyInternetGateway {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[Field::new(
        "VpcId",
        FieldType::Reference(&[Kind::Vpc]),
        "The VPC it is attached to",
    )];
}
