//! A peering connection on the way: from one VPC into the other, and into nothing beyond it (section 4.5).

use std::net::IpAddr;

use vpcanvas_model::{Kind, ResourceId, kind::vpc_peering_connection::PeeringStatus};
use vpcanvas_network::Network;

use super::{
    asymmetry::Crossing,
    connection,
    path::At,
    walk::{Place, Stand, Walk, Way},
};
use crate::{
    Code, Explanation,
    filter::security_group::prefix_list_ranges,
    remedy::Remedy,
    route::{Choice, Sought, choose, local_range},
};

/// A packet is led to a peering connection by a route.
pub(crate) fn take<'n>(
    walk: &mut Walk<'n>,
    stand: Stand<'n>,
    table: &'n ResourceId,
    id: &'n ResourceId,
) -> Place<'n> {
    let here = hop(id);
    let peering = walk.network.vpc_peering_connection(id);
    let Some(other) = peering.and_then(|peering| connection::other_side(peering, stand.vpc)) else {
        walk.refuse(here, other_vpcs(id, table, stand.vpc));
        return Place::Nowhere;
    };
    let status = peering
        .and_then(|peering| peering.status)
        .unwrap_or(PeeringStatus::Active);
    ask_status(walk, here, table, status);
    if walk.network.vpc(other).is_none() {
        walk.refuse(here, unknown(id, other));
        return Place::Nowhere;
    }
    let destination = walk.packet.destination;
    if local_range(walk.network, other, destination).is_none() {
        walk.refuse(here, not_there(walk.network, id, other, destination));
        explain_nat(walk, other);
        return Place::Nowhere;
    }
    if local_range(walk.network, stand.vpc, walk.packet.source).is_none() {
        let message = format!(
            "{id} passes only what comes from {} itself, and {} is no address of it",
            stand.vpc, walk.packet.source
        );
        let code = Code::PcxRequiresAddressInVpcCidr;
        walk.refuse(here, Explanation::new(code, id, message, "PCX-04"));
    }
    cross(walk, stand.vpc, other, here)
}

fn hop(id: &ResourceId) -> At<'_> {
    At {
        component: id,
        kind: Kind::VpcPeeringConnection.as_str(),
    }
}

fn cross<'n>(
    walk: &mut Walk<'n>,
    vpc: &'n ResourceId,
    other: &'n ResourceId,
    here: At<'n>,
) -> Place<'n> {
    if walk.network.region(vpc) != walk.network.region(other) {
        walk.lose_identity(here.component, Code::SgReferencesNotPreserved, "PCX-07");
    }
    walk.crossings.push(Crossing {
        component: here.component,
        kind: Kind::VpcPeeringConnection,
        zone: None,
        redirected_by: None,
    });
    walk.pass_on(here, other, "PCX-03");
    Place::Entering {
        vpc: other,
        gateway: here,
    }
}

/// Only an active connection carries traffic; for the route to one that will never be, it is a blackhole (PCX-02, RT-09).
fn ask_status(walk: &mut Walk<'_>, here: At<'_>, table: &ResourceId, status: PeeringStatus) {
    let id = here.component;
    let state = status.as_str();
    let explanation = match status {
        PeeringStatus::Active => return,
        PeeringStatus::PendingAcceptance
        | PeeringStatus::InitiatingRequest
        | PeeringStatus::Provisioning => {
            let message = format!(
                "{id} is {state}: it carries nothing until the other side has accepted it and it is active"
            );
            let remedy = Remedy::AcceptPeering {
                peering: id.clone(),
            };
            Explanation::new(Code::BadState, id, message, "PCX-02").mended_by([remedy])
        }
        PeeringStatus::Deleting
        | PeeringStatus::Deleted
        | PeeringStatus::Rejected
        | PeeringStatus::Failed
        | PeeringStatus::Expired => {
            let message = format!(
                "{table} leads to {id}, which is {state}: the route still wins and discards the packet"
            );
            Explanation::new(Code::BadStateRoute, table, message, "RT-09")
        }
    };
    walk.refuse_state(here, state, explanation);
}

