//! How the program looks and behaves: every choice acts at once, and holds in the next run.

use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use vpcanvas::App;
use vpcanvas::commands::Command;
use vpcanvas::platform::Store;
use vpcanvas::settings::{Contrast, DragInside, Motion, Settings, ThemeChoice, Wheel};
use vpcanvas_drawing::Rect;

use crate::harness::{Folder, check_seen, click, example_file, has, press, run};

/// The program with an example, and what it kept in the last run.
fn open(folder: &Folder) -> Harness<'static, App> {
    let store = Store::in_folder(folder.0.clone());
    let example = example_file("saas-privatelink");
    let mut harness = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .with_max_steps(120)
        .with_step_dt(1.0 / 60.0)
        .build_eframe(|context| App::with_store(context, Some(Ok(example)), Some(store)));
    harness.run();
    harness
}

fn settings<'a>(harness: &'a Harness<'_, App>) -> &'a Settings {
    &harness.state().state().settings
}

/// Chooses something in the settings.
fn choose(harness: &mut Harness<'_, App>, label: &str) {
    press(harness, Modifiers::COMMAND, Key::Comma);
    harness.get_by_label(label).click();
    harness.run();
    press(harness, Modifiers::NONE, Key::Escape);
}

fn scale(harness: &Harness<'_, App>) -> f32 {
    harness.state().state().session.camera.scale()
}

fn turn_wheel(harness: &mut Harness<'_, App>, notches: f32) {
    harness.hover_at(harness.state().state().session.camera.canvas.center());
    harness.run();
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: vec2(0.0, notches),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    harness.run();
}

#[test]
fn what_is_chosen_acts_at_once_and_holds_in_the_next_run() {
    let folder = Folder::new("settings-settings");
    let mut harness = open(&folder);
    for label in [
        "Theme: Dark",
        "Contrast: High",
        "Motion: Reduced",
        "Larger",
        "Wheel: Zooms",
        "Drag in a container: Moves the container",
        "Snap to the grid",
    ] {
        choose(&mut harness, label);
    }
    run(&mut harness, "show routing");
    let chosen = settings(&harness).clone();
    assert_eq!(chosen.theme, ThemeChoice::Dark);
    assert_eq!(chosen.contrast, Contrast::High);
    assert_eq!(chosen.motion, Motion::Reduced);
    assert_eq!(chosen.scale, 110);
    assert_eq!(chosen.wheel, Wheel::Zoom);
    assert_eq!(chosen.inside, DragInside::Moves);
    assert!(!chosen.snaps_to_grid);
    assert_eq!(chosen.hidden.len(), 1);
    assert_eq!(harness.ctx.theme(), egui::Theme::Dark);
    drop(harness);
    let harness = open(&folder);
    assert_eq!(*settings(&harness), chosen);
    assert_eq!(harness.ctx.theme(), egui::Theme::Dark);
    assert!((harness.ctx.zoom_factor() - 1.1).abs() < 1e-6);
    check_seen(&harness, "Not shown: ");
}

#[test]
fn what_is_chosen_acts_where_nothing_can_be_kept() {
    let mut harness = crate::harness::open();
    choose(&mut harness, "Contrast: High");
    assert_eq!(settings(&harness).contrast, Contrast::High);
}

#[test]
fn the_defaults_come_back() {
    let folder = Folder::new("settings-defaults");
    let mut harness = open(&folder);
    choose(&mut harness, "Contrast: High");
    choose(
        &mut harness,
        "Show the minimap when not everything is in sight",
    );
    assert!(!settings(&harness).shows_minimap);
    choose(&mut harness, "Reset to defaults");
    assert_eq!(*settings(&harness), Settings::default());
}

#[test]
fn settings_that_nobody_can_read_are_put_aside() {
    let folder = Folder::new("settings-broken-settings");
    let store = Store::in_folder(folder.0.clone());
    store
        .write("settings.json", "{\"theme\": \"dark\"")
        .unwrap();
    let harness = open(&folder);
    assert_eq!(*settings(&harness), Settings::default());
    let aside = store.read("settings.unreadable.json");
    assert_eq!(aside.as_deref(), Some("{\"theme\": \"dark\""));
}

#[test]
fn a_notch_of_the_wheel_moves_the_picture_or_zooms_by_a_step() {
    let folder = Folder::new("settings-wheel");
    let mut harness = open(&folder);
    let before = scale(&harness);
    turn_wheel(&mut harness, 1.0);
    assert!((scale(&harness) - before).abs() < 1e-4);
    choose(&mut harness, "Wheel: Auto");
    turn_wheel(&mut harness, 3.0);
    assert!((scale(&harness) / before - 0.25_f32.exp2()).abs() < 1e-3);
}

/// Drags the inside of the subnet with the instance to the right; returns where the subnet stands before and then.
fn drag_inside(harness: &mut Harness<'_, App>) -> [Rect; 2] {
    let subnet = harness.state().state().workspace().document();
    let subnet = subnet.parent(&"i-app".into()).unwrap().clone();
    let here = |harness: &Harness<'_, App>| harness.state().state().place(&subnet).unwrap();
    let before = here(harness);
    let corner = vpcanvas_drawing::Point::new(before.max.x - 12.0, before.max.y - 8.0);
    let from = harness
        .state()
        .state()
        .session
        .camera
        .screen_from_scene(corner);
    harness.hover_at(from);
    harness.run();
    harness.drag_at(from);
    harness.run();
    for step in 1..=3_u8 {
        harness.hover_at(from + vec2(10.0 * f32::from(step), 0.0));
        harness.run();
    }
    harness.drop_at(from + vec2(30.0, 0.0));
    harness.run();
    [before, here(harness)]
}

