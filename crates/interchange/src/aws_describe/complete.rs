//! What one record says of another: zone ids, owners, the interfaces of endpoints and load balancers, associations.
//!
//! Interfaces that AWS makes for an endpoint, a load balancer, a NAT gateway or a resolver endpoint are implied by these in
//! the model; their addresses move there, so that no address stands in the design twice.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use vpcanvas_model::{FieldType, Kind};

use super::{
    collection::Collection,
    draft::{Draft, object},
    place::is_account,
    report::Group,
    zone::region_of,
};

pub(super) fn complete(collection: &mut Collection) {
    zones(collection);
    regions(collection);
    fold_interfaces(collection);
    fold_addresses(collection);
    associations(collection);
    unused_services(collection);
    owners(collection);
}

/// Gives subnets and services the ids of their zones, where they have names alone (ES-11).
fn zones(collection: &mut Collection) {
    let Collection {
        drafts,
        zones,
        notes,
        ..
    } = collection;
    for subnet in drafts.values().filter(|draft| draft.kind == "Subnet") {
        if let (Some(name), Some(id)) = (
            subnet.text("AvailabilityZone"),
            subnet.text("AvailabilityZoneId"),
        ) {
            zones.learn(subnet.at.account(), name, id);
        }
    }
    for (id, draft) in drafts {
        let account = draft.at.account().to_owned();
        let mut unknown = Vec::new();
        let mut id_of = |name: &str| {
            let id = zones.id(&account, name).map(Value::from);
            if id.is_none() {
                unknown.push(name.to_owned());
            }
            id
        };
        if draft.kind == "Subnet" && draft.text("AvailabilityZoneId").is_none() {
            let zone = draft.text("AvailabilityZone").and_then(&mut id_of);
            draft.put("AvailabilityZoneId", zone);
        }
        if draft.kind == "VpcEndpointService" && !draft.fields.contains_key("AvailabilityZoneIds") {
            let ids: Vec<Value> = draft.texts("AvailabilityZones").filter_map(id_of).collect();
            draft.put_list("AvailabilityZoneIds", ids);
        }
        for name in unknown {
            let reason = format!(
                "the id of zone {name} is not known: collect describe-availability-zones in the same account"
            );
            let (file, pointer) = draft.at.file_and_pointer();
            notes.add(Group::Problem, id, &reason, file, pointer);
        }
    }
}

/// Gives VPCs whose place says no Region the Region of their subnets.
fn regions(collection: &mut Collection) {
    let mut regions: BTreeMap<String, String> = BTreeMap::new();
    for subnet in collection
        .drafts
        .values()
        .filter(|draft| draft.kind == "Subnet")
    {
        let region = subnet.text("AvailabilityZone").and_then(region_of);
        if let (Some(vpc), Some(region)) = (subnet.text("VpcId"), region) {
            regions.insert(vpc.to_owned(), region.to_owned());
        }
    }
    for (vpc, region) in regions {
        if let Some(vpc) = collection
            .drafts
            .get_mut(&vpc)
            .filter(|draft| draft.kind == "Vpc")
        {
            vpc.fields.entry("Region").or_insert_with(|| region.into());
        }
    }
}

/// What an interface is known by to the thing it was made for.
struct Made {
    id: String,
    description: String,
    subnet: Option<Value>,
    ipv4: Option<Value>,
    ipv6: Option<Value>,
    public: Option<Value>,
}

impl Made {
    fn of(id: &str, interface: &Draft) -> Self {
        let address = interface.rows("PrivateIpAddresses").next();
        let of_address = |name| {
            address
                .and_then(|address: &Map<String, Value>| address.get(name))
                .cloned()
        };
        Self {
            id: id.to_owned(),
            description: interface.text("Description").unwrap_or_default().to_owned(),
            subnet: interface.fields.get("SubnetId").cloned(),
            ipv4: of_address("PrivateIpAddress"),
            ipv6: interface.texts("Ipv6Addresses").next().map(Value::from),
            public: of_address("PublicIp"),
        }
    }
}

