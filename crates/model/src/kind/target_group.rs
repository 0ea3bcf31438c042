//! A target group: who answers behind a listener, and how their health is asked for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{listener::ListenerProtocol, vpc_endpoint::IpAddressType};
use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A target group.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct TargetGroup {
    /// The VPC of its targets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_id: Option<ResourceId>,
    /// What a target is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_type: Option<TargetType>,
    /// What the targets speak.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<ListenerProtocol>,
    /// The port of the targets unless a target has its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// The address family of the targets, ipv4 or ipv6 (ES-41, ES-42).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address_type: Option<IpAddressType>,
    /// Who answers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<Target>,
    /// How health is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_protocol: Option<HealthCheckProtocol>,
    /// traffic-port, or a port number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_port: Option<String>,
    /// Switches of the group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_group_attributes: Option<TargetGroupAttributes>,
    /// What an import did not see of it, by the lists AWS prints: where one of them decides, the answer is `unknown`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_collected: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl TargetGroup {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "VpcId",
            FieldType::Reference(&[Kind::Vpc]),
            "The VPC of its targets",
        ),
        Field::new(
            "TargetType",
            FieldType::Choice(TargetType::WORDS),
            "What a target is",
        ),
        Field::new(
            "Protocol",
            FieldType::Choice(ListenerProtocol::WORDS),
            "What the targets speak",
        ),
        Field::new(
            "Port",
            FieldType::Integer(1, 65535),
            "The port of the targets unless a target has its own",
        ),
        Field::new(
            "IpAddressType",
            FieldType::Choice(&["ipv4", "ipv6"]),
            "The address family of the targets, ipv4 or ipv6 (ES-41, ES-42)",
        ),
        Field::new("Targets", FieldType::Table(Target::FIELDS), "Who answers"),
        Field::new(
            "HealthCheckProtocol",
            FieldType::Choice(HealthCheckProtocol::WORDS),
            "How health is asked for",
        ),
        Field::new(
            "HealthCheckPort",
            FieldType::Text,
            "traffic-port, or a port number",
        ),
        Field::new(
            "TargetGroupAttributes",
            FieldType::Group(TargetGroupAttributes::FIELDS),
            "Switches of the group",
        ),
        Field::new(
            "NotCollected",
            FieldType::List(&FieldType::Text),
            "What an import did not see of it, such as TargetHealthDescriptions: where it decides, the answer is unknown",
        ),
    ];
}

/// One target.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct Target {
    /// The id of an instance or load balancer, or an IP address, by `TargetType`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its port where it differs from the group's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Target {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "Id",
            FieldType::Text,
            "The id of an instance or load balancer, or an IP address, by TargetType",
        ),
        Field::new(
            "Port",
            FieldType::Integer(1, 65535),
            "Its port where it differs from the group's",
        ),
    ];
}

/// Switches of a target group.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct TargetGroupAttributes {
    /// Overrides the load balancer (ES-19).
    #[serde(
        rename = "load_balancing.cross_zone.enabled",
        skip_serializing_if = "Option::is_none"
    )]
    pub cross_zone_enabled: Option<CrossZone>,
    /// No effect on PrivateLink traffic (ES-50).
    #[serde(
        rename = "preserve_client_ip.enabled",
        skip_serializing_if = "Option::is_none"
    )]
    pub preserve_client_ip_enabled: Option<bool>,
    /// Whether targets get a proxy protocol header (ES-51).
    #[serde(
        rename = "proxy_protocol_v2.enabled",
        skip_serializing_if = "Option::is_none"
    )]
    pub proxy_protocol_v2_enabled: Option<bool>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl TargetGroupAttributes {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "load_balancing.cross_zone.enabled",
            FieldType::Choice(CrossZone::WORDS),
            "Overrides the load balancer (ES-19)",
        ),
        Field::new(
            "preserve_client_ip.enabled",
            FieldType::Flag(false),
            "No effect on PrivateLink traffic (ES-50)",
        ),
        Field::new(
            "proxy_protocol_v2.enabled",
            FieldType::Flag(false),
            "Whether targets get a proxy protocol header (ES-51)",
        ),
    ];
}

/// What the targets of a group are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum TargetType {
    /// Instances, by id.
    #[serde(rename = "instance")]
    Instance,
    /// Addresses.
    #[serde(rename = "ip")]
    Ip,
    /// An application load balancer.
    #[serde(rename = "alb")]
    Alb,
}

impl TargetType {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["instance", "ip", "alb"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Instance => "instance",
            Self::Ip => "ip",
            Self::Alb => "alb",
        }
    }
}

/// How the health of targets is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum HealthCheckProtocol {
    /// A connection.
    #[serde(rename = "TCP")]
    Tcp,
    /// An HTTP request.
    #[serde(rename = "HTTP")]
    Http,
    /// An HTTPS request.
    #[serde(rename = "HTTPS")]
    Https,
}

impl HealthCheckProtocol {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["TCP", "HTTP", "HTTPS"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tcp => "TCP",
            Self::Http => "HTTP",
            Self::Https => "HTTPS",
        }
    }
}

/// Whether nodes may use targets in other zones (ES-19).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum CrossZone {
    /// As the load balancer says.
    #[serde(rename = "use_load_balancer_configuration")]
    Inherit,
    /// Yes.
    #[serde(rename = "true")]
    Enabled,
    /// No.
    #[serde(rename = "false")]
    Disabled,
}

impl CrossZone {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["use_load_balancer_configuration", "true", "false"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Inherit => "use_load_balancer_configuration",
            Self::Enabled => "true",
            Self::Disabled => "false",
        }
    }
}

impl TargetGroup {
    /// What the targets are; instances by default.
    pub fn target_kind(&self) -> TargetType {
        self.target_type.unwrap_or(TargetType::Instance)
    }

    /// Whether its targets have IPv6 addresses: as written, else as an address among them shows; IPv4 by default.
    pub fn is_ipv6(&self) -> bool {
        let shown = |target: &Target| {
            let id = target.id.as_deref();
            id.is_some_and(|id| id.parse::<std::net::Ipv6Addr>().is_ok())
        };
        match self.ip_address_type {
            Some(family) => family == IpAddressType::Ipv6,
            None => self.targets.iter().any(shown),
        }
    }

    /// The port of one target.
    pub fn port_of(&self, target: &Target) -> Option<u16> {
        target.port.or(self.port)
    }

    /// The port asked for health, the traffic port by default.
    pub fn health_check_port_of(&self, target: &Target) -> Option<u16> {
        self.health_check_port
            .as_deref()
            .and_then(|port| port.parse().ok())
            .or_else(|| self.port_of(target))
    }

    /// Whether targets in other zones may be used, given what the load balancer says (ES-19).
    pub fn cross_zone(&self, load_balancer: bool) -> bool {
        let own = self
            .target_group_attributes
            .as_ref()
            .and_then(|attributes| attributes.cross_zone_enabled);
        match own {
            Some(CrossZone::Enabled) => true,
            Some(CrossZone::Disabled) => false,
            Some(CrossZone::Inherit) | None => load_balancer,
        }
    }
}
