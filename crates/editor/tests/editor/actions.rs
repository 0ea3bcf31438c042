//! Actions by their results: what connects, what is deleted, copied and refused.

use serde_json::{Value, json};
use vpcanvas_editor::{
    Way,
    actions::{
        Alignment, Direction, Step, align, connect, connectable, copy, delete, disconnect,
        distribute, duplicate, fit_to_contents, lay_out, nudge, paste, set_field, set_name,
    },
    navigate,
};
use vpcanvas_model::{
    Document, Kind, ResourceId, Transaction, arrangement, file, geometry::Offset,
};

use crate::test_editor::{Inside, PRIVATE_LINK, TestEditor, document};

/// A design with one resource more, given as JSON.
fn with(text: &str, id: &str, fields: &Value) -> Document {
    let mut file: Value = serde_json::from_str(&file::write(&document(text))).unwrap();
    file["resources"][id] = fields.clone();
    file::read(file.to_string().as_bytes()).unwrap()
}

fn fields(document: &Document, id: &str) -> Value {
    Value::Object(document.resource(&id.into()).unwrap().to_fields())
}

/// Connects both ways round and compares one field of one of the two.
#[track_caller]
fn check_connects(
    document: &Document,
    ends: [&str; 2],
    (holder, field): (&str, &str),
    expected: Value,
) {
    for [from, to] in [ends, [ends[1], ends[0]]] {
        let transaction = connect(document, &from.into(), &to.into()).unwrap();
        let after = document.with(&transaction);
        assert_eq!(fields(&after, holder)[field], expected);
        assert!(connect(&after, &from.into(), &to.into()).is_err());
    }
}

#[track_caller]
fn check_refused(document: &Document, from: &str, to: &str, expected: &str) {
    assert_eq!(
        connect(document, &from.into(), &to.into()).unwrap_err(),
        expected
    );
}

#[test]
fn connections_are_fields_of_a_record() {
    let design = document(PRIVATE_LINK);
    check_connects(
        &design,
        ["rtb", "subnet-b"],
        ("rtb", "Associations"),
        json!([{"SubnetId": "subnet-a"}, {"SubnetId": "subnet-b"}]),
    );
    check_connects(
        &design,
        ["vpce", "subnet-b"],
        ("vpce", "SubnetConfigurations"),
        json!([{"SubnetId": "subnet-a", "Ipv4": "10.0.1.50"}, {"SubnetId": "subnet-b", "Ipv4": "10.0.2.4"}]),
    );
    let group = json!({"Kind": "SecurityGroup", "VpcId": "vpc-p"});
    let design = with(PRIVATE_LINK, "sg-p", &group);
    check_connects(
        &design,
        ["sg-p", "i-web"],
        ("i-web", "SecurityGroupIds"),
        json!(["sg-p"]),
    );
    check_connects(
        &design,
        ["sg-p", "nlb"],
        ("nlb", "SecurityGroups"),
        json!(["sg-p"]),
    );
    let zone = json!({"Kind": "HostedZone", "Name": "example.com"});
    let design = with(PRIVATE_LINK, "zone", &zone);
    check_connects(
        &design,
        ["zone", "vpc-c"],
        ("zone", "VPCs"),
        json!([{"VPCId": "vpc-c", "VPCRegion": "us-east-1"}]),
    );
}

#[test]
fn an_endpoint_connects_to_a_service_by_its_name() {
    let other = json!({"Kind": "VpcEndpointService", "NetworkLoadBalancerArns": []});
    let design = with(PRIVATE_LINK, "svc-2", &other);
    check_connects(
        &design,
        ["vpce", "svc-2"],
        ("vpce", "ServiceName"),
        json!("com.amazonaws.vpce.us-east-1.svc-2"),
    );
}

#[test]
fn a_subnet_leaves_its_route_table_for_another() {
    let table = json!({"Kind": "RouteTable", "VpcId": "vpc-c"});
    let design = with(PRIVATE_LINK, "rtb-2", &table);
    let after = design.with(&connect(&design, &"subnet-a".into(), &"rtb-2".into()).unwrap());
    assert_eq!(
        fields(&after, "rtb-2")["Associations"],
        json!([{"SubnetId": "subnet-a"}])
    );
    assert_eq!(fields(&after, "rtb").get("Associations"), None);
}

