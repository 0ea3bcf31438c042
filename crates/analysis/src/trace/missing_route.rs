//! A route table without a route for a packet: what it has instead, and which routes would help (RT-10).

use std::net::IpAddr;

use ipnet::IpNet;
use vpcanvas_model::{Kind, ResourceId};
use vpcanvas_network::Network;

use super::{
    asymmetry::Crossing,
    connection,
    walk::{Stand, Walk, Way},
};
use crate::{Code, Explanation, remedy::Remedy, route};

/// Explains that no route covers the packet.
pub(crate) fn explain<'n>(walk: &mut Walk<'n>, stand: Stand<'n>, table: Option<&ResourceId>) {
    let component = table.unwrap_or(stand.vpc);
    let destination = walk.packet.destination;
    let subnet = stand.subnet;
    let what = match walk.way {
        Way::There => "packets",
        Way::Back => "replies",
    };
    let message = format!(
        "{component} has no route for {destination}, so {what} from {subnet} are dropped: add a route, or use an address in the VPC"
    );
    let remedies = table.map(|table| remedies(walk, stand, table));
    walk.explain(
        Explanation::new(Code::NoRouteToDestination, component, message, "RT-10")
            .mended_by(remedies.unwrap_or_default()),
    );
    if let Some(table) = table {
        warn_of_routes(walk, table);
    }
    warn_of_endpoint(walk, stand);
}

/// What the table has instead: routes to elsewhere, or nothing but the local one.
fn warn_of_routes(walk: &mut Walk<'_>, table: &ResourceId) {
    let Some(properties) = walk.network.route_table(table) else {
        return;
    };
    let destination = walk.packet.destination;
    let (code, message, reference) = if properties.routes.is_empty() {
        let message = format!(
            "the local routes of {table} are for addresses of the VPC, and {destination} is none"
        );
        (Code::VpcLocalRouteCidrRestriction, message, "RT-02")
    } else {
        let message = format!("none of the routes in {table} covers {destination}");
        (Code::CannotRoute, message, "RT-03")
    };
    walk.warn(Explanation::new(code, table, message, reference));
}

/// The reply of an endpoint to a client behind a transit gateway has to find back to it.
fn warn_of_endpoint(walk: &mut Walk<'_>, stand: Stand<'_>) {
    let by_transit = |crossing: &Crossing<'_>| crossing.kind == Kind::TransitGatewayAttachment;
    let is_endpoint = stand.kind == Kind::VpcEndpoint.as_str();
    if walk.way == Way::There || !is_endpoint || !walk.crossed_there.iter().any(by_transit) {
        return;
    }
    let endpoint = stand.component;
    let message = format!(
        "replies of {endpoint} have no route back to the transit gateway the request came by"
    );
    walk.warn(Explanation::new(
        Code::ResponseRtbHasNoRouteToTransitGateway,
        endpoint,
        message,
        "GL-11",
    ));
}

/// The routes that would lead on, the nearest first.
fn remedies<'n>(walk: &Walk<'n>, stand: Stand<'n>, table: &ResourceId) -> Vec<Remedy> {
    let network = walk.network;
    let destination = walk.packet.destination;
    if let Some(service) = walk.sought().service {
        let endpoints = network.naming(stand.vpc, Kind::VpcEndpoint, "VpcId");
        let of_service = endpoints.filter(|id| {
            let name = network
                .endpoint(id)
                .and_then(|endpoint| endpoint.service_name.as_deref());
            name == Some(service)
        });
        return of_service
            .map(|endpoint| Remedy::AddRouteTableToEndpoint {
                endpoint: endpoint.clone(),
                table: table.clone(),
            })
            .collect();
    }
    let mut found: Vec<(IpNet, &ResourceId)> = Vec::new();
    found.extend(connection::by_peering(network, stand.vpc, destination));
    found.extend(connection::by_transit(network, stand.vpc, destination));
    found.extend(connection::by_vpn(network, stand.vpc, destination));
    if found.is_empty() {
        found.extend(to_internet(walk, stand));
    }
    found
        .into_iter()
        .map(|(destination, target)| Remedy::AddRoute {
            table: table.clone(),
            destination,
            target: target.clone(),
        })
        .collect()
}

/// Through a NAT gateway where the sender has no public address, else through the internet gateway (NAT-04, IGW-01).
fn to_internet<'n>(walk: &Walk<'n>, stand: Stand<'n>) -> Vec<(IpNet, &'n ResourceId)> {
    let network = walk.network;
    let sender = network.interface_at(stand.vpc, walk.packet.source);
    let of_kind =
        |kind| -> Vec<&'n ResourceId> { network.naming(stand.vpc, kind, "VpcId").collect() };
    let default: IpNet = if walk.packet.is_ipv6() {
        IpNet::V6(ipnet::Ipv6Net::default())
    } else {
        IpNet::V4(ipnet::Ipv4Net::default())
    };
    let is_public = match walk.packet.source {
        IpAddr::V4(source) => {
            sender.is_some_and(|sender| sender.public_address_of(source).is_some())
        }
        IpAddr::V6(_) => true,
    };
    let mut targets = Vec::new();
    if !is_public {
        targets.extend(nat_gateways(network, stand.vpc));
    }
    if walk.packet.is_ipv6() {
        targets.extend(of_kind(Kind::EgressOnlyInternetGateway));
    }
    targets.extend(of_kind(Kind::InternetGateway));
    let outside = route::local_range(network, stand.vpc, walk.packet.destination).is_none();
    targets.retain(|_| outside);
    targets
        .into_iter()
        .map(|target| (default, target))
        .collect()
}

/// The NAT gateways of a VPC, regional ones and those in its subnets.
fn nat_gateways<'n>(network: &'n Network, vpc: &ResourceId) -> Vec<&'n ResourceId> {
    let regional = network.naming(vpc, Kind::NatGateway, "VpcId");
    let subnets = network.subnets(vpc);
    let zonal =
        subnets.flat_map(|(subnet, _)| network.naming(subnet, Kind::NatGateway, "SubnetId"));
    regional.chain(zonal).collect()
}
