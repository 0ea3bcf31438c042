//! What was read so far, from every file of a collection.
//!
//! A resource is put together from several outputs, seen from several accounts and Regions. Records are kept by id; parts
//! wait by the id of what they belong to until everything was read.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::{Map, Value};
use vpcanvas_model::{Field, Kind};

use super::{
    draft::Draft,
    list::{self, Becomes, List},
    merge::Collected,
    place::{Place, is_account},
    read::{self, How, View},
    report::{Group, Notes},
    zone::Zones,
};

/// Where something was found.
#[derive(Clone)]
pub(super) struct At {
    pub(super) place: Arc<Place>,
    /// A JSON pointer into the file.
    pub(super) pointer: String,
}

impl std::fmt::Debug for At {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}", self.place.file, self.pointer)
    }
}

impl At {
    pub(super) fn account(&self) -> &str {
        self.place.account.as_deref().unwrap_or_default()
    }

    pub(super) fn file_and_pointer(&self) -> (&str, &str) {
        (&self.place.file, &self.pointer)
    }
}

/// A part of a resource, told by another output than the resource itself.
pub(super) struct Part {
    pub(super) list: &'static List,
    pub(super) draft: Draft,
}

/// Everything read.
#[derive(Default)]
pub(super) struct Collection {
    pub(super) notes: Notes,
    pub(super) drafts: BTreeMap<String, Draft>,
    /// Parts by the id, or the end of the id, of what they belong to.
    pub(super) parts: BTreeMap<String, Vec<Part>>,
    /// Parts of which nothing says what they belong to.
    pub(super) homeless: Vec<Part>,
    pub(super) zones: Zones,
    /// The lists that were collected, by account and Region.
    pub(super) seen: BTreeSet<(String, String, &'static str)>,
    /// Subjects that a list was asked for, whether or not it said anything.
    pub(super) asked: BTreeSet<(&'static str, String)>,
    /// How often each number owns what lies in a folder that is named and not numbered.
    owners: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Collection {
    /// Remembers that a list was collected, be it empty.
    pub(super) fn seen(&mut self, list: &'static List, place: &Place, subject: Option<&str>) {
        self.seen.insert(key_of(list, place));
        if let Some(subject) = subject {
            self.asked.insert((list.key, (list.clean)(subject)));
        }
    }

    /// Takes back that a list was collected: there is more of it.
    pub(super) fn forget(&mut self, list: &'static List, place: &Place, subject: Option<&str>) {
        self.seen.remove(&key_of(list, place));
        if let Some(subject) = subject {
            self.asked.remove(&(list.key, (list.clean)(subject)));
        }
    }

    /// Takes one element of a list.
    pub(super) fn element(
        &mut self,
        list: &'static List,
        value: Value,
        at: At,
        subject: Option<&str>,
    ) {
        let Value::Object(mut fields) = value else {
            let reason = "an element is not an object; it was left out";
            let (file, pointer) = at.file_and_pointer();
            self.notes
                .add(Group::Problem, list.key, reason, file, pointer);
            return;
        };
        self.learn_owner(&fields, &at);
        match list.becomes {
            Becomes::Resource { kind, id } => {
                if let Some(reason) = (list.skip)(&fields) {
                    self.notes
                        .add_many(Group::Ignored, list.key, reason, 1, at.file_and_pointer());
                    return;
                }
                let id = fields.remove(id);
                self.resource(list, kind, id.as_ref(), fields, at);
            }
            Becomes::Part { of, by, row, .. } => {
                let own = fields.remove(by).filter(|own| !own.is_null());
                let own = own.as_ref().and_then(Value::as_str);
                let subject = own.or(subject).map(list.clean);
                let subject = subject.or_else(|| self.account(&at).filter(|_| of == "Account"));
                let draft = self.draft(list, of, row, fields, at);
                self.understood(list, &draft.at);
                self.part(list, draft, subject);
            }
            Becomes::Several { inside, list } => self.several(inside, list(), &fields, &at),
            Becomes::Zone => self.zone(list, &fields, &at),
        }
    }

    fn resource(
        &mut self,
        list: &'static List,
        kind: &'static str,
        id: Option<&Value>,
        fields: Map<String, Value>,
        at: At,
    ) {
        let id = id
            .and_then(Value::as_str)
            .map(list.clean)
            .filter(|id| !id.is_empty());
        let known = Kind::parse(kind).map_or(&[][..], Kind::fields);
        if let (Some((inside, bring)), Some(id)) = (list.brings, &id) {
            for (pointer, value) in inside(&fields, id) {
                let pointer = format!("{}{pointer}", at.pointer);
                let at = At {
                    place: Arc::clone(&at.place),
                    pointer,
                };
                self.element(bring(), value, at, None);
            }
        }
        let mut draft = self.draft(list, kind, known, fields, at);
        draft.is_brief = list.is_brief;
        let (file, pointer) = draft.at.file_and_pointer();
        let Some(id) = id else {
            let reason = "an element has no id; it was left out";
            self.notes
                .add(Group::Problem, list.key, reason, file, pointer);
            return;
        };
        self.understood(list, &draft.at);
        self.insert(id, draft);
    }

    fn understood(&mut self, list: &'static List, at: &At) {
        let (file, pointer) = at.file_and_pointer();
        self.notes
            .add(Group::Understood, list.key, "", file, pointer);
    }

    /// Shapes an element and says what became of each of its fields.
    fn draft(
        &mut self,
        list: &'static List,
        kind: &'static str,
        known: &'static [Field],
        mut fields: Map<String, Value>,
        at: At,
    ) -> Draft {
        let mut draft = Draft::new(kind, at);
        draft.tags = tags(&mut fields);
        let view = View::new(&fields, list.reads);
        for (name, value) in view.copied() {
            draft.put(&name, read::without_nulls(value));
        }
        (list.shape)(view, &mut draft);
        for (group, count, what, reason) in std::mem::take(&mut draft.left) {
            self.notes
                .add_many(group, what, reason, count, draft.at.file_and_pointer());
        }
        for (name, value) in fields {
            self.remainder(list, known, &mut draft, name, value);
        }
        draft
    }

    /// What is left of a field once it was read: kept under its own name, or left out with the reason.
    fn remainder(
        &mut self,
        list: &'static List,
        known: &[Field],
        draft: &mut Draft,
        name: String,
        value: Value,
    ) {
        let how = read::find(list.reads, &name).map(|read| read.how);
        let what = format!("{}: {name}", list.key);
        let place = draft.at.file_and_pointer();
        let rest = match how {
            Some(How::Same | How::SameBut(_) | How::Taken) => None,
            Some(How::Left(reason)) => {
                if !says_nothing(&value) {
                    self.notes.add_many(Group::Ignored, &what, reason, 1, place);
                }
                None
            }
            Some(How::Below(reads)) => read::residue(value, reads),
            None => read::without_nulls(value),
        };
        let Some(rest) = rest.filter(|rest| !says_nothing(rest)) else {
            return;
        };
        if let (Some(Value::Object(own)), Value::Object(rest)) =
            (draft.fields.get_mut(&name), &rest)
        {
            for (name, value) in rest {
                own.entry(name).or_insert_with(|| value.clone());
            }
            self.notes.add_many(Group::Kept, &what, "", 1, place);
            return;
        }
        let is_known = known.iter().any(|field| field.name == name);
        if is_known && how.is_none() && !draft.fields.contains_key(&name) {
            // The model has learnt the field by AWS's name, and the table has not caught up.
            draft.fields.insert(name, rest);
            return;
        }
        if is_known || name == "Kind" || name == "Tags" {
            let reason = "the design means something else by this name";
            self.notes.add_many(Group::Ignored, &what, reason, 1, place);
            return;
        }
        self.notes.add_many(Group::Kept, &what, "", 1, place);
        draft.fields.insert(name, rest);
    }

    pub(super) fn part(&mut self, list: &'static List, draft: Draft, subject: Option<String>) {
        let part = Part { list, draft };
        match subject.filter(|subject| !subject.is_empty()) {
            Some(subject) => {
                self.asked.insert((list.key, subject.clone()));
                self.parts.entry(subject).or_default().push(part);
            }
            None => self.homeless.push(part),
        }
    }

    fn several(&mut self, inside: &str, list: &'static List, fields: &Map<String, Value>, at: &At) {
        let values = fields.get(inside).and_then(Value::as_array);
        for (index, value) in values.into_iter().flatten().enumerate() {
            let mut value = value.clone();
            if let (Value::Object(value), Some(owner)) = (&mut value, fields.get("OwnerId")) {
                value.entry("OwnerId").or_insert_with(|| owner.clone());
            }
            let pointer = format!("{}/{inside}/{index}", at.pointer);
            let at = At {
                place: Arc::clone(&at.place),
                pointer,
            };
            self.element(list, value, at, None);
        }
    }

    fn zone(&mut self, list: &'static List, fields: &Map<String, Value>, at: &At) {
        let view = View::new(fields, list.reads);
        if let (Some(name), Some(id)) = (view.text("ZoneName"), view.text("ZoneId")) {
            self.zones.learn(at.account(), name, id);
        }
        self.understood(list, at);
    }

    /// Where each kind was collected whole.
    pub(super) fn collected(&self) -> Collected {
        let mut collected = Collected::new();
        for (label, region, key) in &self.seen {
            let kind = list::find(key).and_then(List::all_of);
            if let Some(kind) = kind.and_then(Kind::parse) {
                let account = self.owner_of(label).unwrap_or_default();
                let places = collected.entry(kind).or_default();
                places.insert((account, region.clone()));
            }
        }
        collected
    }

    /// Learns which number a named folder's account has.
    fn learn_owner(&mut self, fields: &Map<String, Value>, at: &At) {
        let label = at.account();
        let owner = fields.get("OwnerId").and_then(Value::as_str);
        if let Some(owner) = owner.filter(|owner| is_account(owner) && !is_account(label)) {
            let counts = self.owners.entry(label.to_owned()).or_default();
            *counts.entry(owner.to_owned()).or_default() += 1;
        }
    }

    /// The account something was collected from: the folder's number, or the owner of most of what lies in it.
    pub(super) fn account(&self, at: &At) -> Option<String> {
        self.owner_of(at.account())
    }

    fn owner_of(&self, label: &str) -> Option<String> {
        if is_account(label) {
            return Some(label.to_owned());
        }
        let counts = self.owners.get(label).into_iter().flatten();
        let owner = counts
            .max_by_key(|(_, count)| **count)
            .map(|(owner, _)| owner.clone());
        owner.or_else(|| (!label.is_empty()).then(|| label.to_owned()))
    }

    /// Keeps a record, or completes the one of the same id.
    pub(super) fn insert(&mut self, id: String, new: Draft) {
        let Some(old) = self.drafts.remove(&id) else {
            self.drafts.insert(id, new);
            return;
        };
        if old.kind != new.kind {
            let reason = format!(
                "the id is that of a {} and of a {}; the first is kept",
                old.kind, new.kind
            );
            let (file, pointer) = new.at.file_and_pointer();
            self.notes.add(Group::Problem, &id, &reason, file, pointer);
            self.drafts.insert(id, old);
            return;
        }
        let (mut kept, other) = if is_better(&new, &old) {
            (new, old)
        } else {
            (old, new)
        };
        let differing = complete(&mut kept, &other);
        if !differing.is_empty() {
            let reason = format!(
                "seen twice, with another {} the second time; what its owner or the fuller output says is kept, else what was read first",
                differing.join(", ")
            );
            let (file, pointer) = other.at.file_and_pointer();
            self.notes.add(Group::Problem, &id, &reason, file, pointer);
        }
        self.drafts.insert(id, kept);
    }
}

fn key_of(list: &'static List, place: &Place) -> (String, String, &'static str) {
    let account = place.account.clone().unwrap_or_default();
    let region = place.region.clone().unwrap_or_default();
    (account, region, list.key)
}

/// Whether a record is to be believed before another of the same id: the fuller one, then what the owner sees.
fn is_better(new: &Draft, old: &Draft) -> bool {
    let rank = |draft: &Draft| {
        let is_owners = draft
            .text("OwnerId")
            .is_some_and(|owner| owner == draft.at.account());
        (!draft.is_brief, is_owners)
    };
    rank(new) > rank(old)
}

/// Adds what another record of the same thing has more, and names what differs between two full ones.
fn complete(kept: &mut Draft, other: &Draft) -> Vec<String> {
    let mut differing = Vec::new();
    let may_differ = ["AvailabilityZone", "AvailabilityZones"];
    for (name, value) in &other.fields {
        match kept.fields.get(name) {
            None => {
                kept.fields.insert(name.clone(), value.clone());
            }
            Some(own) if own == value || kept.is_brief || other.is_brief => {}
            Some(_) if may_differ.contains(&name.as_str()) => {}
            Some(_) => differing.push(name.clone()),
        }
    }
    for (key, value) in &other.tags {
        kept.tags
            .entry(key.clone())
            .or_insert_with(|| value.clone());
    }
    differing
}

/// Whether a value is there and says nothing.
fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Takes the tags out of an element: a list of keys and values, under either name AWS has for it.
fn tags(fields: &mut Map<String, Value>) -> BTreeMap<String, String> {
    let mut tags = BTreeMap::new();
    for name in ["Tags", "TagSet"] {
        let Some(Value::Array(rows)) = fields.remove(name) else {
            continue;
        };
        for row in rows {
            let text = |name| row.get(name).and_then(Value::as_str).map(ToOwned::to_owned);
            if let Some(key) = text("Key") {
                tags.insert(key, text("Value").unwrap_or_default());
            }
        }
    }
    tags.retain(|key, value| key != "Name" || !value.is_empty());
    tags
}
