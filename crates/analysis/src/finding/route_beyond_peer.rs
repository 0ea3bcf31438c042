//! A peering connection ends at its peer: nothing behind that one is reached, neither its own peers nor its gateways (PCX-04,
//! PCX-05, NAT-07, RT-14).

use std::collections::BTreeMap;

use ipnet::IpNet;
use vpcanvas_model::{ResourceId, kind::route_table::Route};
use vpcanvas_network::Network;

use super::{
    Finding, each,
    ways::{
        Peer, destinations, first_overlap, in_words, overlap, peers, ranges_of, routes,
        without_route,
    },
};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let connections: BTreeMap<_, _> = each::peerings(network)
        .map(|(id, peering)| (id, peers(network, peering)))
        .collect();
    let mut neighbours: BTreeMap<&ResourceId, Vec<&ResourceId>> = BTreeMap::new();
    for [one, other] in connections.values() {
        if let (Some(one), Some(other)) = (one.vpc, other.vpc) {
            neighbours.entry(one).or_default().push(other);
            neighbours.entry(other).or_default().push(one);
        }
    }
    routes(network)
        .filter_map(|(table, vpc, position, route)| {
            let peer = peer_of(&connections, vpc, route)?;
            let beyond = neighbours.get(peer.vpc?).map(Vec::as_slice);
            let (matter, reference) =
                matter(network, route, vpc, peer, beyond.unwrap_or_default())?;
            let message = format!("The route to {} in {table} {matter}", in_words(route));
            Some(
                Finding::warning(Code::CfgRouteBeyondPeer, table, message, reference)
                    .mended_by(without_route(network, table, position)),
            )
        })
        .collect()
}

/// The far side of the connection a route leads over.
fn peer_of<'a>(
    connections: &'a BTreeMap<&ResourceId, [Peer<'a>; 2]>,
    vpc: &ResourceId,
    route: &Route,
) -> Option<&'a Peer<'a>> {
    let [one, other] = connections.get(route.vpc_peering_connection_id.as_ref()?)?;
    let peer = match (one.vpc, other.vpc) {
        (Some(id), _) if id == vpc => other,
        (_, Some(id)) if id == vpc => one,
        _ => return None,
    };
    (!peer.ranges.is_empty()).then_some(peer)
}

fn matter(
    network: &Network,
    route: &Route,
    vpc: &ResourceId,
    peer: &Peer<'_>,
    neighbours: &[&ResourceId],
) -> Option<(String, &'static str)> {
    let name = peer.vpc?;
    let ways = destinations(network, route);
    if ways.iter().any(|range| range.prefix_len() == 0) {
        let matter = format!(
            "leads everything to {name}, whose internet and NAT gateways a peering connection does not lend: give {vpc} gateways of its own, and the route the ranges of {name}"
        );
        return Some((matter, "PCX-05"));
    }
    let outside: Vec<IpNet> = ways
        .iter()
        .copied()
        .filter(|way| !peer.ranges.iter().any(|range| overlap(*way, *range)))
        .collect();
    let range = outside.first()?;
    let behind = neighbours.iter().find(|other| {
        **other != vpc && first_overlap(&outside, &ranges_of(network, other)).is_some()
    });
    Some(match behind {
        Some(behind) => (
            format!(
                "leads to {behind} through {name}, but peering does not go further than one connection: peer {vpc} with {behind}, or join all three by a transit gateway"
            ),
            "PCX-04",
        ),
        None => (
            format!(
                "leads {range} to {name}, which has no such range and drops the packets: route its own ranges instead"
            ),
            "RT-14",
        ),
    })
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{PEERING, check_beside};

    fn check(destination: &str, reference: Option<&str>) {
        let expected =
            reference.map(|reference| format!("warning CFG_ROUTE_BEYOND_PEER rtb-c {reference}"));
        let third = r#"
            "vpc-y": {"Kind": "Vpc", "OwnerId": "222222222222", "Region": "us-east-1", "CidrBlock": "10.8.0.0/16"},
            "rtb-y": {"Kind": "RouteTable", "VpcId": "vpc-y", "Associations": [{"Main": true}],
                "Routes": [{"DestinationCidrBlock": "10.9.0.0/16", "VpcPeeringConnectionId": "pcx-2"}]},
            "pcx-2": {"Kind": "VpcPeeringConnection", "RequesterVpcInfo": {"VpcId": "vpc-y"}, "AccepterVpcInfo": {"VpcId": "vpc-x"}},
            "rtb-x": {"Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "VpcPeeringConnectionId": "pcx-1"},
                {"DestinationCidrBlock": "10.8.0.0/16", "VpcPeeringConnectionId": "pcx-2"}]}"#;
        let route = format!(
            r#""rtb-c": {{"Routes": [{{"DestinationCidrBlock": "10.9.0.0/16", "VpcPeeringConnectionId": "pcx-1"}},
                {{"DestinationCidrBlock": "{destination}", "VpcPeeringConnectionId": "pcx-1"}}]}}, {third}"#
        );
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check_beside(PEERING, &route, &expected);
    }

    #[test]
    fn peering_ends_at_the_peer() {
        check("10.9.1.0/24", None);
        check("10.8.0.0/16", Some("PCX-04"));
        check("0.0.0.0/0", Some("PCX-05"));
        check("10.7.0.0/16", Some("RT-14"));
    }
}
