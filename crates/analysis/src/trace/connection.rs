//! What connects a VPC with others and with networks outside AWS: peering, transit gateways, virtual private gateways.
//!
//! Whether it is connected, not whether a packet gets through: that is for the walk.

use std::net::IpAddr;

use ipnet::IpNet;
use vpcanvas_model::{
    Kind, ResourceId,
    kind::{VpcPeeringConnection, vpc_peering_connection::PeeringVpcInfo},
};
use vpcanvas_network::Network;

use crate::route::local_range;

/// Whether two VPCs are connected by peering or by a transit gateway.
pub(crate) fn are_connected(network: &Network, vpc: &ResourceId, other: &ResourceId) -> bool {
    let peered = peers(network, vpc).any(|(_, peer)| peer == other);
    peered
        || transit_gateways(network, vpc).any(|(gateway, _)| {
            transit_gateways(network, other).any(|(others, _)| others == gateway)
        })
}

/// The peering connections of a VPC, each with the VPC on its other side.
pub(crate) fn peers<'n>(
    network: &'n Network,
    vpc: &'n ResourceId,
) -> impl Iterator<Item = (&'n ResourceId, &'n ResourceId)> {
    let fields = ["AccepterVpcInfo", "RequesterVpcInfo"];
    fields
        .into_iter()
        .flat_map(move |field| network.naming(vpc, Kind::VpcPeeringConnection, field))
        .filter_map(move |id| Some((id, other_side(network.vpc_peering_connection(id)?, vpc)?)))
}

/// The VPC on the other side of a peering connection.
pub(crate) fn other_side<'n>(
    peering: &'n VpcPeeringConnection,
    vpc: &ResourceId,
) -> Option<&'n ResourceId> {
    let side = |side: &'n Option<PeeringVpcInfo>| side.as_ref()?.vpc_id.as_ref();
    let requester = side(&peering.requester_vpc_info);
    let accepter = side(&peering.accepter_vpc_info);
    match (requester, accepter) {
        (Some(own), other) if own == vpc => other,
        (other, Some(own)) if own == vpc => other,
        _ => None,
    }
}

/// The transit gateways a VPC is attached to, each with the attachment.
pub(crate) fn transit_gateways<'n>(
    network: &'n Network,
    attached: &ResourceId,
) -> impl Iterator<Item = (&'n ResourceId, &'n ResourceId)> + use<'n> {
    network
        .naming(attached, Kind::TransitGatewayAttachment, "ResourceId")
        .filter_map(|id| {
            let attachment = network.transit_gateway_attachment(id)?;
            Some((attachment.transit_gateway_id.as_ref()?, id))
        })
}

/// Peering connections to the VPC an address lies in, with its range.
pub(crate) fn by_peering<'n>(
    network: &'n Network,
    vpc: &'n ResourceId,
    address: IpAddr,
) -> impl Iterator<Item = (IpNet, &'n ResourceId)> {
    peers(network, vpc)
        .filter_map(move |(id, other)| Some((local_range(network, other, address)?, id)))
}

/// Transit gateways that the VPC or on-premises network an address lies in is attached to as well, with its range.
pub(crate) fn by_transit<'n>(
    network: &'n Network,
    vpc: &'n ResourceId,
    address: IpAddr,
) -> impl Iterator<Item = (IpNet, &'n ResourceId)> {
    let own = transit_gateways(network, vpc);
    own.flat_map(move |(gateway, own)| {
        let attachments =
            network.naming(gateway, Kind::TransitGatewayAttachment, "TransitGatewayId");
        attachments
            .filter(move |id| *id != own)
            .filter_map(move |id| {
                let attached = network
                    .transit_gateway_attachment(id)?
                    .resource_id
                    .as_ref()?;
                let range = local_range(network, attached, address)
                    .or_else(|| range_of_connection(network, attached, address))?;
                Some((range, gateway))
            })
    })
}

/// Virtual private gateways whose VPN leads to the on-premises network an address lies in, with its range.
pub(crate) fn by_vpn<'n>(
    network: &'n Network,
    vpc: &'n ResourceId,
    address: IpAddr,
) -> impl Iterator<Item = (IpNet, &'n ResourceId)> {
    let gateways = network.naming(vpc, Kind::VpnGateway, "VpcId");
    gateways.flat_map(move |gateway| {
        network
            .naming(gateway, Kind::VpnConnection, "VpnGatewayId")
            .filter_map(move |id| Some((range_of_connection(network, id, address)?, gateway)))
    })
}

/// The range of the on-premises network behind a VPN connection that an address lies in.
pub(crate) fn range_of_connection(
    network: &Network,
    connection: &ResourceId,
    address: IpAddr,
) -> Option<IpNet> {
    let connection = network.vpn_connection(connection)?;
    let customer = network.customer_gateway(connection.customer_gateway_id.as_ref()?)?;
    let routes = connection.routes.iter();
    let written = routes.filter_map(|route| route.destination_cidr_block);
    customer
        .cidr_blocks
        .iter()
        .copied()
        .chain(written)
        .map(|range| IpNet::V4(range.trunc()))
        .filter(|range| range.contains(&address))
        .max_by_key(IpNet::prefix_len)
}
