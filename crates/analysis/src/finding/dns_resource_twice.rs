//! A resource has its private name by one endpoint of a VPC alone (RS-11).

use std::collections::BTreeMap;

use vpcanvas_model::ResourceId;
use vpcanvas_network::Network;

use super::{Finding, each, private_dns_conflict::switch_off};
use crate::{Code, dns::configurations_of};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut first_of: BTreeMap<(&ResourceId, &ResourceId), &ResourceId> = BTreeMap::new();
    let mut findings = Vec::new();
    let with_names = each::endpoints_of_any_type(network)
        .filter(|(_, endpoint)| endpoint.private_dns_enabled == Some(true));
    for (id, endpoint) in with_names {
        let Some(vpc) = network.parent(id) else {
            continue;
        };
        for (configuration, _) in configurations_of(network, endpoint) {
            let first = *first_of.entry((vpc, configuration)).or_insert(id);
            if first != id {
                let message = format!(
                    "{id} cannot have private DNS for {configuration}, because {first} in {vpc} has it: switch PrivateDnsEnabled off on one of them"
                );
                findings.push(
                    Finding::error(Code::CfgPrivateDnsConflict, id, message, "RS-11")
                        .mended_by(switch_off(network, id)),
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
    fn a_resource_has_its_name_by_one_endpoint() {
        let endpoints = |private: bool| {
            format!(
                r#""rcfg-1": {{"Kind": "ResourceConfiguration", "CustomDomainName": "db.example.com"}},
                   "sn-1": {{"Kind": "ServiceNetwork", "ResourceConfigurationIds": ["rcfg-1"]}},
                   "vpce-r": {{"Kind": "VpcEndpoint", "VpcEndpointType": "Resource", "VpcId": "vpc-c", "ResourceConfigurationArn": "rcfg-1", "PrivateDnsEnabled": true}},
                   "vpce-s": {{"Kind": "VpcEndpoint", "VpcEndpointType": "ServiceNetwork", "VpcId": "vpc-c", "ServiceNetworkArn": "sn-1", "PrivateDnsEnabled": {private}}}"#
            )
        };
        let found = check(&t0_with(&endpoints(true)));
        let found: Vec<&str> = found
            .iter()
            .map(|finding| finding.component.as_str())
            .collect();
        assert_eq!(found, ["vpce-s"]);
        assert_eq!(check(&t0_with(&endpoints(false))), []);
    }
}
