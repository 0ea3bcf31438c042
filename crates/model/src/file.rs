//! The canonical file, `*.vpcanvas.json`: sorted, one record a block, no timestamps.
//!
//! Writing what was read gives the same bytes again. Reading collects every problem instead of stopping at the first, and
//! never panics, whatever the bytes are. Dangling references are not looked at here: a half-finished design is a design.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::Arc,
};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, Visitor},
    ser::SerializeMap as _,
};
use serde_json::Value;

use crate::{Check, Document, Placement, Resource, ResourceId, SharedMap};

/// The version this program writes. Older ones are read for ever.
pub const VERSION: u64 = 1;

/// Everything that keeps a text from being a design.
#[derive(Clone, Debug, PartialEq)]
pub struct FileError {
    /// Each with its place, in the order of the file; never empty.
    pub problems: Vec<FileProblem>,
}

/// One thing wrong with a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileProblem {
    /// Where: `line 3, column 7` or `resources › subnet-a › CidrBlock`; empty for the file as a whole.
    pub place: String,
    /// What is wrong and what was expected.
    pub message: String,
}

impl fmt::Display for FileProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() {
            return formatter.write_str(&self.message);
        }
        write!(formatter, "{}: {}", self.place, self.message)
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                formatter.write_str("\n")?;
            }
            problem.fmt(formatter)?;
        }
        Ok(())
    }
}

impl std::error::Error for FileError {}

/// Reads a design.
///
/// # Errors
/// What is wrong, each problem with its place.
pub fn read(bytes: &[u8]) -> Result<Document, FileError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        whole(format!(
            "byte {} is not UTF-8 text, which a design file is",
            error.valid_up_to()
        ))
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(whole("the file is empty, expected a design".to_owned()));
    }
    let raw: RawDocument = serde_json::from_str(text).map_err(|error| not_json(&error))?;
    check_version(raw.version.as_ref())?;
    raw.into_document()
}

/// Writes a design in its canonical form, ending in a line break.
pub fn write(document: &Document) -> String {
    // Plain data with string keys: there is nothing in it that JSON cannot hold.
    let mut text = serde_json::to_string_pretty(&Written(document)).unwrap_or_default();
    text.push('\n');
    text
}

/// A design as its file: keys sorted, and no more than one record at a time spelled out.
struct Written<'a>(&'a Document);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(document) = self;
        let own = ["checks", "layout", "resources", "version"];
        let unknown = document.unknown.keys().map(String::as_str);
        let keys: BTreeSet<&str> = own.into_iter().chain(unknown).collect();
        let mut file = serializer.serialize_map(Some(keys.len()))?;
        for key in keys {
            match key {
                "checks" => file.serialize_entry(key, &sorted(value_of(&document.checks)))?,
                "layout" => file.serialize_entry(key, &Layout(document))?,
                "resources" => file.serialize_entry(key, &Resources(document))?,
                "version" => file.serialize_entry(key, &VERSION)?,
                _ => {
                    let value = document.unknown.get(key).cloned();
                    file.serialize_entry(key, &value.map(sorted))?;
                }
            }
        }
        file.end()
    }
}

struct Layout<'a>(&'a Document);

impl Serialize for Layout<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let placements = self.0.layout.iter();
        serializer.collect_map(placements.map(|(id, placement)| (id, sorted(value_of(placement)))))
    }
}

struct Resources<'a>(&'a Document);

impl Serialize for Resources<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let records = self.0.resources.iter();
        let fields = |resource: &Resource| sorted(Value::Object(resource.to_fields()));
        serializer.collect_map(records.map(|(id, resource)| (id, fields(resource))))
    }
}

fn value_of(value: &impl serde::Serialize) -> Value {
    // Plain data with string keys: there is nothing in it that JSON cannot hold.
    serde_json::to_value(value).unwrap_or(Value::Null)
}

/// The value with the keys of every object in order, whatever order the JSON library keeps them in.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields: BTreeMap<_, _> = fields
                .into_iter()
                .map(|(key, value)| (key, sorted(value)))
                .collect();
            Value::Object(fields.into_iter().collect())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(sorted).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

