//! A VPN connection: the tunnels between an on-premises network and a gateway.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Field, FieldType, Kind, ResourceId, UnknownFields, kind::vpn_gateway::VpnGatewayState,
};

/// A VPN connection.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct VpnConnection {
    /// The on-premises network.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_gateway_id: Option<ResourceId>,
    /// The virtual private gateway, for one that ends at a VPC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpn_gateway_id: Option<ResourceId>,
    /// The transit gateway, for one that ends there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transit_gateway_id: Option<ResourceId>,
    /// Whether it works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<VpnGatewayState>,
    /// The tunnels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vgw_telemetry: Vec<VgwTelemetry>,
    /// Static routes to the on-premises network.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<VpnStaticRoute>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl VpnConnection {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "CustomerGatewayId",
            FieldType::Reference(&[Kind::CustomerGateway]),
            "The on-premises network",
        ),
        Field::new(
            "VpnGatewayId",
            FieldType::Reference(&[Kind::VpnGateway]),
            "The virtual private gateway, for one that ends at a VPC",
        ),
        Field::new(
            "TransitGatewayId",
            FieldType::Reference(&[Kind::TransitGateway]),
            "The transit gateway, for one that ends there",
        ),
        Field::new(
            "State",
            FieldType::Choice(VpnGatewayState::WORDS),
            "Whether it works",
        ),
        Field::new(
            "VgwTelemetry",
            FieldType::Table(VgwTelemetry::FIELDS),
            "The tunnels",
        ),
        Field::new(
            "Routes",
            FieldType::Table(VpnStaticRoute::FIELDS),
            "Static routes to the on-premises network",
        ),
    ];
}

/// One tunnel.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct VgwTelemetry {
    /// Its outside address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outside_ip_address: Option<Ipv4Addr>,
    /// Whether it is up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<TunnelStatus>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl VgwTelemetry {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "OutsideIpAddress",
            FieldType::Ipv4Address,
            "Its outside address",
        ),
        Field::new(
            "Status",
            FieldType::Choice(TunnelStatus::WORDS),
            "Whether it is up",
        ),
    ];
}

/// One static route.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct VpnStaticRoute {
    /// The range over there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub destination_cidr_block: Option<Ipv4Net>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl VpnStaticRoute {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[Field::new(
        "DestinationCidrBlock",
        FieldType::Ipv4Cidr,
        "The range over there",
    )];
}

/// Whether a tunnel is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum TunnelStatus {
    /// It carries traffic.
    #[serde(rename = "UP")]
    Up,
    /// It does not.
    #[serde(rename = "DOWN")]
    Down,
}

impl TunnelStatus {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["UP", "DOWN"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Up => "UP",
            Self::Down => "DOWN",
        }
    }
}

impl VpnConnection {
    /// Whether it carries traffic: it is available and not every tunnel that is listed is down.
    pub fn works(&self) -> bool {
        let down = |tunnel: &VgwTelemetry| tunnel.status == Some(TunnelStatus::Down);
        self.state
            .is_none_or(|state| state == VpnGatewayState::Available)
            && (self.vgw_telemetry.is_empty() || !self.vgw_telemetry.iter().all(down))
    }
}
