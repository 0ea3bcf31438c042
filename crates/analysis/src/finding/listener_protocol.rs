//! A listener, its target group, its targets and their health check speak protocols that go together (section 2.8).

use std::collections::BTreeMap;

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{
        Listener, TargetGroup,
        listener::ListenerProtocol::{self, Quic, Tcp, TcpQuic, TcpUdp, Tls, Udp},
        load_balancer::LoadBalancerType,
        target_group::{HealthCheckProtocol, TargetType},
    },
};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::{Code, Fix};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, balancer) in each::balancers(network) {
        if balancer.balancer_type() != LoadBalancerType::Network {
            continue;
        }
        let mut first_on: BTreeMap<u16, &ResourceId> = BTreeMap::new();
        for (listener_id, listener) in network.listeners_of(id) {
            if let Some(port) = listener.port {
                let first = *first_on.entry(port).or_insert(listener_id);
                findings.extend(port_used_twice(first, listener_id, port));
            }
            findings.extend(not_of_network(listener_id, listener));
            for group in groups(listener) {
                findings.extend(of_pair(network, listener_id, listener, group));
            }
        }
    }
    findings.extend(
        each::target_groups(network).filter_map(|(id, group)| health_check(network, id, group)),
    );
    findings
}

fn groups(listener: &Listener) -> impl Iterator<Item = &ResourceId> {
    listener
        .default_actions
        .iter()
        .filter_map(|action| action.target_group_arn.as_ref())
}

fn port_used_twice(first: &ResourceId, second: &ResourceId, port: u16) -> Option<Finding> {
    let message = format!(
        "{second} listens on port {port} like {first}: choose another port, or TCP_UDP for both transports"
    );
    (first != second).then(|| Finding::error(Code::CfgListenerProtocol, second, message, "2.8"))
}

/// What a target group may speak behind a listener of a network load balancer; none for protocols it does not have.
fn allowed(listener: ListenerProtocol) -> &'static [ListenerProtocol] {
    match listener {
        Tcp => &[Tcp, TcpUdp, TcpQuic],
        Tls => &[Tcp, Tls],
        Udp => &[Udp, TcpUdp],
        TcpUdp => &[TcpUdp],
        Quic => &[Quic, TcpQuic],
        TcpQuic => &[TcpQuic],
        ListenerProtocol::Http | ListenerProtocol::Https | ListenerProtocol::Geneve => &[],
    }
}

fn not_of_network(id: &ResourceId, listener: &Listener) -> Option<Finding> {
    let protocol = listener.protocol?;
    let message = format!(
        "{id} speaks {}, which a network load balancer does not: choose TCP or TLS",
        protocol.as_str()
    );
    allowed(protocol)
        .is_empty()
        .then(|| Finding::error(Code::CfgListenerProtocol, id, message, "2.8"))
}

fn of_pair(
    network: &Network,
    id: &ResourceId,
    listener: &Listener,
    group_id: &ResourceId,
) -> Option<Finding> {
    let spoken = listener.protocol?;
    let group = network.target_group(group_id)?;
    let protocol = group.protocol?;
    let allowed: &[ListenerProtocol] = match group.target_kind() {
        // A load balancer as target takes TCP from a TCP listener (TG-04).
        TargetType::Alb if spoken == Tcp => &[Tcp],
        TargetType::Alb => &[],
        TargetType::Instance | TargetType::Ip => allowed(spoken),
    };
    if allowed.contains(&protocol) {
        return None;
    }
    let words: Vec<&str> = allowed.iter().map(|protocol| protocol.as_str()).collect();
    let remedy = if words.is_empty() {
        format!("choose another protocol for {id}")
    } else {
        format!("let the group speak {}", words.join(" or "))
    };
    let message = format!(
        "{id} speaks {} and {group_id} {}, which does not go together: {remedy}",
        spoken.as_str(),
        protocol.as_str()
    );
    let finding = Finding::error(Code::CfgListenerProtocol, id, message, "2.8");
    let speak = allowed
        .first()
        .and_then(|protocol| speak(network, group_id, *protocol));
    Some(finding.mended_by(speak))
}

