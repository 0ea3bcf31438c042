//! An on-premises network that asks the resolver of a VPC gets no answer: an inbound endpoint is there for that (DNS-02).

use std::net::IpAddr;

use vpcanvas_model::{
    Kind, Properties, ResourceId,
    kind::{CustomerGateway, resolver_endpoint::ResolverDirection},
};
use vpcanvas_network::{Interface, Network};

use super::{Finding, each, edit::edit};
use crate::{Code, Fix, dns::base_plus_two};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, gateway) in each::customer_gateways(network) {
        for (vpc, drawn) in each::vpcs(network) {
            let Some(resolver) = base_plus_two(drawn) else {
                continue;
            };
            if lists(gateway, resolver) {
                let message = format!(
                    "{id} sends questions to {resolver}, the resolver of {vpc}, which answers {vpc} alone: send them to an inbound endpoint in {vpc}"
                );
                findings.push(
                    Finding::warning(Code::DnsOnpremQueriesVpc2, id, message, "DNS-02")
                        .mended_by(ask_inbound(network, id, vpc, resolver)),
                );
            }
        }
    }
    findings
}

fn is(text: &str, address: IpAddr) -> bool {
    text.trim().parse() == Ok(address)
}

fn lists(gateway: &CustomerGateway, resolver: IpAddr) -> bool {
    let forwarders = gateway.conditional_forwarders.iter();
    let targets = forwarders.flat_map(|forwarder| &forwarder.target_ips);
    let mut all = gateway.domain_name_servers.iter().chain(targets);
    all.any(|text| is(text, resolver))
}

/// Puts the addresses of an inbound endpoint in the place of the resolver's, where the VPC has one.
fn ask_inbound(
    network: &Network,
    id: &ResourceId,
    vpc: &ResourceId,
    resolver: IpAddr,
) -> Option<Fix> {
    let inbound = network
        .resources(Kind::ResolverEndpoint)
        .find_map(|(id, _)| {
            let endpoint = network.resolver_endpoint(id)?;
            let is_inbound = endpoint.direction == Some(ResolverDirection::Inbound);
            (is_inbound && network.parent(id) == Some(vpc)).then_some(id)
        })?;
    let addresses: Vec<String> = network
        .interfaces_of(inbound)
        .filter_map(Interface::address)
        .map(|address| address.to_string())
        .collect();
    if addresses.is_empty() {
        return None;
    }
    let replace = move |list: &mut Vec<String>| {
        if let Some(place) = list.iter().position(|text| is(text, resolver)) {
            list.retain(|text| !is(text, resolver) && !addresses.contains(text));
            let place = place.min(list.len());
            list.splice(place..place, addresses.iter().cloned());
        }
    };
    edit(
        network,
        id,
        format!("Let {id} ask {inbound}"),
        move |properties| {
            if let Properties::CustomerGateway(gateway) = properties {
                replace(&mut gateway.domain_name_servers);
                for forwarder in &mut gateway.conditional_forwarders {
                    replace(&mut forwarder.target_ips);
                }
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::test_design::t0_with;

    fn check_gateway(changes: &str, expected: &[(&str, usize)]) {
        let found = check(&t0_with(changes));
        let found: Vec<(&str, usize)> = found
            .iter()
            .map(|finding| (finding.component.as_str(), finding.fixes.len()))
            .collect();
        assert_eq!(found, expected, "{changes}");
    }

    #[test]
    fn f49_the_resolver_of_a_vpc_answers_its_own_vpc() {
        let asking = |address: &str| {
            format!(
                r#""vpc-p": {{"CidrBlock": "10.7.0.0/16"}}, "cgw-1": {{"Kind": "CustomerGateway", "CidrBlocks": ["192.168.0.0/16"],
                    "ConditionalForwarders": [{{"DomainName": "example.com", "TargetIps": ["{address}"]}}]}}"#
            )
        };
        let inbound = r#""rslvr-in": {"Kind": "ResolverEndpoint", "HostVPCId": "vpc-c", "Direction": "INBOUND", "IpAddresses": [{"SubnetId": "subnet-c-a", "Ip": "10.0.1.53"}]}"#;
        check_gateway(&asking("10.0.0.2"), &[("cgw-1", 0)]);
        check_gateway(
            &format!("{}, {inbound}", asking("10.0.0.2")),
            &[("cgw-1", 1)],
        );
        check_gateway(&format!("{}, {inbound}", asking("10.0.1.53")), &[]);
    }
}
