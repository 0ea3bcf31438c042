//! The kinds of resource: one file a kind with its properties as AWS spells them, its parents and its hints.

pub mod account;
pub mod customer_gateway;
pub mod dhcp_options;
pub mod egress_only_internet_gateway;
pub mod hosted_zone;
pub mod instance;
pub mod internet_gateway;
pub mod listener;
pub mod load_balancer;
pub mod nat_gateway;
pub mod network_acl;
pub mod network_interface;
pub mod note;
pub mod prefix_list;
pub mod profile;
pub mod resolver_endpoint;
pub mod resolver_rule;
pub mod resource_configuration;
pub mod resource_gateway;
pub mod route_table;
pub mod security_group;
pub mod service_network;
pub mod subnet;
pub mod target_group;
pub mod transit_gateway;
pub mod transit_gateway_attachment;
pub mod transit_gateway_route_table;
pub mod vpc;
pub mod vpc_endpoint;
pub mod vpc_endpoint_service;
pub mod vpc_peering_connection;
pub mod vpn_connection;
pub mod vpn_gateway;

use std::fmt;

pub use account::Account;
pub use customer_gateway::CustomerGateway;
pub use dhcp_options::DhcpOptions;
pub use egress_only_internet_gateway::EgressOnlyInternetGateway;
pub use hosted_zone::HostedZone;
pub use instance::Instance;
pub use internet_gateway::InternetGateway;
pub use listener::Listener;
pub use load_balancer::LoadBalancer;
pub use nat_gateway::NatGateway;
pub use network_acl::NetworkAcl;
pub use network_interface::NetworkInterface;
pub use note::Note;
pub use prefix_list::PrefixList;
pub use profile::Profile;
pub use resolver_endpoint::ResolverEndpoint;
pub use resolver_rule::ResolverRule;
pub use resource_configuration::ResourceConfiguration;
pub use resource_gateway::ResourceGateway;
pub use route_table::RouteTable;
pub use security_group::SecurityGroup;
pub use service_network::ServiceNetwork;
pub use subnet::Subnet;
pub use target_group::TargetGroup;
pub use transit_gateway::TransitGateway;
pub use transit_gateway_attachment::TransitGatewayAttachment;
pub use transit_gateway_route_table::TransitGatewayRouteTable;
pub use vpc::Vpc;
pub use vpc_endpoint::VpcEndpoint;
pub use vpc_endpoint_service::VpcEndpointService;
pub use vpc_peering_connection::VpcPeeringConnection;
pub use vpn_connection::VpnConnection;
pub use vpn_gateway::VpnGateway;

use crate::Field;

/// What a resource is. The order is that of lists and of the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An AWS account.
    Account,
    /// A virtual private cloud.
    Vpc,
    /// A part of a VPC in one Availability Zone.
    Subnet,
    /// A virtual machine.
    Instance,
    /// A virtual network card the author owns.
    NetworkInterface,
    /// A doorway to somebody's service.
    VpcEndpoint,
    /// The offer a provider makes.
    VpcEndpointService,
    /// A load balancer.
    LoadBalancer,
    /// A port of a load balancer.
    Listener,
    /// Who answers behind a listener.
    TargetGroup,
    /// Stateful rules around interfaces.
    SecurityGroup,
    /// Stateless rules at the border of a subnet.
    NetworkAcl,
    /// Where packets that leave a subnet go.
    RouteTable,
    /// A named set of ranges.
    PrefixList,
    /// Names and their records.
    HostedZone,
    /// The door of a VPC to the internet.
    InternetGateway,
    /// IPv6 out of a VPC, and only replies in.
    EgressOnlyInternetGateway,
    /// Many private addresses behind one.
    NatGateway,
    /// Two VPCs joined.
    VpcPeeringConnection,
    /// A router between many VPCs and networks.
    TransitGateway,
    /// The plug of one of them.
    TransitGatewayAttachment,
    /// Where packets entering a transit gateway go.
    TransitGatewayRouteTable,
    /// The door of a VPC to networks outside AWS.
    VpnGateway,
    /// The tunnels to an on-premises network.
    VpnConnection,
    /// An on-premises network.
    CustomerGateway,
    /// Which resolvers machines ask.
    DhcpOptions,
    /// The way of DNS questions into or out of a VPC.
    ResolverEndpoint,
    /// Where DNS questions below a domain go.
    ResolverRule,
    /// Zones and rules for many VPCs at once.
    Profile,
    /// Where connections from resource endpoints enter.
    ResourceGateway,
    /// A resource that is shared.
    ResourceConfiguration,
    /// Resources that many VPCs may use.
    ServiceNetwork,
    /// Words for people; no part of the network.
    Note,
    /// A kind this version does not know; it is kept and shown, not analysed.
    Other,
}

