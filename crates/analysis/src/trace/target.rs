//! The targets of a load balancer: which a node may use, and what happens to a flow on the way to one.

use vpcanvas_model::{
    Protocol, ResourceId,
    kind::{
        LoadBalancer, TargetGroup,
        listener::ListenerProtocol,
        target_group::{Target, TargetType},
    },
};
use vpcanvas_network::{Interface, Network, Role};

use super::{
    Decision, Outcome, Path, Step, Verdict,
    balancer::Client,
    vpc::{self, at},
};
use crate::{
    Code, Direction, Explanation,
    filter::security_group::{self, Peer},
    packet::{Packet, Ports},
    remedy::Remedy,
};

/// A target that the node may use, as far as zones decide.
pub(crate) struct Candidate<'a> {
    name: String,
    port: Option<u16>,
    health_port: Option<u16>,
    interface: Option<&'a Interface>,
}

/// The targets in reach of the node: with cross-zone off only those in its own zone (ES-17, ES-18).
pub(crate) fn candidates<'a>(
    network: &'a Network,
    path: &mut Path,
    node: &Interface,
    balancer: &LoadBalancer,
    group_id: &ResourceId,
    group: &TargetGroup,
) -> Vec<Candidate<'a>> {
    let all: Vec<Candidate<'a>> = group
        .targets
        .iter()
        .filter_map(|target| candidate(network, node, group, target))
        .collect();
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
    let zone_of = |candidate: &Candidate<'a>| {
        candidate
            .interface
            .and_then(|interface| interface.zone.as_deref())
    };
    let (usable, elsewhere): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|candidate| zone_of(candidate).is_none_or(|zone| enabled.contains(&zone)));
    for target in &elsewhere {
        let message = format!(
            "{} stands in a zone that {} is not enabled in, so it is not used: add a subnet of that zone to the load balancer",
            target.name, node.owner
        );
        let reason = Explanation::new(Code::ElbInstalledAzRestriction, group_id, message, "TG-07");
        if usable.is_empty() {
            path.explain(reason);
        } else {
            path.warn(reason);
        }
    }
    if group.cross_zone(balancer.cross_zone()) {
        return usable;
    }
    let had_some = !usable.is_empty();
    let own: Vec<_> = usable
        .into_iter()
        .filter(|candidate| {
            zone_of(candidate).is_none_or(|zone| Some(zone) == node.zone.as_deref())
        })
        .collect();
    if own.is_empty() && had_some {
        path.explanations.extend(no_target_in_zone(node, group_id));
    }
    own
}

fn candidate<'a>(
    network: &'a Network,
    node: &Interface,
    group: &TargetGroup,
    target: &Target,
) -> Option<Candidate<'a>> {
    let id = target.id.as_deref()?;
    let interface = match group.target_kind() {
        TargetType::Instance => network.primary_interface(&ResourceId::from(id)),
        TargetType::Ip => id
            .parse()
            .ok()
            .and_then(|address| network.interface_at(&node.vpc, address)),
        TargetType::Alb => None,
    };
    Some(Candidate {
        name: id.to_owned(),
        port: group.port_of(target),
        health_port: group.health_check_port_of(target),
        interface: interface.filter(|interface| interface.vpc == node.vpc),
    })
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
pub(crate) fn to_target(
    network: &Network,
    node: &Interface,
    group: &TargetGroup,
    candidate: &Candidate<'_>,
    packet: Packet,
    client: &Client<'_>,
    listener: ListenerProtocol,
) -> Path {
    let mut path = Path::default();
    let (Some(interface), Some(port), Some(node_address)) =
        (candidate.interface, candidate.port, node.address())
    else {
        path.explain(target_unknown(node, candidate));
        return path;
    };
    let Some(address) = interface.address() else {
        path.explain(target_unknown(node, candidate));
        return path;
    };
    let seen_as = match client {
        Client::Direct(client) if preserves_client(group, listener) => *client,
        Client::Direct(_) | Client::PrivateLink { .. } => node,
    };
    let inner = Packet::request(
        packet.protocol,
        (
            seen_as.address_like(address).unwrap_or(node_address),
            Ports::BALANCER_EPHEMERAL,
        ),
        (address, port),
    );
    path.ask(
        at(node),
        Step::translating(&node.owner, packet, inner, "ES-50"),
    );
    path.ask_back(
        at(node),
        Step::translating(&node.owner, inner.reply(), packet.reply(), "ES-56"),
    );
    let (way, reached) = vpc::cross(network, node, inner, seen_as);
    path = path.then(way);
    if let Some(reached) = reached {
        answer(network, &mut path, reached, inner);
    }
    if seen_as.owner == interface.owner {
        path.explain(hairpin(node, interface));
    }
    mark_unverified(network, &mut path, node, interface, inner, client);
    predict_health(network, &mut path, node, interface, candidate.health_port);
    if interface.zone != node.zone {
        path.warn(vpc::zone_crossed(&node.owner, node, interface));
    }
    path
}

