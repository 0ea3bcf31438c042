//! Route tables: where a packet that leaves a subnet, or comes in by a gateway, goes (section 4.2 of the specification).

mod ranking;

use std::net::IpAddr;

use ipnet::IpNet;
use vpcanvas_model::{
    Kind, ResourceId,
    kind::{
        RouteTable, VpcEndpoint,
        route_table::{Route, RouteOrigin},
        vpc_endpoint::{IpAddressType, VpcEndpointType},
    },
};
use vpcanvas_network::Network;

use crate::{
    Code, Explanation, filter::security_group::prefix_list_ranges, not_collected as absent,
};

pub use ranking::{RankedRoute, RouteRanking, RouteRow, Standing, route_ranking};

/// A route table by its id; `None` while a subnet has none drawn, which then knows only the local routes.
pub(crate) type Table<'a> = Option<(&'a ResourceId, &'a RouteTable)>;

/// Where a packet is to go, as route tables see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sought<'a> {
    pub(crate) address: IpAddr,
    /// The service of AWS that is meant, by its full name, where its ranges are not in the design.
    pub(crate) service: Option<&'a str>,
}

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
    /// The route that a gateway endpoint puts into the table (GW-02).
    Installed {
        table: &'a ResourceId,
        endpoint: &'a ResourceId,
        service: &'a str,
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

/// A prefix list whose ranges the design does not hold counts as this long: longer than a default route (GW-05).
const UNKNOWN_LIST: u8 = 16;

/// Looks a destination up in a table of a VPC: the longest prefix wins, blackholes included (RT-03, RT-09).
pub(crate) fn choose<'a>(
    network: &'a Network,
    vpc: &ResourceId,
    table: Table<'a>,
    sought: Sought<'_>,
) -> Choice<'a> {
    let id = table.map(|(id, _)| id);
    let local = local_range(network, vpc, sought.address);
    let Some((drawn_in, best)) =
        table.and_then(|(id, table)| Some((id, best(network, id, table, sought, local)?)))
    else {
        return match local {
            Some(range) => Choice::Local { table: id, range },
            None => Choice::None { table: id },
        };
    };
    if let Some(range) = local {
        let local = (range.prefix_len(), Rank::Local);
        if local >= (best.length, best.rank) && !best.replaces(range) {
            return Choice::Local { table: id, range };
        }
    }
    best.choice(drawn_in)
}

/// Why a choice is not known to be the one AWS makes: an import did not see the table, or the ranges of a route in it are in
/// no design.
pub(crate) fn not_collected(
    network: &Network,
    vpc: &ResourceId,
    (subnet, table): (&ResourceId, Table<'_>),
    choice: &Choice<'_>,
) -> Option<Explanation> {
    let Some((id, table)) = table else {
        let what = format!("which route table {subnet} has");
        return absent::lacks(network, vpc, "RouteTables")
            .then(|| absent::open(subnet, &what, "RT-01"));
    };
    let mut lists = table
        .routes
        .iter()
        .filter_map(|route| route.destination_prefix_list_id.as_ref());
    let is_missing = |list: &ResourceId| network.prefix_list(list).is_none();
    let list = lists.find(|list| absent::lacks_ranges(network, vpc, list) || is_missing(list))?;
    // The local route is shorter than none that a list can hold inside the VPC; elsewhere the list may win.
    if matches!(choice, Choice::Local { .. }) {
        return None;
    }
    if absent::lacks_ranges(network, vpc, list) {
        let what = format!("which ranges {list} has, to which a route of {id} leads");
        return Some(absent::open(list, &what, "RT-03"));
    }
    let message = format!(
        "{id} has a route to the ranges of {list}, which is not in the design, so whether it takes the packet is not known: add it, or take the route away"
    );
    Some(Explanation::new(
        Code::UnknownResource,
        list,
        message,
        "RT-03",
    ))
}

/// Why a choice cannot be foreseen: prefix lists with one range lead to several targets, of which AWS takes any (RT-06).
pub(crate) fn unforeseen(
    network: &Network,
    table: Table<'_>,
    choice: &Choice<'_>,
    sought: Sought<'_>,
) -> Option<Explanation> {
    let (id, properties) = table?;
    let Choice::Drawn { range, route, .. } = choice else {
        return None;
    };
    let list = route.destination_prefix_list_id.as_ref()?;
    let losers = losers(network, properties, route, sought);
    let (_, other) = losers.into_iter().find(|(other, loser)| {
        let is_listed = loser.destination_prefix_list_id.is_some();
        is_listed && other == range && loser.target() != route.target()
    })?;
    let message = format!(
        "{id} leads {range} of {list} to {} and {range} of another prefix list to {}: AWS takes either, so keep one of them",
        route.target().unwrap_or("nothing"),
        other.target().unwrap_or("nothing"),
    );
    Some(Explanation::new(Code::CfgAmbiguousRoute, id, message, "RT-06").unverified())
}

/// The routes of a table that cover a destination and lose to the one that wins, in the order they would be taken.
pub(crate) fn losers<'a>(
    network: &'a Network,
    table: &'a RouteTable,
    winner: &Route,
    sought: Sought<'_>,
) -> Vec<(IpNet, &'a Route)> {
    let mut losers: Vec<_> = table
        .routes
        .iter()
        .filter(|route| *route != winner)
        .flat_map(|route| destinations(network, route, sought).map(move |found| (found, route)))
        .filter(|((range, _), _)| range.contains(&sought.address))
        .collect();
    losers.sort_by_key(|((range, rank), _)| std::cmp::Reverse((range.prefix_len(), *rank)));
    losers
        .into_iter()
        .map(|((range, _), route)| (range, route))
        .collect()
}

