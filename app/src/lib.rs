//! The application: the canvas, the panels around it and the way to the user's files.
//!
//! `logic` changes the state, `ui` reads it and pushes commands. What is true of a design is decided by the libraries.

mod app;
pub mod canvas;
pub mod platform;
pub mod theme;

pub use app::App;
