//! What the AWS command line prints becomes a design: the JSON of `describe-*`, `list-*` and `get-*`, of any number of
//! accounts and Regions.
//!
//! [`import`] takes the files of a collection one by one and gives a document and a report; [`merge`] brings the document
//! into a design that is already there; [`script`] is what collects exactly what is read. Nothing here opens a file or asks
//! an account. The work goes from left to right, a module a step:
//!
//! ```text
//! Source ─▶ output (lists by key) ─▶ list/* (the model's words) ─▶ collection ─▶ join ─▶ complete ─▶ absent ─▶ design
//! ```

mod absent;
mod collection;
mod command;
mod complete;
mod design;
mod draft;
mod join;
mod list;
mod merge;
mod output;
mod place;
mod read;
mod recognise;
mod report;
mod script;
mod shapes;
mod source;
mod text;
mod zone;

use std::{fmt, ops::ControlFlow};

use vpcanvas_model::Document;

use crate::archive;
use collection::Collection;
use output::Reader;
use report::Group;

pub use merge::{Changed, Collected, FieldChange, Merge, merge};
pub use recognise::instead_of_design;
pub use report::{Entry, ImportReport};
pub use script::script;
pub use shapes::shapes;
pub use source::{Source, Unreadable};

/// What an import came to.
#[derive(Clone, Debug)]
pub struct Import {
    /// Everything collected, as a design without checks and without places on the canvas.
    pub document: Document,
    /// What became of each thing found.
    pub report: ImportReport,
    /// Where each kind was collected, so that what is gone can be told from what was not asked for.
    pub collected: Collected,
}

/// How far an import is.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// The file being read; empty while the design is put together.
    pub place: &'a str,
    /// How many files were begun.
    pub files: usize,
    /// How many elements of lists were read, counted in strides.
    pub elements: usize,
}

/// Why there is no design.
#[derive(Clone, Debug)]
pub enum ImportError {
    /// The caller broke it off.
    Cancelled,
    /// Nothing in the input is something AWS prints; the report says what was found instead.
    Nothing(Box<ImportReport>),
}

impl fmt::Display for ImportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cancelled => formatter.write_str("cancelled"),
            Self::Nothing(_) => formatter.write_str(
                "there is nothing in it that the AWS command line prints about networks, expected JSON such as that of `aws ec2 describe-vpcs`",
            ),
        }
    }
}

impl std::error::Error for ImportError {}

/// Reads a collection: files in any order and layout, zip archives among them.
///
/// `progress` is asked before each file and now and then within one; [`ControlFlow::Break`] ends the import.
///
/// # Errors
/// [`ImportError`]; a file that cannot be read or understood is a problem in the report and no error.
pub fn import(
    sources: impl IntoIterator<Item = Result<Source, Unreadable>>,
    progress: &mut dyn FnMut(Progress<'_>) -> ControlFlow<()>,
) -> Result<Import, ImportError> {
    let mut running = Running {
        collection: Collection::default(),
        progress,
        files: 0,
        elements: 0,
    };
    for source in sources {
        if running.take(source).is_break() {
            return Err(ImportError::Cancelled);
        }
    }
    if running.step("").is_break() {
        return Err(ImportError::Cancelled);
    }
    let mut collection = running.collection;
    join::join(&mut collection);
    complete::complete(&mut collection);
    absent::note(&mut collection);
    let document = design::document(&mut collection);
    let collected = collection.collected();
    let report = collection.notes.finish();
    if report.understood.is_empty() {
        return Err(ImportError::Nothing(Box::new(report)));
    }
    Ok(Import {
        document,
        report,
        collected,
    })
}

/// An import that goes on.
struct Running<'a> {
    collection: Collection,
    progress: &'a mut dyn FnMut(Progress<'_>) -> ControlFlow<()>,
    files: usize,
    elements: usize,
}

impl Running<'_> {
    fn step(&mut self, place: &str) -> ControlFlow<()> {
        (self.progress)(Progress {
            place,
            files: self.files,
            elements: self.elements,
        })
    }

    fn take(&mut self, source: Result<Source, Unreadable>) -> ControlFlow<()> {
        match source {
            Ok(source) if archive::is_archive(&source.bytes) => self.archive(&source),
            Ok(source) => self.file(&source.place, &source.bytes),
            Err(Unreadable { place, reason }) => {
                self.collection
                    .notes
                    .add(Group::Problem, "File", &reason, &place, "");
                ControlFlow::Continue(())
            }
        }
    }

    fn archive(&mut self, source: &Source) -> ControlFlow<()> {
        for entry in archive::entries(&source.bytes) {
            match entry {
                Ok((place, bytes)) => self.file(&place, &bytes)?,
                Err(error) => {
                    let reason = error.to_string();
                    self.collection.notes.add(
                        Group::Problem,
                        "Archive",
                        &reason,
                        &source.place,
                        "",
                    );
                }
            }
        }
        ControlFlow::Continue(())
    }

    fn file(&mut self, place: &str, bytes: &[u8]) -> ControlFlow<()> {
        self.files += 1;
        self.step(place)?;
        if is_something_else(place, bytes) {
            let reason = "the file is not JSON";
            self.collection
                .notes
                .add(Group::Ignored, "File", reason, place, "");
            return ControlFlow::Continue(());
        }
        let Self {
            collection,
            progress,
            files,
            elements,
        } = self;
        let mut goes_on = |read: usize| {
            *elements += read;
            progress(Progress {
                place,
                files: *files,
                elements: *elements,
            })
        };
        Reader::new(collection, place, &mut goes_on).read(bytes)
    }
}

/// Whether a file of a folder is there for another reason: not called JSON and not beginning as JSON does.
fn is_something_else(place: &str, bytes: &[u8]) -> bool {
    let is_called_json = place.to_ascii_lowercase().ends_with(".json");
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let begins = bytes.trim_ascii_start().first();
    !is_called_json && !matches!(begins, Some(b'{' | b'['))
}
