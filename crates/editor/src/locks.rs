//! What is locked: things that stay where they stand until they are unlocked, and what stays with them.
//!
//! A lock is a word in the layout: what is locked keeps its place and its size, and nothing leaves it or is put into it by
//! hand. It holds what stands in a locked container too, and keeps the containers around something locked from being
//! moved, because these would take it along. The network may change all the same: what is locked grows to the right and
//! downwards for what that brings, and back, and moves nothing that stands in it.

use std::collections::BTreeSet;

use vpcanvas_model::{Document, Placement, ResourceId};

/// What a document's locks hold.
pub(crate) struct Locks<'a> {
    document: &'a Document,
    /// What is locked, and whatever holds something that is.
    held: BTreeSet<&'a ResourceId>,
}

impl<'a> Locks<'a> {
    pub(crate) fn of(document: &'a Document) -> Self {
        let mut held = BTreeSet::new();
        let placements = document.placements();
        for (id, _) in placements.filter(|(_, placement)| placement.is_locked()) {
            held.insert(id);
            held.extend(document.ancestors(id));
        }
        Self { document, held }
    }

    /// Whether something stays where it is.
    pub(crate) fn keeps(&self, id: &'a ResourceId) -> bool {
        let holders = || self.document.ancestors(id).any(|id| self.is_locked(id));
        !self.held.is_empty() && (self.held.contains(id) || holders())
    }

    fn is_locked(&self, id: &ResourceId) -> bool {
        let placement = self.document.placement(id);
        placement.is_some_and(Placement::is_locked)
    }
}

/// Why some of these things stay where they are, if a lock keeps any of them.
pub fn lock_words(document: &Document, ids: &[ResourceId]) -> Option<String> {
    let locks = Locks::of(document);
    let known = ids.iter().filter_map(|id| document.id(id.as_str()));
    let kept = known.into_iter().find(|id| locks.keeps(id))?;
    let name = |id| document.display_name(id);
    Some(match document.lock(kept) {
        Some(lock) if lock == kept => format!("{} is locked", name(kept)),
        Some(lock) => format!("{} is in {}, which is locked", name(kept), name(lock)),
        None => format!("{} holds something that is locked", name(kept)),
    })
}

/// Why nothing can be put into a container.
///
/// # Errors
/// That it is locked, or that it shows nothing of what is in it, and what to do about it.
pub(crate) fn check_open(document: &Document, container: &ResourceId) -> Result<(), String> {
    let around = std::iter::once(container).chain(document.ancestors(container));
    let is_collapsed =
        |id: &&ResourceId| document.placement(id).is_some_and(Placement::is_collapsed);
    if let Some(lock) = document.lock(container) {
        let lock = document.display_name(lock);
        return Err(format!(
            "{lock} is locked; unlock it to put something in it"
        ));
    }
    match around.into_iter().find(is_collapsed) {
        Some(collapsed) => Err(format!(
            "{} is collapsed; expand it to put something in it",
            document.display_name(collapsed)
        )),
        None => Ok(()),
    }
}
