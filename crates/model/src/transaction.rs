//! The one way to change a document: recorded before and after, so that its inverse is never written by hand.

use std::{collections::BTreeMap, sync::Arc};

use crate::{Check, Document, Placement, Resource, ResourceId, SharedMap};

/// One change of one record, as what it was and what it is to be; `None` is absence.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A resource was added, changed or removed.
    Resource {
        /// Which.
        id: ResourceId,
        /// What it was.
        before: Option<Arc<Resource>>,
        /// What it is to be.
        after: Option<Arc<Resource>>,
    },
    /// A thing was put somewhere else. No answer depends on this.
    Placement {
        /// Which.
        id: ResourceId,
        /// Where it stood.
        before: Option<Placement>,
        /// Where it is to stand.
        after: Option<Placement>,
    },
    /// The expectations changed.
    Checks {
        /// What they were.
        before: Arc<[Check]>,
        /// What they are to be.
        after: Arc<[Check]>,
    },
}

/// A labelled list of changes that is applied as a whole.
///
/// Recording keeps the first `before` and the last `after` of each record, so a transaction never holds two changes of one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Transaction {
    /// What it does, in the user's words: `Move 3 resources`.
    pub label: String,
    changes: Vec<Change>,
    positions: BTreeMap<Key, usize>,
}

/// What a change is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Resource(ResourceId),
    Placement(ResourceId),
    Checks,
}

impl Transaction {
    /// An empty transaction.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            ..Self::default()
        }
    }

    /// Whether applying it would change nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.iter().all(Change::is_nothing)
    }

    /// The changes in the order they were recorded.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Whether it touches what the network is, and not just where things stand.
    pub fn changes_resources(&self) -> bool {
        self.changes
            .iter()
            .any(|change| matches!(change, Change::Resource { .. }))
    }

    /// Records that a resource is to be something else; `None` removes it.
    pub fn set_resource(&mut self, document: &Document, id: &ResourceId, after: Option<Resource>) {
        self.record(Change::Resource {
            id: id.clone(),
            before: document.resources.get(id).cloned(),
            after: after.map(Arc::new),
        });
    }

    /// Records that a thing is to stand somewhere else; `None` forgets its place.
    pub fn set_placement(&mut self, document: &Document, id: &ResourceId, new: Option<Placement>) {
        self.record(Change::Placement {
            id: id.clone(),
            before: document.layout.get(id).cloned(),
            after: new,
        });
    }

    /// Records that the expectations are to be others.
    pub fn set_checks(&mut self, document: &Document, checks: Vec<Check>) {
        self.record(Change::Checks {
            before: Arc::clone(&document.checks),
            after: checks.into(),
        });
    }

    /// The resource as it will be once this is applied.
    pub fn resource<'a>(&'a self, document: &'a Document, id: &ResourceId) -> Option<&'a Resource> {
        let recorded = self
            .positions
            .get(&Key::Resource(id.clone()))
            .and_then(|position| self.changes.get(*position));
        match recorded {
            Some(Change::Resource { after, .. }) => after.as_deref(),
            _ => document.resource(id),
        }
    }

    /// The placement as it will be once this is applied.
    pub fn placement<'a>(
        &'a self,
        document: &'a Document,
        id: &ResourceId,
    ) -> Option<&'a Placement> {
        let recorded = self
            .positions
            .get(&Key::Placement(id.clone()))
            .and_then(|position| self.changes.get(*position));
        match recorded {
            Some(Change::Placement { after, .. }) => after.as_ref(),
            _ => document.placement(id),
        }
    }

    /// The transaction without the changes that change nothing.
    #[must_use]
    pub fn trimmed(self) -> Self {
        let changes = self.changes.into_iter();
        Self::of(self.label, changes.filter(|change| !change.is_nothing()))
    }

    /// The transaction that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let changes = self.changes.iter().rev();
        Self::of(self.label.clone(), changes.map(Change::inverse))
    }

    /// The changes of this transaction, then those of another, as one; the label is kept.
    #[must_use]
    pub fn then(mut self, next: Self) -> Self {
        next.changes
            .into_iter()
            .for_each(|change| self.record(change));
        self
    }

    /// What leads from the document after an earlier transaction to that after this one, where both begin at the same.
    #[must_use]
    pub fn instead_of(&self, earlier: &Self) -> Self {
        let gone = earlier.changes.iter();
        let gone = gone.filter(|change| !self.positions.contains_key(&change.key()));
        let here = self.changes.iter().filter_map(|change| {
            let position = earlier.positions.get(&change.key());
            let Some(before) = position.and_then(|position| earlier.changes.get(*position)) else {
                return Some(change.clone());
            };
            (!change.ends_like(before)).then(|| {
                let mut step = before.inverse();
                step.continue_with(change.clone());
                step
            })
        });
        Self::of(self.label.clone(), gone.map(Change::inverse).chain(here))
    }

    fn of(label: String, changes: impl Iterator<Item = Change>) -> Self {
        let mut transaction = Self::new(label);
        changes.for_each(|change| transaction.record(change));
        transaction
    }

    /// Adds a change, or lets it continue the one already recorded of the same thing.
    fn record(&mut self, new: Change) {
        let key = new.key();
        let recorded = self
            .positions
            .get(&key)
            .and_then(|position| self.changes.get_mut(*position));
        if let Some(change) = recorded {
            change.continue_with(new);
        } else {
            self.positions.insert(key, self.changes.len());
            self.changes.push(new);
        }
    }
}

