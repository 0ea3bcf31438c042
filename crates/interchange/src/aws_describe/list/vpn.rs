//! Virtual private gateways, customer gateways and VPN connections. Keys of tunnels are never taken over.

use super::{List, as_read, gateway::attach};
use crate::aws_describe::read::{below, left, same, taken};

pub(super) const VPN_GATEWAYS: List = List::resource(
    "VpnGateways",
    "VpnGateway",
    "VpnGatewayId",
    &[
        same("State"),
        below("VpcAttachments", &[taken("VpcId"), taken("State")]),
    ],
    |gateway, draft| attach(gateway, "VpcAttachments", draft),
);

pub(super) const CUSTOMER_GATEWAYS: List = List::resource(
    "CustomerGateways",
    "CustomerGateway",
    "CustomerGatewayId",
    &[same("IpAddress"), same("BgpAsn"), same("State")],
    as_read,
);

const SECRET: &str = "it holds the keys of the tunnels, which belong into no design";

pub(super) const VPN_CONNECTIONS: List = List::resource(
    "VpnConnections",
    "VpnConnection",
    "VpnConnectionId",
    &[
        same("CustomerGatewayId"),
        same("VpnGatewayId"),
        same("TransitGatewayId"),
        same("State"),
        same("VgwTelemetry"),
        same("Routes"),
        left("CustomerGatewayConfiguration", SECRET),
        below(
            "Options",
            &[below("TunnelOptions", &[left("PreSharedKey", SECRET)])],
        ),
    ],
    as_read,
);
