//! The table of a gateway leads whole ranges of the VPC to an appliance, and nothing else (4.2, GL-06).

use ipnet::IpNet;
use vpcanvas_model::{
    Properties, ResourceId,
    kind::{
        RouteTable,
        route_table::{Route, RouteOrigin},
        vpc_endpoint::VpcEndpointType,
    },
};
use vpcanvas_network::Network;

use super::{
    Finding, each,
    ways::{destination, in_words, ranges_of, without_route},
};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::route_tables(network)
        .flat_map(|(id, table)| of(network, id, table))
        .collect()
}

fn of(network: &Network, id: &ResourceId, table: &RouteTable) -> Vec<Finding> {
    let gateway = table
        .associations
        .iter()
        .find_map(|association| association.gateway_id.as_ref());
    let (Some(gateway), Some(vpc)) = (gateway, network.document().parent(id)) else {
        return Vec::new();
    };
    let main = table.is_main().then(|| {
        let message = format!(
            "{id} is the main table of {vpc} and that of {gateway}: give the gateway a table of its own"
        );
        Finding::error(Code::CfgAssociationInvalid, id, message, "4.2")
    });
    let routes = table
        .routes
        .iter()
        .enumerate()
        .filter_map(|(position, route)| {
            let (matter, reference) = matter(network, vpc, gateway, route)?;
            let message = format!(
                "The route to {} in {id}, the table of {gateway}, {matter}",
                in_words(route)
            );
            Some(
                Finding::error(Code::CfgRouteInvalid, id, message, reference)
                    .mended_by(without_route(network, id, position)),
            )
        });
    main.into_iter().chain(routes).collect()
}

fn matter(
    network: &Network,
    vpc: &ResourceId,
    gateway: &ResourceId,
    route: &Route,
) -> Option<(&'static str, &'static str)> {
    if route.destination_prefix_list_id.is_some() {
        return Some((
            "is one to a prefix list: write a range of the VPC or of a subnet",
            "4.2",
        ));
    }
    if route.origin == Some(RouteOrigin::EnableVgwRoutePropagation) {
        return Some(("is learned: switch propagation off for this table", "4.2"));
    }
    let range = destination(route)?;
    let of_subnets = network.subnets(vpc).flat_map(|(_, subnet)| {
        let ipv6 = subnet.ipv6_cidr_block.map(IpNet::V6);
        subnet.cidr_block.map(IpNet::V4).into_iter().chain(ipv6)
    });
    if !ranges_of(network, vpc)
        .into_iter()
        .chain(of_subnets)
        .any(|whole| whole == range)
    {
        return Some((
            "is neither a range of the VPC nor one of a whole subnet: choose such a range",
            "4.2",
        ));
    }
    let target = route.target()?;
    let target = network.document().resource(&ResourceId::from(target))?;
    let behind_vpn = network
        .document()
        .resource(gateway)
        .is_some_and(|gateway| matches!(gateway.properties, Properties::VpnGateway(_)));
    match &target.properties {
        Properties::NetworkInterface(_) | Properties::Instance(_) => None,
        Properties::VpcEndpoint(endpoint)
            if endpoint.endpoint_type() == VpcEndpointType::GatewayLoadBalancer =>
        {
            behind_vpn.then_some(("leads to a Gateway Load Balancer endpoint, which drops what comes from a virtual private gateway: lead to a network interface", "GL-06"))
        }
        _ => Some(("leads to a gateway: lead to a network interface or a Gateway Load Balancer endpoint", "4.2")),
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{INTERNET, ON_PREMISES, check_beside};

    const APPLIANCE: &str = r#""eni-fw": {"Kind": "NetworkInterface", "SubnetId": "subnet-c-a", "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.1.99", "PublicIp": "198.51.100.9", "Primary": true}], "Groups": ["sg-cli"], "SourceDestCheck": false, "Attachment": {"InstanceId": "i-client", "DeviceIndex": 1}}"#;

    fn check(route: &str, expected: &[&str]) {
        let table = format!(
            r#""rtb-edge": {{"Kind": "RouteTable", "VpcId": "vpc-c", "Associations": [{{"GatewayId": "igw-1"}}], "Routes": [{{{route}}}]}}, {APPLIANCE}"#
        );
        check_beside(INTERNET, &table, expected);
    }

    #[test]
    fn whole_ranges_lead_to_an_appliance() {
        check(
            r#""DestinationCidrBlock": "10.0.2.0/24", "NetworkInterfaceId": "eni-fw""#,
            &[],
        );
        check(
            r#""DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local""#,
            &[],
        );
        for route in [
            r#""DestinationCidrBlock": "10.0.2.0/25", "NetworkInterfaceId": "eni-fw""#,
            r#""DestinationCidrBlock": "0.0.0.0/0", "NetworkInterfaceId": "eni-fw""#,
            r#""DestinationCidrBlock": "10.0.2.0/24", "NatGatewayId": "nat-1""#,
        ] {
            check(route, &["error CFG_ROUTE_INVALID rtb-edge 4.2"]);
        }
    }

    #[test]
    fn the_main_table_is_no_edge_table() {
        check_beside(
            ON_PREMISES,
            r#""rtb-c": {"Associations": [{"Main": true}, {"GatewayId": "vgw-1"}], "Routes": null}"#,
            &["error CFG_ASSOCIATION_INVALID rtb-c 4.2"],
        );
    }

    #[test]
    fn a_virtual_private_gateway_leads_to_no_appliance_endpoint() {
        check_beside(
            ON_PREMISES,
            r#""vpce-gw": {"Kind": "VpcEndpoint", "VpcEndpointType": "GatewayLoadBalancer", "VpcId": "vpc-c", "SubnetIds": ["subnet-c-b"], "SubnetConfigurations": [{"SubnetId": "subnet-c-b", "Ipv4": "10.0.2.60"}], "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-else"},
               "rtb-edge": {"Kind": "RouteTable", "VpcId": "vpc-c", "Associations": [{"GatewayId": "vgw-1"}], "Routes": [{"DestinationCidrBlock": "10.0.1.0/24", "VpcEndpointId": "vpce-gw"}]}"#,
            &["error CFG_ROUTE_INVALID rtb-edge GL-06"],
        );
    }
}
