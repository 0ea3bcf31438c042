//! Ranges AWS does not assign, and one that is known to cause trouble (VPC-02, VPC-03).

use ipnet::Ipv4Net;
use vpcanvas_model::{ResourceId, address::overlap};
use vpcanvas_network::Network;

use super::{Finding, each};
use crate::Code;

const NOT_ASSIGNED: &[&str] = &["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4"];
/// The bridge of Docker, which some AWS services use.
const DISCOURAGED: &str = "172.17.0.0/16";

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::vpcs(network)
        .flat_map(|(id, vpc)| {
            vpc.ipv4_cidr_blocks()
                .filter_map(move |range| of(id, range))
        })
        .collect()
}

fn of(id: &ResourceId, range: Ipv4Net) -> Option<Finding> {
    let overlaps = |other: &&str| other.parse().is_ok_and(|other| overlap(range, other));
    if let Some(reserved) = NOT_ASSIGNED.iter().copied().find(overlaps) {
        let message = format!(
            "{range} of {id} lies in {reserved}, which AWS does not assign: choose another"
        );
        return Some(Finding::error(
            Code::CfgCidrNotAllowed,
            id,
            message,
            "VPC-02",
        ));
    }
    if !overlaps(&DISCOURAGED) {
        return None;
    }
    let message = format!(
        "{range} of {id} overlaps {DISCOURAGED}, which some AWS services use for Docker: choose another"
    );
    Some(Finding::warning(
        Code::CfgCidrDiscouraged,
        id,
        message,
        "VPC-03",
    ))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn some_ranges_are_refused_and_one_is_discouraged() {
        for (range, expected) in [
            (
                "127.1.0.0/16",
                &["error CFG_CIDR_NOT_ALLOWED vpc-x VPC-02"][..],
            ),
            ("230.0.0.0/16", &["error CFG_CIDR_NOT_ALLOWED vpc-x VPC-02"]),
            (
                "172.17.5.0/24",
                &["warning CFG_CIDR_DISCOURAGED vpc-x VPC-03"],
            ),
            ("172.18.0.0/16", &[]),
        ] {
            check_findings(
                &format!(r#""vpc-x": {{"Kind": "Vpc", "CidrBlock": "{range}"}}"#),
                expected,
            );
        }
    }
}
