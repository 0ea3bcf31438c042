//! Two VPCs have at most one peering connection (PCX-11).

use std::collections::BTreeSet;

use vpcanvas_model::{ResourceId, kind::vpc_peering_connection::PeeringStatus};
use vpcanvas_network::Network;

use super::{Finding, each, ways::peers};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut first: BTreeSet<BTreeSet<&ResourceId>> = BTreeSet::new();
    each::peerings(network)
        .filter(|(_, peering)| peering.status.is_none_or(is_alive))
        .filter_map(|(id, peering)| {
            let [one, other] = peers(network, peering);
            let pair: BTreeSet<&ResourceId> = [one.vpc?, other.vpc?].into();
            let names: Vec<&str> = pair.iter().map(|vpc| vpc.as_str()).collect();
            let message = format!(
                "{id} joins {}, which a peering connection joins already: leave one of the two",
                names.join(" and ")
            );
            if !first.insert(pair) {
                return Some(Finding::error(Code::CfgDuplicate, id, message, "PCX-11"));
            }
            None
        })
        .collect()
}

fn is_alive(status: PeeringStatus) -> bool {
    matches!(
        status,
        PeeringStatus::Active
            | PeeringStatus::InitiatingRequest
            | PeeringStatus::PendingAcceptance
            | PeeringStatus::Provisioning
    )
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{PEERING, check_beside};

    #[test]
    fn a_pair_is_peered_once() {
        let second = |status: &str| {
            format!(
                r#""pcx-2": {{"Kind": "VpcPeeringConnection", "Status": "{status}", "RequesterVpcInfo": {{"VpcId": "vpc-x"}}, "AccepterVpcInfo": {{"VpcId": "vpc-c"}}}}"#
            )
        };
        check_beside(
            PEERING,
            &second("active"),
            &[
                "error CFG_DUPLICATE pcx-2 PCX-11",
                "info CFG_ONE_SIDED_ROUTE pcx-2 PCX-03",
            ],
        );
        check_beside(
            PEERING,
            &second("rejected"),
            &[
                "warning BAD_STATE pcx-2 PCX-02",
                "info CFG_ONE_SIDED_ROUTE pcx-2 PCX-03",
            ],
        );
    }
}
