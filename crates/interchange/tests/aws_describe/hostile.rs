//! Whatever the bytes are: no panic, and a design that a file can hold, or an error.

use std::{cell::Cell, ops::ControlFlow};

use proptest::prelude::*;
use serde_json::{Value, json};
use vpcanvas_interchange::aws_describe::{ImportError, Source, import};

use crate::{
    doors::{assert_canonical, try_import},
    samples::{files_of, samples},
    writer,
};

fn survives(bytes: Vec<u8>) {
    let named = try_import([(
        "111111111111/us-east-1/elbv2-describe-target-health/x.json",
        bytes.clone(),
    )]);
    let bare = try_import([("x.json", bytes)]);
    for import in [named, bare].into_iter().flatten() {
        assert_canonical(&import.document);
    }
}

/// Everything the writer can say of a design with every kind in it.
fn whole() -> Value {
    writer::merged(&writer::example())
}

/// A value of another type in the place of the one that a number counts to.
fn spoilt(value: &mut Value, countdown: &mut usize, by: &Value) {
    if *countdown == 0 {
        *value = by.clone();
    }
    *countdown = countdown.wrapping_sub(1);
    match value {
        Value::Array(values) => values
            .iter_mut()
            .for_each(|value| spoilt(value, countdown, by)),
        Value::Object(fields) => fields
            .values_mut()
            .for_each(|value| spoilt(value, countdown, by)),
        _ => {}
    }
}

fn size(value: &Value) -> usize {
    match value {
        Value::Array(values) => 1 + values.iter().map(size).sum::<usize>(),
        Value::Object(fields) => 1 + fields.values().map(size).sum::<usize>(),
        _ => 1,
    }
}

#[test]
fn any_value_may_be_of_any_type() {
    let whole = whole();
    let others = [
        json!(null),
        json!(-1.5),
        json!(""),
        json!([[]]),
        json!({"Key": {}}),
        json!(true),
        json!(99_999_999_999_u64),
    ];
    // A third of the values are replaced; which type comes is spread over them.
    for (first, by) in others.iter().enumerate() {
        for at in (first..size(&whole)).step_by(3 * others.len()) {
            let mut value = whole.clone();
            spoilt(&mut value, &mut { at }, by);
            survives(value.to_string().into_bytes());
        }
    }
}

#[test]
fn all_values_may_be_of_one_type_at_once() {
    fn all(value: &mut Value, by: &Value) {
        match value {
            Value::Array(values) => values.iter_mut().for_each(|value| all(value, by)),
            Value::Object(fields) => fields.values_mut().for_each(|value| all(value, by)),
            value => *value = by.clone(),
        }
    }
    for by in [
        json!(null),
        json!(7),
        json!(""),
        json!("x"),
        json!([]),
        json!({}),
        json!(false),
    ] {
        let mut value = whole();
        all(&mut value, &by);
        survives(value.to_string().into_bytes());
    }
}

#[test]
fn a_text_may_end_anywhere() {
    let text = whole().to_string();
    for end in (0..text.len()).step_by(197) {
        survives(text.as_bytes()[..end].to_vec());
    }
}

#[test]
fn a_key_may_stand_twice() {
    survives(br#"{"Vpcs": [{"VpcId": "a", "VpcId": "b"}], "Vpcs": [{"VpcId": "a", "Tags": 1, "Tags": [{"Key": "Name"}]}]}"#.to_vec());
    survives(br#"{"TargetGroupArn": "a", "TargetGroupArn": {}, "Attributes": [{"Key": "k"}], "Attributes": {"Key": "k", "Value": []}}"#.to_vec());
}

#[test]
fn an_import_ends_when_asked_to() {
    let vpcs: Vec<Value> = (0..5000)
        .map(|number| json!({"VpcId": format!("vpc-{number}")}))
        .collect();
    let bytes = json!({"Vpcs": vpcs}).to_string().into_bytes();
    let asked = Cell::new(0);
    let source = Source {
        place: "x.json".to_owned(),
        bytes,
    };
    let ended = import([Ok(source)], &mut |progress| {
        asked.set(asked.get() + 1);
        if progress.elements > 1000 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert!(matches!(ended, Err(ImportError::Cancelled)));
    assert!(asked.get() < 6, "asked {} times", asked.get());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        survives(bytes);
    }

    #[test]
    fn any_json_under_any_key(
        key in proptest::sample::select(writer::KEYS),
        value in json_values(),
    ) {
        survives(json!({key: value}).to_string().into_bytes());
    }

    #[test]
    fn flipped_bytes(at in any::<proptest::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = whole().to_string().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        survives(bytes);
    }
}

fn json_values() -> impl Strategy<Value = Value> {
    let word = proptest::sample::select(
        &[
            "VpcId",
            "Tags",
            "Id",
            "State",
            "Entries",
            "Key",
            "Value",
            "10.0.0.0/8",
            "Kind",
            "OwnerId",
            "x",
        ][..],
    );
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        word.clone().prop_map(Value::from),
        ".{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::btree_map(word.clone().prop_map(str::to_owned), inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

#[test]
fn samples_with_a_byte_changed_are_survived() {
    let Some(folder) = samples() else { return };
    for (place, bytes) in files_of(&folder) {
        for step in 1..8 {
            let mut bytes = bytes.clone();
            let at = bytes.len() * step / 8;
            bytes[at] = b"0{}[]\",x"[step];
            let files = [(place.as_str(), bytes)];
            if let Ok(import) = try_import(files) {
                assert_canonical(&import.document);
            }
        }
    }
}
