//! What is kept of the layout from one change to the next: containers whose inside is laid out on its own, and where each
//! of them stands. What did not change is neither laid out again nor put there again.

use std::{collections::BTreeSet, sync::Arc};

use super::block::Block;
use crate::{Kind, ResourceId, SharedMap, geometry::Point};

/// Insides of containers nothing in which was placed by hand.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    /// Their default layout, for as long as nothing in them changes.
    insides: SharedMap<ResourceId, Arc<Block>>,
    /// What was put where.
    standing: SharedMap<ResourceId, (Arc<Block>, Point)>,
    /// Whose contents were put anew.
    renewed: BTreeSet<ResourceId>,
}

impl Kept {
    /// Whether the inside of such a container is worth to be kept: subnets are laid out at once.
    pub(super) fn is_for(kind: Kind) -> bool {
        matches!(kind, Kind::Account | Kind::Vpc)
    }

    pub(super) fn inside(&self, container: &ResourceId) -> Option<Arc<Block>> {
        self.insides.get(container).cloned()
    }

    pub(super) fn keep(&mut self, container: &ResourceId, inside: Arc<Block>) {
        self.insides.insert(container.clone(), inside);
    }

    /// Forgets what is in some containers.
    pub(super) fn forget<'a>(&mut self, containers: impl IntoIterator<Item = &'a ResourceId>) {
        for container in containers {
            self.insides.remove(container);
            self.standing.remove(container);
        }
    }

    /// Notes that an inside is put somewhere; returns whether it stands there already.
    pub(super) fn put(&mut self, container: &ResourceId, inside: &Arc<Block>, at: Point) -> bool {
        let standing = self.standing.get(container);
        if standing.is_some_and(|(block, place)| Arc::ptr_eq(block, inside) && *place == at) {
            return true;
        }
        let standing = (Arc::clone(inside), at);
        self.standing.insert(container.clone(), standing);
        self.renewed.insert(container.clone());
        false
    }

    /// Notes that the contents of a container are put one by one.
    pub(super) fn put_apart(&mut self, container: &ResourceId) {
        self.standing.remove(container);
        self.renewed.insert(container.clone());
    }

    /// Whose contents were put anew since this was asked last.
    pub(super) fn renewed(&mut self) -> BTreeSet<ResourceId> {
        std::mem::take(&mut self.renewed)
    }

    /// How many insides are the very same as others, not made anew.
    #[cfg(test)]
    pub(super) fn same_as(&self, other: &Self) -> usize {
        let is_same = |(container, inside): &(&ResourceId, &Arc<Block>)| {
            let other = other.insides.get(*container);
            other.is_some_and(|other| Arc::ptr_eq(inside, other))
        };
        self.insides.iter().filter(is_same).count()
    }
}
