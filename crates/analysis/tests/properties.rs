//! What must hold for every design, whole or broken.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};

use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};
use vpcanvas_analysis::{
    DnsQuery, FlowTrace, Hop, Packet, Question, RecordType, Step, Trace, Verdict, findings, fixes,
    lookup, matrix, services, sources, trace,
};
use vpcanvas_model::{Document, Protocol, Transaction, file};
use vpcanvas_network::{Network, resolve};

const T0: &str = include_str!("../testdata/t0.vpcanvas.json");

/// Every place below a value that holds the id of a resource, as JSON pointers.
fn references(value: &Value, ids: &[String], at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(key, value)| references(value, ids, &format!("{at}/{key}"), found)),
        Value::Array(values) => values
            .iter()
            .enumerate()
            .for_each(|(index, value)| references(value, ids, &format!("{at}/{index}"), found)),
        Value::String(text) if ids.contains(text) => found.push(at.to_owned()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn ids(design: &Value) -> Vec<String> {
    let resources = design["resources"].as_object().unwrap();
    resources.keys().cloned().collect()
}

/// A design with some of its references turned to other resources, of the wrong kind and in circles too, or to nothing.
fn mangled(design: &str, edits: &[(Index, Index)]) -> Value {
    let mut design: Value = serde_json::from_str(design).unwrap();
    let mut ids = ids(&design);
    let mut places = Vec::new();
    references(&design["resources"], &ids, "/resources", &mut places);
    ids.push("gone".to_owned());
    for (place, id) in edits {
        let place = place.get::<String>(&places);
        *design.pointer_mut(place).unwrap() = id.get::<String>(&ids).as_str().into();
    }
    design
}

fn read(design: &Value) -> Document {
    file::read(design.to_string().as_bytes()).unwrap()
}

/// Numbers that follow from a seed, for putting things in some order.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.throw(last + 1));
        }
    }
}

/// The text of a design with its records in some order.
fn in_some_order(design: &Value, dice: &mut Dice) -> String {
    let mut records: Vec<String> = design["resources"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(id, record)| format!("{}: {record}", json!(id)))
        .collect();
    dice.shuffle(&mut records);
    format!(
        "{{\"resources\": {{{}}}, \"version\": 1}}",
        records.join(", ")
    )
}

