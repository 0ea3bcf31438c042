//! Forgets what was placed by hand, so that the default layout takes over. What is locked stays where it is.

use vpcanvas_model::{
    Arrangement, Document, ResourceId, Transaction, arrangement as arrangement_of,
    arrangement::free_spot, geometry::Rect,
};

use super::move_by::movable;
use crate::{
    locks::Locks,
    settle::{make_room, place, settle},
    words::things,
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

/// Lays out some things that stand in one container anew, where they begin now or in the nearest free place.
///
/// It is the default layout of them alone: what they have to do with others does not count.
pub fn lay_out_selection(
    document: &Document,
    arrangement: &Arrangement,
    ids: &[ResourceId],
) -> Transaction {
    let ids = siblings(document, arrangement, ids);
    let mut transaction = Transaction::new(format!("Lay out {}", things(document, &ids)));
    let Some(first) = ids.first() else {
        return transaction;
    };
    let container = arrangement.container(first);
    let is_meant = |id: &ResourceId| ids.contains(id);
    let alone = alone(document, arrangement, container, is_meant);
    let laid = arrangement_of(&alone);
    let around = |arrangement: &Arrangement| {
        let rects = ids.iter().filter_map(|id| arrangement.rect(id));
        Rect::around(rects).unwrap_or_default()
    };
    let (before, after) = (around(arrangement), around(&laid));
    let beside = arrangement.contents(container).iter();
    let beside = beside.filter(|id| !is_meant(id));
    let occupied: Vec<Rect> = beside.filter_map(|id| arrangement.rect(id)).collect();
    let spot = free_spot(before.min, after.size(), &occupied, None);
    settle(
        document,
        arrangement,
        &mut transaction,
        [container],
        is_meant,
    );
    for id in &ids {
        for inside in arrangement.with_belongings(id) {
            if let Some(placement) = document.placement(inside) {
                transaction.set_placement(document, inside, placement.without_place());
            }
        }
        if let Some(rect) = laid.rect(id) {
            let rect = rect.moved(spot.minus(after.min));
            place(document, &mut transaction, id, rect);
        }
    }
    make_room(document, arrangement, transaction)
}

/// What may be moved of some things and stands where the first of them does.
fn siblings(document: &Document, arrangement: &Arrangement, ids: &[ResourceId]) -> Vec<ResourceId> {
    let movable = movable(document, ids).into_iter();
    let movable: Vec<ResourceId> = movable.filter(|id| !arrangement.is_hidden(id)).collect();
    let container = movable.first().and_then(|id| arrangement.container(id));
    let beside = movable.iter();
    let beside = beside.filter(|id| arrangement.container(id) == container);
    beside.cloned().collect()
}

/// The document without what stands beside some things in their container, and with none of them placed.
fn alone(
    document: &Document,
    arrangement: &Arrangement,
    container: Option<&ResourceId>,
    is_meant: impl Fn(&ResourceId) -> bool,
) -> Document {
    let mut transaction = Transaction::default();
    for id in arrangement.contents(container) {
        for inside in arrangement.with_belongings(id) {
            if !is_meant(id) {
                transaction.set_resource(document, inside, None);
                transaction.set_placement(document, inside, None);
            } else if let Some(placement) = document.placement(inside) {
                transaction.set_placement(document, inside, placement.without_place());
            }
        }
    }
    document.with(&transaction)
}
