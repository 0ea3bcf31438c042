//! An endpoint service has a load balancer behind it, or it is offered nowhere (ES-10).

use vpcanvas_network::Network;

use super::{Finding, each};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::services(network)
        .filter(|(_, service)| {
            service.network_load_balancer_arns.is_empty()
                && service.gateway_load_balancer_arns.is_empty()
        })
        .map(|(id, _)| {
            let message = format!(
                "{id} has no load balancer, so it is offered in no zone: choose one in NetworkLoadBalancerArns"
            );
            Finding::warning(Code::CfgIncomplete, id, message, "ES-10")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn a_service_without_load_balancer_is_not_finished() {
        check_findings(
            r#""vpce-svc-s": {"NetworkLoadBalancerArns": null}"#,
            &["warning CFG_INCOMPLETE vpce-svc-s ES-10"],
        );
    }
}