#[test]
fn target_groups_take_what_their_type_says() {
    let empty = json!({"Kind": "TargetGroup", "VpcId": "vpc-p", "Port": 80});
    let design = with(PRIVATE_LINK, "tg-2", &empty);
    check_connects(
        &design,
        ["i-web", "tg-2"],
        ("tg-2", "Targets"),
        json!([{"Id": "i-web"}]),
    );
    let by_address = json!({"Kind": "TargetGroup", "VpcId": "vpc-p", "TargetType": "ip"});
    let design = with(PRIVATE_LINK, "tg-2", &by_address);
    check_connects(
        &design,
        ["i-web", "tg-2"],
        ("tg-2", "Targets"),
        json!([{"Id": "10.1.1.10"}]),
    );
    let interface = json!({"Kind": "NetworkInterface", "SubnetId": "subnet-p", "PrivateIpAddresses": [{"PrivateIpAddress": "10.1.1.30"}]});
    let design = with(PRIVATE_LINK, "eni", &interface);
    check_refused(
        &design,
        "eni",
        "tg",
        "tg takes targets of type instance; make another target group for eni",
    );
    check_connects(
        &design,
        ["eni", "i-web"],
        ("eni", "Attachment"),
        json!({"InstanceId": "i-web", "DeviceIndex": 1}),
    );
}

#[test]
fn a_load_balancer_listens_for_a_target_group() {
    let empty = json!({"Kind": "TargetGroup", "VpcId": "vpc-p", "Port": 80, "Protocol": "TCP"});
    let design = with(PRIVATE_LINK, "tg-2", &empty);
    let after = design.with(&connect(&design, &"nlb".into(), &"tg-2".into()).unwrap());
    assert_eq!(
        fields(&after, "listener-1"),
        json!({"Kind": "Listener", "LoadBalancerArn": "nlb", "Port": 80, "Protocol": "TCP",
               "DefaultActions": [{"Type": "forward", "TargetGroupArn": "tg-2"}]})
    );
    check_refused(&after, "nlb", "tg-2", "nlb and tg-2 are already connected");
    let same_port = json!({"Kind": "TargetGroup", "VpcId": "vpc-p", "Port": 443});
    check_refused(
        &with(PRIVATE_LINK, "tg-2", &same_port),
        "nlb",
        "tg-2",
        "nlb already listens on port 443; connect listener with the target group instead",
    );
}

#[test]
fn what_cannot_connect_says_why() {
    let design = document(PRIVATE_LINK);
    check_refused(
        &design,
        "i-app",
        "i-app",
        "A connection needs two ends; pick another resource",
    );
    check_refused(&design, "vpce", "svc", "vpce and svc are already connected");
    check_refused(
        &design,
        "i-app",
        "vpce",
        "An instance connects to a network interface, a target group or a security group, not to a VPC endpoint",
    );
    check_refused(
        &design,
        "vpce",
        "subnet-p",
        "vpce stands in vpc-c, subnet-p in vpc-p; both must be in one VPC",
    );
    check_refused(&design, "nlb", "gone", "gone does not exist any more");
    let twin = json!({"Kind": "Subnet", "VpcId": "vpc-c", "AvailabilityZoneId": "use1-az1", "CidrBlock": "10.0.3.0/24"});
    check_refused(
        &with(PRIVATE_LINK, "subnet-c", &twin),
        "vpce",
        "subnet-c",
        "vpce already has an interface in use1-az1, in subnet-a; it takes one subnet a zone",
    );
    let service = json!({"Kind": "VpcEndpointService"});
    check_refused(
        &with(PRIVATE_LINK, "svc-2", &service),
        "svc-2",
        "nlb",
        "nlb already stands behind svc; a load balancer belongs to one endpoint service",
    );
    let interface = json!({"Kind": "NetworkInterface", "SubnetId": "subnet-b"});
    check_refused(
        &with(PRIVATE_LINK, "eni", &interface),
        "eni",
        "i-app",
        "eni lies in use1-az2, i-app in use1-az1; an interface attaches in its own zone",
    );
}

#[test]
fn connectable_kinds_are_mutual() {
    for kind in Kind::ALL {
        for other in connectable(*kind) {
            assert!(connectable(other).contains(kind), "{kind} {other}");
        }
    }
}

