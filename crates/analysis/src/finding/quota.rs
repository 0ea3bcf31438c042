//! Quotas, as AWS sets them before anybody asks for more (section 7, SG-10, IE-12); the numbers stand in the catalogue.

use std::collections::BTreeMap;

use vpcanvas_model::{
    Kind, Properties, ResourceId, catalogue,
    kind::{
        NetworkAcl, RouteTable, SecurityGroup, network_acl::NetworkAclEntry,
        security_group::SecurityGroupRule, vpc_endpoint::VpcEndpointType,
    },
};
use vpcanvas_network::Network;

use super::{Finding, Severity, each};
use crate::{Code, filter::security_group::prefix_list_ranges};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut findings = Vec::new();
    of_vpcs(network, &mut findings);
    of_interfaces(network, &mut findings);
    of_balancers(network, &mut findings);
    of_names(network, &mut findings);
    for (id, group) in each::security_groups(network) {
        let [inbound, outbound] = rules_of(network, group);
        findings.extend(exceeded("inbound_rules", id, inbound));
        findings.extend(exceeded("outbound_rules", id, outbound));
    }
    for (id, acl) in each::network_acls(network) {
        of_network_acl(id, acl, &mut findings);
    }
    for (id, table) in each::route_tables(network) {
        of_route_table(id, table, &mut findings);
    }
    for (id, endpoint) in each::endpoints_of_any_type(network) {
        let policy = endpoint.policy_document.as_deref().unwrap_or_default();
        findings.extend(exceeded("policy_characters", id, policy.chars().count()));
    }
    findings
}

/// How many of something each of its owners has.
fn counts<'a>(owners: impl Iterator<Item = &'a ResourceId>) -> BTreeMap<&'a ResourceId, usize> {
    let mut counts = BTreeMap::new();
    for owner in owners {
        *counts.entry(owner).or_default() += 1;
    }
    counts
}

fn of_vpcs(network: &Network, findings: &mut Vec<Finding>) {
    for (id, vpc) in each::vpcs(network) {
        findings.extend(exceeded("subnets_of_vpc", id, network.subnets(id).count()));
        findings.extend(exceeded(
            "ranges_of_vpc",
            id,
            vpc.ipv4_cidr_blocks().count(),
        ));
        findings.extend(exceeded(
            "ipv6_ranges_of_vpc",
            id,
            vpc.ipv6_cidr_blocks.len(),
        ));
    }
    let parent = |id| network.document().parent(id);
    let tables = each::route_tables(network).filter_map(|(id, _)| parent(id));
    let acls = each::network_acls(network).filter_map(|(id, _)| parent(id));
    let peers = each::peerings(network).flat_map(|(_, peering)| {
        let sides = [&peering.requester_vpc_info, &peering.accepter_vpc_info];
        sides
            .into_iter()
            .flatten()
            .filter_map(|side| side.vpc_id.as_ref())
    });
    let transit = each::transit_attachments(network)
        .filter_map(|(_, attachment)| attachment.resource_id.as_ref());
    let transit = transit.filter(|vpc| network.vpc(vpc).is_some());
    let each_kind = [
        ("route_tables_of_vpc", counts(tables)),
        ("network_acls_of_vpc", counts(acls)),
        ("peerings_of_vpc", counts(peers)),
        ("transit_gateways_of_vpc", counts(transit)),
    ];
    for (key, counts) in each_kind.into_iter().chain(endpoints_of_vpcs(network)) {
        findings.extend(
            counts
                .into_iter()
                .filter_map(|(id, count)| exceeded(key, id, count)),
        );
    }
}

fn endpoints_of_vpcs(
    network: &Network,
) -> impl Iterator<Item = (&'static str, BTreeMap<&ResourceId, usize>)> {
    use VpcEndpointType::{Gateway, GatewayLoadBalancer, Interface, Resource, ServiceNetwork};

    let types: [(&str, &[VpcEndpointType]); 4] = [
        ("endpoints_of_vpc", &[Interface, GatewayLoadBalancer]),
        ("gateway_endpoints_of_vpc", &[Gateway]),
        ("resource_endpoints_of_vpc", &[Resource]),
        ("service_network_endpoints_of_vpc", &[ServiceNetwork]),
    ];
    types.into_iter().map(|(key, types)| {
        let endpoints = each::endpoints_of_any_type(network)
            .filter(|(_, endpoint)| types.contains(&endpoint.endpoint_type()));
        let vpcs = endpoints.filter_map(|(id, _)| network.document().parent(id));
        (key, counts(vpcs))
    })
}

