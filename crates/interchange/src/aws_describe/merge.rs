//! An import into a design that is already there: matched by id, as one transaction, with a preview of what it does.
//!
//! Places on the canvas and checks stay. So do names given by hand to what has none in AWS, and what AWS says nothing about.
//! What is gone from AWS is listed, and removed only when asked.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use vpcanvas_model::{Document, Kind, Properties, Resource, ResourceId, Transaction};

use super::Import;

/// The accounts and Regions in which a list was collected whole, by the kind it prints; empty where a place does not say.
pub type Collected = BTreeMap<Kind, BTreeSet<(String, String)>>;

/// Fields that AWS knows nothing about: what stands in them is the author's.
const OWN: &[(Kind, &[&str])] = &[
    (
        Kind::CustomerGateway,
        &["CidrBlocks", "ConditionalForwarders", "DomainNameServers"],
    ),
    (Kind::Instance, &["ConditionalForwarders"]),
    (Kind::Account, &["Email"]),
];

/// Lists that are not named as the field they fill.
const FIELD_OF: &[(&str, &str)] = &[
    ("TargetHealthDescriptions", "Targets"),
    ("TransitGatewayRouteTablePropagations", "Propagations"),
];

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
pub fn merge(design: &Document, import: &Import, removes: bool) -> Merge {
    let imported = &import.document;
    let mut merge = Merge {
        transaction: Transaction::new("Import from AWS"),
        added: Vec::new(),
        changed: Vec::new(),
        gone: gone(design, import),
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

/// What AWS says of a resource, with what only the design can know of it, and what was collected before and not now.
fn kept_by_hand(old: &Resource, new: &Resource) -> Resource {
    let mut fields = new.to_fields();
    if old.kind() == new.kind() {
        let lists = new.properties.not_collected();
        let mut known = BTreeSet::new();
        for (name, value) in old.to_fields() {
            let list = list_of(lists, &name);
            if fields.contains_key(&name) || !(list.is_some() || is_own(old, &name)) {
                continue;
            }
            known.extend(list);
            fields.insert(name, value);
        }
        if let Some(Value::Array(lists)) = fields.get_mut("NotCollected") {
            lists.retain(|list| !list.as_str().is_some_and(|list| known.contains(list)));
        }
    }
    let new = Resource::from_fields(fields).unwrap_or_else(|_| new.clone());
    match (old.name(), new.name()) {
        (Some(name), None) => new.named(name),
        _ => new,
    }
}

/// Whether a field is one that AWS does not fill: a note, the model's own, or, of an account, any that the model does not know.
fn is_own(resource: &Resource, name: &str) -> bool {
    let is_listed = OWN
        .iter()
        .any(|(kind, names)| *kind == resource.kind() && names.contains(&name));
    is_listed
        || name == "Note"
        || matches!(&resource.properties, Properties::Account(account) if account.unknown.contains_key(name))
}

/// The list, among those not collected, that would fill a field.
fn list_of<'a>(lists: &'a [String], field: &str) -> Option<&'a str> {
    let fills = |list: &str| {
        let renamed = FIELD_OF.iter().find(|(from, _)| *from == list);
        renamed.map_or(list, |(_, field)| *field) == field
    };
    lists.iter().map(String::as_str).find(|list| fills(list))
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

/// What came from AWS once, would have been collected now if it were there, and is not.
fn gone(design: &Document, import: &Import) -> Vec<ResourceId> {
    let is_gone = |id: &ResourceId, resource: &Resource| {
        import.document.resource(id).is_none()
            && is_of_aws(id.as_str(), resource.kind())
            && is_collected(design, import, id, resource)
    };
    let resources = design
        .resources()
        .filter(|(id, resource)| is_gone(id, resource));
    resources.map(|(id, _)| id.clone()).collect()
}

/// Whether what prints a resource was collected where the resource is.
fn is_collected(design: &Document, import: &Import, id: &ResourceId, resource: &Resource) -> bool {
    let above = |kind: Kind| {
        let mut above = design.ancestors(id);
        above.find(|above| {
            design
                .resource(above)
                .is_some_and(|above| above.kind() == kind)
        })
    };
    let account = above(Kind::Account);
    let vpc = above(Kind::Vpc);
    let is_vpc_there = vpc.is_some_and(|vpc| import.document.resource(vpc).is_some());
    let region_of = |resource: &Resource| {
        let fields = resource.to_fields();
        Some(fields.get("Region")?.as_str()?.to_owned())
    };
    let own = region_of(resource);
    let region = own.or_else(|| region_of(design.resource(vpc?)?));
    let places = import.collected.get(&resource.kind()).into_iter().flatten();
    let mut places = places.filter(|(owner, _)| {
        owner.is_empty() || account.is_none_or(|account| account.as_str() == owner)
    });
    places.any(|(_, place)| match &region {
        Some(region) if !place.is_empty() => region == place,
        None if place.is_empty() && vpc.is_none() => true,
        _ => is_vpc_there,
    })
}

/// Whether an id is one AWS gives: an ARN, a prefix and eight or seventeen hexadecimal digits, or that of a hosted zone.
fn is_of_aws(id: &str, kind: Kind) -> bool {
    let number = id.rsplit('-').next().unwrap_or_default();
    let is_hexadecimal = number.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_zone = |id: &str| {
        let is_letter = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        id.len() > 8 && id.starts_with('Z') && id.bytes().all(is_letter)
    };
    id.starts_with("arn:")
        || (matches!(number.len(), 8 | 17) && is_hexadecimal && id.contains('-'))
        || (kind == Kind::HostedZone && is_zone(id))
}
