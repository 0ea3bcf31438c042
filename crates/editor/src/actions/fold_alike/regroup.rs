//! What is folded is shown as one for as long as it is alike: what an edit makes differ is shown by itself again.
//!
//! Only the edited ones leave. Where it is the one that stands for the others, the next of these stands for them from
//! then on, so that thousands do not come to light because one was looked into and changed.

use std::collections::{BTreeMap, BTreeSet};

use vpcanvas_model::{Arrangement, Change, Document, Placement, ResourceId, Transaction};

use super::{release, shape};
use crate::words::things;

/// The members of one group that a change concerns, by what they are shown as.
type Concerned = BTreeMap<ResourceId, BTreeSet<ResourceId>>;

/// The transaction with what it makes differ taken out of its group, and what that comes to in words.
pub(crate) fn regroup(
    document: &Document,
    before: &Arrangement,
    mut transaction: Transaction,
) -> (Transaction, Option<String>) {
    if before.groups().next().is_none() || !before.is_moved_by(&transaction) {
        return (transaction, None);
    }
    let seen = document.with(&transaction);
    let mut after = before.clone();
    after.follow(&seen, &transaction);
    let mut words = None;
    for (first, edited) in concerned(before, &after, &transaction) {
        if seen.resource(&first).is_none() {
            continue;
        }
        let folded = before.stands_for(&first).iter();
        let folded = folded.filter(|id| seen.resource(id).is_some());
        let all: Vec<&ResourceId> = std::iter::once(&first).chain(folded).collect();
        let untouched = all.iter().find(|id| !edited.contains(**id));
        let model = untouched.copied().unwrap_or(&first);
        let was = shape(document, before, model);
        let is = shape(&seen, &after, model);
        let differs =
            |id: &ResourceId| shape(document, before, id) == was && shape(&seen, &after, id) != is;
        let (leaving, staying): (Vec<&ResourceId>, Vec<&ResourceId>) = all
            .into_iter()
            .partition(|id| edited.contains(*id) && differs(id));
        if !leaving.is_empty() {
            words = Some(said(&seen, &first, &leaving, &staying));
            take_out(document, &mut transaction, &leaving, &staying);
        }
    }
    (transaction, words)
}

/// What of the groups a change may make differ: what it changes, what that is in, and what that has to do with.
fn concerned(before: &Arrangement, after: &Arrangement, transaction: &Transaction) -> Concerned {
    let mut concerned = Concerned::new();
    for change in transaction.changes() {
        let Change::Resource { id, .. } = change else {
            continue;
        };
        let around = before.holders(id).chain(after.holders(id));
        let near = before.related(id).chain(after.related(id));
        for id in std::iter::once(id).chain(around).chain(near) {
            let first = before.folded_into(id).unwrap_or(id);
            if !before.stands_for(first).is_empty() {
                let of_group = concerned.entry(first.clone()).or_default();
                of_group.insert(id.clone());
            }
        }
    }
    concerned
}

/// Lets some be shown by themselves; the first of those that stay stands for the others.
fn take_out(
    document: &Document,
    transaction: &mut Transaction,
    leaving: &[&ResourceId],
    staying: &[&ResourceId],
) {
    for id in leaving.iter().chain(staying.first()) {
        release(document, transaction, id);
    }
    let Some((first, others)) = staying.split_first() else {
        return;
    };
    let placement = |transaction: &Transaction, id: &ResourceId| {
        let placement = transaction.placement(document, id).cloned();
        placement.unwrap_or_default()
    };
    let is_new = others.iter().any(|id| {
        let shown_as = placement(transaction, id).folded_into;
        shown_as.as_ref() != Some(*first)
    });
    if !is_new {
        return;
    }
    let tile = Placement {
        collapsed: Some(true),
        ..placement(transaction, first)
    };
    transaction.set_placement(document, first, Some(tile));
    for id in others {
        let folded = Placement {
            folded_into: Some((*first).clone()),
            ..placement(transaction, id)
        };
        transaction.set_placement(document, id, Some(folded));
    }
}

fn said(
    document: &Document,
    first: &ResourceId,
    leaving: &[&ResourceId],
    staying: &[&ResourceId],
) -> String {
    let name = |id| document.display_name(id);
    if let (true, Some(next)) = (leaving.contains(&first), staying.first()) {
        return match staying.len() {
            1 => format!(
                "{} is no longer like {}; both are shown",
                name(first),
                name(next)
            ),
            count => format!(
                "{} is no longer like the {count} it stood for; {} stands for them now",
                name(first),
                name(next)
            ),
        };
    }
    let ids: Vec<ResourceId> = leaving.iter().map(|id| (*id).clone()).collect();
    let (are, themselves) = if ids.len() == 1 {
        ("is", "itself")
    } else {
        ("are", "themselves")
    };
    let what = things(document, &ids);
    format!(
        "{what} {are} no longer like {} and {are} shown by {themselves}",
        name(first)
    )
}
