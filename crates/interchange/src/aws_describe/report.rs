//! What an import made of each thing it found. Nothing is dropped in silence: it is here, with its count, reason and place.

use std::{collections::BTreeMap, fmt::Write as _};

use serde::Serialize;

/// What was found and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// What became resources and properties that are analysed.
    pub understood: Vec<Entry>,
    /// What is in the design and is not analysed.
    pub kept: Vec<Entry>,
    /// What is not in the design.
    pub ignored: Vec<Entry>,
    /// What could not be read, contradicts something else or leads nowhere.
    pub problems: Vec<Entry>,
    /// Output that is missing, and what analysis cannot tell without it.
    pub absent: Vec<Entry>,
}

/// The same thing said of everything it holds for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// What it is about: a list, a field, an id.
    pub what: String,
    /// How often.
    pub count: usize,
    /// Why, or what follows.
    pub reason: String,
    /// The first file it was found in; empty where it is about no file.
    pub file: String,
    /// The place in that file as a JSON pointer or line; empty for the whole file.
    pub place: String,
}

/// The parts of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Understood,
    Kept,
    Ignored,
    Problem,
    Absent,
}

/// A report while it is being written.
#[derive(Default)]
pub(super) struct Notes(BTreeMap<(Group, String, String), (usize, String, String)>);

impl Notes {
    /// Says something once more.
    pub(super) fn add(&mut self, group: Group, what: &str, reason: &str, file: &str, place: &str) {
        self.add_many(group, what, reason, 1, (file, place));
    }

    /// Says something of several things; the place is that of the first.
    pub(super) fn add_many(
        &mut self,
        group: Group,
        what: &str,
        reason: &str,
        count: usize,
        (file, place): (&str, &str),
    ) {
        let entry = self
            .0
            .entry((group, what.to_owned(), reason.to_owned()))
            .or_insert_with(|| (0, file.to_owned(), place.to_owned()));
        entry.0 += count;
    }

    pub(super) fn finish(self) -> ImportReport {
        let mut report = ImportReport::default();
        for ((group, what, reason), (count, file, place)) in self.0 {
            let entries = match group {
                Group::Understood => &mut report.understood,
                Group::Kept => &mut report.kept,
                Group::Ignored => &mut report.ignored,
                Group::Problem => &mut report.problems,
                Group::Absent => &mut report.absent,
            };
            entries.push(Entry {
                what,
                count,
                reason,
                file,
                place,
            });
        }
        report
    }
}

impl ImportReport {
    /// The parts with their titles, in the order they are told.
    pub fn parts(&self) -> [(&'static str, &[Entry]); 5] {
        [
            ("Understood", &self.understood),
            ("Problems", &self.problems),
            ("Not collected", &self.absent),
            ("Kept but not analysed", &self.kept),
            ("Ignored", &self.ignored),
        ]
    }

    /// The report as lines of text.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (title, entries) in self.parts() {
            let count: usize = entries.iter().map(|entry| entry.count).sum();
            // Writing into a text does not fail.
            writeln!(text, "{title}: {count}").unwrap_or_default();
            for entry in entries {
                writeln!(text, "  {}", entry.line()).unwrap_or_default();
            }
        }
        text
    }
}

impl Entry {
    /// The entry in a line: `6 Vpcs: InstanceTenancy (222222222222/us-east-1/ec2-describe-vpcs.json /Vpcs/0)`.
    pub fn line(&self) -> String {
        let mut line = format!("{} {}", self.count, self.what);
        if !self.reason.is_empty() {
            line.push_str(": ");
            line.push_str(&self.reason);
        }
        let place = [self.file.as_str(), self.place.as_str()].join(" ");
        if !place.trim().is_empty() {
            line.push_str(" (");
            line.push_str(place.trim());
            line.push(')');
        }
        line
    }
}
