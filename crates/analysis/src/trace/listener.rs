//! The listener that takes a flow, and whether its target group goes with it (sections 2.7 and 2.8).

use vpcanvas_model::{
    Protocol, ResourceId,
    kind::{
        Listener, LoadBalancer, TargetGroup, listener::ListenerProtocol,
        load_balancer::LoadBalancerType, vpc_endpoint::IpAddressType,
    },
};
use vpcanvas_network::{Interface, Network};

use super::{Decision, Outcome, Path, Step, balancer::Flow, ruling::TakingListener, vpc::at};
use crate::{Code, Explanation, not_collected, packet::Packet};

/// The listener on the packet's port that speaks its transport (NLB-05).
pub(super) fn ask_listener<'a>(
    network: &'a Network,
    path: &mut Path,
    node: &Interface,
    packet: Packet,
) -> Option<(&'a ResourceId, &'a Listener)> {
    let id = &node.owner;
    let port = packet.destination_ports.from;
    let found = network.listeners_of(id).find(|(_, listener)| {
        listener.port == Some(port) && spoken(listener).accepts(packet.protocol)
    });
    if found.is_none() && not_collected::lacks(network, id, "Listeners") {
        let what = format!("which ports {id} listens on");
        path.explain(not_collected::open(id, &what, "NLB-05"));
        return None;
    }
    let Some((listener_id, listener)) = found else {
        let asked = Decision::Listener { listener: None };
        path.ask(
            at(node),
            Step::new(id, asked, Outcome::Blocks, packet, "NLB-05"),
        );
        explain_none(network, path, id, packet);
        return None;
    };
    let taking = TakingListener {
        protocol: spoken(listener),
        port,
    };
    let asked = Decision::Listener {
        listener: Some(taking),
    };
    path.ask(
        at(node),
        Step::passing(listener_id, asked, packet, "NLB-05"),
    );
    Some((listener_id, listener))
}

fn spoken(listener: &Listener) -> ListenerProtocol {
    listener.protocol.unwrap_or(ListenerProtocol::Tcp)
}

/// No listener of the load balancer takes the packet; each that nearly does says what keeps it from that.
fn explain_none(network: &Network, path: &mut Path, id: &ResourceId, packet: Packet) {
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
    path.explain(Explanation::new(
        Code::Elbv2ListenersMismatch,
        id,
        message,
        "NLB-05",
    ));
    let port = packet.destination_ports.from;
    for (listener_id, listener) in network.listeners_of(id) {
        let Some(own) = listener.port else {
            continue;
        };
        let accepts = spoken(listener).accepts(packet.protocol);
        let reason = match (accepts, own == port) {
            (true, false) => {
                let message = format!(
                    "{listener_id} only takes packets to its own port {own}, not to {port}"
                );
                Explanation::new(
                    Code::Elbv2ListenerPortRestriction,
                    listener_id,
                    message,
                    "NLB-05",
                )
            }
            (false, true) => {
                let message = format!(
                    "{listener_id} listens on port {own} but speaks {}, which does not take {}",
                    spoken(listener).as_str(),
                    packet.protocol
                );
                Explanation::new(Code::ProtocolRestriction, listener_id, message, "2.8")
            }
            _ => continue,
        };
        path.explain(reason);
    }
}

/// Whether an application load balancer answers itself instead of asking a target: with a redirection or fixed text.
pub(super) fn answers_itself(balancer: &LoadBalancer, listener: &Listener) -> bool {
    let by_itself = |action: &str| matches!(action, "redirect" | "fixed-response");
    balancer.balancer_type() == LoadBalancerType::Application
        && listener
            .default_actions
            .last()
            .and_then(|action| action.action_type.as_deref())
            .is_some_and(by_itself)
}

/// The target group has to take what the listener passes on (section 2.8, ES-42).
pub(super) fn ask_group(
    path: &mut Path,
    flow: Flow<'_>,
    listener: &ResourceId,
    id: &ResourceId,
    group: &TargetGroup,
) {
    let protocol = group.protocol.unwrap_or(flow.listener);
    let (message, reference) = if !protocol.accepts(flow.packet.protocol) {
        let message = format!(
            "{id} speaks {}, which does not take the {} that {listener} passes on: let it speak {}",
            protocol.as_str(),
            flow.packet.protocol,
            flow.listener.as_str()
        );
        (message, "2.8")
    } else if udp_changes_family(flow, group) {
        let message = format!(
            "{listener} takes {} of one address family and {id} has targets of the other; UDP is not translated between them: use targets of the client's family",
            flow.packet.service()
        );
        (message, "ES-42")
    } else if udp_of_both_families(flow, group) {
        let message = format!(
            "{listener} takes UDP at the dualstack {}, where targets have to be IPv6, and those of {id} are IPv4: AWS refuses the pair",
            flow.node.owner
        );
        (message, "ES-42")
    } else {
        return;
    };
    let code = Code::Elbv2ListenerRequiresTgAccept;
    path.explain(Explanation::new(code, id, message, reference));
}

/// Only TCP and TLS are translated from IPv6 to IPv4 targets (ES-41, ES-42).
fn udp_changes_family(flow: Flow<'_>, group: &TargetGroup) -> bool {
    flow.packet.protocol == Protocol::Udp && flow.packet.is_ipv6() != group.is_ipv6()
}

/// A UDP listener of a dualstack load balancer cannot use IPv4 targets, not even for clients with IPv4 (ES-42).
fn udp_of_both_families(flow: Flow<'_>, group: &TargetGroup) -> bool {
    flow.listener == ListenerProtocol::Udp
        && flow.balancer.ip_address_type == Some(IpAddressType::Dualstack)
        && !group.is_ipv6()
}

/// Whether the nodes use targets in other zones too: always those of an application load balancer, unless the group says
/// otherwise (ES-17 to ES-19).
pub(super) fn crosses_zones(balancer: &LoadBalancer, group: &TargetGroup) -> bool {
    let by_itself = match balancer.balancer_type() {
        LoadBalancerType::Application => true,
        LoadBalancerType::Network | LoadBalancerType::Gateway => balancer.cross_zone(),
    };
    group.cross_zone(by_itself)
}
