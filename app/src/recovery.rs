//! A copy of unsaved changes with the last steps that led to them, so that a crash or a closed page loses nothing.
//!
//! It never touches the user's file. Each window has a slot of its own; what a window left behind that ended without
//! deciding about it is offered by the next one. The copy goes once the changes are saved or given up.

use serde::{Deserialize, Serialize};
use vpcanvas_editor::{KeptStep, Workspace};
use vpcanvas_model::file;

use crate::panels::dialogs::Dialog;
use crate::platform::{self, Platform, Store};
use crate::state::{DesignFile, State, Waiting};

/// Begins the names of slots.
const SLOT: &str = "unsaved-";
/// Begins the names under which is kept what this version cannot read.
const UNREADABLE: &str = "unreadable-";
/// How many bytes of what can be undone are kept.
const HISTORY: usize = 1 << 20;
/// The least time between two copies, in seconds.
const PAUSE: f64 = 5.0;
/// So many bytes of a copy make that time a second longer: what takes long is not done all the time.
const SECOND: usize = 1 << 20;

/// What is kept in a slot.
#[derive(Serialize, Deserialize)]
struct Copy {
    /// What the design is called.
    name: String,
    /// The text of the lesson that goes with it.
    #[serde(default)]
    lesson: Option<String>,
    /// The design, as its file would be.
    design: String,
    /// What can be undone, the newest at the end.
    #[serde(default)]
    steps: Vec<KeptStep>,
}

/// Names what a copy holds, so that none is made twice.
type Key = (u64, u64, bool, bool, bool);

/// The copy of this window.
pub(crate) struct Recovery {
    slot: String,
    held: Option<Key>,
    /// When the last copy was made, in seconds of the window's clock.
    made: f64,
    /// The least time from there to the next one, in seconds.
    pause: f64,
    is_there: bool,
    /// Whether it was said that no copy can be made.
    has_complained: bool,
}

impl Recovery {
    /// No copy yet. Asks for what other windows left behind.
    pub(crate) fn begin(platform: &Platform) -> Self {
        let names = platform.store().map(Store::names).unwrap_or_default();
        let left = names.iter().filter_map(|name| name.strip_suffix(".json"));
        for slot in left.filter(|slot| slot.starts_with(SLOT)) {
            platform.claim(slot);
        }
        Self {
            slot: format!("{SLOT}{}", platform::unique()),
            held: None,
            made: f64::NEG_INFINITY,
            pause: PAUSE,
            is_there: false,
            has_complained: false,
        }
    }

    /// Makes a copy when there is something new and the last one is a while ago; else returns in how many seconds one is
    /// due.
    pub(crate) fn keep(&mut self, state: &mut State, platform: &Platform, now: f64) -> Option<f64> {
        let due = self.made + self.pause - now;
        if platform.store().is_none() || self.held == Some(key(state)) {
            None
        } else if state.workspace().is_modified() && due > 0.0 && due <= self.pause {
            Some(due)
        } else {
            self.made = now;
            self.keep_now(state, platform);
            None
        }
    }

    /// Makes a copy of unsaved changes, and removes it when there are none or nobody wants them.
    pub(crate) fn keep_now(&mut self, state: &mut State, platform: &Platform) {
        let Some(store) = platform.store() else {
            return;
        };
        self.held = Some(key(state));
        if state.workspace().is_modified() && !state.may_close {
            self.write(state, platform, store);
        } else if self.is_there {
            forget(&self.slot, platform);
            self.is_there = false;
            state.copied = None;
        }
    }

    fn write(&mut self, state: &mut State, platform: &Platform, store: &Store) {
        if !self.is_there {
            platform.claim(&self.slot);
        }
        let copy = copy(state);
        let seconds = u32::try_from(copy.len() / SECOND).unwrap_or(u32::MAX);
        self.pause = PAUSE + f64::from(seconds);
        match store.write(&name_of(&self.slot), &copy) {
            Ok(()) => {
                self.is_there = true;
                self.has_complained = false;
                state.copied = Some(platform::now());
            }
            Err(why) if !self.has_complained => {
                self.has_complained = true;
                state.session.notice = Some(text!("recovery-not-kept", why = why));
            }
            Err(_) => {}
        }
    }

    /// Offers what is in a slot that is this window's now, unless it is its own.
    pub(crate) fn claimed(&self, slot: &str, state: &mut State, platform: &Platform) {
        if slot != self.slot {
            offer(slot, state, platform);
        }
    }
}

/// Keeps a slot no longer.
pub(crate) fn forget(slot: &str, platform: &Platform) {
    if let Some(store) = platform.store() {
        store.remove(&name_of(slot));
        store.release(slot);
    }
}

fn name_of(slot: &str) -> String {
    format!("{slot}.json")
}

fn key(state: &State) -> Key {
    let workspace = state.workspace();
    (
        state.generation,
        workspace.revision(),
        workspace.is_previewing(),
        workspace.is_modified(),
        state.may_close,
    )
}

fn copy(state: &State) -> String {
    let workspace = state.workspace();
    let copy = Copy {
        name: state.file.name.clone(),
        lesson: state.file.lesson.clone(),
        design: file::write(workspace.committed()),
        steps: workspace.kept_steps(HISTORY),
    };
    // Plain data with string keys: there is nothing in it that JSON cannot hold.
    serde_json::to_string(&copy).unwrap_or_default()
}

/// Asks what to do with changes that another window could not save.
fn offer(slot: &str, state: &mut State, platform: &Platform) {
    let Some(store) = platform.store() else {
        return;
    };
    let Some(text) = store.read(&name_of(slot)) else {
        return forget(slot, platform);
    };
    match read(&text) {
        Ok((workspace, file)) => {
            let (slot, name) = (slot.to_owned(), file.name.clone());
            state.left.insert(slot.clone(), (workspace, file));
            state.session.dialogs.push(Dialog::Recover { name, slot });
        }
        Err(why) => {
            let aside = format!("{UNREADABLE}{}", name_of(slot));
            if store.write(&aside, &text).is_ok() {
                forget(slot, platform);
            }
            state.session.dialogs.push(Dialog::Message {
                title: text!("failed-recovery", name = slot),
                text: text!("failed-recovery-text", why = why, key = aside),
            });
        }
    }
}

fn read(text: &str) -> Result<(Workspace, DesignFile), String> {
    let copy: Copy = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let document = file::read(copy.design.as_bytes()).map_err(|error| error.to_string())?;
    // Where it belongs is not taken for granted: the next save asks.
    let file = DesignFile {
        name: copy.name,
        place: None,
        lesson: copy.lesson,
    };
    Ok((Workspace::continued(document, &copy.steps), file))
}

/// What was left in a slot waits to be shown.
pub(crate) fn bring_back(state: &mut State, slot: String) {
    if let Some((workspace, file)) = state.left.remove(&slot) {
        state.waiting = Some(Waiting {
            workspace,
            file,
            slot: Some(slot),
        });
    }
}
