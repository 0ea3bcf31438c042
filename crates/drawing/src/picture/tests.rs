//! What a user sees of a design.

use std::collections::BTreeSet;

use vpcanvas_analysis::evaluate_all;
use vpcanvas_model::{Document, arrangement, file};
use vpcanvas_network::resolve;

use super::*;
use crate::{Point, Stroke, Token};

mod afar;
mod again;
mod frames;
mod passing;

const PRIVATE_LINK: &str = "
    account consumer
      vpc vpc-c 10.0.0.0/16 Region=us-east-1
        subnet subnet-a 10.0.1.0/24 use1-az1
          instance i-app 10.0.1.10 sg-app
        subnet subnet-b 10.0.2.0/24 use1-az2
        endpoint vpce-1 -> vpce-svc-1 subnet-a@10.0.1.50 subnet-b@10.0.2.50 sg-ep
        table rtb-c main
        sg sg-app
          out -1 0.0.0.0/0
        sg sg-ep
          in tcp/443 10.0.0.0/16
      zone zone-1 example.com vpc-c
    account provider
      service vpce-svc-1 <- nlb-1 AcceptanceRequired=false
      vpc vpc-p 10.0.0.0/16 Region=us-east-1
        subnet subnet-p 10.0.1.0/24 use1-az1
          instance i-billing 10.0.1.20 sg-billing
        subnet subnet-q 10.0.2.0/24 use1-az2
          instance i-billing-b 10.0.2.20 sg-billing
        nlb nlb-1 subnet-p@10.0.1.100 subnet-q@10.0.2.100
          listener listener-1 tcp/443 -> tg-1
        targets tg-1 tcp/8443 i-billing i-billing-b
        table rtb-p main
        sg sg-billing
          in tcp/8443 10.0.0.0/16
    check reachable i-app -> vpce-1 tcp/443
";

fn design(text: &str) -> Document {
    vpcanvas_fixture::parse(text).unwrap()
}

fn examples() -> [(&'static str, Document); 2] {
    [
        (
            "saas-privatelink",
            include_str!("../../../../examples/saas-privatelink/design.vpcanvas.json"),
        ),
        (
            "endpoint-vs-eni",
            include_str!("../../../../examples/endpoint-vs-eni/design.vpcanvas.json"),
        ),
    ]
    .map(|(name, text)| (name, file::read(text.as_bytes()).unwrap()))
}

/// The picture with what the design's checks say.
fn drawn(document: &Document, detail: Detail) -> PaintList {
    let network = resolve(document);
    let flows = Flow::of_checks(&network, &evaluate_all(&network));
    let view = View {
        detail,
        flows,
        ..View::default()
    };
    picture(&network, &arrangement(document), &view)
}

fn labels(picture: &PaintList) -> Vec<&str> {
    picture
        .items()
        .iter()
        .map(|item| item.label.as_str())
        .collect()
}

/// Every text on an item of the canvas.
fn texts<'a>(picture: &'a PaintList, id: &str) -> Vec<&'a str> {
    let shapes = &picture
        .item(id)
        .unwrap_or_else(|| panic!("{id} is not drawn"))
        .shapes;
    let text = |shape: &'a Shape| match shape {
        Shape::Text { text, .. } => Some(text.as_str()),
        _ => None,
    };
    shapes.iter().filter_map(text).collect()
}

#[track_caller]
fn check_texts(design_text: &str, id: &str, expected: &[&str]) {
    assert_eq!(
        texts(&drawn(&design(design_text), Detail::Full), id),
        expected
    );
}

#[track_caller]
fn check_labels(design_text: &str, expected: &[&str]) {
    let picture = drawn(&design(design_text), Detail::Full);
    for label in expected {
        assert!(
            labels(&picture).contains(label),
            "{label} is not among {:#?}",
            labels(&picture)
        );
    }
}

