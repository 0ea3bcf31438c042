//! The PrivateLink hop: from the interface of an endpoint to the service behind it (section 2.9 of the specification).

use vpcanvas_model::{
    Kind, Protocol, ResourceId,
    kind::{
        VpcEndpoint, VpcEndpointService,
        vpc_endpoint::{VpcEndpointState, VpcEndpointType},
        vpc_endpoint_service::ServiceState,
    },
};
use vpcanvas_network::{Interface, Network, Service};

use super::{
    Decision, Outcome, Path, Step,
    alternatives::{self, Choice},
    balancer::{self, Client},
    cross_region,
    path::At,
    resource, service_network,
    trail::{self, Trail},
    vpc::{answers_nobody, at, carried},
};
use crate::{Code, Explanation, packet::Packet, remedy::Remedy};

/// Takes a packet that has reached the interface of an endpoint on to whoever answers.
pub(crate) fn cross(network: &Network, path: Path, interface: &Interface, packet: Packet) -> Path {
    trail::begin(|trail| cross_within(network, path, interface, packet, trail))
}

/// The same for a flow that comes through something else.
pub(super) fn cross_within(
    network: &Network,
    mut path: Path,
    interface: &Interface,
    packet: Packet,
    trail: &Trail<'_>,
) -> Path {
    let endpoint = &interface.owner;
    let Some(trail) = trail.enter(endpoint, &mut path) else {
        return path;
    };
    ask_endpoint_state(network, &mut path, interface, packet);
    if !carried(packet.protocol) {
        let asked = Decision::Protocol;
        let step = Step::new(endpoint, asked, Outcome::Blocks, packet, "IE-41");
        path.ask(at(interface), step);
        path.explain(not_carried(endpoint, packet.protocol));
        return path;
    }
    let kind = network
        .endpoint(endpoint)
        .map_or(VpcEndpointType::Interface, VpcEndpoint::endpoint_type);
    match kind {
        VpcEndpointType::Interface => to_service(network, path, interface, packet, &trail),
        VpcEndpointType::Resource => resource::through(network, path, interface, packet, &trail),
        VpcEndpointType::ServiceNetwork => {
            service_network::through(network, path, interface, packet, &trail)
        }
        VpcEndpointType::Tunnel => {
            path.explain(tunnel(endpoint));
            path
        }
        VpcEndpointType::Gateway | VpcEndpointType::GatewayLoadBalancer => {
            path.explain(answers_nobody(endpoint));
            path
        }
    }
}

fn to_service(
    network: &Network,
    mut path: Path,
    interface: &Interface,
    packet: Packet,
    trail: &Trail<'_>,
) -> Path {
    let endpoint = &interface.owner;
    let missing = match network.service_of(endpoint) {
        None => {
            let message = format!("{endpoint} names no service: choose its ServiceName");
            Explanation::new(Code::CfgIncomplete, endpoint, message, "IE-01")
        }
        Some(Service::Elsewhere(id)) => {
            let message = format!(
                "the endpoint service {id} is not in the design, so what is behind {endpoint} is not known: draw it, or correct the ServiceName"
            );
            Explanation::new(Code::UnknownResource, endpoint, message, "0.4")
        }
        Some(Service::Aws { region, name, .. }) => {
            path.explanations
                .extend(cross_region::to_aws(network, interface, region, name));
            let step = Step::passing(endpoint, Decision::Delivered, packet, "IE-22");
            path.ask(at(interface), step);
            return path;
        }
        Some(Service::Provider(id)) => match network.endpoint_service(id) {
            Some(service) => {
                return through_service(network, path, interface, packet, (id, service), trail);
            }
            None => return path,
        },
    };
    path.explain(missing);
    path
}

/// Known, and not analysed (section 3.5).
fn tunnel(endpoint: &ResourceId) -> Explanation {
    let message = format!(
        "{endpoint} is a tunnel endpoint: what clients send through it is wrapped in GENEVE and not analysed by this version"
    );
    Explanation::new(Code::UnsupportedComponent, endpoint, message, "3.5")
}

