//! Resolver endpoints with their addresses, and resolver rules with the VPCs that use them.

use vpcanvas_model::kind::resolver_endpoint::ResolverIpAddress;

use super::{List, as_read, rows};
use crate::aws_describe::read::{left, same, taken};

pub(super) const RESOLVER_ENDPOINTS: List = List::resource(
    "ResolverEndpoints",
    "ResolverEndpoint",
    "Id",
    &[
        same("HostVPCId"),
        same("Direction"),
        same("SecurityGroupIds"),
        same("Protocols"),
        same("Status"),
        taken("Name"),
        left("CreatorRequestId", "says nothing about the network"),
        left("IpAddressCount", "the addresses say it"),
    ],
    |endpoint, draft| draft.name(endpoint.text("Name")),
);

pub(super) const IP_ADDRESSES: List = List::part(
    "IpAddresses",
    ("ResolverEndpoint", ""),
    ResolverIpAddress::FIELDS,
    &[same("SubnetId"), same("Ip"), same("Ipv6")],
    as_read,
    |endpoint, parts| endpoint.put_list("IpAddresses", rows(parts)),
);

pub(super) const RESOLVER_RULES: List = List::resource(
    "ResolverRules",
    "ResolverRule",
    "Id",
    &[
        same("OwnerId"),
        same("Name"),
        same("DomainName"),
        same("RuleType"),
        same("ResolverEndpointId"),
        same("TargetIps"),
        left("CreatorRequestId", "says nothing about the network"),
    ],
    |rule, draft| draft.name(rule.text("Name")),
);

pub(super) const RESOLVER_RULE_ASSOCIATIONS: List = List::part(
    "ResolverRuleAssociations",
    ("ResolverRule", "ResolverRuleId"),
    &[],
    &[same("VPCId")],
    as_read,
    |rule, parts| {
        let vpcs = parts
            .iter()
            .filter_map(|part| part.fields.get("VPCId").cloned());
        rule.put_list("VPCIds", vpcs);
    },
);