/// The line from one thing to another, `None` where none is drawn.
fn stroke(picture: &PaintList, id: &str) -> Option<Stroke> {
    picture
        .item(id)?
        .shapes
        .iter()
        .find_map(|shape| match shape {
            Shape::Line { stroke, .. } => Some(*stroke),
            _ => None,
        })
}

#[test]
fn an_endpoint_is_one_thing_with_an_interface_in_each_subnet() {
    check_labels(
        PRIVATE_LINK,
        &[
            "Interface endpoint, vpce-1, no private DNS",
            "Endpoint network interface of vpce-1, 10.0.1.50",
            "Endpoint network interface of vpce-1, 10.0.2.50",
            "Load balancer node of nlb-1, 10.0.1.100",
            "vpce-1 has the interface vpce-1 in subnet-a, Reachable",
            "vpce-1 connects by PrivateLink to vpce-svc-1, Reachable",
        ],
    );
    check_texts(PRIVATE_LINK, "vpce-1/subnet-b", &["10.0.2.50", "ENI"]);
}

#[test]
fn containers_say_what_and_where_they_are() {
    check_labels(
        PRIVATE_LINK,
        &[
            "Account, consumer, consumer",
            "VPC, vpc-c, 10.0.0.0/16, us-east-1",
            "Availability Zone, use1-az1",
            "Private subnet, subnet-a, 10.0.1.0/24",
        ],
    );
    check_texts(
        PRIVATE_LINK,
        "vpc-c",
        &["us-east-1", "vpc-c", "10.0.0.0/16"],
    );
    let public = PRIVATE_LINK.replace(
        "table rtb-c main",
        "table rtb-c main\n          route 0.0.0.0/0 igw-1",
    );
    check_labels(&public, &["Public subnet, subnet-a, 10.0.1.0/24"]);
}

#[test]
fn tiles_say_what_one_wants_to_know_first() {
    check_texts(PRIVATE_LINK, "i-app", &["i-app", "10.0.1.10"]);
    check_texts(
        PRIVATE_LINK,
        "listener-1",
        &["listener-1", "Listener · TCP 443"],
    );
    check_texts(PRIVATE_LINK, "tg-1", &["tg-1", "TCP 8443 · 2 targets"]);
    check_texts(PRIVATE_LINK, "sg-app", &["sg-app", "0 in · 1 out"]);
    check_texts(PRIVATE_LINK, "zone-1", &["zone-1", "example.com"]);
    check_texts(
        "instance i-1 10.0.0.9 State=stopped",
        "i-1",
        &["i-1", "stopped"],
    );
    check_texts("instance i-1", "i-1", &["i-1", "no address"]);
}

#[test]
fn links_are_derived_from_the_design() {
    let picture = drawn(&design(PRIVATE_LINK), Detail::Full);
    for id in [
        "vpce-1->vpce-svc-1",
        "vpce-1->vpce-1/subnet-a",
        "vpce-svc-1->nlb-1",
        "nlb-1->listener-1",
        "listener-1->tg-1",
        "tg-1->i-billing",
        "zone-1->vpc-c",
        "i-app->vpce-1/subnet-a",
    ] {
        assert!(stroke(&picture, id).is_some(), "{id} is not drawn");
    }
    assert_eq!(stroke(&picture, "tg-1->i-app"), None);
}

#[test]
fn a_verdict_is_seen_in_line_icon_and_word() {
    let reachable = drawn(&design(PRIVATE_LINK), Detail::Full);
    assert_eq!(texts(&reachable, "flow:check/0/0"), ["Reachable"]);
    let line = stroke(&reachable, "tg-1->i-billing").unwrap();
    assert_eq!((line.color, line.dash), (Token::Success, None));

    let blocked = PRIVATE_LINK.replace("in tcp/443", "in tcp/80");
    let blocked = drawn(&design(&blocked), Detail::Full);
    assert_eq!(texts(&blocked, "flow:check/0/0"), ["Unreachable"]);
    let line = stroke(&blocked, "i-app->vpce-1/subnet-a").unwrap();
    assert_eq!(line.color, Token::Error);
    assert!(line.dash.is_some(), "a blocked line is broken");
    let beyond = stroke(&blocked, "tg-1->i-billing").unwrap();
    assert_eq!(
        beyond.color,
        Token::Edge,
        "what lies behind the blocker is not judged"
    );
}

