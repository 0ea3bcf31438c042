//! A Resolver rule holds in VPCs of the Region of its outbound endpoint alone, in whatever account (RSLV-10).

use vpcanvas_network::Network;

use super::{Finding, dns_forward_rule::dissociate, each};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, rule) in each::resolver_rules(network) {
        let outbound = rule.resolver_endpoint_id.as_ref();
        let Some((outbound, region)) = outbound.and_then(|id| Some((id, network.region(id)?)))
        else {
            continue;
        };
        for vpc in &rule.vpc_ids {
            if network.region(vpc).is_some_and(|own| own != region) {
                let message = format!(
                    "{id} goes out by {outbound} in {region} and cannot hold in {vpc} of another Region: make a rule and an outbound endpoint there"
                );
                let finding = Finding::error(Code::CfgAssociationInvalid, id, message, "RSLV-10");
                findings.push(finding.mended_by(dissociate(network, id, vpc)));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    fn rule(region: &str) -> String {
        format!(
            r#""vpc-d": {{"Kind": "Vpc", "OwnerId": "111111111111", "CidrBlock": "10.9.0.0/16", "Region": "{region}"}},
               "rslvr-out": {{"Kind": "ResolverEndpoint", "HostVPCId": "vpc-c", "Direction": "OUTBOUND", "SecurityGroupIds": ["sg-cli"],
                "IpAddresses": [{{"SubnetId": "subnet-c-a", "Ip": "10.0.1.53"}}, {{"SubnetId": "subnet-c-b", "Ip": "10.0.2.53"}}]}},
               "rule-1": {{"Kind": "ResolverRule", "DomainName": "corp.example", "RuleType": "FORWARD", "ResolverEndpointId": "rslvr-out",
                "TargetIps": [{{"Ip": "10.0.1.10"}}], "VPCIds": ["vpc-c", "vpc-d"]}}"#
        )
    }

    #[test]
    fn a_rule_holds_in_its_region() {
        check_findings(
            &rule("eu-west-1"),
            &["error CFG_ASSOCIATION_INVALID rule-1 RSLV-10"],
        );
        check_findings(&rule("us-east-1"), &[]);
    }
}