fn fold_interfaces(collection: &mut Collection) {
    let drafts = &mut collection.drafts;
    let interfaces = drafts
        .iter()
        .filter(|(_, draft)| draft.kind == "NetworkInterface");
    let made: Vec<Made> = interfaces.map(|(id, draft)| Made::of(id, draft)).collect();
    let by_id: BTreeMap<&str, &Made> = made.iter().map(|made| (made.id.as_str(), made)).collect();
    let balancers: BTreeMap<&str, Vec<&Made>> = balancers(&made);
    let mut addressed = BTreeMap::new();
    for made in &made {
        if let (Some(subnet), Some(ip)) = (&made.subnet, made.ipv4.as_ref().or(made.ipv6.as_ref()))
        {
            addressed.insert(
                (
                    subnet.as_str().unwrap_or_default(),
                    ip.as_str().unwrap_or_default(),
                ),
                made,
            );
        }
    }
    let mut folded: BTreeSet<&str> = BTreeSet::new();
    for (id, draft) in drafts.iter_mut() {
        match draft.kind {
            "VpcEndpoint" => folded.extend(of_endpoint(draft, &by_id)),
            "LoadBalancer" => folded.extend(of_balancer(id, draft, &balancers)),
            "NatGateway" => {
                let rows = draft.rows("NatGatewayAddresses");
                let ids = rows.filter_map(|row| row.get("NetworkInterfaceId")?.as_str());
                folded.extend(ids.filter_map(|id| Some(by_id.get(id)?.id.as_str())));
            }
            "ResolverEndpoint" => {
                let text = |row: &Map<String, Value>, name| {
                    row.get(name).and_then(Value::as_str).map(ToOwned::to_owned)
                };
                for row in draft.rows("IpAddresses") {
                    let subnet = text(row, "SubnetId").unwrap_or_default();
                    let ip = text(row, "Ip")
                        .or_else(|| text(row, "Ipv6"))
                        .unwrap_or_default();
                    folded.extend(
                        addressed
                            .get(&(subnet.as_str(), ip.as_str()))
                            .map(|made| made.id.as_str()),
                    );
                }
            }
            _ => {}
        }
    }
    drafts.retain(|id, _| !folded.contains(id.as_str()));
}

/// The interfaces of load balancers, by the end of the balancer's ARN, which their description holds.
fn balancers(made: &[Made]) -> BTreeMap<&str, Vec<&Made>> {
    let mut balancers: BTreeMap<&str, Vec<&Made>> = BTreeMap::new();
    for made in made {
        if let Some(balancer) = made.description.strip_prefix("ELB ") {
            balancers.entry(balancer).or_default().push(made);
        }
    }
    balancers
}

fn of_endpoint<'a>(endpoint: &mut Draft, by_id: &BTreeMap<&str, &'a Made>) -> Vec<&'a str> {
    let ids: Vec<String> = endpoint
        .texts("NetworkInterfaceIds")
        .map(ToOwned::to_owned)
        .collect();
    let mut folded = Vec::new();
    for made in ids.iter().filter_map(|id| by_id.get(id.as_str())) {
        let row = object([
            ("SubnetId", made.subnet.clone()),
            ("Ipv4", made.ipv4.clone()),
            ("Ipv6", made.ipv6.clone()),
        ]);
        endpoint.push("SubnetConfigurations", row);
        folded.push(made.id.as_str());
    }
    folded
}

fn of_balancer<'a>(
    id: &str,
    balancer: &mut Draft,
    balancers: &BTreeMap<&str, Vec<&'a Made>>,
) -> Vec<&'a str> {
    let name = id.split_once(":loadbalancer/").map(|(_, name)| name);
    let made = name.and_then(|name| balancers.get(name));
    let Some(Value::Array(nodes)) = balancer.fields.get_mut("SubnetMappings") else {
        return Vec::new();
    };
    let mut folded = Vec::new();
    for node in nodes.iter_mut().filter_map(Value::as_object_mut) {
        let subnet = node.get("SubnetId").cloned();
        let of_node = made
            .into_iter()
            .flatten()
            .find(|made| made.subnet == subnet);
        let Some(made) = of_node else { continue };
        let found = [
            ("PrivateIPv4Address", &made.ipv4),
            ("IPv6Address", &made.ipv6),
            ("PublicIp", &made.public),
        ];
        for (name, value) in found {
            if let Some(value) = value {
                node.entry(name).or_insert_with(|| value.clone());
            }
        }
        folded.push(made.id.as_str());
    }
    folded
}

/// Elastic IP addresses in use show at their interface; what is left of them is no resource of its own.
fn fold_addresses(collection: &mut Collection) {
    let drafts = &mut collection.drafts;
    let addresses = drafts.iter().filter(|(_, draft)| draft.kind == "Address");
    let used: Vec<(String, String)> = addresses
        .filter_map(|(id, draft)| Some((id.clone(), draft.text("NetworkInterfaceId")?.to_owned())))
        .collect();
    for (id, interface) in used {
        let Some(address) = drafts.get(&id).cloned() else {
            continue;
        };
        if let Some(interface) = drafts.get_mut(&interface) {
            show(&address, interface);
            drafts.remove(&id);
        }
    }
}

