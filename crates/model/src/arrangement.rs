//! Where everything stands on the canvas: the single source of geometry for the screen, for exports and for the pointer.
//!
//! What the author placed by hand stays where it was put; containers grow around their contents and never move them.
//! Everything else gets a place of its own in the idiom of AWS diagrams: zones as columns, subnets in them, consumers
//! left of providers. The result depends on the document alone, so the same file always looks the same.
//! This module paints nothing and knows nothing of edges.

mod block;
mod composition;
mod folding;
mod frames;
mod free_spot;
mod ground;
mod interfaces;
mod kept;
mod laying;
mod outline;
mod region;
mod relations;

use std::{collections::BTreeSet, sync::Arc};

pub use free_spot::free_spot;
pub use laying::Laying;
pub use region::RegionFrame;
use region::Standing;

use crate::{
    Change, Document, Kind, Placement, ResourceId, SharedMap, Transaction,
    geometry::{Offset, Point, Rect, Size},
};
use block::Block;
use composition::Composition;
use folding::Folding;
use ground::Ground;
use kept::Kept;
use outline::{Outline, Touched};

/// The distance of grid lines, which every place of the default layout lies on.
pub const GRID: i32 = 8;
/// The strip at the top of a container with its name, by which it is taken.
pub const HEADER: i32 = 32;
/// The room between a container's edge and its contents.
pub const PADDING: i32 = 16;
/// The room between neighbours.
pub const GAP: i32 = 16;
/// The room between things that traffic passes from one to the next, for the edges between them.
pub const FLOW_GAP: i32 = 32;
/// The room between consumers, endpoint services and providers, for the name of what leads from one to the other.
pub const PARTY_GAP: i32 = 128;
/// The strip at the top of a zone with its id.
pub const ZONE_HEADER: i32 = 24;
/// The room between a zone's edge and its subnets.
pub const ZONE_PADDING: i32 = 8;
/// How far from the upper left corner of a zone its subnets begin.
pub const ZONE_INSET: Offset = Offset::new(ZONE_PADDING, ZONE_HEADER);
/// The strip at the top of a Region with its name.
pub const REGION_HEADER: i32 = 40;
/// How far from the upper left corner of a Region what lies in it begins.
pub const REGION_INSET: Offset = Offset::new(PADDING, REGION_HEADER);
/// A tile of the ordinary size.
pub const TILE: Size = Size::new(168, 48);
/// A note of its own as it is made.
pub const NOTE: Size = Size::new(208, 96);
/// An interface that an endpoint or load balancer has in a subnet.
pub const CHIP: Size = Size::new(168, 32);

/// The side of the square by which a container is collapsed and expanded.
const CHEVRON: i32 = 24;

/// The rectangle of everything on the canvas.
#[derive(Clone, Debug, Default)]
pub struct Arrangement {
    /// Every resource of the document that is not shown as part of another tile.
    pub resources: SharedMap<ResourceId, Rect>,
    /// The interfaces derived from what stands beside the subnets, by owner and subnet.
    pub chips: SharedMap<(ResourceId, ResourceId), Chip>,
    /// The Availability Zones of each VPC, where its subnets stand so that a zone is one rectangle, by VPC and zone.
    pub zones: SharedMap<(ResourceId, String), Zone>,
    /// The Regions of a design that has several, in accounts and on the canvas, where each is one rectangle of its own, by
    /// what they are in and their name.
    pub regions: SharedMap<(Option<ResourceId>, String), RegionFrame>,
    outline: Arc<Outline>,
    folding: Arc<Folding>,
    /// Whether everything on the canvas has a place of its own, so that nothing there moves for the sake of another.
    roots_are_fixed: bool,
    /// Whether each of them was placed by hand; where it is false they may be nevertheless.
    roots_are_placed: bool,
    /// The same rectangles by where they are.
    ground: Ground<ResourceId>,
    kept: Kept,
    /// What stands on the canvas by Regions, where it was asked for since resources changed last.
    standing: Option<Standing>,
}

/// What is kept for the next change makes no difference.
impl PartialEq for Arrangement {
    fn eq(&self, other: &Self) -> bool {
        self.resources == other.resources
            && self.chips == other.chips
            && self.zones == other.zones
            && self.regions == other.regions
            && self.outline == other.outline
            && self.folding == other.folding
            && self.roots_are_fixed == other.roots_are_fixed
            && self.ground == other.ground
    }
}

/// One interface of an endpoint, gateway or attachment or one node of a load balancer, drawn in its subnet.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    /// What it belongs to.
    pub owner: ResourceId,
    /// The subnet it stands in.
    pub subnet: ResourceId,
    /// Where.
    pub rect: Rect,
}

