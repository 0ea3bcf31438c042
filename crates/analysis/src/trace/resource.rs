//! Resource endpoints: from the endpoint through a resource gateway to one resource (section 3.3 of the specification).
//!
//! The provider needs no load balancer. A database behind an ARN is AWS's own and ends the path.

use std::net::IpAddr;

use vpcanvas_model::{
    Kind, Protocol, ResourceId,
    kind::{
        ResourceConfiguration, ResourceGateway,
        resource_configuration::ResourceConfigurationType,
        resource_gateway::{LatticeStatus, ResourceDnsResolution},
    },
};
use vpcanvas_network::{Interface, Network};

use super::{
    Decision, Outcome, Path, Step,
    alternatives::{self, Choice},
    answer::answer,
    path::At,
    trail::Trail,
    vpc::{self, at},
};
use crate::{
    Code, DnsQuery, DnsStatus, Explanation, RecordType, lookup,
    packet::{Packet, Ports},
};

/// Takes a packet on from the interface of a resource endpoint.
pub(super) fn through(
    network: &Network,
    mut path: Path,
    interface: &Interface,
    packet: Packet,
    trail: &Trail<'_>,
) -> Path {
    let endpoint = &interface.owner;
    let named = network
        .endpoint(endpoint)
        .and_then(|endpoint| endpoint.resource_configuration_arn.as_ref());
    let Some(id) = named else {
        let message = format!("{endpoint} names no resource: choose its ResourceConfigurationArn");
        path.explain(Explanation::new(
            Code::CfgIncomplete,
            endpoint,
            message,
            "RS-05",
        ));
        return path;
    };
    to_any(network, path, interface, packet, &[id], trail)
}

/// Takes a packet to whichever of some configurations shares its port; each has a name and an address of its own, so the
/// one that is meant is among them.
pub(super) fn to_any(
    network: &Network,
    mut path: Path,
    interface: &Interface,
    packet: Packet,
    ids: &[&ResourceId],
    trail: &Trail<'_>,
) -> Path {
    if packet.protocol != Protocol::Tcp {
        let endpoint = &interface.owner;
        let step = Step::new(
            endpoint,
            Decision::Protocol,
            Outcome::Blocks,
            packet,
            "RS-02",
        );
        path.ask(at(interface), step);
        let message = format!("{endpoint} carries TCP only, and not {}", packet.protocol);
        path.explain(Explanation::new(
            Code::ProtocolRestriction,
            endpoint,
            message,
            "RS-02",
        ));
        return path;
    }
    let (known, missing): (Vec<_>, Vec<_>) = ids
        .iter()
        .flat_map(|id| with_children(network, id))
        .map(|id| (id, network.resource_configuration(id)))
        .partition(|(_, configuration)| configuration.is_some());
    for (id, _) in missing {
        let message = format!(
            "the resource configuration {id} is not in the design, so what is behind {} is not known: draw it",
            interface.owner
        );
        path.explain(Explanation::new(Code::UnknownResource, id, message, "0.4"));
    }
    let known: Vec<_> = known
        .into_iter()
        .filter_map(|(id, configuration)| Some((id, configuration?)))
        .collect();
    let port = packet.destination_ports.from;
    let fitting: Vec<_> = known
        .iter()
        .filter(|(_, configuration)| shares(configuration, port))
        .collect();
    if fitting.is_empty() {
        path.explanations
            .extend(known.iter().map(|(id, found)| not_shared(id, found, port)));
        return path;
    }
    alternatives::take(path, fitting, Choice::Blind, |path, (id, configuration)| {
        path.then(to_one(
            network,
            interface,
            packet,
            (id, configuration),
            trail,
        ))
    })
}

/// A configuration, or the children of a group (RS-01).
fn with_children<'a>(network: &'a Network, id: &'a ResourceId) -> Vec<&'a ResourceId> {
    let kind = network
        .resource_configuration(id)
        .and_then(|configuration| configuration.configuration_type);
    if kind != Some(ResourceConfigurationType::Group) {
        return vec![id];
    }
    let field = "ResourceConfigurationGroupId";
    network
        .naming(id, Kind::ResourceConfiguration, field)
        .collect()
}

fn shares(configuration: &ResourceConfiguration, port: u16) -> bool {
    configuration.port_ranges.iter().any(|range| {
        let (from, to) = range.split_once('-').unwrap_or((range, range));
        let bounds = (from.trim().parse::<u16>(), to.trim().parse::<u16>());
        matches!(bounds, (Ok(from), Ok(to)) if (from..=to).contains(&port))
    })
}

