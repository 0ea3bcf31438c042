//! The specification as a table: a question a line, with the rule it was written from.
//!
//! A line reads `RULE from name [TYPE] -> STATUS data, data ! CODE`; the codes are explanations that have to be there, others
//! may be. Each rule about names is cited by a line, or stands in [`SILENT`] with the reason why no answer shows it.

mod endpoints;
mod servers;
mod zones;

use std::collections::BTreeSet;

use super::{lookup, query, t0_with};

/// Changes to T0, and the questions that are asked then.
type Group = (String, &'static str);

/// The rules about names: section 5, and what sections 1.6, 1.7, 1.9, 2.4 and others say of names.
const RULES: &[&str] = &[
    "DNS-01", "DNS-02", "DNS-03", "DNS-04", "DNS-05", "DNS-06", "DNS-07", "DNS-08", "DHCP-01",
    "DHCP-02", "DHCP-03", "DHCP-04", "DHCP-05", "PHZ-01", "PHZ-02", "PHZ-03", "PHZ-04", "PHZ-05",
    "PHZ-06", "PHZ-07", "PHZ-08", "PHZ-09", "PHZ-10", "PHZ-11", "PHZ-12", "PHZ-13", "PHZ-14",
    "PHZ-15", "RSLV-01", "RSLV-02", "RSLV-03", "RSLV-04", "RSLV-05", "RSLV-06", "RSLV-07",
    "RSLV-08", "RSLV-09", "RSLV-10", "XDNS-01", "XDNS-02", "XDNS-03", "XDNS-04", "S3-01", "S3-02",
    "S3-03", "S3-04", "S3-05", "S3-06", "S3-06a", "S3-06b", "S3-07", "IE-50", "IE-51", "IE-52",
    "IE-55", "IE-56", "IE-57", "IE-60", "IE-61", "IE-62", "IE-63", "IE-64", "IE-65", "IE-66",
    "IE-67", "IE-68", "IE-80", "IE-88", "ES-30", "ES-31", "ES-32", "ES-33", "ES-34", "ES-35",
    "ES-36", "NLB-02", "NLB-03", "PCX-08", "PCX-09", "TGW-11", "RS-09", "RS-11", "SN-02", "SN-05",
    "5.1", "5.4", "5.5", "5.6", "5.7", "1.7",
];

/// Rules that no answer shows, and why.
const SILENT: &[(&str, &str)] = &[
    ("DNS-04", "a rate, and a design holds no load"),
    ("DHCP-05", "how long a change takes"),
    ("IE-67", "how long a change takes"),
    ("IE-50", "what subnets an endpoint may have is a finding"),
    ("IE-51", "what subnets an endpoint may have is a finding"),
    ("IE-52", "what subnets an endpoint may have is a finding"),
    ("S3-05", "what an endpoint may be set to is a finding"),
    (
        "S3-06",
        "what may be asked of S3, once a name has led there",
    ),
    (
        "S3-07",
        "not confirmed, so the catalogue has no private name for it",
    ),
    (
        "ES-31",
        "how a name is verified; an answer knows whether it is",
    ),
    ("ES-35", "endpoints of that type have no names"),
    (
        "ES-36",
        "how a name is verified; an answer knows whether it is",
    ),
];

fn check_line(changes: &str, line: &str) {
    let (question, expected) = line.split_once(" -> ").unwrap_or_else(|| panic!("{line}"));
    let (_, question) = question.split_once(' ').unwrap();
    let (expected, codes) = expected.split_once(" ! ").unwrap_or((expected, ""));
    let answer = lookup(&t0_with(changes), &query(question.trim()));
    let data: Vec<&str> = answer
        .answers
        .iter()
        .map(|record| record.data.as_str())
        .collect();
    let found = format!("{} {}", answer.status, data.join(", "));
    assert_eq!(found.trim(), expected.trim(), "{line}\n{:#?}", answer.chain);
    let told: Vec<&str> = answer
        .explanations
        .iter()
        .map(|found| found.code.as_str())
        .collect();
    for code in codes.split_whitespace() {
        assert!(told.contains(&code), "{line}: {told:?}");
    }
}

fn groups() -> impl Iterator<Item = Group> {
    zones::groups()
        .into_iter()
        .chain(endpoints::groups())
        .chain(servers::groups())
}

fn lines(cases: &str) -> impl Iterator<Item = &str> {
    cases.lines().map(str::trim).filter(|line| !line.is_empty())
}

#[test]
fn every_line_of_the_table_holds() {
    for (changes, cases) in groups() {
        for line in lines(cases) {
            check_line(&changes, line);
        }
    }
}

#[test]
fn the_table_is_long_and_each_line_cites_a_rule() {
    let mut cited = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for (changes, cases) in groups() {
        for line in lines(cases) {
            let rule = line.split(' ').next().unwrap();
            let rule = RULES.iter().find(|known| **known == rule);
            cited.insert(*rule.unwrap_or_else(|| panic!("no rule is cited by {line}")));
            assert!(
                seen.insert((changes.clone(), line.to_owned())),
                "twice: {line}"
            );
        }
    }
    assert!(seen.len() >= 150, "{} lines", seen.len());
    let silent = SILENT.iter().map(|(rule, _)| *rule);
    for rule in RULES {
        let is_silent = silent.clone().any(|silent| silent == *rule);
        assert_ne!(
            cited.contains(rule),
            is_silent,
            "{rule} is cited by no line, or needlessly silent"
        );
    }
}
