//! A load balancer on the way: its groups, its listener, its target groups (sections 2.7 to 2.9).
//!
//! A network load balancer passes connections on; an application load balancer ends them and opens its own. Gateway Load
//! Balancers take no connections; health decides nothing (HC-05).

use vpcanvas_model::{
    ResourceId,
    kind::{
        Listener, LoadBalancer, TargetGroup,
        listener::ListenerProtocol,
        load_balancer::{LoadBalancerState, LoadBalancerType},
        vpc_endpoint::IpAddressType,
    },
};
use vpcanvas_network::{Interface, Network};

use super::{
    Decision, Outcome, Path, Step,
    alternatives::{self, Choice},
    ask::record_groups,
    candidate::candidates,
    listener::{answers_itself, ask_group, ask_listener},
    ruling::GroupRule,
    target::{ask_target, to_target},
    trail::{self, Trail},
    vpc::{at, deliver},
    walk::Way,
};
use crate::{
    Code, Direction, Explanation,
    filter::security_group::{self, Peer},
    packet::Packet,
};

/// Whose flow a node takes; its address is the packet's source.
#[derive(Clone, Copy)]
pub(crate) enum Client<'a> {
    /// A client that sends to the node's own address; the node's groups have been asked on the way in. `None` where only its
    /// address is known: from the internet, or from another network.
    Direct(Option<&'a Interface>),
    /// A client behind an endpoint: known by its address alone (NLB-21, ES-57).
    PrivateLink,
}

/// A flow at a node, and what is known of both.
#[derive(Clone, Copy)]
pub(crate) struct Flow<'a> {
    pub(crate) node: &'a Interface,
    pub(crate) balancer: &'a LoadBalancer,
    pub(crate) packet: Packet,
    pub(crate) client: Client<'a>,
    pub(crate) listener: ListenerProtocol,
}

/// A node takes a flow and gives it to a target.
pub(crate) fn take(
    network: &Network,
    path: Path,
    node: &Interface,
    packet: Packet,
    client: Client<'_>,
) -> Path {
    trail::begin(|trail| take_within(network, path, node, packet, client, trail))
}

/// The same for a flow that comes through something else.
pub(crate) fn take_within(
    network: &Network,
    mut path: Path,
    node: &Interface,
    packet: Packet,
    client: Client<'_>,
    trail: &Trail<'_>,
) -> Path {
    let id = &node.owner;
    let Some(balancer) = network.load_balancer(id) else {
        return path;
    };
    let Some(trail) = trail.enter(id, &mut path) else {
        return path;
    };
    let asked = Decision::Node {
        zone: node.zone.clone(),
    };
    path.ask(at(node), Step::passing(id, asked, packet, "ES-16"));
    ask_state(&mut path, node, balancer, packet);
    if !fits(&mut path, id, balancer, client) {
        return path;
    }
    if let Client::PrivateLink = client {
        ask_family(&mut path, id, balancer, packet);
        ask_groups(network, &mut path, node, balancer, packet);
    }
    let Some((listener_id, listener)) = ask_listener(network, &mut path, node, packet) else {
        return path;
    };
    if answers_itself(balancer, listener) {
        deliver(&mut path, node, packet);
        return path;
    }
    let flow = Flow {
        node,
        balancer,
        packet,
        client,
        listener: listener.protocol.unwrap_or(ListenerProtocol::Tcp),
    };
    unverified_behind_endpoint(&mut path, flow, listener_id);
    to_groups(network, path, flow, (listener_id, listener), &trail)
}

/// A flow goes to one of the listener's target groups; a network load balancer has one.
fn to_groups(
    network: &Network,
    mut path: Path,
    flow: Flow<'_>,
    (id, listener): (&ResourceId, &Listener),
    trail: &Trail<'_>,
) -> Path {
    let named = listener
        .default_actions
        .iter()
        .filter_map(|action| action.target_group_arn.as_ref())
        .filter_map(|group| Some((group, network.target_group(group)?)));
    let most = match flow.balancer.balancer_type() {
        LoadBalancerType::Application => usize::MAX,
        LoadBalancerType::Network | LoadBalancerType::Gateway => 1,
    };
    let mut groups = named.take(most).peekable();
    if groups.peek().is_none() {
        let message = format!("{id} leads to no target group: choose one");
        path.explain(Explanation::new(
            Code::Elbv2ListenerHasNoTg,
            id,
            message,
            "TG-06",
        ));
    }
    alternatives::take(path, groups, Choice::Blind, |path, group| {
        to_group(network, path, flow, id, group, trail)
    })
}

