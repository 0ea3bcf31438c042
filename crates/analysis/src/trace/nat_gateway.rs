//! A NAT gateway on the way: it puts its own address in the place of the sender's, and back (section 4.4).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use vpcanvas_model::{
    Kind, ResourceId,
    kind::{
        NatGateway,
        nat_gateway::{AvailabilityMode, ConnectivityType, NatGatewayState},
    },
};
use vpcanvas_network::Interface;

use super::{
    ask::ask_acl,
    internet_gateway,
    path::At,
    walk::{Place, Stand, Walk, Way, from_address},
};
use crate::{Code, Direction, Explanation, packet::Packet};

/// A packet is led to a NAT gateway by a route.
pub(crate) fn take<'n>(
    walk: &mut Walk<'n>,
    stand: Stand<'n>,
    table: &'n ResourceId,
    id: &'n ResourceId,
) -> Place<'n> {
    let Some(gateway) = walk.network.nat_gateway(id) else {
        return Place::Nowhere;
    };
    let here = hop(id);
    if stand.component == id {
        walk.refuse(here, behind_itself(id, table));
        return Place::Nowhere;
    }
    if walk.way == Way::Back {
        walk.refuse(here, not_its_flow(id, walk.packet));
        return Place::Nowhere;
    }
    ask_state(walk, here, table, gateway);
    if gateway.availability_mode == Some(AvailabilityMode::Regional) {
        return take_in_region(walk, stand, here, gateway);
    }
    let Some(interface) = walk.network.interfaces_of(id).next() else {
        walk.refuse(here, nowhere(id));
        return Place::Nowhere;
    };
    if interface.vpc != *stand.vpc {
        walk.refuse(here, elsewhere(id, table, stand.vpc));
        return Place::Nowhere;
    }
    if interface.subnet != *stand.subnet {
        ask_acl(walk, here, &interface.subnet, Direction::Ingress);
    }
    let Some(own) = interface.addresses.iter().find_map(ipv4) else {
        walk.refuse(here, without_address(id));
        return Place::Nowhere;
    };
    if !translate(walk, here, own) {
        return Place::Nowhere;
    }
    Place::Sent(Stand::of(interface))
}

fn hop(id: &ResourceId) -> At<'_> {
    At {
        component: id,
        kind: Kind::NatGateway.as_str(),
    }
}

fn ipv4(address: &IpAddr) -> Option<Ipv4Addr> {
    match address {
        IpAddr::V4(address) => Some(*address),
        IpAddr::V6(_) => None,
    }
}

/// A NAT gateway that failed or is gone is a blackhole for the route to it (RT-09).
fn ask_state(walk: &mut Walk<'_>, here: At<'_>, table: &ResourceId, gateway: &NatGateway) {
    let state = gateway.state.unwrap_or(NatGatewayState::Available);
    let id = here.component;
    let explanation = match state {
        NatGatewayState::Available => return,
        NatGatewayState::Pending => {
            let message = format!("{id} is pending: it carries nothing until it is available");
            Explanation::new(Code::BadState, id, message, "NAT-01")
        }
        NatGatewayState::Failed | NatGatewayState::Deleting | NatGatewayState::Deleted => {
            let message = format!(
                "{table} leads to {id}, which is {}: the route still wins and discards the packet",
                state.as_str()
            );
            Explanation::new(Code::BadStateRoute, table, message, "RT-09")
        }
    };
    walk.refuse_state(here, state.as_str(), explanation);
}

/// Puts the gateway's address and ports in the place of the sender's (NAT-06), and for NAT64 the IPv4 address in the place of
/// the IPv6 one that holds it (NAT-13).
fn translate<'n>(walk: &mut Walk<'n>, here: At<'n>, own: Ipv4Addr) -> bool {
    let packet = walk.packet;
    let destination = match packet.destination {
        IpAddr::V4(_) => packet.destination,
        IpAddr::V6(destination) => {
            let Some(ipv4) = embedded(destination) else {
                walk.refuse(here, not_ipv4(here.component));
                return false;
            };
            IpAddr::V4(ipv4)
        }
    };
    let reference = if destination == packet.destination {
        "NAT-06"
    } else {
        "NAT-13"
    };
    let packet = Packet {
        destination,
        ..packet
    };
    walk.lose_identity(here.component, Code::SgReferencesNotPreserved, "SG-04");
    walk.translate(here, from_address(packet, IpAddr::V4(own)), reference);
    true
}

/// The IPv4 address within one of `64:ff9b::/96`.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [0x64, 0xff9b, 0, 0, 0, 0, high, low] = address.segments() else {
        return None;
    };
    let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
    Some(Ipv4Addr::new(a, b, c, d))
}

