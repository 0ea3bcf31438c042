//! Where a question starts and ends: which interfaces and addresses its words stand for.

use std::net::IpAddr;

use vpcanvas_model::{Kind, ResourceId};
use vpcanvas_network::{Interface, Network};

use super::{Question, not_in_design};
use crate::{Code, DnsAnswer, DnsQuery, Explanation, RecordType, lookup};

/// An address to send to, and what the question means by it.
pub(crate) struct Destination<'a> {
    pub(crate) address: IpAddr,
    /// The interface the question names; `None` when it names only an address.
    pub(crate) meant: Option<&'a Interface>,
}

/// The interfaces a question starts at.
pub(crate) fn sources<'a>(
    network: &'a Network,
    from: &str,
) -> Result<Vec<&'a Interface>, Explanation> {
    let Some(id) = network.id(from) else {
        if from == "internet" {
            return Err(not_analysed(&ResourceId::from(from)));
        }
        return Err(not_in_design(from));
    };
    let kind = network
        .resource(id)
        .map_or(Kind::Other, vpcanvas_model::Resource::kind);
    let found: Vec<&Interface> = match kind {
        Kind::Instance => network.primary_interface(id).into_iter().collect(),
        Kind::NetworkInterface | Kind::LoadBalancer | Kind::ResolverEndpoint => {
            network.interfaces_of(id).collect()
        }
        Kind::VpcEndpointService => balancers(network, id).collect(),
        Kind::VpcEndpoint => return Err(one_way(id)),
        _ => return Err(cannot_send(id, kind)),
    };
    with_addresses(id, found)
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
    found: Vec<&'a Interface>,
) -> Result<Vec<&'a Interface>, Explanation> {
    if found.iter().any(|interface| interface.address().is_some()) {
        return Ok(found
            .into_iter()
            .filter(|interface| interface.address().is_some())
            .collect());
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
    sources: &[&Interface],
) -> (
    Option<DnsAnswer>,
    Result<Vec<Destination<'a>>, Option<Explanation>>,
) {
    let to = question.to.as_str();
    if let Ok(address) = to.parse::<IpAddr>() {
        return (
            None,
            Ok(vec![Destination {
                address,
                meant: None,
            }]),
        );
    }
    if let Some(id) = network.id(to) {
        return (None, of_resource(network, id, sources).map_err(Some));
    }
    by_name(network, to, sources)
}

fn of_resource<'a>(
    network: &'a Network,
    id: &ResourceId,
    sources: &[&Interface],
) -> Result<Vec<Destination<'a>>, Explanation> {
    let kind = network
        .resource(id)
        .map_or(Kind::Other, vpcanvas_model::Resource::kind);
    let found: Vec<&Interface> = match kind {
        Kind::Instance => network.primary_interface(id).into_iter().collect(),
        Kind::NetworkInterface | Kind::LoadBalancer | Kind::VpcEndpoint => {
            network.interfaces_of(id).collect()
        }
        Kind::VpcEndpointService => endpoints_for(network, id, sources),
        _ => return Err(cannot_receive(id, kind)),
    };
    if kind == Kind::VpcEndpointService && found.is_empty() {
        return Err(no_endpoint(id, sources));
    }
    let destinations = with_addresses(id, found)?
        .into_iter()
        .filter_map(|interface| {
            Some(Destination {
                address: interface.address()?,
                meant: Some(interface),
            })
        });
    Ok(destinations.collect())
}

/// The endpoints for a service in the VPCs of the sources.
fn endpoints_for<'a>(
    network: &'a Network,
    service: &ResourceId,
    sources: &[&Interface],
) -> Vec<&'a Interface> {
    let near = |interface: &&Interface| sources.iter().any(|source| source.vpc == interface.vpc);
    network
        .endpoints_for(service)
        .flat_map(|(endpoint, _)| network.interfaces_of(endpoint))
        .filter(near)
        .collect()
}

fn by_name<'a>(
    network: &'a Network,
    name: &str,
    sources: &[&Interface],
) -> (
    Option<DnsAnswer>,
    Result<Vec<Destination<'a>>, Option<Explanation>>,
) {
    let Some(source) = sources.first() else {
        return (None, Err(Some(not_in_design(name))));
    };
    let ask = |record_type| {
        let query = DnsQuery {
            from: source.vpc.clone(),
            name: name.to_owned(),
            record_type,
        };
        lookup(network, &query)
    };
    let mut answer = ask(RecordType::A);
    let mut addresses = answer.addresses();
    if source.addresses.iter().any(IpAddr::is_ipv6) {
        let other = ask(RecordType::Aaaa);
        if addresses.is_empty() {
            addresses = other.addresses();
            answer = other;
        } else {
            addresses.extend(other.addresses());
        }
    }
    if addresses.is_empty() {
        return (Some(answer), Err(None));
    }
    let destinations = addresses.into_iter().map(|address| Destination {
        address,
        meant: None,
    });
    (Some(answer), Ok(destinations.collect()))
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

fn no_endpoint(service: &ResourceId, sources: &[&Interface]) -> Explanation {
    let vpc = sources.first().map_or(service, |source| &source.vpc);
    Explanation::new(
        Code::DisconnectedVpcs,
        vpc,
        format!("{vpc} has no endpoint for {service}: create one to reach it"),
        "IE-40",
    )
}

fn not_analysed(id: &ResourceId) -> Explanation {
    Explanation::new(
        Code::UnsupportedComponent,
        id,
        format!("paths through {id} are not analysed by this version"),
        "0.4",
    )
}

fn cannot_send(id: &ResourceId, kind: Kind) -> Explanation {
    Explanation::new(
        Code::UnsupportedComponent,
        id,
        format!(
            "{id} is a {kind} and sends nothing itself: choose an instance, a network interface or a load balancer"
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
