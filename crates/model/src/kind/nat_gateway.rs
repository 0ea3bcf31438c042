//! A NAT gateway: many private addresses go out behind one, nothing comes in by itself (section 4.4).

use std::net::Ipv4Addr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A NAT gateway.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct NatGateway {
    /// The subnet it stands in; a regional one has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnet_id: Option<ResourceId>,
    /// The VPC of a regional one; a zonal one has that of its subnet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_id: Option<ResourceId>,
    /// public has an Elastic IP, private has none (NAT-01).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connectivity_type: Option<ConnectivityType>,
    /// zonal stands in one subnet, regional in every zone it is active in (NAT-12).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability_mode: Option<AvailabilityMode>,
    /// Only an available one carries traffic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<NatGatewayState>,
    /// Its addresses, the first being the primary one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nat_gateway_addresses: Vec<NatGatewayAddress>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl NatGateway {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "SubnetId",
            FieldType::Reference(&[Kind::Subnet]),
            "The subnet it stands in; a regional one has none",
        ),
        Field::new(
            "VpcId",
            FieldType::Reference(&[Kind::Vpc]),
            "The VPC of a regional one; a zonal one has that of its subnet",
        ),
        Field::new(
            "ConnectivityType",
            FieldType::Choice(ConnectivityType::WORDS),
            "public has an Elastic IP, private has none (NAT-01)",
        ),
        Field::new(
            "AvailabilityMode",
            FieldType::Choice(AvailabilityMode::WORDS),
            "zonal stands in one subnet, regional in every zone it is active in (NAT-12)",
        ),
        Field::new(
            "State",
            FieldType::Choice(NatGatewayState::WORDS),
            "Only an available one carries traffic",
        ),
        Field::new(
            "NatGatewayAddresses",
            FieldType::Table(NatGatewayAddress::FIELDS),
            "Its addresses, the first being the primary one",
        ),
    ];
}

/// One address of a NAT gateway.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct NatGatewayAddress {
    /// The private address clients are seen as (NAT-06).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_ip: Option<Ipv4Addr>,
    /// The Elastic IP of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_ip: Option<Ipv4Addr>,
    /// The interface AWS made for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_interface_id: Option<String>,
    /// The zone of the address, for a regional one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability_zone_id: Option<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl NatGatewayAddress {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "PrivateIp",
            FieldType::Ipv4Address,
            "The private address clients are seen as (NAT-06)",
        ),
        Field::new("PublicIp", FieldType::Ipv4Address, "The Elastic IP of it"),
        Field::new(
            "NetworkInterfaceId",
            FieldType::Text,
            "The interface AWS made for it",
        ),
        Field::new(
            "AvailabilityZoneId",
            FieldType::Text,
            "The zone of the address, for a regional one",
        ),
    ];
}

/// Whether it has an Elastic IP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum ConnectivityType {
    /// Towards the internet.
    #[serde(rename = "public")]
    Public,
    /// Towards other private networks.
    #[serde(rename = "private")]
    Private,
}

impl ConnectivityType {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["public", "private"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
        }
    }
}

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum AvailabilityMode {
    /// In one subnet.
    #[serde(rename = "zonal")]
    Zonal,
    /// In every zone it is active in.
    #[serde(rename = "regional")]
    Regional,
}

impl AvailabilityMode {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["zonal", "regional"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Zonal => "zonal",
            Self::Regional => "regional",
        }
    }
}

/// Whether it works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum NatGatewayState {
    /// It carries traffic.
    #[serde(rename = "available")]
    Available,
    /// It is being made.
    #[serde(rename = "pending")]
    Pending,
    /// It could not be made.
    #[serde(rename = "failed")]
    Failed,
    /// It is being deleted.
    #[serde(rename = "deleting")]
    Deleting,
    /// It is gone.
    #[serde(rename = "deleted")]
    Deleted,
}

impl NatGatewayState {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["available", "pending", "failed", "deleting", "deleted"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Pending => "pending",
            Self::Failed => "failed",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
        }
    }
}
