//! A rule that sends questions of a VPC back into the same VPC goes in a circle (RSLV-09).

use std::net::IpAddr;

use vpcanvas_model::kind::resolver_rule::ResolverRuleType;
use vpcanvas_network::{Network, Role};

use super::{Finding, dns_forward_rule::dissociate, each};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, rule) in each::resolver_rules(network) {
        if rule.rule_type.unwrap_or(ResolverRuleType::Forward) != ResolverRuleType::Forward {
            continue;
        }
        for vpc in &rule.vpc_ids {
            let targets = rule.target_ips.iter();
            let mut targets = targets.filter_map(|target| target.ip.map(IpAddr::V4));
            let inbound = targets.find_map(|target| {
                let interface = network.interface_at(vpc, target)?;
                (interface.role == Role::ResolverEndpoint).then_some(&interface.owner)
            });
            if let Some(inbound) = inbound {
                let message = format!(
                    "{id} sends questions of {vpc} to {inbound} in {vpc}, which asks the same rule again: name servers elsewhere, or take {vpc} off"
                );
                findings.push(
                    Finding::warning(Code::DnsLoop, id, message, "RSLV-09")
                        .mended_by(dissociate(network, id, vpc)),
                );
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::test_design::t0_with;

    #[test]
    fn a_rule_does_not_lead_back_into_its_vpc() {
        let rule = |vpc: &str| {
            format!(
                r#""rslvr-in": {{"Kind": "ResolverEndpoint", "HostVPCId": "vpc-c", "Direction": "INBOUND", "IpAddresses": [{{"SubnetId": "subnet-c-a", "Ip": "10.0.1.53"}}]}},
                   "rule-1": {{"Kind": "ResolverRule", "DomainName": "corp.example", "RuleType": "FORWARD", "TargetIps": [{{"Ip": "10.0.1.53"}}], "VPCIds": ["{vpc}"]}}"#
            )
        };
        let network = t0_with(&rule("vpc-c"));
        let found = check(&network);
        assert_eq!(found.len(), 1);
        for fix in &found[0].fixes {
            let mended = vpcanvas_network::resolve(&network.document().with(&fix.transaction));
            assert_eq!(check(&mended), []);
        }
        assert_eq!(check(&t0_with(&rule("vpc-p"))), []);
    }
}