fn not_shared(id: &ResourceId, configuration: &ResourceConfiguration, port: u16) -> Explanation {
    if configuration.port_ranges.is_empty() {
        let message = format!("{id} shares no port: write its PortRanges");
        return Explanation::new(Code::CfgIncomplete, id, message, "RS-02");
    }
    let message = format!(
        "{id} shares the ports {} and not {port}: use one of them, or add {port} to its PortRanges",
        configuration.port_ranges.join(", ")
    );
    Explanation::new(Code::PlResourcePortRestriction, id, message, "RS-02")
}

fn to_one(
    network: &Network,
    interface: &Interface,
    packet: Packet,
    (id, configuration): (&ResourceId, &ResourceConfiguration),
    trail: &Trail<'_>,
) -> Path {
    let mut path = Path::default();
    let here = At {
        component: id,
        kind: Kind::ResourceConfiguration.as_str(),
    };
    ask_status(&mut path, here, configuration.status, packet);
    let ports = configuration.port_ranges.join(", ");
    let step = Step::passing(id, Decision::SharedPorts { ports }, packet, "RS-02");
    path.ask(here, step);
    let definition = configuration.resource_configuration_definition.as_ref();
    if let Some(arn) = definition.and_then(|definition| definition.arn.as_ref()) {
        if let Some(gateway) = gateway_of(network, configuration) {
            ask_gateway(network, &mut path, interface, packet, gateway);
        }
        let step = Step::passing(id, Decision::Delivered, packet, "RS-01");
        path.ask(here, step);
        let message = format!(
            "{id} shares {arn}, a database whose own security group is not in the design: it has to admit the resource gateway"
        );
        path.warn(Explanation::new(
            Code::UnknownResource,
            id,
            message,
            "RS-06",
        ));
        return path;
    }
    if configuration.configuration_type == Some(ResourceConfigurationType::Cidr) {
        let message = format!("{id} shares a network segment, which only tunnel endpoints reach");
        path.explain(Explanation::new(
            Code::UnsupportedComponent,
            id,
            message,
            "3.5",
        ));
        return path;
    }
    let Some((gateway_id, gateway)) = gateway_of(network, configuration) else {
        let message = format!("{id} names no resource gateway: choose its ResourceGatewayId");
        path.explain(Explanation::new(Code::CfgIncomplete, id, message, "RS-01"));
        return path;
    };
    let interfaces = ask_gateway(network, &mut path, interface, packet, (gateway_id, gateway));
    let addresses = addresses_of(
        network,
        &mut path,
        here,
        configuration,
        gateway,
        gateway_id,
        packet,
    );
    let ways = interfaces
        .iter()
        .flat_map(|gateway| addresses.iter().map(move |address| (*gateway, *address)));
    alternatives::take(path, ways, Choice::Blind, |path, (gateway, address)| {
        path.then(to_resource(network, gateway, packet, address, trail))
    })
}

fn ask_status(path: &mut Path, here: At<'_>, status: Option<LatticeStatus>, packet: Packet) {
    let status = status.unwrap_or(LatticeStatus::Active);
    let works = matches!(
        status,
        LatticeStatus::Active | LatticeStatus::UpdateInProgress | LatticeStatus::UpdateFailed
    );
    let id = here.component;
    let state = status.as_str();
    let obstacle =
        (!works).then(|| format!("{id} is {state}: it carries nothing until it is ACTIVE"));
    path.ask_state(here, state, packet, "3.3", obstacle);
}

/// The resource gateway of a configuration, or of the group it belongs to.
fn gateway_of<'a>(
    network: &'a Network,
    configuration: &'a ResourceConfiguration,
) -> Option<(&'a ResourceId, &'a ResourceGateway)> {
    let group = configuration
        .resource_configuration_group_id
        .as_ref()
        .and_then(|group| network.resource_configuration(group));
    let id = configuration
        .resource_gateway_id
        .as_ref()
        .or_else(|| group?.resource_gateway_id.as_ref())?;
    Some((id, network.resource_gateway(id)?))
}

/// The interfaces of the gateway a flow may leave by: those in the zone of the endpoint's interface, else any, as long as
/// the endpoint shares a zone with the gateway at all (RS-04).
fn ask_gateway<'a>(
    network: &'a Network,
    path: &mut Path,
    interface: &Interface,
    packet: Packet,
    (id, gateway): (&'a ResourceId, &'a ResourceGateway),
) -> Vec<&'a Interface> {
    let here = At {
        component: id,
        kind: Kind::ResourceGateway.as_str(),
    };
    ask_status(path, here, gateway.status, packet);
    let all: Vec<&Interface> = network.interfaces_of(id).collect();
    let zones: Vec<&str> = all
        .iter()
        .filter_map(|interface| interface.zone.as_deref())
        .collect();
    let shared = network
        .interfaces_of(&interface.owner)
        .filter_map(|interface| interface.zone.as_deref())
        .find(|zone| zones.contains(zone));
    let zone = shared.or(interface.zone.as_deref()).unwrap_or("its zone");
    let asked = Decision::ServiceInZone { zone: zone.into() };
    let outcome = Outcome::passing_if(shared.is_some());
    path.ask(here, Step::new(id, asked, outcome, packet, "RS-04"));
    if shared.is_none() {
        let message = format!(
            "{id} and {} have no zone in common: give one of them a subnet in a zone of the other",
            interface.owner
        );
        path.explain(Explanation::new(
            Code::VpceServiceNotInstalledInAz,
            id,
            message,
            "RS-04",
        ));
    }
    let (near, far): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|gateway| gateway.zone == interface.zone);
    if !near.is_empty() {
        return near;
    }
    if let Some(other) = far.first().filter(|_| shared.is_some()) {
        path.warn(vpc::zone_crossed(id, interface, other));
    }
    far
}

