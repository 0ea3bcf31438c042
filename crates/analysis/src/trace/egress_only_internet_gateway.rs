//! An egress-only internet gateway on the way: IPv6 out of a VPC, and replies in (IGW-04).

use vpcanvas_model::{Kind, ResourceId};
use vpcanvas_network::Role;

use super::{
    asymmetry::Crossing,
    block_public_access, internet_gateway,
    path::At,
    walk::{Place, Reached, Stand, Walk, Way},
};
use crate::{Code, Explanation};

/// A packet goes out by it.
pub(crate) fn leave<'n>(
    walk: &mut Walk<'n>,
    stand: Stand<'n>,
    gateway: &'n ResourceId,
) -> Place<'n> {
    let here = At {
        component: gateway,
        kind: Kind::EgressOnlyInternetGateway.as_str(),
    };
    if !walk.packet.is_ipv6() {
        walk.refuse(here, not_ipv6(gateway));
        return Place::Nowhere;
    }
    if walk.way == Way::Back {
        walk.refuse(here, not_begun_inside(gateway));
        return Place::Nowhere;
    }
    internet_gateway::ask_global(walk, here);
    let attached = walk
        .network
        .egress_only_internet_gateway(gateway)
        .and_then(|gateway| gateway.vpc_id.as_ref());
    if attached != Some(stand.vpc) {
        let message = format!(
            "{gateway} is not attached to {}, so it carries nothing",
            stand.vpc
        );
        let code = Code::BadStateAttachment;
        walk.refuse_state(
            here,
            "detached",
            Explanation::new(code, gateway, message, "IGW-04"),
        );
    }
    let sender = walk.network.interface_at(stand.vpc, walk.packet.source);
    if let Some(sender) = sender.filter(|sender| sender.role == Role::VpcEndpoint) {
        let message = format!(
            "interfaces of {} pass nothing to the internet",
            sender.owner
        );
        let code = Code::IgwPublicIpAssociationForEgress;
        walk.refuse(here, Explanation::new(code, gateway, message, "IGW-05"));
    }
    if walk.crossings.iter().any(is_inspection) {
        let message = format!(
            "{gateway} and inspection by a Gateway Load Balancer endpoint do not go together: the packet is dropped"
        );
        walk.refuse(
            here,
            Explanation::new(Code::NoPossibleDestination, gateway, message, "GL-09"),
        );
    }
    block_public_access::ask(
        walk,
        here,
        egress_only(stand),
        block_public_access::Way::Out,
    );
    walk.translate(here, walk.packet, "IGW-04");
    Place::Reached(Reached::Internet {
        gateway,
        vpc: stand.vpc,
    })
}

fn is_inspection(crossing: &Crossing<'_>) -> bool {
    crossing.kind == Kind::VpcEndpoint
}

/// Block Public Access lets it go on as it lets NAT gateways (IGW-09).
fn egress_only(stand: Stand<'_>) -> Stand<'_> {
    Stand {
        kind: Kind::NatGateway.as_str(),
        ..stand
    }
}

/// It keeps the state of flows that are begun inside; whatever answers a flow from outside belongs to none of them.
fn not_begun_inside(gateway: &ResourceId) -> Explanation {
    let message = format!(
        "{gateway} carries what is begun inside the VPC and its replies alone, so what the internet begins is never answered: lead ::/0 to an internet gateway"
    );
    Explanation::new(Code::PlAsymmetricPath, gateway, message, "IGW-04")
}

fn not_ipv6(gateway: &ResourceId) -> Explanation {
    let message = format!("{gateway} carries IPv6 alone: IPv4 goes by a NAT or internet gateway");
    Explanation::new(Code::ProtocolRestriction, gateway, message, "IGW-04")
}
