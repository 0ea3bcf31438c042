//! Ranges that AWS does not combine in one VPC (4.1).

use ipnet::Ipv4Net;
use vpcanvas_model::{ResourceId, kind::Vpc};
use vpcanvas_network::Network;

use super::{Finding, each};
use crate::Code;

/// The ranges a VPC's primary one may come from, and from where nothing may be added beside it.
const REFUSED: &[(&str, &[&str])] = &[
    (
        "10.0.0.0/8",
        &["172.16.0.0/12", "192.168.0.0/16", "198.19.0.0/16"],
    ),
    (
        "172.16.0.0/12",
        &[
            "10.0.0.0/8",
            "192.168.0.0/16",
            "172.31.0.0/16",
            "198.19.0.0/16",
        ],
    ),
    (
        "192.168.0.0/16",
        &["10.0.0.0/8", "172.16.0.0/12", "198.19.0.0/16"],
    ),
    ("198.19.0.0/16", PRIVATE),
];

const PRIVATE: &[&str] = &["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/// What may not stand beside public ranges and 100.64.0.0/10.
const BESIDE_PUBLIC: &[&str] = &[
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "198.19.0.0/16",
];

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::vpcs(network)
        .flat_map(|(id, vpc)| combined(id, vpc))
        .collect()
}

fn combined(id: &ResourceId, vpc: &Vpc) -> Vec<Finding> {
    let Some(primary) = vpc.cidr_block else {
        return Vec::new();
    };
    let by_range = REFUSED.iter().find(|(range, _)| within(primary, range));
    let (own, refused) = by_range.map_or(("the public ranges", BESIDE_PUBLIC), |found| *found);
    let added = vpc.secondary_cidr_blocks.iter();
    added
        .filter_map(|added| {
            let remedy = if is_in_10_0(primary, *added) {
                "choose one outside 10.0.0.0/16".to_owned()
            } else if refused.iter().any(|range| within(*added, range)) {
                format!("choose one from {own}, or from 100.64.0.0/10")
            } else {
                return None;
            };
            let message = format!(
                "{added} may not be added to {id}, whose primary range is {primary}: {remedy}"
            );
            Some(Finding::error(Code::CfgCidrNotAllowed, id, message, "4.1"))
        })
        .collect()
}

/// Beside a range of 10.0.0.0/15, nothing of 10.0.0.0/16 may be added.
fn is_in_10_0(primary: Ipv4Net, added: Ipv4Net) -> bool {
    within(primary, "10.0.0.0/15") && within(added, "10.0.0.0/16")
}

fn within(range: Ipv4Net, wider: &str) -> bool {
    wider
        .parse::<Ipv4Net>()
        .is_ok_and(|wider| wider.contains(&range))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    fn check(primary: &str, added: &str, refused: bool) {
        let expected = ["error CFG_CIDR_NOT_ALLOWED vpc-x 4.1"];
        check_findings(
            &format!(
                r#""vpc-x": {{"Kind": "Vpc", "Region": "us-east-1", "CidrBlock": "{primary}", "SecondaryCidrBlocks": ["{added}"]}}"#
            ),
            if refused { &expected } else { &[] },
        );
    }

    #[test]
    fn private_ranges_do_not_mix() {
        check("10.5.0.0/16", "10.6.0.0/16", false);
        check("10.5.0.0/16", "100.64.0.0/16", false);
        check("10.5.0.0/16", "172.20.0.0/16", true);
        check("10.1.0.0/16", "10.0.0.0/16", true);
        check("172.20.0.0/16", "172.31.0.0/16", true);
        check("192.168.0.0/20", "192.168.16.0/20", false);
        check("192.168.0.0/20", "10.0.0.0/16", true);
        check("100.64.0.0/16", "10.0.0.0/16", true);
        check("100.64.0.0/16", "100.65.0.0/16", false);
    }
}
