//! Files as the user meets them: what is saved, what is asked, and what is said of a file that is no design.
use std::path::Path;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use vpcanvas::App;
use vpcanvas::platform;

use crate::harness::{
    Folder, check_seen, click, example_path, has, open, open_bytes, open_example, press, run,
    start, wait_for, workspace,
};

fn open_path(path: &Path) -> Harness<'static, App> {
    let file = platform::read(path);
    start(|context| App::new(context, Some(file)))
}

/// The program with an example that was copied to `path`, and then emptied by its user.
fn edited_copy(path: &Path) -> Harness<'static, App> {
    std::fs::copy(example_path("saas-privatelink"), path).unwrap();
    let mut harness = open_path(path);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert!(workspace(&harness).is_modified());
    harness
}

#[test]
fn a_saved_design_is_in_its_file_and_its_name_loses_the_mark() {
    let folder = Folder::new("saved");
    let path = folder.0.join("design.vpcanvas.json");
    let mut harness = edited_copy(&path);
    press(&mut harness, Modifiers::COMMAND, Key::S);
    wait_for(&mut harness, "Saved design.vpcanvas.json");
    assert!(!workspace(&harness).is_modified());
    let written = vpcanvas_model::file::read(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(written, *workspace(&harness).document());
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 1);
}

#[test]
fn a_save_that_fails_says_why_and_keeps_the_changes() {
    let folder = Folder::new("unsaved");
    let path = folder.0.join("design.vpcanvas.json");
    let mut harness = edited_copy(&path);
    std::fs::remove_dir_all(&folder.0).unwrap();
    press(&mut harness, Modifiers::COMMAND, Key::S);
    wait_for(&mut harness, "Your changes are still here");
    assert!(workspace(&harness).is_modified());
}

#[test]
fn a_file_of_the_command_line_that_is_no_design_is_explained() {
    let folder = Folder::new("broken");
    let path = folder.0.join("broken.json");
    std::fs::write(&path, "{").unwrap();
    let mut harness = open_path(&path);
    wait_for(&mut harness, "broken.json: ");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(harness.state().state().session.dialogs.front().is_none());
    assert_eq!(std::fs::read(&path).unwrap(), b"{");
}

#[test]
fn a_file_that_is_no_design_is_explained_and_nothing_is_lost() {
    for bytes in [
        b"not json".to_vec(),
        br#"{"version": 99}"#.to_vec(),
        vec![b'['; 100_000],
        Vec::new(),
    ] {
        let mut harness = open_bytes("broken", bytes);
        check_seen(&harness, "Cannot open the design");
        harness.get_by_label("OK").click();
        harness.run();
        assert!(!has(&harness, "Cannot open the design"));
    }
}

#[test]
fn unsaved_changes_are_asked_about_before_they_go() {
    let mut harness = open();
    click(&mut harness, "Route table, Consumer routes");
    press(&mut harness, Modifiers::NONE, Key::Delete);
    let before = harness.state().state().workspace().document().clone();
    press(&mut harness, Modifiers::ALT, Key::N);
    check_seen(&harness, "Save changes?");
    harness.get_by_label("Cancel").click();
    harness.run();
    assert_eq!(*harness.state().state().workspace().document(), before);
}

#[test]
fn the_second_example_opens_too() {
    let harness = open_example("endpoint-vs-eni");
    check_seen(&harness, "Interface endpoint");
}

#[test]
fn an_example_of_the_program_opens_and_unsaved_changes_are_asked_about_first() {
    let mut harness = open();
    run(&mut harness, "example endpoint and eni");
    check_seen(&harness, "endpoint-vs-eni.vpcanvas.json");
    click(&mut harness, "Instance, Shop server");
    press(&mut harness, Modifiers::NONE, Key::Delete);
    run(&mut harness, "example saas");
    check_seen(&harness, "Save changes?");
    harness.get_by_label("Do not save").click();
    harness.run();
    check_seen(&harness, "saas-privatelink.vpcanvas.json");
}
