//! The security groups of whoever a packet is for, which may refer to groups of the sender: what is known of those by then.

use vpcanvas_model::{Kind, ResourceId};
use vpcanvas_network::{Interface, Role};

use super::{ask::ask_groups, asymmetry::Crossing, walk::Walk};
use crate::{
    Code, Direction, Explanation,
    filter::security_group::{self, Peer},
    remedy::Remedy,
};

/// The groups of whoever a packet is for, which may have lost track of the sender's (SG-04).
pub(crate) fn ask<'n>(walk: &mut Walk<'n>, to: &'n Interface) {
    let known = peer(walk, walk.lost.is_none());
    let unheard = supports_no_references(walk, to);
    let known = if unheard { peer(walk, false) } else { known };
    let passes = ask_groups(walk, to, Direction::Ingress, known);
    if passes {
        return;
    }
    if let Some(group) = unknown_group(walk, to) {
        walk.warn(unknown_peer(to, group));
    }
    let whole = peer(walk, true);
    let decision =
        security_group::decide(walk.network, to, Direction::Ingress, &walk.packet, whole);
    if !matches!(decision, security_group::Decision::Allowed { .. }) {
        return;
    }
    if let Some(lost) = walk.lost {
        walk.explain(references_lost(to, lost.by, lost.code, lost.reference));
    } else if unheard {
        walk.explain(references_lost(
            to,
            &to.owner,
            Code::SgReferencesNotPreserved,
            "IE-38",
        ));
    }
}

/// Whether a receiver takes no references to groups behind a transit gateway (IE-38).
fn supports_no_references(walk: &Walk<'_>, to: &Interface) -> bool {
    let by_transit = |crossing: &Crossing<'_>| crossing.kind == Kind::TransitGatewayAttachment;
    to.role == Role::VpcEndpoint && walk.crossings.iter().any(by_transit)
}

fn peer<'n>(walk: &Walk<'n>, is_known: bool) -> Peer<'n> {
    let identity = walk.origin.identity().filter(|_| is_known);
    Peer {
        address: walk.packet.source,
        interface: identity,
        through: walk.origin.interface().filter(|_| is_known),
        service: None,
    }
}

fn references_lost(
    to: &Interface,
    by: &ResourceId,
    code: Code,
    reference: &'static str,
) -> Explanation {
    let owner = &to.owner;
    let message = format!(
        "{owner} lets the sender in by a reference to its security group, which does not hold past {by}: allow its address range instead"
    );
    let explanation = Explanation::new(code, by, message, reference).going(Direction::Ingress);
    if code != Code::SgReferencingSupport {
        return explanation;
    }
    explanation.mended_by([Remedy::EnableSecurityGroupReferencing {
        component: by.clone(),
    }])
}

/// A group of a peer that a rule refers to and the design does not have, so whether the sender has it is not known (PCX-07).
fn unknown_group<'n>(walk: &Walk<'n>, to: &'n Interface) -> Option<&'n ResourceId> {
    let by_peering = |crossing: &Crossing<'_>| crossing.kind == Kind::VpcPeeringConnection;
    if !walk.crossings.iter().any(by_peering) {
        return None;
    }
    let network = walk.network;
    let groups = to.groups.iter();
    groups
        .filter_map(|id| network.security_group(id))
        .flat_map(|group| &group.security_group_rules)
        .filter(|rule| rule.is_egress != Some(true))
        .filter_map(|rule| rule.referenced_group_id.as_ref())
        .find(|group| network.security_group(group).is_none())
}

fn unknown_peer(to: &Interface, group: &ResourceId) -> Explanation {
    let owner = &to.owner;
    let message = format!(
        "a rule of {owner} refers to {group}, which is not in the design, so it is taken for one the sender does not have"
    );
    Explanation::new(Code::UnknownPeeredSgs, group, message, "PCX-07").going(Direction::Ingress)
}
