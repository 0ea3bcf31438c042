//! The targets of a load balancer: which a node may use, and what happens to a flow on the way to one.

use std::net::{IpAddr, Ipv4Addr};

use vpcanvas_model::{
    Protocol, ResourceId,
    kind::{
        LoadBalancer, TargetGroup,
        listener::ListenerProtocol,
        target_group::{Target, TargetType},
    },
};
use vpcanvas_network::{Interface, Network};

use super::{
    Decision, Outcome, Path, Step, Verdict,
    answer::answer,
    balancer::{Client, Flow},
    client_address::{self, Kept},
    listener::crosses_zones,
    trail::Trail,
    vpc::{self, at},
};
use crate::{
    Code, Direction, Explanation,
    filter::security_group::{self, Peer},
    not_collected,
    packet::{Packet, Ports},
    remedy::Remedy,
    route::local_range,
};

/// A target that the node may use, as far as zones decide.
pub(super) struct Candidate<'a> {
    name: String,
    port: Option<u16>,
    health_port: Option<u16>,
    interface: Option<&'a Interface>,
}

/// The targets in reach of the node: with cross-zone off only those in its own zone (ES-17, ES-18).
pub(super) fn candidates<'a>(
    network: &'a Network,
    path: &mut Path,
    flow: Flow<'_>,
    group_id: &ResourceId,
    group: &TargetGroup,
) -> Vec<Candidate<'a>> {
    let node = flow.node;
    let all: Vec<Candidate<'a>> = group
        .targets
        .iter()
        .flat_map(|target| of_target(network, node, group, target))
        .collect();
    if not_collected::lacks_targets(network, group_id, group) {
        let what = format!("which targets {group_id} has");
        path.explain(not_collected::open(group_id, &what, "TG-06"));
        return all;
    }
    if all.is_empty() {
        let message = format!("{group_id} has no targets: register an instance or an address");
        path.explain(Explanation::new(
            Code::Elbv2ListenerHasNoTg,
            group_id,
            message,
            "TG-06",
        ));
        return all;
    }
    let enabled: Vec<_> = network
        .interfaces_of(&node.owner)
        .filter_map(|node| node.zone.as_deref())
        .collect();
    let (usable, elsewhere): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|candidate| candidate.zone().is_none_or(|zone| enabled.contains(&zone)));
    for target in &elsewhere {
        let reason = not_enabled(node, group_id, target);
        if usable.is_empty() {
            path.explain(reason);
        } else {
            path.warn(reason);
        }
    }
    if crosses_zones(flow.balancer, group) {
        return usable;
    }
    let had_some = !usable.is_empty();
    let own: Vec<_> = usable
        .into_iter()
        .filter(|candidate| {
            candidate
                .zone()
                .is_none_or(|zone| Some(zone) == node.zone.as_deref())
        })
        .collect();
    if own.is_empty() && had_some {
        match lacks_attributes(network, &node.owner, (group_id, group)) {
            Some(lacking) => {
                let what = format!("whether {} uses targets in other zones", node.owner);
                path.explain(not_collected::open(lacking, &what, "ES-19"));
            }
            None => path.explanations.extend(no_target_in_zone(node, group_id)),
        }
    }
    own
}

/// The load balancer or group of which the attributes, which decide about targets in other zones, were not collected (ES-19).
fn lacks_attributes<'a>(
    network: &Network,
    balancer: &'a ResourceId,
    (id, group): (&'a ResourceId, &TargetGroup),
) -> Option<&'a ResourceId> {
    let lacks = |id| not_collected::lacks(network, id, "Attributes");
    if lacks(id) {
        return Some(id);
    }
    // A group that says on or off overrides its balancer.
    let inherits = group.cross_zone(true) != group.cross_zone(false);
    (inherits && lacks(balancer)).then_some(balancer)
}

impl Candidate<'_> {
    /// Its zone; `None` where it has none or it is not known: such a target counts for every zone.
    fn zone(&self) -> Option<&str> {
        self.interface?.zone.as_deref()
    }

    fn name_with_port(&self) -> String {
        match self.port {
            Some(port) => format!("{}:{port}", self.name),
            None => self.name.clone(),
        }
    }
}

/// A target; a load balancer as target has a node in each of its zones (TG-04).
fn of_target<'a>(
    network: &'a Network,
    node: &Interface,
    group: &TargetGroup,
    target: &Target,
) -> Vec<Candidate<'a>> {
    let Some(name) = target.id.as_deref() else {
        return Vec::new();
    };
    let id = ResourceId::from(name);
    let found: Vec<&Interface> = match group.target_kind() {
        TargetType::Instance => network.primary_interface(&id).into_iter().collect(),
        TargetType::Ip => {
            let address: Option<IpAddr> = name.parse().ok();
            let at = address.and_then(|address| network.interface_at(&node.vpc, address));
            at.into_iter().collect()
        }
        TargetType::Alb => network.interfaces_of(&id).collect(),
    };
    let candidate = |interface| Candidate {
        name: name.to_owned(),
        port: group.port_of(target),
        health_port: group.health_check_port_of(target),
        interface,
    };
    let of_vpc = found
        .into_iter()
        .filter(|interface| interface.vpc == node.vpc)
        .map(|interface| candidate(Some(interface)));
    let candidates: Vec<_> = of_vpc.collect();
    if candidates.is_empty() {
        return vec![candidate(None)];
    }
    candidates
}

