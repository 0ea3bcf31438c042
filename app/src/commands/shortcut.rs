//! One key with its modifiers, matched the same on every keyboard layout and shown as the platform writes it.

use std::fmt;

use egui::{Event, Key, Modifiers};

/// Keys pressed together. `Ctrl` is the command key of a Mac.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// The key that is pressed last.
    pub key: Key,
    modifiers: Modifiers,
    /// Whether the key is meant by its place: with Shift, a digit key types a different sign on every layout.
    by_place: bool,
}

impl Shortcut {
    /// A key alone.
    pub const fn key(key: Key) -> Self {
        Self::new(Modifiers::NONE, key)
    }

    /// With Ctrl.
    pub const fn ctrl(key: Key) -> Self {
        Self::new(Modifiers::COMMAND, key)
    }

    /// With Alt.
    pub const fn alt(key: Key) -> Self {
        Self::new(Modifiers::ALT, key)
    }

    /// With Shift.
    pub const fn shift(key: Key) -> Self {
        Self::new(Modifiers::SHIFT, key)
    }

    /// With Ctrl and Shift.
    pub const fn ctrl_shift(key: Key) -> Self {
        Self::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
    }

    /// With Alt and Shift.
    pub const fn alt_shift(key: Key) -> Self {
        Self::new(Modifiers::ALT.plus(Modifiers::SHIFT), key)
    }

    /// A key of the digit row with Shift, whatever that types.
    pub const fn shift_digit(key: Key) -> Self {
        Self {
            key,
            modifiers: Modifiers::SHIFT,
            by_place: true,
        }
    }

    const fn new(modifiers: Modifiers, key: Key) -> Self {
        Self {
            key,
            modifiers,
            by_place: false,
        }
    }

    /// Whether Ctrl or Alt belong to it, so that it types nothing.
    pub const fn has_ctrl_or_alt(self) -> bool {
        self.modifiers.command || self.modifiers.alt
    }

    /// Whether this is what the event says was pressed.
    pub fn is_pressed_by(self, event: &Event) -> bool {
        let Event::Key {
            key,
            physical_key,
            pressed: true,
            modifiers,
            ..
        } = event
        else {
            return false;
        };
        // Whether a question mark needs Shift is the layout's business.
        let mut modifiers = *modifiers;
        modifiers.shift &= self.key != Key::Questionmark;
        let key_matches = *key == self.key || (self.by_place && *physical_key == Some(self.key));
        key_matches && modifiers.matches_exact(self.modifiers)
    }
}

impl fmt::Display for Shortcut {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Modifiers {
            alt,
            shift,
            command,
            ..
        } = self.modifiers;
        for (held, name) in [(command, "Ctrl+"), (alt, "Alt+"), (shift, "Shift+")] {
            if held {
                formatter.write_str(name)?;
            }
        }
        formatter.write_str(match self.key {
            Key::Equals => "=",
            Key::Plus => "+",
            Key::Minus => "-",
            Key::Period => ".",
            Key::Slash => "/",
            Key::Questionmark => "?",
            Key::Delete => "Del",
            Key::Escape => "Esc",
            key => key.name(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(key: Key, physical_key: Key, modifiers: Modifiers) -> Event {
        Event::Key {
            key,
            physical_key: Some(physical_key),
            pressed: true,
            repeat: false,
            modifiers,
        }
    }

    #[test]
    fn letters_follow_the_layout_and_digits_their_place() {
        let undo = Shortcut::ctrl(Key::Z);
        let ctrl = Modifiers::CTRL.plus(Modifiers::COMMAND);
        assert!(undo.is_pressed_by(&pressed(Key::Z, Key::Y, ctrl)));
        assert!(!undo.is_pressed_by(&pressed(Key::Y, Key::Z, ctrl)));
        assert!(!undo.is_pressed_by(&pressed(Key::Z, Key::Z, ctrl.plus(Modifiers::SHIFT))));
        assert!(!undo.is_pressed_by(&pressed(Key::Z, Key::Z, Modifiers::NONE)));
        let fit = Shortcut::shift_digit(Key::Num1);
        assert!(fit.is_pressed_by(&pressed(Key::Exclamationmark, Key::Num1, Modifiers::SHIFT)));
    }

    #[test]
    fn it_is_written_as_people_write_it() {
        assert_eq!(Shortcut::ctrl_shift(Key::Z).to_string(), "Ctrl+Shift+Z");
        assert_eq!(Shortcut::ctrl(Key::Equals).to_string(), "Ctrl+=");
        assert_eq!(Shortcut::shift(Key::F8).to_string(), "Shift+F8");
        assert_eq!(Shortcut::key(Key::Questionmark).to_string(), "?");
    }
}