/// Only an endpoint that is available carries traffic (IE-20).
pub(super) fn ask_endpoint_state(
    network: &Network,
    path: &mut Path,
    interface: &Interface,
    packet: Packet,
) {
    let endpoint = &interface.owner;
    let Some(properties) = network.endpoint(endpoint) else {
        return;
    };
    let state = properties.endpoint_state();
    let available = state == VpcEndpointState::Available;
    let outcome = Outcome::passing_if(available);
    path.ask(
        at(interface),
        Step::new(
            endpoint,
            Decision::State {
                state: state.as_str(),
            },
            outcome,
            packet,
            "IE-20",
        ),
    );
    if available {
        return;
    }
    let who = match state {
        VpcEndpointState::PendingAcceptance => "the provider has to accept the connection",
        VpcEndpointState::Rejected => {
            "the provider has refused the connection and would have to accept it"
        }
        _ => "the consumer has to create it again or wait",
    };
    let message = format!(
        "{endpoint} is {}: connections time out until it is Available, and {who}",
        state.as_str()
    );
    let acceptable = matches!(
        state,
        VpcEndpointState::PendingAcceptance | VpcEndpointState::Rejected
    );
    let remedy = acceptable.then(|| Remedy::AcceptConnection {
        endpoint: endpoint.clone(),
    });
    path.explain(Explanation::new(Code::BadState, endpoint, message, "IE-20").mended_by(remedy));
}

fn not_carried(endpoint: &ResourceId, protocol: Protocol) -> Explanation {
    let message = match protocol {
        Protocol::Icmp => format!("{endpoint} never answers a ping: test it with a TCP connection"),
        Protocol::Tcp | Protocol::Udp => format!("{endpoint} does not carry {protocol}"),
    };
    let reference = if protocol == Protocol::Icmp {
        "IE-41"
    } else {
        "IE-42"
    };
    Explanation::new(Code::ProtocolRestriction, endpoint, message, reference)
}

fn through_service(
    network: &Network,
    mut path: Path,
    interface: &Interface,
    packet: Packet,
    (id, service): (&ResourceId, &VpcEndpointService),
    trail: &Trail<'_>,
) -> Path {
    let here = At {
        component: id,
        kind: Kind::VpcEndpointService.as_str(),
    };
    ask_service_state(&mut path, here, service, packet);
    ask_family(&mut path, id, service, packet);
    let mut nodes: Vec<&Interface> = nodes(network, service).collect();
    if nodes.is_empty() && !service.gateway_load_balancer_arns.is_empty() {
        path.explain(of_appliances(id, &interface.owner));
        return path;
    }
    let offered = &service.availability_zone_ids;
    let is_offered = |zone: &str| offered.is_empty() || offered.iter().any(|one| one == zone);
    if cross_region::is_crossed(network, &interface.owner, service) {
        nodes.retain(|node| node.zone.as_deref().is_none_or(is_offered));
        cross_region::ask(network, &mut path, interface, (id, service));
        if nodes.is_empty() {
            path.explain(without_node(id));
        }
        return through_nodes(network, path, packet, &nodes, trail);
    }
    let Some(zone) = &interface.zone else {
        path.explain(without_zone(interface));
        return path;
    };
    nodes.retain(|node| node.zone.as_ref() == Some(zone));
    let present = is_offered(zone) && !nodes.is_empty();
    let outcome = Outcome::passing_if(present);
    let asked = Decision::ServiceInZone { zone: zone.clone() };
    path.ask(here, Step::new(id, asked, outcome, packet, "ES-10"));
    if !present {
        path.explain(not_in_zone(id, interface, zone, service, !nodes.is_empty()));
    }
    through_nodes(network, path, packet, &nodes, trail)
}

