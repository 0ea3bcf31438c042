//! With cross-zone off a node uses only targets of its own zone, so a zone without any is of no use (ES-17).

use std::collections::BTreeSet;

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{
        LoadBalancer, TargetGroup,
        load_balancer::LoadBalancerAttributes,
        target_group::{CrossZone, TargetGroupAttributes},
    },
};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit, target::target_interface};
use crate::{Code, Fix, not_collected::lacks_cross_zone};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::balancers(network)
        .flat_map(|(id, balancer)| {
            let groups: BTreeSet<&ResourceId> = network
                .listeners_of(id)
                .flat_map(|(_, listener)| &listener.default_actions)
                .filter_map(|action| action.target_group_arn.as_ref())
                .collect();
            groups
                .into_iter()
                .flat_map(|group| of(network, id, balancer, group))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn of(
    network: &Network,
    id: &ResourceId,
    balancer: &LoadBalancer,
    group: &ResourceId,
) -> Vec<Finding> {
    let Some(drawn) = network.target_group(group) else {
        return Vec::new();
    };
    let is_unknown = lacks_cross_zone(network, id, (group, drawn)).is_some();
    if is_unknown || drawn.cross_zone(balancer.cross_zone()) {
        return Vec::new();
    }
    let Some(with_target) = zones_with_target(network, id, drawn) else {
        return Vec::new();
    };
    let nodes: BTreeSet<&str> = network
        .interfaces_of(id)
        .filter_map(|node| node.zone.as_deref())
        .collect();
    nodes
        .difference(&with_target)
        .map(|zone| {
            let message = format!(
                "{id} has a node in {zone}, but {group} has no target there and cross-zone is off: register a target in {zone} or switch cross-zone on"
            );
            Finding::warning(Code::Elbv2NoTargetsInAz, id, message, "ES-17")
                .mended_by(switch_cross_zone_on(network, id, group, drawn))
        })
        .collect()
}

/// The zones of the targets; `None` where one is not known, or there is none at all, which is another finding.
fn zones_with_target<'a>(
    network: &'a Network,
    balancer: &ResourceId,
    group: &TargetGroup,
) -> Option<BTreeSet<&'a str>> {
    if group.targets.is_empty() {
        return None;
    }
    group
        .targets
        .iter()
        .map(|target| {
            target_interface(network, balancer, group, target)?
                .zone
                .as_deref()
        })
        .collect()
}

fn switch_cross_zone_on(
    network: &Network,
    balancer: &ResourceId,
    group: &ResourceId,
    drawn: &TargetGroup,
) -> Option<Fix> {
    let is_overridden = !drawn.cross_zone(true);
    let id = if is_overridden { group } else { balancer };
    edit(
        network,
        id,
        format!("Switch cross-zone load balancing of {id} on"),
        |properties| match properties {
            Properties::LoadBalancer(balancer) => {
                balancer
                    .load_balancer_attributes
                    .get_or_insert_with(LoadBalancerAttributes::default)
                    .cross_zone_enabled = Some(true);
            }
            Properties::TargetGroup(group) => {
                group
                    .target_group_attributes
                    .get_or_insert_with(TargetGroupAttributes::default)
                    .cross_zone_enabled = Some(CrossZone::Enabled);
            }
            _ => {}
        },
    )
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    const ONE_TARGET: &str = r#""tg-8443": {"Targets": [{"Id": "i-target-a"}]"#;

    #[test]
    fn g09_a_zone_without_target_is_a_warning() {
        check_findings(
            &format!("{ONE_TARGET}}}"),
            &["warning ELBV2_NO_TARGETS_IN_AZ nlb-n ES-17"],
        );
    }

    #[test]
    fn a_group_may_override_its_load_balancer() {
        check_findings(
            &format!(
                r#"{ONE_TARGET}, "TargetGroupAttributes": {{"load_balancing.cross_zone.enabled": "false"}}}},
                   "nlb-n": {{"LoadBalancerAttributes": {{"load_balancing.cross_zone.enabled": true}}}}"#
            ),
            &["warning ELBV2_NO_TARGETS_IN_AZ nlb-n ES-17"],
        );
    }

    #[test]
    fn g10_cross_zone_makes_up_for_it() {
        check_findings(
            &format!(
                r#"{ONE_TARGET}}}, "nlb-n": {{"LoadBalancerAttributes": {{"load_balancing.cross_zone.enabled": true}}}}"#
            ),
            &[],
        );
        check_findings(
            &format!(
                r#"{ONE_TARGET}, "TargetGroupAttributes": {{"load_balancing.cross_zone.enabled": "true"}}}}"#
            ),
            &[],
        );
    }
}
