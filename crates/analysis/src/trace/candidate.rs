//! Which targets a node of a load balancer may use, as far as zones decide (ES-17 to ES-19, TG-04, TG-07).

use std::net::IpAddr;

use vpcanvas_model::{
    ResourceId,
    kind::{
        TargetGroup,
        target_group::{Target, TargetType},
    },
};
use vpcanvas_network::{Interface, Network};

use super::{Path, balancer::Flow, listener::crosses_zones, ruling::ChosenTarget};
use crate::{Code, Explanation, not_collected, remedy::Remedy};

/// A target that the node may use, as far as zones decide.
pub(super) struct Candidate<'a> {
    pub(super) name: ResourceId,
    pub(super) port: Option<u16>,
    pub(super) health_port: Option<u16>,
    pub(super) interface: Option<&'a Interface>,
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
    let mut usable = Vec::with_capacity(group.targets.len());
    for target in &group.targets {
        add_target(network, node, group, target, &mut usable);
    }
    if not_collected::lacks_targets(network, group_id, group) {
        let what = format!("which targets {group_id} has");
        path.explain(not_collected::open(group_id, &what, "TG-06"));
        return usable;
    }
    if usable.is_empty() {
        let message = format!("{group_id} has no targets: register an instance or an address");
        path.explain(Explanation::new(
            Code::Elbv2ListenerHasNoTg,
            group_id,
            message,
            "TG-06",
        ));
        return usable;
    }
    for target in &taken_elsewhere(network, node, &mut usable) {
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
    usable.retain(|candidate| {
        let zone = candidate.zone();
        zone.is_none_or(|zone| Some(zone) == node.zone.as_deref())
    });
    if usable.is_empty() && had_some {
        match not_collected::lacks_cross_zone(network, &node.owner, (group_id, group)) {
            Some(lacking) => {
                let what = format!("whether {} uses targets in other zones", node.owner);
                path.explain(not_collected::open(lacking, &what, "ES-19"));
            }
            None => path.explanations.extend(no_target_in_zone(node, group_id)),
        }
    }
    usable
}

/// Takes out the targets in zones that the load balancer is not enabled in.
fn taken_elsewhere<'a>(
    network: &Network,
    node: &Interface,
    candidates: &mut Vec<Candidate<'a>>,
) -> Vec<Candidate<'a>> {
    let is_enabled = |zone: &str| {
        let mut nodes = network.interfaces_of(&node.owner);
        nodes.any(|node| node.zone.as_deref() == Some(zone))
    };
    let is_elsewhere = |candidate: &mut Candidate<'a>| {
        let zone = candidate.zone();
        zone.is_some_and(|zone| node.zone.as_deref() != Some(zone) && !is_enabled(zone))
    };
    candidates.extract_if(.., is_elsewhere).collect()
}

impl Candidate<'_> {
    /// Its zone; `None` where it has none or it is not known: such a target counts for every zone.
    fn zone(&self) -> Option<&str> {
        self.interface?.zone.as_deref()
    }

    pub(super) fn chosen(&self) -> ChosenTarget {
        ChosenTarget {
            name: self.name.clone(),
            port: self.port,
        }
    }
}

/// A target; a load balancer as target has a node in each of its zones (TG-04).
fn add_target<'a>(
    network: &'a Network,
    node: &Interface,
    group: &TargetGroup,
    target: &Target,
    candidates: &mut Vec<Candidate<'a>>,
) {
    let Some(written) = target.id.as_deref() else {
        return;
    };
    let known = network.id(written).cloned();
    let name = known.unwrap_or_else(|| ResourceId::from(written));
    let before = candidates.len();
    let mut add = |interface: Option<&'a Interface>| {
        candidates.push(Candidate {
            name: name.clone(),
            port: group.port_of(target),
            health_port: group.health_check_port_of(target),
            interface,
        });
    };
    let in_vpc = |interface: &&Interface| interface.vpc == node.vpc;
    match group.target_kind() {
        TargetType::Instance => {
            if let Some(found) = network.primary_interface(&name).filter(in_vpc) {
                add(Some(found));
            }
        }
        TargetType::Ip => {
            let address: Option<IpAddr> = written.parse().ok();
            let found = address.and_then(|address| network.interface_at(&node.vpc, address));
            if let Some(found) = found.filter(in_vpc) {
                add(Some(found));
            }
        }
        TargetType::Alb => {
            let found = network.interfaces_of(&name).filter(in_vpc);
            found.for_each(|found| add(Some(found)));
        }
    }
    if candidates.len() == before {
        candidates.push(Candidate {
            name,
            port: group.port_of(target),
            health_port: group.health_check_port_of(target),
            interface: None,
        });
    }
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