/// Three interfaces are asked for, and the service has no load balancer node where the last one is.
fn partly_blocked() -> PaintList {
    let subnets = "
        subnet subnet-b 10.0.2.0/24 use1-az1
        subnet subnet-c 10.0.3.0/24 use1-az2
        subnet subnet-d 10.0.4.0/24 use1-az3";
    let interfaces = "subnet-b@10.0.2.50 subnet-c@10.0.3.50 subnet-d@10.0.4.50";
    let text = PRIVATE_LINK
        .replace("\n        subnet subnet-b 10.0.2.0/24 use1-az2", subnets)
        .replace("subnet-a@10.0.1.50 subnet-b@10.0.2.50", interfaces)
        .replace("i-app -> vpce-1", "i-app -> 10.0.2.50");
    let more = ["10.0.3.50", "10.0.4.50"]
        .map(|address| format!("    check reachable i-app -> {address} tcp/443\n"));
    drawn(&design(&(text + &more.concat())), Detail::Full)
}

#[test]
fn what_arrives_has_no_gap_though_another_way_is_blocked() {
    let picture = partly_blocked();
    for id in [
        "i-app->vpce-1/subnet-b",
        "vpce-1->vpce-1/subnet-b",
        "vpce-1->vpce-svc-1",
        "vpce-svc-1->nlb-1",
        "i-app->vpce-1/subnet-c",
        "vpce-1->vpce-1/subnet-c",
        "tg-1->i-billing",
    ] {
        let line = stroke(&picture, id).unwrap();
        assert_eq!((line.color, line.dash), (Token::Success, None), "{id}");
    }
    assert_eq!(texts(&picture, "flow:check/0/0"), ["Reachable"]);
    assert_eq!(texts(&picture, "flow:check/2/0"), ["Unreachable"]);
    let shared = "vpce-1 connects by PrivateLink to vpce-svc-1, Reachable, Unreachable";
    assert!(labels(&picture).contains(&shared));
}

#[test]
fn a_broken_line_never_covers_a_whole_one() {
    let picture = partly_blocked();
    let is_of = |item: &Item, color| stroke(&picture, &item.id).unwrap().color == color;
    let lines: Vec<&Item> = of_layer(&picture, Layer::Edge).collect();
    let mut shared = 0;
    for (number, lower) in lines.iter().enumerate() {
        for higher in &lines[number + 1..] {
            let both = [lower, higher];
            if run_together(lower, higher) && both.iter().any(|line| is_of(line, Token::Success)) {
                shared += usize::from(is_of(lower, Token::Error));
                assert!(
                    is_of(higher, Token::Success),
                    "{} covers {}",
                    higher.label,
                    lower.label
                );
            }
        }
    }
    assert!(shared > 0, "no blocked line runs along a reachable one");
}

#[test]
fn what_is_unreachable_on_purpose_is_not_shown_as_broken() {
    let picture = drawn(
        &design(&PRIVATE_LINK.replace("check reachable", "check unreachable")),
        Detail::Full,
    );
    assert!(
        picture.item("flow:check/0/0").is_some(),
        "the failing check is shown"
    );
    let passing = PRIVATE_LINK
        .replace("check reachable", "check unreachable")
        .replace("in tcp/443", "in tcp/80");
    assert!(
        drawn(&design(&passing), Detail::Full)
            .item("flow:check/0/0")
            .is_none()
    );
}

