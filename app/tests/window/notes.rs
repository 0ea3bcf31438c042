//! Notes in the window: written where they stand and on any object, read, found, taken back.

use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use vpcanvas::App;

use crate::harness::{check_seen, click, has, open, press, run};

fn write(harness: &mut Harness<'_, App>, text: &str) {
    // As a keyboard does, letter by letter.
    for letter in text.chars() {
        harness.event(Event::Text(letter.to_string()));
        harness.run();
    }
}

fn note(harness: &Harness<'_, App>, id: &str) -> Option<String> {
    let workspace = harness.state().state().workspace();
    workspace.committed().resource(&id.into())?.note.clone()
}

#[test]
fn a_note_is_made_and_written_with_one_key() {
    let mut harness = open();
    press(&mut harness, Modifiers::NONE, Key::N);
    write(&mut harness, "Ask Ann");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    write(&mut harness, "before Friday");
    check_seen(&harness, "Note, Ask Ann\nbefore Friday");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(
        note(&harness, "note-1").as_deref(),
        Some("Ask Ann\nbefore Friday")
    );
    check_seen(&harness, "All 7 checks hold, no errors");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(note(&harness, "note-1"), None);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    let document = harness.state().state().workspace().committed();
    assert!(document.id("note-1").is_none());
}

#[test]
fn any_object_has_a_note_that_is_marked_and_found() {
    let mut harness = open();
    click(&mut harness, "Instance, App");
    press(&mut harness, Modifiers::SHIFT, Key::N);
    write(&mut harness, "Restarts at night");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(
        note(&harness, "i-app").as_deref(),
        Some("Restarts at night")
    );
    check_seen(&harness, "App has a note: Restarts at night");
    press(&mut harness, Modifiers::COMMAND, Key::F);
    write(&mut harness, "at night");
    check_seen(&harness, "Note Restarts at night");
    press(&mut harness, Modifiers::NONE, Key::Escape);
}

#[test]
fn a_note_is_opened_by_a_key_and_moved_into_a_container_by_its_name() {
    let mut harness = open();
    press(&mut harness, Modifiers::NONE, Key::T);
    write(&mut harness, "Ours");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    press(&mut harness, Modifiers::SHIFT, Key::M);
    write(&mut harness, "provider vpc");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let parent = |harness: &Harness<'_, App>| {
        let document = harness.state().state().workspace().committed();
        document.parent(&"note-1".into()).map(ToString::to_string)
    };
    assert_eq!(parent(&harness).as_deref(), Some("vpc-provider"));
    press(&mut harness, Modifiers::NONE, Key::F2);
    write(&mut harness, " alone");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(note(&harness, "note-1").as_deref(), Some("Ours alone"));
    run(&mut harness, "lay out everything");
    press(&mut harness, Modifiers::ALT, Key::Enter);
    check_seen(&harness, "Note, Ours alone");
    assert!(!has(&harness, "note-1 has a note"));
}

#[test]
fn a_name_with_a_space_is_typed_letter_by_letter() {
    let mut harness = open();
    click(&mut harness, "Instance, App");
    press(&mut harness, Modifiers::NONE, Key::F2);
    write(&mut harness, "Web server");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let document = harness.state().state().workspace().committed();
    assert_eq!(document.display_name(&"i-app".into()), "Web server");
}

#[test]
fn a_new_note_that_is_left_empty_is_gone_and_an_older_one_stays() {
    let mut harness = open();
    let is_there = |harness: &Harness<'_, App>| {
        let document = harness.state().state().workspace().committed();
        document.id("note-1").is_some()
    };
    press(&mut harness, Modifiers::NONE, Key::N);
    assert!(is_there(&harness));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(!is_there(&harness) && !harness.state().state().workspace().is_modified());
    press(&mut harness, Modifiers::NONE, Key::N);
    write(&mut harness, "x");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    press(&mut harness, Modifiers::NONE, Key::F2);
    press(&mut harness, Modifiers::NONE, Key::Backspace);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(is_there(&harness));
    assert_eq!(note(&harness, "note-1").unwrap_or_default(), "");
}
