//! A load balancer; this version analyses the network type (section 2.7 of the specification).

use std::net::{Ipv4Addr, Ipv6Addr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vpc_endpoint::IpAddressType;
use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A load balancer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct LoadBalancer {
    /// Only network can stand behind an interface endpoint.
    #[serde(rename = "Type", skip_serializing_if = "Option::is_none")]
    pub load_balancer_type: Option<LoadBalancerType>,
    /// internal is the usual choice behind PrivateLink (NLB-02).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<Scheme>,
    /// The VPC it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_id: Option<ResourceId>,
    /// One node in each subnet, one subnet a zone (NLB-01).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subnet_mappings: Vec<SubnetMapping>,
    /// Optional; only one created with groups can have any (NLB-07).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub security_groups: Vec<ResourceId>,
    /// Whether the groups filter PrivateLink clients too (NLB-20 to NLB-22).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enforce_security_group_inbound_rules_on_private_link_traffic: Option<OnOff>,
    /// Switches of the whole load balancer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancer_attributes: Option<LoadBalancerAttributes>,
    /// The address families of its nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address_type: Option<IpAddressType>,
    /// Whether it works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<LoadBalancerState>,
    /// What an import did not see of it, by the lists AWS prints: where one of them decides, the answer is `unknown`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_collected: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl LoadBalancer {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "Type",
            FieldType::Choice(LoadBalancerType::WORDS),
            "Only network can stand behind an interface endpoint",
        ),
        Field::new(
            "Scheme",
            FieldType::Choice(Scheme::WORDS),
            "internal is the usual choice behind PrivateLink (NLB-02)",
        ),
        Field::new(
            "VpcId",
            FieldType::Reference(&[Kind::Vpc]),
            "The VPC it stands in",
        ),
        Field::new(
            "SubnetMappings",
            FieldType::Table(SubnetMapping::FIELDS),
            "One node in each subnet, one subnet a zone (NLB-01)",
        ),
        Field::new(
            "SecurityGroups",
            FieldType::List(&FieldType::Reference(&[Kind::SecurityGroup])),
            "Optional; only one created with groups can have any (NLB-07)",
        ),
        Field::new(
            "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic",
            FieldType::Choice(OnOff::WORDS),
            "Whether the groups filter PrivateLink clients too (NLB-20 to NLB-22)",
        ),
        Field::new(
            "LoadBalancerAttributes",
            FieldType::Group(LoadBalancerAttributes::FIELDS),
            "Switches of the whole load balancer",
        ),
        Field::new(
            "IpAddressType",
            FieldType::Choice(IpAddressType::WORDS),
            "The address families of its nodes",
        ),
        Field::new(
            "State",
            FieldType::Choice(LoadBalancerState::WORDS),
            "Whether it works",
        ),
        Field::new(
            "NotCollected",
            FieldType::List(&FieldType::Text),
            "What an import did not see of it, such as Listeners: where it decides, the answer is unknown",
        ),
    ];
}

/// A node of a load balancer: one in each zone (NLB-01).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct SubnetMapping {
    /// The subnet of the node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnet_id: Option<ResourceId>,
    /// The private address of the node, which targets see (ES-50).
    #[serde(rename = "PrivateIPv4Address", skip_serializing_if = "Option::is_none")]
    pub private_ipv4_address: Option<Ipv4Addr>,
    /// The IPv6 address of the node.
    #[serde(rename = "IPv6Address", skip_serializing_if = "Option::is_none")]
    pub ipv6_address: Option<Ipv6Addr>,
    /// The public address of the node, for an internet-facing one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_ip: Option<Ipv4Addr>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl SubnetMapping {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "SubnetId",
            FieldType::Reference(&[Kind::Subnet]),
            "The subnet of the node",
        ),
        Field::new(
            "PrivateIPv4Address",
            FieldType::Ipv4Address,
            "The private address of the node, which targets see (ES-50)",
        ),
        Field::new(
            "IPv6Address",
            FieldType::Ipv6Address,
            "The IPv6 address of the node",
        ),
        Field::new(
            "PublicIp",
            FieldType::Ipv4Address,
            "The public address of the node, for an internet-facing one",
        ),
    ];
}

/// Switches of the whole load balancer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct LoadBalancerAttributes {
    /// Whether a node may use targets in other zones (ES-17, ES-18).
    #[serde(
        rename = "load_balancing.cross_zone.enabled",
        skip_serializing_if = "Option::is_none"
    )]
    pub cross_zone_enabled: Option<bool>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl LoadBalancerAttributes {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[Field::new(
        "load_balancing.cross_zone.enabled",
        FieldType::Flag(false),
        "Whether a node may use targets in other zones (ES-17, ES-18)",
    )];
}

/// The types of load balancer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum LoadBalancerType {
    /// Layer 4.
    #[serde(rename = "network")]
    Network,
    /// Layer 7.
    #[serde(rename = "application")]
    Application,
    /// Appliances.
    #[serde(rename = "gateway")]
    Gateway,
}

impl LoadBalancerType {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["network", "application", "gateway"];

    /// The name in the user interface, as AWS spells it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Network => "Network Load Balancer",
            Self::Application => "Application Load Balancer",
            Self::Gateway => "Gateway Load Balancer",
        }
    }

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Application => "application",
            Self::Gateway => "gateway",
        }
    }
}

/// Who a load balancer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Scheme {
    /// Private addresses.
    #[serde(rename = "internal")]
    Internal,
    /// Public addresses.
    #[serde(rename = "internet-facing")]
    InternetFacing,
}

impl Scheme {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["internal", "internet-facing"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::InternetFacing => "internet-facing",
        }
    }
}

/// A switch spelled as words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum OnOff {
    /// On.
    #[serde(rename = "on")]
    On,
    /// Off.
    #[serde(rename = "off")]
    Off,
}

impl OnOff {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["on", "off"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
        }
    }
}

/// The states of a load balancer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum LoadBalancerState {
    /// It works.
    #[serde(rename = "active")]
    Active,
    /// It is being built.
    #[serde(rename = "provisioning")]
    Provisioning,
    /// It works in part.
    #[serde(rename = "active_impaired")]
    ActiveImpaired,
    /// It could not be built.
    #[serde(rename = "failed")]
    Failed,
}

impl LoadBalancerState {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["active", "provisioning", "active_impaired", "failed"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Provisioning => "provisioning",
            Self::ActiveImpaired => "active_impaired",
            Self::Failed => "failed",
        }
    }
}

impl LoadBalancer {
    /// The type; an absent one is taken as `network`, which is what this program draws.
    pub fn balancer_type(&self) -> LoadBalancerType {
        self.load_balancer_type.unwrap_or(LoadBalancerType::Network)
    }

    /// Whether nodes may use targets in other zones; off by default (ES-17).
    pub fn cross_zone(&self) -> bool {
        self.load_balancer_attributes
            .as_ref()
            .and_then(|attributes| attributes.cross_zone_enabled)
            .unwrap_or(false)
    }

    /// Whether its security groups filter PrivateLink clients; on by default (NLB-21).
    pub fn enforces_on_privatelink(&self) -> bool {
        self.enforce_security_group_inbound_rules_on_private_link_traffic
            .unwrap_or(OnOff::On)
            == OnOff::On
    }
}
