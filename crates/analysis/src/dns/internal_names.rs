//! The names AWS makes for addresses inside a VPC (section 5.7), and the names it gives back for addresses (RSLV-08).
//!
//! A name by instance id has the records that `PrivateDnsNameOptions` of the instance switch on, and none by default. A public
//! name resolves to the private address in the VPC of the instance and where that is shared (PCX-08, TGW-11).

use std::net::{IpAddr, Ipv4Addr};

use ipnet::Ipv4Net;
use vpcanvas_model::{Kind, ResourceId, kind::Vpc};
use vpcanvas_network::{Interface, Network};

use super::{
    Name,
    connection::{peerings, shares_private_names},
    endpoint_names::resource_at_the_start,
};

/// The domain of the internal names of a Region.
pub(super) fn domain(region: &str) -> String {
    if region == "us-east-1" {
        "ec2.internal".to_owned()
    } else {
        format!("{region}.compute.internal").to_ascii_lowercase()
    }
}

/// The internal name of an address.
pub(super) fn name_of(address: Ipv4Addr, region: &str) -> String {
    let address = address.to_string().replace('.', "-");
    format!("ip-{address}.{}", domain(region))
}

/// The domain of the public names of instances of a Region.
pub(super) fn public_domain(region: &str) -> String {
    if region == "us-east-1" {
        "compute-1.amazonaws.com".to_owned()
    } else {
        format!("{region}.compute.amazonaws.com").to_ascii_lowercase()
    }
}

/// Zones every resolver has for itself: a rule for a shorter name does not take them (section 5.4).
const OF_THE_MACHINE: [&str; 2] = ["localhost", "localdomain"];

/// Whether a zone is one that is about the asking machine alone.
pub(super) fn is_of_the_machine(zone: &Name) -> bool {
    OF_THE_MACHINE.contains(&zone.as_str())
}

/// The longest zone of AWS's own that a name lies in, as seen from a VPC (section 5.4).
pub(super) fn zone_of(network: &Network, id: &ResourceId, vpc: &Vpc, name: &Name) -> Option<Name> {
    let of_region = vpc
        .region
        .as_deref()
        .map(|region| [domain(region), public_domain(region)]);
    let reverse = if vpc.autodefined_reverse == Some(false) || !is_reverse(name) {
        Vec::new()
    } else {
        reverse_zones(network, id)
    };
    of_region
        .into_iter()
        .flatten()
        .chain(reverse)
        .chain(OF_THE_MACHINE.map(str::to_owned))
        .filter_map(|zone| Name::parse(&zone).ok())
        .filter(|zone| name.is_within(zone))
        .max_by_key(Name::label_count)
}

fn is_reverse(name: &Name) -> bool {
    name.as_str().rsplit('.').next() == Some("arpa")
}

/// The reverse zones of private ranges and of the ranges of a VPC and of those joined to it (RSLV-08).
fn reverse_zones(network: &Network, id: &ResourceId) -> Vec<String> {
    let fixed = ["10", "168.192", "254.169"].map(str::to_owned);
    let shared = (16..=31).map(|second| format!("{second}.172"));
    let joined = network
        .resources(Kind::Vpc)
        .map(|(other, _)| other)
        .filter(|other| {
            *other == id
                || peerings(network, id).any(|(peer, _)| peer == *other)
                || shares_private_names(network, id, other).is_some()
        });
    let ranges = joined
        .filter_map(|vpc| network.vpc(vpc))
        .flat_map(|vpc| vpc.ipv4_cidr_blocks().collect::<Vec<_>>())
        .filter_map(reverse_of);
    let zones = fixed.into_iter().chain(shared).chain(ranges);
    zones.map(|zone| format!("{zone}.in-addr.arpa")).collect()
}

/// The labels of a range in the reverse tree, as many as it has whole octets.
fn reverse_of(range: Ipv4Net) -> Option<String> {
    let octets = range.network().octets();
    let whole = usize::from(range.prefix_len() / 8);
    let labels: Vec<String> = octets
        .get(..whole)?
        .iter()
        .rev()
        .map(u8::to_string)
        .collect();
    (!labels.is_empty()).then(|| labels.join("."))
}

/// The address in an internal name: `10.0.0.1` for `ip-10-0-0-1.ec2.internal`.
pub(super) fn address_in(name: &Name, zone: &Name) -> Option<Ipv4Addr> {
    let label = name.as_str().strip_suffix(zone.as_str())?;
    let octets = label.strip_prefix("ip-")?.strip_suffix('.')?;
    octets.replace('-', ".").parse().ok()
}

/// The address in a name of the reverse tree: `10.0.0.1` for `1.0.0.10.in-addr.arpa`.
pub(super) fn reverse_address_in(name: &Name) -> Option<Ipv4Addr> {
    let octets = name.as_str().strip_suffix(".in-addr.arpa")?;
    let mut octets: Vec<&str> = octets.split('.').collect();
    octets.reverse();
    octets.join(".").parse().ok()
}

/// What stands at an address in a VPC, or in another VPC of its Region where the address is private.
pub(super) fn interface_at<'a>(
    network: &'a Network,
    vpc: &ResourceId,
    address: Ipv4Addr,
) -> Option<&'a Interface> {
    let wanted = IpAddr::V4(address);
    network.interface_at(vpc, wanted).or_else(|| {
        let region = network.vpc(vpc)?.region.as_deref()?;
        network
            .resources(Kind::Vpc)
            .map(|(id, _)| id)
            .filter(|_| address.is_private())
            .filter(|id| network.region(id) == Some(region))
            .find_map(|id| network.interface_at(id, wanted))
    })
}

/// The instance whose id a name of a Region's internal domain begins with.
pub(super) fn instance_named<'a>(
    network: &'a Network,
    name: &Name,
    zone: &Name,
) -> Option<(&'a ResourceId, &'a Interface)> {
    let label = name
        .as_str()
        .strip_suffix(zone.as_str())?
        .strip_suffix('.')?;
    let (id, length) = resource_at_the_start(network, Kind::Instance, label)?;
    let interface = network.primary_interface(id)?;
    (length == label.len()).then_some((id, interface))
}

/// Whether the name by instance id has a record of a family, switched on by the instance's options (section 5.7).
pub(super) fn has_resource_name(network: &Network, instance: &ResourceId, ipv6: bool) -> bool {
    let options = network
        .instance(instance)
        .and_then(|instance| instance.private_dns_name_options.as_ref());
    let chosen = options.and_then(|options| {
        if ipv6 {
            options.enable_resource_name_dns_aaaa_record
        } else {
            options.enable_resource_name_dns_a_record
        }
    });
    chosen == Some(true)
}

/// The public address in the public name of an instance: `203.0.113.25` for `ec2-203-0-113-25.compute-1.amazonaws.com`.
pub(super) fn public_address_in(name: &Name) -> Option<Ipv4Addr> {
    let (label, rest) = name.as_str().split_once('.')?;
    let is_one = rest == "compute-1.amazonaws.com"
        || rest
            .strip_suffix(".compute.amazonaws.com")
            .is_some_and(|region| !region.contains('.'));
    let octets = label.strip_prefix("ec2-").filter(|_| is_one)?;
    octets.replace('-', ".").parse().ok()
}
