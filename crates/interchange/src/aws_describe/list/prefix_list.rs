//! Prefix lists, which two commands print: one with ranges and no owner, one with an owner and no ranges.

use vpcanvas_model::kind::prefix_list::PrefixListEntry;

use super::{List, as_read, rows};
use crate::aws_describe::{
    draft::object,
    read::{same, taken},
};

pub(super) const PREFIX_LISTS: List = List::resource(
    "PrefixLists",
    "PrefixList",
    "PrefixListId",
    &[same("OwnerId"), same("PrefixListName"), taken("Cidrs")],
    |list, draft| {
        let ranges = list.texts("Cidrs");
        let entries = ranges
            .iter()
            .map(|range| object([("Cidr", Some((*range).into()))]));
        draft.put_list("Entries", entries);
    },
);

pub(super) const ENTRIES: List = List::part(
    "Entries",
    ("PrefixList", ""),
    PrefixListEntry::FIELDS,
    &[same("Cidr"), same("Description")],
    as_read,
    |list, parts| {
        list.fields.remove("Entries");
        list.put_list("Entries", rows(parts));
    },
);
