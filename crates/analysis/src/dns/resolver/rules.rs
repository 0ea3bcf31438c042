//! Resolver rules: passing a name on through an outbound endpoint, and following a delegation (section 5.4, PHZ-13).

use std::net::IpAddr;

use vpcanvas_model::{
    Kind, Protocol, ResourceId,
    kind::{
        HostedZone, ResolverRule,
        resolver_endpoint::{ResolverDirection, ResolverEndpointStatus},
        resolver_rule::{ResolverRuleType, ResolverTarget},
    },
};

use super::{
    Resolver,
    servers::{Asker, Target},
};
use crate::{
    Code, DnsStatus, Explanation, RecordType,
    dns::{
        Name,
        hosted_zone::{Delegation, Records},
        zone::{Zone, profiles},
    },
};

impl<'a> Resolver<'a> {
    /// Passes a name on by a FORWARD rule (RSLV-07).
    pub(super) fn ask_rule(
        &mut self,
        id: &'a ResourceId,
        rule: &'a ResolverRule,
        name: &Name,
    ) -> DnsStatus {
        let Some(outbound) = self.outbound_of(id, rule) else {
            return DnsStatus::ServFail;
        };
        let targets: Vec<Target> = rule.target_ips.iter().filter_map(target_of).collect();
        if targets.is_empty() {
            let message = format!("{id} forwards to nobody: give it TargetIps");
            self.decide(Code::CfgIncomplete, id, message, "RSLV-07");
            return DnsStatus::ServFail;
        }
        let domain = rule.domain_name.as_deref().unwrap_or(".");
        let list: Vec<String> = targets
            .iter()
            .map(|target| target.address.to_string())
            .collect();
        let reference = if domain == "." { "RSLV-06" } else { "RSLV-01" };
        self.step(
            id,
            format!(
                "The FORWARD rule {id} passes {domain} on through {outbound} to {}",
                list.join(", ")
            ),
            reference,
        );
        self.ask_through(id, outbound, &targets, name)
    }

    /// Asks targets through an outbound endpoint, until one of them answers.
    fn ask_through(
        &mut self,
        rule: &'a ResourceId,
        outbound: &'a ResourceId,
        targets: &[Target],
        name: &Name,
    ) -> DnsStatus {
        let asker = Asker {
            sender: Some(outbound),
            vpc: self.network.parent(outbound),
        };
        for target in targets {
            let status = self.ask_target(asker, *target, name);
            if status != DnsStatus::Timeout {
                return status;
            }
        }
        let message = format!(
            "No server that {rule} names answers {outbound}, so the resolver gives up on {name}"
        );
        self.decide(Code::DnsServerUnreachable, rule, message, "RSLV-07");
        DnsStatus::ServFail
    }

