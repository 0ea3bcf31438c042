//! Ranges and zones that are still free in a VPC, and what moving from one range to another does to addresses.

use std::{collections::BTreeSet, net::Ipv4Addr};

use ipnet::Ipv4Net;
use serde_json::Value;
use vpcanvas_model::{
    Document, Properties, Resource, ResourceId, address, catalogue,
    kind::{Subnet, Vpc},
};

/// The range of a subnet.
pub(crate) fn range_of(document: &Document, subnet: &ResourceId) -> Option<Ipv4Net> {
    match &document.resource(subnet)?.properties {
        Properties::Subnet(subnet) => subnet.cidr_block,
        _ => None,
    }
}

/// A VPC by its id.
pub(crate) fn vpc<'a>(document: &'a Document, id: &ResourceId) -> Option<&'a Vpc> {
    match &document.resource(id)?.properties {
        Properties::Vpc(vpc) => Some(vpc),
        _ => None,
    }
}

/// The subnets of a VPC with their zone and range, in the order of ids.
pub(crate) fn subnets<'a>(
    document: &'a Document,
    vpc: &'a ResourceId,
) -> impl Iterator<Item = (&'a ResourceId, &'a Subnet)> {
    document
        .resources()
        .filter_map(move |(id, resource)| match &resource.properties {
            Properties::Subnet(subnet) if subnet.vpc_id.as_ref() == Some(vpc) => Some((id, subnet)),
            _ => None,
        })
}

/// The next free range for a subnet of a VPC: a /24, or a sixteenth of a VPC smaller than /20 (VPC-09).
pub(crate) fn free_subnet_range(document: &Document, vpc_id: &ResourceId) -> Option<Ipv4Net> {
    let taken: Vec<Ipv4Net> = subnets(document, vpc_id)
        .filter_map(|(_, subnet)| subnet.cidr_block)
        .collect();
    let ranges: Vec<Ipv4Net> = vpc(document, vpc_id)?.ipv4_cidr_blocks().collect();
    (24..=28).find_map(|length| {
        ranges
            .iter()
            .filter(|range| range.prefix_len().saturating_add(4).min(28) <= length)
            .find_map(|range| address::first_free_block(*range, length, &taken))
    })
}

/// The next range for a VPC: a free /16 of 10.0.0.0/8, else its first.
pub(crate) fn free_vpc_range(document: &Document) -> Option<Ipv4Net> {
    let all = Ipv4Net::new(Ipv4Addr::new(10, 0, 0, 0), 8).ok()?;
    let taken: Vec<Ipv4Net> = document
        .resources()
        .filter_map(|(_, resource)| match &resource.properties {
            Properties::Vpc(vpc) => Some(vpc.ipv4_cidr_blocks().collect::<Vec<_>>()),
            _ => None,
        })
        .flatten()
        .collect();
    address::first_free_block(all, 16, &taken).or(all.subnets(16).ok()?.next())
}

/// The zone of a VPC's Region with the fewest of its subnets, the first of several.
pub fn next_zone(document: &Document, vpc_id: &ResourceId) -> Option<String> {
    let region = vpc(document, vpc_id)?.region.as_deref()?;
    let zones = catalogue::regions()
        .iter()
        .find(|known| known.name == region)?;
    let used = |zone: &&String| {
        subnets(document, vpc_id)
            .filter(|(_, subnet)| subnet.availability_zone_id.as_ref() == Some(*zone))
            .count()
    };
    zones.availability_zone_ids.iter().min_by_key(used).cloned()
}

/// The first subnet of each zone of a VPC: where an endpoint or load balancer has its interfaces (IE-02, NLB-01).
pub(crate) fn one_subnet_a_zone(document: &Document, vpc: &ResourceId) -> Vec<ResourceId> {
    let mut zones = BTreeSet::new();
    subnets(document, vpc)
        .filter(|(_, subnet)| zones.insert(subnet.availability_zone_id.clone()))
        .map(|(id, _)| id.clone())
        .collect()
}

/// From one range to another of the same length: everything keeps its distance from the start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Renumbering {
    pub(crate) from: Ipv4Net,
    pub(crate) to: Ipv4Net,
}

impl Renumbering {
    /// A resource with the addresses and ranges it has inside the old range in the new one; as it is if it cannot be read.
    pub(crate) fn resource(self, resource: &Resource) -> Resource {
        let mut fields = Value::Object(resource.to_fields());
        each_text(&mut fields, &|text| self.text(text));
        match fields {
            Value::Object(fields) => Resource::from_fields(fields).ok(),
            _ => None,
        }
        .unwrap_or_else(|| resource.clone())
    }

    fn text(self, text: &str) -> Option<String> {
        if let Ok(address) = text.parse::<Ipv4Addr>() {
            return Some(self.address(address).to_string());
        }
        let range = text.parse::<Ipv4Net>().ok()?;
        let is_inside = self.from.contains(&range);
        let first = self.address(range.network());
        is_inside.then(|| format!("{first}/{}", range.prefix_len()))
    }

    fn address(self, address: Ipv4Addr) -> Ipv4Addr {
        if !self.from.contains(&address) || self.from.prefix_len() != self.to.prefix_len() {
            return address;
        }
        let distance = u32::from(address).saturating_sub(u32::from(self.from.network()));
        Ipv4Addr::from(u32::from(self.to.network()).saturating_add(distance))
    }
}

/// Replaces texts of a record, apart from its kind and what is written for people.
pub(crate) fn each_text(value: &mut Value, replaced: &dyn Fn(&str) -> Option<String>) {
    match value {
        Value::String(text) => {
            if let Some(new) = replaced(text) {
                *text = new;
            }
        }
        Value::Array(rows) => rows.iter_mut().for_each(|row| each_text(row, replaced)),
        Value::Object(fields) => fields
            .iter_mut()
            .filter(|(name, _)| !["Tags", "Note", "Kind", "Description"].contains(&name.as_str()))
            .for_each(|(_, value)| each_text(value, replaced)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
