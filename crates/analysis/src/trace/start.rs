//! Where walks begin and where replies have to end: an interface, the internet, an on-premises network, a transit gateway.

use vpcanvas_model::{Kind, ResourceId};
use vpcanvas_network::Interface;

use super::{
    Decision, Step,
    ask::{ask_acl, ask_groups},
    connection, internet_gateway, link_local,
    path::At,
    subnet, transit_gateway,
    vpc::at,
    vpn,
    walk::{Origin, Place, Reached, Stand, Walk},
};
use crate::{Code, Direction, Explanation, filter::security_group::Peer, route::local_range};

/// The packet is made and leaves its origin.
pub(crate) fn begin<'n>(walk: &mut Walk<'n>) -> Place<'n> {
    match walk.origin {
        Origin::Interface(interface)
        | Origin::Node {
            node: interface, ..
        } => from_interface(walk, interface),
        Origin::Internet { gateway } => from_internet(walk, gateway),
        Origin::OnPremises { network } => from_on_premises(walk, network),
        Origin::TransitGateway { gateway } => from_transit_gateway(walk, gateway),
    }
}

fn from_interface<'n>(walk: &mut Walk<'n>, interface: &'n Interface) -> Place<'n> {
    if let Some(taken) = link_local::take(walk, interface) {
        return taken;
    }
    let target = Peer {
        address: walk.packet.destination,
        interface: subnet::destination(walk, &interface.vpc, &interface.subnet),
        through: None,
        service: walk.service,
    };
    ask_groups(walk, interface, Direction::Egress, target);
    Place::Sent(Stand::of(interface))
}

/// In by the internet gateway of the VPC that has the address.
fn from_internet<'n>(walk: &mut Walk<'n>, gateway: Option<&'n ResourceId>) -> Place<'n> {
    let network = walk.network;
    let attached = gateway.and_then(|gateway| network.parent(gateway));
    let holder = network
        .interface_at_public(walk.packet.destination)
        .map(|holder| &holder.vpc);
    let Some(vpc) = attached.or(holder).or(walk.meant) else {
        walk.explain(nobody(walk.packet.destination));
        return Place::Nowhere;
    };
    internet_gateway::from_internet(walk, vpc, gateway)
}

fn nobody(destination: std::net::IpAddr) -> Explanation {
    let message = format!("nobody in the design has the address {destination} in the internet");
    let component = ResourceId::from("internet");
    Explanation::new(Code::NoPossibleDestination, &component, message, "IGW-02")
}

/// Through the VPN that leads to the VPC with the address, else through any: routers over there know where to send.
fn from_on_premises<'n>(walk: &mut Walk<'n>, id: &'n ResourceId) -> Place<'n> {
    let network = walk.network;
    let connections = || network.naming(id, Kind::VpnConnection, "CustomerGatewayId");
    let leading = connections().find(|connection| leads(walk, connection));
    if let Some(connection) = leading.or_else(|| connections().next()) {
        return vpn::from_connection(walk, connection);
    }
    let message =
        format!("{id} has no VPN connection: add one to a virtual private or transit gateway");
    let code = Code::UnassociatedComponent;
    walk.explain(Explanation::new(code, id, message, "4.7"));
    Place::Nowhere
}

/// Whether the gateway a VPN connection ends at is attached to the VPC that has the destination.
fn leads(walk: &Walk<'_>, connection: &ResourceId) -> bool {
    let network = walk.network;
    let destination = walk.packet.destination;
    let Some(connection) = network.vpn_connection(connection) else {
        return false;
    };
    let has = |vpc: &ResourceId| local_range(network, vpc, destination).is_some();
    let by_vpc = connection
        .vpn_gateway_id
        .as_ref()
        .and_then(|gateway| network.vpn_gateway(gateway)?.vpc_id.as_ref());
    by_vpc.is_some_and(has)
        || connection
            .transit_gateway_id
            .as_ref()
            .is_some_and(|gateway| {
                let mut attachments =
                    network.naming(gateway, Kind::TransitGatewayAttachment, "TransitGatewayId");
                attachments.any(|id| {
                    let attachment = network.transit_gateway_attachment(id);
                    attachment
                        .and_then(|attachment| attachment.resource_id.as_ref())
                        .is_some_and(has)
                })
            })
}

