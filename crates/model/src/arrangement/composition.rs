//! What goes beside what: the default layout of each container, and how it fits around what was placed by hand.
//!
//! Each container has an idiom of its own; here they are fitted into one another and around what stands already.

mod inside_vpc;
mod parties;
mod regions;

use std::{cell::RefCell, collections::BTreeSet, sync::Arc};

use super::{
    Arrangement, FLOW_GAP, GAP, HEADER, PADDING, RegionFrame, TILE, ZONE_HEADER, ZONE_INSET,
    ZONE_PADDING, Zone, block::Block, folding::Folding, frames::clear, free_spot, kept::Kept,
    outline::Outline, region::Standing, remove_of,
};
use crate::{
    Document, Kind, Properties, ResourceId,
    geometry::{Offset, Point, Rect},
};

/// With more than so many parties to find room for, they are put beside what is placed as one picture.
const MOST_PIECES: usize = 8;

/// What the layout has to know of a document.
pub(super) struct Composition<'a> {
    document: &'a Document,
    outline: &'a Outline,
    folding: &'a Folding,
    /// What has a placement or holds something that has.
    fixed: BTreeSet<&'a ResourceId>,
    kept: RefCell<Kept>,
}

impl<'a> Composition<'a> {
    /// The layout of a whole document.
    pub(super) fn new(
        document: &'a Document,
        shown: (&'a Outline, &'a Folding),
        kept: Kept,
    ) -> Self {
        let placed = document
            .placements()
            .filter(|(_, place)| place.is_somewhere());
        Self::of(document, shown, placed.map(|(id, _)| id), kept)
    }

    /// The layout of some containers of the canvas with all that is in them.
    pub(super) fn of_roots(
        document: &'a Document,
        (outline, folding): (&'a Outline, &'a Folding),
        roots: &BTreeSet<&'a ResourceId>,
        kept: Kept,
    ) -> Self {
        let all = roots.iter().flat_map(|root| outline.with_contents(root));
        Self::of(
            document,
            (outline, folding),
            all.filter(|id| document.is_placed(id)),
            kept,
        )
    }

    fn of(
        document: &'a Document,
        (outline, folding): (&'a Outline, &'a Folding),
        placed: impl Iterator<Item = &'a ResourceId>,
        kept: Kept,
    ) -> Self {
        let mut fixed = BTreeSet::new();
        for id in placed {
            // Whatever holds something fixed is fixed with all that holds it, as far as it is shown.
            for id in std::iter::once(id).chain(outline.holders(id)) {
                if folding.is_folded(id) || !fixed.insert(id) {
                    break;
                }
            }
        }
        Self {
            document,
            outline,
            folding,
            fixed,
            kept: RefCell::new(kept),
        }
    }

    /// What the next layout need not find out again.
    pub(super) fn into_kept(self) -> Kept {
        self.kept.into_inner()
    }

    /// Whether something has a placement, or holds something that has.
    pub(super) fn is_fixed(&self, id: &ResourceId) -> bool {
        self.fixed.contains(id)
    }

    pub(super) fn are_fixed(&self, ids: &[ResourceId]) -> bool {
        let shown = ids.iter().filter(|id| !self.folding.is_folded(id));
        shown.into_iter().all(|id| self.is_fixed(id))
    }

