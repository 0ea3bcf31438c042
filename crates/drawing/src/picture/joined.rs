//! Which lines a picture has: those of what is in sight, and those that cross it though both of their ends are beyond.
//!
//! Where a line runs and how it looks is not known here, apart from the bundles of those that only pass.

use std::collections::BTreeSet;

use vpcanvas_model::{Kind, ResourceId};
use vpcanvas_network::Network;

use super::links::{Link, derived};
use super::passing::{Passing, far_way, may_cross, without_doubles};
use super::places::{Place, Places};
use super::{View, item};
use crate::{Item, Layer, Point, Rect, Shape};

/// The lines of a picture.
pub(super) struct Joined<'a> {
    /// Each once, in order.
    pub(super) links: Vec<Link>,
    /// How many each of them is.
    pub(super) counts: Vec<usize>,
    /// What lines of the picture begin at, and what is near enough to be read.
    pub(super) near: BTreeSet<&'a ResourceId>,
    /// Lines that only pass, where they are too many to be told apart.
    pub(super) bundles: Vec<Item>,
}

impl<'a> Joined<'a> {
    pub(super) fn new(
        network: &'a Network,
        places: &Places<'a>,
        view: &'a View,
        passing: &'a Passing,
    ) -> Self {
        let is_near = |rect: Rect| view.sight.is_none_or(|sight| !sight.is_dot(rect));
        let near = places.iter().filter(|(_, rect)| is_near(*rect));
        let near = near.filter_map(|(place, _)| network.document().id(place.resource()?.as_str()));
        let mut near: BTreeSet<&'a ResourceId> = near.collect();
        let region = view
            .sight
            .filter(|sight| !sight.is_far())
            .map(|sight| sight.region);
        let mut beside = BTreeSet::new();
        let mut bundles = Vec::new();
        if let Some(region) = region {
            beside = around_region(network, places, region);
            let stops = view.flows.iter().flat_map(|flow| &flow.stops);
            let told: BTreeSet<&ResourceId> = stops.map(|stop| &stop.component).collect();
            let (apart, together) = passing.across(
                region,
                |owner| near.contains(owner) || beside.contains(owner),
                |owner| told.contains(owner),
                |owner, named, ways| bundle(network, view, (owner, named), ways, region),
            );
            near.extend(apart);
            bundles = together;
        }
        let owners = near.union(&beside).copied();
        let mut links = derived(network, places.with_hidden(owners).into_iter());
        links.retain(|link| view.shows_link(network, link));
        let (links, counts) = merged(links, places, |from, to| {
            region.is_none_or(|region| crosses(places, from, to, region))
        });
        Self {
            links,
            counts,
            near,
            bundles,
        }
    }
}

/// Everything in the VPCs that are partly in sight: lines within a VPC lead no further.
fn around_region<'a>(
    network: &Network,
    places: &Places<'a>,
    region: Rect,
) -> BTreeSet<&'a ResourceId> {
    let arrangement = places.arrangement();
    let cut = places.iter().filter(|(_, rect)| !region.encloses(*rect));
    let cut = cut.filter_map(|(place, _)| place.resource());
    let vpcs = cut.filter(|id| network.kind(id) == Some(Kind::Vpc));
    let vpcs = vpcs.filter_map(|id| Some(arrangement.resources.get_key_value(id)?.0));
    vpcs.flat_map(|vpc| arrangement.with_belongings(vpc))
        .collect()
}

/// Whether a line is seen in a region: because one of its ends is, or because it passes.
fn crosses(places: &Places<'_>, from: &Place, to: &Place, region: Rect) -> bool {
    let is_seen = |place: &Place| places.in_sight(place).is_some();
    if is_seen(from) || is_seen(to) {
        return true;
    }
    let ends = places.rect(from).zip(places.rect(to));
    match far_way(places, [from, to], region) {
        Some(way) => !way.is_empty(),
        None => ends.is_some_and(|(from, to)| may_cross(from, to, region)),
    }
}

/// The links between what is seen, each once, and how many each of them is.
fn merged(
    mut links: Vec<Link>,
    places: &Places<'_>,
    is_drawn: impl Fn(&Place, &Place) -> bool,
) -> (Vec<Link>, Vec<usize>) {
    let order = |one: &Link, other: &Link| {
        (one.kind, &one.from, &one.to).cmp(&(other.kind, &other.from, &other.to))
    };
    links.sort_by(order);
    links.dedup();
    let seen = links.into_iter().filter_map(|link| {
        let (from, to) = (places.shown(link.from)?, places.shown(link.to)?);
        let is_seen = from != to && places.rect(&from).is_some() && places.rect(&to).is_some();
        (is_seen && is_drawn(&from, &to)).then_some(Link { from, to, ..link })
    });
    let mut seen: Vec<Link> = seen.collect();
    seen.sort_by(order);
    let mut merged: Vec<Link> = Vec::new();
    let mut counts: Vec<usize> = Vec::new();
    for link in seen {
        let same = counts.last_mut().filter(|_| merged.last() == Some(&link));
        if let Some(count) = same {
            *count += 1;
        } else {
            merged.push(link);
            counts.push(1);
        }
    }
    (merged, counts)
}

/// Many lines to one thing as one item. They look as the first of them does: what joins one thing with many is of one sort.
fn bundle(
    network: &Network,
    view: &View,
    (owner, named): (&ResourceId, &ResourceId),
    ways: &[Vec<Point>],
    region: Rect,
) -> Option<Item> {
    let mut links = derived(network, std::iter::once(owner)).into_iter();
    let link = links.find(|link| link.to.resource() == Some(named))?;
    if !view.shows_link(network, &link) {
        return None;
    }
    let stroke = link.kind.stroke();
    let piece = |points: Vec<Point>, arrow_end: bool| Shape::Line {
        points,
        corner_radius: 0.0,
        stroke,
        arrow_end,
    };
    let stretches = without_doubles(ways).into_iter();
    let mut shapes: Vec<Shape> = stretches
        .map(|stretch| piece(stretch.to_vec(), false))
        .collect();
    if link.kind.has_arrow() {
        let ends = ways.iter().filter_map(|way| match way.as_slice() {
            [.., before, end] if region.contains(*end) => Some(vec![*before, *end]),
            _ => None,
        });
        let mut ends: Vec<Vec<Point>> = ends.collect();
        ends.dedup();
        shapes.extend(ends.into_iter().map(|end| piece(end, true)));
    }
    let name = network.document().display_name(named);
    let label = format!("{} lines, each {} {name}", ways.len(), link.kind.words());
    let id = format!("passing:{named}");
    Some(item(id, None, label, Layer::Edge, shapes))
}
