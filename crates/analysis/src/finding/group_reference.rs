//! References to security groups of other VPCs: over peering in one Region and while it is active (PCX-07), over a transit
//! gateway inbound and where both sides support it (TGW-10), and not on endpoints behind one (IE-38).

use std::collections::{BTreeMap, BTreeSet};

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{SecurityGroup, transit_gateway::Support, vpc_peering_connection::PeeringStatus},
};
use vpcanvas_network::{Network, Role};

use super::{Finding, each, ways::peers};
use crate::{Code, filter::security_group::in_words};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let joints = Joints::of(network);
    each::security_groups(network)
        .flat_map(|(id, group)| of_group(network, &joints, id, group))
        .collect()
}

/// How a peering connection joins two VPCs: whether it is active, and within one Region.
struct Peering<'a> {
    id: &'a ResourceId,
    active: bool,
    one_region: bool,
}

/// What joins VPCs: peering connections by pair, transit gateways and whether they carry references by VPC.
struct Joints<'a> {
    peerings: BTreeMap<BTreeSet<&'a ResourceId>, Peering<'a>>,
    transit: BTreeMap<&'a ResourceId, BTreeMap<&'a ResourceId, bool>>,
}

impl<'a> Joints<'a> {
    fn of(network: &'a Network) -> Self {
        let peerings = each::peerings(network).filter_map(|(id, peering)| {
            let [one, other] = peers(network, peering);
            let active = peering
                .status
                .is_none_or(|status| status == PeeringStatus::Active);
            let one_region =
                one.region == other.region || one.region.is_none() || other.region.is_none();
            Some((
                [one.vpc?, other.vpc?].into(),
                Peering {
                    id,
                    active,
                    one_region,
                },
            ))
        });
        let mut transit: BTreeMap<_, BTreeMap<_, bool>> = BTreeMap::new();
        for (_, attachment) in each::transit_attachments(network) {
            if let (Some(vpc), Some(gateway)) =
                (&attachment.resource_id, &attachment.transit_gateway_id)
            {
                let carries = attachment.security_group_referencing_support
                    != Some(Support::Disable)
                    && carries_references(network, gateway);
                transit.entry(vpc).or_default().insert(gateway, carries);
            }
        }
        Self {
            peerings: peerings.collect(),
            transit,
        }
    }

    /// The transit gateway two VPCs hang on, and whether references pass it.
    fn gateway(&self, one: &ResourceId, other: &ResourceId) -> Option<(&'a ResourceId, bool)> {
        let (one, other) = (self.transit.get(one)?, self.transit.get(other)?);
        one.iter()
            .find_map(|(gateway, carries)| Some((*gateway, *carries && *other.get(gateway)?)))
    }
}

fn carries_references(network: &Network, gateway: &ResourceId) -> bool {
    let resource = network.document().resource(gateway);
    resource.is_some_and(|resource| match &resource.properties {
        Properties::TransitGateway(gateway) => {
            gateway.security_group_referencing_support == Some(Support::Enable)
        }
        _ => false,
    })
}

fn of_group(
    network: &Network,
    joints: &Joints<'_>,
    id: &ResourceId,
    group: &SecurityGroup,
) -> Vec<Finding> {
    let document = network.document();
    let Some(own) = document.parent(id) else {
        return Vec::new();
    };
    let on_endpoint = || {
        network
            .interfaces()
            .find(|interface| interface.role == Role::VpcEndpoint && interface.groups.contains(id))
            .map(|interface| &interface.owner)
    };
    group
        .security_group_rules
        .iter()
        .filter_map(|rule| {
            let other = rule.referenced_group_id.as_ref()?;
            network.security_group(other)?;
            let vpc = document.parent(other).filter(|vpc| *vpc != own)?;
            let egress = rule.is_egress.unwrap_or(false);
            let (matter, reference) = match joints.peerings.get(&[own, vpc].into()) {
                Some(peering) => over_peering(peering)?,
                None => over_gateway(joints.gateway(own, vpc)?, egress, on_endpoint())?,
            };
            let message = format!(
                "The rule {} of {id} refers to a group of {vpc} {matter}: allow address ranges instead",
                in_words(rule)
            );
            Some(Finding::warning(Code::CfgSecurityGroupOfUnconnectedVpc, id, message, reference))
        })
        .collect()
}

