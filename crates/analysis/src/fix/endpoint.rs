//! What lies between an endpoint and its service: zones, load balancers, Regions, and things that are not in their place (ES-10,
//! ES-13, IE-80).

use vpcanvas_model::{Properties, ResourceId, kind::load_balancer::LoadBalancerType};
use vpcanvas_network::{Network, Service};

use super::balancer::with_subnet;
use crate::{
    Code, Explanation, Fix, Question,
    finding::{
        each,
        edit::{choose_free_address, edit, leave_subnet},
    },
};

pub(super) fn suggest(network: &Network, _: &Question, explanation: &Explanation) -> Vec<Fix> {
    let id = &explanation.component;
    match explanation.code {
        Code::VpceServiceNotInstalledInAz => in_zone(network, id),
        Code::CfgCrossRegion => in_region(network, id),
        Code::CfgIncomplete => network
            .interfaces_of(id)
            .filter(|interface| interface.addresses.is_empty())
            .filter_map(|interface| choose_free_address(network, interface, None))
            .collect(),
        Code::CfgTargetInvalid => without_target(network, explanation),
        _ => Vec::new(),
    }
}

/// The endpoints of a service.
fn endpoints_of<'a>(
    network: &'a Network,
    service: &'a ResourceId,
) -> impl Iterator<Item = &'a ResourceId> {
    each::endpoints(network)
        .map(|(id, _)| id)
        .filter(move |id| matches!(network.service_of(id), Some(Service::Provider(other)) if other == service))
}

fn in_zone(network: &Network, service: &ResourceId) -> Vec<Fix> {
    let Some(drawn) = network.endpoint_service(service) else {
        return Vec::new();
    };
    if drawn.network_load_balancer_arns.is_empty() {
        return with_balancer(network, service);
    }
    let mut fixes = Vec::new();
    let interfaces = || endpoints_of(network, service).flat_map(|id| network.interfaces_of(id));
    for zone in interfaces().filter_map(|interface| interface.zone.as_deref()) {
        if !drawn.availability_zone_ids.is_empty()
            && !drawn.availability_zone_ids.iter().any(|own| own == zone)
        {
            fixes.extend(edit(
                network,
                service,
                format!("Offer {service} in {zone}"),
                |properties| {
                    if let Properties::VpcEndpointService(service) = properties {
                        service.availability_zone_ids.push(zone.to_owned());
                    }
                },
            ));
        }
    }
    let balancers = drawn.network_load_balancer_arns.iter();
    fixes.extend(balancers.flat_map(|balancer| with_subnet(network, balancer)));
    fixes.extend(interfaces().filter_map(|interface| {
        let (endpoint, subnet) = (&interface.owner, &interface.subnet);
        edit(
            network,
            endpoint,
            format!("Take {endpoint} out of {subnet}"),
            |properties| {
                leave_subnet(properties, subnet);
            },
        )
    }));
    fixes.dedup();
    fixes
}

/// Puts a load balancer behind a service that has none.
fn with_balancer(network: &Network, service: &ResourceId) -> Vec<Fix> {
    let taken = |balancer: &ResourceId| {
        each::services(network)
            .any(|(_, service)| service.network_load_balancer_arns.contains(balancer))
    };
    each::balancers(network)
        .filter(|(_, balancer)| {
            matches!(
                balancer.load_balancer_type,
                None | Some(LoadBalancerType::Network)
            )
        })
        .filter(|(id, _)| !taken(id))
        .filter_map(|(balancer, _)| {
            edit(
                network,
                service,
                format!("Put {balancer} behind {service}"),
                |properties| {
                    if let Properties::VpcEndpointService(service) = properties {
                        service.network_load_balancer_arns.push(balancer.clone());
                    }
                },
            )
        })
        .collect()
}

/// Offers a service to the Regions of its endpoints.
fn in_region(network: &Network, service: &ResourceId) -> Vec<Fix> {
    endpoints_of(network, service)
        .filter_map(|endpoint| network.document().region(endpoint))
        .filter_map(|region| {
            edit(
                network,
                service,
                format!("Offer {service} to {region}"),
                |properties| {
                    if let Properties::VpcEndpointService(service) = properties {
                        service.supported_regions.push(region.to_owned());
                    }
                },
            )
        })
        .collect()
}

fn without_target(network: &Network, explanation: &Explanation) -> Vec<Fix> {
    let group = &explanation.component;
    let targets = network
        .target_group(group)
        .map(|group| group.targets.as_slice());
    let names = targets
        .unwrap_or_default()
        .iter()
        .filter_map(|target| target.id.as_deref());
    names
        .filter(|name| explanation.message.contains(name))
        .filter_map(|name| {
            edit(
                network,
                group,
                format!("Take {name} out of {group}"),
                |properties| {
                    if let Properties::TargetGroup(group) = properties {
                        group
                            .targets
                            .retain(|target| target.id.as_deref() != Some(name));
                    }
                },
            )
        })
        .collect()
}
