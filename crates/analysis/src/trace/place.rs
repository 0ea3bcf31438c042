//! Where a question starts and ends: whom and which addresses its words stand for.

use std::{
    borrow::Cow,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

use ipnet::Ipv4Net;
use vpcanvas_model::{Kind, ResourceId, catalogue};
use vpcanvas_network::{Interface, Network};

use super::{Question, not_in_design, walk::Origin};
use crate::{
    Code, DnsAnswer, DnsQuery, DnsStatus, Explanation, RecordType,
    filter::security_group::prefix_list_ranges, lookup,
};

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

/// Who sends.
#[derive(Clone, Debug)]
pub(crate) struct Source<'n> {
    pub(crate) origin: Origin<'n>,
    /// What the question calls it.
    name: ResourceId,
    /// The addresses it sends from.
    addresses: Cow<'n, [IpAddr]>,
}

/// An address to send to, and what the question means by it.
#[derive(Clone, Debug)]
pub(crate) struct Destination<'a> {
    pub(crate) address: IpAddr,
    /// The interface the question names; `None` when it names only an address.
    pub(crate) meant: Option<&'a Interface>,
    /// The service of AWS the question means, where its addresses are not in the design.
    pub(crate) service: Option<String>,
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
    fn resolver(&self) -> &ResourceId {
        match self.origin {
            Origin::Interface(interface)
            | Origin::Node {
                node: interface, ..
            } => &interface.vpc,
            Origin::OnPremises { network } => network,
            Origin::Internet { .. } | Origin::TransitGateway { .. } => &self.name,
        }
    }

    fn has_ipv6(&self) -> bool {
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
        return Ok(Source {
            origin: Origin::OnPremises { network: id },
            name,
            addresses: Cow::Owned(vec![address]),
        });
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

/// An on-premises network sends from the first address of its first range.
fn on_premises<'n>(network: &'n Network, id: &'n ResourceId) -> Result<Source<'n>, Explanation> {
    let customer = network.customer_gateway(id);
    let block = customer.and_then(|customer| customer.cidr_blocks.first());
    let Some(address) = block.copied().and_then(first_host) else {
        let message =
            format!("{id} has no ranges in the design: give it the CidrBlocks of the network");
        return Err(Explanation::new(Code::CfgIncomplete, id, message, "4.7"));
    };
    Ok(Source {
        origin: Origin::OnPremises { network: id },
        name: id.clone(),
        addresses: Cow::Owned(vec![IpAddr::V4(address)]),
    })
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

/// The addresses a question ends at, and how its name was looked up.
pub(crate) fn destinations<'a>(
    network: &'a Network,
    question: &Question,
    sources: &[Source<'_>],
) -> (
    Option<DnsAnswer>,
    Result<Vec<Destination<'a>>, Option<Explanation>>,
) {
    let to = question.to.as_str();
    if let Ok(address) = to.parse::<IpAddr>() {
        return (None, Ok(vec![Destination::at(address)]));
    }
    if to == "internet" {
        return (None, Ok(vec![Destination::anybody(sources)]));
    }
    if let Some(id) = network.id(to) {
        let found = of_resource(network, id, sources);
        return (None, found.map_err(Some));
    }
    if to.starts_with("com.amazonaws.") {
        return (None, of_service(network, to).map_err(Some));
    }
    by_name(network, to, sources)
}

impl<'a> Destination<'a> {
    fn at(address: IpAddr) -> Self {
        Self {
            address,
            meant: None,
            service: None,
        }
    }

    /// Somebody in the internet, by IPv4 where a source has it.
    fn anybody(sources: &[Source<'_>]) -> Self {
        let ipv4 = IpAddr::V4(ANYBODY);
        let has_ipv4 = sources
            .iter()
            .any(|source| source.address_like(ipv4).is_some());
        Self::at(if has_ipv4 {
            ipv4
        } else {
            IpAddr::V6(ANYBODY_IPV6)
        })
    }

    /// An interface as the sources can send to it: from the internet by its public address, where it has one (IGW-02), else by
    /// an address of a family that a source has (RT-03).
    fn of(interface: &'a Interface, sources: &[Source<'_>]) -> Option<Self> {
        let outside = sources
            .iter()
            .any(|source| matches!(source.origin, Origin::Internet { .. }));
        let public = interface.public_addresses.first();
        let mut addresses = interface.addresses.iter().copied();
        let ipv6 = addresses.clone().find(IpAddr::is_ipv6);
        let seen = public
            .map(|(_, public)| IpAddr::V4(*public))
            .or(ipv6)
            .filter(|_| outside);
        let shared = addresses.find(|address| {
            let mut sources = sources.iter();
            sources.any(|source| source.address_like(*address).is_some())
        });
        Some(Self {
            address: seen.or(shared).or(interface.address())?,
            meant: Some(interface),
            service: None,
        })
    }
}

fn of_resource<'a>(
    network: &'a Network,
    id: &'a ResourceId,
    sources: &[Source<'_>],
) -> Result<Vec<Destination<'a>>, Explanation> {
    let kind = network.kind(id).unwrap_or(Kind::Other);
    let found: Vec<&Interface> = match kind {
        Kind::Instance => network.primary_interface(id).into_iter().collect(),
        Kind::NetworkInterface | Kind::LoadBalancer | Kind::NatGateway | Kind::ResolverEndpoint => {
            network.interfaces_of(id).collect()
        }
        Kind::VpcEndpoint => {
            let interfaces: Vec<&Interface> = network.interfaces_of(id).collect();
            let service = network
                .endpoint(id)
                .and_then(|endpoint| endpoint.service_name.as_deref());
            if let (true, Some(service)) = (interfaces.is_empty(), service) {
                return of_service(network, service);
            }
            interfaces
        }
        Kind::VpcEndpointService => endpoints_for(network, id, sources),
        Kind::InternetGateway | Kind::EgressOnlyInternetGateway => {
            return Ok(vec![Destination::anybody(sources)]);
        }
        Kind::CustomerGateway => return on_premises_at(network, id),
        Kind::VpnGateway => {
            return behind(network, id).and_then(|customer| on_premises_at(network, customer));
        }
        Kind::PrefixList => return of_list(network, id),
        _ => return Err(cannot_receive(id, kind)),
    };
    if kind == Kind::VpcEndpointService && found.is_empty() {
        return Err(no_endpoint(id, sources));
    }
    let destinations = with_addresses(id, found)?
        .into_iter()
        .filter_map(|interface| Destination::of(interface, sources));
    Ok(destinations.collect())
}

fn on_premises_at<'a>(
    network: &'a Network,
    id: &'a ResourceId,
) -> Result<Vec<Destination<'a>>, Explanation> {
    let source = on_premises(network, id).map_err(|explanation| Explanation {
        code: Code::UnknownDestination,
        ..explanation
    })?;
    Ok(source
        .addresses
        .iter()
        .copied()
        .map(Destination::at)
        .collect())
}

