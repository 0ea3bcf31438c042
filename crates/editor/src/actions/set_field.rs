//! Changes one field of a resource, as the inspector does: the record is read back by the model, so that what it refuses
//! is refused here with the same words.

use serde_json::{Map, Value};
use vpcanvas_model::{Document, Resource, ResourceId, Transaction};

use crate::locks::lock_words;

/// One step on the way to a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A field by its name: `CidrBlock`.
    Name(String),
    /// A row of a list, from 0; the length of the list is a new row.
    Row(usize),
}

impl From<&str> for Step {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<usize> for Step {
    fn from(row: usize) -> Self {
        Self::Row(row)
    }
}

/// Sets the field at a path, or removes it (or the row) when the value is null.
///
/// # Errors
/// The place and the expectation of the value that does not fit.
pub fn set_field(
    document: &Document,
    id: &ResourceId,
    path: &[Step],
    value: Value,
) -> Result<Transaction, String> {
    let before = document
        .resource(id)
        .ok_or_else(|| format!("{id} does not exist any more"))?;
    let names: Vec<&str> = path.iter().filter_map(Step::name).collect();
    if names.is_empty() || names == ["Kind"] {
        return Err("The kind of a resource cannot change".to_owned());
    }
    let mut fields = Value::Object(before.to_fields());
    set(&mut fields, path, value)?;
    let fields = match fields {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    let after = Resource::from_fields(fields).map_err(|error| error.to_string())?;
    let label = format!("Set {} of {}", names.join(" › "), document.display_name(id));
    let mut transaction = Transaction::new(label);
    if after.properties.parent() != before.properties.parent() {
        if let Some(words) = lock_words(document, std::slice::from_ref(id)) {
            return Err(format!("{words}; unlock it to let it stand elsewhere"));
        }
        forget_places(document, &mut transaction, id);
    }
    transaction.set_resource(document, id, Some(after));
    Ok(transaction)
}

impl Step {
    fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            Self::Row(_) => None,
        }
    }
}

fn set(at: &mut Value, path: &[Step], value: Value) -> Result<(), String> {
    let Some((step, rest)) = path.split_first() else {
        *at = value;
        return Ok(());
    };
    let removes = rest.is_empty() && value.is_null();
    match step {
        Step::Name(name) => {
            if at.is_null() {
                *at = Value::Object(Map::new());
            }
            let Value::Object(fields) = at else {
                return Err(format!("{name} is not a field of this value"));
            };
            if removes {
                fields.remove(name);
                return Ok(());
            }
            set(fields.entry(name).or_insert(Value::Null), rest, value)
        }
        Step::Row(row) => {
            if at.is_null() {
                *at = Value::Array(Vec::new());
            }
            let Value::Array(rows) = at else {
                return Err("this field is not a list".to_owned());
            };
            if removes {
                if *row < rows.len() {
                    rows.remove(*row);
                }
                return Ok(());
            }
            if *row == rows.len() {
                rows.push(Value::Null);
            }
            match rows.get_mut(*row) {
                Some(at) => set(at, rest, value),
                None => Err(format!("there are only {} rows", rows.len())),
            }
        }
    }
}

/// What belongs elsewhere from now on is laid out there anew.
fn forget_places(document: &Document, transaction: &mut Transaction, id: &ResourceId) {
    for inside in document.with_descendants(id) {
        if let Some(placement) = document.placement(&inside) {
            transaction.set_placement(document, &inside, placement.without_place());
        }
    }
}
