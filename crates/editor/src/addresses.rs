//! Addresses that are still free, as the palette, moves and copies need them.
//! Whether those in the document are right is not judged here.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::Ipv4Addr,
};

use ipnet::Ipv4Net;
use vpcanvas_model::{Document, Properties, ResourceId, address};

use crate::ranges::range_of;

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

    /// Gives a resource addresses that are free in its subnets; those that are, it keeps.
    pub(crate) fn renew(&mut self, document: &Document, properties: &mut Properties) {
        let mut renew = |subnet: &Option<ResourceId>, address: &mut Option<Ipv4Addr>| {
            if let (Some(subnet), Some(wanted)) = (subnet, *address)
                && let Some(range) = range_of(document, subnet)
            {
                *address = self.take(subnet, range, Some(wanted));
            }
        };
        match properties {
            Properties::Instance(instance) => {
                renew(&instance.subnet_id, &mut instance.private_ip_address);
            }
            Properties::NetworkInterface(interface) => {
                for address in &mut interface.private_ip_addresses {
                    renew(&interface.subnet_id, &mut address.private_ip_address);
                }
            }
            Properties::VpcEndpoint(endpoint) => {
                for interface in &mut endpoint.subnet_configurations {
                    renew(&interface.subnet_id, &mut interface.ipv4);
                }
            }
            Properties::LoadBalancer(balancer) => {
                for node in &mut balancer.subnet_mappings {
                    renew(&node.subnet_id, &mut node.private_ipv4_address);
                }
            }
            _ => {}
        }
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
