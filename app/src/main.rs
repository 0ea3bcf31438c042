//! The desktop program: a window, or with a subcommand the headless commands.

#[cfg(not(target_arch = "wasm32"))]
mod desktop;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    desktop::start()
}

/// The browser's checks compile every binary of the package; the page has an entry of its own.
#[cfg(target_arch = "wasm32")]
fn main() {}