#[test]
fn disconnecting_takes_back_what_connecting_did() {
    let design = document(PRIVATE_LINK);
    for (one, other) in [
        ("rtb", "subnet-a"),
        ("i-app", "sg-app"),
        ("vpce", "sg-app"),
        ("svc", "nlb"),
        ("tg", "i-web"),
        ("listener", "tg"),
    ] {
        let (one, other) = (ResourceId::from(one), ResourceId::from(other));
        let apart = design.with(&disconnect(&design, &one, &other).unwrap());
        assert_ne!(apart, design);
        let again = apart.with(&connect(&apart, &other, &one).unwrap());
        assert_eq!(file::write(&again), file::write(&design));
    }
    let apart = design.with(&disconnect(&design, &"vpce".into(), &"subnet-a".into()).unwrap());
    assert_eq!(fields(&apart, "vpce").get("SubnetConfigurations"), None);
    assert_eq!(
        disconnect(&design, &"i-app".into(), &"subnet-a".into()).unwrap_err(),
        "Nothing connects i-app with subnet-a"
    );
}

#[test]
fn deleting_a_container_deletes_its_contents_and_leaves_references() {
    let mut editor = TestEditor::new(PRIVATE_LINK);
    let before = editor.file();
    let design = editor.seen().clone();
    let doomed = ["vpc-p", "i-web"].map(ResourceId::from);
    editor
        .select(&["vpc-p"])
        .commit(delete(&design, &arrangement(&design), &doomed))
        .check_undo(Some("Delete vpc-p"))
        .check_selected(&[]);
    let left: Vec<&str> = editor
        .seen()
        .resources()
        .map(|(id, _)| id.as_str())
        .collect();
    assert_eq!(
        left,
        [
            "i-app", "rtb", "sg-app", "subnet-a", "subnet-b", "svc", "vpc-c", "vpce"
        ]
    );
    assert_eq!(
        fields(editor.seen(), "svc")["NetworkLoadBalancerArns"],
        json!(["nlb"])
    );
    editor.undo().check_selected(&["vpc-p"]);
    assert_eq!(editor.file(), before);
}

#[test]
fn deleting_moves_nothing_else() {
    let design = document(PRIVATE_LINK);
    let before = arrangement(&design);
    let after = arrangement(&design.with(&delete(&design, &before, &["vpc-c".into()])));
    for (id, rect) in &after.resources {
        assert_eq!(Some(*rect), before.rect(id), "{id}");
    }
}

#[test]
fn a_copied_vpc_has_ids_ranges_and_references_of_its_own() {
    let design = document(PRIVATE_LINK);
    let copied = duplicate(&design, &arrangement(&design), &["vpc-c".into()], None).unwrap();
    let after = design.with(&copied.transaction);
    assert_eq!(copied.ids, ["vpc-c-2".into()]);
    assert_eq!(fields(&after, "vpc-c-2")["CidrBlock"], json!("10.2.0.0/16"));
    assert_eq!(
        fields(&after, "subnet-a-2")["CidrBlock"],
        json!("10.2.1.0/24")
    );
    assert_eq!(
        fields(&after, "i-app-2"),
        json!({"Kind": "Instance", "SubnetId": "subnet-a-2", "PrivateIpAddress": "10.2.1.10", "SecurityGroupIds": ["sg-app-2"]})
    );
    assert_eq!(
        fields(&after, "vpce-2")["SubnetConfigurations"],
        json!([{"SubnetId": "subnet-a-2", "Ipv4": "10.2.1.50"}])
    );
    assert_eq!(
        fields(&after, "vpce-2")["ServiceName"],
        fields(&design, "vpce")["ServiceName"]
    );
    assert_eq!(
        fields(&after, "rtb-2")["Associations"],
        json!([{"SubnetId": "subnet-a-2"}])
    );
    for id in ["vpc-c", "subnet-a", "i-app", "vpce", "rtb"] {
        assert_eq!(fields(&after, id), fields(&design, id));
    }
    let arranged = arrangement(&after);
    let copy = arranged.rect(&"vpc-c-2".into()).unwrap();
    for other in ["vpc-c", "vpc-p", "svc"] {
        assert!(
            !copy.overlaps(arranged.rect(&other.into()).unwrap()),
            "{other}"
        );
    }
}

