//! An AWS account: who owns what. Its id is the account number where that is known.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// An AWS account.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct Account {
    /// Who to write to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What Block Public Access forbids, Region by Region (IGW-08).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vpc_block_public_access_options: Vec<BlockPublicAccessOptions>,
    /// The VPCs and subnets it does not hold for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vpc_block_public_access_exclusions: Vec<BlockPublicAccessExclusion>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Account {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new("Email", FieldType::Text, "Who to write to"),
        Field::new(
            "VpcBlockPublicAccessOptions",
            FieldType::Table(BlockPublicAccessOptions::FIELDS),
            "What Block Public Access forbids, Region by Region (IGW-08)",
        ),
        Field::new(
            "VpcBlockPublicAccessExclusions",
            FieldType::Table(BlockPublicAccessExclusion::FIELDS),
            "The VPCs and subnets it does not hold for",
        ),
    ];
}

/// Block Public Access in one Region.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct BlockPublicAccessOptions {
    /// The Region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aws_region: Option<String>,
    /// What is blocked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub internet_gateway_block_mode: Option<InternetGatewayBlockMode>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl BlockPublicAccessOptions {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new("AwsRegion", FieldType::Text, "The Region"),
        Field::new(
            "InternetGatewayBlockMode",
            FieldType::Choice(InternetGatewayBlockMode::WORDS),
            "What is blocked",
        ),
    ];
}

/// A VPC or subnet that Block Public Access does not hold for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct BlockPublicAccessExclusion {
    /// The VPC or subnet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_id: Option<ResourceId>,
    /// What is allowed nevertheless.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub internet_gateway_exclusion_mode: Option<ExclusionMode>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl BlockPublicAccessExclusion {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "ResourceId",
            FieldType::Reference(&[Kind::Vpc, Kind::Subnet]),
            "The VPC or subnet",
        ),
        Field::new(
            "InternetGatewayExclusionMode",
            FieldType::Choice(ExclusionMode::WORDS),
            "What is allowed nevertheless",
        ),
    ];
}

/// What is blocked (IGW-08, IGW-09).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum InternetGatewayBlockMode {
    /// Nothing.
    #[serde(rename = "off")]
    Off,
    /// Everything through internet gateways.
    #[serde(rename = "block-bidirectional")]
    BlockBidirectional,
    /// Connections that begin in the internet.
    #[serde(rename = "block-ingress")]
    BlockIngress,
}

impl InternetGatewayBlockMode {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["off", "block-bidirectional", "block-ingress"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::BlockBidirectional => "block-bidirectional",
            Self::BlockIngress => "block-ingress",
        }
    }
}

/// What is allowed nevertheless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum ExclusionMode {
    /// Both directions.
    #[serde(rename = "allow-bidirectional")]
    AllowBidirectional,
    /// Connections that begin in the VPC.
    #[serde(rename = "allow-egress")]
    AllowEgress,
}

impl ExclusionMode {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["allow-bidirectional", "allow-egress"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AllowBidirectional => "allow-bidirectional",
            Self::AllowEgress => "allow-egress",
        }
    }
}
