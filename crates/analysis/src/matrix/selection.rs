//! What a matrix shows when nothing is chosen: everything that sends, and every service with the ports it is offered on.

use std::collections::BTreeSet;

use vpcanvas_model::{
    Kind, Protocol, ResourceId,
    kind::{VpcEndpoint, vpc_endpoint::VpcEndpointType},
};
use vpcanvas_network::{self as network, Network};

use super::Service;

/// Nearly every service behind an endpoint of AWS listens there.
const HTTPS: (Protocol, u16) = (Protocol::Tcp, 443);

/// Every instance, and every network interface that is plugged into none.
pub fn sources(network: &Network) -> Vec<String> {
    let instances = network.resources(Kind::Instance).map(|(id, _)| id);
    let interfaces = network.resources(Kind::NetworkInterface).map(|(id, _)| id);
    let loose = interfaces.filter(|id| {
        let mut of_its_own = network.interfaces_of(id);
        of_its_own.all(|interface| interface.instance().is_none())
    });
    instances.chain(loose).map(ToString::to_string).collect()
}

/// Every endpoint service, every endpoint for something else, and every load balancer that stands behind no service.
pub fn services(network: &Network) -> Vec<Service> {
    let services = network.resources(Kind::VpcEndpointService);
    let endpoints = network.resources(Kind::VpcEndpoint).filter(|(id, _)| {
        let behind = network.service_of(id);
        !matches!(behind, Some(network::Service::Provider(_)))
    });
    let behind: BTreeSet<&ResourceId> = network
        .resources(Kind::VpcEndpointService)
        .filter_map(|(id, _)| network.endpoint_service(id))
        .flat_map(|service| &service.network_load_balancer_arns)
        .collect();
    let balancers = network
        .resources(Kind::LoadBalancer)
        .filter(|(id, _)| !behind.contains(id));
    services
        .chain(endpoints)
        .chain(balancers)
        .flat_map(|(id, _)| services_of(network, id))
        .collect()
}

/// A resource with the ports it is offered on; empty where it offers none.
pub fn services_of(network: &Network, id: &ResourceId) -> Vec<Service> {
    let ports: BTreeSet<(Protocol, u16)> = match network.kind(id) {
        Some(Kind::VpcEndpointService) => network
            .endpoint_service(id)
            .into_iter()
            .flat_map(|service| &service.network_load_balancer_arns)
            .flat_map(|balancer| of_balancer(network, balancer))
            .collect(),
        Some(Kind::LoadBalancer) => of_balancer(network, id).into_iter().collect(),
        Some(Kind::VpcEndpoint) => network
            .endpoint(id)
            .map(|endpoint| of_endpoint(network, id, endpoint))
            .unwrap_or_default(),
        _ => BTreeSet::new(),
    };
    ports
        .into_iter()
        .map(|(protocol, port)| Service {
            to: id.to_string(),
            protocol,
            port,
        })
        .collect()
}

/// A destination on the ports it is offered on, else on the one nearly everything behind an endpoint listens on.
pub fn offered(network: &Network, to: &str) -> Vec<Service> {
    let id = network.id(to);
    let offered = id.map(|id| services_of(network, id)).unwrap_or_default();
    if !offered.is_empty() {
        return offered;
    }
    let (protocol, port) = HTTPS;
    vec![Service {
        to: to.to_owned(),
        protocol,
        port,
    }]
}

fn of_balancer(network: &Network, id: &ResourceId) -> Vec<(Protocol, u16)> {
    let mut ports = Vec::new();
    for (_, listener) in network.listeners_of(id) {
        let spoken = listener.protocol.zip(listener.port);
        for protocol in [Protocol::Tcp, Protocol::Udp] {
            ports.extend(
                spoken
                    .filter(|(spoken, _)| spoken.accepts(protocol))
                    .map(|(_, port)| (protocol, port)),
            );
        }
    }
    ports
}

fn of_endpoint(
    network: &Network,
    id: &ResourceId,
    endpoint: &VpcEndpoint,
) -> BTreeSet<(Protocol, u16)> {
    let configurations: Vec<&ResourceId> = match endpoint.endpoint_type() {
        VpcEndpointType::Interface => {
            return match network.service_of(id) {
                Some(network::Service::Provider(service)) => services_of(network, service)
                    .into_iter()
                    .map(|service| (service.protocol, service.port))
                    .collect(),
                _ => BTreeSet::from([HTTPS]),
            };
        }
        VpcEndpointType::Resource => endpoint.resource_configuration_arn.iter().collect(),
        VpcEndpointType::ServiceNetwork => endpoint
            .service_network_arn
            .as_ref()
            .and_then(|id| network.service_network(id))
            .map(|found| found.resource_configuration_ids.iter().collect())
            .unwrap_or_default(),
        VpcEndpointType::Gateway
        | VpcEndpointType::GatewayLoadBalancer
        | VpcEndpointType::Tunnel => Vec::new(),
    };
    let field = "ResourceConfigurationGroupId";
    let children = configurations
        .iter()
        .flat_map(|id| network.naming(id, Kind::ResourceConfiguration, field));
    configurations
        .iter()
        .copied()
        .chain(children)
        .filter_map(|id| network.resource_configuration(id))
        .flat_map(|configuration| &configuration.port_ranges)
        .filter_map(|range| range.split('-').next()?.trim().parse().ok())
        .map(|port| (Protocol::Tcp, port))
        .collect()
}
