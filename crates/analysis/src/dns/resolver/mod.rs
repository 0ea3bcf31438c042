//! The resolution itself (section 5.5): one name after another until there are records or a reason why not.

mod addresses;
mod not_collected;
mod records;
mod rules;
mod servers;

use vpcanvas_model::{
    ResourceId,
    kind::{Vpc, resolver_rule::ResolverRuleType},
};
use vpcanvas_network::{Network, Service};

use super::{
    DnsAnswer, DnsQuery, DnsStatus, DnsStep, Name, RecordType,
    endpoint_names::endpoint_named,
    public,
    zone::{self, Content, Reason, Unusable, Zone, Zones},
};
use crate::{Code, Explanation};

/// How many names may lead to the next one; AWS's own limit is not published.
const LONGEST_CHAIN: usize = 8;

/// How many questions one question may lead to, servers that do not answer and candidates of a routing policy included.
const MOST_QUESTIONS: usize = 64;

/// A resolution on its way.
struct Resolver<'a> {
    network: &'a Network,
    view: View<'a>,
    record_type: RecordType,
    answer: DnsAnswer,
    /// The names that led to another so far, and in whose view.
    followed: Vec<(Option<&'a ResourceId>, Name)>,
    /// Who is being asked for what, the client's own server first.
    asking: Vec<(&'a ResourceId, Name)>,
    /// How many more questions there may be.
    questions: usize,
    /// Whether something had a say that is not known or not confirmed.
    is_uncertain: bool,
    /// Whether what is noted now had no part in the answer.
    is_aside: bool,
}

/// Whose zones count.
#[derive(Clone, Copy)]
enum View<'a> {
    /// Those of a VPC, and whether the question came through an inbound endpoint.
    Vpc {
        id: &'a ResourceId,
        vpc: &'a Vpc,
        inbound: bool,
    },
    /// Public DNS alone.
    Public,
}

impl<'a> View<'a> {
    fn id(self) -> Option<&'a ResourceId> {
        match self {
            Self::Vpc { id, .. } => Some(id),
            Self::Public => None,
        }
    }
}

/// What a name came to.
enum Outcome {
    Status(DnsStatus),
    /// Another name has to be asked for.
    Next(Name),
}

/// Resolves a name as whoever asks would: by the servers of the DHCP option set of its VPC, which is the Amazon resolver
/// unless said otherwise, or by those of its on-premises network.
///
/// What stands in no VPC, and the word `internet`, sees public DNS alone. An asker that is not in the design gets
/// [`DnsStatus::ServFail`]. Where something had a say that is not known or not confirmed, the status is
/// [`DnsStatus::Unknown`] and the records are those there would be.
pub fn lookup(network: &Network, query: &DnsQuery) -> DnsAnswer {
    let mut resolver = Resolver {
        network,
        view: View::Public,
        record_type: query.record_type,
        answer: DnsAnswer {
            query: query.clone(),
            status: DnsStatus::ServFail,
            answers: Vec::new(),
            chain: Vec::new(),
            explanations: Vec::new(),
        },
        followed: Vec::new(),
        asking: Vec::new(),
        questions: MOST_QUESTIONS,
        is_uncertain: false,
        is_aside: false,
    };
    let status = resolver.ask(query);
    resolver.answer.status = if resolver.is_uncertain {
        DnsStatus::Unknown
    } else {
        status
    };
    resolver.answer
}

impl<'a> Resolver<'a> {
    fn ask(&mut self, query: &DnsQuery) -> DnsStatus {
        let from = &query.from;
        let is_known = self.network.resource(from).is_some();
        if !is_known && from.as_str() != "internet" {
            let message = format!(
                "{from} is not in the design: ask from a VPC or from something that stands in one"
            );
            self.explain(Explanation::new(
                Code::UnknownResource,
                from,
                message,
                "5.5",
            ));
            return DnsStatus::ServFail;
        }
        let name = match Name::parse(&query.name) {
            Ok(name) => name,
            Err(problem) => {
                let message = format!("The name {:?} {problem}", query.name);
                self.explain(Explanation::new(Code::DnsInvalidName, from, message, "5.5"));
                return DnsStatus::ServFail;
            }
        };
        let status = self.ask_servers_of_client(&name);
        if status != DnsStatus::Timeout {
            self.explain_certificate(&name);
        }
        status
    }

