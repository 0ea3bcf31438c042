//! A subnet: a part of a VPC range in exactly one Availability Zone (VPC-09).

use ipnet::{Ipv4Net, Ipv6Net};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A subnet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct Subnet {
    /// The VPC it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_id: Option<ResourceId>,
    /// Its IPv4 range, /16 to /28, inside the VPC (VPC-09).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub cidr_block: Option<Ipv4Net>,
    /// Its IPv6 range, /44 to /64 (VPC-08).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub ipv6_cidr_block: Option<Ipv6Net>,
    /// The zone as an id such as use1-az1, the same for every account (ES-11).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability_zone_id: Option<String>,
    /// Whether instances get a public address by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub map_public_ip_on_launch: Option<bool>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Subnet {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "VpcId",
            FieldType::Reference(&[Kind::Vpc]),
            "The VPC it belongs to",
        ),
        Field::new(
            "CidrBlock",
            FieldType::Ipv4Cidr,
            "Its IPv4 range, /16 to /28, inside the VPC (VPC-09)",
        ),
        Field::new(
            "Ipv6CidrBlock",
            FieldType::Ipv6Cidr,
            "Its IPv6 range, /44 to /64 (VPC-08)",
        ),
        Field::new(
            "AvailabilityZoneId",
            FieldType::Text,
            "The zone as an id such as use1-az1, the same for every account (ES-11)",
        ),
        Field::new(
            "MapPublicIpOnLaunch",
            FieldType::Flag(false),
            "Whether instances get a public address by default",
        ),
    ];
}
