//! Regions: what lies in one of them among the contents of an account or of the canvas, and the frame around it.
//!
//! A Region is no resource. Its frame follows from what VPCs and transit gateways say of themselves and is drawn only where
//! a design has several; a design of one Region says it in each of its VPCs.

use std::collections::BTreeMap;

use super::{
    Arrangement, PADDING, REGION_HEADER, folding::Folding, frames::clear, outline::Outline,
};
use crate::{
    Document, Kind, Properties, Resource, ResourceId, SharedMap, geometry::Rect,
    kind::VpcEndpointService,
};

/// A Region in an account or on the canvas: the frame around what lies in it there.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionFrame {
    /// The account; `None` is the canvas.
    pub container: Option<ResourceId>,
    /// The Region, `us-east-1`.
    pub region: String,
    /// Where.
    pub rect: Rect,
}

impl RegionFrame {
    /// The frame around things that take so much room.
    pub(super) fn around(things: Rect) -> Rect {
        let mut frame = things.grown(PADDING);
        frame.min.y = things.min.y.saturating_sub(REGION_HEADER);
        frame
    }
}

impl Properties {
    /// The Region it says it lies in.
    pub fn region(&self) -> Option<&str> {
        let region = match self {
            Self::Vpc(vpc) => vpc.region.as_deref(),
            Self::TransitGateway(gateway) => gateway.region.as_deref(),
            _ => None,
        };
        region.filter(|region| !region.is_empty())
    }

    /// Sets the Region it lies in; returns whether it is one of those that say so.
    pub fn set_region(&mut self, region: &str) -> bool {
        let own = match self {
            Self::Vpc(vpc) => &mut vpc.region,
            Self::TransitGateway(gateway) => &mut gateway.region,
            _ => return false,
        };
        *own = Some(region.to_owned());
        true
    }
}

impl Arrangement {
    /// What is in a container, or on the canvas: by the frames drawn there, and what lies in none; each in the order of ids.
    pub fn by_region<'a>(
        &'a self,
        document: &'a Document,
        container: Option<&ResourceId>,
    ) -> (
        Vec<(&'a RegionFrame, Vec<&'a ResourceId>)>,
        Vec<&'a ResourceId>,
    ) {
        let first = (container.cloned(), String::new());
        let frames = self.regions.starting_at(&first).map(|(_, frame)| frame);
        let frames = frames.take_while(|frame| frame.container.as_ref() == container);
        let mut frames: Vec<_> = frames.map(|frame| (frame, Vec::new())).collect();
        let contents = self.contents(container).iter();
        if frames.is_empty() {
            return (frames, contents.collect());
        }
        let mut rest = Vec::new();
        for id in contents {
            let region = region_of((document, &self.outline), id);
            let frame = frames
                .iter_mut()
                .find(|(frame, _)| Some(frame.region.as_str()) == region);
            match frame {
                Some((_, things)) => things.push(id),
                None => rest.push(id),
            }
        }
        (frames, rest)
    }

    /// The frame of the Region a thing says it lies in, where there is one around it.
    pub fn frame_of(&self, document: &Document, id: &ResourceId) -> Option<&RegionFrame> {
        let region = document.resource(id)?.properties.region()?;
        let key = (self.container(id).cloned(), region.to_owned());
        self.regions.get(&key)
    }
}

/// Things of one container by the Region they lie in, and what lies in none. It takes a VPC or a transit gateway to make a
/// Region.
pub(super) fn grouped<'a>(
    shown: (&'a Document, &'a Outline),
    things: impl Iterator<Item = &'a ResourceId>,
) -> (BTreeMap<&'a str, Vec<&'a ResourceId>>, Vec<&'a ResourceId>) {
    let mut regions: BTreeMap<&str, Vec<&ResourceId>> = BTreeMap::new();
    let mut outside = Vec::new();
    for id in things {
        match region_of(shown, id) {
            Some(region) => regions.entry(region).or_default().push(id),
            None => outside.push(id),
        }
    }
    let says_so = |id: &&ResourceId| own_region(shown.0, id).is_some();
    regions.retain(|_, things| {
        let is_one = things.iter().any(says_so);
        if !is_one {
            outside.append(things);
        }
        is_one
    });
    outside.sort();
    (regions, outside)
}

