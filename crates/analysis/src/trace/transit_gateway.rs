//! A transit gateway on the way: in by the attachment of a VPC, VPN or other transit gateway, out by another (section 4.6).

mod table;

use vpcanvas_model::{
    Kind, ResourceId,
    kind::{
        TransitGatewayAttachment,
        transit_gateway::{Support, TransitGatewayState},
        transit_gateway_attachment::{AttachmentState, AttachmentType},
    },
};

use super::{
    ask::ask_acl,
    asymmetry::Crossing,
    path::At,
    walk::{Place, Stand, Walk, Way},
};
use table::{ask_table, table_of};

use crate::{Code, Direction, Explanation, remedy::Remedy};

/// A packet is led to a transit gateway by the route table of a subnet.
pub(crate) fn take<'n>(
    walk: &mut Walk<'n>,
    stand: Stand<'n>,
    gateway: &'n ResourceId,
) -> Place<'n> {
    let Some((id, attachment)) = attachment_of(walk, gateway, stand.vpc) else {
        let message = format!(
            "{} is not attached to {gateway}: add an attachment",
            stand.vpc
        );
        let code = Code::BadStateAttachment;
        let explanation = Explanation::new(code, gateway, message, "TGW-02");
        walk.refuse_state(hop(gateway, Kind::TransitGateway), "detached", explanation);
        return Place::Nowhere;
    };
    ask_attachment(walk, id, attachment);
    let own = attachment
        .subnet_ids
        .iter()
        .find(|subnet| zone(walk, subnet) == stand.zone);
    match own {
        // Inside one subnet both directions are asked as the packet goes to the gateway (TGW-09).
        Some(subnet) => {
            if subnet == stand.subnet {
                ask_acl(walk, stand.at(), subnet, Direction::Ingress);
            } else {
                let here = hop(id, Kind::TransitGatewayAttachment);
                ask_acl(walk, here, subnet, Direction::Ingress);
            }
        }
        None => refuse_zone(walk, id, stand),
    }
    note_crossing(walk, id, stand.zone);
    walk.pass_on(hop(id, Kind::TransitGatewayAttachment), gateway, "TGW-02");
    Place::InTransit {
        gateway,
        attachment: id,
    }
}

fn hop(id: &ResourceId, kind: Kind) -> At<'_> {
    At {
        component: id,
        kind: kind.as_str(),
    }
}

fn zone<'n>(walk: &Walk<'n>, subnet: &ResourceId) -> Option<&'n str> {
    walk.network.subnet(subnet)?.availability_zone_id.as_deref()
}

fn attachment_of<'n>(
    walk: &Walk<'n>,
    gateway: &ResourceId,
    attached: &ResourceId,
) -> Option<(&'n ResourceId, &'n TransitGatewayAttachment)> {
    walk.network
        .naming(attached, Kind::TransitGatewayAttachment, "ResourceId")
        .filter_map(|id| Some((id, walk.network.transit_gateway_attachment(id)?)))
        .find(|(_, attachment)| attachment.transit_gateway_id.as_ref() == Some(gateway))
}

fn note_crossing<'n>(walk: &mut Walk<'n>, id: &'n ResourceId, zone: Option<&'n str>) {
    walk.crossings.push(Crossing {
        component: id,
        kind: Kind::TransitGatewayAttachment,
        zone,
        redirected_by: None,
    });
}

/// The attachment has to be available, and to pass the packet's address family (TGW-13, TGW-15).
fn ask_attachment(walk: &mut Walk<'_>, id: &ResourceId, attachment: &TransitGatewayAttachment) {
    let here = hop(id, Kind::TransitGatewayAttachment);
    if let Some(state) = attachment
        .state
        .filter(|state| *state != AttachmentState::Available)
    {
        let message = format!(
            "{id} is {}: it carries nothing until it is available",
            state.as_str()
        );
        let acceptable = state == AttachmentState::PendingAcceptance;
        let remedy = acceptable.then(|| Remedy::AcceptAttachment {
            attachment: id.clone(),
        });
        let code = Code::BadStateAttachment;
        let explanation = Explanation::new(code, id, message, "TGW-13").mended_by(remedy);
        walk.refuse_state(here, state.as_str(), explanation);
    }
    let is_vpc = attachment
        .resource_type
        .is_none_or(|kind| kind == AttachmentType::Vpc);
    if walk.packet.is_ipv6() && is_vpc && attachment.ipv6_support != Some(Support::Enable) {
        let message = format!("{id} passes no IPv6: Ipv6Support is off unless it is enabled");
        let remedy = Remedy::EnableAttachmentIpv6 {
            attachment: id.clone(),
        };
        let code = Code::ProtocolRestriction;
        let explanation = Explanation::new(code, id, message, "TGW-15").mended_by([remedy]);
        walk.refuse(here, explanation);
    }
}

