//! What is drawn in what: gathered once from the resources, and the same for as long as only places change.

use std::collections::{BTreeMap, BTreeSet};

use super::relations::Relations;
use crate::{Document, Kind, ResourceId};

/// The nesting of the picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Outline {
    /// By the container things are drawn in, in the order of ids; `None` is the canvas.
    contents: BTreeMap<Option<ResourceId>, Vec<ResourceId>>,
    /// The container of each thing that is in one.
    containers: BTreeMap<ResourceId, ResourceId>,
    /// What is drawn beside what it belongs to: listeners by load balancer, attachments by transit gateway.
    attached: BTreeMap<ResourceId, Vec<ResourceId>>,
    /// By subnet, the owners of interfaces in it.
    interfaces: BTreeMap<ResourceId, Vec<ResourceId>>,
    /// What each of these belongs to.
    attached_to: BTreeMap<ResourceId, ResourceId>,
    /// The containers that hold a load balancer, an endpoint service or a resource gateway.
    providers: BTreeSet<ResourceId>,
    /// The containers that hold a transit gateway.
    hubs: BTreeSet<ResourceId>,
    relations: Relations,
}

impl Outline {
    pub(super) fn of(document: &Document) -> Self {
        let mut outline = Self::default();
        for (id, resource) in document.resources() {
            let parent = document.parent(id);
            let is_container = |id: &ResourceId| {
                document
                    .resource(id)
                    .is_some_and(|resource| resource.kind().is_container())
            };
            let container = parent.and_then(|parent| {
                if is_container(parent) {
                    return Some(parent);
                }
                let attached = outline.attached.entry(parent.clone()).or_default();
                attached.push(id.clone());
                outline.attached_to.insert(id.clone(), parent.clone());
                document.container(parent)
            });
            if let Some(container) = container {
                outline.containers.insert(id.clone(), container.clone());
            }
            let contents = outline.contents.entry(container.cloned()).or_default();
            contents.push(id.clone());
            let kind = resource.kind();
            for subnet in document.interface_subnets(id) {
                let owners = outline.interfaces.entry(subnet).or_default();
                owners.push(id.clone());
            }
            let holders = std::iter::successors(container, |id| document.container(id));
            if matches!(
                kind,
                Kind::LoadBalancer | Kind::VpcEndpointService | Kind::ResourceGateway
            ) {
                outline.providers.extend(holders.cloned());
            } else if kind == Kind::TransitGateway {
                outline.hubs.extend(holders.cloned());
            }
        }
        outline.relations = Relations::of(document, &outline);
        outline
    }

    /// What is drawn beside something.
    pub(super) fn attached(&self, id: &ResourceId) -> &[ResourceId] {
        self.attached.get(id).map_or(&[], Vec::as_slice)
    }

    /// What something is drawn beside.
    pub(super) fn attached_to(&self, id: &ResourceId) -> Option<&ResourceId> {
        self.attached_to.get(id)
    }

    /// What something has to do with, in the container it stands in and beyond.
    pub(super) fn near(&self, id: &ResourceId) -> impl Iterator<Item = &ResourceId> {
        self.relations.near(id)
    }

    /// Whether a container holds a transit gateway.
    pub(super) fn is_hub(&self, container: &ResourceId) -> bool {
        self.hubs.contains(container)
    }

    pub(super) fn contents(&self, container: Option<&ResourceId>) -> &[ResourceId] {
        // The map is asked with an owned key; ids are cheap to clone.
        self.contents
            .get(&container.cloned())
            .map_or(&[], Vec::as_slice)
    }

    pub(super) fn container(&self, id: &ResourceId) -> Option<&ResourceId> {
        self.containers.get(id)
    }

    /// The containers around something from the nearest outwards.
    pub(super) fn holders<'a>(
        &'a self,
        id: &ResourceId,
    ) -> impl Iterator<Item = &'a ResourceId> + use<'a> {
        std::iter::successors(self.container(id), |id| self.container(id))
    }

    /// The owners of the interfaces in a subnet.
    pub(super) fn interfaces(&self, subnet: &ResourceId) -> &[ResourceId] {
        self.interfaces.get(subnet).map_or(&[], Vec::as_slice)
    }

    pub(super) fn is_provider(&self, container: &ResourceId) -> bool {
        self.providers.contains(container)
    }

    /// Something with everything drawn in it, directly or not, outer before inner.
    pub(super) fn with_contents<'a>(&'a self, id: &'a ResourceId) -> Vec<&'a ResourceId> {
        let mut found = vec![id];
        let mut next = 0;
        while let Some(id) = found.get(next).copied() {
            found.extend(self.contents(Some(id)));
            next += 1;
        }
        found
    }

    /// Something with everything that belongs to it and is drawn in it or beside it, outer before inner.
    pub(super) fn with_belongings<'a>(&'a self, id: &'a ResourceId) -> Vec<&'a ResourceId> {
        let mut found = self.with_contents(id);
        // Only tiles have attachments, and these have none of their own.
        found.extend(self.attached(id));
        found
    }
}
