//! To reach the internet takes both a public address and a route to an internet gateway (IGW-01, IGW-06).

use std::collections::BTreeMap;

use vpcanvas_model::{Properties, ResourceId};
use vpcanvas_network::Network;

use super::{Finding, each, ways::default_route};
use crate::Code;

/// Whether anything in a subnet has a public address, and the first instance that stands there.
#[derive(Default)]
struct Standing<'a> {
    public: bool,
    first: Option<&'a ResourceId>,
}

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut standing: BTreeMap<&ResourceId, Standing<'_>> = BTreeMap::new();
    let mut findings = Vec::new();
    for (_, gateway) in each::nat_gateways(network) {
        let mut addresses = gateway.nat_gateway_addresses.iter();
        if let Some(subnet) = &gateway.subnet_id {
            let here = standing.entry(subnet).or_default();
            here.public |= addresses.any(|address| address.public_ip.is_some());
        }
    }
    for (id, instance) in each::instances(network) {
        let Some(subnet) = &instance.subnet_id else {
            continue;
        };
        let public = instance.public_ip_address.is_some() || drawn_public(network, id);
        let here = standing.entry(subnet).or_default();
        here.public |= public;
        here.first = here.first.or(Some(id));
        if public && !leads_to_internet(network, subnet) {
            let message = format!(
                "{id} has a public address, but {subnet} has no route to an internet gateway, so the address is of no use: add the route, or take the address away"
            );
            findings.push(Finding::warning(
                Code::CfgNoPublicAddress,
                id,
                message,
                "IGW-01",
            ));
        }
    }
    let bare = standing.into_iter().filter(|(subnet, here)| {
        let mapped = network
            .subnet(subnet)
            .is_some_and(|subnet| subnet.map_public_ip_on_launch == Some(true));
        !here.public && !mapped && leads_to_internet(network, subnet)
    });
    findings.extend(bare.filter_map(|(subnet, here)| {
        let message = format!(
            "{subnet} leads to an internet gateway, but nothing in it has a public address: give {} one, or lead the subnet to a NAT gateway",
            here.first?
        );
        Some(Finding::info(Code::CfgNoPublicAddress, subnet, message, "IGW-06"))
    }));
    findings
}

/// Whether an interface drawn for an instance has a public address.
fn drawn_public(network: &Network, instance: &ResourceId) -> bool {
    network
        .primary_interface(instance)
        .is_some_and(|interface| {
            match network
                .document()
                .resource(&interface.owner)
                .map(|owner| &owner.properties)
            {
                Some(Properties::NetworkInterface(drawn)) => drawn
                    .private_ip_addresses
                    .iter()
                    .any(|address| address.public_ip.is_some()),
                _ => false,
            }
        })
}

fn leads_to_internet(network: &Network, subnet: &ResourceId) -> bool {
    default_route(network, subnet).is_some_and(|(_, route)| {
        route
            .gateway_id
            .as_ref()
            .is_some_and(|target| each::internet_gateways(network).any(|(id, _)| id == target))
    })
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{INTERNET, check_beside};

    #[test]
    fn an_address_needs_a_route() {
        check_beside(
            INTERNET,
            r#""i-client": {"PublicIpAddress": "198.51.100.7"}"#,
            &["warning CFG_NO_PUBLIC_ADDRESS i-client IGW-01"],
        );
    }

    #[test]
    fn a_public_subnet_needs_addresses() {
        let public = |fields: &str| {
            format!(
                r#""rtb-c": {{"Routes": [{{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1"}}]}}{fields}"#
            )
        };
        check_beside(
            INTERNET,
            &public(""),
            &["info CFG_NO_PUBLIC_ADDRESS subnet-c-a IGW-06"],
        );
        check_beside(
            INTERNET,
            &public(r#", "i-client": {"PublicIpAddress": "198.51.100.7"}"#),
            &[],
        );
        check_beside(
            INTERNET,
            &public(r#", "subnet-c-a": {"MapPublicIpOnLaunch": true}"#),
            &[],
        );
    }
}
