//! An egress-only internet gateway on the way: IPv6 out of a VPC, and replies in (IGW-04).

use vpcanvas_model::{Kind, ResourceId};
use vpcanvas_network::Role;

use super::{
    asymmetry::Crossing,
    block_public_access,
    path::At,
    walk::{Place, Reached, Stand, Walk},
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

fn not_ipv6(gateway: &ResourceId) -> Explanation {
    let message = format!("{gateway} carries IPv6 alone: IPv4 goes by a NAT or internet gateway");
    Explanation::new(Code::ProtocolRestriction, gateway, message, "IGW-04")
}
