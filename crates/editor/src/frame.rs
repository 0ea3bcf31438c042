//! Regions and Availability Zones as places to put things into. No resource stands for them: what lies in one says so of
//! itself.
//!
//! What no longer fits then, such as an attachment to a transit gateway of another Region, is kept and said in words.

mod room;

use std::collections::{BTreeMap, BTreeSet};

use vpcanvas_model::{
    Arrangement, Document, Kind, Properties, ResourceId, Transaction,
    arrangement::{
        GAP, PADDING, REGION_HEADER, RegionFrame, ZONE_HEADER, ZONE_PADDING, Zone, free_spot,
    },
    catalogue,
    geometry::{Offset, Point, Rect, Size},
    kind::Subnet,
};

use crate::ranges::{subnets, vpc};

/// A Region or an Availability Zone as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// What it is part of: an account or a VPC; `None` is the canvas.
    pub container: Option<ResourceId>,
    /// Its name, `us-east-1` or `use1-az1`.
    pub name: String,
    /// Where.
    pub rect: Rect,
    /// What says of itself that it lies in such a frame.
    kinds: &'static [Kind],
}

impl From<&RegionFrame> for Frame {
    fn from(frame: &RegionFrame) -> Self {
        Self {
            container: frame.container.clone(),
            name: frame.region.clone(),
            rect: frame.rect,
            kinds: &[Kind::Vpc, Kind::TransitGateway],
        }
    }
}

impl From<&Zone> for Frame {
    fn from(zone: &Zone) -> Self {
        Self {
            container: Some(zone.vpc.clone()),
            name: zone.availability_zone_id.clone(),
            rect: zone.rect,
            kinds: &[Kind::Subnet],
        }
    }
}

impl Frame {
    /// Every frame that things of a kind may lie in.
    pub(crate) fn of_kind(arrangement: &Arrangement, kind: Kind) -> impl Iterator<Item = Self> {
        Self::all(arrangement).filter(move |frame| frame.admits(kind))
    }

    /// The frame that something of a kind would lie in, in a container at a point.
    pub(crate) fn at(
        arrangement: &Arrangement,
        kind: Kind,
        container: Option<&ResourceId>,
        at: Point,
    ) -> Option<Self> {
        let mut here = Self::within(arrangement, container).into_iter();
        here.find(|frame| frame.admits(kind) && frame.rect.contains(at))
    }

    /// The frame with its name at a point, and what lies in it.
    pub(crate) fn named_at(
        document: &Document,
        arrangement: &Arrangement,
        container: Option<&ResourceId>,
        at: Point,
    ) -> Option<Vec<ResourceId>> {
        let is_here = |frame: &Self| {
            let mut strip = frame.rect;
            strip.max.y = strip.min.y.saturating_add(frame.header());
            strip.contains(at)
        };
        let mut here = Self::within(arrangement, container).into_iter();
        let frame = here.find(is_here)?;
        let within = arrangement.contents(container).iter();
        let within = within.filter(|id| {
            let rect = arrangement.rect(id);
            rect.is_some_and(|rect| frame.rect.encloses(rect)) && !is_note(document, id)
        });
        Some(within.cloned().collect()).filter(|within: &Vec<_>| !within.is_empty())
    }

    /// The frames in a container, or on the canvas.
    pub(crate) fn within(arrangement: &Arrangement, container: Option<&ResourceId>) -> Vec<Self> {
        let first = (container.cloned(), String::new());
        let regions = arrangement.regions.starting_at(&first);
        let regions = regions.take_while(|((around, _), _)| around.as_ref() == container);
        let mut frames: Vec<Self> = regions.map(|(_, frame)| Self::from(frame)).collect();
        if let Some(vpc) = container {
            let first = (vpc.clone(), String::new());
            let zones = arrangement.zones.starting_at(&first);
            let zones = zones.take_while(|((around, _), _)| around == vpc);
            frames.extend(zones.map(|(_, zone)| Self::from(zone)));
        }
        frames
    }

    fn all(arrangement: &Arrangement) -> impl Iterator<Item = Self> {
        let regions = arrangement.regions.values().map(Self::from);
        regions.chain(arrangement.zones.values().map(Self::from))
    }

    pub(crate) fn admits(&self, kind: Kind) -> bool {
        self.kinds.contains(&kind)
    }

