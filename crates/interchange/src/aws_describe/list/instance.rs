//! Instances, network interfaces and Elastic IP addresses.

use serde_json::{Map, Value, json};

use super::{Becomes, List, as_read};
use crate::aws_describe::{
    draft::{Draft, object},
    read::{Read, View, below, left, same, taken},
};

const SAID_BY_GROUP: Read = left("GroupName", "the group says it");

pub(super) const RESERVATIONS: List = List {
    becomes: Becomes::Several {
        inside: "Instances",
        list: || &INSTANCES,
    },
    ..List::resource("Reservations", "", "", &[], as_read)
};

pub(super) const INSTANCES: List = List {
    brings: Some((interfaces, || &INTERFACES_OF_INSTANCE)),
    ..List::resource(
        "Instances",
        "Instance",
        "InstanceId",
        &[
            same("SubnetId"),
            same("PrivateIpAddress"),
            same("Ipv6Address"),
            same("PublicIpAddress"),
            same("SourceDestCheck"),
            below("SecurityGroups", &[taken("GroupId"), SAID_BY_GROUP]),
            below("State", &[taken("Name"), left("Code", "the name says it")]),
            left("NetworkInterfaces", "read as network interfaces"),
            left("VpcId", "the subnet says it"),
            left("BlockDeviceMappings", "disks are no part of a network"),
            left("ClientToken", "says nothing about the network"),
            left("StateTransitionReason", "says nothing about the network"),
            left("UsageOperationUpdateTime", "says nothing about the network"),
        ],
        |instance, draft| {
            let groups = instance.rows("SecurityGroups").into_iter();
            draft.put_list(
                "SecurityGroupIds",
                groups.filter_map(|group| group.text("GroupId")),
            );
            let state = instance.group("State");
            draft.put("State", state.and_then(|state| state.text("Name")));
        },
    )
};

/// The interfaces an instance lists, plugged into it.
fn interfaces(instance: &Map<String, Value>, id: &str) -> Vec<(String, Value)> {
    let values = instance.get("NetworkInterfaces").and_then(Value::as_array);
    let objects = values.into_iter().flatten().enumerate();
    let plugged = objects.filter_map(|(index, value)| {
        let mut fields = value.as_object()?.clone();
        let attachment = fields.entry("Attachment").or_insert_with(|| json!({}));
        attachment
            .as_object_mut()?
            .insert("InstanceId".to_owned(), id.into());
        Some((format!("/NetworkInterfaces/{index}"), Value::Object(fields)))
    });
    plugged.collect()
}

const ASSOCIATION: Read = below("Association", &[taken("PublicIp")]);

const INTERFACE: &[Read] = &[
    same("SubnetId"),
    below(
        "PrivateIpAddresses",
        &[
            taken("PrivateIpAddress"),
            taken("Primary"),
            ASSOCIATION,
            left("PrivateDnsName", "made from the address"),
        ],
    ),
    below("Ipv6Addresses", &[taken("Ipv6Address")]),
    below("Groups", &[taken("GroupId"), SAID_BY_GROUP]),
    same("SourceDestCheck"),
    below("Attachment", &[taken("InstanceId"), taken("DeviceIndex")]),
    same("Description"),
    same("InterfaceType"),
    same("Status"),
    taken("PrivateIpAddress"),
    left("VpcId", "the subnet says it"),
    left("AvailabilityZone", "the subnet says it"),
    left("AvailabilityZoneId", "the subnet says it"),
    left("MacAddress", "says nothing about the network"),
    left("PrivateDnsName", "made from the address"),
    left("RequesterId", "says nothing about the network"),
];

pub(super) const NETWORK_INTERFACES: List = List::resource(
    "NetworkInterfaces",
    "NetworkInterface",
    "NetworkInterfaceId",
    INTERFACE,
    interface,
);

/// The same, as an instance prints it.
const INTERFACES_OF_INSTANCE: List = List {
    is_brief: true,
    ..NETWORK_INTERFACES
};

fn interface(interface: View<'_>, draft: &mut Draft) {
    let addresses = interface.rows("PrivateIpAddresses");
    for address in &addresses {
        let association = address.group("Association");
        let public = association.and_then(|association| association.text("PublicIp"));
        let row = object([
            (
                "PrivateIpAddress",
                address.value("PrivateIpAddress").cloned(),
            ),
            ("Primary", address.value("Primary").cloned()),
            ("PublicIp", public.map(Value::from)),
        ]);
        draft.push("PrivateIpAddresses", row);
    }
    if let (true, Some(only)) = (addresses.is_empty(), interface.text("PrivateIpAddress")) {
        draft.push(
            "PrivateIpAddresses",
            json!({"PrivateIpAddress": only, "Primary": true}),
        );
    }
    let ipv6 = interface.rows("Ipv6Addresses").into_iter();
    draft.put_list(
        "Ipv6Addresses",
        ipv6.filter_map(|address| address.text("Ipv6Address")),
    );
    let groups = interface.rows("Groups").into_iter();
    draft.put_list("Groups", groups.filter_map(|group| group.text("GroupId")));
    if let Some(attachment) = interface.group("Attachment") {
        let instance = attachment.text("InstanceId").map(Value::from);
        let plug = object([
            (
                "DeviceIndex",
                attachment
                    .value("DeviceIndex")
                    .filter(|_| instance.is_some())
                    .cloned(),
            ),
            ("InstanceId", instance),
        ]);
        draft.put(
            "Attachment",
            Some(plug).filter(|plug| plug.as_object().is_some_and(|plug| !plug.is_empty())),
        );
    }
}

/// The model has no kind of its own for them: one that is in use shows at its interface, the others are kept.
pub(super) const ADDRESSES: List = List::resource(
    "Addresses",
    "Address",
    "AllocationId",
    &[
        same("NetworkInterfaceId"),
        same("PrivateIpAddress"),
        same("PublicIp"),
    ],
    as_read,
);