    /// Puts the contents of a container (or of the canvas) where they belong and returns the rectangle around them.
    ///
    /// What has no place of its own goes to `start`, or beside what is placed if that spot is taken.
    pub(super) fn place_contents(
        &self,
        container: Option<&'a ResourceId>,
        start: Option<Point>,
        arrangement: &mut Arrangement,
    ) -> Option<Rect> {
        let (fixed, free): (Vec<_>, Vec<_>) =
            self.contents(container).partition(|id| self.is_fixed(id));
        let is_one = fixed.is_empty() && container.is_some_and(|id| Kept::is_for(self.kind(id)));
        if let (Some(container), false) = (container, is_one) {
            self.kept.borrow_mut().put_apart(container);
        }
        let mut occupied: Vec<Rect> = fixed.iter().map(|id| self.place(id, arrangement)).collect();
        let zones = container.map_or_else(Vec::new, |vpc| self.zones(vpc, arrangement));
        occupied.extend(zones.iter().map(|zone| zone.rect));
        for zone in zones {
            arrangement.put_zone(zone);
        }
        if fixed.is_empty() || !self.has_regions(container) {
            return self.place_free(container, &free, (start, is_one), occupied, arrangement);
        }
        let frames = self.region_frames(container, arrangement);
        occupied.extend(frames.iter().map(|frame| frame.rect));
        let around = self.place_free(container, &free, (start, is_one), occupied, arrangement);
        // Now that everything stands, what was not placed may lie in frames of what was.
        remove_of(&mut arrangement.regions, &container.cloned());
        let frames = self.region_frames(container, arrangement);
        let rects = frames.iter().map(|frame| frame.rect);
        let around = Rect::around(around.into_iter().chain(rects));
        for frame in frames {
            arrangement.put_region(frame);
        }
        around
    }

