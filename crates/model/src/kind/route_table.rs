//! A route table: where packets that leave a subnet go (RT-11).

use ipnet::{Ipv4Net, Ipv6Net};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A route table. The `local` routes of the VPC ranges are implied (RT-02).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct RouteTable {
    /// The VPC it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_id: Option<ResourceId>,
    /// The subnets that use it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub associations: Vec<RouteTableAssociation>,
    /// The routes besides the local ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<Route>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl RouteTable {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "VpcId",
            FieldType::Reference(&[Kind::Vpc]),
            "The VPC it belongs to",
        ),
        Field::new(
            "Associations",
            FieldType::Table(RouteTableAssociation::FIELDS),
            "The subnets that use it",
        ),
        Field::new(
            "Routes",
            FieldType::Table(Route::FIELDS),
            "The routes besides the local ones",
        ),
    ];
}

/// One association of a route table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct RouteTableAssociation {
    /// The subnet that uses the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnet_id: Option<ResourceId>,
    /// The gateway that uses the table for incoming traffic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_id: Option<ResourceId>,
    /// Whether it serves every subnet without an association of its own (RT-01).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub main: Option<bool>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl RouteTableAssociation {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "SubnetId",
            FieldType::Reference(&[Kind::Subnet]),
            "The subnet that uses the table",
        ),
        Field::new(
            "GatewayId",
            FieldType::Text,
            "The gateway that uses the table for incoming traffic",
        ),
        Field::new(
            "Main",
            FieldType::Flag(false),
            "Whether it serves every subnet without an association of its own (RT-01)",
        ),
    ];
}

/// One route: a destination and exactly one target.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct Route {
    /// The IPv4 destination.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub destination_cidr_block: Option<Ipv4Net>,
    /// The IPv6 destination.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub destination_ipv6_cidr_block: Option<Ipv6Net>,
    /// The destination as a prefix list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination_prefix_list_id: Option<ResourceId>,
    /// local, or an internet, virtual private or endpoint target.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_id: Option<ResourceId>,
    /// The interface of an appliance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_interface_id: Option<ResourceId>,
    /// The appliance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_id: Option<ResourceId>,
    /// A NAT gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nat_gateway_id: Option<ResourceId>,
    /// A transit gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transit_gateway_id: Option<ResourceId>,
    /// A peering connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_peering_connection_id: Option<ResourceId>,
    /// An egress-only internet gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub egress_only_internet_gateway_id: Option<ResourceId>,
    /// How the route came to be (RT-04).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<RouteOrigin>,
    /// blackhole still wins and discards (RT-09).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<RouteState>,
    /// A Gateway Load Balancer endpoint (GL-02).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_endpoint_id: Option<ResourceId>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Route {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "DestinationCidrBlock",
            FieldType::Ipv4Cidr,
            "The IPv4 destination",
        ),
        Field::new(
            "DestinationIpv6CidrBlock",
            FieldType::Ipv6Cidr,
            "The IPv6 destination",
        ),
        Field::new(
            "DestinationPrefixListId",
            FieldType::Reference(&[Kind::PrefixList]),
            "The destination as a prefix list",
        ),
        Field::new(
            "GatewayId",
            FieldType::Text,
            "local, or an internet, virtual private or endpoint target",
        ),
        Field::new(
            "NetworkInterfaceId",
            FieldType::Reference(&[Kind::NetworkInterface]),
            "The interface of an appliance",
        ),
        Field::new(
            "InstanceId",
            FieldType::Reference(&[Kind::Instance]),
            "The appliance",
        ),
        Field::new(
            "NatGatewayId",
            FieldType::Reference(&[Kind::NatGateway]),
            "A NAT gateway",
        ),
        Field::new(
            "TransitGatewayId",
            FieldType::Reference(&[Kind::TransitGateway]),
            "A transit gateway",
        ),
        Field::new(
            "VpcPeeringConnectionId",
            FieldType::Reference(&[Kind::VpcPeeringConnection]),
            "A peering connection",
        ),
        Field::new(
            "EgressOnlyInternetGatewayId",
            FieldType::Reference(&[Kind::EgressOnlyInternetGateway]),
            "An egress-only internet gateway",
        ),
        Field::new(
            "Origin",
            FieldType::Choice(RouteOrigin::WORDS),
            "How the route came to be (RT-04)",
        ),
        Field::new(
            "State",
            FieldType::Choice(RouteState::WORDS),
            "blackhole still wins and discards (RT-09)",
        ),
        Field::new(
            "VpcEndpointId",
            FieldType::Reference(&[Kind::VpcEndpoint]),
            "A Gateway Load Balancer endpoint (GL-02)",
        ),
    ];
}

/// How a route came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum RouteOrigin {
    /// Made by hand.
    CreateRoute,
    /// Made with the table.
    CreateRouteTable,
    /// Propagated by a gateway.
    EnableVgwRoutePropagation,
    /// Learned from an advertisement.
    Advertisement,
}

impl RouteOrigin {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &[
        "CreateRoute",
        "CreateRouteTable",
        "EnableVgwRoutePropagation",
        "Advertisement",
    ];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CreateRoute => "CreateRoute",
            Self::CreateRouteTable => "CreateRouteTable",
            Self::EnableVgwRoutePropagation => "EnableVgwRoutePropagation",
            Self::Advertisement => "Advertisement",
        }
    }
}

/// Whether a route delivers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum RouteState {
    /// It delivers.
    #[serde(rename = "active")]
    Active,
    /// Its target is gone; it still wins and discards (RT-09).
    #[serde(rename = "blackhole")]
    Blackhole,
    /// It is not installed.
    #[serde(rename = "filtered")]
    Filtered,
}

impl RouteState {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["active", "blackhole", "filtered"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Blackhole => "blackhole",
            Self::Filtered => "filtered",
        }
    }
}

impl RouteTable {
    /// Whether this is the main table of its VPC (RT-01).
    pub fn is_main(&self) -> bool {
        self.associations
            .iter()
            .any(|association| association.main == Some(true))
    }
}

impl Route {
    /// The target as written, `None` when the route has none.
    pub fn target(&self) -> Option<&str> {
        self.targets().next()
    }

    /// Every target that is written; a route AWS accepts has exactly one.
    pub fn targets(&self) -> impl Iterator<Item = &str> {
        self.target_ids().map(ResourceId::as_str)
    }

    /// Every target that is written, as the id it is; `local` is one too.
    pub fn target_ids(&self) -> impl Iterator<Item = &ResourceId> {
        let targets = [
            &self.network_interface_id,
            &self.instance_id,
            &self.gateway_id,
            &self.nat_gateway_id,
            &self.transit_gateway_id,
            &self.vpc_peering_connection_id,
            &self.egress_only_internet_gateway_id,
            &self.vpc_endpoint_id,
        ];
        targets.into_iter().flatten()
    }
}
