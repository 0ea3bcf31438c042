//! Gateway Load Balancer endpoints: one subnet each, one in a zone for each service (GL-01), reached by ranges and not by prefix
//! lists (GL-02), and never by the table of their own subnet (GL-05).

use std::collections::BTreeMap;

use vpcanvas_model::{ResourceId, kind::vpc_endpoint::VpcEndpointType};
use vpcanvas_network::Network;

use super::{
    Finding, each,
    edit::{edit, leave_subnet},
    ways::{in_words, routes, without_route},
};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut first: BTreeMap<(&ResourceId, &str, &str), &ResourceId> = BTreeMap::new();
    let mut findings = Vec::new();
    let mut standing: BTreeMap<&ResourceId, &ResourceId> = BTreeMap::new();
    for (id, endpoint) in each::endpoints_of(network, VpcEndpointType::GatewayLoadBalancer) {
        let subnet = match endpoint.subnet_ids.as_slice() {
            [subnet] => subnet,
            [] => {
                let message =
                    format!("{id} stands in no subnet, so no route can lead to it: choose one");
                findings.push(Finding::warning(Code::CfgIncomplete, id, message, "GL-01"));
                continue;
            }
            [subnet, others @ ..] => {
                findings.push(several(network, id, others));
                subnet
            }
        };
        standing.insert(id, subnet);
        let zone = network
            .subnet(subnet)
            .and_then(|subnet| subnet.availability_zone_id.as_deref());
        if let (Some(vpc), Some(zone), Some(service)) = (
            network.document().parent(id),
            zone,
            endpoint.service_name.as_deref(),
        ) {
            let before = *first.entry((vpc, zone, service)).or_insert(id);
            if before != id {
                let message = format!(
                    "{id} stands in {zone} of {vpc}, where {before} serves the same service: leave one of the two"
                );
                findings.push(Finding::error(Code::CfgDuplicate, id, message, "GL-01"));
            }
        }
    }
    findings.extend(by_route(network, &standing));
    findings
}

fn several(network: &Network, id: &ResourceId, others: &[ResourceId]) -> Finding {
    let message = format!(
        "{id} stands in {} subnets, but has to stand in one: make an endpoint for each zone",
        others.len() + 1
    );
    let leave = edit(
        network,
        id,
        format!("Leave {id} in its first subnet alone"),
        |properties| {
            for subnet in others {
                leave_subnet(properties, subnet);
            }
        },
    );
    Finding::error(Code::CfgEndpointInvalid, id, message, "GL-01").mended_by(leave)
}

fn by_route(network: &Network, standing: &BTreeMap<&ResourceId, &ResourceId>) -> Vec<Finding> {
    routes(network)
        .filter_map(|(table, _, position, route)| {
            let targets = [&route.gateway_id, &route.vpc_endpoint_id];
            let (target, subnet) = targets.into_iter().flatten().find_map(|target| Some((target, standing.get(target)?)))?;
            let own = network.route_table_of(subnet).is_some_and(|(of_subnet, _)| of_subnet == table);
            let way = in_words(route);
            let finding = if route.destination_prefix_list_id.is_some() {
                let message = format!("The route to {way} in {table} leads to {target} by a prefix list: write a range instead");
                Finding::error(Code::CfgRouteInvalid, table, message, "GL-02")
            } else if own {
                let message = format!("The route to {way} in {table} leads back to {target}, which stands in {subnet} itself: give {subnet} a table of its own that leads on");
                Finding::warning(Code::CfgRouteInvalid, table, message, "GL-05")
            } else {
                return None;
            };
            Some(finding.mended_by(without_route(network, table, position)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{check_beside, check_findings};

    const DESIGN: &str = r#"
        "subnet-fw": {"Kind": "Subnet", "VpcId": "vpc-c", "CidrBlock": "10.0.8.0/24", "AvailabilityZoneId": "use1-az1"},
        "rtb-fw": {"Kind": "RouteTable", "VpcId": "vpc-c", "Associations": [{"SubnetId": "subnet-fw"}]},
        "vpce-gw": {"Kind": "VpcEndpoint", "VpcEndpointType": "GatewayLoadBalancer", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-else", "SubnetIds": ["subnet-fw"], "SubnetConfigurations": [{"SubnetId": "subnet-fw", "Ipv4": "10.0.8.60"}]},
        "rtb-c": {"Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "VpcEndpointId": "vpce-gw"}]}"#;

    #[test]
    fn it_stands_in_one_subnet() {
        check_findings(DESIGN, &[]);
        check_beside(
            DESIGN,
            r#""vpce-gw": {"SubnetIds": null, "SubnetConfigurations": null}"#,
            &["warning CFG_INCOMPLETE vpce-gw GL-01"],
        );
        check_beside(
            DESIGN,
            r#""vpce-gw": {"SubnetIds": ["subnet-fw", "subnet-c-b"], "SubnetConfigurations": [{"SubnetId": "subnet-fw", "Ipv4": "10.0.8.60"}, {"SubnetId": "subnet-c-b", "Ipv4": "10.0.2.60"}]}"#,
            &["error CFG_ENDPOINT_INVALID vpce-gw GL-01"],
        );
    }

    #[test]
    fn a_zone_has_one_for_each_service() {
        let second = |subnet: &str, address: &str| {
            format!(
                r#""vpce-hw": {{"Kind": "VpcEndpoint", "VpcEndpointType": "GatewayLoadBalancer", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-else", "SubnetIds": ["{subnet}"], "SubnetConfigurations": [{{"SubnetId": "{subnet}", "Ipv4": "{address}"}}]}}"#
            )
        };
        check_beside(DESIGN, &second("subnet-c-b", "10.0.2.60"), &[]);
        check_beside(
            DESIGN,
            &second("subnet-c-a", "10.0.1.60"),
            &["error CFG_DUPLICATE vpce-hw GL-01"],
        );
    }

    #[test]
    fn routes_lead_to_it_by_ranges_from_other_subnets() {
        check_beside(
            DESIGN,
            r#""pl-1": {"Kind": "PrefixList"}, "rtb-c": {"Routes": [{"DestinationPrefixListId": "pl-1", "VpcEndpointId": "vpce-gw"}]}"#,
            &["error CFG_ROUTE_INVALID rtb-c GL-02"],
        );
        check_beside(
            DESIGN,
            r#""rtb-fw": {"Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "VpcEndpointId": "vpce-gw"}]}"#,
            &["warning CFG_ROUTE_INVALID rtb-fw GL-05"],
        );
    }
}
