//! An endpoint and a load balancer have at most one subnet in a zone (IE-02, NLB-01).

use std::collections::BTreeMap;

use vpcanvas_model::ResourceId;
use vpcanvas_network::Network;

use super::{
    Finding, each,
    edit::{edit, leave_subnet},
};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let endpoints = each::endpoints(network).map(|(id, _)| (id, "IE-02"));
    let balancers = each::balancers(network).map(|(id, _)| (id, "NLB-01"));
    endpoints
        .chain(balancers)
        .flat_map(|(id, reference)| of(network, id, reference))
        .collect()
}

fn of(network: &Network, id: &ResourceId, reference: &'static str) -> Vec<Finding> {
    let mut first_of_zone: BTreeMap<&str, &ResourceId> = BTreeMap::new();
    let mut findings = Vec::new();
    for interface in network.interfaces_of(id) {
        let Some(zone) = interface.zone.as_deref() else {
            continue;
        };
        let subnet = &interface.subnet;
        let first = *first_of_zone.entry(zone).or_insert(subnet);
        if first == subnet {
            continue;
        }
        let message = format!(
            "{id} has {first} and {subnet} in {zone}, but may have one subnet in each zone: remove one of them"
        );
        let removals = [subnet, first].into_iter().filter_map(|subnet| {
            edit(
                network,
                id,
                format!("Take {id} out of {subnet}"),
                |properties| leave_subnet(properties, subnet),
            )
        });
        let finding = Finding::error(Code::CfgDuplicateSubnetsInSameZone, id, message, reference);
        findings.push(finding.mended_by(removals));
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn a_second_subnet_of_a_zone_is_refused() {
        check_findings(
            r#""subnet-c-c": {"Kind": "Subnet", "VpcId": "vpc-c", "CidrBlock": "10.0.3.0/24", "AvailabilityZoneId": "use1-az1"},
               "vpce-e": {"SubnetIds": ["subnet-c-a", "subnet-c-b", "subnet-c-c"], "SubnetConfigurations": [
                   {"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.50"}, {"SubnetId": "subnet-c-b", "Ipv4": "10.0.2.50"},
                   {"SubnetId": "subnet-c-c", "Ipv4": "10.0.3.50"}]}"#,
            &["error CFG_DUPLICATE_SUBNETS_IN_SAME_ZONE vpce-e IE-02"],
        );
        check_findings(
            r#""subnet-p-b": {"AvailabilityZoneId": "use1-az1"}"#,
            &[
                "error CFG_DUPLICATE_SUBNETS_IN_SAME_ZONE nlb-n NLB-01",
                "error VPCE_SERVICE_NOT_INSTALLED_IN_AZ vpce-e IE-03",
                "warning CFG_SERVICE_ZONE vpce-svc-s ES-10",
            ],
        );
    }
}
