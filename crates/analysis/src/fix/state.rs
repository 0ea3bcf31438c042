//! What does not work is brought to work: load balancers, services, endpoints, interfaces that are plugged into nothing.

use vpcanvas_model::{
    Properties,
    kind::{
        load_balancer::LoadBalancerState, network_interface::NetworkInterfaceAttachment,
        resource_gateway::LatticeStatus, route_table::RouteState, vpc_endpoint::VpcEndpointState,
        vpc_endpoint_service::ServiceState,
    },
};
use vpcanvas_network::Network;

use crate::{
    Code, Explanation, Fix, Question,
    finding::{each, edit::edit},
};

pub(super) fn suggest(network: &Network, _: &Question, explanation: &Explanation) -> Vec<Fix> {
    let id = &explanation.component;
    match explanation.code {
        Code::BadState => {
            let works = edit(network, id, format!("Have {id} work again"), bring_back);
            works
                .into_iter()
                .chain(attach(network, explanation))
                .collect()
        }
        Code::BadStateRoute => edit(
            network,
            id,
            format!("Take the black holes from {id}"),
            |properties| {
                if let Properties::RouteTable(table) = properties {
                    table
                        .routes
                        .retain(|route| route.state != Some(RouteState::Blackhole));
                }
            },
        )
        .into_iter()
        .collect(),
        _ => Vec::new(),
    }
}

fn bring_back(properties: &mut Properties) {
    match properties {
        Properties::LoadBalancer(balancer) => balancer.state = Some(LoadBalancerState::Active),
        Properties::VpcEndpointService(service) => {
            service.service_state = Some(ServiceState::Available);
        }
        Properties::VpcEndpoint(endpoint) => endpoint.state = Some(VpcEndpointState::Available),
        Properties::ResourceGateway(gateway) => gateway.status = Some(LatticeStatus::Active),
        Properties::ResourceConfiguration(configuration) => {
            configuration.status = Some(LatticeStatus::Active);
        }
        _ => {}
    }
}

/// Plugs an interface into an instance of its subnet.
fn attach(network: &Network, explanation: &Explanation) -> Vec<Fix> {
    let id = &explanation.component;
    let document = network.document();
    let Some(Properties::NetworkInterface(interface)) =
        document.resource(id).map(|resource| &resource.properties)
    else {
        return Vec::new();
    };
    let subnet = interface.subnet_id.as_ref();
    each::instances(network)
        .filter(|(_, instance)| subnet.is_some() && instance.subnet_id.as_ref() == subnet)
        .filter_map(|(instance, _)| {
            edit(
                network,
                id,
                format!("Attach {id} to {instance}"),
                |properties| {
                    if let Properties::NetworkInterface(interface) = properties {
                        interface.attachment = Some(NetworkInterfaceAttachment {
                            instance_id: Some(instance.clone()),
                            device_index: Some(1),
                            ..NetworkInterfaceAttachment::default()
                        });
                    }
                },
            )
        })
        .collect()
}
