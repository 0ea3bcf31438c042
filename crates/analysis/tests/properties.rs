//! What must hold for every design, whole or broken.
#![cfg(test)]

use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};
use vpcanvas_analysis::{DnsQuery, Question, RecordType, Trace, Verdict, fixes, lookup, trace};
use vpcanvas_model::{Document, Properties, Protocol, Transaction, file};
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

/// A design with some of its references turned to other resources, of the wrong kind and in circles too.
fn mangled(design: &str, edits: &[(Index, Index)]) -> Document {
    let mut design: Value = serde_json::from_str(design).unwrap();
    let ids: Vec<String> = design["resources"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    let mut places = Vec::new();
    references(&design["resources"], &ids, "/resources", &mut places);
    for (place, id) in edits {
        let place = place.get::<String>(&places);
        *design.pointer_mut(place).unwrap() = id.get::<String>(&ids).as_str().into();
    }
    file::read(design.to_string().as_bytes()).unwrap()
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

proptest! {
    #[test]
    fn broken_designs_are_answered_and_not_fallen_over(edits in prop::collection::vec(any::<(Index, Index)>(), 1..12)) {
        let document = mangled(T0, &edits);
        let network = resolve(&document);
        for (id, _) in document.resources() {
            let question = Question { from: id.to_string(), to: "api.example.com".to_owned(), protocol: Protocol::Tcp, port: 443 };
            let answer = trace(&network, &question);
            for explanation in answer.explanations() {
                fixes(&network, &question, explanation);
            }
            lookup(&network, &DnsQuery { from: id.clone(), name: "api.example.com".to_owned(), record_type: RecordType::A });
            ask(&document, "i-client", id.as_str(), 443);
        }
        vpcanvas_analysis::findings(&network);
    }

    #[test]
    fn circles_of_gateways_come_to_an_end(edits in prop::collection::vec(any::<(Index, Index)>(), 1..16)) {
        let document = mangled(&beyond(), &edits);
        let network = resolve(&document);
        let ends = ["internet", "10.1.1.10", "203.0.113.20", "198.51.100.1", "192.168.7.7", "2001:db8::1"];
        let ids: Vec<&str> = document.resources().map(|(id, _)| id.as_str()).collect();
        for from in ids.into_iter().chain(ends) {
            for to in ["i-a", "i-b", "vpce-k", "cgw-o"].into_iter().chain(ends) {
                ask_network(&network, from, to, 443);
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
            let placement = vpcanvas_model::Placement { x, y, ..Default::default() };
            moved.set_placement(&document, id, Some(placement));
        }
        prop_assert_eq!(
            ask(&document, "i-client", "api.example.com", 443),
            ask(&document.with(&moved), "i-client", "api.example.com", 443)
        );
    }

    #[test]
    fn a_design_beside_it_changes_no_answer(name in "[a-z]{1,8}") {
        let document = file::read(T0.as_bytes()).unwrap();
        let mut beside = Transaction::new("Add a stranger");
        for (id, resource) in document.resources() {
            let Properties::Vpc(_) = &resource.properties else { continue };
            let stranger = format!("{id}-{name}").as_str().into();
            beside.set_resource(&document, &stranger, Some((**resource).clone()));
        }
        prop_assert_eq!(
            ask(&document, "i-client", "api.example.com", 443),
            ask(&document.with(&beside), "i-client", "api.example.com", 443)
        );
    }
}
