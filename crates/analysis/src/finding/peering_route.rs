//! A peering connection is of use once tables of both sides lead over it (PCX-03).

use std::collections::BTreeMap;

use ipnet::IpNet;
use vpcanvas_model::{ResourceId, kind::route_table::Route};
use vpcanvas_network::Network;

use super::{
    Finding, each,
    ways::{Peer, destinations, overlap, peers, route_to, routes, tables_by_vpc, with_route},
};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut ways: BTreeMap<(&ResourceId, &ResourceId), Vec<IpNet>> = BTreeMap::new();
    for (_, vpc, _, route) in routes(network) {
        if let Some(peering) = &route.vpc_peering_connection_id {
            let ranges = ways.entry((vpc, peering)).or_default();
            ranges.extend(destinations(network, route));
        }
    }
    let tables = tables_by_vpc(network);
    each::peerings(network)
        .filter_map(|(id, peering)| {
            let sides = peers(network, peering);
            let [one, other] = &sides;
            let leads = |from: &Peer<'_>, to: &Peer<'_>| {
                let ways = from.vpc.and_then(|vpc| ways.get(&(vpc, id)));
                // What stands outside the design may have its routes.
                from.vpc.is_none()
                    || ways.is_some_and(|ways| reach(ways, &to.ranges))
            };
            let (without, target) = match (leads(one, other), leads(other, one)) {
                (true, true) => return None,
                (false, false) => return Some(nobody(id)),
                (false, true) => (one, other),
                (true, false) => (other, one),
            };
            if one.vpc.is_none() || other.vpc.is_none() {
                return Some(nobody(id));
            }
            let range = target.ranges.first()?;
            let message = format!(
                "No table of {} leads to {range} over {id}, so replies do not come back: add the route",
                without.vpc?
            );
            let tables = tables.get(without.vpc?)?;
            let table = tables.iter().find(|(_, table)| table.is_main()).or(tables.first());
            let route = Route {
                vpc_peering_connection_id: Some(id.clone()),
                ..route_to(*range)
            };
            let fix = table.and_then(|(table, _)| with_route(network, table, route, id));
            Some(Finding::warning(Code::CfgOneSidedRoute, id, message, "PCX-03").mended_by(fix))
        })
        .collect()
}

fn reach(ways: &[IpNet], ranges: &[IpNet]) -> bool {
    ranges.is_empty()
        || ways
            .iter()
            .any(|way| ranges.iter().any(|range| overlap(*way, *range)))
}

fn nobody(id: &ResourceId) -> Finding {
    let message = format!(
        "No route leads over {id}: add one to a table of each side, to ranges of the other"
    );
    Finding::info(Code::CfgOneSidedRoute, id, message, "PCX-03")
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{PEERING, check_beside};

    #[test]
    fn replies_need_a_route_of_their_own() {
        check_beside(
            PEERING,
            r#""rtb-x": {"Routes": null}"#,
            &["warning CFG_ONE_SIDED_ROUTE pcx-1 PCX-03"],
        );
        check_beside(
            PEERING,
            r#""rtb-x": {"Routes": null}, "rtb-c": {"Routes": null}"#,
            &["info CFG_ONE_SIDED_ROUTE pcx-1 PCX-03"],
        );
    }

    #[test]
    fn a_wider_route_is_one_too() {
        check_beside(
            PEERING,
            r#""rtb-x": {"Routes": [{"DestinationCidrBlock": "10.0.0.0/8", "VpcPeeringConnectionId": "pcx-1"}]}"#,
            &[],
        );
    }
}
