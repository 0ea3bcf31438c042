//! Listeners of a load balancer: there is one behind an endpoint service (NLB-05), QUIC wants no security
//! groups (NLB-10), and connections are idle for as long as AWS takes (NLB-06).

use std::ops::RangeInclusive;

use vpcanvas_model::kind::listener::ListenerProtocol;
use vpcanvas_network::Network;

use super::{Finding, each};
use crate::{Code, not_collected};

/// How long a connection may be idle, in seconds (NLB-06).
const IDLE: RangeInclusive<u16> = 60..=6000;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (service, drawn) in each::services(network) {
        for balancer in &drawn.network_load_balancer_arns {
            if network.load_balancer(balancer).is_some()
                && !not_collected::lacks(network, balancer, "Listeners")
                && network.listeners_of(balancer).next().is_none()
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
    for (id, listener) in each::listeners(network) {
        let attributes = listener.listener_attributes.as_ref();
        let seconds = attributes.and_then(|attributes| attributes.tcp_idle_timeout_seconds);
        findings.extend(
            seconds
                .filter(|seconds| !IDLE.contains(seconds))
                .map(|seconds| {
                    let message = format!(
                        "{id} closes idle connections after {seconds} seconds: choose {} to {}",
                        IDLE.start(),
                        IDLE.end()
                    );
                    Finding::error(Code::CfgListenerInvalid, id, message, "NLB-06")
                }),
        );
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
        check_findings(
            r#""listener-443": null, "nlb-n": {"NotCollected": ["Listeners"]}"#,
            &[],
        );
    }

    #[test]
    fn quic_wants_no_groups() {
        check_findings(
            r#""listener-443": {"Protocol": "QUIC"}, "tg-8443": {"Protocol": "QUIC"}"#,
            &["error CFG_LISTENER_PROTOCOL listener-443 NLB-10"],
        );
    }

    #[test]
    fn idle_times_have_bounds() {
        let idle = |seconds: u16| {
            format!(
                r#""listener-443": {{"ListenerAttributes": {{"tcp.idle_timeout.seconds": {seconds}}}}}"#
            )
        };
        check_findings(&idle(60), &[]);
        check_findings(
            &idle(30),
            &["error CFG_LISTENER_INVALID listener-443 NLB-06"],
        );
    }
}
