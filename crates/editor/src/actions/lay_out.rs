//! Forgets what was placed by hand, so that the default layout takes over.

use vpcanvas_model::{Arrangement, Document, ResourceId, Transaction};

use crate::settle::{make_room, settle};

/// Lays out the contents of a container anew, or the whole canvas.
pub fn lay_out(
    document: &Document,
    arrangement: &Arrangement,
    container: Option<&ResourceId>,
) -> Transaction {
    let Some(container) = container else {
        let mut transaction = Transaction::new("Lay out everything");
        for (id, _) in document.placements() {
            transaction.set_placement(document, id, None);
        }
        return transaction;
    };
    let name = document.display_name(container);
    let mut transaction = Transaction::new(format!("Lay out {name}"));
    let around = arrangement.container(container);
    settle(document, arrangement, &mut transaction, [around], |_| false);
    for id in arrangement.with_belongings(container) {
        if id != container && document.placement(id).is_some() {
            transaction.set_placement(document, id, None);
        }
    }
    make_room(document, arrangement, transaction)
}
