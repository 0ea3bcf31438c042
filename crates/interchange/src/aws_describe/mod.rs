//! What the AWS command line prints becomes a design: the JSON of `describe-*`, `list-*` and `get-*`, of any number of
//! accounts and Regions.
//!
//! [`import`] takes the files of a collection one by one and gives a document and a report, [`Importer`] does so in slices;
//! [`merge`] brings the document into a design that is already there; [`script`] is what collects exactly what is read.
//! Nothing here opens a file or asks an account. The work goes from left to right, a module a step:
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
    let mut importer = Importer::default();
    for source in sources {
        if importer.take(source, progress).is_break() {
            return Err(ImportError::Cancelled);
        }
    }
    importer.finish(progress)
}

/// An import that goes on, for callers who do something else between two files.
#[derive(Default)]
pub struct Importer {
    collection: Collection,
    files: usize,
    elements: usize,
}

impl Importer {
    /// Reads a file, or all files of an archive.
    pub fn take(
        &mut self,
        source: Result<Source, Unreadable>,
        progress: &mut dyn FnMut(Progress<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        match source {
            Ok(source) if archive::is_archive(&source.bytes) => {
                for entry in entries(&source) {
                    self.take_entry(entry, progress)?;
                }
                ControlFlow::Continue(())
            }
            Ok(source) => self.file(&source.place, &source.bytes, progress),
            Err(unreadable) => {
                self.problem("File", &unreadable);
                ControlFlow::Continue(())
            }
        }
    }

    /// Reads one of the [`entries`] of an archive.
    pub fn take_entry(
        &mut self,
        entry: Result<Source, Unreadable>,
        progress: &mut dyn FnMut(Progress<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        match entry {
            Ok(entry) => self.file(&entry.place, &entry.bytes, progress),
            Err(unreadable) => {
                self.problem("Archive", &unreadable);
                ControlFlow::Continue(())
            }
        }
    }

    /// Makes the design of all that was read.
    ///
    /// # Errors
    /// As of [`import`].
    pub fn finish(
        self,
        progress: &mut dyn FnMut(Progress<'_>) -> ControlFlow<()>,
    ) -> Result<Import, ImportError> {
        if self.step("", progress).is_break() {
            return Err(ImportError::Cancelled);
        }
        let mut collection = self.collection;
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

    fn step(
        &self,
        place: &str,
        progress: &mut dyn FnMut(Progress<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        progress(Progress {
            place,
            files: self.files,
            elements: self.elements,
        })
    }

    fn problem(&mut self, what: &str, Unreadable { place, reason }: &Unreadable) {
        let notes = &mut self.collection.notes;
        notes.add(Group::Problem, what, reason, place, "");
    }

    fn file(
        &mut self,
        place: &str,
        bytes: &[u8],
        progress: &mut dyn FnMut(Progress<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        self.files += 1;
        self.step(place, progress)?;
        if is_something_else(place, bytes) {
            let reason = "the file is not JSON";
            self.collection
                .notes
                .add(Group::Ignored, "File", reason, place, "");
            return ControlFlow::Continue(());
        }
        let Self {
            collection,
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

/// The files in an archive, one after the other; nothing where the source is none.
pub fn entries(source: &Source) -> impl Iterator<Item = Result<Source, Unreadable>> + '_ {
    let is_archive = archive::is_archive(&source.bytes);
    let entries = is_archive.then(|| archive::entries(&source.bytes));
    entries.into_iter().flatten().map(|entry| match entry {
        Ok((place, bytes)) => Ok(Source { place, bytes }),
        Err(error) => Err(Unreadable {
            place: source.place.clone(),
            reason: error.to_string(),
        }),
    })
}

/// Whether a file of a folder is there for another reason: not called JSON and not beginning as JSON does.
fn is_something_else(place: &str, bytes: &[u8]) -> bool {
    let is_called_json = place.to_ascii_lowercase().ends_with(".json");
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let begins = bytes.trim_ascii_start().first();
    !is_called_json && !matches!(begins, Some(b'{' | b'['))
}
