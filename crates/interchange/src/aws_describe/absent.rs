//! What was not collected, and what cannot be told without it. Where it decides a verdict the design itself says so, in
//! `NotCollected` of the VPC, so that analysis answers `unknown` and does not assume.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{collection::Collection, command::COMMANDS, draft::Draft, report::Group};

/// Kinds of which AWS gives every VPC at least one, by the list that prints them.
const ALWAYS: &[(&str, &str)] = &[
    ("NetworkAcl", "NetworkAcls"),
    ("RouteTable", "RouteTables"),
    ("SecurityGroup", "SecurityGroups"),
];

/// Outputs asked once for each resource of a kind: the kind, the list, and what is not known without it.
const EACH: &[(&str, &str, &str)] = &[
    (
        "Vpc",
        "EnableDnsSupport",
        "whether the Amazon resolver answers",
    ),
    (
        "Vpc",
        "EnableDnsHostnames",
        "whether private DNS and private hosted zones work",
    ),
    (
        "TargetGroup",
        "TargetHealthDescriptions",
        "who answers, and who is healthy",
    ),
    (
        "TargetGroup",
        "Attributes",
        "whether it overrides cross-zone load balancing",
    ),
    (
        "LoadBalancer",
        "Attributes",
        "whether it balances across zones",
    ),
    ("LoadBalancer", "Listeners", "which ports it listens on"),
    ("PrefixList", "Entries", "which ranges it has"),
    (
        "VpcEndpointService",
        "AllowedPrincipals",
        "who may create endpoints",
    ),
    (
        "TransitGatewayRouteTable",
        "Associations",
        "which attachments use it",
    ),
    (
        "TransitGatewayRouteTable",
        "TransitGatewayRouteTablePropagations",
        "which attachments propagate into it",
    ),
    ("TransitGatewayRouteTable", "Routes", "where packets go"),
    ("HostedZone", "VPCs", "which VPCs see it"),
    (
        "HostedZone",
        "ResourceRecordSets",
        "what its names resolve to",
    ),
    ("ResolverEndpoint", "IpAddresses", "where it answers"),
];

pub(super) fn note(collection: &mut Collection) {
    commands(collection);
    let listened: BTreeSet<String> = collection
        .drafts
        .values()
        .filter_map(|draft| Some(draft.text("LoadBalancerArn")?.to_owned()))
        .collect();
    let mut missing: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (id, draft) in &collection.drafts {
        for (kind, list, unknown) in EACH {
            let is_asked = collection.asked.contains(&(*list, id.clone()));
            let is_told =
                is_asked || says(draft, list) || (*list == "Listeners" && listened.contains(id));
            if draft.kind != *kind || is_told {
                continue;
            }
            let what = format!("{list} of {kind}");
            let reason = format!("not collected: {unknown} is not known");
            let (file, pointer) = draft.at.file_and_pointer();
            collection
                .notes
                .add(Group::Absent, &what, &reason, file, pointer);
            if let Some(vpc) = vpc_of(id, draft) {
                missing.entry(vpc).or_default().insert((*list).to_owned());
            }
        }
    }
    always(collection, &mut missing);
    ranges(collection, &mut missing);
    for (vpc, lists) in missing {
        if let Some(vpc) = collection
            .drafts
            .get_mut(&vpc)
            .filter(|draft| draft.kind == "Vpc")
        {
            vpc.put_list("NotCollected", lists);
        }
    }
}

/// The commands that were not run at all where others were.
fn commands(collection: &mut Collection) {
    let places: BTreeSet<(String, String)> = collection
        .seen
        .iter()
        .map(|(account, region, _)| (account.clone(), region.clone()))
        .collect();
    let seen = |account: &str, region: &str, is_global: bool, list: &str| {
        collection
            .seen
            .iter()
            .any(|(of, at, key)| of == account && (is_global || at == region) && *key == list)
    };
    for (account, region) in places {
        let has_vpcs = seen(&account, &region, false, "Vpcs");
        for command in COMMANDS
            .iter()
            .filter(|command| has_vpcs && command.each.is_none())
        {
            let is_seen = command
                .lists
                .iter()
                .any(|list| seen(&account, &region, command.is_global, list));
            if !is_seen {
                let place = format!("{account}/{region}");
                let what = format!("{} {}", command.service, command.name);
                let reason = "not collected: what it prints is not in the design";
                collection
                    .notes
                    .add(Group::Absent, &what, reason, place.trim_matches('/'), "");
            }
        }
    }
}

/// Whether a record says by itself what a further output would.
fn says(draft: &Draft, list: &str) -> bool {
    match (draft.kind, list) {
        ("Vpc", _) | ("TransitGatewayRouteTable", "Associations") => {
            draft.fields.contains_key(list)
        }
        ("PrefixList", _) => draft.fields.contains_key("Entries"),
        // A public zone is seen by everybody, and an offer of another account does not say who may use it.
        ("HostedZone", "VPCs") => draft.fields.get("PrivateZone") != Some(&Value::Bool(true)),
        ("VpcEndpointService", _) => draft.is_brief,
        _ => false,
    }
}

fn vpc_of(id: &str, draft: &Draft) -> Option<String> {
    match draft.kind {
        "Vpc" => Some(id.to_owned()),
        "TargetGroup" => draft.text("VpcId").map(ToOwned::to_owned),
        _ => None,
    }
}

fn always(collection: &mut Collection, missing: &mut BTreeMap<String, BTreeSet<String>>) {
    let mut there = BTreeSet::new();
    for draft in collection.drafts.values() {
        if let Some(vpc) = draft.text("VpcId") {
            there.insert((draft.kind, vpc.to_owned()));
        }
    }
    for (id, vpc) in collection
        .drafts
        .iter()
        .filter(|(_, draft)| draft.kind == "Vpc")
    {
        for (kind, list) in ALWAYS {
            if there.contains(&(*kind, id.clone())) {
                continue;
            }
            missing
                .entry(id.clone())
                .or_default()
                .insert((*list).to_owned());
            let reason =
                "none was collected, and AWS gives each VPC one: what it says is not known";
            let (file, pointer) = vpc.at.file_and_pointer();
            collection.notes.add(
                Group::Absent,
                &format!("{list} of Vpc"),
                reason,
                file,
                pointer,
            );
        }
    }
}

/// The VPCs whose routes or rules use a prefix list of which the ranges are not known.
fn ranges(collection: &Collection, missing: &mut BTreeMap<String, BTreeSet<String>>) {
    let is_empty = |id: &str| {
        let list = collection.drafts.get(id);
        list.is_none_or(|list| !list.fields.contains_key("Entries"))
            && !collection.asked.contains(&("Entries", id.to_owned()))
    };
    for draft in collection.drafts.values() {
        let (rows, field) = match draft.kind {
            "RouteTable" => ("Routes", "DestinationPrefixListId"),
            "SecurityGroup" => ("SecurityGroupRules", "PrefixListId"),
            _ => continue,
        };
        let mut lists = draft.rows(rows).filter_map(|row| row.get(field)?.as_str());
        if let (true, Some(vpc)) = (lists.any(is_empty), draft.text("VpcId")) {
            missing
                .entry(vpc.to_owned())
                .or_default()
                .insert("Entries".to_owned());
        }
    }
}
