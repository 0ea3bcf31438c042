//! Rules of security groups and network ACLs that AWS refuses, or that nothing matches: unknown protocols, ranges of ports
//! that end before they begin or have one end only (4.8, NACL-06), and listeners without a port (2.8).

use vpcanvas_model::{
    Kind, Properties, ResourceId,
    kind::{SecurityGroup, network_acl::NetworkAclEntry, security_group::SecurityGroupRule},
};
use vpcanvas_network::Network;

use super::{Finding, each};
use crate::{Code, filter::security_group::in_words};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let groups = each::security_groups(network).flat_map(|(id, group)| of_group(id, group));
    let acls = network.resources(Kind::NetworkAcl).flat_map(|(id, acl)| {
        let entries = match &acl.properties {
            Properties::NetworkAcl(acl) => acl.entries.as_slice(),
            _ => &[],
        };
        entries.iter().filter_map(|entry| of_entry(id, entry))
    });
    let listeners = each::listeners(network)
        .filter(|(_, listener)| listener.port == Some(0))
        .map(|(id, _)| {
            let message =
                format!("{id} listens on port 0, which does not exist: choose one from 1 to 65535");
            Finding::error(Code::CfgRuleInvalid, id, message, "2.8")
        });
    groups.chain(acls).chain(listeners).collect()
}

fn of_group(id: &ResourceId, group: &SecurityGroup) -> Vec<Finding> {
    let wrong = |rule: &SecurityGroupRule| {
        let reason = what_is_wrong(rule.ip_protocol.as_deref(), (rule.from_port, rule.to_port))?;
        let message = format!("the rule {} of {id} {reason}", in_words(rule));
        Some(Finding::error(Code::CfgRuleInvalid, id, message, "4.8"))
    };
    group
        .security_group_rules
        .iter()
        .filter_map(wrong)
        .collect()
}

fn of_entry(id: &ResourceId, entry: &NetworkAclEntry) -> Option<Finding> {
    let range = entry.port_range.as_ref();
    let port = |end: Option<u16>| end.map(i32::from);
    let ports = range.map_or((None, None), |range| (port(range.from), port(range.to)));
    let reason = what_is_wrong(entry.protocol.as_deref(), ports)?;
    let number = entry.rule_number.unwrap_or_default();
    let message = format!("the rule {number} of {id} {reason}");
    Some(Finding::error(Code::CfgRuleInvalid, id, message, "NACL-06"))
}

fn what_is_wrong(protocol: Option<&str>, ports: (Option<i32>, Option<i32>)) -> Option<String> {
    let protocol = protocol?;
    if !is_protocol(protocol) {
        return Some(format!(
            "has the protocol {protocol}, which does not exist: choose tcp, udp, icmp, icmpv6, a number from 0 to 255, or -1 for all"
        ));
    }
    if !matches!(protocol, "tcp" | "6" | "udp" | "17") {
        return None;
    }
    match ports {
        (Some(from), Some(to)) if from > to => Some(format!(
            "ends at port {to}, before it begins at {from}: turn the two round"
        )),
        (Some(port), _) | (_, Some(port)) if port > i32::from(u16::MAX) => Some(format!(
            "has the port {port}, which does not exist: choose one up to 65535"
        )),
        (Some(-1), Some(to)) if to != -1 => Some(format!(
            "goes from all ports to {to}: give it a first port, or -1 at both ends"
        )),
        _ => None,
    }
}

fn is_protocol(word: &str) -> bool {
    matches!(word, "-1" | "tcp" | "udp" | "icmp" | "icmpv6") || word.parse::<u8>().is_ok()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    fn check(rule: &str, expected: &[&str]) {
        let all_out = r#"{"IsEgress": true, "IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0"}"#;
        check_findings(
            &format!(r#""sg-cli": {{"SecurityGroupRules": [{all_out}, {rule}]}}"#),
            expected,
        );
    }

    #[test]
    fn rules_that_aws_refuses_are_errors() {
        let wrong = ["error CFG_RULE_INVALID sg-cli 4.8"];
        let range = |from: i32, to: i32| {
            format!(
                r#"{{"IpProtocol": "tcp", "FromPort": {from}, "ToPort": {to}, "CidrIpv4": "10.0.0.0/16"}}"#
            )
        };
        check(&range(500, 400), &wrong);
        check(&range(-1, 443), &wrong);
        check(&range(443, 70000), &wrong);
        check(&range(-1, -1), &[]);
        check(&range(400, 500), &[]);
        check(
            r#"{"IpProtocol": "banana", "CidrIpv4": "10.0.0.0/16"}"#,
            &wrong,
        );
        check(r#"{"IpProtocol": "50", "CidrIpv4": "10.0.0.0/16"}"#, &[]);
    }

    #[test]
    fn a_listener_listens_on_a_port_that_exists() {
        check_findings(
            r#""listener-80": {"Kind": "Listener", "LoadBalancerArn": "nlb-n", "Protocol": "TCP", "Port": 0, "DefaultActions": [{"TargetGroupArn": "tg-8443"}]}"#,
            &["error CFG_RULE_INVALID listener-80 2.8"],
        );
    }
}
