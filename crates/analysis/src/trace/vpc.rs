//! The way of a packet inside a VPC: out of one interface, through filters and tables, into another, and back.

use vpcanvas_model::{
    Kind, Protocol, ResourceId,
    kind::{instance::InstanceState, route_table::RouteState},
};
use vpcanvas_network::{Interface, Network, Role, Service};

use super::{
    Decision, Outcome, Path, Question, Step, balancer, path::At, place::Destination, privatelink,
};
use crate::{
    Code, Direction, Explanation,
    filter::{
        network_acl,
        security_group::{self, Peer},
    },
    fix::Remedy,
    packet::{Packet, Ports},
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
    let Some(source) = from.address() else {
        return path;
    };
    let packet = Packet {
        protocol: question.protocol,
        source,
        source_ports: Ports::LINUX_EPHEMERAL,
        destination: destination.address,
        destination_ports: Ports::one(question.port),
    };
    if let Some(meant) = destination.meant.filter(|meant| meant.vpc != from.vpc) {
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
        Role::LoadBalancerNode => balancer::take(
            network,
            path,
            interface,
            packet,
            &balancer::Client::Direct(from),
        ),
    }
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

/// Whether a step belongs to the packet or to its reply.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    There,
    Back,
}

impl Way {
    fn ask(self, path: &mut Path, at: At<'_>, step: Step) {
        match self {
            Self::There => path.ask(at, step),
            Self::Back => path.ask_back(at, step),
        }
    }
}

