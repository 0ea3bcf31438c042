//! The panels around the canvas. They read a frame and ask for changes; none keeps anything of the design.

mod checks;
mod command_palette;
pub mod dialogs;
mod dns;
pub mod dock;
mod fix;
mod import;
mod inspector;
mod lesson;
mod matrix;
mod menu_bar;
pub(crate) mod outline;
mod palette;
pub mod parts;
mod problems;
mod reasons;
mod settings;
mod shortcuts;
mod status_bar;
pub(crate) mod trace;
mod versions;

use egui::{Color32, Frame, Margin, Panel, Ui};
use vpcanvas_drawing::Icon;

use crate::canvas;
use crate::commands::Command;
use crate::frame::{FrameContext, Request};

/// In a window less wide than this the canvas would get less than half of it: the panels at its sides give way.
const NARROW: f32 = 1120.0;
/// In a window less high than this the dock begins smaller.
const LOW: f32 = 720.0;

/// Shows everything.
pub fn show(ui: &mut Ui, frame: &FrameContext<'_>) {
    let room = Room::of(ui);
    Panel::top("menu bar")
        .frame(room.frame(8, 4))
        .show(ui, |ui| menu_bar::show(ui, frame, room.is_narrow));
    if !frame.session().is_focus_mode {
        Panel::bottom("status")
            .frame(room.frame(12, 3))
            .show(ui, |ui| status_bar::show(ui, frame));
        show_left(ui, frame, room);
        show_inspector(ui, frame, room);
        Panel::bottom("dock")
            .frame(room.frame(12, 8))
            .resizable(true)
            .default_size(if room.is_low { 190.0 } else { 250.0 })
            .size_range(96.0..=640.0)
            .show(ui, |ui| parts::filled(ui, |ui| dock::show(ui, frame)));
    }
    egui::CentralPanel::no_frame().show(ui, |ui| canvas::show(ui, frame));
    fix::preview(ui, frame);
    command_palette::show(ui, frame);
    dialogs::show(ui, frame);
}

/// How much room the panels have, and what they stand on.
#[derive(Clone, Copy)]
struct Room {
    is_narrow: bool,
    is_low: bool,
    fill: Color32,
}

impl Room {
    fn of(ui: &Ui) -> Self {
        Self {
            is_narrow: ui.available_width() < NARROW,
            is_low: ui.available_height() < LOW,
            fill: ui.visuals().panel_fill,
        }
    }

    fn frame(self, x: i8, y: i8) -> Frame {
        Frame::new()
            .fill(self.fill)
            .inner_margin(Margin::symmetric(x, y))
    }
}

fn show_left(ui: &mut Ui, frame: &FrameContext<'_>, room: Room) {
    if room.is_narrow && !frame.session().outline.is_shown {
        Panel::left("palette of icons")
            .frame(room.frame(8, 8))
            .resizable(false)
            .exact_size(48.0)
            .show(ui, |ui| parts::filled(ui, |ui| narrow_left(ui, frame)));
    } else {
        Panel::left("palette")
            .frame(room.frame(12, 8))
            .default_size(176.0)
            .size_range(140.0..=280.0)
            .show(ui, |ui| parts::filled(ui, |ui| left(ui, frame)));
    }
}

fn show_inspector(ui: &mut Ui, frame: &FrameContext<'_>, room: Room) {
    // A size of its own, so that the one chosen for a wide window is found again there.
    let (name, width) = if room.is_narrow {
        ("narrow inspector", 232.0)
    } else {
        ("inspector", 288.0)
    };
    Panel::right(name)
        .frame(room.frame(12, 8))
        .default_size(width)
        .size_range(220.0..=560.0)
        .show(ui, |ui| parts::filled(ui, |ui| inspector::show(ui, frame)));
}

/// What a design is made of, where there is no room for words.
fn narrow_left(ui: &mut Ui, frame: &FrameContext<'_>) {
    let name = Command::ShowOutline.title();
    if parts::icon_button(ui, Icon::Outline, name).clicked() {
        frame.ask(Request::Command(Command::ShowOutline));
    }
    ui.add_space(2.0);
    palette::show(ui, frame);
}

/// What a design is made of, or everything in it as a tree.
fn left(ui: &mut Ui, frame: &FrameContext<'_>) {
    let shows_outline = frame.session().outline.is_shown;
    ui.horizontal(|ui| {
        for (title, is_shown, command) in [
            (text!("tab-palette"), !shows_outline, Command::ShowPalette),
            (text!("tab-outline"), shows_outline, Command::ShowOutline),
        ] {
            if ui.selectable_label(is_shown, title).clicked() {
                frame.ask(Request::Command(command));
            }
        }
    });
    ui.add_space(2.0);
    if shows_outline {
        outline::show(ui, frame);
    } else {
        palette::show(ui, frame);
    }
}
