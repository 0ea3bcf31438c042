//! A load balancer has a node in at least one subnet, or it takes no flow at all (NLB-01).

use vpcanvas_model::kind::load_balancer::LoadBalancerType;
use vpcanvas_network::Network;

use super::{Finding, each};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::balancers(network)
        .filter(|(_, balancer)| balancer.balancer_type() == LoadBalancerType::Network)
        .filter(|(_, balancer)| balancer.subnet_mappings.is_empty())
        .map(|(id, _)| {
            let message = format!(
                "{id} has no subnet, so it has no node and takes no flow: choose one in each zone in SubnetMappings"
            );
            Finding::error(Code::CfgIncomplete, id, message, "NLB-01")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn a_load_balancer_without_subnet_is_an_error() {
        check_findings(
            r#""nlb-n": {"SubnetMappings": null}, "vpce-svc-s": {"NetworkLoadBalancerArns": null}, "listener-443": null, "tg-8443": null"#,
            &[
                "error CFG_INCOMPLETE nlb-n NLB-01",
                "warning CFG_INCOMPLETE vpce-svc-s ES-10",
            ],
        );
    }
}