    /// Puts what has no place of its own beside what is placed; returns the rectangle around all of it.
    fn place_free(
        &self,
        container: Option<&'a ResourceId>,
        free: &[&'a ResourceId],
        (start, is_one): (Option<Point>, bool),
        mut occupied: Vec<Rect>,
        arrangement: &mut Arrangement,
    ) -> Option<Rect> {
        let around = Rect::around(occupied.iter().copied());
        let start = start.or(around.map(|rect| rect.min)).unwrap_or_default();
        let whole = match container.filter(|_| is_one) {
            Some(container) => Block::inside(container, self.inside(container)),
            None => self.compose(container, free),
        };
        let spot = Rect::at(start, whole.size);
        if !occupied.iter().any(|other| other.overlaps(spot)) {
            let rect = (!whole.is_empty()).then_some(spot);
            self.put(&whole, start, arrangement);
            return Rect::around(around.into_iter().chain(rect));
        }
        for (block, wish) in self.pieces(container, free, start, arrangement) {
            let start = wish.unwrap_or(start);
            let right = around.map(|rect| rect.max.x);
            let at = free_spot(start, block.size, &occupied, right);
            occupied.push(Rect::at(at, block.size));
            self.put(&block, at, arrangement);
        }
        Rect::around(occupied)
    }

    /// Puts a block somewhere, apart from what stands there already.
    fn put(&self, block: &Block, at: Point, arrangement: &mut Arrangement) {
        arrangement.put(block, at);
        let by = at.minus(Point::default());
        for inside in &block.insides {
            let at = inside.at.moved(by);
            let stands = self
                .kept
                .borrow_mut()
                .put(&inside.container, &inside.block, at);
            if !stands {
                self.put(&inside.block, at, arrangement);
            }
        }
    }

    /// Lays out what is in a container ahead of time, if nothing in it is placed.
    pub(super) fn prepare(&self, container: &'a ResourceId) {
        let has_fixed = self.contents(Some(container)).any(|id| self.is_fixed(id));
        if !has_fixed {
            self.inside(container);
        }
    }

    /// The default layout of what is in a container nothing in which is placed.
    fn inside(&self, container: &'a ResourceId) -> Arc<Block> {
        let known = self.kept.borrow().inside(container);
        known.unwrap_or_else(|| {
            let contents: Vec<_> = self.contents(Some(container)).collect();
            let inside = Arc::new(self.compose(Some(container), &contents));
            self.kept.borrow_mut().keep(container, Arc::clone(&inside));
            inside
        })
    }

    /// Puts something that has a placement, or holds something that has, and returns its rectangle.
    pub(super) fn place(&self, id: &'a ResourceId, arrangement: &mut Arrangement) -> Rect {
        let kind = self.kind(id);
        let own = self
            .document
            .placement(id)
            .and_then(|placement| placement.rect(kind));
        let rect = if self.folding.is_collapsed(id) {
            let corner = self.open_corner(id, own);
            Some(Rect::at(corner, TILE))
        } else if kind.is_container() {
            self.place_open(id, own, arrangement)
        } else {
            own
        };
        let rect = rect.unwrap_or_default();
        arrangement.resources.insert(id.clone(), rect);
        rect
    }

    /// Where a collapsed container would begin if it were open.
    fn open_corner(&self, id: &'a ResourceId, own: Option<Rect>) -> Point {
        let grows = self.contents(Some(id)).any(|inside| self.is_fixed(inside));
        let open = match own {
            Some(own) if !grows => Some(own),
            _ => self.place_open(id, own, &mut Arrangement::default()),
        };
        open.unwrap_or_default().min
    }

    /// Puts what stands in a container and returns the rectangle around it and what it has of its own.
    fn place_open(
        &self,
        id: &'a ResourceId,
        own: Option<Rect>,
        arrangement: &mut Arrangement,
    ) -> Option<Rect> {
        let kind = self.kind(id);
        let inside = Offset::new(PADDING, HEADER + PADDING);
        let start = own.map(|own| own.min.moved(inside));
        let contents = self.place_contents(Some(id), start, arrangement);
        let needed = contents.map(|contents| {
            let padded = contents.grown(PADDING);
            let min = padded.min.moved(Offset::new(0, -HEADER));
            Rect::at(min, Rect { min, ..padded }.size().max(kind.minimum_size()))
        });
        Rect::around(own.into_iter().chain(needed))
    }

    /// Where the contents of a container begin at the earliest that keeps its corner because it is locked.
    fn kept_start(&self, id: &'a ResourceId) -> Option<Point> {
        let mut around = std::iter::once(id).chain(self.outline.holders(id));
        let is_kept = around.any(|id| self.folding.is_locked(id));
        let own = self.document.placement(id).filter(|_| is_kept)?;
        let corner = own.rect(self.kind(id))?.min;
        Some(corner.moved(Offset::new(PADDING, HEADER + PADDING)))
    }

    /// Whether contents of a container may begin at a point.
    fn room_in(&self, container: Option<&'a ResourceId>) -> impl Fn(Point) -> bool + use<> {
        let start = container.and_then(|container| self.kept_start(container));
        move |at| start.is_none_or(|start| start.x <= at.x && start.y <= at.y)
    }

    /// The zones of a VPC whose subnets were placed by hand, as far as each is one rectangle of its own, and as far as what
    /// is locked need not grow to the left or upwards for it.
    fn zones(&self, vpc: &'a ResourceId, arrangement: &Arrangement) -> Vec<Zone> {
        // A note may lie on anything.
        let things = self
            .contents(Some(vpc))
            .filter(|id| self.kind(id) != Kind::Note);
        let things = things.filter_map(|id| Some((self.zone_of(id), arrangement.rect(id)?)));
        let things: Vec<(Option<&str>, Rect)> = things.collect();
        let bands = clear(&things, |subnets| {
            let mut band = subnets.grown(ZONE_PADDING);
            band.min.y = subnets.min.y.saturating_sub(ZONE_HEADER);
            band
        });
        let fits = self.room_in(Some(vpc));
        let bands = bands.into_iter().filter(|(_, rect)| fits(rect.min));
        let bands = bands.map(|(zone, rect)| Zone {
            vpc: vpc.clone(),
            availability_zone_id: zone.to_owned(),
            rect,
        });
        bands.collect()
    }

    /// Whether Regions have frames among the contents of a container: on the canvas and in accounts, in a design of several.
    fn has_regions(&self, container: Option<&ResourceId>) -> bool {
        self.outline.has_regions() && container.is_none_or(|id| self.kind(id) == Kind::Account)
    }

    /// The Regions in a container where things were placed by hand, as far as what is locked need not grow for them.
    fn region_frames(
        &self,
        container: Option<&'a ResourceId>,
        arrangement: &Arrangement,
    ) -> Vec<RegionFrame> {
        let shown = (self.document, self.outline, self.folding);
        let fits = self.room_in(container);
        let mut frames = Standing::of(shown, container, arrangement).frames(container);
        frames.retain(|frame| fits(frame.rect.min));
        frames
    }

    /// What is not placed, piece by piece, each with the place it would rather begin at. Many parties stay together.
    fn pieces(
        &self,
        container: Option<&'a ResourceId>,
        free: &[&'a ResourceId],
        start: Point,
        arrangement: &Arrangement,
    ) -> Vec<(Block, Option<Point>)> {
        let chips = self.chips(container).into_iter().map(|chip| (chip, None));
        let is_party = container.is_none_or(|id| self.kind(id) == Kind::Account);
        if is_party && free.len() > MOST_PIECES {
            return vec![(self.compose(container, free), None)];
        }
        let tiles = free.iter().map(|id| {
            let owner = self.outline.attached_to(id);
            let beside = owner
                .and_then(|owner| arrangement.rect(owner))
                .map(|rect| Point::new(rect.max.x.saturating_add(FLOW_GAP), rect.min.y));
            // Once it is placed there will be a band around it.
            let banded = self.zone_of(id).map(|_| start.moved(ZONE_INSET));
            (self.block(id), beside.or(banded))
        });
        chips.chain(tiles).collect()
    }

    /// A resource none of whose contents is placed, on its own.
    fn block(&self, id: &'a ResourceId) -> Block {
        let kind = self.kind(id);
        if self.folding.is_collapsed(id) {
            Block::tile(id)
        } else if Kept::is_for(kind) {
            Block::inside(id, self.inside(id)).framed(id, kind.minimum_size())
        } else if kind.is_container() {
            let contents: Vec<_> = self.contents(Some(id)).collect();
            self.compose(Some(id), &contents)
                .framed(id, kind.minimum_size())
        } else {
            Block::sized(id, kind.usual_size())
        }
    }

    /// The default layout of some of the contents of a container.
    fn compose(&self, container: Option<&'a ResourceId>, contents: &[&'a ResourceId]) -> Block {
        match container.map(|id| (id, self.kind(id))) {
            Some((_, Kind::Subnet)) => self.subnet(container, contents),
            Some((vpc, Kind::Vpc)) => self.vpc(vpc, contents),
            _ => self.with_regions(container, contents),
        }
    }

    /// Interfaces first, then tiles, each in a grid about as wide as it is high.
    fn subnet(&self, container: Option<&'a ResourceId>, contents: &[&'a ResourceId]) -> Block {
        let chips = self.chips(container);
        let tiles: Vec<Block> = contents.iter().map(|id| self.block(id)).collect();
        let grids = [chips, tiles].map(|blocks| {
            let columns = columns(blocks.len());
            Block::grid(blocks, columns, GAP)
        });
        Block::stacked(grids)
    }

