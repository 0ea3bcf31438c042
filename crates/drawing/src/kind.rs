//! How each kind of resource looks: its icon and the color of its category.

use vpcanvas_model::Kind;

use crate::{Icon, Token};

impl Icon {
    /// The icon of a kind of resource.
    pub const fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::Account => Self::Account,
            Kind::Vpc => Self::Vpc,
            Kind::Subnet => Self::Subnet,
            Kind::Instance => Self::Instance,
            Kind::NetworkInterface => Self::NetworkInterface,
            Kind::VpcEndpoint => Self::VpcEndpoint,
            Kind::VpcEndpointService => Self::VpcEndpointService,
            Kind::LoadBalancer => Self::LoadBalancer,
            Kind::Listener => Self::Listener,
            Kind::TargetGroup => Self::TargetGroup,
            Kind::SecurityGroup => Self::SecurityGroup,
            Kind::NetworkAcl => Self::NetworkAcl,
            Kind::RouteTable => Self::RouteTable,
            Kind::PrefixList => Self::PrefixList,
            Kind::HostedZone => Self::HostedZone,
            Kind::InternetGateway => Self::InternetGateway,
            Kind::EgressOnlyInternetGateway => Self::EgressOnlyInternetGateway,
            Kind::NatGateway => Self::NatGateway,
            Kind::VpcPeeringConnection => Self::VpcPeeringConnection,
            Kind::TransitGateway => Self::TransitGateway,
            Kind::TransitGatewayAttachment => Self::TransitGatewayAttachment,
            Kind::TransitGatewayRouteTable => Self::TransitGatewayRouteTable,
            Kind::VpnGateway => Self::VpnGateway,
            Kind::VpnConnection => Self::VpnConnection,
            Kind::CustomerGateway => Self::CustomerGateway,
            Kind::DhcpOptions => Self::DhcpOptions,
            Kind::ResolverEndpoint => Self::ResolverEndpoint,
            Kind::ResolverRule => Self::ResolverRule,
            Kind::Profile => Self::Profile,
            Kind::ResourceGateway => Self::ResourceGateway,
            Kind::ResourceConfiguration => Self::ResourceConfiguration,
            Kind::ServiceNetwork => Self::ServiceNetwork,
            Kind::Note => Self::Note,
            Kind::Other => Self::Unknown,
        }
    }
}

impl Token {
    /// The color of a kind's icon: what computes, what connects, what protects, and the rest.
    pub const fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::Account => Self::AccountHeader,
            Kind::Vpc => Self::VpcHeader,
            Kind::Subnet => Self::PrivateSubnetHeader,
            Kind::Instance | Kind::TargetGroup => Self::CategoryCompute,
            Kind::NetworkInterface
            | Kind::VpcEndpoint
            | Kind::VpcEndpointService
            | Kind::LoadBalancer
            | Kind::Listener
            | Kind::RouteTable
            | Kind::HostedZone
            | Kind::InternetGateway
            | Kind::EgressOnlyInternetGateway
            | Kind::NatGateway
            | Kind::VpcPeeringConnection
            | Kind::TransitGateway
            | Kind::TransitGatewayAttachment
            | Kind::TransitGatewayRouteTable
            | Kind::VpnGateway
            | Kind::VpnConnection
            | Kind::CustomerGateway
            | Kind::DhcpOptions
            | Kind::ResolverEndpoint
            | Kind::ResolverRule
            | Kind::Profile
            | Kind::ResourceGateway
            | Kind::ResourceConfiguration
            | Kind::ServiceNetwork => Self::CategoryNetworking,
            Kind::SecurityGroup | Kind::NetworkAcl => Self::CategorySecurity,
            Kind::PrefixList | Kind::Note | Kind::Other => Self::CategoryGeneral,
        }
    }
}
