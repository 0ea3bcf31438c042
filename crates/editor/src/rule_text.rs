//! The cells of rules and routes as people type them: `tcp/443`, `10.0.0.0/16`, `sg-app`.
//!
//! A cell is read into the fields AWS has for it and written from them. Whether a rule makes sense is not judged here.

use ipnet::IpNet;
use vpcanvas_model::{
    Document, Kind, ResourceId,
    kind::{
        network_acl::{NetworkAclEntry, PortRange},
        route_table::Route,
        security_group::SecurityGroupRule,
    },
};

use crate::hit::kind_of;

/// Services by the names people know them by.
pub const SERVICES: &[(&str, &str)] = &[
    ("HTTPS", "tcp/443"),
    ("HTTP", "tcp/80"),
    ("DNS", "udp/53"),
    ("DNS over TCP", "tcp/53"),
    ("SSH", "tcp/22"),
    ("RDP", "tcp/3389"),
    ("PostgreSQL", "tcp/5432"),
    ("MySQL", "tcp/3306"),
    ("Redis", "tcp/6379"),
    ("NFS", "tcp/2049"),
    ("Ephemeral ports", "tcp/1024-65535"),
    ("Ping", "icmp/8"),
    ("All traffic", "all"),
];

const PEER: &str =
    "expected a range such as 10.0.0.0/16, or a security group or prefix list of the design";
const DESTINATION: &str = "expected a range such as 10.0.0.0/16, or a prefix list of the design";
const TARGET: &str = "expected local, or a gateway, interface or endpoint of the design";

/// A protocol with its ports, or its ICMP type and code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceText {
    /// As rules write it, `-1` for all.
    pub protocol: String,
    /// The first and last port, or the type and code; `None` for all.
    pub ports: Option<(u16, Option<u16>)>,
}

/// A protocol and its ports in one cell: `tcp/443`, `tcp/1024-65535`, `icmp/8`, `udp`, `all`.
pub fn service_words(protocol: Option<&str>, from: Option<i32>, to: Option<i32>) -> String {
    let name = match protocol {
        None => return String::new(),
        Some("-1") => return "all".to_owned(),
        Some("6") => "tcp",
        Some("17") => "udp",
        Some("1") => "icmp",
        Some("58") => "icmpv6",
        Some(other) => other,
    };
    match (from.filter(|port| *port >= 0), to.filter(|port| *port >= 0)) {
        (None, _) => name.to_owned(),
        (Some(from), Some(to)) if from != to || name.starts_with("icmp") => {
            format!("{name}/{from}-{to}")
        }
        (Some(from), _) => format!("{name}/{from}"),
    }
}

/// Reads a protocol and its ports, or a service by its name; a number alone is a port of TCP.
///
/// # Errors
/// What is expected.
pub fn read_service(text: &str) -> Result<ServiceText, String> {
    let text = text.trim();
    let known = SERVICES.iter();
    let mut known = known.filter(|(name, _)| name.eq_ignore_ascii_case(text));
    let text = known.next().map_or(text, |(_, service)| service);
    let expected =
        || "expected a protocol and ports such as tcp/443, udp/53, icmp or all".to_owned();
    let is_ports = text.starts_with(|first: char| first.is_ascii_digit());
    let (protocol, ports) = match text.split_once('/') {
        Some((protocol, ports)) => (protocol.trim(), Some(ports)),
        None if is_ports => ("tcp", Some(text)),
        None => (text, None),
    };
    let protocol = match protocol.to_ascii_lowercase().as_str() {
        "all" | "-1" => "-1".to_owned(),
        word @ ("tcp" | "udp" | "icmp" | "icmpv6") => word.to_owned(),
        number if number.parse::<u8>().is_ok() => number.to_owned(),
        _ => return Err(expected()),
    };
    let ports = ports.filter(|_| protocol != "-1");
    let ports = ports.map(|ports| read_ports(&protocol, ports).ok_or_else(expected));
    Ok(ServiceText {
        protocol,
        ports: ports.transpose()?,
    })
}

