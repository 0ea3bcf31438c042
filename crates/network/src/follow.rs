//! An edit followed: what a transaction touches is made anew and nothing else, and what was touched is told.
//!
//! A record decides its own links and claims. Its interfaces and problems also depend on the kinds of what it names, on the
//! VPC and zone of its subnets, and for an instance on whether its primary interface is drawn; whatever an edit changes of
//! that makes them stale. Nothing reaches further.

use std::{collections::BTreeSet, sync::Arc};

use vpcanvas_model::{Change, Kind, Properties, Resource, ResourceId, Transaction};

use crate::{
    Interface, Network, Touched,
    index::{Index, claim, links},
    interfaces::places,
    links::Link,
    problems::is_astray,
    reads::Key,
    reference::references,
};

impl Network {
    /// Applies a transaction; the network is then the one its document as it is after it resolves to.
    ///
    /// Answers whose [`Reads`](crate::Reads) do not meet what is returned still hold.
    pub fn follow(&mut self, transaction: &Transaction) -> Touched {
        let mut edit = Edit::default();
        let index = Arc::make_mut(&mut self.index);
        for change in transaction.changes() {
            match change {
                Change::Resource { id, after, .. } => {
                    index.replace(id, after.as_ref(), &mut edit);
                }
                Change::Checks { after, .. } if **after != *self.document.checks() => {
                    edit.touched.add(Key::Checks);
                }
                Change::Checks { .. } | Change::Placement { .. } => {}
            }
        }
        Arc::make_mut(&mut self.document).apply(transaction);
        index.settle(&mut edit);
        if !edit.touched.is_empty() {
            edit.touched.add(Key::Document);
        }
        edit.touched
    }
}

/// An edit that is being followed.
#[derive(Default)]
pub(crate) struct Edit {
    touched: Touched,
    /// The records whose interfaces and problems are to be made anew.
    stale: BTreeSet<ResourceId>,
    /// Whether something stands in something else than before.
    is_moved: bool,
}

impl Index {
    /// Puts a record in the place of another; `None` takes it out.
    fn replace(&mut self, id: &ResourceId, after: Option<&Arc<Resource>>, edit: &mut Edit) {
        let before = self.records.set(id, after);
        if before.as_ref() == after {
            return;
        }
        let (before, after) = (before.as_deref(), after.map(AsRef::as_ref));
        edit.touched.add(Key::Record(id.as_str()));
        edit.stale.insert(id.clone());
        let parent = |record: Option<&Resource>| record?.properties.parent().cloned();
        edit.is_moved |= parent(before) != parent(after);
        self.replace_kind(id, before, after, edit);
        self.replace_links(id, before, after, edit);
        self.replace_claim(id, before, after, edit);
        self.set_record_names(id, after);
        if ground(before) != ground(after) {
            self.unsettle_referrers(id, edit);
        }
    }

    fn replace_kind(
        &mut self,
        id: &ResourceId,
        before: Option<&Resource>,
        after: Option<&Resource>,
        edit: &mut Edit,
    ) {
        let (before, after) = (before.map(Resource::kind), after.map(Resource::kind));
        for kind in before.iter().chain(&after) {
            edit.touched.add(Key::All(*kind));
        }
        if before == after {
            return;
        }
        edit.touched.add(Key::Kind(id.as_str()));
        if let Some(ids) = before.and_then(|kind| self.kinds.get_mut(&kind))
            && let Ok(place) = ids.binary_search(id)
        {
            ids.remove(place);
        }
        if let Some(ids) = after.map(|kind| self.kinds.entry(kind).or_default())
            && let Err(place) = ids.binary_search(id)
        {
            ids.insert(place, id.clone());
        }
        self.kinds.retain(|_, ids| !ids.is_empty());
        edit.is_moved = true;
        self.unsettle_referrers(id, edit);
        // What stands in its subnets has a VPC only while this is one.
        for subnet in self.links.by(id, Kind::Subnet, "VpcId") {
            self.unsettle_referrers(&subnet.from, edit);
        }
    }

    fn unsettle_referrers(&self, id: &ResourceId, edit: &mut Edit) {
        let referrers = self.links.to(id).iter().map(|link| link.from.clone());
        edit.stale.extend(referrers);
    }

    fn replace_links(
        &mut self,
        id: &ResourceId,
        before: Option<&Resource>,
        after: Option<&Resource>,
        edit: &mut Edit,
    ) {
        let of = |record: Option<&Resource>| -> BTreeSet<(ResourceId, Link)> {
            let Some(record) = record else {
                return BTreeSet::new();
            };
            links(id, record, &references(&record.properties)).collect()
        };
        let (before, after) = (of(before), of(after));
        for (to, link) in before.difference(&after) {
            self.links.remove(to, link);
            edit.touch_link(to, link);
        }
        for (to, link) in after.difference(&before) {
            self.links.add(to, link.clone());
            edit.touch_link(to, link);
        }
    }

    fn replace_claim(
        &mut self,
        id: &ResourceId,
        before: Option<&Resource>,
        after: Option<&Resource>,
        edit: &mut Edit,
    ) {
        let of = |record: Option<&Resource>| record.and_then(|record| claim(id, record));
        let (before, after) = (of(before), of(after));
        if before == after {
            return;
        }
        if let Some((of, link)) = before {
            self.claims.remove(&of, &link);
            edit.touch_link(&of, &link);
            edit.stale.insert(of);
        }
        if let Some((of, link)) = after {
            edit.touch_link(&of, &link);
            self.claims.add(&of, link);
            edit.stale.insert(of);
        }
    }

    /// Makes anew what is stale.
    fn settle(&mut self, edit: &mut Edit) {
        for id in std::mem::take(&mut edit.stale) {
            let record = self.records.get(&id).cloned();
            let (interfaces, defects) = record
                .as_ref()
                .map(|record| self.derived(&id, record, &references(&record.properties)))
                .unwrap_or_default();
            if *self.interfaces.of(&id) != *interfaces {
                edit.touch_interfaces(&id, &interfaces);
                let before = self.interfaces.set(&id, interfaces);
                edit.touch_interfaces(&id, &before);
            }
            if self.problems.set(&id, defects) {
                edit.touched.add(Key::Problems);
            }
            let is_astray = record.is_some_and(|record| is_astray(&self.records, &record));
            edit.is_moved |= self.problems.set_astray(&id, is_astray);
        }
        if edit.is_moved && self.problems.set_circles(&self.records) {
            edit.touched.add(Key::Problems);
        }
    }
}

/// What the interfaces in a subnet take from it.
fn ground(record: Option<&Resource>) -> Option<(Option<&ResourceId>, Option<&str>)> {
    match &record?.properties {
        Properties::Subnet(subnet) => Some((
            subnet.vpc_id.as_ref(),
            subnet.availability_zone_id.as_deref(),
        )),
        _ => None,
    }
}

impl Edit {
    fn touch_link(&mut self, to: &ResourceId, link: &Link) {
        self.touched.add(Key::Naming(to.as_str(), link.kind));
        self.touched.add(Key::Referrers(to.as_str()));
    }

    fn touch_interfaces(&mut self, owner: &ResourceId, interfaces: &[Interface]) {
        self.touched.add(Key::AllInterfaces);
        self.touched.add(Key::Interfaces(owner.as_str()));
        for interface in interfaces {
            for (vpc, address) in places(interface) {
                self.touched.add(Key::Address(vpc.as_str(), address));
            }
        }
    }
}

#[cfg(test)]
mod tests;
