use vpcanvas_network::resolve;

use super::{Finding, Severity, findings};
use crate::test_design::t0_with;

/// Changes T0 and expects exactly these findings; tries every fix they offer.
pub(super) fn check_findings(changes: &str, expected: &[&str]) {
    let network = t0_with(changes);
    let all = findings(&network);
    let found: Vec<String> = all.iter().map(line).collect();
    assert_eq!(found, expected, "{all:#?}");
    for finding in &all {
        let place = finding.component.as_str();
        assert!(finding.message.contains(place), "{}", finding.message);
        assert!(!finding.message.ends_with('.'), "{}", finding.message);
        for fix in &finding.fixes {
            let after = findings(&resolve(&network.document().with(&fix.transaction)));
            assert!(!after.contains(finding), "{} mends nothing", fix.title);
            let errors = |findings: &[Finding]| {
                let errors = findings
                    .iter()
                    .filter(|finding| finding.severity == Severity::Error);
                errors.count()
            };
            assert!(errors(&after) <= errors(&all), "{}: {after:#?}", fix.title);
        }
    }
}

fn line(finding: &Finding) -> String {
    let Finding {
        code,
        severity,
        component,
        reference,
        ..
    } = finding;
    format!("{severity} {code} {component} {reference}")
}

#[test]
fn the_base_design_has_no_findings() {
    check_findings("", &[]);
}

#[test]
fn the_worst_comes_first() {
    check_findings(
        r#""i-client": {"PrivateIpAddress": null}, "i-target-a": {"PrivateIpAddress": "10.0.1.1"}"#,
        &[
            "error CFG_ADDRESS_INVALID i-target-a IE-05",
            "warning CFG_INCOMPLETE i-client 0.4",
        ],
    );
}