fn read_ports(protocol: &str, text: &str) -> Option<(u16, Option<u16>)> {
    let is_icmp = protocol.starts_with("icmp");
    if let Some((from, to)) = text.split_once('-') {
        let (from, to) = (from.trim().parse().ok()?, to.trim().parse().ok()?);
        return (is_icmp || from <= to).then_some((from, Some(to)));
    }
    let from = text.trim().parse().ok()?;
    Some((from, (!is_icmp).then_some(from)))
}

/// Gives a rule of a security group a protocol and ports.
pub fn set_service(rule: &mut SecurityGroupRule, service: &ServiceText) {
    let is_all = service.protocol == "-1";
    rule.ip_protocol = Some(service.protocol.clone());
    let all = (!is_all).then_some(-1);
    rule.from_port = service.ports.map(|(from, _)| i32::from(from)).or(all);
    let to = service.ports.and_then(|(_, to)| to).map(i32::from);
    rule.to_port = to.or(all);
}

/// The other side of a rule of a security group.
pub fn peer_words(rule: &SecurityGroupRule) -> String {
    let ipv4 = rule.cidr_ipv4.map(|range| range.to_string());
    ipv4.or_else(|| rule.cidr_ipv6.map(|range| range.to_string()))
        .or_else(|| rule.prefix_list_id.as_ref().map(ToString::to_string))
        .or_else(|| rule.referenced_group_id.as_ref().map(ToString::to_string))
        .unwrap_or_default()
}

/// Gives a rule another other side: a range, an address, a prefix list or a security group.
///
/// # Errors
/// What is expected.
pub fn set_peer(
    document: &Document,
    rule: &mut SecurityGroupRule,
    text: &str,
) -> Result<(), String> {
    let id = || ResourceId::from(text.trim());
    let (mut ipv4, mut ipv6, mut list, mut group) = (None, None, None, None);
    match read_range(text) {
        Some(IpNet::V4(range)) => ipv4 = Some(range),
        Some(IpNet::V6(range)) => ipv6 = Some(range),
        None => match kind_of(document, &id()) {
            Some(Kind::PrefixList) => list = Some(id()),
            Some(Kind::SecurityGroup) => group = Some(id()),
            _ => return Err(PEER.to_owned()),
        },
    }
    (rule.cidr_ipv4, rule.cidr_ipv6) = (ipv4, ipv6);
    (rule.prefix_list_id, rule.referenced_group_id) = (list, group);
    Ok(())
}

/// The protocol and ports of an entry of a network ACL.
pub fn entry_service_words(entry: &NetworkAclEntry) -> String {
    let protocol = entry.protocol.as_deref();
    if let Some(icmp) = &entry.icmp_type_code {
        return service_words(protocol, icmp.icmp_type, icmp.code);
    }
    let port = |end: Option<u16>| end.map(i32::from);
    let range = entry.port_range.as_ref();
    let from = range.and_then(|range| port(range.from));
    service_words(protocol, from, range.and_then(|range| port(range.to)))
}

/// Gives an entry of a network ACL a protocol and ports (NACL-06).
pub fn set_entry_service(entry: &mut NetworkAclEntry, service: &ServiceText) {
    entry.protocol = Some(service.protocol.clone());
    let is_icmp =
        service.protocol.starts_with("icmp") || ["1", "58"].contains(&service.protocol.as_str());
    let ports = service.ports;
    entry.port_range = ports.filter(|_| !is_icmp).map(|(from, to)| PortRange {
        from: Some(from),
        to: to.or(Some(from)),
        ..PortRange::default()
    });
    entry.icmp_type_code = ports.filter(|_| is_icmp).map(|(icmp_type, code)| {
        vpcanvas_model::kind::network_acl::IcmpTypeCode {
            icmp_type: Some(i32::from(icmp_type)),
            code: Some(code.map_or(-1, i32::from)),
            ..Default::default()
        }
    });
}

