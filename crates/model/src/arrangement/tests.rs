use serde_json::json;

use super::*;
use crate::file;

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
    let placement = Placement {
        x,
        y,
        ..Placement::default()
    };
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
fn endpoints_and_load_balancers_have_a_chip_in_each_subnet_that_exists() {
    let arrangement = arrangement(&private_link());
    let chips: Vec<_> = arrangement
        .chips
        .iter()
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
    for chip in &arrangement.chips {
        assert!(arrangement.resources[&chip.subnet].encloses(chip.rect));
        assert!(!chip.rect.overlaps(arrangement.resources["i-app"]));
    }
}

#[test]
fn zones_are_columns_around_their_subnets() {
    let arrangement = arrangement(&private_link());
    let zones: Vec<_> = arrangement
        .zones
        .iter()
        .map(|zone| zone.availability_zone_id.as_str())
        .collect();
    assert_eq!(zones, ["use1-az1", "use1-az2"]);
    assert!(
        arrangement.zones[0]
            .rect
            .encloses(arrangement.resources["subnet-c"])
    );
    assert!(arrangement.resources["vpc-c"].encloses(arrangement.zones[1].rect));
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
fn coordinates_beyond_the_canvas_are_brought_back() {
    let mut document = private_link();
    let everything: Vec<_> = document.resources.keys().cloned().collect();
    for (index, id) in everything.iter().enumerate() {
        let far = if index % 2 == 0 { i32::MAX } else { i32::MIN };
        let placement = Placement {
            x: far,
            y: far,
            width: Some(u32::MAX),
            height: Some(u32::MAX),
            ..Placement::default()
        };
        document.layout.insert(id.clone(), placement);
    }
    let bounds = arrangement(&document).bounds().unwrap();
    assert!(bounds.width() < 1 << 24 && bounds.height() < 1 << 24);
}