/// Across Regions zones need not match, but somebody has to take the flow (IE-84).
fn without_node(id: &ResourceId) -> Explanation {
    let message = format!(
        "{id} has no load balancer with a node in a zone it is offered in: the provider has to put one behind it"
    );
    Explanation::new(Code::NoPossibleDestination, id, message, "IE-84")
}

fn without_zone(interface: &Interface) -> Explanation {
    let subnet = &interface.subnet;
    let message = format!(
        "{subnet} has no AvailabilityZoneId, so the zone of the service cannot be compared"
    );
    Explanation::new(Code::CfgIncomplete, subnet, message, "ES-11")
}

/// Appliances are reached through endpoints of their own type (GL-01).
fn of_appliances(id: &ResourceId, endpoint: &ResourceId) -> Explanation {
    let message = format!(
        "{id} is a service of Gateway Load Balancers: make {endpoint} a Gateway Load Balancer endpoint and lead routes to it"
    );
    Explanation::new(Code::CfgInvalidReference, endpoint, message, "GL-01")
}

/// IPv6 needs a service that supports it; IPv4 too, where the service names its families (IE-50 to IE-52, ES-40).
fn ask_family(path: &mut Path, id: &ResourceId, service: &VpcEndpointService, packet: Packet) {
    let family = if packet.is_ipv6() { "ipv6" } else { "ipv4" };
    let supported = &service.supported_ip_address_types;
    let assumed = supported.is_empty() && family == "ipv4";
    if assumed || supported.iter().any(|supported| supported == family) {
        return;
    }
    let message = format!(
        "{id} does not support {family}: the provider has to add it to SupportedIpAddressTypes, or the client has to use the other family"
    );
    path.explain(Explanation::new(
        Code::CfgAddressFamily,
        id,
        message,
        "ES-40",
    ));
}

pub(super) fn ask_service_state(
    path: &mut Path,
    here: At<'_>,
    service: &VpcEndpointService,
    packet: Packet,
) {
    let id = here.component;
    let state = service.service_state.unwrap_or(ServiceState::Available);
    let works = state == ServiceState::Available;
    let state = state.as_str();
    let obstacle = (!works).then(|| format!("{id} is {state}: the provider has to bring it back"));
    path.ask_state(here, state, packet, "2.9", obstacle);
}

/// The nodes of a service's load balancers.
fn nodes<'a>(
    network: &'a Network,
    service: &'a VpcEndpointService,
) -> impl Iterator<Item = &'a Interface> {
    let balancers = service.network_load_balancer_arns.iter();
    balancers
        .filter(|id| network.load_balancer(id).is_some())
        .flat_map(|balancer| network.interfaces_of(balancer))
}

/// An endpoint interface is pinned to one node at random, of those in its zone (ES-14, ES-16) or, across Regions, of all
/// (IE-84).
fn through_nodes(
    network: &Network,
    path: Path,
    packet: Packet,
    nodes: &[&Interface],
    trail: &Trail<'_>,
) -> Path {
    alternatives::take(path, nodes, Choice::Blind, |path, node| {
        balancer::take_within(network, path, node, packet, Client::PrivateLink, trail)
    })
}

fn not_in_zone(
    id: &ResourceId,
    interface: &Interface,
    zone: &str,
    service: &VpcEndpointService,
    has_node: bool,
) -> Explanation {
    let endpoint = &interface.owner;
    let message = if has_node {
        format!(
            "{id} is not offered in {zone}, where {endpoint} has an interface in {}: its load balancer has the zone, so the provider has to add it to the service",
            interface.subnet
        )
    } else if service.network_load_balancer_arns.is_empty() {
        format!("{id} has no load balancer: the provider has to put one behind it")
    } else {
        format!(
            "{id} has no load balancer node in {zone}, where {endpoint} has an interface in {}: use a subnet in a zone of the service",
            interface.subnet
        )
    };
    let reference = if has_node { "ES-13" } else { "ES-10" };
    Explanation::new(Code::VpceServiceNotInstalledInAz, id, message, reference)
}
