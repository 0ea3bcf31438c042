//! The designs that were open last: where their files are, and in the browser, which has no places, those of which the
//! browser keeps a version.

use serde::{Deserialize, Serialize};

use crate::platform::{FilePlace, Store};
use crate::state::{DesignFile, State};

/// Under which name they are kept.
const NAME: &str = "recent.json";
/// How many there are at most.
const MOST: usize = 10;

/// A design that was open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// What it is called.
    pub name: String,
    /// Where its file is, if it has one that can be found again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<String>,
}

impl Recent {
    fn of(file: &DesignFile) -> Self {
        Self {
            name: file.name.clone(),
            place: file.place.as_ref().and_then(FilePlace::to_text),
        }
    }

    /// Where its file is.
    pub(crate) fn place(&self) -> Option<FilePlace> {
        self.place.as_deref().and_then(FilePlace::of_text)
    }

    /// Where it is in words, or what it is called.
    pub fn words(&self) -> &str {
        self.place.as_deref().unwrap_or(&self.name)
    }
}

/// What was open last, the last one first. A text that cannot be read is none.
pub(crate) fn kept(store: &Store) -> Vec<Recent> {
    let text = store.read(NAME).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Takes note of the design that is shown, once it can be found again; `seen` is the one noted last.
pub(crate) fn note(state: &mut State, store: &Store, seen: &mut Option<Recent>) {
    let shown = Recent::of(&state.file);
    if seen.as_ref() == Some(&shown) || !can_be_found(&shown, state, store) {
        return;
    }
    // Other windows note theirs too.
    let mut recent = kept(store);
    recent.retain(|other| *other != shown);
    recent.insert(0, shown.clone());
    recent.truncate(MOST);
    // Plain data with string keys: there is nothing in it that JSON cannot hold.
    let text = serde_json::to_string_pretty(&recent).unwrap_or_default();
    if let Err(why) = store.write(NAME, &text) {
        log::warn!("the recent designs are not noted: {why}");
    }
    state.recent = recent;
    *seen = Some(shown);
}

/// A file is found where it is; what has none only in the browser, among what was saved from there.
fn can_be_found(shown: &Recent, state: &State, store: &Store) -> bool {
    let is_kept_here = || {
        cfg!(target_arch = "wasm32")
            && state.workspace().done().len() > 0
            && !state.workspace().is_modified()
            && !crate::versions::of(store, &state.file).is_empty()
    };
    shown.place.is_some() || is_kept_here()
}
