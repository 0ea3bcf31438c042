//! A Resolver rule: where questions below a domain go (RSLV-01 to RSLV-10).

use std::net::{Ipv4Addr, Ipv6Addr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A Resolver rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct ResolverRule {
    /// The account it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<ResourceId>,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The domain, such as corp.example.com or . for every name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain_name: Option<String>,
    /// FORWARD passes on, SYSTEM keeps within AWS (RSLV-03).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule_type: Option<ResolverRuleType>,
    /// For DELEGATE, the domain of the name servers it is followed to (PHZ-13).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delegation_record: Option<String>,
    /// The outbound endpoint it goes through (RSLV-07).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolver_endpoint_id: Option<ResourceId>,
    /// Who is asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub target_ips: Vec<ResolverTarget>,
    /// The VPCs it holds in.
    #[serde(rename = "VPCIds", skip_serializing_if = "Vec::is_empty")]
    pub vpc_ids: Vec<ResourceId>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl ResolverRule {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "OwnerId",
            FieldType::Reference(&[Kind::Account]),
            "The account it belongs to",
        ),
        Field::new("Name", FieldType::Text, "What people call it"),
        Field::new(
            "DomainName",
            FieldType::Text,
            "The domain, such as corp.example.com or . for every name",
        ),
        Field::new(
            "RuleType",
            FieldType::Choice(ResolverRuleType::WORDS),
            "FORWARD passes on, SYSTEM keeps within AWS (RSLV-03)",
        ),
        Field::new(
            "DelegationRecord",
            FieldType::Text,
            "For DELEGATE, the domain of the name servers it is followed to (PHZ-13)",
        ),
        Field::new(
            "ResolverEndpointId",
            FieldType::Reference(&[Kind::ResolverEndpoint]),
            "The outbound endpoint it goes through (RSLV-07)",
        ),
        Field::new(
            "TargetIps",
            FieldType::Table(ResolverTarget::FIELDS),
            "Who is asked",
        ),
        Field::new(
            "VPCIds",
            FieldType::List(&FieldType::Reference(&[Kind::Vpc])),
            "The VPCs it holds in",
        ),
    ];
}

/// A resolver that is asked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct ResolverTarget {
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip: Option<Ipv4Addr>,
    /// Its IPv6 address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipv6: Option<Ipv6Addr>,
    /// Its port, 53 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// `Do53`, `DoH` or `DoH-FIPS`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl ResolverTarget {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new("Ip", FieldType::Ipv4Address, "Its address"),
        Field::new("Ipv6", FieldType::Ipv6Address, "Its IPv6 address"),
        Field::new(
            "Port",
            FieldType::Integer(1, 65535),
            "Its port, 53 by default",
        ),
        Field::new("Protocol", FieldType::Text, "Do53, DoH or DoH-FIPS"),
    ];
}

/// What a rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum ResolverRuleType {
    /// It passes questions on.
    #[serde(rename = "FORWARD")]
    Forward,
    /// It keeps them within AWS.
    #[serde(rename = "SYSTEM")]
    System,
    /// It asks the internet.
    #[serde(rename = "RECURSIVE")]
    Recursive,
    /// It follows a delegation.
    #[serde(rename = "DELEGATE")]
    Delegate,
}

impl ResolverRuleType {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["FORWARD", "SYSTEM", "RECURSIVE", "DELEGATE"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Forward => "FORWARD",
            Self::System => "SYSTEM",
            Self::Recursive => "RECURSIVE",
            Self::Delegate => "DELEGATE",
        }
    }
}
