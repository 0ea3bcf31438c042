//! Other keys for a command: the next ones pressed, unless they are somebody's whom nobody can take them from.

use egui::{Context, Event, Key};

use super::dispatch::Dispatch;
use super::{Command, Shortcut};

/// A shortcut that is being changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rebinding {
    /// The next keys are the command's; why the last ones could not be.
    Listening(Command, Option<(Shortcut, Refusal)>),
    /// Another command has these keys: they stay there, or go to this one.
    Taken {
        /// Whose they are to be.
        command: Command,
        /// The keys.
        keys: Shortcut,
        /// Whose they are.
        by: Command,
    },
}

/// Why a command cannot have some keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A browser keeps them for itself, and what works on the desktop is to work there too.
    Browser,
    /// The clipboard's keys are the system's.
    System,
    /// They move the focus, the selection or the picture.
    Program,
}

impl Refusal {
    /// Why nobody can have these keys.
    fn of(keys: Shortcut) -> Option<Self> {
        let clipboard = [Key::C, Key::X, Key::V].map(Shortcut::ctrl);
        let is_moving = matches!(
            keys.key,
            Key::Tab
                | Key::Space
                | Key::ArrowLeft
                | Key::ArrowRight
                | Key::ArrowUp
                | Key::ArrowDown
        ) && !keys.has_ctrl_or_alt();
        if keys.is_kept_by_browsers() {
            Some(Self::Browser)
        } else if clipboard.iter().any(|own| own.is_same(keys)) {
            Some(Self::System)
        } else if is_moving || keys.key == Key::Escape {
            Some(Self::Program)
        } else {
            None
        }
    }
}

/// Takes the keys of this frame while some are waited for; nothing else acts on them then.
pub(crate) fn listen(dispatch: &mut Dispatch<'_>) {
    if let Some(Rebinding::Listening(command, _)) = dispatch.state.session.rebinding {
        for event in taken(dispatch.context) {
            pressed(dispatch, command, &event);
        }
    }
}

fn taken(context: &Context) -> Vec<Event> {
    let is_typed = |event: &Event| {
        matches!(
            event,
            Event::Key { .. } | Event::Text(_) | Event::Copy | Event::Cut | Event::Paste(_)
        )
    };
    context.input_mut(|input| {
        let (typed, others) = input.events.drain(..).partition(is_typed);
        input.events = others;
        typed
    })
}

fn pressed(dispatch: &mut Dispatch<'_>, command: Command, event: &Event) {
    let keys = match event {
        Event::Copy => Some(Shortcut::ctrl(Key::C)),
        Event::Cut => Some(Shortcut::ctrl(Key::X)),
        Event::Paste(_) => Some(Shortcut::ctrl(Key::V)),
        event => Shortcut::of(event),
    };
    let Some(keys) = keys else { return };
    let session = &mut dispatch.state.session;
    let keymap = &dispatch.state.settings.keys;
    session.rebinding = if keys.is_same(Shortcut::key(Key::Escape)) {
        None
    } else if let Some(refusal) = Refusal::of(keys) {
        Some(Rebinding::Listening(command, Some((keys, refusal))))
    } else if let Some(by) = keymap.holder(keys).filter(|by| *by != command) {
        Some(Rebinding::Taken { command, keys, by })
    } else {
        dispatch.state.settings.keys.give(command, keys);
        None
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_others_are_refused() {
        for (keys, refusal) in [
            ("Ctrl+T", Some(Refusal::Browser)),
            ("Ctrl+Shift+N", Some(Refusal::Browser)),
            ("Ctrl+C", Some(Refusal::System)),
            ("Tab", Some(Refusal::Program)),
            ("Shift+Left", Some(Refusal::Program)),
            ("Esc", Some(Refusal::Program)),
            ("Ctrl+Shift+F9", None),
            ("Alt+Left", None),
            ("?", None),
        ] {
            assert_eq!(Refusal::of(keys.parse().unwrap()), refusal, "{keys}");
        }
    }
}
