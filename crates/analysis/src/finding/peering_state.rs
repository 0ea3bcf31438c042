//! Only an active peering connection carries traffic (PCX-02).

use vpcanvas_model::{Properties, kind::vpc_peering_connection::PeeringStatus};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::peerings(network)
        .filter_map(|(id, peering)| {
            let status = peering
                .status
                .filter(|status| *status != PeeringStatus::Active)?;
            let can_be_accepted = status == PeeringStatus::PendingAcceptance;
            let remedy = match status {
                PeeringStatus::PendingAcceptance => "accept it within seven days",
                PeeringStatus::InitiatingRequest | PeeringStatus::Provisioning => "wait for it",
                _ => "make a new one",
            };
            let message = format!("{id} is {} and carries nothing: {remedy}", status.as_str());
            let accept = can_be_accepted.then(|| {
                edit(network, id, format!("Accept {id}"), |properties| {
                    if let Properties::VpcPeeringConnection(peering) = properties {
                        peering.status = Some(PeeringStatus::Active);
                    }
                })
            });
            Some(
                Finding::warning(Code::BadState, id, message, "PCX-02").mended_by(accept.flatten()),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{PEERING, check_beside};

    #[test]
    fn a_peering_connection_is_accepted() {
        check_beside(PEERING, r#""pcx-1": {"Status": "active"}"#, &[]);
        check_beside(
            PEERING,
            r#""pcx-1": {"Status": "pending-acceptance"}"#,
            &[
                "warning BAD_STATE pcx-1 PCX-02",
                "warning BAD_STATE_ROUTE rtb-c RT-09",
                "warning BAD_STATE_ROUTE rtb-x RT-09",
            ],
        );
    }
}
