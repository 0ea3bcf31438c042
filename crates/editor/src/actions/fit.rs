//! Makes a container as small as its contents allow. Nothing in it moves.

use vpcanvas_model::{Arrangement, Document, ResourceId, Transaction};

use crate::settle::{place, settle};

/// Fits a container to what stands in it, unless it is locked or collapsed.
pub fn fit_to_contents(
    document: &Document,
    arrangement: &Arrangement,
    id: &ResourceId,
) -> Transaction {
    let name = document.display_name(id);
    let mut transaction = Transaction::new(format!("Fit {name} to its contents"));
    settle(document, arrangement, &mut transaction, [Some(id)], |_| {
        false
    });
    if document.lock(id).is_some() || arrangement.is_collapsed(id) {
        return Transaction::new(transaction.label);
    }
    let mut unplaced = transaction.clone();
    unplaced.set_placement(document, id, None);
    let is_empty = arrangement.contents(Some(id)).is_empty();
    let mut fitted = arrangement.clone();
    fitted.follow(&document.with(&unplaced), &unplaced);
    if let (Some(rect), false) = (fitted.rect(id), is_empty) {
        place(document, &mut transaction, id, rect);
    }
    transaction
}