impl Kind {
    /// Every kind this version knows.
    pub const ALL: &[Self] = &[
        Self::Account,
        Self::Vpc,
        Self::Subnet,
        Self::Instance,
        Self::NetworkInterface,
        Self::VpcEndpoint,
        Self::VpcEndpointService,
        Self::LoadBalancer,
        Self::Listener,
        Self::TargetGroup,
        Self::SecurityGroup,
        Self::NetworkAcl,
        Self::RouteTable,
        Self::PrefixList,
        Self::HostedZone,
        Self::InternetGateway,
        Self::EgressOnlyInternetGateway,
        Self::NatGateway,
        Self::VpcPeeringConnection,
        Self::TransitGateway,
        Self::TransitGatewayAttachment,
        Self::TransitGatewayRouteTable,
        Self::VpnGateway,
        Self::VpnConnection,
        Self::CustomerGateway,
        Self::DhcpOptions,
        Self::ResolverEndpoint,
        Self::ResolverRule,
        Self::Profile,
        Self::ResourceGateway,
        Self::ResourceConfiguration,
        Self::ServiceNetwork,
        Self::Note,
    ];

    /// The word in the file, as AWS spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Account => "Account",
            Self::Vpc => "Vpc",
            Self::Subnet => "Subnet",
            Self::Instance => "Instance",
            Self::NetworkInterface => "NetworkInterface",
            Self::VpcEndpoint => "VpcEndpoint",
            Self::VpcEndpointService => "VpcEndpointService",
            Self::LoadBalancer => "LoadBalancer",
            Self::Listener => "Listener",
            Self::TargetGroup => "TargetGroup",
            Self::SecurityGroup => "SecurityGroup",
            Self::NetworkAcl => "NetworkAcl",
            Self::RouteTable => "RouteTable",
            Self::PrefixList => "PrefixList",
            Self::HostedZone => "HostedZone",
            Self::InternetGateway => "InternetGateway",
            Self::EgressOnlyInternetGateway => "EgressOnlyInternetGateway",
            Self::NatGateway => "NatGateway",
            Self::VpcPeeringConnection => "VpcPeeringConnection",
            Self::TransitGateway => "TransitGateway",
            Self::TransitGatewayAttachment => "TransitGatewayAttachment",
            Self::TransitGatewayRouteTable => "TransitGatewayRouteTable",
            Self::VpnGateway => "VpnGateway",
            Self::VpnConnection => "VpnConnection",
            Self::CustomerGateway => "CustomerGateway",
            Self::DhcpOptions => "DhcpOptions",
            Self::ResolverEndpoint => "ResolverEndpoint",
            Self::ResolverRule => "ResolverRule",
            Self::Profile => "Profile",
            Self::ResourceGateway => "ResourceGateway",
            Self::ResourceConfiguration => "ResourceConfiguration",
            Self::ServiceNetwork => "ServiceNetwork",
            Self::Note => "Note",
            Self::Other => "Other",
        }
    }

    /// The kind of a word in the file, `None` for one this version does not know.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == word)
    }

    /// The name in the user interface, in sentence case.
    pub fn title(self) -> &'static str {
        match self {
            Self::Account => "Account",
            Self::Vpc => "VPC",
            Self::Subnet => "Subnet",
            Self::Instance => "Instance",
            Self::NetworkInterface => "Network interface",
            Self::VpcEndpoint => "VPC endpoint",
            Self::VpcEndpointService => "Endpoint service",
            Self::LoadBalancer => "Load balancer",
            Self::Listener => "Listener",
            Self::TargetGroup => "Target group",
            Self::SecurityGroup => "Security group",
            Self::NetworkAcl => "Network ACL",
            Self::RouteTable => "Route table",
            Self::PrefixList => "Prefix list",
            Self::HostedZone => "Hosted zone",
            Self::InternetGateway => "Internet gateway",
            Self::EgressOnlyInternetGateway => "Egress-only internet gateway",
            Self::NatGateway => "NAT gateway",
            Self::VpcPeeringConnection => "Peering connection",
            Self::TransitGateway => "Transit gateway",
            Self::TransitGatewayAttachment => "Transit gateway attachment",
            Self::TransitGatewayRouteTable => "Transit gateway route table",
            Self::VpnGateway => "Virtual private gateway",
            Self::VpnConnection => "VPN connection",
            Self::CustomerGateway => "On-premises network",
            Self::DhcpOptions => "DHCP option set",
            Self::ResolverEndpoint => "Resolver endpoint",
            Self::ResolverRule => "Resolver rule",
            Self::Profile => "Route 53 Profile",
            Self::ResourceGateway => "Resource gateway",
            Self::ResourceConfiguration => "Resource configuration",
            Self::ServiceNetwork => "Service network",
            Self::Note => "Note",
            Self::Other => "Unknown kind",
        }
    }

    /// The kinds this one may stand in; an empty list means the canvas itself.
    ///
    /// The table has no cycle, so following parents always ends.
    pub fn parents(self) -> &'static [Self] {
        match self {
            Self::Account | Self::Other | Self::VpcPeeringConnection | Self::VpnConnection => &[],
            Self::Vpc
            | Self::VpcEndpointService
            | Self::PrefixList
            | Self::HostedZone
            | Self::TransitGateway
            | Self::CustomerGateway
            | Self::DhcpOptions
            | Self::ResolverRule
            | Self::Profile
            | Self::ResourceConfiguration
            | Self::ServiceNetwork => &[Self::Account],
            Self::Subnet
            | Self::VpcEndpoint
            | Self::LoadBalancer
            | Self::TargetGroup
            | Self::SecurityGroup
            | Self::NetworkAcl
            | Self::RouteTable
            | Self::InternetGateway
            | Self::EgressOnlyInternetGateway
            | Self::VpnGateway
            | Self::ResolverEndpoint
            | Self::ResourceGateway => &[Self::Vpc],
            Self::Instance | Self::NetworkInterface => &[Self::Subnet],
            Self::Listener => &[Self::LoadBalancer],
            Self::NatGateway => &[Self::Subnet, Self::Vpc],
            Self::Note => &[Self::Account, Self::Vpc, Self::Subnet],
            Self::TransitGatewayAttachment | Self::TransitGatewayRouteTable => {
                &[Self::TransitGateway]
            }
        }
    }

    /// Whether it may stand on the canvas without a parent.
    pub fn may_stand_alone(self) -> bool {
        matches!(
            self,
            Self::Account
                | Self::Vpc
                | Self::VpcEndpointService
                | Self::PrefixList
                | Self::HostedZone
                | Self::InternetGateway
                | Self::EgressOnlyInternetGateway
                | Self::VpcPeeringConnection
                | Self::TransitGateway
                | Self::VpnGateway
                | Self::VpnConnection
                | Self::CustomerGateway
                | Self::DhcpOptions
                | Self::ResolverRule
                | Self::Profile
                | Self::ResourceConfiguration
                | Self::ServiceNetwork
                | Self::Note
                | Self::Other
        )
    }

    /// The start of ids made for it, as AWS starts them.
    pub fn id_prefix(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Vpc => "vpc",
            Self::Subnet => "subnet",
            Self::Instance => "i",
            Self::NetworkInterface => "eni",
            Self::VpcEndpoint => "vpce",
            Self::VpcEndpointService => "vpce-svc",
            Self::LoadBalancer => "nlb",
            Self::Listener => "listener",
            Self::TargetGroup => "tg",
            Self::SecurityGroup => "sg",
            Self::NetworkAcl => "acl",
            Self::RouteTable => "rtb",
            Self::PrefixList => "pl",
            Self::HostedZone => "zone",
            Self::InternetGateway => "igw",
            Self::EgressOnlyInternetGateway => "eigw",
            Self::NatGateway => "nat",
            Self::VpcPeeringConnection => "pcx",
            Self::TransitGateway => "tgw",
            Self::TransitGatewayAttachment => "tgw-attach",
            Self::TransitGatewayRouteTable => "tgw-rtb",
            Self::VpnGateway => "vgw",
            Self::VpnConnection => "vpn",
            Self::CustomerGateway => "cgw",
            Self::DhcpOptions => "dopt",
            Self::ResolverEndpoint => "rslvr-endpt",
            Self::ResolverRule => "rslvr-rr",
            Self::Profile => "rp",
            Self::ResourceGateway => "rgw",
            Self::ResourceConfiguration => "rcfg",
            Self::ServiceNetwork => "sn",
            Self::Note => "note",
            Self::Other => "other",
        }
    }

    /// The properties of the kind, in the order of the inspector.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Account => Account::FIELDS,
            Self::Vpc => Vpc::FIELDS,
            Self::Subnet => Subnet::FIELDS,
            Self::Instance => Instance::FIELDS,
            Self::NetworkInterface => NetworkInterface::FIELDS,
            Self::VpcEndpoint => VpcEndpoint::FIELDS,
            Self::VpcEndpointService => VpcEndpointService::FIELDS,
            Self::LoadBalancer => LoadBalancer::FIELDS,
            Self::Listener => Listener::FIELDS,
            Self::TargetGroup => TargetGroup::FIELDS,
            Self::SecurityGroup => SecurityGroup::FIELDS,
            Self::NetworkAcl => NetworkAcl::FIELDS,
            Self::RouteTable => RouteTable::FIELDS,
            Self::PrefixList => PrefixList::FIELDS,
            Self::HostedZone => HostedZone::FIELDS,
            Self::InternetGateway => InternetGateway::FIELDS,
            Self::EgressOnlyInternetGateway => EgressOnlyInternetGateway::FIELDS,
            Self::NatGateway => NatGateway::FIELDS,
            Self::VpcPeeringConnection => VpcPeeringConnection::FIELDS,
            Self::TransitGateway => TransitGateway::FIELDS,
            Self::TransitGatewayAttachment => TransitGatewayAttachment::FIELDS,
            Self::TransitGatewayRouteTable => TransitGatewayRouteTable::FIELDS,
            Self::VpnGateway => VpnGateway::FIELDS,
            Self::VpnConnection => VpnConnection::FIELDS,
            Self::CustomerGateway => CustomerGateway::FIELDS,
            Self::DhcpOptions => DhcpOptions::FIELDS,
            Self::ResolverEndpoint => ResolverEndpoint::FIELDS,
            Self::ResolverRule => ResolverRule::FIELDS,
            Self::Profile => Profile::FIELDS,
            Self::ResourceGateway => ResourceGateway::FIELDS,
            Self::ResourceConfiguration => ResourceConfiguration::FIELDS,
            Self::ServiceNetwork => ServiceNetwork::FIELDS,
            Self::Note => Note::FIELDS,
            Self::Other => &[],
        }
    }

    /// Several kinds in words: `Vpc or Subnet`.
    pub(crate) fn list(kinds: &[Self]) -> String {
        let words: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        words.join(" or ")
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
