//! The main job of the program: a design is changed, and the verdicts turn; what is asked is answered.

use egui::{Key, Modifiers, Pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use vpcanvas::App;
use vpcanvas::commands::Command;

use crate::harness::{
    check_seen, click, click_at, drag, drop_at, has, hold, look_for, open, place, press, rect_of,
    run,
};

#[test]
fn a_drop_is_refused_in_words_before_it_is_made() {
    let mut harness = open();
    let before = harness.state().state().workspace().document().clone();
    let from = place(&harness, "Instance");
    let to = place(&harness, "Endpoint service, Billing service");
    hold(&mut harness, from, to);
    check_seen(&harness, "An instance stands in a subnet");
    drop_at(&mut harness, to);
    assert_eq!(*harness.state().state().workspace().document(), before);
}

#[test]
fn what_is_dropped_is_there_and_undo_takes_it_back() {
    let mut harness = open();
    let before = harness.state().state().workspace().document().clone();
    let to = place(&harness, "Private subnet, Private B") + vec2(0.0, 20.0);
    let from = place(&harness, "Instance");
    drag(&mut harness, from, to);
    check_seen(&harness, "Instance, i-1, 10.0.2.4");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(!has(&harness, "Instance, i-1"));
    assert_eq!(*harness.state().state().workspace().document(), before);
}

#[test]
fn deleting_a_rule_that_decides_turns_the_verdict_and_undo_turns_it_back() {
    let mut harness = open();
    check_seen(&harness, "All 7 checks hold");
    click(&mut harness, "Security group, Endpoint");
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert!(!has(&harness, "All 7 checks hold"));
    check_seen(&harness, "checks do not hold");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    check_seen(&harness, "All 7 checks hold");
}

#[test]
fn dropping_an_endpoint_and_naming_its_service_turns_the_verdict() {
    let mut harness = open();
    click(&mut harness, "Interface endpoint, Billing endpoint");
    press(&mut harness, Modifiers::NONE, Key::Delete);
    check_seen(&harness, "checks do not hold");
    let from = place(&harness, "Interface endpoint");
    let to = place(&harness, "Private subnet, Private B") + vec2(0.0, 20.0);
    drag(&mut harness, from, to);
    check_seen(&harness, "has no ServiceName");
    choose(&mut harness, "Choose ServiceName", "Billing service");
    choose(&mut harness, "SecurityGroupIds", "Endpoint (sg-endpoint)");
    harness.get_by_label("PrivateDnsEnabled").click();
    harness.run();
    check_seen(&harness, "App reaches billing by name: Reachable");
}

/// Opens a pick list and takes an entry.
fn choose(harness: &mut Harness<'_, App>, list: &str, entry: &str) {
    harness.get_by_label(list).click();
    harness.run();
    harness.get_by_label(entry).click();
    harness.run();
}

#[test]
fn the_probe_asks_about_two_clicked_objects() {
    let mut harness = open();
    press(&mut harness, Modifiers::NONE, Key::P);
    let (from, to) = (
        place(&harness, "Instance, App"),
        place(&harness, "Interface endpoint, Billing endpoint"),
    );
    click_at(&mut harness, from);
    click_at(&mut harness, to);
    assert_eq!(harness.state().state().session.probe.from, "i-app");
    assert!(harness.state().answers().probe.is_some());
    check_seen(&harness, "i-app sends tcp");
}

#[test]
fn moving_changes_no_answer() {
    let mut harness = open();
    let before = harness.state().state().workspace().semantic_revision();
    let from = place(&harness, "Route table, Consumer routes");
    drag(&mut harness, from, from + vec2(0.0, 24.0));
    let state = harness.state().state();
    assert!(state.workspace().is_modified());
    assert_eq!(state.workspace().semantic_revision(), before);
}

#[test]
fn an_idle_window_paints_nothing() {
    let mut harness = open();
    let before = harness.state().frames();
    // Two runs of a window nobody touches: each needs one frame to find that nothing is asked for.
    assert!(harness.run() <= 1);
    assert!(harness.state().frames() - before <= 1);
    let delay = harness
        .output()
        .viewport_output
        .values()
        .map(|output| output.repaint_delay)
        .min();
    assert!(delay.is_none_or(|delay| delay.as_secs() >= 5), "{delay:?}");
}

#[test]
fn commands_are_found_by_name() {
    let mut harness = open();
    look_for(&mut harness, "dns");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    check_seen(&harness, "Choose a VPC and type a name");
}

#[test]
fn an_opened_design_shows_the_way_of_its_first_check_until_something_else_is_asked() {
    let mut harness = open();
    check_seen(&harness, "App reaches billing by name");
    check_seen(&harness, "i-app sends tcp");
    assert_eq!(harness.state().state().session.shown_check, Some(0));
    choose(&mut harness, "From", "Billing A · Instance");
    let session = &harness.state().state().session;
    assert_eq!(session.shown_check, None);
    assert_eq!(session.probe.from, "i-billing-a");
    assert_eq!(session.probe.to, "billing.example.com");
}

#[test]
fn alt_enter_makes_the_first_fix_of_the_trace_that_is_shown() {
    let mut harness = open();
    assert!(harness.state().answers().first_fix().is_none());
    click(&mut harness, "Security group, Endpoint");
    harness.get_by_label("Remove Rule 1").click();
    harness.run();
    check_seen(&harness, "checks do not hold");
    let fix = harness.state().answers().first_fix().unwrap().title.clone();
    check_seen(&harness, &format!("Fix: {fix}"));
    press(&mut harness, Modifiers::ALT, Key::Enter);
    check_seen(&harness, "All 7 checks hold");
}

#[test]
fn the_other_button_offers_what_can_be_done_with_an_object() {
    let mut harness = open();
    let app = place(&harness, "Instance, App");
    click_other(&mut harness, app);
    assert_eq!(
        harness.state().state().workspace().selection().ids(),
        ["i-app".into()]
    );
    harness.get_by_label_contains("Trace to here").click();
    harness.run();
    assert_eq!(harness.state().state().session.probe.to, "i-app");
    assert!(!has(&harness, "Trace to here"));
}

fn click_other(harness: &mut Harness<'_, App>, at: Pos2) {
    harness.hover_at(at);
    harness.run();
    for pressed in [true, false] {
        harness.event(egui::Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Secondary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        harness.run();
    }
}

#[test]
fn what_is_copied_out_of_sight_comes_into_sight() {
    let mut harness = open();
    click(&mut harness, "Instance, App");
    for _ in 0..6 {
        run(&mut harness, "zoom in");
    }
    run(&mut harness, "duplicate");
    let state = harness.state().state();
    let id = state.workspace().selection().primary().unwrap().clone();
    let item = harness.state().answers().picture.item(id.as_str()).unwrap();
    let on_screen = state.session.camera.screen_rect_from_scene(item.rect);
    assert_ne!(id.as_str(), "i-app");
    assert!(
        state.session.camera.canvas.contains_rect(on_screen),
        "{on_screen:?}"
    );
}

#[test]
fn an_object_is_found_by_an_address_and_the_next_one_by_a_key() {
    let mut harness = open();
    press(&mut harness, Modifiers::COMMAND, Key::F);
    harness
        .get_by_label("Find by name, tag, address, range, port or problem")
        .type_text("10.0.1.50");
    harness.run();
    check_seen(&harness, "CidrBlock");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let first = harness
        .state()
        .state()
        .workspace()
        .selection()
        .ids()
        .to_vec();
    assert_eq!(first.len(), 1);
    press(&mut harness, Modifiers::NONE, Key::F3);
    let second = harness
        .state()
        .state()
        .workspace()
        .selection()
        .ids()
        .to_vec();
    assert_ne!(first, second);
    press(&mut harness, Modifiers::SHIFT, Key::F3);
    let back = harness
        .state()
        .state()
        .workspace()
        .selection()
        .ids()
        .to_vec();
    assert_eq!(first, back);
}

#[test]
fn escape_closes_a_menu_and_keys_do_nothing_behind_it() {
    let mut harness = open();
    click(&mut harness, "File");
    check_seen(&harness, "Save as…");
    press(&mut harness, Modifiers::ALT, Key::N);
    assert_eq!(
        harness.state().state().file.name,
        "saas-privatelink.vpcanvas.json"
    );
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(!has(&harness, "Save as…"));
}

#[test]
fn a_list_is_as_long_as_what_is_in_it_whatever_it_held_before() {
    let mut harness = open();
    look_for(&mut harness, "no such thing");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    press(&mut harness, Modifiers::COMMAND, Key::K);
    let first = rect_of(&harness, Command::ALL[0].title());
    for _ in 0..8 {
        press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    }
    // The eighth is in sight too, so nothing had to be moved.
    assert_eq!(rect_of(&harness, Command::ALL[0].title()), first);
}

#[test]
fn a_command_that_cannot_be_run_is_found_with_the_reason() {
    let mut harness = open();
    press(&mut harness, Modifiers::NONE, Key::Escape);
    look_for(&mut harness, "align left");
    check_seen(&harness, "Select several objects first");
}
