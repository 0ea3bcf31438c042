//! Who reaches what in the window, and a fix that is looked at before it is made, by the names a screen reader says.
#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test reads an example and fails loudly"
)]

use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, Queryable};
use vpcanvas::App;
use vpcanvas::platform::OpenedFile;

/// The program with an example, in a window of ordinary size.
fn open() -> Harness<'static, App> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../examples/saas-privatelink/design.vpcanvas.json"
    );
    let file = OpenedFile {
        name: "saas-privatelink.vpcanvas.json".to_owned(),
        place: None,
        bytes: std::fs::read(path).unwrap(),
        lesson: None,
    };
    let mut harness = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .with_max_steps(60)
        .build_eframe(|context| App::new(context, Some(Ok(file))));
    harness.run();
    harness
}

/// Runs a command by its name, as the command palette does.
fn run(harness: &mut Harness<'_, App>, command: &str) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run();
    harness
        .get_by_label("Find a command or an object")
        .type_text(command);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
}

fn words(node: &AccessKitNode<'_>) -> String {
    node.label().or_else(|| node.value()).unwrap_or_default()
}

fn has(harness: &Harness<'_, App>, text: &str) -> bool {
    let says = |node: &AccessKitNode<'_>| words(node).contains(text);
    harness.query_all_by(says).next().is_some()
}

#[track_caller]
fn check_seen(harness: &Harness<'_, App>, text: &str) {
    assert!(has(harness, text), "nothing says {text:?}");
}

/// Clicks the first thing whose name begins like this.
#[track_caller]
fn click(harness: &mut Harness<'_, App>, label: &str) {
    let begins = |node: &AccessKitNode<'_>| words(node).starts_with(label);
    let Some(found) = harness.query_all_by(begins).next() else {
        panic!("nothing is called {label:?}");
    };
    let at = found.rect().center();
    harness.hover_at(at);
    harness.run();
    harness.drag_at(at);
    harness.run();
    harness.drop_at(at);
    harness.run();
}

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
fn a_fix_is_looked_at_before_it_is_made_and_is_one_step() {
    let mut harness = open();
    click(&mut harness, "Security group, Endpoint");
    let remove = |node: &AccessKitNode<'_>| {
        let words = words(node);
        words.starts_with("Remove ") && words.ends_with(" from SecurityGroupRules")
    };
    harness.query_all_by(remove).next().unwrap().click();
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
    click(&mut harness, "Make the fix");
    check_seen(&harness, "All 7 checks hold");
    assert!(!has(&harness, "Preview of a fix"));
    assert_ne!(*harness.state().state().workspace().committed(), broken);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(*harness.state().state().workspace().document(), broken);
}
