//! What the palette inserts: where it may go, and the values it begins with.

use serde_json::{Value, json};
use vpcanvas_editor::{Template, drop_target, home_near, insert, insert_for};
use vpcanvas_model::{
    Document, Kind, arrangement,
    kind::{load_balancer::LoadBalancerType, vpc_endpoint::VpcEndpointType},
};

use crate::test_editor::{Inside, Nowhere, PRIVATE_LINK, Place, TestEditor, document};

/// The record a template becomes in a design.
#[track_caller]
fn check_inserted(text: &str, template: Template, into: Option<&str>, expected: Value) {
    let design = document(text);
    let into = into.map(Into::into);
    let inserted = insert(
        &design,
        &arrangement(&design),
        template,
        into.as_ref(),
        None,
    )
    .unwrap();
    let after = design.with(&inserted.transaction);
    let fields = after.resource(&inserted.id).unwrap().to_fields();
    assert_eq!(Value::Object(fields), expected);
}

const ONE: fn(Kind) -> Template = Template::Resource;

#[test]
fn vpcs_and_subnets_take_free_ranges_and_zones() {
    check_inserted(
        "",
        ONE(Kind::Vpc),
        None,
        json!({"Kind": "Vpc", "Region": "us-east-1", "CidrBlock": "10.0.0.0/16", "EnableDnsSupport": true, "EnableDnsHostnames": true}),
    );
    check_inserted(
        "account a\n  vpc v 10.0.0.0/16 Region=eu-west-1",
        ONE(Kind::Vpc),
        Some("a"),
        json!({"Kind": "Vpc", "OwnerId": "a", "Region": "eu-west-1", "CidrBlock": "10.1.0.0/16", "EnableDnsSupport": true, "EnableDnsHostnames": true}),
    );
    check_inserted(
        PRIVATE_LINK,
        ONE(Kind::Subnet),
        Some("vpc-c"),
        json!({"Kind": "Subnet", "VpcId": "vpc-c", "CidrBlock": "10.0.0.0/24", "AvailabilityZoneId": "use1-az3"}),
    );
    check_inserted(
        "vpc v 10.0.0.0/24\n  subnet s 10.0.0.0/28",
        ONE(Kind::Subnet),
        Some("v"),
        json!({"Kind": "Subnet", "VpcId": "v", "CidrBlock": "10.0.0.16/28"}),
    );
}

#[test]
fn instances_and_interfaces_take_free_addresses() {
    let design = "vpc v 10.0.0.0/16\n  sg sg\n  subnet s 10.0.0.0/24\n    instance i 10.0.0.4\n  nlb n s@10.0.0.5\n  endpoint e -> x s@10.0.0.6";
    check_inserted(
        design,
        ONE(Kind::Instance),
        Some("s"),
        json!({"Kind": "Instance", "SubnetId": "s", "PrivateIpAddress": "10.0.0.7", "SecurityGroupIds": ["sg"]}),
    );
    check_inserted(
        design,
        ONE(Kind::NetworkInterface),
        Some("s"),
        json!({"Kind": "NetworkInterface", "SubnetId": "s", "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.0.7", "Primary": true}], "Groups": ["sg"]}),
    );
}

#[test]
fn endpoints_have_an_interface_where_they_are_dropped() {
    check_inserted(
        PRIVATE_LINK,
        ONE(Kind::VpcEndpoint),
        Some("subnet-b"),
        json!({"Kind": "VpcEndpoint", "VpcEndpointType": "Interface", "VpcId": "vpc-c", "SubnetIds": ["subnet-b"],
               "SubnetConfigurations": [{"SubnetId": "subnet-b", "Ipv4": "10.0.2.4"}],
               "SecurityGroupIds": ["sg-app"], "PrivateDnsEnabled": false}),
    );
    check_inserted(
        PRIVATE_LINK,
        ONE(Kind::LoadBalancer),
        Some("vpc-c"),
        json!({"Kind": "LoadBalancer", "Type": "network", "Scheme": "internal", "VpcId": "vpc-c",
               "SubnetMappings": [{"SubnetId": "subnet-a", "PrivateIPv4Address": "10.0.1.4"}, {"SubnetId": "subnet-b", "PrivateIPv4Address": "10.0.2.4"}]}),
    );
}

#[test]
fn rules_begin_as_aws_begins_them() {
    check_inserted(
        PRIVATE_LINK,
        ONE(Kind::SecurityGroup),
        Some("vpc-c"),
        json!({"Kind": "SecurityGroup", "VpcId": "vpc-c", "SecurityGroupRules": [{"IsEgress": true, "IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0"}]}),
    );
    check_inserted(
        PRIVATE_LINK,
        ONE(Kind::VpcEndpointService),
        None,
        json!({"Kind": "VpcEndpointService", "AcceptanceRequired": false}),
    );
}

