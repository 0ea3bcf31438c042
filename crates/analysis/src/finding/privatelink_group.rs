//! Groups that admit nobody they should: an endpoint without inbound rule (IE-31), and a load balancer whose inbound rules name
//! groups alone, which clients of endpoints never match (NLB-21).

use vpcanvas_model::{
    ResourceId,
    kind::{load_balancer::OnOff, security_group::SecurityGroupRule},
};
use vpcanvas_network::Network;

use super::{Finding, each};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let endpoints = each::endpoints(network).filter_map(|(id, endpoint)| {
        let groups = &endpoint.security_group_ids;
        let silent = !groups.is_empty() && groups.iter().all(|group| network.security_group(group).is_some());
        let message = format!("No security group of {id} has an inbound rule, so every client times out: allow the port of the service from its clients");
        (silent && inbound(network, groups).next().is_none())
            .then(|| Finding::warning(Code::CfgNobodyAllowed, id, message, "IE-31"))
    });
    let services = each::services(network).flat_map(|(service, drawn)| {
        let balancers = drawn.network_load_balancer_arns.iter();
        balancers.filter_map(move |id| {
            let balancer = network.load_balancer(id)?;
            let enforced = balancer.enforce_security_group_inbound_rules_on_private_link_traffic != Some(OnOff::Off);
            let mut rules = inbound(network, &balancer.security_groups).peekable();
            let by_group = rules.peek().is_some() && rules.all(|rule| rule.referenced_group_id.is_some());
            let message = format!("The inbound rules of {id} name security groups alone, and clients of {service} match none of them: allow the ranges of the consumers, or switch the enforcement on PrivateLink traffic off");
            (enforced && by_group).then(|| Finding::warning(Code::CfgNobodyAllowed, id, message, "NLB-21"))
        })
    });
    endpoints.chain(services).collect()
}

fn inbound<'a>(
    network: &'a Network,
    groups: &'a [ResourceId],
) -> impl Iterator<Item = &'a SecurityGroupRule> {
    groups
        .iter()
        .filter_map(|group| network.security_group(group))
        .flat_map(|group| &group.security_group_rules)
        .filter(|rule| rule.is_egress != Some(true))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn an_endpoint_admits_somebody() {
        check_findings(
            r#""sg-ep": {"SecurityGroupRules": null}"#,
            &["warning CFG_NOBODY_ALLOWED vpce-e IE-31"],
        );
    }

    #[test]
    fn clients_of_endpoints_match_no_group() {
        let rule = r#""sg-nlb": {"SecurityGroupRules": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "ReferencedGroupId": "sg-tgt"}, {"IsEgress": true, "IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0"}]}"#;
        check_findings(rule, &["warning CFG_NOBODY_ALLOWED nlb-n NLB-21"]);
        check_findings(
            &format!(
                r#"{rule}, "nlb-n": {{"EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic": "off"}}"#
            ),
            &[],
        );
    }
}
