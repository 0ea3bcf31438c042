//! A VPN on the way: between a virtual private or transit gateway and an on-premises network (section 4.7).

use std::net::IpAddr;

use vpcanvas_model::{
    Kind, ResourceId,
    kind::{VpnConnection, vpn_gateway::VpnGatewayState},
};

use super::{
    appliance, connection, internet_gateway,
    path::At,
    transit_gateway,
    walk::{Place, Reached, Stand, Walk},
};
use crate::{
    Code, Explanation,
    remedy::Remedy,
    route::{self, Choice, local_range},
};

/// A packet leaves a VPC by its virtual private gateway.
pub(crate) fn leave<'n>(
    walk: &mut Walk<'n>,
    stand: Stand<'n>,
    gateway: &'n ResourceId,
) -> Place<'n> {
    let here = hop(gateway, Kind::VpnGateway);
    ask_gateway(walk, here, stand.vpc);
    if walk.packet.is_ipv6() {
        walk.refuse(here, no_ipv6(gateway));
    }
    if walk
        .network
        .interface_at(stand.vpc, walk.packet.source)
        .is_none()
    {
        let message = format!(
            "{gateway} takes only what interfaces of {} send, and {} is the address of none",
            stand.vpc, walk.packet.source
        );
        let code = Code::VgwPrivateIpAssociationForEgress;
        walk.refuse(here, Explanation::new(code, gateway, message, "VGW-02"));
    }
    let connections = || {
        walk.network
            .naming(gateway, Kind::VpnConnection, "VpnGatewayId")
    };
    let destination = walk.packet.destination;
    if let Some(connection) = leading(walk, connections(), destination) {
        return Place::InTunnel { connection };
    }
    let explanation = match connections().find(|id| is_unknown(walk, id)) {
        Some(connection) => unknown_ranges(connection, destination),
        None => no_network(gateway, destination),
    };
    walk.refuse(here, explanation);
    Place::Nowhere
}

/// The connection with the longest range that covers a destination, and of several the first that works (VGW-03).
fn leading<'n>(
    walk: &Walk<'n>,
    connections: impl Iterator<Item = &'n ResourceId>,
    destination: IpAddr,
) -> Option<&'n ResourceId> {
    let network = walk.network;
    let covering = connections.filter_map(|id| {
        let range = connection::range_of_connection(network, id, destination)?;
        let works = network.vpn_connection(id).is_some_and(VpnConnection::works);
        Some((std::cmp::Reverse((range.prefix_len(), works)), id))
    });
    covering.min_by_key(|(rank, _)| *rank).map(|(_, id)| id)
}

fn hop(id: &ResourceId, kind: Kind) -> At<'_> {
    At {
        component: id,
        kind: kind.as_str(),
    }
}

/// It has to be attached to the VPC, and to work.
fn ask_gateway(walk: &mut Walk<'_>, here: At<'_>, vpc: &ResourceId) {
    let gateway = here.component;
    let Some(properties) = walk.network.vpn_gateway(gateway) else {
        return;
    };
    if properties.vpc_id.as_ref() != Some(vpc) {
        let message =
            format!("{gateway} is not attached to {vpc}, so it carries nothing of it: attach it");
        let free = properties.vpc_id.is_none();
        let remedy = free.then(|| Remedy::AttachGateway {
            gateway: gateway.clone(),
            vpc: vpc.clone(),
        });
        let code = Code::BadStateAttachment;
        let explanation = Explanation::new(code, gateway, message, "VGW-01").mended_by(remedy);
        walk.refuse_state(here, "detached", explanation);
    }
    if let Some(state) = properties
        .state
        .filter(|state| *state != VpnGatewayState::Available)
    {
        let message = format!(
            "{gateway} is {}: it carries nothing until it is available",
            state.as_str()
        );
        let explanation = Explanation::new(Code::BadState, gateway, message, "VGW-01");
        walk.refuse_state(here, state.as_str(), explanation);
    }
}

/// Whether nothing tells which ranges are behind a connection.
pub(crate) fn is_unknown(walk: &Walk<'_>, connection: &ResourceId) -> bool {
    walk.network
        .vpn_connection(connection)
        .is_some_and(|connection| {
            let customer = connection.customer_gateway_id.as_ref();
            let customer = customer.and_then(|id| walk.network.customer_gateway(id));
            connection.routes.is_empty()
                && customer.is_none_or(|customer| customer.cidr_blocks.is_empty())
        })
}

/// A packet goes through a VPN connection to the on-premises network.
pub(crate) fn pass<'n>(walk: &mut Walk<'n>, id: &'n ResourceId) -> Place<'n> {
    let here = hop(id, Kind::VpnConnection);
    let Some(connection) = walk.network.vpn_connection(id) else {
        return Place::Nowhere;
    };
    ask_connection(walk, here, connection);
    let Some(network) = connection.customer_gateway_id.as_ref() else {
        let message = format!("{id} leads to no on-premises network: choose its customer gateway");
        walk.refuse(
            here,
            Explanation::new(Code::CfgIncomplete, id, message, "4.7"),
        );
        return Place::Nowhere;
    };
    walk.pass_on(here, network, "4.7");
    Place::Reached(Reached::OnPremises {
        network,
        connection: id,
    })
}

/// Its tunnels have to be up.
fn ask_connection(walk: &mut Walk<'_>, here: At<'_>, connection: &VpnConnection) {
    if connection.works() {
        return;
    }
    let id = here.component;
    let code = if connection.transit_gateway_id.is_some() {
        Code::TgwBadStateVpn
    } else {
        Code::BadStateVpn
    };
    let message = format!("{id} is not available or all of its tunnels are down: bring one up");
    walk.refuse_state(here, "DOWN", Explanation::new(code, id, message, "4.7"));
}

