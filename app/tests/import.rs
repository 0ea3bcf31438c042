//! What the AWS command line prints, dropped on the window: the question, the preview, the design and the report.
#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test reads and writes files and fails loudly"
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use egui::vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, Queryable};
use vpcanvas::App;
use vpcanvas::platform::OpenedFile;
use vpcanvas_model::Document;
use vpcanvas_model::geometry::Point;

const VPCS: &str = r#"{"Vpcs": [
    {"VpcId": "vpc-0000000000000000a", "OwnerId": "222222222222", "CidrBlock": "10.0.0.0/16", "State": "available"},
    {"VpcId": "vpc-0000000000000000b", "OwnerId": "222222222222", "CidrBlock": "10.1.0.0/16", "State": "available"}
]}"#;

/// A folder of one test alone with the printed VPCs in it, gone at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("vpcanvas-{name}-{}", std::process::id()));
        let region = path.join("222222222222/us-east-1");
        std::fs::create_dir_all(&region).unwrap();
        std::fs::write(region.join("ec2-describe-vpcs.json"), VPCS).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap_or_default();
    }
}

/// What the system says of a dropped file.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

fn open(design: &str) -> Harness<'static, App> {
    let file = OpenedFile {
        name: "design.vpcanvas.json".to_owned(),
        place: None,
        bytes: design.as_bytes().to_vec(),
        lesson: None,
    };
    let mut harness = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .with_max_steps(60)
        .build_eframe(|context| App::new(context, Some(Ok(file))));
    harness.run();
    harness
}

fn words(node: &AccessKitNode<'_>) -> String {
    node.label().or_else(|| node.value()).unwrap_or_default()
}

/// Waits for something that another thread does.
#[track_caller]
fn wait_for(harness: &mut Harness<'_, App>, text: &str) {
    for _ in 0..400 {
        let says = |node: &AccessKitNode<'_>| words(node).contains(text);
        if harness.query_all_by(says).next().is_some() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
        harness.step();
    }
    panic!("nothing says {text:?}");
}

/// Drops something on the window and waits for the question what becomes of it.
fn dropped(design: &str, path: &Path) -> Harness<'static, App> {
    let mut harness = open(design);
    let file = Arc::new(Dropped(path.to_owned()));
    harness.input_mut().dropped_files.push(file);
    harness.step();
    harness.input_mut().dropped_files.clear();
    wait_for(&mut harness, "3 resources");
    harness
}

fn choose(harness: &mut Harness<'_, App>, button: &str) {
    harness.get_by_label(button).click();
    harness.run();
}

fn document<'a>(harness: &'a Harness<'_, App>) -> &'a Document {
    harness.state().state().workspace().document()
}

const EMPTY: &str = r#"{"version": 1, "resources": {}}"#;
/// One of the VPCs as it was, where somebody put it, and one that is no more.
const OLDER: &str = r#"{"version": 1, "resources": {
    "222222222222": {"Kind": "Account"},
    "vpc-0000000000000000a": {"Kind": "Vpc", "OwnerId": "222222222222", "Region": "us-east-1", "CidrBlock": "10.9.0.0/16"},
    "vpc-0000000000000000c": {"Kind": "Vpc", "OwnerId": "222222222222", "Region": "us-east-1", "CidrBlock": "10.2.0.0/16"}
}, "layout": {"vpc-0000000000000000a": {"X": 640, "Y": 480}}}"#;

#[test]
fn a_dropped_folder_becomes_a_design_with_a_report() {
    let folder = Folder::new("import-new");
    let mut harness = dropped(EMPTY, &folder.0);
    choose(&mut harness, "As a new design");
    assert!(document(&harness).id("vpc-0000000000000000b").is_some());
    assert!(harness.state().state().workspace().is_modified());
    wait_for(&mut harness, "Understood: ");
    wait_for(&mut harness, "Not collected: ");
}

#[test]
fn an_import_into_the_open_design_is_one_step_and_moves_nothing() {
    let folder = Folder::new("import-here");
    let mut harness = dropped(OLDER, &folder.0);
    wait_for(&mut harness, "Added: 1");
    wait_for(&mut harness, "Changed: 1");
    wait_for(&mut harness, "Remove what is gone (1)");
    let before = document(&harness).clone();
    choose(&mut harness, "Into design.vpcanvas.json");
    let workspace = harness.state().state().workspace();
    assert!(workspace.document().id("vpc-0000000000000000b").is_some());
    assert!(workspace.document().id("vpc-0000000000000000c").is_some());
    let rect = workspace.arrangement().resources["vpc-0000000000000000a"];
    assert_eq!(rect.min, Point::new(640, 480));
    assert_eq!(workspace.undo_label(), Some("Import from AWS"));
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run();
    assert_eq!(*document(&harness), before);
}

#[test]
fn what_is_gone_is_removed_only_when_asked() {
    let folder = Folder::new("import-gone");
    let mut harness = dropped(OLDER, &folder.0);
    choose(&mut harness, "Remove what is gone (1)");
    choose(&mut harness, "Into design.vpcanvas.json");
    assert!(document(&harness).id("vpc-0000000000000000c").is_none());
}

#[test]
fn an_import_that_is_not_wanted_changes_nothing() {
    let folder = Folder::new("import-cancelled");
    let mut harness = dropped(OLDER, &folder.0);
    choose(&mut harness, "Cancel");
    assert!(document(&harness).id("vpc-0000000000000000b").is_none());
    assert!(harness.state().state().report.is_none());
}
