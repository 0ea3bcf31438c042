//! A gateway endpoint on the way: to S3 or `DynamoDB`, for clients in its VPC alone (section 3.1).

use vpcanvas_model::{
    Kind, Protocol, ResourceId,
    kind::{VpcEndpoint, vpc_endpoint::VpcEndpointState},
};

use super::{
    Decision, Outcome, Step,
    path::At,
    ruling::TakenRoute,
    walk::{Origin, Place, Reached, Stand, Walk, Way},
};
use crate::{Code, Explanation, filter::security_group::in_prefix_list};

/// A packet is led to a gateway endpoint: by the route it installs, which names its service, or by one that is drawn.
pub(crate) fn take<'n>(
    walk: &mut Walk<'n>,
    stand: Stand<'n>,
    table: &'n ResourceId,
    id: &'n ResourceId,
    installed_for: Option<&str>,
) -> Place<'n> {
    let here = At {
        component: id,
        kind: Kind::VpcEndpoint.as_str(),
    };
    let Some(endpoint) = walk.network.endpoint(id) else {
        return Place::Nowhere;
    };
    if let Some(service) = installed_for {
        let route = Some(TakenRoute::Installed {
            service: service.to_owned(),
            endpoint: id.clone(),
        });
        let step = Step::passing(table, Decision::Route { route }, walk.packet, "GW-02");
        walk.ask(stand.at(), step);
    }
    ask_state(walk, here, endpoint);
    ask_protocol(walk, here);
    if endpoint.vpc_id.as_ref() != Some(stand.vpc) || !is_from_within(walk, stand) {
        walk.refuse(here, from_outside(id, stand.vpc));
    }
    if installed_for.is_none() && !serves(walk, endpoint) {
        walk.refuse(here, other_ranges(id, walk));
    }
    walk.note(here, Decision::Delivered, Outcome::Passes, "GW-01");
    if walk.way == Way::Back {
        return Place::Nowhere;
    }
    Place::Reached(Reached::Service {
        endpoint: id,
        vpc: stand.vpc,
    })
}

/// Whether the sender is an interface of the VPC; nobody else can use it (GW-07).
fn is_from_within(walk: &Walk<'_>, stand: Stand<'_>) -> bool {
    let sender = walk.network.interface_at(stand.vpc, walk.packet.source);
    let begins_here = |interface: &vpcanvas_network::Interface| interface.vpc == *stand.vpc;
    match walk.origin {
        Origin::Interface(interface)
        | Origin::Node {
            node: interface, ..
        } => begins_here(interface) || sender.is_some(),
        Origin::Internet { .. } | Origin::OnPremises { .. } | Origin::TransitGateway { .. } => {
            sender.is_some()
        }
    }
}

/// Whether the destination is of the endpoint's service.
fn serves(walk: &Walk<'_>, endpoint: &VpcEndpoint) -> bool {
    let Some(service) = endpoint.service_name.as_deref() else {
        return false;
    };
    let list = walk.network.prefix_list_named(service);
    walk.service == Some(service)
        || list.is_some_and(|list| in_prefix_list(walk.network, list, walk.packet.destination))
}

fn ask_state(walk: &mut Walk<'_>, here: At<'_>, endpoint: &VpcEndpoint) {
    let state = endpoint.endpoint_state();
    if state == VpcEndpointState::Available {
        return;
    }
    let id = here.component;
    let message = format!(
        "{id} is {}: it carries nothing until it is Available",
        state.as_str()
    );
    let explanation = Explanation::new(Code::BadState, id, message, "IE-20");
    walk.refuse_state(here, state.as_str(), explanation);
}

/// TCP and pings (GW-13).
fn ask_protocol(walk: &mut Walk<'_>, here: At<'_>) {
    if walk.packet.protocol != Protocol::Udp {
        return;
    }
    let id = here.component;
    let message = format!("{id} carries TCP and pings, and no UDP");
    let code = Code::VpceGatewayProtocolRestriction;
    walk.refuse(here, Explanation::new(code, id, message, "GW-13"));
}

fn from_outside(id: &ResourceId, vpc: &ResourceId) -> Explanation {
    let message = format!(
        "{id} serves interfaces of its own VPC alone, and nothing that comes into {vpc} from elsewhere"
    );
    Explanation::new(Code::NoPossibleDestination, id, message, "GW-07")
}

fn other_ranges(id: &ResourceId, walk: &Walk<'_>) -> Explanation {
    let message = format!(
        "{id} answers only from the ranges of its service, and {} is in none of them",
        walk.packet.destination
    );
    let code = Code::VpceGatewayEgressSourceAddressRestriction;
    Explanation::new(code, id, message, "GW-14")
}