#[test]
fn a_table_dropped_on_a_subnet_serves_it() {
    let mut editor = TestEditor::new(PRIVATE_LINK);
    editor.drop(ONE(Kind::RouteTable), Inside("subnet-a"));
    let fields = |id: &str| editor.seen().resource(&id.into()).unwrap().to_fields();
    assert_eq!(
        fields("rtb-1")["Associations"],
        json!([{"SubnetId": "subnet-a"}])
    );
    assert_eq!(fields("rtb").get("Associations"), None);
}

#[test]
fn a_load_balancer_comes_with_listener_and_targets() {
    let design = document(PRIVATE_LINK);
    let inserted = insert(
        &design,
        &arrangement(&design),
        Template::LoadBalancerWithTargets,
        Some(&"subnet-p".into()),
        None,
    )
    .unwrap();
    let after = design.with(&inserted.transaction);
    let fields = |id: &str| Value::Object(after.resource(&id.into()).unwrap().to_fields());
    assert_eq!(inserted.id, "nlb-1".into());
    assert_eq!(fields("listener-1")["LoadBalancerArn"], json!("nlb-1"));
    assert_eq!(
        fields("listener-1")["DefaultActions"],
        json!([{"Type": "forward", "TargetGroupArn": "tg-1"}])
    );
    assert_eq!(fields("tg-1")["Targets"], json!([{"Id": "i-web"}]));
    check_nothing_overlaps(&after);
}

#[test]
fn every_template_finds_a_home_and_room_without_a_pointer() {
    let mut design = Document::default();
    for template in Template::all().chain(Template::all()) {
        let home = home_near(&design, template.kind(), None).unwrap_or_else(|_| {
            let first = |kind| design.resources().find(|(_, it)| it.kind() == kind);
            let parent = template
                .kind()
                .parents()
                .iter()
                .find_map(|kind| first(*kind));
            parent.map(|(id, _)| id.clone())
        });
        let arranged = arrangement(&design);
        let inserted = insert(&design, &arranged, template, home.as_ref(), None).unwrap();
        design.apply(&inserted.transaction);
        check_nothing_overlaps(&design);
    }
}

/// Siblings lie apart, and each inside what it stands in.
#[track_caller]
fn check_nothing_overlaps(design: &Document) {
    let arranged = arrangement(design);
    for (id, rect) in &arranged.resources {
        let container = design.container(id);
        if let Some(container) = container {
            assert!(
                arranged.resources[container].encloses(*rect),
                "{id} leaves {container}"
            );
        }
        for (other, other_rect) in &arranged.resources {
            let are_siblings = id != other && design.container(other) == container;
            assert!(
                !are_siblings || !rect.overlaps(*other_rect),
                "{id} overlaps {other}"
            );
        }
    }
}

#[track_caller]
fn check_drop(kind: Kind, at: impl Place, expected: Result<Option<&str>, &str>) {
    let editor = TestEditor::new(PRIVATE_LINK);
    let design = editor.seen();
    let target = drop_target(design, &arrangement(design), kind, at.on(&editor));
    let target = target.map(|id| id.map(|id| id.to_string()));
    let expected = expected
        .map(|id| id.map(str::to_owned))
        .map_err(str::to_owned);
    assert_eq!(target, expected);
}

#[test]
fn drops_go_to_the_innermost_legal_container_or_say_why_not() {
    check_drop(Kind::Instance, Inside("subnet-a"), Ok(Some("subnet-a")));
    check_drop(Kind::Instance, "i-app", Ok(Some("subnet-a")));
    check_drop(
        Kind::Instance,
        Inside("vpc-c"),
        Err("An instance stands in a subnet; drop it on one"),
    );
    check_drop(
        Kind::Subnet,
        Nowhere,
        Err("A subnet stands in a VPC; drop it on one"),
    );
    check_drop(Kind::Subnet, Inside("subnet-a"), Ok(Some("vpc-c")));
    check_drop(Kind::Subnet, "i-app", Ok(Some("vpc-c")));
    check_drop(Kind::Vpc, Nowhere, Ok(None));
    check_drop(
        Kind::Vpc,
        Inside("vpc-c"),
        Err("A VPC stands in an account or on the canvas, not in a VPC"),
    );
    check_drop(Kind::VpcEndpoint, Inside("subnet-b"), Ok(Some("subnet-b")));
    check_drop(Kind::Listener, "nlb", Ok(Some("nlb")));
    check_drop(
        Kind::Listener,
        Inside("vpc-p"),
        Err("A listener belongs to a load balancer; drop it on one"),
    );
}

