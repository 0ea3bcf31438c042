//! Deletes resources with everything in them and all they stand for. References from elsewhere stay and become findings; undo brings all back.

use std::collections::BTreeSet;

use vpcanvas_model::{Arrangement, Document, ResourceId, Transaction};

use super::{
    fold_alike::{release, with_folded},
    move_by::movable,
};
use crate::{settle::settle, words::things};

/// Deletes some resources, as one step; what is locked stays.
pub fn delete(document: &Document, arrangement: &Arrangement, ids: &[ResourceId]) -> Transaction {
    // A tile that stays keeps what it stands for.
    let outermost = with_folded(arrangement, &movable(document, ids));
    let outermost = movable(document, &outermost);
    let doomed: BTreeSet<&ResourceId> = outermost
        .iter()
        .flat_map(|id| arrangement.with_belongings(id))
        .collect();
    let named: Vec<ResourceId> = outermost.iter().cloned().collect();
    let mut transaction = Transaction::new(format!("Delete {}", things(document, &named)));
    let containers = outermost.iter().map(|id| arrangement.container(id));
    settle(document, arrangement, &mut transaction, containers, |id| {
        doomed.contains(id)
    });
    for id in &doomed {
        let left = arrangement.stands_for(id).iter();
        for folded in left.filter(|folded| !doomed.contains(folded)) {
            release(document, &mut transaction, folded);
        }
        transaction.set_resource(document, id, None);
        transaction.set_placement(document, id, None);
    }
    transaction
}