#[test]
fn a_drag_inside_a_container_selects_or_moves_it() {
    let folder = Folder::new("settings-inside");
    let mut harness = open(&folder);
    let [before, after] = drag_inside(&mut harness);
    assert_eq!(before, after);
    choose(&mut harness, "Drag in a container: Moves the container");
    let [before, after] = drag_inside(&mut harness);
    assert!(after.min.x > before.min.x);
}

#[test]
fn the_camera_flies_unless_less_motion_is_wanted() {
    let folder = Folder::new("settings-motion");
    let mut harness = open(&folder);
    for (choice, flies) in [("Motion: Full", true), ("Motion: Reduced", false)] {
        choose(&mut harness, choice);
        run(&mut harness, "zoom to 100 %");
        let far = scale(&harness);
        harness.key_press_modifiers(Modifiers::SHIFT, Key::Num1);
        harness.step();
        let flight = harness.state().state().session.flight;
        assert_eq!(flight.is_some(), flies, "{choice}");
        harness.run();
        assert!(harness.state().state().session.flight.is_none());
        assert!(scale(&harness) < far);
    }
}

#[test]
fn the_settings_open_from_the_menu_and_lead_to_the_shortcuts() {
    let folder = Folder::new("settings-settings-menu");
    let mut harness = open(&folder);
    click(&mut harness, "Help");
    click(&mut harness, "Settings…");
    check_seen(&harness, "Contrast: High");
    harness.get_by_label("Keyboard shortcuts…").click();
    harness.run();
    assert!(!has(&harness, "Contrast: High"));
    check_seen(&harness, "Zoom to fit");
}

/// Opens the overview of keys, and asks for other keys of a command.
fn listen(harness: &mut Harness<'_, App>, command: &str) {
    press(harness, Modifiers::NONE, Key::Questionmark);
    click(harness, &format!("Keys of {command}: "));
    check_seen(harness, "Press the new keys");
}

fn keys(harness: &Harness<'_, App>, command: Command) -> Vec<String> {
    let keys = settings(harness).keys.of(command);
    keys.iter().map(ToString::to_string).collect()
}

#[test]
fn a_command_has_the_keys_it_was_given_everywhere_and_in_the_next_run() {
    let folder = Folder::new("settings-keys");
    let mut harness = open(&folder);
    listen(&mut harness, "New design");
    press(&mut harness, Modifiers::COMMAND, Key::J);
    assert_eq!(keys(&harness, Command::New), ["Ctrl+J"]);
    check_seen(&harness, "Keys of New design: Ctrl+J");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    click(&mut harness, "File");
    check_seen(&harness, "Ctrl+J");
    drop(harness);
    let mut harness = open(&folder);
    press(&mut harness, Modifiers::COMMAND, Key::J);
    assert_eq!(harness.state().state().file.name, "untitled.vpcanvas.json");
}

#[test]
fn keys_of_another_command_are_taken_over_only_when_that_is_wanted() {
    let folder = Folder::new("settings-taken-keys");
    let mut harness = open(&folder);
    for (answer, find) in [("Leave them", &["Ctrl+F"][..]), ("Take them over", &[])] {
        listen(&mut harness, "New design");
        press(&mut harness, Modifiers::COMMAND, Key::F);
        check_seen(&harness, "Ctrl+F are the keys of “Find…”");
        harness.get_by_label(answer).click();
        harness.run();
        assert_eq!(keys(&harness, Command::Find), find);
        press(&mut harness, Modifiers::NONE, Key::Escape);
    }
    assert_eq!(keys(&harness, Command::New), ["Ctrl+F"]);
    press(&mut harness, Modifiers::NONE, Key::Questionmark);
    click(&mut harness, "Reset all keys");
    assert_eq!(keys(&harness, Command::Find), ["Ctrl+F"]);
    assert_eq!(keys(&harness, Command::New), ["Alt+N"]);
}

#[test]
fn escape_leaves_the_question_about_keys_before_the_dialog() {
    let folder = Folder::new("settings-left-question");
    let mut harness = open(&folder);
    listen(&mut harness, "New design");
    press(&mut harness, Modifiers::COMMAND, Key::F);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(harness.state().state().session.rebinding, None);
    assert!(harness.state().state().session.dialogs.front().is_some());
    assert_eq!(keys(&harness, Command::New), ["Alt+N"]);
}

#[test]
fn keys_that_nobody_can_have_are_refused_in_words() {
    let folder = Folder::new("settings-refused-keys");
    let mut harness = open(&folder);
    listen(&mut harness, "New design");
    press(&mut harness, Modifiers::COMMAND, Key::N);
    check_seen(
        &harness,
        "Ctrl+N would not arrive: browsers keep these keys",
    );
    harness.event(Event::Copy);
    harness.run();
    check_seen(&harness, "Ctrl+C is for the clipboard");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(keys(&harness, Command::New), ["Alt+N"]);
    assert_eq!(harness.state().state().session.rebinding, None);
    assert!(harness.state().state().session.dialogs.front().is_some());
}

#[test]
fn a_command_is_found_by_its_name_or_its_keys() {
    let folder = Folder::new("settings-sought-keys");
    let mut harness = open(&folder);
    press(&mut harness, Modifiers::NONE, Key::Questionmark);
    let field = harness.get_by_label("Find a command, or whose keys some are");
    field.focus();
    field.type_text("ctrl+d");
    harness.run();
    check_seen(&harness, "Keys of Duplicate: Ctrl+D");
    assert!(!has(&harness, "Keys of New design"));
}
