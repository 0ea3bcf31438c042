//! The targets of a load balancer: where they may stand (TG-01, TG-02), that there are some (TG-06), in zones the load balancer
//! is enabled in (TG-07), and that a group belongs to one load balancer (section 7.3).

use std::{collections::BTreeMap, net::IpAddr};

use ipnet::Ipv4Net;
use vpcanvas_model::{
    Properties, ResourceId,
    kind::{
        TargetGroup,
        target_group::{Target, TargetType},
    },
};
use vpcanvas_network::{Interface, Network};

use super::{Finding, each, edit::edit};
use crate::{Code, not_collected};

/// Where targets by address may be outside the VPC (TG-02).
const PRIVATE: &[&str] = &[
    "10.0.0.0/8",
    "100.64.0.0/10",
    "172.16.0.0/12",
    "192.168.0.0/16",
];

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut balancer_of: BTreeMap<&ResourceId, &ResourceId> = BTreeMap::new();
    let mut findings = Vec::new();
    for (id, listener) in each::listeners(network) {
        let groups: Vec<&ResourceId> = listener
            .default_actions
            .iter()
            .filter_map(|action| action.target_group_arn.as_ref())
            .collect();
        if groups.is_empty() {
            let message = format!("{id} leads to no target group: choose one in DefaultActions");
            findings.push(Finding::warning(
                Code::Elbv2ListenerHasNoTg,
                id,
                message,
                "TG-06",
            ));
        }
        let Some(balancer) = network.parent(id) else {
            continue;
        };
        for group in groups {
            let Some(drawn) = network.target_group(group) else {
                continue;
            };
            match balancer_of.insert(group, balancer) {
                None => findings.extend(of_group(network, balancer, group, drawn)),
                Some(first) if first != balancer => {
                    let message = format!(
                        "{group} stands behind {first} and {balancer}, but may stand behind one load balancer: give each a group of its own"
                    );
                    findings.push(Finding::error(Code::CfgQuota, group, message, "7.3"));
                }
                Some(_) => {}
            }
        }
    }
    findings
}

fn of_group(
    network: &Network,
    balancer: &ResourceId,
    id: &ResourceId,
    group: &TargetGroup,
) -> Vec<Finding> {
    if not_collected::lacks_targets(network, id, group) {
        return Vec::new();
    }
    if group.targets.is_empty() {
        let message = format!(
            "{id} has no targets, so connections to {balancer} fail: register an instance or an address"
        );
        return vec![Finding::warning(
            Code::Elbv2ListenerHasNoTg,
            id,
            message,
            "TG-06",
        )];
    }
    group
        .targets
        .iter()
        .filter_map(|target| {
            let name = target.id.as_deref()?;
            let finding = misplaced(network, balancer, id, group, target, name)
                .or_else(|| zone_not_enabled(network, balancer, id, group, target, name))?;
            let title = format!("Take {name} out of {id}");
            let removed = edit(network, id, title, |properties| {
                if let Properties::TargetGroup(group) = properties {
                    group.targets.retain(|other| other != target);
                }
            });
            Some(finding.mended_by(removed))
        })
        .collect()
}

fn misplaced(
    network: &Network,
    balancer: &ResourceId,
    id: &ResourceId,
    group: &TargetGroup,
    target: &Target,
    name: &str,
) -> Option<Finding> {
    let vpc = network.parent(balancer)?;
    let error = |message, reference| {
        Some(Finding::error(
            Code::CfgTargetInvalid,
            id,
            message,
            reference,
        ))
    };
    match group.target_kind() {
        TargetType::Instance => {
            let interface = target_interface_anywhere(network, group, target)?;
            if interface.vpc == *vpc {
                return None;
            }
            let message = format!(
                "{name} of {id} stands in {}, but {balancer} in {vpc}: register an instance of {vpc}",
                interface.vpc
            );
            error(message, "TG-01")
        }
        TargetType::Ip => {
            let Ok(address) = name.parse::<IpAddr>() else {
                let message =
                    format!("{name} of {id} is no address, as its targets are: write an address");
                return error(message, "TG-02");
            };
            let message = format!(
                "{name} of {id} is neither in {vpc} nor private: register an address of the VPC or a private one"
            );
            (!may_be_target(network, vpc, address))
                .then(|| error(message, "TG-02"))
                .flatten()
        }
        TargetType::Alb => None,
    }
}

fn may_be_target(network: &Network, vpc: &ResourceId, address: IpAddr) -> bool {
    let IpAddr::V4(ipv4) = address else {
        return true;
    };
    let is_private = PRIVATE
        .iter()
        .filter_map(|range| range.parse::<Ipv4Net>().ok())
        .any(|range| range.contains(&ipv4));
    is_private || network.subnet_at(vpc, address).is_some()
}

