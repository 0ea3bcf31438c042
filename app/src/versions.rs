//! Earlier states of a design: as it was opened, as it was saved, and every few minutes between. They are kept apart from
//! the file, no more than there is room for, and can be brought back.

use serde::{Deserialize, Serialize};
use vpcanvas_editor::Workspace;
use vpcanvas_model::{Document, file};

use crate::platform::{self, FilePlace, Platform, Store};
use crate::state::{DesignFile, State};

/// Begins the names of versions.
const PREFIX: &str = "version-";
/// How many there are of a design at most.
const MOST: usize = 20;
/// How many letters all versions of a design have at most; the newest is always kept.
const ROOM: usize = 4 << 20;
/// How long changes go on before there is another version, in seconds.
const PAUSE: u64 = 300;
/// How many steps are told of.
const TOLD: usize = 3;

/// A state a design had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Which design it is of.
    of: String,
    /// When it was so, in seconds since 1970.
    pub time: u64,
    /// What led to it, in the user's words.
    pub what: String,
    /// The design, as its file was.
    design: String,
}

impl Version {
    /// The design as it was.
    ///
    /// # Errors
    /// Why this version cannot read it.
    pub fn document(&self) -> Result<Document, String> {
        file::read(self.design.as_bytes()).map_err(|error| error.to_string())
    }
}

/// The versions of a design, the newest first.
pub(crate) fn of(store: &Store, file: &DesignFile) -> Vec<Version> {
    let design = design_of(file);
    let names = store.names().into_iter().rev();
    names
        .filter(|name| name.starts_with(&prefix(&design)))
        .filter_map(|name| serde_json::from_str(&store.read(&name)?).ok())
        .filter(|version: &Version| version.of == design)
        .collect()
}

/// When the version with this name was made; `None` where it names something else.
#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(dead_code, reason = "a browser has little room")
)]
pub(crate) fn time_of(name: &str) -> Option<&str> {
    let (_, time) = name.strip_prefix(PREFIX)?.split_once('-')?;
    Some(time)
}

/// Which design a file is: where it is, or what it is called where it is nowhere.
fn design_of(file: &DesignFile) -> String {
    let place = file.place.as_ref().and_then(FilePlace::to_text);
    place.unwrap_or_else(|| file.name.clone())
}

/// Begins the names of the versions of a design, in letters any system takes.
fn prefix(design: &str) -> String {
    use std::hash::Hasher as _;
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(design.as_bytes());
    format!("{PREFIX}{:016x}-", hasher.finish())
}

fn add(store: &Store, version: &Version) {
    let prefix = prefix(&version.of);
    // Plain data with string keys: there is nothing in it that JSON cannot hold.
    let text = serde_json::to_string(version).unwrap_or_default();
    let mut room = ROOM.saturating_sub(text.len());
    if let Err(why) = store.write(&format!("{prefix}{:012}", version.time), &text) {
        log::warn!("there is no version: {why}");
        return;
    }
    let names = store.names().into_iter().rev();
    let older = names.filter(|name| name.starts_with(&prefix)).skip(1);
    for (index, name) in older.enumerate() {
        let size = store.read(&name).map_or(0, |text| text.len());
        let is_kept = index + 1 < MOST && size <= room;
        room = if is_kept { room - size } else { 0 };
        if !is_kept {
            store.remove(&name);
        }
    }
}

fn add_state(store: &Store, state: &State, document: &Document, what: String) {
    // No two of a design have the same time.
    let newest = of(store, &state.file)
        .first()
        .map_or(0, |newest| newest.time);
    let version = Version {
        of: design_of(&state.file),
        time: platform::now().max(newest.saturating_add(1)),
        what,
        design: file::write(document),
    };
    add(store, &version);
}

/// What has to be known of the design that is shown, to see when a version is due.
pub(crate) struct Versions {
    generation: Option<u64>,
    /// The design as it was opened, until it is changed.
    opened: Option<Document>,
    /// When there was a version last, in seconds since 1970.
    last: u64,
    /// How many steps had led to it.
    steps: usize,
    was_modified: bool,
}

impl Versions {
    pub(crate) fn begin() -> Self {
        Self {
            generation: None,
            opened: None,
            last: 0,
            steps: 0,
            was_modified: false,
        }
    }

    /// Keeps a version of the design that is shown when one is due.
    pub(crate) fn keep(&mut self, state: &State, platform: &Platform) {
        let Some(store) = platform.store() else {
            return;
        };
        let workspace = state.workspace();
        if self.generation != Some(state.generation) {
            *self = Self {
                generation: Some(state.generation),
                opened: (!workspace.is_modified()).then(|| workspace.committed().clone()),
                last: platform::now(),
                steps: workspace.done().len(),
                was_modified: false,
            };
        }
        let is_modified = workspace.is_modified();
        if is_modified && let Some(opened) = self.opened.take() {
            // An empty design is nothing to come back to.
            if opened.resources().len() > 0 {
                add_state(store, state, &opened, text!("versions-opened").to_owned());
            }
        }
        let is_saved = self.was_modified && !is_modified;
        let is_due = is_modified && platform::now() >= self.last.saturating_add(PAUSE);
        self.was_modified = is_modified;
        if is_saved || (is_due && workspace.done().len() != self.steps) {
            let what = self.what(workspace);
            add_state(store, state, workspace.committed(), what);
            self.last = platform::now();
            self.steps = workspace.done().len();
        }
    }

    /// The last steps since the version before, and how many there were before those.
    fn what(&self, workspace: &Workspace) -> String {
        let count = workspace.done().len().saturating_sub(self.steps).max(1);
        let mut told: Vec<&str> = workspace
            .done()
            .take(count.min(TOLD))
            .map(|step| step.label.as_str())
            .collect();
        told.reverse();
        let told = told.join(" · ");
        if count > TOLD {
            return text!("versions-more", count = count - TOLD, last = told);
        }
        told
    }
}

/// How long ago something was, in words.
pub(crate) fn ago(time: u64) -> String {
    let seconds = platform::now().saturating_sub(time);
    match seconds {
        0..60 => text!("ago-seconds", count = seconds),
        60..3_600 => text!("ago-minutes", count = seconds / 60),
        3_600..172_800 => text!("ago-hours", count = seconds / 3_600),
        _ => text!("ago-days", count = seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(time: u64, letters: usize) -> Version {
        Version {
            of: "a.vpcanvas.json".to_owned(),
            time,
            what: String::new(),
            design: "x".repeat(letters),
        }
    }

    #[track_caller]
    fn check_kept(name: &str, letters: usize, made: u64, kept: usize) {
        let folder = format!("vpcanvas-versions-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        let store = Store::in_folder(folder.clone());
        for time in 1..=made {
            add(&store, &version(time, letters));
        }
        let file = |name: &str| DesignFile {
            name: name.to_owned(),
            ..DesignFile::default()
        };
        let times: Vec<u64> = of(&store, &file("a.vpcanvas.json"))
            .iter()
            .map(|version| version.time)
            .collect();
        assert_eq!(times.len(), kept);
        assert!(times.is_sorted_by(|newer, older| newer > older));
        assert_eq!(times.first(), Some(&made));
        assert_eq!(of(&store, &file("b.vpcanvas.json")), []);
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn there_are_no_more_versions_than_there_is_room_for_and_the_newest_stay() {
        check_kept("few", 10, 3, 3);
        check_kept("many", 10, 30, MOST);
        check_kept("large", ROOM / 3, 9, 2);
        check_kept("huge", 2 * ROOM, 3, 1);
    }
}
