//! What a load balancer opens connections to when it is asked as a source: its targets, on the ports they are registered with.

use std::{collections::BTreeSet, net::IpAddr};

use vpcanvas_model::{
    ResourceId,
    kind::{TargetGroup, load_balancer::LoadBalancerType, target_group::TargetType},
};
use vpcanvas_network::{Interface, Network};

use super::Path;
use crate::{Code, Explanation, packet::Packet};

/// A node sends to registered addresses and ports alone, health checks included (section 6.3).
pub(super) fn ask(network: &Network, path: &mut Path, node: &Interface, packet: Packet) {
    if !node.role.is_balancer() {
        return;
    }
    let id = &node.owner;
    let kind = network
        .load_balancer(id)
        .map(vpcanvas_model::kind::LoadBalancer::balancer_type);
    if !matches!(
        kind,
        Some(LoadBalancerType::Network | LoadBalancerType::Application)
    ) {
        return;
    }
    let ports: BTreeSet<u16> = groups(network, id)
        .flat_map(|group| ports(network, group, packet.destination))
        .collect();
    let destination = packet.destination;
    let (code, message) = if ports.is_empty() {
        let message = format!(
            "{id} opens connections to its targets alone, and {destination} is none of them: register it"
        );
        (Code::TargetAddressRestriction, message)
    } else if ports.contains(&packet.destination_ports.from) {
        return;
    } else {
        let words: Vec<String> = ports.iter().map(ToString::to_string).collect();
        let message = format!(
            "{id} opens connections to {destination} on {} alone, as it is registered, and not on {}",
            words.join(", "),
            packet.destination_ports
        );
        (Code::TargetPortRestriction, message)
    };
    path.explain(Explanation::new(code, id, message, "6.3"));
}

fn groups<'a>(network: &'a Network, id: &ResourceId) -> impl Iterator<Item = &'a TargetGroup> {
    network
        .listeners_of(id)
        .flat_map(|(_, listener)| &listener.default_actions)
        .filter_map(|action| network.target_group(action.target_group_arn.as_ref()?))
}

/// The ports by which a group reaches an address.
fn ports(network: &Network, group: &TargetGroup, address: IpAddr) -> Vec<u16> {
    let has = |name: &str| {
        let id = ResourceId::from(name);
        match group.target_kind() {
            TargetType::Ip => name.parse() == Ok(address),
            TargetType::Instance => network
                .primary_interface(&id)
                .is_some_and(|target| target.addresses.contains(&address)),
            TargetType::Alb => network
                .interfaces_of(&id)
                .any(|target| target.addresses.contains(&address)),
        }
    };
    let targets = group.targets.iter();
    targets
        .filter(|target| target.id.as_deref().is_some_and(has))
        .flat_map(|target| [group.port_of(target), group.health_check_port_of(target)])
        .flatten()
        .collect()
}
