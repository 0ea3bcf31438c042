//! What is joined with what: links derived from the design.
//!
//! No link is stored. An endpoint is joined with its interfaces and its service, a service with its load balancers, these
//! with their listeners, target groups and targets, an interface with its instance, a hosted zone with its VPCs.

use std::collections::BTreeSet;

use vpcanvas_model::{Kind, Properties, ResourceId};
use vpcanvas_network::Network;

use super::places::{Place, service_place};
use crate::{Stroke, Token};

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
    /// From a hosted zone to a VPC that sees it.
    Dns,
    /// Traffic where no other link leads.
    Traffic,
}

impl LinkKind {
    /// Whether traffic passes from its start to its end.
    pub(super) const fn carries_traffic(self) -> bool {
        match self {
            Self::PrivateLink | Self::Forward | Self::Part | Self::Traffic => true,
            Self::Attachment | Self::Dns => false,
        }
    }

    /// Whether traffic may pass it on its way to somewhere else.
    pub(super) const fn leads_on(self) -> bool {
        match self {
            Self::PrivateLink | Self::Forward => true,
            Self::Part | Self::Attachment | Self::Dns | Self::Traffic => false,
        }
    }

    /// How it is drawn while no answer colors it.
    pub(super) const fn stroke(self) -> Stroke {
        match self {
            Self::PrivateLink => Stroke::solid(2.5, Token::PrivateLink),
            Self::Forward | Self::Traffic => Stroke::solid(1.5, Token::Edge),
            Self::Part => Stroke::solid(1.25, Token::ChipBorder),
            Self::Attachment => Stroke::dashed(1.25, Token::Edge, 3.0),
            Self::Dns => Stroke::dashed(1.25, Token::Dns, 4.0),
        }
    }

    /// Whether it has a direction.
    pub(super) const fn has_arrow(self) -> bool {
        match self {
            Self::PrivateLink | Self::Forward | Self::Traffic => true,
            Self::Part | Self::Attachment | Self::Dns => false,
        }
    }

    /// What is written on it.
    pub(super) const fn label(self) -> Option<&'static str> {
        match self {
            Self::PrivateLink => Some("PrivateLink"),
            Self::Dns => Some("DNS"),
            Self::Forward | Self::Part | Self::Attachment | Self::Traffic => None,
        }
    }

    /// The word between the names of both ends, for screen readers.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::PrivateLink => "connects by PrivateLink to",
            Self::Forward => "forwards to",
            Self::Part => "has the interface",
            Self::Attachment => "is attached to",
            Self::Dns => "answers in",
            Self::Traffic => "sends to",
        }
    }
}

pub(super) fn derived(network: &Network) -> Vec<Link> {
    let mut links = Vec::new();
    for (id, resource) in network.document().resources() {
        let here = || Place::Resource(id.clone());
        let mut join = |from: Place, to: Place, kind: LinkKind| links.push(Link { from, to, kind });
        match &resource.properties {
            Properties::VpcEndpoint(_) => {
                if let Some(service) = service_place(network, id) {
                    join(here(), service, LinkKind::PrivateLink);
                }
            }
            Properties::VpcEndpointService(service) => {
                for balancer in &service.network_load_balancer_arns {
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
            Properties::HostedZone(zone) => {
                for vpc in zone.vpcs.iter().filter_map(|vpc| vpc.vpc_id.as_ref()) {
                    join(here(), Place::Resource(vpc.clone()), LinkKind::Dns);
                }
            }
            _ => {}
        }
        if matches!(resource.kind(), Kind::VpcEndpoint | Kind::LoadBalancer) {
            for subnet in network.document().interface_subnets(id) {
                let owner = id.clone();
                join(here(), Place::Interface { owner, subnet }, LinkKind::Part);
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
