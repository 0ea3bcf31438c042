//! Gives everything a lock keeps a place of its own, so that nothing laid out beside it can move it.
//!
//! Locking writes down where all stands that is seen in what is locked. A lock is about the layout and never about the
//! network: an edit may still bring something new into what is locked, or concern what a file holds locked without a
//! place; and what was hidden when it was locked comes to light one day. Where that stands is written down in the same
//! step. Interfaces have no place: they find a free spot, for which what they stand in grows to the right and downwards.

use std::collections::BTreeSet;

use vpcanvas_model::{Arrangement, Change, Document, Placement, Resource, ResourceId, Transaction};

use crate::settle::place;

/// The transaction with a place for everything that a lock keeps and that would have none after it.
pub(crate) fn pin(
    document: &Document,
    before: &Arrangement,
    mut transaction: Transaction,
) -> Transaction {
    let changes = transaction.changes();
    let concerns = |change: &Change| matches!(change, Change::Resource { .. }) || reveals(change);
    if before.locked().next().is_none() || !changes.iter().any(concerns) {
        return transaction;
    }
    let seen = document.with(&transaction);
    let beside = beside(before, &seen, &transaction).into_iter();
    let kept = beside.filter(|id| document.lock(id).is_some());
    pin_each(document, (&seen, before), &mut transaction, kept);
    let comes = |change: &&Change| reveals(change) || comes_into_lock(&seen, change);
    let newcomers = transaction.changes().iter().filter(comes);
    let newcomers: Vec<ResourceId> = newcomers.filter_map(id_of).cloned().collect();
    if !newcomers.is_empty() {
        let seen = document.with(&transaction);
        let mut after = before.clone();
        after.follow(&seen, &transaction);
        let all = newcomers.iter().flat_map(|id| after.with_belongings(id));
        pin_each(document, (&seen, &after), &mut transaction, all);
    }
    transaction
}

/// Places those of some things that a lock keeps without a place, where they stand in an arrangement.
fn pin_each<'a>(
    document: &Document,
    (seen, arranged): (&Document, &Arrangement),
    transaction: &mut Transaction,
    ids: impl IntoIterator<Item = &'a ResourceId>,
) {
    let is_loose = |id: &&ResourceId| {
        let is_there = seen.resource(id).is_some() && !seen.is_placed(id);
        is_there && seen.lock(id).is_some()
    };
    for id in ids.into_iter().filter(is_loose) {
        if let Some(rect) = arranged.rect(id) {
            place(document, transaction, id, rect);
        }
    }
}

/// Everything that stands beside what a transaction changes, and beside its interfaces, with what is around them.
fn beside<'a>(
    arrangement: &'a Arrangement,
    seen: &Document,
    transaction: &Transaction,
) -> BTreeSet<&'a ResourceId> {
    let mut containers: BTreeSet<&ResourceId> = BTreeSet::new();
    for change in transaction.changes() {
        let Change::Resource { id, .. } = change else {
            continue;
        };
        containers.extend(arrangement.holders(id));
        for subnet in seen.interface_subnets(id) {
            containers.extend(arrangement.holders(&subnet));
            containers.extend(
                arrangement
                    .resources
                    .get_key_value(&subnet)
                    .map(|(id, _)| id),
            );
        }
    }
    let contents = containers.iter().map(|id| arrangement.contents(Some(id)));
    contents
        .flatten()
        .chain(containers.iter().copied())
        .collect()
}

/// Whether a change brings to light what was hidden.
fn reveals(change: &Change) -> bool {
    let Change::Placement { before, after, .. } = change else {
        return false;
    };
    let (before, after) = (before.as_ref(), after.as_ref());
    let was_collapsed = before.is_some_and(Placement::is_collapsed);
    let folded = |placement: Option<&Placement>| placement.and_then(|one| one.folded_into.clone());
    was_collapsed && !after.is_some_and(Placement::is_collapsed) || folded(before) != folded(after)
}

/// Whether a change brings something into what is locked.
fn comes_into_lock(seen: &Document, change: &Change) -> bool {
    let Change::Resource { id, before, after } = change else {
        return false;
    };
    let parent = |resource: &Resource| resource.properties.parent().cloned();
    let before = before.as_deref().map(parent);
    after.as_deref().map(parent) != before && seen.lock(id).is_some()
}

fn id_of(change: &Change) -> Option<&ResourceId> {
    match change {
        Change::Resource { id, .. } | Change::Placement { id, .. } => Some(id),
        Change::Checks { .. } => None,
    }
}