/// The part of a VPC in one Availability Zone: a band behind its subnets.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// The VPC.
    pub vpc: ResourceId,
    /// The zone's id, `use1-az1`.
    pub availability_zone_id: String,
    /// Where.
    pub rect: Rect,
}

impl Arrangement {
    /// Where a resource stands.
    pub fn rect(&self, id: &ResourceId) -> Option<Rect> {
        self.resources.get(id).copied()
    }

    /// What touches a region, borders included, and where it stands; in no order that means anything.
    pub fn near(&self, region: Rect) -> impl Iterator<Item = (&ResourceId, Rect)> {
        self.ground.near(region)
    }

    /// The interfaces in a subnet.
    pub fn chips_in<'a>(&'a self, subnet: &'a ResourceId) -> impl Iterator<Item = &'a Chip> {
        let owners = self.outline.interfaces(subnet).iter();
        owners.filter_map(|owner| self.chips.get(&(owner.clone(), subnet.clone())))
    }

    /// The smallest rectangle around everything, `None` when there is nothing.
    pub fn bounds(&self) -> Option<Rect> {
        let roots = self.contents(None).iter();
        let roots = roots.filter_map(|id| self.rect(id));
        let regions = self.regions.values();
        let regions = regions.take_while(|frame| frame.container.is_none());
        Rect::around(roots.chain(regions.map(|frame| frame.rect)))
    }

    /// Whether it is known that everything on the canvas was placed by hand.
    pub fn is_canvas_placed(&self) -> bool {
        self.roots_are_placed
    }

    /// What is drawn in a container (`None` is the canvas), in the order of ids.
    pub fn contents(&self, container: Option<&ResourceId>) -> &[ResourceId] {
        self.outline.contents(container)
    }

    /// The container a resource is drawn in.
    pub fn container(&self, id: &ResourceId) -> Option<&ResourceId> {
        self.outline.container(id)
    }

    /// The containers around a resource from the nearest outwards.
    pub fn holders(&self, id: &ResourceId) -> impl Iterator<Item = &ResourceId> {
        self.outline.holders(id)
    }

    /// What something has to do with, in the container it stands in and beyond: what it names and what names it.
    pub fn related(&self, id: &ResourceId) -> impl Iterator<Item = &ResourceId> {
        self.outline.near(id)
    }

    /// What something names outside of its own VPC, as far as that exists: what lines lead to far away.
    pub fn named_by(&self, id: &ResourceId) -> &[ResourceId] {
        self.outline.named_by(id)
    }

    /// Everything that names something outside of its own VPC, in the order of ids.
    pub fn naming(&self) -> impl Iterator<Item = &ResourceId> {
        self.outline.naming()
    }

    /// What stands elsewhere than in an arrangement from before, is drawn in something else or names something else.
    ///
    /// It costs little where one arrangement followed from the other.
    pub fn changed_since<'a>(&'a self, before: &'a Self) -> BTreeSet<&'a ResourceId> {
        let is_other = !Arc::ptr_eq(&self.outline, &before.outline);
        let outline = is_other.then(|| self.outline.differing(&before.outline));
        let standing = self.resources.differing(&before.resources);
        standing.chain(outline.into_iter().flatten()).collect()
    }

    /// The zones of a VPC.
    pub fn zones_of<'a>(&'a self, vpc: &'a ResourceId) -> impl Iterator<Item = &'a Zone> {
        let from_here = self.zones.starting_at(&(vpc.clone(), String::new()));
        let own = from_here.take_while(move |((of, _), _)| of == vpc);
        own.map(|(_, zone)| zone)
    }

    /// A resource with everything that belongs to it, directly or not.
    pub fn with_belongings<'a>(&'a self, id: &'a ResourceId) -> Vec<&'a ResourceId> {
        self.outline.with_belongings(id)
    }

    /// How many resources a container holds, directly or not.
    pub fn held(&self, container: &ResourceId) -> usize {
        self.outline.held(container)
    }

    /// Whether what a transaction makes of resources may move anything: names and rules do not, places are not looked at.
    pub fn is_moved_by(&self, transaction: &Transaction) -> bool {
        self.outline.sees(transaction)
    }

