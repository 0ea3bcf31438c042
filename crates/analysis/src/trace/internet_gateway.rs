//! An internet gateway on the way: out with a public address in the place of a private one, in with the reverse (section 4.3).

use std::net::{IpAddr, Ipv4Addr};

use vpcanvas_model::{Kind, ResourceId};
use vpcanvas_network::{Interface, Role};

use super::{
    appliance, block_public_access, gateway_load_balancer_endpoint, nat_gateway,
    path::At,
    ruling::TakenRoute,
    walk::{Origin, Place, Reached, Stand, Walk, Way},
};
use crate::{
    Code, Explanation, not_collected,
    packet::Packet,
    remedy::Remedy,
    route::{self, Choice},
};

/// A packet goes out of its VPC by an internet gateway.
pub(crate) fn leave<'n>(
    walk: &mut Walk<'n>,
    stand: Stand<'n>,
    gateway: &'n ResourceId,
) -> Place<'n> {
    let here = hop(gateway);
    ask_attachment(walk, here, stand.vpc);
    block_public_access::ask(walk, here, stand, block_public_access::Way::Out);
    if walk.way == Way::Back && walk.translate_back(here, "IGW-02") {
        return outside(walk, here, stand.vpc);
    }
    match walk.packet.destination {
        IpAddr::V4(destination) => {
            ask_destination(walk, here, destination);
            make_public(walk, stand, here);
        }
        IpAddr::V6(_) => {
            ask_global(walk, here);
            ask_ipv6(walk, here, stand.vpc, walk.packet.source, OUT);
        }
    }
    outside(walk, here, stand.vpc)
}

/// The same for a regional NAT gateway, which has a public address for the packet itself (NAT-12).
pub(crate) fn leave_translated<'n>(
    walk: &mut Walk<'n>,
    stand: Stand<'n>,
    gateway: &'n ResourceId,
    after: Packet,
) -> Place<'n> {
    let here = hop(gateway);
    block_public_access::ask(walk, here, stand, block_public_access::Way::Out);
    if let IpAddr::V4(destination) = walk.packet.destination {
        ask_destination(walk, here, destination);
    }
    walk.translate(here, after, "IGW-01");
    outside(walk, here, stand.vpc)
}

const OUT: (Code, &str) = (Code::IgwPublicIpAssociationForEgress, "to");
const IN: (Code, &str) = (Code::IgwPrivateIpAssociationForIngress, "from");

fn hop(gateway: &ResourceId) -> At<'_> {
    At {
        component: gateway,
        kind: Kind::InternetGateway.as_str(),
    }
}

/// An internet gateway carries packets of the VPC it is attached to alone.
fn ask_attachment(walk: &mut Walk<'_>, here: At<'_>, vpc: &ResourceId) {
    let gateway = here.component;
    let attached = walk
        .network
        .internet_gateway(gateway)
        .and_then(|gateway| gateway.vpc_id.as_ref());
    if attached == Some(vpc) {
        return;
    }
    let message = match attached {
        None => {
            format!("{gateway} is attached to no VPC, so it carries nothing: attach it to {vpc}")
        }
        Some(other) => format!("{gateway} is attached to {other} and carries nothing of {vpc}"),
    };
    let remedy = attached.is_none().then(|| Remedy::AttachGateway {
        gateway: gateway.clone(),
        vpc: vpc.clone(),
    });
    walk.refuse_state(
        here,
        "detached",
        Explanation::new(Code::BadStateAttachment, gateway, message, "IGW-01").mended_by(remedy),
    );
}

/// Private destinations are refused (IGW-03).
fn ask_destination(walk: &mut Walk<'_>, here: At<'_>, destination: Ipv4Addr) {
    let code = if destination.is_private() {
        Code::IgwDestinationAddressNotInRfc1918Egress
    } else if is_shared(destination) {
        Code::IgwDestinationAddressNotInRfc6598Egress
    } else {
        return;
    };
    let gateway = here.component;
    let message = format!(
        "{gateway} refuses {destination}: it is no address of the internet, so add a route for it to where it is"
    );
    walk.refuse(here, Explanation::new(code, gateway, message, "IGW-03"));
}

/// Whether an address is of the range carriers share, 100.64.0.0/10.
fn is_shared(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    first == 100 && second & 0b1100_0000 == 64
}

