use proptest::prelude::*;
use vpcanvas_network::{Network, resolve};

use super::{Finding, Severity, findings};
use crate::test_design::{t0_with, try_changed};

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

/// T0 with some of its fields given values that belong elsewhere, as far as a file may hold them.
fn damaged() -> impl Strategy<Value = Network> {
    let t0 = t0_with("");
    let resources: Vec<(String, Vec<String>)> = t0
        .document()
        .resources()
        .map(|(id, resource)| {
            let fields = resource.to_fields();
            (id.to_string(), fields.keys().cloned().collect())
        })
        .collect();
    let ids: Vec<String> = resources.iter().map(|(id, _)| format!("{id:?}")).collect();
    let words = [
        "null",
        "[]",
        "{}",
        "true",
        "false",
        "0",
        "443",
        r#""""#,
        r#""10.0.0.0/8""#,
        r#""10.0.1.0/30""#,
        r#""10.0.1.50""#,
        r#""255.255.255.255""#,
        r#""0.0.0.0/0""#,
        r#""2001:db8::/64""#,
        r#""use1-az2""#,
        r#""ipv6""#,
        r#""com.amazonaws.us-east-1.logs""#,
        r#""*.example.com""#,
        r#""udp""#,
        r#""UDP""#,
        r#""ip""#,
        r#"["10.0.0.0/16"]"#,
        r#"[{"SubnetId": "subnet-c-b"}]"#,
        r#"["subnet-c-b", "subnet-c-b"]"#,
        r#"[{"Id": "10.0.1.20"}]"#,
        r#"[{"DestinationCidrBlock": "10.9.0.0/16", "InstanceId": "i-client"}]"#,
    ];
    let values: Vec<String> = words.into_iter().map(str::to_owned).chain(ids).collect();
    let change = (
        prop::sample::select(resources),
        any::<prop::sample::Index>(),
        prop::sample::select(values),
    )
        .prop_map(|((id, fields), field, value)| {
            let field = field.get(&fields);
            format!(r#""{id}": {{"{field}": {value}}}"#)
        });
    prop::collection::vec(change, 1..5).prop_map(move |changes| {
        changes.iter().fold(t0_with(""), |network, change| {
            try_changed(network.document(), change).unwrap_or(network)
        })
    })
}

proptest! {
    #[test]
    fn fixes_mend_whatever_the_design(network in damaged()) {
        for finding in findings(&network) {
            for fix in &finding.fixes {
                let after = findings(&resolve(&network.document().with(&fix.transaction)));
                prop_assert!(!after.contains(&finding), "{} mends nothing of {finding:#?}", fix.title);
            }
        }
    }
}
