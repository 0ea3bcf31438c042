//! Findings: what is wrong with a design, or likely not meant, without any question asked.
//!
//! One file a rule: what it looks for, how it says so, what would mend it, and its tests. A rule reads the network and
//! changes nothing; whether packets pass is left to traces.

mod acl_rule_order;
mod address;
mod address_family;
mod alb_target;
mod ambiguous_route;
mod appliance_check;
mod appliance_endpoint;
mod association;
mod attachment;
mod balancer_without_group;
mod balancer_without_subnet;
mod blackhole_route;
mod block_public_access;
mod check_target;
mod cidr_not_assigned;
mod cidr_size;
mod closed_network_acl;
mod companion_endpoint;
mod cross_region;
mod default_security_group;
mod dns_aaaa_bypass;
mod dns_custom_server;
mod dns_forward_rule;
mod dns_hidden_record;
mod dns_onprem_resolver;
mod dns_public_answer;
mod dns_resolver_disabled;
mod dns_resource_twice;
mod dns_rule_loop;
mod dns_rule_region;
mod dns_s3_inbound;
mod dns_zone_not_visible;
pub(crate) mod each;
mod edge_appliance;
mod edge_table;
pub(crate) mod edit;
mod endpoint_field;
mod endpoint_policy;
mod endpoint_service_type;
mod endpoint_state;
mod endpoint_subnet;
mod ephemeral_ports;
mod foreign_route_target;
mod foreign_security_group;
mod gateway_endpoint;
mod group_reference;
mod impossible_rule;
mod listener;
mod listener_protocol;
mod local_route;
mod managed_interface;
mod name_servers;
mod nat_gateway;
mod nat_gateway_way_out;
mod on_premises_overlap;
mod open_service;
mod peering_overlap;
mod peering_route;
mod peering_state;
mod peering_twice;
mod principal;
mod private_dns_attributes;
mod private_dns_conflict;
mod private_dns_unusable;
mod privatelink_group;
mod problem;
mod profile_twice;
mod proxy_protocol;
mod public_address;
mod quota;
mod range_combination;
mod range_overlap;
mod record;
mod resolver_endpoint;
mod resource_endpoint;
mod route;
mod route_beyond_peer;
mod route_target_family;
mod s3_record_type;
mod second_gateway;
mod service;
mod service_without_balancer;
mod service_zone;
mod shared_balancer;
mod single_zone;
mod subnet_full;
mod subnet_outside_vpc;
mod subnet_twice;
mod target;
#[cfg(test)]
mod tests;
mod tls_name;
mod transit_attachment;
mod transit_overlap;
mod transit_route;
mod transit_table;
mod transit_zone;
mod unknown_private_names;
mod vpn_connection;
mod ways;
mod zone_conflict;
mod zone_not_offered;
mod zone_used_twice;
mod zone_without_target;

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
    /// Whether the specification marks the rule as not confirmed; such a finding is never more than [`Severity::Info`].
    pub unverified: bool,
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

macro_rules! rules {
    ($($rule:ident),* $(,)?) => {
        /// Every rule by the name of its file, in the order of names.
        pub(crate) const RULES: &[(&str, Rule)] = &[$((stringify!($rule), $rule::check)),*];
    };
}

rules! {
    acl_rule_order,
    address,
    address_family,
    alb_target,
    ambiguous_route,
    appliance_check,
    appliance_endpoint,
    association,
    attachment,
    balancer_without_group,
    balancer_without_subnet,
    blackhole_route,
    block_public_access,
    check_target,
    cidr_not_assigned,
    cidr_size,
    closed_network_acl,
    companion_endpoint,
    cross_region,
    default_security_group,
    dns_aaaa_bypass,
    dns_custom_server,
    dns_forward_rule,
    dns_hidden_record,
    dns_onprem_resolver,
    dns_public_answer,
    dns_resolver_disabled,
    dns_resource_twice,
    dns_rule_loop,
    dns_rule_region,
    dns_s3_inbound,
    dns_zone_not_visible,
    edge_appliance,
    edge_table,
    endpoint_field,
    endpoint_policy,
    endpoint_service_type,
    endpoint_state,
    endpoint_subnet,
    ephemeral_ports,
    foreign_route_target,
    foreign_security_group,
    gateway_endpoint,
    group_reference,
    impossible_rule,
    listener,
    listener_protocol,
    local_route,
    managed_interface,
    name_servers,
    nat_gateway,
    nat_gateway_way_out,
    on_premises_overlap,
    open_service,
    peering_overlap,
    peering_route,
    peering_state,
    peering_twice,
    principal,
    private_dns_attributes,
    private_dns_conflict,
    private_dns_unusable,
    privatelink_group,
    problem,
    profile_twice,
    proxy_protocol,
    public_address,
    quota,
    range_combination,
    range_overlap,
    record,
    resolver_endpoint,
    resource_endpoint,
    route,
    route_beyond_peer,
    route_target_family,
    s3_record_type,
    second_gateway,
    service,
    service_without_balancer,
    service_zone,
    shared_balancer,
    single_zone,
    subnet_full,
    subnet_outside_vpc,
    subnet_twice,
    target,
    tls_name,
    transit_attachment,
    transit_overlap,
    transit_route,
    transit_table,
    transit_zone,
    unknown_private_names,
    vpn_connection,
    zone_conflict,
    zone_not_offered,
    zone_used_twice,
    zone_without_target,
}

/// Everything the rules find, the worst first, then in the order of components.
pub fn findings(network: &Network) -> Vec<Finding> {
    in_order(RULES.iter().flat_map(|(_, rule)| rule(network)))
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
            unverified: false,
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

    /// Information by a rule the specification marks as not confirmed.
    fn unverified(
        code: Code,
        component: &ResourceId,
        message: String,
        reference: &'static str,
    ) -> Self {
        Self {
            unverified: true,
            ..Self::info(code, component, message, reference)
        }
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
