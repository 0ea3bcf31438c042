//! `vpcanvas check`: the findings of a design and its own checks, for people and for continuous integration.

mod junit;
mod sarif;

use serde::Serialize;
use vpcanvas_analysis::{
    Actual, CheckResult, Explanation, Finding, Severity, evaluate_all, findings,
};

use super::{
    Command, json,
    report::{Mend, Reason, push_lines},
};
use crate::{BadInput, Exit, Files, Output, arguments::Arguments, design::Design};

pub(super) const COMMAND: Command = Command {
    name: "check",
    usage: "DESIGN [--format human|json|junit|sarif]",
    about: "Lists findings and judges the design's own checks",
    options: &["format"],
    run,
};

type Write = fn(&Design, &Report<'_>) -> String;

fn run(mut arguments: Arguments, files: &dyn Files) -> Result<Output, BadInput> {
    let formats: [(&str, Write); 4] = [
        ("human", human),
        ("json", |_, report| json(report)),
        ("junit", junit::write),
        ("sarif", sarif::write),
    ];
    let write = arguments.choice("format", &formats)?;
    let path = arguments.path("DESIGN")?;
    arguments.end()?;

    let design = Design::read(path, files)?;
    let (found, judged) = (findings(&design.network), evaluate_all(&design.network));
    let report = Report::new(&found, &judged);
    let exit = Exit::holds_if(report.holds());
    Ok(design.output(exit, write(&design, &report)))
}

/// Everything there is to say about a design, as JSON.
#[derive(Serialize)]
struct Report<'a> {
    findings: Vec<Found<'a>>,
    checks: Vec<Judged<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    code: &'a str,
    severity: &'a str,
    component: &'a str,
    message: &'a str,
    reference: &'a str,
    fixes: Vec<Mend>,
}

#[derive(Serialize)]
struct Judged<'a> {
    name: &'a str,
    passed: bool,
    expected: &'a str,
    actual: &'a str,
    /// Why it failed; empty when it passed.
    explanations: Vec<Reason<'a>>,
}

impl<'a> Report<'a> {
    fn new(findings: &'a [Finding], checks: &'a [CheckResult]) -> Self {
        let found = findings.iter().map(|finding| Found {
            code: finding.code.as_str(),
            severity: finding.severity.as_str(),
            component: finding.component.as_str(),
            message: &finding.message,
            reference: finding.reference,
            fixes: Mend::all(&finding.fixes),
        });
        let judged = checks.iter().map(|check| Judged {
            name: &check.name,
            passed: check.passed,
            expected: &check.expected,
            actual: &check.actual,
            explanations: reasons(check)
                .map(|reason| Reason::new(reason, &[]))
                .collect(),
        });
        Self {
            findings: found.collect(),
            checks: judged.collect(),
        }
    }

    fn holds(&self) -> bool {
        let error = Severity::Error.as_str();
        self.findings.iter().all(|found| found.severity != error)
            && self.checks.iter().all(|check| check.passed)
    }

    /// How many findings and checks there are of each sort: `7 checks passed, 1 failed; 1 warning`.
    fn summary(&self) -> String {
        let failed = self.checks.iter().filter(|check| !check.passed).count();
        let passed = self.checks.len() - failed;
        let of = |severity: Severity, word: &str| {
            let severity = severity.as_str();
            let matching = self
                .findings
                .iter()
                .filter(|found| found.severity == severity);
            match matching.count() {
                1 => format!("1 {word}"),
                count => format!("{count} {word}s"),
            }
        };
        format!(
            "checks: {passed} passed, {failed} failed; findings: {}, {}, {}",
            of(Severity::Error, "error"),
            of(Severity::Warning, "warning"),
            of(Severity::Info, "remark")
        )
    }
}

/// Why a check failed, each reason once: the flows of one question often fail alike.
fn reasons(check: &CheckResult) -> impl Iterator<Item = &Explanation> {
    let all: Vec<&Explanation> = match &check.answer {
        _ if check.passed => Vec::new(),
        Actual::Trace(trace) => trace.explanations().collect(),
        Actual::Lookup(answer) => answer.explanations.iter().collect(),
    };
    let mut once: Vec<&Explanation> = Vec::new();
    for reason in all {
        if !once.contains(&reason) {
            once.push(reason);
        }
    }
    once.into_iter()
}

impl Judged<'_> {
    fn failure(&self) -> String {
        format!("expected {}, found {}", self.expected, self.actual)
    }
}

fn human(_: &Design, report: &Report<'_>) -> String {
    let mut text = String::new();
    for found in &report.findings {
        let lines = [
            format!("{}: {} at {}", found.severity, found.code, found.component),
            format!("  {} ({})", found.message, found.reference),
        ];
        let fixes = found
            .fixes
            .iter()
            .map(|fix| format!("  fix: {}", fix.title));
        push_lines(&mut text, 0, lines.into_iter().chain(fixes));
    }
    if !report.findings.is_empty() {
        text.push('\n');
    }
    for check in &report.checks {
        let word = if check.passed { "passed" } else { "failed" };
        push_lines(&mut text, 0, [format!("{word}  {}", check.name)]);
        if !check.passed {
            push_lines(&mut text, 8, [check.failure()]);
            let reasons = check.explanations.iter().flat_map(Reason::lines);
            push_lines(&mut text, 8, reasons);
        }
    }
    if !report.checks.is_empty() {
        text.push('\n');
    }
    push_lines(&mut text, 0, [report.summary()]);
    text
}
