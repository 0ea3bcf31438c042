//! Answers about a network: traces, DNS lookups, findings, checks.
//!
//! Every answer is a pure function of the network and the question, carries the rule that decided, and is rendered into
//! words last. There is no second engine for "why", and nothing here is AWS's word where the specification says UNVERIFIED.

mod address_plan;
mod check;
mod code;
mod dns;
mod explanation;
mod filter;
mod finding;
mod fix;
mod kept;
mod matrix;
mod not_collected;
mod packet;
mod remedy;
mod route;
#[cfg(test)]
mod test_design;
mod trace;

pub use address_plan::{AddressPlan, Part, PlannedRange, PlannedSubnet, address_plan};
pub use check::{Actual, CheckResult, evaluate, evaluate_all};
pub use code::Code;
pub use dns::{
    DnsAnswer, DnsQuery, DnsRecord, DnsStatus, DnsStep, EndpointNames, RecordType, compare_views,
    endpoint_names, load_balancer_name, lookup, resource_names,
};
pub use explanation::{Direction, Explanation, Fix};
pub use filter::preview::{
    AclAnswer, AclPreview, GroupPreview, RuleMark, Sample, preview_acl, preview_group, rule_marks,
};
pub use finding::{Finding, Severity, findings};
pub use fix::fixes;
pub use kept::{KeptChecks, KeptFindings};
pub use matrix::{Blocker, Cell, Matrix, Service, matrix, offered, services, services_of, sources};
pub use packet::{Packet, Ports};
pub use remedy::Remedy;
pub use route::{RankedRoute, RouteRanking, RouteRow, Standing, route_ranking};
pub use trace::{
    AclRule, ChosenTarget, Decision, FlowTrace, GroupRule, Hop, Outcome, Question, Step,
    TakenRoute, TakingListener, Trace, Verdict, WrittenRule, is_end, trace,
};
