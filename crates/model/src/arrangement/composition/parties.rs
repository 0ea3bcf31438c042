//! What stands on the canvas or in an account, and is joined by what crosses the borders of VPCs.
//!
//! Traffic reads from left to right: on-premises networks, consumers, what joins them, providers. Who has to do with one
//! another stands in one band, those with the same neighbours together; Regions stay apart. Many of a kind make a grid.
//! Where Regions have frames, each of them is a party among others.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::regions::Cast;
use crate::{
    Kind, Properties, ResourceId,
    arrangement::{FLOW_GAP, GAP, PARTY_GAP, block::Block},
};

/// Up to so many parties are one picture, whether they have to do with one another or not.
const ONE_BAND: usize = 12;
/// Up to so many parties stand in one column.
const ONE_COLUMN: usize = 3;
/// With more than so many groups of parties, they share one grid.
const MOST_GROUPS: usize = 8;

/// Which part of a band something stands in, from left to right.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// On-premises networks of what is left.
    FarLeft,
    Left,
    /// What joins those left with those right.
    Middle,
    Right,
    FarRight,
    /// What has no part in traffic.
    Below,
}

pub(super) type Ids<'a> = Vec<&'a ResourceId>;

/// Parties that have to do with one another.
struct Band<'a, 'b> {
    cast: &'b Cast<'a, 'b>,
    sides: BTreeMap<&'a ResourceId, Side>,
    /// What each is near to in this band.
    near: BTreeMap<&'a ResourceId, Ids<'a>>,
    /// The middles of what stands already, from the top.
    heights: BTreeMap<&'a ResourceId, i32>,
}

