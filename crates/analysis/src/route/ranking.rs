//! Every route of a table with what becomes of it for one address: which wins, and why each of the others does not.
//!
//! Who wins is what [`choose`](super::choose) says, as in every trace; the reasons compare what it compares.

use std::net::IpAddr;

use ipnet::IpNet;
use vpcanvas_model::{
    Kind, ResourceId,
    kind::{RouteTable, route_table::Route},
};
use vpcanvas_network::Network;

use super::{Choice, Rank, Sought, choose, destinations, installed, not_collected, unforeseen};

/// A table and how its routes stand.
#[derive(Clone, Debug, PartialEq)]
pub struct RouteRanking {
    /// The local routes first, then those that are written, then those of gateway endpoints.
    pub rows: Vec<RankedRoute>,
    /// Why it is not known which one AWS takes, in a sentence.
    pub doubt: Option<String>,
}

/// A route and how it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedRoute {
    /// Which route.
    pub row: RouteRow,
    /// What becomes of it.
    pub standing: Standing,
}

/// A row of a route table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RouteRow {
    /// The implied route of a range of the VPC (RT-02), where the table does not write it out.
    Local(IpNet),
    /// A route of the record, by its place.
    Written(usize),
    /// What a gateway endpoint puts into the table (GW-02).
    Installed {
        /// The endpoint.
        endpoint: ResourceId,
        /// Its service.
        service: String,
    },
}

/// How a route stands for an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No address is asked about, or it is not one of the destination.
    NotConcerned,
    /// It takes the packet.
    Wins,
    /// It would take the packet if another did not; why, in a sentence.
    Loses(String),
}

/// How the routes of a table stand for an address; `None` asks about none.
pub fn route_ranking(
    network: &Network,
    id: &ResourceId,
    address: Option<IpAddr>,
) -> Option<RouteRanking> {
    let (id, table) = (network.id(id.as_str())?, network.route_table(id)?);
    let rows = rows(network, id, table);
    let vpc = table.vpc_id.as_ref();
    let asked = address.zip(vpc).map(|(address, vpc)| {
        let sought = Sought {
            address,
            service: None,
        };
        let choice = choose(network, vpc, Some((id, table)), sought);
        let doubt = not_collected(network, vpc, (id, Some((id, table))), &choice)
            .or_else(|| unforeseen(network, Some((id, table)), &choice, sought));
        let ranking = Ranking {
            network,
            table,
            sought,
            choice,
        };
        (ranking, doubt)
    });
    let Some((ranking, doubt)) = asked else {
        let rows = rows.into_iter().map(|row| RankedRoute {
            row,
            standing: Standing::NotConcerned,
        });
        return Some(RouteRanking {
            rows: rows.collect(),
            doubt: None,
        });
    };
    let rows = rows.into_iter().map(|row| RankedRoute {
        standing: ranking.standing(&row),
        row,
    });
    Some(RouteRanking {
        rows: rows.collect(),
        doubt: doubt.map(|doubt| doubt.message),
    })
}

fn rows(network: &Network, id: &ResourceId, table: &RouteTable) -> Vec<RouteRow> {
    let vpc = table.vpc_id.as_ref().and_then(|vpc| network.vpc(vpc));
    let ranges = vpc.into_iter().flat_map(|vpc| {
        let ipv6 = vpc.ipv6_cidr_blocks.iter().copied().map(IpNet::V6);
        vpc.ipv4_cidr_blocks().map(IpNet::V4).chain(ipv6)
    });
    let is_written = |range: &IpNet| {
        let mut routes = table.routes.iter();
        routes.any(|route| route.target() == Some("local") && written(route) == Some(*range))
    };
    let local = ranges
        .map(|range| range.trunc())
        .filter(|range| !is_written(range))
        .map(RouteRow::Local);
    let written = (0..table.routes.len()).map(RouteRow::Written);
    let endpoints = network.naming(id, Kind::VpcEndpoint, "RouteTableIds");
    let endpoints = endpoints.filter_map(|endpoint| {
        let record = network.endpoint(endpoint)?;
        let is_gateway =
            record.endpoint_type() == vpcanvas_model::kind::vpc_endpoint::VpcEndpointType::Gateway;
        let service = record.service_name.clone().filter(|_| is_gateway)?;
        let endpoint = endpoint.clone();
        Some(RouteRow::Installed { endpoint, service })
    });
    local.chain(written).chain(endpoints).collect()
}

