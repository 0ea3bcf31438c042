//! Tables of a transit gateway: each attachment is associated with one of them (TGW-03), what comes over peering is static
//! (TGW-12), and everything in a table hangs on its own gateway (4.6).

use std::collections::BTreeMap;

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{
        TransitGatewayAttachment, TransitGatewayRouteTable,
        transit_gateway_attachment::AttachmentType,
        transit_gateway_route_table::{AttachmentAssociation, TransitGatewayRouteState},
    },
};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::{Code, Fix, not_collected::lacks};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut associated: BTreeMap<&ResourceId, &ResourceId> = BTreeMap::new();
    let mut tables: BTreeMap<&ResourceId, Vec<&ResourceId>> = BTreeMap::new();
    let mut findings = Vec::new();
    for (id, table) in each::transit_tables(network) {
        if let Some(gateway) = &table.transit_gateway_id {
            tables.entry(gateway).or_default().push(id);
        }
        for attachment in attachments(&table.associations) {
            let before = *associated.entry(attachment).or_insert(id);
            if before != id {
                findings.push(twice(network, id, before, attachment));
            }
        }
        findings.extend(learned_over_peering(network, id, table));
        findings.extend(foreign(network, id, table));
    }
    for (id, attachment) in each::transit_attachments(network) {
        let gateway = attachment.transit_gateway_id.as_ref();
        let mut of_gateway = gateway
            .and_then(|gateway| tables.get(gateway))
            .into_iter()
            .flatten();
        let is_unknown = of_gateway.any(|table| lacks(network, table, "Associations"));
        if !associated.contains_key(id) && !is_unknown {
            findings.push(unassociated(network, id, attachment, &tables));
        }
    }
    findings
}

fn attachments(associations: &[AttachmentAssociation]) -> impl Iterator<Item = &ResourceId> {
    associations
        .iter()
        .filter_map(|association| association.transit_gateway_attachment_id.as_ref())
}

fn twice(
    network: &Network,
    id: &ResourceId,
    before: &ResourceId,
    attachment: &ResourceId,
) -> Finding {
    let message = format!("{attachment} is associated with {before} and {id}: leave one table");
    let title = format!("Dissociate {attachment} from {id}");
    let leave = change(network, id, title, |table| {
        table
            .associations
            .retain(|other| other.transit_gateway_attachment_id.as_ref() != Some(attachment));
    });
    Finding::error(Code::CfgDuplicate, id, message, "TGW-03").mended_by(leave)
}

fn learned_over_peering(
    network: &Network,
    id: &ResourceId,
    table: &TransitGatewayRouteTable,
) -> Vec<Finding> {
    attachments(&table.propagations)
        .filter(|attachment| is_peering(network, attachment))
        .map(|attachment| {
            let message = format!("{attachment} propagates into {id}, but peering learns no routes: add static routes to {id} instead");
            let title = format!("Stop {attachment} from propagating into {id}");
            let stop = change(network, id, title, |table| {
                table.propagations.retain(|other| other.transit_gateway_attachment_id.as_ref() != Some(attachment));
            });
            Finding::error(Code::CfgTransitGatewayInvalid, id, message, "TGW-12").mended_by(stop)
        })
        .collect()
}

fn is_peering(network: &Network, attachment: &ResourceId) -> bool {
    drawn(network, attachment).is_some_and(|attachment| {
        matches!(
            attachment.resource_type,
            Some(AttachmentType::Peering | AttachmentType::TgwPeering)
        )
    })
}

fn drawn<'a>(network: &'a Network, id: &ResourceId) -> Option<&'a TransitGatewayAttachment> {
    match &network.document().resource(id)?.properties {
        Properties::TransitGatewayAttachment(attachment) => Some(attachment),
        _ => None,
    }
}

/// Attachments of other gateways, and routes that lead nowhere without saying so.
fn foreign(network: &Network, id: &ResourceId, table: &TransitGatewayRouteTable) -> Vec<Finding> {
    let routes = table
        .routes
        .iter()
        .filter_map(|route| route.transit_gateway_attachment_id.as_ref());
    let all = attachments(&table.associations)
        .chain(attachments(&table.propagations))
        .chain(routes);
    let mut foreign: Vec<&ResourceId> = all
        .filter(|attachment| {
            let gateway =
                drawn(network, attachment).map(|attachment| &attachment.transit_gateway_id);
            gateway.is_some_and(|gateway| *gateway != table.transit_gateway_id)
        })
        .collect();
    foreign.sort();
    foreign.dedup();
    let foreign = foreign.into_iter().map(|attachment| {
        let message = format!("{id} names {attachment}, which hangs on another transit gateway: choose an attachment of its own");
        Finding::error(Code::CfgTransitGatewayInvalid, id, message, "4.6")
    });
    let lost = table.routes.iter().filter(|route| {
        route.transit_gateway_attachment_id.is_none()
            && route.state != Some(TransitGatewayRouteState::Blackhole)
    });
    let lost = lost.map(|route| {
        let message = format!(
            "The route to {} in {id} leads to no attachment: choose one, or make it a black hole",
            route.destination_cidr_block.as_deref().unwrap_or("nowhere")
        );
        Finding::error(Code::CfgRouteInvalid, id, message, "4.6")
    });
    foreign.chain(lost).collect()
}

