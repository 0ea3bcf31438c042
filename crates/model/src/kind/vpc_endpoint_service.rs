//! An endpoint service: the offer a provider makes (section 2 of the specification).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// An endpoint service.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct VpcEndpointService {
    /// The provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<ResourceId>,
    /// The load balancers behind it (ES-14).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub network_load_balancer_arns: Vec<ResourceId>,
    /// Whether each connection waits for acceptance (ES-05).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acceptance_required: Option<bool>,
    /// Who may create endpoints: ARNs, or * for everybody (ES-01, ES-02).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed_principals: Vec<String>,
    /// The zones it is offered in; those of its load balancers when empty (ES-10, ES-13).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub availability_zone_ids: Vec<String>,
    /// The name consumers may switch on (ES-30).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_dns_name: Option<String>,
    /// Whether the name is proven to be the provider's (ES-31).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_dns_name_configuration: Option<PrivateDnsNameConfiguration>,
    /// ipv4, ipv6 (ES-40).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub supported_ip_address_types: Vec<String>,
    /// The Regions whose consumers may connect (IE-80).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub supported_regions: Vec<String>,
    /// Only an available service answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_state: Option<ServiceState>,
    /// The Gateway Load Balancers behind it, instead of network ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gateway_load_balancer_arns: Vec<ResourceId>,
    /// Its full name, where AWS has given one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_name: Option<String>,
    /// What an import did not see of it, by the lists AWS prints: where one of them decides, the answer is `unknown`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_collected: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl VpcEndpointService {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "OwnerId",
            FieldType::Reference(&[Kind::Account]),
            "The provider",
        ),
        Field::new(
            "NetworkLoadBalancerArns",
            FieldType::List(&FieldType::Reference(&[Kind::LoadBalancer])),
            "The load balancers behind it (ES-14)",
        ),
        Field::new(
            "AcceptanceRequired",
            FieldType::Flag(false),
            "Whether each connection waits for acceptance (ES-05)",
        ),
        Field::new(
            "AllowedPrincipals",
            FieldType::List(&FieldType::Text),
            "Who may create endpoints: ARNs, or * for everybody (ES-01, ES-02)",
        ),
        Field::new(
            "AvailabilityZoneIds",
            FieldType::List(&FieldType::Text),
            "The zones it is offered in; those of its load balancers when empty (ES-10, ES-13)",
        ),
        Field::new(
            "PrivateDnsName",
            FieldType::Text,
            "The name consumers may switch on (ES-30)",
        ),
        Field::new(
            "PrivateDnsNameConfiguration",
            FieldType::Group(PrivateDnsNameConfiguration::FIELDS),
            "Whether the name is proven to be the provider's (ES-31)",
        ),
        Field::new(
            "SupportedIpAddressTypes",
            FieldType::List(&FieldType::Text),
            "ipv4, ipv6 (ES-40)",
        ),
        Field::new(
            "SupportedRegions",
            FieldType::List(&FieldType::Text),
            "The Regions whose consumers may connect (IE-80)",
        ),
        Field::new(
            "ServiceState",
            FieldType::Choice(ServiceState::WORDS),
            "Only an available service answers",
        ),
        Field::new(
            "GatewayLoadBalancerArns",
            FieldType::List(&FieldType::Reference(&[Kind::LoadBalancer])),
            "The Gateway Load Balancers behind it, instead of network ones",
        ),
        Field::new(
            "ServiceName",
            FieldType::Text,
            "Its full name, where AWS has given one",
        ),
        Field::new(
            "NotCollected",
            FieldType::List(&FieldType::Text),
            "What an import did not see of it, such as AllowedPrincipals: where it decides, the answer is unknown",
        ),
    ];
}

/// The proof that the private DNS name belongs to the provider (ES-31).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct PrivateDnsNameConfiguration {
    /// Consumers can use the name only when it is verified (ES-33).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<VerificationState>,
    /// The label of the TXT record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Always TXT.
    #[serde(rename = "Type", skip_serializing_if = "Option::is_none")]
    pub record_type: Option<String>,
    /// The value of the TXT record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl PrivateDnsNameConfiguration {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "State",
            FieldType::Choice(VerificationState::WORDS),
            "Consumers can use the name only when it is verified (ES-33)",
        ),
        Field::new("Name", FieldType::Text, "The label of the TXT record"),
        Field::new("Type", FieldType::Text, "Always TXT"),
        Field::new("Value", FieldType::Text, "The value of the TXT record"),
    ];
}

/// The states of an endpoint service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum ServiceState {
    /// It answers.
    #[serde(rename = "Available", alias = "available")]
    Available,
    /// It is being built.
    #[serde(rename = "Pending", alias = "pending")]
    Pending,
    /// It is being deleted.
    #[serde(rename = "Deleting", alias = "deleting")]
    Deleting,
    /// It is gone.
    #[serde(rename = "Deleted", alias = "deleted")]
    Deleted,
    /// It could not be built.
    #[serde(rename = "Failed", alias = "failed")]
    Failed,
}

impl ServiceState {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["Available", "Pending", "Deleting", "Deleted", "Failed"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Available => "Available",
            Self::Pending => "Pending",
            Self::Deleting => "Deleting",
            Self::Deleted => "Deleted",
            Self::Failed => "Failed",
        }
    }
}

/// How far the proof of the private DNS name is (ES-32).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum VerificationState {
    /// Proven.
    #[serde(rename = "verified")]
    Verified,
    /// Not proven yet.
    #[serde(rename = "pendingVerification")]
    PendingVerification,
    /// The proof was not found.
    #[serde(rename = "failed")]
    Failed,
}

impl VerificationState {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["verified", "pendingVerification", "failed"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::PendingVerification => "pendingVerification",
            Self::Failed => "failed",
        }
    }
}

impl VpcEndpointService {
    /// The name consumers write into `ServiceName`.
    pub fn service_name(region: &str, id: &ResourceId) -> String {
        format!("com.amazonaws.vpce.{region}.{id}")
    }

    /// Whether consumers can use the private DNS name (ES-33). A name without a recorded state counts as not verified.
    pub fn private_dns_name_verified(&self) -> bool {
        self.private_dns_name_configuration
            .as_ref()
            .is_some_and(|configuration| configuration.state == Some(VerificationState::Verified))
    }
}