/// The same design with the rows of every list in some order: none of the two designs here has a list in which that matters.
fn lists_in_some_order(value: &mut Value, dice: &mut Dice) {
    match value {
        Value::Array(values) => {
            dice.shuffle(values);
            for value in values {
                lists_in_some_order(value, dice);
            }
        }
        Value::Object(fields) => {
            for value in fields.values_mut() {
                lists_in_some_order(value, dice);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The same design under other ids, in names of services too.
fn renamed(value: &Value, names: &BTreeMap<String, String>) -> Value {
    match value {
        Value::String(text) => {
            let (front, id) = match text.rsplit_once('.') {
                Some((front, id)) => (format!("{front}."), id),
                None => (String::new(), text.as_str()),
            };
            names
                .get(id)
                .map_or_else(|| value.clone(), |name| json!(format!("{front}{name}")))
        }
        Value::Array(values) => values.iter().map(|value| renamed(value, names)).collect(),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(key, value)| {
                let key = names.get(key).unwrap_or(key);
                (key.clone(), renamed(value, names))
            });
            Value::Object(fields.collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

/// Both designs, and who asks whom in them.
fn designs() -> [(String, Vec<(&'static str, &'static str)>); 2] {
    let in_t0 = vec![
        ("i-client", "api.example.com"),
        ("i-client", "vpce-e"),
        ("i-client", "i-target-a"),
        ("i-target-a", "i-client"),
        ("nlb-n", "i-target-a"),
    ];
    let mut beyond_t0 = Vec::new();
    let ends = [
        "internet",
        "i-a",
        "i-b",
        "i-p",
        "vpce-k",
        "cgw-o",
        "198.51.100.1",
    ];
    for from in ends {
        beyond_t0.extend(ends.map(|to| (from, to)));
    }
    // Which of its two connections takes what several lead to is the first.
    beyond_t0.retain(|(from, _)| *from != "cgw-o");
    [(T0.to_owned(), in_t0), (beyond(), beyond_t0)]
}

/// What an answer says, whatever things are called: its end, and each reason with what it is about.
fn said(answer: &Trace, names: &BTreeMap<String, String>) -> (Verdict, BTreeSet<String>) {
    let reason = |reason: &vpcanvas_analysis::Explanation| {
        let component = reason.component.as_str();
        let component = names.get(component).map_or(component, String::as_str);
        format!(
            "{} {component} {:?} {}",
            reason.code, reason.direction, reason.reference
        )
    };
    (answer.verdict, answer.explanations().map(reason).collect())
}

fn steps(way: &[Hop]) -> Vec<&Step> {
    way.iter().flat_map(|hop| &hop.steps).collect()
}

/// Each step has the packet as the one before left it, and a reply that arrives answers what was sent.
fn check_consistent(flow: &FlowTrace) {
    let (there, back) = (steps(&flow.forward), steps(&flow.back));
    for way in [&there, &back] {
        for pair in way.windows(2) {
            assert_eq!(pair[0].after, pair[1].before, "{pair:#?}");
        }
    }
    if flow.verdict != Verdict::Reachable || back.is_empty() {
        return;
    }
    let first = |way: &[&Step]| way.first().map(|step| step.before);
    let last = |way: &[&Step]| way.last().map(|step| step.after);
    assert_eq!(last(&there).map(Packet::reply), first(&back), "{flow:#?}");
    assert_eq!(first(&there).map(Packet::reply), last(&back), "{flow:#?}");
    // Of a network outside AWS the way back shows what leads there.
    let outside = |hop: &Hop| matches!(hop.kind, "Internet" | "CustomerGateway");
    if flow.forward.first().is_some_and(outside) {
        return;
    }
    let ends = |way: &[Hop]| {
        let ends = [way.first(), way.last()];
        ends.map(|hop| hop.map(|hop| hop.component.clone()))
    };
    let [from, to] = ends(&flow.forward);
    assert_eq!([to, from], ends(&flow.back), "{flow:#?}");
}

/// Everything a packet may pass beyond a VPC, once.
const BEYOND: &str = "
vpc vpc-a 10.1.0.0/16
  subnet subnet-a 10.1.1.0/24 use1-az1
    instance i-a 10.1.1.10 sg-a
  subnet subnet-p 10.1.2.0/24 use1-az1
    instance i-p 10.1.2.20 sg-a PublicIpAddress=203.0.113.20 SourceDestCheck=false
    nat nat-a NatGatewayAddresses=[{\"PrivateIp\":\"10.1.2.5\",\"PublicIp\":\"203.0.113.5\"}]
  endpoint vpce-k -> com.amazonaws.us-east-1.kms subnet-a@10.1.1.50 sg-a
  endpoint vpce-g VpcEndpointType=GatewayLoadBalancer SubnetIds=[\"subnet-p\"]
  endpoint vpce-s3 -> com.amazonaws.us-east-1.s3 VpcEndpointType=Gateway RouteTableIds=[\"rtb-p\"]
  sg sg-a
    in -1 0.0.0.0/0
    out -1 0.0.0.0/0
  igw igw-a
  eigw eigw-a
  vgw vgw-a
  table rtb-a main
    route 10.2.0.0/16 tgw-t
    route 0.0.0.0/0 nat-a
    route 192.168.0.0/16 i-p
  table rtb-p subnet-p
    route 10.2.0.0/16 pcx-1
    route 0.0.0.0/0 igw-a
    route 192.168.0.0/16 vgw-a
    route 198.51.100.0/24 vpce-g
  table rtb-edge Associations=[{\"GatewayId\":\"igw-a\"},{\"GatewayId\":\"vgw-a\"}]
    route 10.1.1.0/24 vpce-g
vpc vpc-b 10.2.0.0/16
  subnet subnet-b 10.2.1.0/24 use1-az1
    instance i-b 10.2.1.10 sg-b
  sg sg-b
    in -1 sg-a
    out -1 0.0.0.0/0
  table rtb-b main
    route 10.1.0.0/16 tgw-t
peering pcx-1 RequesterVpcInfo={\"VpcId\":\"vpc-a\"} AccepterVpcInfo={\"VpcId\":\"vpc-b\"}
on-premises cgw-o CidrBlocks=[\"192.168.0.0/16\"]
vpn vpn-o CustomerGatewayId=cgw-o VpnGatewayId=vgw-a
vpn vpn-t CustomerGatewayId=cgw-o TransitGatewayId=tgw-t
tgw tgw-2
tgw tgw-t
  attachment att-a ResourceType=vpc ResourceId=vpc-a SubnetIds=[\"subnet-a\"]
  attachment att-b ResourceType=vpc ResourceId=vpc-b SubnetIds=[\"subnet-b\"]
  attachment att-o ResourceType=vpn ResourceId=vpn-t
  attachment att-2 ResourceType=peering ResourceId=tgw-2
  tgw-table tgw-rtb Associations=[{\"TransitGatewayAttachmentId\":\"att-a\"},{\"TransitGatewayAttachmentId\":\"att-b\"}] Propagations=[{\"TransitGatewayAttachmentId\":\"att-a\"},{\"TransitGatewayAttachmentId\":\"att-b\"},{\"TransitGatewayAttachmentId\":\"att-o\"}] Routes=[{\"DestinationCidrBlock\":\"0.0.0.0/0\",\"TransitGatewayAttachmentId\":\"att-2\"}]
  tgw-table tgw-rtb-2 TransitGatewayId=tgw-2 Associations=[{\"TransitGatewayAttachmentId\":\"att-2\"}] Routes=[{\"DestinationCidrBlock\":\"0.0.0.0/0\",\"TransitGatewayAttachmentId\":\"att-2\"}]
";

fn beyond() -> String {
    file::write(&vpcanvas_fixture::parse(BEYOND).unwrap())
}

fn ask(document: &Document, from: &str, to: &str, port: u16) -> Trace {
    ask_network(&resolve(document), from, to, port)
}

fn ask_network(network: &Network, from: &str, to: &str, port: u16) -> Trace {
    let question = Question {
        from: from.to_owned(),
        to: to.to_owned(),
        protocol: Protocol::Tcp,
        port,
    };
    trace(network, &question)
}

fn rule(egress: bool, port: u16, range: &str) -> Value {
    json!({"IsEgress": egress, "IpProtocol": "tcp", "FromPort": port, "ToPort": port, "CidrIpv4": range})
}

fn with_rules(rules: &[(usize, bool, u16, String)]) -> Document {
    let mut design: Value = serde_json::from_str(T0).unwrap();
    for (group, egress, port, range) in rules {
        let group = ["sg-cli", "sg-ep", "sg-nlb", "sg-tgt"][*group];
        let place = format!("/resources/{group}/SecurityGroupRules");
        design
            .pointer_mut(&place)
            .unwrap()
            .as_array_mut()
            .unwrap()
            .push(rule(*egress, *port, range));
    }
    file::read(design.to_string().as_bytes()).unwrap()
}

/// The design with a note on every record that reads like something else, and notes of their own in every place.
fn noted(design: &Value) -> Value {
    let mut noted = design.clone();
    let records = noted["resources"].as_object_mut().unwrap();
    let mut sheets = vec![json!({"Kind": "Note", "Note": "On the canvas"})];
    for (id, record) in records.iter_mut() {
        record["Note"] = json!(format!("{id}\n10.0.1.10 0.0.0.0/0 api.example.com"));
        sheets.push(json!({"Kind": "Note", "Note": id, "ContainerId": id}));
    }
    for (number, sheet) in sheets.into_iter().enumerate() {
        records.insert(format!("note-{number}"), sheet);
    }
    noted
}

/// Everything that is said of a design.
fn all_said(document: &Document, ends: &[&str]) -> Vec<String> {
    let network = resolve(document);
    // What a fix would write holds the records with their notes; what it is called does not.
    let found = findings(&network).into_iter().map(|finding| {
        let fixes = finding.fixes.iter().map(|fix| fix.title.clone());
        let fixes: Vec<String> = fixes.collect();
        (finding.code, finding.component, finding.message, fixes)
    });
    let found: Vec<_> = found.collect();
    let mut said = vec![
        format!("{found:?}"),
        format!(
            "{:?}",
            matrix(&network, sources(&network), services(&network))
        ),
    ];
    for from in ends {
        for to in ends {
            said.push(format!("{:?}", ask_network(&network, from, to, 443)));
        }
        let query = DnsQuery {
            from: (*from).into(),
            name: "api.example.com".to_owned(),
            record_type: RecordType::A,
        };
        said.push(format!("{:?}", lookup(&network, &query)));
    }
    said
}

proptest! {
    #[test]
    fn notes_change_no_answer(edits in prop::collection::vec(any::<(Index, Index)>(), 0..8)) {
        let in_t0 = ["i-client", "vpce-e", "i-target-a", "internet"];
        let beyond_t0 = ["i-a", "i-b", "internet", "cgw-o"];
        for (design, ends) in [(T0.to_owned(), in_t0), (beyond(), beyond_t0)] {
            let design = mangled(&design, &edits);
            prop_assert_eq!(
                all_said(&read(&design), &ends),
                all_said(&read(&noted(&design)), &ends)
            );
        }
    }

    #[test]
    fn broken_designs_are_answered_and_not_fallen_over(edits in prop::collection::vec(any::<(Index, Index)>(), 1..12)) {
        let document = read(&mangled(T0, &edits));
        let network = resolve(&document);
        for (id, _) in document.resources() {
            let question = Question { from: id.to_string(), to: "api.example.com".to_owned(), protocol: Protocol::Tcp, port: 443 };
            let answer = trace(&network, &question);
            for explanation in answer.explanations() {
                fixes(&network, &question, explanation);
            }
            lookup(&network, &DnsQuery { from: id.clone(), name: "api.example.com".to_owned(), record_type: RecordType::A });
            ask_network(&network, "i-client", id.as_str(), 443);
        }
        findings(&network);
        matrix(&network, sources(&network), services(&network));
    }

    #[test]
    fn circles_of_gateways_come_to_an_end(edits in prop::collection::vec(any::<(Index, Index)>(), 1..16)) {
        let document = read(&mangled(&beyond(), &edits));
        let network = resolve(&document);
        let ends = ["internet", "10.1.1.10", "203.0.113.20", "198.51.100.1", "192.168.7.7", "2001:db8::1"];
        let ids: Vec<&str> = document.resources().map(|(id, _)| id.as_str()).collect();
        for from in ids.into_iter().chain(ends) {
            for to in ["i-a", "i-b", "vpce-k", "cgw-o"].into_iter().chain(ends) {
                let answer = ask_network(&network, from, to, 443);
                answer.flows.iter().for_each(check_consistent);
            }
            lookup(&network, &DnsQuery { from: from.into(), name: "kms.us-east-1.amazonaws.com".to_owned(), record_type: RecordType::A });
        }
        findings(&network);
        matrix(&network, sources(&network), services(&network));
    }

    #[test]
    fn the_order_of_records_changes_no_answer(
        seed in any::<u64>(),
        edits in prop::collection::vec(any::<(Index, Index)>(), 0..4),
    ) {
        for (design, questions) in designs() {
            let design = mangled(&design, &edits);
            let network = resolve(&read(&design));
            let text = in_some_order(&design, &mut Dice(seed));
            let other = resolve(&file::read(text.as_bytes()).unwrap());
            prop_assert_eq!(findings(&network), findings(&other));
            prop_assert!(network.problems().eq(other.problems()));
            for (from, to) in questions {
                prop_assert_eq!(ask_network(&network, from, to, 443), ask_network(&other, from, to, 443));
            }
        }
    }

    #[test]
    fn neither_the_order_of_rows_nor_ids_decide_where_all_is_said_once(seed in any::<u64>()) {
        let mut dice = Dice(seed);
        for (text, questions) in designs() {
            let design: Value = serde_json::from_str(&text).unwrap();
            let network = resolve(&read(&design));
            let mut names = ids(&design);
            let mut numbers: Vec<usize> = (0..names.len()).collect();
            dice.shuffle(&mut numbers);
            let new = |(id, number): (String, &usize)| (id, format!("x-{number}"));
            let new: BTreeMap<String, String> = names.drain(..).zip(&numbers).map(new).collect();
            let old: BTreeMap<String, String> = new.iter().map(|(id, name)| (name.clone(), id.clone())).collect();
            let mut other = renamed(&design, &new);
            lists_in_some_order(&mut other, &mut dice);
            let other = resolve(&read(&other));
            for (from, to) in questions {
                let called = |id: &str| new.get(id).cloned().unwrap_or_else(|| id.to_owned());
                let answer = said(&ask_network(&network, from, to, 443), &BTreeMap::new());
                let again = said(&ask_network(&other, &called(from), &called(to), 443), &old);
                prop_assert_eq!(answer, again, "{} -> {}", from, to);
            }
        }
    }

    #[test]
    fn replies_take_back_what_requests_did(
        rules in prop::collection::vec((0..4_usize, any::<bool>(), Just(443), Just("0.0.0.0/0".to_owned())), 0..6),
        edits in prop::collection::vec(any::<(Index, Index)>(), 0..3),
    ) {
        let networks = [resolve(&with_rules(&rules)), resolve(&read(&mangled(T0, &edits)))];
        for network in &networks {
            for to in ["vpce-e", "api.example.com", "i-target-a"] {
                ask_network(network, "i-client", to, 443).flows.iter().for_each(check_consistent);
            }
        }
    }

    #[test]
    fn one_more_entry_that_allows_never_breaks_what_works(
        entries in prop::collection::vec((1..200_u16, any::<bool>(), 0..3_usize, prop_oneof![Just((443, 443)), Just((1024, 65535)), Just((32768, 60999))]), 1..6),
    ) {
        let document = |count: usize| {
            let rows: Vec<Value> = entries[..count]
                .iter()
                .map(|(number, egress, range, (from, to))| {
                    let range = ["10.0.0.0/16", "10.0.1.0/24", "0.0.0.0/0"][*range];
                    json!({"RuleNumber": number, "Egress": egress, "Protocol": "6", "RuleAction": "allow", "CidrBlock": range, "PortRange": {"From": from, "To": to}})
                })
                .collect();
            let mut design: Value = serde_json::from_str(T0).unwrap();
            design["resources"]["acl-x"] = json!({"Kind": "NetworkAcl", "VpcId": "vpc-c", "Associations": [{"SubnetId": "subnet-c-b"}], "Entries": rows});
            read(&design)
        };
        for count in 0..entries.len() {
            for to in ["10.0.1.50", "10.0.2.50"] {
                let before = ask(&document(count), "i-client", to, 443);
                let after = ask(&document(count + 1), "i-client", to, 443);
                prop_assert!(before.verdict != Verdict::Reachable || after.verdict == Verdict::Reachable);
            }
        }
    }

    #[test]
    fn one_more_allow_rule_never_breaks_what_works(
        rules in prop::collection::vec((0..4_usize, any::<bool>(), prop_oneof![Just(443), Just(8443), Just(22)], prop_oneof![Just("10.0.0.0/16".to_owned()), Just("10.0.1.0/24".to_owned()), Just("0.0.0.0/0".to_owned())]), 1..6),
        port in prop_oneof![Just(443), Just(22)],
    ) {
        for count in 0..rules.len() {
            let before = ask(&with_rules(&rules[..count]), "i-client", "vpce-e", port);
            let after = ask(&with_rules(&rules[..=count]), "i-client", "vpce-e", port);
            prop_assert!(before.verdict != Verdict::Reachable || after.verdict == Verdict::Reachable);
        }
    }

    #[test]
    fn where_things_stand_changes_no_answer(x in any::<i32>(), y in any::<i32>()) {
        let document = file::read(T0.as_bytes()).unwrap();
        let mut moved = Transaction::new("Move");
        for (id, _) in document.resources() {
            let placement = vpcanvas_model::Placement::at(vpcanvas_model::geometry::Point::new(x, y));
            moved.set_placement(&document, id, Some(placement));
        }
        prop_assert_eq!(
            ask(&document, "i-client", "api.example.com", 443),
            ask(&document.with(&moved), "i-client", "api.example.com", 443)
        );
    }

    #[test]
    fn a_design_beside_it_changes_no_answer(edits in prop::collection::vec(any::<(Index, Index)>(), 0..8)) {
        let [(t0, in_t0), (beyond, beyond_t0)] = designs();
        for (own, questions, beside) in [(&t0, &in_t0, &beyond), (&beyond, &beyond_t0, &t0), (&t0, &in_t0, &t0)] {
            let alone = file::read(own.as_bytes()).unwrap();
            let beside = mangled(beside, &edits);
            let names = ids(&beside).into_iter().map(|id| (id.clone(), format!("stranger-{id}")));
            let mut both = Transaction::new("Add strangers");
            for (id, resource) in read(&renamed(&beside, &names.collect())).resources() {
                both.set_resource(&alone, id, Some((**resource).clone()));
            }
            let (alone, both) = (resolve(&alone), resolve(&alone.with(&both)));
            for (from, to) in questions {
                prop_assert_eq!(ask_network(&alone, from, to, 443), ask_network(&both, from, to, 443));
            }
        }
    }
}
