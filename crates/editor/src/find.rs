//! Finding objects by what is written on them: name, id, tag, any property; an address finds the ranges it lies in, a
//! range what lies in it, a port the listeners and rules that cover it.
//!
//! It reads records and reasons about nothing: what reaches what is not found here.

use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::{Map, Value};
use vpcanvas_model::{Document, ResourceId};

/// One object that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The object.
    pub id: ResourceId,
    /// What it was found by, `CidrBlock 10.0.1.0/24`.
    pub by: String,
}

/// Everything that can be found, read once from a document.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    id: ResourceId,
    /// The property's name, and its value as it is written.
    values: Vec<(String, String)>,
    /// Ports from the first to the last, with the words for them.
    ports: Vec<(i64, i64)>,
}

/// What a text asks for.
enum Wanted {
    Address(IpAddr),
    Range(IpNet),
    Port(i64),
    Words(Vec<String>),
}

impl Finder {
    /// Reads a document.
    pub fn new(document: &Document) -> Self {
        let entries = document.resources().map(|(id, resource)| {
            let mut entry = Entry {
                id: id.clone(),
                values: vec![("Id".to_owned(), id.to_string())],
                ports: Vec::new(),
            };
            entry.read_fields(&resource.to_fields());
            entry
        });
        Self {
            entries: entries.collect(),
        }
    }

    /// What a text finds, in the order of ids; nothing for an empty one.
    pub fn find(&self, text: &str) -> Vec<Found> {
        let wanted = Wanted::read(text);
        let found = |entry: &Entry| {
            let by = entry.found_by(&wanted)?;
            Some(Found {
                id: entry.id.clone(),
                by,
            })
        };
        self.entries.iter().filter_map(found).collect()
    }
}

impl Wanted {
    fn read(text: &str) -> Self {
        let text = text.trim();
        if let Ok(address) = text.parse() {
            return Self::Address(address);
        }
        if let Ok(range) = text.parse::<IpNet>() {
            return Self::Range(range);
        }
        let number = text.strip_prefix("port ").unwrap_or(text).trim();
        match number.parse() {
            Ok(port @ 1..=65535) => Self::Port(port),
            Ok(_) | Err(_) => Self::Words(text.split_whitespace().map(str::to_lowercase).collect()),
        }
    }
}

impl Entry {
    fn read_fields(&mut self, fields: &Map<String, Value>) {
        let port = |name: &str| fields.get(name).and_then(Value::as_i64);
        let from = port("FromPort")
            .or_else(|| port("From"))
            .or_else(|| port("Port"));
        if let Some(from) = from {
            let to = port("ToPort").or_else(|| port("To")).unwrap_or(from);
            self.ports.push((from, to));
        }
        for (name, value) in fields {
            self.read_value(name, value);
        }
    }