/// A packet comes from the on-premises network through a VPN connection.
pub(crate) fn from_connection<'n>(walk: &mut Walk<'n>, id: &'n ResourceId) -> Place<'n> {
    let here = hop(id, Kind::VpnConnection);
    let Some(connection) = walk.network.vpn_connection(id) else {
        return Place::Nowhere;
    };
    ask_connection(walk, here, connection);
    walk.lose_identity(id, Code::SgReferencesNotPreserved, "SG-04");
    if let Some(gateway) = &connection.transit_gateway_id {
        walk.pass_on(here, gateway, "4.7");
        return transit_gateway::from_attached(walk, gateway, id, here);
    }
    let Some(gateway) = &connection.vpn_gateway_id else {
        let message =
            format!("{id} ends at no gateway: choose a virtual private or transit gateway");
        walk.refuse(
            here,
            Explanation::new(Code::CfgIncomplete, id, message, "4.7"),
        );
        return Place::Nowhere;
    };
    walk.pass_on(here, gateway, "4.7");
    from_gateway(walk, gateway)
}

/// A packet comes into a VPC by its virtual private gateway, and only to addresses of interfaces there (VGW-02).
pub(crate) fn from_gateway<'n>(walk: &mut Walk<'n>, gateway: &'n ResourceId) -> Place<'n> {
    let here = hop(gateway, Kind::VpnGateway);
    let attached = walk
        .network
        .vpn_gateway(gateway)
        .and_then(|gateway| gateway.vpc_id.as_ref());
    let Some(vpc) = attached else {
        let message = format!("{gateway} is attached to no VPC, so it carries nothing");
        let code = Code::BadStateAttachment;
        walk.refuse_state(
            here,
            "detached",
            Explanation::new(code, gateway, message, "VGW-01"),
        );
        return Place::Nowhere;
    };
    ask_gateway(walk, here, vpc);
    if walk.packet.is_ipv6() {
        walk.refuse(here, no_ipv6(gateway));
    }
    let destination = walk.packet.destination;
    if walk.network.interface_at(vpc, destination).is_none() {
        walk.refuse(here, not_there(gateway, vpc, destination));
        return Place::Nowhere;
    }
    ask_spoofed(walk, here, vpc);
    walk.pass_on(here, vpc, "VGW-02");
    by_edge_table(walk, here, vpc)
}

/// What comes in and claims to be from the VPC itself is refused: the ranges overlap.
pub(crate) fn ask_spoofed(walk: &mut Walk<'_>, here: At<'_>, vpc: &ResourceId) {
    let source = walk.packet.source;
    let Some(range) = local_range(walk.network, vpc, source) else {
        return;
    };
    let gateway = here.component;
    let message = format!(
        "{source} lies in {range} of {vpc}, so what comes from outside under it is refused: the ranges must not overlap"
    );
    let code = Code::GatewayRejectsSpoofedTraffic;
    walk.refuse(here, Explanation::new(code, gateway, message, "VGW-02"));
}

/// The gateway's edge route table may lead what comes in through an appliance, never to an endpoint (GL-06).
fn by_edge_table<'n>(walk: &mut Walk<'n>, here: At<'n>, vpc: &'n ResourceId) -> Place<'n> {
    let entering = Place::Entering { vpc, gateway: here };
    let Some((table, properties)) = walk.network.edge_table_of(here.component) else {
        return entering;
    };
    let choice = route::choose(walk.network, vpc, Some((table, properties)), walk.sought());
    let Choice::Drawn { route, .. } = choice else {
        return entering;
    };
    let Some(target) = route.target_ids().next() else {
        return entering;
    };
    match walk.network.kind(target) {
        Some(Kind::NetworkInterface | Kind::Instance) => {
            appliance::take(walk, None, table, target, Some(table))
        }
        Some(Kind::VpcEndpoint) => {
            let message = format!(
                "{table}, the route table of {}, leads to {target}: a virtual private gateway drops what is for a Gateway Load Balancer endpoint",
                here.component
            );
            walk.explain(Explanation::new(
                Code::BadStateRoute,
                table,
                message,
                "GL-06",
            ));
            Place::Nowhere
        }
        _ => {
            walk.explain(internet_gateway::no_edge_target(table, target));
            Place::Nowhere
        }
    }
}

fn no_ipv6(gateway: &ResourceId) -> Explanation {
    let message = format!("VPNs of {gateway} carry IPv4 alone");
    Explanation::new(Code::ProtocolRestriction, gateway, message, "VGW-04")
}

fn no_network(gateway: &ResourceId, destination: IpAddr) -> Explanation {
    let message = format!(
        "no VPN connection of {gateway} leads to a network with {destination}: add a connection, or the range to its on-premises network"
    );
    Explanation::new(Code::NoPossibleDestination, gateway, message, "VGW-03")
}

fn unknown_ranges(connection: &ResourceId, destination: IpAddr) -> Explanation {
    let message = format!(
        "which ranges are behind {connection} is not in the design, so whether {destination} is one of them is not known: give its on-premises network ranges"
    );
    Explanation::new(Code::UnknownDestination, connection, message, "VGW-03")
}

fn not_there(gateway: &ResourceId, vpc: &ResourceId, destination: IpAddr) -> Explanation {
    let message = format!(
        "{gateway} delivers only to interfaces of {vpc}, and {destination} is the address of none: not to its gateways, NAT gateways, gateway endpoints or peers"
    );
    Explanation::new(
        Code::VgwPrivateIpAssociationForIngress,
        gateway,
        message,
        "VGW-02",
    )
}
