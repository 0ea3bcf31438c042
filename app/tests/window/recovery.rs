//! What survives the end of a window: unsaved changes with what can be undone, earlier versions, and what was open.

use std::path::PathBuf;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use vpcanvas::App;
use vpcanvas::platform::{self, Store};

use crate::harness::{Folder, example_path, press, run, start, wait_for, workspace};

/// A window that keeps what it keeps in a folder of the test, with a design of its own or the first example.
fn open(folder: &Folder, design: Option<&str>) -> Harness<'static, App> {
    let file = design.map(|name| platform::read(&copy_of_example(folder, name)));
    let store = Store::in_folder(folder.0.join("kept"));
    start(|context| App::with_store(context, file, Some(store)))
}

fn copy_of_example(folder: &Folder, name: &str) -> PathBuf {
    let path = folder.0.join(name);
    if !path.exists() {
        std::fs::copy(example_path("saas-privatelink"), &path).unwrap();
    }
    path
}

fn count(harness: &Harness<'_, App>) -> usize {
    workspace(harness).document().resources().len()
}

/// Removes everything, which takes a copy with it.
fn empty(harness: &mut Harness<'_, App>) {
    press(harness, Modifiers::COMMAND, Key::A);
    press(harness, Modifiers::NONE, Key::Delete);
    assert_eq!(count(harness), 0);
    // A copy that was made a moment ago is followed by the next one.
    for _ in 0..30 {
        harness.step();
    }
}

fn answer(harness: &mut Harness<'_, App>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

fn kept(folder: &Folder, begins: &str) -> usize {
    let names = Store::in_folder(folder.0.join("kept")).names();
    names.iter().filter(|name| name.starts_with(begins)).count()
}

#[test]
fn changes_of_a_window_that_broke_down_come_back_with_what_can_be_undone() {
    let folder = Folder::new("crash");
    let mut harness = open(&folder, Some("a.vpcanvas.json"));
    let whole = workspace(&harness).document().clone();
    empty(&mut harness);
    // Nobody saves, nobody asks: the window is gone.
    drop(harness);
    let mut harness = open(&folder, None);
    wait_for(&mut harness, "a.vpcanvas.json that were not saved");
    answer(&mut harness, "Bring back");
    assert_eq!(count(&harness), 0);
    assert!(workspace(&harness).is_modified());
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(*workspace(&harness).document(), whole);
    // It is in the slot of this window now, and in no other.
    assert_eq!(kept(&folder, "unsaved-"), 2);
}

#[test]
fn changes_that_are_given_up_are_kept_no_longer() {
    let folder = Folder::new("given-up");
    let mut harness = open(&folder, Some("a.vpcanvas.json"));
    empty(&mut harness);
    drop(harness);
    let mut harness = open(&folder, None);
    wait_for(&mut harness, "a.vpcanvas.json that were not saved");
    answer(&mut harness, "Discard them");
    assert_eq!(kept(&folder, "unsaved-"), 0);
    assert!(count(&harness) > 0);
}

#[test]
fn no_window_takes_what_another_one_is_at() {
    let folder = Folder::new("two-windows");
    let mut one = open(&folder, Some("a.vpcanvas.json"));
    let mut other = open(&folder, Some("b.vpcanvas.json"));
    empty(&mut one);
    empty(&mut other);
    let third = open(&folder, None);
    assert!(third.state().state().session.dialogs.front().is_none());
    drop(third);
    drop(one);
    let mut next = open(&folder, None);
    wait_for(&mut next, "a.vpcanvas.json that were not saved");
    answer(&mut next, "Bring back");
    assert!(next.state().state().left.is_empty());
    assert_eq!(count(&other), 0);
}

#[test]
fn what_was_saved_leaves_no_copy() {
    let folder = Folder::new("saved-copy");
    let mut harness = open(&folder, Some("a.vpcanvas.json"));
    empty(&mut harness);
    assert_eq!(kept(&folder, "unsaved-"), 2);
    press(&mut harness, Modifiers::COMMAND, Key::S);
    wait_for(&mut harness, "Saved a.vpcanvas.json");
    harness.run();
    assert_eq!(kept(&folder, "unsaved-"), 0);
}

#[test]
fn a_copy_nobody_can_read_is_put_aside_and_said() {
    let folder = Folder::new("unreadable");
    let store = Store::in_folder(folder.0.join("kept"));
    store.write("unsaved-1.json", "of a later version").unwrap();
    let mut harness = open(&folder, None);
    wait_for(&mut harness, "unreadable-unsaved-1.json");
    let aside = store.read("unreadable-unsaved-1.json");
    assert_eq!(aside.as_deref(), Some("of a later version"));
    assert_eq!(kept(&folder, "unsaved-"), 0);
}

#[test]
fn an_earlier_version_comes_back_as_a_step_or_as_a_new_design() {
    let folder = Folder::new("versions");
    let mut harness = open(&folder, Some("a.vpcanvas.json"));
    let whole = workspace(&harness).document().clone();
    empty(&mut harness);
    press(&mut harness, Modifiers::COMMAND, Key::S);
    wait_for(&mut harness, "Saved a.vpcanvas.json");
    run(&mut harness, "versions");
    wait_for(&mut harness, "As it was opened");
    let back = harness.get_all_by_label_contains("Restore the version of ");
    back.last().unwrap().click();
    harness.run();
    assert_eq!(*workspace(&harness).document(), whole);
    assert!(
        workspace(&harness)
            .undo_label()
            .unwrap()
            .contains("Restore")
    );
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(count(&harness), 0);
    assert!(!workspace(&harness).is_modified());
    run(&mut harness, "versions");
    let beside = harness.get_all_by_label_contains("as a new design");
    beside.last().unwrap().click();
    harness.run();
    assert_eq!(*workspace(&harness).document(), whole);
    assert!(workspace(&harness).is_modified());
    assert!(harness.state().state().file.place.is_none());
}

#[test]
fn what_was_open_is_found_again() {
    let folder = Folder::new("recent");
    drop(open(&folder, Some("a.vpcanvas.json")));
    drop(open(&folder, Some("b.vpcanvas.json")));
    let mut harness = open(&folder, None);
    let recent = harness.state().state().recent.iter();
    let names: Vec<String> = recent.map(|recent| recent.name.clone()).collect();
    assert_eq!(names, ["b.vpcanvas.json", "a.vpcanvas.json"]);
    run(&mut harness, "open recent: a.vpcanvas");
    wait_for(&mut harness, "a.vpcanvas.json");
    assert_eq!(harness.state().state().file.name, "a.vpcanvas.json");
    std::fs::remove_file(folder.0.join("b.vpcanvas.json")).unwrap();
    run(&mut harness, "open recent: b.vpcanvas");
    wait_for(&mut harness, "Cannot read");
    assert_eq!(harness.state().state().file.name, "a.vpcanvas.json");
}

#[test]
fn nothing_unsaved_is_lost_on_any_way_to_another_design() {
    let folder = Folder::new("guard");
    drop(open(&folder, Some("b.vpcanvas.json")));
    let mut harness = open(&folder, Some("a.vpcanvas.json"));
    empty(&mut harness);
    for way in [
        "new design",
        "open…",
        "open example: endpoint",
        "open recent: b.vpcanvas",
    ] {
        run(&mut harness, way);
        wait_for(
            &mut harness,
            "a.vpcanvas.json has changes that are not saved",
        );
        answer(&mut harness, "Cancel");
        assert_eq!(harness.state().state().file.name, "a.vpcanvas.json");
        assert_eq!(count(&harness), 0);
    }
}
