//! One key with its modifiers, matched the same on every keyboard layout and shown as the platform writes it.

use std::fmt;
use std::str::FromStr;

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

    /// With Ctrl and Alt.
    pub const fn ctrl_alt(key: Key) -> Self {
        Self::new(Modifiers::COMMAND.plus(Modifiers::ALT), key)
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

    /// What the event says was pressed, as a shortcut; `None` where it is no press, or of a key that is only held.
    pub fn of(event: &Event) -> Option<Self> {
        let Event::Key {
            key,
            physical_key,
            pressed: true,
            repeat: false,
            modifiers,
        } = event
        else {
            return None;
        };
        if is_held(*key) {
            return None;
        }
        let held = Modifiers {
            alt: modifiers.alt,
            shift: modifiers.shift,
            command: modifiers.command,
            ..Modifiers::NONE
        };
        let place = physical_key.filter(|place| is_digit(*place));
        Some(match place {
            Some(digit) if held == Modifiers::SHIFT => Self::shift_digit(digit),
            _ => Self::typed(held, *key),
        })
    }

    /// Keys by what they type: whether a sign needs Shift is the layout's business.
    fn typed(held: Modifiers, key: Key) -> Self {
        let shift = held.shift && !is_sign(key);
        Self::new(Modifiers { shift, ..held }, key)
    }

    /// Whether both are the same keys.
    pub fn is_same(self, other: Self) -> bool {
        self.key == other.key && self.modifiers == other.modifiers
    }

    /// Whether it is one of the keys that type nothing and stand above the digits.
    pub fn is_function_key(self) -> bool {
        let digits = self.key.name().strip_prefix('F');
        digits.is_some_and(|digits| digits.parse::<u8>().is_ok())
    }

    /// Whether browsers act on it themselves, so that a page never gets it or takes something from its user.
    pub fn is_kept_by_browsers(self) -> bool {
        let with_ctrl = [
            Key::N,
            Key::PageDown,
            Key::PageUp,
            Key::Q,
            Key::R,
            Key::T,
            Key::Tab,
            Key::W,
        ];
        let with_ctrl_shift = [
            Key::C,
            Key::I,
            Key::J,
            Key::N,
            Key::P,
            Key::Q,
            Key::R,
            Key::T,
            Key::Tab,
            Key::W,
        ];
        let alone = [Key::F5, Key::F11, Key::F12];
        let Modifiers {
            alt,
            shift,
            command,
            ..
        } = self.modifiers;
        match (command, alt, shift) {
            (true, false, false) => with_ctrl.contains(&self.key),
            (true, false, true) => with_ctrl_shift.contains(&self.key),
            (false, true, false) => self.key == Key::F4,
            (false, false, false) => alone.contains(&self.key),
            _ => false,
        }
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
        // Whether a sign needs Shift is the layout's business.
        let mut modifiers = *modifiers;
        modifiers.shift &= !is_sign(self.key);
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
        formatter.write_str(written(self.key))
    }
}

/// No keys that this version knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownKeys;

impl FromStr for Shortcut {
    type Err = UnknownKeys;

    fn from_str(text: &str) -> Result<Self, UnknownKeys> {
        let mut held = Modifiers::NONE;
        let mut rest = text;
        loop {
            let named = [
                ("Ctrl+", Modifiers::COMMAND),
                ("Alt+", Modifiers::ALT),
                ("Shift+", Modifiers::SHIFT),
            ];
            let found = named
                .iter()
                .find_map(|(name, modifier)| Some((rest.strip_prefix(name)?, *modifier)));
            let Some((left, modifier)) = found else { break };
            rest = left;
            held = held.plus(modifier);
        }
        let mut keys = Key::ALL.iter().copied();
        let key = keys.find(|key| written(*key) == rest).ok_or(UnknownKeys)?;
        Ok(if held == Modifiers::SHIFT && is_digit(key) {
            Self::shift_digit(key)
        } else {
            Self::typed(held, key)
        })
    }
}

/// What is printed on a key.
fn written(key: Key) -> &'static str {
    match key {
        Key::Delete => "Del",
        Key::Escape => "Esc",
        Key::Minus => "-",
        Key::Quote => "'",
        key if is_sign(key) => key.symbol_or_name(),
        key => key.name(),
    }
}

/// Whether a key types a sign that stands elsewhere on other layouts, with Shift or without.
const fn is_sign(key: Key) -> bool {
    matches!(
        key,
        Key::Backslash
            | Key::Backtick
            | Key::CloseBracket
            | Key::CloseCurlyBracket
            | Key::Colon
            | Key::Comma
            | Key::Equals
            | Key::Exclamationmark
            | Key::Minus
            | Key::OpenBracket
            | Key::OpenCurlyBracket
            | Key::Period
            | Key::Pipe
            | Key::Plus
            | Key::Questionmark
            | Key::Quote
            | Key::Semicolon
            | Key::Slash
    )
}

/// Whether a key does nothing by itself.
const fn is_held(key: Key) -> bool {
    matches!(
        key,
        Key::AltLeft
            | Key::AltRight
            | Key::CapsLock
            | Key::ControlLeft
            | Key::ControlRight
            | Key::Fn
            | Key::NumLock
            | Key::ScrollLock
            | Key::ShiftLeft
            | Key::ShiftRight
            | Key::SuperLeft
            | Key::SuperRight
    )
}

const fn is_digit(key: Key) -> bool {
    matches!(
        key,
        Key::Num0
            | Key::Num1
            | Key::Num2
            | Key::Num3
            | Key::Num4
            | Key::Num5
            | Key::Num6
            | Key::Num7
            | Key::Num8
            | Key::Num9
    )
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
        assert_eq!(Shortcut::ctrl(Key::Minus).to_string(), "Ctrl+-");
    }

    #[test]
    fn what_is_written_is_read_and_what_is_pressed_matches_it() {
        for key in Key::ALL.iter().filter(|key| !is_held(**key)) {
            for held in [
                Modifiers::NONE,
                Modifiers::SHIFT,
                Modifiers::COMMAND,
                Modifiers::ALT.plus(Modifiers::SHIFT),
            ] {
                let event = pressed(*key, *key, held);
                let shortcut = Shortcut::of(&event).unwrap();
                assert!(shortcut.is_pressed_by(&event), "{shortcut}");
                assert_eq!(shortcut.to_string().parse(), Ok(shortcut));
            }
        }
        for wrong in ["", "Ctrl+", "Strg+A", "Ctrl+ü"] {
            assert_eq!(wrong.parse::<Shortcut>(), Err(UnknownKeys), "{wrong}");
        }
    }

    #[test]
    fn a_sign_is_the_same_wherever_a_layout_has_it() {
        let ctrl_shift = Modifiers::COMMAND.plus(Modifiers::SHIFT);
        let focus = Shortcut::ctrl(Key::Period);
        assert!(focus.is_pressed_by(&pressed(Key::Period, Key::Comma, ctrl_shift)));
        let larger = Shortcut::ctrl(Key::Equals);
        assert!(larger.is_pressed_by(&pressed(Key::Equals, Key::Num0, ctrl_shift)));
    }
}
