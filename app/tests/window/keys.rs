//! Keys and gestures of the canvas that change no meaning of others: from object to object, lines, pictures, refusals.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, Queryable as _};
use vpcanvas::App;
use vpcanvas_model::ResourceId;

use crate::harness::{check_seen, click, drop_at, has, hold, open, press, rect_of, run, words};

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const CTRL_ALT: Modifiers = Modifiers::COMMAND.plus(Modifiers::ALT);

#[track_caller]
fn check_selected(harness: &Harness<'_, App>, expected: &str) {
    let selected = harness.state().state().workspace().selection().ids();
    assert_eq!(selected, [ResourceId::from(expected)]);
}

#[test]
fn what_cannot_be_done_is_refused_in_words_by_key_too() {
    let mut harness = open();
    press(&mut harness, Modifiers::NONE, Key::Escape);
    for (modifiers, key, words) in [
        (Modifiers::COMMAND, Key::D, "Select something first"),
        (Modifiers::COMMAND, Key::Z, "There is nothing to undo"),
        (Modifiers::COMMAND, Key::Y, "There is nothing to do again"),
        (Modifiers::ALT, Key::A, "Select several objects first"),
        (Modifiers::NONE, Key::F2, "Select one object first"),
        (Modifiers::NONE, Key::F3, "Look for something first"),
        (CTRL_SHIFT, Key::ArrowDown, "Select a container first"),
    ] {
        press(&mut harness, modifiers, key);
        check_seen(&harness, words);
    }
}

#[test]
fn the_selection_goes_from_object_to_object() {
    let mut harness = open();
    click(&mut harness, "Instance, App");
    press(&mut harness, CTRL_SHIFT, Key::ArrowUp);
    check_selected(&harness, "subnet-consumer-a");
    press(&mut harness, Modifiers::COMMAND, Key::ArrowRight);
    check_selected(&harness, "subnet-consumer-b");
    press(&mut harness, Modifiers::SHIFT, Key::Enter);
    check_selected(&harness, "vpc-consumer");
    press(&mut harness, CTRL_SHIFT, Key::ArrowDown);
    check_selected(&harness, "subnet-consumer-a");
    press(&mut harness, Modifiers::NONE, Key::Tab);
    check_selected(&harness, "i-app");
    press(&mut harness, Modifiers::SHIFT, Key::Tab);
    check_selected(&harness, "subnet-consumer-a");
    press(&mut harness, Modifiers::ALT.plus(Modifiers::SHIFT), Key::R);
    check_seen(&harness, "Selected: Private subnet, Private A");
}

#[test]
fn a_connected_neighbour_is_inserted_by_the_keyboard() {
    let mut harness = open();
    click(&mut harness, "Security group, Endpoint");
    press(&mut harness, CTRL_ALT, Key::ArrowRight);
    check_seen(&harness, "Interface endpoint");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    click(&mut harness, "Route table, Consumer");
    press(&mut harness, CTRL_ALT, Key::ArrowRight);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    check_seen(&harness, " connected with Consumer routes");
}

#[test]
fn a_line_is_drawn_from_a_port_and_its_end_moved() {
    let mut harness = open();
    let port = rect_of(&harness, "Security group, App");
    let endpoint = rect_of(&harness, "Interface endpoint, Billing");
    hold(
        &mut harness,
        port.right_center() - egui::vec2(2.0, 0.0),
        endpoint.center(),
    );
    check_seen(&harness, "Click two resources to connect them");
    drop_at(&mut harness, endpoint.center());
    let groups = |harness: &Harness<'_, App>| {
        let document = harness.state().state().workspace().committed();
        let fields = document
            .resource(&"vpce-billing".into())
            .unwrap()
            .to_fields();
        fields["SecurityGroupIds"].to_string()
    };
    assert!(groups(&harness).contains("sg-app"), "{}", groups(&harness));
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(!groups(&harness).contains("sg-app"));
    // Beside everything there is nothing: what can be connected is offered.
    let port = rect_of(&harness, "Security group, App");
    let nowhere = rect_of(&harness, "Account, Consumer").left_bottom() + egui::vec2(20.0, 60.0);
    hold(
        &mut harness,
        port.right_center() - egui::vec2(2.0, 0.0),
        nowhere,
    );
    drop_at(&mut harness, nowhere);
    check_seen(&harness, "Find what to insert, connected");
    press(&mut harness, Modifiers::NONE, Key::Escape);
}

#[test]
fn a_row_of_the_outline_is_dragged_into_another_container() {
    let mut harness = open();
    press(&mut harness, Modifiers::NONE, Key::O);
    let row = |harness: &Harness<'_, App>, label: &str| rect_of(harness, label).center();
    let (app, rules) = (
        row(&harness, "Instance App"),
        row(&harness, "Security group App"),
    );
    hold(&mut harness, app, rules);
    check_seen(&harness, "An instance stands in a subnet; drop it on one");
    let subnet = rect_of(&harness, "Subnet Private B").center();
    for part in [0.5, 1.0] {
        harness.hover_at(rules.lerp(subnet, part));
        harness.run();
    }
    assert!(!has(&harness, "An instance stands in a subnet"));
    drop_at(&mut harness, subnet);
    let workspace = harness.state().state().workspace();
    let parent = workspace.committed().parent(&"i-app".into());
    assert!(
        parent.is_some_and(|parent| parent.as_str().ends_with("-b")),
        "{parent:?}"
    );
    assert!(workspace.undo_label().unwrap().starts_with("Move App to "));
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    let document = harness.state().state().workspace().committed();
    assert_eq!(
        document.parent(&"i-app".into()),
        Some(&"subnet-consumer-a".into())
    );
}

