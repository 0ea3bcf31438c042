//! Where a question starts: whom its words stand for, and the addresses they send from.

use std::{borrow::Cow, net::IpAddr};

use vpcanvas_model::{Kind, ResourceId};
use vpcanvas_network::{Interface, Network};

use super::{
    ANYBODY, ANYBODY_IPV6, behind, first_host, on_premises_address, unassociated, with_addresses,
};
use crate::{
    Code, Explanation,
    trace::{not_in_design, walk::Origin},
};

/// Who sends.
#[derive(Clone, Debug)]
pub(crate) struct Source<'n> {
    pub(crate) origin: Origin<'n>,
    /// What the question calls it.
    name: ResourceId,
    /// The addresses it sends from.
    addresses: Cow<'n, [IpAddr]>,
}

impl<'n> Source<'n> {
    fn of(interface: &'n Interface) -> Self {
        Self {
            origin: Origin::Interface(interface),
            name: interface.owner.clone(),
            addresses: Cow::Borrowed(&interface.addresses),
        }
    }

    fn internet(name: &str, addresses: &[IpAddr], gateway: Option<&'n ResourceId>) -> Self {
        Self {
            origin: Origin::Internet { gateway },
            name: ResourceId::from(name),
            addresses: Cow::Owned(addresses.to_vec()),
        }
    }

    fn on_premises(network: &'n ResourceId, name: ResourceId, address: IpAddr) -> Self {
        Self {
            origin: Origin::OnPremises { network },
            name,
            addresses: Cow::Owned(vec![address]),
        }
    }

    /// What the question calls it.
    pub(crate) fn name(&self) -> &ResourceId {
        &self.name
    }

    /// Its first address of the family of another one.
    pub(crate) fn address_like(&self, other: IpAddr) -> Option<IpAddr> {
        let mut addresses = self.addresses.iter().copied();
        addresses.find(|address| address.is_ipv4() == other.is_ipv4())
    }

    /// Where its names are looked up.
    pub(super) fn resolver(&self) -> &ResourceId {
        match self.origin {
            Origin::Interface(interface)
            | Origin::Node {
                node: interface, ..
            } => &interface.vpc,
            Origin::OnPremises { network } => network,
            Origin::Internet { .. } | Origin::TransitGateway { .. } => &self.name,
        }
    }

    pub(super) fn has_ipv6(&self) -> bool {
        self.addresses.iter().any(IpAddr::is_ipv6)
    }
}

/// Whom a question starts at.
pub(crate) fn sources<'a>(
    network: &'a Network,
    from: &str,
) -> Result<Vec<Source<'a>>, Explanation> {
    let anybody = [IpAddr::V4(ANYBODY), IpAddr::V6(ANYBODY_IPV6)];
    let Some(id) = network.id(from) else {
        if from == "internet" {
            return Ok(vec![Source::internet(from, &anybody, None)]);
        }
        return match from.parse::<IpAddr>() {
            Ok(address) => with_address(network, address).map(|source| vec![source]),
            Err(_) => Err(not_in_design(from)),
        };
    };
    let kind = network.kind(id).unwrap_or(Kind::Other);
    match kind {
        Kind::Instance => with_addresses(id, network.primary_interface(id)),
        Kind::NetworkInterface | Kind::LoadBalancer | Kind::NatGateway | Kind::ResolverEndpoint => {
            with_addresses(id, network.interfaces_of(id))
        }
        Kind::VpcEndpointService => with_addresses(id, balancers(network, id)),
        Kind::VpcEndpoint => return Err(one_way(id)),
        Kind::InternetGateway if network.parent(id).is_some() => {
            return Ok(vec![Source::internet(from, &anybody, Some(id))]);
        }
        Kind::InternetGateway => return Err(unassociated(id, kind)),
        Kind::CustomerGateway => return on_premises(network, id).map(|source| vec![source]),
        Kind::VpnGateway => {
            return behind(network, id)
                .and_then(|customer| on_premises(network, customer))
                .map(|source| vec![source]);
        }
        Kind::TransitGateway => return Ok(vec![behind_transit_gateway(network, id)]),
        _ => return Err(cannot_send(id, kind)),
    }
    .map(|found| found.into_iter().map(Source::of).collect())
}

