//! Shows containers as one tile each, and opens them again. Nothing else moves, and what is inside comes back as it was.

use std::collections::BTreeSet;

use vpcanvas_model::{
    Arrangement, Document, Kind, Placement, ResourceId, Transaction, geometry::Rect,
};

use super::move_by::outermost;
use crate::{
    hit::kind_of,
    locks::Locks,
    settle::{make_room, settle},
    words::things,
};

/// The containers that collapsing some things would collapse: the things themselves, or what they stand in.
pub fn collapsible(
    document: &Document,
    arrangement: &Arrangement,
    ids: &[ResourceId],
) -> Vec<ResourceId> {
    let is_open = |id: &&ResourceId| {
        kind_of(document, id).is_some_and(Kind::is_container)
            && arrangement.rect(id).is_some()
            && !arrangement.is_collapsed(id)
    };
    let nearest = ids.iter().filter_map(|id| {
        let id = arrangement.shown(id)?;
        let mut around = std::iter::once(id).chain(arrangement.holders(id));
        around.find(is_open)
    });
    let nearest: BTreeSet<ResourceId> = nearest.cloned().collect();
    let nearest: Vec<ResourceId> = nearest.into_iter().collect();
    let locks = Locks::of(document);
    let free = outermost(document, &nearest).into_iter();
    free.filter(|id| document.id(id.as_str()).is_some_and(|id| !locks.keeps(id)))
        .collect()
}

/// Shows each of some containers as a tile at its upper left corner.
pub fn collapse(document: &Document, arrangement: &Arrangement, ids: &[ResourceId]) -> Transaction {
    let ids = collapsible(document, arrangement, ids);
    let mut transaction = Transaction::new(format!("Collapse {}", things(document, &ids)));
    let containers = ids.iter().map(|id| arrangement.container(id));
    settle(document, arrangement, &mut transaction, containers, |_| {
        false
    });
    for id in &ids {
        show_as(document, &mut transaction, id, Some(true));
    }
    transaction
}

/// The collapsed containers that expanding some things would open: the things themselves, or what they are hidden in. What
/// is locked keeps its size.
pub fn expandable(
    document: &Document,
    arrangement: &Arrangement,
    ids: &[ResourceId],
) -> Vec<ResourceId> {
    let shown = ids.iter().filter_map(|id| arrangement.shown(id));
    let collapsed: BTreeSet<&ResourceId> = shown
        .filter(|id| arrangement.is_collapsed(id) && document.lock(id).is_none())
        .collect();
    collapsed.into_iter().cloned().collect()
}

/// Shows what is in each of some collapsed containers again. Only what came to stand in its way is moved aside.
pub fn expand(document: &Document, arrangement: &Arrangement, ids: &[ResourceId]) -> Transaction {
    let ids = expandable(document, arrangement, ids);
    let mut transaction = Transaction::new(format!("Expand {}", things(document, &ids)));
    let containers = ids.iter().map(|id| arrangement.container(id));
    settle(document, arrangement, &mut transaction, containers, |_| {
        false
    });
    for id in &ids {
        show_as(document, &mut transaction, id, None);
    }
    let mut opened = arrangement.clone();
    opened.follow(&document.with(&transaction), &transaction);
    let is_in_the_way = |id: &ResourceId| {
        let rect = opened.rect(id).unwrap_or_default();
        let beside = opened.contents(opened.container(id)).iter();
        let mut beside = beside.filter(|other| *other != id);
        beside.any(|other| opened.rect(other).is_some_and(|other| other.overlaps(rect)))
    };
    let outgrows = |id: &ResourceId| {
        let around = arrangement.container(id);
        around.is_some_and(|around| grew(arrangement.rect(around), opened.rect(around)))
    };
    if ids.iter().any(|id| is_in_the_way(id) || outgrows(id)) {
        make_room(document, arrangement, transaction)
    } else {
        transaction
    }
}

fn grew(before: Option<Rect>, after: Option<Rect>) -> bool {
    let both = before.zip(after);
    both.is_some_and(|(before, after)| !before.encloses(after))
}

fn show_as(
    document: &Document,
    transaction: &mut Transaction,
    id: &ResourceId,
    collapsed: Option<bool>,
) {
    let before = transaction.placement(document, id).cloned();
    let placement = Placement {
        collapsed,
        ..before.unwrap_or_default()
    };
    transaction.set_placement(document, id, Some(placement));
}
