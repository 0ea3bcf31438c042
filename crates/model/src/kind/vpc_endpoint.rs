//! A VPC endpoint: a doorway to somebody's service, with one AWS-owned interface in each of its subnets (IE-01).

use std::net::{Ipv4Addr, Ipv6Addr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A VPC endpoint.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct VpcEndpoint {
    /// Only Interface is analysed by this version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_endpoint_type: Option<VpcEndpointType>,
    /// The VPC it serves; cannot change later (IE-07).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpc_id: Option<ResourceId>,
    /// `com.amazonaws.<region>.<service>`, or `com.amazonaws.vpce.<region>.<id of an endpoint service>`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_name: Option<String>,
    /// The Region of the service where it differs (IE-80).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_region: Option<String>,
    /// One interface in each, at most one subnet a zone (IE-01, IE-02).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subnet_ids: Vec<ResourceId>,
    /// The address chosen in a subnet (IE-05).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subnet_configurations: Vec<SubnetConfiguration>,
    /// What its interfaces let in; the default group of the VPC when empty (IE-30, IE-31).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub security_group_ids: Vec<ResourceId>,
    /// Whether the name of the service resolves to the endpoint in this VPC (IE-61).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_dns_enabled: Option<bool>,
    /// The address families of its interfaces (IE-50 to IE-52).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address_type: Option<IpAddressType>,
    /// Which records its names have (IE-55 to IE-57).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_options: Option<DnsOptions>,
    /// Only Available carries traffic (IE-20).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<VpcEndpointState>,
    /// The endpoint policy, as JSON; it only ever narrows (IE-71).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy_document: Option<String>,
    /// The route tables that get a route to it, for a gateway endpoint (GW-02).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub route_table_ids: Vec<ResourceId>,
    /// The resource configuration, for a resource endpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_configuration_arn: Option<ResourceId>,
    /// The service network, for a service-network endpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_network_arn: Option<ResourceId>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl VpcEndpoint {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "VpcEndpointType",
            FieldType::Choice(VpcEndpointType::WORDS),
            "Only Interface is analysed by this version",
        ),
        Field::new(
            "VpcId",
            FieldType::Reference(&[Kind::Vpc]),
            "The VPC it serves; cannot change later (IE-07)",
        ),
        Field::new(
            "ServiceName",
            FieldType::Text,
            "com.amazonaws.<region>.<service>, or com.amazonaws.vpce.<region>.<id of an endpoint service>",
        ),
        Field::new(
            "ServiceRegion",
            FieldType::Text,
            "The Region of the service where it differs (IE-80)",
        ),
        Field::new(
            "SubnetIds",
            FieldType::List(&FieldType::Reference(&[Kind::Subnet])),
            "One interface in each, at most one subnet a zone (IE-01, IE-02)",
        ),
        Field::new(
            "SubnetConfigurations",
            FieldType::Table(SubnetConfiguration::FIELDS),
            "The address chosen in a subnet (IE-05)",
        ),
        Field::new(
            "SecurityGroupIds",
            FieldType::List(&FieldType::Reference(&[Kind::SecurityGroup])),
            "What its interfaces let in; the default group of the VPC when empty (IE-30, IE-31)",
        ),
        Field::new(
            "PrivateDnsEnabled",
            FieldType::Flag(false),
            "Whether the name of the service resolves to the endpoint in this VPC (IE-61)",
        ),
        Field::new(
            "IpAddressType",
            FieldType::Choice(IpAddressType::WORDS),
            "The address families of its interfaces (IE-50 to IE-52)",
        ),
        Field::new(
            "DnsOptions",
            FieldType::Group(DnsOptions::FIELDS),
            "Which records its names have (IE-55 to IE-57)",
        ),
        Field::new(
            "State",
            FieldType::Choice(VpcEndpointState::WORDS),
            "Only Available carries traffic (IE-20)",
        ),
        Field::new(
            "PolicyDocument",
            FieldType::Text,
            "The endpoint policy, as JSON; it only ever narrows (IE-71)",
        ),
        Field::new(
            "RouteTableIds",
            FieldType::List(&FieldType::Reference(&[Kind::RouteTable])),
            "The route tables that get a route to it, for a gateway endpoint (GW-02)",
        ),
        Field::new(
            "ResourceConfigurationArn",
            FieldType::Reference(&[Kind::ResourceConfiguration]),
            "The resource configuration, for a resource endpoint",
        ),
        Field::new(
            "ServiceNetworkArn",
            FieldType::Reference(&[Kind::ServiceNetwork]),
            "The service network, for a service-network endpoint",
        ),
    ];
}