/// An instance has to run, and an interface has to be plugged into one (ENI-04).
fn works(network: &Network, interface: &Interface, path: &mut Path, packet: Packet) {
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

fn ask_groups(
    network: &Network,
    path: &mut Path,
    interface: &Interface,
    direction: Direction,
    packet: Packet,
    peer: Peer<'_>,
) {
    let reference = match (&interface.role, direction) {
        (Role::VpcEndpoint, Direction::Ingress) => "IE-30",
        (Role::LoadBalancerNode, Direction::Egress) => "NLB-23",
        _ => "SG-01",
    };
    let decision = security_group::decide(network, interface, direction, &packet, peer);
    record_groups(
        path,
        at(interface),
        &interface.owner,
        direction,
        packet,
        &decision,
        reference,
    );
}

/// Turns what groups say into a step, and into an explanation where they say no.
pub(crate) fn record_groups(
    path: &mut Path,
    at: At<'_>,
    owner: &ResourceId,
    direction: Direction,
    packet: Packet,
    decision: &security_group::Decision<'_>,
    reference: &'static str,
) {
    use security_group::Decision as Groups;
    let (component, asked, outcome) = match decision {
        Groups::Unfiltered => (owner, Decision::NoSecurityGroup, Outcome::Passes),
        Groups::Allowed { group, rule } => (
            *group,
            Decision::SecurityGroup {
                direction,
                rule: Some(security_group::in_words(rule)),
            },
            Outcome::Passes,
        ),
        Groups::DefaultGroup { allowed } => (
            owner,
            Decision::SecurityGroup {
                direction,
                rule: allowed.then(|| "of the default security group".to_owned()),
            },
            if *allowed {
                Outcome::Passes
            } else {
                Outcome::Blocks
            },
        ),
        Groups::NoRules { groups } | Groups::NoMatch { groups } => (
            component_of(owner, groups),
            Decision::SecurityGroup {
                direction,
                rule: None,
            },
            Outcome::Blocks,
        ),
    };
    path.ask(at, Step::new(component, asked, outcome, packet, reference));
    if outcome == Outcome::Blocks {
        path.explain(refused_by_groups(
            owner, component, direction, packet, decision, reference,
        ));
    }
}

/// The group where there is one, the interface's owner where there are several.
fn component_of<'a>(owner: &'a ResourceId, groups: &[&'a ResourceId]) -> &'a ResourceId {
    match groups {
        [group] => group,
        _ => owner,
    }
}

fn refused_by_groups(
    owner: &ResourceId,
    component: &ResourceId,
    direction: Direction,
    packet: Packet,
    decision: &security_group::Decision<'_>,
    reference: &'static str,
) -> Explanation {
    use security_group::Decision as Groups;
    let (word, peer) = match direction {
        Direction::Ingress => ("from", packet.source),
        Direction::Egress => ("to", packet.destination),
    };
    let wanted = format!("{} {word} {peer}", packet.service());
    let way = direction.as_str();
    let (code, message, groups) = match decision {
        Groups::NoRules { groups } => (
            Code::SgHasNoRules,
            format!(
                "{component} has no {way} rule at all, so {owner} drops {wanted} silently: the client times out"
            ),
            groups.as_slice(),
        ),
        Groups::NoMatch { groups } => (
            Code::EniSgRulesMismatch,
            format!(
                "no {way} rule of {component} allows {wanted} at {owner}: the packet is dropped silently"
            ),
            groups.as_slice(),
        ),
        Groups::DefaultGroup { .. } | Groups::Unfiltered | Groups::Allowed { .. } => (
            Code::EniSgRulesMismatch,
            format!(
                "{owner} has no security group written, so the default one holds, which admits only its own members and not {wanted}: give {owner} a group"
            ),
            [].as_slice(),
        ),
    };
    let remedies = groups
        .iter()
        .take(1)
        .map(|group| Remedy::AllowInSecurityGroup {
            group: (*group).clone(),
            direction,
            protocol: packet.protocol,
            ports: packet.destination_ports,
            peer,
        });
    Explanation::new(code, component, message, reference)
        .going(direction)
        .mended_by(remedies)
}

fn ask_acl(
    network: &Network,
    path: &mut Path,
    interface: &Interface,
    subnet: &ResourceId,
    direction: Direction,
    packet: Packet,
    way: Way,
) {
    let Some((id, acl)) = network.network_acl_of(subnet) else {
        let rule = "the default network ACL, which allows everything".to_owned();
        let step = Step::passing(
            subnet,
            Decision::NetworkAcl { direction, rule },
            packet,
            "NACL-05",
        );
        return way.ask(path, at(interface), step);
    };
    let decision = network_acl::decide(acl, direction, &packet);
    let (outcome, rule) = match decision {
        network_acl::Decision::Allowed(number) => (Outcome::Passes, rule_words(Some(number))),
        network_acl::Decision::Partly { allowed, .. } => {
            (Outcome::Passes, rule_words(Some(allowed)))
        }
        network_acl::Decision::Denied(number) => (Outcome::Blocks, rule_words(number)),
    };
    let step = Step::new(
        id,
        Decision::NetworkAcl { direction, rule },
        outcome,
        packet,
        "NACL-02",
    );
    way.ask(path, at(interface), step);
    match decision {
        network_acl::Decision::Allowed(_) => {}
        network_acl::Decision::Denied(number) => {
            path.explain(refused_by_acl(id, subnet, direction, packet, number, way))
        }
        network_acl::Decision::Partly { denied, .. } => {
            let message = format!(
                "{id} lets only some of the ports {} of {subnet} pass ({} denies others): connections fail now and then",
                packet.destination_ports,
                rule_words(denied)
            );
            path.warn(
                Explanation::new(Code::SubnetAclRestriction, id, message, "NACL-10")
                    .going(direction),
            );
        }
    }
}

fn rule_words(number: Option<u16>) -> String {
    number.map_or_else(
        || "its last rule *".to_owned(),
        |number| format!("its rule {number}"),
    )
}

fn refused_by_acl(
    acl: &ResourceId,
    subnet: &ResourceId,
    direction: Direction,
    packet: Packet,
    denied_by: Option<u16>,
    way: Way,
) -> Explanation {
    let what = match way {
        Way::There => "the request",
        Way::Back => "the reply, which a stateless filter has to allow too,",
    };
    let message = format!(
        "{} of {acl} drops {what} ({packet}) at the border of {subnet}",
        rule_words(denied_by)
    );
    let message = message.replacen("its", "the", 1);
    let reference = if way == Way::Back {
        "NACL-03"
    } else {
        "NACL-02"
    };
    Explanation::new(Code::SubnetAclRestriction, acl, message, reference)
        .going(direction)
        .mended_by([Remedy::AllowInNetworkAcl {
            acl: acl.clone(),
            direction,
            packet,
            denied_by,
        }])
}

/// Asks the route table of the interface's subnet; says whether the packet stays in the VPC.
fn ask_route(
    network: &Network,
    path: &mut Path,
    interface: &Interface,
    packet: Packet,
    way: Way,
) -> bool {
    let subnet = &interface.subnet;
    let choice = route::choose(network, subnet, packet.destination);
    let table_or_vpc = |table: Option<&ResourceId>| table.unwrap_or(&interface.vpc).clone();
    let (component, route, outcome, reference) = match &choice {
        Choice::Local { table, range } => (
            table_or_vpc(*table),
            Some((range.to_string(), "local".to_owned())),
            Outcome::Passes,
            "RT-02",
        ),
        Choice::Drawn {
            table,
            range,
            route,
        } => {
            let target = route.target().unwrap_or("nothing").to_owned();
            let blackhole = route.state == Some(RouteState::Blackhole);
            let outcome = if blackhole {
                Outcome::Blocks
            } else {
                Outcome::Unknown
            };
            (
                (*table).clone(),
                Some((range.to_string(), target)),
                outcome,
                if blackhole { "RT-09" } else { "RT-03" },
            )
        }
        Choice::None { table } => (table_or_vpc(*table), None, Outcome::Blocks, "RT-10"),
    };
    let step = Step::new(
        &component,
        Decision::Route { route },
        outcome,
        packet,
        reference,
    );
    way.ask(path, at(interface), step);
    match choice {
        Choice::Local { .. } => return true,
        Choice::None { .. } => path.explain(Explanation::new(
            Code::NoRouteToDestination,
            &component,
            format!("{component} has no route for {}, so packets from {subnet} are dropped: add a route, or use an address in the VPC", packet.destination),
            "RT-10",
        )),
        Choice::Drawn { route, range, .. } => path.explain(drawn_route(&component, route.state, route.target(), range)),
    }
    false
}

fn drawn_route(
    table: &ResourceId,
    state: Option<RouteState>,
    target: Option<&str>,
    range: ipnet::IpNet,
) -> Explanation {
    let target = target.unwrap_or("nothing");
    if state == Some(RouteState::Blackhole) {
        let message = format!(
            "the route {range} of {table} leads to {target}, which is gone: it still wins and discards the packet"
        );
        return Explanation::new(Code::BadStateRoute, table, message, "RT-09");
    }
    let message = format!(
        "the route {range} of {table} leads to {target}; paths out of the VPC are not analysed by this version"
    );
    Explanation::new(Code::UnsupportedComponent, table, message, "RT-03")
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
    let serves = network.resources(Kind::VpcEndpoint).any(|(endpoint, _)| {
        let Some(Service::Provider(service)) = network.service_of(endpoint) else {
            return false;
        };
        let in_consumer = network.document().parent(endpoint) == Some(&to.vpc);
        let balancers = network
            .endpoint_service(service)
            .map(|service| &service.network_load_balancer_arns);
        let in_provider = balancers.is_some_and(|ids| {
            ids.iter()
                .any(|id| network.document().parent(id) == Some(&from.vpc))
        });
        in_consumer && in_provider
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
        Role::VpcEndpoint => Kind::VpcEndpoint,
        Role::LoadBalancerNode => Kind::LoadBalancer,
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
