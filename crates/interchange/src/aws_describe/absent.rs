//! What was not collected, and what cannot be told without it. Where it decides a verdict the design itself says so, in
//! `NotCollected` of the record or its VPC, so that analysis answers `unknown` and does not assume.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use vpcanvas_model::Kind;

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

/// Lists of a whole account or Region that may hold what decides for a VPC.
const AROUND: &[&str] = &[
    "HostedZones",
    "InternetGateways",
    "NetworkInterfaces",
    "ResolverRuleAssociations",
    "ResolverRules",
    "VpcEndpoints",
];

/// What each record lacks, by its id.
type Missing = BTreeMap<String, BTreeSet<String>>;

pub(super) fn note(collection: &mut Collection) {
    let mut missing = Missing::new();
    commands(collection, &mut missing);
    let listened: BTreeSet<String> = collection
        .drafts
        .values()
        .filter_map(|draft| Some(draft.text("LoadBalancerArn")?.to_owned()))
        .collect();
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
            lack(&mut missing, id, list);
        }
    }
    always(collection, &mut missing);
    ranges(collection, &mut missing);
    for (id, lists) in missing {
        let holds = |draft: &&mut Draft| {
            let fields = Kind::parse(draft.kind).map_or(&[][..], Kind::fields);
            fields.iter().any(|field| field.name == "NotCollected")
        };
        if let Some(draft) = collection.drafts.get_mut(&id).filter(holds) {
            draft.put_list("NotCollected", lists);
        }
    }
}

fn lack(missing: &mut Missing, id: &str, list: &str) {
    missing
        .entry(id.to_owned())
        .or_default()
        .insert(list.to_owned());
}

/// The commands that were not run at all where others were.
fn commands(collection: &mut Collection, missing: &mut Missing) {
    let Collection {
        seen,
        notes,
        drafts,
        ..
    } = collection;
    let of_account: BTreeSet<(&str, &str)> = seen
        .iter()
        .map(|(account, _, list)| (account.as_str(), *list))
        .collect();
    for ((account, region), vpcs) in vpcs_by_place(drafts) {
        for command in COMMANDS.iter().filter(|command| command.each.is_none()) {
            let is_seen = |list: &&'static str| {
                let key = (account.clone(), region.clone(), *list);
                let is_global =
                    command.is_global && of_account.contains(&(account.as_str(), *list));
                is_global || seen.contains(&key)
            };
            if command.lists.iter().any(is_seen) {
                continue;
            }
            for list in command.lists.iter().filter(|list| AROUND.contains(list)) {
                for vpc in &vpcs {
                    lack(missing, vpc, list);
                }
            }
            let place = format!("{account}/{region}");
            let what = format!("{} {}", command.service, command.name);
            let reason = "not collected: what it prints is not in the design";
            notes.add(Group::Absent, &what, reason, place.trim_matches('/'), "");
        }
    }
}

/// The VPCs of each account and Region.
fn vpcs_by_place(drafts: &BTreeMap<String, Draft>) -> BTreeMap<(String, String), Vec<&str>> {
    let mut places: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for (id, vpc) in drafts.iter().filter(|(_, draft)| draft.kind == "Vpc") {
        let region = vpc.at.place.region.clone().unwrap_or_default();
        let place = (vpc.at.account().to_owned(), region);
        places.entry(place).or_default().push(id);
    }
    places
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

fn always(collection: &mut Collection, missing: &mut Missing) {
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
            lack(missing, id, list);
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
fn ranges(collection: &Collection, missing: &mut Missing) {
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
            lack(missing, vpc, "Entries");
        }
    }
}