/// The range of an entry of a network ACL.
pub fn entry_range_words(entry: &NetworkAclEntry) -> String {
    let ipv4 = entry.cidr_block.map(|range| range.to_string());
    ipv4.or_else(|| entry.ipv6_cidr_block.map(|range| range.to_string()))
        .unwrap_or_default()
}

/// Gives an entry of a network ACL another range.
///
/// # Errors
/// What is expected.
pub fn set_entry_range(entry: &mut NetworkAclEntry, text: &str) -> Result<(), String> {
    let range = read_range(text).ok_or("expected a range such as 10.0.0.0/16")?;
    (entry.cidr_block, entry.ipv6_cidr_block) = match range {
        IpNet::V4(range) => (Some(range), None),
        IpNet::V6(range) => (None, Some(range)),
    };
    Ok(())
}

/// The destination of a route.
pub fn destination_words(route: &Route) -> String {
    let ipv4 = route.destination_cidr_block.map(|range| range.to_string());
    let ipv6 = || {
        route
            .destination_ipv6_cidr_block
            .map(|range| range.to_string())
    };
    let list = || {
        route
            .destination_prefix_list_id
            .as_ref()
            .map(ToString::to_string)
    };
    ipv4.or_else(ipv6).or_else(list).unwrap_or_default()
}

/// Gives a route another destination: a range or a prefix list.
///
/// # Errors
/// What is expected.
pub fn set_destination(document: &Document, route: &mut Route, text: &str) -> Result<(), String> {
    let (mut ipv4, mut ipv6, mut list) = (None, None, None);
    match read_range(text) {
        Some(IpNet::V4(range)) => ipv4 = Some(range),
        Some(IpNet::V6(range)) => ipv6 = Some(range),
        None => {
            let id = ResourceId::from(text.trim());
            if kind_of(document, &id) != Some(Kind::PrefixList) {
                return Err(DESTINATION.to_owned());
            }
            list = Some(id);
        }
    }
    (
        route.destination_cidr_block,
        route.destination_ipv6_cidr_block,
    ) = (ipv4, ipv6);
    route.destination_prefix_list_id = list;
    Ok(())
}

/// The kinds a route may lead to.
pub const ROUTE_TARGETS: &[Kind] = &[
    Kind::InternetGateway,
    Kind::EgressOnlyInternetGateway,
    Kind::NatGateway,
    Kind::TransitGateway,
    Kind::VpcPeeringConnection,
    Kind::VpnGateway,
    Kind::NetworkInterface,
    Kind::Instance,
    Kind::VpcEndpoint,
];

/// Leads a route to another target, in the field AWS has for its kind; `local` is one too (RT-02).
///
/// # Errors
/// What a route may lead to.
pub fn set_target(document: &Document, route: &mut Route, text: &str) -> Result<(), String> {
    let id = ResourceId::from(text.trim());
    let mut changed = Route {
        network_interface_id: None,
        instance_id: None,
        gateway_id: None,
        nat_gateway_id: None,
        transit_gateway_id: None,
        vpc_peering_connection_id: None,
        egress_only_internet_gateway_id: None,
        vpc_endpoint_id: None,
        ..route.clone()
    };
    let is_local = id.as_str() == "local";
    let field = match kind_of(document, &id) {
        Some(Kind::InternetGateway | Kind::VpnGateway) => &mut changed.gateway_id,
        None if is_local => &mut changed.gateway_id,
        Some(Kind::EgressOnlyInternetGateway) => &mut changed.egress_only_internet_gateway_id,
        Some(Kind::NatGateway) => &mut changed.nat_gateway_id,
        Some(Kind::TransitGateway) => &mut changed.transit_gateway_id,
        Some(Kind::VpcPeeringConnection) => &mut changed.vpc_peering_connection_id,
        Some(Kind::NetworkInterface) => &mut changed.network_interface_id,
        Some(Kind::Instance) => &mut changed.instance_id,
        Some(Kind::VpcEndpoint) => &mut changed.vpc_endpoint_id,
        _ => return Err(TARGET.to_owned()),
    };
    *field = Some(id);
    *route = changed;
    Ok(())
}