#[test]
fn pictures_are_copied_of_the_selection_or_of_everything() {
    let mut harness = open();
    press(&mut harness, Modifiers::ALT, Key::C);
    check_seen(&harness, "Copied the picture as SVG");
    click(&mut harness, "Instance, App");
    press(&mut harness, Modifiers::ALT.plus(Modifiers::SHIFT), Key::C);
    check_seen(&harness, "Copied the picture as PNG, ");
}

#[test]
fn a_design_is_pasted_where_the_pointer_is() {
    let mut harness = open();
    click(&mut harness, "Security group, App");
    let clip = {
        let workspace = harness.state().state().workspace();
        let ids = workspace.selection().ids();
        let arrangement = workspace.committed_arrangement();
        let clip = vpcanvas_editor::actions::copy(workspace.committed(), arrangement, ids);
        vpcanvas_model::file::write(&clip)
    };
    press(&mut harness, Modifiers::NONE, Key::Escape);
    let at = rect_of(&harness, "VPC, Provider VPC").left_top() + egui::vec2(12.0, 160.0);
    harness.hover_at(at);
    harness.run();
    harness.event(egui::Event::Paste(clip));
    harness.run();
    check_selected(&harness, "sg-app-2");
    let document = harness.state().state().workspace().committed();
    assert_eq!(
        document.parent(&"sg-app-2".into()),
        Some(&"vpc-provider".into())
    );
}

#[test]
fn the_laser_and_the_habits_are_said() {
    let mut harness = open();
    press(&mut harness, Modifiers::NONE, Key::K);
    check_seen(&harness, "Press to leave a trail");
    let app = rect_of(&harness, "Instance, App").center();
    let before = harness.state().state().workspace().selection().clone();
    harness.hover_at(app);
    harness.drag_at(app);
    harness.hover_at(app + egui::vec2(60.0, 40.0));
    harness.step();
    harness.drop_at(app + egui::vec2(60.0, 40.0));
    // The trail is gone after a while, and the window rests.
    harness.run_steps(120);
    harness.run();
    assert_eq!(*harness.state().state().workspace().selection(), before);
    press(&mut harness, Modifiers::NONE, Key::V);
    assert!(!has(&harness, "Press to leave a trail"));
    press(&mut harness, Modifiers::NONE, Key::Q);
    press(&mut harness, Modifiers::SHIFT, Key::S);
    let state = harness.state().state();
    assert!(state.editor.keeps_tool() && !state.settings.snaps_to_grid);
    run(&mut harness, "show or hide grid");
    press(&mut harness, Modifiers::NONE, Key::F);
    check_seen(&harness, "Find what to insert");
}

#[test]
fn a_key_that_was_taken_types_nothing_into_a_field() {
    let mut harness = open();
    click(&mut harness, "Instance, App");
    press(&mut harness, Modifiers::NONE, Key::F2);
    let modifiers = Modifiers::ALT.plus(Modifiers::SHIFT);
    let pressed = egui::Event::Key {
        key: Key::D,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    };
    // What a keyboard on Linux sends along comes in the same frame.
    let typed = egui::Event::Text("D".to_owned());
    harness.input_mut().events.extend([pressed, typed]);
    harness.step();
    harness.run();
    let document = harness.state().state().workspace().document();
    assert_eq!(document.display_name(&ResourceId::from("i-app")), "App");
}

#[test]
fn labels_of_lines_are_seen_of_all_of_the_selection_or_of_none() {
    let mut harness = open();
    press(&mut harness, Modifiers::NONE, Key::Escape);
    let count = |harness: &Harness<'_, App>| {
        let is_label = |node: &AccessKitNode<'_>| words(node) == "PrivateLink";
        harness.query_all_by(is_label).count()
    };
    let all = count(&harness);
    run(&mut harness, "show no labels");
    // The palette has a heading of that name.
    let beside = count(&harness);
    assert!(beside < all);
    run(&mut harness, "labels of selected lines");
    assert_eq!(count(&harness), beside);
    click(&mut harness, "Interface endpoint, Billing endpoint");
    assert!(count(&harness) > beside && count(&harness) <= all);
    run(&mut harness, "show all labels");
    assert_eq!(count(&harness), all);
}

#[test]
fn undo_gives_up_a_drag_though_there_is_nothing_to_undo() {
    let mut harness = open();
    let before = harness.state().state().workspace().document().clone();
    let from = rect_of(&harness, "Route table, Consumer").center();
    let to = from + egui::vec2(0.0, 48.0);
    hold(&mut harness, from, to);
    assert_ne!(*harness.state().state().workspace().document(), before);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(*harness.state().state().workspace().document(), before);
    assert!(!has(&harness, "There is nothing to undo"));
    drop_at(&mut harness, to);
    let workspace = harness.state().state().workspace();
    assert!(*workspace.document() == before && workspace.undo_label().is_none());
}

#[test]
fn the_words_of_a_refused_drop_go_with_the_next_one() {
    let mut harness = open();
    let nowhere = rect_of(&harness, "Account, Consumer").left_bottom() + egui::vec2(20.0, 60.0);
    let refusal = "A subnet stands in a VPC; drop it on one";
    let subnet = rect_of(&harness, "Subnet").center();
    hold(&mut harness, subnet, nowhere);
    drop_at(&mut harness, nowhere);
    check_seen(&harness, refusal);
    let vpc = rect_of(&harness, "VPC").center();
    hold(&mut harness, vpc, nowhere);
    drop_at(&mut harness, nowhere);
    let label = harness.state().state().workspace().undo_label();
    assert_eq!(label, Some("Insert VPC"));
    assert!(!has(&harness, refusal));
}
