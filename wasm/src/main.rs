//! The browser's entry: starts the application in the page's canvas, and says in words when it cannot.

#[cfg(target_arch = "wasm32")]
mod page;

#[cfg(target_arch = "wasm32")]
fn main() {
    page::start();
}

/// The workspace's checks compile every package natively; there is no page to start in.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