    /// The frames of the same sort beside one.
    fn beside(arrangement: &Arrangement, one: &Self) -> impl Iterator<Item = Self> {
        let all = Self::within(arrangement, one.container.as_ref()).into_iter();
        all.filter(|frame| frame.kinds == one.kinds && frame.name != one.name)
    }

    /// The frame around something alone.
    pub(crate) fn around(&self, thing: Rect) -> Rect {
        let mut frame = thing.grown(self.padding());
        frame.min.y = thing.min.y.saturating_sub(self.header());
        frame
    }

    fn is_region(&self) -> bool {
        self.admits(Kind::Vpc)
    }

    /// The height of the strip with its name.
    pub(crate) fn header(&self) -> i32 {
        if self.is_region() {
            REGION_HEADER
        } else {
            ZONE_HEADER
        }
    }

    /// The room between its edge and what lies in it.
    pub(crate) fn padding(&self) -> i32 {
        if self.is_region() {
            PADDING
        } else {
            ZONE_PADDING
        }
    }

    /// Where it stands in an arrangement, or else where it stood.
    #[must_use]
    pub fn rect_in(&self, arrangement: &Arrangement) -> Rect {
        let all = Self::within(arrangement, self.container.as_ref());
        let mut same = all
            .into_iter()
            .filter(|frame| frame.kinds == self.kinds && frame.name == self.name);
        same.next().map_or(self.rect, |frame| frame.rect)
    }

