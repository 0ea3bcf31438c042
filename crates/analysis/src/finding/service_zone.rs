//! An endpoint service is offered where its load balancers have nodes and where it says so itself (ES-10, ES-13).

use std::collections::BTreeSet;

use vpcanvas_model::{Properties, ResourceId, kind::VpcEndpointService};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit, zone_not_offered::zones_of_balancers};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::services(network)
        .filter(|(_, service)| !service.availability_zone_ids.is_empty())
        .flat_map(|(id, service)| of(network, id, service))
        .collect()
}

fn of(network: &Network, id: &ResourceId, service: &VpcEndpointService) -> Vec<Finding> {
    let nodes = zones_of_balancers(network, service);
    if nodes.is_empty() {
        return Vec::new();
    }
    let listed: BTreeSet<&str> = service
        .availability_zone_ids
        .iter()
        .map(String::as_str)
        .collect();
    let without_node = listed.difference(&nodes).map(|zone| {
        let message = format!(
            "{id} lists {zone}, where none of its load balancers has a node: add a subnet of {zone} to one, or take the zone off the list"
        );
        let title = format!("Take {zone} off the zones of {id}");
        let removed = edit(network, id, title, |properties| {
            if let Properties::VpcEndpointService(service) = properties {
                service.availability_zone_ids.retain(|other| other != zone);
            }
        });
        Finding::warning(Code::CfgServiceZone, id, message, "ES-10").mended_by(removed)
    });
    let not_listed = nodes.difference(&listed).map(|zone| {
        let message = format!(
            "{id} is not offered in {zone}, though a load balancer of it has a node there: add the zone to the service to offer it"
        );
        let title = format!("Offer {id} in {zone}");
        let added = edit(network, id, title, |properties| {
            if let Properties::VpcEndpointService(service) = properties {
                service.availability_zone_ids.push((*zone).to_owned());
            }
        });
        Finding::info(Code::CfgServiceZone, id, message, "ES-13").mended_by(added)
    });
    without_node.chain(not_listed).collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn zones_of_service_and_load_balancer_are_compared() {
        check_findings(
            r#""vpce-svc-s": {"AvailabilityZoneIds": ["use1-az1", "use1-az2", "use1-az3"]}"#,
            &["warning CFG_SERVICE_ZONE vpce-svc-s ES-10"],
        );
        check_findings(
            r#""vpce-e": {"SubnetIds": ["subnet-c-a"], "SubnetConfigurations": [{"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.50"}]},
               "vpce-svc-s": {"AvailabilityZoneIds": ["use1-az1"]}"#,
            &[
                "warning CFG_SINGLE_AVAILABILITY_ZONE vpce-e IE-09",
                "info CFG_SERVICE_ZONE vpce-svc-s ES-13",
            ],
        );
    }
}