/// The sender needs a public address, which takes the place of the private one (IGW-01).
fn make_public<'n>(walk: &mut Walk<'n>, stand: Stand<'n>, here: At<'n>) {
    let IpAddr::V4(source) = walk.packet.source else {
        return;
    };
    let sender = walk.network.interface_at(stand.vpc, walk.packet.source);
    let public = sender.and_then(|sender| sender.public_address_of(source));
    let after = match public {
        Some(public) => Packet {
            source: IpAddr::V4(public),
            ..walk.packet
        },
        None => walk.packet,
    };
    if public.is_none() {
        let explanation = not_public(walk, stand, here.component, sender, source);
        walk.refuse(here, explanation);
    }
    walk.translate(here, after, "IGW-01");
}

fn not_public(
    walk: &Walk<'_>,
    stand: Stand<'_>,
    gateway: &ResourceId,
    sender: Option<&Interface>,
    source: Ipv4Addr,
) -> Explanation {
    let code = Code::IgwPublicIpAssociationForEgress;
    let Some(sender) = sender else {
        let vpc = stand.vpc;
        let message = format!(
            "{gateway} passes only what interfaces of {vpc} send, and {source} is the address of none"
        );
        return Explanation::new(code, gateway, message, "IGW-01");
    };
    let owner = &sender.owner;
    if sender.role == Role::NatGateway {
        return nat_gateway::without_public_address(owner, walk.network.nat_gateway(owner));
    }
    if passed_public_appliance(walk, stand) {
        let message = format!(
            "{owner} has no public address, so it reaches the internet only if {} puts its own in the place of {source}, which the design does not tell",
            stand.component
        );
        return Explanation::new(code, owner, message, "IGW-01").unverified();
    }
    let message = format!(
        "{owner} has no public address, so {gateway} drops what it sends: give it one, or lead it through a NAT gateway"
    );
    let mendable = matches!(sender.role, Role::Instance | Role::NetworkInterface { .. });
    let remedy = mendable.then(|| Remedy::GivePublicAddress {
        owner: owner.clone(),
        address: source,
    });
    Explanation::new(code, owner, message, "IGW-01").mended_by(remedy)
}

/// Whether an appliance with a public address sends the packet on: a NAT instance, perhaps.
fn passed_public_appliance(walk: &Walk<'_>, stand: Stand<'_>) -> bool {
    let is_appliance = walk
        .crossings
        .last()
        .is_some_and(|crossing| crossing.component == stand.component);
    is_appliance
        && walk
            .network
            .interfaces_of(stand.component)
            .any(|interface| !interface.public_addresses.is_empty())
}

/// Only global unicast addresses are carried by IPv6, whoever has the others: nothing is translated (IGW-04).
pub(super) fn ask_global(walk: &mut Walk<'_>, here: At<'_>) {
    let Packet {
        source,
        destination,
        ..
    } = walk.packet;
    let local = [source, destination].into_iter().find(is_unique_local);
    let Some(local) = local.filter(|_| walk.way == Way::There) else {
        return;
    };
    let gateway = here.component;
    let message = format!(
        "{gateway} refuses {local}: it is a private address, and IPv6 is not translated, so use a global one"
    );
    let code = if local == source {
        Code::IgwPublicIpAssociationForEgress
    } else {
        Code::NoPossibleDestination
    };
    walk.refuse(here, Explanation::new(code, gateway, message, "IGW-04"));
}

fn is_unique_local(address: &IpAddr) -> bool {
    matches!(address, IpAddr::V6(address) if address.is_unique_local())
}

/// Endpoint interfaces have nothing to do with the internet, whatever their address (IGW-05, IE-37).
fn ask_ipv6(
    walk: &mut Walk<'_>,
    here: At<'_>,
    vpc: &ResourceId,
    address: IpAddr,
    (code, word): (Code, &str),
) {
    let holder = walk.network.interface_at(vpc, address);
    let Some(endpoint) = holder.filter(|holder| holder.role == Role::VpcEndpoint) else {
        return;
    };
    let owner = &endpoint.owner;
    let message =
        format!("interfaces of {owner} pass nothing {word} the internet, not even by IPv6");
    walk.refuse(here, Explanation::new(code, owner, message, "IGW-05"));
}

