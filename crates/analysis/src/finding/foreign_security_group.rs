//! A security group is referred to, and attached, in its own VPC; across PrivateLink no group is known (SG-05, SG-13, ES-57).

use vpcanvas_model::{Kind, Properties, ResourceId, kind::SecurityGroup};
use vpcanvas_network::Network;

use super::{Finding, each};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let references =
        each::security_groups(network).flat_map(|(id, group)| referred(network, id, group));
    let attached = network.interfaces().flat_map(|interface| {
        let foreign = interface.groups.iter().filter_map(|group| {
            let vpc = network.parent(group)?;
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
    let Some(own) = network.parent(id) else {
        return Vec::new();
    };
    let mut foreign: Vec<_> = group
        .security_group_rules
        .iter()
        .filter_map(|rule| rule.referenced_group_id.as_ref())
        .filter(|other| network.security_group(other).is_some())
        .filter_map(|other| Some((other, network.parent(other)?)))
        .filter(|(_, vpc)| *vpc != own)
        .collect();
    foreign.dedup();
    foreign
        .into_iter()
        .filter(|(_, vpc)| !are_connected(network, own, vpc))
        .map(|(other, vpc)| {
            let message = format!(
                "{id} refers to {other} of {vpc}, which is not connected to {own}: allow address ranges or a group of {own} instead"
            );
            Finding::error(Code::CfgSecurityGroupOfUnconnectedVpc, id, message, "SG-05")
        })
        .collect()
}

/// Whether two VPCs are joined by a peering connection or hang on one transit gateway, over which references may hold
/// (PCX-07, TGW-10).
fn are_connected(network: &Network, one: &ResourceId, other: &ResourceId) -> bool {
    let peered = network
        .resources(Kind::VpcPeeringConnection)
        .any(|(_, resource)| {
            let Properties::VpcPeeringConnection(peering) = &resource.properties else {
                return false;
            };
            let sides = [&peering.requester_vpc_info, &peering.accepter_vpc_info];
            let joins = |vpc| {
                sides
                    .iter()
                    .any(|side| side.as_ref().and_then(|side| side.vpc_id.as_ref()) == Some(vpc))
            };
            joins(one) && joins(other)
        });
    let gateways: Vec<_> = transit_gateways(network, one).collect();
    peered || transit_gateways(network, other).any(|gateway| gateways.contains(&gateway))
}

fn transit_gateways<'a>(
    network: &'a Network,
    vpc: &'a ResourceId,
) -> impl Iterator<Item = &'a ResourceId> {
    network
        .resources(Kind::TransitGatewayAttachment)
        .filter_map(move |(_, resource)| match &resource.properties {
            Properties::TransitGatewayAttachment(attachment)
                if attachment.resource_id.as_ref() == Some(vpc) =>
            {
                attachment.transit_gateway_id.as_ref()
            }
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{PEERING, check_beside, check_findings};

    #[test]
    fn g35_a_provider_cannot_refer_to_a_group_of_the_consumer() {
        check_findings(
            r#""sg-tgt": {"SecurityGroupRules": [{"IpProtocol": "tcp", "FromPort": 8443, "ToPort": 8443, "ReferencedGroupId": "sg-ep"}]}"#,
            &["error CFG_SECURITY_GROUP_OF_UNCONNECTED_VPC sg-tgt SG-05"],
        );
    }

    #[test]
    fn a_peer_may_be_referred_to() {
        check_beside(
            PEERING,
            r#""sg-x": {"Kind": "SecurityGroup", "VpcId": "vpc-x", "SecurityGroupRules": [{"IpProtocol": "tcp", "FromPort": 8443, "ToPort": 8443, "ReferencedGroupId": "sg-ep"}]}"#,
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
