//! An endpoint stands only in zones its service is offered in: those of the service that a load balancer of it has, by id
//! (IE-03, ES-10 to ES-12).

use std::collections::BTreeSet;

use vpcanvas_model::{
    ResourceId,
    kind::{VpcEndpointService, vpc_endpoint::VpcEndpointType},
};
use vpcanvas_network::{Network, Service};

use super::{
    Finding, each,
    edit::{edit, leave_subnet},
};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let appliances = each::endpoints_of(network, VpcEndpointType::GatewayLoadBalancer);
    each::endpoints(network)
        .chain(appliances)
        .flat_map(|(id, _)| of(network, id))
        .collect()
}

fn of(network: &Network, id: &ResourceId) -> Vec<Finding> {
    let Some((service, zones)) = zones_offered(network, id) else {
        return Vec::new();
    };
    let outside = network.interfaces_of(id).filter(|interface| {
        interface
            .zone
            .as_deref()
            .is_some_and(|zone| !zones.contains(zone))
    });
    let list: Vec<&str> = zones.iter().copied().collect();
    outside
        .map(|interface| {
            let subnet = &interface.subnet;
            let zone = interface.zone.as_deref().unwrap_or_default();
            let message = format!(
                "{id} stands in {subnet} in {zone}, but {service} is offered in {} alone: take the endpoint out of the subnet",
                list.join(", ")
            );
            let title = format!("Take {id} out of {subnet}");
            let leave = edit(network, id, title, |properties| leave_subnet(properties, subnet));
            Finding::error(Code::VpceServiceNotInstalledInAz, id, message, "IE-03").mended_by(leave)
        })
        .collect()
}

/// The service of an endpoint and its zones; `None` where they do not matter or are not known.
pub(super) fn zones_offered<'a>(
    network: &'a Network,
    id: &ResourceId,
) -> Option<(&'a ResourceId, BTreeSet<&'a str>)> {
    let Service::Provider(service) = network.service_of(id)? else {
        return None;
    };
    if network.is_cross_region(id) {
        return None;
    }
    let drawn = network.endpoint_service(service)?;
    let zones = zones_of_service(network, drawn);
    (!zones.is_empty()).then_some((service, zones))
}

fn zones_of_service<'a>(
    network: &'a Network,
    service: &'a VpcEndpointService,
) -> BTreeSet<&'a str> {
    let nodes = zones_of_balancers(network, service);
    let listed = service.availability_zone_ids.iter().map(String::as_str);
    match (service.availability_zone_ids.is_empty(), nodes.is_empty()) {
        (true, _) => nodes,
        (false, true) => listed.collect(),
        (false, false) => listed.filter(|zone| nodes.contains(zone)).collect(),
    }
}

/// The zones the load balancers of a service have nodes in.
pub(super) fn zones_of_balancers<'a>(
    network: &'a Network,
    service: &VpcEndpointService,
) -> BTreeSet<&'a str> {
    let balancers = service.network_load_balancer_arns.iter();
    balancers
        .chain(&service.gateway_load_balancer_arns)
        .flat_map(|balancer| network.interfaces_of(balancer))
        .filter_map(|node| node.zone.as_deref())
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn g19_a_zone_without_the_service_is_refused() {
        check_findings(
            r#""subnet-c-b": {"AvailabilityZoneId": "use1-az3"}"#,
            &["error VPCE_SERVICE_NOT_INSTALLED_IN_AZ vpce-e IE-03"],
        );
    }

    #[test]
    fn zones_are_those_of_the_service_and_of_its_load_balancers() {
        check_findings(
            r#""vpce-svc-s": {"AvailabilityZoneIds": ["use1-az1"]}"#,
            &[
                "error VPCE_SERVICE_NOT_INSTALLED_IN_AZ vpce-e IE-03",
                "info CFG_SERVICE_ZONE vpce-svc-s ES-13",
            ],
        );
        check_findings(r#""vpce-svc-s": {"AvailabilityZoneIds": null}"#, &[]);
    }

    #[test]
    fn appliances_are_offered_by_zones_too() {
        let endpoint = |subnet: &str, address: &str| {
            format!(
                r#""gwlb-1": {{"Kind": "LoadBalancer", "Type": "gateway", "VpcId": "vpc-p", "SubnetMappings": [{{"SubnetId": "subnet-p-a", "PrivateIPv4Address": "10.0.1.101"}}]}},
                   "vpce-svc-x": {{"Kind": "VpcEndpointService", "OwnerId": "111111111111", "AllowedPrincipals": ["arn:aws:iam::222222222222:root"], "GatewayLoadBalancerArns": ["gwlb-1"]}},
                   "vpce-g": {{"Kind": "VpcEndpoint", "VpcEndpointType": "GatewayLoadBalancer", "VpcId": "vpc-c", "ServiceName": "vpce-svc-x", "SubnetIds": ["{subnet}"],
                       "SubnetConfigurations": [{{"SubnetId": "{subnet}", "Ipv4": "{address}"}}]}}"#
            )
        };
        check_findings(&endpoint("subnet-c-a", "10.0.1.60"), &[]);
        check_findings(
            &endpoint("subnet-c-b", "10.0.2.60"),
            &["error VPCE_SERVICE_NOT_INSTALLED_IN_AZ vpce-g IE-03"],
        );
    }

    #[test]
    fn zones_of_another_region_need_not_match() {
        check_findings(
            r#""vpc-c": {"Region": "eu-west-1"}, "vpce-e": {"ServiceRegion": "us-east-1"}, "subnet-c-a": {"AvailabilityZoneId": "euw1-az1"}, "subnet-c-b": {"AvailabilityZoneId": "euw1-az3"}, "vpce-svc-s": {"SupportedRegions": ["us-east-1", "eu-west-1"]}"#,
            &[],
        );
    }
}