/// The packet is in the internet: it comes in again where somebody in the design has the address.
fn outside<'n>(walk: &mut Walk<'n>, here: At<'n>, vpc: &'n ResourceId) -> Place<'n> {
    walk.pass_on(here, &ResourceId::from("internet"), "IGW-01");
    let holder = walk.network.interface_at_public(walk.packet.destination);
    let is_home = walk.way == Way::Back && matches!(walk.origin, Origin::Internet { .. });
    match holder.filter(|_| !is_home) {
        Some(holder) => from_internet(walk, &holder.vpc, None),
        None => Place::Reached(Reached::Internet {
            gateway: here.component,
            vpc,
        }),
    }
}

/// A packet comes from the internet for a VPC, by the internet gateway that is attached to it.
pub(crate) fn from_internet<'n>(
    walk: &mut Walk<'n>,
    vpc: &'n ResourceId,
    by: Option<&'n ResourceId>,
) -> Place<'n> {
    let attached = walk
        .network
        .naming(vpc, Kind::InternetGateway, "VpcId")
        .find(|gateway| by.is_none_or(|by| by == *gateway));
    let Some(gateway) = attached else {
        walk.explain(no_gateway(walk, vpc));
        return Place::Nowhere;
    };
    come_in(walk, hop(gateway), vpc)
}

/// The reply of somebody in the internet comes in by the gateway the request left by.
pub(crate) fn reply<'n>(
    walk: &mut Walk<'n>,
    gateway: &'n ResourceId,
    vpc: &'n ResourceId,
) -> Place<'n> {
    if walk.network.internet_gateway(gateway).is_some() {
        return come_in(walk, hop(gateway), vpc);
    }
    let gateway = At {
        component: gateway,
        kind: Kind::EgressOnlyInternetGateway.as_str(),
    };
    walk.pass_on(gateway, vpc, "IGW-04");
    Place::Entering { vpc, gateway }
}

fn come_in<'n>(walk: &mut Walk<'n>, here: At<'n>, vpc: &'n ResourceId) -> Place<'n> {
    ask_source(walk, here);
    if !make_private(walk, here, vpc) {
        return Place::Nowhere;
    }
    walk.lose_identity(here.component, Code::SgReferencesNotPreserved, "SG-04");
    if let Some(to) = walk.network.interface_at(vpc, walk.packet.destination) {
        block_public_access::ask(walk, here, Stand::of(to), block_public_access::Way::In);
    }
    walk.pass_on(here, vpc, "IGW-02");
    by_edge_table(walk, here, vpc)
}

fn no_gateway(walk: &Walk<'_>, vpc: &ResourceId) -> Explanation {
    if not_collected::lacks(walk.network, vpc, "InternetGateways") {
        let what = format!("whether {vpc} has an internet gateway");
        return not_collected::open(vpc, &what, "IGW-02");
    }
    let message = format!("{vpc} has no internet gateway, so nothing comes in from the internet");
    let gateways = walk.network.resources(Kind::InternetGateway);
    let free = gateways.filter(|(id, _)| walk.network.parent(id).is_none());
    let remedies = free.map(|(gateway, _)| Remedy::AttachGateway {
        gateway: gateway.clone(),
        vpc: vpc.clone(),
    });
    Explanation::new(Code::NoPossibleDestination, vpc, message, "IGW-02").mended_by(remedies)
}

/// Private sources are refused; a reply is from whoever was sent to.
fn ask_source(walk: &mut Walk<'_>, here: At<'_>) {
    let IpAddr::V4(source) = walk.packet.source else {
        return;
    };
    let code = if source.is_private() {
        Code::IgwSourceAddressNotInRfc1918Ingress
    } else if is_shared(source) {
        Code::IgwSourceAddressNotInRfc6598Ingress
    } else {
        return;
    };
    if walk.way == Way::Back {
        return;
    }
    let gateway = here.component;
    let message =
        format!("{gateway} refuses {source} as a sender: it is no address of the internet");
    walk.refuse(here, Explanation::new(code, gateway, message, "IGW-03"));
}

