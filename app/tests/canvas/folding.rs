//! Containers as one tile and things that are locked, by the names a screen reader says.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use vpcanvas::App;
use vpcanvas_model::ResourceId;

use super::harness::{check_seen, click, has, open, run};
use super::rect;

fn press(harness: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

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
