//! Gives a resource another parent, with an address, range and zone that are right there.
//!
//! References that no longer fit, such as a security group of another VPC, are kept and become findings.

use std::collections::BTreeMap;

use vpcanvas_model::{
    Document, Properties, Resource, ResourceId, Transaction, address, catalogue,
    kind::{Subnet, load_balancer::SubnetMapping, vpc_endpoint::SubnetConfiguration},
};

use crate::addresses::{
    Addresses, Renumbering, free_subnet_range, next_zone, one_subnet_a_zone, range_of, subnets, vpc,
};

/// Records that a resource belongs to another parent; `None` is the canvas.
pub(super) fn reparent(
    document: &Document,
    transaction: &mut Transaction,
    id: &ResourceId,
    parent: Option<&ResourceId>,
) {
    let Some(mut resource) = transaction.resource(document, id).cloned() else {
        return;
    };
    // What is moved together is given addresses together.
    let seen = document.with(transaction);
    let mut addresses = Addresses::of(&seen, |other| other == id);
    let mut renumbering = None;
    match &mut resource.properties {
        Properties::Vpc(vpc) => vpc.owner_id = parent.cloned(),
        Properties::VpcEndpointService(service) => service.owner_id = parent.cloned(),
        Properties::PrefixList(list) => list.owner_id = parent.cloned(),
        Properties::HostedZone(zone) => zone.owner_id = parent.cloned(),
        Properties::TargetGroup(group) => group.vpc_id = parent.cloned(),
        Properties::SecurityGroup(group) => group.vpc_id = parent.cloned(),
        Properties::NetworkAcl(acl) => acl.vpc_id = parent.cloned(),
        Properties::RouteTable(table) => table.vpc_id = parent.cloned(),
        Properties::Listener(listener) => listener.load_balancer_arn = parent.cloned(),
        Properties::Subnet(subnet) => renumbering = join_vpc(&seen, id, subnet, parent),
        Properties::Instance(instance) => {
            instance.subnet_id = parent.cloned();
            let wanted = instance.private_ip_address;
            instance.private_ip_address = wanted.and_then(|wanted| {
                let (subnet, range) = (parent?, range_of(&seen, parent?)?);
                addresses.take(subnet, range, Some(wanted))
            });
        }
        Properties::NetworkInterface(interface) => {
            interface.subnet_id = parent.cloned();
            for address in &mut interface.private_ip_addresses {
                let wanted = address.private_ip_address;
                address.private_ip_address = wanted.and_then(|wanted| {
                    let (subnet, range) = (parent?, range_of(&seen, parent?)?);
                    addresses.take(subnet, range, Some(wanted))
                });
            }
        }
        Properties::VpcEndpoint(endpoint) => {
            endpoint.vpc_id = parent.cloned();
            let places = interfaces(&seen, &mut addresses, parent);
            endpoint.subnet_ids = places.keys().cloned().collect();
            endpoint.subnet_configurations = places
                .into_iter()
                .map(|(subnet, ipv4)| SubnetConfiguration {
                    subnet_id: Some(subnet),
                    ipv4,
                    ..SubnetConfiguration::default()
                })
                .collect();
        }
        Properties::LoadBalancer(balancer) => {
            balancer.vpc_id = parent.cloned();
            balancer.subnet_mappings = interfaces(&seen, &mut addresses, parent)
                .into_iter()
                .map(|(subnet, address)| SubnetMapping {
                    subnet_id: Some(subnet),
                    private_ipv4_address: address,
                    ..SubnetMapping::default()
                })
                .collect();
        }
        Properties::Account(_) | Properties::Other(_) => {}
    }
    transaction.set_resource(document, id, Some(resource));
    if let Some(renumbering) = renumbering {
        renumber(document, transaction, id, renumbering);
    }
}

