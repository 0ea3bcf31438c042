//! A security group is referred to, and attached, in its own VPC; across PrivateLink no group is known (SG-05, SG-13, ES-57).

use vpcanvas_model::{Kind, ResourceId, kind::SecurityGroup};
use vpcanvas_network::Network;

use super::{Finding, each};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let references =
        each::security_groups(network).flat_map(|(id, group)| referred(network, id, group));
    let attached = network.interfaces().iter().flat_map(|interface| {
        let foreign = interface.groups.iter().filter_map(|group| {
            let vpc = network.document().parent(group)?;
            (network.security_group(group).is_some() && *vpc != interface.vpc).then_some((group, vpc))
        });
        foreign.map(|(group, vpc)| {
            let message = format!(
                "{} stands in {}, but has {group} of {vpc}: choose a group of its own VPC, unless the group is associated with both",
                interface.owner, interface.vpc
            );
            Finding::warning(
                Code::CfgSecurityGroupOfUnconnectedVpc,
                &interface.owner,
                message,
                "SG-13",
            )
        })
    });
    let mut findings: Vec<Finding> = references.chain(attached).collect();
    // An endpoint has its groups on each of its interfaces.
    findings.dedup();
    findings
}

fn referred(network: &Network, id: &ResourceId, group: &SecurityGroup) -> Vec<Finding> {
    let Some(own) = network.document().parent(id) else {
        return Vec::new();
    };
    let mut foreign: Vec<_> = group
        .security_group_rules
        .iter()
        .filter_map(|rule| rule.referenced_group_id.as_ref())
        .filter(|other| network.security_group(other).is_some())
        .filter_map(|other| Some((other, network.document().parent(other)?)))
        .filter(|(_, vpc)| *vpc != own)
        .collect();
    foreign.dedup();
    foreign
        .into_iter()
        .filter(|(_, vpc)| !may_be_connected(network, own) && !may_be_connected(network, vpc))
        .map(|(other, vpc)| {
            let message = format!(
                "{id} refers to {other} of {vpc}, which is not connected to {own}: allow address ranges or a group of {own} instead"
            );
            Finding::error(Code::CfgSecurityGroupOfUnconnectedVpc, id, message, "SG-05")
        })
        .collect()
}

/// Whether a route of a VPC leads to a peering connection or a transit gateway, over which references may hold (PCX-07,
/// TGW-10); where it leads is not analysed by this version.
fn may_be_connected(network: &Network, vpc: &ResourceId) -> bool {
    network
        .resources(Kind::RouteTable)
        .filter(|(table, _)| network.document().parent(table) == Some(vpc))
        .filter_map(|(table, _)| network.route_table(table))
        .flat_map(|table| &table.routes)
        .any(|route| {
            route.vpc_peering_connection_id.is_some() || route.transit_gateway_id.is_some()
        })
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn g35_a_provider_cannot_refer_to_a_group_of_the_consumer() {
        check_findings(
            r#""sg-tgt": {"SecurityGroupRules": [{"IpProtocol": "tcp", "FromPort": 8443, "ToPort": 8443, "ReferencedGroupId": "sg-ep"}]}"#,
            &["error CFG_SECURITY_GROUP_OF_UNCONNECTED_VPC sg-tgt SG-05"],
        );
    }

    #[test]
    fn a_peer_may_be_referred_to() {
        check_findings(
            r#""sg-tgt": {"SecurityGroupRules": [{"IpProtocol": "tcp", "FromPort": 8443, "ToPort": 8443, "ReferencedGroupId": "sg-ep"}]},
               "rtb-p": {"Routes": [{"DestinationCidrBlock": "10.9.0.0/16", "VpcPeeringConnectionId": "pcx-1"}]}"#,
            &[],
        );
    }

    #[test]
    fn a_group_is_attached_in_its_own_vpc() {
        check_findings(
            r#""vpce-e": {"SecurityGroupIds": ["sg-nlb"]}"#,
            &["warning CFG_SECURITY_GROUP_OF_UNCONNECTED_VPC vpce-e SG-13"],
        );
    }
}
