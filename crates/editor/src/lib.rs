//! Editing without a user interface: history, selection, actions, tools.
//!
//! A [`Workspace`] holds the document with its history, an [`Editor`] adds the tool in the user's hand. [`actions`] and
//! [`insert`] are pure functions that propose a [`Transaction`](vpcanvas_model::Transaction); the workspace alone applies
//! one. Nothing here knows what a network does, or what a screen is.

pub mod actions;
mod addresses;
mod apart;
mod difference;
mod editor;
mod find;
mod frame;
mod history;
mod hit;
mod home;
mod insert;
mod keep;
mod locks;
mod log;
mod navigate;
mod pin;
mod range_advice;
mod ranges;
pub mod rule_text;
mod selection;
mod settle;
pub mod tool;
mod words;
mod workspace;

pub use difference::{Difference, differences};
pub use editor::{Editor, LAYOUT_IS_LOCKED};
pub use find::{Finder, Found};
pub use frame::Frame;
pub use history::MOST_STEPS;
pub use hit::{Handle, Target, container_at, handle_at, target_at};
pub use insert::{
    Inserted, Template, connected_templates, drop_target, home_near, insert, insert_connected,
    insert_for,
};
pub use keep::KeptStep;
pub use locks::lock_words;
pub use navigate::{Way, navigate};
pub use range_advice::{RangeAdvice, range_advice};
pub use ranges::next_zone;
pub use selection::Selection;
pub use words::{a, bare, upper_a};
pub use workspace::Workspace;
