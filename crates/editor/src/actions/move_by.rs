//! Moves resources without changing where they belong. Containers take their contents along.

use std::collections::{BTreeMap, BTreeSet};

use vpcanvas_model::{
    Arrangement, Document, ResourceId, Transaction,
    arrangement::{HEADER, PADDING},
    geometry::{Offset, Rect},
};

use crate::{
    apart::make_way,
    hit::is_open_container,
    locks::Locks,
    settle::{make_room, settle, shift},
    words::things,
};

/// Moves some resources, as one step. Those inside others that move are moved once. What stands in the way of a container
/// moves aside; a tile is let go anywhere.
///
/// # Errors
/// What stays in the way of what.
pub fn move_by(
    document: &Document,
    arrangement: &Arrangement,
    ids: &[ResourceId],
    by: Offset,
) -> Result<Transaction, String> {
    let label = format!("Move {}", things(document, ids));
    let needs_room = |id: &ResourceId| is_open_container(document, arrangement, id);
    moved(document, arrangement, (ids, by), label, needs_room)
}

/// Moves some resources by a key press. What stands in the way of a container, and any container in the way, moves aside.
///
/// # Errors
/// What stays in the way of what.
pub fn nudge(
    document: &Document,
    arrangement: &Arrangement,
    ids: &[ResourceId],
    by: Offset,
) -> Result<Transaction, String> {
    let label = format!("Nudge {}", things(document, ids));
    moved(document, arrangement, (ids, by), label, |_| true)
}

fn moved(
    document: &Document,
    arrangement: &Arrangement,
    (ids, by): (&[ResourceId], Offset),
    label: String,
    needs_room: impl Fn(&ResourceId) -> bool,
) -> Result<Transaction, String> {
    let mut transaction = Transaction::new(label);
    if by == Offset::default() {
        return Ok(transaction);
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
    let moves = ids.iter().filter(|id| needs_room(id)).map(|id| (id, by));
    let moves: Vec<_> = moves.collect();
    let made_way = make_way_for(document, arrangement, &mut transaction, &moves)?;
    Ok(if stays_inside && !made_way {
        transaction
    } else {
        make_room(document, arrangement, transaction)
    })
}

/// Moves aside what is in the way of things that move in their containers; returns whether anything was.
pub(super) fn make_way_for(
    document: &Document,
    arrangement: &Arrangement,
    transaction: &mut Transaction,
    moves: &[(&ResourceId, Offset)],
) -> Result<bool, String> {
    let mut levels: BTreeMap<Option<&ResourceId>, Vec<_>> = BTreeMap::new();
    for (id, by) in moves {
        let container = arrangement.container(id);
        levels.entry(container).or_default().push((*id, *by));
    }
    let mut made_way = false;
    for (container, moves) in levels {
        made_way |= make_way(document, arrangement, transaction, container, &moves)?;
    }
    Ok(made_way)
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
