//! The whole program without a window: what a user does, by the names a screen reader says, and what is seen then.
#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test reads an example and fails loudly"
)]

mod planner;
mod translation;

use egui::{Key, Modifiers, Pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT, Queryable};
use vpcanvas::App;
use vpcanvas::platform::OpenedFile;

/// The program with an example, in a window of ordinary size.
fn open(example: &str) -> Harness<'static, App> {
    let path = format!(
        "{}/../examples/{example}/design.vpcanvas.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let bytes = std::fs::read(path).unwrap();
    open_bytes(example, bytes)
}

/// Runs a command by its name, as the command palette does.
fn run(harness: &mut Harness<'_, App>, command: &str) {
    press(harness, Modifiers::COMMAND, Key::K);
    harness
        .get_by_label("Find a command or an object")
        .type_text(command);
    harness.run();
    press(harness, Modifiers::NONE, Key::Enter);
}

fn open_bytes(name: &str, bytes: Vec<u8>) -> Harness<'static, App> {
    open_file(OpenedFile {
        name: format!("{name}.vpcanvas.json"),
        place: None,
        bytes,
        lesson: None,
    })
}

fn open_file(file: OpenedFile) -> Harness<'static, App> {
    let mut harness = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .with_max_steps(60)
        .build_eframe(|context| App::new(context, Some(Ok(file))));
    harness.run();
    harness
}

/// Where the thing of this name is, else the first whose name begins like this.
fn place(harness: &Harness<'_, App>, label: &str) -> Pos2 {
    let begins = |node: &AccessKitNode<'_>| words(node).starts_with(label);
    let exact = harness.query_all_by(|node| words(node) == label).next();
    let found = exact.or_else(|| harness.query_all_by(begins).next());
    found
        .unwrap_or_else(|| panic!("nothing is called {label:?}"))
        .rect()
        .center()
}

/// What a screen reader says of a thing.
fn words(node: &AccessKitNode<'_>) -> String {
    node.label().or_else(|| node.value()).unwrap_or_default()
}

fn has(harness: &Harness<'_, App>, text: &str) -> bool {
    harness
        .query_all_by(|node| words(node).contains(text))
        .next()
        .is_some()
}

#[track_caller]
fn check_seen(harness: &Harness<'_, App>, text: &str) {
    assert!(has(harness, text), "nothing says {text:?}");
}

/// Moves the pressed pointer as a hand does: in steps, so that every place on the way is seen.
fn hold(harness: &mut Harness<'_, App>, from: Pos2, to: Pos2) {
    harness.hover_at(from);
    harness.run();
    harness.drag_at(from);
    harness.run();
    for step in 1..=4_u8 {
        harness.hover_at(from + (to - from) * (f32::from(step) / 4.0));
        harness.run();
    }
}

fn drag(harness: &mut Harness<'_, App>, from: Pos2, to: Pos2) {
    hold(harness, from, to);
    harness.drop_at(to);
    harness.run();
}

fn click(harness: &mut Harness<'_, App>, at: Pos2) {
    harness.hover_at(at);
    harness.run();
    harness.drag_at(at);
    harness.run();
    harness.drop_at(at);
    harness.run();
}

