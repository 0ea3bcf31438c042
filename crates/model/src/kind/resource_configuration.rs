//! A resource configuration: one resource, or a group of them, that a provider shares (section 3.3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Field, FieldType, Kind, ResourceId, UnknownFields, kind::resource_gateway::LatticeStatus,
};

/// A resource configuration.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct ResourceConfiguration {
    /// The account it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<ResourceId>,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it stands for.
    #[serde(rename = "Type", skip_serializing_if = "Option::is_none")]
    pub configuration_type: Option<ResourceConfigurationType>,
    /// The resource gateway connections enter by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_gateway_id: Option<ResourceId>,
    /// The group it is a child of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_configuration_group_id: Option<ResourceId>,
    /// The ports, such as 443 or 1-65535 (RS-02).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub port_ranges: Vec<String>,
    /// TCP (RS-02).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<String>,
    /// The resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_configuration_definition: Option<ResourceDefinition>,
    /// The name consumers may use (RS-09).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_domain_name: Option<String>,
    /// VERIFIED once the provider has proven that the name is its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain_verification_status: Option<String>,
    /// The accounts it is shared with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed_principals: Vec<String>,
    /// Whether it works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<LatticeStatus>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl ResourceConfiguration {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "OwnerId",
            FieldType::Reference(&[Kind::Account]),
            "The account it belongs to",
        ),
        Field::new("Name", FieldType::Text, "What people call it"),
        Field::new(
            "Type",
            FieldType::Choice(ResourceConfigurationType::WORDS),
            "What it stands for",
        ),
        Field::new(
            "ResourceGatewayId",
            FieldType::Reference(&[Kind::ResourceGateway]),
            "The resource gateway connections enter by",
        ),
        Field::new(
            "ResourceConfigurationGroupId",
            FieldType::Reference(&[Kind::ResourceConfiguration]),
            "The group it is a child of",
        ),
        Field::new(
            "PortRanges",
            FieldType::List(&FieldType::Text),
            "The ports, such as 443 or 1-65535 (RS-02)",
        ),
        Field::new("Protocol", FieldType::Text, "TCP (RS-02)"),
        Field::new(
            "ResourceConfigurationDefinition",
            FieldType::Group(ResourceDefinition::FIELDS),
            "The resource",
        ),
        Field::new(
            "CustomDomainName",
            FieldType::Text,
            "The name consumers may use (RS-09)",
        ),
        Field::new(
            "DomainVerificationStatus",
            FieldType::Text,
            "VERIFIED once the provider has proven that the name is its own",
        ),
        Field::new(
            "AllowedPrincipals",
            FieldType::List(&FieldType::Text),
            "The accounts it is shared with",
        ),
        Field::new(
            "Status",
            FieldType::Choice(LatticeStatus::WORDS),
            "Whether it works",
        ),
    ];
}

/// The resource: an address, a name or an ARN (RS-01).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct ResourceDefinition {
    /// The address, IPv4 or IPv6.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address: Option<String>,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain_name: Option<String>,
    /// The ARN of a database.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl ResourceDefinition {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new("IpAddress", FieldType::Text, "The address, IPv4 or IPv6"),
        Field::new("DomainName", FieldType::Text, "The name"),
        Field::new("Arn", FieldType::Text, "The ARN of a database"),
    ];
}

/// What it stands for (RS-01).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum ResourceConfigurationType {
    /// One resource.
    #[serde(rename = "SINGLE")]
    Single,
    /// Its children.
    #[serde(rename = "GROUP")]
    Group,
    /// One resource of a group.
    #[serde(rename = "CHILD")]
    Child,
    /// A resource AWS manages.
    #[serde(rename = "ARN")]
    Arn,
    /// A network segment.
    #[serde(rename = "CIDR")]
    Cidr,
}

impl ResourceConfigurationType {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["SINGLE", "GROUP", "CHILD", "ARN", "CIDR"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Single => "SINGLE",
            Self::Group => "GROUP",
            Self::Child => "CHILD",
            Self::Arn => "ARN",
            Self::Cidr => "CIDR",
        }
    }
}
