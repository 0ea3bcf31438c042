//! A design read from a file, with what there is to say about the file.

use std::path::{Path, PathBuf};

use serde_json::Value;
use vpcanvas_interchange::aws_describe::instead_of_design;
use vpcanvas_model::{
    Document, ResourceId,
    file::{self, FileError},
};
use vpcanvas_network::{Defect, Network, Problem, resolve};

use crate::{BadInput, Exit, Files, Output, suggestion::did_you_mean};

/// A design and the file it came from.
pub(crate) struct Design {
    pub(crate) path: PathBuf,
    pub(crate) network: Network,
    bytes: Vec<u8>,
}

impl Design {
    /// Reads a design; what is wrong with the file is said with its place.
    pub(crate) fn read(path: PathBuf, files: &dyn Files) -> Result<Self, BadInput> {
        let bytes = files
            .read(&path)
            .map_err(|reason| format!("{}: {reason}", path.display()))?;
        let document = file::read(&bytes).map_err(|error| unreadable(&path, &bytes, &error))?;
        let network = resolve(&document);
        Ok(Self {
            path,
            network,
            bytes,
        })
    }

    pub(crate) fn document(&self) -> &Document {
        self.network.document()
    }

    /// What a command prints. A design that contradicts itself is bad input: it is answered as far as it makes sense, and
    /// what contradicts is said with its place. A reference to nothing is said too and decides nothing by itself: what was
    /// collected from a living account is seldom whole.
    pub(crate) fn output(&self, exit: Exit, standard_output: impl Into<Vec<u8>>) -> Output {
        let all = self.network.problems();
        let problems: Vec<&Problem> = all.filter(|problem| problem.is_contradiction()).collect();
        let is_dangling = |problem: &&Problem| matches!(problem.defect, Defect::Dangling { .. });
        let exit = if problems.iter().all(is_dangling) {
            exit
        } else {
            Exit::BadInput
        };
        let messages: Vec<String> = problems
            .iter()
            .map(|problem| located(&self.path, problem))
            .collect();
        Output::new(exit, standard_output).with_messages(&messages)
    }

    /// The line a resource begins in, as far as the file is written as this program writes it.
    pub(crate) fn line_of_resource(&self, id: &str) -> Option<usize> {
        // Its place on the canvas comes first and begins the same way, hence the last one.
        self.last_line(&format!("{}: {{", Value::from(id)))
    }

    /// The line a check's name stands in, as far as the file is written as this program writes it.
    pub(crate) fn line_of_check(&self, name: &str) -> Option<usize> {
        self.last_line(&format!("\"Name\": {}", Value::from(name)))
    }

    /// The last line that begins with a text behind its indentation, from 1.
    fn last_line(&self, beginning: &str) -> Option<usize> {
        let text = std::str::from_utf8(&self.bytes).ok()?;
        let lines = text.lines().enumerate();
        let matching = lines.filter(|(_, line)| line.trim_start().starts_with(beginning));
        matching.last().map(|(index, _)| index + 1)
    }

    /// A resource of the design by its id, or `internet`.
    pub(crate) fn source(&self, option: &str, id: &str) -> Result<ResourceId, BadInput> {
        if id == "internet" {
            return Ok(ResourceId::from(id));
        }
        self.document()
            .id(id)
            .cloned()
            .ok_or_else(|| self.unknown(option, id, "the id of a resource or internet"))
    }

    /// That an option names nothing in the design, with ids that are near.
    pub(crate) fn unknown(&self, option: &str, id: &str, expected: &str) -> BadInput {
        let ids = self.document().resources().map(|(id, _)| id.as_str());
        let near = did_you_mean(id, ids);
        format!(
            "{}: {option} {id}: there is no such resource, expected {expected}{near}",
            self.path.display()
        )
        .into()
    }
}

/// What is wrong with a file that is no design; one that an import takes is called that.
pub(crate) fn unreadable(path: &Path, bytes: &[u8], error: &FileError) -> BadInput {
    let said = match instead_of_design(bytes, &path.display().to_string()) {
        Some(instead) => vec![located(path, &instead)],
        None => error
            .problems
            .iter()
            .map(|problem| located(path, problem))
            .collect(),
    };
    BadInput {
        messages: said,
        is_misuse: false,
    }
}

fn located(path: &Path, problem: &impl std::fmt::Display) -> String {
    format!("{}: {problem}", path.display())
}