impl Change {
    fn is_nothing(&self) -> bool {
        match self {
            Self::Resource { before, after, .. } => before == after,
            Self::Placement { before, after, .. } => before == after,
            Self::Checks { before, after } => before == after,
        }
    }

    /// Whether another change of the same record makes the same of it.
    fn ends_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Resource { after, .. }, Self::Resource { after: other, .. }) => after == other,
            (Self::Placement { after, .. }, Self::Placement { after: other, .. }) => after == other,
            (Self::Checks { after, .. }, Self::Checks { after: other, .. }) => after == other,
            _ => false,
        }
    }

    fn key(&self) -> Key {
        match self {
            Self::Resource { id, .. } => Key::Resource(id.clone()),
            Self::Placement { id, .. } => Key::Placement(id.clone()),
            Self::Checks { .. } => Key::Checks,
        }
    }

    /// Takes over what a later change of the same thing wants it to be.
    fn continue_with(&mut self, later: Self) {
        match (self, later) {
            (Self::Resource { after, .. }, Self::Resource { after: last, .. }) => *after = last,
            (Self::Placement { after, .. }, Self::Placement { after: last, .. }) => *after = last,
            (Self::Checks { after, .. }, Self::Checks { after: last, .. }) => *after = last,
            (earlier, later) => *earlier = later,
        }
    }

    fn inverse(&self) -> Self {
        match self.clone() {
            Self::Resource { id, before, after } => Self::Resource {
                id,
                before: after,
                after: before,
            },
            Self::Placement { id, before, after } => Self::Placement {
                id,
                before: after,
                after: before,
            },
            Self::Checks { before, after } => Self::Checks {
                before: after,
                after: before,
            },
        }
    }
}

impl Document {
    /// Applies a transaction. What a change says a record was is not looked at: the last word wins.
    pub fn apply(&mut self, transaction: &Transaction) {
        for change in &transaction.changes {
            match change {
                Change::Resource { id, after, .. } => set(&mut self.resources, id, after.clone()),
                Change::Placement { id, after, .. } => set(&mut self.layout, id, after.clone()),
                Change::Checks { after, .. } => self.checks = Arc::clone(after),
            }
        }
    }

    /// The document as it would be after a transaction.
    #[must_use]
    pub fn with(&self, transaction: &Transaction) -> Self {
        let mut document = self.clone();
        document.apply(transaction);
        document
    }
}

fn set<T: Clone>(map: &mut SharedMap<ResourceId, T>, id: &ResourceId, value: Option<T>) {
    match value {
        Some(value) => {
            map.insert(id.clone(), value);
        }
        None => {
            map.remove(id);
        }
    }
}