#[test]
fn a_copied_subnet_gets_a_free_range_and_what_is_unique_stays_behind() {
    let design = document(PRIVATE_LINK);
    let ids = ["subnet-a", "rtb", "svc"].map(ResourceId::from);
    let after = design.with(
        &duplicate(&design, &arrangement(&design), &ids, None)
            .unwrap()
            .transaction,
    );
    assert_eq!(
        fields(&after, "subnet-a-2")["CidrBlock"],
        json!("10.0.0.0/24")
    );
    assert_eq!(
        fields(&after, "i-app-2")["PrivateIpAddress"],
        json!("10.0.0.10")
    );
    assert_eq!(
        fields(&after, "rtb-2")["Associations"],
        json!([{"SubnetId": "subnet-a-2"}])
    );
    assert_eq!(fields(&after, "svc-2").get("NetworkLoadBalancerArns"), None);
}

#[test]
fn what_is_copied_can_be_pasted_into_another_design() {
    let design = document(PRIVATE_LINK);
    let ids = ["subnet-a", "i-web"].map(ResourceId::from);
    let clip = copy(&design, &arrangement(&design), &ids);
    let clip = file::read(file::write(&clip).as_bytes()).unwrap();
    let other = document("vpc vpc-x 10.9.0.0/16");
    let pasted = paste(
        &other,
        &arrangement(&other),
        &clip,
        Some(&"vpc-x".into()),
        None,
    )
    .unwrap();
    let after = other.with(&pasted.transaction);
    assert_eq!(fields(&after, "subnet-a")["VpcId"], json!("vpc-x"));
    assert_eq!(
        fields(&after, "subnet-a")["CidrBlock"],
        json!("10.9.0.0/24")
    );
    assert_eq!(
        fields(&after, "i-app")["PrivateIpAddress"],
        json!("10.9.0.10")
    );
    assert!(after.resource(&"i-web".into()).is_some());
    assert_eq!(pasted.transaction.label, "Paste 2 resources");
}

/// Pastes something of one design into another, and says what its record names as what it belongs to then.
#[track_caller]
fn check_pasted(
    from: &str,
    id: &str,
    to: &str,
    into: Option<&str>,
    expected: (&str, Option<&str>),
) {
    let (design, other) = (document(from), document(to));
    let clip = copy(&design, &arrangement(&design), &[id.into()]);
    let into = into.map(ResourceId::from);
    let pasted = paste(&other, &arrangement(&other), &clip, into.as_ref(), None).unwrap();
    let after = other.with(&pasted.transaction);
    let pasted = fields(&after, pasted.ids[0].as_str());
    assert_eq!(pasted.get(expected.0).and_then(Value::as_str), expected.1);
}

#[test]
fn what_is_pasted_belongs_to_the_nearest_that_takes_it_and_to_nothing_that_is_not_there() {
    const OWNED: &str = "account a\n  vpc v 10.0.0.0/16\n    subnet s 10.0.0.0/24";
    let owner = "OwnerId";
    check_pasted(OWNED, "v", "vpc w 10.9.0.0/16", None, (owner, None));
    check_pasted(OWNED, "v", "account b", None, (owner, None));
    check_pasted(OWNED, "v", OWNED, None, (owner, Some("a")));
    check_pasted(OWNED, "v", OWNED, Some("s"), (owner, Some("a")));
    check_pasted(
        PRIVATE_LINK,
        "subnet-a",
        PRIVATE_LINK,
        Some("subnet-p"),
        ("VpcId", Some("vpc-p")),
    );
}

#[track_caller]
fn check_set(id: &str, path: &[Step], value: Value, (field, expected): (&str, Option<Value>)) {
    let design = document(PRIVATE_LINK);
    let after = design.with(&set_field(&design, &id.into(), path, value).unwrap());
    assert_eq!(fields(&after, id).get(field).cloned(), expected);
}

