//! A VPC: an address space with a router, a resolver and its subnets.

use ipnet::{Ipv4Net, Ipv6Net};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A virtual private cloud.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct Vpc {
    /// The account it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<ResourceId>,
    /// The Region it lies in, such as us-east-1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The primary IPv4 range, /16 to /28 (VPC-01).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub cidr_block: Option<Ipv4Net>,
    /// Further IPv4 ranges, at most four by default (VPC-04).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<String>")]
    pub secondary_cidr_blocks: Vec<Ipv4Net>,
    /// IPv6 ranges, /44 to /60 (VPC-08).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<String>")]
    pub ipv6_cidr_blocks: Vec<Ipv6Net>,
    /// Whether the Amazon resolver answers (DNS-05).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_dns_support: Option<bool>,
    /// Needed, with DNS support, by private DNS and private hosted zones (DNS-07).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_dns_hostnames: Option<bool>,
    /// Which resolvers its machines ask; the Amazon one where it is absent (DHCP-02).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dhcp_options_id: Option<ResourceId>,
    /// Whether the resolver answers for addresses of private ranges by itself (RSLV-08).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autodefined_reverse: Option<bool>,
    /// What an import did not see of it, by the lists AWS prints: where one of them decides, the answer is `unknown`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_collected: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Vpc {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "OwnerId",
            FieldType::Reference(&[Kind::Account]),
            "The account it belongs to",
        ),
        Field::new(
            "Region",
            FieldType::Text,
            "The Region it lies in, such as us-east-1",
        ),
        Field::new(
            "CidrBlock",
            FieldType::Ipv4Cidr,
            "The primary IPv4 range, /16 to /28 (VPC-01)",
        ),
        Field::new(
            "SecondaryCidrBlocks",
            FieldType::List(&FieldType::Ipv4Cidr),
            "Further IPv4 ranges, at most four by default (VPC-04)",
        ),
        Field::new(
            "Ipv6CidrBlocks",
            FieldType::List(&FieldType::Ipv6Cidr),
            "IPv6 ranges, /44 to /60 (VPC-08)",
        ),
        Field::new(
            "EnableDnsSupport",
            FieldType::Flag(true),
            "Whether the Amazon resolver answers (DNS-05)",
        ),
        Field::new(
            "EnableDnsHostnames",
            FieldType::Flag(false),
            "Needed, with DNS support, by private DNS and private hosted zones (DNS-07)",
        ),
        Field::new(
            "DhcpOptionsId",
            FieldType::Reference(&[Kind::DhcpOptions]),
            "Which resolvers its machines ask; the Amazon one where it is absent (DHCP-02)",
        ),
        Field::new(
            "AutodefinedReverse",
            FieldType::Flag(true),
            "Whether the resolver answers for addresses of private ranges by itself (RSLV-08)",
        ),
        Field::new(
            "NotCollected",
            FieldType::List(&FieldType::Text),
            "What an import did not see of it, such as NetworkAcls: where it decides, the answer is unknown",
        ),
    ];
}

impl Vpc {
    /// All IPv4 ranges, the primary first.
    pub fn ipv4_cidr_blocks(&self) -> impl Iterator<Item = Ipv4Net> {
        self.cidr_block
            .into_iter()
            .chain(self.secondary_cidr_blocks.iter().copied())
    }

    /// Whether the Amazon resolver answers at all; AWS's default is true (DNS-05).
    pub fn dns_support(&self) -> bool {
        self.enable_dns_support.unwrap_or(true)
    }

    /// Whether private hosted zones and private DNS work: both attributes are on (DNS-06, DNS-07).
    pub fn private_dns_works(&self) -> bool {
        self.dns_support() && self.enable_dns_hostnames.unwrap_or(false)
    }
}
