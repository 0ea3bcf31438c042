//! VPC endpoints, and what providers see of them.

use super::{List, as_read};
use crate::aws_describe::read::{below, left, same, taken};

pub(super) const VPC_ENDPOINTS: List = List::resource(
    "VpcEndpoints",
    "VpcEndpoint",
    "VpcEndpointId",
    &[
        same("VpcEndpointType"),
        same("VpcId"),
        same("ServiceName"),
        same("ServiceRegion"),
        same("SubnetIds"),
        same("RouteTableIds"),
        same("PrivateDnsEnabled"),
        same("IpAddressType"),
        same("DnsOptions"),
        same("State"),
        same("PolicyDocument"),
        same("ResourceConfigurationArn"),
        same("ServiceNetworkArn"),
        taken("NetworkInterfaceIds"),
        below(
            "Groups",
            &[taken("GroupId"), left("GroupName", "the group says it")],
        ),
    ],
    |endpoint, draft| {
        let groups = endpoint.rows("Groups").into_iter();
        draft.put_list(
            "SecurityGroupIds",
            groups.filter_map(|group| group.text("GroupId")),
        );
        draft.put_list("NetworkInterfaceIds", endpoint.texts("NetworkInterfaceIds"));
    },
);

/// What the provider sees. The endpoint says the same where the consumer's account was collected too.
pub(super) const VPC_ENDPOINT_CONNECTIONS: List = List::part(
    "VpcEndpointConnections",
    ("VpcEndpoint", "VpcEndpointId"),
    &[],
    &[
        same("ServiceId"),
        same("VpcEndpointOwner"),
        same("VpcEndpointState"),
    ],
    as_read,
    |endpoint, parts| {
        let state = parts
            .iter()
            .find_map(|part| part.fields.get("VpcEndpointState"));
        if let Some(state) = state {
            endpoint
                .fields
                .entry("State")
                .or_insert_with(|| state.clone());
        }
    },
);