/// The address of an endpoint in one of its subnets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct SubnetConfiguration {
    /// One of `SubnetIds`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnet_id: Option<ResourceId>,
    /// Inside the subnet, unused and not reserved (IE-05).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipv4: Option<Ipv4Addr>,
    /// The IPv6 address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipv6: Option<Ipv6Addr>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl SubnetConfiguration {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "SubnetId",
            FieldType::Reference(&[Kind::Subnet]),
            "One of SubnetIds",
        ),
        Field::new(
            "Ipv4",
            FieldType::Ipv4Address,
            "Inside the subnet, unused and not reserved (IE-05)",
        ),
        Field::new("Ipv6", FieldType::Ipv6Address, "The IPv6 address"),
    ];
}

/// Which records the names of an endpoint have.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct DnsOptions {
    /// Follows `IpAddressType` when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_record_ip_type: Option<DnsRecordIpType>,
    /// Whether private names of S3 answer only questions through an inbound endpoint (S3-02).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_dns_only_for_inbound_resolver_endpoint: Option<bool>,
    /// Which custom domains of resources become private names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_dns_preference: Option<String>,
    /// The custom domains, where the preference names them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub private_dns_specified_domains: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl DnsOptions {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "DnsRecordIpType",
            FieldType::Choice(DnsRecordIpType::WORDS),
            "Follows IpAddressType when absent",
        ),
        Field::new(
            "PrivateDnsOnlyForInboundResolverEndpoint",
            FieldType::Flag(false),
            "Whether private names of S3 answer only questions through an inbound endpoint (S3-02)",
        ),
        Field::new(
            "PrivateDnsPreference",
            FieldType::Text,
            "Which custom domains of resources become private names",
        ),
        Field::new(
            "PrivateDnsSpecifiedDomains",
            FieldType::List(&FieldType::Text),
            "The custom domains, where the preference names them",
        ),
    ];
}

/// The types of VPC endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum VpcEndpointType {
    /// Interfaces in subnets, to an AWS or endpoint service.
    Interface,
    /// A route target, to S3 or `DynamoDB` (GW-01).
    Gateway,
    /// A next hop to appliances (GL-02).
    GatewayLoadBalancer,
    /// Interfaces to one resource (RS-05).
    Resource,
    /// Interfaces to a service network (SN-01).
    ServiceNetwork,
    /// Access to a network segment.
    Tunnel,
}

impl VpcEndpointType {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &[
        "Interface",
        "Gateway",
        "GatewayLoadBalancer",
        "Resource",
        "ServiceNetwork",
        "Tunnel",
    ];

    /// The name in the user interface, in sentence case.
    pub fn title(self) -> &'static str {
        match self {
            Self::Interface => "Interface endpoint",
            Self::Gateway => "Gateway endpoint",
            Self::GatewayLoadBalancer => "Gateway Load Balancer endpoint",
            Self::Resource => "Resource endpoint",
            Self::ServiceNetwork => "Service network endpoint",
            Self::Tunnel => "Tunnel endpoint",
        }
    }

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Interface => "Interface",
            Self::Gateway => "Gateway",
            Self::GatewayLoadBalancer => "GatewayLoadBalancer",
            Self::Resource => "Resource",
            Self::ServiceNetwork => "ServiceNetwork",
            Self::Tunnel => "Tunnel",
        }
    }
}

