//! The overview of all keys by group, with a search, in which each command can be given others.

use egui::{Button, Grid, Id, RichText, ScrollArea, TextEdit, Ui};
use vpcanvas_drawing::Token;

use super::command_palette::matches;
use super::dialogs::{Answer, buttons, title};
use super::parts;
use crate::commands::keymap::Keymap;
use crate::commands::rebind::{Rebinding, Refusal};
use crate::commands::{Command, Group};
use crate::frame::{FrameContext, Request};
use crate::theme::color;

/// Shows the overview, and asks for what is changed.
pub(super) fn show(ui: &mut Ui, frame: &FrameContext<'_>) -> Option<Answer> {
    title(ui, text!("dialog-shortcuts"));
    let sought = search(ui);
    ScrollArea::vertical()
        .max_height(420.0)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for group in Group::ALL {
                of_group(ui, frame, group, &sought);
            }
        });
    ui.add_space(4.0);
    match frame.session().rebinding {
        Some(Rebinding::Taken { command, keys, by }) => {
            let words = text!(
                "shortcuts-taken",
                keys = keys.to_string(),
                by = by.title(),
                command = command.title()
            );
            ui.label(words);
            return taken(ui, frame, |keymap| keymap.give(command, keys));
        }
        Some(Rebinding::Listening(_, Some((keys, refusal)))) => {
            let words = refused(&keys.to_string(), refusal);
            ui.label(RichText::new(words).color(color(ui, Token::Error)));
        }
        Some(Rebinding::Listening(_, None)) | None => {
            parts::hint(ui, text!("shortcuts-help"));
        }
    }
    let keymap = &frame.state.settings.keys;
    let reset = Button::new(text!("shortcuts-reset-all"));
    if ui.add_enabled(keymap.is_any_changed(), reset).clicked() {
        change(frame, Keymap::reset_all);
    }
    buttons(ui, &[(text!("dialog-close"), Answer::Dismiss)])
}

/// What is looked for among commands and keys.
fn search(ui: &mut Ui) -> String {
    let id = Id::unique("sought shortcut");
    let mut sought: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let field = TextEdit::singleline(&mut sought)
        .hint_text(text!("shortcuts-search"))
        .desired_width(f32::INFINITY);
    ui.add(field).accessible_name(text!("shortcuts-search"));
    ui.data_mut(|data| data.insert_temp(id, sought.clone()));
    ui.add_space(4.0);
    sought
}

fn of_group(ui: &mut Ui, frame: &FrameContext<'_>, group: Group, sought: &str) {
    let keymap = &frame.state.settings.keys;
    let is_sought = |command: Command| {
        let mut keys = keymap.of(command).into_iter();
        matches(sought, command.title())
            || keys.any(|keys| keys.to_string().eq_ignore_ascii_case(sought))
    };
    let of_group = Command::ALL.iter().copied();
    let found: Vec<Command> = of_group
        .filter(|command| command.group() == group && is_sought(*command))
        .collect();
    if found.is_empty() {
        return;
    }
    parts::subheading(ui, group.title());
    Grid::new(group.title())
        .num_columns(2)
        .min_col_width(270.0)
        .show(ui, |ui| {
            for command in found {
                row(ui, frame, command);
                ui.end_row();
            }
        });
    ui.add_space(8.0);
}

fn row(ui: &mut Ui, frame: &FrameContext<'_>, command: Command) {
    let keymap = &frame.state.settings.keys;
    let keys: Vec<String> = keymap.of(command).iter().map(ToString::to_string).collect();
    let keys = if keys.is_empty() {
        text!("shortcuts-none").to_owned()
    } else {
        keys.join("   ")
    };
    let name = command.title();
    // A cell of its own would set the name in its middle.
    ui.horizontal(|ui| ui.label(name));
    ui.horizontal(|ui| keys_of(ui, frame, command, &keys));
}

fn keys_of(ui: &mut Ui, frame: &FrameContext<'_>, command: Command, keys: &str) {
    let keymap = &frame.state.settings.keys;
    let name = command.title();
    let is_listening = matches!(
        frame.session().rebinding,
        Some(Rebinding::Listening(listening, _)) if listening == command
    );
    if command.has_keys_of_its_own() {
        ui.monospace(keys);
    } else if is_listening {
        ui.label(RichText::new(text!("shortcuts-press")).color(color(ui, Token::Accent)));
    } else {
        let button = Button::new(RichText::new(keys).monospace());
        let label = text!("shortcuts-change", command = name, keys = keys);
        let button = ui.add(button.min_size(egui::vec2(90.0, 0.0)));
        if button.accessible_name(label).clicked() {
            frame.ask(Request::Rebind(Some(Rebinding::Listening(command, None))));
        }
    }
    if keymap.is_changed(command) {
        let label = text!("shortcuts-reset-one", command = name);
        let reset = ui.small_button(text!("shortcuts-reset"));
        if reset.accessible_name(label).clicked() {
            change(frame, |keymap| keymap.reset(command));
        }
    }
}

fn refused(keys: &str, refusal: Refusal) -> String {
    match refusal {
        Refusal::Browser => text!("shortcuts-kept-by-browsers", keys = keys),
        Refusal::System => text!("shortcuts-kept-by-system", keys = keys),
        Refusal::Program => text!("shortcuts-kept-by-program", keys = keys),
    }
}

fn taken(ui: &mut Ui, frame: &FrameContext<'_>, take: impl FnOnce(&mut Keymap)) -> Option<Answer> {
    let answers = [
        (text!("shortcuts-leave"), Answer::Discard),
        (text!("shortcuts-take"), Answer::Save),
    ];
    let answer = buttons(ui, &answers)?;
    if answer == Answer::Save {
        change(frame, take);
    }
    frame.ask(Request::Rebind(None));
    None
}

fn change(frame: &FrameContext<'_>, change: impl FnOnce(&mut Keymap)) {
    let mut settings = frame.state.settings.clone();
    change(&mut settings.keys);
    frame.ask(Request::Change(Box::new(settings)));
}
