//! Changes the note of a resource, or the text of a note of its own.

use vpcanvas_model::{Document, ResourceId, Transaction};

/// Sets the note of a resource; an empty one removes it.
pub fn set_note(document: &Document, id: &ResourceId, note: &str) -> Transaction {
    let name = document.display_name(id);
    let mut transaction = Transaction::new(format!("Write a note on {name}"));
    if let Some(resource) = document.resource(id) {
        let noted = resource.clone().noted(note);
        transaction.set_resource(document, id, Some(noted));
    }
    transaction
}
