//! Routes, and the ranges and peers they lead to, as rules look at them.
//!
//! Nothing here says what is wrong; and which route a packet takes is the business of traces.

use std::collections::BTreeMap;

use ipnet::{IpNet, Ipv4Net};
use vpcanvas_model::{
    Properties, ResourceId,
    kind::{RouteTable, VpcPeeringConnection, route_table::Route},
};
use vpcanvas_network::Network;

use super::{each, edit::edit};
use crate::{Fix, filter::security_group::prefix_list_ranges};

/// The destination of a route that is written as a range.
pub(super) fn destination(route: &Route) -> Option<IpNet> {
    let ipv4 = route.destination_cidr_block.map(IpNet::V4);
    ipv4.or_else(|| route.destination_ipv6_cidr_block.map(IpNet::V6))
}

/// Every range a route leads to, those of its prefix list included.
pub(super) fn destinations(network: &Network, route: &Route) -> Vec<IpNet> {
    let list = route.destination_prefix_list_id.iter();
    list.flat_map(|list| prefix_list_ranges(network, list))
        .chain(destination(route))
        .collect()
}

/// The destination of a route as it is written.
pub(super) fn in_words(route: &Route) -> String {
    let range = destination(route).map(|range| range.to_string());
    let list = || {
        let list = route.destination_prefix_list_id.as_ref();
        list.map(ToString::to_string)
    };
    range.or_else(list).unwrap_or_else(|| "nowhere".to_owned())
}

/// Every route of every table, with the VPC of the table.
pub(super) fn routes(
    network: &Network,
) -> impl Iterator<Item = (&ResourceId, &ResourceId, usize, &Route)> {
    each::route_tables(network)
        .filter_map(|(id, table)| Some((id, network.document().parent(id)?, table)))
        .flat_map(|(id, vpc, table)| {
            let routes = table.routes.iter().enumerate();
            routes.map(move |(position, route)| (id, vpc, position, route))
        })
}

/// The route tables of every VPC, in the order of ids.
pub(super) fn tables_by_vpc(
    network: &Network,
) -> BTreeMap<&ResourceId, Vec<(&ResourceId, &RouteTable)>> {
    let mut tables: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (id, table) in each::route_tables(network) {
        if let Some(vpc) = network.document().parent(id) {
            tables.entry(vpc).or_default().push((id, table));
        }
    }
    tables
}

/// Every range of a VPC, of both families.
pub(super) fn ranges_of(network: &Network, vpc: &ResourceId) -> Vec<IpNet> {
    let vpc = network.vpc(vpc);
    let ipv4 = vpc.map(|vpc| vpc.ipv4_cidr_blocks().map(IpNet::V4));
    let ipv6 = vpc.map(|vpc| vpc.ipv6_cidr_blocks.iter().copied().map(IpNet::V6));
    ipv4.into_iter()
        .flatten()
        .chain(ipv6.into_iter().flatten())
        .collect()
}

/// Whether two ranges have an address in common.
pub(super) fn overlap(left: IpNet, right: IpNet) -> bool {
    left.contains(&right.network()) || right.contains(&left.network())
}

/// The first pair of ranges that have an address in common.
pub(super) fn first_overlap(left: &[IpNet], right: &[IpNet]) -> Option<(IpNet, IpNet)> {
    let pairs = left
        .iter()
        .flat_map(|one| right.iter().map(move |other| (*one, *other)));
    pairs.into_iter().find(|(one, other)| overlap(*one, *other))
}

/// The IPv4 default route of the table a subnet uses.
pub(super) fn default_route<'a>(
    network: &'a Network,
    subnet: &ResourceId,
) -> Option<(&'a ResourceId, &'a Route)> {
    let (table, drawn) = network.route_table_of(subnet)?;
    let is_default = |route: &&Route| {
        let range = route.destination_cidr_block;
        range.is_some_and(|range| range.prefix_len() == 0)
    };
    Some((table, drawn.routes.iter().find(is_default)?))
}

/// A fix that takes a route out of its table.
pub(super) fn without_route(network: &Network, table: &ResourceId, position: usize) -> Option<Fix> {
    let route = network.route_table(table)?.routes.get(position)?;
    let title = format!("Remove the route to {} from {table}", in_words(route));
    edit(network, table, title, |properties| {
        if let Properties::RouteTable(table) = properties
            && position < table.routes.len()
        {
            table.routes.remove(position);
        }
    })
}

/// A fix that adds a route to a table.
pub(super) fn with_route(
    network: &Network,
    table: &ResourceId,
    route: Route,
    target: &ResourceId,
) -> Option<Fix> {
    let title = format!("Route {} to {target} in {table}", in_words(&route));
    edit(network, table, title, |properties| {
        if let Properties::RouteTable(table) = properties {
            table.routes.push(route);
        }
    })
}

/// A route to a range, without a target.
pub(super) fn route_to(range: IpNet) -> Route {
    let (ipv4, ipv6) = match range {
        IpNet::V4(range) => (Some(range), None),
        IpNet::V6(range) => (None, Some(range)),
    };
    Route {
        destination_cidr_block: ipv4,
        destination_ipv6_cidr_block: ipv6,
        ..Route::default()
    }
}

/// The whole of the IPv4 internet.
pub(super) fn everywhere() -> IpNet {
    IpNet::V4(Ipv4Net::default())
}

/// One side of a peering connection.
pub(super) struct Peer<'a> {
    /// `None` where the VPC is not in the design.
    pub(super) vpc: Option<&'a ResourceId>,
    /// Its ranges, as far as they are known.
    pub(super) ranges: Vec<IpNet>,
    /// Its Region, as far as it is known.
    pub(super) region: Option<&'a str>,
}

/// The two sides of a peering connection, the requester first.
pub(super) fn peers<'a>(network: &'a Network, peering: &'a VpcPeeringConnection) -> [Peer<'a>; 2] {
    [&peering.requester_vpc_info, &peering.accepter_vpc_info].map(|side| {
        let side = side.as_ref();
        let vpc = side
            .and_then(|side| side.vpc_id.as_ref())
            .filter(|vpc| network.vpc(vpc).is_some());
        let written = side.and_then(|side| side.cidr_block).map(IpNet::V4);
        let region = side.and_then(|side| side.region.as_deref());
        Peer {
            vpc,
            ranges: vpc.map_or_else(
                || written.into_iter().collect(),
                |vpc| ranges_of(network, vpc),
            ),
            region: vpc
                .and_then(|vpc| network.document().region(vpc))
                .or(region),
        }
    })
}
