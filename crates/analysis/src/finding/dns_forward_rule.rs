//! A FORWARD rule takes names away from a private hosted zone of the same VPC (RSLV-01, RSLV-02), or, which AWS confirms nowhere,
//! from private DNS of an endpoint (RSLV-05).

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{HostedZone, ResolverRule, resolver_rule::ResolverRuleType},
};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::{
    Code, Fix,
    dns::{Name, endpoint_names},
};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, rule) in each::resolver_rules(network).filter(|(_, rule)| forwards(rule)) {
        let domain = rule.domain_name.as_deref().map(Name::parse);
        let Some(Ok(domain)) = domain else {
            continue;
        };
        for vpc in &rule.vpc_ids {
            let zones = zones_of(network, vpc);
            let taken = zones.filter_map(|(zone_id, zone)| Some((zone_id, taken(zone, &domain)?)));
            findings.extend(taken.map(|(zone, reference)| {
                let message = format!(
                    "{id} passes {domain} on before {zone} is asked in {vpc}, so records of {zone} are not seen there: take {vpc} off the rule, or make one of them more narrow"
                );
                Finding::warning(Code::DnsForwardRuleOverrides, id, message, reference)
                    .mended_by(dissociate(network, id, vpc))
            }));
            findings.extend(hidden_names(network, vpc, &domain).map(|endpoint| {
                let message = format!(
                    "{id} passes {domain} on in {vpc}, where {domain} is also a private name of {endpoint}; that the rule comes first is confirmed nowhere: make one of them more narrow"
                );
                Finding {
                    unverified: true,
                    ..Finding::info(Code::DnsForwardRuleOverrides, id, message, "RSLV-05")
                }
                .mended_by(dissociate(network, id, vpc))
            }));
        }
    }
    findings
}

fn forwards(rule: &ResolverRule) -> bool {
    rule.rule_type.unwrap_or(ResolverRuleType::Forward) == ResolverRuleType::Forward
}

fn zones_of<'a>(
    network: &'a Network,
    vpc: &'a ResourceId,
) -> impl Iterator<Item = (&'a ResourceId, &'a HostedZone)> {
    each::hosted_zones(network).filter(move |(_, zone)| {
        let mut vpcs = zone.vpcs.iter();
        zone.is_private() && vpcs.any(|association| association.vpc_id.as_ref() == Some(vpc))
    })
}

/// The endpoints of a VPC whose private DNS is on for exactly a domain.
fn hidden_names<'a>(
    network: &'a Network,
    vpc: &'a ResourceId,
    domain: &'a Name,
) -> impl Iterator<Item = &'a ResourceId> {
    each::endpoints(network)
        .filter(|(_, endpoint)| endpoint.private_dns_enabled == Some(true))
        .filter(move |(id, _)| network.parent(id) == Some(vpc))
        .filter(|(id, _)| {
            let names = endpoint_names(network, id).map_or_else(Vec::new, |names| names.private);
            let mut names = names.iter().filter_map(|name| Name::parse(name).ok());
            names.any(|name| name.wildcard_base().unwrap_or(name) == *domain)
        })
        .map(|(id, _)| id)
}

/// By which rule a domain that is passed on takes names from a zone.
fn taken(zone: &HostedZone, domain: &Name) -> Option<&'static str> {
    let own = Name::parse(zone.name.as_deref()?).ok()?;
    if own == *domain {
        return Some("RSLV-02");
    }
    let names = zone.resource_record_sets.iter();
    let mut names = names.filter_map(|set| Name::parse(set.name.as_deref()?).ok());
    let takes = domain.is_below(&own) && names.any(|name| name.is_within(domain));
    takes.then_some("RSLV-01")
}

/// Takes a VPC off a rule.
pub(super) fn dissociate(network: &Network, rule: &ResourceId, vpc: &ResourceId) -> Option<Fix> {
    let title = format!("Take {vpc} off {rule}");
    edit(network, rule, title, |properties| {
        if let Properties::ResolverRule(rule) = properties {
            rule.vpc_ids.retain(|id| id != vpc);
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    fn rule(domain: &str, rule_type: &str) -> String {
        format!(
            r#""rule-1": {{"Kind": "ResolverRule", "DomainName": "{domain}", "RuleType": "{rule_type}", "VPCIds": ["vpc-c"]}},
               "zone-a": {{"Kind": "HostedZone", "Name": "corp.example", "VPCs": [{{"VPCId": "vpc-c"}}], "ResourceRecordSets":
                [{{"Name": "a.dev.corp.example", "Type": "A", "TTL": 60, "ResourceRecords": [{{"Value": "10.0.1.10"}}]}}]}}"#
        )
    }

    #[test]
    fn f48_a_rule_takes_names_from_a_zone() {
        check_findings(
            &rule("corp.example", "FORWARD"),
            &["warning DNS_FORWARD_RULE_OVERRIDES rule-1 RSLV-02"],
        );
        check_findings(
            &rule("dev.corp.example", "FORWARD"),
            &["warning DNS_FORWARD_RULE_OVERRIDES rule-1 RSLV-01"],
        );
        for domain in ["example", ".", "prod.corp.example"] {
            check_findings(&rule(domain, "FORWARD"), &[]);
        }
        check_findings(&rule("corp.example", "SYSTEM"), &[]);
        check_findings(
            &rule("api.example.com", "FORWARD"),
            &["info DNS_FORWARD_RULE_OVERRIDES rule-1 RSLV-05"],
        );
        check_findings(&rule("example.com", "FORWARD"), &[]);
    }
}
