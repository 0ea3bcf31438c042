//! The doors each kind of answer is checked through.

use std::ops::ControlFlow;

use serde_json::Value;
use vpcanvas_interchange::aws_describe::{Entry, Import, ImportError, Source, import};
use vpcanvas_model::{Document, file};

pub(crate) fn try_import<'a>(
    files: impl IntoIterator<Item = (&'a str, Vec<u8>)>,
) -> Result<Import, ImportError> {
    let sources = files.into_iter().map(|(place, bytes)| {
        Ok(Source {
            place: place.to_owned(),
            bytes,
        })
    });
    import(sources, &mut |_| ControlFlow::Continue(()))
}

/// Imports texts; what comes out can be written and read again.
pub(crate) fn imported(files: &[(&str, &str)]) -> Import {
    let files = files
        .iter()
        .map(|(place, text)| (*place, text.as_bytes().to_vec()));
    let import = try_import(files).unwrap();
    assert_canonical(&import.document);
    import
}

/// A document that was imported is one a file can hold.
pub(crate) fn assert_canonical(document: &Document) {
    let written = file::write(document);
    let read = file::read(written.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{written}"));
    assert_eq!(file::write(&read), written);
}

/// A record as it stands in the file; `null` when there is none.
pub(crate) fn record(import: &Import, id: &str) -> Value {
    let resource = import.document.resource(&id.into());
    resource.map_or(Value::Null, |resource| Value::Object(resource.to_fields()))
}

/// Imports one output of account 111111111111 in us-east-1 and compares a record.
#[track_caller]
pub(crate) fn check_record(output: &str, id: &str, expected: &Value) {
    let place = "111111111111/us-east-1/output.json";
    assert_eq!(&record(&imported(&[(place, output)]), id), expected, "{id}");
}

/// Whether a part of a report says something: a part of the line.
#[track_caller]
pub(crate) fn check_says(entries: &[Entry], expected: &str) {
    let lines: Vec<String> = entries.iter().map(Entry::line).collect();
    assert!(
        lines.iter().any(|line| line.contains(expected)),
        "{expected} is not among {lines:#?}"
    );
}