#[test]
fn services_outside_the_design_are_drawn_beside_it() {
    let aws = "
        vpc vpc-c 10.0.0.0/16 Region=us-east-1
          endpoint vpce-1 -> com.amazonaws.us-east-1.ecr.api
          endpoint vpce-2 -> com.amazonaws.us-east-1.ecr.api
          endpoint vpce-3 -> com.amazonaws.vpce.us-east-1.vpce-svc-gone
    ";
    check_texts(
        aws,
        "com.amazonaws.us-east-1.ecr.api",
        &["ecr.api", "AWS service"],
    );
    check_texts(
        aws,
        "vpce-svc-gone",
        &["vpce-svc-gone", "Not in this design"],
    );
    let picture = drawn(&design(aws), Detail::Full);
    let vpc = picture.item("vpc-c").unwrap().rect;
    assert!(picture.item("vpce-svc-gone").unwrap().rect.min.x > vpc.max.x);
    assert!(stroke(&picture, "vpce-2->com.amazonaws.us-east-1.ecr.api").is_some());
}

#[test]
fn marks_stand_on_what_they_speak_of() {
    let document = design(PRIVATE_LINK);
    let view = View {
        marks: [("sg-ep".into(), Mark::Error), ("gone".into(), Mark::Info)]
            .into_iter()
            .collect(),
        ..View::default()
    };
    let picture = picture(&resolve(&document), &arrangement(&document), &view);
    assert!(labels(&picture).contains(&"sg-ep has an error"));
    assert!(picture.item("mark:gone").is_none());
}

/// Something in a large design is drawn by what is in sight of it.
#[test]
fn of_a_large_design_only_what_is_in_sight_is_drawn_and_from_afar_only_containers() {
    let document = vpcanvas_fixture::generated::design(2_000, 0).unwrap();
    let network = resolve(&document);
    let arrangement = arrangement(&document);
    let rect = Rect::from(arrangement.rect(&"i-7-a".into()).unwrap());
    let seen = |reach: f32, scale: f32| {
        let window = Rect::around(rect.center(), reach, reach);
        let sight = Sight::around(window, scale);
        let view = View {
            sight: Some(sight),
            ..View::default()
        };
        (picture(&network, &arrangement, &view), sight.region)
    };
    let whole = picture(&network, &arrangement, &View::default());
    let (near, region) = seen(900.0, 1.0);
    assert!(near.items().len() < whole.items().len() / 5);
    assert_eq!(near.item("i-7-a"), whole.item("i-7-a"));
    for item in near.items().iter().filter(|item| item.layer == Layer::Tile) {
        assert!(item.rect.expand(2.0).intersects(region), "{}", item.id);
    }
    let (far, _) = seen(40_000.0, 0.05);
    assert!(far.item("i-7-a").is_none());
    let label = &far.item("vpc-7").unwrap().label;
    assert!(
        label.starts_with("VPC, vpc-7, ") && label.ends_with(" objects"),
        "{label}"
    );
    assert!(far.items().iter().all(|item| item.layer != Layer::Edge));
}

#[test]
fn what_is_left_out_is_not_drawn_and_has_no_lines() {
    let [(_, document), _] = examples();
    let network = resolve(&document);
    let view = View {
        hidden: [Facet::PrivateLink].into(),
        ..View::default()
    };
    let picture = picture(&network, &arrangement(&document), &view);
    let labels = labels(&picture);
    assert!(
        labels
            .iter()
            .any(|label| label.starts_with("Instance, App"))
    );
    assert!(
        !labels.iter().any(|label| label.contains("endpoint")),
        "{labels:?}"
    );
}