    fn read_value(&mut self, name: &str, value: &Value) {
        match value {
            Value::String(text) => self.values.push((name.to_owned(), text.clone())),
            Value::Array(values) => values.iter().for_each(|value| self.read_value(name, value)),
            Value::Object(fields) => self.read_fields(fields),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// The first of its values that is what is wanted, in words.
    fn found_by(&self, wanted: &Wanted) -> Option<String> {
        let by_value = |fits: &dyn Fn(&str) -> bool| {
            let value = self.values.iter().find(|(_, value)| fits(value));
            value.map(|(name, value)| in_a_line(name, value))
        };
        match wanted {
            Wanted::Address(address) => by_value(&|value| holds(value, *address)),
            Wanted::Range(range) => by_value(&|value| lies_in(value, range)),
            Wanted::Port(port) => {
                let mut ports = self.ports.iter();
                let (from, to) = ports.find(|(from, to)| (*from..=*to).contains(port))?;
                let words = if from == to {
                    format!("port {from}")
                } else {
                    format!("ports {from}-{to}")
                };
                Some(words)
            }
            Wanted::Words(words) => self.found_by_words(words),
        }
    }

    /// Every word has to be in some value; the value the first one is in is said.
    fn found_by_words(&self, words: &[String]) -> Option<String> {
        let value_with = |word: &String| {
            let mut values = self.values.iter();
            values.find(|(_, value)| value.to_lowercase().contains(word.as_str()))
        };
        let (name, value) = value_with(words.first()?)?;
        words
            .iter()
            .all(|word| value_with(word).is_some())
            .then(|| in_a_line(name, value))
    }
}

/// A property with its value, without the line breaks of a note.
fn in_a_line(name: &str, value: &str) -> String {
    let words: Vec<&str> = value.split_whitespace().collect();
    format!("{name} {}", words.join(" "))
}

/// Whether a written value is an address or a range that holds it. A range that holds every address says nothing.
fn holds(value: &str, address: IpAddr) -> bool {
    let in_range = |range: IpNet| range.prefix_len() > 0 && range.contains(&address);
    value.parse() == Ok(address) || value.parse().is_ok_and(in_range)
}

fn lies_in(value: &str, range: &IpNet) -> bool {
    let is_in = |address: IpAddr| range.contains(&address);
    value
        .parse::<IpNet>()
        .is_ok_and(|value| range.contains(&value))
        || value.parse().is_ok_and(is_in)
}

#[cfg(test)]
mod tests {
    use super::*;
    use vpcanvas_model::file;

    const DESIGN: &str = r#"{"version": 1, "resources": {
        "vpc-a": {"Kind": "Vpc", "CidrBlock": "10.0.0.0/16", "Tags": {"Name": "Payments", "owner": "Team Blue"},
            "Note": "Grows in spring\nAsk Ann"},
        "subnet-a": {"Kind": "Subnet", "VpcId": "vpc-a", "CidrBlock": "10.0.1.0/24"},
        "i-a": {"Kind": "Instance", "SubnetId": "subnet-a", "PrivateIpAddress": "10.0.1.10"},
        "sg-a": {"Kind": "SecurityGroup", "VpcId": "vpc-a", "SecurityGroupRules":
            [{"IpProtocol": "tcp", "FromPort": 8000, "ToPort": 8999, "CidrIpv4": "0.0.0.0/0"}]},
        "zone-a": {"Kind": "HostedZone", "Name": "internal.example.com", "ResourceRecordSets":
            [{"Name": "api.internal.example.com", "Type": "A", "ResourceRecords": [{"Value": "10.0.1.10"}]}]}
    }, "layout": {}, "checks": []}"#;

    fn check_find(text: &str, expected: &[(&str, &str)]) {
        let document = file::read(DESIGN.as_bytes()).unwrap();
        let found = Finder::new(&document).find(text);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|found| (found.id.as_str(), found.by.as_str()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_are_looked_for_in_names_tags_and_properties() {
        check_find("payments", &[("vpc-a", "Name Payments")]);
        check_find("blue payments", &[("vpc-a", "owner Team Blue")]);
        check_find("ann", &[("vpc-a", "Note Grows in spring Ask Ann")]);
        check_find(
            "api.internal",
            &[("zone-a", "Name api.internal.example.com")],
        );
        check_find("nowhere", &[]);
        check_find("  ", &[]);
    }

    #[test]
    fn an_address_finds_what_has_it_and_the_ranges_around_it() {
        check_find(
            "10.0.1.10",
            &[
                ("i-a", "PrivateIpAddress 10.0.1.10"),
                ("subnet-a", "CidrBlock 10.0.1.0/24"),
                ("vpc-a", "CidrBlock 10.0.0.0/16"),
                ("zone-a", "Value 10.0.1.10"),
            ],
        );
    }

    #[test]
    fn a_range_finds_what_lies_in_it() {
        check_find(
            "10.0.1.0/24",
            &[
                ("i-a", "PrivateIpAddress 10.0.1.10"),
                ("subnet-a", "CidrBlock 10.0.1.0/24"),
                ("zone-a", "Value 10.0.1.10"),
            ],
        );
    }

    #[test]
    fn a_port_finds_the_rules_that_cover_it() {
        check_find("8443", &[("sg-a", "ports 8000-8999")]);
        check_find("port 80", &[]);
    }
}
