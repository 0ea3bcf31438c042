//! An import into a design that is already there: matched by id, as one transaction, with a preview of what it does.
//!
//! Places on the canvas and checks stay. So do names given by hand to what has none in AWS, and what AWS says nothing about.
//! What is gone from AWS is listed, and removed only when asked.

use std::collections::BTreeSet;

use serde_json::Value;
use vpcanvas_model::{Document, Kind, Properties, Resource, ResourceId, Transaction};

/// What bringing an import into a design does.
#[derive(Clone, Debug)]
pub struct Merge {
    /// Does it all; its inverse takes it back.
    pub transaction: Transaction,
    /// What is new.
    pub added: Vec<(ResourceId, Kind)>,
    /// What is there and differs.
    pub changed: Vec<Changed>,
    /// What has an id of AWS, belongs to what was collected, and is not there any more.
    pub gone: Vec<ResourceId>,
}

/// A resource that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// Which.
    pub id: ResourceId,
    /// Its fields that differ, in the order of names.
    pub fields: Vec<FieldChange>,
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// Its name in the file.
    pub name: String,
    /// What the design says; absent when it says nothing.
    pub before: Option<Value>,
    /// What AWS says.
    pub after: Option<Value>,
}

/// Compares an import with a design. `removes` also takes out what is gone.
pub fn merge(design: &Document, imported: &Document, removes: bool) -> Merge {
    let mut merge = Merge {
        transaction: Transaction::new("Import from AWS"),
        added: Vec::new(),
        changed: Vec::new(),
        gone: gone(design, imported),
    };
    for (id, resource) in imported.resources() {
        let Some(old) = design.resource(id) else {
            merge.added.push((id.clone(), resource.kind()));
            merge
                .transaction
                .set_resource(design, id, Some(Resource::clone(resource)));
            continue;
        };
        let new = kept_by_hand(old, resource);
        let fields = differences(old, &new);
        if !fields.is_empty() {
            merge.changed.push(Changed {
                id: id.clone(),
                fields,
            });
            merge.transaction.set_resource(design, id, Some(new));
        }
    }
    if removes {
        for id in &merge.gone {
            merge.transaction.set_resource(design, id, None);
            merge.transaction.set_placement(design, id, None);
        }
    }
    merge
}

/// What AWS says of a resource, with what only the design can know of it.
fn kept_by_hand(old: &Resource, new: &Resource) -> Resource {
    let mut new = new.clone();
    if let (Some(name), None) = (old.name(), new.name()) {
        new = new.named(name);
    }
    if let (Properties::Account(new), Properties::Account(old)) =
        (&mut new.properties, &old.properties)
    {
        new.email = new.email.take().or_else(|| old.email.clone());
        for (name, value) in &old.unknown {
            new.unknown
                .entry(name.clone())
                .or_insert_with(|| value.clone());
        }
    }
    new
}

fn differences(old: &Resource, new: &Resource) -> Vec<FieldChange> {
    if old == new {
        return Vec::new();
    }
    let (old, new) = (old.to_fields(), new.to_fields());
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let differing = names
        .into_iter()
        .filter(|name| old.get(*name) != new.get(*name));
    differing
        .map(|name| FieldChange {
            name: name.clone(),
            before: old.get(name).cloned(),
            after: new.get(name).cloned(),
        })
        .collect()
}

/// What came from AWS once and is in the VPCs and accounts that were collected now, and is not among it.
fn gone(design: &Document, imported: &Document) -> Vec<ResourceId> {
    let kinds: BTreeSet<Kind> = imported
        .resources()
        .map(|(_, resource)| resource.kind())
        .collect();
    let is_gone = |id: &ResourceId, resource: &Resource| {
        let is_collected = design
            .ancestors(id)
            .any(|ancestor| imported.resource(ancestor).is_some());
        imported.resource(id).is_none()
            && is_of_aws(id.as_str())
            && kinds.contains(&resource.kind())
            && is_collected
    };
    let resources = design
        .resources()
        .filter(|(id, resource)| is_gone(id, resource));
    resources.map(|(id, _)| id.clone()).collect()
}

/// Whether an id is one AWS gives: an ARN, or a prefix and eight or seventeen hexadecimal digits.
fn is_of_aws(id: &str) -> bool {
    let number = id.rsplit('-').next().unwrap_or_default();
    let is_hexadecimal = number.bytes().all(|byte| byte.is_ascii_hexdigit());
    id.starts_with("arn:") || (matches!(number.len(), 8 | 17) && is_hexadecimal && id.contains('-'))
}
