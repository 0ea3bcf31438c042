//! The commands without a window: the library on real files, nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    vpcanvas_cli::run_on_disk(std::env::args_os().skip(1))
}
