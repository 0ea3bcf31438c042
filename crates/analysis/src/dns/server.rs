//! Servers that can be asked: whose resolver answers at an address, and which addresses a client asks first.
//!
//! The resolver of a VPC is base+2, 169.254.169.253 and `fd00:ec2::253`, and answers its own VPC alone (DNS-01, DNS-02).
//! Whether a packet gets to a server is for the resolution to ask; nothing is resolved here.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use vpcanvas_model::{
    Kind, ResourceId,
    kind::{Vpc, customer_gateway::ConditionalForwarder, resolver_endpoint::ResolverDirection},
};
use vpcanvas_network::{Interface, Network, Role};

use super::Name;
use crate::not_collected;

const LINK_LOCAL: [IpAddr; 2] = [
    IpAddr::V4(Ipv4Addr::new(169, 254, 169, 253)),
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x253)),
];

/// Who answers at an address.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Server<'a> {
    /// The Amazon resolver of a VPC, asked from within it.
    Resolver(&'a ResourceId, &'a Vpc),
    /// An inbound endpoint, which answers with the view of its VPC.
    Inbound {
        endpoint: &'a ResourceId,
        vpc: &'a ResourceId,
    },
    /// The Amazon resolver of a VPC, asked from elsewhere (DNS-02).
    ResolverOfOther(&'a ResourceId),
    /// An instance or an on-premises network whose resolver passes names on.
    Forwarder {
        id: &'a ResourceId,
        forwarders: &'a [ConditionalForwarder],
        /// The VPC an instance stands in.
        vpc: Option<&'a ResourceId>,
    },
    /// Something of which nobody can tell what it answers.
    Opaque(&'a ResourceId),
    /// A range of the design where nothing has the address.
    Nothing(&'a ResourceId),
    /// A resolver of the internet.
    Internet,
    /// A private address that is nowhere in the design.
    NotInDesign,
}

/// Who answers at an address, as seen from a VPC or from outside of any.
pub(super) fn server_at<'a>(
    network: &'a Network,
    near: Option<&'a ResourceId>,
    address: IpAddr,
) -> Server<'a> {
    let near = near.and_then(|id| Some((id, network.vpc(id)?)));
    if let Some((id, vpc)) = near {
        if LINK_LOCAL.contains(&address) || base_plus_two(vpc) == Some(address) {
            return Server::Resolver(id, vpc);
        }
        if let Some(interface) = network.interface_at(id, address) {
            return behind(network, interface);
        }
        if has(vpc, address) {
            return nobody(network, id);
        }
    }
    elsewhere(network, address)
}

fn elsewhere(network: &Network, address: IpAddr) -> Server<'_> {
    let vpcs = || {
        network
            .resources(Kind::Vpc)
            .filter_map(|(id, _)| Some((id, network.vpc(id)?)))
    };
    let interface = vpcs().find_map(|(id, _)| network.interface_at(id, address));
    if let Some(interface) = interface {
        return behind(network, interface);
    }
    if let Some((id, _)) = vpcs().find(|(_, vpc)| base_plus_two(vpc) == Some(address)) {
        return Server::ResolverOfOther(id);
    }
    if let Some(server) = on_premises(network, address) {
        return server;
    }
    if let Some((id, _)) = vpcs().find(|(_, vpc)| has(vpc, address)) {
        return nobody(network, id);
    }
    if is_of_internet(address) {
        Server::Internet
    } else {
        Server::NotInDesign
    }
}

/// Nobody has the address in a VPC, unless an endpoint there has addresses that were not collected.
fn nobody<'a>(network: &'a Network, vpc: &'a ResourceId) -> Server<'a> {
    let mut endpoints = network.naming(vpc, Kind::ResolverEndpoint, "HostVPCId");
    let may_answer = |id: &&ResourceId| {
        let endpoint = network.resolver_endpoint(id);
        let direction = endpoint.and_then(|endpoint| endpoint.direction);
        direction != Some(ResolverDirection::Outbound)
            && not_collected::lacks(network, id, "IpAddresses")
    };
    match endpoints.find(may_answer) {
        Some(endpoint) => Server::Opaque(endpoint),
        None => Server::Nothing(vpc),
    }
}

/// The resolver of the on-premises network an address belongs to.
fn on_premises(network: &Network, address: IpAddr) -> Option<Server<'_>> {
    let IpAddr::V4(address) = address else {
        return None;
    };
    let (id, _) = network.resources(Kind::CustomerGateway).find(|(id, _)| {
        network.customer_gateway(id).is_some_and(|gateway| {
            gateway
                .cidr_blocks
                .iter()
                .any(|block| block.contains(&address))
        })
    })?;
    forwarder_of_network(network, id)
}

/// The resolver of an on-premises network.
pub(super) fn forwarder_of_network<'a>(
    network: &'a Network,
    id: &'a ResourceId,
) -> Option<Server<'a>> {
    let gateway = network.customer_gateway(id)?;
    Some(Server::Forwarder {
        id,
        forwarders: &gateway.conditional_forwarders,
        vpc: None,
    })
}

fn behind<'a>(network: &'a Network, interface: &'a Interface) -> Server<'a> {
    if interface.role == Role::ResolverEndpoint {
        let direction = network
            .resolver_endpoint(&interface.owner)
            .and_then(|endpoint| endpoint.direction)
            .unwrap_or(ResolverDirection::Inbound);
        return match direction {
            ResolverDirection::Outbound => Server::Nothing(&interface.owner),
            ResolverDirection::Inbound | ResolverDirection::InboundDelegation => Server::Inbound {
                endpoint: &interface.owner,
                vpc: &interface.vpc,
            },
        };
    }
    let Some((id, instance)) = interface
        .instance()
        .and_then(|id| Some((id, network.instance(id)?)))
    else {
        return Server::Opaque(&interface.owner);
    };
    Server::Forwarder {
        id,
        forwarders: &instance.conditional_forwarders,
        vpc: Some(&interface.vpc),
    }
}

/// The address of the resolver of a VPC: the base of its primary range plus two (DNS-01).
pub(crate) fn base_plus_two(vpc: &Vpc) -> Option<IpAddr> {
    let base = u32::from(vpc.cidr_block?.network());
    Some(Ipv4Addr::from(base.checked_add(2)?).into())
}

fn has(vpc: &Vpc, address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => vpc.ipv4_cidr_blocks().any(|block| block.contains(&address)),
        IpAddr::V6(address) => vpc
            .ipv6_cidr_blocks
            .iter()
            .any(|block| block.contains(&address)),
    }
}

fn is_of_internet(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let [first, second, ..] = address.octets();
            let is_shared = first == 100 && second & 0xc0 == 64;
            !(is_shared
                || address.is_private()
                || address.is_loopback()
                || address.is_link_local()
                || address.is_unspecified()
                || address.is_multicast())
        }
        IpAddr::V6(address) => {
            let [first, ..] = address.segments();
            first & 0xe000 == 0x2000
        }
    }
}

/// Whom a resolver asks for a name: the targets of its longest matching domain, `.` matching every name.
pub(super) fn forwarder_for<'a>(
    forwarders: &'a [ConditionalForwarder],
    name: &Name,
) -> Option<(Name, &'a ConditionalForwarder)> {
    forwarders
        .iter()
        .filter_map(|forwarder| {
            let domain = Name::parse(forwarder.domain_name.as_deref()?).ok()?;
            name.is_within(&domain).then_some((domain, forwarder))
        })
        // Of two for one domain the first decides, as `max_by_key` would give the last.
        .reduce(|longest, next| {
            if next.0.label_count() > longest.0.label_count() {
                next
            } else {
                longest
            }
        })
}
