//! What is known of a document without looking through it: an index of what each record says by itself.
//!
//! [`Index::of`] makes it at once and [`Network::follow`](crate::Network::follow) keeps it when a record changes; both come to
//! the same, whatever the order of records and edits was.

use std::collections::BTreeMap;

use vpcanvas_model::{Document, Kind, Properties, Resource, ResourceId};

use crate::{
    Interface, Problem,
    claim::{PRIMARY, claims},
    interface::{OWNERS, interfaces},
    interfaces::Interfaces,
    links::{Link, Links},
    problems::{Problems, defects, is_astray},
    record_names::RecordNames,
    records::Records,
    reference::{Reference, add_references, targets_by_id},
};

/// The indexes of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Index {
    pub(crate) records: Records,
    /// The ids of each kind, in order.
    pub(crate) kinds: BTreeMap<Kind, Vec<ResourceId>>,
    /// Who names whom.
    pub(crate) links: Links,
    /// Who claims to be something for whom.
    pub(crate) claims: Links,
    pub(crate) interfaces: Interfaces,
    pub(crate) problems: Problems,
    /// The names in each hosted zone that has records.
    pub(crate) record_names: BTreeMap<ResourceId, RecordNames>,
}

impl Index {
    /// The index of a document.
    ///
    /// What costs time in a large design is to reach each record in memory, so it is done twice and not more often: what a
    /// record says by itself first, then what follows from all that was said.
    pub(crate) fn of(document: &Document) -> Self {
        let mut index = Self::for_size(document.resources().len());
        for (id, record) in document.resources() {
            let of_kind = index.kinds.entry(record.kind()).or_default();
            of_kind.push(id.clone());
            if let Some((of, claim)) = claim(id, record) {
                index.claims.push(of, claim);
            }
            index.records.set(id, Some(record));
            index.set_record_names(id, Some(record));
        }
        index.claims.sort();
        let of_kind = |kind| index.kinds.get(&kind).map_or(0, Vec::len);
        let owners = OWNERS.iter().map(|kind| of_kind(*kind)).sum();
        index.interfaces = Interfaces::for_size(owners, of_kind(Kind::Vpc));
        let mut references = Vec::new();
        for (id, record) in document.resources() {
            add_references(&record.properties, &mut references);
            for (to, link) in links(id, record, &references) {
                index.links.push(to, link);
            }
            let (interfaces, defects) = index.derived(id, record, &references);
            index.interfaces.add(id, interfaces);
            // What stands in something of a wrong kind has a defect for that.
            if !defects.is_empty() {
                index.problems.add(defects);
                let is_astray = is_astray(&index.records, record);
                index.problems.set_astray(id, is_astray);
            }
            references.clear();
        }
        index.links.sort();
        index.problems.set_circles(&index.records);
        index
    }

    fn for_size(records: usize) -> Self {
        Self {
            records: Records::for_size(records),
            links: Links::for_size(records),
            ..Self::default()
        }
    }

    /// Notes the names in a record that is a hosted zone.
    pub(crate) fn set_record_names(&mut self, id: &ResourceId, record: Option<&Resource>) {
        match record.and_then(RecordNames::of) {
            Some(names) => {
                self.record_names.insert(id.clone(), names);
            }
            None => {
                self.record_names.remove(id);
            }
        }
    }

    /// The interfaces of a record, and what is the matter with it.
    pub(crate) fn derived(
        &self,
        id: &ResourceId,
        record: &Resource,
        references: &[Reference<'_>],
    ) -> (Vec<Interface>, Vec<Problem>) {
        let has_drawn_primary = || {
            let drawn = self.claims.by(id, Kind::NetworkInterface, PRIMARY);
            !drawn.is_empty()
        };
        let interfaces = interfaces(&self.records, id, &record.properties, has_drawn_primary);
        let defects = defects(&self.records, id, record, references, &interfaces);
        (interfaces, defects)
    }
}

/// What a record names.
pub(crate) fn links<'a>(
    id: &'a ResourceId,
    record: &'a Resource,
    references: &'a [Reference<'_>],
) -> impl Iterator<Item = (ResourceId, Link)> + 'a {
    let kind = record.kind();
    let link = move |field| Link {
        kind,
        field,
        from: id.clone(),
    };
    let targets = match &record.properties {
        Properties::TargetGroup(group) => Some(targets_by_id(group)),
        _ => None,
    };
    let named = references
        .iter()
        .map(move |reference| (reference.to.clone(), link(reference.field)));
    let targets = targets.into_iter().flatten();
    named.chain(targets.map(move |to| (to, link("Targets"))))
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