/// The file by its parts, before any record is looked at.
#[derive(Deserialize)]
#[serde(expecting = "an object with version, resources, layout and checks")]
struct RawDocument {
    version: Option<Value>,
    #[serde(default)]
    resources: Entries,
    #[serde(default)]
    layout: Entries,
    #[serde(default)]
    checks: Vec<Value>,
    #[serde(flatten)]
    unknown: BTreeMap<String, Value>,
}

/// An object whose keys are kept as they came, so that a key given twice can be told.
#[derive(Default)]
struct Entries(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;
        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = Entries;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object with one entry a resource")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(EntriesVisitor)
    }
}

impl RawDocument {
    fn into_document(self) -> Result<Document, FileError> {
        let mut problems = Vec::new();
        let resources = records("resources", self.resources, &mut problems, |value| {
            let Value::Object(fields) = value else {
                return Err((
                    String::new(),
                    format!("{} found, expected an object", brief(&value)),
                ));
            };
            Resource::from_fields(fields)
                .map(Arc::new)
                .map_err(|error| (error.path.join(" › "), error.message))
        });
        let layout = records("layout", self.layout, &mut problems, located::<Placement>);
        let checks = checks(self.checks, &mut problems);
        if problems.is_empty() {
            Ok(Document {
                resources,
                layout,
                checks: checks.into(),
                unknown: self.unknown,
            })
        } else {
            Err(FileError { problems })
        }
    }
}

fn records<T: Clone>(
    part: &str,
    entries: Entries,
    problems: &mut Vec<FileProblem>,
    read: impl Fn(Value) -> Result<T, (String, String)>,
) -> SharedMap<ResourceId, T> {
    let mut records = SharedMap::new();
    for (id, value) in entries.0 {
        let place = format!("{part} › {id}");
        if id.is_empty() {
            problems.push(FileProblem {
                place: part.to_owned(),
                message: "an id is empty, expected a name for it".to_owned(),
            });
        }
        match read(value) {
            Ok(record) => {
                if records.insert(ResourceId::from(id), record).is_some() {
                    problems.push(FileProblem {
                        place,
                        message: "this id is given twice, expected each id once".to_owned(),
                    });
                }
            }
            Err((below, message)) => {
                let place = if below.is_empty() {
                    place
                } else {
                    format!("{place} › {below}")
                };
                problems.push(FileProblem { place, message });
            }
        }
    }
    records
}

fn checks(values: Vec<Value>, problems: &mut Vec<FileProblem>) -> Vec<Check> {
    let mut checks = Vec::new();
    for (index, value) in values.into_iter().enumerate() {
        match located::<Check>(value) {
            Ok(check) => checks.push(check),
            Err((below, message)) => problems.push(FileProblem {
                place: format!("checks › {index} › {below}"),
                message,
            }),
        }
    }
    checks
}

fn located<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, (String, String)> {
    serde_path_to_error::deserialize(value)
        .map_err(|error| (error.path().to_string(), error.inner().to_string()))
}

fn check_version(version: Option<&Value>) -> Result<(), FileError> {
    let problem = |message: String| FileError {
        problems: vec![FileProblem {
            place: "version".to_owned(),
            message,
        }],
    };
    match version.map(|version| (version, version.as_u64())) {
        Some((_, Some(VERSION))) => Ok(()),
        Some((_, Some(newer))) if newer > VERSION => Err(problem(format!(
            "the file is of version {newer}, this program reads up to {VERSION}: open it with a newer VPCanvas"
        ))),
        Some((value, _)) => Err(problem(format!(
            "{} found, expected {VERSION}",
            brief(value)
        ))),
        None => Err(problem(format!(
            "missing, expected {VERSION}: is this a VPCanvas design?"
        ))),
    }
}

fn not_json(error: &serde_json::Error) -> FileError {
    let text = error.to_string();
    let message = text.split(" at line ").next().unwrap_or(&text).to_owned();
    FileError {
        problems: vec![FileProblem {
            place: format!("line {}, column {}", error.line(), error.column()),
            message,
        }],
    }
}

fn whole(message: String) -> FileError {
    FileError {
        problems: vec![FileProblem {
            place: String::new(),
            message,
        }],
    }
}

/// A value short enough for a message.
fn brief(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests;
