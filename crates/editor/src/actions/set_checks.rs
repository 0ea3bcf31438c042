//! Changes what the author expects of the design.

use vpcanvas_model::{Check, Document, Transaction};

/// Replaces the checks; the label says what was done to them.
pub fn set_checks(document: &Document, label: &str, checks: Vec<Check>) -> Transaction {
    let mut transaction = Transaction::new(label);
    transaction.set_checks(document, checks);
    transaction
}
