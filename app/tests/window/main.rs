//! The whole program without a display: what a user does, by the names a screen reader says, and what is seen then.
#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test reads and writes files and fails loudly"
)]

mod canvas;
mod files;
mod folding;
mod harness;
mod import;
mod keys;
mod lesson;
mod narrow;
mod notes;
mod planner;
mod program;
mod reach;
mod recovery;
mod regions;
mod settings;
mod sizes;
mod translation;
mod typing;