impl<'a> Cast<'a, '_> {
    /// The parties in bands, and under them what stands for itself.
    pub(super) fn side_by_side(&self, contents: &[&'a ResourceId]) -> Block {
        let here: BTreeSet<&'a ResourceId> = contents.iter().copied().collect();
        // What belongs to a transit gateway is drawn with it.
        let is_plugged = |id: &&ResourceId| {
            let owner = self.composition.outline.attached_to(id);
            let owner = owner.filter(|owner| here.contains(owner));
            owner.is_some_and(|owner| self.kind(owner) == Kind::TransitGateway)
        };
        let own = here.iter().copied().filter(|id| !is_plugged(id));
        let (parties, rest): (Vec<_>, Vec<_>) =
            own.partition(|id| self.first_side(id) != Side::Below);
        let containers = parties.iter().filter(|id| self.kind(id).is_container());
        let bands = if containers.count() <= ONE_BAND {
            vec![parties]
        } else {
            self.components(&parties)
        };
        let (bands, rest) = self.with_what_serves_one(bands, rest);
        let mut blocks = Vec::new();
        let mut alone: BTreeMap<Option<&str>, Vec<Block>> = BTreeMap::new();
        for (members, below) in bands {
            let band = Band::new(self, &members).block(&here);
            let below = below.into_iter().map(|id| self.block(id));
            let block = under(band, below.collect());
            match members.as_slice() {
                [only] => alone.entry(self.region(only)).or_default().push(block),
                _ => blocks.push(block),
            }
        }
        blocks.extend(alone.into_values().map(|blocks| packed(blocks, FLOW_GAP)));
        let rest = rest.into_iter().map(|id| self.block(id)).collect();
        under(packed(blocks, PARTY_GAP), rest)
    }

    /// Parties that have to do with one another, directly or by others, each in the order of its first.
    fn components(&self, parties: &[&'a ResourceId]) -> Vec<Ids<'a>> {
        let here: BTreeSet<&ResourceId> = parties.iter().copied().collect();
        let mut seen: BTreeSet<&ResourceId> = BTreeSet::new();
        let mut components = Vec::new();
        for first in parties {
            if !seen.insert(first) {
                continue;
            }
            let mut component = vec![*first];
            let mut next = 0;
            while let Some(id) = component.get(next).copied() {
                let near = self.near(id).into_iter().filter(|id| here.contains(*id));
                component.extend(near.filter(|id| seen.insert(id)));
                next += 1;
            }
            components.push(component);
        }
        components
    }

    /// Bands, each with what has to do with nothing but it, and what is left over.
    fn with_what_serves_one(
        &self,
        bands: Vec<Ids<'a>>,
        rest: Ids<'a>,
    ) -> (Vec<(Ids<'a>, Ids<'a>)>, Ids<'a>) {
        let mut band_of: BTreeMap<&ResourceId, usize> = BTreeMap::new();
        for (number, band) in bands.iter().enumerate() {
            band_of.extend(band.iter().map(|id| (*id, number)));
        }
        let mut bands: Vec<_> = bands.into_iter().map(|band| (band, Vec::new())).collect();
        let mut left_over = Vec::new();
        for id in rest {
            let near = self.near(id).into_iter();
            let served: BTreeSet<_> = near.filter_map(|id| band_of.get(id)).collect();
            let only = served.first().filter(|_| served.len() == 1);
            match only.and_then(|number| bands.get_mut(**number)) {
                Some((_, below)) => below.push(id),
                None => left_over.push(id),
            }
        }
        (bands, left_over)
    }
}

impl<'a, 'b> Band<'a, 'b> {
    fn new(cast: &'b Cast<'a, 'b>, members: &[&'a ResourceId]) -> Self {
        let sides = members.iter().map(|id| (*id, cast.first_side(id)));
        let sides: BTreeMap<_, _> = sides.collect();
        let near = sides.keys().map(|id| {
            let near = cast.near(id).into_iter();
            let near = near.filter_map(|other| sides.get_key_value(other));
            (*id, near.map(|(id, _)| *id).collect())
        });
        let near = near.collect();
        let mut band = Self {
            cast,
            sides,
            near,
            heights: BTreeMap::new(),
        };
        band.settle_hubs();
        band.split();
        band.settle_outside();
        band
    }

    /// An account with a transit gateway is a hub only among others that use it.
    fn settle_hubs(&mut self) {
        let lonely: Vec<_> = self
            .of(Side::Middle)
            .filter(|id| self.kind(id) == Kind::Account && self.near(id).len() < 2)
            .collect();
        for id in lonely {
            let is_provider = self.cast.composition.outline.is_provider(id);
            let side = if is_provider { Side::Right } else { Side::Left };
            self.sides.insert(id, side);
        }
    }

    /// Without providers, half of those around a router or a peering connection stand at its right.
    fn split(&mut self) {
        let joins = |id: &&ResourceId| {
            matches!(
                self.kind(id),
                Kind::Account | Kind::TransitGateway | Kind::VpcPeeringConnection
            )
        };
        let left = self.groups(Side::Left);
        let count: usize = left.iter().map(Vec::len).sum();
        if self.of(Side::Right).next().is_some()
            || !self.of(Side::Middle).any(|id| joins(&id))
            || count < 2
        {
            return;
        }
        let mut before = 0;
        let boundaries = left.iter().map(|group| {
            before += group.len();
            before
        });
        let nearest = boundaries
            .filter(|at| *at < count)
            .min_by_key(|at| (2 * at).abs_diff(count));
        let half = count.div_ceil(2);
        // A group stays together unless it is most of them.
        let cut = nearest
            .filter(|at| 4 * (2 * at).abs_diff(count) <= 2 * count)
            .unwrap_or(half);
        let right: Vec<_> = left.into_iter().flatten().skip(cut).collect();
        for id in right {
            self.sides.insert(id, Side::Right);
        }
    }

    /// On-premises networks stand beyond what their tunnels end at, or under it where that is in the middle.
    fn settle_outside(&mut self) {
        for kind in [Kind::VpnConnection, Kind::CustomerGateway] {
            let all: Vec<_> = self
                .of(Side::FarLeft)
                .filter(|id| self.kind(id) == kind)
                .collect();
            for id in all {
                let sides = self.near(id).iter().filter_map(|id| self.sides.get(id));
                let inner = sides.filter(|side| **side != Side::FarLeft).min();
                let side = match inner {
                    Some(Side::Middle) => Side::Middle,
                    Some(Side::Right | Side::FarRight) => Side::FarRight,
                    _ => Side::FarLeft,
                };
                self.sides.insert(id, side);
            }
        }
    }

    /// The band, from left to right; `here` is all that has no place of its own yet.
    fn block(mut self, here: &BTreeSet<&'a ResourceId>) -> Block {
        let left = self.left();
        self.note_heights(&left);
        let middle = self.middle(here);
        self.note_heights(&middle);
        let right = self.beside_neighbours(Side::Right, PARTY_GAP);
        self.note_heights(&right);
        let far_left = self.outside(Side::FarLeft);
        let far_right = self.outside(Side::FarRight);
        Block::beside([far_left, left, middle, right, far_right], PARTY_GAP)
    }

    /// Consumers: those with the same neighbours together, one group under the other, or all in one grid.
    fn left(&self) -> Block {
        let groups = self.groups(Side::Left);
        let blocks = |ids: Ids<'a>| -> Vec<Block> {
            let blocks = ids.into_iter();
            blocks.map(|id| self.cast.block(id)).collect()
        };
        if groups.len() > MOST_GROUPS {
            let all = groups.into_iter().flatten().collect();
            return packed(blocks(all), FLOW_GAP);
        }
        let grids = groups.into_iter().map(|group| {
            let blocks = blocks(group);
            let gap = gap(blocks.len());
            (packed(blocks, gap), None)
        });
        Block::at_heights(grids.collect(), PARTY_GAP)
    }

    /// What joins: each at the height of what it joins. Routers are left of services, and these of what they share.
    fn middle(&self, here: &BTreeSet<&'a ResourceId>) -> Block {
        let rank = |id: &ResourceId| match self.kind(id) {
            Kind::VpcEndpointService | Kind::ServiceNetwork => 1,
            Kind::ResourceConfiguration => 2,
            _ => 0,
        };
        let columns = [0, 1, 2].map(|column| {
            let ids = self.of(Side::Middle).filter(|id| rank(id) == column);
            ids.collect::<Ids<'a>>()
        });
        let columns = columns.map(|ids| {
            let blocks = self.by_height(ids).into_iter().map(|(id, height)| {
                let block = match self.kind(id) {
                    Kind::TransitGateway => self.transit_gateway(id, here),
                    _ => self.cast.block(id),
                };
                (block, height)
            });
            column(blocks.collect(), FLOW_GAP)
        });
        Block::beside(columns, PARTY_GAP)
    }

    /// The attachments of those left at its left, of those right at its right, route tables under it.
    fn transit_gateway(&self, id: &'a ResourceId, here: &BTreeSet<&'a ResourceId>) -> Block {
        let (mut left, mut right, mut tables) = (Vec::new(), Vec::new(), Vec::new());
        let attached = self.cast.composition.outline.attached(id).iter();
        for tile in attached.filter(|id| here.contains(id)) {
            let end = self.end_of(tile);
            let height = end.and_then(|end| self.heights.get(end)).copied();
            if self.kind(tile) == Kind::TransitGatewayRouteTable {
                tables.push((height, tile));
            } else if end.and_then(|end| self.sides.get(end)) == Some(&Side::Left) {
                left.push((height, tile));
            } else {
                right.push((height, tile));
            }
        }
        let [left, right, tables] = [left, right, tables].map(|mut tiles| {
            tiles.sort();
            let tiles: Vec<Block> = tiles.into_iter().map(|(_, id)| Block::tile(id)).collect();
            if tiles.len() <= MOST_GROUPS {
                Block::stacked(tiles)
            } else {
                packed(tiles, GAP)
            }
        });
        let center = Block::stacked([Block::tile(id), tables]);
        Block::balanced([left, center, right], FLOW_GAP)
    }

    /// The member of this band that an attachment leads to.
    fn end_of(&self, attachment: &ResourceId) -> Option<&'a ResourceId> {
        let composition = self.cast.composition;
        let Some(Properties::TransitGatewayAttachment(attachment)) =
            composition.properties(attachment)
        else {
            return None;
        };
        let end = attachment.resource_id.as_ref()?;
        std::iter::once(end)
            .chain(composition.outline.holders(end))
            .find_map(|id| self.sides.get_key_value(self.cast.party(id)))
            .map(|(id, _)| *id)
    }

    /// Each at the height of its neighbours that stand already.
    fn beside_neighbours(&self, side: Side, gap: i32) -> Block {
        let blocks = self.by_height(self.of(side).collect()).into_iter();
        let blocks = blocks.map(|(id, height)| (self.cast.block(id), height));
        column(blocks.collect(), gap)
    }

    /// Tunnels towards the inside, the networks they lead to beyond them.
    fn outside(&mut self, side: Side) -> Block {
        let mut columns = Vec::new();
        for kind in [Kind::VpnConnection, Kind::CustomerGateway] {
            let ids = self.of(side).filter(|id| self.kind(id) == kind).collect();
            let blocks = self.by_height(ids).into_iter();
            let blocks = blocks.map(|(id, height)| (Block::tile(id), height));
            let block = column(blocks.collect(), GAP);
            self.note_heights(&block);
            columns.push(block);
        }
        if side == Side::FarLeft {
            columns.reverse();
        }
        Block::beside(columns, PARTY_GAP)
    }

    /// Members with the mean height of their neighbours that stand already, from the top.
    fn by_height(&self, ids: Ids<'a>) -> Vec<(&'a ResourceId, Option<i32>)> {
        let height = |id: &&'a ResourceId| {
            let near = self.near(id).iter();
            let heights: Vec<i64> = near
                .filter_map(|id| self.heights.get(id))
                .map(|height| i64::from(*height))
                .collect();
            let sum: i64 = heights.iter().sum();
            let mean = sum.checked_div(i64::try_from(heights.len()).unwrap_or(i64::MAX));
            mean.and_then(|mean| i32::try_from(mean).ok())
        };
        let mut ordered: Vec<_> = ids.into_iter().map(|id| (id, height(&id))).collect();
        ordered.sort_by_key(|(id, height)| (height.is_none(), *height, self.region(id), *id));
        ordered
    }

    /// The members of a side, those with the same Region and the same neighbours together; in them the higher come first.
    fn groups(&self, side: Side) -> Vec<Ids<'a>> {
        let mut hubs: Vec<_> = self.sides.keys().copied().collect();
        hubs.sort_by_key(|id| (Reverse(self.near(id).len()), *id));
        let ranks: BTreeMap<_, usize> = hubs.into_iter().zip(0..).collect();
        let mut groups: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for id in self.of(side) {
            let mut near: Vec<_> = self.near(id).iter().map(|id| ranks.get(id)).collect();
            near.sort();
            groups
                .entry((self.region(id), near))
                .or_default()
                .push(self.order_key(id));
        }
        let mut groups: Vec<_> = groups.into_values().collect();
        for group in &mut groups {
            group.sort();
        }
        let only_ids = |group: Vec<(_, _, &'a ResourceId)>| group.into_iter().map(|(.., id)| id);
        groups
            .into_iter()
            .map(|group| only_ids(group).collect())
            .collect()
    }

    /// What parties of one group are ordered by: what they have to do with elsewhere, and how much is in them.
    fn order_key(
        &self,
        id: &'a ResourceId,
    ) -> (Option<&'a ResourceId>, Reverse<usize>, &'a ResourceId) {
        let near = self.cast.near(id).into_iter();
        let elsewhere = near.filter(|id| !self.sides.contains_key(id)).min();
        let contents = self.cast.composition.outline.contents(Some(id));
        (elsewhere, Reverse(contents.len()), id)
    }

    fn note_heights(&mut self, block: &Block) {
        for (id, rect) in &block.frames {
            if let Some((id, _)) = self.sides.get_key_value(id) {
                self.heights.insert(id, rect.center().y);
            }
        }
        for frame in &block.regions {
            if let Some(id) = self.cast.party_of_region(&frame.region) {
                self.heights.insert(id, frame.rect.center().y);
            }
        }
    }

    fn of(&self, side: Side) -> impl Iterator<Item = &'a ResourceId> {
        let members = self.sides.iter();
        members.filter_map(move |(id, other)| (*other == side).then_some(*id))
    }

    fn near(&self, id: &ResourceId) -> &[&'a ResourceId] {
        self.near.get(id).map_or(&[], Vec::as_slice)
    }

    fn kind(&self, id: &ResourceId) -> Kind {
        self.cast.kind(id)
    }

    fn region(&self, id: &ResourceId) -> Option<&'a str> {
        self.cast.region(id)
    }
}

