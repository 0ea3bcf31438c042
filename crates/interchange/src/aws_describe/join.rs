//! Putting parts where they belong, once everything was read. What belongs nowhere is kept as an unknown kind and said.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{
    collection::{Collection, Part},
    draft::Draft,
    list::Becomes,
    report::Group,
};

/// Joins all parts to their resources.
pub(super) fn join(collection: &mut Collection) {
    let ends = ends(collection);
    resolve_asked(collection, &ends);
    for (subject, parts) in std::mem::take(&mut collection.parts) {
        for (key, parts) in by_list(parts) {
            match target(collection, &ends, &subject, key, &parts) {
                Some(id) => place(collection, &id, parts),
                None => set_apart(collection, &subject, key, parts),
            }
        }
    }
    let mut homeless: BTreeMap<(String, &'static str), Vec<Part>> = BTreeMap::new();
    for part in std::mem::take(&mut collection.homeless) {
        let file = part.draft.at.place.file.clone();
        homeless
            .entry((file, part.list.key))
            .or_default()
            .push(part);
    }
    for ((file, key), parts) in homeless {
        lose(collection, &file, key, parts);
    }
}

/// Resources by the last part of their ARN, which older collections name files after; `None` where several share it.
fn ends(collection: &Collection) -> BTreeMap<String, Option<String>> {
    let mut ends = BTreeMap::new();
    for id in collection.drafts.keys().filter(|id| id.contains('/')) {
        let end = id.rsplit('/').next().unwrap_or_default().to_owned();
        ends.entry(end)
            .and_modify(|known| *known = None)
            .or_insert_with(|| Some(id.clone()));
    }
    ends
}

fn resolve_asked(collection: &mut Collection, ends: &BTreeMap<String, Option<String>>) {
    let asked = std::mem::take(&mut collection.asked);
    let resolved = asked.into_iter().map(|(key, subject)| {
        let whole = ends.get(&subject).cloned().flatten();
        (key, whole.unwrap_or(subject))
    });
    collection.asked = resolved.collect();
}

fn by_list(parts: Vec<Part>) -> BTreeMap<&'static str, Vec<Part>> {
    let mut lists: BTreeMap<_, Vec<Part>> = BTreeMap::new();
    for part in parts {
        lists.entry(part.list.key).or_default().push(part);
    }
    lists
}

/// The resource that parts of a list belong to.
fn target(
    collection: &mut Collection,
    ends: &BTreeMap<String, Option<String>>,
    subject: &str,
    key: &str,
    parts: &[Part],
) -> Option<String> {
    let first = parts.first()?;
    let Becomes::Part { of, .. } = first.list.becomes else {
        return None;
    };
    if of == "Account" {
        let account = || Draft::new("Account", first.draft.at.clone());
        collection
            .drafts
            .entry(subject.to_owned())
            .or_insert_with(account);
    }
    let id = if collection.drafts.contains_key(subject) {
        subject.to_owned()
    } else {
        ends.get(subject).cloned().flatten()?
    };
    let kind = collection.drafts.get(&id)?.kind;
    let fits = kind == of || (key == "Attributes" && kind == "TargetGroup");
    fits.then_some(id)
}

fn place(collection: &mut Collection, id: &str, parts: Vec<Part>) {
    let Some(Becomes::Part { join, .. }) = parts.first().map(|part| part.list.becomes) else {
        return;
    };
    if let Some(draft) = collection.drafts.get_mut(id) {
        join(draft, once(parts));
    }
}

/// The parts without those that were seen twice, from two accounts or pages.
fn once(parts: Vec<Part>) -> Vec<Draft> {
    let mut seen = BTreeSet::new();
    let parts = parts.into_iter().map(|part| part.draft);
    parts
        .filter(|part| seen.insert(json!(part.fields).to_string()))
        .collect()
}

/// Keeps the parts of a resource that was not collected.
fn set_apart(collection: &mut Collection, subject: &str, key: &'static str, parts: Vec<Part>) {
    let reason = format!("they belong to {subject}, which was not collected; kept and not placed");
    keep(
        collection,
        format!("{subject}/{key}"),
        key,
        &reason,
        Group::Problem,
        parts,
    );
}

/// Keeps parts of which nothing says what they belong to.
fn lose(collection: &mut Collection, file: &str, key: &'static str, parts: Vec<Part>) {
    let reason = "nothing says what they belong to; kept and not placed. Name the file SERVICE-COMMAND/ARGUMENT.json, with the id or ARN the command was asked for";
    keep(
        collection,
        format!("{file}#{key}"),
        key,
        reason,
        Group::Problem,
        parts,
    );
}

fn keep(
    collection: &mut Collection,
    id: String,
    key: &'static str,
    reason: &str,
    group: Group,
    parts: Vec<Part>,
) {
    let Some(at) = parts.first().map(|part| part.draft.at.clone()) else {
        return;
    };
    collection
        .notes
        .add_many(group, key, reason, parts.len(), at.file_and_pointer());
    let mut draft = Draft::new(key, at);
    draft.put_list(
        key,
        once(parts)
            .into_iter()
            .map(|part| Value::Object(part.fields)),
    );
    collection.insert(id, draft);
}
