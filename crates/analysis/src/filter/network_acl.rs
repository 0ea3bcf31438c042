//! Network ACLs: stateless rules at the border of a subnet (section 4.9 of the specification).
//!
//! A packet may have a range of ports, so that a reply to any ephemeral port is asked about at once (NACL-10).

use std::net::IpAddr;

use vpcanvas_model::kind::{
    NetworkAcl,
    network_acl::{NetworkAclEntry, RuleAction},
};

use crate::{
    Direction,
    packet::{Packet, Ports, covers, covers_code},
};
use vpcanvas_model::Protocol;

/// What a network ACL says about a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Every port passes; the first rule that said so.
    Allowed(u16),
    /// No port passes; the rule that said so, `None` for the last one, `*`.
    Denied(Option<u16>),
    /// Some ports pass and some do not.
    Partly { allowed: u16, denied: Option<u16> },
}

/// Asks a network ACL about a packet that enters or leaves its subnet.
pub(crate) fn decide(acl: &NetworkAcl, direction: Direction, packet: &Packet) -> Decision {
    let other_side = match direction {
        Direction::Ingress => packet.source,
        Direction::Egress => packet.destination,
    };
    let asked = packet.destination_ports;
    let applies = |entry: &&NetworkAclEntry| {
        entry.egress.unwrap_or(false) == (direction == Direction::Egress)
            && covers(entry.protocol.as_deref(), packet.protocol, packet.is_ipv6())
            && concerns(entry, other_side)
            && (packet.protocol != Protocol::Icmp || concerns_code(entry))
            && ports(entry, packet.protocol).meets(asked)
    };
    let entries = acl.entries.iter().filter(applies);
    let Some(first) = entries.clone().min_by_key(|entry| entry.rule_number) else {
        return Decision::Denied(None);
    };
    if ports(first, packet.protocol).holds(asked) {
        return match first.rule_action {
            Some(RuleAction::Allow) => Decision::Allowed(number(first)),
            Some(RuleAction::Deny) | None => Decision::Denied(Some(number(first))),
        };
    }
    by_ports(entries.collect(), packet.protocol, asked)
}

/// Several entries decide, each about some of the ports.
fn by_ports(mut entries: Vec<&NetworkAclEntry>, protocol: Protocol, asked: Ports) -> Decision {
    entries.sort_by_key(|entry| entry.rule_number);

    let mut undecided = vec![asked];
    let (mut allowed, mut denied) = (None, None);
    for entry in entries {
        let (inside, outside) = split(&undecided, ports(entry, protocol));
        if inside.is_empty() {
            continue;
        }
        match entry.rule_action {
            Some(RuleAction::Allow) => allowed = allowed.or(Some(number(entry))),
            Some(RuleAction::Deny) | None => denied = denied.or(Some(Some(number(entry)))),
        }
        undecided = outside;
    }
    if !undecided.is_empty() {
        denied = denied.or(Some(None));
    }
    match (allowed, denied) {
        (Some(allowed), None) => Decision::Allowed(allowed),
        (Some(allowed), Some(denied)) => Decision::Partly { allowed, denied },
        (None, denied) => Decision::Denied(denied.flatten()),
    }
}

fn number(entry: &NetworkAclEntry) -> u16 {
    entry.rule_number.unwrap_or(u16::MAX)
}

fn concerns(entry: &NetworkAclEntry, other_side: IpAddr) -> bool {
    match other_side {
        IpAddr::V4(address) => entry
            .cidr_block
            .is_some_and(|range| range.contains(&address)),
        IpAddr::V6(address) => entry
            .ipv6_cidr_block
            .is_some_and(|range| range.contains(&address)),
    }
}

/// Whether an entry is about the code of an echo (NACL-06); one for all protocols or all types is about every code.
fn concerns_code(entry: &NetworkAclEntry) -> bool {
    let written = entry
        .icmp_type_code
        .as_ref()
        .filter(|_| entry.protocol.as_deref() != Some("-1"));
    written.is_none_or(|icmp| icmp.icmp_type == Some(-1) || covers_code(icmp.code))
}

