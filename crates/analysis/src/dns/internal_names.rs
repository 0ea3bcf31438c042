//! The names AWS makes for addresses inside a VPC (section 5.7), and the names it gives back for addresses (RSLV-08).
//!
//! Names by instance id depend on options of the instance that a design does not hold; they are answered with "no such name",
//! which is what AWS does unless told otherwise. Public names of instances are left to public DNS.

use std::net::{IpAddr, Ipv4Addr};

use vpcanvas_model::{Kind, ResourceId};
use vpcanvas_network::{Interface, Network};

use super::Name;

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

/// The zone of AWS's own that a name lies in, as seen from a Region.
pub(super) fn zone_of(name: &Name, region: &str) -> Option<Name> {
    let reverse = ["10.in-addr.arpa", "168.192.in-addr.arpa"]
        .into_iter()
        .map(str::to_owned)
        .chain((16..=31).map(|second| format!("{second}.172.in-addr.arpa")));
    std::iter::once(domain(region))
        .chain(reverse)
        .filter_map(|zone| Name::parse(&zone).ok())
        .find(|zone| name.is_within(zone))
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
