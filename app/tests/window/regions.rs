//! Regions in the window: as frames of the canvas, rows of the outline and places to move into.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use vpcanvas::App;
use vpcanvas_model::{Properties, ResourceId};

use crate::harness::{check_seen, click, has, open_bytes, press, run, workspace};

const TWO_REGIONS: &str = r#"{"version": 1, "resources": {
    "111111111111": {"Kind": "Account"},
    "vpc-a": {"Kind": "Vpc", "OwnerId": "111111111111", "Region": "us-east-1"},
    "vpc-b": {"Kind": "Vpc", "OwnerId": "111111111111", "Region": "us-east-1"},
    "vpc-c": {"Kind": "Vpc", "OwnerId": "111111111111", "Region": "eu-west-1"},
    "zone": {"Kind": "HostedZone", "OwnerId": "111111111111", "Name": "example.com"}
}}"#;

#[track_caller]
fn check_region(harness: &Harness<'_, App>, id: &str, expected: &str) {
    let resource = workspace(harness).document().resource(&id.into());
    let region = resource.map(|resource| &resource.properties);
    assert_eq!(region.and_then(Properties::region), Some(expected));
}

#[test]
fn a_region_is_a_frame_a_row_of_the_outline_and_a_place_to_move_into() {
    let mut harness = open_bytes("regions", TWO_REGIONS);
    check_seen(&harness, "Region, us-east-1, US East (N. Virginia)");
    run(&mut harness, "show outline");
    check_seen(&harness, "Region us-east-1, 2 inside, open");
    check_seen(&harness, "Region eu-west-1, 1 inside, open");
    click(&mut harness, "Region us-east-1, 2 inside, open");
    let selected = workspace(&harness).selection().ids();
    assert_eq!(selected, ["vpc-a", "vpc-b"].map(ResourceId::from));
    press(&mut harness, Modifiers::NONE, Key::ArrowLeft);
    check_seen(&harness, "Region us-east-1, 2 inside, closed");
    click(&mut harness, "VPC vpc-c");
    press(&mut harness, Modifiers::SHIFT, Key::M);
    check_seen(&harness, "us-east-1");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    check_region(&harness, "vpc-c", "us-east-1");
    assert!(!has(&harness, "Region, eu-west-1"));
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    check_region(&harness, "vpc-c", "eu-west-1");
    check_seen(&harness, "Region, eu-west-1");
}