fn of_interfaces(network: &Network, findings: &mut Vec<Finding>) {
    let mut last: Option<&ResourceId> = None;
    for interface in network.interfaces() {
        let owner = &interface.owner;
        let kind = network
            .document()
            .resource(owner)
            .map(vpcanvas_model::Resource::kind);
        // The quota is one of interfaces; a load balancer has its own, which is not known.
        if kind == Some(Kind::LoadBalancer) || last == Some(owner) {
            continue;
        }
        last = Some(owner);
        findings.extend(exceeded(
            "groups_of_interface",
            owner,
            interface.groups.len(),
        ));
        let groups = interface
            .groups
            .iter()
            .filter_map(|group| network.security_group(group));
        let rules = groups.map(|group| rules_of(network, group));
        let total = rules.fold([0, 0], |total: [usize; 2], rules| {
            [
                total[0].saturating_add(rules[0]),
                total[1].saturating_add(rules[1]),
            ]
        });
        findings.extend(exceeded(
            "rules_of_interface",
            owner,
            total[0].max(total[1]),
        ));
    }
}

/// How many inbound and outbound rules count of the family that has more; a prefix list counts with all its entries (SG-10).
fn rules_of(network: &Network, group: &SecurityGroup) -> [usize; 2] {
    let weight = |rule: &SecurityGroupRule| {
        let list = rule.prefix_list_id.as_ref();
        list.map_or(1, |list| prefix_list_ranges(network, list).count().max(1))
    };
    [false, true].map(|egress| {
        let rules = || {
            let rules = group.security_group_rules.iter();
            rules.filter(move |rule| rule.is_egress.unwrap_or(false) == egress)
        };
        let of_ipv6 = rules().filter(|rule| rule.cidr_ipv6.is_some()).count();
        // A rule by group or prefix list counts for both families.
        let of_ipv4: usize = rules()
            .filter(|rule| rule.cidr_ipv6.is_none())
            .map(weight)
            .sum();
        of_ipv4.max(of_ipv6)
    })
}

fn of_network_acl(id: &ResourceId, acl: &NetworkAcl, findings: &mut Vec<Finding>) {
    let count = |egress| {
        let in_direction = |entry: &&NetworkAclEntry| entry.egress.unwrap_or(false) == egress;
        acl.entries.iter().filter(in_direction).count()
    };
    findings.extend(exceeded("acl_rules_in", id, count(false)));
    findings.extend(exceeded("acl_rules_out", id, count(true)));
}

fn of_route_table(id: &ResourceId, table: &RouteTable, findings: &mut Vec<Finding>) {
    let ipv6 = table
        .routes
        .iter()
        .filter(|route| route.destination_ipv6_cidr_block.is_some())
        .count();
    let ipv4 = table.routes.len().saturating_sub(ipv6);
    findings.extend(exceeded("routes_of_table", id, ipv4.max(ipv6)));
}

fn of_balancers(network: &Network, findings: &mut Vec<Finding>) {
    for (id, _) in each::balancers(network) {
        findings.extend(exceeded(
            "listeners_of_balancer",
            id,
            network.listeners_of(id).count(),
        ));
    }
    for (id, group) in each::target_groups(network) {
        findings.extend(exceeded("targets_of_group", id, group.targets.len()));
    }
    let tables =
        each::transit_tables(network).filter_map(|(_, table)| table.transit_gateway_id.as_ref());
    for (id, count) in counts(tables) {
        findings.extend(exceeded("tables_of_transit_gateway", id, count));
    }
}

/// Hosted zones, prefix lists and Resolver endpoints.
fn of_names(network: &Network, findings: &mut Vec<Finding>) {
    for (id, zone) in each::hosted_zones(network) {
        findings.extend(exceeded("vpcs_of_zone", id, zone.vpcs.len()));
        findings.extend(exceeded(
            "records_of_zone",
            id,
            zone.resource_record_sets.len(),
        ));
    }
    for (id, list) in network.resources(Kind::PrefixList) {
        if let Properties::PrefixList(list) = &list.properties {
            findings.extend(exceeded("entries_of_prefix_list", id, list.entries.len()));
        }
    }
    for (id, endpoint) in network.resources(Kind::ResolverEndpoint) {
        if let Properties::ResolverEndpoint(endpoint) = &endpoint.properties {
            let count = endpoint.ip_addresses.len();
            findings.extend(exceeded("addresses_of_resolver_endpoint", id, count));
        }
    }
}

