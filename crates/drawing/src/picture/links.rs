//! What is joined with what: links derived from the design.
//!
//! No link is stored. An endpoint is joined with its interfaces and what it is for, a service with its load balancers,
//! these with their listeners, target groups and targets, an interface with its instance; peering connections, transit
//! gateways and tunnels with the networks they join; names with the VPCs they answer in. Routes are no links: there are
//! too many of them, so they are shown of what is selected alone.

mod joining;
mod selected;

use std::collections::BTreeSet;

use vpcanvas_model::{Kind, Properties, ResourceId, kind::vpc_endpoint::VpcEndpointType};
use vpcanvas_network::Network;

use super::places::{Place, service_place};
use crate::{Stroke, Token};

pub use selected::links_of_selection;

/// A line from one place to another.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link {
    pub(super) from: Place,
    pub(super) to: Place,
    pub(super) kind: LinkKind,
}

/// What a link says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LinkKind {
    /// From an endpoint to its service.
    PrivateLink,
    /// From service to load balancer, listener, target group and target.
    Forward,
    /// From an owner to its interface in a subnet.
    Part,
    /// From an interface to the instance it is plugged into.
    Attachment,
    /// From a network to what joins it with others: a peering connection, an attachment, a tunnel.
    Joint,
    /// The same while it carries nothing.
    BrokenJoint,
    /// From a transit gateway to its route tables.
    Table,
    /// From names and rules to a VPC that sees them, and to what answers them.
    Dns,
    /// From a route table to where it sends packets.
    Route,
    /// Traffic where no other link leads.
    Traffic,
}

impl LinkKind {
    /// Whether traffic passes from its start to its end.
    pub(super) const fn carries_traffic(self) -> bool {
        match self {
            Self::PrivateLink | Self::Forward | Self::Part | Self::Joint | Self::Traffic => true,
            Self::Attachment | Self::BrokenJoint | Self::Table | Self::Dns | Self::Route => false,
        }
    }

    /// Whether it is passed in both directions.
    pub(super) const fn is_mutual(self) -> bool {
        matches!(self, Self::Part | Self::Joint)
    }

    /// Whether traffic may pass it on its way to somewhere else.
    pub(super) const fn leads_on(self) -> bool {
        matches!(self, Self::PrivateLink | Self::Forward | Self::Joint)
    }

    /// How it is drawn while no answer colors it.
    pub(super) const fn stroke(self) -> Stroke {
        match self {
            Self::PrivateLink => Stroke::solid(2.5, Token::PrivateLink),
            Self::Forward | Self::Traffic => Stroke::solid(1.5, Token::Edge),
            Self::Part => Stroke::solid(1.25, Token::ChipBorder),
            Self::Attachment => Stroke::dashed(1.25, Token::Edge, 3.0),
            Self::Joint => Stroke::solid(2.0, Token::CategoryNetworking),
            Self::BrokenJoint => Stroke::dashed(2.0, Token::Warning, 6.0),
            Self::Table => Stroke::solid(1.25, Token::Edge),
            Self::Dns => Stroke::dashed(1.25, Token::Dns, 4.0),
            Self::Route => Stroke::dashed(1.5, Token::Selection, 5.0),
        }
    }

    /// Whether it has a direction.
    pub(super) const fn has_arrow(self) -> bool {
        matches!(
            self,
            Self::PrivateLink | Self::Forward | Self::Traffic | Self::Route
        )
    }

    /// What is written on it.
    pub(super) const fn label(self) -> Option<&'static str> {
        match self {
            Self::PrivateLink => Some("PrivateLink"),
            Self::Dns => Some("DNS"),
            _ => None,
        }
    }

    /// The word between the names of both ends, for screen readers.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::PrivateLink => "connects by PrivateLink to",
            Self::Forward => "forwards to",
            Self::Part => "has the interface",
            Self::Attachment => "is attached to",
            Self::Joint => "is joined with",
            Self::BrokenJoint => "is joined, without carrying traffic, with",
            Self::Table => "has the route table",
            Self::Dns => "answers in",
            Self::Route => "has a route to",
            Self::Traffic => "sends to",
        }
    }
}

/// The links of some resources, as far as they begin there or are told there.
pub(super) fn derived<'a>(
    network: &Network,
    of: impl Iterator<Item = &'a ResourceId>,
) -> Vec<Link> {
    let mut links = Vec::new();
    let known = of.filter_map(|id| Some((id, network.document().resource(id)?)));
    for (id, resource) in known {
        let here = || Place::Resource(id.clone());
        let mut join = |from: Place, to: Place, kind: LinkKind| links.push(Link { from, to, kind });
        match &resource.properties {
            Properties::VpcEndpoint(endpoint) => {
                let shared = [
                    &endpoint.resource_configuration_arn,
                    &endpoint.service_network_arn,
                ];
                let shared = shared.into_iter().flatten().cloned();
                let ends = service_place(network, id).into_iter();
                // A gateway endpoint is a route, and no PrivateLink (GW-01).
                let kind = match endpoint.endpoint_type() {
                    VpcEndpointType::Gateway => LinkKind::Forward,
                    _ => LinkKind::PrivateLink,
                };
                for end in ends.chain(shared.map(Place::Resource)) {
                    join(here(), end, kind);
                }
            }
            Properties::VpcEndpointService(service) => {
                let balancers = service.network_load_balancer_arns.iter();
                for balancer in balancers.chain(&service.gateway_load_balancer_arns) {
                    join(here(), Place::Resource(balancer.clone()), LinkKind::Forward);
                }
            }
            Properties::Listener(listener) => {
                if let Some(balancer) = &listener.load_balancer_arn {
                    join(Place::Resource(balancer.clone()), here(), LinkKind::Forward);
                }
                let groups = listener.default_actions.iter();
                for group in groups.filter_map(|action| action.target_group_arn.as_ref()) {
                    join(here(), Place::Resource(group.clone()), LinkKind::Forward);
                }
            }
            Properties::TargetGroup(_) => {
                for target in targets(network, id) {
                    join(here(), Place::Resource(target), LinkKind::Forward);
                }
            }
            Properties::NetworkInterface(interface) => {
                let attachment = interface.attachment.as_ref();
                if let Some(instance) =
                    attachment.and_then(|attachment| attachment.instance_id.as_ref())
                {
                    join(
                        here(),
                        Place::Resource(instance.clone()),
                        LinkKind::Attachment,
                    );
                }
            }
            other => links.extend(joining::links(network, id, other)),
        }
        // An attachment is joined with the VPC as a whole.
        if resource.kind() != Kind::TransitGatewayAttachment {
            for subnet in network.document().interface_subnets(id) {
                let owner = id.clone();
                links.push(Link {
                    from: here(),
                    to: Place::Interface { owner, subnet },
                    kind: LinkKind::Part,
                });
            }
        }
    }
    links
}

/// What answers behind a target group: targets by id, and by the addresses they stand at.
fn targets(network: &Network, group_id: &ResourceId) -> BTreeSet<ResourceId> {
    let Some(group) = network.target_group(group_id) else {
        return BTreeSet::new();
    };
    let named = group
        .targets
        .iter()
        .filter_map(|target| target.id.as_deref());
    let at = |text: &str| {
        let address = text.parse().ok()?;
        let interface = network.interface_at(group.vpc_id.as_ref()?, address)?;
        Some(interface.instance().unwrap_or(&interface.owner).clone())
    };
    named
        .map(|text| at(text).unwrap_or_else(|| ResourceId::from(text)))
        .collect()
}
