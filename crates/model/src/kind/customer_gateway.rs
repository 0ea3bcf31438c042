//! An on-premises network, behind what AWS calls a customer gateway.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Field, FieldType, Kind, ResourceId, UnknownFields, kind::vpn_gateway::VpnGatewayState,
};

/// An on-premises network.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct CustomerGateway {
    /// The account it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<ResourceId>,
    /// The public address of its router.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address: Option<Ipv4Addr>,
    /// Its autonomous system number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bgp_asn: Option<String>,
    /// Whether it works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<VpnGatewayState>,
    /// The ranges of the network, which AWS does not know: they stand only here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<String>")]
    pub cidr_blocks: Vec<Ipv4Net>,
    /// The resolvers its machines ask.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub domain_name_servers: Vec<String>,
    /// Which names its resolvers pass on, and to whom.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditional_forwarders: Vec<ConditionalForwarder>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl CustomerGateway {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "OwnerId",
            FieldType::Reference(&[Kind::Account]),
            "The account it belongs to",
        ),
        Field::new(
            "IpAddress",
            FieldType::Ipv4Address,
            "The public address of its router",
        ),
        Field::new("BgpAsn", FieldType::Text, "Its autonomous system number"),
        Field::new(
            "State",
            FieldType::Choice(VpnGatewayState::WORDS),
            "Whether it works",
        ),
        Field::new(
            "CidrBlocks",
            FieldType::List(&FieldType::Ipv4Cidr),
            "The ranges of the network, which AWS does not know: they stand only here",
        ),
        Field::new(
            "DomainNameServers",
            FieldType::List(&FieldType::Text),
            "The resolvers its machines ask",
        ),
        Field::new(
            "ConditionalForwarders",
            FieldType::Table(ConditionalForwarder::FIELDS),
            "Which names its resolvers pass on, and to whom",
        ),
    ];
}

/// Names an on-premises resolver passes on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct ConditionalForwarder {
    /// The domain, such as example.com.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain_name: Option<String>,
    /// The addresses that are asked, such as those of an inbound endpoint.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub target_ips: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl ConditionalForwarder {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "DomainName",
            FieldType::Text,
            "The domain, such as example.com",
        ),
        Field::new(
            "TargetIps",
            FieldType::List(&FieldType::Text),
            "The addresses that are asked, such as those of an inbound endpoint",
        ),
    ];
}