/// Where an endpoint or load balancer has interfaces in a VPC it comes to.
fn interfaces(
    document: &Document,
    addresses: &mut Addresses,
    vpc: Option<&ResourceId>,
) -> BTreeMap<ResourceId, Option<std::net::Ipv4Addr>> {
    let subnets = vpc.map_or_else(Vec::new, |vpc| one_subnet_a_zone(document, vpc));
    subnets
        .into_iter()
        .map(|subnet| {
            let range = range_of(document, &subnet);
            let address = range.and_then(|range| addresses.take(&subnet, range, None));
            (subnet, address)
        })
        .collect()
}

/// Puts a subnet into a VPC: a range of it that is free (VPC-09) and a zone of its Region.
fn join_vpc(
    document: &Document,
    id: &ResourceId,
    subnet: &mut Subnet,
    parent: Option<&ResourceId>,
) -> Option<Renumbering> {
    subnet.vpc_id = parent.cloned();
    let vpc_id = parent?;
    let vpc = vpc(document, vpc_id)?;
    if !zone_fits(subnet, vpc.region.as_deref()) {
        subnet.availability_zone_id = next_zone(document, vpc_id);
    }
    let from = subnet.cidr_block?;
    let is_inside = vpc.ipv4_cidr_blocks().any(|range| range.contains(&from));
    let is_free = subnets(document, vpc_id)
        .filter(|(other, _)| *other != id)
        .filter_map(|(_, other)| other.cidr_block)
        .all(|other| !address::overlap(other, from));
    if is_inside && is_free {
        return None;
    }
    let taken: Vec<_> = subnets(document, vpc_id)
        .filter(|(other, _)| *other != id)
        .filter_map(|(_, other)| other.cidr_block)
        .collect();
    let to = vpc
        .ipv4_cidr_blocks()
        .find_map(|range| address::first_free_block(range, from.prefix_len(), &taken))
        .or_else(|| free_subnet_range(document, vpc_id))?;
    subnet.cidr_block = Some(to);
    Some(Renumbering { from, to })
}

/// Whether the zone of a subnet is one of a Region, as far as the catalogue knows.
fn zone_fits(subnet: &Subnet, region: Option<&str>) -> bool {
    let known = catalogue::regions()
        .iter()
        .find(|known| Some(known.name.as_str()) == region);
    match (known, &subnet.availability_zone_id) {
        (Some(known), Some(zone)) => known.availability_zone_ids.contains(zone),
        _ => true,
    }
}

/// Gives what stands in a subnet the addresses of its new range.
fn renumber(
    document: &Document,
    transaction: &mut Transaction,
    subnet: &ResourceId,
    renumbering: Renumbering,
) {
    let seen = document.with(transaction);
    for (id, resource) in seen.resources() {
        if seen.parent(id) == Some(subnet) {
            let renumbered = renumbered((**resource).clone(), renumbering);
            transaction.set_resource(document, id, Some(renumbered));
        }
    }
}

/// A resource with its addresses in a new range.
pub(super) fn renumbered(mut resource: Resource, renumbering: Renumbering) -> Resource {
    match &mut resource.properties {
        Properties::Instance(instance) => {
            if let Some(address) = &mut instance.private_ip_address {
                *address = renumbering.address(*address);
            }
        }
        Properties::NetworkInterface(interface) => {
            for address in &mut interface.private_ip_addresses {
                if let Some(address) = &mut address.private_ip_address {
                    *address = renumbering.address(*address);
                }
            }
        }
        Properties::VpcEndpoint(endpoint) => {
            for interface in &mut endpoint.subnet_configurations {
                if let Some(address) = &mut interface.ipv4 {
                    *address = renumbering.address(*address);
                }
            }
        }
        Properties::LoadBalancer(balancer) => {
            for node in &mut balancer.subnet_mappings {
                if let Some(address) = &mut node.private_ipv4_address {
                    *address = renumbering.address(*address);
                }
            }
        }
        Properties::Subnet(subnet) => {
            if let Some(range) = &mut subnet.cidr_block {
                *range = renumbering.range(*range);
            }
        }
        _ => {}
    }
    resource
}