/// Who answers at a target: an instance that runs. What stands behind an endpoint or another load balancer that is a
/// target is not followed (TG-08).
fn answer(network: &Network, path: &mut Path, reached: &Interface, packet: Packet) {
    match reached.role {
        Role::Instance | Role::NetworkInterface { .. } => {
            vpc::works(network, reached, path, packet);
            vpc::deliver(path, reached, packet);
        }
        Role::VpcEndpoint
        | Role::GatewayLoadBalancerEndpoint
        | Role::LoadBalancerNode
        | Role::ApplicationLoadBalancerNode
        | Role::ResourceGateway
        | Role::ResolverEndpoint
        | Role::NatGateway => {
            let owner = &reached.owner;
            let message =
                format!("what answers behind the target {owner} is not analysed by this version");
            path.explain(Explanation::new(
                Code::UnsupportedComponent,
                owner,
                message,
                "TG-08",
            ));
        }
    }
}

/// A client whose address is kept and which is given to itself gets no answer (section 2.8).
fn hairpin(node: &Interface, client: &Interface) -> Explanation {
    let (balancer, client) = (&node.owner, &client.owner);
    let message = format!(
        "{balancer} keeps the address of {client} and gives the flow back to it, which fails: add a target, or turn preserve_client_ip.enabled off"
    );
    Explanation::new(
        Code::Elbv2SourceAddressPreservation,
        balancer,
        message,
        "2.8",
    )
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
    node: &Interface,
    target: &Interface,
    packet: Packet,
    client: &Client<'_>,
) {
    let Client::PrivateLink { .. } = client else {
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

/// Client addresses are kept for instances by default, for addresses only when asked (section 2.8).
fn preserves_client(group: &TargetGroup, listener: ListenerProtocol) -> bool {
    let set = group
        .target_group_attributes
        .as_ref()
        .and_then(|attributes| attributes.preserve_client_ip_enabled);
    let tcp = matches!(listener, ListenerProtocol::Tcp | ListenerProtocol::Tls);
    match (tcp, group.target_kind()) {
        (false, _) => true,
        (true, TargetType::Instance) => set.unwrap_or(true),
        (true, TargetType::Ip | TargetType::Alb) => set.unwrap_or(false),
    }
}

fn target_unknown(node: &Interface, candidate: &Candidate<'_>) -> Explanation {
    let name = &candidate.name;
    let message = format!(
        "the target {name} of {} is not in its VPC in this design, or has no address or port: targets elsewhere are not analysed by this version",
        node.owner
    );
    Explanation::new(
        Code::UnknownResource,
        &ResourceId::from(name.as_str()),
        message,
        "TG-02",
    )
}

/// The first target that answers is shown, else the first of which it cannot be told, else the first.
///
/// What keeps the others from answering is worth knowing beside a target that may; beside one that is blocked it blocks too.
pub(crate) fn choose(
    mut path: Path,
    node: &Interface,
    group: &ResourceId,
    candidates: &[Candidate<'_>],
    tried: Vec<(Path, Verdict)>,
    packet: Packet,
) -> Path {
    let first = |wanted| tried.iter().position(|(_, verdict)| *verdict == wanted);
    let may_answer = first(Verdict::Reachable).or_else(|| first(Verdict::Unknown));
    let shown = may_answer.unwrap_or_default();
    if let Some(candidate) = candidates.get(shown) {
        let name = match candidate.port {
            Some(port) => format!("{}:{port}", candidate.name),
            None => candidate.name.clone(),
        };
        ask_target(&mut path, node, group, Some(name), packet, Outcome::Passes);
    }
    let mut others = Vec::new();
    for (position, (way, _)) in tried.into_iter().enumerate() {
        if position == shown {
            path = path.then(way);
        } else {
            others.extend(way.explanations);
        }
    }
    others.retain(|other| !path.explanations.contains(other));
    if may_answer.is_some() {
        path.warnings.extend(others);
    } else {
        path.explanations.extend(others);
    }
    path
}

/// Records which target the group gives, at the load balancer that asks it.
pub(crate) fn ask_target(
    path: &mut Path,
    node: &Interface,
    group: &ResourceId,
    target: Option<String>,
    packet: Packet,
    outcome: Outcome,
) {
    let decision = Decision::Target { target };
    path.ask(at(node), Step::new(group, decision, outcome, packet, "2.8"));
}
