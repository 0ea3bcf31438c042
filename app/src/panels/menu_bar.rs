//! The bar at the top: menus made of the list of commands, the name of the design, and the tools at hand.

use egui::{Align, Button, Label, Layout, MenuBar, RichText, ScrollArea, Ui};
use vpcanvas_drawing::{Font, Icon, Token};

use super::parts;
use crate::commands::{Command, Group};
use crate::frame::{FrameContext, Request};
use crate::theme::{color, font};
use crate::versions::ago;

/// What of the window's height no menu covers, in points: the bar, and a little below.
const BELOW: f32 = 64.0;

/// Shows the bar; where it `is_narrow` without the tools that a menu has as near.
pub(super) fn show(ui: &mut Ui, frame: &FrameContext<'_>, is_narrow: bool) {
    MenuBar::new().ui(ui, |ui| {
        let name = RichText::new("VPCanvas")
            .font(font(Font::Semibold, 14.0))
            .color(color(ui, Token::Accent));
        ui.add(Label::new(name));
        for group in Group::ALL {
            ui.menu_button(group.title(), |ui| menu(ui, frame, group));
        }
        ui.separator();
        tools(ui, frame, is_narrow);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            view(ui, frame);
            ui.separator();
            file_name(ui, frame);
        });
    });
}

fn menu(ui: &mut Ui, frame: &FrameContext<'_>, group: Group) {
    parts::set_room(ui, BELOW);
    ScrollArea::vertical().show(ui, |ui| entries(ui, frame, group));
}

fn entries(ui: &mut Ui, frame: &FrameContext<'_>, group: Group) {
    ui.set_min_width(220.0);
    for command in Command::ALL
        .iter()
        .filter(|command| command.group() == group)
    {
        let shortcut = frame.keys_of(*command);
        let mark = if frame.is_on(*command) { "✓ " } else { "" };
        let title = format!("{mark}{}", frame.title_of(*command));
        let button = Button::new(title).shortcut_text(shortcut);
        let refusal = frame.refusal(*command);
        let entry = ui.add_enabled(refusal.is_none(), button);
        if entry
            .on_disabled_hover_text(refusal.unwrap_or_default())
            .clicked()
        {
            frame.ask(Request::Command(*command));
        }
        if *command == Command::Open {
            recent(ui, frame);
        }
    }
}

/// What was open before, below the command that opens something else.
fn recent(ui: &mut Ui, frame: &FrameContext<'_>) {
    let recent = &frame.state.recent;
    ui.add_enabled_ui(!recent.is_empty(), |ui| {
        ui.menu_button(text!("recent-menu"), |ui| {
            for (index, design) in recent.iter().enumerate() {
                let button = ui.button(&design.name).on_hover_text(design.words());
                if button.clicked() {
                    frame.ask(Request::OpenRecent(index));
                }
            }
        });
    });
}

fn tools(ui: &mut Ui, frame: &FrameContext<'_>, is_narrow: bool) {
    for (command, icon) in [
        (Command::SelectTool, Icon::Cursor),
        (Command::HandTool, Icon::Hand),
        (Command::ProbeTool, Icon::Trace),
        (Command::Dig, Icon::Search),
    ] {
        command_button(ui, frame, command, icon);
    }
    ui.separator();
    for (command, icon) in [
        (Command::Undo, Icon::Undo),
        (Command::Redo, Icon::Redo),
        (Command::Delete, Icon::Trash),
    ] {
        command_button(ui, frame, command, icon);
    }
    if is_narrow {
        return;
    }
    ui.separator();
    for (command, icon) in [
        (Command::Open, Icon::Open),
        (Command::Save, Icon::Save),
        (Command::ExportSvg, Icon::Export),
    ] {
        command_button(ui, frame, command, icon);
    }
}

/// A button for a command, named after it and its shortcut.
fn command_button(ui: &mut Ui, frame: &FrameContext<'_>, command: Command, icon: Icon) {
    let name = match frame.state.settings.keys.shown(command) {
        Some(shortcut) => format!("{} ({shortcut})", frame.title_of(command)),
        None => frame.title_of(command),
    };
    let button = |ui: &mut Ui| parts::icon_toggle(ui, icon, &name, frame.is_on(command));
    if ui
        .add_enabled_ui(frame.is_enabled(command), button)
        .inner
        .clicked()
    {
        frame.ask(Request::Command(command));
    }
}

/// From the right: the theme, then the zoom.
fn view(ui: &mut Ui, frame: &FrameContext<'_>) {
    let theme = if frame.theme.is_dark() {
        Icon::Sun
    } else {
        Icon::Moon
    };
    command_button(ui, frame, Command::ToggleTheme, theme);
    command_button(ui, frame, Command::ZoomFit, Icon::ZoomFit);
    command_button(ui, frame, Command::ZoomIn, Icon::Plus);
    let percent = format!("{:.0} %", frame.session().camera.scale() * 100.0);
    let zoom = ui.add(Button::new(RichText::new(percent).small()).frame(false));
    if zoom.on_hover_text(Command::ZoomActual.title()).clicked() {
        frame.ask(Request::Command(Command::ZoomActual));
    }
    command_button(ui, frame, Command::ZoomOut, Icon::Minus);
}

fn file_name(ui: &mut Ui, frame: &FrameContext<'_>) {
    /// With less room nothing of a name can be read.
    const LEAST: f32 = 100.0;
    if ui.available_width() < LEAST {
        return;
    }
    let state = if frame.is_modified() {
        text!("bar-not-saved")
    } else {
        text!("bar-saved")
    };
    let state = ui.label(
        RichText::new(state)
            .small()
            .color(color(ui, Token::TextWeak)),
    );
    if let Some(copied) = frame.state.copied {
        state.on_hover_ui(|ui| {
            ui.label(text!("bar-copied", ago = ago(copied)));
        });
    }
    ui.add(Label::new(RichText::new(frame.file_name()).font(font(Font::Medium, 13.0))).truncate());
}
