//! What is drawn in what: gathered once from the resources, and the same for as long as only places change.
//!
//! It follows a change of some resources, unless what stays gets another place in the nesting by it. It knows no places.

use std::{borrow::Borrow, collections::BTreeSet, sync::Arc};

use super::relations::Relations;
use crate::{Change, Document, Kind, Properties, Resource, ResourceId, SharedMap, Transaction};

/// The nesting of the picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Outline {
    /// By the container things are drawn in, in the order of ids; `None` is the canvas.
    contents: Lists<Option<ResourceId>>,
    /// The container of each thing that is in one.
    containers: SharedMap<ResourceId, ResourceId>,
    /// What is drawn beside what it belongs to: listeners by load balancer, attachments by transit gateway.
    attached: Lists<ResourceId>,
    /// By subnet, the owners of interfaces in it.
    interfaces: Lists<ResourceId>,
    /// What each of these belongs to.
    attached_to: SharedMap<ResourceId, ResourceId>,
    /// The containers that hold load balancers, endpoint services or resource gateways, and how many.
    providers: Counted,
    /// The containers that hold transit gateways, and how many.
    hubs: Counted,
    /// Of each container, how much it holds, directly or not.
    held: Counted,
    relations: Relations,
    ties: SharedMap<ResourceId, Ties>,
    /// What is named without being a container or subnet of what names it, and how often.
    named: Counted,
    /// The Regions of the design, each as often as something says it lies there.
    regions: Counted<String>,
}

/// Things, each as often as it is said.
pub(super) type Counted<K = ResourceId> = SharedMap<K, usize>;

/// What one thing has to do with others, besides where it is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
struct Ties {
    /// Where it has interfaces.
    subnets: Vec<ResourceId>,
    /// What it is drawn near to.
    others: Vec<ResourceId>,
    /// What else it names: whether that exists decides where it is drawn.
    named: Vec<ResourceId>,
}

/// What stands elsewhere, or may, after some resources changed.
#[derive(Default)]
pub(super) struct Touched {
    /// The resources that changed, as far as the layout sees it.
    pub(super) changed: BTreeSet<ResourceId>,
    /// They and what they have to do with, with all that is drawn around these.
    pub(super) around: BTreeSet<ResourceId>,
}

/// A resource before and after a change.
type Changed<'a> = (&'a ResourceId, Option<&'a Resource>, Option<&'a Resource>);

impl Outline {
    pub(super) fn of(document: &Document) -> Self {
        let mut outline = Self {
            relations: Relations::new(document),
            ..Self::default()
        };
        for (id, _) in document.resources() {
            outline.put_in(document, id);
        }
        for (id, resource) in document.resources() {
            outline.tie(document, id, resource);
        }
        outline
    }

