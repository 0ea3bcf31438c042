//! Ranges that AWS does not combine in one VPC (4.1), and a secondary range that would swallow an existing route (VPC-05).

use ipnet::Ipv4Net;
use vpcanvas_model::{ResourceId, kind::Vpc};
use vpcanvas_network::Network;

use super::{
    Finding, each,
    ways::{destination, in_words, tables_by_vpc},
};
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
    let tables = tables_by_vpc(network);
    let mut findings = Vec::new();
    for (id, vpc) in each::vpcs(network) {
        findings.extend(combined(id, vpc));
        for (table, drawn) in tables.get(id).into_iter().flatten() {
            for route in &drawn.routes {
                let swallowed = destination(route).and_then(|range| {
                    let mut added = vpc.secondary_cidr_blocks.iter().copied();
                    added.find(|added| {
                        range.prefix_len() >= added.prefix_len()
                            && ipnet::IpNet::V4(*added).contains(&range)
                    })
                });
                if let (Some(added), Some(target)) = (swallowed, route.target())
                    && target != "local"
                {
                    let message = format!(
                        "{added} of {id} covers the route to {} in {table}, so AWS refuses to add it: remove the route, or choose another range",
                        in_words(route)
                    );
                    findings.push(Finding::error(
                        Code::CfgCidrNotAllowed,
                        id,
                        message,
                        "VPC-05",
                    ));
                }
            }
        }
    }
    findings
}

fn combined(id: &ResourceId, vpc: &Vpc) -> Vec<Finding> {
    let Some(primary) = vpc.cidr_block else {
        return Vec::new();
    };
    let by_range = REFUSED.iter().find(|(range, _)| within(primary, range));
    let refused = by_range.map_or(BESIDE_PUBLIC, |(_, refused)| refused);
    vpc.secondary_cidr_blocks
        .iter()
        .filter(|added| refused.iter().any(|range| within(**added, range)) || in_first_sixteenth(primary, **added))
        .map(|added| {
            let message = format!("{added} may not be added to {id}, whose primary range is {primary}: choose one from the same private range, or from 100.64.0.0/10");
            Finding::error(Code::CfgCidrNotAllowed, id, message, "4.1")
        })
        .collect()
}

/// Beside a range of 10.0.0.0/15, nothing of 10.0.0.0/16 may be added.
fn in_first_sixteenth(primary: Ipv4Net, added: Ipv4Net) -> bool {
    within(primary, "10.0.0.0/15") && within(added, "10.0.0.0/16")
}

fn within(range: Ipv4Net, wider: &str) -> bool {
    wider
        .parse::<Ipv4Net>()
        .is_ok_and(|wider| wider.contains(&range))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{PEERING, check_beside, check_findings};

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

    #[test]
    fn a_secondary_range_swallows_no_route() {
        check_beside(
            PEERING,
            r#""vpc-c": {"SecondaryCidrBlocks": ["10.7.0.0/16"]}"#,
            &[],
        );
        check_beside(
            PEERING,
            r#""igw-1": {"Kind": "InternetGateway", "VpcId": "vpc-c"}, "vpc-c": {"SecondaryCidrBlocks": ["100.64.0.0/16"]},
               "rtb-c": {"Routes": [{"DestinationCidrBlock": "10.9.0.0/16", "VpcPeeringConnectionId": "pcx-1"}, {"DestinationCidrBlock": "100.64.1.0/24", "GatewayId": "igw-1"}]}"#,
            &[
                "error CFG_ROUTE_INVALID rtb-c RT-07",
                "error CFG_CIDR_NOT_ALLOWED vpc-c VPC-05",
            ],
        );
    }
}
