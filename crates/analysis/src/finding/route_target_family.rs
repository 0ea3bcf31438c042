//! Some gateways carry one address family: egress-only internet gateways IPv6, virtual private gateways IPv4 (4.2, VGW-04).

use vpcanvas_model::{Properties, ResourceId, kind::route_table::Route};
use vpcanvas_network::Network;

use super::{
    Finding,
    ways::{in_words, routes, without_route},
};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    routes(network)
        .filter_map(|(table, _, position, route)| {
            let (remedy, reference) = matter(network, route)?;
            let message = format!("The route to {} in {table} {remedy}", in_words(route));
            Some(
                Finding::error(Code::CfgRouteInvalid, table, message, reference)
                    .mended_by(without_route(network, table, position)),
            )
        })
        .collect()
}

fn matter(network: &Network, route: &Route) -> Option<(String, &'static str)> {
    if let (Some(_), Some(gateway)) = (
        route.destination_cidr_block,
        &route.egress_only_internet_gateway_id,
    ) {
        let matter =
            format!("is one of IPv4, but {gateway} carries IPv6 alone: lead it to a NAT gateway");
        return Some((matter, "4.2"));
    }
    let gateway: &ResourceId = route.gateway_id.as_ref()?;
    let is_private = matches!(
        network.document().resource(gateway)?.properties,
        Properties::VpnGateway(_)
    );
    let matter = format!("is one of IPv6, but {gateway} carries IPv4 alone: use a transit gateway");
    (is_private && route.destination_ipv6_cidr_block.is_some()).then_some((matter, "VGW-04"))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{ON_PREMISES, check_beside};

    #[test]
    fn egress_only_gateways_carry_ipv6() {
        let route = |field: &str, range: &str| {
            format!(
                r#""eigw-1": {{"Kind": "EgressOnlyInternetGateway", "VpcId": "vpc-c"}},
                   "rtb-c": {{"Routes": [{{"{field}": "{range}", "EgressOnlyInternetGatewayId": "eigw-1"}}]}}"#
            )
        };
        check_beside("", &route("DestinationIpv6CidrBlock", "::/0"), &[]);
        check_beside(
            "",
            &route("DestinationCidrBlock", "0.0.0.0/0"),
            &["error CFG_ROUTE_INVALID rtb-c 4.2"],
        );
    }

    #[test]
    fn virtual_private_gateways_carry_ipv4() {
        check_beside(
            ON_PREMISES,
            r#""rtb-c": {"Routes": [{"DestinationIpv6CidrBlock": "2001:db8::/32", "GatewayId": "vgw-1"}]}"#,
            &["error CFG_ROUTE_INVALID rtb-c VGW-04"],
        );
    }
}
