//! The application: the canvas, the panels around it and the way to the user's files.
//!
//! `logic` changes the state, `ui` reads it and pushes requests. What is true of a design is decided by the libraries.

#[macro_use]
pub mod text;

pub mod answers;
mod app;
pub mod canvas;
pub mod commands;
mod examples;
pub mod frame;
pub mod panels;
pub mod platform;
pub mod recent;
mod recovery;
pub mod session;
pub mod settings;
pub mod state;
pub mod theme;
pub mod versions;

pub use app::App;
