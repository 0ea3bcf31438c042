//! Listeners of a load balancer: there is one behind an endpoint service (NLB-05), and QUIC wants no security groups (NLB-10).

use vpcanvas_model::kind::listener::ListenerProtocol;
use vpcanvas_network::Network;

use super::{Finding, each};
use crate::{Code, not_collected::lacks};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (service, drawn) in each::services(network) {
        for balancer in &drawn.network_load_balancer_arns {
            if network.load_balancer(balancer).is_some()
                && network.listeners_of(balancer).next().is_none()
                && !lacks(network, balancer, "Listeners")
            {
                let message = format!(
                    "{balancer} stands behind {service} but has no listener, so every connection is dropped: add one"
                );
                findings.push(Finding::warning(
                    Code::CfgIncomplete,
                    balancer,
                    message,
                    "NLB-05",
                ));
            }
        }
    }
    for (balancer, drawn) in each::balancers(network) {
        if drawn.security_groups.is_empty() {
            continue;
        }
        let quic = network.listeners_of(balancer).filter(|(_, listener)| {
            matches!(
                listener.protocol,
                Some(ListenerProtocol::Quic | ListenerProtocol::TcpQuic)
            )
        });
        findings.extend(quic.map(|(id, _)| {
            let message = format!("{id} speaks QUIC, but {balancer} has security groups, with which it cannot: use a load balancer without, or another protocol");
            Finding::error(Code::CfgListenerProtocol, id, message, "NLB-10")
        }));
    }
    findings.dedup();
    findings
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn there_is_a_listener() {
        check_findings(
            r#""listener-443": null"#,
            &["warning CFG_INCOMPLETE nlb-n NLB-05"],
        );
    }

    #[test]
    fn quic_wants_no_groups() {
        check_findings(
            r#""listener-443": {"Protocol": "QUIC"}, "tg-8443": {"Protocol": "QUIC"}"#,
            &["error CFG_LISTENER_PROTOCOL listener-443 NLB-10"],
        );
    }
}
