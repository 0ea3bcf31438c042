//! What a frame and an edit cost the processor, without a window: `cargo bench -p vpcanvas`.
//!
//! Each size of design runs in a process of its own, so that its memory is its own; a size can be named:
//! `cargo bench -p vpcanvas --bench frame -- 10000`; with `--design` it is printed instead. What is measured is all that a frame takes until its triangles are
//! ready for the graphics card: the application's own work, egui's and the tessellation. Painting them is not, nor are
//! screen readers, who cost something only where there are some. Numbers are printed, not judged.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measuring program reads the clock, starts itself and prints"
)]

use std::process::Command as Process;
use std::time::Duration;

use eframe::App as _;
use egui::{
    Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, RawInput,
    TouchPhase, Vec2, vec2,
};
use vpcanvas::App;
use vpcanvas::platform::OpenedFile;

/// The designs that are measured, by their numbers of resources.
const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];
/// One notch of a wheel that zooms, in points.
const NOTCH: f32 = 12.0;

fn main() {
    let asked: Vec<usize> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    match asked.as_slice() {
        [resources] if std::env::args().any(|argument| argument == "--design") => {
            let design = vpcanvas_fixture::generated::design(*resources, 100).unwrap();
            print!("{}", vpcanvas_model::file::write(&design));
        }
        [resources] => measure(*resources),
        _ => {
            println!(
                "| Resources | | Median | 95th | Worst | (CPU of a frame, in milliseconds)\n|---|---|---|---|---|"
            );
            for resources in SIZES {
                let own = std::env::current_exe().unwrap();
                let status = Process::new(own).arg(resources.to_string()).status();
                assert!(status.unwrap().success());
            }
        }
    }
}

/// Looks at a generated design from afar and from close by, and changes it.
fn measure(resources: usize) {
    let design = vpcanvas_fixture::generated::design(resources, 100).unwrap();
    let bytes = vpcanvas_model::file::write(&design).into_bytes();
    drop(design);
    let before = cpu();
    let mut window = Window::new(bytes);
    let frames = window.settle();
    let opened = cpu().saturating_sub(before);
    let report = |what: &str, times: Vec<Duration>| report(resources, what, times);
    report("Pan, all in sight", window.pan());
    report("Zoom sweep, from all to one and back", window.sweep());
    window.find("i-3-a");
    report("Pan, close", window.pan());
    report("Drag an instance", window.drag());
    report("Delete an instance and undo", window.delete_and_undo());
    report("Type a name", window.rename());
    let idle = window.settle();
    println!(
        "| {resources} | Opened in {:.0} ms of CPU and {frames} frames; idle after {idle} frames; memory {} MB, at most {} MB | | | |",
        opened.as_secs_f64() * 1e3,
        memory("VmRSS:"),
        memory("VmHWM:"),
    );
}

/// The program without a window around it.
struct Window {
    context: egui::Context,
    app: App,
    frame: eframe::Frame,
    events: Vec<Event>,
    frames: u32,
    is_idle: bool,
}

impl Window {
    fn new(bytes: Vec<u8>) -> Self {
        let context = egui::Context::default();
        let creation = eframe::CreationContext::_new_kittest(context.clone());
        let file = OpenedFile {
            name: "generated.vpcanvas.json".to_owned(),
            place: None,
            bytes,
            lesson: None,
        };
        Self {
            app: App::new(&creation, Some(Ok(file))),
            context,
            frame: eframe::Frame::_new_kittest(),
            events: Vec::new(),
            frames: 0,
            is_idle: false,
        }
    }

    /// One frame at 60 a second; what the processor worked for it.
    fn step(&mut self) -> Duration {
        self.frames += 1;
        let input = RawInput {
            screen_rect: Some(egui::Rect::from_min_size(Pos2::ZERO, vec2(1920.0, 1080.0))),
            time: Some(f64::from(self.frames) / 60.0),
            events: std::mem::take(&mut self.events),
            ..RawInput::default()
        };
        let before = cpu();
        let mut output = self.context.run_ui(input, |ui| {
            self.app.logic(ui, &mut self.frame);
            self.app.ui(ui, &mut self.frame);
        });
        // Nobody paints with the textures.
        output.textures_delta.clear();
        let triangles = self
            .context
            .tessellate(output.shapes, output.pixels_per_point);
        let worked = cpu().saturating_sub(before);
        let root = output.viewport_output.get(&egui::ViewportId::ROOT);
        self.is_idle = root.is_none_or(|root| root.repaint_delay > Duration::from_secs(1));
        assert!(!triangles.is_empty());
        worked
    }

    /// Frames until none is wanted any more; how many.
    fn settle(&mut self) -> u32 {
        let before = self.frames;
        self.step();
        while !self.is_idle && self.frames < before + 2_000 {
            self.step();
        }
        self.frames - before
    }

