//! An appliance on the way: an instance that passes on what is not its own (sections 4.2 and 4.10).

use vpcanvas_model::{Kind, ResourceId, kind::instance::InstanceState};
use vpcanvas_network::{Interface, Network};

use super::{
    ask::{ask_acl, ask_groups},
    asymmetry::Crossing,
    subnet, transit_gateway,
    vpc::at,
    walk::{Place, Stand, Walk, Way},
};
use crate::{Code, Direction, Explanation, filter::security_group::Peer, remedy::Remedy};

/// A packet is led to an appliance: by the table of a subnet, or by that of a gateway.
pub(crate) fn take<'n>(
    walk: &mut Walk<'n>,
    stand: Option<Stand<'n>>,
    table: &'n ResourceId,
    target: &'n ResourceId,
    redirected_by: Option<&'n ResourceId>,
) -> Place<'n> {
    let network = walk.network;
    let found = network
        .primary_interface(target)
        .or_else(|| network.interfaces_of(target).next());
    let Some(interface) = found else {
        walk.explain(gone(table, target));
        return Place::Nowhere;
    };
    if stand.is_some_and(|stand| stand.component == &interface.owner) {
        walk.refuse(at(interface), behind_itself(interface, table));
        return Place::Nowhere;
    }
    if stand.is_none_or(|stand| *stand.subnet != interface.subnet) {
        ask_acl(walk, at(interface), &interface.subnet, Direction::Ingress);
    }
    ask_running(walk, interface, table);
    if redirected_by.is_some() && interface.public_addresses.is_empty() && by_internet(walk) {
        walk.explain(no_public_address(interface, table));
    }
    transit_gateway::recommend_appliance_mode(walk, &interface.owner);
    let known = walk
        .crossed_there
        .iter()
        .any(|crossing| crossing.component == &interface.owner);
    if walk.way == Way::There || !known {
        ask_filters(walk, interface);
    }
    ask_check(walk, interface);
    walk.lose_identity(&interface.owner, Code::SgReferencesNotPreserved, "SG-04");
    walk.crossings.push(Crossing {
        component: &interface.owner,
        kind: Kind::Instance,
        zone: interface.zone.as_deref(),
        redirected_by,
    });
    Place::Sent(Stand::of(interface))
}

fn by_internet(walk: &Walk<'_>) -> bool {
    matches!(walk.origin, super::walk::Origin::Internet { .. })
}

/// Its groups are asked for what comes in and for what goes out again.
fn ask_filters<'n>(walk: &mut Walk<'n>, interface: &'n Interface) {
    let identity = walk.origin.identity().filter(|_| walk.lost.is_none());
    let source = Peer {
        address: walk.packet.source,
        interface: identity,
        through: None,
        service: None,
    };
    ask_groups(walk, interface, Direction::Ingress, source);
    let destination = Peer {
        address: walk.packet.destination,
        interface: subnet::destination(walk, &interface.vpc, &interface.subnet),
        through: None,
        service: None,
    };
    ask_groups(walk, interface, Direction::Egress, destination);
}

/// The check drops what is neither from nor for the interface (ENI-02).
fn ask_check(walk: &mut Walk<'_>, interface: &Interface) {
    if !interface.source_dest_check {
        return;
    }
    let owner = &interface.owner;
    let message = format!(
        "{owner} checks source and destination, so it drops what it should pass on: turn the check off"
    );
    walk.refuse(
        at(interface),
        Explanation::new(
            Code::EniSourceDestCheckRestriction,
            owner,
            message,
            "ENI-02",
        )
        .mended_by([Remedy::TurnOffSourceDestCheck {
            owner: owner.clone(),
        }]),
    );
}

/// An interface without a running instance is a blackhole for the route to it (RT-09).
fn ask_running(walk: &mut Walk<'_>, interface: &Interface, table: &ResourceId) {
    let owner = &interface.owner;
    let state = state(walk.network, interface);
    if state == Some(InstanceState::Running) {
        return;
    }
    let (word, what) = match state {
        Some(state) => (state.as_str(), format!("is {}", state.as_str())),
        None => ("available", "is attached to no instance".to_owned()),
    };
    let message = format!(
        "{table} leads to {owner}, which {what}: the route still wins and discards the packet"
    );
    let remedy = interface.instance().map(|instance| Remedy::StartInstance {
        instance: instance.clone(),
    });
    walk.refuse_state(
        at(interface),
        word,
        Explanation::new(Code::BadStateRoute, table, message, "RT-09").mended_by(remedy),
    );
}

fn state(network: &Network, interface: &Interface) -> Option<InstanceState> {
    let instance = network.instance(interface.instance()?)?;
    Some(instance.state.unwrap_or(InstanceState::Running))
}

fn gone(table: &ResourceId, target: &ResourceId) -> Explanation {
    let message = format!(
        "{table} leads to {target}, which stands in no subnet: put it into one, or change the route"
    );
    Explanation::new(Code::BadStateRoute, table, message, "RT-09")
}

fn behind_itself(interface: &Interface, table: &ResourceId) -> Explanation {
    let owner = &interface.owner;
    let message = format!(
        "{table}, the table of the subnet {owner} stands in, leads back to {owner}: give that subnet a table that leads on"
    );
    Explanation::new(Code::PlRoutingLoop, owner, message, "RT-03")
}

fn no_public_address(interface: &Interface, table: &ResourceId) -> Explanation {
    let owner = &interface.owner;
    let message = format!(
        "{table} leads what comes from the internet to {owner}, which has no public address: give it one"
    );
    let remedy = interface
        .addresses
        .iter()
        .find_map(|address| match address {
            std::net::IpAddr::V4(address) => Some(*address),
            std::net::IpAddr::V6(_) => None,
        })
        .map(|address| Remedy::GivePublicAddress {
            owner: owner.clone(),
            address,
        });
    Explanation::new(Code::IngressRtbNoPublicIp, owner, message, "4.2").mended_by(remedy)
}
