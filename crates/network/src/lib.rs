//! Turns a document into a network: references resolved, addresses indexed, problems listed.
//!
//! [`resolve`] never fails. What is missing or contradictory becomes a [`Problem`]; what remains is a network that answers
//! for the part that makes sense. Whether packets pass is not decided here but in `vpcanvas-analysis`.

mod interface;
mod network;
mod problem;
mod reference;
mod service;

pub use interface::{Interface, Role};
pub use network::{Network, resolve};
pub use problem::{Defect, Problem};
pub use service::Service;