/// Few in one column at the heights they wish for, many in a grid in that order.
fn column(blocks: Vec<(Block, Option<i32>)>, gap: i32) -> Block {
    if blocks.len() <= MOST_GROUPS {
        return Block::at_heights(blocks, gap);
    }
    let heights: Vec<i32> = blocks.iter().filter_map(|(_, height)| *height).collect();
    let middle = heights.get(heights.len() / 2).copied();
    let grid = packed(blocks.into_iter().map(|(block, _)| block).collect(), gap);
    Block::at_heights(vec![(grid, middle)], gap)
}

/// What has no part in traffic, in rows under what has.
fn under(parties: Block, below: Vec<Block>) -> Block {
    let width = parties.size.width;
    let rows = if parties.is_empty() {
        packed(below, GAP)
    } else {
        Block::shelves(below, width, GAP)
    };
    Block::at_heights(vec![(parties, None), (rows, None)], PARTY_GAP / 2)
}

/// The gap between so many neighbours: names of lines need room only where there are few.
fn gap(count: usize) -> i32 {
    if count <= ONE_BAND {
        PARTY_GAP
    } else {
        FLOW_GAP
    }
}

/// Blocks in rows about as wide as all rows are high; few of them in one column.
fn packed(blocks: Vec<Block>, gap: i32) -> Block {
    if blocks.len() <= ONE_COLUMN {
        return Block::shelves(blocks, 0, gap);
    }
    let area = |block: &Block| {
        let side = |side: i32| u64::try_from(side.saturating_add(gap)).unwrap_or(0);
        side(block.size.width).saturating_mul(side(block.size.height))
    };
    let area = blocks
        .iter()
        .map(area)
        .fold(0, |sum: u64, area| sum.saturating_add(area));
    let width = i32::try_from(area.isqrt()).unwrap_or(i32::MAX);
    Block::shelves(blocks, width, gap)
}
