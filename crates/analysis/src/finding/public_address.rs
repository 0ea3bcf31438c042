//! To reach the internet takes both a public address and a route to an internet gateway (IGW-01, IGW-06).

use std::collections::BTreeMap;

use vpcanvas_model::{
    Kind, Properties, ResourceId,
    kind::{load_balancer::Scheme, route_table::Route},
};
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
        if public && !may_lead_out(network, subnet) {
            let message = format!(
                "{id} has a public address, but {subnet} has no route to an internet gateway or to an appliance before one, so the address is of no use: add the route, or take the address away"
            );
            findings.push(Finding::warning(
                Code::CfgNoPublicAddress,
                id,
                message,
                "IGW-01",
            ));
        }
    }
    for subnet in also_public(network) {
        standing.entry(subnet).or_default().public = true;
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

/// The subnets of interfaces with a public address and of load balancers that face the internet.
fn also_public(network: &Network) -> impl Iterator<Item = &ResourceId> {
    let interfaces = each::network_interfaces(network).filter(|(_, interface)| {
        let mut addresses = interface.private_ip_addresses.iter();
        addresses.any(|address| address.public_ip.is_some())
    });
    let balancers = each::balancers(network)
        .filter(|(_, balancer)| balancer.scheme == Some(Scheme::InternetFacing))
        .flat_map(|(_, balancer)| &balancer.subnet_mappings)
        .filter_map(|mapping| mapping.subnet_id.as_ref());
    let interfaces = interfaces.filter_map(|(_, interface)| interface.subnet_id.as_ref());
    interfaces.chain(balancers)
}

/// Whether a route of a subnet ends at an internet gateway or at an appliance that may stand before one (GL-05).
fn may_lead_out(network: &Network, subnet: &ResourceId) -> bool {
    let table = network.route_table_of(subnet);
    let mut targets = table
        .into_iter()
        .flat_map(|(_, table)| &table.routes)
        .flat_map(Route::target_ids);
    targets.any(|target| {
        matches!(
            network.kind(target),
            Some(
                Kind::InternetGateway | Kind::VpcEndpoint | Kind::NetworkInterface | Kind::Instance
            )
        )
    })
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
