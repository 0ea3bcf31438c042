//! A lesson beside its design: its steps, and its goals as the design changes.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use vpcanvas::platform::OpenedFile;

use crate::harness::{check_seen, click, has, open, open_file, press, run};

#[test]
fn a_lesson_comes_with_its_example_and_its_goals_follow_the_design() {
    let mut harness = open();
    assert!(!has(&harness, "Lesson"));
    run(&mut harness, "example endpoint and eni");
    check_seen(&harness, "Lesson (8 of 8)");
    check_seen(&harness, "An endpoint is not a network card");
    check_seen(&harness, "Both have an address in your subnet");
    harness.get_by_label("3. Use the second card").click();
    harness.run();
    check_seen(&harness, "Goal: Reached");
    click(&mut harness, "Security group, Management");
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