#[test]
fn fields_are_set_by_path() {
    check_set(
        "subnet-a",
        &["CidrBlock".into()],
        json!("10.0.9.0/24"),
        ("CidrBlock", Some(json!("10.0.9.0/24"))),
    );
    check_set(
        "subnet-a",
        &["CidrBlock".into()],
        Value::Null,
        ("CidrBlock", None),
    );
    check_set(
        "sg-app",
        &["SecurityGroupRules".into(), 0.into(), "FromPort".into()],
        json!(443),
        (
            "SecurityGroupRules",
            Some(
                json!([{"IsEgress": true, "IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0", "FromPort": 443, "ToPort": -1}]),
            ),
        ),
    );
    check_set(
        "sg-app",
        &["SecurityGroupRules".into(), 0.into()],
        Value::Null,
        ("SecurityGroupRules", None),
    );
    check_set(
        "tg",
        &["Targets".into(), 1.into(), "Id".into()],
        json!("i-2"),
        ("Targets", Some(json!([{"Id": "i-web"}, {"Id": "i-2"}]))),
    );
    check_set(
        "i-app",
        &["Tags".into(), "Team".into()],
        json!("red"),
        ("Tags", Some(json!({"Team": "red"}))),
    );
}

#[track_caller]
fn check_not_set(id: &str, path: &[Step], value: Value, expected: &str) {
    let design = document(PRIVATE_LINK);
    let refusal = set_field(&design, &id.into(), path, value).unwrap_err();
    assert!(refusal.contains(expected), "{refusal}");
}

#[test]
fn what_the_model_refuses_is_refused_in_its_words() {
    check_not_set(
        "subnet-a",
        &["CidrBlock".into()],
        json!("ten"),
        "expected an IPv4 CIDR block such as 10.0.1.0/24",
    );
    check_not_set("listener", &["Port".into()], json!(70_000), "Port");
    check_not_set(
        "tg",
        &["Targets".into(), 5.into(), "Id".into()],
        json!("i"),
        "there are only 1 rows",
    );
    check_not_set(
        "i-app",
        &["Kind".into()],
        json!("Vpc"),
        "The kind of a resource cannot change",
    );
    check_not_set(
        "gone",
        &["Kind".into()],
        json!("Vpc"),
        "gone does not exist any more",
    );
}

#[test]
fn a_subnet_given_to_another_vpc_is_drawn_there() {
    let mut editor = TestEditor::new(PRIVATE_LINK);
    editor.press("subnet-a").drag_by(-8, 8).release();
    let design = editor.seen().clone();
    let transaction = set_field(
        &design,
        &"subnet-a".into(),
        &["VpcId".into()],
        json!("vpc-p"),
    )
    .unwrap();
    editor.commit(transaction);
    assert!(editor.rect("vpc-p").encloses(editor.rect("subnet-a")));
    assert!(!editor.rect("vpc-p").overlaps(editor.rect("vpc-c")));
}

#[test]
fn names_are_tags() {
    let design = document(PRIVATE_LINK);
    let named = design.with(&set_name(&design, &"i-app".into(), " shop "));
    assert_eq!(named.display_name(&"i-app".into()), "shop ");
    let unnamed = named.with(&set_name(&named, &"i-app".into(), ""));
    assert_eq!(unnamed, design);
}

#[test]
fn a_container_fits_its_contents_on_demand() {
    let mut editor = TestEditor::new(PRIVATE_LINK);
    editor.ctrl().press("i-app").drag_by(200, 200).release();
    editor.press("i-app").drag_by(-200, -200).release();
    let (large, contents) = (editor.rect("subnet-a"), editor.rect("i-app"));
    let design = editor.seen().clone();
    editor.commit(fit_to_contents(
        &design,
        &arrangement(&design),
        &"subnet-a".into(),
    ));
    let small = editor.rect("subnet-a");
    assert!(large.encloses(small) && small != large);
    assert!(small.encloses(contents) && editor.rect("i-app") == contents);
}

#[test]
fn arrow_keys_nudge() {
    let mut editor = TestEditor::new(PRIVATE_LINK);
    let before = editor.rect("svc");
    let design = editor.seen().clone();
    let by = Offset::new(0, -8);
    editor
        .commit(nudge(&design, &arrangement(&design), &["svc".into()], by).unwrap())
        .check_undo(Some("Nudge svc"));
    assert_eq!(editor.rect("svc"), before.moved(by));
}