/// The addresses of the resource: as written, or what its name resolves to (RS-08).
fn addresses_of(
    network: &Network,
    path: &mut Path,
    here: At<'_>,
    configuration: &ResourceConfiguration,
    gateway: &ResourceGateway,
    gateway_id: &ResourceId,
    packet: Packet,
) -> Vec<IpAddr> {
    let id = here.component;
    let definition = configuration.resource_configuration_definition.as_ref();
    let written = definition.and_then(|definition| definition.ip_address.as_deref());
    if let Some(address) = written.and_then(|written| written.parse().ok()) {
        return vec![address];
    }
    let Some(name) = definition.and_then(|definition| definition.domain_name.as_ref()) else {
        let message = format!("{id} names no resource: give it an address, a name or an ARN");
        path.explain(Explanation::new(Code::CfgIncomplete, id, message, "RS-01"));
        return Vec::new();
    };
    let in_vpc = gateway.resource_config_dns_resolution == Some(ResourceDnsResolution::InVpc);
    let from = match &gateway.vpc_identifier {
        Some(vpc) if in_vpc => vpc.clone(),
        _ => ResourceId::from("internet"),
    };
    let answer = lookup(
        network,
        &DnsQuery {
            from,
            name: name.clone(),
            record_type: RecordType::A,
        },
    );
    let addresses = answer.addresses();
    let words: Vec<String> = addresses.iter().map(ToString::to_string).collect();
    let words = if words.is_empty() {
        answer.status.as_str().to_owned()
    } else {
        words.join(", ")
    };
    let asked = Decision::Lookup {
        name: name.clone(),
        answer: words,
    };
    let outcome = match (addresses.is_empty(), answer.status) {
        (false, _) => Outcome::Passes,
        (true, DnsStatus::Public) => Outcome::Unknown,
        (true, _) => Outcome::Blocks,
    };
    path.ask(here, Step::new(gateway_id, asked, outcome, packet, "RS-08"));
    if addresses.is_empty() {
        path.explain(no_address(id, name, in_vpc, answer.status));
    }
    addresses
}

fn no_address(id: &ResourceId, name: &str, in_vpc: bool, status: DnsStatus) -> Explanation {
    let place = if in_vpc {
        "the VPC of the resource gateway"
    } else {
        "public DNS"
    };
    if status == DnsStatus::Public {
        let message = format!(
            "what {name} resolves to in {place} is not in the design: give {id} an address, or draw a public zone"
        );
        return Explanation::new(Code::UnknownResource, id, message, "RS-08");
    }
    let remedy = if in_vpc {
        "add a record"
    } else {
        "add a record, or let the gateway resolve in its VPC (IN_VPC)"
    };
    let message = format!(
        "{name} does not resolve in {place} ({}), so {id} leads nowhere: {remedy}",
        status.as_str()
    );
    Explanation::new(Code::NoPossibleDestination, id, message, "RS-08")
}

/// From the gateway to the resource and back; the resource sees the gateway (RS-06).
fn to_resource(
    network: &Network,
    gateway: &Interface,
    packet: Packet,
    address: IpAddr,
    trail: &Trail<'_>,
) -> Path {
    let mut path = Path::default();
    let id = &gateway.owner;
    let Some(source) = gateway.address_like(address) else {
        let message = format!(
            "the address of {id} in {} is not written, so whether the resource admits it cannot be told: add it to SubnetConfigurations",
            gateway.subnet
        );
        path.explain(Explanation::new(Code::CfgIncomplete, id, message, "RS-07"));
        return path;
    };
    let inner = Packet::request(
        packet.protocol,
        (source, Ports::BALANCER_EPHEMERAL),
        (address, packet.destination_ports.from),
    );
    path.ask(at(gateway), Step::translating(id, packet, inner, "RS-06"));
    path.ask_back(
        at(gateway),
        Step::translating(id, inner.reply(), packet.reply(), "RS-06"),
    );
    let (way, reached) = vpc::cross(network, gateway, inner, gateway);
    path = path.then(way);
    match reached {
        Some(reached) => answer(network, path, gateway, reached, inner, trail),
        None => path,
    }
}
