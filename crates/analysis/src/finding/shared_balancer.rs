//! A load balancer stands behind at most one endpoint service, and those of one service are alike (ES-14).

use std::collections::{BTreeMap, BTreeSet};

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{VpcEndpointService, listener::ListenerProtocol},
};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut first_service: BTreeMap<&ResourceId, &ResourceId> = BTreeMap::new();
    let mut findings = Vec::new();
    for (id, service) in each::services(network) {
        for balancer in &service.network_load_balancer_arns {
            let first = *first_service.entry(balancer).or_insert(id);
            if first != id {
                findings.push(shared(network, balancer, first, id));
            }
        }
        findings.extend(different(network, id, service));
    }
    findings
}

fn shared(
    network: &Network,
    balancer: &ResourceId,
    first: &ResourceId,
    second: &ResourceId,
) -> Finding {
    let message = format!(
        "{balancer} stands behind {first} and {second}, but may stand behind one service: give the other a load balancer of its own"
    );
    let title = format!("Take {balancer} away from {second}");
    let leave = edit(network, second, title, |properties| {
        if let Properties::VpcEndpointService(service) = properties {
            service
                .network_load_balancer_arns
                .retain(|id| id != balancer);
        }
    });
    Finding::error(Code::CfgLoadBalancerShared, balancer, message, "ES-14").mended_by(leave)
}

fn different(network: &Network, id: &ResourceId, service: &VpcEndpointService) -> Option<Finding> {
    let ports = |balancer: &ResourceId| -> BTreeSet<_> {
        network
            .listeners_of(balancer)
            .map(|(_, listener)| {
                (
                    listener.port,
                    listener.protocol.map(ListenerProtocol::as_str),
                )
            })
            .collect()
    };
    let (first, others) = service.network_load_balancer_arns.split_first()?;
    let other = others.iter().find(|other| ports(other) != ports(first))?;
    let message = format!(
        "{first} and {other} of {id} have different listeners, and which one a client gets is left to chance: give both the same"
    );
    Some(Finding::warning(
        Code::CfgLoadBalancersDiffer,
        id,
        message,
        "ES-14",
    ))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn a_load_balancer_of_two_services_is_refused() {
        check_findings(
            r#""vpce-svc-t": {"Kind": "VpcEndpointService", "AllowedPrincipals": ["arn:aws:iam::222222222222:root"], "NetworkLoadBalancerArns": ["nlb-n"]}"#,
            &["error CFG_LOAD_BALANCER_SHARED nlb-n ES-14"],
        );
    }

    #[test]
    fn load_balancers_of_one_service_are_alike() {
        check_findings(
            r#""vpce-svc-s": {"NetworkLoadBalancerArns": ["nlb-n", "nlb-o"]},
               "nlb-o": {"Kind": "LoadBalancer", "VpcId": "vpc-p", "SecurityGroups": ["sg-nlb"],
                   "SubnetMappings": [{"SubnetId": "subnet-p-a", "PrivateIPv4Address": "10.0.1.101"}]}"#,
            &[
                "warning CFG_INCOMPLETE nlb-o NLB-05",
                "warning CFG_LOAD_BALANCERS_DIFFER vpce-svc-s ES-14",
            ],
        );
    }
}
