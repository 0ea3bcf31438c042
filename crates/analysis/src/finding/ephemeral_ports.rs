//! A network ACL that lets replies through on some ephemeral ports and not on others fails now and then (NACL-07, NACL-10).

use vpcanvas_model::{
    ResourceId,
    kind::{
        NetworkAcl,
        network_acl::{NetworkAclEntry, RuleAction},
    },
};
use vpcanvas_network::Network;

use super::{Finding, Severity, each};
use crate::{Code, Direction, packet::Ports};

/// A range that has this many ephemeral ports was meant for replies, and not for a service.
const MEANT_FOR_REPLIES: u16 = 1000;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::network_acls(network)
        .filter(|(_, acl)| !acl.associations.is_empty() || acl.is_default == Some(true))
        .flat_map(|(id, acl)| {
            [Direction::Ingress, Direction::Egress]
                .into_iter()
                .filter_map(move |direction| of(id, acl, direction))
        })
        .collect()
}

fn of(id: &ResourceId, acl: &NetworkAcl, direction: Direction) -> Option<Finding> {
    let mut ranges: Vec<Ports> = acl
        .entries
        .iter()
        .filter(|entry| entry.egress.unwrap_or(false) == (direction == Direction::Egress))
        .filter(|entry| entry.rule_action == Some(RuleAction::Allow))
        .filter_map(reply_ports)
        .collect();
    ranges.sort_by_key(|range| (range.from, range.to));
    if ranges.is_empty() || cover(&ranges, Ports::BALANCER_EPHEMERAL) {
        return None;
    }
    let list: Vec<String> = ranges.iter().map(ToString::to_string).collect();
    let way = match direction {
        Direction::Ingress => "into",
        Direction::Egress => "out of",
    };
    let message = format!(
        "{id} lets TCP replies {way} its subnets to ports {} alone, so connections from other ephemeral ports fail now and then: allow {}",
        list.join(", "),
        Ports::BALANCER_EPHEMERAL
    );
    // Linux clients are served whole; load balancers, NAT gateways and Windows use more.
    let severity = if cover(&ranges, Ports::LINUX_EPHEMERAL) {
        Severity::Info
    } else {
        Severity::Warning
    };
    Some(Finding::new(
        severity,
        Code::CfgEphemeralPorts,
        id,
        message,
        "NACL-10",
    ))
}

/// Whether ranges in the order of their starts hold every port of another.
fn cover(ranges: &[Ports], needed: Ports) -> bool {
    let mut next = u32::from(needed.from);
    for range in ranges {
        if u32::from(range.from) <= next {
            next = next.max(u32::from(range.to) + 1);
        }
    }
    next > u32::from(needed.to)
}

/// The ports of a TCP rule that was meant for replies.
fn reply_ports(entry: &NetworkAclEntry) -> Option<Ports> {
    if !crate::packet::covers(
        entry.protocol.as_deref(),
        vpcanvas_model::Protocol::Tcp,
        false,
    ) {
        return None;
    }
    let all_protocols = entry
        .protocol
        .as_deref()
        .is_none_or(|protocol| protocol == "-1");
    let written = entry.port_range.as_ref().filter(|_| !all_protocols);
    let ports = Ports {
        from: written.and_then(|range| range.from).unwrap_or(0),
        to: written.and_then(|range| range.to).unwrap_or(u16::MAX),
    };
    let ephemeral = ports
        .to
        .saturating_sub(ports.from.max(Ports::BALANCER_EPHEMERAL.from));
    (ephemeral >= MEANT_FOR_REPLIES).then_some(ports)
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    fn check(egress: &str, expected: &[&str]) {
        check_findings(
            &format!(
                r#""acl-x": {{"Kind": "NetworkAcl", "VpcId": "vpc-c", "Associations": [{{"SubnetId": "subnet-c-a"}}], "Entries": [
                    {{"RuleNumber": 100, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0"}},
                    {egress}]}}"#
            ),
            expected,
        );
    }

    fn allow(number: u16, from: u16, to: u16) -> String {
        format!(
            r#"{{"RuleNumber": {number}, "Egress": true, "Protocol": "6", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0", "PortRange": {{"From": {from}, "To": {to}}}}}"#
        )
    }

    #[test]
    fn replies_need_every_ephemeral_port() {
        check(&allow(100, 1024, 65535), &[]);
        check(&allow(100, 0, 65535), &[]);
        check(
            &allow(100, 32768, 61000),
            &["info CFG_EPHEMERAL_PORTS acl-x NACL-10"],
        );
        check(
            &allow(100, 49152, 65535),
            &["warning CFG_EPHEMERAL_PORTS acl-x NACL-10"],
        );
        check(
            &format!("{}, {}", allow(100, 1024, 32767), allow(110, 32768, 65535)),
            &[],
        );
        check(
            &format!("{}, {}", allow(100, 1024, 30000), allow(110, 32768, 65535)),
            &["info CFG_EPHEMERAL_PORTS acl-x NACL-10"],
        );
    }

    #[test]
    fn ports_of_services_are_not_taken_for_replies() {
        check(
            &format!("{}, {}", allow(100, 443, 443), allow(110, 8443, 8443)),
            &[],
        );
    }
}