/// Out of the attachment of the VPC that has the destination: which one the packet came in by is not known.
fn from_transit_gateway<'n>(walk: &mut Walk<'n>, gateway: &'n ResourceId) -> Place<'n> {
    let network = walk.network;
    let destination = walk.packet.destination;
    let mut attachments =
        network.naming(gateway, Kind::TransitGatewayAttachment, "TransitGatewayId");
    let leading = attachments.find(|id| {
        let attachment = network.transit_gateway_attachment(id);
        attachment
            .and_then(|attachment| attachment.resource_id.as_ref())
            .is_some_and(|attached| {
                local_range(network, attached, destination).is_some()
                    || connection::range_of_connection(network, attached, destination).is_some()
            })
    });
    walk.lose_identity(gateway, Code::SgReferencesNotPreserved, "SG-04");
    let Some(attachment) = leading else {
        let message = format!("nothing attached to {gateway} has the address {destination}");
        let code = Code::NoPossibleDestination;
        walk.explain(Explanation::new(code, gateway, message, "TGW-05"));
        return Place::Nowhere;
    };
    transit_gateway::leave(walk, gateway, attachment)
}

/// Nobody is known behind a transit gateway, so the reply is not followed.
pub(crate) fn warn_of_one_way(walk: &mut Walk<'_>) {
    let Origin::TransitGateway { gateway } = walk.origin else {
        return;
    };
    let message =
        format!("who sends through {gateway} is not known, so only the way there was followed");
    let code = Code::UnidirectionalPathAnalysisOnly;
    walk.warn(Explanation::new(code, gateway, message, "6.1"));
}

/// Whoever took the packet answers.
pub(crate) fn begin_reply<'n>(walk: &mut Walk<'n>, from: Reached<'n>) -> Place<'n> {
    match from {
        Reached::Interface(interface) => {
            let decision = Decision::Stateful;
            let step = Step::passing(&interface.owner, decision, walk.packet, "SG-03");
            walk.ask(at(interface), step);
            if let Some(node) = keeps_client(walk.origin) {
                return straight_to_node(walk, interface, node);
            }
            Place::Sent(Stand::of(interface))
        }
        Reached::Internet { gateway, vpc } => internet_gateway::reply(walk, gateway, vpc),
        Reached::OnPremises { connection, .. } => vpn::from_connection(walk, connection),
        Reached::Nearby(interface) => {
            let step = Step::passing(&interface.owner, Decision::Stateful, walk.packet, "SG-07");
            walk.ask(at(interface), step);
            Place::Reached(Reached::Interface(interface))
        }
        // The endpoint is no address: replies come to the subnet from the service's own (GW-09).
        Reached::Service { endpoint, vpc } => Place::Entering {
            vpc,
            gateway: At {
                component: endpoint,
                kind: Kind::VpcEndpoint.as_str(),
            },
        },
    }
}

/// The node of a load balancer that keeps the address of a client: it takes replies to the client, wherever that is.
fn keeps_client(origin: Origin<'_>) -> Option<&Interface> {
    match origin {
        Origin::Node { node, .. } => Some(node),
        _ => None,
    }
}

/// Only the filters of both subnets are asked, for the address of the client (section 2.10).
fn straight_to_node<'n>(
    walk: &mut Walk<'n>,
    from: &'n Interface,
    node: &'n Interface,
) -> Place<'n> {
    if from.subnet != node.subnet {
        ask_acl(walk, at(from), &from.subnet, Direction::Egress);
        ask_acl(walk, at(node), &node.subnet, Direction::Ingress);
    }
    Place::Reached(Reached::Interface(node))
}

/// Whether the reply comes to whoever sent the request.
pub(crate) fn end_reply(walk: &mut Walk<'_>, reached: Option<Reached<'_>>) {
    let Some(reached) = reached else {
        return;
    };
    match (walk.origin, reached) {
        (
            Origin::Interface(own) | Origin::Node { node: own, .. },
            Reached::Interface(interface),
        ) if own == interface => {
            let step = Step::passing(&own.owner, Decision::Stateful, walk.packet, "SG-03");
            walk.ask(at(own), step);
        }
        (Origin::Internet { .. }, Reached::Internet { .. }) => {}
        (Origin::OnPremises { network }, Reached::OnPremises { network: other, .. })
            if network == other => {}
        (_, astray) => explain_astray(walk, astray),
    }
}

fn explain_astray(walk: &mut Walk<'_>, reached: Reached<'_>) {
    let end = match reached {
        Reached::Interface(interface) | Reached::Nearby(interface) => &interface.owner,
        Reached::Internet { gateway, .. } => gateway,
        Reached::OnPremises { network, .. } => network,
        Reached::Service { endpoint, .. } => endpoint,
    };
    let message = format!(
        "the reply for {} goes to {end}, which is not where the request came from: lead it back the way it came",
        walk.packet.destination
    );
    let code = Code::NoPossibleDestination;
    walk.explain(Explanation::new(code, end, message, "RT-12"));
}