    fn steps(&mut self, frames: u32, act: impl Fn(&mut Self, u32)) -> Vec<Duration> {
        let frame = |frame| {
            act(self, frame);
            self.step()
        };
        (0..frames).map(frame).collect()
    }

    fn pan(&mut self) -> Vec<Duration> {
        self.events
            .push(Event::PointerMoved(Pos2::new(900.0, 400.0)));
        let times = self.steps(200, |window, frame| {
            let by = if frame % 100 < 50 { NOTCH } else { -NOTCH };
            window.events.push(wheel(vec2(by, 0.0), Modifiers::NONE));
        });
        self.settle();
        times
    }

    /// Twice to the closest and back, over the middle of the canvas.
    fn sweep(&mut self) -> Vec<Duration> {
        self.events
            .push(Event::ModifiersChanged(Modifiers::COMMAND));
        let times = self.steps(280, |window, frame| {
            let by = if frame % 140 < 70 { NOTCH } else { -NOTCH };
            window.events.push(wheel(vec2(0.0, by), Modifiers::COMMAND));
        });
        self.events.push(Event::ModifiersChanged(Modifiers::NONE));
        self.settle();
        times
    }

    /// Selects something by its name and brings it close.
    fn find(&mut self, name: &str) {
        self.key(Key::F, Modifiers::COMMAND);
        self.events.push(Event::Text(name.to_owned()));
        self.steps(2, |_, _| {});
        self.key(Key::Enter, Modifiers::NONE);
        self.key(Key::Num2, Modifiers::SHIFT);
        self.settle();
    }

    /// Drags what is selected to and fro.
    fn drag(&mut self) -> Vec<Duration> {
        let state = self.app.state();
        let selected = state.workspace().selection().primary().unwrap();
        let rect = state.place(selected).unwrap();
        let at = state.session.camera.screen_from_scene(rect.center());
        self.events.push(Event::PointerMoved(at));
        self.step();
        self.button(at, true);
        let times = self.steps(200, |window, frame| {
            let step = f32::from(u8::try_from(frame % 50).unwrap());
            let at = at + vec2(step, step / 2.0);
            window.events.push(Event::PointerMoved(at));
        });
        self.key(Key::Escape, Modifiers::NONE);
        self.button(at, false);
        self.settle();
        times
    }

    fn delete_and_undo(&mut self) -> Vec<Duration> {
        let times = (0..60).map(|frame| {
            if frame % 2 == 0 {
                self.key(Key::Delete, Modifiers::NONE)
            } else {
                self.key(Key::Z, Modifiers::COMMAND)
            }
        });
        let times = times.collect();
        self.settle();
        times
    }

    /// Types into the name of what is selected.
    fn rename(&mut self) -> Vec<Duration> {
        self.key(Key::F2, Modifiers::NONE);
        self.steps(2, |_, _| {});
        let times = self.steps(40, |window, _| {
            window.events.push(Event::Text("n".to_owned()));
        });
        self.key(Key::Escape, Modifiers::NONE);
        self.settle();
        times
    }

    /// Presses a key; what the longest of the two frames took that see it and its effect.
    fn key(&mut self, key: Key, modifiers: Modifiers) -> Duration {
        self.events.push(Event::ModifiersChanged(modifiers));
        for pressed in [true, false] {
            self.events.push(Event::Key {
                key,
                physical_key: None,
                pressed,
                repeat: false,
                modifiers,
            });
        }
        let seen = self.step();
        self.events.push(Event::ModifiersChanged(Modifiers::NONE));
        seen.max(self.step())
    }

    fn button(&mut self, pos: Pos2, pressed: bool) {
        self.events.push(Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        self.step();
    }
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

/// How long the processor has worked for this thread: unlike a clock it does not count other programs.
#[cfg(target_os = "linux")]
fn cpu() -> Duration {
    let clock = nix::time::ClockId::CLOCK_THREAD_CPUTIME_ID;
    nix::time::clock_gettime(clock).unwrap().into()
}

/// The clock, where nobody tells what one thread works.
#[cfg(not(target_os = "linux"))]
fn cpu() -> Duration {
    static BEGIN: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    BEGIN.get_or_init(std::time::Instant::now).elapsed()
}

/// A line of what Linux says of this process's memory, in megabytes.
fn memory(line: &str) -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find_map(|one| one.strip_prefix(line));
    let kilobytes = found.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.map_or_else(|| "?".to_owned(), |size| (size / 1024).to_string())
}

fn report(resources: usize, what: &str, mut times: Vec<Duration>) {
    times.sort();
    let last = times.len().saturating_sub(1);
    let at = |share: usize| times.get(last * share / 100).copied().unwrap_or_default();
    let [median, high, worst] = [50, 95, 100].map(|share| at(share).as_secs_f64() * 1e3);
    println!("| {resources} | {what} | {median:.1} | {high:.1} | {worst:.1} |");
}