    /// Brings the arrangement up to date after a transaction was applied to its document.
    ///
    /// It is the arrangement of the document as it is then; what the transaction does not concern is not looked at.
    pub fn follow(&mut self, document: &Document, transaction: &Transaction) {
        let Some(touched) = self.touched(document, transaction) else {
            *self = arrangement(document);
            return;
        };
        if touched.around.is_empty() {
            return;
        }
        let shows_otherwise = |change: &Change| match change {
            Change::Placement { before, after, .. } => {
                !Placement::show_alike(before.as_ref(), after.as_ref())
            }
            // What it belongs to may be shown as one tile, or it may be what others are shown as.
            Change::Resource { .. } => !self.folding.is_plain(),
            Change::Checks { .. } => false,
        };
        if transaction.changes().iter().any(shows_otherwise) {
            *self = arranged(document, Arc::clone(&self.outline));
            return;
        }
        for id in &touched.changed {
            remove_of(&mut self.chips, id);
            // What changed may be no VPC and no account any more.
            remove_of(&mut self.zones, id);
            remove_of(&mut self.regions, &Some(id.clone()));
        }
        let (here, gone): (BTreeSet<_>, BTreeSet<_>) = touched
            .around
            .iter()
            .partition(|id| document.resource(id).is_some());
        for id in &gone {
            if let Some(rect) = self.resources.remove(*id) {
                self.ground.take(id, rect);
            }
            remove_of(&mut self.zones, id);
            remove_of(&mut self.regions, &Some((*id).clone()));
        }
        let outline = Arc::clone(&self.outline);
        let roots = here.into_iter();
        let roots: BTreeSet<&ResourceId> = roots
            .map(|id| outline.holders(id).last().unwrap_or(id))
            .collect();
        if !(self.roots_are_fixed && self.place_roots(document, &outline, &roots)) {
            let kept = std::mem::take(&mut self.kept);
            let folding = Arc::clone(&self.folding);
            let composition = Composition::new(document, (&outline, &folding), kept);
            let mut anew = Self::default();
            composition.place_contents(None, Some(Point::default()), &mut anew);
            self.standing = None;
            self.roots_are_fixed = composition.are_fixed(outline.contents(None));
            self.roots_are_placed = are_placed(document, outline.contents(None));
            self.replace(&anew, composition.into_kept());
        }
    }

    /// Puts some things on the canvas with all that is in them; returns whether each of them has a place of its own.
    fn place_roots(
        &mut self,
        document: &Document,
        outline: &Outline,
        roots: &BTreeSet<&ResourceId>,
    ) -> bool {
        let kept = std::mem::take(&mut self.kept);
        let folding = Arc::clone(&self.folding);
        let composition = Composition::of_roots(document, (outline, &folding), roots, kept);
        let are_fixed = roots.iter().all(|root| composition.is_fixed(root));
        self.roots_are_placed &= are_placed(document, roots.iter().copied());
        let mut anew = Self::default();
        if are_fixed {
            for root in roots {
                composition.place(root, &mut anew);
            }
        }
        self.replace(&anew, composition.into_kept());
        if are_fixed && outline.has_regions() {
            let shown = (document, outline, &*folding);
            let standing = self.standing.take();
            let mut standing = standing.unwrap_or_else(|| Standing::of(shown, None, self));
            for root in roots {
                standing.put(root, self.rect(root).unwrap_or_default());
            }
            for frame in standing.frames(None) {
                self.put_region(frame);
            }
            self.standing = Some(standing);
        }
        are_fixed
    }

    /// What a transaction moves or may move; `None` where that may be anything.
    fn touched(&mut self, document: &Document, transaction: &Transaction) -> Option<Touched> {
        let mut touched = Touched::default();
        if transaction.changes_resources() {
            let outline = Arc::make_mut(&mut self.outline);
            touched = outline.follow(document, transaction)?;
            self.kept.forget(&touched.around);
            self.standing = None;
        }
        let changes = transaction.changes().iter();
        let placed = changes.filter_map(|change| match change {
            Change::Placement { id, .. } => Some(id),
            Change::Resource { .. } | Change::Checks { .. } => None,
        });
        let placed = placed.filter(|id| document.resource(id).is_some());
        touched.around.extend(placed.cloned());
        Some(touched)
    }

    /// Takes over what was put anew.
    fn replace(&mut self, anew: &Self, mut kept: Kept) {
        for container in kept.renewed() {
            remove_of(&mut self.zones, &container);
            remove_of(&mut self.regions, &Some(container));
        }
        remove_of(&mut self.regions, &None);
        self.chips.take_over(&anew.chips);
        self.zones.take_over(&anew.zones);
        self.regions.take_over(&anew.regions);
        for (id, rect) in &anew.resources {
            self.stand(id, *rect);
        }
        self.kept = kept;
    }

    /// Puts one thing somewhere else.
    fn stand(&mut self, id: &ResourceId, rect: Rect) {
        if self.rect(id) == Some(rect) {
            return;
        }
        if let Some(before) = self.resources.insert(id.clone(), rect) {
            self.ground.take(id, before);
        }
        self.ground.put(id.clone(), rect);
    }

