//! VPCs with a range in common cannot be peered (PCX-01, VPC-05).

use vpcanvas_network::Network;

use super::{
    Finding, each,
    ways::{first_overlap, peers},
};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::peerings(network)
        .filter_map(|(id, peering)| {
            let [one, other] = peers(network, peering);
            let (left, right) = first_overlap(&one.ranges, &other.ranges)?;
            let name = |vpc: Option<&vpcanvas_model::ResourceId>| {
                vpc.map_or("the other VPC", |vpc| vpc.as_str()).to_owned()
            };
            let message = format!(
                "{id} joins {} and {}, whose ranges {left} and {right} overlap: give one of them other ranges, or offer the service by an endpoint service, which overlapping ranges do not harm",
                name(one.vpc),
                name(other.vpc)
            );
            Some(Finding::error(Code::CfgCidrOverlap, id, message, "PCX-01"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{PEERING, check_beside, check_findings};

    #[test]
    fn peers_have_no_range_in_common() {
        check_findings(PEERING, &[]);
        check_beside(
            PEERING,
            r#""vpc-x": {"SecondaryCidrBlocks": ["10.0.128.0/17"]}"#,
            &["error CFG_CIDR_OVERLAP pcx-1 PCX-01"],
        );
    }

    #[test]
    fn ipv6_and_ranges_of_vpcs_elsewhere_count() {
        check_beside(
            PEERING,
            r#""vpc-x": {"Ipv6CidrBlocks": ["2001:db8::/56"]}, "vpc-c": {"Ipv6CidrBlocks": ["2001:db8::/56"]}"#,
            &["error CFG_CIDR_OVERLAP pcx-1 PCX-01"],
        );
        check_beside(
            PEERING,
            r#""pcx-2": {"Kind": "VpcPeeringConnection", "RequesterVpcInfo": {"VpcId": "vpc-x"}, "AccepterVpcInfo": {"CidrBlock": "10.9.0.0/24"}}"#,
            &[
                "error CFG_CIDR_OVERLAP pcx-2 PCX-01",
                "info CFG_ONE_SIDED_ROUTE pcx-2 PCX-03",
            ],
        );
    }
}
