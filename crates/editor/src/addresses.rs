//! Addresses and ranges that are still free, as the palette, moves and copies need them.
//! Whether what stands in the document is right is not judged here.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::Ipv4Addr,
};

use ipnet::Ipv4Net;
use vpcanvas_model::{Document, Properties, ResourceId, address, catalogue, kind::Vpc};

/// The addresses in use, by subnet; those given out here count as used from then on.
#[derive(Debug, Default)]
pub(crate) struct Addresses(BTreeMap<ResourceId, BTreeSet<Ipv4Addr>>);

impl Addresses {
    /// What the resources of a document use, apart from some of them.
    pub(crate) fn of(document: &Document, except: impl Fn(&ResourceId) -> bool) -> Self {
        let mut used = Self::default();
        for (id, resource) in document.resources() {
            if !except(id) {
                for (subnet, address) in of_resource(&resource.properties) {
                    used.0.entry(subnet.clone()).or_default().insert(address);
                }
            }
        }
        used
    }

    /// The address wanted if a subnet has it free, else its first free one (IE-05).
    pub(crate) fn take(
        &mut self,
        subnet: &ResourceId,
        range: Ipv4Net,
        wanted: Option<Ipv4Addr>,
    ) -> Option<Ipv4Addr> {
        let used = self.0.entry(subnet.clone()).or_default();
        let free = wanted
            .filter(|wanted| address::is_usable(range, *wanted) && !used.contains(wanted))
            .or_else(|| address::first_free(range, &|address| used.contains(&address)))?;
        used.insert(free);
        Some(free)
    }
}

/// Every address of a resource with the subnet it is in.
fn of_resource(properties: &Properties) -> Vec<(&ResourceId, Ipv4Addr)> {
    let pairs: Vec<(Option<&ResourceId>, Option<Ipv4Addr>)> = match properties {
        Properties::Instance(instance) => {
            vec![(instance.subnet_id.as_ref(), instance.private_ip_address)]
        }
        Properties::NetworkInterface(interface) => interface
            .private_ip_addresses
            .iter()
            .map(|address| (interface.subnet_id.as_ref(), address.private_ip_address))
            .collect(),
        Properties::VpcEndpoint(endpoint) => endpoint
            .subnet_configurations
            .iter()
            .map(|interface| (interface.subnet_id.as_ref(), interface.ipv4))
            .collect(),
        Properties::LoadBalancer(balancer) => balancer
            .subnet_mappings
            .iter()
            .map(|node| (node.subnet_id.as_ref(), node.private_ipv4_address))
            .collect(),
        _ => Vec::new(),
    };
    pairs
        .into_iter()
        .filter_map(|(subnet, address)| Some((subnet?, address?)))
        .collect()
}

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
) -> impl Iterator<Item = (&'a ResourceId, &'a vpcanvas_model::kind::Subnet)> {
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
pub(crate) fn next_zone(document: &Document, vpc_id: &ResourceId) -> Option<String> {
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
    /// The address in the new range, unchanged when it lies outside the old one.
    pub(crate) fn address(self, address: Ipv4Addr) -> Ipv4Addr {
        if !self.from.contains(&address) || self.from.prefix_len() != self.to.prefix_len() {
            return address;
        }
        let distance = u32::from(address).saturating_sub(u32::from(self.from.network()));
        Ipv4Addr::from(u32::from(self.to.network()).saturating_add(distance))
    }

    /// The range in the new range, unchanged when it lies outside the old one.
    pub(crate) fn range(self, range: Ipv4Net) -> Ipv4Net {
        if !self.from.contains(&range) {
            return range;
        }
        Ipv4Net::new(self.address(range.network()), range.prefix_len()).unwrap_or(range)
    }
}
