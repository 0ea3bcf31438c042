//! Addresses that no route table sees: the services a VPC has beside every interface, and what nothing carries (RT-08, SG-07).
//!
//! It knows nothing of what the services answer: names are looked up elsewhere.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use vpcanvas_model::{Protocol, ResourceId};
use vpcanvas_network::{Interface, Network};

use super::{
    Decision, Step,
    vpc::at,
    walk::{Place, Reached, Walk},
};
use crate::{Code, Explanation, route::local_range};

/// Takes a packet that never comes to a filter or a route table; `None` for every other.
pub(super) fn take<'n>(walk: &mut Walk<'n>, from: &'n Interface) -> Option<Place<'n>> {
    let destination = walk.packet.destination;
    let here = at(from);
    if let Some(service) = service_at(walk, from) {
        if service == "Amazon DNS" && !has_dns(walk.network, &from.vpc) {
            walk.refuse(here, no_dns(&from.vpc, destination));
            return Some(Place::Nowhere);
        }
        let decision = Decision::Nearby { service };
        let step = Step::passing(&from.vpc, decision, walk.packet, "SG-07");
        walk.ask(here, step);
        return Some(Place::Reached(Reached::Nearby(from)));
    }
    if !is_carried_nowhere(destination) {
        return None;
    }
    let explanation = if is_of_service_network(destination) {
        let message = format!(
            "{destination} may be that of a service in an associated service network, which AWS does not say"
        );
        Explanation::new(Code::PlUnverified, &from.vpc, message, "SN-05").unverified()
    } else {
        let message = format!(
            "{destination} is an address no route leads to, whatever covers it, and nothing beside {} answers there: use an address of a network",
            from.owner
        );
        Explanation::new(Code::NoPossibleDestination, &from.vpc, message, "RT-08")
    };
    walk.refuse(here, explanation);
    Some(Place::Nowhere)
}

/// The service of the VPC that a packet is for, by its address and port.
fn service_at(walk: &Walk<'_>, from: &Interface) -> Option<&'static str> {
    let packet = walk.packet;
    let is_dns = IpAddr::is_ipv4(&packet.destination)
        && Some(packet.destination) == resolver_address(walk.network, &from.vpc);
    let name = match packet.destination {
        IpAddr::V4(address) => match address.octets() {
            [169, 254, 169, 253] => "Amazon DNS",
            [169, 254, 169, 254] => "the instance metadata service",
            [169, 254, 169, 123] => "the Amazon Time Sync Service",
            [169, 254, 170, 2] => "the task metadata endpoint",
            _ if is_dns => "Amazon DNS",
            _ => return None,
        },
        IpAddr::V6(address) => match address.segments() {
            [0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x253] => "Amazon DNS",
            [0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254] => "the instance metadata service",
            [0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x123] => "the Amazon Time Sync Service",
            _ => return None,
        },
    };
    let ports = packet.destination_ports;
    let serves = match (name, packet.protocol) {
        ("Amazon DNS", Protocol::Tcp | Protocol::Udp) => ports.from == 53,
        ("the Amazon Time Sync Service", Protocol::Udp) => ports.from == 123,
        ("the instance metadata service" | "the task metadata endpoint", Protocol::Tcp) => {
            ports.from == 80
        }
        _ => false,
    };
    serves.then_some(name)
}

/// The second address after the first of the VPC's own range.
fn resolver_address(network: &Network, vpc: &ResourceId) -> Option<IpAddr> {
    let range = network.vpc(vpc)?.ipv4_cidr_blocks().next()?;
    let base = u32::from(range.network()).checked_add(2)?;
    let address = IpAddr::V4(Ipv4Addr::from(base));
    local_range(network, vpc, address).map(|_| address)
}

fn has_dns(network: &Network, vpc: &ResourceId) -> bool {
    network
        .vpc(vpc)
        .is_none_or(vpcanvas_model::kind::Vpc::dns_support)
}

fn no_dns(vpc: &ResourceId, address: IpAddr) -> Explanation {
    let message =
        format!("{vpc} has EnableDnsSupport off, so {address} answers nobody: switch it on");
    Explanation::new(Code::DnsResolverDisabled, vpc, message, "DNS-05")
}

/// Whether no network carries a packet for an address.
fn is_carried_nowhere(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            address.is_link_local()
                || address.is_multicast()
                || address.is_loopback()
                || address.is_broadcast()
                || address.is_unspecified()
        }
        IpAddr::V6(address) => {
            address.is_unicast_link_local()
                || address.is_multicast()
                || address == Ipv6Addr::LOCALHOST
                || address.is_unspecified()
                || matches!(address.segments(), [0xfd00, 0xec2, ..])
        }
    }
}

/// The range in which associations of a VPC with a service network are seen to have their addresses (SN-05, [G]).
fn is_of_service_network(address: IpAddr) -> bool {
    let range = IpNet::new(IpAddr::V4(Ipv4Addr::new(169, 254, 171, 0)), 24);
    range.is_ok_and(|range| range.contains(&address))
}
