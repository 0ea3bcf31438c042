//! Folds VPCs that are like one another into one tile, and unfolds them.
//!
//! Alike are consumers in one container that hold as many things of each kind and have to do with the same services and
//! networks. Where they were put by hand is kept for when they are unfolded.

mod regroup;

use std::collections::{BTreeMap, BTreeSet};

use vpcanvas_model::{Arrangement, Document, Kind, Placement, Properties, ResourceId, Transaction};

use crate::{hit::kind_of, locks::Locks, words::things};

pub(crate) use regroup::regroup;

/// Up to so many that are alike are shown one by one.
const MOST_SHOWN: usize = 3;

/// What makes VPCs alike.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Shape<'a> {
    container: Option<&'a ResourceId>,
    region: Option<&'a str>,
    holds: BTreeMap<Kind, usize>,
    services: BTreeSet<&'a str>,
    related: BTreeSet<&'a ResourceId>,
}

/// Folds every group of more than a few VPCs that are alike into the first of it; what is locked stays as it is.
pub fn fold_alike(document: &Document, arrangement: &Arrangement) -> Transaction {
    let groups = groups(document, arrangement);
    let folded: usize = groups.iter().map(Vec::len).sum();
    let mut transaction = Transaction::new(format!("Fold {folded} VPCs that are alike"));
    for group in groups {
        let Some((first, others)) = group.split_first() else {
            continue;
        };
        let before = |id| document.placement(id).cloned().unwrap_or_default();
        let tile = Placement {
            collapsed: Some(true),
            ..before(*first)
        };
        transaction.set_placement(document, first, Some(tile));
        for id in others {
            let folded = Placement {
                folded_into: Some((*first).clone()),
                ..before(*id)
            };
            transaction.set_placement(document, id, Some(folded));
        }
    }
    transaction
}

/// The open things among some, or what some are folded into, that stand for others and are not locked.
pub fn unfoldable(
    document: &Document,
    arrangement: &Arrangement,
    ids: &[ResourceId],
) -> Vec<ResourceId> {
    let shown = ids.iter().filter_map(|id| arrangement.shown(id));
    let stands = |id: &&ResourceId| {
        !arrangement.is_collapsed(id)
            && !arrangement.stands_for(id).is_empty()
            && document.lock(id).is_none()
    };
    let found: BTreeSet<&ResourceId> = shown.filter(stands).collect();
    found.into_iter().cloned().collect()
}

/// What else a tile stands for; nothing where it is open and an example of them.
pub fn folded_in<'a>(arrangement: &'a Arrangement, id: &ResourceId) -> &'a [ResourceId] {
    if arrangement.is_collapsed(id) {
        arrangement.stands_for(id)
    } else {
        &[]
    }
}

/// Some things, with all that those of them stand for that are tiles.
pub(super) fn with_folded<'a>(
    arrangement: &Arrangement,
    ids: impl IntoIterator<Item = &'a ResourceId>,
) -> Vec<ResourceId> {
    let each = ids.into_iter().flat_map(|id| {
        std::iter::once(id)
            .chain(folded_in(arrangement, id))
            .cloned()
            .collect::<Vec<_>>()
    });
    each.collect()
}

/// Shows what is folded into some things as itself again.
pub fn unfold(document: &Document, arrangement: &Arrangement, ids: &[ResourceId]) -> Transaction {
    let folded = ids.iter().flat_map(|id| arrangement.stands_for(id));
    let folded: Vec<ResourceId> = folded.cloned().collect();
    let mut transaction = Transaction::new(format!("Unfold {}", things(document, &folded)));
    for id in &folded {
        release(document, &mut transaction, id);
    }
    transaction
}

/// Lets something be shown as itself again.
pub(super) fn release(document: &Document, transaction: &mut Transaction, id: &ResourceId) {
    let before = transaction.placement(document, id).cloned();
    let placement = Placement {
        folded_into: None,
        ..before.unwrap_or_default()
    };
    let placement = (placement != Placement::default()).then_some(placement);
    transaction.set_placement(document, id, placement);
}

/// VPCs that are alike and not folded yet, each group in the order of ids.
fn groups<'a>(document: &'a Document, arrangement: &'a Arrangement) -> Vec<Vec<&'a ResourceId>> {
    let locks = Locks::of(document);
    let mut groups: BTreeMap<Shape<'a>, Vec<&ResourceId>> = BTreeMap::new();
    for (id, resource) in document.resources() {
        let is_free = resource.kind() == Kind::Vpc
            && !arrangement.is_hidden(id)
            && arrangement.stands_for(id).is_empty()
            && !locks.keeps(id);
        if let Some(shape) = is_free.then(|| shape(document, arrangement, id)).flatten() {
            groups.entry(shape).or_default().push(id);
        }
    }
    let groups = groups.into_values();
    groups.filter(|group| group.len() > MOST_SHOWN).collect()
}

/// What a VPC is like; `None` for one that offers something to others.
fn shape<'a>(
    document: &'a Document,
    arrangement: &'a Arrangement,
    vpc: &'a ResourceId,
) -> Option<Shape<'a>> {
    let mut holds: BTreeMap<Kind, usize> = BTreeMap::new();
    let mut services = BTreeSet::new();
    for id in arrangement.with_belongings(vpc) {
        let kind = kind_of(document, id)?;
        if matches!(kind, Kind::LoadBalancer | Kind::ResourceGateway) {
            return None;
        }
        *holds.entry(kind).or_default() += 1;
        if let Some(Properties::VpcEndpoint(endpoint)) =
            document.resource(id).map(|resource| &resource.properties)
        {
            services.extend(endpoint.service_name.as_deref());
        }
    }
    Some(Shape {
        container: arrangement.container(vpc),
        region: document.region(vpc),
        holds,
        services,
        related: arrangement.related(vpc).collect(),
    })
}