fn zone_not_enabled(
    network: &Network,
    balancer: &ResourceId,
    id: &ResourceId,
    group: &TargetGroup,
    target: &Target,
    name: &str,
) -> Option<Finding> {
    let zone = target_interface(network, balancer, group, target)?
        .zone
        .as_deref()?;
    let mut nodes = network.interfaces_of(balancer).peekable();
    // Without any node the load balancer is what is wrong, and not the target.
    nodes.peek()?;
    let enabled = nodes.any(|node| node.zone.as_deref() == Some(zone));
    let message = format!(
        "{name} of {id} stands in {zone}, where {balancer} has no node, so it gets no traffic: add a subnet of {zone} to the load balancer"
    );
    (!enabled).then(|| Finding::warning(Code::ElbInstalledAzRestriction, id, message, "TG-07"))
}

/// The interface of a target in the VPC of its load balancer.
pub(super) fn target_interface<'a>(
    network: &'a Network,
    balancer: &ResourceId,
    group: &TargetGroup,
    target: &Target,
) -> Option<&'a Interface> {
    let vpc = network.parent(balancer)?;
    match group.target_kind() {
        TargetType::Instance => target_interface_anywhere(network, group, target)
            .filter(|interface| interface.vpc == *vpc),
        TargetType::Ip => network.interface_at(vpc, target.id.as_deref()?.parse().ok()?),
        TargetType::Alb => None,
    }
}

fn target_interface_anywhere<'a>(
    network: &'a Network,
    group: &TargetGroup,
    target: &Target,
) -> Option<&'a Interface> {
    let id = target
        .id
        .as_deref()
        .filter(|_| group.target_kind() == TargetType::Instance)?;
    network.primary_interface(&ResourceId::from(id))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn an_instance_of_another_vpc_is_no_target() {
        check_findings(
            r#""tg-8443": {"Targets": [{"Id": "i-target-a"}, {"Id": "i-target-b"}, {"Id": "i-client"}]}"#,
            &["error CFG_TARGET_INVALID tg-8443 TG-01"],
        );
    }

    #[test]
    fn an_address_is_private_or_of_the_vpc() {
        let targets = |address: &str| {
            format!(
                r#""tg-8443": {{"TargetType": "ip", "Targets": [{{"Id": "10.0.1.20"}}, {{"Id": "10.0.2.20"}}, {{"Id": "{address}"}}]}}"#
            )
        };
        check_findings(&targets("192.168.7.1"), &[]);
        check_findings(
            &targets("8.8.8.8"),
            &["error CFG_TARGET_INVALID tg-8443 TG-02"],
        );
        check_findings(
            &targets("i-client"),
            &["error CFG_TARGET_INVALID tg-8443 TG-02"],
        );
    }

    #[test]
    fn a_listener_has_targets() {
        check_findings(
            r#""tg-8443": {"Targets": null}"#,
            &["warning ELBV2_LISTENER_HAS_NO_TG tg-8443 TG-06"],
        );
        check_findings(
            r#""tg-8443": {"Targets": null, "NotCollected": ["TargetHealthDescriptions"]}"#,
            &[],
        );
        check_findings(
            r#""listener-443": {"DefaultActions": null}"#,
            &["warning ELBV2_LISTENER_HAS_NO_TG listener-443 TG-06"],
        );
    }

    #[test]
    fn a_target_stands_where_the_load_balancer_does() {
        check_findings(
            r#""subnet-p-c": {"Kind": "Subnet", "VpcId": "vpc-p", "CidrBlock": "10.0.3.0/24", "AvailabilityZoneId": "use1-az4"},
               "i-c": {"Kind": "Instance", "SubnetId": "subnet-p-c", "PrivateIpAddress": "10.0.3.20"},
               "tg-8443": {"Targets": [{"Id": "i-target-a"}, {"Id": "i-target-b"}, {"Id": "i-c"}]}"#,
            &["warning ELB_INSTALLED_AZ_RESTRICTION tg-8443 TG-07"],
        );
    }

    #[test]
    fn a_group_has_one_load_balancer() {
        check_findings(
            r#""nlb-o": {"Kind": "LoadBalancer", "VpcId": "vpc-p", "SecurityGroups": ["sg-nlb"],
                   "SubnetMappings": [{"SubnetId": "subnet-p-a", "PrivateIPv4Address": "10.0.1.101"}, {"SubnetId": "subnet-p-b", "PrivateIPv4Address": "10.0.2.101"}]},
               "listener-o": {"Kind": "Listener", "LoadBalancerArn": "nlb-o", "Protocol": "TCP", "Port": 443, "DefaultActions": [{"TargetGroupArn": "tg-8443"}]}"#,
            &["error CFG_QUOTA tg-8443 7.3"],
        );
    }
}
