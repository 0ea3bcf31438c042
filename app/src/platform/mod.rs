//! Files in and out, for the desktop and for the browser, and imports of many of them.
//!
//! A request returns at once; what became of it is collected later by [`Platform::finished`]. Nothing here knows what a
//! design is: it moves bytes and names.

mod import;
mod store;

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod web;

#[cfg(not(target_arch = "wasm32"))]
use native as system;
#[cfg(target_arch = "wasm32")]
use web as system;

use std::sync::mpsc::{Receiver, Sender, channel};

use vpcanvas_interchange::aws_describe::{Import, ImportError};

use import::Imports;

#[cfg(not(target_arch = "wasm32"))]
pub use native::read;
pub use store::Store;
pub use system::{FilePlace, announce, language, now, prefers_reduced_motion, unique};

/// A file the program has read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedFile {
    /// Its name without folders, for titles and messages.
    pub name: String,
    /// Where a later save goes; `None` where the next save has to ask.
    pub place: Option<FilePlace>,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// The text of the lesson that goes with it, if there is one.
    pub lesson: Option<String>,
}

/// What became of a request.
#[derive(Debug)]
pub enum Finished {
    /// The user chose or dropped a file, and it was read.
    Opened(OpenedFile),
    /// The file was written whole.
    Saved {
        /// The name it was saved under.
        name: String,
        /// Where a later save goes.
        place: Option<FilePlace>,
    },
    /// No file was opened.
    NotOpened(Reason),
    /// No file was written.
    NotSaved(Reason),
    /// A slot of the store is this window's now.
    Claimed(String),
    /// An import is so far; the line says how far.
    Importing(String),
    /// An import came to its end.
    Imported {
        /// What was imported, for titles.
        name: String,
        /// What came of it.
        result: Result<Import, ImportError>,
        /// What to say where nothing of AWS was found in a file that was opened.
        instead: Option<String>,
    },
}

/// Why nothing came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The user closed the dialog without choosing.
    Cancelled,
    /// It did not work; the sentence says what and why.
    Failed(String),
}

/// Something to write.
#[derive(Clone, Debug)]
pub struct SaveRequest {
    /// The name proposed to the user.
    pub name: String,
    /// Where it goes; `None` asks the user.
    pub place: Option<FilePlace>,
    /// What to write.
    pub bytes: Vec<u8>,
}

/// The way to the user's files.
pub struct Platform {
    reports: Reports,
    finished: Receiver<Finished>,
    imports: Imports,
    store: Option<Store>,
}

impl Platform {
    /// Wakes `context` whenever something finishes; `store` is what is kept from one run to the next.
    pub fn new(context: egui::Context, store: Option<Store>) -> Self {
        let (sender, finished) = channel();
        Self {
            reports: Reports { sender, context },
            finished,
            imports: Imports::default(),
            store,
        }
    }

    /// What is kept from one run to the next.
    pub fn store(&self) -> Option<&Store> {
        self.store.as_ref()
    }

    /// Takes a slot of the store for this window, unless another one has it; [`Finished::Claimed`] tells.
    pub fn claim(&self, slot: &str) {
        if let Some(store) = &self.store {
            let (reports, claimed) = (self.reports.clone(), slot.to_owned());
            store.claim(slot, move || reports.send(Finished::Claimed(claimed)));
        }
    }

    /// Reads a file from where it was.
    pub fn open_place(&self, place: &FilePlace) {
        system::open_place(place, &self.reports);
    }

    /// Asks the user for a file to open.
    pub fn open(&self) {
        system::open(&self.reports);
    }

    /// Writes a file, asking the user where if need be. One is written at a time: the next waits for the report of this one.
    pub fn save(&self, request: SaveRequest) {
        system::save(request, &self.reports);
    }

    /// Reads a file that was dropped on the window.
    pub fn read_dropped(&self, file: egui::DroppedFileHandle) {
        system::read_dropped(file, &self.reports);
    }

    /// Asks for what the AWS command line printed, a folder on the desktop and files in the browser, and imports it.
    pub fn import(&self) {
        system::import(self.imports.begin(None, &self.reports));
    }

    /// Imports what was dropped on the window: folders, archives, files.
    pub fn import_dropped(&self, files: Vec<egui::DroppedFileHandle>) {
        system::import_dropped(files, self.imports.begin(None, &self.reports));
    }

    /// Imports a file that was read; `instead` is said where nothing of AWS is in it.
    pub fn import_file(&self, file: OpenedFile, instead: String) {
        system::import_file(file, self.imports.begin(Some(instead), &self.reports));
    }

    /// Breaks off the import that goes on.
    pub fn cancel_import(&self) {
        self.imports.cancel();
    }

    /// What has finished since the last call.
    pub fn finished(&self) -> impl Iterator<Item = Finished> {
        self.finished.try_iter()
    }
}

/// How a running request says what became of it.
#[derive(Clone)]
struct Reports {
    sender: Sender<Finished>,
    context: egui::Context,
}

impl Reports {
    fn send(&self, finished: Finished) {
        // The receiver is gone only when the program is.
        if self.sender.send(finished).is_ok() {
            self.context.request_repaint();
        }
    }
}
