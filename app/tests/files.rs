//! Files as the user meets them: what is saved, what is asked, and what is said of a file that is no design.
#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test reads and writes files and fails loudly"
)]

mod recovery;

use std::path::{Path, PathBuf};
use std::time::Duration;

use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, Queryable};
use vpcanvas::App;
use vpcanvas::platform;
use vpcanvas_editor::Workspace;

/// A folder of one test alone, gone at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("vpcanvas-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap_or_default();
    }
}

fn open(path: &Path) -> Harness<'static, App> {
    let file = platform::read(path);
    let mut harness = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .with_max_steps(60)
        .build_eframe(|context| App::new(context, Some(file)));
    harness.run();
    harness
}

/// The program with an example that was copied to `path`, and then emptied by its user.
fn edited_copy(path: &Path) -> Harness<'static, App> {
    let example = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../examples/saas-privatelink/design.vpcanvas.json"
    );
    std::fs::copy(example, path).unwrap();
    let mut harness = open(path);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert!(workspace(&harness).is_modified());
    harness
}

fn press(harness: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

/// Waits for something that another thread does.
#[track_caller]
fn wait_for(harness: &mut Harness<'_, App>, text: &str) {
    for _ in 0..200 {
        let says = |node: &AccessKitNode<'_>| {
            let words = node.label().or_else(|| node.value());
            words.is_some_and(|words| words.contains(text))
        };
        if harness.query_all_by(says).next().is_some() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
        harness.run();
    }
    panic!("nothing says {text:?}");
}

fn workspace<'a>(harness: &'a Harness<'_, App>) -> &'a Workspace {
    harness.state().state().workspace()
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
    let mut harness = open(&path);
    wait_for(&mut harness, "broken.json: ");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(harness.state().state().session.dialogs.front().is_none());
    assert_eq!(std::fs::read(&path).unwrap(), b"{");
}
