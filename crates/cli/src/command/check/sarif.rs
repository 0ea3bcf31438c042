//! A report as SARIF 2.1.0, which code hosts show beside the lines of the file.

use serde_json::{Value, json};

use super::Report;
use crate::design::Design;

/// The rule by which a failed check is reported.
const FAILED_CHECK: &str = "CHECK_FAILED";

pub(super) fn write(design: &Design, report: &Report<'_>) -> String {
    let findings = report.findings.iter().map(|found| {
        let text = format!("{} ({})", found.message, found.reference);
        let line = design.line_of_resource(found.component);
        result(
            design,
            found.code,
            level(found.severity),
            &text,
            line,
            Some(found.component),
        )
    });
    let failed = report.checks.iter().filter(|check| !check.passed);
    let failed = failed.map(|check| {
        let text = format!("{}: {}", check.name, check.failure());
        let line = design.line_of_check(check.name);
        result(design, FAILED_CHECK, "error", &text, line, None)
    });
    let results: Vec<Value> = findings.chain(failed).collect();
    super::json(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "VPCanvas",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules(report),
            }},
            "results": results,
        }],
    }))
}

/// Every rule a result may name, each once.
fn rules(report: &Report<'_>) -> Vec<Value> {
    let mut ids: Vec<&str> = report.findings.iter().map(|found| found.code).collect();
    ids.push(FAILED_CHECK);
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(|id| json!({"id": id})).collect()
}

fn result(
    design: &Design,
    rule: &str,
    level: &str,
    text: &str,
    line: Option<usize>,
    component: Option<&str>,
) -> Value {
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": {"uri": uri(&design.path.to_string_lossy())},
            "region": {"startLine": line.unwrap_or(1)},
        },
    });
    if let (Some(component), Some(fields)) = (component, location.as_object_mut()) {
        let logical = json!([{"name": component, "kind": "resource"}]);
        fields.insert("logicalLocations".to_owned(), logical);
    }
    json!({
        "ruleId": rule,
        "level": level,
        "message": {"text": text},
        "locations": [location],
    })
}

/// SARIF's word for a severity.
fn level(severity: &str) -> &str {
    match severity {
        "info" => "note",
        other => other,
    }
}

/// A path as a relative or absolute URI reference.
fn uri(path: &str) -> String {
    path.replace('\\', "/")
        .bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}
