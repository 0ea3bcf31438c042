//! What is selected: ids in the order they were picked. It belongs to the session and is never written to a file.

use std::collections::BTreeSet;

use vpcanvas_model::{Document, ResourceId};

/// An ordered set of resources; the last one picked is the one the inspector shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    ids: Vec<ResourceId>,
    /// The same, to be found at once however many there are.
    found: BTreeSet<ResourceId>,
}

impl Selection {
    /// Nothing.
    pub fn none() -> Self {
        Self::default()
    }

    /// One resource.
    pub fn one(id: ResourceId) -> Self {
        std::iter::once(id).collect()
    }

    /// The ids in the order they were picked.
    pub fn ids(&self) -> &[ResourceId] {
        &self.ids
    }

    /// The last one picked.
    pub fn primary(&self) -> Option<&ResourceId> {
        self.ids.last()
    }

    /// The resource, if it is the only one.
    pub fn only(&self) -> Option<&ResourceId> {
        match self.ids.as_slice() {
            [id] => Some(id),
            _ => None,
        }
    }

    /// Whether a resource is selected.
    pub fn contains(&self, id: &ResourceId) -> bool {
        self.found.contains(id)
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// How many are selected.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The selection with a resource picked last.
    #[must_use]
    pub fn with(mut self, id: &ResourceId) -> Self {
        if !self.found.insert(id.clone()) {
            self.ids.retain(|other| other != id);
        }
        self.ids.push(id.clone());
        self
    }

    /// The selection with a resource picked if it was not, else left out.
    #[must_use]
    pub fn toggled(mut self, id: &ResourceId) -> Self {
        if self.found.remove(id) {
            self.ids.retain(|other| other != id);
            self
        } else {
            self.with(id)
        }
    }

    /// The selection as far as a document has it.
    #[must_use]
    pub fn within(mut self, document: &Document) -> Self {
        let is_there = |id: &ResourceId| document.resource(id).is_some();
        self.ids.retain(is_there);
        self.found.retain(is_there);
        self
    }

    /// The selected resources that stand in no other selected one: moving these moves all.
    pub fn outermost(&self, document: &Document) -> Vec<ResourceId> {
        self.ids
            .iter()
            .filter(|id| !document.ancestors(id).any(|parent| self.contains(parent)))
            .cloned()
            .collect()
    }
}

impl FromIterator<ResourceId> for Selection {
    fn from_iter<T: IntoIterator<Item = ResourceId>>(ids: T) -> Self {
        let mut found = BTreeSet::new();
        let new = |id: &ResourceId| found.insert(id.clone());
        let ids = ids.into_iter().filter(new).collect();
        Self { ids, found }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_ids(selection: &Selection, expected: &[&str]) {
        let ids: Vec<&str> = selection.ids().iter().map(ResourceId::as_str).collect();
        assert_eq!(ids, expected);
    }

    #[test]
    fn it_keeps_the_order_of_picking_and_each_thing_once() {
        let picked: Selection = ["b", "a", "b"].into_iter().map(ResourceId::from).collect();
        check_ids(&picked, &["b", "a"]);
        check_ids(&picked.clone().with(&"b".into()), &["a", "b"]);
        check_ids(&picked.clone().toggled(&"b".into()), &["a"]);
        check_ids(&picked.toggled(&"c".into()), &["b", "a", "c"]);
    }
}