/// Peering leads into the other VPC and no further: not to its peers, gateways, endpoints for gateways (PCX-04, PCX-05).
fn not_there(
    network: &Network,
    id: &ResourceId,
    other: &ResourceId,
    destination: IpAddr,
) -> Explanation {
    let mut peers = connection::peers(network, other);
    let behind = peers.find(|(_, peer)| local_range(network, peer, destination).is_some());
    let beyond = match (behind, gateway_beyond(network, other, destination)) {
        (Some((_, peer)), _) => Some((format!("into {peer} behind it"), "PCX-04")),
        (None, Some(gateway)) => Some((format!("to {gateway}"), "PCX-05")),
        (None, None) => None,
    };
    let (beyond, reference) = beyond.unwrap_or(("beyond it".to_owned(), "RT-14"));
    let message =
        format!("{id} leads into {other} and not {beyond}: {destination} is no address of {other}");
    let code = Code::PcxRequiresAddressInVpcCidr;
    Explanation::new(code, id, message, reference)
}

/// The gateway or endpoint of the other VPC that the destination would be reached by from within.
fn gateway_beyond<'n>(
    network: &'n Network,
    vpc: &'n ResourceId,
    destination: IpAddr,
) -> Option<&'n ResourceId> {
    let endpoint = network
        .naming(vpc, Kind::VpcEndpoint, "VpcId")
        .find(|id| serves(network, id, destination));
    let of_kind = |kind| network.naming(vpc, kind, "VpcId").next();
    endpoint
        .or_else(|| {
            connection::by_vpn(network, vpc, destination)
                .map(|(_, gateway)| gateway)
                .next()
        })
        .or_else(|| of_kind(Kind::InternetGateway).filter(|_| is_public(destination)))
}

/// Whether an endpoint is a gateway endpoint for the ranges an address lies in.
fn serves(network: &Network, endpoint: &ResourceId, destination: IpAddr) -> bool {
    let service = network
        .endpoint(endpoint)
        .and_then(|endpoint| endpoint.service_name.as_deref());
    let list = service.and_then(|service| network.prefix_list_named(service));
    list.is_some_and(|list| {
        prefix_list_ranges(network, list).any(|range| range.contains(&destination))
    })
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !address.is_private(),
        IpAddr::V6(_) => true,
    }
}

/// A NAT gateway of the other VPC would not help either (NAT-07).
fn explain_nat(walk: &mut Walk<'_>, other: &ResourceId) {
    let network = walk.network;
    if walk.way == Way::Back || !is_public(walk.packet.destination) {
        return;
    }
    let mut subnets = network.subnets(other);
    let nat = subnets
        .find_map(|(subnet, _)| network.naming(subnet, Kind::NatGateway, "SubnetId").next())
        .or_else(|| network.naming(other, Kind::NatGateway, "VpcId").next());
    if let Some(nat) = nat {
        let message =
            format!("{nat} serves interfaces of {other} alone, and nothing that comes by peering");
        let code = Code::NgwRequiresSourceInVpc;
        walk.explain(Explanation::new(code, nat, message, "NAT-07"));
    }
}

/// A reply to a NAT gateway behind the peering connection it came by finds back without a route (PCX-12).
pub(crate) fn back_to_sender<'n>(walk: &mut Walk<'n>, stand: Stand<'n>) -> Option<Place<'n>> {
    walk.translator()?;
    let crossing = walk
        .crossed_there
        .iter()
        .rev()
        .find(|crossing| crossing.kind == Kind::VpcPeeringConnection)?;
    let id = crossing.component;
    let peering = walk.network.vpc_peering_connection(id)?;
    let other = connection::other_side(peering, stand.vpc)?;
    Some(cross(walk, stand.vpc, other, hop(id)))
}

/// Whether the route that wins leads to a peering connection, and into which VPC: whose groups rules may refer to (SG-05).
pub(crate) fn leads_into<'n>(
    network: &'n Network,
    vpc: &'n ResourceId,
    subnet: &'n ResourceId,
    sought: Sought<'_>,
) -> Option<&'n ResourceId> {
    let choice = choose(network, vpc, network.route_table_of(subnet), sought);
    let Choice::Drawn { route, .. } = choice else {
        return None;
    };
    let peering = network.vpc_peering_connection(route.vpc_peering_connection_id.as_ref()?)?;
    let other = connection::other_side(peering, vpc)?;
    (network.region(vpc) == network.region(other)).then_some(other)
}

fn other_vpcs(id: &ResourceId, table: &ResourceId, vpc: &ResourceId) -> Explanation {
    let message =
        format!("{table} leads to {id}, which does not connect {vpc}: the packet is discarded");
    Explanation::new(Code::BadStateRoute, table, message, "PCX-02")
}

fn unknown(id: &ResourceId, other: &ResourceId) -> Explanation {
    let message = format!("{other}, on the other side of {id}, is not in the design: add it");
    Explanation::new(Code::UnknownDestination, id, message, "PCX-03")
}
