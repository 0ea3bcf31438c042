//! A network interface (ENI): a virtual network card the author owns (ENI-01).

use std::net::{Ipv4Addr, Ipv6Addr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A network interface.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct NetworkInterface {
    /// The one subnet it stands in (ENI-01).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnet_id: Option<ResourceId>,
    /// Its private IPv4 addresses, the primary first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub private_ip_addresses: Vec<PrivateIpAddress>,
    /// Its IPv6 addresses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ipv6_addresses: Vec<Ipv6Addr>,
    /// Its security groups, at most five by default (SG-10).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<ResourceId>,
    /// Off on appliances that forward packets (ENI-02).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_dest_check: Option<bool>,
    /// The instance it is plugged into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachment: Option<NetworkInterfaceAttachment>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What it was made for, as AWS prints it (ENI-05).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interface_type: Option<String>,
    /// in-use once it is attached (ENI-04).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl NetworkInterface {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "SubnetId",
            FieldType::Reference(&[Kind::Subnet]),
            "The one subnet it stands in (ENI-01)",
        ),
        Field::new(
            "PrivateIpAddresses",
            FieldType::Table(PrivateIpAddress::FIELDS),
            "Its private IPv4 addresses, the primary first",
        ),
        Field::new(
            "Ipv6Addresses",
            FieldType::List(&FieldType::Ipv6Address),
            "Its IPv6 addresses",
        ),
        Field::new(
            "Groups",
            FieldType::List(&FieldType::Reference(&[Kind::SecurityGroup])),
            "Its security groups, at most five by default (SG-10)",
        ),
        Field::new(
            "SourceDestCheck",
            FieldType::Flag(true),
            "Off on appliances that forward packets (ENI-02)",
        ),
        Field::new(
            "Attachment",
            FieldType::Group(NetworkInterfaceAttachment::FIELDS),
            "The instance it is plugged into",
        ),
        Field::new("Description", FieldType::Text, "What it is for"),
        Field::new(
            "InterfaceType",
            FieldType::Text,
            "What it was made for, as AWS prints it (ENI-05)",
        ),
        Field::new(
            "Status",
            FieldType::Text,
            "in-use once it is attached (ENI-04)",
        ),
    ];
}

/// One private IPv4 address of an interface.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct PrivateIpAddress {
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_ip_address: Option<Ipv4Addr>,
    /// Whether it is the primary one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary: Option<bool>,
    /// The public address that stands for it (IGW-01).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_ip: Option<Ipv4Addr>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl PrivateIpAddress {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new("PrivateIpAddress", FieldType::Ipv4Address, "The address"),
        Field::new(
            "Primary",
            FieldType::Flag(false),
            "Whether it is the primary one",
        ),
        Field::new(
            "PublicIp",
            FieldType::Ipv4Address,
            "The public address that stands for it (IGW-01)",
        ),
    ];
}

/// What an interface is plugged into; same Availability Zone only (ENI-03).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct NetworkInterfaceAttachment {
    /// The instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_id: Option<ResourceId>,
    /// 0 is the primary interface, which cannot be detached (ENI-03).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_index: Option<u16>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl NetworkInterfaceAttachment {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "InstanceId",
            FieldType::Reference(&[Kind::Instance]),
            "The instance",
        ),
        Field::new(
            "DeviceIndex",
            FieldType::Integer(0, 31),
            "0 is the primary interface, which cannot be detached (ENI-03)",
        ),
    ];
}
