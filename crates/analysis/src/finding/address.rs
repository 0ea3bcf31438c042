//! An address lies in its subnet, is none of the five AWS keeps, and is used once in the VPC (IE-05, VPC-10).

use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr},
};

use ipnet::Ipv4Net;
use vpcanvas_model::{ResourceId, address::is_usable};
use vpcanvas_network::{Interface, Network};

use super::{Finding, edit::choose_free_address};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut first_at: BTreeMap<(&ResourceId, IpAddr), &Interface> = BTreeMap::new();
    let mut findings = Vec::new();
    for interface in network.interfaces() {
        for address in &interface.addresses {
            let first = *first_at
                .entry((&interface.vpc, *address))
                .or_insert(interface);
            let misplaced = misplaced(network, interface, *address);
            let matter = misplaced.or_else(|| used_by(first, interface, *address));
            findings.extend(matter.map(|matter| finding(network, interface, *address, &matter)));
        }
    }
    findings
}

fn finding(network: &Network, interface: &Interface, address: IpAddr, matter: &str) -> Finding {
    let message = format!(
        "{} has {address} in {}, {matter}: choose a free address",
        interface.owner, interface.subnet
    );
    let free = match address {
        IpAddr::V4(old) => choose_free_address(network, interface, Some(old)),
        IpAddr::V6(_) => None,
    };
    Finding::error(Code::CfgAddressInvalid, &interface.owner, message, "IE-05").mended_by(free)
}

fn misplaced(network: &Network, interface: &Interface, address: IpAddr) -> Option<String> {
    let subnet = network.subnet(&interface.subnet)?;
    match address {
        IpAddr::V4(address) => misplaced_ipv4(subnet.cidr_block?, address),
        IpAddr::V6(address) => {
            let range = subnet.ipv6_cidr_block?;
            (!range.contains(&address)).then(|| format!("which is outside {range}"))
        }
    }
}

fn misplaced_ipv4(range: Ipv4Net, address: Ipv4Addr) -> Option<String> {
    if !range.contains(&address) {
        return Some(format!("which is outside {range}"));
    }
    (!is_usable(range, address)).then(|| format!("which AWS keeps for itself in {range}"))
}

fn used_by(first: &Interface, interface: &Interface, address: IpAddr) -> Option<String> {
    let same = std::ptr::eq(first, interface);
    let twice = interface
        .addresses
        .iter()
        .filter(|other| **other == address)
        .count()
        > 1;
    match (same, twice) {
        (true, false) => None,
        (true, true) => Some("which it has twice".to_owned()),
        (false, _) => Some(format!("which {} has already", first.owner)),
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn an_address_outside_its_subnet_reserved_or_used_is_refused() {
        let error = &["error CFG_ADDRESS_INVALID i-client IE-05"];
        for address in ["10.0.2.10", "10.0.1.3", "10.0.1.255", "10.9.0.1"] {
            let change = format!(r#""i-client": {{"PrivateIpAddress": "{address}"}}"#);
            check_findings(&change, error);
        }
        check_findings(
            r#""i-client": {"PrivateIpAddress": "10.0.1.50"}"#,
            &["error CFG_ADDRESS_INVALID vpce-e IE-05"],
        );
        check_findings(r#""i-client": {"PrivateIpAddress": "10.0.1.4"}"#, &[]);
    }

    #[test]
    fn the_same_address_in_another_vpc_is_no_matter() {
        check_findings(r#""i-client": {"PrivateIpAddress": "10.0.1.20"}"#, &[]);
    }

    #[test]
    fn every_place_with_addresses_is_looked_at() {
        check_findings(
            r#""nlb-n": {"SubnetMappings": [{"SubnetId": "subnet-p-a", "PrivateIPv4Address": "10.0.1.1"}, {"SubnetId": "subnet-p-b", "PrivateIPv4Address": "10.0.2.100"}]},
               "eni-x": {"Kind": "NetworkInterface", "SubnetId": "subnet-c-a", "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.1.60", "Primary": true}, {"PrivateIpAddress": "10.0.1.60"}]}"#,
            &[
                "error CFG_ADDRESS_INVALID eni-x IE-05",
                "error CFG_ADDRESS_INVALID eni-x IE-05",
                "error CFG_ADDRESS_INVALID nlb-n IE-05",
            ],
        );
    }
}
