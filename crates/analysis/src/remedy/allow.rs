//! The rules that let one packet pass: of a security group, and of a network ACL in front of the entry that denies.

use std::net::IpAddr;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use vpcanvas_model::{
    Protocol,
    kind::{
        network_acl::{IcmpTypeCode, NetworkAclEntry, PortRange, RuleAction},
        security_group::SecurityGroupRule,
    },
};

use crate::{
    Direction,
    packet::{Packet, protocol_names},
};

pub(super) fn allow_rule(direction: Direction, packet: &Packet) -> SecurityGroupRule {
    let [protocol, _] = protocol_names(packet.protocol, packet.is_ipv6());
    let ports = packet.destination_ports;
    let to = match packet.protocol {
        Protocol::Icmp => -1,
        Protocol::Tcp | Protocol::Udp => i32::from(ports.to),
    };
    let mut rule = SecurityGroupRule {
        is_egress: (direction == Direction::Egress).then_some(true),
        ip_protocol: Some(protocol.to_owned()),
        from_port: Some(i32::from(ports.from)),
        to_port: Some(to),
        ..SecurityGroupRule::default()
    };
    match host(other_side(direction, packet)) {
        IpNet::V4(range) => rule.cidr_ipv4 = Some(range),
        IpNet::V6(range) => rule.cidr_ipv6 = Some(range),
    }
    rule
}

/// An entry in front of the one that denies; `None` where no number is free.
pub(super) fn allow_entry(
    entries: &[NetworkAclEntry],
    direction: Direction,
    packet: &Packet,
    denied_by: Option<u16>,
) -> Option<NetworkAclEntry> {
    let egress = direction == Direction::Egress;
    let taken = |number: u16| {
        entries.iter().any(|entry| {
            entry.rule_number == Some(number) && entry.egress.unwrap_or(false) == egress
        })
    };
    let number = (1..denied_by.unwrap_or(32767))
        .rev()
        .find(|number| number % 10 == 0 && !taken(*number));
    let number = number.or_else(|| {
        (1..denied_by.unwrap_or(32767))
            .rev()
            .find(|number| !taken(*number))
    })?;
    let [_, protocol] = protocol_names(packet.protocol, packet.is_ipv6());
    let ports = packet.destination_ports;
    let mut entry = NetworkAclEntry {
        rule_number: Some(number),
        egress: Some(egress),
        protocol: Some(protocol.to_owned()),
        rule_action: Some(RuleAction::Allow),
        ..NetworkAclEntry::default()
    };
    match packet.protocol {
        Protocol::Icmp => {
            entry.icmp_type_code = Some(IcmpTypeCode {
                icmp_type: Some(i32::from(ports.from)),
                code: Some(-1),
                ..IcmpTypeCode::default()
            });
        }
        Protocol::Tcp | Protocol::Udp => {
            entry.port_range = Some(PortRange {
                from: Some(ports.from),
                to: Some(ports.to),
                ..PortRange::default()
            });
        }
    }
    match host(other_side(direction, packet)) {
        IpNet::V4(range) => entry.cidr_block = Some(range),
        IpNet::V6(range) => entry.ipv6_cidr_block = Some(range),
    }
    Some(entry)
}

fn other_side(direction: Direction, packet: &Packet) -> IpAddr {
    match direction {
        Direction::Ingress => packet.source,
        Direction::Egress => packet.destination,
    }
}

pub(super) fn in_words(direction: Direction, packet: &Packet) -> String {
    let way = match direction {
        Direction::Ingress => "from",
        Direction::Egress => "to",
    };
    let peer = host(other_side(direction, packet));
    format!("{} {way} {peer}", packet.service())
}

fn host(address: IpAddr) -> IpNet {
    match address {
        IpAddr::V4(address) => IpNet::V4(Ipv4Net::from(address)),
        IpAddr::V6(address) => IpNet::V6(Ipv6Net::from(address)),
    }
}
