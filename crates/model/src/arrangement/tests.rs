use proptest::{collection::vec, prelude::*, sample::Index};
use serde_json::json;

use super::*;
use crate::file;

mod following;
mod regions;

/// A consumer and a provider, without a layout.
fn private_link() -> Document {
    let design = json!({"version": 1, "resources": {
        "vpc-c": {"Kind": "Vpc", "CidrBlock": "10.0.0.0/16"},
        "subnet-c": {"Kind": "Subnet", "VpcId": "vpc-c", "AvailabilityZoneId": "use1-az1", "CidrBlock": "10.0.1.0/24"},
        "subnet-d": {"Kind": "Subnet", "VpcId": "vpc-c", "AvailabilityZoneId": "use1-az2", "CidrBlock": "10.0.2.0/24"},
        "i-app": {"Kind": "Instance", "SubnetId": "subnet-c"},
        "sg-app": {"Kind": "SecurityGroup", "VpcId": "vpc-c"},
        "vpce-1": {"Kind": "VpcEndpoint", "VpcId": "vpc-c", "SubnetIds": ["subnet-c", "subnet-d", "subnet-d", "nowhere"]},
        "svc": {"Kind": "VpcEndpointService", "NetworkLoadBalancerArns": ["nlb"]},
        "vpc-p": {"Kind": "Vpc", "CidrBlock": "10.1.0.0/16"},
        "subnet-p": {"Kind": "Subnet", "VpcId": "vpc-p", "CidrBlock": "10.1.0.0/24"},
        "nlb": {"Kind": "LoadBalancer", "VpcId": "vpc-p", "SubnetMappings": [{"SubnetId": "subnet-p"}]},
        "listener": {"Kind": "Listener", "LoadBalancerArn": "nlb"},
        "tg": {"Kind": "TargetGroup", "VpcId": "vpc-p"},
        "adrift": {"Kind": "Instance", "SubnetId": "nowhere"}
    }});
    file::read(design.to_string().as_bytes()).unwrap()
}

fn place(document: &mut Document, id: &str, x: i32, y: i32) {
    let placement = Placement::at(Point::new(x, y));
    document.layout.insert(id.into(), placement);
}

#[track_caller]
fn check_left_of(arrangement: &Arrangement, names: &[&str]) {
    for pair in names.windows(2) {
        let [left, right] = [pair[0], pair[1]].map(|id| arrangement.resources[id]);
        assert!(left.max.x < right.min.x, "{pair:?}: {left:?} {right:?}");
    }
}

#[test]
fn traffic_reads_from_left_to_right() {
    let arrangement = arrangement(&private_link());
    check_left_of(&arrangement, &["vpc-c", "svc", "vpc-p"]);
    check_left_of(&arrangement, &["subnet-c", "subnet-d", "vpce-1"]);
    check_left_of(&arrangement, &["nlb", "listener", "tg", "subnet-p"]);
}

