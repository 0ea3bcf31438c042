//! A route inside the VPC's own ranges is the local one, or one to a whole subnet by way of an appliance (RT-02, RT-07).

use ipnet::IpNet;
use vpcanvas_model::{
    Properties, ResourceId,
    kind::{
        route_table::{Route, RouteOrigin},
        vpc_endpoint::VpcEndpointType,
    },
};
use vpcanvas_network::Network;

use super::{
    Finding, each,
    ways::{destination, ranges_of, routes, without_route},
};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let edges: Vec<&ResourceId> = each::route_tables(network)
        .filter(|(_, table)| {
            table
                .associations
                .iter()
                .any(|association| association.gateway_id.is_some())
        })
        .map(|(id, _)| id)
        .collect();
    routes(network)
        .filter(|(table, ..)| edges.binary_search(table).is_err())
        .filter_map(|(table, vpc, position, route)| {
            let range = destination(route)?;
            let local = ranges_of(network, vpc)
                .into_iter()
                .find(|local| local.contains(&range))?;
            let remedy = matter(network, vpc, route, range, local)?;
            let message = format!(
                "The route to {range} in {table} lies within {local} of {vpc} itself: {remedy}"
            );
            Some(
                Finding::error(Code::CfgRouteInvalid, table, message, "RT-07")
                    .mended_by(without_route(network, table, position)),
            )
        })
        .collect()
}

fn matter(
    network: &Network,
    vpc: &ResourceId,
    route: &Route,
    range: IpNet,
    local: IpNet,
) -> Option<&'static str> {
    let target = route.target()?;
    // What is learned loses to the local route and harms nothing (RT-05).
    if target == "local" || route.origin == Some(RouteOrigin::EnableVgwRoutePropagation) {
        return None;
    }
    if !is_appliance(network, &ResourceId::from(target)) {
        return Some(
            "only a NAT gateway, a network interface or a Gateway Load Balancer endpoint may be its target",
        );
    }
    let is_subnet = network.subnets(vpc).any(|(_, subnet)| {
        subnet.cidr_block.map(IpNet::V4) == Some(range)
            || subnet.ipv6_cidr_block.map(IpNet::V6) == Some(range)
    });
    (range != local && !is_subnet)
        .then_some("choose the range of one whole subnet as its destination")
}

/// Whether a target may take what is local; one that is not in the design is another finding's matter.
fn is_appliance(network: &Network, target: &ResourceId) -> bool {
    let resource = network.document().resource(target);
    resource.is_none_or(|resource| match &resource.properties {
        Properties::NatGateway(_) | Properties::NetworkInterface(_) | Properties::Instance(_) => {
            true
        }
        Properties::VpcEndpoint(endpoint) => {
            endpoint.endpoint_type() == VpcEndpointType::GatewayLoadBalancer
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{PEERING, check_beside};

    fn check(destination: &str, target: &str, expected: &[&str]) {
        let appliance = r#""i-fw": {"Kind": "Instance", "SubnetId": "subnet-c-b", "PrivateIpAddress": "10.0.2.9", "SecurityGroupIds": ["sg-cli"], "SourceDestCheck": false}"#;
        let routes = format!(
            r#""rtb-c": {{"Routes": [{{"DestinationCidrBlock": "10.9.0.0/16", "VpcPeeringConnectionId": "pcx-1"}}, {{"DestinationCidrBlock": "{destination}", {target}}}]}}"#
        );
        check_beside(PEERING, &format!("{appliance}, {routes}"), expected);
    }

    #[test]
    fn a_subnet_may_be_reached_through_an_appliance() {
        check("10.0.1.0/24", r#""InstanceId": "i-fw""#, &[]);
        check("10.0.0.0/16", r#""GatewayId": "local""#, &[]);
        check(
            "10.0.1.0/25",
            r#""InstanceId": "i-fw""#,
            &["error CFG_ROUTE_INVALID rtb-c RT-07"],
        );
    }

    #[test]
    fn gateways_take_nothing_that_is_local() {
        check(
            "10.0.1.0/24",
            r#""VpcPeeringConnectionId": "pcx-1""#,
            &[
                "error CFG_ROUTE_INVALID rtb-c RT-07",
                "warning CFG_ROUTE_BEYOND_PEER rtb-c RT-14",
            ],
        );
    }
}
