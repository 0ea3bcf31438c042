//! The names the design itself speaks of, for pick lists.

use std::collections::BTreeSet;

use vpcanvas_model::{Kind, Properties, catalogue};
use vpcanvas_network::Network;

/// In alphabetical order.
pub(super) fn of(network: &Network) -> Vec<String> {
    let mut names = BTreeSet::new();
    let kinds = [
        Kind::HostedZone,
        Kind::VpcEndpointService,
        Kind::VpcEndpoint,
        Kind::LoadBalancer,
    ];
    let resources = kinds.into_iter().flat_map(|kind| network.resources(kind));
    for (id, resource) in resources {
        match &resource.properties {
            Properties::HostedZone(zone) => names.extend(
                zone.resource_record_sets
                    .iter()
                    .filter_map(|record| record.name.clone()),
            ),
            Properties::VpcEndpointService(service) => {
                names.extend(service.private_dns_name.clone());
            }
            Properties::VpcEndpoint(endpoint) => {
                names.extend(aws_names(endpoint.service_name.as_deref()));
                if let Some(own) = vpcanvas_analysis::endpoint_names(network, id) {
                    names.insert(own.regional);
                    names.extend(own.zonal.into_iter().map(|(_, name)| name));
                }
                names.extend(vpcanvas_analysis::resource_names(network, id));
            }
            Properties::LoadBalancer(_) => {
                names.extend(vpcanvas_analysis::load_balancer_name(network, id));
            }
            _ => {}
        }
    }
    names
        .into_iter()
        .filter(|name| !name.starts_with('*'))
        .collect()
}

/// The private names of a service of AWS.
fn aws_names(service_name: Option<&str>) -> Vec<String> {
    let Some((region, _, Some(service))) = service_name.and_then(catalogue::aws_service) else {
        return Vec::new();
    };
    service.private_dns_names(region)
}