    /// What such a frame is.
    pub fn title(&self) -> &'static str {
        if self.is_region() {
            "Region"
        } else {
            "Availability Zone"
        }
    }

    /// Where things of these sizes come to stand in it, one after another: within the frame, or beside or under what is in
    /// it, so that it takes in nothing else.
    pub(crate) fn spots(
        &self,
        arrangement: &Arrangement,
        moving: &[ResourceId],
        sizes: &[Size],
    ) -> Vec<Point> {
        let container = self.container.as_ref();
        let others = arrangement.contents(container).iter();
        let others = others.filter(|id| !moving.contains(id));
        let mut things: Vec<Rect> = others.filter_map(|id| arrangement.rect(id)).collect();
        things.extend(Self::beside(arrangement, self).map(|frame| frame.rect));
        let mut frame = self.rect;
        let spots = sizes.iter().map(|size| {
            let spot = self.spot(frame, &things, *size);
            let rect = Rect::at(spot, *size);
            frame = frame.union(rect.grown(self.padding()));
            things.push(rect);
            spot
        });
        spots.collect()
    }

    fn spot(&self, frame: Rect, things: &[Rect], size: Size) -> Point {
        let inner = Rect {
            min: frame.min.moved(Offset::new(self.padding(), self.header())),
            max: frame.grown(-self.padding()).max,
        };
        let within = free_spot(inner.min, size, things, Some(inner.max.x));
        let right = Point::new(inner.max.x.saturating_add(GAP), inner.min.y);
        let under = Point::new(inner.min.x, inner.max.y.saturating_add(GAP));
        let takes_in_nothing = |spot: &Point| {
            let all = frame.union(Rect::at(*spot, size).grown(self.padding()));
            let is_foreign = |rect: &&Rect| !frame.overlaps(**rect);
            !things
                .iter()
                .filter(is_foreign)
                .any(|rect| rect.overlaps(all))
        };
        if inner.encloses(Rect::at(within, size)) {
            return within;
        }
        [right, under]
            .into_iter()
            .find(takes_in_nothing)
            .unwrap_or(under)
    }

    /// Whether something says already that it lies in a Region or zone of this name.
    pub(crate) fn has(&self, document: &Document, id: &ResourceId) -> bool {
        let properties = document.resource(id).map(|resource| &resource.properties);
        let own = match properties {
            Some(Properties::Subnet(subnet)) => subnet.availability_zone_id.as_deref(),
            properties => properties.and_then(Properties::region),
        };
        own == Some(self.name.as_str())
    }

    /// Records that some things lie in it where a transaction puts them, and makes room for it.
    pub(crate) fn take_in(
        &self,
        document: &Document,
        before: &Arrangement,
        transaction: &mut Transaction,
        ids: &[ResourceId],
    ) {
        for id in ids {
            self.enter(document, transaction, id);
        }
        self.make_room(document, before, transaction, ids);
    }

    /// Records that something lies in it. The subnets of a VPC get zones of its new Region (ES-11).
    fn enter(&self, document: &Document, transaction: &mut Transaction, id: &ResourceId) {
        let Some(mut resource) = transaction.resource(document, id).cloned() else {
            return;
        };
        match &mut resource.properties {
            Properties::Subnet(subnet) => subnet.availability_zone_id = Some(self.name.clone()),
            properties => {
                properties.set_region(&self.name);
            }
        }
        transaction.set_resource(document, id, Some(resource));
        for (id, zone) in self.new_zones(document, id) {
            let Some(mut resource) = transaction.resource(document, id).cloned() else {
                continue;
            };
            if let Properties::Subnet(subnet) = &mut resource.properties {
                subnet.availability_zone_id = Some(zone.to_owned());
            }
            transaction.set_resource(document, id, Some(resource));
        }
    }

    /// What a release within the frame does, in words: the name, and what follows for what is released.
    pub(crate) fn words(&self, document: &Document, ids: &[ResourceId]) -> String {
        let subnets = ids.iter().map(|id| self.new_zones(document, id).len());
        let subnets = match subnets.sum() {
            0 => None,
            1 => Some("a subnet gets a zone there".to_owned()),
            count => Some(format!("{count} subnets get zones there")),
        };
        let torn = ids.iter().flat_map(|id| self.torn(document, id));
        let parts = subnets.into_iter().chain(torn);
        let parts: Vec<String> = parts.collect();
        match parts.as_slice() {
            [] => format!("→ {}", self.name),
            parts => format!("→ {}: {}", self.name, parts.join("; ")),
        }
    }

    /// The subnets of a VPC whose zones are not in this Region, with the zones they get here; none while its zones are
    /// unknown. Subnets that share a zone go on sharing one.
    fn new_zones<'a>(
        &self,
        document: &'a Document,
        id: &'a ResourceId,
    ) -> Vec<(&'a ResourceId, &'static str)> {
        let known = catalogue::regions()
            .iter()
            .find(|known| known.name == self.name);
        let (Some(known), Some(_)) = (known.filter(|_| self.is_region()), vpc(document, id)) else {
            return Vec::new();
        };
        let zone_of = |subnet: &'a Subnet| {
            let zone = subnet.availability_zone_id.as_ref();
            zone.filter(|zone| !known.availability_zone_ids.contains(zone))
        };
        let strange: BTreeSet<_> = subnets(document, id)
            .filter_map(|(_, subnet)| zone_of(subnet))
            .collect();
        let here = known.availability_zone_ids.iter().map(String::as_str);
        let zones: BTreeMap<_, _> = strange.into_iter().zip(here.cycle()).collect();
        subnets(document, id)
            .filter_map(|(id, subnet)| Some((id, *zones.get(zone_of(subnet)?)?)))
            .collect()
    }

    /// The attachments that would lead from one Region into another, in words.
    fn torn(&self, document: &Document, id: &ResourceId) -> Vec<String> {
        let is_elsewhere = |other: &ResourceId| {
            let properties = document.resource(other).map(|other| &other.properties);
            let region = properties.and_then(Properties::region);
            region.is_some_and(|region| self.is_region() && region != self.name)
        };
        let torn = document.resources().filter(|(_, resource)| {
            let Properties::TransitGatewayAttachment(attachment) = &resource.properties else {
                return false;
            };
            let is_vpc = |end: &&ResourceId| vpc(document, end).is_some();
            let gateway = attachment.transit_gateway_id.as_ref();
            let end = attachment.resource_id.as_ref().filter(is_vpc);
            let other = match (gateway, end) {
                (Some(gateway), Some(end)) if end == id => gateway,
                (Some(gateway), Some(end)) if gateway == id => end,
                _ => return false,
            };
            is_elsewhere(other)
        });
        torn.map(|(torn, _)| {
            let name = document.display_name(torn);
            format!("{name} leads into another Region then")
        })
        .collect()
    }
}

fn is_note(document: &Document, id: &ResourceId) -> bool {
    let resource = document.resource(id);
    resource.is_some_and(|resource| resource.kind() == Kind::Note)
}