#[test]
fn a_line_between_parties_has_room_for_a_name() {
    let mut document = private_link();
    let another = file::read(br#"{"version": 1, "resources": {"vpc-d": {"Kind": "Vpc"}}}"#);
    document.resources.take_over(&another.unwrap().resources);
    let arrangement = arrangement(&document);
    let [consumer, other, service, provider] =
        ["vpc-c", "vpc-d", "svc", "vpc-p"].map(|id| arrangement.resources[id]);
    assert_eq!(service.min.x - consumer.max.x, PARTY_GAP);
    assert_eq!(provider.min.x - service.max.x, PARTY_GAP);
    assert_eq!(other.min.y - consumer.max.y, PARTY_GAP);
}

#[test]
fn endpoints_and_load_balancers_have_a_chip_in_each_subnet_that_exists() {
    let arrangement = arrangement(&private_link());
    let chips: Vec<_> = arrangement
        .chips
        .values()
        .map(|chip| (chip.owner.as_str(), chip.subnet.as_str()))
        .collect();
    assert_eq!(
        chips,
        [
            ("nlb", "subnet-p"),
            ("vpce-1", "subnet-c"),
            ("vpce-1", "subnet-d")
        ]
    );
    for chip in arrangement.chips.values() {
        assert!(arrangement.resources[&chip.subnet].encloses(chip.rect));
        assert!(!chip.rect.overlaps(arrangement.resources["i-app"]));
    }
}

#[test]
fn zones_are_columns_around_their_subnets() {
    let arrangement = arrangement(&private_link());
    let zones: Vec<_> = arrangement.zones.values().collect();
    let names = zones.iter().map(|zone| zone.availability_zone_id.as_str());
    assert!(names.eq(["use1-az1", "use1-az2"]));
    assert!(zones[0].rect.encloses(arrangement.resources["subnet-c"]));
    assert!(arrangement.resources["vpc-c"].encloses(zones[1].rect));
}

#[test]
fn containers_grow_around_what_is_placed_and_move_none_of_it() {
    let mut document = private_link();
    place(&mut document, "vpc-c", 0, 0);
    place(&mut document, "i-app", 900, -300);
    let arrangement = arrangement(&document);
    assert_eq!(
        arrangement.resources["i-app"],
        Rect::at(Point::new(900, -300), TILE)
    );
    for container in ["subnet-c", "vpc-c"] {
        assert!(arrangement.resources[container].encloses(arrangement.resources["i-app"]));
    }
    assert!(arrangement.resources["vpc-c"].contains(Point::new(0, 0)));
}

#[test]
fn a_layout_in_steps_is_the_layout() {
    let mut document = private_link();
    place(&mut document, "i-app", 900, -300);
    let like = arrangement(&document);
    let mut laying = Laying::new(document.clone(), &like);
    assert_eq!(laying.progress(), (0, 2));
    assert!(!laying.work(1));
    assert_eq!(laying.progress(), (1, 2));
    let half = laying.clone();
    assert!(laying.work(100));
    for laying in [half, laying] {
        assert_eq!(laying.finish(), like);
    }
}

#[test]
fn coordinates_beyond_the_canvas_are_brought_back() {
    let mut document = private_link();
    let everything: Vec<_> = document.resources.keys().cloned().collect();
    for (index, id) in everything.iter().enumerate() {
        let far = if index % 2 == 0 { i32::MAX } else { i32::MIN };
        let placement = Placement {
            width: Some(u32::MAX),
            height: Some(u32::MAX),
            ..Placement::at(Point::new(far, far))
        };
        document.layout.insert(id.clone(), placement);
    }
    let bounds = arrangement(&document).bounds().unwrap();
    assert!(bounds.width() < 1 << 24 && bounds.height() < 1 << 24);
}

/// What a resource is, which one it belongs to, the subnets of its interfaces, and where it is put by hand, if it is.
type Drawn = (usize, Index, Vec<Index>, Option<(i32, i32)>);

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let place = prop::option::weighted(0.3, (-500..1500_i32, -500..1500_i32));
    let interfaces = vec(any::<Index>(), 0..3);
    // Containers more often than their share, so that they hold something.
    let kind = prop_oneof![0..3_usize, 0..Kind::ALL.len(), 0..Kind::ALL.len()];
    vec((kind, any::<Index>(), interfaces, place), 0..80)
}

/// A design of resources that belong to some other of a legal kind, if there is one before them.
fn design(drawn: &[Drawn]) -> Document {
    let mut records = serde_json::Map::new();
    let mut ids: Vec<(Kind, String)> = Vec::new();
    for (number, (kind, parent, subnets, _)) in drawn.iter().enumerate() {
        let kind = Kind::ALL[*kind];
        let of = |kinds: &[Kind]| -> Vec<&String> {
            let legal = ids.iter().filter(|(kind, _)| kinds.contains(kind));
            legal.map(|(_, id)| id).collect()
        };
        let mut record = json!({"Kind": kind.as_str()});
        let parents = of(kind.parents());
        let empty = crate::Resource::from_fields(record.as_object().unwrap().clone()).unwrap();
        if let (false, Some(field)) = (parents.is_empty(), empty.properties.parent_field()) {
            record[field] = json!(parent.get(&parents));
        }
        let all = of(&[Kind::Subnet]);
        let chosen = subnets.iter().filter(|_| !all.is_empty());
        let chosen: Vec<_> = chosen.map(|index| index.get(&all)).collect();
        match kind {
            Kind::Subnet => record["AvailabilityZoneId"] = json!(format!("az{}", number % 3)),
            Kind::Vpc | Kind::TransitGateway => {
                let regions = [
                    None,
                    Some("us-east-1"),
                    Some("us-east-1"),
                    Some("eu-west-1"),
                ];
                record["Region"] = json!(regions[parent.index(regions.len())]);
            }
            Kind::VpcEndpoint => record["SubnetIds"] = json!(chosen),
            Kind::LoadBalancer => {
                let nodes: Vec<_> = chosen.iter().map(|id| json!({"SubnetId": id})).collect();
                record["SubnetMappings"] = json!(nodes);
            }
            Kind::ResolverEndpoint => {
                let nodes: Vec<_> = chosen.iter().map(|id| json!({"SubnetId": id})).collect();
                record["IpAddresses"] = json!(nodes);
            }
            Kind::ResourceGateway | Kind::TransitGatewayAttachment => {
                record["SubnetIds"] = json!(chosen);
            }
            _ => {}
        }
        name_others(&mut record, kind, subnets, &ids);
        let id = format!("r{number}");
        records.insert(id.clone(), record);
        ids.push((kind, id));
    }
    let file = json!({"version": 1, "resources": records});
    file::read(file.to_string().as_bytes()).unwrap()
}

