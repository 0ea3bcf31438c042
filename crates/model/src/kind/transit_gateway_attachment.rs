//! A transit gateway attachment: the plug of one VPC, VPN or other transit gateway (TGW-01).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields, kind::transit_gateway::Support};

/// An attachment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct TransitGatewayAttachment {
    /// The transit gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transit_gateway_id: Option<ResourceId>,
    /// What is attached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_type: Option<AttachmentType>,
    /// The VPC, the VPN connection, or for peering the other transit gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_id: Option<ResourceId>,
    /// One subnet for each zone it serves (TGW-01).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subnet_ids: Vec<ResourceId>,
    /// Only an available one carries traffic (TGW-13).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<AttachmentState>,
    /// Whether a flow keeps to one zone, as stateful appliances need (TGW-06).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appliance_mode_support: Option<Support>,
    /// Whether IPv6 passes (TGW-15).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipv6_support: Option<Support>,
    /// Whether names of instances resolve across attachments (TGW-11).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_support: Option<Support>,
    /// Whether security groups of this VPC can be referred to (TGW-10).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_group_referencing_support: Option<Support>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl TransitGatewayAttachment {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "TransitGatewayId",
            FieldType::Reference(&[Kind::TransitGateway]),
            "The transit gateway",
        ),
        Field::new(
            "ResourceType",
            FieldType::Choice(AttachmentType::WORDS),
            "What is attached",
        ),
        Field::new(
            "ResourceId",
            FieldType::Reference(&[Kind::Vpc, Kind::VpnConnection, Kind::TransitGateway]),
            "The VPC, the VPN connection, or for peering the other transit gateway",
        ),
        Field::new(
            "SubnetIds",
            FieldType::List(&FieldType::Reference(&[Kind::Subnet])),
            "One subnet for each zone it serves (TGW-01)",
        ),
        Field::new(
            "State",
            FieldType::Choice(AttachmentState::WORDS),
            "Only an available one carries traffic (TGW-13)",
        ),
        Field::new(
            "ApplianceModeSupport",
            FieldType::Choice(&["disable", "enable"]),
            "Whether a flow keeps to one zone, as stateful appliances need (TGW-06)",
        ),
        Field::new(
            "Ipv6Support",
            FieldType::Choice(&["disable", "enable"]),
            "Whether IPv6 passes (TGW-15)",
        ),
        Field::new(
            "DnsSupport",
            FieldType::Choice(Support::WORDS),
            "Whether names of instances resolve across attachments (TGW-11)",
        ),
        Field::new(
            "SecurityGroupReferencingSupport",
            FieldType::Choice(Support::WORDS),
            "Whether security groups of this VPC can be referred to (TGW-10)",
        ),
    ];
}

/// What is attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum AttachmentType {
    /// A VPC.
    #[serde(rename = "vpc")]
    Vpc,
    /// A VPN connection.
    #[serde(rename = "vpn")]
    Vpn,
    /// Another transit gateway.
    #[serde(rename = "peering")]
    Peering,
    /// A Direct Connect gateway.
    #[serde(rename = "direct-connect-gateway")]
    DirectConnectGateway,
    /// A Connect attachment.
    #[serde(rename = "connect")]
    Connect,
    /// Another transit gateway, as older listings print it.
    #[serde(rename = "tgw-peering")]
    TgwPeering,
    /// A network function.
    #[serde(rename = "network-function")]
    NetworkFunction,
    /// A VPN concentrator.
    #[serde(rename = "vpn-concentrator")]
    VpnConcentrator,
    /// A client VPN.
    #[serde(rename = "client-vpn")]
    ClientVpn,
}

impl AttachmentType {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &[
        "vpc",
        "vpn",
        "peering",
        "direct-connect-gateway",
        "connect",
        "tgw-peering",
        "network-function",
        "vpn-concentrator",
        "client-vpn",
    ];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Vpc => "vpc",
            Self::Vpn => "vpn",
            Self::Peering => "peering",
            Self::DirectConnectGateway => "direct-connect-gateway",
            Self::Connect => "connect",
            Self::TgwPeering => "tgw-peering",
            Self::NetworkFunction => "network-function",
            Self::VpnConcentrator => "vpn-concentrator",
            Self::ClientVpn => "client-vpn",
        }
    }
}

/// Whether it works (TGW-13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum AttachmentState {
    /// It carries traffic.
    #[serde(rename = "available")]
    Available,
    /// It is being asked for.
    #[serde(rename = "initiating")]
    Initiating,
    /// It is being asked for.
    #[serde(rename = "initiatingRequest")]
    InitiatingRequest,
    /// The other account has not accepted.
    #[serde(rename = "pendingAcceptance")]
    PendingAcceptance,
    /// A change is being taken back.
    #[serde(rename = "rollingBack")]
    RollingBack,
    /// It is being made.
    #[serde(rename = "pending")]
    Pending,
    /// It is being changed.
    #[serde(rename = "modifying")]
    Modifying,
    /// It is being deleted.
    #[serde(rename = "deleting")]
    Deleting,
    /// It is gone.
    #[serde(rename = "deleted")]
    Deleted,
    /// It could not be made.
    #[serde(rename = "failed")]
    Failed,
    /// It was refused.
    #[serde(rename = "rejected")]
    Rejected,
    /// It is being refused.
    #[serde(rename = "rejecting")]
    Rejecting,
    /// It is failing.
    #[serde(rename = "failing")]
    Failing,
}

impl AttachmentState {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &[
        "available",
        "initiating",
        "initiatingRequest",
        "pendingAcceptance",
        "rollingBack",
        "pending",
        "modifying",
        "deleting",
        "deleted",
        "failed",
        "rejected",
        "rejecting",
        "failing",
    ];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Initiating => "initiating",
            Self::InitiatingRequest => "initiatingRequest",
            Self::PendingAcceptance => "pendingAcceptance",
            Self::RollingBack => "rollingBack",
            Self::Pending => "pending",
            Self::Modifying => "modifying",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
            Self::Failed => "failed",
            Self::Rejected => "rejected",
            Self::Rejecting => "rejecting",
            Self::Failing => "failing",
        }
    }
}

impl TransitGatewayAttachment {
    /// Whether it carries traffic; an attachment without a state is meant to (TGW-13).
    pub fn is_available(&self) -> bool {
        self.state
            .is_none_or(|state| state == AttachmentState::Available)
    }
}
