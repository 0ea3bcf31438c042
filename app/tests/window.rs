//! The whole program without a window: what a user does, by the names a screen reader says, and what is seen then.

use egui::{Key, Modifiers, Pos2, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use vpcanvas::App;
use vpcanvas::platform::OpenedFile;

/// The program with an example, in a window of ordinary size.
fn open(example: &str) -> Harness<'static, App> {
    let path = format!("{}/../examples/{example}/design.vpcanvas.json", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).unwrap();
    let file = OpenedFile {
        name: format!("{example}.vpcanvas.json"),
        place: None,
        bytes,
    };
    let mut harness = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .with_max_steps(60)
        .build_eframe(|context| App::new(context, Some(Ok(file))));
    harness.run();
    harness
}

fn center(harness: &Harness<'_, App>, label: &str) -> Pos2 {
    harness.get_by_label(label).rect().center()
}

/// Drags as a hand does: in steps, so that every place on the way is seen.
fn drag(harness: &mut Harness<'_, App>, from: Pos2, to: Pos2) {
    hold(harness, from, to);
    harness.drop_at(to);
    harness.run();
}

/// The same without letting go.
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

#[test]
fn list_labels() {
    let harness = open("saas-privatelink");
    for node in harness.root().children_recursive() {
        let node = node.accesskit_node();
        if let Some(label) = node.label() {
            println!("{:?} {label}", node.role());
        }
    }
    let _ = (Key::A, Modifiers::NONE, Vec2::ZERO);
}
