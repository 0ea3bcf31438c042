//! What happens to a flow on the way from a node of a load balancer to a target, and back.

use std::net::{IpAddr, Ipv4Addr};

use vpcanvas_model::{
    Protocol, ResourceId,
    kind::{LoadBalancer, TargetGroup, listener::ListenerProtocol, target_group::TargetType},
};
use vpcanvas_network::{Interface, Network};

use super::{
    Decision, Outcome, Path, Step, Verdict,
    answer::answer,
    balancer::{Client, Flow},
    candidate::Candidate,
    client_address::{self, Kept},
    ruling::ChosenTarget,
    trail::Trail,
    vpc::{self, at},
};
use crate::{
    Code, Direction, Explanation,
    filter::security_group::{self, Peer},
    packet::{Packet, Ports},
    route::local_range,
};

/// From the node to one target and back. The target sees the node, or the client where its address is kept (ES-50).
pub(super) fn to_target(
    network: &Network,
    flow: Flow<'_>,
    (group_id, group): (&ResourceId, &TargetGroup),
    candidate: &Candidate<'_>,
    trail: &Trail<'_>,
) -> Path {
    let mut path = Path::default();
    let chosen = Some(candidate.chosen());
    ask_target(&mut path, flow, group_id, chosen, Outcome::Passes);
    if let Some(reason) = refused(group, candidate) {
        path.explain(reason);
        return path;
    }
    let Some(end) = end_of(network, flow.node, group, candidate) else {
        path.explain(target_unknown(flow.node, candidate));
        return path;
    };
    let kept = client_address::ask(
        &mut path,
        flow,
        (group_id, group),
        end.interface,
        end.address,
    );
    let (mut path, crossed) = match kept {
        Kept::Assumed => (either_way(network, path, flow, end, trail), None),
        kept => {
            let (way, crossed) = send_on(network, flow, end, kept, trail);
            (path.then(way), crossed)
        }
    };
    if let Some(interface) = end.interface {
        let port = candidate.health_port;
        predict_health(network, &mut path, flow.node, (interface, port), crossed);
    }
    path
}

/// Where a target is.
#[derive(Clone, Copy)]
struct End<'a> {
    /// Its interface in the VPC of the load balancer; `None` for an address elsewhere.
    interface: Option<&'a Interface>,
    address: IpAddr,
    port: u16,
}

/// A target with an interface in the VPC, or an address in another network (TG-02).
fn end_of<'a>(
    network: &Network,
    node: &Interface,
    group: &TargetGroup,
    candidate: &Candidate<'a>,
) -> Option<End<'a>> {
    let address = match candidate.interface {
        Some(interface) => address_of(interface, group)?,
        None if group.target_kind() == TargetType::Ip => {
            let written: IpAddr = candidate.name.as_str().parse().ok()?;
            let is_elsewhere = local_range(network, &node.vpc, written).is_none();
            is_elsewhere.then_some(written)?
        }
        None => return None,
    };
    Some(End {
        interface: candidate.interface,
        address,
        port: candidate.port?,
    })
}

/// The address a group of one family sends to.
fn address_of(interface: &Interface, group: &TargetGroup) -> Option<IpAddr> {
    let of_family = |address: &&IpAddr| address.is_ipv6() == group.is_ipv6();
    interface.addresses.iter().find(of_family).copied()
}

/// Whether an application load balancer as target sees the client is said nowhere, so it decides nothing alone.
fn either_way(
    network: &Network,
    path: Path,
    flow: Flow<'_>,
    end: End<'_>,
    trail: &Trail<'_>,
) -> Path {
    let (with_client, _) = send_on(network, flow, end, Kept::Yes, trail);
    let (without, _) = send_on(network, flow, end, Kept::No, trail);
    let differ = with_client.verdict() != without.verdict();
    let mut path = path.then(if with_client.verdict() == Verdict::Reachable {
        without
    } else {
        with_client
    });
    if differ {
        // What blocks one of the two decides only together with what is not confirmed.
        for reason in &mut path.explanations {
            reason.unverified = true;
        }
        let owner = end
            .interface
            .map_or(&flow.node.owner, |target| &target.owner);
        let message = format!(
            "whether {owner} sees the client's address or that of {} is not written and not confirmed: write preserve_client_ip.enabled",
            flow.node.owner
        );
        path.explain(Explanation::new(Code::PlUnverified, owner, message, "2.8").unverified());
    }
    path
}

