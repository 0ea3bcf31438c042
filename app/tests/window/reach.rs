//! Who reaches what in the window, and a change that is looked at before it is made, by the names a screen reader says.
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use crate::harness::{check_seen, click, has, open, run};

#[test]
fn a_cell_of_the_matrix_says_its_verdict_and_opens_its_trace() {
    let mut harness = open();
    run(&mut harness, "show matrix");
    check_seen(&harness, "App to Billing service tcp/443: Reachable");
    click(&mut harness, "App to Billing service tcp/443: Reachable");
    let session = &harness.state().state().session;
    assert_eq!(session.probe.from, "i-app");
    assert_eq!(session.shown_check, None);
    check_seen(&harness, "i-app sends tcp");
}

#[test]
fn the_matrix_follows_the_design_and_costs_nothing_while_it_is_not_seen() {
    let mut harness = open();
    run(&mut harness, "show matrix");
    check_seen(&harness, "App to Billing service tcp/443: Reachable");
    click(&mut harness, "Security group, Endpoint");
    harness.key_press(Key::Delete);
    harness.run();
    assert!(!has(&harness, "App to Billing service tcp/443: Reachable"));
    check_seen(&harness, "App to Billing service tcp/443: U");
    run(&mut harness, "show trace");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert!(!has(&harness, "App to Billing service tcp/443"));
    run(&mut harness, "show matrix");
    check_seen(&harness, "App to Billing service tcp/443: Reachable");
}

#[test]
fn of_a_selected_thing_both_directions_are_listed() {
    let mut harness = open();
    click(&mut harness, "Instance, App");
    run(&mut harness, "who can reach this");
    check_seen(&harness, "Who can reach App: ");
    check_seen(&harness, "What App can reach: ");
    check_seen(&harness, "App to Billing service tcp/443: Reachable");
    click(&mut harness, "App to Billing service tcp/443: Reachable");
    check_seen(&harness, "i-app sends tcp");
}

#[test]
fn what_neither_sends_nor_receives_is_refused_in_words() {
    let mut harness = open();
    click(&mut harness, "Security group, Endpoint");
    harness.key_press(Key::R);
    harness.run();
    assert!(!has(&harness, "Who can reach Endpoint"));
    let notice = harness.state().state().session.notice.clone();
    let expected = "A SecurityGroup sends and receives nothing: choose what has an address";
    assert_eq!(notice.as_deref(), Some(expected));
}

#[test]
fn a_fix_is_looked_at_before_it_is_made_and_is_one_step() {
    let mut harness = open();
    click(&mut harness, "Security group, Endpoint");
    harness.get_by_label("Remove Rule 1").click();
    harness.run();
    check_seen(&harness, "checks do not hold");
    let broken = harness.state().state().workspace().committed().clone();

    run(&mut harness, "preview the first fix");
    check_seen(&harness, "Preview of a fix, not made yet");
    check_seen(&harness, "SecurityGroupRules: add ");
    check_seen(&harness, "Then: All 7 checks hold");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(!has(&harness, "Preview of a fix"));
    check_seen(&harness, "checks do not hold");
    assert_eq!(*harness.state().state().workspace().document(), broken);

    run(&mut harness, "preview the first fix");
    click(&mut harness, "Keep it");
    check_seen(&harness, "All 7 checks hold");
    assert!(!has(&harness, "Preview of a fix"));
    assert_ne!(*harness.state().state().workspace().committed(), broken);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(*harness.state().state().workspace().document(), broken);
}

#[test]
fn the_internet_is_a_place_to_ask_from() {
    let mut harness = open();
    harness.get_by_label("From").click();
    harness.run();
    harness.get_by_label("The internet").click();
    harness.run();
    assert_eq!(harness.state().state().session.probe.from, "internet");
    let answer = harness.state().answers().shown_trace().unwrap();
    assert_eq!(answer.question.from, "internet");
}