    /// The outbound endpoint of a rule, if it has one that works.
    fn outbound_of(&mut self, id: &ResourceId, rule: &'a ResolverRule) -> Option<&'a ResourceId> {
        let named = rule.resolver_endpoint_id.as_ref();
        let found = named.and_then(|named| {
            let endpoint = self.network.resolver_endpoint(named)?;
            (endpoint.direction == Some(ResolverDirection::Outbound)).then_some((named, endpoint))
        });
        let Some((outbound, endpoint)) = found else {
            let message = format!(
                "{id} names no outbound endpoint, so it cannot pass anything on: give it a ResolverEndpointId"
            );
            self.decide(Code::CfgIncomplete, id, message, "RSLV-07");
            return None;
        };
        self.leave_addresses_open(outbound);
        let status = endpoint
            .status
            .unwrap_or(ResolverEndpointStatus::Operational);
        if matches!(
            status,
            ResolverEndpointStatus::Creating | ResolverEndpointStatus::Deleting
        ) {
            let message = format!(
                "{outbound} is {}, so {id} passes nothing on through it",
                status.as_str()
            );
            self.decide(Code::BadState, outbound, message, "RSLV-07");
            return None;
        }
        Some(outbound)
    }

    /// Follows a delegation out of a private zone by a DELEGATE rule; `None` where there is none to follow (PHZ-13).
    pub(super) fn follow_delegation(
        &mut self,
        id: &'a ResourceId,
        zone: &'a HostedZone,
        domain: &Name,
        name: &Name,
    ) -> Option<DnsStatus> {
        let records = Records {
            network: self.network,
            zone: id,
        };
        let delegation = records.delegation(domain, name)?;
        if !zone.is_private() || delegation.is_asked_itself(name, self.record_type) {
            return None;
        }
        let servers: Vec<&str> = delegation.servers.iter().map(Name::as_str).collect();
        let handed = format!(
            "{id} hands {} over to {}",
            delegation.owner,
            servers.join(", ")
        );
        let Some((rule_id, rule)) = self.delegate_rule(&delegation) else {
            let decision =
                format!("{handed}, which a private zone does not follow without a DELEGATE rule");
            self.step(id, decision, "PHZ-13");
            return None;
        };
        self.step(
            rule_id,
            format!("{handed}, and {rule_id} follows"),
            "PHZ-13",
        );
        let Some(outbound) = self.outbound_of(rule_id, rule) else {
            return Some(DnsStatus::ServFail);
        };
        let targets: Vec<Target> = delegation
            .servers
            .iter()
            .flat_map(|server| records.addresses(server))
            .map(Target::from)
            .collect();
        if targets.is_empty() {
            let message = format!(
                "{id} has no address of {}, so the design does not say whom {rule_id} asks",
                servers.join(", ")
            );
            return Some(self.leave_open(id, message, "PHZ-13"));
        }
        Some(self.ask_through(rule_id, outbound, &targets, name))
    }

    /// The DELEGATE rule of the VPC for the name servers of a delegation.
    fn delegate_rule(&self, delegation: &Delegation) -> Option<(&'a ResourceId, &'a ResolverRule)> {
        let network = self.network;
        let vpc = self.view.id()?;
        let own = network.naming(vpc, Kind::ResolverRule, "VPCIds");
        let brought = profiles(network, vpc).flat_map(|(_, profile)| &profile.resource_arns);
        own.chain(brought)
            .filter_map(|id| Some((id, network.resolver_rule(id)?)))
            .filter(|(_, rule)| rule.rule_type == Some(ResolverRuleType::Delegate))
            .find(|(_, rule)| {
                let record = rule
                    .delegation_record
                    .as_ref()
                    .or(rule.domain_name.as_ref());
                let record = record.and_then(|record| Name::parse(record).ok());
                record.is_some_and(|record| {
                    let mut servers = delegation.servers.iter();
                    servers.any(|server| server.is_within(&record))
                })
            })
    }

    /// Notes how a rule and a zone came to one winning; says whether either is a rule.
    pub(super) fn report_rule(&mut self, winner: &Zone<'a>, loser: &Zone<'a>, name: &Name) -> bool {
        let same = winner.domain == loser.domain && winner.profile == loser.profile;
        match (winner.forwards(), loser.forwards()) {
            (true, false) if same && loser.is_hidden() => {
                let message = format!(
                    "{} should come before {}, which AWS confirms nowhere",
                    winner.described(),
                    loser.described()
                );
                self.doubt(winner.holder, message, "RSLV-05");
                true
            }
            (true, false) if same => {
                let message = format!(
                    "{} comes before {} for {name}, so its records are not seen: dissociate the rule, or make it more narrow",
                    winner.described(),
                    loser.described()
                );
                self.decide(
                    Code::DnsForwardRuleOverrides,
                    winner.holder,
                    message,
                    "RSLV-02",
                );
                true
            }
            (false, true) if winner.is_hidden() && loser.domain.label_count() == 0 => {
                let decision = format!(
                    "{} passes on only what nothing longer covers",
                    loser.described()
                );
                self.step(loser.holder, decision, "RSLV-06");
                true
            }
            (false, true) if winner.is_hidden() => {
                let message = format!(
                    "{} covers {name} too; that the longer name of {} decides is confirmed nowhere",
                    loser.described(),
                    winner.holder
                );
                self.doubt(loser.holder, message, "RSLV-04");
                true
            }
            _ => false,
        }
    }

    /// Notes that a rule had a say which AWS confirms nowhere.
    fn doubt(&mut self, id: &ResourceId, message: String, reference: &'static str) {
        self.is_uncertain = true;
        self.step(id, message.clone(), reference);
        let explanation =
            Explanation::new(Code::DnsForwardRuleOverrides, id, message, reference).unverified();
        self.explain(explanation);
    }
}

impl Delegation {
    /// Whether the name servers themselves are asked for.
    fn is_asked_itself(&self, name: &Name, record_type: RecordType) -> bool {
        self.owner == *name && record_type == RecordType::Ns
    }
}

fn target_of(target: &ResolverTarget) -> Option<Target> {
    let address = target.ip.map(IpAddr::V4).or(target.ipv6.map(IpAddr::V6))?;
    let is_https = target
        .protocol
        .as_deref()
        .is_some_and(|protocol| protocol.starts_with("DoH"));
    let (protocol, port) = if is_https {
        (Protocol::Tcp, 443)
    } else {
        (Protocol::Udp, 53)
    };
    Some(Target {
        address,
        protocol,
        port: target.port.unwrap_or(port),
    })
}
