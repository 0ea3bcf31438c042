//! VPCs with their attributes, subnets, zones and DHCP options.

use serde_json::{Value, json};
use vpcanvas_model::kind::account::{BlockPublicAccessExclusion, BlockPublicAccessOptions};

use super::{Becomes, List, as_read, rows};
use crate::aws_describe::{
    draft::Draft,
    read::{Read, View, below, same, taken},
};

pub(super) const AVAILABILITY_ZONES: List = List {
    becomes: Becomes::Zone,
    ..List::resource(
        "AvailabilityZones",
        "",
        "",
        &[taken("ZoneName"), taken("ZoneId")],
        as_read,
    )
};

const RANGE: &[Read] = &[
    taken("CidrBlock"),
    below("CidrBlockState", &[taken("State")]),
];
const IPV6_RANGE: &[Read] = &[
    taken("Ipv6CidrBlock"),
    below("Ipv6CidrBlockState", &[taken("State")]),
];

pub(super) const VPCS: List = List::resource(
    "Vpcs",
    "Vpc",
    "VpcId",
    &[
        same("OwnerId"),
        same("CidrBlock"),
        same("DhcpOptionsId"),
        below("CidrBlockAssociationSet", RANGE),
        below("Ipv6CidrBlockAssociationSet", IPV6_RANGE),
    ],
    |vpc, draft| {
        let primary = vpc.text("CidrBlock");
        let all = ranges(
            vpc,
            "CidrBlockAssociationSet",
            "CidrBlock",
            "CidrBlockState",
        );
        let mut others = all.iter().copied().filter(|range| Some(*range) != primary);
        if primary.is_none() {
            draft.put("CidrBlock", others.next());
        }
        draft.put_list("SecondaryCidrBlocks", others);
        draft.put_list("Ipv6CidrBlocks", ipv6_ranges(vpc));
        draft.put("Region", draft.at.place.region.clone());
        // "default" is the set every Region has; it is no resource.
        if draft.text("DhcpOptionsId") == Some("default") {
            draft.fields.remove("DhcpOptionsId");
        }
    },
);

/// The ranges of a list of associations that hold.
fn ranges<'a>(view: View<'a>, list: &str, range: &str, state: &str) -> Vec<&'a str> {
    let rows = view.rows(list).into_iter();
    let holds = |row: &View<'_>| {
        let state = row.group(state).and_then(|state| state.text("State"));
        state.is_none_or(|state| state == "associated")
    };
    rows.filter(holds)
        .filter_map(|row| row.text(range))
        .collect()
}

fn ipv6_ranges(view: View<'_>) -> Vec<&str> {
    ranges(
        view,
        "Ipv6CidrBlockAssociationSet",
        "Ipv6CidrBlock",
        "Ipv6CidrBlockState",
    )
}

const ATTRIBUTE: &[Read] = &[taken("Value")];

/// One attribute of a VPC, which is asked for by name.
const fn attribute(key: &'static str, join: fn(&mut Draft, Vec<Draft>)) -> List {
    let shape =
        |attribute: View<'_>, draft: &mut Draft| draft.put("Value", attribute.flag("Value"));
    List::part(key, ("Vpc", ""), &[], ATTRIBUTE, shape, join)
}

fn set(vpc: &mut Draft, name: &str, parts: &[Draft]) {
    let value = parts.iter().find_map(|part| part.fields.get("Value"));
    vpc.put(name, value.cloned());
}

pub(super) const ENABLE_DNS_SUPPORT: List = attribute("EnableDnsSupport", |vpc, parts| {
    set(vpc, "EnableDnsSupport", &parts);
});

pub(super) const ENABLE_DNS_HOSTNAMES: List = attribute("EnableDnsHostnames", |vpc, parts| {
    set(vpc, "EnableDnsHostnames", &parts);
});

pub(super) const BLOCK_PUBLIC_ACCESS_OPTIONS: List = List::part(
    "VpcBlockPublicAccessOptions",
    ("Account", "AwsAccountId"),
    BlockPublicAccessOptions::FIELDS,
    &[same("AwsRegion"), same("InternetGatewayBlockMode")],
    |_, draft| {
        let region = draft.at.place.region.clone();
        draft
            .fields
            .entry("AwsRegion")
            .or_insert_with(|| json!(region));
    },
    |account, parts| {
        account.put_list("VpcBlockPublicAccessOptions", rows(parts));
    },
);

pub(super) const BLOCK_PUBLIC_ACCESS_EXCLUSIONS: List = List::part(
    "VpcBlockPublicAccessExclusions",
    ("Account", ""),
    BlockPublicAccessExclusion::FIELDS,
    &[same("InternetGatewayExclusionMode"), taken("ResourceArn")],
    |exclusion, draft| {
        let arn = exclusion.text("ResourceArn");
        let id = arn.and_then(|arn| arn.rsplit('/').next());
        draft.put("ResourceId", id);
    },
    |account, parts| {
        account.put_list("VpcBlockPublicAccessExclusions", rows(parts));
    },
);

pub(super) const SUBNETS: List = List::resource(
    "Subnets",
    "Subnet",
    "SubnetId",
    &[
        same("VpcId"),
        same("CidrBlock"),
        same("AvailabilityZoneId"),
        same("MapPublicIpOnLaunch"),
        taken("AvailabilityZone"),
        below("Ipv6CidrBlockAssociationSet", IPV6_RANGE),
    ],
    |subnet, draft| {
        draft.put("Ipv6CidrBlock", ipv6_ranges(subnet).first().copied());
        // Another name for the zone in every account; the id is what counts and is filled in from it.
        draft.put("AvailabilityZone", subnet.text("AvailabilityZone"));
    },
);

pub(super) const DHCP_OPTIONS: List = List::resource(
    "DhcpOptions",
    "DhcpOptions",
    "DhcpOptionsId",
    &[
        same("OwnerId"),
        below(
            "DhcpConfigurations",
            &[taken("Key"), below("Values", &[taken("Value")])],
        ),
    ],
    |options, draft| {
        for option in options.rows("DhcpConfigurations") {
            let values = option.rows("Values");
            let values = values.iter().filter_map(|value| value.text("Value"));
            match option.text("Key") {
                Some("domain-name") => draft.put("DomainName", values.map(Value::from).next()),
                Some("domain-name-servers") => draft.put_list("DomainNameServers", values),
                Some("ntp-servers") => draft.put_list("NtpServers", values),
                Some(other) => draft.push(other, Value::from(values.collect::<Vec<_>>())),
                None => {}
            }
        }
    },
);