/// A service of AWS: by an address of its prefix list where the design has that, else by its name alone (GW-10).
fn of_service<'a>(network: &'a Network, name: &str) -> Result<Vec<Destination<'a>>, Explanation> {
    let is_gateway_service = catalogue::aws_service(name)
        .is_some_and(|(_, service, _)| matches!(service, "s3" | "dynamodb" | "s3express"));
    if !is_gateway_service {
        let message = format!(
            "{name} is reached by the names of its endpoints or of the service itself: ask for one of those"
        );
        let id = ResourceId::from(name);
        return Err(Explanation::new(
            Code::UnknownDestination,
            &id,
            message,
            "GW-10",
        ));
    }
    let list = network.prefix_list_named(name);
    let address = list.and_then(|list| first_address(network, list));
    Ok(vec![Destination {
        address: address.unwrap_or(IpAddr::V4(ANYBODY)),
        meant: None,
        service: Some(name.to_owned()),
    }])
}

/// The ranges of a prefix list, by the first address in them.
fn of_list<'a>(network: &'a Network, id: &ResourceId) -> Result<Vec<Destination<'a>>, Explanation> {
    if let Some(address) = first_address(network, id) {
        return Ok(vec![Destination::at(address)]);
    }
    let name = network
        .prefix_list(id)
        .and_then(|list| list.prefix_list_name.as_deref());
    let Some(name) = name else {
        let message = format!("{id} has no ranges: add entries");
        let code = Code::UnknownDestination;
        return Err(Explanation::new(code, id, message, "GW-02"));
    };
    of_service(network, name)
}

