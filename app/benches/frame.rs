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
use vpcanvas::platform::{self, OpenedFile};

fn main() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../examples/saas-privatelink/design.vpcanvas.json"
    );
    println!("The example");
    let mut harness = open(platform::read(path.as_ref()));
    look_around(&mut harness);
    harness
        .get_by_label("Security group, Endpoint, 1 in · 0 out")
        .click();
    harness.run();
    edit(&mut harness);
    for resources in [100, 1_000, 10_000, 100_000] {
        println!("{resources} resources");
        generated(resources);
    }
}

/// A generated design: from afar, then close to one instance.
fn generated(resources: usize) {
    let design = vpcanvas_fixture::generated::design(resources, 100).unwrap();
    let bytes = vpcanvas_model::file::write(&design).into_bytes();
    let begin = Instant::now();
    let mut harness = open(Ok(OpenedFile {
        name: "generated.vpcanvas.json".to_owned(),
        place: None,
        bytes,
        lesson: None,
    }));
    println!("open to idle: {:.2?}", begin.elapsed());
    println!("from afar:");
    look_around(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run_steps(2);
    harness.event(Event::Text("i-3-a".to_owned()));
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Num2);
    harness.run_steps(4);
    println!("close to an instance:");
    look_around(&mut harness);
    drag(&mut harness);
    edit(&mut harness);
}

fn open(file: Result<OpenedFile, String>) -> Harness<'static, App> {
    let mut harness = Harness::builder()
        .with_size(vec2(1920.0, 1080.0))
        .with_accessibility_check(false)
        .with_max_steps(1_000)
        .build_eframe(|context| App::new(context, Some(file)));
    harness.run();
    harness
}

fn look_around(harness: &mut Harness<'_, App>) {
    let pan = measure(harness, 200, |harness, frame| {
        harness.hover_at(egui::pos2(900.0, 400.0));
        let delta = vec2(if frame % 100 < 50 { 12.0 } else { -12.0 }, 0.0);
        harness.event(wheel(delta, Modifiers::NONE));
    });
    report("frame while panning", &pan);
    let zoom = measure(harness, 200, |harness, frame| {
        let delta = vec2(0.0, if frame % 100 < 50 { 12.0 } else { -12.0 });
        harness.event(wheel(delta, Modifiers::COMMAND));
    });
    report("frame while zooming", &zoom);
    harness.run_steps(20);
}

/// Drags what is in the middle of the canvas to and fro.
fn drag(harness: &mut Harness<'_, App>) {
    let app = harness.state().state();
    let selected = app.workspace().selection().primary().unwrap();
    let rect = app.place(selected).unwrap();
    let at = app.session.camera.screen_from_scene(rect.center());
    harness.hover_at(at);
    harness.run_steps(2);
    harness.drag_at(at);
    harness.run_steps(2);
    let times = measure(harness, 200, |harness, frame| {
        let step = f32::from(u8::try_from(frame % 50).unwrap());
        harness.hover_at(at + vec2(step, step / 2.0));
    });
    harness.key_press(Key::Escape);
    harness.run_steps(2);
    report("frame while dragging", &times);
}

/// Deletes what is selected and takes that back, again and again.
fn edit(harness: &mut Harness<'_, App>) {
    let times = measure(harness, 60, |harness, frame| {
        if frame % 2 == 0 {
            harness.key_press(Key::Delete);
        } else {
            harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        }
    });
    report("edit to new verdict and picture", &times);
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

/// What some frames took.
struct Measured {
    /// By the clock, the shortest first.
    times: Vec<Duration>,
    /// What the processor worked on one frame, where the system tells: unlike the clock it does not count other programs.
    work: Option<Duration>,
}

fn measure(
    harness: &mut Harness<'_, App>,
    frames: u32,
    act: impl Fn(&mut Harness<'_, App>, u32),
) -> Measured {
    let mut times = Vec::new();
    let before = work();
    for frame in 0..frames {
        act(harness, frame);
        let begin = Instant::now();
        harness.step();
        times.push(begin.elapsed());
    }
    times.sort();
    let work = work().zip(before);
    Measured {
        times,
        work: work.map(|(after, before)| after.saturating_sub(before) / frames),
    }
}

/// What the processor has worked for this thread, as Linux counts it.
fn work() -> Option<Duration> {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = counted.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

fn report(what: &str, measured: &Measured) {
    let times = &measured.times;
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap();
    let (median, high) = (at(50), at(95));
    let worst = times.last().unwrap();
    let work = measured.work;
    let work = work.map_or_else(String::new, |work| format!("; {work:.2?} of the processor"));
    println!("{what}: median {median:.2?}, 95th {high:.2?}, worst {worst:.2?}{work}");
}