fn press(harness: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

#[test]
fn a_drop_is_refused_in_words_before_it_is_made() {
    let mut harness = open("saas-privatelink");
    let before = harness.state().state().workspace().document().clone();
    let from = place(&harness, "Instance");
    let to = place(&harness, "Endpoint service, Billing service");
    hold(&mut harness, from, to);
    check_seen(&harness, "An instance stands in a subnet");
    harness.drop_at(to);
    harness.run();
    assert_eq!(*harness.state().state().workspace().document(), before);
}

#[test]
fn what_is_dropped_is_there_and_undo_takes_it_back() {
    let mut harness = open("saas-privatelink");
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
    let mut harness = open("saas-privatelink");
    check_seen(&harness, "All 7 checks hold");
    let group = place(&harness, "Security group, Endpoint");
    click(&mut harness, group);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert!(!has(&harness, "All 7 checks hold"));
    check_seen(&harness, "checks do not hold");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    check_seen(&harness, "All 7 checks hold");
}

#[test]
fn dropping_an_endpoint_and_naming_its_service_turns_the_verdict() {
    let mut harness = open("saas-privatelink");
    let endpoint = place(&harness, "Interface endpoint, Billing endpoint");
    click(&mut harness, endpoint);
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
    let mut harness = open("saas-privatelink");
    press(&mut harness, Modifiers::NONE, Key::P);
    let (from, to) = (
        place(&harness, "Instance, App"),
        place(&harness, "Interface endpoint, Billing endpoint"),
    );
    click(&mut harness, from);
    click(&mut harness, to);
    assert_eq!(harness.state().state().session.probe.from, "i-app");
    assert!(harness.state().answers().probe.is_some());
    check_seen(&harness, "i-app sends tcp");
}

#[test]
fn a_field_is_checked_where_it_is_typed() {
    let mut harness = open("saas-privatelink");
    let subnet = place(&harness, "Private subnet, Private B");
    click(&mut harness, subnet + vec2(0.0, 25.0));
    harness.get_by_label("CidrBlock").focus();
    harness.run();
    press(&mut harness, Modifiers::COMMAND, Key::A);
    harness.get_by_label("CidrBlock").type_text("10.0.2.0/240");
    harness.run();
    check_seen(&harness, "expected an IPv4 CIDR block");
    assert!(!harness.state().state().workspace().is_modified());
}

#[test]
fn moving_changes_no_answer() {
    let mut harness = open("saas-privatelink");
    let before = harness.state().state().workspace().semantic_revision();
    let from = place(&harness, "Route table, Consumer routes");
    drag(&mut harness, from, from + vec2(0.0, 24.0));
    let state = harness.state().state();
    assert!(state.workspace().is_modified());
    assert_eq!(state.workspace().semantic_revision(), before);
}

#[test]
fn an_idle_window_paints_nothing() {
    let mut harness = open("saas-privatelink");
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
    let mut harness = open("saas-privatelink");
    press(&mut harness, Modifiers::COMMAND, Key::K);
    harness
        .get_by_label("Find a command or an object")
        .type_text("dns");
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    check_seen(&harness, "Choose a VPC and type a name");
}

#[test]
fn a_file_that_is_no_design_is_explained_and_nothing_is_lost() {
    for bytes in [
        b"not json".to_vec(),
        br#"{"version": 99}"#.to_vec(),
        vec![b'['; 100_000],
        Vec::new(),
    ] {
        let mut harness = open_bytes("broken", bytes);
        check_seen(&harness, "Cannot open the design");
        harness.get_by_label("OK").click();
        harness.run();
        assert!(!has(&harness, "Cannot open the design"));
    }
}

#[test]
fn unsaved_changes_are_asked_about_before_they_go() {
    let mut harness = open("saas-privatelink");
    let from = place(&harness, "Route table, Consumer routes");
    click(&mut harness, from);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    let before = harness.state().state().workspace().document().clone();
    press(&mut harness, Modifiers::ALT, Key::N);
    check_seen(&harness, "Save changes?");
    harness.get_by_label("Cancel").click();
    harness.run();
    assert_eq!(*harness.state().state().workspace().document(), before);
}

#[test]
fn the_second_example_opens_too() {
    let harness = open("endpoint-vs-eni");
    check_seen(&harness, "Interface endpoint");
}

#[test]
fn an_example_of_the_program_opens_and_unsaved_changes_are_asked_about_first() {
    let mut harness = open("saas-privatelink");
    run(&mut harness, "example endpoint and eni");
    check_seen(&harness, "endpoint-vs-eni.vpcanvas.json");
    let card = place(&harness, "Instance, Shop server");
    click(&mut harness, card);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    run(&mut harness, "example saas");
    check_seen(&harness, "Save changes?");
    harness.get_by_label("Do not save").click();
    harness.run();
    check_seen(&harness, "saas-privatelink.vpcanvas.json");
}

#[test]
fn a_lesson_comes_with_its_example_and_its_goals_follow_the_design() {
    let mut harness = open("saas-privatelink");
    assert!(!has(&harness, "Lesson"));
    run(&mut harness, "example endpoint and eni");
    check_seen(&harness, "Lesson (8 of 8)");
    check_seen(&harness, "An endpoint is not a network card");
    check_seen(&harness, "Both have an address in your subnet");
    harness.get_by_label("3. Use the second card").click();
    harness.run();
    check_seen(&harness, "Goal: Reached");
    let group = place(&harness, "Security group, Management");
    click(&mut harness, group);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    check_seen(&harness, "Goal: Not reached");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    check_seen(&harness, "Goal: Reached");
    run(&mut harness, "next step of the lesson");
    check_seen(&harness, "Trace from the shop server to");
    run(&mut harness, "example saas");
    assert!(!has(&harness, "Lesson"));
}

#[test]
fn a_lesson_that_cannot_be_read_says_its_line() {
    let harness = open_file(OpenedFile {
        name: "broken.vpcanvas.json".to_owned(),
        place: None,
        bytes: br#"{"version": 1}"#.to_vec(),
        lesson: Some("# A\n##\n".to_owned()),
    });
    check_seen(
        &harness,
        "The lesson cannot be read: line 2: a heading without text",
    );
}

#[test]
fn an_opened_design_shows_the_way_of_its_first_check_until_something_else_is_asked() {
    let mut harness = open("saas-privatelink");
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
    let mut harness = open("saas-privatelink");
    assert!(harness.state().answers().first_fix().is_none());
    let group = place(&harness, "Security group, Endpoint");
    click(&mut harness, group);
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
    let mut harness = open("saas-privatelink");
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

/// Where a thing stands whose name begins like this.
fn rect_of(harness: &Harness<'_, App>, label: &str) -> egui::Rect {
    let begins = |node: &AccessKitNode<'_>| words(node).starts_with(label);
    harness.query_all_by(begins).next().unwrap().rect()
}

#[test]
fn the_inspector_keeps_its_width_when_a_row_is_opened() {
    let mut harness = open("saas-privatelink");
    let endpoint = place(&harness, "Interface endpoint, Billing endpoint");
    click(&mut harness, endpoint);
    let label = rect_of(&harness, "SubnetConfigurations");
    click(&mut harness, label.left_bottom() + vec2(17.0, 24.0));
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
    let mut harness = open("saas-privatelink");
    let before = harness.state().state().workspace().document().clone();
    let listener = place(&harness, "Listener, TCP 443");
    click(&mut harness, listener);
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
    let mut harness = open("saas-privatelink");
    let listener = place(&harness, "Listener, TCP 443");
    click(&mut harness, listener);
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
fn what_is_copied_out_of_sight_comes_into_sight() {
    let mut harness = open("saas-privatelink");
    let app = place(&harness, "Instance, App");
    click(&mut harness, app);
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
fn in_a_small_window_the_hint_gives_way_to_the_verdict() {
    let mut harness = open("saas-privatelink");
    harness.set_size(vec2(900.0, 600.0));
    harness.run();
    let verdict = rect_of(&harness, "All 7 checks hold");
    let hints: Vec<egui::Rect> = harness
        .query_all_by(|node| !words(node).is_empty())
        .map(|node| node.rect())
        .filter(|rect| rect.y_range().contains(verdict.center().y))
        .filter(|rect| rect.left() < verdict.left() && rect.height() < 30.0)
        .collect();
    assert!(!hints.is_empty());
    for hint in hints {
        assert!(hint.right() <= verdict.left(), "{hint:?} {verdict:?}");
    }
}

#[test]
fn in_a_small_window_the_dock_ends_at_the_inspector() {
    let mut harness = open("saas-privatelink");
    harness.set_size(vec2(900.0, 600.0));
    let group = place(&harness, "Security group, Endpoint");
    click(&mut harness, group);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    let edge = rect_of(&harness, "Inspector").left();
    for tab in ["Problems", "Checks", "DNS", "Trace"] {
        let at = rect_of(&harness, tab).center();
        click(&mut harness, at);
        let top = at.y;
        let nodes = harness.query_all_by(|node| !words(node).is_empty());
        for node in nodes {
            let rect = node.rect();
            if rect.top() > top
                && rect.bottom() < 570.0
                && rect.left() > 190.0
                && rect.left() < edge
            {
                let said = words(&node.accesskit_node());
                assert!(rect.right() <= edge, "{tab}: {said:?} {rect:?} {edge}");
            }
        }
    }
}

#[test]
fn an_object_is_found_by_an_address_and_the_next_one_by_a_key() {
    let mut harness = open("saas-privatelink");
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
fn names_of_the_design_complete_what_is_typed() {
    let mut harness = open("saas-privatelink");
    run(&mut harness, "dns");
    check_seen(&harness, "Names in the design");
    harness.get_by_label("billing.example.com").click();
    harness.run();
    assert!(!has(&harness, "Names in the design"));
}