/// Makes what joins others name some of them, whether AWS would allow it or not.
fn name_others(
    record: &mut serde_json::Value,
    kind: Kind,
    chosen: &[Index],
    ids: &[(Kind, String)],
) {
    let all: Vec<&String> = ids.iter().map(|(_, id)| id).collect();
    if all.is_empty() {
        return;
    }
    let named: Vec<_> = chosen.iter().map(|index| index.get(&all)).collect();
    let first = named.first();
    match kind {
        Kind::VpcPeeringConnection => {
            record["RequesterVpcInfo"] = json!({"VpcId": first});
            record["AccepterVpcInfo"] = json!({"VpcId": named.last()});
        }
        Kind::TransitGatewayAttachment => record["ResourceId"] = json!(first),
        Kind::VpnConnection => {
            record["CustomerGatewayId"] = json!(first);
            record["TransitGatewayId"] = json!(named.last());
        }
        Kind::ResolverRule | Kind::Profile | Kind::ServiceNetwork => {
            record["VPCIds"] = json!(named);
        }
        Kind::ResourceConfiguration => record["ResourceGatewayId"] = json!(first),
        Kind::VpcEndpoint => record["ServiceNetworkArn"] = json!(first),
        _ => {}
    }
}

fn check_contents_are_enclosed(document: &Document, arrangement: &Arrangement) {
    for (id, rect) in &arrangement.resources {
        if let Some(container) = document.container(id) {
            assert!(
                arrangement.resources[container].encloses(*rect),
                "{id} in {container}"
            );
        }
    }
    for chip in arrangement.chips.values() {
        assert!(
            arrangement.resources[&chip.subnet].encloses(chip.rect),
            "{chip:?}"
        );
    }
    for zone in arrangement.zones.values() {
        assert!(
            arrangement.resources[&zone.vpc].encloses(zone.rect),
            "{zone:?}"
        );
    }
    for frame in arrangement.regions.values() {
        if let Some(account) = &frame.container {
            assert!(
                arrangement.resources[account].encloses(frame.rect),
                "{frame:?}"
            );
        }
        check_frame(document, arrangement, frame);
    }
}

/// What lies in the Region of a frame.
fn framed<'a>(
    document: &'a Document,
    arrangement: &'a Arrangement,
    frame: &RegionFrame,
) -> Vec<&'a ResourceId> {
    let (frames, _) = arrangement.by_region(document, frame.container.as_ref());
    let mut frames = frames.into_iter();
    let found = frames.find(|(other, _)| *other == frame);
    found.unwrap_or_else(|| panic!("{frame:?} is not listed")).1
}

/// A frame encloses what lies in its Region, and nothing else beside it: neither things nor frames.
fn check_frame(document: &Document, arrangement: &Arrangement, frame: &RegionFrame) {
    let things = framed(document, arrangement, frame);
    assert!(!things.is_empty(), "{frame:?}");
    for id in arrangement.contents(frame.container.as_ref()) {
        let rect = arrangement.resources[id];
        let is_note = document.resource(id).unwrap().kind() == Kind::Note;
        let (encloses, overlaps) = (frame.rect.encloses(rect), frame.rect.overlaps(rect));
        let is_right = if things.contains(&id) {
            encloses
        } else {
            !overlaps || is_note
        };
        assert!(is_right, "{id} at {rect:?} {frame:?}");
    }
    let beside = arrangement.regions.values();
    let mut beside = beside.filter(|other| *other != frame && other.container == frame.container);
    assert!(
        beside.all(|other| !other.rect.overlaps(frame.rect)),
        "{frame:?}"
    );
}