/// A packet of a node's own, and how it ended on its way to a target and back.
type Crossed = Option<(Packet, Verdict)>;

/// The packet as the target gets it, through the filters to the target, to who answers there, and back.
fn send_on(
    network: &Network,
    flow: Flow<'_>,
    end: End<'_>,
    kept: Kept,
    trail: &Trail<'_>,
) -> (Path, Crossed) {
    let (node, packet) = (flow.node, flow.packet);
    let mut path = Path::default();
    let Some(node_address) = node.address_like(end.address) else {
        path.explain(no_address_of_family(node, end));
        return (path, None);
    };
    let keeps = kept == Kept::Yes;
    let client = match flow.client {
        Client::Direct(Some(client)) if keeps => client,
        _ => node,
    };
    let source = if keeps {
        (packet.source, packet.source_ports)
    } else {
        (node_address, Ports::BALANCER_EPHEMERAL)
    };
    let inner = Packet::request(packet.protocol, source, (end.address, end.port));
    path.ask(
        at(node),
        Step::translating(&node.owner, packet, inner, "ES-50"),
    );
    path.ask_back(
        at(node),
        Step::translating(&node.owner, inner.reply(), packet.reply(), "ES-56"),
    );
    let (way, reached) = vpc::cross(network, node, inner, client);
    let crossed = (!keeps).then(|| (inner, way.verdict()));
    path = path.then(way);
    if keeps {
        path.explanations
            .extend(client_address::lost_on(&path.forward, &node.owner));
        path.explanations
            .extend(client_address::lost_between_regions(network, node, reached));
    } else {
        explain_ports(&mut path, node);
    }
    if let Some(reached) = reached {
        path = answer(network, path, node, reached, inner, trail);
    }
    if let Some(target) = end.interface {
        mark_unverified(network, &mut path, flow, target, inner);
        if target.zone != node.zone {
            path.warn(vpc::zone_crossed(&node.owner, node, target));
        }
    }
    (path, crossed)
}

/// Replies go to ports the load balancer chose, not to those the client did (section 2.9).
fn explain_ports(path: &mut Path, node: &Interface) {
    let is_said_of = |acl: &ResourceId| {
        let mut warnings = path.warnings.iter();
        warnings.any(|said| said.code == Code::RemapEphemeralPort && said.component == *acl)
    };
    // Where a NAT gateway on the way chose the ports, its own are what the ACL has to let through.
    let on_ports = |reason: &Explanation| {
        reason.code == Code::SubnetAclRestriction
            && matches!(reason.reference, "NACL-03" | "NACL-10")
            && !is_said_of(&reason.component)
    };
    let mut reasons = path.explanations.iter().chain(&path.warnings);
    if reasons.any(on_ports) {
        let balancer = &node.owner;
        let message = format!(
            "{balancer} opens connections of its own to its targets, from the ports {}: replies have to be let through to all of them",
            Ports::BALANCER_EPHEMERAL
        );
        path.warn(Explanation::new(
            Code::RemapEphemeralPort,
            balancer,
            message,
            "2.9",
        ));
    }
}

fn no_address_of_family(node: &Interface, end: End<'_>) -> Explanation {
    let balancer = &node.owner;
    let family = if end.address.is_ipv6() {
        "IPv6"
    } else {
        "IPv4"
    };
    let message = format!(
        "the node of {balancer} in {} has no {family} address to send to {} from: give it one",
        node.subnet, end.address
    );
    Explanation::new(Code::CfgIncomplete, balancer, message, "ES-41")
}

