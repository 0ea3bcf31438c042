//! What an import says: what became of each thing found, and what it changes in a design that was already there.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use vpcanvas_interchange::aws_describe::{ImportReport, Merge};
use vpcanvas_model::ResourceId;

use super::super::report::push_lines;

/// How many ids of one sort are named before the rest is counted.
const NAMED: usize = 20;

/// Everything an import says, as JSON.
#[derive(Serialize)]
pub(super) struct Account<'a> {
    report: &'a ImportReport,
    /// What it does to the design that was there; absent for a new one.
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Changes<'a>>,
}

#[derive(Serialize)]
struct Changes<'a> {
    added: Vec<&'a str>,
    changed: BTreeMap<&'a str, Vec<Change<'a>>>,
    /// Not in AWS any more.
    gone: Vec<&'a str>,
    /// Whether what is gone was taken out of the design.
    removed: bool,
}

#[derive(Serialize)]
struct Change<'a> {
    field: &'a str,
    before: Option<&'a Value>,
    after: Option<&'a Value>,
}

impl<'a> Account<'a> {
    pub(super) fn new(report: &'a ImportReport, merge: Option<&'a Merge>, removed: bool) -> Self {
        let changes = merge.map(|merge| Changes {
            added: merge.added.iter().map(|(id, _)| id.as_str()).collect(),
            changed: merge
                .changed
                .iter()
                .map(|changed| {
                    let fields = changed.fields.iter().map(|field| Change {
                        field: &field.name,
                        before: field.before.as_ref(),
                        after: field.after.as_ref(),
                    });
                    (changed.id.as_str(), fields.collect())
                })
                .collect(),
            gone: merge.gone.iter().map(ResourceId::as_str).collect(),
            removed,
        });
        Self { report, changes }
    }

    pub(super) fn to_text(&self) -> String {
        let mut text = self.report.to_text();
        if let Some(changes) = &self.changes {
            changes.tell(&mut text);
        }
        text
    }
}

impl Changes<'_> {
    fn tell(&self, text: &mut String) {
        push_lines(
            text,
            0,
            [format!("Added to the design: {}", self.added.len())],
        );
        push_lines(text, 2, named(self.added.iter().map(|id| (*id).to_owned())));
        push_lines(text, 0, [format!("Changed: {}", self.changed.len())]);
        let changed = self.changed.iter().map(|(id, fields)| {
            let names: Vec<&str> = fields.iter().map(|field| field.field).collect();
            format!("{id}: {}", names.join(", "))
        });
        push_lines(text, 2, named(changed));
        let what = if self.removed {
            "removed"
        } else {
            "kept, --remove-gone takes it out"
        };
        push_lines(
            text,
            0,
            [format!("Gone from AWS ({what}): {}", self.gone.len())],
        );
        push_lines(text, 2, named(self.gone.iter().map(|id| (*id).to_owned())));
    }
}

/// The first lines, and how many there are besides.
fn named(lines: impl ExactSizeIterator<Item = String>) -> Vec<String> {
    let more = lines.len().saturating_sub(NAMED);
    let mut named: Vec<String> = lines.take(NAMED).collect();
    if more > 0 {
        named.push(format!("and {more} more; --format json names them all"));
    }
    named
}
