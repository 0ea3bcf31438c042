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
mod outline;
mod palette;
pub mod parts;
mod problems;
mod reasons;
mod status_bar;
pub(crate) mod trace;

use egui::{Frame, Margin, Panel, Ui};

use crate::canvas;
use crate::commands::Command;
use crate::frame::{FrameContext, Request};

/// Shows everything.
pub fn show(ui: &mut Ui, frame: &FrameContext<'_>) {
    let is_everything = !frame.session().is_focus_mode;
    let panel = |margin: Margin| {
        Frame::new()
            .fill(ui.visuals().panel_fill)
            .inner_margin(margin)
    };
    let bar = panel(Margin::symmetric(8, 4));
    let side = panel(Margin::symmetric(12, 8));
    let line = panel(Margin::symmetric(12, 3));
    Panel::top("menu bar")
        .frame(bar)
        .show(ui, |ui| menu_bar::show(ui, frame));
    if is_everything {
        Panel::bottom("status")
            .frame(line)
            .show(ui, |ui| status_bar::show(ui, frame));
        Panel::left("palette")
            .frame(side)
            .default_size(176.0)
            .size_range(140.0..=280.0)
            .show(ui, |ui| parts::filled(ui, |ui| left(ui, frame)));
        Panel::right("inspector")
            .frame(side)
            .default_size(288.0)
            .size_range(220.0..=560.0)
            .show(ui, |ui| parts::filled(ui, |ui| inspector::show(ui, frame)));
        Panel::bottom("dock")
            .frame(side)
            .resizable(true)
            .default_size(250.0)
            .size_range(96.0..=640.0)
            .show(ui, |ui| parts::filled(ui, |ui| dock::show(ui, frame)));
    }
    egui::CentralPanel::no_frame().show(ui, |ui| canvas::show(ui, frame));
    fix::preview(ui, frame);
    command_palette::show(ui, frame);
    dialogs::show(ui, frame);
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
