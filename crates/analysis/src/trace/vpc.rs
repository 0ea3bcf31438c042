//! Whoever takes a packet: an instance, an endpoint, the node of a load balancer, somebody outside; and who sends it.

use std::net::IpAddr;

use vpcanvas_model::{Kind, Protocol, ResourceId, kind::instance::InstanceState};
use vpcanvas_network::{Interface, Network, Role, Service};

use super::{
    Decision, Outcome, Path, Question, Step, Verdict, balancer, connection, nat_gateway,
    path::At,
    place::{Destination, Source},
    privatelink, registered,
    walk::{Arrival, Origin, Reached, Trip, walk, walk_along},
};
use crate::{
    Code, Explanation,
    packet::{Packet, Ports},
    remedy::Remedy,
    route::{self, Choice, Sought},
};

/// Sends a packet from a source to a destination and follows it to whoever answers.
pub(crate) fn send<'n>(
    network: &'n Network,
    source: &Source<'n>,
    destination: &'n Destination<'n>,
    question: &Question,
) -> Path {
    let mut path = Path::default();
    let Some(address) = source.address_like(destination.address) else {
        path.explain(no_address_of_family(source.name(), destination.address));
        return path;
    };
    let packet = Packet::request(
        question.protocol,
        (address, Ports::LINUX_EPHEMERAL),
        (destination.address, question.port),
    );
    begin(network, &mut path, source.origin, packet);
    if let Some(explanation) = unconnected(network, source.origin, destination) {
        path.explain(explanation);
        return path;
    }
    let trip = Trip {
        origin: source.origin,
        packet,
        service: destination.service.as_deref(),
        vpc: destination.meant.map(|meant| &meant.vpc),
    };
    let (way, arrival) = walk(network, trip);
    let path = path.then(way);
    arrive(network, path, source.origin, destination, &arrival)
}

/// The sender says what it sends, and has to work.
fn begin(network: &Network, path: &mut Path, origin: Origin<'_>, packet: Packet) {
    let internet;
    let here = match origin {
        Origin::Interface(interface)
        | Origin::Node {
            node: interface, ..
        } => at(interface),
        Origin::Internet { gateway: None } => {
            internet = ResourceId::from("internet");
            At {
                component: &internet,
                kind: "Internet",
            }
        }
        Origin::Internet {
            gateway: Some(gateway),
        } => At {
            component: gateway,
            kind: Kind::InternetGateway.as_str(),
        },
        Origin::OnPremises { network } => At {
            component: network,
            kind: Kind::CustomerGateway.as_str(),
        },
        Origin::TransitGateway { gateway } => At {
            component: gateway,
            kind: Kind::TransitGateway.as_str(),
        },
    };
    let step = Step::passing(here.component, Decision::Sent, packet, "ENI-01");
    path.ask(here, step);
    if let Some(interface) = origin.interface() {
        works(network, interface, path, packet);
        registered::ask(network, path, interface, packet);
    }
}

/// That the destination is in a VPC which nothing connects with that of the source, unless a route leads out of it.
fn unconnected(
    network: &Network,
    origin: Origin<'_>,
    destination: &Destination<'_>,
) -> Option<Explanation> {
    let from = origin.interface()?;
    let meant = destination.meant.filter(|meant| meant.vpc != from.vpc)?;
    let connected = connection::are_connected(network, &from.vpc, &meant.vpc);
    let sought = Sought {
        address: destination.address,
        service: None,
    };
    let table = network.route_table_of(&from.subnet);
    let choice = route::choose(network, &from.vpc, table, sought);
    let leaves = matches!(choice, Choice::Drawn { .. });
    (!connected && !leaves).then(|| disconnected(network, from, meant))
}

