//! Edits that findings offer, as transactions.

use std::net::{IpAddr, Ipv4Addr};

use vpcanvas_model::{
    Properties, ResourceId, Transaction, address,
    kind::{
        load_balancer::SubnetMapping, network_interface::PrivateIpAddress,
        vpc_endpoint::SubnetConfiguration,
    },
};
use vpcanvas_network::{Interface, Network};

use crate::Fix;

/// A fix that changes one resource; `None` where it would change nothing.
pub(crate) fn edit(
    network: &Network,
    id: &ResourceId,
    title: impl Into<String>,
    change: impl FnOnce(&mut Properties),
) -> Option<Fix> {
    let title = title.into();
    let mut resource = network.resource(id)?.clone();
    change(&mut resource.properties);
    let mut transaction = Transaction::new(title.clone());
    network.record(&mut transaction, id, Some(resource));
    (!transaction.is_empty()).then_some(Fix { title, transaction })
}

/// The first address of a subnet that may be used and is not.
pub(crate) fn free_address(network: &Network, subnet: &ResourceId) -> Option<Ipv4Addr> {
    let range = network.subnet(subnet)?.cidr_block?;
    let vpc = network.parent(subnet)?;
    address::first_free(range, &|address| {
        network.interface_at(vpc, IpAddr::V4(address)).is_some()
    })
}

/// A fix that gives an interface a free address of its subnet, in the place of one it has.
pub(crate) fn choose_free_address(
    network: &Network,
    interface: &Interface,
    old: Option<Ipv4Addr>,
) -> Option<Fix> {
    let new = free_address(network, &interface.subnet)?;
    let title = format!("Give {} the address {new}", interface.owner);
    edit(network, &interface.owner, title, |properties| {
        set_address(properties, &interface.subnet, old, new);
    })
}

/// Sets the address of what stands in a subnet.
pub(crate) fn set_address(
    properties: &mut Properties,
    subnet: &ResourceId,
    old: Option<Ipv4Addr>,
    new: Ipv4Addr,
) {
    match properties {
        Properties::Instance(instance) => instance.private_ip_address = Some(new),
        Properties::NetworkInterface(interface) => {
            let addresses = &mut interface.private_ip_addresses;
            let place = addresses
                .iter_mut()
                .find(|address| old.is_some() && address.private_ip_address == old);
            match place {
                Some(address) => address.private_ip_address = Some(new),
                None => addresses.push(PrivateIpAddress {
                    private_ip_address: Some(new),
                    primary: Some(addresses.is_empty()),
                    ..PrivateIpAddress::default()
                }),
            }
        }
        Properties::VpcEndpoint(endpoint) => {
            let configurations = &mut endpoint.subnet_configurations;
            let place = configurations
                .iter_mut()
                .find(|configuration| configuration.subnet_id.as_ref() == Some(subnet));
            match place {
                Some(configuration) => configuration.ipv4 = Some(new),
                None => configurations.push(SubnetConfiguration {
                    subnet_id: Some(subnet.clone()),
                    ipv4: Some(new),
                    ..SubnetConfiguration::default()
                }),
            }
        }
        Properties::LoadBalancer(balancer) => {
            let mappings = balancer.subnet_mappings.iter_mut();
            let in_subnet =
                |mapping: &&mut SubnetMapping| mapping.subnet_id.as_ref() == Some(subnet);
            if let Some(mapping) = mappings.into_iter().find(in_subnet) {
                mapping.private_ipv4_address = Some(new);
            }
        }
        _ => {}
    }
}

/// Takes an endpoint or load balancer out of a subnet.
pub(crate) fn leave_subnet(properties: &mut Properties, subnet: &ResourceId) {
    match properties {
        Properties::VpcEndpoint(endpoint) => {
            endpoint.subnet_ids.retain(|id| id != subnet);
            endpoint
                .subnet_configurations
                .retain(|configuration| configuration.subnet_id.as_ref() != Some(subnet));
        }
        Properties::LoadBalancer(balancer) => {
            balancer
                .subnet_mappings
                .retain(|mapping| mapping.subnet_id.as_ref() != Some(subnet));
        }
        _ => {}
    }
}
