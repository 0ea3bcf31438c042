//! Makes the resources of one design fit to stand in another: new ids, new ranges and addresses, references among them kept.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::Ipv4Addr,
};

use ipnet::Ipv4Net;
use serde_json::Value;
use vpcanvas_model::{Document, Properties, Resource, ResourceId, Transaction, address, kind::Vpc};

use crate::{
    addresses::Addresses,
    ranges::{Renumbering, each_text, free_subnet_range, subnets, vpc},
};

/// The resources of a clip as they are to stand in a document: the old id, the new one, the record.
pub(super) fn graft(
    document: &Document,
    clip: &Document,
) -> Vec<(ResourceId, ResourceId, Resource)> {
    let ids = new_ids(document, clip);
    let renumberings = renumberings(document, clip);
    let mut grafted: Vec<_> = clip
        .resources()
        .filter_map(|(old, resource)| {
            let new = ids.get(old)?.clone();
            let mut within = std::iter::once(old).chain(clip.ancestors(old));
            let renumbering = within.find_map(|id| renumberings.get(id));
            let renumbered = renumbering.map(|renumbering| renumbering.resource(resource));
            let resource = renumbered.as_ref().unwrap_or(resource);
            let mut fields = Value::Object(resource.to_fields());
            each_text(&mut fields, &|text| led_to_copy(text, &ids));
            let Value::Object(fields) = fields else {
                return None;
            };
            let mut copy = Resource::from_fields(fields).ok()?;
            if let Some(name) = resource.name()
                && new != *old
            {
                copy = copy.named(&format!("{name} copy"));
            }
            Some((old.clone(), new, copy))
        })
        .collect();
    let copies: BTreeSet<&ResourceId> = ids.values().collect();
    let mut addresses = Addresses::of(document, |_| false);
    for (old, new, resource) in &mut grafted {
        if new != old {
            give_up_what_is_unique(&mut resource.properties, &copies);
        }
        addresses.renew(document, &mut resource.properties);
    }
    grafted
}

/// A new id for each resource, its own where that is free: `subnet-a`, `subnet-a-2` …
fn new_ids(document: &Document, clip: &Document) -> BTreeMap<ResourceId, ResourceId> {
    let mut ids: BTreeMap<ResourceId, ResourceId> = BTreeMap::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for (old, _) in clip.resources() {
        let text = old.as_str();
        let stem = text
            .rsplit_once('-')
            .filter(|(_, number)| number.parse::<u32>().is_ok())
            .map_or(text, |(stem, _)| stem);
        let numbered = (2_u32..).map(|number| format!("{stem}-{number}"));
        let free = std::iter::once(text.to_owned())
            .chain(numbered)
            .find(|id| document.id(id).is_none() && !taken.contains(id));
        if let Some(free) = free {
            taken.insert(free.clone());
            ids.insert(old.clone(), ResourceId::from(free));
        }
    }
    ids
}

/// The VPCs, and the subnets of VPCs that are not copied, that need another range.
fn renumberings(document: &Document, clip: &Document) -> BTreeMap<ResourceId, Renumbering> {
    let mut found = BTreeMap::new();
    let mut seen = document.clone();
    for (id, resource) in clip.resources() {
        let renumbering = match &resource.properties {
            Properties::Vpc(vpc) => free_vpc_range(&seen, vpc),
            Properties::Subnet(subnet) if clip.parent(id).is_none() => {
                let range = subnet.cidr_block;
                range.and_then(|range| free_range(&seen, subnet.vpc_id.as_ref()?, range))
            }
            _ => None,
        };
        let Some(renumbering) = renumbering else {
            continue;
        };
        // Several copies made at once must not get the same range.
        let mut copy = (**resource).clone();
        match &mut copy.properties {
            Properties::Vpc(vpc) => vpc.cidr_block = Some(renumbering.to),
            Properties::Subnet(subnet) => subnet.cidr_block = Some(renumbering.to),
            _ => {}
        }
        let reserved_for = ResourceId::from(format!("{id} {}", renumbering.to));
        let mut reserved = Transaction::default();
        reserved.set_resource(&seen, &reserved_for, Some(copy));
        seen.apply(&reserved);
        found.insert(id.clone(), renumbering);
    }
    found
}

/// Another range for a VPC whose own is in use, of the same length.
fn free_vpc_range(document: &Document, vpc: &Vpc) -> Option<Renumbering> {
    let from = vpc.cidr_block?;
    let taken: Vec<Ipv4Net> = document
        .resources()
        .filter_map(|(_, resource)| match &resource.properties {
            Properties::Vpc(vpc) => vpc.cidr_block,
            _ => None,
        })
        .collect();
    if !taken.iter().any(|other| address::overlap(*other, from)) {
        return None;
    }
    let all = Ipv4Net::new(Ipv4Addr::new(10, 0, 0, 0), 8).ok()?;
    let to = address::first_free_block(all, from.prefix_len(), &taken)?;
    Some(Renumbering { from, to })
}

/// Another range for a subnet of a VPC where its own is in use.
fn free_range(document: &Document, vpc_id: &ResourceId, from: Ipv4Net) -> Option<Renumbering> {
    let taken: Vec<Ipv4Net> = subnets(document, vpc_id)
        .filter_map(|(_, subnet)| subnet.cidr_block)
        .collect();
    if !taken.iter().any(|other| address::overlap(*other, from)) {
        return None;
    }
    let to = vpc(document, vpc_id)?
        .ipv4_cidr_blocks()
        .find_map(|range| address::first_free_block(range, from.prefix_len(), &taken))
        .or_else(|| free_subnet_range(document, vpc_id))?;
    Some(Renumbering { from, to })
}

/// The id of the copy, also inside the name of an endpoint service.
fn led_to_copy(text: &str, ids: &BTreeMap<ResourceId, ResourceId>) -> Option<String> {
    if let Some(new) = ids.get(text) {
        return Some(new.to_string());
    }
    let rest = text.strip_prefix("com.amazonaws.vpce.")?;
    let (region, service) = rest.split_once('.')?;
    let new = ids.get(service)?;
    Some(format!("com.amazonaws.vpce.{region}.{new}"))
}

/// Drops from a copy what only the original can have.
fn give_up_what_is_unique(properties: &mut Properties, copies: &BTreeSet<&ResourceId>) {
    let is_copy = |id: &Option<ResourceId>| id.as_ref().is_some_and(|id| copies.contains(id));
    match properties {
        // A subnet has one route table and one network ACL, a VPC one main and one default (RT-01, NACL-01).
        Properties::RouteTable(table) => {
            let vpc_is_copy = is_copy(&table.vpc_id);
            table
                .associations
                .retain(|row| is_copy(&row.subnet_id) || (row.subnet_id.is_none() && vpc_is_copy));
        }
        Properties::NetworkAcl(acl) => {
            acl.associations.retain(|row| is_copy(&row.subnet_id));
            if !is_copy(&acl.vpc_id) {
                acl.is_default = None;
            }
        }
        Properties::NetworkInterface(interface) => {
            interface.attachment = interface
                .attachment
                .take()
                .filter(|attached| is_copy(&attached.instance_id));
        }
        // A load balancer belongs to one endpoint service (ES-14).
        Properties::VpcEndpointService(service) => {
            service
                .network_load_balancer_arns
                .retain(|balancer| copies.contains(balancer));
        }
        _ => {}
    }
}
