//! The headless commands: what the window shows, for terminals, scripts and continuous integration.
//!
//! [`run`] turns arguments into an [`Output`] and touches nothing but the [`Files`] it is given; [`run_on_disk`] is the same
//! with real files and streams, and is all that the two binaries call. `serve-dns` alone goes on, and opens sockets. What the
//! commands say is the analysis' word: this crate puts it into lines of text, JSON, `JUnit` XML, SARIF and DNS, and decides
//! exit codes.

mod arguments;
mod command;
mod design;
mod disk;
mod suggestion;

use std::{
    ffi::OsString,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use vpcanvas_interchange::aws_describe::Unreadable;

pub use command::is_command;
pub use disk::{Disk, run_on_disk};

/// What a run came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// What was asked for holds: 0.
    Holds,
    /// It does not hold: 1.
    DoesNotHold,
    /// The question could not be put, or the answer not be written: 2.
    BadInput,
}

impl Exit {
    /// The number the program ends with.
    pub fn code(self) -> u8 {
        match self {
            Self::Holds => 0,
            Self::DoesNotHold => 1,
            Self::BadInput => 2,
        }
    }

    fn holds_if(holds: bool) -> Self {
        if holds {
            Self::Holds
        } else {
            Self::DoesNotHold
        }
    }
}

/// Everything a run says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// What it came to.
    pub exit: Exit,
    /// The answer alone, text or not.
    pub stdout: Vec<u8>,
    /// Messages and warnings, each ending in a line break.
    pub stderr: String,
}

impl Output {
    fn new(exit: Exit, stdout: impl Into<Vec<u8>>) -> Self {
        Self {
            exit,
            stdout: stdout.into(),
            stderr: String::new(),
        }
    }

    fn with_messages(mut self, messages: &[String]) -> Self {
        for line in messages.iter().flat_map(|message| message.lines()) {
            self.stderr.push_str(&printable(line));
            self.stderr.push('\n');
        }
        self
    }
}

/// A text as one line that a terminal shows and does not obey: what controls it, or turns its direction, is written as a
/// code.
pub(crate) fn printable(text: &str) -> String {
    let turns = |character| matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() || turns(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Where designs are read from and pictures written to.
pub trait Files {
    /// All bytes of a file.
    ///
    /// # Errors
    /// Why it cannot be read, to stand behind the name of the file.
    fn read(&self, path: &Path) -> Result<Vec<u8>, String>;

    /// Replaces a file as a whole or leaves it as it was.
    ///
    /// # Errors
    /// Why it cannot be written, to stand behind the name of the file.
    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), String>;

    /// The files in a folder and in the folders below it, in the order of names; a file stands for itself. What cannot be
    /// looked into is among them with the reason.
    ///
    /// # Errors
    /// Why there is neither such a folder nor such a file, to stand behind its name.
    fn below(&self, path: &Path) -> Result<Vec<Result<Found, Unreadable>>, String>;

    /// Shows how far a long piece of work is, and says whether to go on with it.
    fn progress(&self, _line: &str) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// A file in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The path as it is shown, with `/` between its parts.
    pub place: String,
    /// The path as it is read.
    pub path: PathBuf,
}

/// Runs a command. The arguments do not include the name of the program.
pub fn run(arguments: impl IntoIterator<Item = OsString>, files: &dyn Files) -> Output {
    command::run(arguments, files)
        .unwrap_or_else(|error| Output::new(Exit::BadInput, "").with_messages(&error.messages))
}

/// Why a question cannot be put.
struct BadInput {
    /// Each names the place, what is wrong and what was expected.
    messages: Vec<String>,
    /// Whether the command was called in a way it cannot be called.
    is_misuse: bool,
}

impl BadInput {
    #[expect(clippy::needless_pass_by_value, reason = "made to stand in `map_err`")]
    fn misuse(message: impl ToString) -> Self {
        Self {
            messages: vec![message.to_string()],
            is_misuse: true,
        }
    }
}

impl From<String> for BadInput {
    fn from(message: String) -> Self {
        Self {
            messages: vec![message],
            is_misuse: false,
        }
    }
}
