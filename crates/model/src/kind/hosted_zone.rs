//! A hosted zone: names and records, public or for the VPCs it is associated with (section 5.3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Kind, ResourceId, UnknownFields};

/// A Route 53 hosted zone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct HostedZone {
    /// The account it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<ResourceId>,
    /// The domain, such as example.com.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether only the associated VPCs see it (PHZ-01).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_zone: Option<bool>,
    /// The VPCs that see it.
    #[serde(rename = "VPCs", skip_serializing_if = "Vec::is_empty")]
    pub vpcs: Vec<HostedZoneVpc>,
    /// The records.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resource_record_sets: Vec<ResourceRecordSet>,
    /// What an import did not see of it, by the lists AWS prints: where one of them decides, the answer is `unknown`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_collected: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl HostedZone {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "OwnerId",
            FieldType::Reference(&[Kind::Account]),
            "The account it belongs to",
        ),
        Field::new("Name", FieldType::Text, "The domain, such as example.com"),
        Field::new(
            "PrivateZone",
            FieldType::Flag(true),
            "Whether only the associated VPCs see it (PHZ-01)",
        ),
        Field::new(
            "VPCs",
            FieldType::Table(HostedZoneVpc::FIELDS),
            "The VPCs that see it",
        ),
        Field::new(
            "ResourceRecordSets",
            FieldType::Table(ResourceRecordSet::FIELDS),
            "The records",
        ),
        Field::new(
            "NotCollected",
            FieldType::List(&FieldType::Text),
            "What an import did not see of it, such as VPCs: where it decides, the answer is unknown",
        ),
    ];
}

/// One association of a private hosted zone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct HostedZoneVpc {
    /// A VPC that sees the zone.
    #[serde(rename = "VPCId", skip_serializing_if = "Option::is_none")]
    pub vpc_id: Option<ResourceId>,
    /// Its Region.
    #[serde(rename = "VPCRegion", skip_serializing_if = "Option::is_none")]
    pub vpc_region: Option<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl HostedZoneVpc {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "VPCId",
            FieldType::Reference(&[Kind::Vpc]),
            "A VPC that sees the zone",
        ),
        Field::new("VPCRegion", FieldType::Text, "Its Region"),
    ];
}

/// The records of one name and type.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct ResourceRecordSet {
    /// The full name; * as the first label matches any name not listed (PHZ-11).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A, AAAA, CNAME, TXT and the others of PHZ-09.
    #[serde(rename = "Type", skip_serializing_if = "Option::is_none")]
    pub record_type: Option<String>,
    /// Seconds an answer may be kept.
    #[serde(rename = "TTL", skip_serializing_if = "Option::is_none")]
    pub ttl: Option<u32>,
    /// The values.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resource_records: Vec<ResourceRecord>,
    /// Answers with the addresses of an AWS name instead of values (PHZ-10).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alias_target: Option<AliasTarget>,
    /// Tells records of one name and type apart, where a routing policy chooses among them (PHZ-15).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_identifier: Option<String>,
    /// Its share of the answers, where weights choose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<u64>,
    /// The Region it stands for, where latency chooses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// PRIMARY or SECONDARY, where health chooses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failover: Option<String>,
    /// Whether it is one of several that are all given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multi_value_answer: Option<bool>,
    /// The health check it depends on, which is not analysed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_id: Option<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl ResourceRecordSet {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "Name",
            FieldType::Text,
            "The full name; * as the first label matches any name not listed (PHZ-11)",
        ),
        Field::new(
            "Type",
            FieldType::Text,
            "A, AAAA, CNAME, TXT and the others of PHZ-09",
        ),
        Field::new(
            "TTL",
            FieldType::Integer(0, 2_147_483_647),
            "Seconds an answer may be kept",
        ),
        Field::new(
            "ResourceRecords",
            FieldType::Table(ResourceRecord::FIELDS),
            "The values",
        ),
        Field::new(
            "AliasTarget",
            FieldType::Group(AliasTarget::FIELDS),
            "Answers with the addresses of an AWS name instead of values (PHZ-10)",
        ),
        Field::new(
            "SetIdentifier",
            FieldType::Text,
            "Tells records of one name and type apart, where a routing policy chooses (PHZ-15)",
        ),
        Field::new(
            "Weight",
            FieldType::Integer(0, 255),
            "Its share of the answers, where weights choose",
        ),
        Field::new(
            "Region",
            FieldType::Text,
            "The Region it stands for, where latency chooses",
        ),
        Field::new(
            "Failover",
            FieldType::Choice(&["PRIMARY", "SECONDARY"]),
            "Which of two it is, where health chooses",
        ),
        Field::new(
            "MultiValueAnswer",
            FieldType::Flag(false),
            "Whether it is one of several that are all given",
        ),
        Field::new(
            "HealthCheckId",
            FieldType::Text,
            "The health check it depends on, which is not analysed",
        ),
    ];
}

/// One value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct ResourceRecord {
    /// An address, a name or a text, by type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl ResourceRecord {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[Field::new(
        "Value",
        FieldType::Text,
        "An address, a name or a text, by type",
    )];
}

/// Where an alias leads.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub struct AliasTarget {
    /// The DNS name of an endpoint, load balancer or record.
    #[serde(rename = "DNSName", skip_serializing_if = "Option::is_none")]
    pub dns_name: Option<String>,
    /// The zone of that name, as AWS gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hosted_zone_id: Option<String>,
    /// Not analysed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evaluate_target_health: Option<bool>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl AliasTarget {
    /// The fields, for the inspector and for messages.
    pub const FIELDS: &[Field] = &[
        Field::new(
            "DNSName",
            FieldType::Text,
            "The DNS name of an endpoint, load balancer or record",
        ),
        Field::new(
            "HostedZoneId",
            FieldType::Text,
            "The zone of that name, as AWS gives it",
        ),
        Field::new(
            "EvaluateTargetHealth",
            FieldType::Flag(false),
            "Not analysed",
        ),
    ];
}

impl HostedZone {
    /// Whether only associated VPCs see it; what this program draws is private unless said otherwise.
    pub fn is_private(&self) -> bool {
        self.private_zone.unwrap_or(true)
    }
}
