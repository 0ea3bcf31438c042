//! The range of a subnet lies in one range of its VPC (VPC-09).

use vpcanvas_model::{ResourceId, kind::Subnet};
use vpcanvas_network::Network;

use super::{Finding, each, range_overlap::choose_free_range};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::subnets(network)
        .filter_map(|(id, subnet)| of(network, id, subnet))
        .collect()
}

fn of(network: &Network, id: &ResourceId, subnet: &Subnet) -> Option<Finding> {
    let vpc_id = network.parent(id)?;
    let vpc = network.vpc(vpc_id)?;
    let outside_ipv4 = subnet.cidr_block.filter(|range| {
        vpc.cidr_block.is_some() && !vpc.ipv4_cidr_blocks().any(|own| own.contains(range))
    });
    let outside_ipv6 = subnet
        .ipv6_cidr_block
        .filter(|range| !vpc.ipv6_cidr_blocks.iter().any(|own| own.contains(range)));
    let range = outside_ipv4
        .map(|range| range.to_string())
        .or_else(|| outside_ipv6.map(|range| range.to_string()))?;
    let message =
        format!("{id} has {range}, which lies in no range of {vpc_id}: choose one inside");
    let finding = Finding::error(Code::CfgCidrOutsideVpc, id, message, "VPC-09");
    let move_inside = outside_ipv4.and_then(|_| choose_free_range(network, vpc_id, id));
    Some(finding.mended_by(move_inside))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn a_subnet_lies_in_its_vpc() {
        let subnet = |range: &str| {
            format!(
                r#""vpc-c": {{"SecondaryCidrBlocks": ["10.7.0.0/16"]}},
                   "subnet-x": {{"Kind": "Subnet", "VpcId": "vpc-c", "CidrBlock": "{range}", "AvailabilityZoneId": "use1-az1"}}"#
            )
        };
        check_findings(
            &subnet("10.9.0.0/24"),
            &["error CFG_CIDR_OUTSIDE_VPC subnet-x VPC-09"],
        );
        check_findings(&subnet("10.7.1.0/24"), &[]);
    }

    #[test]
    fn an_ipv6_range_lies_in_one_of_the_vpc() {
        check_findings(
            r#""subnet-c-a": {"Ipv6CidrBlock": "2001:db8::/64"}"#,
            &["error CFG_CIDR_OUTSIDE_VPC subnet-c-a VPC-09"],
        );
    }
}
