//! Moves one end of a connection to another resource, without taking the connection apart first.

use serde_json::Value;
use vpcanvas_model::{Document, Resource, ResourceId, Transaction};

use super::{connect, connect::check_connection, disconnect};
use crate::{hit::kind_of, ranges::each_text};

/// The lists whose rows say more of a connection than what it leads to.
const ROWS: [&str; 2] = ["Routes", "Targets"];

/// Whether two resources are connected by what somebody can draw, and not by where they belong.
pub fn is_rewirable(document: &Document, one: &ResourceId, other: &ResourceId) -> bool {
    check_connection(document, one, other).is_ok() && disconnect(document, one, other).is_ok()
}

/// Connects a resource with `new` in the place of `old`, as one step. What a route or a target says besides is kept where
/// the two are of one kind.
///
/// # Errors
/// Why they cannot be connected, and what can; or that nothing connects those that were.
pub fn rewire(
    document: &Document,
    fixed: &ResourceId,
    old: &ResourceId,
    new: &ResourceId,
) -> Result<Transaction, String> {
    let names = [fixed, new, old].map(|id| document.display_name(id));
    let label = format!(
        "Connect {} with {} instead of {}",
        names[0], names[1], names[2]
    );
    if new == old {
        return Err(format!(
            "{} and {} are already connected",
            names[0], names[1]
        ));
    }
    let apart = disconnect(document, fixed, old)?;
    check_connection(document, fixed, new)?;
    if let Some(kept) = with_rows_kept(document, fixed, old, new) {
        let mut transaction = Transaction::new(label);
        transaction.set_resource(document, fixed, Some(kept));
        return Ok(transaction);
    }
    let joined = connect(&document.with(&apart), fixed, new)?;
    let mut transaction = apart.then(joined);
    transaction.label = label;
    Ok(transaction)
}

/// The record with `new` where its rows say `old`, if both are of one kind and it is such rows that connect them.
fn with_rows_kept(
    document: &Document,
    fixed: &ResourceId,
    old: &ResourceId,
    new: &ResourceId,
) -> Option<Resource> {
    if kind_of(document, old) != kind_of(document, new) {
        return None;
    }
    let record = document.resource(fixed)?;
    let mut fields = record.to_fields();
    let replaced = |text: &str| (text == old.as_str()).then(|| new.to_string());
    for name in ROWS {
        if let Some(rows @ Value::Array(_)) = fields.get_mut(name) {
            each_text(rows, &replaced);
        }
    }
    let after = Resource::from_fields(fields).ok()?;
    (after != *record).then_some(after)
}