/// The range of a VPC that an address lies in.
pub(crate) fn local_range(network: &Network, vpc: &ResourceId, address: IpAddr) -> Option<IpNet> {
    let vpc = network.vpc(vpc)?;
    let ipv4 = vpc.ipv4_cidr_blocks().map(IpNet::V4);
    let ipv6 = vpc.ipv6_cidr_blocks.iter().copied().map(IpNet::V6);
    ipv4.chain(ipv6)
        .filter(|range| range.contains(&address))
        .max_by_key(IpNet::prefix_len)
        .map(|range| range.trunc())
}

/// A route that covers the destination.
struct Candidate<'a> {
    length: u8,
    rank: Rank,
    found: Found<'a>,
}

enum Found<'a> {
    Drawn {
        range: IpNet,
        route: &'a Route,
    },
    Installed {
        endpoint: &'a ResourceId,
        service: &'a str,
    },
}

impl<'a> Candidate<'a> {
    /// Whether it is the local route with another target (RT-02).
    fn replaces(&self, local: IpNet) -> bool {
        let Found::Drawn { range, route } = &self.found else {
            return false;
        };
        let elsewhere = route.target().is_some_and(|target| target != "local");
        self.rank == Rank::Static && *range == local && elsewhere
    }

    fn choice(self, table: &'a ResourceId) -> Choice<'a> {
        match self.found {
            Found::Drawn { range, route } => Choice::Drawn {
                table,
                range,
                route,
            },
            Found::Installed { endpoint, service } => Choice::Installed {
                table,
                endpoint,
                service,
            },
        }
    }
}

/// The route that goes before the others; inside the VPC a propagated one is none, however specific it is (RT-05).
fn best<'a>(
    network: &'a Network,
    id: &ResourceId,
    table: &'a RouteTable,
    sought: Sought<'_>,
    local: Option<IpNet>,
) -> Option<Candidate<'a>> {
    let mut best: Option<Candidate<'a>> = None;
    let mut propose = |candidate: Candidate<'a>| {
        let better = best
            .as_ref()
            .is_none_or(|best| (candidate.length, candidate.rank) > (best.length, best.rank));
        if better {
            best = Some(candidate);
        }
    };
    for route in &table.routes {
        for (range, rank) in destinations(network, route, sought) {
            let yields = local.is_some() && rank == Rank::Propagated;
            if range.contains(&sought.address) && !yields {
                propose(Candidate {
                    length: range.prefix_len(),
                    rank,
                    found: Found::Drawn { range, route },
                });
            }
        }
    }
    for endpoint in network.naming(id, Kind::VpcEndpoint, "RouteTableIds") {
        if let Some((length, service)) = installed(network, endpoint, sought) {
            propose(Candidate {
                length,
                rank: Rank::PrefixList,
                found: Found::Installed { endpoint, service },
            });
        }
    }
    best
}

fn destinations<'a>(
    network: &'a Network,
    route: &'a Route,
    sought: Sought<'_>,
) -> impl Iterator<Item = (IpNet, Rank)> + use<'a> {
    let rank = match route.origin {
        Some(RouteOrigin::EnableVgwRoutePropagation) => Rank::Propagated,
        _ => Rank::Static,
    };
    let written = [
        route.destination_cidr_block.map(IpNet::V4),
        route.destination_ipv6_cidr_block.map(IpNet::V6),
    ];
    let list = route.destination_prefix_list_id.as_ref();
    let listed = list
        .into_iter()
        .flat_map(|list| prefix_list_ranges(network, list));
    let meant = list
        .filter(|list| is_list_of(network, list, sought.service))
        .and_then(|_| IpNet::new(sought.address, UNKNOWN_LIST).ok());
    written
        .into_iter()
        .flatten()
        .map(move |range| (range.trunc(), rank))
        .chain(listed.chain(meant).map(|range| (range, Rank::PrefixList)))
}

/// Whether a prefix list is the one AWS keeps for a service.
pub(crate) fn is_list_of(network: &Network, list: &ResourceId, service: Option<&str>) -> bool {
    let name = network
        .prefix_list(list)
        .and_then(|list| list.prefix_list_name.as_deref());
    name.is_some() && name == service
}

/// The length of the range of a gateway endpoint's route that covers a destination, and its service (GW-02, GW-06).
fn installed<'a>(
    network: &'a Network,
    endpoint: &ResourceId,
    sought: Sought<'_>,
) -> Option<(u8, &'a str)> {
    let endpoint = network.endpoint(endpoint)?;
    if endpoint.endpoint_type() != VpcEndpointType::Gateway || !carries(endpoint, sought.address) {
        return None;
    }
    let service = endpoint.service_name.as_deref()?;
    if sought.service == Some(service) {
        return Some((UNKNOWN_LIST, service));
    }
    let list = network.prefix_list_named(service)?;
    let ranges = prefix_list_ranges(network, list);
    let covering = ranges.filter(|range| range.contains(&sought.address));
    Some((covering.map(|range| range.prefix_len()).max()?, service))
}

/// Whether a gateway endpoint installs the list of an address family (GW-15).
fn carries(endpoint: &VpcEndpoint, address: IpAddr) -> bool {
    match endpoint.ip_address_type.unwrap_or(IpAddressType::Ipv4) {
        IpAddressType::Ipv4 => address.is_ipv4(),
        IpAddressType::Ipv6 => address.is_ipv6(),
        IpAddressType::Dualstack => true,
    }
}
