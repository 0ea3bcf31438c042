//! What is typed into the inspector: checked at once, kept when it fits, completed where it can be.

use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, Queryable as _};
use vpcanvas::App;

use crate::harness::{check_seen, click, click_at, has, open, place, press, rect_of, run, words};

#[test]
fn a_field_is_checked_where_it_is_typed() {
    let mut harness = open();
    let subnet = place(&harness, "Private subnet, Private B");
    click_at(&mut harness, subnet + vec2(0.0, 25.0));
    harness.get_by_label("CidrBlock").focus();
    harness.run();
    press(&mut harness, Modifiers::COMMAND, Key::A);
    harness.get_by_label("CidrBlock").type_text("10.0.2.0/240");
    harness.run();
    check_seen(&harness, "expected an IPv4 CIDR block");
    assert!(!harness.state().state().workspace().is_modified());
}

#[test]
fn the_inspector_keeps_its_width_when_a_row_is_opened() {
    let mut harness = open();
    click(&mut harness, "Interface endpoint, Billing endpoint");
    let label = rect_of(&harness, "SubnetConfigurations");
    click_at(&mut harness, label.left_bottom() + vec2(17.0, 24.0));
    check_seen(&harness, "Ipv4");
    for _ in 0..20 {
        harness.step();
    }
    let after = rect_of(&harness, "SubnetConfigurations").left();
    assert!((label.left() - after).abs() < 0.5, "{label} {after}");
    for field in ["SubnetId", "Ipv4"] {
        for node in harness.query_all_by(|node| words(node) == field) {
            let rect = node.rect();
            assert!(rect.right() < 1440.0 - 12.0 + 0.5, "{field} {rect:?}");
        }
    }
}

#[test]
fn typing_that_ends_invalid_leaves_the_design_as_it_was() {
    let mut harness = open();
    let before = harness.state().state().workspace().document().clone();
    click(&mut harness, "Listener, TCP 443");
    type_over(&mut harness, "Port", "99999");
    check_seen(&harness, "expected");
    assert_eq!(*harness.state().state().workspace().document(), before);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let workspace = harness.state().state().workspace();
    assert_eq!(*workspace.committed(), before);
    assert!(!workspace.is_modified());
}

#[test]
fn typing_that_fits_turns_the_verdict_at_once_and_is_one_step_back() {
    let mut harness = open();
    click(&mut harness, "Listener, TCP 443");
    type_over(&mut harness, "Port", "442");
    check_seen(&harness, "checks do not hold");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(harness.state().state().workspace().is_modified());
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    check_seen(&harness, "All 7 checks hold");
    assert!(!harness.state().state().workspace().is_modified());
}

/// Types into a field key by key, in place of what it holds.
fn type_over(harness: &mut Harness<'_, App>, field: &str, text: &str) {
    let input = |node: &AccessKitNode<'_>| {
        words(node) == field && node.role() == egui::accesskit::Role::TextInput
    };
    harness.query_all_by(input).next().unwrap().focus();
    harness.run();
    press(harness, Modifiers::COMMAND, Key::A);
    for letter in text.chars() {
        let typed = egui::Event::Text(letter.to_string());
        harness.event(typed);
        harness.run();
    }
}

#[test]
fn names_of_the_design_complete_what_is_typed() {
    let mut harness = open();
    run(&mut harness, "dns");
    check_seen(&harness, "Names in the design");
    harness.get_by_label("billing.example.com").click();
    harness.run();
    assert!(!has(&harness, "Names in the design"));
}