/// A sender in a zone without a subnet of the attachment cannot reach the transit gateway (TGW-01).
fn refuse_zone(walk: &mut Walk<'_>, id: &ResourceId, stand: Stand<'_>) {
    let zone = stand.zone.unwrap_or("an unknown zone");
    let message = format!(
        "{id} has no subnet in {zone}, where {} is, so the packet does not reach the transit gateway: add a subnet of that zone",
        stand.component
    );
    let remedy = Remedy::AddSubnetToAttachment {
        attachment: id.clone(),
        subnet: stand.subnet.clone(),
    };
    walk.refuse(
        hop(id, Kind::TransitGatewayAttachment),
        Explanation::new(Code::TgwRouteAzRestriction, id, message, "TGW-01").mended_by([remedy]),
    );
}

/// A packet comes to a transit gateway from a VPN connection that is attached to it.
pub(crate) fn from_attached<'n>(
    walk: &mut Walk<'n>,
    gateway: &'n ResourceId,
    attached: &'n ResourceId,
    by: At<'n>,
) -> Place<'n> {
    let Some((id, attachment)) = attachment_of(walk, gateway, attached) else {
        let message = format!("{attached} has no attachment to {gateway}: add one");
        let code = Code::BadStateAttachment;
        let explanation = Explanation::new(code, gateway, message, "TGW-02");
        walk.refuse_state(by, "detached", explanation);
        return Place::Nowhere;
    };
    ask_attachment(walk, id, attachment);
    note_crossing(walk, id, None);
    Place::InTransit {
        gateway,
        attachment: id,
    }
}

/// A packet is in a transit gateway: the table its attachment is associated with decides where it leaves (TGW-03).
pub(crate) fn pass<'n>(
    walk: &mut Walk<'n>,
    gateway: &'n ResourceId,
    attachment: &'n ResourceId,
) -> Place<'n> {
    let here = hop(gateway, Kind::TransitGateway);
    if !walk.visit(here, attachment) {
        return Place::Nowhere;
    }
    ask_gateway(walk, here);
    ask_referencing(walk, gateway, attachment);
    let Some(table) = table_of(walk, here, attachment) else {
        return Place::Nowhere;
    };
    let Some(route) = ask_table(walk, here, table) else {
        return Place::Nowhere;
    };
    match route.attachment {
        Some(next) => leave(walk, gateway, next),
        None => Place::Nowhere,
    }
}

fn ask_gateway(walk: &mut Walk<'_>, here: At<'_>) {
    let id = here.component;
    let state = walk
        .network
        .transit_gateway(id)
        .and_then(|gateway| gateway.state);
    if let Some(state) = state.filter(|state| *state != TransitGatewayState::Available) {
        let message = format!(
            "{id} is {}: it carries nothing until it is available",
            state.as_str()
        );
        let explanation = Explanation::new(Code::BadState, id, message, "TGW-13");
        walk.refuse_state(here, state.as_str(), explanation);
    }
}

/// Filters past a transit gateway know the sender's groups only where referencing is on, there and on the attachment (TGW-10).
fn ask_referencing<'n>(walk: &mut Walk<'n>, gateway: &'n ResourceId, attachment: &'n ResourceId) {
    let on_gateway = walk
        .network
        .transit_gateway(gateway)
        .and_then(|gateway| gateway.security_group_referencing_support);
    let on_attachment = walk
        .network
        .transit_gateway_attachment(attachment)
        .and_then(|attachment| attachment.security_group_referencing_support);
    if on_gateway != Some(Support::Enable) {
        walk.lose_identity(gateway, Code::SgReferencingSupport, "TGW-10");
    } else if on_attachment == Some(Support::Disable) {
        walk.lose_identity(attachment, Code::SgReferencingSupport, "TGW-10");
    }
}

