//! VPC peering connections, which both sides print.

use serde_json::Value;

use super::List;
use crate::aws_describe::{
    draft::object,
    read::{Read, View, below, left, taken},
};

const SIDE: &[Read] = &[
    taken("VpcId"),
    taken("OwnerId"),
    taken("Region"),
    taken("CidrBlock"),
    below(
        "PeeringOptions",
        &[taken("AllowDnsResolutionFromRemoteVpc")],
    ),
];

pub(super) const VPC_PEERING_CONNECTIONS: List = List::resource(
    "VpcPeeringConnections",
    "VpcPeeringConnection",
    "VpcPeeringConnectionId",
    &[
        below("RequesterVpcInfo", SIDE),
        below("AccepterVpcInfo", SIDE),
        below(
            "Status",
            &[taken("Code"), left("Message", "the code says it")],
        ),
    ],
    |peering, draft| {
        for side in ["RequesterVpcInfo", "AccepterVpcInfo"] {
            draft.put(side, peering.group(side).map(side_of));
        }
        let status = peering.group("Status");
        draft.put("Status", status.and_then(|status| status.text("Code")));
    },
);

fn side_of(side: View<'_>) -> Value {
    let text = |name| side.text(name).map(Value::from);
    let options = side.group("PeeringOptions");
    let resolves = options.and_then(|options| options.flag("AllowDnsResolutionFromRemoteVpc"));
    object([
        ("VpcId", text("VpcId")),
        ("OwnerId", text("OwnerId")),
        ("Region", text("Region")),
        ("CidrBlock", text("CidrBlock")),
        ("AllowDnsResolutionFromRemoteVpc", resolves.map(Value::from)),
    ])
}
