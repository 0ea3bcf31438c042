//! Finding one's way and putting things in order, by the names a screen reader says.
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, Queryable as _};
use vpcanvas::App;
use vpcanvas_drawing::Rect;
use vpcanvas_model::ResourceId;

use crate::harness::{check_seen, click, has, open, run, words};

/// Where a resource stands.
pub(crate) fn rect(harness: &Harness<'_, App>, id: &str) -> Rect {
    harness.state().state().place(&id.into()).unwrap()
}

/// Selects things by their names, as a user does with Shift held.
fn select(harness: &mut Harness<'_, App>, labels: [&str; 2]) {
    let [first, second] = labels;
    click(harness, first);
    let begins = |node: &AccessKitNode<'_>| words(node).starts_with(second);
    let at = harness.query_all_by(begins).next().unwrap().rect().center();
    for pressed in [true, false] {
        harness.event(egui::Event::PointerMoved(at));
        harness.event(egui::Event::ModifiersChanged(Modifiers::SHIFT));
        harness.event(egui::Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::SHIFT,
        });
        harness.run();
    }
    harness.event(egui::Event::ModifiersChanged(Modifiers::NONE));
    harness.run();
}

#[test]
fn what_is_selected_comes_in_line_and_undo_takes_it_back() {
    let mut harness = open();
    select(
        &mut harness,
        ["Security group, Endpoint", "Route table, Consumer"],
    );
    assert_eq!(
        harness.state().state().workspace().selection().ids().len(),
        2
    );
    let before = harness.state().state().workspace().document().clone();
    run(&mut harness, "align left");
    let left = |id: &str| rect(&harness, id).min.x;
    assert!((left("sg-endpoint") - left("rtb-consumer")).abs() < 0.5);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(*harness.state().state().workspace().document(), before);
}

#[test]
fn a_new_layout_is_looked_at_before_it_is_kept_and_is_one_step() {
    let mut harness = open();
    click(&mut harness, "Security group, Endpoint");
    for _ in 0..3 {
        harness.key_press(Key::ArrowDown);
        harness.run();
    }
    let before = harness.state().state().workspace().committed().clone();
    let moved = rect(&harness, "sg-endpoint");
    run(&mut harness, "lay out everything");
    check_seen(&harness, "Preview of a new layout, not made yet");
    assert_ne!(rect(&harness, "sg-endpoint"), moved);
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(rect(&harness, "sg-endpoint"), moved);
    assert_eq!(*harness.state().state().workspace().committed(), before);
    for by_key in [false, true] {
        run(&mut harness, "lay out everything");
        if by_key {
            harness.key_press(Key::Enter);
            harness.run();
        } else {
            click(&mut harness, "Keep it");
        }
        assert!(!has(&harness, "Preview of a new layout, not made yet"));
        assert_ne!(rect(&harness, "sg-endpoint"), moved);
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run();
        assert_eq!(rect(&harness, "sg-endpoint"), moved);
    }
}

#[test]
fn the_outline_is_walked_by_the_keyboard() {
    let mut harness = open();
    run(&mut harness, "show outline");
    check_seen(&harness, "Account Consumer, 1 inside, open");
    for key in [Key::ArrowDown, Key::ArrowRight] {
        harness.key_press(key);
        harness.run();
    }
    harness.key_press(Key::Enter);
    harness.run();
    let selected: Vec<ResourceId> = harness
        .state()
        .state()
        .workspace()
        .selection()
        .ids()
        .to_vec();
    assert_eq!(selected.len(), 1);
    assert_ne!(selected, [ResourceId::from("vpc-provider")]);
    harness.key_press(Key::ArrowLeft);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let selected = harness.state().state().workspace().selection().ids();
    assert_eq!(selected, [ResourceId::from("vpc-provider")]);
    harness.key_press(Key::ArrowLeft);
    harness.run();
    check_seen(&harness, "VPC Provider VPC, ");
    check_seen(&harness, " inside, closed");
    run(&mut harness, "show palette");
    check_seen(&harness, "Interface endpoint");
}

/// Goes down the outline to an object and selects it.
fn walk_to(harness: &mut Harness<'_, App>, id: &str) {
    harness.key_press(Key::O);
    harness.run();
    for _ in 0..40 {
        harness.key_press(Key::Enter);
        harness.run();
        if harness.state().state().workspace().selection().ids() == [ResourceId::from(id)] {
            return;
        }
        harness.key_press(Key::ArrowDown);
        harness.run();
    }
    panic!("the outline does not lead to {id}");
}

#[test]
fn the_main_job_is_done_by_the_keyboard_alone() {
    let mut harness = open();
    walk_to(&mut harness, "sg-endpoint");
    harness.key_press(Key::Delete);
    harness.run();
    check_seen(&harness, "checks do not hold");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    check_seen(&harness, "All 7 checks hold, no errors");
    harness.key_press(Key::Escape);
    harness.run();
    walk_to(&mut harness, "vpce-svc-billing");
    harness.key_press(Key::R);
    harness.run();
    check_seen(&harness, "Who can reach Billing service: 1 of ");
}

#[test]
fn what_is_left_out_is_not_seen_and_the_canvas_says_so() {
    let mut harness = open();
    check_seen(&harness, "Security group, Endpoint");
    run(&mut harness, "show security groups");
    assert!(!has(&harness, "Security group, Endpoint"));
    check_seen(&harness, "Not shown: security groups and network ACLs");
    check_seen(&harness, "All 7 checks hold");
    click(&mut harness, "Not shown: ");
    check_seen(&harness, "Security group, Endpoint");
}

#[test]
fn several_of_one_kind_are_changed_as_one_step() {
    let mut harness = open();
    select(&mut harness, ["Instance, Billing A", "Instance, Billing B"]);
    check_seen(&harness, "2 objects selected");
    check_seen(&harness, "All of kind ");
    let before = harness.state().state().workspace().document().clone();
    click(&mut harness, "SourceDestCheck");
    let document = harness.state().state().workspace().document().clone();
    for id in ["i-billing-a", "i-billing-b"] {
        let fields = document.resource(&id.into()).unwrap().to_fields();
        assert_eq!(fields.get("SourceDestCheck"), Some(&false.into()), "{id}");
    }
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(*harness.state().state().workspace().document(), before);
}

#[test]
fn the_minimap_is_there_when_not_everything_is_in_sight() {
    let mut harness = open();
    assert!(!has(&harness, "Minimap"));
    for _ in 0..8 {
        run(&mut harness, "zoom in");
    }
    check_seen(&harness, "Minimap");
    harness.key_press(Key::M);
    harness.run();
    assert!(!has(&harness, "Minimap"));
}

#[test]
fn several_are_offered_no_address_that_only_one_can_have() {
    let mut harness = open();
    let instances = ["Instance, App", "Instance, Billing A"];
    click(&mut harness, instances[0]);
    assert!(!has(&harness, "PrivateIpAddress: each has its own"));
    select(&mut harness, instances);
    check_seen(&harness, "All of kind Instance");
    check_seen(&harness, "PrivateIpAddress: each has its own");
    check_seen(&harness, "State");
}
