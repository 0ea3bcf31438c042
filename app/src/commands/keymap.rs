//! Which keys a command has: those of the list of commands, unless the user gave it others.
//!
//! No two commands have the same keys: who is given some takes them from whoever had them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Command, Shortcut};

/// The keys of every command.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "BTreeMap<String, Value>", into = "BTreeMap<String, Value>")]
pub struct Keymap {
    /// What the user chose; an empty list is a command whose keys another one took.
    changed: BTreeMap<Command, Vec<Shortcut>>,
    /// What another version keeps.
    unknown: BTreeMap<String, Value>,
}

impl Keymap {
    /// The keys of a command; the first is the one shown.
    pub fn of(&self, command: Command) -> Vec<Shortcut> {
        if let Some(chosen) = self.changed.get(&command) {
            return chosen.clone();
        }
        let defaults = command.default_shortcuts().iter().copied();
        defaults.filter(|keys| !self.is_chosen(*keys)).collect()
    }

    /// The keys of a command as they are shown; none if it has none.
    pub fn shown(&self, command: Command) -> Option<String> {
        self.of(command).first().map(ToString::to_string)
    }

    /// The command that has these keys.
    pub fn holder(&self, keys: Shortcut) -> Option<Command> {
        let holds = |command: &Command| self.of(*command).iter().any(|own| own.is_same(keys));
        Command::ALL.iter().copied().find(holds)
    }

    /// Gives keys to a command, in place of those it has; whoever had them has them no more.
    pub fn give(&mut self, command: Command, keys: Shortcut) {
        self.take(&[keys]);
        self.changed.insert(command, vec![keys]);
    }

    /// Gives a command the keys it has at first.
    pub fn reset(&mut self, command: Command) {
        self.changed.remove(&command);
        self.take(command.default_shortcuts());
    }

    /// Gives every command the keys it has at first.
    pub fn reset_all(&mut self) {
        self.changed.clear();
    }

    /// Whether a command has other keys than at first.
    pub fn is_changed(&self, command: Command) -> bool {
        self.of(command) != command.default_shortcuts()
    }

    /// Whether any command has other keys than at first.
    pub fn is_any_changed(&self) -> bool {
        Command::ALL.iter().any(|command| self.is_changed(*command))
    }

    /// Takes keys from every command that was given them.
    fn take(&mut self, keys: &[Shortcut]) {
        for chosen in self.changed.values_mut() {
            chosen.retain(|own| !keys.iter().any(|taken| own.is_same(*taken)));
        }
    }

    fn is_chosen(&self, keys: Shortcut) -> bool {
        let mut chosen = self.changed.values().flatten();
        chosen.any(|own| own.is_same(keys))
    }
}

/// A command by the name it is kept under, and the keys that were kept.
fn understood(name: &str, kept: &Value) -> Option<(Command, Vec<Shortcut>)> {
    let command = Command::ALL.iter().find(|command| command.id() == name)?;
    let keys = kept.as_array()?.iter();
    let keys: Option<Vec<Shortcut>> = keys.map(|text| text.as_str()?.parse().ok()).collect();
    Some((*command, keys?))
}

impl From<BTreeMap<String, Value>> for Keymap {
    fn from(kept: BTreeMap<String, Value>) -> Self {
        let mut keymap = Self::default();
        for (name, value) in kept {
            if let Some((command, keys)) = understood(&name, &value) {
                keymap.take(&keys);
                keymap.changed.insert(command, keys);
            } else {
                keymap.unknown.insert(name, value);
            }
        }
        keymap
    }
}

impl From<Keymap> for BTreeMap<String, Value> {
    fn from(keymap: Keymap) -> Self {
        let chosen = keymap.changed.into_iter().map(|(command, keys)| {
            let texts = keys.iter().map(|keys| Value::from(keys.to_string()));
            (command.id(), texts.collect())
        });
        keymap.unknown.into_iter().chain(chosen).collect()
    }
}

#[cfg(test)]
mod tests {
    use egui::Key;

    use super::*;

    #[track_caller]
    fn check_keys(keymap: &Keymap, command: Command, expected: &[&str]) {
        let keys: Vec<String> = keymap.of(command).iter().map(ToString::to_string).collect();
        assert_eq!(keys, expected, "{command:?}");
    }

    #[test]
    fn who_is_given_keys_takes_them_and_a_reset_gives_them_back() {
        let mut keymap = Keymap::default();
        keymap.give(Command::ZoomFit, Shortcut::ctrl(Key::Y));
        check_keys(&keymap, Command::ZoomFit, &["Ctrl+Y"]);
        check_keys(&keymap, Command::Redo, &["Ctrl+Shift+Z"]);
        assert_eq!(
            keymap.holder(Shortcut::ctrl(Key::Y)),
            Some(Command::ZoomFit)
        );
        keymap.give(Command::Find, Shortcut::ctrl(Key::Y));
        check_keys(&keymap, Command::ZoomFit, &[]);
        keymap.reset(Command::Redo);
        check_keys(&keymap, Command::Redo, &["Ctrl+Shift+Z", "Ctrl+Y"]);
        check_keys(&keymap, Command::Find, &[]);
        assert!(keymap.is_changed(Command::Find) && !keymap.is_changed(Command::Redo));
        keymap.reset_all();
        assert_eq!(keymap, Keymap::default());
        assert!(!keymap.is_any_changed());
    }

    #[test]
    fn no_two_commands_have_the_same_keys_whatever_was_kept() {
        let kept = r#"{"Undo": ["Ctrl+Y"], "ZoomFit": ["Ctrl+Y", "Shift+1"], "Redo": ["?"]}"#;
        let keymap: Keymap = serde_json::from_str(kept).unwrap();
        let mut seen = Vec::new();
        for command in Command::ALL {
            for keys in keymap.of(*command) {
                assert!(!seen.contains(&keys.to_string()), "{command:?}: {keys}");
                seen.push(keys.to_string());
            }
        }
    }

    #[test]
    fn what_is_not_understood_is_kept_and_harms_nothing() {
        let kept = r#"{"Dance":["Ctrl+D"],"Redo":["Hyper+Q"],"Save":7,"Undo":["Ctrl+Shift+F9"]}"#;
        let keymap: Keymap = serde_json::from_str(kept).unwrap();
        check_keys(&keymap, Command::Undo, &["Ctrl+Shift+F9"]);
        check_keys(&keymap, Command::Save, &["Ctrl+S"]);
        check_keys(&keymap, Command::Duplicate, &["Ctrl+D"]);
        assert_eq!(serde_json::to_string(&keymap).unwrap(), kept);
    }
}