fn exceeded(key: &str, id: &ResourceId, count: usize) -> Option<Finding> {
    let quota = catalogue::quota(key).filter(|quota| count > quota.most)?;
    let unless = if quota.adjustable {
        " unless AWS is asked for more"
    } else {
        ""
    };
    let message = format!(
        "{id} has {count} {}, and {} are allowed{unless} (quota \"{}\"): use fewer or divide them",
        quota.of, quota.most, quota.name
    );
    let severity = if quota.warning {
        Severity::Warning
    } else {
        Severity::Error
    };
    Some(Finding::new(
        severity,
        Code::CfgQuota,
        id,
        message,
        &quota.reference,
    ))
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
            let group = |number| {
                format!(
                    r#""sg-{number}": {{"Kind": "SecurityGroup", "VpcId": "vpc-c", "SecurityGroupRules": [{{"IpProtocol": "-1", "CidrIpv4": "10.0.0.0/16"}}]}}"#
                )
            };
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
                    r#""vpce-{number}": {{"Kind": "VpcEndpoint", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.us-east-1.logs", "SecurityGroupIds": ["sg-ep"], "SubnetIds": ["subnet-c-a", "subnet-c-b"],
                            "SubnetConfigurations": [{{"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.{0}"}}, {{"SubnetId": "subnet-c-b", "Ipv4": "10.0.2.{0}"}}]}}"#,
                    number + 100
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
                    r#"{{"RuleNumber": {0}, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "10.{0}.0.0/16"}}"#,
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
    fn the_groups_of_an_interface_have_a_thousand_rules() {
        let groups = |count| {
            let rule = |port: usize| {
                format!(
                    r#"{{"IpProtocol": "tcp", "FromPort": {0}, "ToPort": {0}, "CidrIpv4": "10.0.0.0/8"}}"#,
                    port + 1
                )
            };
            let list_of_rules = format!(
                r#"{{"PrefixListId": "pl-big", "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}}, {}"#,
                list(9, rule)
            );
            let entry = |number: usize| format!(r#"{{"Cidr": "10.{number}.0.0/16"}}"#);
            format!(
                r#""pl-big": {{"Kind": "PrefixList", "Entries": [{}]}}, "sg-ep": {{"SecurityGroupRules": [{list_of_rules}]}}"#,
                list(count, entry)
            )
        };
        check_findings(&groups(51), &[]);
        check_findings(&groups(52), &["error CFG_QUOTA sg-ep SG-10"]);
    }

    #[test]
    fn what_is_counted_and_the_catalogue_go_together() {
        let source = include_str!("quota.rs");
        for quota in vpcanvas_model::catalogue::quotas() {
            assert!(
                source.contains(&format!("\"{}\"", quota.key)),
                "{}",
                quota.key
            );
        }
        let asked = source
            .split("exceeded(\"")
            .filter_map(|rest| rest.split('"').next());
        for key in asked.filter(|word| word.contains('_') && !word.contains(' ')) {
            assert!(vpcanvas_model::catalogue::quota(key).is_some(), "{key}");
        }
    }

    #[test]
    fn a_vpc_has_fifty_peers() {
        let peers = |count| {
            list(count, |number| {
                format!(
                    r#""pcx-{number}": {{"Kind": "VpcPeeringConnection", "RequesterVpcInfo": {{"VpcId": "vpc-c"}}, "AccepterVpcInfo": {{"CidrBlock": "10.{}.0.0/16"}}}}"#,
                    number + 1
                )
            })
        };
        let network = crate::test_design::t0_with(&peers(50));
        let exceeded = |network| super::check(network).len();
        assert_eq!(exceeded(&network), 0);
        assert_eq!(exceeded(&crate::test_design::t0_with(&peers(51))), 1);
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
            let statement = r#"{\"Statement\": {\"Principal\": \"*\"}}"#;
            let blank = " ".repeat(length - statement.replace('\\', "").len());
            format!(
                r#""vpce-s3": {{"Kind": "VpcEndpoint", "VpcEndpointType": "Gateway", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.us-east-1.s3", "RouteTableIds": ["rtb-c"], "PolicyDocument": "{blank}{statement}"}}"#
            )
        };
        check_findings(&policy(20_480), &[]);
        check_findings(&policy(20_481), &["error CFG_QUOTA vpce-s3 IE-70"]);
    }
}
