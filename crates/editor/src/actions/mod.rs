//! What can be done to a document: each a pure function to a [`Transaction`](vpcanvas_model::Transaction), one file each.
//!
//! An action never applies anything and knows nothing of undo. One that cannot be done says why, and what can.

mod add_subnet;
mod align;
mod associate;
mod become_like;
mod collapse;
mod connect;
mod delete;
mod disconnect;
mod duplicate;
mod fit;
mod fold_alike;
mod lay_out;
mod lock;
mod move_by;
mod move_into;
mod move_to;
mod rename;
mod renumber_entries;
mod renumber_subnet;
mod reparent;
mod resize;
mod rewire;
mod set_checks;
mod set_field;
mod set_note;

pub use add_subnet::add_subnet;
pub use align::{Alignment, Direction, align, distribute};
pub(crate) use associate::associate;
pub use become_like::become_like;
pub use collapse::{collapse, collapsible, expand, expandable};
pub use connect::{connect, connectable};
pub use delete::delete;
pub use disconnect::disconnect;
pub use duplicate::{Copied, copy, duplicate, paste};
pub use fit::fit_to_contents;
pub(crate) use fold_alike::regroup;
pub use fold_alike::{fold_alike, folded_in, unfold, unfoldable};
pub use lay_out::{lay_out, lay_out_selection};
pub use lock::{are_locked, set_locked};
pub use move_by::{move_by, nudge};
pub use move_into::{Move, Moved, move_into};
pub use move_to::{check_move_to, check_move_to_frame, frames, homes, move_to, move_to_frame};
pub use rename::set_name;
pub use renumber_entries::renumber_entries;
pub use renumber_subnet::{Renumbered, renumber_subnet};
pub use resize::resize;
pub use rewire::{is_rewirable, rewire};
pub use set_checks::set_checks;
pub use set_field::{Step, set_field};
pub use set_note::set_note;
