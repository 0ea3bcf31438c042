//! A language nobody speaks: what does not come out in it is text that no translator would ever see.

use std::collections::BTreeSet;

use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use vpcanvas::App;
use vpcanvas::commands::Command;
use vpcanvas::text::{Catalogue, speak};
use vpcanvas_editor::Template;
use vpcanvas_model::{Document, Field, FieldType, Kind, file};

use crate::harness::{click, click_at, open, open_bytes, place, press, words};

const ENGLISH: &str = include_str!("../../../assets/text/en.ftl");

/// Makes this thread's window speak the English catalogue with every text like `[!!Ŝåvé!!]`.
fn speak_strangely() {
    let lines: Vec<String> = ENGLISH.lines().map(strange_line).collect();
    let source = lines.join("\n") + "\n";
    speak(Box::leak(Box::new(Catalogue::read("en-XA", &source))));
}

/// `id = text` and `[one] text`; where a choice begins or ends there is no text.
fn strange_line(line: &str) -> String {
    let is_choice = line.starts_with(' ');
    let between = if is_choice { "] " } else { " = " };
    match line.split_once(between) {
        Some((before, text)) if !line.starts_with('#') && !text.ends_with("->") => {
            format!("{before}{between}{}", strange(text))
        }
        _ => line.to_owned(),
    }
}

/// A text with other vowels and in brackets; what is filled in stays as it is.
fn strange(text: &str) -> String {
    let mut depth = 0;
    let letter = |letter: char| {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        match letter {
            'a' if depth == 0 => 'å',
            'e' if depth == 0 => 'é',
            'i' if depth == 0 => 'ï',
            'o' if depth == 0 => 'ø',
            'S' if depth == 0 => 'Ŝ',
            letter => letter,
        }
    };
    format!("[!!{}!!]", text.chars().map(letter).collect::<String>())
}

/// What is said without the catalogue though it is text of the window: neither of the design nor of AWS nor of a library.
#[derive(Default)]
struct Listener {
    known: BTreeSet<String>,
    design: String,
    heard: BTreeSet<String>,
}

impl Listener {
    fn new(harness: &Harness<'_, App>) -> Self {
        let mut known = BTreeSet::from(["VPCanvas", "Resize panel"].map(str::to_owned));
        known.extend(
            Template::GROUPS
                .iter()
                .map(|(heading, _)| (*heading).to_owned()),
        );
        known.extend(Template::all().map(|template| template.title().to_owned()));
        for kind in Kind::ALL {
            known.insert(kind.title().to_owned());
            names(kind.fields(), &mut known);
        }
        let keys = |command: &Command| {
            let keys: Vec<String> = command
                .default_shortcuts()
                .iter()
                .map(ToString::to_string)
                .collect();
            keys.join("   ")
        };
        known.extend(Command::ALL.iter().map(keys));
        let state = harness.state().state();
        known.insert(state.file.name.clone());
        Self {
            known,
            design: file::write(state.workspace().document()),
            heard: BTreeSet::new(),
        }
    }

    /// What is said before anything is done belongs to the answers and the picture.
    fn knows_already(mut self, harness: &Harness<'_, App>) -> Self {
        self.known.extend(said(harness));
        self
    }

    #[track_caller]
    fn check(&mut self, harness: &Harness<'_, App>) {
        let all = said(harness);
        // What a change is called comes from the editor.
        let change = harness.state().state().workspace().undo_label();
        self.known.extend(change.map(str::to_owned));
        self.heard
            .extend(all.iter().filter(|text| text.contains("[!!")).cloned());
        let plain: Vec<&String> = all
            .iter()
            .filter(|text| !text.contains("[!!") && !self.knows(text))
            .collect();
        assert!(plain.is_empty(), "{plain:#?}");
    }

    fn knows(&self, text: &str) -> bool {
        let is_known = |part: &str| {
            let part = part.trim();
            !part.contains(char::is_alphabetic)
                || self.known.contains(part)
                || self.design.contains(part)
        };
        is_known(text) || text.split([',', '·', '(', ')']).all(is_known)
    }

    #[track_caller]
    fn has_heard(&self, text: &str) {
        let strange = strange(text);
        assert!(
            self.heard.iter().any(|heard| heard.contains(&strange)),
            "nothing said {strange}"
        );
    }
}

/// The names of properties, which AWS gives.
fn names(fields: &[Field], known: &mut BTreeSet<String>) {
    for field in fields {
        known.insert(field.name.to_owned());
        if let FieldType::Table(inner) | FieldType::Group(inner) = field.value {
            names(inner, known);
        }
    }
}

fn said(harness: &Harness<'_, App>) -> BTreeSet<String> {
    let nodes = harness.query_all_by(|_| true);
    nodes.map(|node| words(&node.accesskit_node())).collect()
}

fn click_text(harness: &mut Harness<'_, App>, text: &str) {
    click(harness, &strange(text));
}

#[test]
fn a_window_with_nothing_in_it_says_nothing_in_plain_english() {
    speak_strangely();
    let empty = file::write(&Document::default()).into_bytes();
    let mut harness = open_bytes("empty", empty);
    let mut listener = Listener::new(&harness);
    listener.check(&harness);
    for menu in ["File", "Edit", "Arrange", "View", "Tools", "Help"] {
        click_text(&mut harness, menu);
        listener.check(&harness);
        press(&mut harness, Modifiers::NONE, Key::Escape);
    }
    for tab in ["Problems", "DNS", "Checks", "Matrix", "Trace", "Outline"] {
        click_text(&mut harness, tab);
        listener.check(&harness);
    }
    for (modifiers, key) in [
        (Modifiers::COMMAND, Key::K),
        (Modifiers::COMMAND, Key::F),
        (Modifiers::NONE, Key::I),
        (Modifiers::NONE, Key::Questionmark),
    ] {
        press(&mut harness, modifiers, key);
        listener.check(&harness);
        press(&mut harness, Modifiers::NONE, Key::Escape);
    }
    for text in [
        "Save as…",
        "Keyboard shortcuts",
        "Find what to insert",
        "The design is empty",
        "No problems found",
        "Compare views",
    ] {
        listener.has_heard(text);
    }
}

#[test]
fn a_design_that_is_worked_on_is_spoken_of_in_the_language_of_the_window() {
    speak_strangely();
    let mut harness = open();
    let mut listener = Listener::new(&harness).knows_already(&harness);
    let at = place(&harness, "Instance, App");
    click_at(&mut harness, at);
    listener.check(&harness);
    press(&mut harness, Modifiers::NONE, Key::R);
    listener.check(&harness);
    press(&mut harness, Modifiers::NONE, Key::O);
    listener.check(&harness);
    press(&mut harness, Modifiers::COMMAND, Key::C);
    listener.check(&harness);
    click_at(&mut harness, at + vec2(0.0, 2.0));
    press(&mut harness, Modifiers::COMMAND, Key::A);
    listener.check(&harness);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    press(&mut harness, Modifiers::ALT, Key::N);
    listener.check(&harness);
    for text in ["Inspector", "Save changes?", "Do not save", "Name"] {
        listener.has_heard(text);
    }
}
