//! What gives way to what in a small window.

use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use vpcanvas::commands::{Command, Group};

use crate::harness::{click, click_at, example_path, open, open_bytes, press, rect_of, words};

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

#[test]
fn in_a_small_window_the_end_of_a_long_menu_comes_into_sight() {
    let mut harness = open();
    harness.set_size(vec2(900.0, 600.0));
    harness.run();
    click(&mut harness, "Edit");
    let last = Command::ALL.iter().rfind(|one| one.group() == Group::Edit);
    let last = last.unwrap().title();
    assert!(rect_of(&harness, last).bottom() > 600.0);
    harness.hover_at(rect_of(&harness, Command::Undo.title()).center());
    for _ in 0..20 {
        harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            delta: vec2(0.0, -5.0),
            modifiers: Modifiers::NONE,
            phase: TouchPhase::Move,
            source: MouseWheelSource::Unknown,
        });
        harness.run();
    }
    assert!(rect_of(&harness, last).bottom() < 600.0);
}

#[test]
fn a_long_name_leaves_the_inspector_its_width() {
    let design = std::fs::read_to_string(example_path("saas-privatelink")).unwrap();
    let name = "Production shared services VPC of eu-central-1, second of four";
    let design = design.replace("Consumer VPC", name);
    let mut harness = open_bytes("long", design.into_bytes());
    click(&mut harness, "Private subnet, Private B");
    let left = rect_of(&harness, "CidrBlock").left() - 20.0;
    let named = harness.query_all_by(|node| !words(node).is_empty());
    for node in named.filter(|node| node.rect().left() > left) {
        let (rect, name) = (node.rect(), words(&node.accesskit_node()));
        assert!(rect.right() <= 1440.5, "{name:?} {rect}");
    }
    assert!(rect_of(&harness, "Address plan of").left() > left);
}
