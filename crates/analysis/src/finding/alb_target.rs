//! An application load balancer as target: one in a group, of the same VPC, on the port of one of its listeners, by TCP (TG-04).

use vpcanvas_model::{
    ResourceId,
    kind::{
        TargetGroup,
        listener::ListenerProtocol,
        load_balancer::LoadBalancerType,
        target_group::{Target, TargetType},
    },
};
use vpcanvas_network::Network;

use super::{Finding, each};
use crate::{Code, not_collected};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::target_groups(network)
        .filter(|(_, group)| group.target_kind() == TargetType::Alb)
        .flat_map(|(id, group)| of(network, id, group))
        .collect()
}

fn of(network: &Network, id: &ResourceId, group: &TargetGroup) -> Vec<Finding> {
    let error = |matter: String| {
        Finding::error(
            Code::CfgTargetInvalid,
            id,
            format!("{id} {matter}"),
            "TG-04",
        )
    };
    let mut findings = Vec::new();
    if group.targets.len() > 1 {
        findings.push(error(
            "has several application load balancers, but may have one: make a group for each"
                .to_owned(),
        ));
    }
    if group
        .protocol
        .is_some_and(|protocol| protocol != ListenerProtocol::Tcp)
    {
        findings.push(error(
            "leads to an application load balancer and does not speak TCP: set its Protocol to TCP"
                .to_owned(),
        ));
    }
    let targets = group.targets.iter();
    findings.extend(
        targets
            .flat_map(|target| of_target(network, group, target))
            .map(error),
    );
    findings
}

/// What is wrong with a load balancer that is registered.
fn of_target(network: &Network, group: &TargetGroup, target: &Target) -> Vec<String> {
    let balancer = ResourceId::from(target.id.as_deref().unwrap_or_default());
    let Some(drawn) = network.load_balancer(&balancer) else {
        return Vec::new();
    };
    if drawn.load_balancer_type != Some(LoadBalancerType::Application) {
        return vec![format!(
            "names {balancer}, which is no application load balancer: choose one"
        )];
    }
    let mut wrong = Vec::new();
    let vpcs = drawn.vpc_id.as_ref().zip(group.vpc_id.as_ref());
    if vpcs.is_some_and(|(drawn, own)| drawn != own) {
        wrong.push(format!(
            "names {balancer} of another VPC: choose one of its own"
        ));
    }
    if let Some(port) = group.port_of(target)
        && !not_collected::lacks(network, &balancer, "Listeners")
        && !network
            .listeners_of(&balancer)
            .any(|(_, listener)| listener.port == Some(port))
    {
        wrong.push(format!("leads to port {port} of {balancer}, which has no listener there: choose the port of one, or add one"));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_beside;

    const ALB: &str = r#"
        "alb-1": {"Kind": "LoadBalancer", "Type": "application", "VpcId": "vpc-p", "SecurityGroups": ["sg-nlb"], "SubnetMappings": [{"SubnetId": "subnet-p-a", "PrivateIPv4Address": "10.0.1.110"}, {"SubnetId": "subnet-p-b", "PrivateIPv4Address": "10.0.2.110"}]},
        "listener-alb": {"Kind": "Listener", "LoadBalancerArn": "alb-1", "Port": 80, "Protocol": "HTTP", "DefaultActions": [{"Type": "forward", "TargetGroupArn": "tg-http"}]},
        "tg-http": {"Kind": "TargetGroup", "VpcId": "vpc-p", "TargetType": "instance", "Protocol": "HTTP", "Port": 8080, "Targets": [{"Id": "i-target-a"}, {"Id": "i-target-b"}]},
        "tg-alb": {"Kind": "TargetGroup", "VpcId": "vpc-p", "TargetType": "alb", "Protocol": "TCP", "Port": 80, "Targets": [{"Id": "alb-1"}]}"#;

    #[test]
    fn it_has_a_listener_on_the_port() {
        let wrong = ["error CFG_TARGET_INVALID tg-alb TG-04"];
        check_beside(ALB, r#""tg-alb": {"Port": 443}"#, &wrong);
        check_beside(ALB, r#""tg-alb": {"Protocol": "UDP"}"#, &wrong);
        check_beside(ALB, r#""tg-alb": {"Targets": [{"Id": "nlb-n"}]}"#, &wrong);
    }
}
