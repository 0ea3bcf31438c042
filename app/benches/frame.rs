//! What a frame and an edit cost the processor, without a window: `cargo bench -p vpcanvas`.
//!
//! Numbers are printed, not judged: they say what a change does on one machine.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measuring program reads a file and the clock, and prints"
)]

use std::time::{Duration, Instant};

use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use vpcanvas::App;
use vpcanvas::platform;

fn main() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../examples/saas-privatelink/design.vpcanvas.json"
    );
    let file = platform::read(path.as_ref());
    let mut harness = Harness::builder()
        .with_size(vec2(1920.0, 1080.0))
        .with_accessibility_check(false)
        .build_eframe(|context| App::new(context, Some(file)));
    harness.run();

    let pan = measure(&mut harness, 200, |harness, frame| {
        harness.hover_at(egui::pos2(900.0, 400.0));
        let delta = vec2(if frame % 40 < 20 { 6.0 } else { -6.0 }, 0.0);
        harness.event(wheel(delta, Modifiers::NONE));
    });
    report("frame while panning", &pan);

    let zoom = measure(&mut harness, 200, |harness, frame| {
        let delta = vec2(0.0, if frame % 40 < 20 { 12.0 } else { -12.0 });
        harness.event(wheel(delta, Modifiers::COMMAND));
    });
    report("frame while zooming", &zoom);

    harness
        .get_by_label("Security group, Endpoint, 1 in · 0 out")
        .click();
    harness.run();
    let edit = measure(&mut harness, 60, |harness, frame| {
        if frame % 2 == 0 {
            harness.key_press(Key::Delete);
        } else {
            harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        }
    });
    report("edit to new verdict and picture", &edit);
}

fn wheel(delta: Vec2, modifiers: Modifiers) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta,
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers,
    }
}

fn measure(
    harness: &mut Harness<'_, App>,
    frames: u32,
    act: impl Fn(&mut Harness<'_, App>, u32),
) -> Vec<Duration> {
    let mut times = Vec::new();
    for frame in 0..frames {
        act(harness, frame);
        let begin = Instant::now();
        harness.step();
        times.push(begin.elapsed());
    }
    times.sort();
    times
}

fn report(what: &str, times: &[Duration]) {
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap();
    println!(
        "{what}: median {:.2?}, 95th {:.2?}, worst {:.2?}",
        at(50),
        at(95),
        times.last().unwrap()
    );
}
