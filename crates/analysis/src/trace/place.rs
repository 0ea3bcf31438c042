//! Where a question starts and ends: whom and which addresses its words stand for.

mod destination;
mod source;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::Ipv4Net;
use vpcanvas_model::{Kind, ResourceId};
use vpcanvas_network::{Interface, Network};

pub(super) use destination::{Destination, destinations};
pub(super) use source::{Source, sources};

use crate::{Code, Explanation};

/// Whether packets begin or end at things of a kind this version knows.
pub fn is_end(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Instance
            | Kind::NetworkInterface
            | Kind::VpcEndpoint
            | Kind::VpcEndpointService
            | Kind::LoadBalancer
            | Kind::NatGateway
            | Kind::InternetGateway
            | Kind::VpnGateway
            | Kind::TransitGateway
            | Kind::CustomerGateway
            | Kind::ResolverEndpoint
    )
}

/// Who stands for anybody in the internet: an address nobody has and no rule is written for (RFC 7600).
const ANYBODY: Ipv4Addr = Ipv4Addr::new(192, 0, 0, 8);
/// The same for IPv6 (RFC 6666).
const ANYBODY_IPV6: Ipv6Addr = Ipv6Addr::new(0x100, 0, 0, 0, 0, 0, 0, 1);

/// An on-premises network sends from, and is reached at, the first address of its first range.
fn on_premises_address(network: &Network, id: &ResourceId) -> Result<IpAddr, Explanation> {
    let customer = network.customer_gateway(id);
    let block = customer.and_then(|customer| customer.cidr_blocks.first());
    let address = block.copied().and_then(first_host).ok_or_else(|| {
        let message =
            format!("{id} has no ranges in the design: give it the CidrBlocks of the network");
        Explanation::new(Code::CfgIncomplete, id, message, "4.7")
    })?;
    Ok(IpAddr::V4(address))
}

fn first_host(block: Ipv4Net) -> Option<Ipv4Addr> {
    block.hosts().next()
}

/// The on-premises network behind a virtual private gateway.
fn behind<'n>(network: &'n Network, gateway: &ResourceId) -> Result<&'n ResourceId, Explanation> {
    network
        .naming(gateway, Kind::VpnConnection, "VpnGatewayId")
        .find_map(|id| network.vpn_connection(id)?.customer_gateway_id.as_ref())
        .ok_or_else(|| unassociated(gateway, Kind::VpnGateway))
}

fn with_addresses<'a>(
    id: &ResourceId,
    found: impl IntoIterator<Item = &'a Interface>,
) -> Result<Vec<&'a Interface>, Explanation> {
    let found: Vec<&Interface> = found
        .into_iter()
        .filter(|interface| interface.address().is_some())
        .collect();
    if !found.is_empty() {
        return Ok(found);
    }
    Err(Explanation::new(
        Code::CfgIncomplete,
        id,
        format!("{id} has no address in a subnet yet: give it one"),
        "ENI-01",
    ))
}

fn unassociated(id: &ResourceId, kind: Kind) -> Explanation {
    let message = match kind {
        Kind::VpnGateway => {
            format!("{id} has no VPN connection to an on-premises network: add one")
        }
        _ => format!("{id} is attached to no VPC, so nothing comes through it: attach it"),
    };
    Explanation::new(Code::UnassociatedComponent, id, message, "6.3")
}