#[test]
fn half_finished_designs_are_drawn() {
    let unfinished = "
        endpoint vpce-1
        nlb nlb-1
        listener listener-1 LoadBalancerArn=gone
        targets tg-1 tcp/80 i-gone
        zone zone-1 VPCs=[{}]
        service vpce-svc-1 <- gone
        subnet subnet-1
        vpc vpc-1
        sg sg-1
        table rtb-1
        instance i-1 SubnetId=gone
        account a
    ";
    let picture = drawn(&design(unfinished), Detail::Full);
    assert_eq!(
        picture
            .items()
            .iter()
            .filter(|item| item.subject.is_some())
            .count(),
        12
    );
    assert_eq!(
        picture
            .items()
            .iter()
            .filter(|item| item.layer == Layer::Edge)
            .count(),
        0
    );
    let empty = drawn(&Document::default(), Detail::Full);
    assert!(empty.items().is_empty());
}

#[test]
fn a_name_of_any_length_stays_on_its_tile() {
    let document = design(
        &PRIVATE_LINK
            .replace("i-app", &"W".repeat(10_000))
            .replace("vpc-c", &"M".repeat(999)),
    );
    check_tidy("long names", &drawn(&document, Detail::Full));
    check_tidy("long names", &drawn(&document, Detail::Compact));
}

#[test]
fn from_afar_everything_written_is_large_enough_to_read() {
    for (name, document) in examples() {
        let picture = drawn(&document, Detail::Compact);
        for shape in picture.items().iter().flat_map(|item| &item.shapes) {
            if let Shape::Text { size, text, .. } = shape {
                assert!(*size >= 14.0, "{name}: {text} has {size} points");
                assert!(!text.ends_with('…'), "{name}: {text} is cut");
            }
        }
    }
    let picture = drawn(&examples()[0].1, Detail::Compact);
    let link = "label:vpce-billing->vpce-svc-billing";
    assert_eq!(texts(&picture, link), ["PrivateLink"]);
    assert_eq!(texts(&picture, "flow:check/0/0"), ["Reachable"]);
    assert_eq!(texts(&picture, "rtb-consumer"), ["Consumer", "routes"]);
}

#[track_caller]
fn check_badges(more_checks: &str, expected: usize) {
    let document = design(&format!("{PRIVATE_LINK}    {more_checks}"));
    let picture = drawn(&document, Detail::Full);
    let badges = of_layer(&picture, Layer::Badge);
    let badges = badges.filter(|item| item.id.starts_with("flow:"));
    assert_eq!(badges.count(), expected, "{more_checks}");
}

#[test]
fn checks_of_one_way_share_a_badge() {
    check_badges("", 1);
    check_badges("check reachable i-app -> vpce-1 tcp/443", 1);
    check_badges("check reachable i-app -> 10.0.2.50 tcp/443", 2);
    check_badges("check reachable i-app -> vpce-1 tcp/80", 2);
}

#[test]
fn examples_are_tidy() {
    for (name, document) in examples() {
        for detail in [Detail::Full, Detail::Compact] {
            check_tidy(name, &drawn(&document, detail));
        }
    }
    check_tidy(
        "without layout",
        &drawn(&design(PRIVATE_LINK), Detail::Full),
    );
}

#[test]
fn examples_have_no_line_through_a_tile() {
    for (name, document) in examples() {
        let picture = drawn(&document, Detail::Full);
        let tiles: Vec<&Item> = of_layer(&picture, Layer::Tile).collect();
        for edge in of_layer(&picture, Layer::Edge) {
            for tile in &tiles {
                assert!(
                    !crosses(edge, tile.rect),
                    "{name}: {} crosses {}",
                    edge.label,
                    tile.label
                );
            }
        }
    }
}

fn of_layer(picture: &PaintList, layer: Layer) -> impl Iterator<Item = &Item> {
    picture
        .items()
        .iter()
        .filter(move |item| item.layer == layer)
}

/// Whether two lines lie on each other for more than a crossing.
fn run_together(one: &Item, other: &Item) -> bool {
    pieces_of(one).iter().any(|piece| {
        pieces_of(other).iter().any(|along| {
            let width = piece.max.x.min(along.max.x) - piece.min.x.max(along.min.x);
            let height = piece.max.y.min(along.max.y) - piece.min.y.max(along.min.y);
            width.min(height) > -0.1 && width.max(height) > 5.0
        })
    })
}

