//! The program without a display, and what tests do with it by the names a screen reader says.

use std::path::PathBuf;
use std::time::Duration;

use eframe::CreationContext;
use egui::{Key, Modifiers, Pos2, Rect, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, Queryable};
use vpcanvas::App;
use vpcanvas::platform::OpenedFile;
use vpcanvas_editor::Workspace;

/// A window of ordinary size.
const SIZE: Vec2 = vec2(1440.0, 900.0);

/// A folder of one test alone, gone at its end.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("vpcanvas-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap_or_default();
    }
}

/// The path of an example's design.
pub(crate) fn example_path(example: &str) -> PathBuf {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples");
    PathBuf::from(root)
        .join(example)
        .join("design.vpcanvas.json")
}

/// An example as a file that was opened.
pub(crate) fn example_file(example: &str) -> OpenedFile {
    file(example, std::fs::read(example_path(example)).unwrap())
}

/// A file that was opened, without a place of its own.
pub(crate) fn file(name: &str, bytes: Vec<u8>) -> OpenedFile {
    OpenedFile {
        name: format!("{name}.vpcanvas.json"),
        place: None,
        bytes,
        lesson: None,
    }
}

/// The program with the first example.
pub(crate) fn open() -> Harness<'static, App> {
    open_example("saas-privatelink")
}

/// The program with an example.
pub(crate) fn open_example(example: &str) -> Harness<'static, App> {
    open_file(example_file(example))
}

/// The program with what may be a design.
pub(crate) fn open_bytes(name: &str, bytes: impl Into<Vec<u8>>) -> Harness<'static, App> {
    open_file(file(name, bytes.into()))
}

pub(crate) fn open_file(file: OpenedFile) -> Harness<'static, App> {
    start(|context| App::new(context, Some(Ok(file))))
}

/// The program as it starts, in a window of ordinary size.
pub(crate) fn start(
    program: impl FnOnce(&mut CreationContext<'_>) -> App,
) -> Harness<'static, App> {
    let mut harness = Harness::builder()
        .with_size(SIZE)
        .with_max_steps(400)
        .build_eframe(|context| program(context));
    harness.run();
    harness
}

/// The program with an example, in a window of some points with some pixels each.
pub(crate) fn open_in(size: Vec2, scale: f32) -> Harness<'static, App> {
    let file = example_file("saas-privatelink");
    let mut harness = Harness::builder()
        .with_size(size)
        .with_pixels_per_point(scale)
        .with_max_steps(60)
        .build_eframe(|context| App::new(context, Some(Ok(file))));
    harness.run();
    harness
}

/// What is worked on.
pub(crate) fn workspace<'a>(harness: &'a Harness<'_, App>) -> &'a Workspace {
    harness.state().state().workspace()
}

/// Types into the command palette.
pub(crate) fn look_for(harness: &mut Harness<'_, App>, text: &str) {
    press(harness, Modifiers::COMMAND, Key::K);
    harness
        .get_by_label("Find a command or an object")
        .type_text(text);
    harness.run();
}

/// Runs a command by its name, as the command palette does.
pub(crate) fn run(harness: &mut Harness<'_, App>, command: &str) {
    look_for(harness, command);
    press(harness, Modifiers::NONE, Key::Enter);
}

/// Presses a key.
pub(crate) fn press(harness: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
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

/// Waits for something that another thread does.
#[track_caller]
pub(crate) fn wait_for(harness: &mut Harness<'_, App>, text: &str) {
    for _ in 0..400 {
        if has(harness, text) {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
        harness.step();
    }
    panic!("nothing says {text:?}");
}

/// Where the thing of this name is, else the first whose name begins like this.
#[track_caller]
pub(crate) fn rect_of(harness: &Harness<'_, App>, label: &str) -> Rect {
    let begins = |node: &AccessKitNode<'_>| words(node).starts_with(label);
    let exact = harness.query_all_by(|node| words(node) == label).next();
    let found = exact.or_else(|| harness.query_all_by(begins).next());
    found
        .unwrap_or_else(|| panic!("nothing is called {label:?}"))
        .rect()
}

/// The middle of that.
#[track_caller]
pub(crate) fn place(harness: &Harness<'_, App>, label: &str) -> Pos2 {
    rect_of(harness, label).center()
}

/// Clicks the thing of this name, else the first whose name begins like this.
#[track_caller]
pub(crate) fn click(harness: &mut Harness<'_, App>, label: &str) {
    let at = place(harness, label);
    click_at(harness, at);
}

pub(crate) fn click_at(harness: &mut Harness<'_, App>, at: Pos2) {
    harness.hover_at(at);
    harness.run();
    harness.drag_at(at);
    harness.run();
    drop_at(harness, at);
}

/// Moves the pressed pointer as a hand does: in steps, so that every place on the way is seen.
pub(crate) fn hold(harness: &mut Harness<'_, App>, from: Pos2, to: Pos2) {
    harness.hover_at(from);
    harness.run();
    harness.drag_at(from);
    harness.run();
    for step in 1..=4_u8 {
        harness.hover_at(from + (to - from) * (f32::from(step) / 4.0));
        harness.run();
    }
}

/// Lets go of what is held.
pub(crate) fn drop_at(harness: &mut Harness<'_, App>, at: Pos2) {
    harness.drop_at(at);
    harness.run();
}

pub(crate) fn drag(harness: &mut Harness<'_, App>, from: Pos2, to: Pos2) {
    hold(harness, from, to);
    drop_at(harness, to);
}
