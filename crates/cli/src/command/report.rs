//! Reasons as JSON and as lines: the parts that answers of several commands share.

use serde::Serialize;
use vpcanvas_analysis::{Direction, Explanation, Fix};

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
struct Mend {
    title: String,
}

impl<'a> Reason<'a> {
    pub(super) fn new(explanation: &'a Explanation, fixes: Vec<Fix>) -> Self {
        Self {
            code: explanation.code.as_str(),
            component: explanation.component.as_str(),
            direction: explanation.direction.map(Direction::as_str),
            message: &explanation.message,
            reference: explanation.reference,
            unverified: explanation.unverified,
            fixes: fixes
                .into_iter()
                .map(|fix| Mend { title: fix.title })
                .collect(),
        }
    }
}

/// A reason as lines: the code and where, the sentence and its rule, what would mend it.
pub(super) fn lines(explanation: &Explanation, fixes: &[Fix]) -> Vec<String> {
    let direction = explanation
        .direction
        .map(|direction| format!(" {}", direction.as_str()))
        .unwrap_or_default();
    let doubt = if explanation.unverified {
        ", not confirmed by AWS documentation"
    } else {
        ""
    };
    let mut lines = vec![
        format!(
            "{} at {}{direction}",
            explanation.code, explanation.component
        ),
        format!(
            "  {} ({}{doubt})",
            explanation.message, explanation.reference
        ),
    ];
    lines.extend(fixes.iter().map(|fix| format!("  fix: {}", fix.title)));
    lines
}

/// Appends lines, each so many spaces in.
pub(super) fn push_lines(
    text: &mut String,
    indent: usize,
    lines: impl IntoIterator<Item = String>,
) {
    for line in lines {
        text.push_str(&" ".repeat(indent));
        text.push_str(&line);
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
