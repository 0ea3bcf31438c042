//! The route table of a transit gateway: which one an attachment uses, the route it has for a packet, and what is said where it
//! has none (TGW-03, TGW-05).

use vpcanvas_model::{Kind, ResourceId};

use crate::{
    Code, Explanation,
    not_collected::{lacks, open},
    remedy::Remedy,
    route,
    trace::{
        Decision, Outcome, Step, connection,
        path::At,
        ruling::TakenRoute,
        transit_route::{self, Candidate},
        walk::Walk,
    },
};

/// The table of this transit gateway an attachment is associated with; where it is with none and there is but one, that one.
pub(super) fn table_of<'n>(
    walk: &mut Walk<'n>,
    here: At<'n>,
    attachment: &'n ResourceId,
) -> Option<&'n ResourceId> {
    let network = walk.network;
    let gateway = here.component;
    let of_gateway = || network.naming(gateway, Kind::TransitGatewayRouteTable, "TransitGatewayId");
    let associated = network
        .naming(attachment, Kind::TransitGatewayRouteTable, "Associations")
        .find(|table| of_gateway().any(|own| own == *table));
    if associated.is_some() {
        return associated;
    }
    if let Some(table) = of_gateway().find(|table| lacks(network, table, "Associations")) {
        let what = format!("which attachments of {gateway} use {table}");
        walk.explain(open(table, &what, "TGW-03"));
        return None;
    }
    let message = format!(
        "{attachment} is associated with no route table of {gateway}, so what it brings goes nowhere"
    );
    let remedies = of_gateway().map(|table| Remedy::AssociateAttachment {
        table: table.clone(),
        attachment: attachment.clone(),
    });
    let code = Code::TgwAttachMissingTgwRtbAssociation;
    let explanation = Explanation::new(code, attachment, message, "TGW-03").mended_by(remedies);
    walk.refuse(here, explanation);
    let mut tables = of_gateway();
    tables.next().filter(|_| tables.next().is_none())
}

/// Asks a table for a route; a blackhole still wins, and is followed where it says where it led (TGW-05).
pub(super) fn ask_table<'n>(
    walk: &mut Walk<'n>,
    here: At<'n>,
    table: &'n ResourceId,
) -> Option<Candidate<'n>> {
    let properties = walk.network.transit_gateway_route_table(table)?;
    if lacks(walk.network, table, "Routes") {
        let what = format!("which routes {table} has");
        walk.explain(open(table, &what, "TGW-05"));
        return None;
    }
    let found = transit_route::candidates(walk.network, properties, walk.packet.destination);
    let Some(route) = found.first().copied() else {
        let decision = Decision::Route { route: None };
        let step = Step::new(table, decision, Outcome::Blocks, walk.packet, "TGW-05");
        walk.ask(here, step);
        explain_no_route(walk, table, here.component);
        return None;
    };
    if let Some(rival) = transit_route::rival(&found) {
        walk.explain(unforeseen(table, &route, rival));
        return None;
    }
    let taken = TakenRoute::Drawn {
        range: route.range,
        target: route.attachment.cloned(),
    };
    let decision = Decision::Route { route: Some(taken) };
    let outcome = Outcome::passing_if(!route.blackhole);
    let step = Step::new(table, decision, outcome, walk.packet, "TGW-05");
    walk.ask(here, step);
    if route.blackhole {
        let message = format!(
            "the route {} of {table} discards packets: it still wins where it is the most specific",
            route.range
        );
        let code = Code::TgwRtbBadStateRoute;
        walk.explain(Explanation::new(code, table, message, "TGW-05"));
        warn_of_loser(walk, table, &route, found.get(1));
    }
    Some(route)
}

fn unforeseen(table: &ResourceId, route: &Candidate<'_>, rival: &ResourceId) -> Explanation {
    let message = format!(
        "{table} learns {} from {} and an overlapping range from {rival}, and AWS installs the one it saw first: write a static route, or reach the service by an endpoint",
        route.range,
        route.attachment.map_or("nothing", ResourceId::as_str),
    );
    Explanation::new(Code::CfgAmbiguousRoute, table, message, "TGW-04").unverified()
}

fn warn_of_loser(
    walk: &mut Walk<'_>,
    table: &ResourceId,
    winner: &Candidate<'_>,
    loser: Option<&Candidate<'_>>,
) {
    let Some(loser) = loser else {
        return;
    };
    let target = loser.attachment.map_or("nothing", ResourceId::as_str);
    let (code, why) = if loser.range == winner.range {
        let why = "another for the same range goes first".to_owned();
        (Code::TgwRtbHigherPriorityRoute, why)
    } else {
        let why = format!("{} is more specific", winner.range);
        (Code::TgwRtbMoreSpecificRoute, why)
    };
    let message = format!("the route {} to {target} is not taken: {why}", loser.range);
    walk.warn(Explanation::new(code, table, message, "TGW-05"));
}

fn explain_no_route(walk: &mut Walk<'_>, table: &ResourceId, gateway: &ResourceId) {
    let network = walk.network;
    let destination = walk.packet.destination;
    let Some(properties) = network.transit_gateway_route_table(table) else {
        return;
    };
    if let Some(unknown) = transit_route::unknown_source(network, properties) {
        let message = format!(
            "what {table} learns from {unknown} is not in the design, so whether it has a route for {destination} is not known"
        );
        let code = Code::TgwRtbRoutesAreUnknown;
        return walk.explain(Explanation::new(code, table, message, "TGW-04"));
    }
    let attachments = network.naming(gateway, Kind::TransitGatewayAttachment, "TransitGatewayId");
    let needed = attachments.filter_map(|id| {
        let attached = network
            .transit_gateway_attachment(id)?
            .resource_id
            .as_ref()?;
        let range = route::local_range(network, attached, destination)
            .or_else(|| connection::range_of_connection(network, attached, destination))?;
        Some((range, id))
    });
    let remedies: Vec<Remedy> = needed
        .map(|(destination, attachment)| Remedy::AddTransitRoute {
            table: table.clone(),
            destination,
            attachment: attachment.clone(),
        })
        .collect();
    let message = format!(
        "{table} has no route for {destination}: let the attachment it is behind propagate its ranges, or add a static route"
    );
    let code = Code::TgwRtbNoRouteToTgwAttachment;
    let is_empty = properties.routes.is_empty() && properties.propagations.is_empty();
    walk.explain(Explanation::new(code, table, message, "TGW-05").mended_by(remedies));
    if !is_empty {
        let message = format!("none of the routes {table} has or learns covers {destination}");
        walk.warn(Explanation::new(
            Code::TgwRtbCannotRoute,
            table,
            message,
            "TGW-05",
        ));
    }
}
