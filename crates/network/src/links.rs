//! Who names whom, seen from the one that is named: kept sorted, so that it never tells in which order a design was made.
//!
//! Ids that no record has are named like any other. What is named is by which field; whether it may stand there is for the
//! list of problems. Lists by id and not a graph: an edit changes them in place, and what is asked is never further than one
//! step; where a graph is asked for, in search of circles, petgraph gets the part of it that matters.

use rustc_hash::{FxBuildHasher, FxHashMap};
use vpcanvas_model::{Kind, ResourceId};

/// One record that names another, by a field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Link {
    pub(crate) kind: Kind,
    pub(crate) field: &'static str,
    pub(crate) from: ResourceId,
}

/// The links by the id they lead to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Links(FxHashMap<ResourceId, Vec<Link>>);

impl Links {
    /// Every link to an id, by kind, field and id of who names it.
    pub(crate) fn to(&self, id: &ResourceId) -> &[Link] {
        self.0.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The links to an id from records of a kind by a field, in the order of ids.
    pub(crate) fn by(&self, id: &ResourceId, kind: Kind, field: &str) -> &[Link] {
        let links = self.to(id);
        let start = links.partition_point(|link| (link.kind, link.field) < (kind, field));
        let links = links.get(start..).unwrap_or_default();
        let end = links.partition_point(|link| (link.kind, link.field) == (kind, field));
        links.get(..end).unwrap_or_default()
    }

    pub(crate) fn add(&mut self, to: &ResourceId, link: Link) {
        let links = self.0.entry(to.clone()).or_default();
        if let Err(place) = links.binary_search(&link) {
            links.insert(place, link);
        }
    }

    pub(crate) fn remove(&mut self, to: &ResourceId, link: &Link) {
        let Some(links) = self.0.get_mut(to) else {
            return;
        };
        if let Ok(place) = links.binary_search(link) {
            links.remove(place);
        }
        if links.is_empty() {
            self.0.remove(to);
        }
    }

    /// An index with room for the links to so many ids.
    pub(crate) fn for_size(ids: usize) -> Self {
        Self(FxHashMap::with_capacity_and_hasher(ids, FxBuildHasher))
    }

    /// Adds a link, those of one id in the order of who names it: [`Self::sort`] belongs behind the last.
    pub(crate) fn push(&mut self, to: ResourceId, link: Link) {
        self.0.entry(to).or_default().push(link);
    }

    /// Brings what was pushed into order.
    #[expect(
        clippy::iter_over_hash_type,
        reason = "each list is sorted by itself, in whatever order"
    )]
    pub(crate) fn sort(&mut self) {
        for links in self.0.values_mut() {
            // Who names comes in order already, and comparing ids is what costs.
            links.sort_by_key(|link| (link.kind, link.field));
            links.dedup();
        }
    }
}

#[cfg(test)]
mod tests {
    use vpcanvas_model::{Kind, ResourceId};

    use super::{Link, Links};

    fn link(kind: Kind, field: &'static str, from: &str) -> Link {
        let from = from.into();
        Link { kind, field, from }
    }

    #[test]
    fn links_are_found_by_kind_and_field_and_forgotten_without_a_trace() {
        let vpc = ResourceId::from("vpc-a");
        let all = [
            link(Kind::Subnet, "VpcId", "subnet-b"),
            link(Kind::HostedZone, "VPCs", "zone-a"),
            link(Kind::Subnet, "VpcId", "subnet-a"),
            link(Kind::Subnet, "VpcId", "subnet-a"),
        ];
        let mut links = Links::default();
        for link in &all {
            links.add(&vpc, link.clone());
        }
        let mut at_once = Links::for_size(1);
        let mut in_order: Vec<_> = all.iter().collect();
        in_order.sort_by(|one, other| one.from.cmp(&other.from));
        for link in in_order {
            at_once.push(vpc.clone(), link.clone());
        }
        at_once.sort();
        assert_eq!(links, at_once);
        let subnets: Vec<_> = links
            .by(&vpc, Kind::Subnet, "VpcId")
            .iter()
            .map(|link| link.from.as_str())
            .collect();
        assert_eq!(subnets, ["subnet-a", "subnet-b"]);
        assert_eq!(links.by(&vpc, Kind::Subnet, "OwnerId"), []);
        for link in &all {
            links.remove(&vpc, link);
        }
        assert_eq!(links, Links::default());
    }
}