/// The range that is written as the destination of a route.
fn written(route: &Route) -> Option<IpNet> {
    let ipv4 = route.destination_cidr_block.map(IpNet::V4);
    let ipv6 = route.destination_ipv6_cidr_block.map(IpNet::V6);
    Some(ipv4.or(ipv6)?.trunc())
}

/// The routes of a table while they are compared.
struct Ranking<'a> {
    network: &'a Network,
    table: &'a RouteTable,
    sought: Sought<'a>,
    choice: Choice<'a>,
}

impl Ranking<'_> {
    fn standing(&self, row: &RouteRow) -> Standing {
        if self.is_chosen(row) {
            return Standing::Wins;
        }
        let covering = self.covering(row).zip(self.winner());
        covering.map_or(Standing::NotConcerned, |(own, winner)| {
            Standing::Loses(reason(own, winner))
        })
    }

    fn is_chosen(&self, row: &RouteRow) -> bool {
        match (&self.choice, row) {
            (Choice::Local { range, .. }, RouteRow::Local(own)) => range == own,
            (Choice::Local { range, .. }, RouteRow::Written(place)) => {
                let route = self.table.routes.get(*place);
                route.is_some_and(|route| {
                    route.target() == Some("local") && written(route) == Some(*range)
                })
            }
            (Choice::Drawn { route, .. }, RouteRow::Written(place)) => {
                let own = self.table.routes.get(*place);
                own.is_some_and(|own| std::ptr::eq(*route, own))
            }
            (Choice::Installed { endpoint, .. }, RouteRow::Installed { endpoint: own, .. }) => {
                *endpoint == own
            }
            _ => false,
        }
    }

    /// How long the destination of a row is that covers the address, and how the row ranks.
    fn covering(&self, row: &RouteRow) -> Option<(u8, Rank)> {
        match row {
            RouteRow::Local(range) => range
                .contains(&self.sought.address)
                .then_some((range.prefix_len(), Rank::Local)),
            RouteRow::Written(place) => self.covering_route(self.table.routes.get(*place)?),
            RouteRow::Installed { endpoint, .. } => {
                let (length, _) = installed(self.network, endpoint, self.sought)?;
                Some((length, Rank::PrefixList))
            }
        }
    }

    fn covering_route(&self, route: &Route) -> Option<(u8, Rank)> {
        destinations(self.network, route, self.sought)
            .filter(|(range, _)| range.contains(&self.sought.address))
            .map(|(range, rank)| (range.prefix_len(), rank))
            .max()
    }

    fn winner(&self) -> Option<(u8, Rank)> {
        match &self.choice {
            Choice::Local { range, .. } => Some((range.prefix_len(), Rank::Local)),
            Choice::Drawn { route, .. } => self.covering_route(route),
            Choice::Installed { endpoint, .. } => {
                let (length, _) = installed(self.network, endpoint, self.sought)?;
                Some((length, Rank::PrefixList))
            }
            Choice::None { .. } => None,
        }
    }
}

/// Why a route loses to the one that wins, by what the two are compared by.
fn reason((length, rank): (u8, Rank), (longest, best): (u8, Rank)) -> String {
    if rank == Rank::Propagated && best == Rank::Local {
        return "propagated routes yield to the local one, however long they are (RT-05)"
            .to_owned();
    }
    if rank == Rank::Local && length >= longest {
        return "its target was replaced by the route that wins (RT-02)".to_owned();
    }
    if length < longest {
        return format!("/{length} is shorter than /{longest} (RT-03)");
    }
    if length > longest {
        return "propagated routes inside the range of the VPC are not taken (RT-05)".to_owned();
    }
    match (rank, best) {
        (Rank::PrefixList, Rank::PrefixList) => {
            "another prefix list has the same range: AWS takes either (RT-06)".to_owned()
        }
        (rank, best) if rank < best => {
            format!(
                "as long, but {} go before {} (RT-04)",
                best.words(),
                rank.words()
            )
        }
        _ => "the same destination stands above it".to_owned(),
    }
}

