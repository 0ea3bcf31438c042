//! The editor as the application uses it: events and actions in, documents out.

#![cfg(test)]
#![expect(
    clippy::needless_pass_by_value,
    reason = "expectations and places read best as they stand"
)]

mod actions;
mod apart;
mod folding;
mod frames;
mod gestures;
mod history;
mod insertion;
mod locks;
mod notes;
mod outline;
mod random;
mod rewiring;
mod test_editor;
