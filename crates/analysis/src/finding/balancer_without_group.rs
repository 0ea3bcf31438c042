//! A network load balancer made without a security group can never get one (NLB-07, NLB-08).

use vpcanvas_model::kind::load_balancer::LoadBalancerType;
use vpcanvas_network::Network;

use super::{Finding, each};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::balancers(network)
        .filter(|(_, balancer)| {
            balancer.balancer_type() == LoadBalancerType::Network
                && balancer.security_groups.is_empty()
        })
        .map(|(id, _)| {
            let message = format!(
                "{id} has no security group, so it takes in every client, and one made without a group can never get one: create it with a group if clients are to be filtered"
            );
            Finding::info(Code::CfgLoadBalancerWithoutSecurityGroup, id, message, "NLB-07")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn a_load_balancer_without_group_is_worth_knowing() {
        check_findings(
            r#""nlb-n": {"SecurityGroups": null}"#,
            &["info CFG_LOAD_BALANCER_WITHOUT_SECURITY_GROUP nlb-n NLB-07"],
        );
    }
}