    /// Asks for a name, and for every name it leads to.
    fn follow(&mut self, mut name: Name) -> DnsStatus {
        loop {
            match self.resolve(&name) {
                Outcome::Status(status) => return status,
                Outcome::Next(next) => {
                    if let Some(status) = self.remember(name) {
                        return status;
                    }
                    name = next;
                }
            }
        }
    }

    /// Notes that a name leads to another; a status when that has gone on for too long.
    fn remember(&mut self, name: Name) -> Option<DnsStatus> {
        let step = (self.view.id(), name);
        let circle = self.followed.contains(&step);
        self.followed.push(step);
        if !circle && self.followed.len() <= LONGEST_CHAIN {
            return None;
        }
        let names: Vec<&str> = self
            .followed
            .iter()
            .map(|(_, name)| name.as_str())
            .collect();
        let message = if circle {
            format!(
                "Names lead to one another in a circle: {}",
                names.join(" → ")
            )
        } else {
            format!(
                "More than {LONGEST_CHAIN} names lead to the next: {} → …",
                names.join(" → ")
            )
        };
        let component = self.last_component();
        self.explain(Explanation::new(Code::DnsLoop, &component, message, "5.5"));
        self.answer.answers.clear();
        Some(DnsStatus::ServFail)
    }

    fn last_component(&self) -> ResourceId {
        self.answer.chain.last().map_or_else(
            || self.answer.query.from.clone(),
            |step| step.component.clone(),
        )
    }

    fn resolve(&mut self, name: &Name) -> Outcome {
        if let Some(status) = self.spend(name) {
            return Outcome::Status(status);
        }
        let Zones {
            mut matching,
            unusable,
        } = match self.view {
            View::Vpc { id, vpc, inbound } => zone::zones(self.network, (id, vpc), name, inbound),
            View::Public => Zones::default(),
        };
        self.keep_within_aws(&mut matching, name);
        self.leave_zones_open(matching.first(), name);
        let outcome = match matching.split_first() {
            Some((winner, losers)) => {
                let outcome = self.ask_zone(winner, name);
                self.is_aside = true;
                self.report_losers(winner, losers, name);
                self.is_aside = false;
                outcome
            }
            None => self.ask_public(name),
        };
        self.report_others(&outcome, !matching.is_empty(), unusable, name);
        outcome
    }

    /// Counts a question; a status when there were too many.
    fn spend(&mut self, name: &Name) -> Option<DnsStatus> {
        if let Some(rest) = self.questions.checked_sub(1) {
            self.questions = rest;
            return None;
        }
        let component = self.last_component();
        let message =
            format!("{name} leads to more than {MOST_QUESTIONS} questions, so nobody would answer");
        self.explain(Explanation::new(Code::DnsLoop, &component, message, "5.5"));
        Some(DnsStatus::ServFail)
    }

    /// A SYSTEM rule that decides takes every rule away, and zones go on to count (RSLV-03).
    fn keep_within_aws(&mut self, matching: &mut Vec<Zone<'a>>, name: &Name) {
        let Some(Zone {
            content: Content::Rule(_, ResolverRuleType::System),
            holder,
            ..
        }) = matching.first()
        else {
            return;
        };
        let rule = *holder;
        let forwarding = matching.iter().find(|zone| zone.forwards());
        let instead = forwarding.map_or(String::new(), |zone| {
            format!(", whatever {} says", zone.holder)
        });
        self.step(
            rule,
            format!("The SYSTEM rule {rule} keeps {name} within AWS{instead}"),
            "RSLV-03",
        );
        matching.retain(|zone| !matches!(zone.content, Content::Rule(..)));
    }

    /// Notes the zones that would have answered and could not, and explains those somebody will have counted on.
    fn report_others(
        &mut self,
        outcome: &Outcome,
        decided_privately: bool,
        unusable: Vec<Unusable>,
        name: &Name,
    ) {
        let answered = matches!(
            outcome,
            Outcome::Status(DnsStatus::NoError) | Outcome::Next(_)
        );
        for zone in unusable {
            self.answer.chain.push(zone.step());
            let counted_on = !answered && zone.reason == Reason::Prevented;
            if !decided_privately || counted_on {
                self.explain(zone.explanation);
            }
        }
        let not_found = matches!(
            outcome,
            Outcome::Status(DnsStatus::Public | DnsStatus::NxDomain)
        );
        if not_found && !decided_privately {
            for explanation in public::zones_elsewhere(self.network, self.view.id(), name) {
                self.explain(explanation);
            }
        }
    }

