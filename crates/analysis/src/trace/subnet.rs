//! The border of a subnet: its network ACL and its route table on the way out, the ACL and the receiver's groups on the way in.

use ipnet::IpNet;
use vpcanvas_model::{
    ResourceId,
    kind::route_table::{Route, RouteState},
};
use vpcanvas_network::{Interface, Role};

use super::{
    Decision, Outcome, Step,
    ask::ask_acl,
    gateway_endpoint, missing_route, nat_gateway, next_hop,
    path::At,
    peering, receiver,
    ruling::TakenRoute,
    vpc::at,
    walk::{Place, Reached, Stand, Walk, Way},
};
use crate::{
    Code, Direction, Explanation, not_collected,
    remedy::Remedy,
    route::{self, Choice},
};

/// A packet leaves something that stands in a subnet.
pub(crate) fn leave<'n>(walk: &mut Walk<'n>, stand: Stand<'n>) -> Place<'n> {
    if !walk.visit(stand.at(), stand.subnet) {
        return Place::Nowhere;
    }
    let destination = walk.packet.destination;
    let subnet = match walk.interface_at(stand.vpc, destination) {
        Some(interface) => Some(&interface.subnet),
        None => walk
            .network
            .subnet_at(stand.vpc, destination)
            .map(|(id, _)| id),
    };
    if subnet == Some(stand.subnet) {
        let step = Step::passing(stand.subnet, Decision::SameSubnet, walk.packet, "NACL-04");
        walk.ask(stand.at(), step);
        return enter(walk, stand.vpc, Some(stand.subnet), stand.at());
    }
    let table = walk.network.route_table_of(stand.subnet);
    let choice = route::choose(walk.network, stand.vpc, table, walk.sought());
    if !next_hop::stands_in(walk.network, &choice, stand.subnet) {
        ask_acl(walk, stand.at(), stand.subnet, Direction::Egress);
    }
    if let Some(unknown) =
        route::not_collected(walk.network, stand.vpc, (stand.subnet, table), &choice)
    {
        walk.explain(unknown);
        return match choice {
            Choice::Local { .. } => enter(walk, stand.vpc, Some(stand.subnet), stand.at()),
            _ => Place::Nowhere,
        };
    }
    if let Some(open) = route::unforeseen(walk.network, table, &choice, walk.sought()) {
        walk.explain(open);
        return Place::Nowhere;
    }
    match choice {
        Choice::Local { table, range } => {
            record_local(walk, stand.at(), table.unwrap_or(stand.vpc), range);
            enter(walk, stand.vpc, Some(stand.subnet), stand.at())
        }
        Choice::Drawn {
            table,
            range,
            route,
        } => {
            record_route(walk, stand, table, range, route);
            next_hop::take(walk, stand, table, route)
        }
        Choice::Installed {
            table,
            endpoint,
            service,
        } => gateway_endpoint::take(walk, stand, table, endpoint, Some(service)),
        Choice::None { table } => no_route(walk, stand, table),
    }
}

pub(crate) fn record_local(walk: &mut Walk<'_>, at: At<'_>, component: &ResourceId, range: IpNet) {
    let route = Some(TakenRoute::Local(range));
    let step = Step::passing(component, Decision::Route { route }, walk.packet, "RT-02");
    walk.ask(at, step);
}

/// Records a route that is drawn; a blackhole still wins (RT-09), and the walk goes on as if it were none.
fn record_route(
    walk: &mut Walk<'_>,
    stand: Stand<'_>,
    table: &ResourceId,
    range: IpNet,
    route: &Route,
) {
    let target = route.target().unwrap_or("nothing");
    let blackhole = route.state == Some(RouteState::Blackhole);
    let (outcome, reference) = if blackhole {
        (Outcome::Blocks, "RT-09")
    } else {
        (Outcome::Passes, "RT-03")
    };
    let taken = TakenRoute::Drawn {
        range,
        target: route.target_ids().next().cloned(),
    };
    let decision = Decision::Route { route: Some(taken) };
    let step = Step::new(table, decision, outcome, walk.packet, reference);
    walk.ask(stand.at(), step);
    if !blackhole {
        return;
    }
    let message = format!(
        "the route {range} of {table} leads to {target}, which is gone: it still wins and discards the packet"
    );
    walk.explain(
        Explanation::new(Code::BadStateRoute, table, message, "RT-09").mended_by([
            Remedy::ActivateRoute {
                table: table.clone(),
                destination: range,
            },
        ]),
    );
    warn_of_losers(walk, table, range, route);
}

