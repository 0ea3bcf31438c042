//! The catalogue and the source agree: each text is there, is used, gets what it fills in, and stands nowhere else.

#![expect(
    clippy::disallowed_methods,
    reason = "the tests read the catalogues and the source"
)]

mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Resource,
};

use super::{Catalogue, speak};
use crate::commands::Command;
use source::sources;

const ENGLISH: &str = include_str!("../../../assets/text/en.ftl");

/// What is no text of the window though it has letters: file, the literal or `*` for all of the file, and why.
const NO_TEXT: &[(&str, &str, &str)] = &[
    ("answers/view.rs", "lookup", "ids of ways on the canvas"),
    (
        "answers/view.rs",
        "check/{index}/",
        "ids of ways on the canvas",
    ),
    ("answers/view.rs", "probe", "ids of ways on the canvas"),
    (
        "commands/file.rs",
        "import-report.json",
        "names of files and formats",
    ),
    ("commands/file.rs", "svg", "names of files and formats"),
    ("commands/file.rs", "png", "names of files and formats"),
    (
        "commands/file.rs",
        "PK\\x03\\x04",
        "names of files and formats",
    ),
    ("commands/import.rs", "import", "names of files"),
    (
        "commands/import.rs",
        "{stem}.vpcanvas.json",
        "names of files",
    ),
    (
        "commands/shortcut.rs",
        "*",
        "keys as they are printed on keyboards and in docs/keyboard.md",
    ),
    ("desktop.rs", "*", "the command line"),
    ("examples.rs", "*", "names of files"),
    (
        "panels/dns.rs",
        "api.example.com",
        "a name, and records as dig writes them",
    ),
    (
        "panels/dns.rs",
        "IN",
        "a name, and records as dig writes them",
    ),
    (
        "panels/import.rs",
        "Problems",
        "parts of the report, as the importer calls them",
    ),
    (
        "panels/import.rs",
        "Not collected",
        "parts of the report, as the importer calls them",
    ),
    ("panels/matrix.rs", "icmp", "a protocol"),
    ("panels/matrix/list.rs", "to it", "ids of the lists"),
    ("panels/matrix/list.rs", "from it", "ids of the lists"),
    ("panels/menu_bar.rs", "VPCanvas", "the program's name"),
    (
        "panels/trace.rs",
        "internet",
        "how a design spells it, and an id",
    ),
    (
        "panels/trace.rs",
        "probe from",
        "how a design spells it, and an id",
    ),
    (
        "platform/native.rs",
        "lesson.md",
        "names of files and programs",
    ),
    ("platform/native.rs", "json", "names of files and programs"),
    (
        "platform/native.rs",
        "zenity",
        "names of files and programs",
    ),
    ("platform/native.rs", "linux", "names of files and programs"),
    (
        "platform/web.rs",
        "*",
        "the page's own attributes and events",
    ),
    ("recovery.rs", "unsaved design", "keys of the storage"),
    ("recovery.rs", "unsaved design name", "keys of the storage"),
    ("recovery.rs", "unreadable design", "keys of the storage"),
    (
        "recovery.rs",
        "unsaved design lesson",
        "keys of the storage",
    ),
    ("state.rs", "untitled.vpcanvas.json", "a name of a file"),
    ("text.rs", "en", "the name of a language"),
];

/// What is not moved into the catalogue yet.
const NOT_YET: &[&str] = &[
    "canvas/",
    "panels/inspector/",
    "panels/outline.rs",
    "panels/palette.rs",
];

#[test]
fn every_message_can_be_read() {
    for (place, source) in catalogues() {
        let read = fluent_syntax::parser::parse(source.as_str());
        let resource = read.unwrap_or_else(|(_, mistakes)| panic!("{place}: {mistakes:?}"));
        let mut seen = BTreeSet::new();
        for message in messages(&resource) {
            let id = message.id.name;
            assert!(seen.insert(id), "{place}: {id} stands there twice");
            assert!(message.value.is_some(), "{place}: {id} says nothing");
            assert!(
                message.attributes.is_empty(),
                "{place}: {id} has attributes"
            );
        }
    }
}