fn over_peering(peering: &Peering<'_>) -> Option<(String, &'static str)> {
    let id = peering.id;
    if !peering.one_region {
        return Some((
            format!("over {id}, whose sides lie in two Regions, where references do not hold"),
            "PCX-07",
        ));
    }
    (!peering.active).then(|| {
        (
            format!("over {id}, which is not active, so it matches nothing"),
            "SG-05",
        )
    })
}

fn over_gateway(
    (gateway, carries): (&ResourceId, bool),
    egress: bool,
    endpoint: Option<&ResourceId>,
) -> Option<(String, &'static str)> {
    if let Some(endpoint) = endpoint {
        return Some((
            format!("behind {gateway}, which the interfaces of {endpoint} do not support"),
            "IE-38",
        ));
    }
    if egress {
        return Some((
            format!("behind {gateway}, over which only inbound rules may refer to groups"),
            "TGW-10",
        ));
    }
    (!carries).then(|| {
        (format!("behind {gateway}, but SecurityGroupReferencingSupport is not enabled there and on both attachments"), "TGW-10")
    })
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{PEERING, TRANSIT, check_beside};

    fn rule(fields: &str) -> String {
        format!(
            r#""sg-x": {{"Kind": "SecurityGroup", "VpcId": "vpc-x", "SecurityGroupRules": [{{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "ReferencedGroupId": "sg-cli"{fields}}}]}}"#
        )
    }

    #[test]
    fn peers_of_one_region_may_refer_to_each_other() {
        check_beside(PEERING, &rule(""), &[]);
        check_beside(
            PEERING,
            &format!(
                r#"{}, "vpc-x": {{"Region": "eu-west-1"}}, "subnet-x": {{"AvailabilityZoneId": "euw1-az1"}}"#,
                rule("")
            ),
            &["warning CFG_SECURITY_GROUP_OF_UNCONNECTED_VPC sg-x PCX-07"],
        );
        check_beside(
            PEERING,
            &format!(r#"{}, "pcx-1": {{"Status": "provisioning"}}"#, rule("")),
            &[
                "warning BAD_STATE pcx-1 PCX-02",
                "warning BAD_STATE_ROUTE rtb-c RT-09",
                "warning BAD_STATE_ROUTE rtb-x RT-09",
                "warning CFG_SECURITY_GROUP_OF_UNCONNECTED_VPC sg-x SG-05",
            ],
        );
    }

    #[test]
    fn a_transit_gateway_carries_references_where_it_is_told_to() {
        let on = r#""tgw-1": {"SecurityGroupReferencingSupport": "enable"}"#;
        let wrong = ["warning CFG_SECURITY_GROUP_OF_UNCONNECTED_VPC sg-x TGW-10"];
        check_beside(TRANSIT, &rule(""), &wrong);
        check_beside(TRANSIT, &format!("{}, {on}", rule("")), &[]);
        check_beside(
            TRANSIT,
            &format!("{}, {on}", rule(r#", "IsEgress": true"#)),
            &wrong,
        );
    }

    #[test]
    fn an_endpoint_does_not_refer_over_a_transit_gateway() {
        check_beside(
            TRANSIT,
            r#""tgw-1": {"SecurityGroupReferencingSupport": "enable"},
               "sg-x": {"Kind": "SecurityGroup", "VpcId": "vpc-x"},
               "sg-ep": {"SecurityGroupRules": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "ReferencedGroupId": "sg-x"}]}"#,
            &["warning CFG_SECURITY_GROUP_OF_UNCONNECTED_VPC sg-ep IE-38"],
        );
    }
}