proptest! {
    #[test]
    fn without_a_layout_nothing_overlaps(drawn in drawn()) {
        let document = design(&drawn);
        let arrangement = arrangement(&document);
        prop_assert_eq!(arrangement.resources.len(), document.resources.len());
        check_contents_are_enclosed(&document, &arrangement);
        let resources = arrangement.resources.iter();
        let mut things: Vec<_> = resources.map(|(id, rect)| (document.container(id), *rect)).collect();
        things.extend(arrangement.chips.values().map(|chip| (Some(&chip.subnet), chip.rect)));
        for (index, (container, rect)) in things.iter().enumerate() {
            for (other_container, other) in things.iter().skip(index + 1) {
                prop_assert!(container != other_container || !rect.overlaps(*other), "{rect:?} {other:?}");
            }
        }
        for zone in arrangement.zones.values() {
            let others = arrangement.zones.values().filter(|other| *other != zone);
            prop_assert!(others.filter(|other| other.vpc == zone.vpc).all(|other| !other.rect.overlaps(zone.rect)));
        }
    }

    #[test]
    fn what_is_placed_stays_and_containers_grow_around_it(drawn in drawn()) {
        let mut document = design(&drawn);
        let mut placed = Vec::new();
        for (number, (.., at)) in drawn.iter().enumerate() {
            if let Some((x, y)) = *at {
                place(&mut document, &format!("r{number}"), x, y);
                placed.push((ResourceId::from(format!("r{number}")), Point::new(x, y)));
            }
        }
        let arrangement = arrangement(&document);
        prop_assert_eq!(arrangement.resources.len(), document.resources.len());
        check_contents_are_enclosed(&document, &arrangement);
        for (id, at) in placed {
            let rect = arrangement.resources[&id];
            let is_container = document.resource(&id).unwrap().kind().is_container();
            prop_assert!(rect.min == at || is_container && rect.contains(at), "{} at {:?}", id, rect);
        }
    }

    #[test]
    fn writing_down_where_things_stand_moves_nothing(drawn in drawn()) {
        let mut document = design(&drawn);
        let before = arrangement(&document);
        for (id, rect) in &before.resources {
            let placement = Placement {
                width: u32::try_from(rect.width()).ok(),
                height: u32::try_from(rect.height()).ok(),
                ..Placement::at(rect.min)
            };
            document.layout.insert(id.clone(), placement);
        }
        let after = arrangement(&document);
        prop_assert_eq!(after.resources, before.resources);
        prop_assert_eq!(after.chips, before.chips);
        prop_assert_eq!(after.zones, before.zones);
        prop_assert_eq!(after.regions, before.regions);
    }
}

/// A design of VPCs and what joins them.
fn joined(vpcs: &[&str], others: serde_json::Value) -> Document {
    let mut records = others;
    for vpc in vpcs {
        records[*vpc] = json!({"Kind": "Vpc", "CidrBlock": "10.0.0.0/16"});
    }
    file::read(
        json!({"version": 1, "resources": records})
            .to_string()
            .as_bytes(),
    )
    .unwrap()
}

#[test]
fn a_transit_gateway_stands_between_its_vpcs_each_attachment_at_its_side() {
    let plug = |vpc: &str| {
        json!({"Kind": "TransitGatewayAttachment", "TransitGatewayId": "tgw",
               "ResourceType": "vpc", "ResourceId": vpc})
    };
    let arrangement = arrangement(&joined(
        &["vpc-a", "vpc-b"],
        json!({
            "tgw": {"Kind": "TransitGateway"},
            "plug-a": plug("vpc-a"), "plug-b": plug("vpc-b"),
            "table": {"Kind": "TransitGatewayRouteTable", "TransitGatewayId": "tgw"},
            "vpn": {"Kind": "VpnConnection", "TransitGatewayId": "tgw", "CustomerGatewayId": "office"},
            "office": {"Kind": "CustomerGateway"}
        }),
    ));
    check_left_of(&arrangement, &["vpc-a", "plug-a", "tgw", "plug-b", "vpc-b"]);
    check_left_of(&arrangement, &["vpc-a", "vpn", "vpc-b"]);
    check_left_of(&arrangement, &["vpc-a", "table", "vpc-b"]);
    assert!(arrangement.resources["tgw"].max.y < arrangement.resources["table"].min.y);
}