fn show(address: &Draft, interface: &mut Draft) {
    let Some(Value::Array(rows)) = interface.fields.get_mut("PrivateIpAddresses") else {
        return;
    };
    let private = address.fields.get("PrivateIpAddress");
    let row = rows
        .iter_mut()
        .find(|row| row.get("PrivateIpAddress") == private);
    if let (Some(Value::Object(row)), Some(public)) = (row, address.fields.get("PublicIp")) {
        row.entry("PublicIp").or_insert_with(|| public.clone());
    }
}

/// An attachment says which route table it uses; that is taken where the table was not asked.
fn associations(collection: &mut Collection) {
    let attachments = collection
        .drafts
        .iter()
        .filter(|(_, draft)| draft.kind == "TransitGatewayAttachment");
    let said: Vec<(String, String)> = attachments
        .filter_map(|(id, draft)| {
            let association = draft.fields.get("Association")?;
            let table = association.get("TransitGatewayRouteTableId")?.as_str()?;
            Some((table.to_owned(), id.clone()))
        })
        .collect();
    for (table, attachment) in said {
        if collection.asked.contains(&("Associations", table.clone())) {
            continue;
        }
        let table = collection.drafts.get_mut(&table);
        if let Some(table) = table.filter(|draft| draft.kind == "TransitGatewayRouteTable") {
            let row = object([("TransitGatewayAttachmentId", Some(attachment.into()))]);
            table.push("Associations", row);
        }
    }
}

/// Services of others that no endpoint here uses are no part of the network.
fn unused_services(collection: &mut Collection) {
    let Collection { drafts, notes, .. } = collection;
    let endpoints = drafts.values().filter(|draft| draft.kind == "VpcEndpoint");
    let used: BTreeSet<String> = endpoints
        .filter_map(|draft| Some(draft.text("ServiceName")?.to_owned()))
        .collect();
    drafts.retain(|_, draft| {
        let is_offer = draft.kind == "VpcEndpointService" && draft.is_brief;
        let is_used = draft
            .text("ServiceName")
            .is_some_and(|name| used.contains(name));
        if is_offer && !is_used {
            let reason = "an offer of another account that no endpoint here uses";
            let (file, pointer) = draft.at.file_and_pointer();
            notes.add(Group::Ignored, "ServiceDetails", reason, file, pointer);
        }
        !is_offer || is_used
    });
}

/// Gives everything that belongs to an account its owner, and every owner a record.
fn owners(collection: &mut Collection) {
    let missing: Vec<(String, Option<String>)> = collection
        .drafts
        .iter()
        .filter(|(_, draft)| has_owner(draft.kind))
        .filter(|(_, draft)| !draft.text("OwnerId").is_some_and(is_account))
        .map(|(id, draft)| {
            (
                id.clone(),
                collection.account(&draft.at).filter(|_| !is_of_aws(draft)),
            )
        })
        .collect();
    for (id, owner) in missing {
        if let Some(draft) = collection.drafts.get_mut(&id) {
            draft.fields.remove("OwnerId");
            draft.put("OwnerId", owner);
        }
    }
    let owned = collection
        .drafts
        .values()
        .filter(|draft| has_owner(draft.kind));
    let owners: BTreeMap<String, Draft> = owned
        .filter_map(|draft| {
            let account = Draft::new("Account", draft.at.clone());
            Some((draft.text("OwnerId")?.to_owned(), account))
        })
        .collect();
    for (id, account) in owners {
        collection.drafts.entry(id).or_insert(account);
    }
}

/// Whether the model holds the account of a kind.
fn has_owner(kind: &str) -> bool {
    let fields = Kind::parse(kind).map_or(&[][..], Kind::fields);
    fields.iter().any(|field| {
        field.name == "OwnerId" && field.value == FieldType::Reference(&[Kind::Account])
    })
}

/// Whether AWS itself owns it: prefix lists of services, and rules that are there from the beginning.
fn is_of_aws(draft: &Draft) -> bool {
    let is_service = draft
        .text("PrefixListName")
        .is_some_and(|name| name.starts_with("com.amazonaws."));
    is_service || draft.fields.contains_key("OwnerId")
}
