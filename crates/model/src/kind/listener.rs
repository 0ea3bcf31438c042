//! A listener: a port of a load balancer and where it leads.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A listener.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct Listener {
    /// The load balancer it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancer_arn: Option<ResourceId>,
    /// What it accepts (section 2.8).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<ListenerProtocol>,
    /// The port it listens on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// Where it leads.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub default_actions: Vec<ListenerAction>,
    /// Switches of the listener.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listener_attributes: Option<ListenerAttributes>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Listener {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "LoadBalancerArn",
            FieldType::Reference(&[Kind::LoadBalancer]),
            "The load balancer it belongs to",
        ),
        Field::new(
            "Protocol",
            FieldType::Choice(ListenerProtocol::WORDS),
            "What it accepts (section 2.8)",
        ),
        Field::new(
            "Port",
            FieldType::Integer(1, 65535),
            "The port it listens on",
        ),
        Field::new(
            "DefaultActions",
            FieldType::Table(ListenerAction::FIELDS),
            "Where it leads",
        ),
        Field::new(
            "ListenerAttributes",
            FieldType::Group(ListenerAttributes::FIELDS),
            "Switches of the listener",
        ),
    ];
}

/// Switches of a listener.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct ListenerAttributes {
    /// Seconds a silent TCP connection is kept, 350 by default; another value excludes access across Regions (NLB-06, IE-85).
    #[serde(
        rename = "tcp.idle_timeout.seconds",
        skip_serializing_if = "Option::is_none"
    )]
    pub tcp_idle_timeout_seconds: Option<u16>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl ListenerAttributes {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[Field::new(
        "tcp.idle_timeout.seconds",
        FieldType::Integer(60, 6000),
        "Seconds a silent TCP connection is kept, 350 by default; another value excludes access across Regions (NLB-06, IE-85)",
    )];
}

impl Listener {
    /// Whether silent TCP connections are kept for another time than AWS's own 350 seconds (IE-85).
    pub fn has_custom_idle_timeout(&self) -> bool {
        const DEFAULT: u16 = 350;
        let written = self.listener_attributes.as_ref();
        written
            .and_then(|attributes| attributes.tcp_idle_timeout_seconds)
            .is_some_and(|seconds| seconds != DEFAULT)
    }
}

/// Where a listener leads.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct ListenerAction {
    /// Always forward for a network load balancer.
    #[serde(rename = "Type", skip_serializing_if = "Option::is_none")]
    pub action_type: Option<String>,
    /// The target group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_group_arn: Option<ResourceId>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl ListenerAction {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "Type",
            FieldType::Text,
            "Always forward for a network load balancer",
        ),
        Field::new(
            "TargetGroupArn",
            FieldType::Reference(&[Kind::TargetGroup]),
            "The target group",
        ),
    ];
}

/// What listeners and target groups speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum ListenerProtocol {
    /// TCP.
    #[serde(rename = "TCP")]
    Tcp,
    /// TLS over TCP.
    #[serde(rename = "TLS")]
    Tls,
    /// UDP.
    #[serde(rename = "UDP")]
    Udp,
    /// TCP and UDP on one port.
    #[serde(rename = "TCP_UDP")]
    TcpUdp,
    /// QUIC.
    #[serde(rename = "QUIC")]
    Quic,
    /// TCP and QUIC on one port.
    #[serde(rename = "TCP_QUIC")]
    TcpQuic,
    /// HTTP, application load balancers only.
    #[serde(rename = "HTTP")]
    Http,
    /// HTTPS, application load balancers only.
    #[serde(rename = "HTTPS")]
    Https,
    /// GENEVE, Gateway Load Balancers only (GL-07).
    #[serde(rename = "GENEVE")]
    Geneve,
}

impl ListenerProtocol {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &[
        "TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC", "HTTP", "HTTPS", "GENEVE",
    ];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tcp => "TCP",
            Self::Tls => "TLS",
            Self::Udp => "UDP",
            Self::TcpUdp => "TCP_UDP",
            Self::Quic => "QUIC",
            Self::TcpQuic => "TCP_QUIC",
            Self::Http => "HTTP",
            Self::Https => "HTTPS",
            Self::Geneve => "GENEVE",
        }
    }
}

impl ListenerProtocol {
    /// Whether packets of a transport are accepted (section 2.8).
    pub fn accepts(self, transport: crate::Protocol) -> bool {
        match self {
            Self::Tcp | Self::Tls | Self::Http | Self::Https => transport == crate::Protocol::Tcp,
            Self::Udp | Self::Quic => transport == crate::Protocol::Udp,
            Self::TcpUdp | Self::TcpQuic => transport != crate::Protocol::Icmp,
            // Everything, which a Gateway Load Balancer takes from its endpoints alone (GL-02).
            Self::Geneve => false,
        }
    }
}