fn unassociated(
    network: &Network,
    id: &ResourceId,
    attachment: &TransitGatewayAttachment,
    tables: &BTreeMap<&ResourceId, Vec<&ResourceId>>,
) -> Finding {
    let message = format!(
        "{id} is associated with no table of its transit gateway, so what enters by it is dropped: associate it with one"
    );
    let gateway = attachment.transit_gateway_id.as_ref();
    let tables = gateway.and_then(|gateway| tables.get(gateway));
    let fixes = tables.into_iter().flatten().filter_map(|table| {
        let title = format!("Associate {id} with {table}");
        change(network, table, title, |table| {
            table.associations.push(AttachmentAssociation {
                transit_gateway_attachment_id: Some(id.clone()),
                ..AttachmentAssociation::default()
            });
        })
    });
    Finding::warning(
        Code::TgwAttachMissingTgwRtbAssociation,
        id,
        message,
        "TGW-03",
    )
    .mended_by(fixes)
}

fn change(
    network: &Network,
    id: &ResourceId,
    title: String,
    change: impl FnOnce(&mut TransitGatewayRouteTable),
) -> Option<Fix> {
    edit(network, id, title, |properties| {
        if let Properties::TransitGatewayRouteTable(table) = properties {
            change(table);
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{TRANSIT, check_beside};

    #[test]
    fn an_attachment_has_one_table() {
        check_beside(
            TRANSIT,
            r#""tgw-rtb-1": {"Associations": [{"TransitGatewayAttachmentId": "tgw-attach-c"}]}"#,
            &["warning TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION tgw-attach-x TGW-03"],
        );
        check_beside(
            TRANSIT,
            r#""tgw-rtb-2": {"Kind": "TransitGatewayRouteTable", "TransitGatewayId": "tgw-1", "Associations": [{"TransitGatewayAttachmentId": "tgw-attach-c"}]}"#,
            &["error CFG_DUPLICATE tgw-rtb-2 TGW-03"],
        );
    }

    #[test]
    fn peering_learns_nothing() {
        check_beside(
            TRANSIT,
            r#""tgw-2": {"Kind": "TransitGateway", "OwnerId": "222222222222", "Region": "eu-west-1"},
               "tgw-attach-p": {"Kind": "TransitGatewayAttachment", "TransitGatewayId": "tgw-1", "ResourceType": "peering", "ResourceId": "tgw-2"},
               "tgw-rtb-1": {"Associations": [{"TransitGatewayAttachmentId": "tgw-attach-c"}, {"TransitGatewayAttachmentId": "tgw-attach-x"}, {"TransitGatewayAttachmentId": "tgw-attach-p"}],
                   "Propagations": [{"TransitGatewayAttachmentId": "tgw-attach-c"}, {"TransitGatewayAttachmentId": "tgw-attach-x"}, {"TransitGatewayAttachmentId": "tgw-attach-p"}]}"#,
            &["error CFG_TRANSIT_GATEWAY_INVALID tgw-rtb-1 TGW-12"],
        );
    }

    #[test]
    fn a_table_leads_to_attachments_of_its_gateway() {
        check_beside(
            TRANSIT,
            r#""tgw-2": {"Kind": "TransitGateway"},
               "tgw-rtb-2": {"Kind": "TransitGatewayRouteTable", "TransitGatewayId": "tgw-2", "Routes": [{"DestinationCidrBlock": "10.9.0.0/16", "TransitGatewayAttachmentId": "tgw-attach-x"}]}"#,
            &["error CFG_TRANSIT_GATEWAY_INVALID tgw-rtb-2 4.6"],
        );
        let route = |state: &str| {
            format!(
                r#""tgw-rtb-1": {{"Routes": [{{"DestinationCidrBlock": "10.1.0.0/16"{state}}}]}}"#
            )
        };
        check_beside(TRANSIT, &route(r#", "State": "blackhole""#), &[]);
        check_beside(
            TRANSIT,
            &route(""),
            &["error CFG_ROUTE_INVALID tgw-rtb-1 4.6"],
        );
    }
}
