//! Ranges have a size AWS assigns: VPCs and subnets /16 to /28, with IPv6 /44 to /60 and /44 to /64 in steps of four (VPC-01,
//! VPC-08, VPC-09).

use ipnet::{Ipv4Net, Ipv6Net};
use vpcanvas_model::{ResourceId, cidr::Sizes};
use vpcanvas_network::Network;

use super::{Finding, each};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let vpcs = each::vpcs(network).flat_map(|(id, vpc)| {
        let ipv4 = vpc
            .ipv4_cidr_blocks()
            .filter_map(|range| ipv4(id, range, "VPC-01"));
        let ipv6 = vpc
            .ipv6_cidr_blocks
            .iter()
            .filter_map(|range| ipv6(id, *range, Sizes::IPV6_OF_VPC));
        ipv4.chain(ipv6).collect::<Vec<_>>()
    });
    let subnets = each::subnets(network).flat_map(|(id, subnet)| {
        let ipv4 = subnet
            .cidr_block
            .and_then(|range| ipv4(id, range, "VPC-09"));
        let ipv6 = subnet
            .ipv6_cidr_block
            .and_then(|range| ipv6(id, range, Sizes::IPV6_OF_SUBNET));
        ipv4.into_iter().chain(ipv6)
    });
    vpcs.chain(subnets).collect()
}

fn ipv4(id: &ResourceId, range: Ipv4Net, reference: &'static str) -> Option<Finding> {
    if Sizes::IPV4.admit(range.prefix_len()) {
        return None;
    }
    let message =
        format!("{range} of {id} has a size AWS does not assign: choose one from /16 to /28");
    Some(Finding::error(Code::CfgCidrSize, id, message, reference))
}

fn ipv6(id: &ResourceId, range: Ipv6Net, sizes: Sizes) -> Option<Finding> {
    if sizes.admit(range.prefix_len()) {
        return None;
    }
    let message = format!(
        "{range} of {id} has a size AWS does not assign: choose one from /{} to /{} in steps of four",
        sizes.largest, sizes.smallest
    );
    Some(Finding::error(Code::CfgCidrSize, id, message, "VPC-08"))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    fn vpc(range: &str, expected: &[&str]) {
        check_findings(
            &format!(r#""vpc-x": {{"Kind": "Vpc", "CidrBlock": "{range}"}}"#),
            expected,
        );
    }

    #[test]
    fn vpcs_have_16_to_28() {
        vpc("10.0.0.0/15", &["error CFG_CIDR_SIZE vpc-x VPC-01"]);
        vpc("10.0.0.0/16", &[]);
        vpc("10.0.0.0/28", &[]);
        vpc("10.0.0.0/29", &["error CFG_CIDR_SIZE vpc-x VPC-01"]);
    }

    #[test]
    fn subnets_have_16_to_28() {
        let subnet = |range: &str| {
            format!(
                r#""subnet-x": {{"Kind": "Subnet", "VpcId": "vpc-c", "CidrBlock": "{range}", "AvailabilityZoneId": "use1-az1"}}"#
            )
        };
        check_findings(&subnet("10.0.3.0/28"), &[]);
        check_findings(
            &subnet("10.0.3.0/29"),
            &["error CFG_CIDR_SIZE subnet-x VPC-09"],
        );
    }

    #[test]
    fn ipv6_ranges_go_in_steps_of_four() {
        let ipv6 = |range: &str| {
            format!(
                r#""vpc-x": {{"Kind": "Vpc", "CidrBlock": "10.0.0.0/16", "Ipv6CidrBlocks": ["{range}"]}}"#
            )
        };
        check_findings(&ipv6("2001:db8::/56"), &[]);
        for range in ["2001:db8::/57", "2001:db8::/64", "2001:db8::/40"] {
            check_findings(&ipv6(range), &["error CFG_CIDR_SIZE vpc-x VPC-08"]);
        }
    }
}