/// What stands in a container, each with the Region it lies in, if any. A note is none of it: it may lie on anything.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    things: SharedMap<ResourceId, (Option<String>, Rect)>,
}

impl Standing {
    pub(super) fn of(
        (document, outline, folding): (&Document, &Outline, &Folding),
        container: Option<&ResourceId>,
        arrangement: &Arrangement,
    ) -> Self {
        let is_note = |id: &ResourceId| {
            let resource = document.resource(id);
            resource.is_some_and(|resource| resource.kind() == Kind::Note)
        };
        let contents = outline.contents(container).iter();
        let shown = contents.filter(|id| !folding.is_folded(id) && !is_note(id));
        let (regions, outside) = grouped((document, outline), shown);
        let regions = regions
            .into_iter()
            .map(|(region, things)| (Some(region), things));
        let mut things: BTreeMap<ResourceId, (Option<String>, Rect)> = BTreeMap::new();
        for (region, ids) in regions.chain([(None, outside)]) {
            let rects = ids
                .into_iter()
                .filter_map(|id| Some((id, arrangement.rect(id)?)));
            let region = region.map(str::to_owned);
            things.extend(rects.map(|(id, rect)| (id.clone(), (region.clone(), rect))));
        }
        Self {
            things: things.into_iter().collect(),
        }
    }

    /// Notes that something stands elsewhere.
    pub(super) fn put(&mut self, id: &ResourceId, rect: Rect) {
        if let Some((_, place)) = self.things.get_mut(id) {
            *place = rect;
        }
    }

    /// The Regions where things stand so that each is one rectangle of its own.
    pub(super) fn frames(&self, container: Option<&ResourceId>) -> Vec<RegionFrame> {
        let things = self.things.values();
        let things: Vec<_> = things
            .map(|(region, rect)| (region.as_deref(), *rect))
            .collect();
        let frames = clear(&things, RegionFrame::around).into_iter();
        frames
            .map(|(region, rect)| RegionFrame {
                container: container.cloned(),
                region: region.to_owned(),
                rect,
            })
            .collect()
    }
}

/// The Region something lies in: the one it says, or that of what it has to do with beside it.
///
/// Names, accounts, notes and what lies on premises are in no Region.
fn region_of<'a>(
    (document, outline): (&'a Document, &'a Outline),
    id: &'a ResourceId,
) -> Option<&'a str> {
    let is_beside = |other: &&ResourceId| outline.container(other) == outline.container(id);
    let id = outline.attached_to(id).filter(is_beside).unwrap_or(id);
    match &document.resource(id)?.properties {
        Properties::VpcEndpointService(service) => service_region(document, service),
        Properties::VpcPeeringConnection(_)
        | Properties::ResourceConfiguration(_)
        | Properties::ServiceNetwork(_)
        | Properties::PrefixList(_)
        | Properties::DhcpOptions(_)
        | Properties::ResolverRule(_)
        | Properties::Profile(_) => {
            let near = outline.near(id).filter(is_beside);
            only(near.map(|id| own_region(document, id)))
        }
        properties => properties.region(),
    }
}

/// The Region a provider has its service in: its name says so, or the VPCs of its load balancers do.
fn service_region<'a>(document: &'a Document, service: &'a VpcEndpointService) -> Option<&'a str> {
    let name = service.service_name.as_deref();
    let named = name
        .and_then(|name| name.strip_prefix("com.amazonaws.vpce."))
        .and_then(|name| name.split('.').next());
    let balancers = &service.network_load_balancer_arns;
    let balancers = balancers.iter().chain(&service.gateway_load_balancer_arns);
    named.or_else(|| {
        let vpcs = balancers.filter_map(|id| document.container(id));
        only(vpcs.map(|id| own_region(document, id)))
    })
}

fn own_region<'a>(document: &'a Document, id: &ResourceId) -> Option<&'a str> {
    document
        .resource(id)
        .map(|resource: &Resource| &resource.properties)
        .and_then(Properties::region)
}

/// The one that all are.
fn only<'a>(mut all: impl Iterator<Item = Option<&'a str>>) -> Option<&'a str> {
    let first = all.next()??;
    all.all(|other| other == Some(first)).then_some(first)
}
