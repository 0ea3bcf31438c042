//! A copy of unsaved changes in the program's own storage, so that a crash or a closed tab loses nothing.
//!
//! It never touches the user's file. The copy goes once the changes are saved or given up.

use eframe::Storage;
use vpcanvas_model::file;

use crate::panels::dialogs::Dialog;
use crate::state::{DesignFile, State};

const DESIGN: &str = "unsaved design";
const NAME: &str = "unsaved design name";
/// Begins the names under which is kept what this version cannot read; a number follows.
const UNREADABLE: &str = "unreadable design";
const LESSON: &str = "unsaved design lesson";

/// Names what [`store`] would store now.
pub(crate) fn key(state: &State) -> (u64, u64) {
    (state.generation, state.workspace().revision())
}

/// Stores unsaved changes, and removes what is stored when there are none.
pub(crate) fn store(state: &State, storage: &mut dyn Storage) {
    if state.recovered.is_some() {
        // What the last session left behind is not decided about yet.
        return;
    }
    if state.workspace().is_modified() {
        storage.set_string(DESIGN, file::write(state.workspace().committed()));
        storage.set_string(NAME, state.file.name.clone());
        match &state.file.lesson {
            Some(lesson) => storage.set_string(LESSON, lesson.clone()),
            None => storage.remove_string(LESSON),
        }
    } else {
        storage.remove_string(DESIGN);
        storage.remove_string(NAME);
        storage.remove_string(LESSON);
    }
}

/// Keeps under another name what the last session left behind and nobody can read, before [`store`] takes its place.
pub(crate) fn set_aside(storage: &mut dyn Storage) {
    let left = storage.get_string(DESIGN);
    if let Some(text) = left.filter(|text| file::read(text.as_bytes()).is_err()) {
        storage.set_string(&free_key(storage), text);
    }
}

/// A name that keeps nothing yet.
fn free_key(storage: &dyn Storage) -> String {
    let mut keys = (1_u64..).map(|number| format!("{UNREADABLE} {number}"));
    keys.find(|key| storage.get_string(key).is_none())
        .unwrap_or_else(|| UNREADABLE.to_owned())
}

/// Asks what to do with changes that the last session could not save.
pub(crate) fn offer(state: &mut State, storage: Option<&dyn Storage>) {
    let Some(storage) = storage else { return };
    let Some(text) = storage.get_string(DESIGN) else {
        return;
    };
    let name = storage
        .get_string(NAME)
        .unwrap_or_else(|| state.file.name.clone());
    let document = match file::read(text.as_bytes()) {
        Ok(document) => document,
        Err(error) => {
            state.session.dialogs.push(Dialog::Message {
                title: text!("failed-recovery", name = &name),
                text: text!(
                    "failed-recovery-text",
                    why = error.to_string(),
                    key = free_key(storage)
                ),
            });
            return;
        }
    };
    // Where it belongs is not taken for granted: the next save asks.
    let file = DesignFile {
        name: name.clone(),
        place: None,
        lesson: storage.get_string(LESSON),
    };
    state.recovered = Some((document, file));
    state.session.dialogs.push(Dialog::Recover { name });
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use vpcanvas_editor::Workspace;
    use vpcanvas_model::Document;

    use super::*;

    #[derive(Default)]
    struct Memory(BTreeMap<String, String>);

    impl Storage for Memory {
        fn get_string(&self, key: &str) -> Option<String> {
            self.0.get(key).cloned()
        }

        fn set_string(&mut self, key: &str, value: String) {
            self.0.insert(key.to_owned(), value);
        }

        fn remove_string(&mut self, key: &str) {
            self.0.remove(key);
        }

        fn flush(&mut self) {}
    }

    fn front(state: &State) -> Option<String> {
        state.session.dialogs.front().map(Dialog::words)
    }

    #[test]
    fn changes_are_offered_until_it_is_decided_what_becomes_of_them() {
        let mut memory = Memory::default();
        let unsaved = Workspace::unsaved(Document::default());
        store(&State::new(unsaved, DesignFile::default()), &mut memory);
        let mut state = State::empty();
        let text = "broken.json: it is no design".to_owned();
        let title = "Cannot open the design".to_owned();
        state.session.dialogs.push(Dialog::Message { title, text });
        offer(&mut state, Some(&memory));
        store(&state, &mut memory);
        state.session.dialogs.answer();
        let asked = "Bring back unsaved changes to untitled.vpcanvas.json?";
        assert_eq!(front(&state).as_deref(), Some(asked));
        assert!(memory.get_string(DESIGN).is_some());
        state.recovered = None;
        store(&state, &mut memory);
        assert_eq!(memory.0, BTreeMap::new());
    }

    #[test]
    fn what_cannot_be_read_is_kept() {
        let mut memory = Memory::default();
        for text in ["of a later version", "of another"] {
            memory.set_string(DESIGN, text.to_owned());
            let mut state = State::empty();
            offer(&mut state, Some(&memory));
            let words = front(&state).unwrap_or_default();
            assert!(words.starts_with("Cannot bring back unsaved changes"));
            set_aside(&mut memory);
            store(&state, &mut memory);
            offer(&mut state, Some(&memory));
        }
        let kept: Vec<(&str, &str)> = memory
            .0
            .iter()
            .map(|(key, text)| (&**key, &**text))
            .collect();
        let expected = [
            ("unreadable design 1", "of a later version"),
            ("unreadable design 2", "of another"),
        ];
        assert_eq!(kept, expected);
    }
}
