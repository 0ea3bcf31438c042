//! The target of a route: which kind of hop takes the packet, or why none does.

use vpcanvas_model::{
    Kind, ResourceId,
    kind::{
        route_table::{Route, RouteState},
        vpc_endpoint::VpcEndpointType,
    },
};
use vpcanvas_network::Network;

use super::{
    appliance, egress_only_internet_gateway, gateway_endpoint, gateway_load_balancer_endpoint,
    internet_gateway, nat_gateway, peering, subnet, transit_gateway, vpn,
    walk::{Place, Stand, Walk},
};
use crate::{Code, Explanation, route::Choice};

/// Where a packet goes that leaves a subnet by a route that is drawn.
pub(crate) fn take<'n>(
    walk: &mut Walk<'n>,
    stand: Stand<'n>,
    table: &'n ResourceId,
    route: &'n Route,
) -> Place<'n> {
    let Some(target) = route.target_ids().next() else {
        walk.explain(no_target(table));
        return Place::Nowhere;
    };
    if target.as_str() == "local" {
        return subnet::enter(walk, stand.vpc, Some(stand.subnet), stand.at());
    }
    match walk.network.kind(target) {
        Some(Kind::InternetGateway) => internet_gateway::leave(walk, stand, target),
        Some(Kind::EgressOnlyInternetGateway) => {
            egress_only_internet_gateway::leave(walk, stand, target)
        }
        Some(Kind::NatGateway) => nat_gateway::take(walk, stand, table, target),
        Some(Kind::VpcPeeringConnection) => peering::take(walk, stand, table, target),
        Some(Kind::TransitGateway) => transit_gateway::take(walk, stand, target),
        Some(Kind::VpnGateway) => vpn::leave(walk, stand, target),
        Some(Kind::NetworkInterface | Kind::Instance) => {
            appliance::take(walk, Some(stand), table, target, None)
        }
        Some(Kind::VpcEndpoint) => endpoint(walk, stand, table, target),
        Some(kind) => {
            walk.explain(no_hop(table, target, kind));
            Place::Nowhere
        }
        // What a blackhole led to may well be gone (RT-09).
        None if route.state == Some(RouteState::Blackhole) => Place::Nowhere,
        None => {
            walk.explain(not_there(table, target));
            Place::Nowhere
        }
    }
}

/// Of endpoints only those of gateways are targets of routes (IE-44).
fn endpoint<'n>(
    walk: &mut Walk<'n>,
    stand: Stand<'n>,
    table: &'n ResourceId,
    target: &'n ResourceId,
) -> Place<'n> {
    let endpoint_type = walk
        .network
        .endpoint(target)
        .map(vpcanvas_model::kind::VpcEndpoint::endpoint_type);
    match endpoint_type {
        Some(VpcEndpointType::GatewayLoadBalancer) => {
            gateway_load_balancer_endpoint::take(walk, Some(stand), table, target, None)
        }
        Some(VpcEndpointType::Gateway) => gateway_endpoint::take(walk, stand, table, target, None),
        _ => {
            walk.explain(no_hop(table, target, Kind::VpcEndpoint));
            Place::Nowhere
        }
    }
}

/// Whether the next hop stands in a subnet itself, so that the packet does not cross its border (NACL-04).
pub(crate) fn stands_in(network: &Network, choice: &Choice<'_>, subnet: &ResourceId) -> bool {
    let Choice::Drawn { route, .. } = choice else {
        return false;
    };
    let Some(target) = route.target_ids().next() else {
        return false;
    };
    let interface = match network.kind(target) {
        Some(Kind::Instance) => network.primary_interface(target),
        Some(Kind::NetworkInterface | Kind::NatGateway) => network.interfaces_of(target).next(),
        _ => None,
    };
    interface.is_some_and(|interface| interface.subnet == *subnet)
}

fn no_target(table: &ResourceId) -> Explanation {
    let message = format!("the route that wins in {table} has no target: give it one");
    Explanation::new(Code::CfgIncomplete, table, message, "4.2")
}

fn not_there(table: &ResourceId, target: &ResourceId) -> Explanation {
    let message = format!(
        "{table} leads to {target}, which is not in the design, so where the packet goes is not known: add it, or change the route"
    );
    Explanation::new(Code::UnknownResource, target, message, "RT-03")
}

fn no_hop(table: &ResourceId, target: &ResourceId, kind: Kind) -> Explanation {
    let message = format!(
        "{table} leads to {target}, and a {kind} of its type is no target of routes: the packet is discarded"
    );
    let reference = if kind == Kind::VpcEndpoint {
        "IE-44"
    } else {
        "4.2"
    };
    Explanation::new(Code::BadStateRoute, table, message, reference)
}
