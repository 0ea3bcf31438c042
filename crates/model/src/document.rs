//! The document as a whole: flat records by stable id, in three separate parts.

use std::{collections::BTreeMap, sync::Arc};

use crate::{Check, Kind, Placement, Properties, Resource, ResourceId, SharedMap, UnknownFields};

/// What the author drew.
///
/// Cloning is cheap: what is the same in both is shared until it changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    pub(crate) resources: SharedMap<ResourceId, Arc<Resource>>,
    pub(crate) layout: SharedMap<ResourceId, Placement>,
    pub(crate) checks: Arc<[Check]>,
    pub(crate) unknown: UnknownFields,
}

impl Document {
    /// The record with an id.
    pub fn resource(&self, id: &ResourceId) -> Option<&Resource> {
        self.resources.get(id).map(AsRef::as_ref)
    }

    /// The id of a record as the document holds it.
    pub fn id(&self, text: &str) -> Option<&ResourceId> {
        self.resources.get_key_value(text).map(|(id, _)| id)
    }

    /// Every record in the order of ids.
    pub fn resources(
        &self,
    ) -> impl DoubleEndedIterator<Item = (&ResourceId, &Arc<Resource>)> + ExactSizeIterator {
        self.resources.iter()
    }

    /// What was said by hand about where a thing stands and how it is shown.
    pub fn placement(&self, id: &ResourceId) -> Option<&Placement> {
        self.layout.get(id)
    }

    /// Whether a thing was put somewhere by hand.
    pub fn is_placed(&self, id: &ResourceId) -> bool {
        self.placement(id).is_some_and(Placement::is_somewhere)
    }

    /// The nearest of a thing and the containers around it that is locked; while there is one, it stays where it stands.
    pub fn lock<'a>(&'a self, id: &'a ResourceId) -> Option<&'a ResourceId> {
        let mut holders = std::iter::once(id).chain(self.ancestors(id));
        holders.find(|id| self.placement(id).is_some_and(Placement::is_locked))
    }

    /// Every placement in the order of ids.
    pub fn placements(&self) -> impl Iterator<Item = (&ResourceId, &Placement)> {
        self.layout.iter()
    }

    /// What the author expects, in the order of the file.
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// The container a resource stands in: the one its field names, if that exists and is of a legal kind.
    ///
    /// Because legal kinds form a hierarchy, following parents always ends, however broken the file is.
    pub fn parent(&self, id: &ResourceId) -> Option<&ResourceId> {
        let resource = self.resource(id)?;
        let parent = resource.properties.parent()?;
        let (id, record) = self.resources.get_key_value(parent)?;
        let legal = resource.kind().parents();
        legal.contains(&record.kind()).then_some(id)
    }

    /// The containers of a resource from the nearest outwards.
    pub fn ancestors<'a>(&'a self, id: &'a ResourceId) -> impl Iterator<Item = &'a ResourceId> {
        std::iter::successors(self.parent(id), |parent| self.parent(parent))
    }

    /// Resources by the container they stand in; `None` is the canvas itself.
    pub fn children(&self) -> BTreeMap<Option<&ResourceId>, Vec<&ResourceId>> {
        let mut children: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for id in self.resources.keys() {
            children.entry(self.parent(id)).or_default().push(id);
        }
        children
    }

    /// A resource and everything that stands in it, directly or not, in the order of ids.
    pub fn with_descendants(&self, id: &ResourceId) -> Vec<ResourceId> {
        self.resources
            .keys()
            .filter(|other| *other == id || self.ancestors(other).any(|ancestor| ancestor == id))
            .cloned()
            .collect()
    }

    /// The first id of a kind that is not taken: `subnet-1`, `subnet-2` …
    pub fn free_id(&self, kind: Kind) -> ResourceId {
        let prefix = kind.id_prefix();
        (1..=self.resources.len() + 1)
            .map(|number| ResourceId::from(format!("{prefix}-{number}")))
            .find(|id| !self.resources.contains_key(id))
            .unwrap_or_else(|| ResourceId::from(prefix))
    }

    /// What a resource is called: its `Name` tag, else how a note of its own begins, else its id.
    pub fn display_name<'a>(&'a self, id: &'a ResourceId) -> &'a str {
        self.resource(id)
            .and_then(|resource| resource.name().or_else(|| beginning(resource)))
            .unwrap_or_else(|| id.as_str())
    }

    /// The Region a resource lies in, by the VPC it stands in.
    pub fn region(&self, id: &ResourceId) -> Option<&str> {
        std::iter::once(id)
            .chain(self.ancestors(id))
            .find_map(|id| match &self.resource(id)?.properties {
                Properties::Vpc(vpc) => vpc.region.as_deref(),
                _ => None,
            })
    }
}

/// The first words of a note of its own.
fn beginning(resource: &Resource) -> Option<&str> {
    const MOST_LETTERS: usize = 40;
    let text = resource.note.as_deref();
    let text = text.filter(|_| resource.kind() == Kind::Note)?;
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let end = line.char_indices().nth(MOST_LETTERS);
    end.map_or(Some(line), |(end, _)| line.get(..end))
}