    fn chips(&self, container: Option<&'a ResourceId>) -> Vec<Block> {
        let Some(subnet) = container else {
            return Vec::new();
        };
        let owners = self.outline.interfaces(subnet).iter();
        owners.map(|owner| Block::chip(owner, subnet)).collect()
    }

    /// What is shown in a container.
    fn contents(&self, container: Option<&ResourceId>) -> impl Iterator<Item = &'a ResourceId> {
        let all = self.outline.contents(container).iter();
        all.filter(|id| !self.folding.is_folded(id))
    }

    fn properties(&self, id: &ResourceId) -> Option<&'a Properties> {
        self.document
            .resource(id)
            .map(|resource| &resource.properties)
    }

    fn kind(&self, id: &ResourceId) -> Kind {
        self.properties(id).map_or(Kind::Other, Properties::kind)
    }

    fn zone_of(&self, id: &ResourceId) -> Option<&'a str> {
        match self.properties(id) {
            Some(Properties::Subnet(subnet)) => subnet.availability_zone_id.as_deref(),
            _ => None,
        }
    }
}

/// Tiles in rows under a block, about as wide as it.
fn under(upper: Block, lower: Vec<Block>) -> Block {
    let fitting = upper.size.width.saturating_add(GAP) / (TILE.width + GAP);
    let fitting = usize::try_from(fitting).unwrap_or(1);
    let columns = if upper.is_empty() {
        columns(lower.len())
    } else {
        fitting
    };
    Block::stacked([upper, Block::grid(lower, columns, GAP)])
}

/// How many columns make a grid of tiles, which are about three times as wide as high, look square.
fn columns(count: usize) -> usize {
    (1..=count)
        .find(|columns| 3 * columns * columns >= count)
        .unwrap_or(1)
}
