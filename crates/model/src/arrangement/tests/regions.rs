//! Regions have frames where a design lies in several.

use super::*;

/// Two VPCs of an account in different Regions with a transit gateway each, joined by what crosses between them, and what
/// lies in none.
fn two_regions() -> Document {
    let vpc = |region: &str| json!({"Kind": "Vpc", "OwnerId": "111111111111", "Region": region});
    let hub = |region: &str| json!({"Kind": "TransitGateway", "OwnerId": "111111111111", "Region": region});
    let plug = |hub: &str, to: &str| json!({"Kind": "TransitGatewayAttachment", "TransitGatewayId": hub, "ResourceId": to});
    let design = json!({"version": 1, "resources": {
        "111111111111": {"Kind": "Account"},
        "vpc-a": vpc("us-east-1"), "vpc-b": vpc("us-east-1"), "vpc-c": vpc("eu-west-1"),
        "tgw-a": hub("us-east-1"), "tgw-c": hub("eu-west-1"),
        "plug-a": plug("tgw-a", "vpc-a"), "plug-b": plug("tgw-a", "vpc-b"), "plug-c": plug("tgw-c", "vpc-c"),
        "plug-ac": plug("tgw-a", "tgw-c"),
        "rule": {"Kind": "ResolverRule", "OwnerId": "111111111111", "VPCIds": ["vpc-a", "vpc-b"]},
        "zone": {"Kind": "HostedZone", "OwnerId": "111111111111", "VPCs": [{"VPCId": "vpc-c"}]},
        "office": {"Kind": "CustomerGateway", "OwnerId": "111111111111"}
    }});
    file::read(design.to_string().as_bytes()).unwrap()
}

/// Regions by container and name, each with what is in its frame.
#[track_caller]
fn check_regions(document: &Document, expected: &[(Option<&str>, &str, &[&str])]) {
    let arrangement = arrangement(document);
    check_contents_are_enclosed(document, &arrangement);
    let frames = arrangement.regions.values();
    let found: Vec<_> = frames
        .map(|frame| {
            let container = frame.container.as_ref().map(ResourceId::as_str);
            let things = framed(document, &arrangement, frame).into_iter();
            (
                container,
                frame.region.as_str(),
                things.map(ResourceId::as_str).collect(),
            )
        })
        .collect();
    let expected: Vec<(Option<&str>, &str, Vec<&str>)> = expected
        .iter()
        .map(|(container, region, things)| (*container, *region, things.to_vec()))
        .collect();
    assert_eq!(found, expected);
}

const ACCOUNT: Option<&str> = Some("111111111111");

#[test]
fn each_region_has_a_frame_and_what_lies_in_none_stands_outside() {
    check_regions(
        &two_regions(),
        &[
            (ACCOUNT, "eu-west-1", &["plug-c", "tgw-c", "vpc-c"]),
            (
                ACCOUNT,
                "us-east-1",
                &[
                    "plug-a", "plug-ac", "plug-b", "rule", "tgw-a", "vpc-a", "vpc-b",
                ],
            ),
        ],
    );
}

#[test]
fn a_design_of_one_region_has_no_frames() {
    let mut document = two_regions();
    for id in ["vpc-c", "tgw-c", "plug-c", "plug-ac"] {
        document.resources.remove(&ResourceId::from(id));
    }
    check_regions(&document, &[]);
}

#[test]
fn a_provider_has_its_service_in_its_region_and_stands_right_of_consumers_elsewhere() {
    let design = json!({"version": 1, "resources": {
        "vpc-c": {"Kind": "Vpc", "Region": "eu-west-1"},
        "vpce": {"Kind": "VpcEndpoint", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.vpce.us-east-1.svc"},
        "svc": {"Kind": "VpcEndpointService", "NetworkLoadBalancerArns": ["nlb"]},
        "nlb": {"Kind": "LoadBalancer", "VpcId": "vpc-p"},
        "vpc-p": {"Kind": "Vpc", "Region": "us-east-1"}
    }});
    let document = file::read(design.to_string().as_bytes()).unwrap();
    check_regions(
        &document,
        &[
            (None, "eu-west-1", &["vpc-c"]),
            (None, "us-east-1", &["svc", "vpc-p"]),
        ],
    );
    check_left_of(&arrangement(&document), &["vpc-c", "svc", "vpc-p"]);
}

#[test]
fn what_joins_regions_stands_between_their_frames() {
    let arrangement = arrangement(&two_sides());
    let frames: Vec<_> = arrangement.regions.values().collect();
    let (left, right) = (frames[0], frames[1]);
    let peering = arrangement.resources["pcx"];
    assert!(left.rect.max.x < peering.min.x && peering.max.x < right.rect.min.x);
}

fn two_sides() -> Document {
    let design = json!({"version": 1, "resources": {
        "vpc-a": {"Kind": "Vpc", "Region": "eu-west-1"},
        "vpc-b": {"Kind": "Vpc", "Region": "us-east-1"},
        "vpc-d": {"Kind": "Vpc", "Region": "us-east-1"},
        "pcx": {"Kind": "VpcPeeringConnection",
                "RequesterVpcInfo": {"VpcId": "vpc-a"}, "AccepterVpcInfo": {"VpcId": "vpc-b"}}
    }});
    file::read(design.to_string().as_bytes()).unwrap()
}

#[test]
fn a_locked_account_grows_for_no_frame() {
    let mut document = two_regions();
    place(&mut document, "vpc-a", 100, 100);
    let account = |document: &Document| arrangement(document).resources["111111111111"];
    let free = account(&document);
    let locked = Placement {
        width: Some(2000),
        height: Some(1500),
        locked: Some(true),
        ..Placement::at(Point::new(84, 52))
    };
    document.layout.insert("111111111111".into(), locked);
    assert_eq!(account(&document).min, Point::new(84, 52));
    assert!(free.min.y < 52, "{free:?}");
}

#[test]
fn what_is_placed_by_hand_has_a_frame_where_nothing_else_lies_in_it() {
    let mut document = two_sides();
    for (id, x) in [("vpc-a", 0), ("vpc-b", 500), ("vpc-d", 800), ("pcx", 250)] {
        place(&mut document, id, x, 0);
    }
    let both: [(Option<&str>, &str, &[&str]); 2] = [
        (None, "eu-west-1", &["vpc-a"]),
        (None, "us-east-1", &["vpc-b", "vpc-d"]),
    ];
    check_regions(&document, &both);
    assert_eq!(
        arrangement(&document).resources["vpc-b"].min,
        Point::new(500, 0)
    );
    place(&mut document, "pcx", 700, 40);
    check_regions(&document, &both[..1]);
}

#[test]
fn frames_follow_what_is_moved_step_by_step() {
    let mut document = two_sides();
    for (id, x) in [("vpc-a", 0), ("vpc-b", 500), ("vpc-d", 800), ("pcx", 250)] {
        place(&mut document, id, x, 0);
    }
    let mut followed = arrangement(&document);
    let mut counts = Vec::new();
    for (id, x) in [("vpc-d", 900), ("pcx", 720), ("vpc-a", 1400), ("pcx", 250)] {
        let mut transaction = Transaction::new("Move");
        let there = Placement::at(Point::new(x, 16));
        transaction.set_placement(&document, &id.into(), Some(there));
        document.apply(&transaction);
        followed.follow(&document, &transaction);
        assert_eq!(followed, arrangement(&document), "{id}");
        counts.push(followed.regions.len());
    }
    assert_eq!(counts, [2, 1, 1, 2]);
}
