//! The kinds of resource: one file a kind with its properties as AWS spells them, its parents and its hints.

pub mod account;
pub mod hosted_zone;
pub mod instance;
pub mod listener;
pub mod load_balancer;
pub mod network_acl;
pub mod network_interface;
pub mod prefix_list;
pub mod route_table;
pub mod security_group;
pub mod subnet;
pub mod target_group;
pub mod vpc;
pub mod vpc_endpoint;
pub mod vpc_endpoint_service;

use std::fmt;

pub use account::Account;
pub use hosted_zone::HostedZone;
pub use instance::Instance;
pub use listener::Listener;
pub use load_balancer::LoadBalancer;
pub use network_acl::NetworkAcl;
pub use network_interface::NetworkInterface;
pub use prefix_list::PrefixList;
pub use route_table::RouteTable;
pub use security_group::SecurityGroup;
pub use subnet::Subnet;
pub use target_group::TargetGroup;
pub use vpc::Vpc;
pub use vpc_endpoint::VpcEndpoint;
pub use vpc_endpoint_service::VpcEndpointService;

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
            Self::VpcEndpoint => "Interface endpoint",
            Self::VpcEndpointService => "Endpoint service",
            Self::LoadBalancer => "Network Load Balancer",
            Self::Listener => "Listener",
            Self::TargetGroup => "Target group",
            Self::SecurityGroup => "Security group",
            Self::NetworkAcl => "Network ACL",
            Self::RouteTable => "Route table",
            Self::PrefixList => "Prefix list",
            Self::HostedZone => "Hosted zone",
            Self::Other => "Unknown kind",
        }
    }

    /// The kinds this one may stand in; an empty list means the canvas itself.
    ///
    /// The table has no cycle, so following parents always ends.
    pub fn parents(self) -> &'static [Self] {
        match self {
            Self::Account | Self::Other => &[],
            Self::Vpc | Self::VpcEndpointService | Self::PrefixList | Self::HostedZone => {
                &[Self::Account]
            }
            Self::Subnet
            | Self::VpcEndpoint
            | Self::LoadBalancer
            | Self::TargetGroup
            | Self::SecurityGroup
            | Self::NetworkAcl
            | Self::RouteTable => &[Self::Vpc],
            Self::Instance | Self::NetworkInterface => &[Self::Subnet],
            Self::Listener => &[Self::LoadBalancer],
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
