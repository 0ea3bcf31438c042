//! A resource gateway: where connections from resource endpoints enter the provider (section 3.3).

use std::net::{Ipv4Addr, Ipv6Addr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A resource gateway.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct ResourceGateway {
    /// The VPC it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_identifier: Option<ResourceId>,
    /// One subnet for each zone it serves (RS-04).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subnet_ids: Vec<ResourceId>,
    /// The addresses resources see, where they are known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subnet_configurations: Vec<ResourceGatewayAddress>,
    /// Their egress rules have to allow the resource (RS-06).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub security_group_ids: Vec<ResourceId>,
    /// Its address family.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address_type: Option<ResourceGatewayAddressType>,
    /// Where names of resources are looked up (RS-08).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_config_dns_resolution: Option<ResourceDnsResolution>,
    /// Whether it works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<LatticeStatus>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl ResourceGateway {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "VpcIdentifier",
            FieldType::Reference(&[Kind::Vpc]),
            "The VPC it stands in",
        ),
        Field::new(
            "SubnetIds",
            FieldType::List(&FieldType::Reference(&[Kind::Subnet])),
            "One subnet for each zone it serves (RS-04)",
        ),
        Field::new(
            "SubnetConfigurations",
            FieldType::Table(ResourceGatewayAddress::FIELDS),
            "The addresses resources see, where they are known",
        ),
        Field::new(
            "SecurityGroupIds",
            FieldType::List(&FieldType::Reference(&[Kind::SecurityGroup])),
            "Their egress rules have to allow the resource (RS-06)",
        ),
        Field::new(
            "IpAddressType",
            FieldType::Choice(ResourceGatewayAddressType::WORDS),
            "Its address family",
        ),
        Field::new(
            "ResourceConfigDnsResolution",
            FieldType::Choice(ResourceDnsResolution::WORDS),
            "Where names of resources are looked up (RS-08)",
        ),
        Field::new(
            "Status",
            FieldType::Choice(LatticeStatus::WORDS),
            "Whether it works",
        ),
    ];
}

/// The address of a resource gateway in a subnet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct ResourceGatewayAddress {
    /// The subnet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnet_id: Option<ResourceId>,
    /// The address resources see (RS-06).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipv4: Option<Ipv4Addr>,
    /// The IPv6 address resources see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipv6: Option<Ipv6Addr>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl ResourceGatewayAddress {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "SubnetId",
            FieldType::Reference(&[Kind::Subnet]),
            "The subnet",
        ),
        Field::new(
            "Ipv4",
            FieldType::Ipv4Address,
            "The address resources see (RS-06)",
        ),
        Field::new(
            "Ipv6",
            FieldType::Ipv6Address,
            "The IPv6 address resources see",
        ),
    ];
}

/// Its address family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum ResourceGatewayAddressType {
    /// IPv4 only.
    #[serde(rename = "IPV4")]
    Ipv4,
    /// IPv6 only.
    #[serde(rename = "IPV6")]
    Ipv6,
    /// Both.
    #[serde(rename = "DUALSTACK")]
    Dualstack,
}

impl ResourceGatewayAddressType {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["IPV4", "IPV6", "DUALSTACK"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ipv4 => "IPV4",
            Self::Ipv6 => "IPV6",
            Self::Dualstack => "DUALSTACK",
        }
    }
}

/// Where names are looked up (RS-08).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum ResourceDnsResolution {
    /// In public DNS.
    #[serde(rename = "PUBLIC")]
    Public,
    /// In the VPC of the gateway.
    #[serde(rename = "IN_VPC")]
    InVpc,
}

impl ResourceDnsResolution {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["PUBLIC", "IN_VPC"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "PUBLIC",
            Self::InVpc => "IN_VPC",
        }
    }
}

/// Whether it works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum LatticeStatus {
    /// It works.
    #[serde(rename = "ACTIVE")]
    Active,
    /// It is being made.
    #[serde(rename = "CREATE_IN_PROGRESS")]
    CreateInProgress,
    /// It is being changed.
    #[serde(rename = "UPDATE_IN_PROGRESS")]
    UpdateInProgress,
    /// It is being deleted.
    #[serde(rename = "DELETE_IN_PROGRESS")]
    DeleteInProgress,
    /// It could not be made.
    #[serde(rename = "CREATE_FAILED")]
    CreateFailed,
    /// It could not be changed.
    #[serde(rename = "UPDATE_FAILED")]
    UpdateFailed,
    /// It could not be deleted.
    #[serde(rename = "DELETE_FAILED")]
    DeleteFailed,
}

impl LatticeStatus {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &[
        "ACTIVE",
        "CREATE_IN_PROGRESS",
        "UPDATE_IN_PROGRESS",
        "DELETE_IN_PROGRESS",
        "CREATE_FAILED",
        "UPDATE_FAILED",
        "DELETE_FAILED",
    ];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::CreateInProgress => "CREATE_IN_PROGRESS",
            Self::UpdateInProgress => "UPDATE_IN_PROGRESS",
            Self::DeleteInProgress => "DELETE_IN_PROGRESS",
            Self::CreateFailed => "CREATE_FAILED",
            Self::UpdateFailed => "UPDATE_FAILED",
            Self::DeleteFailed => "DELETE_FAILED",
        }
    }
}
