//! `vpcanvas import`: what other tools print becomes a design, or is brought into one that is already there.

mod report;

use std::{
    cell::Cell,
    path::{Path, PathBuf},
};

use vpcanvas_interchange::aws_describe::{
    Import, ImportError, Progress, Source, Unreadable, import, merge, script,
};
use vpcanvas_model::{Document, file};

use super::{Command, FORMATS, Format, json};
use crate::{BadInput, Exit, Files, Found, Output, arguments::Arguments, design::unreadable};
use report::Account;

pub(super) const COMMAND: Command = Command {
    name: "import",
    usage: "aws-describe INPUT… -o DESIGN [--into [--remove-gone]] [--format human|json], or aws-describe --script [--region R]… [--profile P]…",
    about: "Makes a design of the JSON that the AWS command line prints (folders, zip archives, files), and says what became of it; --into brings it into DESIGN as it is, --script prints the shell script that collects what is read",
    options: &[
        "output",
        "into?",
        "remove-gone?",
        "format",
        "script?",
        "region+",
        "profile+",
    ],
    run,
};

fn run(mut arguments: Arguments, files: &dyn Files) -> Result<Output, BadInput> {
    let format = arguments.text("FORMAT")?;
    if format != "aws-describe" {
        return Err(BadInput::misuse(format!(
            "{format}: there is no such format, expected aws-describe"
        )));
    }
    if arguments.flag("script") {
        let regions = arguments.options("region")?;
        let profiles = arguments.options("profile")?;
        arguments.end()?;
        return Ok(Output::new(Exit::Holds, script(&regions, &profiles)));
    }
    let mut inputs = vec![arguments.path("INPUT")?];
    while arguments.has_word() {
        inputs.push(arguments.path("INPUT")?);
    }
    let target = Target {
        path: arguments.output()?,
        is_into: arguments.flag("into"),
        removes: arguments.flag("remove-gone"),
    };
    let writes = arguments.choice("format", FORMATS)?;
    arguments.end()?;
    if target.removes && !target.is_into {
        return Err(BadInput::misuse(
            "--remove-gone is missing --into: there is nothing to remove from a new design",
        ));
    }

    let before = target.before(files)?;
    let import = collect(&inputs, files)?;
    target.write(before, &import, writes, files)
}

/// Where the design goes.
struct Target {
    path: PathBuf,
    is_into: bool,
    removes: bool,
}

impl Target {
    /// The design that is already there, where one is to be.
    fn before(&self, files: &dyn Files) -> Result<Option<Document>, BadInput> {
        let found = files.read(&self.path);
        let path = self.path.display();
        match found {
            Ok(bytes) if self.is_into => file::read(&bytes)
                .map(Some)
                .map_err(|error| unreadable(&self.path, &bytes, &error)),
            Err(reason) if self.is_into => Err(format!("{path}: {reason}").into()),
            Ok(_) if !self.is_stream() => Err(format!(
                "{path}: the file is already there, expected --into to bring the import into it, or another name"
            )
            .into()),
            // What is there and cannot be read is not written over.
            Err(reason) if !self.is_stream() && files.below(&self.path).is_ok() => {
                Err(format!("{path}: {reason}").into())
            }
            Ok(_) | Err(_) => Ok(None),
        }
    }

    fn is_stream(&self) -> bool {
        self.path == Path::new("-")
    }

    fn write(
        &self,
        before: Option<Document>,
        import: &Import,
        format: Format,
        files: &dyn Files,
    ) -> Result<Output, BadInput> {
        let merged = before
            .as_ref()
            .map(|before| merge(before, import, self.removes));
        let account = Account::new(&import.report, merged.as_ref(), self.removes);
        let told = match format {
            Format::Human => account.to_text(),
            Format::Json => json(&account),
        };
        let design = match before.zip(merged) {
            Some((before, merged)) => file::write(&before.with(&merged.transaction)),
            None => file::write(&import.document),
        };
        if self.is_stream() {
            let lines: Vec<String> = told.lines().map(ToOwned::to_owned).collect();
            return Ok(Output::new(Exit::Holds, design).with_messages(&lines));
        }
        files
            .write(&self.path, design.as_bytes())
            .map_err(|reason| format!("{}: {reason}", self.path.display()))?;
        Ok(Output::new(Exit::Holds, told))
    }
}

fn collect(inputs: &[PathBuf], files: &dyn Files) -> Result<Import, BadInput> {
    let mut found = Vec::new();
    for input in inputs {
        let below = files
            .below(input)
            .map_err(|reason| format!("{}: {reason}", input.display()))?;
        found.extend(below);
    }
    let (total, done) = (found.len(), Cell::new(0));
    let sources = found.into_iter().map(|found| {
        done.set(done.get() + 1);
        read(found, files)
    });
    let imported = import(sources, &mut |progress: Progress<'_>| {
        let Progress {
            place, elements, ..
        } = progress;
        let line = format!(
            "file {} of {total}, {elements} elements: {place}",
            done.get()
        );
        files.progress(&line)
    });
    imported.map_err(|error| match error {
        ImportError::Cancelled => "cancelled; nothing was written".to_owned().into(),
        ImportError::Nothing(ref report) => {
            let mut messages = vec![format!("{}: {error}", inputs_in_words(inputs))];
            messages.extend(report.to_text().lines().map(ToOwned::to_owned));
            BadInput {
                messages,
                is_misuse: false,
            }
        }
    })
}

fn read(found: Result<Found, Unreadable>, files: &dyn Files) -> Result<Source, Unreadable> {
    let Found { place, path } = found?;
    match files.read(&path) {
        Ok(bytes) => Ok(Source { place, bytes }),
        Err(reason) => Err(Unreadable { place, reason }),
    }
}

fn inputs_in_words(inputs: &[PathBuf]) -> String {
    let inputs: Vec<String> = inputs
        .iter()
        .map(|input| input.display().to_string())
        .collect();
    inputs.join(", ")
}
