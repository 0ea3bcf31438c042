//! Quotas, as AWS sets them before anybody asks for more (section 7, SG-10, IE-12).

use std::collections::BTreeMap;

use vpcanvas_model::{
    Kind, ResourceId,
    kind::{
        NetworkAcl, RouteTable, SecurityGroup, network_acl::NetworkAclEntry,
        security_group::SecurityGroupRule, vpc_endpoint::VpcEndpointType,
    },
};
use vpcanvas_network::Network;

use super::{Finding, Severity, each};
use crate::Code;

/// The most of something there may be, and what AWS does about more.
struct Quota {
    /// What is counted, in the plural.
    of: &'static str,
    most: usize,
    severity: Severity,
    reference: &'static str,
}

const fn quota(
    of: &'static str,
    most: usize,
    severity: Severity,
    reference: &'static str,
) -> Quota {
    Quota {
        of,
        most,
        severity,
        reference,
    }
}

use Severity::{Error, Warning};

const GROUPS_OF_INTERFACE: Quota = quota("security groups", 5, Error, "SG-10");
const INBOUND_RULES: Quota = quota("inbound rules of one address family", 60, Error, "SG-10");
const OUTBOUND_RULES: Quota = quota("outbound rules of one address family", 60, Error, "SG-10");
const ACL_RULES_IN: Quota = quota("inbound rules", 20, Error, "7.1");
const ACL_RULES_OUT: Quota = quota("outbound rules", 20, Error, "7.1");
const RANGES_OF_VPC: Quota = quota("IPv4 ranges", 5, Error, "VPC-04");
const IPV6_RANGES_OF_VPC: Quota = quota("IPv6 ranges", 5, Error, "VPC-08");
const SUBNETS_OF_VPC: Quota = quota("subnets", 200, Warning, "7.1");
const ENDPOINTS_OF_VPC: Quota = quota(
    "interface and Gateway Load Balancer endpoints",
    50,
    Error,
    "IE-12",
);
const ROUTES_OF_TABLE: Quota = quota("routes of one address family", 500, Error, "RT-13");
const LISTENERS_OF_BALANCER: Quota = quota("listeners", 50, Error, "7.3");
const TARGETS_OF_GROUP: Quota = quota("targets", 1000, Error, "7.3");
const VPCS_OF_ZONE: Quota = quota("VPCs", 300, Error, "PHZ-01");
const RECORDS_OF_ZONE: Quota = quota("records", 10_000, Error, "7.5");
const POLICY_CHARACTERS: Quota = quota("characters in its PolicyDocument", 20_480, Error, "IE-70");

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut findings = Vec::new();
    of_vpcs(network, &mut findings);
    of_interfaces(network, &mut findings);
    for (id, group) in each::security_groups(network) {
        of_security_group(id, group, &mut findings);
    }
    for (id, acl) in each::network_acls(network) {
        of_network_acl(id, acl, &mut findings);
    }
    for (id, table) in each::route_tables(network) {
        of_route_table(id, table, &mut findings);
    }
    for (id, _) in each::balancers(network) {
        let listeners = network.listeners_of(id).count();
        findings.extend(LISTENERS_OF_BALANCER.exceeded(id, listeners));
    }
    for (id, group) in each::target_groups(network) {
        findings.extend(TARGETS_OF_GROUP.exceeded(id, group.targets.len()));
    }
    for (id, zone) in each::hosted_zones(network) {
        findings.extend(VPCS_OF_ZONE.exceeded(id, zone.vpcs.len()));
        findings.extend(RECORDS_OF_ZONE.exceeded(id, zone.resource_record_sets.len()));
    }
    for (id, endpoint) in each::endpoints_of_any_type(network) {
        let policy = endpoint.policy_document.as_deref().unwrap_or_default();
        findings.extend(POLICY_CHARACTERS.exceeded(id, policy.chars().count()));
    }
    findings
}

fn of_vpcs(network: &Network, findings: &mut Vec<Finding>) {
    let mut endpoints: BTreeMap<&ResourceId, usize> = BTreeMap::new();
    for (id, endpoint) in each::endpoints_of_any_type(network) {
        let counts = matches!(
            endpoint.endpoint_type(),
            VpcEndpointType::Interface | VpcEndpointType::GatewayLoadBalancer
        );
        if let (true, Some(vpc)) = (counts, network.parent(id)) {
            *endpoints.entry(vpc).or_default() += 1;
        }
    }
    for (id, vpc) in each::vpcs(network) {
        let count = endpoints.get(id).copied().unwrap_or_default();
        findings.extend(ENDPOINTS_OF_VPC.exceeded(id, count));
        findings.extend(SUBNETS_OF_VPC.exceeded(id, network.subnets(id).count()));
        findings.extend(RANGES_OF_VPC.exceeded(id, vpc.ipv4_cidr_blocks().count()));
        findings.extend(IPV6_RANGES_OF_VPC.exceeded(id, vpc.ipv6_cidr_blocks.len()));
    }
}

fn of_interfaces(network: &Network, findings: &mut Vec<Finding>) {
    let mut last: Option<&ResourceId> = None;
    for interface in network.interfaces() {
        let kind = network
            .resource(&interface.owner)
            .map(vpcanvas_model::Resource::kind);
        // The quota is one of interfaces; a load balancer has its own, which is not known.
        if kind == Some(Kind::LoadBalancer) || last == Some(&interface.owner) {
            continue;
        }
        last = Some(&interface.owner);
        findings.extend(GROUPS_OF_INTERFACE.exceeded(&interface.owner, interface.groups.len()));
    }
}

