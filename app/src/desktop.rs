//! What the command line asks for: a window, perhaps with a design, or one of the headless commands.

use std::ffi::{OsStr, OsString};
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use eframe::egui::ViewportBuilder;

/// What the window and its storage are called.
const APP_ID: &str = "vpcanvas";

/// Does what the command line asks for.
pub(crate) fn start() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    match arguments.as_slice() {
        [] => open_window(None),
        [only] if !vpcanvas_cli::is_command(only) && names_a_file(only) => {
            open_window(Some(Path::new(only)))
        }
        _ => vpcanvas_cli::run_on_disk(arguments),
    }
}

/// Whether a lone argument is meant as a design: a bare word that is no file is a command with a slip in it.
fn names_a_file(argument: &OsStr) -> bool {
    let path = Path::new(argument);
    let looks_like_one = path.extension().is_some() || path.components().count() > 1;
    !argument.as_encoded_bytes().starts_with(b"-") && (looks_like_one || path.exists())
}

fn open_window(design: Option<&Path>) -> ExitCode {
    let mut viewport = ViewportBuilder::default()
        .with_app_id(APP_ID)
        .with_title("VPCanvas")
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([640.0, 400.0]);
    if let Ok(icon) = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon.png")) {
        viewport = viewport.with_icon(icon);
    }
    let options = eframe::NativeOptions {
        viewport,
        ..eframe::NativeOptions::default()
    };
    vpcanvas::text::speak_one_of(vpcanvas::platform::language().as_deref());
    let design = design.map(vpcanvas::platform::read);
    let opened = eframe::run_native(
        APP_ID,
        options,
        Box::new(|context| {
            let store = eframe::storage_dir(APP_ID).map(vpcanvas::platform::Store::in_folder);
            Ok(Box::new(vpcanvas::App::with_store(context, design, store)))
        }),
    );
    let Err(error) = opened else {
        return ExitCode::SUCCESS;
    };
    let words = format!(
        "vpcanvas: the window cannot be opened: {error}\nThe subcommands need none; see vpcanvas --help\n"
    );
    // Nobody is left to tell if that fails too.
    std::io::stderr()
        .write_all(words.as_bytes())
        .unwrap_or_default();
    ExitCode::from(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_word_that_is_no_file_is_a_command() {
        let names_a_file = |argument: &str| names_a_file(OsStr::new(argument));
        assert!(names_a_file("gone.vpcanvas.json"));
        assert!(names_a_file("designs/gone"));
        assert!(names_a_file("Cargo.toml"));
        assert!(!names_a_file("frob"));
        assert!(!names_a_file("--help"));
    }
}