#[test]
fn without_a_pointer_it_goes_into_what_is_selected_or_the_only_place() {
    let design = document(PRIVATE_LINK);
    let near = |kind, selected: Option<&str>| {
        let selected = selected.map(Into::into);
        home_near(&design, kind, selected.as_ref()).map(|id| id.map(|id| id.to_string()))
    };
    assert_eq!(
        near(Kind::Subnet, Some("i-app")),
        Ok(Some("vpc-c".to_owned()))
    );
    assert_eq!(near(Kind::Vpc, Some("i-app")), Ok(None));
    assert_eq!(near(Kind::Listener, None), Ok(Some("nlb".to_owned())));
    assert_eq!(
        near(Kind::Subnet, None),
        Err("A subnet stands in a VPC; select one first".to_owned())
    );
}

#[test]
fn a_drop_from_the_palette_is_one_step_and_selects() {
    let mut editor = TestEditor::new(PRIVATE_LINK);
    let before = editor.file();
    editor
        .drop(ONE(Kind::Instance), Inside("subnet-b"))
        .check_selected(&["i-1"])
        .check_parent("i-1", Some("subnet-b"))
        .check_undo(Some("Insert instance"))
        .check_tool("Idle")
        .undo();
    assert_eq!(editor.file(), before);
    editor
        .drop(ONE(Kind::Instance), Inside("vpc-c"))
        .check_said("An instance stands in a subnet; drop it on one")
        .check_undo(None);
}

#[test]
fn with_shift_the_palette_entry_stays_in_the_hand() {
    let mut editor = TestEditor::new(PRIVATE_LINK);
    editor.shift().drop(ONE(Kind::Instance), Inside("subnet-b"));
    editor.check_tool("Placing").hands_off();
    editor.drag(Inside("subnet-a")).release().check_tool("Idle");
    editor.check_parent("i-2", Some("subnet-a"));
}

#[test]
fn every_kind_stands_in_the_palette_once() {
    let kinds: Vec<Kind> = Template::all().map(Template::kind).collect();
    let missing: Vec<_> = Kind::ALL
        .iter()
        .filter(|kind| !kinds.contains(kind))
        .collect();
    assert_eq!(missing, Vec::<&Kind>::new());
    let titles: Vec<_> = Template::all().map(Template::title).collect();
    for title in &titles {
        let same = titles.iter().filter(|other| *other == title);
        assert_eq!(same.count(), 1, "{title}");
    }
}

#[test]
fn endpoints_and_load_balancers_begin_as_their_type() {
    let design = "vpc v 10.0.0.0/16\n  sg sg\n  subnet s 10.0.0.0/24 use1-az1\n  subnet t 10.0.1.0/24 use1-az2";
    check_inserted(
        design,
        Template::Endpoint(VpcEndpointType::Gateway),
        Some("v"),
        json!({"Kind": "VpcEndpoint", "VpcEndpointType": "Gateway", "VpcId": "v"}),
    );
    check_inserted(
        design,
        Template::Endpoint(VpcEndpointType::GatewayLoadBalancer),
        Some("v"),
        json!({"Kind": "VpcEndpoint", "VpcEndpointType": "GatewayLoadBalancer", "VpcId": "v", "SubnetIds": ["s"],
               "SubnetConfigurations": [{"SubnetId": "s", "Ipv4": "10.0.0.4"}]}),
    );
    check_inserted(
        design,
        Template::LoadBalancer(LoadBalancerType::Application),
        Some("s"),
        json!({"Kind": "LoadBalancer", "Type": "application", "Scheme": "internal", "VpcId": "v",
               "SubnetMappings": [{"SubnetId": "s", "PrivateIPv4Address": "10.0.0.4"}]}),
    );
}

#[test]
fn what_joins_others_is_connected_with_what_is_selected() {
    let design = document("vpc a 10.0.0.0/16 Region=us-east-1\nvpc b 10.1.0.0/16 Region=us-east-1");
    let inserted = insert_for(
        &design,
        &arrangement(&design),
        ONE(Kind::VpcPeeringConnection),
        None,
        None,
        &["a".into(), "b".into()],
    )
    .unwrap();
    let after = design.with(&inserted.transaction);
    let fields = Value::Object(after.resource(&inserted.id).unwrap().to_fields());
    assert_eq!(
        fields["RequesterVpcInfo"],
        json!({"VpcId": "a", "Region": "us-east-1"})
    );
    assert_eq!(
        fields["AccepterVpcInfo"],
        json!({"VpcId": "b", "Region": "us-east-1"})
    );
}
