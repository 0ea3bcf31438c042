//! The settings: a small dialog in which every change acts at once.

use egui::{Grid, RichText, Ui};

use super::dialogs::{Answer, buttons, title};
use super::parts;
use crate::commands::Command;
use crate::frame::{FrameContext, Request};
use crate::settings::{Contrast, DragInside, Motion, Settings, ThemeChoice, Wheel};

/// By how much the size of everything grows or shrinks, in percent.
const SCALE_STEP: u16 = 10;

/// Shows the settings, and asks for what is changed.
pub(super) fn show(ui: &mut Ui, frame: &FrameContext<'_>) -> Option<Answer> {
    title(ui, text!("dialog-settings"));
    let before = &frame.state.settings;
    let mut settings = before.clone();
    parts::subheading(ui, text!("settings-appearance"));
    rows(ui, Grid::new("appearance"), |ui| {
        appearance(ui, &mut settings);
    });
    parts::subheading(ui, text!("settings-canvas"));
    rows(ui, Grid::new("canvas"), |ui| canvas(ui, &mut settings));
    ui.checkbox(&mut settings.snaps_to_guides, text!("settings-guides"));
    ui.checkbox(&mut settings.snaps_to_grid, text!("settings-grid"));
    let mut shows_minimap = settings.shows_minimap;
    let minimap = text!("settings-minimap");
    if ui.checkbox(&mut shows_minimap, minimap).changed() {
        frame.ask(Request::Command(Command::Minimap));
    }
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if ui.button(text!("settings-reset")).clicked() {
            settings = before.reset();
            if !before.shows_minimap {
                frame.ask(Request::Command(Command::Minimap));
            }
        }
        if ui.button(Command::Shortcuts.title()).clicked() {
            frame.ask(Request::Command(Command::Shortcuts));
            frame.ask(Request::Answer(Answer::Dismiss));
        }
    });
    if settings != *before {
        frame.ask(Request::Change(Box::new(settings)));
    }
    buttons(ui, &[(text!("dialog-close"), Answer::Dismiss)])
}

fn rows(ui: &mut Ui, grid: Grid, contents: impl FnOnce(&mut Ui)) {
    grid.num_columns(2).min_col_width(110.0).show(ui, contents);
    ui.add_space(8.0);
}

fn appearance(ui: &mut Ui, settings: &mut Settings) {
    let themes = [
        (ThemeChoice::System, text!("settings-theme-system")),
        (ThemeChoice::Light, text!("settings-theme-light")),
        (ThemeChoice::Dark, text!("settings-theme-dark")),
    ];
    choice(ui, text!("settings-theme"), &mut settings.theme, &themes);
    let contrasts = [
        (Contrast::Normal, text!("settings-contrast-normal")),
        (Contrast::High, text!("settings-contrast-high")),
    ];
    choice(
        ui,
        text!("settings-contrast"),
        &mut settings.contrast,
        &contrasts,
    );
    let motions = [
        (Motion::System, text!("settings-motion-system")),
        (Motion::Full, text!("settings-motion-full")),
        (Motion::Reduced, text!("settings-motion-reduced")),
    ];
    choice(ui, text!("settings-motion"), &mut settings.motion, &motions);
    ui.label(text!("settings-size"));
    ui.horizontal(|ui| size(ui, settings));
    ui.end_row();
}

fn size(ui: &mut Ui, settings: &mut Settings) {
    let (least, most) = (*Settings::SCALES.start(), *Settings::SCALES.end());
    let scale = settings.scale.clamp(least, most);
    if ui.button(text!("settings-smaller")).clicked() {
        settings.scale = scale.saturating_sub(SCALE_STEP).max(least);
    }
    ui.label(RichText::new(text!("settings-percent", scale = scale)).monospace());
    if ui.button(text!("settings-larger")).clicked() {
        settings.scale = scale.saturating_add(SCALE_STEP).min(most);
    }
}

fn canvas(ui: &mut Ui, settings: &mut Settings) {
    let wheels = [
        (Wheel::Pan, text!("settings-wheel-pan")),
        (Wheel::Zoom, text!("settings-wheel-zoom")),
        (Wheel::Auto, text!("settings-wheel-auto")),
    ];
    choice(ui, text!("settings-wheel"), &mut settings.wheel, &wheels)
        .on_hover_text(text!("settings-wheel-help"));
    let drags = [
        (DragInside::Selects, text!("settings-inside-selects")),
        (DragInside::Moves, text!("settings-inside-moves")),
    ];
    choice(ui, text!("settings-inside"), &mut settings.inside, &drags);
}

/// A row of a grid: what is chosen, and the choices side by side.
fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    value: &mut T,
    choices: &[(T, &str)],
) -> egui::Response {
    ui.label(name);
    let row = ui.horizontal(|ui| {
        for (choice, words) in choices {
            let label = text!("settings-choice", name = name, choice = *words);
            ui.radio_value(value, *choice, *words)
                .accessible_name(label);
        }
    });
    ui.end_row();
    row.response
}
