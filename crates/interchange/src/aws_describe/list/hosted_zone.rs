//! Hosted zones, the VPCs that see them, and their records.

use serde_json::Value;
use vpcanvas_model::kind::hosted_zone::{HostedZoneVpc, ResourceRecordSet};

use super::{List, as_read, rows};
use crate::aws_describe::{
    draft::Draft,
    read::{Read, View, below, left, same, taken},
};

const ZONE: &[Read] = &[
    same("Name"),
    below("Config", &[taken("PrivateZone")]),
    left("CallerReference", "says nothing about the network"),
    left("ResourceRecordSetCount", "the records say it"),
];

pub(super) const HOSTED_ZONES: List = List {
    clean: zone_id,
    ..List::resource("HostedZones", "HostedZone", "Id", ZONE, zone)
};

pub(super) const HOSTED_ZONE: List = List {
    clean: zone_id,
    ..List::resource("HostedZone", "HostedZone", "Id", ZONE, zone)
};

/// The id without what some commands put before it.
fn zone_id(id: &str) -> String {
    id.rsplit('/').next().unwrap_or(id).to_owned()
}

fn zone(zone: View<'_>, draft: &mut Draft) {
    let config = zone.group("Config");
    draft.put(
        "PrivateZone",
        config.and_then(|config| config.flag("PrivateZone")),
    );
    let name = zone.text("Name").map(plain);
    draft.put("Name", name);
}

/// A name as people write it: without the last dot, and with what Route 53 prints as a code.
fn plain(name: &str) -> String {
    let name = name.strip_suffix('.').unwrap_or(name);
    name.replace("\\052", "*")
}

pub(super) const VPCS: List = List {
    clean: zone_id,
    ..List::part(
        "VPCs",
        ("HostedZone", ""),
        HostedZoneVpc::FIELDS,
        &[same("VPCId"), same("VPCRegion")],
        as_read,
        |zone, parts| zone.put_list("VPCs", rows(parts)),
    )
};

pub(super) const RESOURCE_RECORD_SETS: List = List {
    clean: zone_id,
    ..List::part(
        "ResourceRecordSets",
        ("HostedZone", ""),
        ResourceRecordSet::FIELDS,
        &[
            same("Name"),
            same("Type"),
            same("TTL"),
            same("ResourceRecords"),
            same("AliasTarget"),
            same("SetIdentifier"),
            same("Weight"),
            same("Region"),
            same("Failover"),
            same("MultiValueAnswer"),
            same("HealthCheckId"),
        ],
        |set, draft| draft.put("Name", set.text("Name").map(plain).map(Value::from)),
        |zone, parts| zone.put_list("ResourceRecordSets", rows(parts)),
    )
};