/// A regional one has no subnet: it has to be active in the zone, and goes out by its own table (NAT-12).
fn take_in_region<'n>(
    walk: &mut Walk<'n>,
    stand: Stand<'n>,
    here: At<'n>,
    gateway: &'n NatGateway,
) -> Place<'n> {
    let id = here.component;
    if gateway.vpc_id.as_ref() != Some(stand.vpc) {
        walk.refuse(here, elsewhere(id, id, stand.vpc));
        return Place::Nowhere;
    }
    let addresses = &gateway.nat_gateway_addresses;
    let mut in_zone = addresses
        .iter()
        .filter(|address| address.availability_zone_id.as_deref() == stand.zone);
    let zoned = addresses
        .iter()
        .any(|address| address.availability_zone_id.is_some());
    let address = in_zone.next().or_else(|| addresses.first());
    if zoned && address.is_some_and(|address| address.availability_zone_id.as_deref() != stand.zone)
    {
        walk.refuse(here, not_in_zone(id, stand.zone));
    }
    let Some(own) = address.and_then(|address| address.private_ip.or(address.public_ip)) else {
        walk.refuse(here, without_address(id));
        return Place::Nowhere;
    };
    if !translate(walk, here, own) {
        return Place::Nowhere;
    }
    let outside = address.and_then(|address| address.public_ip).unwrap_or(own);
    let after = Packet {
        source: IpAddr::V4(outside),
        ..walk.packet
    };
    let mut gateways = walk
        .network
        .naming(stand.vpc, Kind::InternetGateway, "VpcId");
    let Some(internet_gateway) = gateways.next() else {
        walk.explain(no_way_out(id, stand.vpc));
        return Place::Nowhere;
    };
    internet_gateway::leave_translated(
        walk,
        Stand {
            component: id,
            kind: here.kind,
            ..stand
        },
        internet_gateway,
        after,
    )
}

/// A reply has come to the address of a NAT gateway: it goes on to whom it is for (NAT-08).
pub(crate) fn take_reply<'n>(walk: &mut Walk<'n>, interface: &'n Interface) -> Place<'n> {
    let here = hop(&interface.owner);
    if walk.translate_back(here, "NAT-06") {
        return Place::Sent(Stand::of(interface));
    }
    walk.refuse(here, unsolicited(&interface.owner));
    Place::Nowhere
}

/// A reply has come for the address of a regional NAT gateway, which stands in no subnet.
pub(crate) fn take_reply_in_region<'n>(
    walk: &mut Walk<'n>,
    id: &'n ResourceId,
    vpc: &'n ResourceId,
) -> Place<'n> {
    let here = hop(id);
    walk.translate_back(here, "NAT-06");
    Place::Entering { vpc, gateway: here }
}

/// A NAT gateway gives a connection that begins outside to nobody (NAT-08).
pub(crate) fn unsolicited(id: &ResourceId) -> Explanation {
    let message = format!(
        "{id} takes no connections from outside: it never changes the destination, so nobody is reached through it"
    );
    Explanation::new(Code::NgwDestAddressPreservation, id, message, "NAT-08")
}

fn behind_itself(id: &ResourceId, table: &ResourceId) -> Explanation {
    let message = format!(
        "{table}, the table of the subnet {id} stands in, leads back to {id}: give that subnet a table with a route to an internet gateway"
    );
    Explanation::new(Code::PlRoutingLoop, id, message, "NAT-02")
}

fn not_its_flow(id: &ResourceId, reply: Packet) -> Explanation {
    let message = format!(
        "the reply is led through {id}, which puts its own address in the place of {}: the sender does not know it, so lead replies back as requests come",
        reply.source
    );
    Explanation::new(Code::NgwSourceAddressReassign, id, message, "NAT-06")
}

fn nowhere(id: &ResourceId) -> Explanation {
    let message = format!("{id} stands in no subnet, so it carries nothing: put it into one");
    Explanation::new(Code::CfgIncomplete, id, message, "NAT-01")
}

fn without_address(id: &ResourceId) -> Explanation {
    let message = format!(
        "{id} has no private IPv4 address yet, so what filters say of its packets is not known: give it one"
    );
    Explanation::new(Code::CfgIncomplete, id, message, "NAT-06")
}

fn elsewhere(id: &ResourceId, component: &ResourceId, vpc: &ResourceId) -> Explanation {
    let message = format!("{id} is not in {vpc} and serves interfaces of its own VPC alone");
    Explanation::new(Code::NgwRequiresSourceInVpc, component, message, "NAT-07")
}

fn not_in_zone(id: &ResourceId, zone: Option<&str>) -> Explanation {
    let zone = zone.unwrap_or("an unknown zone");
    let message = format!(
        "{id} is not active in {zone}, where the packet comes from: AWS takes up to an hour to expand it"
    );
    Explanation::new(Code::RegionalNgwRouteAzRestriction, id, message, "NAT-12")
}

fn not_ipv4(id: &ResourceId) -> Explanation {
    let message = format!(
        "{id} carries IPv4, and of IPv6 only what is for 64:ff9b::/96: lead IPv6 to an egress-only internet gateway"
    );
    Explanation::new(Code::ProtocolRestriction, id, message, "NAT-13")
}

fn no_way_out(id: &ResourceId, vpc: &ResourceId) -> Explanation {
    let message = format!("{vpc} has no internet gateway, so {id} leads nowhere: attach one");
    Explanation::new(Code::NoRouteToDestination, id, message, "NAT-02")
}

/// Why a NAT gateway without a public address does not reach the internet: a private one never does (NAT-03).
pub(crate) fn without_public_address(id: &ResourceId, gateway: Option<&NatGateway>) -> Explanation {
    let written = gateway.and_then(|gateway| gateway.connectivity_type);
    if written == Some(ConnectivityType::Private) {
        let message = format!(
            "{id} is a private NAT gateway, so an internet gateway drops what it sends: it is for other private networks"
        );
        let code = Code::IgwPublicIpAssociationForEgress;
        return Explanation::new(code, id, message, "NAT-03");
    }
    let message = format!("{id} has no public address yet: give it one, or make it private");
    Explanation::new(Code::CfgIncomplete, id, message, "NAT-01")
}
