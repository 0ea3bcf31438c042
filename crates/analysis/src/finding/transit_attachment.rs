//! Attachments of VPCs to a transit gateway: one for each VPC, one subnet for each zone, of the VPC itself (TGW-01, TGW-13).

use std::collections::BTreeMap;

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{
        TransitGatewayAttachment,
        transit_gateway_attachment::{AttachmentState, AttachmentType},
    },
};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::{Code, Fix};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut first: BTreeMap<(&ResourceId, &ResourceId), &ResourceId> = BTreeMap::new();
    let mut findings = Vec::new();
    for (id, attachment) in each::transit_attachments(network) {
        findings.extend(state(network, id, attachment));
        let (Some(vpc), Some(gateway)) =
            (vpc_of(network, attachment), &attachment.transit_gateway_id)
        else {
            continue;
        };
        let before = *first.entry((vpc, gateway)).or_insert(id);
        if before != id {
            let message = format!(
                "{id} attaches {vpc} to {gateway}, which {before} does already: leave one of the two"
            );
            findings.push(Finding::error(Code::CfgDuplicate, id, message, "TGW-01"));
        }
        findings.extend(subnets(network, id, vpc, attachment));
    }
    findings
}

/// The VPC of an attachment of one.
pub(super) fn vpc_of<'a>(
    network: &'a Network,
    attachment: &'a TransitGatewayAttachment,
) -> Option<&'a ResourceId> {
    let of_vpc = attachment
        .resource_type
        .is_none_or(|kind| kind == AttachmentType::Vpc);
    let vpc = attachment.resource_id.as_ref().filter(|_| of_vpc)?;
    network.vpc(vpc).map(|_| vpc)
}

fn state(
    network: &Network,
    id: &ResourceId,
    attachment: &TransitGatewayAttachment,
) -> Option<Finding> {
    let state = attachment
        .state
        .filter(|state| *state != AttachmentState::Available)?;
    let pending = state == AttachmentState::PendingAcceptance;
    let remedy = if pending {
        "accept it"
    } else {
        "wait for it, or make a new one"
    };
    let message = format!("{id} is {} and carries nothing: {remedy}", state.as_str());
    let accept = pending.then(|| {
        change(network, id, format!("Accept {id}"), |attachment| {
            attachment.state = Some(AttachmentState::Available);
        })
    });
    Some(
        Finding::warning(Code::BadStateAttachment, id, message, "TGW-13")
            .mended_by(accept.flatten()),
    )
}

fn subnets(
    network: &Network,
    id: &ResourceId,
    vpc: &ResourceId,
    attachment: &TransitGatewayAttachment,
) -> Vec<Finding> {
    if attachment.subnet_ids.is_empty() {
        let message = format!(
            "{id} stands in no subnet, so nothing of {vpc} gets through: choose one subnet for each zone"
        );
        return vec![Finding::warning(Code::CfgIncomplete, id, message, "TGW-01")];
    }
    let mut zones: BTreeMap<&str, &ResourceId> = BTreeMap::new();
    attachment
        .subnet_ids
        .iter()
        .filter_map(|subnet| {
            let drawn = network.subnet(subnet)?;
            let title = format!("Take {id} out of {subnet}");
            let leave = change(network, id, title, |attachment| {
                attachment.subnet_ids.retain(|other| other != subnet);
            });
            let other = network.document().parent(subnet)?;
            if other != vpc {
                let message = format!("{id} attaches {vpc} but stands in {subnet} of {other}: choose a subnet of {vpc}");
                return Some(Finding::error(Code::CfgTransitGatewayInvalid, id, message, "TGW-01").mended_by(leave));
            }
            let zone = drawn.availability_zone_id.as_deref()?;
            let before = *zones.entry(zone).or_insert(subnet);
            let message = format!("{id} stands in {before} and {subnet}, both in {zone}: leave one subnet a zone");
            (before != subnet).then(|| {
                let code = Code::CfgDuplicateSubnetsInSameZone;
                Finding::error(code, id, message, "TGW-01").mended_by(leave)
            })
        })
        .collect()
}

fn change(
    network: &Network,
    id: &ResourceId,
    title: String,
    change: impl FnOnce(&mut TransitGatewayAttachment),
) -> Option<Fix> {
    edit(network, id, title, |properties| {
        if let Properties::TransitGatewayAttachment(attachment) = properties {
            change(attachment);
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{TRANSIT, check_beside};

    #[test]
    fn a_vpc_is_attached_once() {
        check_beside(
            TRANSIT,
            r#""tgw-attach-z": {"Kind": "TransitGatewayAttachment", "TransitGatewayId": "tgw-1", "ResourceType": "vpc", "ResourceId": "vpc-x", "SubnetIds": ["subnet-x"]},
               "tgw-rtb-1": {"Associations": [{"TransitGatewayAttachmentId": "tgw-attach-c"}, {"TransitGatewayAttachmentId": "tgw-attach-x"}, {"TransitGatewayAttachmentId": "tgw-attach-z"}]}"#,
            &["error CFG_DUPLICATE tgw-attach-z TGW-01"],
        );
    }

    #[test]
    fn a_zone_has_one_subnet_of_the_vpc() {
        check_beside(
            TRANSIT,
            r#""subnet-y": {"Kind": "Subnet", "VpcId": "vpc-x", "CidrBlock": "10.9.2.0/24", "AvailabilityZoneId": "use1-az1"},
               "tgw-attach-x": {"SubnetIds": ["subnet-x", "subnet-y"]}"#,
            &["error CFG_DUPLICATE_SUBNETS_IN_SAME_ZONE tgw-attach-x TGW-01"],
        );
        check_beside(
            TRANSIT,
            r#""tgw-attach-x": {"SubnetIds": ["subnet-x", "subnet-p-b"]}"#,
            &["error CFG_TRANSIT_GATEWAY_INVALID tgw-attach-x TGW-01"],
        );
        check_beside(
            TRANSIT,
            r#""tgw-attach-x": {"SubnetIds": null}"#,
            &["warning CFG_INCOMPLETE tgw-attach-x TGW-01"],
        );
    }

    #[test]
    fn an_attachment_is_available() {
        check_beside(TRANSIT, r#""tgw-attach-x": {"State": "available"}"#, &[]);
        check_beside(
            TRANSIT,
            r#""tgw-attach-x": {"State": "pendingAcceptance"}"#,
            &["warning BAD_STATE_ATTACHMENT tgw-attach-x TGW-13"],
        );
    }
}
