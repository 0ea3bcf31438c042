//! The window from small to large: whatever its size and scale, the bar at the top shows all it holds, beside one another.

use egui::accesskit::Role;
use egui::{Rect, vec2};
use egui_kittest::kittest::{AccessKitNode, NodeT as _, Queryable as _};

use crate::harness::{open_in, words};

/// What can be read or pressed.
fn is_part(node: &AccessKitNode<'_>) -> bool {
    matches!(node.role(), Role::Button | Role::Label | Role::CheckBox)
}

/// Whether something lies in the bar at the top. What is below may be a row of a list that is scrolled out of sight.
fn is_in_bar(rect: Rect) -> bool {
    (0.0..34.0).contains(&rect.max.y)
}

#[track_caller]
fn check_bar(width: f32, height: f32, scale: f32) {
    let harness = open_in(vec2(width, height), scale);
    let parts: Vec<(String, Rect)> = harness
        .query_all_by(is_part)
        .map(|node| (words(&node.accesskit_node()), node.rect()))
        .filter(|(_, rect)| is_in_bar(*rect))
        .collect();
    assert!(parts.len() > 15, "{width} × {height}: {parts:?}");
    let window = Rect::from_min_size(egui::Pos2::ZERO, vec2(width, height)).expand(0.5);
    for (index, (name, rect)) in parts.iter().enumerate() {
        let at = format!("{width} × {height} at {scale}");
        assert!(
            window.contains_rect(*rect),
            "{at}: {name:?} is cut off: {rect}"
        );
        for (other, beside) in parts.iter().skip(index + 1) {
            let shared = rect.intersect(*beside);
            let apart = shared.width() <= 0.5 || shared.height() <= 0.5;
            assert!(apart, "{at}: {name:?} {rect} lies over {other:?} {beside}");
        }
    }
}

#[test]
fn the_bar_cuts_nothing_off_at_any_size_and_scale() {
    for (width, height) in [
        (900.0, 600.0),
        (1100.0, 700.0),
        (1440.0, 900.0),
        (3840.0, 2160.0),
    ] {
        for scale in [0.5, 1.0, 1.5, 2.0] {
            check_bar(width, height, scale);
        }
    }
}