/// A packet leaves a transit gateway by an attachment.
pub(crate) fn leave<'n>(
    walk: &mut Walk<'n>,
    gateway: &'n ResourceId,
    id: &'n ResourceId,
) -> Place<'n> {
    let here = hop(id, Kind::TransitGatewayAttachment);
    let Some(attachment) = walk.network.transit_gateway_attachment(id) else {
        let message = format!("{id} is not in the design, so where the packet goes is not known");
        walk.refuse(
            here,
            Explanation::new(Code::UnknownResource, id, message, "TGW-05"),
        );
        return Place::Nowhere;
    };
    ask_attachment(walk, id, attachment);
    let Some(attached) = &attachment.resource_id else {
        let message = format!("{id} attaches nothing: choose its ResourceId");
        walk.refuse(
            here,
            Explanation::new(Code::CfgIncomplete, id, message, "TGW-01"),
        );
        return Place::Nowhere;
    };
    match walk.network.kind(attached) {
        Some(Kind::Vpc) => {
            ask_referencing(walk, gateway, id);
            into_vpc(walk, here, attachment, attached)
        }
        Some(Kind::VpnConnection) => {
            walk.pass_on(here, attached, "TGW-05");
            Place::InTunnel {
                connection: attached,
            }
        }
        Some(Kind::TransitGateway) => into_peer(walk, here, attachment, gateway),
        Some(_) | None => {
            let message = format!(
                "{attached}, attached by {id}, is not in the design or not analysed by this version"
            );
            walk.refuse(
                here,
                Explanation::new(Code::UnknownDestination, id, message, "TGW-05"),
            );
            Place::Nowhere
        }
    }
}

/// Into a VPC by the subnet of the attachment in the zone the packet is in, else by any (TGW-06).
fn into_vpc<'n>(
    walk: &mut Walk<'n>,
    here: At<'n>,
    attachment: &'n TransitGatewayAttachment,
    vpc: &'n ResourceId,
) -> Place<'n> {
    let wanted = wanted_zone(walk, here.component, attachment);
    let mut subnets = attachment.subnet_ids.iter();
    let own = subnets.find(|subnet| zone(walk, subnet) == wanted);
    let Some(subnet) = own.or_else(|| attachment.subnet_ids.first()) else {
        let id = here.component;
        let message = format!("{id} has no subnet: give it one for each zone it is to serve");
        walk.refuse(
            here,
            Explanation::new(Code::CfgIncomplete, id, message, "TGW-01"),
        );
        return Place::Nowhere;
    };
    let zone = zone(walk, subnet);
    note_crossing(walk, here.component, zone);
    walk.pass_on(here, subnet, "TGW-06");
    Place::Sent(Stand {
        component: here.component,
        kind: here.kind,
        subnet,
        vpc,
        zone,
    })
}

/// The zone the packet is in; in appliance mode the reply keeps to that of the request (TGW-06).
fn wanted_zone<'n>(
    walk: &Walk<'n>,
    id: &ResourceId,
    attachment: &TransitGatewayAttachment,
) -> Option<&'n str> {
    let entered = walk.crossings.last().and_then(|crossing| crossing.zone);
    if walk.way == Way::There || attachment.appliance_mode_support != Some(Support::Enable) {
        return entered;
    }
    let mut there = walk.crossed_there.iter();
    let pinned = there.find(|crossing| crossing.component == id);
    pinned.map_or(entered, |crossing| crossing.zone)
}

/// Into another transit gateway, which knows the same attachment or has one of its own to this one (TGW-12).
fn into_peer<'n>(
    walk: &mut Walk<'n>,
    here: At<'n>,
    attachment: &'n TransitGatewayAttachment,
    gateway: &'n ResourceId,
) -> Place<'n> {
    let id = here.component;
    let sides = [
        attachment.transit_gateway_id.as_ref(),
        attachment.resource_id.as_ref(),
    ];
    let Some(other) = sides.into_iter().flatten().find(|side| *side != gateway) else {
        let message = format!("{id} peers {gateway} with itself: choose another transit gateway");
        walk.refuse(
            here,
            Explanation::new(Code::PlRoutingLoop, id, message, "TGW-12"),
        );
        return Place::Nowhere;
    };
    walk.lose_identity(id, Code::SgReferencesNotPreserved, "TGW-10");
    walk.pass_on(here, other, "TGW-12");
    let own = attachment_of(walk, other, gateway).map(|(own, _)| own);
    Place::InTransit {
        gateway: other,
        attachment: own.unwrap_or(id),
    }
}

/// An appliance behind a transit gateway sees both ways of a flow only in appliance mode (GL-11).
pub(crate) fn recommend_appliance_mode(walk: &mut Walk<'_>, appliance: &ResourceId) {
    let Some(crossing) = walk
        .crossings
        .last()
        .filter(|crossing| crossing.kind == Kind::TransitGatewayAttachment)
    else {
        return;
    };
    let id = crossing.component;
    let Some(attachment) = walk.network.transit_gateway_attachment(id) else {
        return;
    };
    if attachment.appliance_mode_support == Some(Support::Enable) || attachment.subnet_ids.len() < 2
    {
        return;
    }
    let message = format!(
        "{appliance} stands behind {id}, which may lead requests and replies through different zones: enable appliance mode on {id}"
    );
    let code = Code::TransitGatewayApplianceModeRecommended;
    walk.warn(Explanation::new(code, id, message, "GL-11"));
}
