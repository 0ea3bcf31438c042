//! The inside of a VPC: gateways at its upper border, what takes traffic in at the left, the zones with their subnets in
//! the middle, what leads out at the right; route tables, network ACLs and security groups under them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Composition, under};
use crate::{
    Kind, Properties, ResourceId,
    arrangement::{FLOW_GAP, GAP, block::Block},
    geometry::Size,
};

/// The doors of a VPC, in the order of its upper border.
const GATEWAYS: [Kind; 4] = [
    Kind::VpnGateway,
    Kind::InternetGateway,
    Kind::EgressOnlyInternetGateway,
    Kind::NatGateway,
];
/// What leads out, at the right.
const EXITS: [Kind; 2] = [Kind::VpcEndpoint, Kind::ResolverEndpoint];
/// What stands beside the subnets by itself.
const OTHERS: [Kind; 4] = [
    Kind::LoadBalancer,
    Kind::ResourceGateway,
    Kind::TargetGroup,
    Kind::Subnet,
];
/// What stands under them, in this order after everything else.
const TABLES: [Kind; 3] = [Kind::RouteTable, Kind::NetworkAcl, Kind::SecurityGroup];

impl<'a> Composition<'a> {
    pub(super) fn vpc(&self, vpc: &'a ResourceId, contents: &[&'a ResourceId]) -> Block {
        let of = |kind: Kind| {
            let all = contents.iter().copied();
            all.filter(move |id| self.kind(id) == kind)
        };
        let tiles = |kind: Kind| Block::stacked(of(kind).map(Block::tile));
        let here: BTreeSet<_> = contents.iter().copied().collect();
        let listeners = |balancer| {
            let listeners = self.outline.attached(balancer).iter();
            Block::stacked(listeners.filter(|id| here.contains(id)).map(Block::tile))
        };
        let balancers = of(Kind::LoadBalancer)
            .map(|balancer| Block::beside([Block::tile(balancer), listeners(balancer)], FLOW_GAP));
        let gateways = GATEWAYS.into_iter().flat_map(of).map(Block::tile);
        let middle = Block::beside(
            [
                Block::stacked(balancers.chain([tiles(Kind::ResourceGateway)])),
                tiles(Kind::TargetGroup),
                self.zone_columns(vpc, &of(Kind::Subnet).collect::<Vec<_>>()),
                Block::stacked(EXITS.map(tiles)),
            ],
            FLOW_GAP,
        );
        let upper = Block::stacked([Block::beside(gateways, GAP), middle]);
        let is_stray = |id: &&ResourceId| {
            let owner = self.outline.attached_to(id);
            owner.is_none_or(|owner| !here.contains(owner))
        };
        let named = |kind: &Kind| {
            let named = GATEWAYS.iter().chain(&EXITS).chain(&OTHERS).chain(&TABLES);
            named.into_iter().any(|other| other == kind)
        };
        let rest = contents.iter().copied();
        let rest = rest.filter(|id| !named(&self.kind(id))).filter(is_stray);
        let lower = rest.chain(TABLES.into_iter().flat_map(of));
        under(upper, lower.map(|id| self.block(id)).collect())
    }

    /// One column a zone in the order of their ids, subnets in the order of their ranges, rows in line.
    fn zone_columns(&self, vpc: &'a ResourceId, subnets: &[&'a ResourceId]) -> Block {
        let mut zones: BTreeMap<(bool, &str), Vec<&'a ResourceId>> = BTreeMap::new();
        for subnet in subnets {
            let zone = self.zone_of(subnet);
            let key = (zone.is_none(), zone.unwrap_or_default());
            zones.entry(key).or_default().push(subnet);
        }
        let mut heights: Vec<i32> = Vec::new();
        let columns: Vec<_> = zones
            .into_iter()
            .map(|((_, zone), mut subnets)| {
                subnets.sort_by_key(|id| self.cidr_of(id));
                let block = |id| (self.folding.is_collapsed(id), self.block(id));
                let blocks: Vec<(bool, Block)> = subnets.into_iter().map(block).collect();
                heights.resize(heights.len().max(blocks.len()), 0);
                for (height, (_, block)) in heights.iter_mut().zip(&blocks) {
                    *height = block.size.height.max(*height);
                }
                (zone, blocks)
            })
            .collect();
        let columns = columns.into_iter().map(|(zone, blocks)| {
            let width = blocks.iter().map(|(_, block)| block.size.width).max();
            let cells = blocks.into_iter().zip(&heights);
            let cells = cells.map(|((is_tile, block), height)| {
                let cell = Size::new(width.unwrap_or_default(), *height);
                if is_tile {
                    block.in_cell(cell)
                } else {
                    block.stretched(cell)
                }
            });
            let column = Block::stacked(cells);
            if zone.is_empty() {
                column
            } else {
                column.zoned(vpc, zone)
            }
        });
        Block::beside(columns, GAP)
    }

    fn cidr_of(&self, id: &ResourceId) -> Option<ipnet::Ipv4Net> {
        match self.properties(id) {
            Some(Properties::Subnet(subnet)) => subnet.cidr_block,
            _ => None,
        }
    }
}
