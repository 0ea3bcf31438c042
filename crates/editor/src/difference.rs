//! What a change changes, in words: one line for each thing and property, for a look at a change before it is made.
//!
//! Where things stand is left out: that is seen.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use vpcanvas_model::{Change, Document, Resource, ResourceId, Transaction};

use crate::{bare, words::a};

/// One line about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which thing.
    pub id: ResourceId,
    /// What becomes of it: `SecurityGroupRules: add FromPort 443, IpProtocol tcp`.
    pub words: String,
}

/// What a transaction changes of the resources and checks of a document, in its order.
pub fn differences(document: &Document, transaction: &Transaction) -> Vec<Difference> {
    let mut all = Vec::new();
    for change in transaction.changes() {
        match change {
            Change::Resource { id, after, .. } => {
                let lines = of_resource(document.resource(id), after.as_deref());
                let line = |words| Difference {
                    id: id.clone(),
                    words,
                };
                all.extend(lines.into_iter().map(line));
            }
            Change::Checks { before, after } => all.push(Difference {
                id: ResourceId::from("checks"),
                words: format!("{} checks become {}", before.len(), after.len()),
            }),
            Change::Placement { .. } => {}
        }
    }
    all
}

fn of_resource(before: Option<&Resource>, after: Option<&Resource>) -> Vec<String> {
    match (before, after) {
        (Some(before), Some(after)) => of_fields(&before.to_fields(), &after.to_fields()),
        (None, Some(after)) => vec![format!("add {}", a(after.kind()))],
        (Some(before), None) => vec![format!("remove this {}", bare(before.kind()))],
        (None, None) => Vec::new(),
    }
}

fn of_fields(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<String> {
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    let mut lines = Vec::new();
    for name in after.keys().chain(gone) {
        let (old, new) = (before.get(name), after.get(name));
        if old == new {
            continue;
        }
        match (rows(old), rows(new)) {
            (Some(old), Some(new)) => lines.extend(of_rows(name, old, new)),
            _ => lines.push(format!("{name}: {} → {}", or_unset(old), or_unset(new))),
        }
    }
    lines
}

/// A list, or one that is not there yet.
fn rows(value: Option<&Value>) -> Option<&[Value]> {
    match value {
        Some(Value::Array(rows)) => Some(rows),
        None => Some(&[]),
        Some(_) => None,
    }
}

fn of_rows(name: &str, before: &[Value], after: &[Value]) -> Vec<String> {
    let line = |does: &str, row: &str| format!("{name}: {does} {row}");
    let mut lines: Vec<String> = beyond(before, after)
        .map(|row| line("remove", &row))
        .collect();
    lines.extend(beyond(after, before).map(|row| line("add", &row)));
    if lines.is_empty() {
        lines.push(format!("{name}: another order"));
    }
    lines
}

/// The rows, in words, that others have not, or not as often.
fn beyond(rows: &[Value], others: &[Value]) -> impl Iterator<Item = String> {
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    for other in others {
        *left.entry(in_words(other)).or_default() += 1;
    }
    rows.iter().map(in_words).filter(move |row| {
        let count = left.get_mut(row).filter(|count| **count > 0);
        count.map(|count| *count -= 1).is_none()
    })
}

fn or_unset(value: Option<&Value>) -> String {
    value.map_or_else(|| "not set".to_owned(), in_words)
}

/// A value as a person would say it.
fn in_words(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(rows) => {
            let rows: Vec<String> = rows.iter().map(in_words).collect();
            rows.join(", ")
        }
        Value::Object(fields) => {
            let fields = fields.iter();
            let said: Vec<String> = fields
                .map(|(name, value)| format!("{name} {}", in_words(value)))
                .collect();
            said.join(", ")
        }
    }
}

#[cfg(test)]
mod tests {
    use vpcanvas_fixture::parse;

    use super::*;

    #[track_caller]
    fn check(before: &str, after: &str, expected: &[&str]) {
        let (before, after) = (parse(before).unwrap(), parse(after).unwrap());
        let mut transaction = Transaction::new("Edit");
        let ids = before.resources().chain(after.resources());
        for (id, _) in ids {
            transaction.set_resource(&before, id, after.resource(id).cloned());
        }
        let differences = differences(&before, &transaction);
        let said: Vec<String> = differences
            .iter()
            .map(|one| format!("{}: {}", one.id, one.words))
            .collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn a_change_is_told_by_thing_and_property() {
        let vpc = "vpc vpc-a 10.0.0.0/16";
        check(vpc, vpc, &[]);
        check(
            vpc,
            "vpc vpc-a 10.1.0.0/16 EnableDnsSupport=false",
            &[
                "vpc-a: CidrBlock: 10.0.0.0/16 → 10.1.0.0/16",
                "vpc-a: EnableDnsSupport: not set → false",
            ],
        );
        check(
            vpc,
            "vpc vpc-a 10.0.0.0/16\n  subnet subnet-a 10.0.1.0/24 use1-az1",
            &["subnet-a: add a subnet"],
        );
        check(
            "vpc vpc-a 10.0.0.0/16\n  subnet subnet-a 10.0.1.0/24 use1-az1",
            vpc,
            &["subnet-a: remove this subnet"],
        );
    }

    #[test]
    fn of_a_list_only_the_rows_that_differ_are_told() {
        let group = "vpc vpc-a 10.0.0.0/16\n  sg sg-a\n    in tcp/80 10.0.0.0/16\n";
        let more = format!("{group}    in tcp/443 10.0.0.0/16\n");
        let rule = "CidrIpv4 10.0.0.0/16, FromPort 443, IpProtocol tcp, IsEgress false, ToPort 443";
        check(
            group,
            &more,
            &[&format!("sg-a: SecurityGroupRules: add {rule}")],
        );
        check(
            &more,
            group,
            &[&format!("sg-a: SecurityGroupRules: remove {rule}")],
        );
        let twice = format!("{more}    in tcp/443 10.0.0.0/16\n");
        check(
            &twice,
            &more,
            &[&format!("sg-a: SecurityGroupRules: remove {rule}")],
        );
    }
}
