//! A DHCP option set: which resolvers the machines of a VPC ask (section 5.2).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A DHCP option set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct DhcpOptions {
    /// The account it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<ResourceId>,
    /// The suffix for names without dots.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain_name: Option<String>,
    /// `AmazonProvidedDNS`, or up to four addresses (DHCP-01, DHCP-03).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub domain_name_servers: Vec<String>,
    /// Time servers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ntp_servers: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl DhcpOptions {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "OwnerId",
            FieldType::Reference(&[Kind::Account]),
            "The account it belongs to",
        ),
        Field::new(
            "DomainName",
            FieldType::Text,
            "The suffix for names without dots",
        ),
        Field::new(
            "DomainNameServers",
            FieldType::List(&FieldType::Text),
            "AmazonProvidedDNS, or up to four addresses (DHCP-01, DHCP-03)",
        ),
        Field::new(
            "NtpServers",
            FieldType::List(&FieldType::Text),
            "Time servers",
        ),
    ];
}
