//! An AWS account: who owns what. Its id is the account number where that is known.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, UnknownFields};

/// An AWS account.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct Account {
    /// Who to write to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Account {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[Field::new("Email", FieldType::Text, "Who to write to")];
}
