//! Changes the `Name` tag of a resource. The id stays.

use vpcanvas_model::{Document, ResourceId, Transaction};

/// Names a resource; an empty name removes the tag. A space at the end may be followed by another word and is kept.
pub fn set_name(document: &Document, id: &ResourceId, name: &str) -> Transaction {
    let before = document.display_name(id);
    let mut transaction = Transaction::new(format!("Rename {before}"));
    if let Some(resource) = document.resource(id) {
        let renamed = resource.clone().named(name.trim_start());
        transaction.set_resource(document, id, Some(renamed));
    }
    transaction
}
