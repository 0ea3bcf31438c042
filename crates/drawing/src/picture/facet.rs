//! The sides of a design that can be left out of its picture, so that one can be looked at without the others.
//!
//! What is left out is not drawn and has no lines; it stays where it stands, and no answer changes.

use serde::{Deserialize, Serialize};
use vpcanvas_model::Kind;

use super::links::LinkKind;

/// A side of a design.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Facet {
    /// Route tables.
    Routing,
    /// Security groups, network ACLs and prefix lists.
    SecurityGroups,
    /// Hosted zones, Resolver endpoints and rules, and where they answer.
    Dns,
    /// Endpoints, endpoint services and what is shared by resource gateways and service networks.
    PrivateLink,
    /// Ways to the internet.
    Internet,
}

impl Facet {
    /// Every side, in the order of the menu.
    pub const ALL: [Self; 5] = [
        Self::Routing,
        Self::SecurityGroups,
        Self::Dns,
        Self::PrivateLink,
        Self::Internet,
    ];

    /// What it is called in a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Routing => "routing",
            Self::SecurityGroups => "security groups and network ACLs",
            Self::Dns => "DNS",
            Self::PrivateLink => "PrivateLink",
            Self::Internet => "internet",
        }
    }

    /// The side things of a kind belong to.
    pub const fn of_kind(kind: Kind) -> Option<Self> {
        match kind {
            Kind::RouteTable | Kind::TransitGatewayRouteTable => Some(Self::Routing),
            Kind::SecurityGroup | Kind::NetworkAcl | Kind::PrefixList => Some(Self::SecurityGroups),
            Kind::HostedZone
            | Kind::ResolverEndpoint
            | Kind::ResolverRule
            | Kind::Profile
            | Kind::DhcpOptions => Some(Self::Dns),
            Kind::VpcEndpoint
            | Kind::VpcEndpointService
            | Kind::ResourceGateway
            | Kind::ResourceConfiguration
            | Kind::ServiceNetwork => Some(Self::PrivateLink),
            Kind::InternetGateway | Kind::EgressOnlyInternetGateway | Kind::NatGateway => {
                Some(Self::Internet)
            }
            _ => None,
        }
    }

    /// The side links of a kind belong to, whatever they join.
    pub(super) const fn of_link(kind: LinkKind) -> Option<Self> {
        match kind {
            LinkKind::PrivateLink => Some(Self::PrivateLink),
            LinkKind::Dns => Some(Self::Dns),
            LinkKind::Route | LinkKind::Table => Some(Self::Routing),
            LinkKind::Forward
            | LinkKind::Part
            | LinkKind::Attachment
            | LinkKind::Joint
            | LinkKind::BrokenJoint
            | LinkKind::Traffic => None,
        }
    }
}
