//! Findings: what is wrong with a design, or likely not meant, without any question asked.
//!
//! One file a rule: what it looks for, how it says so, what would mend it, and its tests. A rule reads the network and
//! changes nothing; whether packets pass is left to traces.

mod address;
mod address_family;
mod attachment;
mod balancer_without_group;
mod balancer_without_subnet;
mod check_target;
mod cidr_not_assigned;
mod cidr_size;
mod closed_network_acl;
mod default_security_group;
mod each;
mod edit;
mod ephemeral_ports;
mod foreign_security_group;
mod impossible_rule;
mod listener_protocol;
mod open_service;
mod principal;
mod private_dns_attributes;
mod private_dns_conflict;
mod private_dns_unusable;
mod problem;
mod proxy_protocol;
mod quota;
mod range_overlap;
mod record;
mod route;
mod service_without_balancer;
mod service_zone;
mod shared_balancer;
mod single_zone;
mod subnet_full;
mod subnet_outside_vpc;
mod target;
mod tls_name;
mod zone_conflict;
mod zone_not_offered;
mod zone_used_twice;
mod zone_without_target;

#[cfg(test)]
mod tests;
mod unknown_private_names;

use std::fmt;

use vpcanvas_model::ResourceId;
use vpcanvas_network::Network;

use crate::{Code, Fix};

/// One thing wrong, and what would mend it.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What is the matter.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// The thing that is to be changed.
    pub component: ResourceId,
    /// The place, the matter and the remedy, in one or two sentences.
    pub message: String,
    /// The rule of the specification, `IE-02`.
    pub reference: &'static str,
    /// Edits each of which mends it.
    pub fixes: Vec<Fix>,
}

/// How much a finding matters, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// AWS would refuse it, or it contradicts itself.
    Error,
    /// It is allowed and probably not meant, or not finished.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The word as it is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A rule: all it finds in a network.
pub(crate) type Rule = fn(&Network) -> Vec<Finding>;

/// Every rule, in the order of their names.
pub(crate) const RULES: &[Rule] = &[
    address::check,
    address_family::check,
    attachment::check,
    balancer_without_group::check,
    balancer_without_subnet::check,
    check_target::check,
    cidr_not_assigned::check,
    cidr_size::check,
    closed_network_acl::check,
    default_security_group::check,
    ephemeral_ports::check,
    foreign_security_group::check,
    impossible_rule::check,
    listener_protocol::check,
    open_service::check,
    principal::check,
    private_dns_attributes::check,
    private_dns_conflict::check,
    private_dns_unusable::check,
    problem::check,
    proxy_protocol::check,
    quota::check,
    range_overlap::check,
    record::check,
    route::check,
    service_without_balancer::check,
    service_zone::check,
    shared_balancer::check,
    single_zone::check,
    subnet_full::check,
    subnet_outside_vpc::check,
    target::check,
    tls_name::check,
    unknown_private_names::check,
    zone_conflict::check,
    zone_not_offered::check,
    zone_used_twice::check,
    zone_without_target::check,
];

/// Everything the rules find, the worst first, then in the order of components.
pub fn findings(network: &Network) -> Vec<Finding> {
    in_order(RULES.iter().flat_map(|rule| rule(network)))
}

/// Findings in the order in which they are read.
pub(crate) fn in_order(findings: impl Iterator<Item = Finding>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = findings.collect();
    findings.sort_by(|left, right| left.order().cmp(&right.order()));
    findings
}

impl Finding {
    fn new(
        severity: Severity,
        code: Code,
        component: &ResourceId,
        message: String,
        reference: &'static str,
    ) -> Self {
        Self {
            code,
            severity,
            component: component.clone(),
            message,
            reference,
            fixes: Vec::new(),
        }
    }

    fn error(code: Code, component: &ResourceId, message: String, reference: &'static str) -> Self {
        Self::new(Severity::Error, code, component, message, reference)
    }

    fn warning(
        code: Code,
        component: &ResourceId,
        message: String,
        reference: &'static str,
    ) -> Self {
        Self::new(Severity::Warning, code, component, message, reference)
    }

    fn info(code: Code, component: &ResourceId, message: String, reference: &'static str) -> Self {
        Self::new(Severity::Info, code, component, message, reference)
    }

    /// The same with what would mend it.
    fn mended_by(mut self, fixes: impl IntoIterator<Item = Fix>) -> Self {
        self.fixes.extend(fixes);
        self
    }

    fn order(&self) -> (Severity, &ResourceId, Code, &str) {
        (self.severity, &self.component, self.code, &self.message)
    }
}
