//! The JSON Schema of the file, generated from the types so that it cannot differ from what is read.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, generate::SchemaSettings};
use serde_json::Value;

use crate::{Check, Placement, Properties};

/// The file as a type, for the schema alone.
#[derive(JsonSchema)]
#[schemars(title = "VPCanvas design", rename = "Design")]
#[expect(dead_code, reason = "only its schema is used")]
struct DesignFile {
    /// The version of the format.
    version: u64,
    /// What the network is, by id.
    #[serde(default)]
    resources: BTreeMap<String, Record>,
    /// Where things stand on the canvas, by id.
    #[serde(default)]
    layout: BTreeMap<String, Placement>,
    /// What the author expects.
    #[serde(default)]
    checks: Vec<Check>,
}

/// One record.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct Record {
    /// AWS tags; `Name` is the one shown.
    #[serde(rename = "Tags", default)]
    tags: BTreeMap<String, String>,
    /// Words for people, in as many lines as they take. They are no part of the network: no answer depends on them.
    #[serde(rename = "Note", default)]
    note: Option<String>,
    #[serde(flatten)]
    properties: Properties,
}

/// The JSON Schema (draft 2020-12) of a design file.
pub fn json_schema() -> Value {
    let schema: Schema = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<DesignFile>();
    schema.to_value()
}