/// What happens where a packet has come to.
fn arrive<'n>(
    network: &'n Network,
    mut path: Path,
    origin: Origin<'n>,
    destination: &Destination<'n>,
    arrival: &Arrival<'n>,
) -> Path {
    let Some(Reached::Interface(interface)) = arrival.reached else {
        return path;
    };
    let packet = arrival.packet;
    if let Some(meant) = destination.meant.filter(|meant| meant.vpc != interface.vpc) {
        path.explain(mistaken(interface, meant, packet));
        return path;
    }
    match interface.role {
        Role::Instance | Role::NetworkInterface { .. } => {
            works(network, interface, &mut path, packet);
            deliver(&mut path, interface, packet);
            path
        }
        Role::VpcEndpoint => {
            if let Some(from) = origin
                .interface()
                .filter(|from| from.zone != interface.zone)
            {
                path.warn(zone_crossed(&interface.owner, from, interface));
            }
            privatelink::cross(network, path, interface, packet)
        }
        Role::LoadBalancerNode | Role::ApplicationLoadBalancerNode => {
            let client = balancer::Client::Direct(arrival.sender);
            balancer::take(network, path, interface, packet, client)
        }
        Role::ResolverEndpoint => {
            deliver(&mut path, interface, packet);
            path
        }
        Role::NatGateway => {
            path.explain(nat_gateway::unsolicited(&interface.owner));
            path
        }
        Role::GatewayLoadBalancerEndpoint | Role::ResourceGateway => {
            path.explain(answers_nobody(&interface.owner));
            path
        }
    }
}

/// What takes no connections of its own: packets only pass through it.
pub(super) fn answers_nobody(owner: &ResourceId) -> Explanation {
    let message = format!("{owner} answers no connections itself: nothing listens at its address");
    Explanation::new(Code::NoPossibleDestination, owner, message, "GL-02")
}

/// Two VPCs have the address, and the packet comes to the nearer (TGW-16).
fn mistaken(reached: &Interface, meant: &Interface, packet: Packet) -> Explanation {
    let (owner, vpc) = (&reached.owner, &reached.vpc);
    let message = format!(
        "{} is the address of {owner} in {vpc} too, and the packet goes there and not to {}: an endpoint reaches a service whatever the ranges",
        packet.destination, meant.owner
    );
    Explanation::new(Code::NoPossibleDestination, vpc, message, "TGW-16")
}

/// Says that a packet has arrived.
pub(crate) fn deliver(path: &mut Path, interface: &Interface, packet: Packet) {
    path.ask(
        at(interface),
        Step::passing(&interface.owner, Decision::Delivered, packet, "ENI-01"),
    );
}

/// Takes a packet of a load balancer's node or resource gateway on to an interface, and the reply back.
///
/// `seen_as` is the interface whose identity filters see: a client whose address the node keeps, else the sender itself.
pub(crate) fn cross<'n>(
    network: &'n Network,
    node: &'n Interface,
    packet: Packet,
    seen_as: &'n Interface,
) -> (Path, Option<&'n Interface>) {
    let trip = trip_of_node(node, packet, seen_as);
    let (path, arrival) = walk(network, trip);
    let reached = match arrival.reached {
        Some(Reached::Interface(interface)) => Some(interface),
        _ => None,
    };
    (path, reached)
}

/// How a packet of a node's own ends on its way there and back.
pub(crate) fn crosses(network: &Network, node: &Interface, packet: Packet) -> Verdict {
    let trip = trip_of_node(node, packet, node);
    walk_along(network, trip, Path::silent()).0.verdict()
}

fn trip_of_node<'n>(node: &'n Interface, packet: Packet, seen_as: &'n Interface) -> Trip<'n> {
    let origin = if node.addresses.contains(&packet.source) {
        Origin::Interface(node)
    } else {
        Origin::Node {
            node,
            client: Some(seen_as).filter(|client| *client != node),
        }
    };
    Trip {
        origin,
        packet,
        service: None,
        vpc: None,
    }
}

