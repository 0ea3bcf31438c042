//! What is known of a document without looking through it: an index of what each record says by itself.
//!
//! [`Index::of`] makes it at once, [`Network::follow`](crate::Network::follow) it when a record changes; both come to the
//! same, whatever the order of records and edits was.

use std::collections::{BTreeMap, BTreeSet};

use vpcanvas_model::{Document, Kind, Properties, Resource, ResourceId};

use crate::{
    Interface, Problem,
    claim::{PRIMARY, claims},
    interface::interfaces,
    interfaces::Interfaces,
    links::{Link, Links},
    problems::{Problems, defects, is_astray},
    records::Records,
    reference::{references, targets_by_id},
};

/// The indexes of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Index {
    pub(crate) records: Records,
    pub(crate) kinds: BTreeMap<Kind, BTreeSet<ResourceId>>,
    /// Who names whom.
    pub(crate) links: Links,
    /// Who claims to be something for whom.
    pub(crate) claims: Links,
    pub(crate) interfaces: Interfaces,
    pub(crate) problems: Problems,
}

impl Index {
    /// The index of a document.
    pub(crate) fn of(document: &Document) -> Self {
        let mut kinds: BTreeMap<Kind, Vec<ResourceId>> = BTreeMap::new();
        for (id, record) in document.resources() {
            kinds.entry(record.kind()).or_default().push(id.clone());
        }
        let in_order = |(kind, ids): (Kind, Vec<ResourceId>)| (kind, ids.into_iter().collect());
        let mut index = Self {
            records: document.resources().collect(),
            kinds: kinds.into_iter().map(in_order).collect(),
            links: Links::of(
                document
                    .resources()
                    .flat_map(|(id, record)| links(id, record)),
            ),
            claims: Links::of(
                document
                    .resources()
                    .filter_map(|(id, record)| claim(id, record)),
            ),
            ..Self::default()
        };
        for (id, record) in document.resources() {
            let (interfaces, defects) = index.derived(id, record);
            index.interfaces.set(id, interfaces);
            index.problems.set(id, defects);
            let is_astray = is_astray(&index.records, record);
            index.problems.set_astray(id, is_astray);
        }
        index.problems.set_circles(&index.records);
        index
    }

    /// The interfaces of a record, and what is the matter with it.
    pub(crate) fn derived(
        &self,
        id: &ResourceId,
        record: &Resource,
    ) -> (Vec<Interface>, Vec<Problem>) {
        let has_drawn_primary = || {
            !self
                .claims
                .by(id, Kind::NetworkInterface, PRIMARY)
                .is_empty()
        };
        let interfaces = interfaces(&self.records, id, &record.properties, has_drawn_primary);
        let defects = defects(&self.records, id, record, &interfaces);
        (interfaces, defects)
    }
}

/// What a record names.
pub(crate) fn links(id: &ResourceId, record: &Resource) -> Vec<(ResourceId, Link)> {
    let kind = record.kind();
    let link = |field| Link {
        kind,
        field,
        from: id.clone(),
    };
    let references = references(&record.properties);
    let mut links: Vec<_> = references
        .iter()
        .map(|reference| (reference.to.clone(), link(reference.field)))
        .collect();
    if let Properties::TargetGroup(group) = &record.properties {
        links.extend(targets_by_id(group).map(|id| (id, link("Targets"))));
    }
    links
}

/// What a record claims.
pub(crate) fn claim(id: &ResourceId, record: &Resource) -> Option<(ResourceId, Link)> {
    let (of, field) = claims(&record.properties)?;
    let link = Link {
        kind: record.kind(),
        field,
        from: id.clone(),
    };
    Some((of, link))
}
