//! The commands, one a file: its usage, its arguments and what it prints, for people and for programs.

mod check;
mod dig;
mod export;
mod import;
mod matrix;
mod report;
mod schema;
mod serve_dns;
mod trace;

use std::ffi::{OsStr, OsString};

use lexopt::{Arg, Parser};
use serde::Serialize;

use crate::{BadInput, Exit, Files, Output, arguments::Arguments, suggestion::did_you_mean};

/// One command.
struct Command {
    name: &'static str,
    /// Behind the name in the usage line.
    usage: &'static str,
    /// What it is for, in a line.
    about: &'static str,
    /// The long names of its options, as [`Arguments::read`] knows them.
    options: &'static [&'static str],
    run: fn(Arguments, &dyn Files) -> Result<Output, BadInput>,
}

/// Every command, in the order of help.
const COMMANDS: &[Command] = &[
    check::COMMAND,
    trace::COMMAND,
    matrix::MATRIX,
    matrix::REACH,
    dig::COMMAND,
    serve_dns::COMMAND,
    import::COMMAND,
    export::COMMAND,
    schema::COMMAND,
];

/// Whether a word is the name of a command, or asks for help or the version.
pub fn is_command(word: &OsStr) -> bool {
    let asks = ["help", "-h", "--help", "-V", "--version"];
    COMMANDS.iter().any(|command| command.name == word) || asks.iter().any(|ask| *ask == word)
}

pub(crate) fn run(
    arguments: impl IntoIterator<Item = OsString>,
    files: &dyn Files,
) -> Result<Output, BadInput> {
    let mut parser = Parser::from_args(arguments);
    let name = match parser.next().map_err(|error| error.to_string())? {
        Some(Arg::Long("help") | Arg::Short('h')) => return Ok(Output::new(Exit::Holds, help())),
        Some(Arg::Long("version") | Arg::Short('V')) => return Ok(version()),
        Some(Arg::Value(name)) if name == "help" => return Ok(Output::new(Exit::Holds, help())),
        Some(Arg::Value(name)) => name.to_string_lossy().into_owned(),
        Some(other) => return Err(other.unexpected().to_string().into()),
        None => return Err(format!("a command is missing\n\n{}", help().trim_end()).into()),
    };
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        let near = did_you_mean(&name, COMMANDS.iter().map(|command| command.name));
        return Err(format!("there is no command {name}{near}").into());
    };
    let answered = Arguments::read(parser, command.options).and_then(|arguments| {
        if arguments.is_help {
            let text = format!("{}\n\n{}\n", command.about, command.usage_line());
            return Ok(Output::new(Exit::Holds, text));
        }
        (command.run)(arguments, files)
    });
    answered.map_err(|mut error| {
        if error.is_misuse {
            error.messages.push(command.usage_line());
        }
        error
    })
}

impl Command {
    fn call(&self) -> String {
        let call = format!("vpcanvas {} {}", self.name, self.usage);
        call.trim_end().to_owned()
    }

    fn usage_line(&self) -> String {
        format!("usage: {}", self.call())
    }
}

fn help() -> String {
    let commands: Vec<String> = COMMANDS
        .iter()
        .map(|command| format!("{}\n    {}\n", command.call(), command.about))
        .collect();
    format!(
        "Answers about a VPCanvas design without a window.\n\n{}\nExit code: 0 what was asked for holds, 1 it does not, 2 the question could not be put.\n",
        commands.concat()
    )
}

fn version() -> Output {
    Output::new(
        Exit::Holds,
        concat!("vpcanvas ", env!("CARGO_PKG_VERSION"), "\n"),
    )
}

/// How an answer is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Human,
    Json,
}

const FORMATS: &[(&str, Format)] = &[("human", Format::Human), ("json", Format::Json)];

/// Indented JSON with a line break at its end.
fn json(value: &impl Serialize) -> String {
    // Structs of texts, numbers and lists: there is nothing in them that JSON cannot hold.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
