//! A load balancer has one node in a subnet, so each subnet once (NLB-01).

use std::collections::BTreeSet;

use vpcanvas_model::{Properties, ResourceId, kind::load_balancer::SubnetMapping};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::balancers(network)
        .flat_map(|(id, balancer)| of(network, id, &balancer.subnet_mappings))
        .collect()
}

fn of(network: &Network, id: &ResourceId, mappings: &[SubnetMapping]) -> Vec<Finding> {
    let mut seen: BTreeSet<&ResourceId> = BTreeSet::new();
    let mut findings = Vec::new();
    for (row, mapping) in mappings.iter().enumerate() {
        let again = mapping.subnet_id.as_ref();
        let Some(subnet) = again.filter(|subnet| !seen.insert(subnet)) else {
            continue;
        };
        let message =
            format!("{id} names {subnet} twice, but has one node in it: leave out one of the two");
        let title = format!("Let {id} name {subnet} once");
        let once = edit(network, id, title, |properties| {
            if let Properties::LoadBalancer(balancer) = properties
                && row < balancer.subnet_mappings.len()
            {
                balancer.subnet_mappings.remove(row);
            }
        });
        findings.push(Finding::error(Code::CfgDuplicate, id, message, "NLB-01").mended_by(once));
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn a_subnet_has_one_node() {
        check_findings(
            r#""nlb-n": {"SubnetMappings": [{"SubnetId": "subnet-p-a", "PrivateIPv4Address": "10.0.1.100"}, {"SubnetId": "subnet-p-a", "PrivateIPv4Address": "10.0.1.101"}, {"SubnetId": "subnet-p-b", "PrivateIPv4Address": "10.0.2.100"}]}"#,
            &["error CFG_DUPLICATE nlb-n NLB-01"],
        );
    }
}
