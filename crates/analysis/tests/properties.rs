//! What must hold for every design, whole or broken.
#![cfg(test)]

use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};
use vpcanvas_analysis::{DnsQuery, Question, RecordType, Trace, Verdict, fixes, lookup, trace};
use vpcanvas_model::{Document, Properties, Protocol, Transaction, file};
use vpcanvas_network::resolve;

const T0: &str = include_str!("../testdata/t0.vpcanvas.json");

/// Every place below a value that holds the id of a resource, as JSON pointers.
fn references(value: &Value, ids: &[String], at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(key, value)| references(value, ids, &format!("{at}/{key}"), found)),
        Value::Array(values) => values
            .iter()
            .enumerate()
            .for_each(|(index, value)| references(value, ids, &format!("{at}/{index}"), found)),
        Value::String(text) if ids.contains(text) => found.push(at.to_owned()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The base design with some of its references turned to other resources, of the wrong kind and in circles too.
fn mangled(edits: &[(Index, Index)]) -> Document {
    let mut design: Value = serde_json::from_str(T0).unwrap();
    let ids: Vec<String> = design["resources"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    let mut places = Vec::new();
    references(&design["resources"], &ids, "/resources", &mut places);
    for (place, id) in edits {
        let place = place.get::<String>(&places);
        *design.pointer_mut(place).unwrap() = id.get::<String>(&ids).as_str().into();
    }
    file::read(design.to_string().as_bytes()).unwrap()
}

fn ask(document: &Document, from: &str, to: &str, port: u16) -> Trace {
    let question = Question {
        from: from.to_owned(),
        to: to.to_owned(),
        protocol: Protocol::Tcp,
        port,
    };
    trace(&resolve(document), &question)
}

fn rule(egress: bool, port: u16, range: &str) -> Value {
    json!({"IsEgress": egress, "IpProtocol": "tcp", "FromPort": port, "ToPort": port, "CidrIpv4": range})
}

fn with_rules(rules: &[(usize, bool, u16, String)]) -> Document {
    let mut design: Value = serde_json::from_str(T0).unwrap();
    for (group, egress, port, range) in rules {
        let group = ["sg-cli", "sg-ep", "sg-nlb", "sg-tgt"][*group];
        let place = format!("/resources/{group}/SecurityGroupRules");
        design
            .pointer_mut(&place)
            .unwrap()
            .as_array_mut()
            .unwrap()
            .push(rule(*egress, *port, range));
    }
    file::read(design.to_string().as_bytes()).unwrap()
}

proptest! {
    #[test]
    fn broken_designs_are_answered_and_not_fallen_over(edits in prop::collection::vec(any::<(Index, Index)>(), 1..12)) {
        let document = mangled(&edits);
        let network = resolve(&document);
        for (id, _) in document.resources() {
            let question = Question { from: id.to_string(), to: "api.example.com".to_owned(), protocol: Protocol::Tcp, port: 443 };
            let answer = trace(&network, &question);
            for explanation in answer.explanations() {
                fixes(&network, &question, explanation);
            }
            lookup(&network, &DnsQuery { from: id.clone(), name: "api.example.com".to_owned(), record_type: RecordType::A });
            ask(&document, "i-client", id.as_str(), 443);
        }
        vpcanvas_analysis::findings(&network);
    }

    #[test]
    fn one_more_allow_rule_never_breaks_what_works(
        rules in prop::collection::vec((0..4_usize, any::<bool>(), prop_oneof![Just(443), Just(8443), Just(22)], prop_oneof![Just("10.0.0.0/16".to_owned()), Just("10.0.1.0/24".to_owned()), Just("0.0.0.0/0".to_owned())]), 1..6),
        port in prop_oneof![Just(443), Just(22)],
    ) {
        for count in 0..rules.len() {
            let before = ask(&with_rules(&rules[..count]), "i-client", "vpce-e", port);
            let after = ask(&with_rules(&rules[..=count]), "i-client", "vpce-e", port);
            prop_assert!(before.verdict != Verdict::Reachable || after.verdict == Verdict::Reachable);
        }
    }

    #[test]
    fn where_things_stand_changes_no_answer(x in any::<i32>(), y in any::<i32>()) {
        let document = file::read(T0.as_bytes()).unwrap();
        let mut moved = Transaction::new("Move");
        for (id, _) in document.resources() {
            let placement = vpcanvas_model::Placement { x, y, ..Default::default() };
            moved.set_placement(&document, id, Some(placement));
        }
        prop_assert_eq!(
            ask(&document, "i-client", "api.example.com", 443),
            ask(&document.with(&moved), "i-client", "api.example.com", 443)
        );
    }

    #[test]
    fn a_design_beside_it_changes_no_answer(name in "[a-z]{1,8}") {
        let document = file::read(T0.as_bytes()).unwrap();
        let mut beside = Transaction::new("Add a stranger");
        for (id, resource) in document.resources() {
            let Properties::Vpc(_) = &resource.properties else { continue };
            let stranger = format!("{id}-{name}").as_str().into();
            beside.set_resource(&document, &stranger, Some((**resource).clone()));
        }
        prop_assert_eq!(
            ask(&document, "i-client", "api.example.com", 443),
            ask(&document.with(&beside), "i-client", "api.example.com", 443)
        );
    }
}