    fn report_losers(&mut self, winner: &Zone<'a>, losers: &[Zone<'a>], name: &Name) {
        for loser in losers {
            if self.report_rule(winner, loser, name) {
                continue;
            }
            let Some(reference) = winner.conflict(loser) else {
                let decision = if loser.domain == winner.domain && loser.profile != winner.profile {
                    format!("{} gives way to the VPC's own", loser.described())
                } else if loser.domain == winner.domain {
                    format!(
                        "{} gives way to one of the same name made by hand",
                        loser.described()
                    )
                } else {
                    format!(
                        "{} covers {name} too, but {} is longer than {}",
                        loser.described(),
                        winner.domain,
                        loser.domain
                    )
                };
                self.step(loser.holder, decision, "RSLV-01");
                continue;
            };
            let message = format!(
                "{} and {} both claim {}, which AWS refuses; the answer is that of {}: remove one of them",
                winner.holder, loser.holder, loser.domain, winner.holder
            );
            self.decide(Code::DnsZoneConflict, loser.holder, message, reference);
        }
    }

    fn ask_zone(&mut self, zone: &Zone<'a>, name: &Name) -> Outcome {
        match &zone.content {
            Content::Records(records) => self.ask_records(zone.holder, records, &zone.domain, name),
            Content::Endpoint { private_name } => {
                self.ask_endpoint(zone.holder, private_name, &zone.domain, name)
            }
            Content::Rule(rule, ResolverRuleType::Recursive) => {
                self.step(
                    zone.holder,
                    format!(
                        "The RECURSIVE rule {} asks public DNS: {:?}",
                        zone.holder,
                        rule.domain_name.as_deref().unwrap_or(".")
                    ),
                    "5.4",
                );
                self.ask_public(name)
            }
            Content::Rule(rule, _) => Outcome::Status(self.ask_rule(zone.holder, rule, name)),
            Content::Resource => {
                Outcome::Status(self.ask_resource(zone.holder, &zone.domain, name))
            }
            Content::Association => Outcome::Status(self.ask_association(zone.holder, name)),
            Content::Internal => self.ask_internal(zone.holder, &zone.domain, name),
        }
    }

    /// Answers from what the design holds of public DNS.
    fn ask_public(&mut self, name: &Name) -> Outcome {
        if let Some(status) = self.ask_names_of_aws(name, name) {
            return Outcome::Status(status);
        }
        if let Some((id, zone, domain)) = public::public_zone(self.network, name) {
            return self.ask_records(id, zone, &domain, name);
        }
        let component = self.answer.query.from.clone();
        self.step(
            &component,
            format!(
                "No zone here covers {name}: public DNS decides, and the design does not hold it"
            ),
            "PHZ-05",
        );
        Outcome::Status(DnsStatus::Public)
    }

    /// Warns that the name asked for is one that a provider's certificate will hardly have (IE-66).
    fn explain_certificate(&mut self, name: &Name) {
        let Some(found) = endpoint_named(self.network, name) else {
            return;
        };
        if matches!(
            self.network.service_of(found.endpoint),
            Some(Service::Provider(_) | Service::Elsewhere(_))
        ) {
            let message = format!(
                "The certificate of the service will probably not have {name}: for TLS use the provider's own name, by private DNS or a private hosted zone"
            );
            self.explain(Explanation::new(
                Code::DnsTlsNameMismatch,
                found.endpoint,
                message,
                "IE-66",
            ));
        }
    }

    fn step(&mut self, component: &ResourceId, decision: String, reference: &'static str) {
        self.answer.chain.push(DnsStep {
            component: component.clone(),
            decision,
            reference,
            is_on_the_way: !self.is_aside,
        });
    }

    /// Notes a step that the author may not have expected.
    fn decide(
        &mut self,
        code: Code,
        component: &ResourceId,
        message: String,
        reference: &'static str,
    ) {
        self.step(component, message.clone(), reference);
        self.explain(Explanation::new(code, component, message, reference));
    }

    fn explain(&mut self, explanation: Explanation) {
        if !self.answer.explanations.contains(&explanation) {
            self.answer.explanations.push(explanation);
        }
    }
}