/// An instance has to run, and an interface has to be plugged into one (ENI-04).
pub(crate) fn works(network: &Network, interface: &Interface, path: &mut Path, packet: Packet) {
    let Some(instance) = interface.instance() else {
        if matches!(interface.role, Role::NetworkInterface { .. }) {
            let owner = &interface.owner;
            path.ask(
                at(interface),
                Step::new(
                    owner,
                    Decision::State { state: "available" },
                    Outcome::Blocks,
                    packet,
                    "ENI-04",
                ),
            );
            path.explain(Explanation::new(
                Code::BadState,
                owner,
                format!(
                    "{owner} is not attached to an instance, so nobody answers there: attach it"
                ),
                "ENI-04",
            ));
        }
        return;
    };
    let state = network
        .instance(instance)
        .and_then(|instance| instance.state)
        .unwrap_or(InstanceState::Running);
    if state == InstanceState::Running {
        return;
    }
    path.ask(
        at(interface),
        Step::new(
            instance,
            Decision::State {
                state: state.as_str(),
            },
            Outcome::Blocks,
            packet,
            "ENI-04",
        ),
    );
    let message = format!(
        "{instance} is {}: only a running instance sends and answers",
        state.as_str()
    );
    path.explain(
        Explanation::new(Code::BadState, instance, message, "ENI-04").mended_by([
            Remedy::StartInstance {
                instance: instance.clone(),
            },
        ]),
    );
}

/// IPv4 and IPv6 do not mix: the source needs an address of the family it sends to (RT-03).
fn no_address_of_family(owner: &ResourceId, destination: IpAddr) -> Explanation {
    let family = if destination.is_ipv4() {
        "IPv4"
    } else {
        "IPv6"
    };
    Explanation::new(
        Code::EniAddressRestriction,
        owner,
        format!(
            "{owner} has no {family} address to send to {destination} from: give it one, or use an address of its own family"
        ),
        "RT-03",
    )
}

/// Two VPCs without a connection; where PrivateLink leads from one to the other, only the consumer may open it (IE-40).
fn disconnected(network: &Network, from: &Interface, to: &Interface) -> Explanation {
    let mut endpoints = network.naming(&to.vpc, Kind::VpcEndpoint, "VpcId");
    let serves = endpoints.any(|endpoint| {
        let Some(Service::Provider(service)) = network.service_of(endpoint) else {
            return false;
        };
        let balancers = network
            .endpoint_service(service)
            .map(|service| &service.network_load_balancer_arns);
        balancers.is_some_and(|ids| ids.iter().any(|id| network.parent(id) == Some(&from.vpc)))
    });
    let (vpc, other) = (&from.vpc, &to.vpc);
    let message = if serves {
        format!(
            "{vpc} serves {other} through PrivateLink, which carries connections from the consumer to the provider only; there is no way back to {}",
            to.owner
        )
    } else {
        format!(
            "{vpc} and {other} are not connected: an endpoint in {vpc} for a service in {other} would reach one port of it"
        )
    };
    Explanation::new(Code::DisconnectedVpcs, vpc, message, "IE-40")
}

/// A path that crosses zones, which costs where it is not PrivateLink itself and fails with either zone.
pub(crate) fn zone_crossed(
    component: &ResourceId,
    from: &Interface,
    to: &Interface,
) -> Explanation {
    let zone = |interface: &Interface| {
        let zone = interface.zone.clone();
        zone.unwrap_or_else(|| "an unknown zone".into())
    };
    let message = format!(
        "the path crosses from {} in {} to {}",
        from.owner,
        zone(from),
        zone(to)
    );
    Explanation::new(Code::AvailabilityZoneCrossed, component, message, "1.5")
}

/// The hop of an interface.
pub(crate) fn at(interface: &Interface) -> At<'_> {
    let kind = match interface.role {
        Role::Instance => Kind::Instance,
        Role::NetworkInterface { .. } => Kind::NetworkInterface,
        Role::VpcEndpoint | Role::GatewayLoadBalancerEndpoint => Kind::VpcEndpoint,
        Role::LoadBalancerNode | Role::ApplicationLoadBalancerNode => Kind::LoadBalancer,
        Role::ResourceGateway => Kind::ResourceGateway,
        Role::ResolverEndpoint => Kind::ResolverEndpoint,
        Role::NatGateway => Kind::NatGateway,
    };
    At {
        component: &interface.owner,
        kind: kind.as_str(),
    }
}

/// Whether a transport is one that PrivateLink and load balancers carry (IE-42).
pub(crate) fn carried(protocol: Protocol) -> bool {
    matches!(protocol, Protocol::Tcp | Protocol::Udp)
}
