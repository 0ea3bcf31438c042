//! The resolution itself (section 5.5): one name after another until there are records or a reason why not.

mod addresses;
mod records;

use vpcanvas_model::{ResourceId, kind::Vpc};
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

/// A resolution on its way.
struct Resolver<'a> {
    network: &'a Network,
    vpc: Option<(&'a ResourceId, &'a Vpc)>,
    record_type: RecordType,
    answer: DnsAnswer,
    /// The names that led to another so far.
    followed: Vec<Name>,
}

/// What a name came to.
enum Outcome {
    Status(DnsStatus),
    /// Another name has to be asked for.
    Next(Name),
}

/// Resolves a name as the Amazon resolver of the asking VPC would.
///
/// What stands in no VPC, and the word `internet`, sees public DNS alone. An asker that is not in the design gets
/// [`DnsStatus::ServFail`].
pub fn lookup(network: &Network, query: &DnsQuery) -> DnsAnswer {
    let mut resolver = Resolver {
        network,
        vpc: vpc_of(network, &query.from),
        record_type: query.record_type,
        answer: DnsAnswer {
            query: query.clone(),
            status: DnsStatus::ServFail,
            answers: Vec::new(),
            chain: Vec::new(),
            explanations: Vec::new(),
        },
        followed: Vec::new(),
    };
    resolver.answer.status = resolver.ask(query);
    resolver.answer
}

/// The VPC whose resolver a resource asks.
fn vpc_of<'a>(network: &'a Network, from: &ResourceId) -> Option<(&'a ResourceId, &'a Vpc)> {
    let from = network.id(from.as_str())?;
    std::iter::once(from)
        .chain(network.ancestors(from))
        .find_map(|id| Some((id, network.vpc(id)?)))
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
        if let Some((id, vpc)) = self.vpc
            && !vpc.dns_support()
        {
            let message = format!(
                "{id} has EnableDnsSupport off, so its resolver does not answer: switch it on"
            );
            self.decide(Code::DnsResolverDisabled, id, message, "DNS-05");
            return DnsStatus::Timeout;
        }
        self.explain_certificate(&name);
        self.follow(name)
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
        let circle = self.followed.contains(&name);
        self.followed.push(name);
        if !circle && self.followed.len() <= LONGEST_CHAIN {
            return None;
        }
        let names: Vec<&str> = self.followed.iter().map(Name::as_str).collect();
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
        let Zones { matching, unusable } = self
            .vpc
            .map_or_else(Zones::default, |vpc| zone::zones(self.network, vpc, name));
        let outcome = match matching.split_first() {
            Some((winner, losers)) => {
                let outcome = self.ask_zone(winner, name);
                self.report_losers(winner, losers, name);
                outcome
            }
            None => self.ask_public(name),
        };
        self.report_others(&outcome, !matching.is_empty(), unusable, name);
        outcome
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
            let vpc = self.vpc.map(|(id, _)| id);
            for explanation in public::zones_elsewhere(self.network, vpc, name) {
                self.explain(explanation);
            }
        }
    }

    fn report_losers(&mut self, winner: &Zone<'a>, losers: &[Zone<'a>], name: &Name) {
        for loser in losers {
            let Some(reference) = winner.conflict(loser) else {
                let decision = if loser.domain == winner.domain {
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
            Content::Internal => {
                Outcome::Status(self.ask_internal(zone.holder, &zone.domain, name))
            }
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