/// The ports an entry is about; for ICMP the types (NACL-06).
fn ports(entry: &NetworkAclEntry, protocol: Protocol) -> Ports {
    let all = Ports {
        from: 0,
        to: u16::MAX,
    };
    if entry.protocol.as_deref() == Some("-1") {
        return all;
    }
    if protocol == Protocol::Icmp {
        let written = entry
            .icmp_type_code
            .as_ref()
            .and_then(|icmp| icmp.icmp_type);
        return written
            .and_then(|icmp_type| u16::try_from(icmp_type).ok())
            .map_or(all, Ports::one);
    }
    entry.port_range.as_ref().map_or(all, |range| Ports {
        from: range.from.unwrap_or(0),
        to: range.to.unwrap_or(u16::MAX),
    })
}

/// The parts of ranges inside and outside another range.
fn split(ranges: &[Ports], by: Ports) -> (Vec<Ports>, Vec<Ports>) {
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    for range in ranges {
        let (from, to) = (range.from.max(by.from), range.to.min(by.to));
        if from > to {
            outside.push(*range);
            continue;
        }
        inside.push(Ports { from, to });
        if range.from < from {
            outside.push(Ports {
                from: range.from,
                to: from - 1,
            });
        }
        if to < range.to {
            outside.push(Ports {
                from: to + 1,
                to: range.to,
            });
        }
    }
    (inside, outside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rules: &[(u16, &str, RuleAction, u16, u16)], ports: Ports, expected: Decision) {
        let entries = rules
            .iter()
            .map(|(number, range, action, from, to)| NetworkAclEntry {
                rule_number: Some(*number),
                protocol: Some("6".to_owned()),
                rule_action: Some(*action),
                cidr_block: Some(range.parse().unwrap()),
                port_range: Some(vpcanvas_model::kind::network_acl::PortRange {
                    from: Some(*from),
                    to: Some(*to),
                    ..Default::default()
                }),
                ..NetworkAclEntry::default()
            });
        let acl = NetworkAcl {
            entries: entries.collect(),
            ..NetworkAcl::default()
        };
        let packet = Packet {
            protocol: Protocol::Tcp,
            source: "10.0.0.1".parse().unwrap(),
            source_ports: Ports::one(443),
            destination: "10.0.1.1".parse().unwrap(),
            destination_ports: ports,
        };
        assert_eq!(decide(&acl, Direction::Ingress, &packet), expected);
    }

    #[test]
    fn the_lowest_matching_rule_decides() {
        use RuleAction::{Allow, Deny};
        let port = Ports::one(443);
        check(&[], port, Decision::Denied(None));
        check(
            &[(100, "10.0.0.0/16", Allow, 0, 65535)],
            port,
            Decision::Allowed(100),
        );
        check(
            &[
                (100, "10.0.0.0/16", Allow, 0, 65535),
                (90, "10.0.0.0/24", Deny, 443, 443),
            ],
            port,
            Decision::Denied(Some(90)),
        );
        check(
            &[(100, "10.9.0.0/16", Allow, 0, 65535)],
            port,
            Decision::Denied(None),
        );
    }

    #[test]
    fn a_range_of_ports_may_pass_in_part() {
        use RuleAction::{Allow, Deny};
        let all = Ports::LINUX_EPHEMERAL;
        check(
            &[(100, "10.0.0.0/16", Allow, 1024, 65535)],
            all,
            Decision::Allowed(100),
        );
        check(
            &[(100, "10.0.0.0/16", Allow, 1024, 40000)],
            all,
            Decision::Partly {
                allowed: 100,
                denied: None,
            },
        );
        check(
            &[
                (100, "10.0.0.0/16", Allow, 1024, 40000),
                (110, "10.0.0.0/16", Allow, 40001, 65535),
            ],
            all,
            Decision::Allowed(100),
        );
        check(
            &[
                (50, "10.0.0.0/16", Deny, 50000, 50000),
                (100, "10.0.0.0/16", Allow, 0, 65535),
            ],
            all,
            Decision::Partly {
                allowed: 100,
                denied: Some(50),
            },
        );
    }
}
