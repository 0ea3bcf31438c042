//! Answers from the records of hosted zones: values, CNAMEs, aliases and wildcards, or that there are none.

use vpcanvas_model::{ResourceId, kind::HostedZone};

use super::{Outcome, Resolver};
use crate::{
    Code, DnsRecord, DnsStatus, Explanation,
    dns::{
        Name,
        endpoint_names::TTL,
        hosted_zone::{Found, Records},
    },
};

impl<'a> Resolver<'a> {
    /// Asks the zone that decides about a name (PHZ-03).
    pub(super) fn ask_records(
        &mut self,
        id: &'a ResourceId,
        zone: &'a HostedZone,
        domain: &Name,
        name: &Name,
    ) -> Outcome {
        if self.leave_records_open(id) {
            return Outcome::Status(DnsStatus::Unknown);
        }
        if let Some(status) = self.follow_delegation(id, zone, domain, name) {
            return Outcome::Status(status);
        }
        let records = Records {
            network: self.network,
            zone: id,
        };
        match records.find(domain, name, self.record_type) {
            Found::Records {
                records,
                wildcard,
                invalid,
                undecided,
            } => {
                self.explain_choice(id, name, undecided);
                Outcome::Status(self.give_records(id, name, records, wildcard, &invalid))
            }
            Found::Cname {
                record,
                target,
                undecided,
            } => {
                self.explain_choice(id, name, undecided);
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
            Found::Aliases { targets, undecided } => {
                self.explain_choice(id, name, undecided);
                Outcome::Status(self.ask_aliases(id, zone, domain, name, targets))
            }
            Found::NoData => {
                let message = format!(
                    "{id} has {name}, but no {} record for it, and nothing else is asked; AWS calls that NXDOMAIN in one place and NODATA in another, and to a client both mean no answer",
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
        self.decide(Code::DnsInvalidName, id, message, "PHZ-09");
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

    /// Says that one of several record sets answers, and that the design does not tell which.
    fn explain_choice(&mut self, id: &ResourceId, name: &Name, undecided: Option<&'static str>) {
        let Some(by) = undecided else {
            return;
        };
        let message = format!(
            "AWS answers {name} with one of several record sets of {id}, chosen {by}, which the design does not hold: what is listed are the candidates"
        );
        self.decide(Code::DnsRoutingPolicy, id, message, "PHZ-15");
    }

    /// Answers with what every alias leads to; one that does not resolve counts only where none does.
    fn ask_aliases(
        &mut self,
        id: &'a ResourceId,
        zone: &'a HostedZone,
        domain: &Name,
        name: &Name,
        targets: Vec<Result<Name, String>>,
    ) -> DnsStatus {
        if let Some(status) = self.remember(name.clone()) {
            return status;
        }
        let followed = self.followed.len();
        let mut statuses = Vec::new();
        for target in targets {
            self.followed.truncate(followed);
            let status = match target {
                Ok(target) => self.ask_alias(id, zone, domain, name, &target),
                Err(problem) => self.invalid_target(id, name, &problem),
            };
            statuses.push(status);
        }
        let answered = statuses.contains(&DnsStatus::NoError);
        match statuses.first() {
            Some(_) if answered => DnsStatus::NoError,
            Some(status) => *status,
            None => DnsStatus::NoData,
        }
    }

    /// Answers an alias with the addresses of what it leads to, under the name asked for (PHZ-10).
    fn ask_alias(
        &mut self,
        id: &'a ResourceId,
        zone: &'a HostedZone,
        domain: &Name,
        name: &Name,
        target: &Name,
    ) -> DnsStatus {
        if let Some(status) = self.spend(name) {
            return status;
        }
        self.step(id, format!("{name} is an alias of {target}"), "PHZ-10");
        let before = self.answer.answers.len();
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
        status
    }
}
