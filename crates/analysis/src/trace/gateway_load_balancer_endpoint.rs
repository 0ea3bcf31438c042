//! A Gateway Load Balancer endpoint on the way: packets go through the appliances behind it and come out as they were (section 3.2).
//!
//! What the appliances do is not followed.

use vpcanvas_model::{
    Kind, ResourceId,
    kind::{
        VpcEndpoint, VpcEndpointService, listener::ListenerProtocol, vpc_endpoint::VpcEndpointType,
    },
};
use vpcanvas_network::{Interface, Network, Service};

use super::{
    ask::ask_acl,
    asymmetry::Crossing,
    path::At,
    privatelink::{ask_endpoint_state, ask_service_state},
    transit_gateway,
    vpc::at,
    walk::{Place, Stand, Walk, Way},
};
use crate::{Code, Direction, Explanation};

/// A packet is led to an endpoint: by the table of a subnet, or by that of a gateway.
pub(crate) fn take<'n>(
    walk: &mut Walk<'n>,
    stand: Option<Stand<'n>>,
    table: &'n ResourceId,
    id: &'n ResourceId,
    redirected_by: Option<&'n ResourceId>,
) -> Place<'n> {
    let network = walk.network;
    let is_inspection = network.endpoint(id).map(VpcEndpoint::endpoint_type)
        == Some(VpcEndpointType::GatewayLoadBalancer);
    let Some(interface) = network.interfaces_of(id).next().filter(|_| is_inspection) else {
        walk.explain(no_inspection(table, id));
        return Place::Nowhere;
    };
    let here = at(interface);
    if stand.is_some_and(|stand| stand.component == id) {
        let message = format!(
            "{table}, the table of the subnet of {id}, leads back to {id}: give that subnet a table that leads on"
        );
        walk.refuse(
            here,
            Explanation::new(Code::PlRoutingLoop, id, message, "GL-05"),
        );
        return Place::Nowhere;
    }
    // Asked even inside one subnet, as is the other direction where the packet leaves its own (GL-04).
    ask_acl(walk, here, &interface.subnet, Direction::Ingress);
    if walk.way == Way::There {
        let packet = walk.packet;
        ask_endpoint_state(network, &mut walk.path, interface, packet);
        ask_service(walk, interface);
        transit_gateway::recommend_appliance_mode(walk, id);
        walk.warn(not_checked(id));
    }
    walk.lose_identity(id, Code::SgReferencesNotPreserved, "SG-04");
    walk.crossings.push(Crossing {
        component: id,
        kind: Kind::VpcEndpoint,
        zone: interface.zone.as_deref(),
        redirected_by,
    });
    walk.pass_on(here, id, "GL-08");
    Place::Sent(Stand::of(interface))
}

/// The service works and is offered in the zone of the endpoint (2.9, ES-10), and its load balancers speak GENEVE to port
/// 6081 of their targets (GL-07).
fn ask_service(walk: &mut Walk<'_>, interface: &Interface) {
    let network = walk.network;
    let Some(Service::Provider(id)) = network.service_of(&interface.owner) else {
        return;
    };
    let Some(service) = network.endpoint_service(id) else {
        return;
    };
    let here = At {
        component: id,
        kind: Kind::VpcEndpointService.as_str(),
    };
    let packet = walk.packet;
    ask_service_state(&mut walk.path, here, service, packet);
    let zone = interface.zone.as_deref();
    if let Some(zone) = zone.filter(|zone| !is_offered(network, service, zone)) {
        let message = format!(
            "{id} is not offered in {zone}, where {} stands: use a subnet in a zone of the service",
            interface.owner
        );
        let code = Code::VpceServiceNotInstalledInAz;
        walk.explain(Explanation::new(code, id, message, "ES-10"));
    }
    for balancer in &service.gateway_load_balancer_arns {
        for group in target_groups(network, balancer) {
            ask_target_group(walk, balancer, group);
        }
    }
}

/// Whether a service lists a zone and a load balancer of it has a node there, as far as either says something.
fn is_offered(network: &Network, service: &VpcEndpointService, zone: &str) -> bool {
    let listed = &service.availability_zone_ids;
    let balancers = service.gateway_load_balancer_arns.iter();
    let mut nodes = balancers
        .flat_map(|balancer| network.interfaces_of(balancer))
        .filter_map(|node| node.zone.as_deref())
        .peekable();
    (listed.is_empty() || listed.iter().any(|one| one == zone))
        && (nodes.peek().is_none() || nodes.any(|node| node == zone))
}

fn target_groups<'n>(
    network: &'n Network,
    balancer: &'n ResourceId,
) -> impl Iterator<Item = &'n ResourceId> {
    network
        .listeners_of(balancer)
        .flat_map(|(_, listener)| &listener.default_actions)
        .filter_map(|action| action.target_group_arn.as_ref())
}

fn ask_target_group(walk: &mut Walk<'_>, balancer: &ResourceId, group: &ResourceId) {
    let Some(properties) = walk.network.target_group(group) else {
        return;
    };
    if let Some(protocol) = properties
        .protocol
        .filter(|protocol| !matches!(protocol, ListenerProtocol::Geneve))
    {
        let message = format!(
            "{balancer} speaks GENEVE to its targets, and {group} is for {}",
            protocol.as_str()
        );
        let code = Code::GwlbProtocolRestriction;
        walk.explain(Explanation::new(code, group, message, "GL-07"));
    }
    if let Some(port) = properties.port.filter(|port| *port != 6081) {
        let message =
            format!("{balancer} sends to port 6081 of its targets, and {group} is for {port}");
        let code = Code::GwlbDestinationPortRestriction;
        walk.explain(Explanation::new(code, group, message, "GL-07"));
    }
}

fn no_inspection(table: &ResourceId, id: &ResourceId) -> Explanation {
    let message = format!(
        "{table} leads to {id}, which is no Gateway Load Balancer endpoint in a subnet: the packet is discarded"
    );
    Explanation::new(Code::BadStateRoute, table, message, "GL-02")
}

fn not_checked(id: &ResourceId) -> Explanation {
    let message = format!(
        "what the appliances behind {id} do with the packet is not considered: they may drop it"
    );
    Explanation::new(Code::PathThroughGwlbNotChecked, id, message, "GL-07")
}
