//! A public NAT gateway stands in a subnet that leads to the internet (NAT-02), a private one in a subnet that does not
//! (NAT-03).

use vpcanvas_model::{
    ResourceId,
    kind::{
        NatGateway,
        nat_gateway::{AvailabilityMode, ConnectivityType},
        route_table::Route,
    },
};
use vpcanvas_network::Network;

use super::{
    Finding, each,
    ways::{default_route, everywhere, route_to, with_route},
};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::nat_gateways(network)
        .filter(|(_, gateway)| gateway.availability_mode != Some(AvailabilityMode::Regional))
        .filter_map(|(id, gateway)| {
            let subnet = gateway
                .subnet_id
                .as_ref()
                .filter(|subnet| network.subnet(subnet).is_some())?;
            let private = gateway.connectivity_type == Some(ConnectivityType::Private);
            if private {
                of_private(network, id, subnet)
            } else {
                of_public(network, id, gateway, subnet)
            }
        })
        .collect()
}

fn of_public(
    network: &Network,
    id: &ResourceId,
    gateway: &NatGateway,
    subnet: &ResourceId,
) -> Option<Finding> {
    let vpc = network.document().parent(subnet)?;
    let warning = |message| Finding::warning(Code::CfgNoWayOut, id, message, "NAT-02");
    let route = default_route(network, subnet);
    if let Some((table, route)) = route {
        let internet = route
            .gateway_id
            .as_ref()
            .is_some_and(|target| attached(network, target, vpc));
        let by_appliance = route.target().is_some()
            && route.gateway_id.is_none()
            && route.nat_gateway_id.is_none();
        let message = format!(
            "{id} stands in {subnet}, whose table {table} leads to {} and not to an internet gateway, so nothing gets out: move it to a subnet that leads there",
            route.target().unwrap_or("nothing")
        );
        // What an appliance or transit gateway does with it is the business of a trace.
        return (!internet && !by_appliance).then(|| warning(message));
    }
    let (table, _) = network.route_table_of(subnet)?;
    let message = format!(
        "{id} stands in {subnet}, whose table {table} leads nowhere outside, so nothing gets out: add a route to an internet gateway, or make {id} a private one"
    );
    let internet =
        each::internet_gateways(network).find(|(_, gateway)| gateway.vpc_id.as_ref() == Some(vpc));
    let fix = internet.and_then(|(internet, _)| {
        let route = Route {
            gateway_id: Some(internet.clone()),
            ..route_to(everywhere())
        };
        with_route(network, table, route, internet)
    });
    (!gateway.nat_gateway_addresses.is_empty()).then(|| warning(message).mended_by(fix))
}

fn of_private(network: &Network, id: &ResourceId, subnet: &ResourceId) -> Option<Finding> {
    let vpc = network.document().parent(subnet)?;
    let (table, route) = default_route(network, subnet)?;
    let internet = route
        .gateway_id
        .as_ref()
        .filter(|target| attached(network, target, vpc))?;
    let message = format!(
        "{id} is private, but {table} of its subnet leads to {internet}, which drops what has no public address: move it to a subnet that leads to a transit gateway or a peer, or make it public"
    );
    Some(Finding::warning(Code::CfgNoWayOut, id, message, "NAT-03"))
}

fn attached(network: &Network, target: &ResourceId, vpc: &ResourceId) -> bool {
    each::internet_gateways(network)
        .any(|(id, gateway)| id == target && gateway.vpc_id.as_ref() == Some(vpc))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{INTERNET, check_beside};

    #[test]
    fn a_public_nat_gateway_leads_to_the_internet() {
        check_beside(
            INTERNET,
            r#""rtb-pub": {"Routes": null}"#,
            &["warning CFG_NO_WAY_OUT nat-1 NAT-02"],
        );
        check_beside(
            INTERNET,
            r#""rtb-pub": {"Associations": null}"#,
            &["warning CFG_NO_WAY_OUT nat-1 NAT-02"],
        );
    }

    #[test]
    fn a_private_nat_gateway_does_not() {
        check_beside(
            INTERNET,
            r#""nat-1": {"ConnectivityType": "private", "NatGatewayAddresses": [{"PrivateIp": "10.0.9.100"}]}"#,
            &["warning CFG_NO_WAY_OUT nat-1 NAT-03"],
        );
        check_beside(
            INTERNET,
            r#""nat-2": {"Kind": "NatGateway", "SubnetId": "subnet-c-a", "ConnectivityType": "private", "NatGatewayAddresses": [{"PrivateIp": "10.0.1.99"}]}"#,
            &[],
        );
    }
}