/// Who sends from an address: an on-premises network, an interface, else somebody in the internet.
fn with_address(network: &Network, address: IpAddr) -> Result<Source<'_>, Explanation> {
    let name = ResourceId::from(address.to_string());
    let mut customers = network.resources(Kind::CustomerGateway);
    let on_premises = customers.find(|(id, _)| {
        let blocks = network
            .customer_gateway(id)
            .map(|customer| customer.cidr_blocks.iter());
        let IpAddr::V4(address) = address else {
            return false;
        };
        blocks.is_some_and(|mut blocks| blocks.any(|block| block.contains(&address)))
    });
    if let Some((id, _)) = on_premises {
        return Ok(Source::on_premises(id, name, address));
    }
    let mut holders = network
        .interfaces()
        .filter(|interface| interface.addresses.contains(&address));
    let known = network.interface_at_public(address);
    match (known.or_else(|| holders.next()), holders.next()) {
        (Some(interface), Some(other)) if known.is_none() => {
            Err(held_twice(&name, &interface.owner, &other.owner))
        }
        (Some(interface), _) => Ok(Source::of(interface)),
        (None, _) => Ok(Source::internet(name.as_str(), &[address], None)),
    }
}

/// Ranges of VPCs may overlap, so an address alone does not always tell who is meant.
fn held_twice(address: &ResourceId, one: &ResourceId, other: &ResourceId) -> Explanation {
    let message = format!(
        "{address} is an address of {one} and of {other}: ask from one of them by its name"
    );
    Explanation::new(Code::NoSourceOrDestination, address, message, "ENI-01")
}

fn on_premises<'n>(network: &'n Network, id: &'n ResourceId) -> Result<Source<'n>, Explanation> {
    let address = on_premises_address(network, id)?;
    Ok(Source::on_premises(id, id.clone(), address))
}

/// Somebody behind a transit gateway, under an address of its own ranges where it has some.
fn behind_transit_gateway<'n>(network: &'n Network, id: &'n ResourceId) -> Source<'n> {
    let blocks = network
        .transit_gateway(id)
        .map(|gateway| gateway.transit_gateway_cidr_blocks.as_slice());
    let own = blocks
        .unwrap_or_default()
        .first()
        .copied()
        .and_then(first_host);
    Source {
        origin: Origin::TransitGateway { gateway: id },
        name: id.clone(),
        addresses: Cow::Owned(vec![
            IpAddr::V4(own.unwrap_or(ANYBODY)),
            IpAddr::V6(ANYBODY_IPV6),
        ]),
    }
}

fn balancers<'a>(
    network: &'a Network,
    service: &ResourceId,
) -> impl Iterator<Item = &'a Interface> {
    let ids = network
        .endpoint_service(service)
        .map(|service| service.network_load_balancer_arns.as_slice());
    ids.unwrap_or_default()
        .iter()
        .flat_map(|balancer| network.interfaces_of(balancer))
}

fn one_way(endpoint: &ResourceId) -> Explanation {
    Explanation::new(
        Code::VpceIntraVpcTraffic,
        endpoint,
        format!(
            "{endpoint} never opens connections: PrivateLink goes from the consumer to the provider only; ask the other way round"
        ),
        "IE-40",
    )
}

fn cannot_send(id: &ResourceId, kind: Kind) -> Explanation {
    Explanation::new(
        Code::UnsupportedComponent,
        id,
        format!(
            "{id} is a {kind} and sends nothing itself: choose an instance, a network interface, a load balancer, a gateway or internet"
        ),
        "6.1",
    )
}
