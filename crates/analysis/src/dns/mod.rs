//! What a name resolves to as seen from a VPC (section 5.5), with every zone and record that had a say.
//!
//! Modelled are the servers a client asks, Resolver rules and endpoints, Profiles, private hosted zones, the hidden zones of
//! endpoints with private DNS, and the names AWS makes for instances, endpoints, resources and load balancers. What public DNS
//! and resolvers outside AWS hold is known only as far as the design draws it; beyond that the answer is
//! [`DnsStatus::Public`] or [`DnsStatus::Unknown`]. Health and caching are not modelled.

mod compare;
mod connection;
mod endpoint_names;
mod hosted_zone;
mod internal_names;
mod public;
mod record_type;
mod resolver;
mod resource_names;
mod routing_policy;
mod server;
mod zone;

use std::{fmt, net::IpAddr};

use vpcanvas_model::ResourceId;

use crate::Explanation;

pub use compare::compare_views;
pub(crate) use connection::peerings;
pub(crate) use endpoint_names::is_of_s3;
pub use endpoint_names::{EndpointNames, endpoint_names, load_balancer_name};
pub(crate) use hosted_zone::{Records, is_value_of, type_of};
pub use record_type::RecordType;
pub use resolver::lookup;
pub(crate) use resource_names::configurations_of;
pub use resource_names::resource_names;
pub(crate) use server::base_plus_two;
pub(crate) use vpcanvas_network::DomainName as Name;
pub(crate) use zone::sees_privately;

/// A question to DNS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DnsQuery {
    /// Who asks: a VPC, or anything that stands in one; `internet` or what stands in no VPC asks public DNS.
    pub from: ResourceId,
    /// The name, in capitals or not, with or without its last dot.
    pub name: String,
    /// What is asked for.
    pub record_type: RecordType,
}

/// How a question was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DnsStatus {
    /// There are records.
    NoError,
    /// There is no such name.
    NxDomain,
    /// The name exists, but has no record of the type (PHZ-04).
    NoData,
    /// The name cannot be resolved: it is not allowed, or names lead to one another in a circle.
    ServFail,
    /// Nobody answers (DNS-05).
    Timeout,
    /// Public DNS decides, and the design does not hold it.
    Public,
    /// Something decides that is not in the design, not analysed or not confirmed.
    Unknown,
}

impl DnsStatus {
    /// The word as it is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoError => "NOERROR",
            Self::NxDomain => "NXDOMAIN",
            Self::NoData => "NODATA",
            Self::ServFail => "SERVFAIL",
            Self::Timeout => "TIMEOUT",
            Self::Public => "PUBLIC",
            Self::Unknown => "UNKNOWN",
        }
    }
}

impl fmt::Display for DnsStatus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// One record of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DnsRecord {
    /// The name it belongs to, in lower case without the last dot.
    pub name: String,
    /// What it holds.
    pub record_type: RecordType,
    /// Seconds it may be kept.
    pub ttl: u32,
    /// An address, a name or a text.
    pub data: String,
}

/// A zone, endpoint or record that had a say, and what it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DnsStep {
    /// The zone, endpoint, load balancer, instance or VPC.
    pub component: ResourceId,
    /// What it decided, or why it did not get to decide.
    pub decision: String,
    /// The rule of the specification, `PHZ-02`.
    pub reference: &'static str,
    /// Whether the question went by here; what would have answered and did not stands aside.
    pub is_on_the_way: bool,
}

/// An answer, and how it came about.
#[derive(Clone, Debug, PartialEq)]
pub struct DnsAnswer {
    /// The question.
    pub query: DnsQuery,
    /// How it was answered.
    pub status: DnsStatus,
    /// The records: every CNAME on the way, then the data asked for.
    pub answers: Vec<DnsRecord>,
    /// Who answered and who would have, in the order they were asked.
    pub chain: Vec<DnsStep>,
    /// What an author who expected something else should know.
    pub explanations: Vec<Explanation>,
}

impl DnsAnswer {
    /// The addresses, in the order of the records.
    pub fn addresses(&self) -> Vec<IpAddr> {
        self.answers
            .iter()
            .filter(|record| matches!(record.record_type, RecordType::A | RecordType::Aaaa))
            .filter_map(|record| record.data.parse().ok())
            .collect()
    }
}

#[cfg(test)]
mod tests;