fn pieces_of(edge: &Item) -> Vec<Rect> {
    let points = edge.shapes.iter().flat_map(|shape| match shape {
        Shape::Line { points, .. } => points.as_slice(),
        _ => &[],
    });
    let points: Vec<Point> = points.copied().collect();
    let pieces = points.windows(2);
    pieces
        .map(|piece| Rect::of_points(piece.iter().copied()).unwrap())
        .collect()
}

fn crosses(edge: &Item, rect: Rect) -> bool {
    let inside = rect.expand(-3.0);
    let crosses = |start: Point, end: Point| {
        Rect::of_points([start, end])
            .unwrap()
            .expand(0.1)
            .intersects(inside)
    };
    edge.shapes.iter().any(|shape| match shape {
        Shape::Line { points, .. } => points.windows(2).any(|piece| crosses(piece[0], piece[1])),
        _ => false,
    })
}

/// No two items have one id, tiles overlap nothing, text stays in its box, and badges cover neither tiles nor each other.
fn check_tidy(name: &str, picture: &PaintList) {
    let ids: BTreeSet<_> = picture.items().iter().map(|item| &item.id).collect();
    assert_eq!(
        ids.len(),
        picture.items().len(),
        "{name}: an id is there twice"
    );
    let solid: Vec<&Item> = picture
        .items()
        .iter()
        .filter(|item| matches!(item.layer, Layer::Tile | Layer::Badge))
        .collect();
    for (number, item) in solid.iter().enumerate() {
        for other in &solid[number + 1..] {
            let overlap = item.rect.expand(-1.0).intersects(other.rect.expand(-1.0));
            assert!(!overlap, "{name}: {} overlaps {}", item.label, other.label);
        }
    }
    for item in picture
        .items()
        .iter()
        .filter(|item| item.layer != Layer::Edge)
    {
        let Some(frame) = item
            .shapes
            .iter()
            .find(|shape| matches!(shape, Shape::Rect { .. }))
        else {
            continue;
        };
        for text in item
            .shapes
            .iter()
            .filter(|shape| matches!(shape, Shape::Text { .. }))
        {
            let bounds = text.bounds();
            assert!(
                frame.bounds().encloses(bounds),
                "{name}: {text:?} leaves {}",
                item.label.chars().take(80).collect::<String>()
            );
        }
    }
}