fn to_group(
    network: &Network,
    mut path: Path,
    flow: Flow<'_>,
    listener: &ResourceId,
    (id, group): (&ResourceId, &TargetGroup),
    trail: &Trail<'_>,
) -> Path {
    ask_group(&mut path, flow, listener, id, group);
    let candidates = candidates(network, &mut path, flow, id, group);
    if candidates.is_empty() {
        ask_target(&mut path, flow, id, None, Outcome::Blocks);
        return path;
    }
    alternatives::take(path, &candidates, Choice::Healthy, |path, candidate| {
        path.then(to_target(network, flow, (id, group), candidate, trail))
    })
}

/// Only one that is active takes flows.
fn ask_state(path: &mut Path, node: &Interface, balancer: &LoadBalancer, packet: Packet) {
    let id = &node.owner;
    if let Some(state @ (LoadBalancerState::Provisioning | LoadBalancerState::Failed)) =
        balancer.state
    {
        let state = state.as_str();
        let obstacle = format!("{id} is {state}: it takes no flows until it is active");
        path.ask_state(at(node), state, packet, "2.7", Some(obstacle));
    }
}

/// IPv6 from an endpoint needs a dualstack load balancer (ES-40).
fn ask_family(path: &mut Path, id: &ResourceId, balancer: &LoadBalancer, packet: Packet) {
    if packet.is_ipv6() && balancer.ip_address_type != Some(IpAddressType::Dualstack) {
        let message = format!("{id} takes IPv4 alone: make its IpAddressType dualstack");
        path.explain(Explanation::new(
            Code::CfgAddressFamily,
            id,
            message,
            "ES-40",
        ));
    }
}

/// Whether this type of load balancer takes connections of such a client at all.
fn fits(path: &mut Path, id: &ResourceId, balancer: &LoadBalancer, client: Client<'_>) -> bool {
    match (balancer.balancer_type(), client) {
        (LoadBalancerType::Network, _) | (LoadBalancerType::Application, Client::Direct(_)) => true,
        (LoadBalancerType::Application, Client::PrivateLink) => {
            let message = format!(
                "{id} is an application load balancer, which cannot stand behind an endpoint service: put a network load balancer in front of it"
            );
            path.explain(Explanation::new(
                Code::CfgInvalidReference,
                id,
                message,
                "2.1",
            ));
            true
        }
        (LoadBalancerType::Gateway, _) => {
            let message = format!(
                "{id} is a Gateway Load Balancer, which takes no connections: packets pass through its endpoints by routes"
            );
            path.explain(Explanation::new(
                Code::NoPossibleDestination,
                id,
                message,
                "GL-02",
            ));
            false
        }
    }
}

/// Whether QUIC listeners work behind an endpoint is confirmed nowhere (section 2.8).
fn unverified_behind_endpoint(path: &mut Path, flow: Flow<'_>, listener: &ResourceId) {
    let quic = matches!(
        flow.listener,
        ListenerProtocol::Quic | ListenerProtocol::TcpQuic
    );
    if let (true, Client::PrivateLink) = (quic, flow.client) {
        let message = format!(
            "{listener} speaks {}; whether such listeners serve endpoints is not confirmed",
            flow.listener.as_str()
        );
        path.explain(Explanation::new(Code::PlUnverified, listener, message, "2.8").unverified());
    }
}

/// Its groups see the client's own address, if they are asked at all (NLB-20 to NLB-22).
fn ask_groups(
    network: &Network,
    path: &mut Path,
    node: &Interface,
    balancer: &LoadBalancer,
    packet: Packet,
) {
    let unasked = if balancer.security_groups.is_empty() {
        Some((Decision::NoSecurityGroup, "NLB-20"))
    } else if balancer.enforces_on_privatelink() {
        None
    } else {
        let rule = Some(GroupRule::NotEnforced);
        let direction = Direction::Ingress;
        Some((Decision::SecurityGroup { direction, rule }, "NLB-22"))
    };
    if let Some((decision, reference)) = unasked {
        let step = Step::passing(&node.owner, decision, packet, reference);
        return path.ask(at(node), step);
    }
    let peer = Peer {
        address: packet.source,
        interface: None,
        through: None,
        service: None,
    };
    let decision = security_group::by_groups(
        network,
        &balancer.security_groups,
        Direction::Ingress,
        &packet,
        peer,
    );
    record_groups(
        (path, Way::There),
        at(node),
        &node.owner,
        Direction::Ingress,
        packet,
        &decision,
        "NLB-21",
    );
}
