//! Locks things where they stand, and unlocks them.

use vpcanvas_model::{Arrangement, Document, Placement, ResourceId, Transaction};

use crate::{settle::settle, words::things};

/// Whether each of some things is locked by itself: what locking them again would unlock.
pub fn are_locked(document: &Document, ids: &[ResourceId]) -> bool {
    let is_locked = |id| document.placement(id).is_some_and(Placement::is_locked);
    !ids.is_empty() && ids.iter().all(is_locked)
}

/// Locks some things, or unlocks them.
///
/// Locking writes down the place and the size of all that is seen in them, so that nothing there is laid out anew when
/// the network changes; unlocking leaves it there.
pub fn set_locked(
    document: &Document,
    arrangement: &Arrangement,
    ids: &[ResourceId],
    locked: bool,
) -> Transaction {
    let word = if locked { "Lock" } else { "Unlock" };
    let mut transaction = Transaction::new(format!("{word} {}", things(document, ids)));
    if locked {
        // What has no place of its own would go where the default layout wants it, and so would what is inside.
        let inside = ids.iter().flat_map(|id| arrangement.with_belongings(id));
        let around = ids.iter().map(|id| arrangement.container(id));
        let containers = around.chain(inside.map(Some));
        settle(document, arrangement, &mut transaction, containers, |_| {
            false
        });
    }
    for id in ids {
        let before = transaction.placement(document, id).cloned();
        let placement = Placement {
            locked: locked.then_some(true),
            ..before.unwrap_or_default()
        };
        let placement = (placement != Placement::default()).then_some(placement);
        transaction.set_placement(document, id, placement);
    }
    transaction
}
