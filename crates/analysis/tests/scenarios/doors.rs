//! The base design T0 with changes, and the door each kind of answer is checked through.

use serde_json::{Value, json};
use vpcanvas_analysis::{
    DnsQuery, Explanation, Question, RecordType, Trace, findings, fixes, lookup, trace,
};
use vpcanvas_model::{Document, Protocol, file};
use vpcanvas_network::{Network, resolve};

const T0: &str = include_str!("../../testdata/t0.vpcanvas.json");

/// A value put at a place of the base design; `null` takes it away.
pub(crate) type Change<'a> = (&'a str, Value);

pub(crate) fn network(changes: &[Change<'_>]) -> Network {
    let mut design: Value = serde_json::from_str(T0).unwrap();
    for (place, value) in changes {
        let (parent, key) = place.rsplit_once('/').unwrap();
        let parent = design
            .pointer_mut(parent)
            .unwrap_or_else(|| panic!("no place {place}"));
        match (parent, value) {
            (Value::Object(fields), Value::Null) => {
                fields.remove(key);
            }
            (Value::Object(fields), value) => {
                fields.insert(key.to_owned(), value.clone());
            }
            (Value::Array(values), Value::Null) => {
                values.remove(key.parse().unwrap());
            }
            (Value::Array(values), value) => values.push(value.clone()),
            _ => panic!("no place {place}"),
        }
    }
    let document = file::read(design.to_string().as_bytes()).unwrap();
    let rewritten = file::read(file::write(&document).as_bytes()).unwrap();
    assert_eq!(document, rewritten);
    resolve(&document)
}

/// A design drawn in lines, through the file format.
pub(crate) fn document(text: &str) -> Document {
    let drawn = vpcanvas_fixture::parse(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    file::read(file::write(&drawn).as_bytes()).unwrap()
}

pub(crate) fn check_drawn(text: &str, asked: &str, expected: &[&str]) {
    let network = resolve(&document(text));
    assert_eq!(
        lines(&trace(&network, &question(asked))),
        expected,
        "{asked}"
    );
}

pub(crate) fn question(text: &str) -> Question {
    let (from, rest) = text.split_once(" -> ").unwrap();
    let (to, service) = rest.rsplit_once(' ').unwrap();
    let (protocol, port) = service.split_once('/').unwrap_or((service, "1"));
    Question {
        from: from.to_owned(),
        to: to.to_owned(),
        protocol: Protocol::parse(protocol).unwrap(),
        port: port.parse().unwrap(),
    }
}

pub(crate) fn reason(explanation: &Explanation) -> String {
    let direction = explanation
        .direction
        .map_or("", |direction| direction.as_str());
    format!(
        "  {} {} {direction} [{}]",
        explanation.code, explanation.component, explanation.reference
    )
    .replace("  [", " [")
}

pub(crate) fn lines(answer: &Trace) -> Vec<String> {
    let mut lines = vec![answer.verdict.as_str().to_owned()];
    lines.extend(answer.general.iter().map(reason));
    for flow in &answer.flows {
        lines.push(format!("{} {}", flow.destination, flow.verdict.as_str()));
        lines.extend(flow.explanations.iter().map(reason));
        let warnings = flow
            .warnings
            .iter()
            .map(|warning| format!("  ~{}", reason(warning).trim_start()));
        lines.extend(warnings);
    }
    lines
}

pub(crate) fn check_trace(changes: &[Change<'_>], asked: &str, expected: &[&str]) {
    assert_eq!(
        lines(&trace(&network(changes), &question(asked))),
        expected,
        "{asked}"
    );
}

pub(crate) fn check_lookup(changes: &[Change<'_>], name: &str, status: &str, addresses: &[&str]) {
    let query = DnsQuery {
        from: "vpc-c".into(),
        name: name.to_owned(),
        record_type: RecordType::A,
    };
    let answer = lookup(&network(changes), &query);
    let found: Vec<String> = answer.addresses().iter().map(ToString::to_string).collect();
    assert_eq!(
        (answer.status.as_str(), found),
        (status, addresses.iter().map(ToString::to_string).collect()),
        "{answer:#?}"
    );
}

pub(crate) fn check_finding(changes: &[Change<'_>], code: &str, component: &str, reference: &str) {
    let found: Vec<String> = findings(&network(changes))
        .iter()
        .map(|finding| {
            format!(
                "{} {} {}",
                finding.code, finding.component, finding.reference
            )
        })
        .collect();
    let wanted = format!("{code} {component} {reference}");
    assert!(found.contains(&wanted), "{wanted} is not among {found:#?}");
    let before: Vec<String> = findings(&network(&[]))
        .iter()
        .map(|finding| format!("{} {}", finding.code, finding.component))
        .collect();
    assert!(
        !before.contains(&format!("{code} {component}")),
        "already in T0: {before:#?}"
    );
}

/// Every blocker's first fix is applied until the design works.
pub(crate) fn check_mended(changes: &[Change<'_>], asked: &str) {
    let mut network = network(changes);
    let question = question(asked);
    for _ in 0..10 {
        let answer = trace(&network, &question);
        if answer.verdict.as_str() == "reachable" {
            return;
        }
        let blocker = answer.explanations().next().unwrap();
        let fix = fixes(&network, &question, blocker)
            .into_iter()
            .next()
            .unwrap_or_else(|| panic!("no fix for {blocker:#?}"));
        network = resolve(&network.document().with(&fix.transaction));
    }
    panic!("still blocked after ten fixes");
}

pub(crate) fn tcp_rule(port: u16, range: &str) -> Value {
    json!({"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "CidrIpv4": range})
}

pub(crate) fn acl_on(subnet: &str) -> Vec<Change<'static>> {
    vec![(
        "/resources/acl-custom",
        json!({"Kind": "NetworkAcl", "VpcId": "vpc-c", "Associations": [{"SubnetId": subnet}], "Entries": [
            {"RuleNumber": 100, "Protocol": "6", "RuleAction": "allow", "CidrBlock": "10.0.0.0/16", "PortRange": {"From": 443, "To": 443}}
        ]}),
    )]
}
