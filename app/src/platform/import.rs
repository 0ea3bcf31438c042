//! Imports that go on while the window is used: how far they are, and that they can be broken off. A new one ends the one
//! before.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use vpcanvas_interchange::aws_describe::{Import, ImportError, Progress};
#[cfg(not(target_arch = "wasm32"))]
use vpcanvas_interchange::aws_describe::{Source, Unreadable, import};

use super::{Finished, Reports};

/// The number of the import that goes on; another number ends it.
#[derive(Default)]
pub(super) struct Imports(Arc<AtomicU64>);

impl Imports {
    /// The next import.
    pub(super) fn begin(&self, instead: Option<String>, reports: &Reports) -> Task {
        Task {
            number: self.0.fetch_add(1, Ordering::Relaxed) + 1,
            current: Arc::clone(&self.0),
            reports: reports.clone(),
            instead,
        }
    }

    pub(super) fn cancel(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// One import.
pub(super) struct Task {
    number: u64,
    current: Arc<AtomicU64>,
    pub(super) reports: Reports,
    instead: Option<String>,
}

impl Task {
    /// Says that it goes on, before there is a number to tell.
    pub(super) fn begun(&self, name: &str) {
        self.reports
            .send(Finished::Importing(text!("status-reading", name = name)));
    }

    /// Imports all of it, and reports what came of it.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn run(
        self,
        name: String,
        sources: impl IntoIterator<Item = Result<Source, Unreadable>>,
    ) {
        let result = import(sources, &mut |progress: Progress<'_>| self.step(progress));
        self.finished(name, result);
    }

    /// Reports what came of it.
    pub(super) fn finished(self, name: String, result: Result<Import, ImportError>) {
        self.reports.send(Finished::Imported {
            name,
            result,
            instead: self.instead,
        });
    }

    /// Says how far it is, and whether it goes on.
    pub(super) fn step(&self, progress: Progress<'_>) -> ControlFlow<()> {
        let Progress {
            place,
            files,
            elements,
        } = progress;
        let line = text!(
            "status-importing",
            files = files,
            elements = elements,
            place = place
        );
        self.reports.send(Finished::Importing(line));
        if self.current.load(Ordering::Relaxed) == self.number {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }
}