    /// Puts a block somewhere, without the insides of its containers.
    fn put(&mut self, block: &Block, at: Point) {
        let by = at.minus(Point::default());
        let frames = block.frames.iter();
        self.resources
            .extend(frames.map(|(id, rect)| (id.clone(), rect.moved(by))));
        for chip in &block.chips {
            self.put_chip(Chip {
                rect: chip.rect.moved(by),
                ..chip.clone()
            });
        }
        for zone in &block.zones {
            self.put_zone(Zone {
                rect: zone.rect.moved(by),
                ..zone.clone()
            });
        }
        for frame in &block.regions {
            self.put_region(RegionFrame {
                rect: frame.rect.moved(by),
                ..frame.clone()
            });
        }
    }

    fn put_chip(&mut self, chip: Chip) {
        let key = (chip.owner.clone(), chip.subnet.clone());
        self.chips.insert(key, chip);
    }

    fn put_zone(&mut self, zone: Zone) {
        let key = (zone.vpc.clone(), zone.availability_zone_id.clone());
        self.zones.insert(key, zone);
    }

    fn put_region(&mut self, frame: RegionFrame) {
        let key = (frame.container.clone(), frame.region.clone());
        self.regions.insert(key, frame);
    }
}

fn are_placed<'a>(document: &Document, ids: impl IntoIterator<Item = &'a ResourceId>) -> bool {
    ids.into_iter().all(|id| document.is_placed(id))
}

/// Removes all that belongs to one thing.
fn remove_of<T: Ord + Clone, K: Ord + Clone + for<'a> From<&'a str>, V: Clone>(
    map: &mut SharedMap<(T, K), V>,
    of: &T,
) {
    let first = (of.clone(), K::from(""));
    let own = map.starting_at(&first).map(|(key, _)| key);
    let own: Vec<_> = own.take_while(|(id, _)| id == of).cloned().collect();
    for key in &own {
        map.remove(key);
    }
}

impl Kind {
    /// Whether it is drawn around its contents; everything else is a tile.
    pub fn is_container(self) -> bool {
        matches!(self, Self::Account | Self::Vpc | Self::Subnet)
    }

    /// Whether others may stand in it or on it.
    pub fn holds_others(self) -> bool {
        self.is_container() || matches!(self, Self::LoadBalancer | Self::TransitGateway)
    }

    /// Whether its size can be changed by hand.
    pub fn is_resizable(self) -> bool {
        self.is_container() || self == Self::Note
    }

    /// The size of something new, and of what was not placed by hand as far as it has no contents.
    pub fn usual_size(self) -> Size {
        if self == Self::Note {
            NOTE
        } else {
            self.minimum_size()
        }
    }

    /// The smallest it is drawn.
    pub fn minimum_size(self) -> Size {
        if self.is_container() {
            Size::new(TILE.width + 2 * PADDING, HEADER + TILE.height + 2 * PADDING)
        } else {
            TILE
        }
    }
}

/// The square at the right end of a container's header, or of its tile, by which it is collapsed and expanded.
pub fn chevron(rect: Rect) -> Rect {
    let strip = if rect.height() > TILE.height {
        HEADER
    } else {
        rect.height()
    };
    let corner = Offset::new(rect.width() - CHEVRON - 4, (strip - CHEVRON) / 2);
    Rect::at(rect.min.moved(corner), Size::new(CHEVRON, CHEVRON))
}

/// Where everything stands.
///
/// Without a layout nothing overlaps. With one, containers grow to contain what was put in them.
pub fn arrangement(document: &Document) -> Arrangement {
    arranged(document, Arc::new(Outline::of(document)))
}

fn arranged(document: &Document, outline: Arc<Outline>) -> Arrangement {
    let folding = Arc::new(Folding::of(document, &outline));
    arranged_with(document, outline, folding, Kept::default())
}

/// Where everything stands, with insides that are laid out already.
fn arranged_with(
    document: &Document,
    outline: Arc<Outline>,
    folding: Arc<Folding>,
    kept: Kept,
) -> Arrangement {
    let composition = Composition::new(document, (&outline, &folding), kept);
    let mut arrangement = Arrangement::default();
    composition.place_contents(None, Some(Point::default()), &mut arrangement);
    arrangement.roots_are_fixed = composition.are_fixed(outline.contents(None));
    arrangement.roots_are_placed = are_placed(document, outline.contents(None));
    arrangement.kept = composition.into_kept();
    arrangement.kept.renewed();
    let standing = arrangement.resources.iter();
    arrangement.ground = Ground::of(standing.map(|(id, rect)| (id.clone(), *rect)));
    arrangement.outline = outline;
    arrangement.folding = folding;
    arrangement
}

#[cfg(test)]
mod tests;
