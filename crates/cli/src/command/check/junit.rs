//! A report as `JUnit` XML, which build servers show as tests: one suite of checks, one of findings.

use super::{Found, Judged, Report};
use crate::{command::report::Reason, design::Design};

pub(super) fn write(design: &Design, report: &Report<'_>) -> String {
    let checks: Vec<Case<'_>> = report.checks.iter().map(Case::of_check).collect();
    let findings: Vec<Case<'_>> = report.findings.iter().map(Case::of_finding).collect();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{}\">\n",
        escaped(&design.path.to_string_lossy())
    );
    for (name, cases) in [("checks", checks), ("findings", findings)] {
        suite(&mut text, name, &cases);
    }
    text.push_str("</testsuites>\n");
    text
}

/// One check or finding.
struct Case<'a> {
    name: String,
    failure: Option<Failure<'a>>,
    remark: Option<String>,
}

struct Failure<'a> {
    sort: &'a str,
    message: String,
    /// Why, a line each.
    reasons: Vec<String>,
}

impl<'a> Case<'a> {
    fn of_check(check: &'a Judged<'_>) -> Self {
        Self {
            name: check.name.to_owned(),
            failure: (!check.passed).then(|| Failure {
                sort: "check",
                message: check.failure(),
                reasons: check.explanations.iter().flat_map(Reason::lines).collect(),
            }),
            remark: None,
        }
    }

    /// Only an error fails; a warning is a test that passed and has something to say.
    fn of_finding(found: &'a Found<'_>) -> Self {
        let message = format!("{} ({})", found.message, found.reference);
        let (failure, remark) = match found.severity {
            "error" => {
                let failure = Failure {
                    sort: found.code,
                    message,
                    reasons: Vec::new(),
                };
                (Some(failure), None)
            }
            severity => (None, Some(format!("{severity}: {message}"))),
        };
        Self {
            name: format!("{} at {}", found.code, found.component),
            failure,
            remark,
        }
    }
}

impl Failure<'_> {
    fn element(&self) -> String {
        let opening = format!(
            "<failure type=\"{}\" message=\"{}\"",
            self.sort,
            escaped(&self.message)
        );
        if self.reasons.is_empty() {
            return format!("{opening}/>");
        }
        let lines: Vec<String> = self.reasons.iter().map(|line| escaped(line)).collect();
        format!("{opening}>{}</failure>", lines.join("\n"))
    }
}

fn suite(text: &mut String, name: &str, cases: &[Case<'_>]) {
    let failures = cases.iter().filter(|case| case.failure.is_some()).count();
    let count = cases.len();
    line(
        text,
        &format!("  <testsuite name=\"{name}\" tests=\"{count}\" failures=\"{failures}\">"),
    );
    for case in cases {
        let opening = format!(
            "    <testcase classname=\"{name}\" name=\"{}\"",
            escaped(&case.name)
        );
        let inside = match (&case.failure, &case.remark) {
            (Some(failure), _) => failure.element(),
            (None, Some(remark)) => format!("<system-out>{}</system-out>", escaped(remark)),
            (None, None) => {
                line(text, &format!("{opening}/>"));
                continue;
            }
        };
        line(text, &format!("{opening}>{inside}</testcase>"));
    }
    line(text, "  </testsuite>");
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// Text that is safe inside an element and an attribute. XML has no way to write most control characters.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            letter if letter.is_control() => escaped.push('\u{fffd}'),
            letter => escaped.push(letter),
        }
    }
    escaped
}