fn not_enabled(node: &Interface, group: &ResourceId, target: &Candidate<'_>) -> Explanation {
    let message = format!(
        "{} stands in a zone that {} is not enabled in, so it is not used: add a subnet of that zone to the load balancer",
        target.name, node.owner
    );
    Explanation::new(Code::ElbInstalledAzRestriction, group, message, "TG-07")
}

fn no_target_in_zone(node: &Interface, group: &ResourceId) -> [Explanation; 2] {
    let balancer = &node.owner;
    let zone = node.zone.as_deref().unwrap_or("the zone");
    let remedy = Remedy::EnableCrossZone {
        balancer: balancer.clone(),
        group: group.clone(),
    };
    [
        Explanation::new(
            Code::Elbv2NoTargetsInAz,
            group,
            format!("{group} has no target in {zone}, and the node of {balancer} there may use no other: register one in {zone}, or enable cross-zone"),
            "ES-17",
        )
        .mended_by([remedy.clone()]),
        Explanation::new(
            Code::ElbNotCrosszone,
            balancer,
            format!("cross-zone load balancing of {balancer} is off, so its node in {zone} cannot use targets in other zones"),
            "ES-17",
        )
        .mended_by([remedy]),
    ]
}

/// From the node to one target and back. The target sees the node, or the client where its address is kept (ES-50).
pub(super) fn to_target(
    network: &Network,
    flow: Flow<'_>,
    (group_id, group): (&ResourceId, &TargetGroup),
    candidate: &Candidate<'_>,
    trail: &Trail<'_>,
) -> Path {
    let mut path = Path::default();
    let name = Some(candidate.name_with_port());
    ask_target(&mut path, flow, group_id, name, Outcome::Passes);
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
    let mut path = match kept {
        Kept::Assumed => either_way(network, path, flow, end, trail),
        kept => path.then(send_on(network, flow, end, kept, trail)),
    };
    if let Some(interface) = end.interface {
        let port = candidate.health_port;
        predict_health(network, &mut path, flow.node, interface, port);
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
            let written: IpAddr = candidate.name.parse().ok()?;
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
    let with_client = send_on(network, flow, end, Kept::Yes, trail);
    let without = send_on(network, flow, end, Kept::No, trail);
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

/// The packet as the target gets it, through the filters to the target, to who answers there, and back.
fn send_on(network: &Network, flow: Flow<'_>, end: End<'_>, kept: Kept, trail: &Trail<'_>) -> Path {
    let (node, packet) = (flow.node, flow.packet);
    let mut path = Path::default();
    let Some(node_address) = node.address_like(end.address) else {
        path.explain(no_address_of_family(node, end));
        return path;
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
    path = path.then(way);
    if keeps {
        path.explanations
            .extend(client_address::lost_on(&path.forward, &node.owner));
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
    path
}

/// Replies go to ports the load balancer chose, not to those the client did (section 2.9).
fn explain_ports(path: &mut Path, node: &Interface) {
    let on_ports = |reason: &Explanation| {
        reason.code == Code::SubnetAclRestriction
            && matches!(reason.reference, "NACL-03" | "NACL-10")
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
    let IpAddr::V4(address) = candidate.name.parse().ok()? else {
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
    let component = ResourceId::from(candidate.name.as_str());
    let code = Code::CfgTargetInvalid;
    Some(Explanation::new(code, &component, message, reference))
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
    target: &Interface,
    port: Option<u16>,
) {
    let (Some(port), Some(source), Some(destination)) = (port, node.address(), target.address())
    else {
        return;
    };
    let check = Packet::request(
        Protocol::Tcp,
        (source, Ports::BALANCER_EPHEMERAL),
        (destination, port),
    );
    let (way, _) = vpc::cross(network, node, check, node);
    if way.verdict() == Verdict::Unreachable {
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
    Explanation::new(
        Code::UnknownResource,
        &ResourceId::from(name.as_str()),
        message,
        "TG-02",
    )
}

/// Records which target the group gives, at the load balancer that asks it.
pub(super) fn ask_target(
    path: &mut Path,
    flow: Flow<'_>,
    group: &ResourceId,
    target: Option<String>,
    outcome: Outcome,
) {
    let decision = Decision::Target { target };
    path.ask(
        at(flow.node),
        Step::new(group, decision, outcome, flow.packet, "2.8"),
    );
}