#[test]
fn another_language_fills_in_what_english_does() {
    let english = variables(ENGLISH);
    for (place, source) in catalogues() {
        for (id, filled) in variables(&source) {
            let there = english
                .get(&id)
                .unwrap_or_else(|| panic!("{place}: English has no {id}"));
            assert!(
                filled.is_subset(there),
                "{place}: {id} fills in {filled:?}, not {there:?}"
            );
        }
    }
}

#[test]
fn every_text_of_the_source_is_in_the_catalogue_and_gets_what_it_fills_in() {
    let catalogue = variables(ENGLISH);
    let mut unused: BTreeSet<&str> = catalogue.keys().map(String::as_str).collect();
    let mut wrong = Vec::new();
    for source in sources() {
        for text in source.texts() {
            unused.remove(text.id.as_str());
            match catalogue.get(&text.id) {
                None => wrong.push(format!("{source}: there is no {}", text.id)),
                Some(filled) if *filled != text.arguments => wrong.push(format!(
                    "{source}: {} is given {:?} and fills in {filled:?}",
                    text.id, text.arguments
                )),
                Some(_) => {}
            }
        }
    }
    for command in Command::ALL {
        let id = format!("command-{command:?}");
        assert!(unused.remove(id.as_str()), "the catalogue has no {id}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(unused.is_empty(), "nothing says {unused:#?}");
}

#[test]
fn no_text_stands_outside_of_the_catalogue() {
    let mut found = Vec::new();
    let mut excused: BTreeSet<(&str, &str)> = NO_TEXT
        .iter()
        .map(|(file, literal, _)| (*file, *literal))
        .collect();
    for source in sources()
        .iter()
        .filter(|source| !NOT_YET.iter().any(|begin| source.name.starts_with(begin)))
    {
        for (line, literal) in source.read_literals() {
            let excuse = NO_TEXT
                .iter()
                .find(|(file, text, _)| *file == source.name && (*text == "*" || *text == literal));
            match excuse {
                Some((file, text, _)) => {
                    excused.remove(&(*file, *text));
                }
                None => found.push(format!("{source}:{line}: {literal:?}")),
            }
        }
    }
    assert!(
        found.is_empty(),
        "text of the window belongs into assets/text/en.ftl:\n{}",
        found.join("\n")
    );
    assert!(excused.is_empty(), "no longer there: {excused:?}");
}

#[test]
fn what_a_language_lacks_is_said_in_english() {
    let catalogue = Catalogue::read(
        "de",
        "menu-file = Datei\nsaid-copied = { $count ->\n [one] Ein Objekt\n *[other] { $count } Objekte\n}\nbroken = {",
    );
    speak(Box::leak(Box::new(catalogue)));
    assert_eq!(text!("menu-file"), "Datei");
    assert_eq!(text!("menu-edit"), "Edit");
    assert_eq!(text!("said-copied", count = 1), "Ein Objekt");
    assert_eq!(text!("said-copied", count = 2_usize), "2 Objekte");
    assert_eq!(text!("said-saved", name = "a.json"), "Saved a.json");
    assert_eq!(text!("nobody-wrote-this"), "nobody-wrote-this");
}

/// Every catalogue there is, with its file's name.
fn catalogues() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/text");
    let files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|path| {
            (
                path.display().to_string(),
                std::fs::read_to_string(&path).unwrap(),
            )
        })
        .collect();
    assert!(!files.is_empty());
    files
}

fn messages<'a>(resource: &'a Resource<&'a str>) -> impl Iterator<Item = &'a Message<&'a str>> {
    resource.body.iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    })
}

/// What each message fills in.
fn variables(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = fluent_syntax::parser::parse(source).unwrap();
    let of = |message: &Message<&str>| {
        let mut filled = BTreeSet::new();
        message
            .value
            .iter()
            .for_each(|pattern| collect(pattern, &mut filled));
        (message.id.name.to_owned(), filled)
    };
    messages(&resource).map(of).collect()
}

fn collect(pattern: &Pattern<&str>, filled: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        let (Expression::Inline(inline)
        | Expression::Select {
            selector: inline, ..
        }) = expression;
        if let InlineExpression::VariableReference { id } = inline {
            filled.insert(id.name.to_owned());
        }
        if let Expression::Select { variants, .. } = expression {
            for variant in variants {
                collect(&variant.value, filled);
            }
        }
    }
}
