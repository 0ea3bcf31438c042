//! Where a question ends: the addresses its words stand for, and how a name was looked up.

use std::net::IpAddr;

use vpcanvas_model::{Kind, ResourceId, catalogue};
use vpcanvas_network::{Interface, Network};

use super::{ANYBODY, ANYBODY_IPV6, Source, behind, on_premises_address, with_addresses};
use crate::{
    Code, DnsAnswer, DnsQuery, DnsStatus, Explanation, RecordType,
    filter::security_group::prefix_list_ranges,
    lookup,
    trace::{Question, not_in_design, walk::Origin},
};

/// An address to send to, and what the question means by it.
#[derive(Clone, Debug)]
pub(crate) struct Destination<'a> {
    pub(crate) address: IpAddr,
    /// The interface the question names; `None` when it names only an address.
    pub(crate) meant: Option<&'a Interface>,
    /// The service of AWS the question means, where its addresses are not in the design.
    pub(crate) service: Option<String>,
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
    let address = on_premises_address(network, id).map_err(|explanation| Explanation {
        code: Code::UnknownDestination,
        ..explanation
    })?;
    Ok(vec![Destination::at(address)])
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
