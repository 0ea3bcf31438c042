//! From keys to what they ask for. Text fields keep the keys they need themselves.

use egui::{Context, Event, Key};

use super::Command;

/// What the keys of one frame ask for.
pub(crate) enum Pressed {
    /// A command.
    Command(Command),
    /// A move of the selection by steps to the right and down, by single points if fine.
    Nudge {
        /// To the right.
        x: i32,
        /// Down.
        y: i32,
        /// By single points.
        is_fine: bool,
    },
    /// A text from the clipboard.
    Paste(String),
}

/// What was pressed since the last frame. Its events are taken, so that nothing else acts on them.
pub(crate) fn pressed(context: &Context, is_blocked: bool) -> Vec<Pressed> {
    if is_blocked {
        return Vec::new();
    }
    let is_typing = context.text_edit_focused();
    let focused = context.memory(egui::Memory::focused);
    let on_object = focused.is_none_or(|id| context.data(|data| data.get_temp::<()>(id)).is_some());
    let mut all = Vec::new();
    context.input_mut(|input| {
        input.events.retain(|event| {
            let pressed = meaning(event, is_typing, on_object);
            let is_taken = pressed.is_some();
            all.extend(pressed);
            !is_taken
        });
    });
    all
}

/// `on_object`: whether the keyboard is on the canvas, and not on a button or list that has its own use for keys.
fn meaning(event: &Event, is_typing: bool, on_object: bool) -> Option<Pressed> {
    match event {
        Event::Copy if !is_typing => Some(Pressed::Command(Command::Copy)),
        Event::Cut if !is_typing => Some(Pressed::Command(Command::Cut)),
        Event::Paste(text) if !is_typing => Some(Pressed::Paste(text.clone())),
        Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } if on_object && !modifiers.alt && !modifiers.command => {
            let (x, y) = match key {
                Key::ArrowLeft => (-1, 0),
                Key::ArrowRight => (1, 0),
                Key::ArrowUp => (0, -1),
                Key::ArrowDown => (0, 1),
                _ => return command(event, is_typing, on_object),
            };
            Some(Pressed::Nudge {
                x,
                y,
                is_fine: modifiers.shift,
            })
        }
        _ => command(event, is_typing, on_object),
    }
}

fn command(event: &Event, is_typing: bool, on_object: bool) -> Option<Pressed> {
    for &command in Command::ALL {
        for &shortcut in command.shortcuts() {
            let is_allowed = !is_typing || command.works_while_typing(shortcut);
            // Enter presses the button that has the focus.
            let is_free = on_object || shortcut.key != Key::Enter;
            if is_allowed && is_free && shortcut.is_pressed_by(event) {
                return Some(Pressed::Command(command));
            }
        }
    }
    None
}