/// The destination has to be a public address of the VPC, whose private one takes its place (IGW-02).
fn make_private<'n>(walk: &mut Walk<'n>, here: At<'n>, vpc: &'n ResourceId) -> bool {
    if walk.way == Way::Back && walk.translate_back(here, "IGW-02") {
        return true;
    }
    let network = walk.network;
    let destination = walk.packet.destination;
    let IpAddr::V4(public) = destination else {
        ask_global(walk, here);
        ask_ipv6(walk, here, vpc, destination, IN);
        return ask_range(walk, here, vpc);
    };
    let holder = network
        .interface_at_public(destination)
        .filter(|holder| holder.vpc == *vpc);
    if let Some(private) = holder.and_then(|holder| holder.private_address_of(public)) {
        let after = Packet {
            destination: IpAddr::V4(private),
            ..walk.packet
        };
        walk.translate(here, after, "IGW-02");
        return true;
    }
    if !ask_range(walk, here, vpc) {
        return false;
    }
    walk.refuse(here, not_reachable(walk, vpc, public));
    walk.translate(here, walk.packet, "IGW-02");
    true
}

/// What comes in has to be for the VPC.
fn ask_range(walk: &mut Walk<'_>, here: At<'_>, vpc: &ResourceId) -> bool {
    let destination = walk.packet.destination;
    if route::local_range(walk.network, vpc, destination).is_some() {
        return true;
    }
    let gateway = here.component;
    let message = format!("{destination} is no address of {vpc}, so {gateway} does not let it in");
    walk.refuse(
        here,
        Explanation::new(
            Code::IgwDestinationAddressInVpcCidrs,
            gateway,
            message,
            "IGW-02",
        ),
    );
    false
}

fn not_reachable(walk: &Walk<'_>, vpc: &ResourceId, address: Ipv4Addr) -> Explanation {
    let code = Code::IgwPrivateIpAssociationForIngress;
    let Some(holder) = walk.network.interface_at(vpc, IpAddr::V4(address)) else {
        let message =
            format!("{address} is a private address, which nobody in the internet can send to");
        return Explanation::new(code, vpc, message, "IGW-02");
    };
    let owner = &holder.owner;
    if holder.role == Role::VpcEndpoint {
        let message = format!(
            "{owner} has no public address and can get none: it is reached from VPCs and connected networks"
        );
        return Explanation::new(code, owner, message, "IE-37");
    }
    let message = format!("{owner} has no public address, so the internet cannot reach it");
    let mendable = matches!(holder.role, Role::Instance | Role::NetworkInterface { .. });
    let remedy = mendable.then(|| Remedy::GivePublicAddress {
        owner: owner.clone(),
        address,
    });
    Explanation::new(code, owner, message, "IGW-02").mended_by(remedy)
}

/// The gateway's edge route table, where it has one, may lead what comes in through an appliance (section 4.2).
fn by_edge_table<'n>(walk: &mut Walk<'n>, here: At<'n>, vpc: &'n ResourceId) -> Place<'n> {
    let entering = Place::Entering { vpc, gateway: here };
    let Some((table, properties)) = walk.network.edge_table_of(here.component) else {
        return entering;
    };
    let choice = route::choose(walk.network, vpc, Some((table, properties)), walk.sought());
    let Choice::Drawn { route, range, .. } = choice else {
        return entering;
    };
    let Some(target) = route.target_ids().next() else {
        return entering;
    };
    let route = Some(TakenRoute::Drawn {
        range,
        target: Some(target.clone()),
    });
    let decision = super::Decision::Route { route };
    let step = super::Step::passing(table, decision, walk.packet, "4.2");
    walk.ask(here, step);
    match walk.network.kind(target) {
        Some(Kind::NetworkInterface | Kind::Instance) => {
            appliance::take(walk, None, table, target, Some(table))
        }
        Some(Kind::VpcEndpoint) => {
            gateway_load_balancer_endpoint::take(walk, None, table, target, Some(table))
        }
        _ => {
            walk.explain(no_edge_target(table, target));
            Place::Nowhere
        }
    }
}

pub(crate) fn no_edge_target(table: &ResourceId, target: &ResourceId) -> Explanation {
    let message = format!(
        "{table} is the route table of a gateway and leads to {target}, which is neither an interface nor a Gateway Load Balancer endpoint: the packet is discarded"
    );
    Explanation::new(Code::BadStateRoute, table, message, "4.2")
}
