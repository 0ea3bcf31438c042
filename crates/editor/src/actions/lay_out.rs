//! Forgets what was placed by hand, so that the default layout takes over. What is locked stays where it is.

use vpcanvas_model::{Arrangement, Document, ResourceId, Transaction};

use crate::{
    locks::Locks,
    settle::{make_room, settle},
};

/// Lays out the contents of a container anew, or the whole canvas.
pub fn lay_out(
    document: &Document,
    arrangement: &Arrangement,
    container: Option<&ResourceId>,
) -> Transaction {
    let Some(container) = container else {
        let mut transaction = Transaction::new("Lay out everything");
        let locks = Locks::of(document);
        for (id, placement) in document.placements().filter(|(id, _)| !locks.keeps(id)) {
            transaction.set_placement(document, id, placement.without_place());
        }
        return transaction;
    };
    let name = document.display_name(container);
    let mut transaction = Transaction::new(format!("Lay out {name}"));
    let around = arrangement.container(container);
    settle(document, arrangement, &mut transaction, [around], |_| false);
    let locks = Locks::of(document);
    for id in arrangement.with_belongings(container) {
        if let Some(placement) = document.placement(id)
            && id != container
            && !locks.keeps(id)
        {
            transaction.set_placement(document, id, placement.without_place());
        }
    }
    make_room(document, arrangement, transaction)
}