#[test]
fn what_moves_to_another_vpc_fits_there() {
    let mut editor = TestEditor::new(PRIVATE_LINK);
    editor.press("subnet-a").drag(Inside("vpc-p")).release();
    editor.check_parent("subnet-a", Some("vpc-p"));
    assert_eq!(
        fields(editor.seen(), "subnet-a")["CidrBlock"],
        json!("10.1.0.0/24")
    );
    assert_eq!(editor.address("i-app"), "10.1.0.10");
    editor.press("vpce").drag(Inside("vpc-p")).release();
    assert_eq!(
        fields(editor.seen(), "vpce")["SubnetIds"],
        json!(["subnet-a"])
    );
    assert_eq!(
        fields(editor.seen(), "vpce")["SubnetConfigurations"],
        json!([{"SubnetId": "subnet-a", "Ipv4": "10.1.0.4"}])
    );
}

#[test]
fn a_connection_gets_the_room_its_interface_needs() {
    let mut editor = TestEditor::new(PRIVATE_LINK);
    editor.press("vpc-c").drag_by(-80, 0).release();
    editor.press("subnet-b").drag_by(0, 8).release();
    let table = editor.rect("rtb");
    let design = editor.seen().clone();
    let design_with = |to: &str| connect(&design, &"vpce".into(), &to.into()).unwrap();
    editor.commit(design_with("subnet-b"));
    assert!(editor.rect("vpc-c").encloses(editor.rect("subnet-b")));
    assert!(!editor.rect("subnet-b").overlaps(editor.rect("rtb")));
    assert_eq!(editor.rect("rtb").min.x, table.min.x);
}

#[track_caller]
fn check_lefts(transaction: &Transaction, design: &Document, expected: [i32; 3]) {
    let arranged = arrangement(&design.with(transaction));
    let lefts = ["vpc-c", "svc", "vpc-p"].map(|id| arranged.rect(&id.into()).unwrap().min.x);
    assert_eq!(lefts, expected);
}

#[test]
fn things_are_put_in_line_and_at_equal_distances() {
    let mut editor = TestEditor::new(PRIVATE_LINK);
    editor.press("vpc-c").drag_by(-400, 0).release();
    editor.press("vpc-p").drag_by(0, 800).release();
    editor.press("svc").drag_by(0, 1600).release();
    let design = editor.seen().clone();
    let arranged = arrangement(&design);
    let ids = ["vpc-c", "svc", "vpc-p"].map(ResourceId::from);
    let [consumer, service, provider] = ids.clone().map(|id| arranged.rect(&id).unwrap());
    let left = align(&design, &arranged, &ids, Alignment::Left).unwrap();
    check_lefts(&left, &design, [consumer.min.x; 3]);
    let right = align(&design, &arranged, &ids, Alignment::Right).unwrap();
    let lefts = [consumer, service, provider].map(|rect| provider.max.x - rect.width());
    check_lefts(&right, &design, lefts);
    let spread = distribute(&design, &arranged, &ids, Direction::Horizontal).unwrap();
    let free = provider.min.x - consumer.max.x - service.width();
    let middle = consumer.max.x + free / 2;
    check_lefts(&spread, &design, [consumer.min.x, middle, provider.min.x]);
    let two = distribute(&design, &arranged, &ids[..2], Direction::Vertical).unwrap();
    assert!(two.is_empty());
}

#[test]
fn what_was_placed_by_hand_can_be_laid_out_anew() {
    let design = document(PRIVATE_LINK);
    let before = arrangement(&design);
    let mut editor = TestEditor::of(design);
    editor.press("vpce").drag_by(8, 96).release();
    editor.press("vpc-p").drag_by(200, 0).release();
    let messy = editor.seen().clone();
    let contents = lay_out(&messy, &arrangement(&messy), Some(&"vpc-c".into()));
    editor.commit(contents);
    assert_eq!(Some(editor.rect("vpce")), before.rect(&"vpce".into()));
    assert_ne!(Some(editor.rect("vpc-p")), before.rect(&"vpc-p".into()));
    let messy = editor.seen().clone();
    editor.commit(lay_out(&messy, &arrangement(&messy), None));
    assert_eq!(**editor.editor.workspace().arrangement(), before);
}

#[track_caller]
fn check_way(from: Option<&str>, way: Way, expected: Option<&str>) {
    let arranged = arrangement(&document(PRIVATE_LINK));
    let from = from.map(ResourceId::from);
    let to = navigate(&arranged, from.as_ref(), way);
    assert_eq!(to.as_ref().map(ResourceId::as_str), expected);
}

