//! What gives way to what in a small window.

use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::{click, click_at, open, press, rect_of, words};

#[test]
fn in_a_small_window_the_hint_gives_way_to_the_verdict() {
    let mut harness = open();
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
    let mut harness = open();
    harness.set_size(vec2(900.0, 600.0));
    click(&mut harness, "Security group, Endpoint");
    press(&mut harness, Modifiers::NONE, Key::Delete);
    let edge = rect_of(&harness, "Inspector").left();
    for tab in ["Problems", "Checks", "DNS", "Trace"] {
        let at = rect_of(&harness, tab).center();
        click_at(&mut harness, at);
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
