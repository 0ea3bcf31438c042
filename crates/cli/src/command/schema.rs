//! `vpcanvas schema`: the file format's JSON Schema.

use super::{Command, json};
use crate::{BadInput, Exit, Files, Output, arguments::Arguments};

pub(super) const COMMAND: Command = Command {
    name: "schema",
    usage: "",
    about: "Prints the JSON Schema of design files",
    options: &[],
    run,
};

fn run(arguments: Arguments, _: &dyn Files) -> Result<Output, BadInput> {
    arguments.end()?;
    Ok(Output::new(
        Exit::Holds,
        json(&vpcanvas_model::json_schema()),
    ))
}
