//! The records of the document by id, found in the same time however many there are.
//!
//! The kind stands beside each record: it is asked for most, and reaching into a record costs more than finding it.

use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap};
use vpcanvas_model::{Kind, Resource, ResourceId};

/// The records by id, shared with the document.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Records(FxHashMap<ResourceId, (Kind, Arc<Resource>)>);

impl Records {
    /// No records, with room for so many.
    pub(crate) fn for_size(records: usize) -> Self {
        Self(FxHashMap::with_capacity_and_hasher(records, FxBuildHasher))
    }

    pub(crate) fn get(&self, id: &ResourceId) -> Option<&Arc<Resource>> {
        self.0.get(id).map(|(_, record)| record)
    }

    /// The id of a record as the design holds it.
    pub(crate) fn id(&self, text: &str) -> Option<&ResourceId> {
        self.entry(text).map(|(id, _)| id)
    }

    /// What kind the record with an id is.
    pub(crate) fn kind(&self, id: &str) -> Option<Kind> {
        self.0.get(id).map(|(kind, _)| *kind)
    }

    /// The id of a record as the design holds it, and what kind it is.
    pub(crate) fn entry(&self, id: &str) -> Option<(&ResourceId, Kind)> {
        let (id, (kind, _)) = self.0.get_key_value(id)?;
        Some((id, *kind))
    }

    /// Puts a record in the place of another; `None` takes it out. Returns the one that was there.
    pub(crate) fn set(
        &mut self,
        id: &ResourceId,
        record: Option<&Arc<Resource>>,
    ) -> Option<Arc<Resource>> {
        let before = match record {
            Some(record) => {
                let entry = (record.kind(), Arc::clone(record));
                self.0.insert(id.clone(), entry)
            }
            None => self.0.remove(id),
        };
        before.map(|(_, record)| record)
    }
}
