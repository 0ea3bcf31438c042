//! From keys to what they ask for. Text fields keep the keys they need themselves.

use egui::{Context, Event, Key};

use super::{Command, keymap::Keymap, shortcut::Shortcut, tried};
use crate::state::State;

/// What the keys of one frame ask for.
pub(crate) enum Pressed {
    /// A command.
    Command(Command),
    /// A move of the selection by steps to the right and down, five times as far if big.
    Nudge {
        /// To the right.
        x: i32,
        /// Down.
        y: i32,
        /// Five times as far.
        is_big: bool,
    },
    /// A text from the clipboard.
    Paste(String),
}

/// What has the keyboard.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Focus {
    /// Nothing, or an object of the canvas.
    Canvas,
    /// A button or list, which has its own use for Enter and the arrows.
    Control,
    /// A field that is typed into.
    TextField,
}

impl Focus {
    fn now(context: &Context) -> Self {
        let focused = context.memory(egui::Memory::focused);
        let is_object = |id| context.data(|data| data.get_temp::<()>(id)).is_some();
        // Escape takes the focus from a field before anybody is asked; it leaves the field and nothing else.
        let was_typing = context
            .data(|data| data.get_temp(typing()))
            .unwrap_or(false);
        if context.text_edit_focused() || was_typing {
            Self::TextField
        } else if focused.is_none_or(is_object) {
            Self::Canvas
        } else {
            Self::Control
        }
    }
}

fn typing() -> egui::Id {
    egui::Id::unique("typing")
}

/// Remembers at the end of a frame whether a field is typed into.
pub(crate) fn remember(context: &Context) {
    let is_typing = context.text_edit_focused();
    context.data_mut(|data| data.insert_temp(typing(), is_typing));
}

/// What was pressed since the last frame. Its events are taken, so that nothing else acts on them.
///
/// While a change is looked at, Enter keeps it.
pub(crate) fn pressed(context: &Context, state: &State) -> Vec<Pressed> {
    let session = &state.session;
    let is_asked = session.dialogs.front().is_some() || session.search.is_some();
    // An open menu or list has the keys: Escape closes it, and nothing happens behind it.
    if is_asked || egui::Popup::is_any_open(context) {
        return Vec::new();
    }
    let (keymap, is_looking) = (&state.settings.keys, tried::is_shown(state));
    let focus = Focus::now(context);
    let mut all = Vec::new();
    // With Alt or Shift a key comes with the text it would type: where the key is taken, nobody typed it.
    let mut is_text_taken = false;
    context.input_mut(|input| {
        input.events.retain(|event| {
            if matches!(event, Event::Text(_)) {
                return !std::mem::take(&mut is_text_taken);
            }
            let pressed = clipboard(event, focus)
                .or_else(|| keep(event, focus).filter(|_| is_looking))
                .or_else(|| nudge(event, focus))
                .or_else(|| command(event, keymap, focus));
            let is_taken = pressed.is_some();
            is_text_taken = is_taken;
            all.extend(pressed);
            !is_taken
        });
    });
    all
}

fn clipboard(event: &Event, focus: Focus) -> Option<Pressed> {
    match event {
        _ if focus == Focus::TextField => None,
        Event::Copy => Some(Pressed::Command(Command::Copy)),
        Event::Cut => Some(Pressed::Command(Command::Cut)),
        Event::Paste(text) => Some(Pressed::Paste(text.clone())),
        _ => None,
    }
}

fn keep(event: &Event, focus: Focus) -> Option<Pressed> {
    let is_enter = Shortcut::key(Key::Enter).is_pressed_by(event);
    (is_enter && focus == Focus::Canvas).then_some(Pressed::Command(Command::ApplyFix))
}

fn nudge(event: &Event, focus: Focus) -> Option<Pressed> {
    let Event::Key {
        key,
        pressed: true,
        modifiers,
        ..
    } = event
    else {
        return None;
    };
    if focus != Focus::Canvas || modifiers.alt || modifiers.command {
        return None;
    }
    let (x, y) = match key {
        Key::ArrowLeft => (-1, 0),
        Key::ArrowRight => (1, 0),
        Key::ArrowUp => (0, -1),
        Key::ArrowDown => (0, 1),
        _ => return None,
    };
    let is_big = modifiers.shift;
    Some(Pressed::Nudge { x, y, is_big })
}

fn command(event: &Event, keymap: &Keymap, focus: Focus) -> Option<Pressed> {
    if !matches!(event, Event::Key { pressed: true, .. }) {
        return None;
    }
    for &command in Command::ALL {
        for shortcut in keymap.of(command) {
            let is_allowed = focus != Focus::TextField || command.works_while_typing(shortcut);
            let is_free =
                focus == Focus::Canvas || shortcut.key != Key::Enter || shortcut.has_ctrl_or_alt();
            if is_allowed && is_free && shortcut.is_pressed_by(event) {
                return Some(Pressed::Command(command));
            }
        }
    }
    None
}