/// Addresses outside the VPC that a group does not take (TG-02, TG-03).
fn refused(group: &TargetGroup, candidate: &Candidate<'_>) -> Option<Explanation> {
    let IpAddr::V4(address) = candidate.name.as_str().parse().ok()? else {
        return None;
    };
    if candidate.interface.is_some() || group.target_kind() != TargetType::Ip {
        return None;
    }
    let udp = matches!(
        group.protocol,
        Some(ListenerProtocol::Udp | ListenerProtocol::TcpUdp)
    );
    let (message, reference) = if !is_private(address) {
        let message = format!(
            "{address} is a public address, which cannot be a target outside the VPC of the group: use a private one"
        );
        (message, "TG-02")
    } else if udp {
        let message = format!(
            "{address} is outside the VPC of its load balancer, which groups for UDP cannot reach: use a target in the VPC, or TCP"
        );
        (message, "TG-03")
    } else {
        return None;
    };
    let code = Code::CfgTargetInvalid;
    Some(Explanation::new(code, &candidate.name, message, reference))
}

/// The ranges of RFC 1918 and 100.64.0.0/10.
fn is_private(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    address.is_private() || (first == 100 && (64..128).contains(&second))
}

/// Whether the node's health checks would arrive, as a prediction that decides nothing (HC-04, HC-05).
fn predict_health(
    network: &Network,
    path: &mut Path,
    node: &Interface,
    (target, port): (&Interface, Option<u16>),
    crossed: Crossed,
) {
    // The group's family is that of the flow, where there is one.
    let ends = match crossed {
        Some((packet, _)) => (
            node.address_like(packet.destination),
            target.address_like(packet.destination),
        ),
        None => (node.address(), target.address()),
    };
    let (Some(port), (Some(source), Some(destination))) = (port, ends) else {
        return;
    };
    let check = Packet::request(
        Protocol::Tcp,
        (source, Ports::BALANCER_EPHEMERAL),
        (destination, port),
    );
    // Where the flow was the same packet, it has been followed already.
    let end = match crossed {
        Some((packet, end)) if packet == check => end,
        _ => vpc::crosses(network, node, check),
    };
    if end == Verdict::Unreachable {
        let target = &target.owner;
        let message = format!(
            "prediction: health checks of {} on tcp/{port} do not reach {target}, so it would be unhealthy",
            node.owner
        );
        path.warn(Explanation::new(
            Code::PlHealthPrediction,
            target,
            message,
            "HC-05",
        ));
    }
}

/// With enforcement off AWS recommends node addresses in the target's group; whether a reference alone matches is not
/// confirmed, so it does not decide (NLB-22).
fn mark_unverified(
    network: &Network,
    path: &mut Path,
    flow: Flow<'_>,
    target: &Interface,
    packet: Packet,
) {
    let node = flow.node;
    let Client::PrivateLink = flow.client else {
        return;
    };
    let enforced = network
        .load_balancer(&node.owner)
        .is_none_or(LoadBalancer::enforces_on_privatelink);
    if enforced || node.groups.is_empty() {
        return;
    }
    let by_reference = Peer {
        address: packet.source,
        interface: Some(node),
        through: None,
        service: None,
    };
    let by_address = Peer {
        interface: None,
        ..by_reference
    };
    let allowed = |peer| {
        let decision = security_group::decide(network, target, Direction::Ingress, &packet, peer);
        !matches!(
            decision,
            security_group::Decision::NoMatch { .. } | security_group::Decision::NoRules { .. }
        )
    };
    if allowed(by_reference) && !allowed(by_address) {
        let owner = &target.owner;
        let message = format!(
            "{owner} lets the load balancer in by a reference to its security group alone; with enforcement on PrivateLink traffic off AWS recommends the node addresses, and whether the reference matches is not confirmed"
        );
        path.explain(Explanation::new(Code::PlUnverified, owner, message, "NLB-22").unverified());
    }
}

fn target_unknown(node: &Interface, candidate: &Candidate<'_>) -> Explanation {
    let name = &candidate.name;
    let message = format!(
        "the target {name} of {} is not in its VPC in this design, or has no address or port: draw what answers there",
        node.owner
    );
    Explanation::new(Code::UnknownResource, name, message, "TG-02")
}

/// Records which target the group gives, at the load balancer that asks it.
pub(super) fn ask_target(
    path: &mut Path,
    flow: Flow<'_>,
    group: &ResourceId,
    target: Option<ChosenTarget>,
    outcome: Outcome,
) {
    let decision = Decision::Target { target };
    path.ask(
        at(flow.node),
        Step::new(group, decision, outcome, flow.packet, "2.8"),
    );
}
