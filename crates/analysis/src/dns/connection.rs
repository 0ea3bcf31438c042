//! VPCs whose resolver knows addresses of another one: by a peering connection or a transit gateway that says so (PCX-08,
//! TGW-11). Whether packets get there is for traces.

use vpcanvas_model::{
    Kind, Properties, ResourceId,
    kind::{
        transit_gateway::Support,
        vpc_peering_connection::{PeeringStatus, PeeringVpcInfo},
    },
};
use vpcanvas_network::Network;

/// By which rule names of one VPC's addresses resolve to private ones in another; `None` where they do not.
pub(super) fn shares_private_names(
    network: &Network,
    asking: &ResourceId,
    owning: &ResourceId,
) -> Option<&'static str> {
    if asking == owning {
        return Some("5.7");
    }
    if is_peer_with_resolution(network, asking, owning) {
        return Some("PCX-08");
    }
    share_transit_gateway(network, asking, owning).then_some("TGW-11")
}

/// Both VPCs need both attributes, and the side that owns the name has to allow it (PCX-08).
fn is_peer_with_resolution(network: &Network, asking: &ResourceId, owning: &ResourceId) -> bool {
    let works = |id| {
        network
            .vpc(id)
            .is_some_and(vpcanvas_model::kind::Vpc::private_dns_works)
    };
    works(asking)
        && works(owning)
        && peerings(network, asking).any(|(other, info)| {
            other == owning && info.allow_dns_resolution_from_remote_vpc == Some(true)
        })
}

/// The other side of every active peering connection of a VPC, and what is said of that side.
pub(crate) fn peerings<'a>(
    network: &'a Network,
    vpc: &'a ResourceId,
) -> impl Iterator<Item = (&'a ResourceId, &'a PeeringVpcInfo)> {
    network
        .resources(Kind::VpcPeeringConnection)
        .filter_map(|(_, resource)| match &resource.properties {
            Properties::VpcPeeringConnection(peering) => Some(peering),
            _ => None,
        })
        .filter(|peering| {
            peering
                .status
                .is_none_or(|status| status == PeeringStatus::Active)
        })
        .filter_map(move |peering| {
            let requester = peering.requester_vpc_info.as_ref()?;
            let accepter = peering.accepter_vpc_info.as_ref()?;
            let other = match vpc {
                vpc if requester.vpc_id.as_ref() == Some(vpc) => accepter,
                vpc if accepter.vpc_id.as_ref() == Some(vpc) => requester,
                _ => return None,
            };
            Some((other.vpc_id.as_ref()?, other))
        })
}

fn share_transit_gateway(network: &Network, one: &ResourceId, other: &ResourceId) -> bool {
    let others: Vec<_> = transit_gateways(network, other).collect();
    transit_gateways(network, one).any(|gateway| others.contains(&gateway))
}

/// The transit gateways a VPC is attached to with DNS support on both.
fn transit_gateways<'a>(
    network: &'a Network,
    vpc: &'a ResourceId,
) -> impl Iterator<Item = &'a ResourceId> {
    let is_on = |support: Option<Support>| support != Some(Support::Disable);
    network
        .resources(Kind::TransitGatewayAttachment)
        .filter_map(|(_, resource)| match &resource.properties {
            Properties::TransitGatewayAttachment(attachment) => Some(attachment),
            _ => None,
        })
        .filter(move |attachment| {
            attachment.resource_id.as_ref() == Some(vpc)
                && attachment.is_available()
                && is_on(attachment.dns_support)
        })
        .filter_map(|attachment| attachment.transit_gateway_id.as_ref())
        .filter(move |gateway| {
            network
                .transit_gateway(gateway)
                .is_some_and(|gateway| is_on(gateway.dns_support))
        })
}
