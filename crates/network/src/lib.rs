//! Turns a document into a network: references resolved, addresses indexed, problems listed.
//!
//! [`resolve`] never fails. What is missing or contradictory becomes a [`Problem`]; what remains is a network that answers
//! for the part that makes sense. Whether packets pass is not decided here but in `vpcanvas-analysis`.

mod claim;
mod domain_name;
mod follow;
mod index;
mod interface;
mod interfaces;
mod links;
mod network;
mod problem;
mod problems;
mod reads;
mod record_names;
mod records;
mod reference;
mod service;

pub use domain_name::DomainName;
pub use interface::{Interface, Role};
pub use network::{Network, resolve};
pub use problem::{Defect, Problem};
pub use reads::{Reads, Touched};
pub use service::Service;
