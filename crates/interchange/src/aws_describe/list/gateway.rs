//! Internet, egress-only internet and NAT gateways.

use super::{List, as_read};
use crate::aws_describe::{
    draft::Draft,
    read::{Read, View, below, same, taken},
};

const ATTACHMENTS: Read = below("Attachments", &[taken("VpcId"), taken("State")]);

pub(super) const INTERNET_GATEWAYS: List = List::resource(
    "InternetGateways",
    "InternetGateway",
    "InternetGatewayId",
    &[same("OwnerId"), ATTACHMENTS],
    |gateway, draft| attach(gateway, "Attachments", draft),
);

pub(super) const EGRESS_ONLY_INTERNET_GATEWAYS: List = List::resource(
    "EgressOnlyInternetGateways",
    "EgressOnlyInternetGateway",
    "EgressOnlyInternetGatewayId",
    &[ATTACHMENTS],
    |gateway, draft| attach(gateway, "Attachments", draft),
);

/// The VPC a gateway is attached to; AWS prints `available` for what others call `attached`.
pub(super) fn attach(gateway: View<'_>, list: &str, draft: &mut Draft) {
    let attachments = gateway.rows(list);
    let attached = attachments.iter().find(|attachment| {
        let state = attachment.text("State");
        state.is_none_or(|state| ["attached", "available"].contains(&state))
    });
    draft.put(
        "VpcId",
        attached.and_then(|attachment| attachment.text("VpcId")),
    );
}

pub(super) const NAT_GATEWAYS: List = List::resource(
    "NatGateways",
    "NatGateway",
    "NatGatewayId",
    &[
        same("SubnetId"),
        same("VpcId"),
        same("ConnectivityType"),
        same("AvailabilityMode"),
        same("State"),
        same("NatGatewayAddresses"),
    ],
    as_read,
);
