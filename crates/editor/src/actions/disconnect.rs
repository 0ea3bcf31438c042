//! Takes back what connects two resources. Where a resource belongs is not a connection and stays.

use serde_json::{Map, Value};
use vpcanvas_model::{Document, Resource, ResourceId, Transaction};

/// Removes every reference between two resources, in both directions: rows and groups that name the other go as a whole.
///
/// # Errors
/// That nothing connects them.
pub fn disconnect(
    document: &Document,
    one: &ResourceId,
    other: &ResourceId,
) -> Result<Transaction, String> {
    let names = [one, other].map(|id| document.display_name(id));
    let mut transaction = Transaction::new(format!("Disconnect {} from {}", names[0], names[1]));
    for (holder, held) in [(one, other), (other, one)] {
        let Some(resource) = document.resource(holder) else {
            continue;
        };
        let mut fields = resource.to_fields();
        let words = ["Tags", "Note"].map(|name| fields.remove_entry(name));
        let parent_field = resource.properties.parent_field();
        let parent = parent_field.and_then(|field| fields.remove_entry(field));
        forget(&mut fields, held.as_str());
        fields.extend(words.into_iter().flatten());
        fields.extend(parent);
        let after = Resource::from_fields(fields).map_err(|error| error.to_string())?;
        transaction.set_resource(document, holder, Some(after));
    }
    if transaction.is_empty() {
        return Err(format!("Nothing connects {} with {}", names[0], names[1]));
    }
    Ok(transaction)
}

/// Removes what names an id from a record.
fn forget(fields: &mut Map<String, Value>, id: &str) {
    fields.retain(|_, value| match value {
        Value::Object(group) if names(group, id) => false,
        Value::Object(group) => {
            forget(group, id);
            true
        }
        Value::Array(rows) => {
            rows.retain(|row| match row {
                Value::Object(row) => !names(row, id),
                row => !is(row, id),
            });
            true
        }
        value => !is(value, id),
    });
}

fn names(group: &Map<String, Value>, id: &str) -> bool {
    group.values().any(|value| is(value, id))
}

/// Whether a value is an id, or the name of the endpoint service with it.
fn is(value: &Value, id: &str) -> bool {
    value.as_str().is_some_and(|text| {
        text == id
            || text
                .strip_prefix("com.amazonaws.vpce.")
                .and_then(|rest| rest.split_once('.'))
                .is_some_and(|(_, service)| service == id)
    })
}
