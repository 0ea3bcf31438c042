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

use super::{CATALOGUES, Catalogue, IN_ENGLISH, first_of, speak};
use crate::commands::Command;
use source::sources;

/// What is no text of the window though it has letters: file, literals or `*` for all of the file, and why.
const NO_TEXT: &[(&str, &[&str], &str)] = &[
    (
        "answers/view.rs",
        &["lookup", "check/{index}/", "probe"],
        "ids of ways on the canvas",
    ),
    ("canvas/spotlight.rs", &["flow"], "an id on the canvas"),
    (
        "commands/file.rs",
        &["import-report.json", "svg", "png", "PK\\x03\\x04"],
        "files and formats",
    ),
    (
        "commands/import.rs",
        &["import", "{stem}.vpcanvas.json"],
        "names of files",
    ),
    (
        "commands/shortcut.rs",
        &["*"],
        "keys as they are printed on keyboards",
    ),
    ("desktop.rs", &["*"], "the command line"),
    ("examples.rs", &["*"], "names of files"),
    (
        "panels/dns.rs",
        &["api.example.com", "IN"],
        "a name, and records as dig writes them",
    ),
    (
        "panels/import.rs",
        &["Problems", "Not collected"],
        "the report, as the importer calls its parts",
    ),
    (
        "panels/outline/rows.rs",
        &["canvas"],
        "what a row is known by among all rows",
    ),
    (
        "panels/inspector/mod.rs",
        &["Kind", "Note", "Tags"],
        "fields of the file",
    ),
    (
        "panels/inspector/planner/new_subnet.rs",
        &["AvailabilityZoneId"],
        "a property",
    ),
    (
        "panels/inspector/planner/renumber.rs",
        &["CidrBlock"],
        "a property",
    ),
    (
        "panels/inspector/field.rs",
        &["SecurityGroupRules", "Entries", "Routes"],
        "properties",
    ),
    (
        "panels/inspector/routes.rs",
        &[
            "Routes",
            "local",
            "{range} → local",
            "DestinationCidrBlock",
            "Target",
            "Origin",
            "State",
            "CreateRoute",
            "CreateRouteTable",
            "EnableVgwRoutePropagation",
            "Advertisement",
        ],
        "properties and a target of routes",
    ),
    ("panels/inspector/rules.rs", &["Description"], "a property"),
    (
        "panels/inspector/rules/acl.rs",
        &["RuleNumber", "Protocol", "CidrBlock", "tcp/443"],
        "properties and a service",
    ),
    (
        "panels/inspector/rules/group.rs",
        &["IpProtocol", "Peer", "Description", "tcp/443"],
        "cells and a service",
    ),
    (
        "panels/inspector/rules/sample.rs",
        &["tcp/443", "tcp", "udp", "icmp", "icmpv6"],
        "protocols",
    ),
    ("panels/inspector/suggestion.rs", &["*"], "names AWS gives"),
    ("panels/matrix.rs", &["icmp"], "a protocol"),
    (
        "panels/matrix/list.rs",
        &["to it", "from it"],
        "ids of widgets",
    ),
    ("panels/menu_bar.rs", &["VPCanvas"], "the program's name"),
    (
        "panels/mod.rs",
        &["narrow inspector", "inspector"],
        "ids of panels",
    ),
    (
        "panels/trace.rs",
        &["internet", "probe from"],
        "a word of the file, and an id",
    ),
    (
        "platform/native.rs",
        &[
            "LC_ALL",
            "LC_MESSAGES",
            "LANG",
            "lesson.md",
            "json",
            "zenity",
            "linux",
        ],
        "files, programs and the environment",
    ),
    (
        "platform/web.rs",
        &["*"],
        "the page's attributes and events",
    ),
    (
        "recovery.rs",
        &["unsaved-", "unreadable-", "{slot}.json"],
        "keys of the storage",
    ),
    ("platform/store.rs", &["*"], "keys of the storage"),
    (
        "settings.rs",
        &["settings.json", "settings.unreadable.json"],
        "names of files",
    ),
    ("recent.rs", &["recent.json", "wasm32"], "names of files"),
    ("versions.rs", &["version-"], "names of files"),
    (
        "state.rs",
        &["untitled.vpcanvas.json"],
        "the name of a file",
    ),
    ("text.rs", &["en"], "the name of a language"),
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
    let english = variables(IN_ENGLISH);
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
    let catalogue = variables(IN_ENGLISH);
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
    let excuses = NO_TEXT
        .iter()
        .flat_map(|(file, literals, _)| literals.iter().map(|literal| (*file, *literal)));
    let mut unneeded: BTreeSet<(&str, &str)> = excuses.clone().collect();
    for source in sources() {
        for (line, literal) in source.read_literals() {
            let mut excuses = excuses.clone();
            let excuse = excuses.find(|(file, excused)| {
                *file == source.name && (*excused == "*" || *excused == literal)
            });
            match excuse {
                Some(excuse) => drop(unneeded.remove(&excuse)),
                None => found.push(format!("{source}:{line}: {literal:?}")),
            }
        }
    }
    assert!(
        found.is_empty(),
        "text of the window belongs into assets/text/en.ftl:\n{}",
        found.join("\n")
    );
    assert!(unneeded.is_empty(), "no longer there: {unneeded:?}");
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

#[test]
fn the_language_of_the_system_is_spoken_if_there_is_a_catalogue() {
    const HERE: &[(&str, &str)] = &[("en", ""), ("de", "menu-file = Datei"), ("pt-BR", "")];
    let check = |wanted: &[&str], spoken: Option<&str>| {
        let chosen = first_of(HERE, wanted.iter().copied());
        assert_eq!(chosen.map(|(language, _)| language), spoken, "{wanted:?}");
    };
    check(&["de"], Some("de"));
    check(&["de_CH.UTF-8"], Some("de"));
    check(&["nn", "sr@latin", "pt-PT", "de"], Some("pt-BR"));
    check(&["C.UTF-8", "POSIX", "", "!"], None);
    check(&["en-GB", "de"], Some("en"));
}

#[test]
fn every_catalogue_is_one_that_is_spoken() {
    let listed = CATALOGUES
        .iter()
        .map(|(language, _)| format!("{language}.ftl"));
    let there = catalogues().into_iter().map(|(place, _)| place);
    assert_eq!(
        listed.collect::<BTreeSet<_>>(),
        there.collect::<BTreeSet<_>>()
    );
}

/// Every catalogue there is, with its file's name.
fn catalogues() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/text");
    let files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
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