/// The routes that would take the packet if the blackhole were not there.
pub(crate) fn warn_of_losers(
    walk: &mut Walk<'_>,
    table: &ResourceId,
    range: IpNet,
    winner: &Route,
) {
    let Some(properties) = walk.network.route_table(table) else {
        return;
    };
    let losers = route::losers(walk.network, properties, winner, walk.sought());
    let Some((other, loser)) = losers.first() else {
        return;
    };
    let target = loser.target().unwrap_or("nothing");
    let (code, message) = if other.prefix_len() < range.prefix_len() {
        let message =
            format!("the route {other} to {target} is not taken: {range} is more specific");
        (Code::MoreSpecificRoute, message)
    } else {
        let message = format!(
            "the route {other} to {target} is not taken: another for the same range goes first"
        );
        (Code::HigherPriorityRoute, message)
    };
    let reference = if code == Code::MoreSpecificRoute {
        "RT-03"
    } else {
        "RT-04"
    };
    walk.warn(Explanation::new(code, table, message, reference));
}

fn no_route<'n>(walk: &mut Walk<'n>, stand: Stand<'n>, table: Option<&'n ResourceId>) -> Place<'n> {
    if let Some(back) = peering::back_to_sender(walk, stand) {
        return back;
    }
    let component = table.unwrap_or(stand.vpc);
    let step = Step::new(
        component,
        Decision::Route { route: None },
        Outcome::Blocks,
        walk.packet,
        "RT-10",
    );
    walk.ask(stand.at(), step);
    missing_route::explain(walk, stand, table);
    Place::Nowhere
}

/// A packet comes to an address of a VPC, from one of its subnets or from a gateway.
pub(crate) fn enter<'n>(
    walk: &mut Walk<'n>,
    vpc: &'n ResourceId,
    from: Option<&'n ResourceId>,
    by: At<'n>,
) -> Place<'n> {
    let Some(to) = walk.interface_at(vpc, walk.packet.destination) else {
        if let Some(gateway) = walk.translator() {
            return nat_gateway::take_reply_in_region(walk, gateway, vpc);
        }
        let decision = Decision::Address { holder: None };
        let step = Step::new(vpc, decision, Outcome::Blocks, walk.packet, "VPC-09");
        walk.ask(by, step);
        walk.explain(nothing_there(vpc, walk));
        return Place::Nowhere;
    };
    if from != Some(&to.subnet) {
        ask_acl(walk, at(to), &to.subnet, Direction::Ingress);
    }
    if walk.way == Way::Back && to.role == Role::NatGateway {
        return nat_gateway::take_reply(walk, to);
    }
    if walk.way == Way::There {
        receiver::ask(walk, to);
    }
    Place::Reached(Reached::Interface(to))
}

/// The interface a packet is for, where rules may refer to its groups: in the VPC, or in a peered one (SG-05).
pub(crate) fn destination<'n>(
    walk: &Walk<'n>,
    vpc: &'n ResourceId,
    subnet: &'n ResourceId,
) -> Option<&'n Interface> {
    let address = walk.packet.destination;
    walk.interface_at(vpc, address).or_else(|| {
        let other = peering::leads_into(walk.network, vpc, subnet, walk.sought())?;
        walk.network.interface_at(other, address)
    })
}

fn nothing_there(vpc: &ResourceId, walk: &Walk<'_>) -> Explanation {
    if not_collected::lacks(walk.network, vpc, "NetworkInterfaces") {
        let what = format!("what has the address {} in {vpc}", walk.packet.destination);
        return not_collected::open(vpc, &what, "VPC-09");
    }
    Explanation::new(
        Code::NoPossibleDestination,
        vpc,
        format!(
            "nothing in {vpc} has the address {}: check the address, or put something there",
            walk.packet.destination
        ),
        "VPC-09",
    )
}
