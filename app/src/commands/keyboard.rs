//! From keys to commands. Text fields keep the keys they need themselves.

use egui::{Context, Event};

use super::Command;

/// The commands whose keys were pressed since the last frame. Their events are taken, so that nothing else acts on them.
pub(crate) fn pressed(context: &Context, is_blocked: bool) -> Vec<Command> {
    if is_blocked {
        return Vec::new();
    }
    let is_typing = context.text_edit_focused();
    let has_focus = context.memory(|memory| memory.focused().is_some());
    let mut commands = Vec::new();
    context.input_mut(|input| {
        input.events.retain(|event| {
            let command = command_of(event, is_typing, has_focus);
            commands.extend(command);
            command.is_none()
        });
    });
    commands
}

fn command_of(event: &Event, is_typing: bool, has_focus: bool) -> Option<Command> {
    for &command in Command::ALL {
        for &shortcut in command.shortcuts() {
            let is_allowed = !is_typing || command.works_while_typing(shortcut);
            // Enter presses the button that has the focus.
            let is_free = !(has_focus && shortcut.key == egui::Key::Enter);
            if is_allowed && is_free && shortcut.is_pressed_by(event) {
                return Some(command);
            }
        }
    }
    None
}
