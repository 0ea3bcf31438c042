//! The resolution itself (section 5.5): one name after another until there are records or a reason why not.

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{HostedZone, Vpc},
};
use vpcanvas_network::{Interface, Network, Service};

use super::{
    DnsAnswer, DnsQuery, DnsRecord, DnsStatus, DnsStep, Name, RecordType,
    endpoint_names::{
        TTL, addresses_of, endpoint_named, endpoint_names, has_records, is_internet_facing,
        load_balancer_named,
    },
    hosted_zone::{self, Found},
    internal_names, public,
    zone::{self, Content, Reason, Zone, Zones},
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
    let document = network.document();
    let from = document.id(from.as_str())?;
    std::iter::once(from)
        .chain(document.ancestors(from))
        .find_map(|id| match &document.resource(id)?.properties {
            Properties::Vpc(vpc) => Some((id, vpc)),
            _ => None,
        })
}

impl<'a> Resolver<'a> {
    fn ask(&mut self, query: &DnsQuery) -> DnsStatus {
        let is_known = self.network.document().resource(&query.from).is_some();
        if !is_known && query.from.as_str() != "internet" {
            let message = format!(
                "{} is not in the design: ask from a VPC or from something that stands in one",
                query.from
            );
            self.explain(Explanation::new(
                Code::UnknownResource,
                &query.from,
                message,
                "5.5",
            ));
            return DnsStatus::ServFail;
        }
        let name = match Name::parse(&query.name) {
            Ok(name) => name,
            Err(problem) => {
                let message = format!("The name {:?} {problem}", query.name);
                self.explain(Explanation::new(
                    Code::DnsInvalidName,
                    &query.from,
                    message,
                    "5.5",
                ));
                return DnsStatus::ServFail;
            }
        };
        if let Some((id, vpc)) = self.vpc
            && !vpc.dns_support()
        {
            let message = format!(
                "{id} has EnableDnsSupport off, so its resolver does not answer: switch it on"
            );
            self.step(id, message.clone(), "DNS-05");
            self.explain(Explanation::new(
                Code::DnsResolverDisabled,
                id,
                message,
                "DNS-05",
            ));
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
        let decided_privately = !matching.is_empty();
        let failed = !matches!(
            outcome,
            Outcome::Status(DnsStatus::NoError) | Outcome::Next(_)
        );
        for zone in unusable {
            self.answer.chain.push(zone.step());
            let expected = if decided_privately {
                failed && zone.reason == Reason::Prevented
            } else {
                true
            };
            if expected {
                self.explain(zone.explanation);
            }
        }
        if matches!(
            outcome,
            Outcome::Status(DnsStatus::Public | DnsStatus::NxDomain)
        ) && !decided_privately
        {
            let vpc = self.vpc.map(|(id, _)| id);
            for explanation in public::zones_elsewhere(self.network, vpc, name) {
                self.explain(explanation);
            }
        }
        outcome
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
            self.step(loser.holder, message.clone(), reference);
            self.explain(Explanation::new(
                Code::DnsZoneConflict,
                loser.holder,
                message,
                reference,
            ));
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

    fn ask_records(
        &mut self,
        id: &'a ResourceId,
        zone: &'a HostedZone,
        domain: &Name,
        name: &Name,
    ) -> Outcome {
        match hosted_zone::find(zone, domain, name, self.record_type) {
            Found::Records {
                records,
                wildcard,
                invalid,
            } => Outcome::Status(self.give_records(id, name, records, wildcard, &invalid)),
            Found::Cname { record, target } => {
                self.step(
                    id,
                    format!("{name} is a CNAME to {}", record.data),
                    "PHZ-12",
                );
                self.answer.answers.push(record);
                match target {
                    Ok(target) => Outcome::Next(target),
                    Err(problem) => Outcome::Status(self.invalid_target(id, name, &problem)),
                }
            }
            Found::Alias(Ok(target)) => self.ask_alias(id, zone, domain, name, &target),
            Found::Alias(Err(problem)) => Outcome::Status(self.invalid_target(id, name, &problem)),
            Found::NoData => {
                let message = format!(
                    "{id} has {name}, but no {} record for it, and nothing else is asked",
                    self.record_type
                );
                Outcome::Status(self.negative(id, zone, message, DnsStatus::NoData, "PHZ-04"))
            }
            Found::NoName => {
                let message = format!(
                    "{id} covers {name} as {domain} and has no such record, and nothing else is asked: add the record"
                );
                Outcome::Status(self.negative(id, zone, message, DnsStatus::NxDomain, "PHZ-03"))
            }
        }
    }

    fn give_records(
        &mut self,
        id: &ResourceId,
        name: &Name,
        records: Vec<DnsRecord>,
        wildcard: Option<Name>,
        invalid: &[&str],
    ) -> DnsStatus {
        for value in invalid {
            let message = format!(
                "{name} in {id} has the value {value:?}, which no {} record can hold: correct it",
                self.record_type
            );
            self.explain(Explanation::new(
                Code::UnknownResource,
                id,
                message,
                "PHZ-09",
            ));
        }
        if records.is_empty() {
            self.step(id, format!("{name} has a record without a value"), "PHZ-09");
            return DnsStatus::NoData;
        }
        let values: Vec<&str> = records.iter().map(|record| record.data.as_str()).collect();
        let values = values.join(", ");
        let record_type = self.record_type;
        match wildcard {
            Some(wildcard) => self.step(
                id,
                format!("{name} has {record_type} {values} by the wildcard {wildcard}"),
                "PHZ-11",
            ),
            None => self.step(id, format!("{name} has {record_type} {values}"), "PHZ-02"),
        }
        self.answer.answers.extend(records);
        DnsStatus::NoError
    }

    fn invalid_target(&mut self, id: &ResourceId, name: &Name, problem: &str) -> DnsStatus {
        let message = format!("{name} in {id} leads to a name that {problem}");
        self.step(id, message.clone(), "PHZ-09");
        self.explain(Explanation::new(
            Code::DnsInvalidName,
            id,
            message,
            "PHZ-09",
        ));
        DnsStatus::ServFail
    }

    fn negative(
        &mut self,
        id: &ResourceId,
        zone: &HostedZone,
        message: String,
        status: DnsStatus,
        reference: &'static str,
    ) -> DnsStatus {
        self.step(id, message.clone(), reference);
        if zone.is_private() {
            self.explain(Explanation::new(
                Code::DnsNxdomainInPhz,
                id,
                message,
                reference,
            ));
        }
        status
    }

    /// Answers an alias with the addresses of what it leads to, under the name asked for (PHZ-10).
    fn ask_alias(
        &mut self,
        id: &'a ResourceId,
        zone: &'a HostedZone,
        domain: &Name,
        name: &Name,
        target: &Name,
    ) -> Outcome {
        self.step(id, format!("{name} is an alias of {target}"), "PHZ-10");
        let before = self.answer.answers.len();
        if let Some(status) = self.remember(name.clone()) {
            return Outcome::Status(status);
        }
        let status = match self.ask_names_of_aws(target, target) {
            Some(status) => status,
            None if target.is_within(domain) => match self.ask_records(id, zone, domain, target) {
                Outcome::Status(status) => status,
                Outcome::Next(next) => self.follow(next),
            },
            None => {
                self.step(
                    id,
                    format!("{target} is none of the names the design holds"),
                    "PHZ-10",
                );
                DnsStatus::Public
            }
        };
        // An alias shows the data it leads to, and none of the names on the way.
        let found = self
            .answer
            .answers
            .split_off(before.min(self.answer.answers.len()));
        let wanted = self.record_type;
        self.answer.answers.extend(
            found
                .into_iter()
                .filter(|record| record.record_type == wanted)
                .map(|record| DnsRecord {
                    name: name.to_string(),
                    ttl: TTL,
                    ..record
                }),
        );
        Outcome::Status(status)
    }

    /// Answers from the hidden zone of an endpoint (IE-61, ES-34).
    fn ask_endpoint(
        &mut self,
        id: &'a ResourceId,
        private_name: &str,
        domain: &Name,
        name: &Name,
    ) -> Outcome {
        let covers = private_name.starts_with('*') || domain == name;
        if !covers {
            let message = format!(
                "Private DNS of {id} covers {name} as {domain} and has no such name, and nothing else is asked"
            );
            self.step(id, message.clone(), "IE-61");
            self.explain(Explanation::new(
                Code::DnsNxdomainInPhz,
                id,
                message,
                "IE-61",
            ));
            return Outcome::Status(DnsStatus::NxDomain);
        }
        let is_aws = matches!(self.network.service_of(id), Some(Service::Aws { .. }));
        let regional = endpoint_names(self.network, id).map(|names| names.regional);
        let owner = match regional {
            Some(regional) if !is_aws => {
                self.step(
                    id,
                    format!("Private DNS: {name} is a CNAME to {regional}"),
                    "ES-34",
                );
                self.answer.answers.push(DnsRecord {
                    name: name.to_string(),
                    record_type: RecordType::Cname,
                    ttl: TTL,
                    data: regional.clone(),
                });
                if self.record_type == RecordType::Cname {
                    return Outcome::Status(DnsStatus::NoError);
                }
                regional
            }
            _ => name.to_string(),
        };
        let interfaces: Vec<_> = self.network.interfaces_of(id).collect();
        Outcome::Status(self.give_addresses_of_endpoint(id, &owner, &interfaces, true))
    }

    fn give_addresses_of_endpoint(
        &mut self,
        id: &ResourceId,
        owner: &str,
        interfaces: &[&Interface],
        private: bool,
    ) -> DnsStatus {
        let wanted = self.record_type;
        let has_records = self
            .network
            .endpoint(id)
            .is_some_and(|endpoint| has_records(endpoint, wanted, private));
        if !has_records {
            self.step(
                id,
                format!("{owner} has no {wanted} record, by the endpoint's DnsRecordIpType"),
                "IE-55",
            );
            return DnsStatus::NoData;
        }
        for interface in interfaces {
            if interface.addresses.is_empty() {
                let message = format!(
                    "{id} has no address in {} yet: choose one or let AWS choose",
                    interface.subnet
                );
                self.explain(Explanation::new(
                    Code::UnknownResource,
                    id,
                    message,
                    "IE-05",
                ));
            }
        }
        let addresses = addresses_of(interfaces.iter().copied(), wanted);
        self.give_addresses(
            id,
            owner,
            &addresses,
            "the interfaces of the endpoint",
            "IE-01",
        )
    }

    fn give_addresses(
        &mut self,
        id: &ResourceId,
        owner: &str,
        addresses: &[std::net::IpAddr],
        whose: &str,
        reference: &'static str,
    ) -> DnsStatus {
        let record_type = self.record_type;
        if addresses.is_empty() {
            self.step(
                id,
                format!("{owner} has no {record_type} record: {whose} have no such address"),
                reference,
            );
            return DnsStatus::NoData;
        }
        let list: Vec<String> = addresses.iter().map(ToString::to_string).collect();
        self.step(
            id,
            format!("{owner} has the addresses of {whose}: {}", list.join(", ")),
            reference,
        );
        let records = list.into_iter().map(|data| DnsRecord {
            name: owner.to_owned(),
            record_type,
            ttl: TTL,
            data,
        });
        self.answer.answers.extend(records);
        DnsStatus::NoError
    }

    /// Answers from the names AWS makes for addresses of a VPC (section 5.7, RSLV-08).
    fn ask_internal(&mut self, vpc: &'a ResourceId, zone: &Name, name: &Name) -> DnsStatus {
        let reverse = internal_names::reverse_address_in(name);
        let address = reverse.or_else(|| internal_names::address_in(name, zone));
        let found = address.and_then(|address| {
            let interface = internal_names::interface_at(self.network, vpc, address)?;
            Some((address, interface))
        });
        let Some((address, interface)) = found else {
            if name == zone {
                self.step(
                    vpc,
                    format!("{name} is a zone of the resolver's own"),
                    "5.7",
                );
                return DnsStatus::NoData;
            }
            self.step(
                vpc,
                format!("Nothing in the VPC has the internal name {name}"),
                "5.7",
            );
            return DnsStatus::NxDomain;
        };
        let region = self.network.document().region(vpc).unwrap_or_default();
        let (record_type, data) = match reverse {
            Some(_) => (RecordType::Ptr, internal_names::name_of(address, region)),
            None => (RecordType::A, address.to_string()),
        };
        if record_type != self.record_type {
            self.step(
                &interface.owner,
                format!("{name} has a {record_type} record alone"),
                "5.7",
            );
            return DnsStatus::NoData;
        }
        self.step(
            &interface.owner,
            format!("{name} has {record_type} {data}"),
            "5.7",
        );
        self.answer.answers.push(DnsRecord {
            name: name.to_string(),
            record_type,
            ttl: TTL,
            data,
        });
        DnsStatus::NoError
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

    /// Answers with the addresses of an endpoint or load balancer whose public name is asked for.
    fn ask_names_of_aws(&mut self, name: &Name, owner: &Name) -> Option<DnsStatus> {
        if let Some(found) = endpoint_named(self.network, name) {
            if found.interfaces.is_empty() {
                let decision = format!("{} has no interface by the name {name}", found.endpoint);
                self.step(found.endpoint, decision, "1.7");
                return Some(DnsStatus::NxDomain);
            }
            return Some(self.give_addresses_of_endpoint(
                found.endpoint,
                owner.as_str(),
                &found.interfaces,
                false,
            ));
        }
        let balancer = load_balancer_named(self.network, name)?;
        if is_internet_facing(self.network, balancer) {
            let decision = format!("{name} has public addresses, which the design does not hold");
            self.step(balancer, decision, "NLB-02");
            return Some(DnsStatus::Public);
        }
        let nodes = addresses_of(self.network.interfaces_of(balancer), self.record_type);
        Some(self.give_addresses(
            balancer,
            owner.as_str(),
            &nodes,
            "the nodes of the load balancer",
            "NLB-03",
        ))
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

    fn explain(&mut self, explanation: Explanation) {
        if !self.answer.explanations.contains(&explanation) {
            self.answer.explanations.push(explanation);
        }
    }
}
