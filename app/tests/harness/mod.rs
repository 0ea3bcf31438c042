//! The program without a window, and what tests do with it by the names a screen reader says.

use egui::{Key, Modifiers, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, Queryable};
use vpcanvas::App;
use vpcanvas::platform::OpenedFile;

/// The program with an example, in a window of ordinary size.
pub(crate) fn open() -> Harness<'static, App> {
    open_in(vec2(1440.0, 900.0), 1.0)
}

/// The program with an example, in a window of some points with some pixels each.
pub(crate) fn open_in(size: Vec2, scale: f32) -> Harness<'static, App> {
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
        .with_size(size)
        .with_pixels_per_point(scale)
        .with_max_steps(60)
        .build_eframe(|context| App::new(context, Some(Ok(file))));
    harness.run();
    harness
}

/// Runs a command by its name, as the command palette does.
pub(crate) fn run(harness: &mut Harness<'_, App>, command: &str) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run();
    harness
        .get_by_label("Find a command or an object")
        .type_text(command);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
}

/// What a screen reader says of a thing.
pub(crate) fn words(node: &AccessKitNode<'_>) -> String {
    node.label().or_else(|| node.value()).unwrap_or_default()
}

/// Whether something says this.
pub(crate) fn has(harness: &Harness<'_, App>, text: &str) -> bool {
    let says = |node: &AccessKitNode<'_>| words(node).contains(text);
    harness.query_all_by(says).next().is_some()
}

/// Fails unless something says this.
#[track_caller]
pub(crate) fn check_seen(harness: &Harness<'_, App>, text: &str) {
    assert!(has(harness, text), "nothing says {text:?}");
}

/// Clicks the first thing whose name begins like this.
#[track_caller]
pub(crate) fn click(harness: &mut Harness<'_, App>, label: &str) {
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