fn of_security_group(id: &ResourceId, group: &SecurityGroup, findings: &mut Vec<Finding>) {
    for (egress, quota) in [(false, &INBOUND_RULES), (true, &OUTBOUND_RULES)] {
        let rules = || {
            group
                .security_group_rules
                .iter()
                .filter(move |rule| rule.is_egress.unwrap_or(false) == egress)
        };
        let is_ipv6 = |rule: &&SecurityGroupRule| rule.cidr_ipv6.is_some();
        let ipv6 = rules().filter(is_ipv6).count();
        // A rule by group or prefix list counts for both families.
        let ipv4 = rules().filter(|rule| !is_ipv6(rule)).count();
        findings.extend(quota.exceeded(id, ipv4.max(ipv6)));
    }
}

fn of_network_acl(id: &ResourceId, acl: &NetworkAcl, findings: &mut Vec<Finding>) {
    for (egress, quota) in [(false, &ACL_RULES_IN), (true, &ACL_RULES_OUT)] {
        let in_direction = |entry: &&NetworkAclEntry| entry.egress.unwrap_or(false) == egress;
        findings.extend(quota.exceeded(id, acl.entries.iter().filter(in_direction).count()));
    }
}

fn of_route_table(id: &ResourceId, table: &RouteTable, findings: &mut Vec<Finding>) {
    let ipv6 = table
        .routes
        .iter()
        .filter(|route| route.destination_ipv6_cidr_block.is_some())
        .count();
    let ipv4 = table.routes.len().saturating_sub(ipv6);
    findings.extend(ROUTES_OF_TABLE.exceeded(id, ipv4.max(ipv6)));
}

impl Quota {
    fn exceeded(&self, id: &ResourceId, count: usize) -> Option<Finding> {
        let message = format!(
            "{id} has {count} {}, and {} are allowed unless AWS is asked for more: use fewer or divide them",
            self.of, self.most
        );
        (count > self.most)
            .then(|| Finding::new(self.severity, Code::CfgQuota, id, message, self.reference))
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    fn list(count: usize, item: impl Fn(usize) -> String) -> String {
        (0..count).map(item).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn sixty_rules_and_five_groups() {
        let rules = |count| {
            let rule = |port| {
                format!(
                    r#"{{"IpProtocol": "tcp", "FromPort": {port}, "ToPort": {port}, "CidrIpv4": "10.0.0.0/8"}}"#
                )
            };
            format!(
                r#""sg-ep": {{"SecurityGroupRules": [{}]}}"#,
                list(count, rule)
            )
        };
        check_findings(&rules(60), &[]);
        check_findings(&rules(61), &["error CFG_QUOTA sg-ep SG-10"]);

        let groups = |count| {
            let group =
                |number| format!(r#""sg-{number}": {{"Kind": "SecurityGroup", "VpcId": "vpc-c"}}"#);
            let ids = list(count, |number| format!(r#""sg-{number}""#));
            format!(
                r#"{}, "vpce-e": {{"SecurityGroupIds": [{ids}]}}"#,
                list(count, group)
            )
        };
        check_findings(&groups(5), &[]);
        check_findings(&groups(6), &["error CFG_QUOTA vpce-e SG-10"]);
    }

    #[test]
    fn a_vpc_has_fifty_endpoints() {
        let endpoints = |count| {
            list(count, |number| {
                format!(
                    r#""vpce-{number}": {{"Kind": "VpcEndpoint", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.us-east-1.logs", "SecurityGroupIds": ["sg-ep"]}}"#
                )
            })
        };
        check_findings(&endpoints(49), &[]);
        check_findings(&endpoints(50), &["error CFG_QUOTA vpc-c IE-12"]);
    }

    #[test]
    fn a_network_acl_has_twenty_rules_each_way() {
        let acl = |count| {
            let entry = |number| {
                format!(
                    r#"{{"RuleNumber": {}, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "10.0.0.0/8"}}"#,
                    number + 1
                )
            };
            format!(
                r#""acl-x": {{"Kind": "NetworkAcl", "VpcId": "vpc-c", "Entries": [{}]}}"#,
                list(count, entry)
            )
        };
        check_findings(&acl(20), &[]);
        check_findings(&acl(21), &["error CFG_QUOTA acl-x 7.1"]);
    }

    #[test]
    fn a_vpc_has_five_ranges() {
        let ranges = |count| {
            format!(
                r#""vpc-c": {{"SecondaryCidrBlocks": [{}]}}"#,
                list(count, |number| format!(r#""10.{}.0.0/16""#, number + 1))
            )
        };
        check_findings(&ranges(4), &[]);
        check_findings(&ranges(5), &["error CFG_QUOTA vpc-c VPC-04"]);
    }

    #[test]
    fn a_policy_has_a_length() {
        let policy = |length: usize| {
            format!(
                r#""vpce-e": {{"PolicyDocument": "{}"}}"#,
                "x".repeat(length)
            )
        };
        check_findings(&policy(20_480), &[]);
        check_findings(&policy(20_481), &["error CFG_QUOTA vpce-e IE-70"]);
    }
}