impl Rank {
    fn words(self) -> &'static str {
        match self {
            Self::Propagated => "propagated routes",
            Self::PrefixList => "routes to prefix lists",
            Self::Static => "static routes",
            Self::Local => "local routes",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_design::t0_with;

    /// Rows of the table of T0's consumer in a line each: `2: wins`.
    #[track_caller]
    fn check(routes: &str, address: &str, expected: &[&str]) {
        let network = t0_with(&format!(
            r#""rtb-x": {{"Kind": "RouteTable", "VpcId": "vpc-c", "Routes": [{routes}]}},
               "pl-a": {{"Kind": "PrefixList", "Entries": [{{"Cidr": "10.9.0.0/24"}}]}}"#
        ));
        let id = ResourceId::from("rtb-x");
        let ranking = route_ranking(&network, &id, address.parse().ok()).unwrap();
        let words: Vec<String> = ranking
            .rows
            .iter()
            .filter_map(|row| {
                let name = match &row.row {
                    RouteRow::Local(range) => format!("local {range}"),
                    RouteRow::Written(place) => place.to_string(),
                    RouteRow::Installed { endpoint, .. } => endpoint.to_string(),
                };
                match &row.standing {
                    Standing::NotConcerned => None,
                    Standing::Wins => Some(format!("{name} wins")),
                    Standing::Loses(reason) => Some(format!("{name}: {reason}")),
                }
            })
            .collect();
        assert_eq!(words, expected);
    }

    const DEFAULT: &str = r#"{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-a"}"#;
    const TGW: &str = r#"{"DestinationCidrBlock": "10.9.0.0/24", "TransitGatewayId": "tgw-a"}"#;

    #[test]
    fn the_longest_wins_and_the_others_say_why() {
        check(
            &format!("{DEFAULT}, {TGW}"),
            "10.9.0.5",
            &["0: /0 is shorter than /24 (RT-03)", "1 wins"],
        );
        check(&format!("{DEFAULT}, {TGW}"), "10.8.0.5", &["0 wins"]);
        check(TGW, "10.8.0.5", &[]);
        check(TGW, "no address", &[]);
    }

    #[test]
    fn a_tie_is_broken_by_where_the_route_comes_from() {
        let propagated = r#"{"DestinationCidrBlock": "10.9.0.0/24", "GatewayId": "vgw-a", "Origin": "EnableVgwRoutePropagation"}"#;
        let listed = r#"{"DestinationPrefixListId": "pl-a", "TransitGatewayId": "tgw-b"}"#;
        check(
            &format!("{propagated}, {listed}, {TGW}"),
            "10.9.0.5",
            &[
                "0: as long, but static routes go before propagated routes (RT-04)",
                "1: as long, but static routes go before routes to prefix lists (RT-04)",
                "2 wins",
            ],
        );
    }

    #[test]
    fn the_local_route_wins_within_the_vpc() {
        let propagated = r#"{"DestinationCidrBlock": "10.0.1.128/25", "GatewayId": "vgw-a", "Origin": "EnableVgwRoutePropagation"}"#;
        check(
            &format!("{propagated}, {DEFAULT}"),
            "10.0.1.200",
            &[
                "local 10.0.0.0/16 wins",
                "0: propagated routes yield to the local one, however long they are (RT-05)",
                "1: /0 is shorter than /16 (RT-03)",
            ],
        );
        let written = r#"{"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local"}"#;
        check(written, "10.0.1.5", &["0 wins"]);
        let replaced = r#"{"DestinationCidrBlock": "10.0.0.0/16", "NetworkInterfaceId": "eni-a"}"#;
        check(
            replaced,
            "10.0.1.5",
            &[
                "local 10.0.0.0/16: its target was replaced by the route that wins (RT-02)",
                "0 wins",
            ],
        );
    }
}