#[test]
fn the_keyboard_reaches_everything() {
    check_way(None, Way::Down, Some("vpc-c"));
    check_way(Some("vpc-c"), Way::Into, Some("vpce"));
    check_way(Some("i-app"), Way::OutOf, Some("subnet-a"));
    check_way(Some("vpc-c"), Way::OutOf, None);
    check_way(Some("subnet-a"), Way::Right, Some("subnet-b"));
    check_way(Some("subnet-b"), Way::Left, Some("subnet-a"));
    check_way(Some("subnet-a"), Way::Down, Some("rtb"));
    check_way(Some("rtb"), Way::Up, Some("subnet-a"));
    check_way(Some("vpc-c"), Way::Previous, None);
    let arranged = arrangement(&document(PRIVATE_LINK));
    let mut seen = vec![navigate(&arranged, None, Way::Next).unwrap()];
    while let Some(next) = navigate(&arranged, seen.last(), Way::Next) {
        assert_eq!(
            navigate(&arranged, Some(&next), Way::Previous).as_ref(),
            seen.last()
        );
        seen.push(next);
    }
    assert_eq!(seen.len(), arranged.resources.len());
}

/// Two VPCs with what joins networks, unjoined.
fn networks() -> Document {
    let design = json!({"version": 1, "resources": {
        "vpc-a": {"Kind": "Vpc", "CidrBlock": "10.0.0.0/16"},
        "subnet-a": {"Kind": "Subnet", "VpcId": "vpc-a", "AvailabilityZoneId": "use1-az1", "CidrBlock": "10.0.1.0/24"},
        "rtb-a": {"Kind": "RouteTable", "VpcId": "vpc-a"},
        "vpc-b": {"Kind": "Vpc", "CidrBlock": "10.1.0.0/16"},
        "subnet-b": {"Kind": "Subnet", "VpcId": "vpc-b", "AvailabilityZoneId": "use1-az2", "CidrBlock": "10.1.1.0/24"},
        "igw": {"Kind": "InternetGateway"},
        "pcx": {"Kind": "VpcPeeringConnection"},
        "tgw": {"Kind": "TransitGateway"},
        "plug": {"Kind": "TransitGatewayAttachment", "TransitGatewayId": "tgw"},
        "table-1": {"Kind": "TransitGatewayRouteTable", "TransitGatewayId": "tgw"},
        "vpn": {"Kind": "VpnConnection"},
        "office": {"Kind": "CustomerGateway"},
        "options": {"Kind": "DhcpOptions"},
        "in": {"Kind": "ResolverEndpoint", "HostVPCId": "vpc-a", "Direction": "INBOUND"},
        "out": {"Kind": "ResolverEndpoint", "HostVPCId": "vpc-a", "Direction": "OUTBOUND"},
        "rule": {"Kind": "ResolverRule"},
        "profile": {"Kind": "Profile"},
        "other-profile": {"Kind": "Profile", "VPCIds": ["vpc-b"]},
        "rgw": {"Kind": "ResourceGateway", "VpcIdentifier": "vpc-b"},
        "rcfg": {"Kind": "ResourceConfiguration"},
        "sn": {"Kind": "ServiceNetwork"},
        "vpce": {"Kind": "VpcEndpoint", "VpcId": "vpc-a"}
    }});
    file::read(design.to_string().as_bytes()).unwrap()
}

