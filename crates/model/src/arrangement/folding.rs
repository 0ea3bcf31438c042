//! What stands for what: collapsed containers for their contents, and one of many alike for all of them.
//!
//! What is folded has no place of its own until it is unfolded; nothing of it is lost.

use std::collections::{BTreeMap, BTreeSet};

use super::{Arrangement, outline::Outline};
use crate::{Document, Placement, Resource, ResourceId, geometry::Rect};

/// How the layout shows things, apart from where: several as one tile, or with a lock.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Folding {
    collapsed: BTreeSet<ResourceId>,
    locked: BTreeSet<ResourceId>,
    /// What each of many alike is shown as.
    folded_into: BTreeMap<ResourceId, ResourceId>,
    /// The same from the other side.
    stands_for: BTreeMap<ResourceId, Vec<ResourceId>>,
}

impl Folding {
    pub(super) fn of(document: &Document, outline: &Outline) -> Self {
        let mut folding = Self::default();
        let kind = |id: &ResourceId| document.resource(id).map(Resource::kind);
        let asks = |id: &ResourceId| document.placement(id)?.folded_into.as_ref();
        for (id, placement) in document.placements() {
            if placement.is_locked() {
                folding.locked.insert(id.clone());
            }
            let Some(own) = kind(id) else { continue };
            if placement.is_collapsed() && own.is_container() {
                folding.collapsed.insert(id.clone());
            }
            let into = placement.folded_into.as_ref().filter(|into| {
                let is_alike = kind(into) == Some(own);
                is_alike
                    && *into != id
                    && outline.container(into) == outline.container(id)
                    && asks(into).is_none()
            });
            if let Some(into) = into {
                folding.folded_into.insert(id.clone(), into.clone());
                let others = folding.stands_for.entry(into.clone()).or_default();
                others.push(id.clone());
            }
        }
        folding
    }

    /// Whether everything is shown as itself.
    pub(super) fn is_plain(&self) -> bool {
        self.collapsed.is_empty() && self.folded_into.is_empty()
    }

    pub(super) fn is_collapsed(&self, id: &ResourceId) -> bool {
        self.collapsed.contains(id)
    }

    pub(super) fn is_locked(&self, id: &ResourceId) -> bool {
        self.locked.contains(id)
    }

    pub(super) fn is_folded(&self, id: &ResourceId) -> bool {
        self.folded_into.contains_key(id)
    }
}

impl Placement {
    /// Whether two placements, or none, show a thing in the same way.
    pub(super) fn show_alike(one: Option<&Self>, other: Option<&Self>) -> bool {
        let none = Self::default();
        one.unwrap_or(&none).shows_as(other.unwrap_or(&none))
    }
}

impl Arrangement {
    /// Whether a container is shown as one tile, without what stands in it.
    pub fn is_collapsed(&self, id: &ResourceId) -> bool {
        self.folding.is_collapsed(id)
    }

    /// What is locked, in the order of ids.
    pub fn locked(&self) -> impl Iterator<Item = &ResourceId> {
        self.folding.locked.iter()
    }

    /// What a thing is shown as one of, if it is folded.
    pub fn folded_into(&self, id: &ResourceId) -> Option<&ResourceId> {
        self.folding.folded_into.get(id)
    }

    /// The others that are shown as this one, in the order of ids.
    pub fn stands_for(&self, id: &ResourceId) -> &[ResourceId] {
        self.folding.stands_for.get(id).map_or(&[], Vec::as_slice)
    }

    /// What stands for others, in the order of ids.
    pub fn groups(&self) -> impl Iterator<Item = &ResourceId> {
        self.folding.stands_for.keys()
    }

    /// What is seen of a thing: itself, the collapsed container it stands in, or what it is folded into.
    pub fn shown<'a>(&'a self, id: &ResourceId) -> Option<&'a ResourceId> {
        let own = self.resources.get_key_value(id).map(|(id, _)| id);
        own.or_else(|| {
            let mut inside_out = self
                .folded_into(id)
                .into_iter()
                .chain(self.outline.holders(id));
            inside_out.find_map(|id| {
                let seen = self.resources.get_key_value(id).map(|(id, _)| id);
                let instead = || self.resources.get_key_value(self.folded_into(id)?);
                seen.or_else(|| instead().map(|(id, _)| id))
            })
        })
    }

    /// Where a thing is seen: its own rectangle, or that of what is shown in its stead.
    pub fn shown_rect(&self, id: &ResourceId) -> Option<Rect> {
        self.rect(self.shown(id)?)
    }

    /// Whether a thing has no place of its own because something is shown in its stead.
    pub fn is_hidden(&self, id: &ResourceId) -> bool {
        !self.resources.contains_key(id)
    }

    /// Everything a tile is shown in the stead of: what is in a collapsed container, and what is folded into it.
    pub fn hidden_behind<'a>(&'a self, id: &'a ResourceId) -> Vec<&'a ResourceId> {
        let mut hidden = Vec::new();
        if self.is_collapsed(id) {
            let inside = self.with_belongings(id).into_iter();
            hidden.extend(inside.filter(|other| *other != id));
        }
        for other in self.stands_for(id) {
            hidden.extend(self.with_belongings(other));
        }
        hidden
    }
}
