//! The one way to change a document: recorded before and after, so that its inverse is never written by hand.

use std::sync::Arc;

use crate::{Check, Document, Placement, Resource, ResourceId};

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
}

impl Transaction {
    /// An empty transaction.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            changes: Vec::new(),
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
        let new = after.map(Arc::new);
        let recorded = self.changes.iter_mut().find_map(|change| match change {
            Change::Resource {
                id: other, after, ..
            } if other == id => Some(after),
            _ => None,
        });
        match recorded {
            Some(after) => *after = new,
            None => self.changes.push(Change::Resource {
                id: id.clone(),
                before: document.resources.get(id).cloned(),
                after: new,
            }),
        }
    }

    /// Records that a thing is to stand somewhere else; `None` forgets its place.
    pub fn set_placement(&mut self, document: &Document, id: &ResourceId, new: Option<Placement>) {
        let recorded = self.changes.iter_mut().find_map(|change| match change {
            Change::Placement {
                id: other, after, ..
            } if other == id => Some(after),
            _ => None,
        });
        match recorded {
            Some(after) => *after = new,
            None => self.changes.push(Change::Placement {
                id: id.clone(),
                before: document.layout.get(id).cloned(),
                after: new,
            }),
        }
    }

    /// Records that the expectations are to be others.
    pub fn set_checks(&mut self, document: &Document, checks: Vec<Check>) {
        let new: Arc<[Check]> = checks.into();
        let recorded = self.changes.iter_mut().find_map(|change| match change {
            Change::Checks { after, .. } => Some(after),
            _ => None,
        });
        match recorded {
            Some(after) => *after = new,
            None => self.changes.push(Change::Checks {
                before: document.checks.clone().into(),
                after: new,
            }),
        }
    }

    /// The resource as it will be once this is applied.
    pub fn resource<'a>(&'a self, document: &'a Document, id: &ResourceId) -> Option<&'a Resource> {
        let recorded = self.changes.iter().find_map(|change| match change {
            Change::Resource {
                id: other, after, ..
            } if other == id => Some(after.as_deref()),
            _ => None,
        });
        recorded.unwrap_or_else(|| document.resource(id))
    }

    /// The transaction without the changes that change nothing.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        self.changes.retain(|change| !change.is_nothing());
        self
    }

    /// The transaction that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self {
            label: self.label.clone(),
            changes: self.changes.iter().rev().map(Change::inverse).collect(),
        }
    }

    /// The changes of this transaction, then those of another, as one; the label is kept.
    #[must_use]
    pub fn then(mut self, next: Self) -> Self {
        for change in next.changes {
            self.push(change);
        }
        self
    }

    fn push(&mut self, new: Change) {
        let recorded = self
            .changes
            .iter_mut()
            .find(|change| change.is_of_the_same(&new));
        match (recorded, new) {
            (Some(Change::Resource { after, .. }), Change::Resource { after: last, .. }) => {
                *after = last;
            }
            (Some(Change::Placement { after, .. }), Change::Placement { after: last, .. }) => {
                *after = last;
            }
            (Some(Change::Checks { after, .. }), Change::Checks { after: last, .. }) => {
                *after = last;
            }
            (_, new) => self.changes.push(new),
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

    fn is_of_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Resource { id, .. }, Self::Resource { id: other, .. })
            | (Self::Placement { id, .. }, Self::Placement { id: other, .. }) => id == other,
            (Self::Checks { .. }, Self::Checks { .. }) => true,
            _ => false,
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
                Change::Checks { after, .. } => self.checks = after.to_vec(),
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

fn set<T>(map: &mut std::collections::BTreeMap<ResourceId, T>, id: &ResourceId, value: Option<T>) {
    match value {
        Some(value) => {
            map.insert(id.clone(), value);
        }
        None => {
            map.remove(id);
        }
    }
}
