//! Reasons as JSON and as lines: the parts that answers of several commands share.

use serde::Serialize;
use vpcanvas_analysis::{Direction, Explanation, Fix};

use crate::printable;

/// A reason as JSON.
#[derive(Serialize)]
pub(super) struct Reason<'a> {
    code: &'a str,
    component: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<&'a str>,
    message: &'a str,
    reference: &'a str,
    unverified: bool,
    fixes: Vec<Mend>,
}

/// An edit that mends something, as JSON.
#[derive(Serialize)]
pub(super) struct Mend {
    pub(super) title: String,
}

impl Mend {
    pub(super) fn all(fixes: &[Fix]) -> Vec<Self> {
        fixes
            .iter()
            .map(|fix| Self {
                title: fix.title.clone(),
            })
            .collect()
    }
}

impl<'a> Reason<'a> {
    pub(super) fn new(explanation: &'a Explanation, fixes: &[Fix]) -> Self {
        Self {
            code: explanation.code.as_str(),
            component: explanation.component.as_str(),
            direction: explanation.direction.map(Direction::as_str),
            message: &explanation.message,
            reference: explanation.reference,
            unverified: explanation.unverified,
            fixes: Mend::all(fixes),
        }
    }

    /// The reason as lines: the code and where, the sentence and its rule, what would mend it.
    pub(super) fn lines(&self) -> Vec<String> {
        let Self {
            code,
            component,
            message,
            reference,
            ..
        } = self;
        let direction = self.direction.map(|direction| format!(" {direction}"));
        let doubt = if self.unverified {
            ", not confirmed by AWS documentation"
        } else {
            ""
        };
        let mut lines = vec![
            format!("{code} at {component}{}", direction.unwrap_or_default()),
            format!("  {message} ({reference}{doubt})"),
        ];
        lines.extend(self.fixes.iter().map(|fix| format!("  fix: {}", fix.title)));
        lines
    }
}

/// Appends lines, each so many spaces in.
pub(super) fn push_lines(
    text: &mut String,
    indent: usize,
    lines: impl IntoIterator<Item = String>,
) {
    for line in lines {
        text.push_str(&" ".repeat(indent));
        text.push_str(&printable(&line));
        text.push('\n');
    }
}

/// Rows as lines whose columns begin below one another, two spaces apart.
pub(super) fn table(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    rows.iter()
        .map(|row| {
            let cells = row.iter().zip(&widths);
            let padded: Vec<String> = cells
                .map(|(cell, width)| format!("{cell:<width$}"))
                .collect();
            padded.join("  ").trim_end().to_owned()
        })
        .collect()
}
