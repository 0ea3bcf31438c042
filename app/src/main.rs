//! The desktop program: a window, or with a subcommand the headless commands.

use std::path::Path;

fn main() -> eframe::Result {
    let design = std::env::args_os().nth(1).map(|path| vpcanvas::platform::read(Path::new(&path)));
    let options = eframe::NativeOptions::default();
    eframe::run_native(
        "VPCanvas",
        options,
        Box::new(|context| Ok(Box::new(vpcanvas::App::new(context, design.and_then(Result::ok))))),
    )
}