/// Two VPCs joined in every way there is, as a file holds them.
const JOINED: &str = r#"{"version": 1, "resources": {
    "vpc-a": {"Kind": "Vpc", "CidrBlock": "10.0.0.0/16"},
    "subnet-a": {"Kind": "Subnet", "VpcId": "vpc-a", "CidrBlock": "10.0.1.0/24"},
    "rtb-a": {"Kind": "RouteTable", "VpcId": "vpc-a", "Associations": [{"Main": true}],
        "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "TransitGatewayId": "tgw-1"}]},
    "vpc-b": {"Kind": "Vpc", "CidrBlock": "10.1.0.0/16"},
    "tgw-1": {"Kind": "TransitGateway", "Region": "us-east-1"},
    "plug-a": {"Kind": "TransitGatewayAttachment", "TransitGatewayId": "tgw-1", "ResourceType": "vpc",
        "ResourceId": "vpc-a", "SubnetIds": ["subnet-a"]},
    "plug-vpn": {"Kind": "TransitGatewayAttachment", "TransitGatewayId": "tgw-1", "ResourceType": "vpn",
        "ResourceId": "vpn-1"},
    "tgw-rtb-1": {"Kind": "TransitGatewayRouteTable", "TransitGatewayId": "tgw-1"},
    "vpn-1": {"Kind": "VpnConnection", "TransitGatewayId": "tgw-1", "CustomerGatewayId": "cgw-1"},
    "cgw-1": {"Kind": "CustomerGateway", "CidrBlocks": ["192.168.0.0/16"]},
    "pcx-1": {"Kind": "VpcPeeringConnection", "Status": "pending-acceptance",
        "RequesterVpcInfo": {"VpcId": "vpc-a"}, "AccepterVpcInfo": {"VpcId": "vpc-b"}},
    "rslvr-out": {"Kind": "ResolverEndpoint", "HostVPCId": "vpc-b", "Direction": "OUTBOUND"},
    "rule-1": {"Kind": "ResolverRule", "ResolverEndpointId": "rslvr-out", "VPCIds": ["vpc-a"]},
    "rgw-1": {"Kind": "ResourceGateway", "VpcIdentifier": "vpc-b"},
    "rcfg-1": {"Kind": "ResourceConfiguration", "ResourceGatewayId": "rgw-1"},
    "sn-1": {"Kind": "ServiceNetwork", "ResourceConfigurationIds": ["rcfg-1"]},
    "vpce-r": {"Kind": "VpcEndpoint", "VpcEndpointType": "Resource", "VpcId": "vpc-a",
        "ResourceConfigurationArn": "rcfg-1"},
    "vpce-s3": {"Kind": "VpcEndpoint", "VpcEndpointType": "Gateway", "VpcId": "vpc-a",
        "ServiceName": "com.amazonaws.us-east-1.s3"},
    "gwlb": {"Kind": "LoadBalancer", "Type": "gateway", "VpcId": "vpc-b"},
    "vpce-svc-1": {"Kind": "VpcEndpointService", "GatewayLoadBalancerArns": ["gwlb"]}
}}"#;

#[test]
fn what_joins_networks_is_linked_with_them() {
    let picture = drawn(&file::read(JOINED.as_bytes()).unwrap(), Detail::Full);
    for id in [
        "plug-a->tgw-1",
        "plug-a->vpc-a",
        "plug-vpn->vpn-1",
        "tgw-1->tgw-rtb-1",
        "vpn-1->cgw-1",
        "rule-1->rslvr-out",
        "rule-1->vpc-a",
        "rcfg-1->rgw-1",
        "sn-1->rcfg-1",
        "vpce-r->rcfg-1",
        "vpce-s3->com.amazonaws.us-east-1.s3",
        "vpce-svc-1->gwlb",
    ] {
        assert!(stroke(&picture, id).is_some(), "{id} is not drawn");
    }
    // The attachment says it already.
    assert_eq!(stroke(&picture, "vpn-1->tgw-1"), None);
    assert!(labels(&picture).contains(&"Gateway endpoint, vpce-s3, Gateway · 0 route tables"));
    assert!(
        labels(&picture).contains(&"Transit gateway attachment interface of plug-a"),
        "{:#?}",
        labels(&picture)
    );
}

#[test]
fn a_peering_connection_that_carries_nothing_looks_broken() {
    let line = |text: &str| {
        let picture = drawn(&file::read(text.as_bytes()).unwrap(), Detail::Full);
        stroke(&picture, "pcx-1->vpc-b").unwrap()
    };
    assert!(line(JOINED).dash.is_some());
    assert_eq!(
        line(&JOINED.replace("pending-acceptance", "active")).dash,
        None
    );
}

#[test]
fn where_routes_lead_is_shown_of_what_is_selected() {
    let document = file::read(JOINED.as_bytes()).unwrap();
    let (network, arrangement) = (resolve(&document), arrangement(&document));
    let shown = |id: &str| -> Vec<String> {
        let lines = links_of_selection(&network, &arrangement, &[id.into()]);
        lines.into_iter().map(|line| line.label).collect()
    };
    assert_eq!(shown("rtb-a"), ["rtb-a has a route to tgw-1"]);
    assert_eq!(shown("subnet-a"), ["subnet-a has a route to tgw-1"]);
    assert_eq!(shown("tgw-1"), ["rtb-a has a route to tgw-1"]);
    assert_eq!(shown("rule-1"), ["rule-1 answers in vpc-a"]);
    assert!(shown("vpc-a").is_empty());
}

