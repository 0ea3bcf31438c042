//! Links of what joins networks with one another, and of names and shared resources with the VPCs that use them.

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{
        TransitGatewayAttachment, VpcPeeringConnection, VpnConnection,
        transit_gateway_attachment::AttachmentState, vpc_peering_connection::PeeringStatus,
    },
};
use vpcanvas_network::Network;

use super::{Link, LinkKind};
use crate::picture::places::Place;

/// With more than so many VPCs that see a name, its lines would hide the picture; they are shown while it is selected.
const MOST_SEEN: usize = 8;

/// The links of one resource, as far as both ends are known by their ids.
pub(super) fn links(network: &Network, id: &ResourceId, properties: &Properties) -> Vec<Link> {
    let to = |kind: LinkKind, others: Vec<&ResourceId>| -> Vec<Link> {
        let others = others.into_iter();
        others.map(|other| link(id, other, kind)).collect()
    };
    match properties {
        Properties::VpcPeeringConnection(peering) => {
            to(peering_kind(peering), peering_sides(peering))
        }
        Properties::TransitGatewayAttachment(attachment) => {
            to(attachment_kind(attachment), ends(attachment))
        }
        Properties::TransitGatewayRouteTable(table) => {
            let gateway = table.transit_gateway_id.iter();
            let links = gateway.map(|gateway| link(gateway, id, LinkKind::Table));
            links.collect()
        }
        Properties::VpnConnection(vpn) => to(vpn_kind(vpn), vpn_ends(network, id, vpn)),
        Properties::ResourceConfiguration(configuration) => {
            let next = [
                &configuration.resource_gateway_id,
                &configuration.resource_configuration_group_id,
            ];
            to(LinkKind::Forward, next.into_iter().flatten().collect())
        }
        Properties::ServiceNetwork(service_network) => {
            let resources = service_network.resource_configuration_ids.iter().collect();
            let users = few(service_network.vpc_ids.iter().collect());
            let mut links = to(LinkKind::Forward, resources);
            links.extend(to(LinkKind::Joint, users));
            links
        }
        names => {
            let mut links = to(LinkKind::Dns, few(seen_in(names)));
            links.extend(to(LinkKind::Dns, answered_by(names)));
            links
        }
    }
}

/// The VPCs that see names or rules.
pub(super) fn seen_in(properties: &Properties) -> Vec<&ResourceId> {
    match properties {
        Properties::HostedZone(zone) => {
            let vpcs = zone.vpcs.iter();
            vpcs.filter_map(|vpc| vpc.vpc_id.as_ref()).collect()
        }
        Properties::ResolverRule(rule) => rule.vpc_ids.iter().collect(),
        Properties::Profile(profile) => profile.vpc_ids.iter().collect(),
        Properties::ServiceNetwork(network) => network.vpc_ids.iter().collect(),
        _ => Vec::new(),
    }
}

/// What answers, or is part of what answers.
fn answered_by(properties: &Properties) -> Vec<&ResourceId> {
    match properties {
        Properties::ResolverRule(rule) => rule.resolver_endpoint_id.iter().collect(),
        Properties::Profile(profile) => profile.resource_arns.iter().collect(),
        _ => Vec::new(),
    }
}

fn few(ids: Vec<&ResourceId>) -> Vec<&ResourceId> {
    if ids.len() > MOST_SEEN {
        Vec::new()
    } else {
        ids
    }
}

pub(super) fn link(from: &ResourceId, to: &ResourceId, kind: LinkKind) -> Link {
    Link {
        from: Place::Resource(from.clone()),
        to: Place::Resource(to.clone()),
        kind,
    }
}

fn joint(works: bool) -> LinkKind {
    if works {
        LinkKind::Joint
    } else {
        LinkKind::BrokenJoint
    }
}

/// Only an active peering connection carries traffic (PCX-02).
fn peering_kind(peering: &VpcPeeringConnection) -> LinkKind {
    let status = peering.status;
    joint(status.is_none_or(|status| status == PeeringStatus::Active))
}

fn peering_sides(peering: &VpcPeeringConnection) -> Vec<&ResourceId> {
    let sides = [&peering.requester_vpc_info, &peering.accepter_vpc_info];
    let sides = sides.into_iter().flatten();
    sides.filter_map(|side| side.vpc_id.as_ref()).collect()
}

/// Only an available attachment carries traffic (TGW-13).
fn attachment_kind(attachment: &TransitGatewayAttachment) -> LinkKind {
    let state = attachment.state;
    joint(state.is_none_or(|state| state == AttachmentState::Available))
}

fn ends(attachment: &TransitGatewayAttachment) -> Vec<&ResourceId> {
    let ends = [&attachment.transit_gateway_id, &attachment.resource_id];
    ends.into_iter().flatten().collect()
}

fn vpn_kind(vpn: &VpnConnection) -> LinkKind {
    joint(vpn.works())
}

/// The on-premises network and the gateway; a transit gateway is reached by the attachment where there is one.
fn vpn_ends<'a>(network: &Network, id: &ResourceId, vpn: &'a VpnConnection) -> Vec<&'a ResourceId> {
    let is_plugged = network.referrers(id).into_iter().any(|(other, _)| {
        let other = network.document().resource(other);
        other.is_some_and(|other| {
            matches!(other.properties, Properties::TransitGatewayAttachment(_))
        })
    });
    let transit = vpn.transit_gateway_id.as_ref().filter(|_| !is_plugged);
    let others = [&vpn.customer_gateway_id, &vpn.vpn_gateway_id];
    others.into_iter().flatten().chain(transit).collect()
}
