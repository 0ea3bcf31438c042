//! The document: what the author drew, as data.
//!
//! A [`Document`] has three separate parts: `resources` (what the network is), `layout` (where things stand on the canvas)
//! and `checks` (what the author expects). It is changed by a [`Transaction`] and in no other way, and written to a canonical
//! file by [`file::write`]. This crate knows nothing of what a network does with its packets; that is `vpcanvas-analysis`.

pub mod address;
pub mod arrangement;
pub mod catalogue;
mod check;
pub mod cidr;
mod document;
mod field;
pub mod file;
pub mod geometry;
mod id;
pub mod kind;
mod placement;
mod resource;
mod schema;
mod shared_map;
mod transaction;

pub use arrangement::{Arrangement, arrangement};
pub use check::{Check, Expectation, Protocol, Targets};
pub use document::Document;
pub use field::{Field, FieldType};
pub use id::ResourceId;
pub use kind::Kind;
pub use placement::Placement;
pub use resource::{InvalidResource, Properties, Resource};
pub use schema::json_schema;
pub use shared_map::SharedMap;
pub use transaction::{Change, Transaction};

/// Fields this version does not know; they survive a round trip.
pub type UnknownFields = std::collections::BTreeMap<String, serde_json::Value>;