#[test]
fn lines_of_what_is_selected_go_around_tiles() {
    let [(_, document), _] = examples();
    let (network, arrangement) = (resolve(&document), arrangement(&document));
    let table = [ResourceId::from("rtb-consumer")];
    let lines = links_of_selection(&network, &arrangement, &table);
    assert_eq!(lines.len(), 2);
    let tiles = arrangement.contents(Some(&"vpc-consumer".into())).iter();
    let tiles = tiles.filter(|id| !document.resource(id).unwrap().kind().is_container());
    for tile in tiles.filter(|id| !table.contains(id)) {
        let rect = Rect::from(arrangement.resources[tile]);
        for line in &lines {
            assert!(!crosses(line, rect), "{} crosses {tile}", line.label);
        }
    }
}

#[test]
fn notes_are_paper_with_their_text_and_marks_on_what_has_one() {
    let mut document = design(
        "vpc vpc-a 10.0.0.0/16
           subnet subnet-a 10.0.1.0/24 use1-az1
             instance i-a 10.0.1.10
           note note-1",
    );
    let mut transaction = vpcanvas_model::Transaction::default();
    let long = "Ask the provider for its zones before Friday. ".repeat(20);
    for (id, note) in [
        ("note-1", long.as_str()),
        ("i-a", "Restarts at night"),
        ("vpc-a", "Ours"),
    ] {
        let record = document.resource(&id.into()).unwrap().clone().noted(note);
        transaction.set_resource(&document, &id.into(), Some(record));
    }
    document.apply(&transaction);
    let picture = drawn(&document, Detail::Full);
    let sheet = picture.item("note-1").unwrap();
    let lines: Vec<(&String, crate::Rect)> = sheet
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Text { text, .. } => Some((text, shape.bounds())),
            _ => None,
        })
        .collect();
    assert_eq!(lines[0].0, "Ask the provider for its zones");
    assert!(lines.len() > 2 && lines.last().unwrap().0.ends_with('…'));
    for (line, rect) in lines {
        assert!(
            sheet.rect.contains(rect.min) && sheet.rect.contains(rect.max),
            "{line}"
        );
    }
    for (id, words) in [
        ("note:i-a", "i-a has a note: Restarts at night"),
        ("note:vpc-a", "vpc-a has a note: Ours"),
    ] {
        assert_eq!(picture.item(id).unwrap().label, words);
    }
    assert!(picture.item("note:note-1").is_none());
}

#[test]
fn labels_of_lines_cover_no_box_wherever_things_stand() {
    let mut dice: u64 = 7;
    let mut throw = |sides: i32| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        i32::try_from((dice >> 33) % u64::try_from(sides).unwrap()).unwrap()
    };
    for _ in 0..60 {
        let mut document = design(PRIVATE_LINK);
        let mut transaction = vpcanvas_model::Transaction::default();
        for (id, resource) in document.resources() {
            if !resource.kind().is_container() && throw(2) == 0 {
                let placement = vpcanvas_model::Placement {
                    x: Some(8 * throw(200)),
                    y: Some(8 * throw(80)),
                    ..vpcanvas_model::Placement::default()
                };
                transaction.set_placement(&document, id, Some(placement));
            }
        }
        document.apply(&transaction);
        let picture = drawn(&document, Detail::Full);
        let tiles = picture
            .items()
            .iter()
            .filter(|item| item.layer == Layer::Tile);
        let tiles: Vec<&Item> = tiles.collect();
        for label in picture
            .items()
            .iter()
            .filter(|item| item.id.starts_with("label:"))
        {
            let inner = label.rect.expand(-1.0);
            for tile in &tiles {
                assert!(
                    !tile.rect.expand(-1.0).intersects(inner),
                    "{} on {}",
                    label.id,
                    tile.id
                );
            }
        }
    }
}
