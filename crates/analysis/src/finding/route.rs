//! A route has a destination AWS allows, exactly one target, and an endpoint is none (RT-08, IE-44).

use ipnet::{Ipv4Net, Ipv6Net};
use vpcanvas_model::{
    ResourceId,
    kind::{route_table::Route, vpc_endpoint::VpcEndpointType},
};
use vpcanvas_network::Network;

use super::{
    Finding, each,
    ways::{in_words, without_route},
};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::route_tables(network)
        .flat_map(|(id, table)| {
            table
                .routes
                .iter()
                .enumerate()
                .filter_map(|(position, route)| of(network, id, position, route))
        })
        .collect()
}

fn of(network: &Network, id: &ResourceId, position: usize, route: &Route) -> Option<Finding> {
    let (matter, reference) = matter(network, route)?;
    let message = format!("The route to {} in {id} {matter}", in_words(route));
    Some(
        Finding::error(Code::CfgRouteInvalid, id, message, reference)
            .mended_by(without_route(network, id, position)),
    )
}

fn matter(network: &Network, route: &Route) -> Option<(String, &'static str)> {
    let destinations = [
        route.destination_cidr_block.is_some(),
        route.destination_ipv6_cidr_block.is_some(),
        route.destination_prefix_list_id.is_some(),
    ];
    if destinations.iter().filter(|given| **given).count() != 1 {
        return Some((
            "needs exactly one destination: an IPv4 range, an IPv6 range or a prefix list"
                .to_owned(),
            "4.2",
        ));
    }
    if is_forbidden(route) {
        return Some((
            "captures addresses AWS keeps for itself: choose a destination outside 169.254.168.0/22 and fd00:ec2::/32"
                .to_owned(),
            "RT-08",
        ));
    }
    let targets = targets(route);
    match targets.as_slice() {
        [] => Some(("has no target: choose one".to_owned(), "4.2")),
        [target] => interface_endpoint(network, target).then(|| {
            let matter = format!(
                "leads to the interface endpoint {target}, which is no target of routes: remove it, the local route is enough"
            );
            (matter, "IE-44")
        }),
        several => Some((
            format!("has {} targets: leave one of {}", several.len(), several.join(", ")),
            "4.2",
        )),
    }
}

/// Whether the destination is or lies in the addresses of AWS's own services.
fn is_forbidden(route: &Route) -> bool {
    let ipv4: Result<Ipv4Net, _> = "169.254.168.0/22".parse();
    let ipv6: Result<Ipv6Net, _> = "fd00:ec2::/32".parse();
    let in_ipv4 = route
        .destination_cidr_block
        .is_some_and(|range| ipv4.is_ok_and(|kept| kept.contains(&range)));
    let in_ipv6 = route
        .destination_ipv6_cidr_block
        .is_some_and(|range| ipv6.is_ok_and(|kept| kept.contains(&range)));
    in_ipv4 || in_ipv6
}

fn targets(route: &Route) -> Vec<&str> {
    route.targets().chain(other_targets(route)).collect()
}

/// Targets of kinds this version does not draw.
fn other_targets(route: &Route) -> impl Iterator<Item = &str> {
    [
        "LocalGatewayId",
        "CarrierGatewayId",
        "CoreNetworkArn",
        "OdbNetworkArn",
    ]
    .into_iter()
    .filter_map(|field| route.unknown.get(field)?.as_str())
}

fn interface_endpoint(network: &Network, target: &str) -> bool {
    network
        .endpoint(&ResourceId::from(target))
        .is_some_and(|endpoint| endpoint.endpoint_type() == VpcEndpointType::Interface)
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    fn check(route: &str, reference: Option<&str>) {
        let expected: Vec<String> = reference
            .into_iter()
            .map(|reference| format!("error CFG_ROUTE_INVALID rtb-c {reference}"))
            .collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check_findings(
            &format!(
                r#""rtb-c": {{"Routes": [{route}]}}, "igw-1": {{"Kind": "InternetGateway", "VpcId": "vpc-c"}}, "i-fw": {{"Kind": "Instance", "SubnetId": "subnet-c-b", "PrivateIpAddress": "10.0.2.9", "SecurityGroupIds": ["sg-cli"], "SourceDestCheck": false}}"#
            ),
            &expected,
        );
    }

    #[test]
    fn a_route_has_one_destination_and_one_target() {
        check(
            r#"{"DestinationCidrBlock": "203.0.113.0/24", "GatewayId": "igw-1"}"#,
            None,
        );
        check(
            r#"{"DestinationCidrBlock": "203.0.113.0/24", "CoreNetworkArn": "arn"}"#,
            None,
        );
        check(r#"{"DestinationCidrBlock": "203.0.113.0/24"}"#, Some("4.2"));
        check(
            r#"{"DestinationCidrBlock": "203.0.113.0/24", "GatewayId": "igw-1", "InstanceId": "i-fw"}"#,
            Some("4.2"),
        );
        check(r#"{"GatewayId": "igw-1"}"#, Some("4.2"));
    }

    #[test]
    fn addresses_of_aws_services_are_not_captured() {
        check(
            r#"{"DestinationCidrBlock": "169.254.169.254/32", "GatewayId": "igw-1"}"#,
            Some("RT-08"),
        );
        check(
            r#"{"DestinationIpv6CidrBlock": "fd00:ec2::/32", "GatewayId": "igw-1"}"#,
            Some("RT-08"),
        );
        check(
            r#"{"DestinationCidrBlock": "169.254.0.0/16", "GatewayId": "igw-1"}"#,
            None,
        );
    }

    #[test]
    fn an_interface_endpoint_is_no_target() {
        check(
            r#"{"DestinationCidrBlock": "10.9.0.0/16", "GatewayId": "vpce-e"}"#,
            Some("IE-44"),
        );
    }
}
