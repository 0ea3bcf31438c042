//! `vpcanvas export`: the canvas as a picture, as the window shows it.

use std::path::Path;

use vpcanvas_analysis::{evaluate_all, findings};
use vpcanvas_drawing::{Detail, Flow, Mark, PaintList, Theme, View, picture};
use vpcanvas_interchange::{png, svg};
use vpcanvas_model::arrangement;

use super::Command;
use crate::{BadInput, Exit, Files, Output, arguments::Arguments, design::Design};

pub(super) const COMMAND: Command = Command {
    name: "export",
    usage: "svg|png DESIGN -o OUT [--theme light|dark] [--scale N]",
    about: "Writes the canvas as a picture; - is standard output, --scale (1 to 8) is pixels a point for png",
    options: &["output", "theme", "scale"],
    run,
};

/// Two pixels a point: sharp on today's screens and in print.
const ORDINARY_SCALE: f32 = 2.0;

fn run(mut arguments: Arguments, files: &dyn Files) -> Result<Output, BadInput> {
    let format = arguments.text("FORMAT")?;
    if !["svg", "png"].contains(&format.as_str()) {
        return Err(BadInput::misuse(format!(
            "{format}: there is no such format, expected svg or png"
        )));
    }
    let path = arguments.path("DESIGN")?;
    let output = arguments.output()?;
    let is_dark = arguments.choice("theme", &[("light", false), ("dark", true)])?;
    let scale = scale(&mut arguments, &format)?;
    arguments.end()?;

    let theme = if is_dark {
        Theme::dark()
    } else {
        Theme::light()
    };
    let design = Design::read(path, files)?;
    let bytes = match format.as_str() {
        "svg" => as_svg(&design, theme).into_bytes(),
        _ => as_png(&design, theme, scale)?,
    };
    if output == Path::new("-") {
        return Ok(design.output(Exit::Holds, bytes));
    }
    files
        .write(&output, &bytes)
        .map_err(|reason| format!("{}: {reason}", output.display()))?;
    Ok(design.output(Exit::Holds, ""))
}

fn scale(arguments: &mut Arguments, format: &str) -> Result<f32, BadInput> {
    let Some(given) = arguments.option("scale")? else {
        return Ok(ORDINARY_SCALE);
    };
    if format != "png" {
        return Err(BadInput::misuse("--scale is for png, an svg has no pixels"));
    }
    match given.parse() {
        Ok(scale) if (1.0..=8.0).contains(&scale) => Ok(scale),
        _ => Err(BadInput::misuse(format!(
            "--scale {given}: expected a number from 1 to 8"
        ))),
    }
}

fn as_svg(design: &Design, theme: &Theme) -> String {
    let file = design.path.file_name().unwrap_or_default();
    let options = svg::Options {
        title: file
            .to_string_lossy()
            .trim_end_matches(".vpcanvas.json")
            .to_owned(),
        embeds_fonts: true,
    };
    svg::write(&painted(design), theme, &options)
}

fn as_png(design: &Design, theme: &Theme, scale: f32) -> Result<Vec<u8>, BadInput> {
    png::write(&painted(design), theme, scale)
        .map_err(|error| format!("{}: {error}", design.path.display()).into())
}

/// The picture with what the design's checks and findings say, as the window opens it.
fn painted(design: &Design) -> PaintList {
    let network = &design.network;
    let view = View {
        detail: Detail::Full,
        flows: Flow::of_checks(network, &evaluate_all(network)),
        marks: Mark::of_findings(&findings(network)),
        ..View::default()
    };
    picture(network, &arrangement(design.document()), &view)
}
