//! Subnets in a zone where their VPC's attachment has none do not reach the transit gateway (TGW-01).

use std::collections::{BTreeMap, BTreeSet};

use vpcanvas_model::{Properties, ResourceId};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit, transit_attachment::vpc_of};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::transit_attachments(network)
        .filter(|(_, attachment)| !attachment.subnet_ids.is_empty())
        .flat_map(|(id, attachment)| {
            let (Some(vpc), Some(gateway)) = (vpc_of(network, attachment), &attachment.transit_gateway_id) else {
                return Vec::new();
            };
            let served: BTreeSet<&str> = attachment.subnet_ids.iter().filter_map(|subnet| zone(network, subnet)).collect();
            missing(network, vpc, gateway, &served)
                .into_iter()
                .map(|(zone, subnet)| {
                    let message = format!(
                        "{subnet} leads to {gateway}, but {id} has no subnet in {zone}, so nothing gets there: add a subnet in {zone} to {id}"
                    );
                    let title = format!("Add {subnet} in {zone} to {id}");
                    let add = edit(network, id, title, |properties| {
                        if let Properties::TransitGatewayAttachment(attachment) = properties {
                            attachment.subnet_ids.push(subnet.clone());
                        }
                    });
                    Finding::warning(Code::TgwRouteAzRestriction, id, message, "TGW-01").mended_by(add)
                })
                .collect()
        })
        .collect()
}

fn zone<'a>(network: &'a Network, subnet: &ResourceId) -> Option<&'a str> {
    network.subnet(subnet)?.availability_zone_id.as_deref()
}

/// The zones without the attachment, each with the first subnet in it that leads to the gateway.
fn missing<'a>(
    network: &'a Network,
    vpc: &ResourceId,
    gateway: &ResourceId,
    served: &BTreeSet<&str>,
) -> BTreeMap<&'a str, &'a ResourceId> {
    let mut zones = BTreeMap::new();
    for (subnet, drawn) in network.subnets(vpc) {
        let Some(zone) = drawn
            .availability_zone_id
            .as_deref()
            .filter(|zone| !served.contains(zone))
        else {
            continue;
        };
        let leads = network.route_table_of(subnet).is_some_and(|(_, table)| {
            table
                .routes
                .iter()
                .any(|route| route.transit_gateway_id.as_ref() == Some(gateway))
        });
        if leads {
            zones.entry(zone).or_insert(subnet);
        }
    }
    zones
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{TRANSIT, check_beside};

    #[test]
    fn every_zone_that_leads_there_has_a_subnet() {
        check_beside(
            TRANSIT,
            r#""tgw-attach-c": {"SubnetIds": ["subnet-c-a"]}"#,
            &["warning TGW_ROUTE_AZ_RESTRICTION tgw-attach-c TGW-01"],
        );
        check_beside(
            TRANSIT,
            r#""tgw-attach-c": {"SubnetIds": ["subnet-c-a"]},
               "rtb-b": {"Kind": "RouteTable", "VpcId": "vpc-c", "Associations": [{"SubnetId": "subnet-c-b"}]}"#,
            &[],
        );
    }
}