/// A block without host bits, or an address as the block it is (VPC-01, NACL-06).
fn read_range(text: &str) -> Option<IpNet> {
    let text = text.trim();
    let block = text.parse::<IpNet>().ok();
    let address = || Some(IpNet::from(text.parse::<std::net::IpAddr>().ok()?));
    block.or_else(address).map(|range| range.trunc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_service(text: &str, expected: Option<&str>) {
        let read = read_service(text).ok();
        let words = read.map(|service| {
            let mut rule = SecurityGroupRule::default();
            set_service(&mut rule, &service);
            let of_rule = service_words(rule.ip_protocol.as_deref(), rule.from_port, rule.to_port);
            let mut entry = NetworkAclEntry::default();
            set_entry_service(&mut entry, &service);
            assert_eq!(entry_service_words(&entry), of_rule);
            of_rule
        });
        assert_eq!(words.as_deref(), expected, "{text}");
    }

    #[test]
    fn services_are_read_as_people_type_them() {
        check_service("tcp/443", Some("tcp/443"));
        check_service("https", Some("tcp/443"));
        check_service("443", Some("tcp/443"));
        check_service("8000-8080", Some("tcp/8000-8080"));
        check_service("UDP/53", Some("udp/53"));
        check_service("tcp", Some("tcp"));
        check_service("all", Some("all"));
        check_service("-1", Some("all"));
        check_service("icmp/8", Some("icmp/8"));
        check_service("icmp/3-4", Some("icmp/3-4"));
        check_service("tcp/80-22", None);
        check_service("tcp/70000", None);
        check_service("banana", None);
        check_service("", None);
    }

    #[test]
    fn the_other_side_goes_into_its_field() {
        let document = vpcanvas_fixture::parse(
            "
            vpc vpc-a 10.0.0.0/16
              sg sg-a
                in tcp/443 10.0.0.0/16
            ",
        )
        .unwrap();
        let mut rule = SecurityGroupRule::default();
        for (text, expected) in [
            ("10.0.1.7/24", "10.0.1.0/24"),
            ("10.0.1.7", "10.0.1.7/32"),
            ("2001:db8::/32", "2001:db8::/32"),
            ("sg-a", "sg-a"),
        ] {
            set_peer(&document, &mut rule, text).unwrap();
            assert_eq!(peer_words(&rule), expected);
        }
        assert_eq!(rule.cidr_ipv4, None);
        assert_eq!(
            set_peer(&document, &mut rule, "vpc-a"),
            Err(PEER.to_owned())
        );
        assert_eq!(
            peer_words(&rule),
            "sg-a",
            "what does not fit changes nothing"
        );
    }

    #[test]
    fn a_route_has_one_destination_and_one_target() {
        let document = vpcanvas_fixture::parse(
            "
            vpc vpc-a 10.0.0.0/16
              subnet subnet-a 10.0.1.0/24 use1-az1
                instance i-a 10.0.1.10
            ",
        )
        .unwrap();
        let mut route = Route::default();
        set_destination(&document, &mut route, "0.0.0.0/0").unwrap();
        set_destination(&document, &mut route, "::/0").unwrap();
        set_target(&document, &mut route, "local").unwrap();
        set_target(&document, &mut route, "i-a").unwrap();
        assert_eq!(destination_words(&route), "::/0");
        assert_eq!(route.targets().collect::<Vec<_>>(), ["i-a"]);
        assert!(set_target(&document, &mut route, "vpc-a").is_err());
    }
}
