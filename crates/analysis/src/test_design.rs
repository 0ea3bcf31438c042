//! Designs for tests: the base design T0 of the specification's golden scenarios, and changes to it.

use serde_json::{Map, Value};
use vpcanvas_model::{Document, file};
use vpcanvas_network::{Network, resolve};

const T0: &str = include_str!("../testdata/t0.vpcanvas.json");

/// T0 with its resources changed: members of the objects given replace those of T0, `null` takes one away.
pub(crate) fn t0_with(changes: &str) -> Network {
    let mut design: Value = serde_json::from_str(T0).unwrap();
    merge(&mut design["resources"], changes);
    read(&design)
}

/// Changes a design again.
pub(crate) fn changed(document: &Document, changes: &str) -> Network {
    try_changed(document, changes).unwrap_or_else(|| panic!("no file has {changes}"))
}

/// Changes a design again, if a file may hold what comes out.
pub(crate) fn try_changed(document: &Document, changes: &str) -> Option<Network> {
    let mut design: Value = serde_json::from_str(&file::write(document)).ok()?;
    merge(&mut design["resources"], changes);
    let document = file::read(design.to_string().as_bytes()).ok()?;
    Some(resolve(&document))
}

fn read(design: &Value) -> Network {
    let document = file::read(design.to_string().as_bytes()).unwrap_or_else(|error| {
        panic!("{error}");
    });
    resolve(&document)
}

fn merge(resources: &mut Value, changes: &str) {
    let changes = serde_json::from_str(&format!("{{{changes}}}"))
        .unwrap_or_else(|error| panic!("{error} in {changes}"));
    merge_value(resources, &changes);
}

/// JSON merge patch (RFC 7396).
fn merge_value(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(fields) = target else {
        return;
    };
    for (key, value) in patch {
        if value.is_null() {
            fields.remove(key);
        } else {
            merge_value(fields.entry(key.clone()).or_insert(Value::Null), value);
        }
    }
}

#[test]
fn the_base_design_is_written_as_it_is_read() {
    let document = file::read(T0.as_bytes()).unwrap();
    assert_eq!(file::write(&document), T0);
    assert_eq!(resolve(&document).problems().count(), 0);
}