#[test]
fn what_joins_networks_connects_with_them() {
    let design = networks();
    check_connects(&design, ["igw", "vpc-a"], ("igw", "VpcId"), json!("vpc-a"));
    check_connects(
        &design,
        ["plug", "vpc-b"],
        ("plug", "SubnetIds"),
        json!(["subnet-b"]),
    );
    check_connects(
        &design,
        ["plug", "subnet-a"],
        ("plug", "ResourceId"),
        json!("vpc-a"),
    );
    check_connects(
        &design,
        ["table-1", "plug"],
        ("table-1", "Associations"),
        json!([{"TransitGatewayAttachmentId": "plug"}]),
    );
    check_connects(
        &design,
        ["vpn", "office"],
        ("vpn", "CustomerGatewayId"),
        json!("office"),
    );
    check_connects(
        &design,
        ["vpn", "tgw"],
        ("vpn", "TransitGatewayId"),
        json!("tgw"),
    );
    check_connects(
        &design,
        ["vpc-a", "options"],
        ("vpc-a", "DhcpOptionsId"),
        json!("options"),
    );
    check_connects(
        &design,
        ["rule", "out"],
        ("rule", "ResolverEndpointId"),
        json!("out"),
    );
    check_connects(
        &design,
        ["profile", "rule"],
        ("profile", "ResourceArns"),
        json!(["rule"]),
    );
    check_connects(
        &design,
        ["rgw", "subnet-b"],
        ("rgw", "SubnetIds"),
        json!(["subnet-b"]),
    );
    check_connects(
        &design,
        ["rcfg", "rgw"],
        ("rcfg", "ResourceGatewayId"),
        json!("rgw"),
    );
    check_connects(&design, ["sn", "vpc-a"], ("sn", "VPCIds"), json!(["vpc-a"]));
    check_connects(
        &design,
        ["vpce", "rcfg"],
        ("vpce", "VpcEndpointType"),
        json!("Resource"),
    );
    check_connects(
        &design,
        ["in", "subnet-a"],
        ("in", "IpAddresses"),
        json!([{"SubnetId": "subnet-a", "Ip": "10.0.1.4"}]),
    );
    check_connects(
        &design,
        ["rtb-a", "tgw"],
        ("rtb-a", "Routes"),
        json!([{"DestinationCidrBlock": "0.0.0.0/0", "TransitGatewayId": "tgw"}]),
    );
}

#[test]
fn two_networks_are_joined_by_something_new() {
    let design = networks();
    let made = |from: &str, to: &str, id: &str| {
        let after = design.with(&connect(&design, &from.into(), &to.into()).unwrap());
        check_refused(
            &after,
            from,
            to,
            &format!("{from} and {to} are already connected"),
        );
        fields(&after, id)
    };
    let peering = made("vpc-a", "vpc-b", "pcx-1");
    assert_eq!(peering["RequesterVpcInfo"]["VpcId"], json!("vpc-a"));
    assert_eq!(peering["AccepterVpcInfo"]["VpcId"], json!("vpc-b"));
    let plug = made("tgw", "vpc-a", "tgw-attach-1");
    assert_eq!(plug["SubnetIds"], json!(["subnet-a"]));
    let tunnel = made("office", "tgw", "vpn-1");
    assert_eq!(tunnel["TransitGatewayId"], json!("tgw"));
}

#[test]
fn what_cannot_join_networks_says_why() {
    let design = networks();
    let overlapping = json!({"Kind": "Vpc", "CidrBlock": "10.0.0.0/8"});
    let mut file: Value = serde_json::from_str(&file::write(&design)).unwrap();
    file["resources"]["vpc-c"] = overlapping;
    let design = file::read(file.to_string().as_bytes()).unwrap();
    check_refused(
        &design,
        "vpc-a",
        "vpc-c",
        "vpc-a and vpc-c both use 10.0.0.0/16; VPCs whose ranges overlap cannot be peered",
    );
    check_refused(
        &design,
        "rtb-a",
        "pcx",
        "pcx has no other side yet; connect it with a second VPC first",
    );
    check_refused(
        &design,
        "rule",
        "in",
        "in takes questions in; a rule forwards by an outbound endpoint",
    );
    check_refused(
        &design,
        "profile",
        "vpc-b",
        "vpc-b uses other-profile already; a VPC has one Profile",
    );
    let plugged = design.with(&connect(&design, &"plug".into(), &"vpc-a".into()).unwrap());
    check_refused(
        &plugged,
        "plug",
        "subnet-b",
        "plug is attached to vpc-a, subnet-b stands in vpc-b; it takes subnets of its own VPC",
    );
    let routed = design.with(&connect(&design, &"igw".into(), &"vpc-a".into()).unwrap());
    let routed = routed.with(&connect(&routed, &"rtb-a".into(), &"igw".into()).unwrap());
    check_refused(
        &routed,
        "rtb-a",
        "tgw",
        "rtb-a sends 0.0.0.0/0 to igw already; change that route instead",
    );
}
