//! The records of the document by id, found in the same time however many there are.

use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap};
use vpcanvas_model::{Kind, Resource, ResourceId};

/// The records by id, shared with the document.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Records(FxHashMap<ResourceId, Arc<Resource>>);

impl Records {
    /// No records, with room for so many.
    pub(crate) fn for_size(records: usize) -> Self {
        Self(FxHashMap::with_capacity_and_hasher(records, FxBuildHasher))
    }

    pub(crate) fn get(&self, id: &ResourceId) -> Option<&Arc<Resource>> {
        self.0.get(id)
    }

    /// The id of a record as the design holds it.
    pub(crate) fn id(&self, text: &str) -> Option<&ResourceId> {
        self.0.get_key_value(text).map(|(id, _)| id)
    }

    /// What kind the record with an id is.
    pub(crate) fn kind(&self, id: &str) -> Option<Kind> {
        self.0.get(id).map(|record| record.kind())
    }

    /// The container a resource stands in: the one its field names, if that exists and is of a legal kind.
    pub(crate) fn parent(&self, id: &ResourceId) -> Option<&ResourceId> {
        let record = self.get(id)?;
        let (parent, found) = self.0.get_key_value(record.properties.parent()?)?;
        let legal = record.kind().parents();
        legal.contains(&found.kind()).then_some(parent)
    }

    /// Puts a record in the place of another; `None` takes it out. Returns the one that was there.
    pub(crate) fn set(
        &mut self,
        id: &ResourceId,
        record: Option<&Arc<Resource>>,
    ) -> Option<Arc<Resource>> {
        match record {
            Some(record) => self.0.insert(id.clone(), Arc::clone(record)),
            None => self.0.remove(id),
        }
    }
}
