//! Makes a container as small as its contents allow. Nothing in it moves.

use vpcanvas_model::{Arrangement, Document, ResourceId, Transaction, arrangement};

use crate::settle::{place, settle};

/// Fits a container to what stands in it.
pub fn fit_to_contents(
    document: &Document,
    arrangement_before: &Arrangement,
    id: &ResourceId,
) -> Transaction {
    let name = document.display_name(id);
    let mut transaction = Transaction::new(format!("Fit {name} to its contents"));
    settle(
        document,
        arrangement_before,
        &mut transaction,
        [Some(id)],
        |_| false,
    );
    let mut unplaced = transaction.clone();
    unplaced.set_placement(document, id, None);
    let has_contents = document
        .resources()
        .any(|(child, _)| document.container(child) == Some(id));
    let fitted = arrangement(&document.with(&unplaced)).rect(id);
    if let (Some(rect), true) = (fitted, has_contents) {
        place(document, &mut transaction, id, rect);
    }
    transaction
}
