//! A Network Load Balancer on the way: its groups, its listener, and the targets its node may use (sections 2.7 to 2.9).

use std::net::IpAddr;

use vpcanvas_model::{
    ResourceId,
    kind::{
        LoadBalancer,
        listener::ListenerProtocol,
        load_balancer::{LoadBalancerState, LoadBalancerType},
    },
};
use vpcanvas_network::{Interface, Network};

use super::{
    Decision, Outcome, Path, Step, Verdict,
    ask::record_groups,
    target::{ask_target, candidates, choose, to_target},
    vpc::at,
};
use crate::{
    Code, Direction, Explanation,
    filter::security_group::{self, Peer},
    packet::Packet,
};

/// Whose flow a node takes.
pub(crate) enum Client<'a> {
    /// A client in the load balancer's own VPC; its groups have been asked on the way in.
    Direct(&'a Interface),
    /// A client behind an endpoint: known by its address alone (NLB-21, ES-57).
    PrivateLink { address: IpAddr },
}

/// A node takes a flow and gives it to a target.
pub(crate) fn take(
    network: &Network,
    mut path: Path,
    node: &Interface,
    packet: Packet,
    client: &Client<'_>,
) -> Path {
    let id = &node.owner;
    let Some(balancer) = network.load_balancer(id) else {
        return path;
    };
    let zone = node
        .zone
        .clone()
        .unwrap_or_else(|| "an unknown zone".to_owned());
    path.ask(
        at(node),
        Step::passing(id, Decision::Node { zone }, packet, "ES-16"),
    );
    ask_state(&mut path, node, balancer, packet);
    if let Client::PrivateLink { address } = client {
        ask_groups(network, &mut path, node, balancer, packet, *address);
    }
    let Some((listener, group_id)) = ask_listener(network, &mut path, node, packet) else {
        return path;
    };
    let Some(group) = network.target_group(group_id) else {
        return path;
    };
    let candidates = candidates(network, &mut path, node, balancer, group_id, group);
    if candidates.is_empty() {
        ask_target(&mut path, node, group_id, None, packet, Outcome::Blocks);
        return path;
    }
    let tried: Vec<(Path, Verdict)> = candidates
        .iter()
        .map(|candidate| {
            let way = to_target(network, node, group, candidate, packet, client, listener);
            let verdict = way.verdict();
            (way, verdict)
        })
        .collect();
    choose(path, node, group_id, &candidates, tried, packet)
}

/// A network load balancer that works is what this version knows.
fn ask_state(path: &mut Path, node: &Interface, balancer: &LoadBalancer, packet: Packet) {
    let id = &node.owner;
    if balancer.balancer_type() != LoadBalancerType::Network {
        let message = format!(
            "{id} is not a network load balancer; other types are not analysed by this version"
        );
        path.explain(Explanation::new(
            Code::UnsupportedComponent,
            id,
            message,
            "2.7",
        ));
    }
    if let Some(state @ (LoadBalancerState::Provisioning | LoadBalancerState::Failed)) =
        balancer.state
    {
        path.ask(
            at(node),
            Step::new(
                id,
                Decision::State {
                    state: state.as_str(),
                },
                Outcome::Blocks,
                packet,
                "2.7",
            ),
        );
        let message = format!(
            "{id} is {}: it takes no flows until it is active",
            state.as_str()
        );
        path.explain(Explanation::new(Code::BadState, id, message, "2.7"));
    }
}

/// Its groups see the client's own address, if they are asked at all (NLB-20 to NLB-22).
fn ask_groups(
    network: &Network,
    path: &mut Path,
    node: &Interface,
    balancer: &LoadBalancer,
    packet: Packet,
    client: IpAddr,
) {
    if balancer.security_groups.is_empty() {
        path.ask(
            at(node),
            Step::passing(&node.owner, Decision::NoSecurityGroup, packet, "NLB-20"),
        );
        return;
    }
    if !balancer.enforces_on_privatelink() {
        let rule = Some("not enforced on PrivateLink traffic".to_owned());
        let decision = Decision::SecurityGroup {
            direction: Direction::Ingress,
            rule,
        };
        path.ask(
            at(node),
            Step::passing(&node.owner, decision, packet, "NLB-22"),
        );
        return;
    }
    let peer = Peer {
        address: client,
        interface: None,
        through: None,
    };
    let decision = security_group::by_groups(
        network,
        &balancer.security_groups,
        Direction::Ingress,
        &packet,
        peer,
    );
    record_groups(
        path,
        at(node),
        &node.owner,
        Direction::Ingress,
        packet,
        &decision,
        "NLB-21",
    );
}

/// The listener on the packet's port that speaks its transport, and its target group (NLB-05).
fn ask_listener<'a>(
    network: &'a Network,
    path: &mut Path,
    node: &'a Interface,
    packet: Packet,
) -> Option<(ListenerProtocol, &'a ResourceId)> {
    let id = &node.owner;
    let port = packet.destination_ports.from;
    let on_port = network
        .listeners_of(id)
        .filter(|(_, listener)| listener.port == Some(port));
    let found = on_port
        .map(|(listener, properties)| {
            let protocol = properties.protocol.unwrap_or(ListenerProtocol::Tcp);
            (listener, properties, protocol)
        })
        .find(|(_, _, protocol)| protocol.accepts(packet.protocol));
    let Some((listener_id, listener, protocol)) = found else {
        path.ask(
            at(node),
            Step::new(
                id,
                Decision::Listener { listener: None },
                Outcome::Blocks,
                packet,
                "NLB-05",
            ),
        );
        path.explain(no_listener(network, id, packet));
        return None;
    };
    let words = format!("{} {port}", protocol.as_str());
    path.ask(
        at(node),
        Step::passing(
            listener_id,
            Decision::Listener {
                listener: Some(words),
            },
            packet,
            "NLB-05",
        ),
    );
    let group = listener
        .default_actions
        .iter()
        .find_map(|action| action.target_group_arn.as_ref())
        .filter(|group| network.target_group(group).is_some());
    if group.is_none() {
        let message = format!("{listener_id} leads to no target group: choose one");
        path.explain(Explanation::new(
            Code::Elbv2ListenerHasNoTg,
            listener_id,
            message,
            "TG-06",
        ));
    }
    Some((protocol, group?))
}

fn no_listener(network: &Network, id: &ResourceId, packet: Packet) -> Explanation {
    let offered: Vec<String> = network
        .listeners_of(id)
        .filter_map(|(_, listener)| {
            Some(format!(
                "{} {}",
                listener.protocol?.as_str(),
                listener.port?
            ))
        })
        .collect();
    let offered = if offered.is_empty() {
        "none".to_owned()
    } else {
        offered.join(", ")
    };
    let message = format!(
        "{id} has no listener for {} (it has: {offered}), so the packet is dropped: add one, or use a port it listens on",
        packet.service()
    );
    Explanation::new(Code::Elbv2ListenersMismatch, id, message, "NLB-05")
}
