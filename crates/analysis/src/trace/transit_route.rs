//! Transit gateway route tables: which attachment a packet leaves by (TGW-03 to TGW-05).

use std::net::IpAddr;

use ipnet::IpNet;
use vpcanvas_model::{
    Kind, ResourceId,
    kind::{
        TransitGatewayRouteTable,
        transit_gateway_attachment::AttachmentType,
        transit_gateway_route_table::{
            TransitGatewayRoute, TransitGatewayRouteState, TransitGatewayRouteType,
        },
    },
};
use vpcanvas_network::Network;

use super::connection::range_of_connection;
use crate::{filter::security_group::prefix_list_ranges, route::local_range};

/// How routes to one range rank: the later goes first (TGW-05).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Vpn,
    Other,
    Vpc,
    PrefixList,
    Static,
}

/// A route that covers the destination.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate<'a> {
    pub(crate) range: IpNet,
    rank: Rank,
    /// Where it leads; `None` where it only discards.
    pub(crate) attachment: Option<&'a ResourceId>,
    pub(crate) blackhole: bool,
    /// Whether it is told by what propagates, and not written.
    is_learned: bool,
}

/// What a table says of a destination: every route that covers it, the one that wins first.
pub(crate) fn candidates<'a>(
    network: &'a Network,
    table: &'a TransitGatewayRouteTable,
    destination: IpAddr,
) -> Vec<Candidate<'a>> {
    let written = table
        .routes
        .iter()
        .flat_map(|route| of_route(network, route));
    let learned =
        propagating(table).filter_map(|attachment| of_attachment(network, attachment, destination));
    let mut found: Vec<Candidate<'a>> = written
        .chain(learned)
        .filter(|candidate| candidate.range.contains(&destination))
        .collect();
    found
        .sort_by_key(|candidate| std::cmp::Reverse((candidate.range.prefix_len(), candidate.rank)));
    found
}

/// The attachment of another VPC from which a table would learn what wins: of overlapping ranges AWS installs the one it saw
/// first, and a design does not tell which that is (TGW-04).
pub(crate) fn rival<'a>(found: &[Candidate<'a>]) -> Option<&'a ResourceId> {
    let of_vpc = |candidate: &&Candidate<'a>| candidate.is_learned && candidate.rank == Rank::Vpc;
    let winner = found.first().filter(of_vpc)?;
    let mut attachments = found
        .iter()
        .filter(of_vpc)
        .filter_map(|other| other.attachment);
    attachments.find(|other| Some(*other) != winner.attachment)
}

/// The attachments whose ranges a table learns.
fn propagating(table: &TransitGatewayRouteTable) -> impl Iterator<Item = &ResourceId> {
    table
        .propagations
        .iter()
        .filter_map(|propagation| propagation.transit_gateway_attachment_id.as_ref())
}

/// An attachment a table learns from, of whose ranges the design says nothing.
pub(crate) fn unknown_source<'a>(
    network: &'a Network,
    table: &'a TransitGatewayRouteTable,
) -> Option<&'a ResourceId> {
    propagating(table).find(|id| {
        let Some(attachment) = network.transit_gateway_attachment(id) else {
            return true;
        };
        let Some(attached) = &attachment.resource_id else {
            return true;
        };
        match network.kind(attached) {
            Some(Kind::Vpc) => false,
            Some(Kind::VpnConnection) => !has_ranges(network, attached),
            Some(_) | None => attachment.resource_type != Some(AttachmentType::Peering),
        }
    })
}

fn has_ranges(network: &Network, connection: &ResourceId) -> bool {
    network
        .vpn_connection(connection)
        .is_some_and(|connection| {
            let customer = connection.customer_gateway_id.as_ref();
            let customer = customer.and_then(|id| network.customer_gateway(id));
            !connection.routes.is_empty()
                || customer.is_some_and(|customer| !customer.cidr_blocks.is_empty())
        })
}

fn of_route<'a>(
    network: &'a Network,
    route: &'a TransitGatewayRoute,
) -> impl Iterator<Item = Candidate<'a>> {
    let propagated = route.route_type == Some(TransitGatewayRouteType::Propagated);
    let attachment = route.transit_gateway_attachment_id.as_ref();
    let written = route
        .destination_cidr_block
        .as_deref()
        .and_then(|range| range.parse::<IpNet>().ok());
    let rank = if propagated {
        attachment.map_or(Rank::Other, |attachment| rank_of(network, attachment))
    } else {
        Rank::Static
    };
    let listed = route
        .prefix_list_id
        .iter()
        .flat_map(move |list| prefix_list_ranges(network, list));
    let blackhole =
        route.state == Some(TransitGatewayRouteState::Blackhole) || attachment.is_none();
    written
        .into_iter()
        .map(move |range| (range.trunc(), rank))
        .chain(listed.map(|range| (range, Rank::PrefixList)))
        .map(move |(range, rank)| Candidate {
            range,
            rank,
            attachment,
            blackhole,
            is_learned: false,
        })
}

fn rank_of(network: &Network, attachment: &ResourceId) -> Rank {
    let attached = network
        .transit_gateway_attachment(attachment)
        .and_then(|attachment| attachment.resource_id.as_ref());
    match attached.and_then(|attached| network.kind(attached)) {
        Some(Kind::Vpc) => Rank::Vpc,
        Some(Kind::VpnConnection) => Rank::Vpn,
        Some(_) | None => Rank::Other,
    }
}

/// What an attachment propagates of its own: the ranges of its VPC, or those behind its VPN; peering propagates none (TGW-12).
fn of_attachment<'a>(
    network: &'a Network,
    id: &'a ResourceId,
    destination: IpAddr,
) -> Option<Candidate<'a>> {
    let attached = network
        .transit_gateway_attachment(id)?
        .resource_id
        .as_ref()?;
    let (range, rank) = match network.kind(attached)? {
        Kind::Vpc => (local_range(network, attached, destination)?, Rank::Vpc),
        Kind::VpnConnection => (
            range_of_connection(network, attached, destination)?,
            Rank::Vpn,
        ),
        _ => return None,
    };
    Some(Candidate {
        range,
        rank,
        attachment: Some(id),
        blackhole: false,
        is_learned: true,
    })
}
