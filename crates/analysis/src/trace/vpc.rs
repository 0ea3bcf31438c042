//! The way of a packet inside a VPC: out of one interface, through filters and tables, into another, and back.

use std::net::IpAddr;

use vpcanvas_model::{Kind, Protocol, ResourceId, kind::instance::InstanceState};
use vpcanvas_network::{Interface, Network, Role, Service};

use super::{
    Decision, Outcome, Path, Question, Step,
    ask::{Way, ask_acl, ask_groups, ask_route},
    balancer,
    path::At,
    place::Destination,
    privatelink,
};
use crate::{
    Code, Direction, Explanation,
    filter::security_group::Peer,
    packet::{Packet, Ports},
    remedy::Remedy,
    route::{self, Choice},
};

/// Sends a packet from an interface to a destination and follows it to whoever answers.
pub(crate) fn send(
    network: &Network,
    from: &Interface,
    destination: &Destination<'_>,
    question: &Question,
) -> Path {
    let mut path = Path::default();
    let Some(source) = from.address_like(destination.address) else {
        path.explain(no_address_of_family(from, destination.address));
        return path;
    };
    let packet = Packet::request(
        question.protocol,
        (source, Ports::LINUX_EPHEMERAL),
        (destination.address, question.port),
    );
    let elsewhere = destination.meant.filter(|meant| meant.vpc != from.vpc);
    if let Some(meant) = elsewhere.filter(|_| !leaves_by_route(network, from, packet)) {
        path.ask(
            at(from),
            Step::passing(&from.owner, Decision::Sent, packet, "ENI-01"),
        );
        path.explain(disconnected(network, from, meant));
        return path;
    }
    path.ask(
        at(from),
        Step::passing(&from.owner, Decision::Sent, packet, "ENI-01"),
    );
    works(network, from, &mut path, packet);
    let (way, reached) = cross(network, from, packet, from);
    let path = path.then(way);
    match reached {
        Some(interface) => arrive(network, path, from, interface, packet),
        None => path,
    }
}

/// Whether a route that is drawn takes the packet out of the VPC: where it leads is then the question, not whether the
/// VPCs are connected.
fn leaves_by_route(network: &Network, from: &Interface, packet: Packet) -> bool {
    matches!(
        route::choose(network, &from.subnet, packet.destination),
        Choice::Drawn { .. }
    )
}

/// What happens at the interface a packet has reached.
fn arrive(
    network: &Network,
    mut path: Path,
    from: &Interface,
    interface: &Interface,
    packet: Packet,
) -> Path {
    match interface.role {
        Role::Instance | Role::NetworkInterface { .. } => {
            works(network, interface, &mut path, packet);
            deliver(&mut path, interface, packet);
            path
        }
        Role::VpcEndpoint => {
            if from.zone != interface.zone {
                path.warn(zone_crossed(&interface.owner, from, interface));
            }
            privatelink::cross(network, path, interface, packet)
        }
        Role::LoadBalancerNode | Role::ApplicationLoadBalancerNode => balancer::take(
            network,
            path,
            interface,
            packet,
            balancer::Client::Direct(Some(from)),
        ),
        Role::ResolverEndpoint => {
            deliver(&mut path, interface, packet);
            path
        }
        Role::GatewayLoadBalancerEndpoint | Role::ResourceGateway | Role::NatGateway => {
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

/// Says that a packet has arrived.
pub(crate) fn deliver(path: &mut Path, interface: &Interface, packet: Packet) {
    path.ask(
        at(interface),
        Step::passing(&interface.owner, Decision::Delivered, packet, "ENI-01"),
    );
}

/// Takes a packet from one interface to an address of the same VPC, asking every filter and table there and back.
///
/// `seen_as` is the interface whose identity the filters at the far end see.
pub(crate) fn cross<'n>(
    network: &'n Network,
    from: &'n Interface,
    packet: Packet,
    seen_as: &'n Interface,
) -> (Path, Option<&'n Interface>) {
    let mut path = Path::default();
    let to = network.interface_at(&from.vpc, packet.destination);
    let target = Peer {
        address: packet.destination,
        interface: to,
        through: None,
    };
    ask_groups(network, &mut path, from, Direction::Egress, packet, target);

    let subnet = to.map(|to| &to.subnet).or_else(|| {
        network
            .subnet_at(&from.vpc, packet.destination)
            .map(|(id, _)| id)
    });
    let same_subnet = subnet == Some(&from.subnet);
    if same_subnet {
        path.ask(
            at(from),
            Step::passing(&from.subnet, Decision::SameSubnet, packet, "NACL-04"),
        );
    } else {
        ask_acl(
            network,
            &mut path,
            from,
            &from.subnet,
            Direction::Egress,
            packet,
            Way::There,
        );
        if !ask_route(network, &mut path, from, packet, Way::There) {
            return (path, None);
        }
    }
    let Some(to) = to else {
        path.ask(
            at(from),
            Step::new(
                &from.vpc,
                Decision::Address { holder: None },
                Outcome::Blocks,
                packet,
                "VPC-09",
            ),
        );
        path.explain(nothing_there(from, packet));
        return (path, None);
    };
    if !same_subnet {
        ask_acl(
            network,
            &mut path,
            to,
            &to.subnet,
            Direction::Ingress,
            packet,
            Way::There,
        );
    }
    let source = Peer {
        address: packet.source,
        interface: Some(seen_as),
        through: Some(from),
    };
    ask_groups(network, &mut path, to, Direction::Ingress, packet, source);
    come_back(network, &mut path, from, to, packet.reply(), same_subnet);
    (path, Some(to))
}

/// The reply: security groups are not asked (SG-03), network ACLs and route tables are (NACL-03, RT-12).
fn come_back(
    network: &Network,
    path: &mut Path,
    from: &Interface,
    to: &Interface,
    reply: Packet,
    same_subnet: bool,
) {
    path.ask_back(
        at(to),
        Step::passing(&to.owner, Decision::Stateful, reply, "SG-03"),
    );
    if same_subnet {
        path.ask_back(
            at(to),
            Step::passing(&to.subnet, Decision::SameSubnet, reply, "NACL-04"),
        );
    } else {
        ask_acl(
            network,
            path,
            to,
            &to.subnet,
            Direction::Egress,
            reply,
            Way::Back,
        );
        ask_route(network, path, to, reply, Way::Back);
        ask_acl(
            network,
            path,
            from,
            &from.subnet,
            Direction::Ingress,
            reply,
            Way::Back,
        );
    }
    path.ask_back(
        at(from),
        Step::passing(&from.owner, Decision::Stateful, reply, "SG-03"),
    );
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
fn no_address_of_family(from: &Interface, destination: IpAddr) -> Explanation {
    let owner = &from.owner;
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

fn nothing_there(from: &Interface, packet: Packet) -> Explanation {
    let vpc = &from.vpc;
    Explanation::new(
        Code::NoPossibleDestination,
        vpc,
        format!(
            "nothing in {vpc} has the address {}: check the address, or put something there",
            packet.destination
        ),
        "VPC-09",
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
        interface
            .zone
            .clone()
            .unwrap_or_else(|| "an unknown zone".to_owned())
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