    /// Brings the outline up to date after a transaction was applied to its document. Returns what may
    /// stand elsewhere by that; `None` where all of it has to be gathered anew.
    ///
    /// After `None` it is of no use any more.
    pub(super) fn follow(
        &mut self,
        document: &Document,
        transaction: &Transaction,
    ) -> Option<Touched> {
        let changed: Vec<Changed<'_>> = transaction
            .changes()
            .iter()
            .filter_map(resource_changed)
            .filter(|changed| self.is_seen(changed))
            .collect();
        let is_renamed = |(_, before, after): &Changed<'_>| {
            before.and_then(service_name) != after.and_then(service_name)
        };
        if changed.iter().any(is_renamed) {
            return None;
        }
        let had_regions = self.has_regions();
        let mut touched = BTreeSet::new();
        for (id, before, _) in &changed {
            if let Some(before) = before {
                self.untie(id, before, &mut touched);
            }
        }
        for (id, before, _) in &changed {
            if before.is_some() {
                self.take_out(id);
            }
        }
        let stays = |(id, before, after): &Changed<'_>| {
            before.map(nesting) == after.map(nesting) || !self.is_depended_on(id)
        };
        if !changed.iter().all(stays) {
            return None;
        }
        for (id, _, after) in &changed {
            if after.is_some() {
                self.put_in(document, id);
            }
        }
        for (id, _, after) in &changed {
            if let Some(after) = after {
                self.tie(document, id, after);
                self.touch(id, &mut touched);
            }
        }
        if self.has_regions() != had_regions {
            return None;
        }
        Some(Touched {
            changed: changed.into_iter().map(|(id, ..)| id.clone()).collect(),
            around: touched,
        })
    }

    /// Whether a transaction changes resources so that it may be seen in the outline or in the layout.
    pub(super) fn sees(&self, transaction: &Transaction) -> bool {
        let mut changed = transaction.changes().iter().filter_map(resource_changed);
        changed.any(|changed| self.is_seen(&changed))
    }

    /// How much a container holds, directly or not.
    pub(super) fn held(&self, container: &ResourceId) -> usize {
        self.held.get(container).copied().unwrap_or_default()
    }

    /// Whether a change is one that may be seen in the outline or in the layout.
    fn is_seen(&self, (_, before, after): &Changed<'_>) -> bool {
        let view = |resource: &'_ Resource| {
            let names = self.relations.named_by(&resource.properties);
            let subnets = resource.properties.subnets().cloned();
            (
                resource.kind(),
                resource.properties.parent().cloned(),
                names.into_iter().map(str::to_owned).collect::<Vec<_>>(),
                subnets.collect::<Vec<_>>(),
                order(&resource.properties),
            )
        };
        before.map(view) != after.map(view)
    }

    /// Whether anything is drawn where it is because there is such a thing.
    fn is_depended_on(&self, id: &ResourceId) -> bool {
        let is_named = self.named.contains_key(id) || self.interfaces.contains_key(id);
        is_named || self.attached.contains_key(id) || self.contents.contains_key(&Some(id.clone()))
    }

    /// Puts something into the container it is drawn in, and to what it is drawn beside.
    fn put_in(&mut self, document: &Document, id: &ResourceId) {
        let is_container = |id: &ResourceId| {
            document
                .resource(id)
                .is_some_and(|resource| resource.kind().is_container())
        };
        let container = document.parent(id).and_then(|parent| {
            if is_container(parent) {
                return Some(parent);
            }
            insert(&mut self.attached, parent.clone(), id);
            self.attached_to.insert(id.clone(), parent.clone());
            document.container(parent)
        });
        if let Some(container) = container {
            self.containers.insert(id.clone(), container.clone());
        }
        insert(&mut self.contents, container.cloned(), id);
    }

    fn take_out(&mut self, id: &ResourceId) {
        let container = self.containers.remove(id);
        remove(&mut self.contents, &container, id);
        if let Some(owner) = self.attached_to.remove(id) {
            remove(&mut self.attached, &owner, id);
        }
    }

    /// Notes what something has to do with others; what it and they are drawn in is known.
    fn tie(&mut self, document: &Document, id: &ResourceId, resource: &Resource) {
        let ties = self.ties_of(document, id, resource);
        for subnet in &ties.subnets {
            insert(&mut self.interfaces, subnet.clone(), id);
        }
        for other in &ties.others {
            for (one, near) in self.pairs(id, other) {
                self.relations.add(one, near);
            }
        }
        for named in &ties.named {
            count(&mut self.named, named);
        }
        for holder in self.holders(id).cloned().collect::<Vec<_>>() {
            if let Some(counted) = self.counted(resource.kind()) {
                count(counted, &holder);
            }
            count(&mut self.held, &holder);
        }
        if let Some(region) = resource.properties.region() {
            count(&mut self.regions, region);
        }
        if ties != Ties::default() {
            self.ties.insert(id.clone(), ties);
        }
    }

    /// Forgets what something had to do with others, and notes what stood where it did for the sake of that.
    fn untie(&mut self, id: &ResourceId, resource: &Resource, touched: &mut BTreeSet<ResourceId>) {
        self.touch(id, touched);
        if let Some(region) = resource.properties.region() {
            uncount(&mut self.regions, region);
        }
        for holder in self.holders(id).cloned().collect::<Vec<_>>() {
            if let Some(counted) = self.counted(resource.kind()) {
                uncount(counted, &holder);
            }
            uncount(&mut self.held, &holder);
        }
        let ties = self.ties.remove(id).unwrap_or_default();
        for subnet in &ties.subnets {
            remove(&mut self.interfaces, subnet, id);
        }
        for other in &ties.others {
            for (one, near) in self.pairs(id, other) {
                self.relations.remove(&one, &near);
            }
        }
        for named in &ties.named {
            uncount(&mut self.named, named);
        }
        self.touch_ends(&ties, touched);
    }

    /// Notes something with all it is drawn in, and the ends of its ties with all they are drawn in.
    fn touch(&self, id: &ResourceId, touched: &mut BTreeSet<ResourceId>) {
        touched.insert(id.clone());
        touched.extend(self.holders(id).cloned());
        if let Some(ties) = self.ties.get(id) {
            self.touch_ends(ties, touched);
        }
    }

    fn touch_ends(&self, ties: &Ties, touched: &mut BTreeSet<ResourceId>) {
        for end in ties.subnets.iter().chain(&ties.others) {
            touched.extend([end, self.attached_to(end).unwrap_or(end)].map(Clone::clone));
            touched.extend(self.holders(end).cloned());
        }
    }

    fn ties_of(&self, document: &Document, id: &ResourceId, resource: &Resource) -> Ties {
        let properties = &resource.properties;
        let named = self.relations.named_by(properties).into_iter();
        let (others, unknown): (Vec<_>, Vec<_>) =
            named.partition(|name| document.id(name).is_some());
        let subnets = document.interface_subnets(id);
        let parent = properties
            .parent()
            .filter(|_| document.parent(id).is_none());
        let strange = properties.subnets().filter(|id| !subnets.contains(id));
        let others: Vec<ResourceId> = others
            .into_iter()
            .filter_map(|id| document.id(id))
            .cloned()
            .collect();
        let named = parent.into_iter().chain(strange).chain(&others).cloned();
        Ties {
            named: named
                .chain(unknown.into_iter().map(ResourceId::from))
                .collect(),
            subnets,
            others,
        }
    }

    /// Two resources, and what they stand in as far as it is not the same, each with the outermost of the other side.
    fn pairs(&self, one: &ResourceId, other: &ResourceId) -> Vec<(ResourceId, ResourceId)> {
        let (mut one, mut other) = (self.outwards(one), self.outwards(other));
        while one.last().is_some() && one.last() == other.last() {
            one.pop();
            other.pop();
        }
        // Without a last one, one holds the other.
        let (Some(one_root), Some(other_root)) = (one.last().cloned(), other.last().cloned())
        else {
            return Vec::new();
        };
        let one = one.into_iter().map(|id| (id, other_root.clone()));
        let other = other.into_iter().map(|id| (id, one_root.clone()));
        one.chain(other).collect()
    }

    /// Something and the containers around it; what is drawn beside what it belongs to stands for that.
    fn outwards(&self, id: &ResourceId) -> Vec<ResourceId> {
        let tile = self.attached_to(id).unwrap_or(id);
        let chain = std::iter::once(tile).chain(self.holders(tile));
        chain.cloned().collect()
    }

    /// Where the holders of a kind are counted.
    fn counted(&mut self, kind: Kind) -> Option<&mut Counted> {
        match kind {
            Kind::LoadBalancer | Kind::VpcEndpointService | Kind::ResourceGateway => {
                Some(&mut self.providers)
            }
            Kind::TransitGateway => Some(&mut self.hubs),
            _ => None,
        }
    }

    /// What is drawn beside something.
    pub(super) fn attached(&self, id: &ResourceId) -> &[ResourceId] {
        self.attached.get(id).map_or(&[], |list| list.as_slice())
    }

    /// What something is drawn beside.
    pub(super) fn attached_to(&self, id: &ResourceId) -> Option<&ResourceId> {
        self.attached_to.get(id)
    }

    /// What something has to do with, in the container it stands in and beyond.
    pub(super) fn near(&self, id: &ResourceId) -> impl Iterator<Item = &ResourceId> {
        self.relations.near(id)
    }

    /// Whether the design lies in several Regions.
    pub(super) fn has_regions(&self) -> bool {
        self.regions.len() > 1
    }

    /// What something names outside of its own VPC, as far as that exists.
    pub(super) fn named_by(&self, id: &ResourceId) -> &[ResourceId] {
        self.ties.get(id).map_or(&[], |ties| ties.others.as_slice())
    }

    /// Everything that names something outside of its own VPC.
    pub(super) fn naming(&self) -> impl Iterator<Item = &ResourceId> {
        let naming = self.ties.iter().filter(|(_, ties)| !ties.others.is_empty());
        naming.map(|(id, _)| id)
    }

    /// What is drawn in something else than before, or names something else.
    pub(super) fn differing<'a>(
        &'a self,
        before: &'a Self,
    ) -> impl Iterator<Item = &'a ResourceId> {
        let ties = self.ties.differing(&before.ties);
        ties.chain(self.containers.differing(&before.containers))
    }

    /// Whether a container holds a transit gateway.
    pub(super) fn is_hub(&self, container: &ResourceId) -> bool {
        self.hubs.contains_key(container)
    }

    pub(super) fn contents(&self, container: Option<&ResourceId>) -> &[ResourceId] {
        // The map is asked with an owned key; ids are cheap to clone.
        self.contents
            .get(&container.cloned())
            .map_or(&[], |list| list.as_slice())
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
        self.interfaces
            .get(subnet)
            .map_or(&[], |list| list.as_slice())
    }

    pub(super) fn is_provider(&self, container: &ResourceId) -> bool {
        self.providers.contains_key(container)
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

fn resource_changed(change: &Change) -> Option<Changed<'_>> {
    match change {
        Change::Resource { id, before, after } => Some((id, before.as_deref(), after.as_deref())),
        Change::Placement { .. } | Change::Checks { .. } => None,
    }
}