/// The states of a VPC endpoint; only `Available` carries traffic (IE-20).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum VpcEndpointState {
    /// It carries traffic.
    #[serde(rename = "Available", alias = "available")]
    Available,
    /// The provider has to accept.
    #[serde(rename = "PendingAcceptance", alias = "pendingAcceptance")]
    PendingAcceptance,
    /// It is being built.
    #[serde(rename = "Pending", alias = "pending")]
    Pending,
    /// It is being deleted.
    #[serde(rename = "Deleting", alias = "deleting")]
    Deleting,
    /// It is gone.
    #[serde(rename = "Deleted", alias = "deleted")]
    Deleted,
    /// The provider has refused.
    #[serde(rename = "Rejected", alias = "rejected")]
    Rejected,
    /// It could not be built.
    #[serde(rename = "Failed", alias = "failed")]
    Failed,
    /// Nobody accepted in time.
    #[serde(rename = "Expired", alias = "expired")]
    Expired,
    /// A part of it could be built.
    #[serde(rename = "Partial", alias = "partial")]
    Partial,
}

impl VpcEndpointState {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &[
        "Available",
        "PendingAcceptance",
        "Pending",
        "Deleting",
        "Deleted",
        "Rejected",
        "Failed",
        "Expired",
        "Partial",
    ];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Available => "Available",
            Self::PendingAcceptance => "PendingAcceptance",
            Self::Pending => "Pending",
            Self::Deleting => "Deleting",
            Self::Deleted => "Deleted",
            Self::Rejected => "Rejected",
            Self::Failed => "Failed",
            Self::Expired => "Expired",
            Self::Partial => "Partial",
        }
    }
}

/// The address families of an endpoint or load balancer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum IpAddressType {
    /// IPv4.
    #[serde(rename = "ipv4")]
    Ipv4,
    /// IPv4 and IPv6.
    #[serde(rename = "dualstack")]
    Dualstack,
    /// IPv6.
    #[serde(rename = "ipv6")]
    Ipv6,
}

impl IpAddressType {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["ipv4", "dualstack", "ipv6"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ipv4 => "ipv4",
            Self::Dualstack => "dualstack",
            Self::Ipv6 => "ipv6",
        }
    }
}

/// Which records the names of an endpoint have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum DnsRecordIpType {
    /// A.
    #[serde(rename = "ipv4")]
    Ipv4,
    /// A and AAAA.
    #[serde(rename = "dualstack")]
    Dualstack,
    /// AAAA.
    #[serde(rename = "ipv6")]
    Ipv6,
    /// As the service name called.
    #[serde(rename = "service-defined")]
    ServiceDefined,
}

impl DnsRecordIpType {
    /// The words in the file, what AWS assumes first.
    pub const WORDS: &[&str] = &["ipv4", "dualstack", "ipv6", "service-defined"];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ipv4 => "ipv4",
            Self::Dualstack => "dualstack",
            Self::Ipv6 => "ipv6",
            Self::ServiceDefined => "service-defined",
        }
    }
}

impl VpcEndpoint {
    /// The type; an absent one is taken as `Interface`, which is what this program draws.
    pub fn endpoint_type(&self) -> VpcEndpointType {
        self.vpc_endpoint_type.unwrap_or(VpcEndpointType::Interface)
    }

    /// The state; an absent one is taken as `Available`.
    pub fn endpoint_state(&self) -> VpcEndpointState {
        self.state.unwrap_or(VpcEndpointState::Available)
    }

    /// Whether an endpoint for S3 gives its addresses to questions through an inbound endpoint alone, as AWS assumes (S3-02).
    pub fn is_for_inbound_only(&self) -> bool {
        let options = self.dns_options.as_ref();
        options
            .and_then(|options| options.private_dns_only_for_inbound_resolver_endpoint)
            .unwrap_or(true)
    }

    /// The configuration of one of its subnets.
    pub fn configuration(&self, subnet: &ResourceId) -> Option<&SubnetConfiguration> {
        self.subnet_configurations
            .iter()
            .find(|configuration| configuration.subnet_id.as_ref() == Some(subnet))
    }
}
