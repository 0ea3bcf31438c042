//! What is selected: ids in the order they were picked. It belongs to the session and is never written to a file.

use vpcanvas_model::{Document, ResourceId};

/// An ordered set of resources; the last one picked is the one the inspector shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection(Vec<ResourceId>);

impl Selection {
    /// Nothing.
    pub fn none() -> Self {
        Self::default()
    }

    /// One resource.
    pub fn one(id: ResourceId) -> Self {
        Self(vec![id])
    }

    /// The ids in the order they were picked.
    pub fn ids(&self) -> &[ResourceId] {
        &self.0
    }

    /// The last one picked.
    pub fn primary(&self) -> Option<&ResourceId> {
        self.0.last()
    }

    /// The resource, if it is the only one.
    pub fn only(&self) -> Option<&ResourceId> {
        match self.0.as_slice() {
            [id] => Some(id),
            _ => None,
        }
    }

    /// Whether a resource is selected.
    pub fn contains(&self, id: &ResourceId) -> bool {
        self.0.contains(id)
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many are selected.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The selection with a resource picked last.
    #[must_use]
    pub fn with(mut self, id: &ResourceId) -> Self {
        self.0.retain(|other| other != id);
        self.0.push(id.clone());
        self
    }

    /// The selection with a resource picked if it was not, else left out.
    #[must_use]
    pub fn toggled(mut self, id: &ResourceId) -> Self {
        let before = self.0.len();
        self.0.retain(|other| other != id);
        if self.0.len() == before {
            self.0.push(id.clone());
        }
        self
    }

    /// The selection as far as a document has it.
    #[must_use]
    pub fn within(mut self, document: &Document) -> Self {
        self.0.retain(|id| document.resource(id).is_some());
        self
    }

    /// The selected resources that stand in no other selected one: moving these moves all.
    pub fn outermost(&self, document: &Document) -> Vec<ResourceId> {
        self.0
            .iter()
            .filter(|id| !document.ancestors(id).any(|parent| self.contains(parent)))
            .cloned()
            .collect()
    }
}

impl FromIterator<ResourceId> for Selection {
    fn from_iter<T: IntoIterator<Item = ResourceId>>(ids: T) -> Self {
        let mut seen = std::collections::BTreeSet::new();
        let new = |id: &ResourceId| seen.insert(id.clone());
        Self(ids.into_iter().filter(new).collect())
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
