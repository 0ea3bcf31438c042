//! The PrivateLink hop: from the interface of an endpoint to the service behind it (section 2.9 of the specification).

use vpcanvas_model::{
    Kind, Protocol, ResourceId,
    kind::{
        VpcEndpointService, vpc_endpoint::VpcEndpointState, vpc_endpoint_service::ServiceState,
    },
};
use vpcanvas_network::{Interface, Network, Service};

use super::{
    Decision, Outcome, Path, Step, Verdict, balancer,
    path::At,
    vpc::{at, carried},
};
use crate::{Code, Explanation, packet::Packet, remedy::Remedy};

/// Takes a packet that has reached the interface of an endpoint on to whoever answers.
pub(crate) fn cross(
    network: &Network,
    mut path: Path,
    interface: &Interface,
    packet: Packet,
) -> Path {
    let endpoint = &interface.owner;
    ask_endpoint_state(network, &mut path, interface, packet);
    if !carried(packet.protocol) {
        path.ask(
            at(interface),
            Step::new(
                endpoint,
                Decision::Protocol,
                Outcome::Blocks,
                packet,
                "IE-41",
            ),
        );
        path.explain(not_carried(endpoint, packet.protocol));
        return path;
    }
    match network.service_of(endpoint) {
        None => {
            path.explain(Explanation::new(
                Code::CfgIncomplete,
                endpoint,
                format!("{endpoint} names no service: choose its ServiceName"),
                "IE-01",
            ));
            path
        }
        Some(Service::Elsewhere(id)) => {
            path.explain(Explanation::new(
                Code::UnknownResource,
                endpoint,
                format!("the endpoint service {id} is not in the design, so what is behind {endpoint} is not known: draw it, or correct the ServiceName"),
                "0.4",
            ));
            path
        }
        Some(Service::Aws { .. }) => {
            path.ask(
                at(interface),
                Step::passing(endpoint, Decision::Delivered, packet, "IE-22"),
            );
            path
        }
        Some(Service::Provider(id)) => match network.endpoint_service(id) {
            Some(service) => through_service(network, path, interface, packet, id, service),
            None => path,
        },
    }
}

/// Only an endpoint that is available carries traffic (IE-20).
fn ask_endpoint_state(network: &Network, path: &mut Path, interface: &Interface, packet: Packet) {
    let endpoint = &interface.owner;
    let Some(properties) = network.endpoint(endpoint) else {
        return;
    };
    let state = properties.endpoint_state();
    let available = state == VpcEndpointState::Available;
    let outcome = if available {
        Outcome::Passes
    } else {
        Outcome::Blocks
    };
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
    id: &ResourceId,
    service: &VpcEndpointService,
) -> Path {
    let here = At {
        component: id,
        kind: Kind::VpcEndpointService.as_str(),
    };
    ask_service_state(&mut path, here, service, packet);
    if network.is_cross_region(&interface.owner) {
        return through_nodes(
            network,
            path,
            packet,
            &nodes(network, service).collect::<Vec<_>>(),
        );
    }
    let Some(zone) = &interface.zone else {
        path.explain(Explanation::new(
            Code::CfgIncomplete,
            &interface.subnet,
            format!(
                "{} has no AvailabilityZoneId, so the zone of the service cannot be compared",
                interface.subnet
            ),
            "ES-11",
        ));
        return path;
    };
    let in_zone = |node: &&Interface| node.zone.as_ref() == Some(zone);
    let nodes: Vec<&Interface> = nodes(network, service).filter(in_zone).collect();
    let offered = &service.availability_zone_ids;
    let present = (offered.is_empty() || offered.contains(zone)) && !nodes.is_empty();
    let outcome = if present {
        Outcome::Passes
    } else {
        Outcome::Blocks
    };
    let asked = Decision::ServiceInZone { zone: zone.clone() };
    path.ask(here, Step::new(id, asked, outcome, packet, "ES-10"));
    if !present {
        path.explain(not_in_zone(id, interface, zone, service, !nodes.is_empty()));
    }
    through_nodes(network, path, packet, &nodes)
}

fn ask_service_state(path: &mut Path, here: At<'_>, service: &VpcEndpointService, packet: Packet) {
    let id = here.component;
    let state = service.service_state.unwrap_or(ServiceState::Available);
    let works = state == ServiceState::Available;
    let state = state.as_str();
    let outcome = if works {
        Outcome::Passes
    } else {
        Outcome::Blocks
    };
    let asked = Decision::State { state };
    path.ask(here, Step::new(id, asked, outcome, packet, "2.9"));
    if !works {
        let message = format!("{id} is {state}: the provider has to bring it back");
        path.explain(Explanation::new(Code::BadState, id, message, "2.9"));
    }
}

/// The nodes of a service's load balancers.
fn nodes<'a>(
    network: &'a Network,
    service: &'a VpcEndpointService,
) -> impl Iterator<Item = &'a Interface> {
    let balancers = service.network_load_balancer_arns.iter();
    balancers.flat_map(|balancer| network.interfaces_of(balancer))
}

/// An endpoint interface is pinned to one node at random, of those in its zone (ES-14, ES-16) or, across Regions, of all
/// (IE-84). The first that answers is shown, else the first of which it cannot be told, else the first.
fn through_nodes(network: &Network, path: Path, packet: Packet, nodes: &[&Interface]) -> Path {
    let client = balancer::Client::PrivateLink {
        address: packet.source,
    };
    let taken: Vec<Path> = nodes
        .iter()
        .map(|node| balancer::take(network, Path::default(), node, packet, &client))
        .collect();
    let first = |wanted| taken.iter().position(|way| way.verdict() == wanted);
    let answers = first(Verdict::Reachable);
    let shown = answers.or_else(|| first(Verdict::Unknown)).unwrap_or(0);
    let mut path = path.then(taken.get(shown).cloned().unwrap_or_default());
    path.partly |= answers.is_some() && taken.iter().any(|way| way.verdict() != Verdict::Reachable);
    for (_, other) in taken
        .into_iter()
        .enumerate()
        .filter(|(position, _)| *position != shown)
    {
        path.warnings.extend(other.explanations);
    }
    path
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
