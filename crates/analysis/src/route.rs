//! Route tables: where a packet that leaves a subnet goes (section 4.2 of the specification).

use std::net::IpAddr;

use ipnet::IpNet;
use vpcanvas_model::{
    ResourceId,
    kind::{
        RouteTable,
        route_table::{Route, RouteOrigin},
    },
};
use vpcanvas_network::Network;

use crate::{Explanation, filter::security_group::prefix_list_ranges, not_collected as absent};

/// The route that wins for a packet.
#[derive(Clone, Debug)]
pub(crate) enum Choice<'a> {
    /// The implied route of a range of the VPC itself (RT-02).
    Local {
        table: Option<&'a ResourceId>,
        range: IpNet,
    },
    /// A route that is drawn.
    Drawn {
        table: &'a ResourceId,
        range: IpNet,
        route: &'a Route,
    },
    /// None covers the destination (RT-10).
    None { table: Option<&'a ResourceId> },
}

/// How routes to one destination rank: the earlier word wins (RT-04).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Propagated,
    PrefixList,
    Static,
    Local,
}

/// Looks a destination up in the effective table of a subnet: the longest prefix wins, blackholes included (RT-03, RT-09).
pub(crate) fn choose<'a>(
    network: &'a Network,
    subnet: &ResourceId,
    destination: IpAddr,
) -> Choice<'a> {
    let found = network.route_table_of(subnet);
    let table = found.map(|(id, _)| id);
    let local = local_range(network, subnet, destination);
    let drawn =
        found.and_then(|(id, table)| best(network, table, destination).map(|best| (id, best)));
    match (local, drawn) {
        (Some(range), Some((id, drawn))) => {
            let local = (range.prefix_len(), Rank::Local);
            // A propagated route never beats the local one, however specific it is (RT-05).
            let loses = local >= (drawn.range.prefix_len(), drawn.rank) && !replaces(&drawn, range);
            if drawn.rank == Rank::Propagated || loses {
                return Choice::Local { table, range };
            }
            Choice::Drawn {
                table: id,
                range: drawn.range,
                route: drawn.route,
            }
        }
        (Some(range), None) => Choice::Local { table, range },
        (None, Some((id, drawn))) => Choice::Drawn {
            table: id,
            range: drawn.range,
            route: drawn.route,
        },
        (None, None) => Choice::None { table },
    }
}

/// Why a choice is not known to be the one AWS makes: an import did not see the table, or the ranges of a route in it.
pub(crate) fn not_collected(
    network: &Network,
    vpc: &ResourceId,
    subnet: &ResourceId,
    choice: &Choice<'_>,
) -> Option<Explanation> {
    let Some((id, table)) = network.route_table_of(subnet) else {
        let what = format!("which route table {subnet} has");
        return absent::lacks(network, vpc, "RouteTables")
            .then(|| absent::open(subnet, &what, "RT-01"));
    };
    let mut lists = table
        .routes
        .iter()
        .filter_map(|route| route.destination_prefix_list_id.as_ref());
    let list = lists.find(|list| absent::lacks_ranges(network, vpc, list))?;
    let what = format!("which ranges {list} has, to which a route of {id} leads");
    // The local route is shorter than none that a list can hold inside the VPC; elsewhere the list may win.
    (!matches!(choice, Choice::Local { .. })).then(|| absent::open(list, &what, "RT-03"))
}

/// Whether a drawn route is the local one with another target (RT-02).
fn replaces(drawn: &Candidate<'_>, local: IpNet) -> bool {
    let elsewhere = drawn.route.target().is_some_and(|target| target != "local");
    drawn.rank == Rank::Static && drawn.range == local && elsewhere
}

fn local_range(network: &Network, subnet: &ResourceId, destination: IpAddr) -> Option<IpNet> {
    let vpc = network.vpc(network.parent(subnet)?)?;
    let ipv4 = vpc.ipv4_cidr_blocks().map(IpNet::V4);
    let ipv6 = vpc.ipv6_cidr_blocks.iter().copied().map(IpNet::V6);
    ipv4.chain(ipv6)
        .filter(|range| range.contains(&destination))
        .max_by_key(IpNet::prefix_len)
        .map(|range| range.trunc())
}

struct Candidate<'a> {
    range: IpNet,
    rank: Rank,
    route: &'a Route,
}

fn best<'a>(
    network: &'a Network,
    table: &'a RouteTable,
    destination: IpAddr,
) -> Option<Candidate<'a>> {
    let mut best: Option<Candidate<'a>> = None;
    for route in &table.routes {
        for (range, rank) in destinations(network, route) {
            let better = best.as_ref().is_none_or(|best| {
                (range.prefix_len(), rank) > (best.range.prefix_len(), best.rank)
            });
            if range.contains(&destination) && better {
                best = Some(Candidate { range, rank, route });
            }
        }
    }
    best
}

fn destinations<'a>(
    network: &'a Network,
    route: &'a Route,
) -> impl Iterator<Item = (IpNet, Rank)> + 'a {
    let rank = match route.origin {
        Some(RouteOrigin::EnableVgwRoutePropagation) => Rank::Propagated,
        _ => Rank::Static,
    };
    let written = [
        route.destination_cidr_block.map(IpNet::V4),
        route.destination_ipv6_cidr_block.map(IpNet::V6),
    ];
    let listed = route
        .destination_prefix_list_id
        .iter()
        .flat_map(|list| prefix_list_ranges(network, list))
        .map(|range| (range, Rank::PrefixList));
    written
        .into_iter()
        .flatten()
        .map(move |range| (range.trunc(), rank))
        .chain(listed)
}