fn first_address(network: &Network, list: &ResourceId) -> Option<IpAddr> {
    let range = prefix_list_ranges(network, list).next()?;
    range.hosts().next()
}

/// The endpoints for a service in the VPCs of the sources.
fn endpoints_for<'a>(
    network: &'a Network,
    service: &ResourceId,
    sources: &[Source<'_>],
) -> Vec<&'a Interface> {
    let near = |interface: &&Interface| {
        let mut sources = sources
            .iter()
            .filter_map(|source| source.origin.interface());
        sources.any(|source| source.vpc == interface.vpc)
    };
    network
        .endpoints_for(service)
        .flat_map(|(endpoint, _)| network.interfaces_of(endpoint))
        .filter(near)
        .collect()
}

fn by_name<'a>(
    network: &'a Network,
    name: &str,
    sources: &[Source<'_>],
) -> (
    Option<DnsAnswer>,
    Result<Vec<Destination<'a>>, Option<Explanation>>,
) {
    let Some(source) = sources.first() else {
        return (None, Err(Some(not_in_design(name))));
    };
    let ask = |record_type| {
        let query = DnsQuery {
            from: source.resolver().clone(),
            name: name.to_owned(),
            record_type,
        };
        lookup(network, &query)
    };
    let mut answer = ask(RecordType::A);
    let mut addresses = answer.addresses();
    if source.has_ipv6() {
        let other = ask(RecordType::Aaaa);
        let usable = |address: &IpAddr| source.address_like(*address).is_some();
        if !addresses.iter().any(usable) && !other.addresses().is_empty() {
            addresses = other.addresses();
            answer = other;
        } else {
            addresses.extend(other.addresses());
        }
    }
    if addresses.is_empty() {
        let service = service_named(name).filter(|_| answer.status == DnsStatus::Public);
        return match service {
            Some(service) => (Some(answer), of_service(network, &service).map_err(Some)),
            None => (Some(answer), Err(None)),
        };
    }
    let destinations = addresses.into_iter().map(Destination::at);
    (Some(answer), Ok(destinations.collect()))
}

/// The service of AWS with a gateway endpoint that a public name is one of (GW-10).
fn service_named(name: &str) -> Option<String> {
    let labels = name.trim_end_matches('.').strip_suffix(".amazonaws.com")?;
    let (rest, region) = labels.rsplit_once('.')?;
    let service = rest.rsplit('.').next()?;
    matches!(service, "s3" | "dynamodb").then(|| format!("com.amazonaws.{region}.{service}"))
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

fn no_endpoint(service: &ResourceId, sources: &[Source<'_>]) -> Explanation {
    let interface = sources.first().and_then(|source| source.origin.interface());
    let vpc = interface.map_or(service, |source| &source.vpc);
    Explanation::new(
        Code::DisconnectedVpcs,
        vpc,
        format!("{vpc} has no endpoint for {service}: create one to reach it"),
        "IE-40",
    )
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

fn cannot_receive(id: &ResourceId, kind: Kind) -> Explanation {
    Explanation::new(
        Code::UnsupportedComponent,
        id,
        format!(
            "{id} is a {kind} and has no address itself: choose an instance, an interface, an endpoint, a load balancer or an address"
        ),
        "6.1",
    )
}
