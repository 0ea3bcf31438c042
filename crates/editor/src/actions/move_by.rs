//! Moves resources without changing where they belong. Containers take their contents along.

use std::collections::BTreeSet;

use vpcanvas_model::{
    Arrangement, Document, ResourceId, Transaction,
    arrangement::{HEADER, PADDING},
    geometry::{Offset, Rect},
};

use crate::{
    locks::Locks,
    settle::{make_room, settle, shift},
    words::things,
};

/// Moves some resources, as one step. Those inside others that move are moved once.
pub fn move_by(
    document: &Document,
    arrangement: &Arrangement,
    ids: &[ResourceId],
    by: Offset,
) -> Transaction {
    let label = format!("Move {}", things(document, ids));
    moved(document, arrangement, ids, by, label)
}

/// Moves some resources by a key press.
pub fn nudge(
    document: &Document,
    arrangement: &Arrangement,
    ids: &[ResourceId],
    by: Offset,
) -> Transaction {
    let label = format!("Nudge {}", things(document, ids));
    moved(document, arrangement, ids, by, label)
}

fn moved(
    document: &Document,
    arrangement: &Arrangement,
    ids: &[ResourceId],
    by: Offset,
    label: String,
) -> Transaction {
    let mut transaction = Transaction::new(label);
    if by == Offset::default() {
        return transaction;
    }
    let ids: BTreeSet<ResourceId> = movable(document, ids);
    let containers = ids.iter().map(|id| arrangement.container(id));
    settle(document, arrangement, &mut transaction, containers, |_| {
        false
    });
    shift(
        document,
        (document, arrangement),
        &mut transaction,
        &ids,
        by,
    );
    let stays_inside = ids
        .iter()
        .all(|id| fits(arrangement, id, by).unwrap_or(true));
    if stays_inside {
        transaction
    } else {
        make_room(document, arrangement, transaction)
    }
}

/// The ids that stand in no other of them and exist.
pub(super) fn outermost(document: &Document, ids: &[ResourceId]) -> BTreeSet<ResourceId> {
    let all: BTreeSet<&ResourceId> = ids
        .iter()
        .filter(|id| document.resource(id).is_some())
        .collect();
    all.iter()
        .filter(|id| !document.ancestors(id).any(|parent| all.contains(parent)))
        .map(|id| (*id).clone())
        .collect()
}

/// The same without what a lock keeps where it is.
pub(super) fn movable(document: &Document, ids: &[ResourceId]) -> BTreeSet<ResourceId> {
    let locks = Locks::of(document);
    let mut movable = outermost(document, ids);
    movable.retain(|id| document.id(id.as_str()).is_some_and(|id| !locks.keeps(id)));
    movable
}

/// Whether a container need not grow to the right or downwards for what moves in it.
fn fits(arrangement: &Arrangement, id: &ResourceId, by: Offset) -> Option<bool> {
    let container = arrangement.rect(arrangement.container(id)?)?;
    let moved = arrangement.rect(id)?.moved(by);
    let inner = Rect {
        min: container.min.moved(Offset::new(PADDING, HEADER + PADDING)),
        max: container.grown(-PADDING).max,
    };
    Some(inner.encloses(moved))
}
