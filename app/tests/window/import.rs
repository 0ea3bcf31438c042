//! What the AWS command line prints, dropped on the window: the question, the preview, the design and the report.
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use vpcanvas::App;
use vpcanvas_model::Document;
use vpcanvas_model::geometry::Point;

use crate::harness::{Folder, open_bytes, wait_for};

const VPCS: &str = r#"{"Vpcs": [
    {"VpcId": "vpc-0000000000000000a", "OwnerId": "222222222222", "CidrBlock": "10.0.0.0/16", "State": "available"},
    {"VpcId": "vpc-0000000000000000b", "OwnerId": "222222222222", "CidrBlock": "10.1.0.0/16", "State": "available"}
]}"#;

/// A folder with the printed VPCs in it.
fn printed(name: &str) -> Folder {
    let folder = Folder::new(name);
    let region = folder.0.join("222222222222/us-east-1");
    std::fs::create_dir_all(&region).unwrap();
    std::fs::write(region.join("ec2-describe-vpcs.json"), VPCS).unwrap();
    folder
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

/// Drops something on the window and waits for the question what becomes of it.
fn dropped(design: &str, path: &Path) -> Harness<'static, App> {
    let mut harness = open_bytes("design", design);
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
    let folder = printed("import-new");
    let mut harness = dropped(EMPTY, &folder.0);
    choose(&mut harness, "As a new design");
    assert!(document(&harness).id("vpc-0000000000000000b").is_some());
    assert!(harness.state().state().workspace().is_modified());
    wait_for(&mut harness, "Understood: ");
    wait_for(&mut harness, "Not collected: ");
}

#[test]
fn an_import_into_the_open_design_is_one_step_and_moves_nothing() {
    let folder = printed("import-here");
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
    let folder = printed("import-gone");
    let mut harness = dropped(OLDER, &folder.0);
    choose(&mut harness, "Remove what is gone (1)");
    choose(&mut harness, "Into design.vpcanvas.json");
    assert!(document(&harness).id("vpc-0000000000000000c").is_none());
}

#[test]
fn an_import_that_is_not_wanted_changes_nothing() {
    let folder = printed("import-cancelled");
    let mut harness = dropped(OLDER, &folder.0);
    choose(&mut harness, "Cancel");
    assert!(document(&harness).id("vpc-0000000000000000b").is_none());
    assert!(harness.state().state().report.is_none());
}
