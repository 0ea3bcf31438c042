//! From drafts to a document. A value the model cannot hold is left out and said; the rest of its record stays.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use vpcanvas_model::{Document, Field, FieldType, Kind, Resource, ResourceId, Transaction};
use vpcanvas_network::{Defect, resolve};

use super::{
    collection::Collection,
    draft::Draft,
    report::{Group, Notes},
};

/// How many values of one record are left out one by one, before whole rows are.
const PATIENCE: usize = 64;

/// Makes the document of everything collected.
pub(super) fn document(collection: &mut Collection) -> Document {
    let mut transaction = Transaction::new("Import");
    let empty = Document::default();
    let drafts = std::mem::take(&mut collection.drafts);
    let mut places = BTreeMap::new();
    for (id, draft) in drafts {
        places.insert(
            id.clone(),
            (draft.at.place.file.clone(), draft.at.pointer.clone()),
        );
        let resource = resource(&id, draft, &mut collection.notes);
        transaction.set_resource(&empty, &ResourceId::from(id), resource);
    }
    let document = empty.with(&transaction);
    dangling(&document, &places, &mut collection.notes);
    document
}

/// Says which references lead nowhere, and what the records lack.
fn dangling(document: &Document, places: &BTreeMap<String, (String, String)>, notes: &mut Notes) {
    for problem in resolve(document).problems() {
        let id = problem.component.as_str();
        let reason = match &problem.defect {
            Defect::Dangling { id } => format!(
                "{} refers to {id}, which was not collected: it was deleted between two calls, or lies in an account or Region that is not here",
                problem.field
            ),
            Defect::Missing { .. } | Defect::WrongKind { .. } | Defect::Cycle { .. } => {
                problem.to_string()
            }
        };
        let (file, pointer) = places.get(id).cloned().unwrap_or_default();
        notes.add(Group::Problem, id, &reason, &file, &pointer);
    }
}

fn resource(id: &str, draft: Draft, notes: &mut Notes) -> Option<Resource> {
    let Draft {
        kind,
        mut fields,
        tags,
        at,
        ..
    } = draft;
    let known = Kind::parse(kind).map_or(&[][..], Kind::fields);
    let tags: Map<String, Value> = tags
        .into_iter()
        .map(|(key, value)| (key, value.into()))
        .collect();
    let mut left_out = 0;
    loop {
        let mut record = fields.clone();
        record.insert("Kind".to_owned(), kind.into());
        if !tags.is_empty() {
            record.insert("Tags".to_owned(), Value::Object(tags.clone()));
        }
        let error = match Resource::from_fields(record) {
            Ok(resource) => return Some(resource),
            Err(error) => error,
        };
        if mended(&mut fields, known, &error.path) {
            continue;
        }
        left_out += 1;
        let path = match error.path.get(..2) {
            Some(row) if left_out > PATIENCE => row,
            _ => &error.path,
        };
        let (file, pointer) = at.file_and_pointer();
        let place = path.join(" › ");
        let reason = format!("{place}: {}; it was left out", error.message);
        notes.add(Group::Problem, id, &reason, file, pointer);
        if !take_out(&mut fields, path) {
            return None;
        }
    }
}

/// Writes a word as the model writes it, where it differs in its case, dashes and underscores alone.
fn mended(fields: &mut Map<String, Value>, known: &'static [Field], path: &[String]) -> bool {
    let Some(FieldType::Choice(words)) = field_at(known, path) else {
        return false;
    };
    let bare = |word: &str| -> String {
        word.chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|letter| letter.to_ascii_lowercase())
            .collect()
    };
    let Some(value) = value_at(fields, path) else {
        return false;
    };
    let found = value.as_str().map(bare);
    let word = words.iter().find(|word| Some(bare(word)) == found);
    match word {
        Some(word) if *value != json!(word) => {
            *value = json!(word);
            true
        }
        _ => false,
    }
}

fn field_at(mut fields: &'static [Field], path: &[String]) -> Option<FieldType> {
    let mut found = None;
    for name in path.iter().filter(|name| name.parse::<usize>().is_err()) {
        let value = fields.iter().find(|field| field.name == name)?.value;
        fields = match value {
            FieldType::Table(below) | FieldType::Group(below) => below,
            _ => &[],
        };
        found = Some(value);
    }
    found
}

fn value_at<'a>(fields: &'a mut Map<String, Value>, path: &[String]) -> Option<&'a mut Value> {
    let (first, rest) = path.split_first()?;
    rest.iter()
        .try_fold(fields.get_mut(first)?, |value, name| match value {
            Value::Object(fields) => fields.get_mut(name),
            Value::Array(values) => values.get_mut(name.parse::<usize>().ok()?),
            _ => None,
        })
}

/// Takes out the value at a path, or the nearest thing there is above it; `false` when there is nothing.
fn take_out(fields: &mut Map<String, Value>, path: &[String]) -> bool {
    let Some((last, above)) = path.split_last() else {
        return false;
    };
    if above.is_empty() {
        return fields.remove(last).is_some();
    }
    let is_out = match value_at(fields, above) {
        Some(Value::Object(fields)) => fields.remove(last).is_some(),
        Some(Value::Array(values)) => match last.parse::<usize>() {
            Ok(index) if index < values.len() => {
                values.remove(index);
                true
            }
            _ => false,
        },
        _ => false,
    };
    is_out || take_out(fields, above)
}
