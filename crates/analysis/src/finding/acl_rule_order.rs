//! Rules of a network ACL are read by their numbers: each has its own, from 1 to 32766, and one behind a wider one never decides
//! (NACL-02).

use std::collections::BTreeMap;

use ipnet::IpNet;
use vpcanvas_model::{
    ResourceId,
    kind::{NetworkAcl, network_acl::NetworkAclEntry},
};
use vpcanvas_network::Network;

use super::{Finding, each};
use crate::Code;

/// The last number of an author's rule, and that of AWS's own last rule for IPv6 (NACL-02).
const LAST: u16 = 32766;
const LAST_OF_AWS: u16 = 32768;

/// How many rules of one direction are compared with each other; the quota finding speaks long before.
const COMPARED: usize = 1000;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::network_acls(network)
        .flat_map(|(id, acl)| [false, true].map(|egress| of(id, acl, egress)))
        .flatten()
        .collect()
}

fn of(id: &ResourceId, acl: &NetworkAcl, egress: bool) -> Vec<Finding> {
    let way = if egress { "outbound" } else { "inbound" };
    let mut findings = Vec::new();
    let mut rules: BTreeMap<u16, &NetworkAclEntry> = BTreeMap::new();
    for entry in acl
        .entries
        .iter()
        .filter(|entry| entry.egress.unwrap_or(false) == egress)
    {
        let Some(number) = entry.rule_number else {
            continue;
        };
        if number == 0 || number > LAST_OF_AWS {
            let message = format!(
                "An {way} rule of {id} has the number {number}: choose one from 1 to {LAST}"
            );
            findings.push(Finding::error(Code::CfgRuleInvalid, id, message, "NACL-02"));
        } else if rules.insert(number, entry).is_some() {
            let message =
                format!("Two {way} rules of {id} have the number {number}: give one another");
            findings.push(Finding::error(Code::CfgRuleInvalid, id, message, "NACL-02"));
        }
    }
    // What AWS denies last is behind every rule.
    let own = rules.into_iter().filter(|(number, _)| *number <= LAST);
    let ordered: Vec<(u16, &NetworkAclEntry)> = own.take(COMPARED).collect();
    for (position, (number, entry)) in ordered.iter().enumerate() {
        let wider = ordered
            .iter()
            .take(position)
            .find(|(_, earlier)| covers(earlier, entry));
        findings.extend(wider.map(|(earlier, _)| {
            let message = format!("The {way} rule {number} of {id} never decides, because rule {earlier} does first: give it a lower number, or remove it");
            Finding::info(Code::CfgRuleShadowed, id, message, "NACL-02")
        }));
    }
    findings
}

/// Whether all that an entry matches is matched by an earlier one, as far as protocols, ports and ranges tell.
fn covers(earlier: &NetworkAclEntry, entry: &NetworkAclEntry) -> bool {
    let protocols = earlier.protocol.as_deref() == Some("-1")
        || (earlier.protocol.is_some()
            && earlier.protocol == entry.protocol
            && ports_cover(earlier, entry));
    match (range(earlier), range(entry)) {
        (Some(wide), Some(narrow)) => protocols && wide.contains(&narrow),
        _ => false,
    }
}

fn ports_cover(earlier: &NetworkAclEntry, entry: &NetworkAclEntry) -> bool {
    if earlier.icmp_type_code.is_some() || entry.icmp_type_code.is_some() {
        return earlier.icmp_type_code == entry.icmp_type_code;
    }
    let ends = |entry: &NetworkAclEntry| {
        let range = entry.port_range.as_ref();
        range.map_or((0, u16::MAX), |range| {
            (range.from.unwrap_or(0), range.to.unwrap_or(u16::MAX))
        })
    };
    let (wide, narrow) = (ends(earlier), ends(entry));
    wide.0 <= narrow.0 && narrow.1 <= wide.1
}

fn range(entry: &NetworkAclEntry) -> Option<IpNet> {
    let ipv4 = entry.cidr_block.map(IpNet::V4);
    ipv4.or_else(|| entry.ipv6_cidr_block.map(IpNet::V6))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    fn check(entry: &str, expected: &[&str]) {
        check_findings(
            &format!(
                r#""acl-1": {{"Kind": "NetworkAcl", "VpcId": "vpc-c", "Entries": [
                    {{"RuleNumber": 100, "Protocol": "6", "PortRange": {{"From": 400, "To": 500}}, "RuleAction": "allow", "CidrBlock": "10.0.0.0/8"}},
                    {{"RuleNumber": 100, "Egress": true, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0"}}, {entry}]}}"#
            ),
            expected,
        );
    }

    #[test]
    fn every_rule_has_its_number() {
        let rule = |number: u16| {
            format!(
                r#"{{"RuleNumber": {number}, "Protocol": "6", "PortRange": {{"From": 80, "To": 80}}, "RuleAction": "allow", "CidrBlock": "10.0.0.0/8"}}"#
            )
        };
        check(&rule(110), &[]);
        check(&rule(32767), &[]);
        for number in [100, 0, 40000] {
            check(&rule(number), &["error CFG_RULE_INVALID acl-1 NACL-02"]);
        }
    }

    #[test]
    fn a_rule_behind_a_wider_one_is_named() {
        let rule = |range: &str, port: u16| {
            format!(
                r#"{{"RuleNumber": 110, "Protocol": "6", "PortRange": {{"From": {port}, "To": {port}}}, "RuleAction": "deny", "CidrBlock": "{range}"}}"#
            )
        };
        check(
            &rule("10.1.0.0/16", 443),
            &["info CFG_RULE_SHADOWED acl-1 NACL-02"],
        );
        check(&rule("10.1.0.0/16", 80), &[]);
        check(&rule("0.0.0.0/0", 443), &[]);
    }
}
