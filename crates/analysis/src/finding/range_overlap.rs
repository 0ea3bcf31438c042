//! The ranges of one VPC do not overlap, and neither do its subnets (VPC-05, VPC-09).

use ipnet::Ipv4Net;
use vpcanvas_model::{
    Properties, ResourceId,
    address::{first_free_block, overlap},
};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::{Code, Fix};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::vpcs(network)
        .flat_map(|(id, vpc)| {
            let ranges: Vec<_> = vpc.ipv4_cidr_blocks().map(|range| (range, id)).collect();
            let of_vpc = overlapping(ranges).into_iter().map(|(first, second)| {
                let message = format!(
                    "{} and {} of {id} overlap: change or remove one of them",
                    first.0, second.0
                );
                Finding::error(Code::CfgCidrOverlap, id, message, "VPC-05")
            });
            of_vpc.chain(subnets(network, id)).collect::<Vec<_>>()
        })
        .collect()
}

fn subnets(network: &Network, vpc: &ResourceId) -> Vec<Finding> {
    let ipv4 = network
        .subnets(vpc)
        .filter_map(|(id, subnet)| Some((subnet.cidr_block?, id)));
    let mut findings: Vec<Finding> = overlapping(ipv4.collect())
        .into_iter()
        .map(|((_, first), (range, second))| {
            let message =
                format!("{second} has {range}, which overlaps {first}: give it a range of its own");
            Finding::error(Code::CfgCidrOverlap, second, message, "VPC-09")
                .mended_by(choose_free_range(network, vpc, second))
        })
        .collect();
    let mut ipv6: Vec<_> = network
        .subnets(vpc)
        .filter_map(|(id, subnet)| Some((subnet.ipv6_cidr_block?, id)))
        .collect();
    ipv6.sort();
    for pair in ipv6.windows(2) {
        let [(first, first_id), (second, second_id)] = pair else {
            continue;
        };
        if first.contains(&second.network()) {
            let message = format!(
                "{second_id} has {second}, which overlaps {first_id}: give it a range of its own"
            );
            findings.push(Finding::error(
                Code::CfgCidrOverlap,
                second_id,
                message,
                "VPC-09",
            ));
        }
    }
    findings
}

type Owned<'a> = (Ipv4Net, &'a ResourceId);

/// Each range that overlaps one that starts no later, with the one of those that reaches furthest.
fn overlapping(mut ranges: Vec<Owned<'_>>) -> Vec<(Owned<'_>, Owned<'_>)> {
    ranges.sort();
    let mut pairs = Vec::new();
    let mut furthest: Option<Owned<'_>> = None;
    for range in ranges {
        match furthest {
            Some(before) if overlap(before.0, range.0) => {
                pairs.push((before, range));
                if range.0.broadcast() > before.0.broadcast() {
                    furthest = Some(range);
                }
            }
            _ => furthest = Some(range),
        }
    }
    pairs
}

/// Gives a subnet the first range of its size that is free in its VPC. Only a subnet that nothing stands in is moved.
pub(super) fn choose_free_range(
    network: &Network,
    vpc: &ResourceId,
    subnet: &ResourceId,
) -> Option<Fix> {
    let is_empty = !network
        .interfaces()
        .any(|interface| interface.subnet == *subnet);
    let own = network.subnet(subnet)?.cidr_block.filter(|_| is_empty)?;
    let taken: Vec<Ipv4Net> = network
        .subnets(vpc)
        .filter(|(id, _)| *id != subnet)
        .filter_map(|(_, subnet)| subnet.cidr_block)
        .collect();
    let range = network
        .vpc(vpc)?
        .ipv4_cidr_blocks()
        .find_map(|range| first_free_block(range, own.prefix_len(), &taken))?;
    edit(
        network,
        subnet,
        format!("Give {subnet} the range {range}"),
        |properties| {
            if let Properties::Subnet(subnet) = properties {
                subnet.cidr_block = Some(range);
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use crate::{finding::tests::check_findings, findings, test_design::t0_with};

    fn subnet(range: &str) -> String {
        format!(
            r#""subnet-x": {{"Kind": "Subnet", "VpcId": "vpc-c", "CidrBlock": "{range}", "AvailabilityZoneId": "use1-az1"}}"#
        )
    }

    #[test]
    fn subnets_do_not_overlap() {
        check_findings(
            &subnet("10.0.1.128/25"),
            &["error CFG_CIDR_OVERLAP subnet-x VPC-09"],
        );
        check_findings(&subnet("10.0.3.0/24"), &[]);
        // The larger one starts first, so those inside it are named.
        check_findings(
            &subnet("10.0.0.0/22"),
            &[
                "error CFG_CIDR_OVERLAP subnet-c-a VPC-09",
                "error CFG_CIDR_OVERLAP subnet-c-b VPC-09",
            ],
        );
    }

    #[test]
    fn the_fix_chooses_a_free_range_for_an_empty_subnet() {
        let finding = findings(&t0_with(&subnet("10.0.1.128/25"))).remove(0);
        assert_eq!(
            finding.fixes[0].title,
            "Give subnet-x the range 10.0.0.0/25"
        );
    }

    #[test]
    fn ipv6_ranges_of_subnets_do_not_overlap() {
        check_findings(
            r#""vpc-c": {"Ipv6CidrBlocks": ["2001:db8::/56"]}, "subnet-c-a": {"Ipv6CidrBlock": "2001:db8:0:1::/64"}, "subnet-c-b": {"Ipv6CidrBlock": "2001:db8:0:1::/64"}"#,
            &["error CFG_CIDR_OVERLAP subnet-c-b VPC-09"],
        );
    }

    #[test]
    fn ranges_of_a_vpc_do_not_overlap() {
        check_findings(
            r#""vpc-c": {"SecondaryCidrBlocks": ["10.0.128.0/17", "10.1.0.0/16"]}"#,
            &[
                "error CFG_CIDR_OVERLAP vpc-c VPC-05",
                "error CFG_CIDR_NOT_ALLOWED vpc-c 4.1",
            ],
        );
    }
}