#[test]
fn a_peering_connection_stands_between_its_vpcs() {
    let peering = json!({"Kind": "VpcPeeringConnection",
        "RequesterVpcInfo": {"VpcId": "vpc-a"}, "AccepterVpcInfo": {"VpcId": "vpc-b"}});
    let arrangement = arrangement(&joined(&["vpc-a", "vpc-b"], json!({"pcx": peering})));
    check_left_of(&arrangement, &["vpc-a", "pcx", "vpc-b"]);
}

#[test]
fn an_on_premises_network_stands_beyond_the_vpc_it_reaches() {
    let arrangement = arrangement(&joined(
        &["vpc-a"],
        json!({
            "vgw": {"Kind": "VpnGateway", "VpcId": "vpc-a"},
            "vpn": {"Kind": "VpnConnection", "VpnGatewayId": "vgw", "CustomerGatewayId": "office"},
            "office": {"Kind": "CustomerGateway"}
        }),
    ));
    check_left_of(&arrangement, &["office", "vpn", "vpc-a"]);
}

#[test]
fn resolver_endpoints_resource_gateways_and_attachments_have_chips_in_their_subnets() {
    let arrangement = arrangement(&joined(
        &["vpc-a"],
        json!({
            "subnet-a": {"Kind": "Subnet", "VpcId": "vpc-a"},
            "in": {"Kind": "ResolverEndpoint", "HostVPCId": "vpc-a", "IpAddresses": [{"SubnetId": "subnet-a"}]},
            "rgw": {"Kind": "ResourceGateway", "VpcIdentifier": "vpc-a", "SubnetIds": ["subnet-a"]},
            "tgw": {"Kind": "TransitGateway"},
            "plug": {"Kind": "TransitGatewayAttachment", "TransitGatewayId": "tgw", "ResourceId": "vpc-a", "SubnetIds": ["subnet-a"]}
        }),
    ));
    let owners: Vec<_> = arrangement
        .chips
        .values()
        .map(|chip| chip.owner.as_str())
        .collect();
    assert_eq!(owners, ["in", "plug", "rgw"]);
}

/// Consumers of two services in turn, each with its endpoint.
fn many_consumers(count: usize) -> Document {
    let mut records = serde_json::Map::new();
    for number in 0..count {
        let service = format!("com.amazonaws.vpce.us-east-1.svc-{}", number % 2);
        records.insert(format!("vpc-{number:05}"), json!({"Kind": "Vpc"}));
        records.insert(
            format!("vpce-{number:05}"),
            json!({"Kind": "VpcEndpoint", "VpcId": format!("vpc-{number:05}"), "ServiceName": service}),
        );
    }
    for service in ["svc-0", "svc-1"] {
        records.insert(service.to_owned(), json!({"Kind": "VpcEndpointService"}));
    }
    let file = json!({"version": 1, "resources": records});
    file::read(file.to_string().as_bytes()).unwrap()
}

#[test]
fn many_like_consumers_make_a_compact_grid_beside_their_service() {
    let arrangement = arrangement(&many_consumers(1000));
    let of = |service: usize| {
        let vpcs = (0..1000).filter(move |number| number % 2 == service);
        let rects = vpcs.map(|number| arrangement.resources[format!("vpc-{number:05}").as_str()]);
        Rect::around(rects).unwrap()
    };
    for service in [0, 1] {
        let (grid, tile) = (
            of(service),
            arrangement.resources[format!("svc-{service}").as_str()],
        );
        let ratio = f64::from(grid.width()) / f64::from(grid.height());
        assert!((0.7..1.4).contains(&ratio), "{grid:?}");
        assert!(grid.max.x < tile.min.x && grid.min.y < tile.min.y && tile.max.y < grid.max.y);
    }
    assert!(!of(0).overlaps(of(1)));
}
