//! A VPC on a transit gateway needs routes to it, or replies do not come back (TGW-08), and IPv6 has to be switched on
//! (TGW-15).

use std::collections::{BTreeMap, BTreeSet};

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{route_table::Route, transit_gateway::Support},
};
use vpcanvas_network::Network;

use super::{
    Finding, each,
    edit::edit,
    transit_attachment::vpc_of,
    ways::{ranges_of, route_to, routes, tables_by_vpc, with_route},
};
use crate::Code;

/// What leads from a VPC to a transit gateway.
#[derive(Default)]
struct Ways {
    ipv6: bool,
}

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut ways: BTreeMap<(&ResourceId, &ResourceId), Ways> = BTreeMap::new();
    let mut from: BTreeMap<&ResourceId, BTreeSet<&ResourceId>> = BTreeMap::new();
    for (_, vpc, _, route) in routes(network) {
        if let Some(gateway) = &route.transit_gateway_id {
            from.entry(gateway).or_default().insert(vpc);
            let ways = ways.entry((gateway, vpc)).or_default();
            ways.ipv6 |= route.destination_ipv6_cidr_block.is_some();
        }
    }
    let tables = tables_by_vpc(network);
    let mut findings = Vec::new();
    for (id, attachment) in each::transit_attachments(network) {
        let (Some(vpc), Some(gateway)) =
            (vpc_of(network, attachment), &attachment.transit_gateway_id)
        else {
            continue;
        };
        let own = ways.get(&(gateway, vpc));
        if own.is_some_and(|own| own.ipv6) && attachment.ipv6_support != Some(Support::Enable) {
            findings.push(without_ipv6(network, id));
        }
        let other = from
            .get(gateway)
            .and_then(|from| from.iter().find(|from| **from != vpc));
        if let (None, Some(other)) = (own, other) {
            let Some(range) = ranges_of(network, other).first().copied() else {
                continue;
            };
            let message = format!(
                "No table of {vpc} leads to {gateway}, so what comes by {id} gets no reply: add a route, for instance to {range}"
            );
            let tables = tables.get(vpc).map(Vec::as_slice).unwrap_or_default();
            let table = tables
                .iter()
                .find(|(_, table)| table.is_main())
                .or(tables.first());
            let fix = table.and_then(|(table, _)| {
                let route = Route {
                    transit_gateway_id: Some(gateway.clone()),
                    ..route_to(range)
                };
                with_route(network, table, route, gateway)
            });
            findings.push(
                Finding::warning(Code::CfgOneSidedRoute, id, message, "TGW-08").mended_by(fix),
            );
        }
    }
    findings
}

fn without_ipv6(network: &Network, id: &ResourceId) -> Finding {
    let message =
        format!("Routes of IPv6 lead to {id}, which carries IPv4 alone: enable Ipv6Support");
    let enable = edit(network, id, format!("Enable IPv6 on {id}"), |properties| {
        if let Properties::TransitGatewayAttachment(attachment) = properties {
            attachment.ipv6_support = Some(Support::Enable);
        }
    });
    Finding::warning(Code::CfgAddressFamily, id, message, "TGW-15").mended_by(enable)
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{TRANSIT, check_beside};

    #[test]
    fn replies_need_a_route() {
        check_beside(
            TRANSIT,
            r#""rtb-x": {"Routes": null}"#,
            &["warning CFG_ONE_SIDED_ROUTE tgw-attach-x TGW-08"],
        );
        check_beside(
            TRANSIT,
            r#""rtb-x": {"Routes": null}, "rtb-c": {"Routes": null}"#,
            &[],
        );
    }

    #[test]
    fn ipv6_is_switched_on() {
        let route = r#""rtb-x": {"Routes": [{"DestinationIpv6CidrBlock": "2001:db8::/32", "TransitGatewayId": "tgw-1"}]}"#;
        check_beside(
            TRANSIT,
            route,
            &["warning CFG_ADDRESS_FAMILY tgw-attach-x TGW-15"],
        );
        check_beside(
            TRANSIT,
            &format!(r#"{route}, "tgw-attach-x": {{"Ipv6Support": "enable"}}"#),
            &[],
        );
    }
}