fn speak(network: &Network, group: &ResourceId, protocol: ListenerProtocol) -> Option<Fix> {
    let title = format!("Let {group} speak {}", protocol.as_str());
    edit(network, group, title, |properties| {
        if let Properties::TargetGroup(group) = properties {
            group.protocol = Some(protocol);
        }
    })
}

/// The health of a load balancer as target is asked for by HTTP (section 2.8).
fn health_check(network: &Network, id: &ResourceId, group: &TargetGroup) -> Option<Finding> {
    let asked = group.health_check_protocol?;
    if group.target_kind() != TargetType::Alb || asked != HealthCheckProtocol::Tcp {
        return None;
    }
    let message = format!(
        "{id} asks its application load balancer for health by TCP, which is not possible: choose HTTP or HTTPS"
    );
    let by_http = edit(network, id, format!("Let {id} ask by HTTP"), |properties| {
        if let Properties::TargetGroup(group) = properties {
            group.health_check_protocol = Some(HealthCheckProtocol::Http);
        }
    });
    Some(Finding::error(Code::CfgListenerProtocol, id, message, "2.8").mended_by(by_http))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn the_table_of_protocols_is_kept() {
        let all = ["TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"];
        let together = [
            ("TCP", &["TCP", "TCP_UDP", "TCP_QUIC"][..]),
            ("TLS", &["TCP", "TLS"]),
            ("UDP", &["UDP", "TCP_UDP"]),
            ("TCP_UDP", &["TCP_UDP"]),
            ("QUIC", &["QUIC", "TCP_QUIC"]),
            ("TCP_QUIC", &["TCP_QUIC"]),
            ("HTTP", &[]),
        ];
        for (listener, allowed) in together {
            for group in all {
                let mut expected = Vec::new();
                if !allowed.contains(&group) {
                    expected.push("error CFG_LISTENER_PROTOCOL listener-443 2.8");
                }
                if listener == "HTTP" {
                    expected.push("error CFG_LISTENER_PROTOCOL listener-443 2.8");
                }
                // QUIC and security groups do not go together (NLB-10).
                expected.push("info CFG_LOAD_BALANCER_WITHOUT_SECURITY_GROUP nlb-n NLB-07");
                check_findings(
                    &format!(
                        r#""nlb-n": {{"SecurityGroups": null}}, "listener-443": {{"Protocol": "{listener}"}}, "tg-8443": {{"Protocol": "{group}"}}"#
                    ),
                    &expected,
                );
            }
        }
    }

    #[test]
    fn a_load_balancer_as_target_takes_tcp_and_is_asked_by_http() {
        let group = |protocol: &str, health: &str| {
            format!(
                r#""listener-443": {{"Protocol": "{protocol}"}}, "alb-a": {{"Kind": "LoadBalancer", "Type": "application", "VpcId": "vpc-p", "SecurityGroups": ["sg-nlb"]}},
                   "listener-alb": {{"Kind": "Listener", "LoadBalancerArn": "alb-a", "Port": 8443, "Protocol": "HTTP", "DefaultActions": [{{"TargetGroupArn": "tg-http"}}]}},
                   "tg-http": {{"Kind": "TargetGroup", "VpcId": "vpc-p", "TargetType": "ip", "Protocol": "HTTP", "Port": 8080, "Targets": [{{"Id": "10.200.0.1"}}]}},
                   "tg-8443": {{"TargetType": "alb", "Targets": [{{"Id": "alb-a"}}], "HealthCheckProtocol": "{health}"}}"#
            )
        };
        check_findings(&group("TCP", "HTTP"), &[]);
        check_findings(
            &group("TLS", "HTTP"),
            &["error CFG_LISTENER_PROTOCOL listener-443 2.8"],
        );
        check_findings(
            &group("TCP", "TCP"),
            &["error CFG_LISTENER_PROTOCOL tg-8443 2.8"],
        );
    }

    #[test]
    fn one_listener_has_a_port() {
        check_findings(
            r#""listener-b": {"Kind": "Listener", "LoadBalancerArn": "nlb-n", "Protocol": "TCP", "Port": 443, "DefaultActions": [{"TargetGroupArn": "tg-8443"}]}"#,
            &["error CFG_LISTENER_PROTOCOL listener-b 2.8"],
        );
    }
}
