//! Containers as one tile and things that are locked, by the names a screen reader says.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use vpcanvas::App;
use vpcanvas_model::ResourceId;

use crate::canvas::rect;
use crate::harness::{check_seen, click, has, open, open_bytes, press, run};

#[test]
fn a_container_collapses_and_expands_by_key_to_the_same_picture() {
    let mut harness = open();
    let before = harness.state().answers().picture.clone();
    let file = harness.state().state().workspace().document().clone();
    click(&mut harness, "VPC, Consumer VPC");
    press(&mut harness, Modifiers::COMMAND, Key::Home);
    check_seen(&harness, "collapsed, holds");
    check_seen(&harness, "Expand Consumer VPC");
    assert!(!has(&harness, "Instance, App"));
    press(&mut harness, Modifiers::COMMAND, Key::End);
    assert_eq!(harness.state().answers().picture, before);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(*harness.state().state().workspace().document(), file);
    assert_eq!(harness.state().answers().picture, before);
}

#[test]
fn the_chevron_collapses_by_pointer_and_what_is_found_inside_says_where_it_is() {
    let mut harness = open();
    click(&mut harness, "Collapse Consumer VPC");
    check_seen(&harness, "collapsed, holds");
    let tile = rect(&harness, "vpc-consumer");
    run(&mut harness, "sg-endpoint");
    check_seen(&harness, "which is collapsed; Ctrl+End opens it");
    let selected = harness.state().state().workspace().selection().clone();
    assert_eq!(selected.only().map(ResourceId::as_str), Some("sg-endpoint"));
    assert_eq!(rect(&harness, "sg-endpoint"), tile);
    press(&mut harness, Modifiers::COMMAND, Key::End);
    assert_ne!(rect(&harness, "sg-endpoint"), tile);
}

#[test]
fn what_is_locked_stays_and_says_so() {
    let mut harness = open();
    click(&mut harness, "Security group, Endpoint");
    let stood = rect(&harness, "sg-endpoint");
    press(&mut harness, Modifiers::SHIFT, Key::L);
    check_seen(&harness, "is locked");
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Delete);
    harness.run();
    assert_eq!(rect(&harness, "sg-endpoint"), stood);
    press(&mut harness, Modifiers::SHIFT, Key::L);
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_ne!(rect(&harness, "sg-endpoint"), stood);
}

#[test]
fn in_a_locked_layout_nothing_moves_by_hand() {
    let mut harness = open();
    run(&mut harness, "lock layout");
    check_seen(&harness, "The layout is locked");
    click(&mut harness, "Security group, Endpoint");
    let stood = rect(&harness, "sg-endpoint");
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_eq!(rect(&harness, "sg-endpoint"), stood);
    check_seen(&harness, "The layout is locked; “Lock layout” unlocks it");
}

#[test]
fn like_consumers_of_a_large_design_are_folded_in_steps_that_can_be_cancelled() {
    let design = vpcanvas_fixture::generated::design(6_000, 0).unwrap();
    let mut harness = open_bytes("large", vpcanvas_model::file::write(&design));
    let count = |harness: &Harness<'_, App>| {
        let workspace = harness.state().state().workspace();
        workspace.arrangement().resources.len()
    };
    let all = count(&harness);
    let begin = |harness: &mut Harness<'_, App>| {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
        harness.run();
        harness
            .get_by_label("Find a command or an object")
            .type_text("fold like consumers");
        harness.run();
        harness.key_press(Key::Enter);
        harness.step();
        harness.step();
    };
    begin(&mut harness);
    check_seen(&harness, "Laying out: ");
    harness.key_press(Key::Escape);
    harness.run();
    check_seen(&harness, "The layout was cancelled; nothing has moved");
    assert_eq!(count(&harness), all);
    begin(&mut harness);
    harness.run();
    check_seen(&harness, "Preview of folded consumers, not made yet");
    assert!(count(&harness) < all / 2, "{} of {all}", count(&harness));
    harness.key_press_modifiers(Modifiers::ALT, Key::Enter);
    harness.run();
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(count(&harness), all);
}

#[test]
fn a_tile_says_for_how_many_it_stands_and_is_deleted_with_all_of_them() {
    let text = "vpc vpc-0 10.0.0.0/16\nvpc vpc-1 10.1.0.0/16\nvpc vpc-2 10.2.0.0/16\nvpc vpc-3 10.3.0.0/16";
    let design = vpcanvas_fixture::parse(text).unwrap();
    let mut harness = open_bytes("alike", vpcanvas_model::file::write(&design));
    run(&mut harness, "fold like consumers");
    press(&mut harness, Modifiers::ALT, Key::Enter);
    click(&mut harness, "VPC, 4 VPCs like vpc-0");
    check_seen(&harness, "This tile stands for 4 VPCs");
    press(&mut harness, Modifiers::COMMAND, Key::D);
    check_seen(
        &harness,
        "vpc-0 stands for 4 VPCs; expand it to copy one of them",
    );
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let arrangement = harness.state().state().workspace().arrangement().clone();
    assert!(!arrangement.is_collapsed(&"vpc-0".into()));
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    check_seen(&harness, "Delete 4 resources");
    let all = harness
        .state()
        .state()
        .workspace()
        .committed()
        .resources()
        .len();
    assert_eq!(all, 0);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    check_seen(&harness, "This tile stands for 4 VPCs");
}