/// What decides where others find something.
fn nesting(resource: &Resource) -> (Kind, Option<&ResourceId>) {
    (resource.kind(), resource.properties.parent())
}

/// The name an endpoint service goes by besides its id.
fn service_name(resource: &Resource) -> Option<&str> {
    match &resource.properties {
        Properties::VpcEndpointService(service) => service.service_name.as_deref(),
        _ => None,
    }
}

/// What the layout orders and groups things by.
fn order(properties: &Properties) -> (Option<String>, Option<ipnet::Ipv4Net>) {
    match properties {
        Properties::Vpc(vpc) => (vpc.region.clone(), None),
        Properties::TransitGateway(gateway) => (gateway.region.clone(), None),
        Properties::Subnet(subnet) => (subnet.availability_zone_id.clone(), subnet.cidr_block),
        _ => (None, None),
    }
}

/// Lists of things by a key, each in the order of ids.
type Lists<K> = SharedMap<K, Arc<Vec<ResourceId>>>;

/// Enters a thing among those of a key.
fn insert<K: Ord + Clone>(lists: &mut Lists<K>, key: K, id: &ResourceId) {
    let Some(list) = lists.get_mut(&key) else {
        lists.insert(key, Arc::new(vec![id.clone()]));
        return;
    };
    if let Err(position) = list.binary_search(id) {
        Arc::make_mut(list).insert(position, id.clone());
    }
}

fn remove<K: Ord + Clone>(lists: &mut Lists<K>, key: &K, id: &ResourceId) {
    let Some(list) = lists.get_mut(key) else {
        return;
    };
    if let Ok(position) = list.binary_search(id) {
        Arc::make_mut(list).remove(position);
    }
    if list.is_empty() {
        lists.remove(key);
    }
}

/// Adds one.
pub(super) fn count<K, Q>(counted: &mut Counted<K>, key: &Q)
where
    K: Ord + Clone + Borrow<Q>,
    Q: Ord + ToOwned<Owned = K> + ?Sized,
{
    if let Some(count) = counted.get_mut(key) {
        *count += 1;
    } else {
        counted.insert(key.to_owned(), 1);
    }
}

/// Takes one back.
pub(super) fn uncount<K: Ord + Clone + Borrow<Q>, Q: Ord + ?Sized>(
    counted: &mut Counted<K>,
    key: &Q,
) {
    if let Some(count) = counted.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            counted.remove(key);
        }
    }
}
