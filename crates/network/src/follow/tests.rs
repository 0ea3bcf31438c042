//! Random edits of small designs in which any id can be any kind: what is followed equals what is resolved.

use proptest::{collection::vec, option, prelude::*};
use serde_json::{Value, json};
use vpcanvas_model::{Document, Kind, Resource, ResourceId, Transaction};

use crate::{DomainName, Network, resolve};

const IDS: [&str; 7] = ["a", "b", "c", "d", "e", "f", "10.0.0.9"];

fn id() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&IDS[..])
}

fn address() -> impl Strategy<Value = String> {
    (1..4u8).prop_map(|last| format!("10.0.0.{last}"))
}

/// Records that name each other, whether that makes sense or not.
fn record() -> impl Strategy<Value = Value> {
    let container = (id(), id(), address(), any::<bool>()).prop_flat_map(|(in_, other, at, flag)| {
        prop::sample::select(vec![
            json!({"Kind": "Account"}),
            json!({"Kind": "Vpc", "OwnerId": in_, "CidrBlock": "10.0.0.0/16"}),
            json!({"Kind": "Vpc", "Region": "us-east-1"}),
            json!({"Kind": "Subnet", "VpcId": in_, "CidrBlock": "10.0.0.0/24", "AvailabilityZoneId": at}),
            json!({"Kind": "Subnet", "VpcId": in_}),
            json!({"Kind": "Subnet"}),
            json!({"Kind": "RouteTable", "VpcId": in_, "Associations": [{"Main": flag}, {"SubnetId": other}], "Routes": [{"DestinationCidrBlock": "10.0.0.0/8", "NetworkInterfaceId": other}]}),
            json!({"Kind": "NetworkAcl", "VpcId": in_, "IsDefault": flag, "Associations": [{"SubnetId": other}]}),
            json!({"Kind": "SecurityGroup", "VpcId": in_, "GroupName": if flag { "default" } else { "web" }, "SecurityGroupRules": [{"ReferencedGroupId": other}]}),
            json!({"Kind": "HostedZone", "Name": "example.com", "VPCs": [{"VPCId": in_}, {"VPCId": other}]}),
            json!({"Kind": "HostedZone", "Name": if flag { "a.example.com" } else { "Example.com." }, "ResourceRecordSets": [{"Name": "www.a.example.com", "Type": "A"}, {"Name": at}]}),
            json!({"Kind": "ResolverRule", "DomainName": if flag { "a.example.com" } else { "." }, "VPCIds": [in_]}),
            json!({"Kind": "Unheard-of", "VpcId": in_}),
        ])
    });
    let standing = (id(), id(), address(), any::<bool>()).prop_flat_map(|(in_, other, at, flag)| {
        prop::sample::select(vec![
            json!({"Kind": "Instance", "SubnetId": in_, "PrivateIpAddress": at, "SecurityGroupIds": [other]}),
            json!({"Kind": "Instance", "SubnetId": in_}),
            json!({"Kind": "NetworkInterface", "SubnetId": in_, "PrivateIpAddresses": [{"PrivateIpAddress": at}], "Attachment": {"InstanceId": other, "DeviceIndex": i32::from(flag)}}),
            json!({"Kind": "VpcEndpoint", "VpcId": in_, "ServiceName": format!("com.amazonaws.vpce.us-east-1.{other}"), "SubnetIds": [other, in_], "SubnetConfigurations": [{"SubnetId": other, "Ipv4": at}]}),
            json!({"Kind": "VpcEndpointService", "OwnerId": in_, "NetworkLoadBalancerArns": [other]}),
            json!({"Kind": "LoadBalancer", "VpcId": in_, "SubnetMappings": [{"SubnetId": other, "PrivateIPv4Address": at}, {"SubnetId": in_}]}),
            json!({"Kind": "Listener", "LoadBalancerArn": in_, "Port": 443, "DefaultActions": [{"TargetGroupArn": other}]}),
            json!({"Kind": "NatGateway", "SubnetId": in_, "NatGatewayAddresses": [{"PrivateIp": at, "PublicIp": "203.0.113.1"}]}),
            json!({"Kind": "ResourceGateway", "VpcIdentifier": in_, "SubnetIds": [other], "SubnetConfigurations": [{"SubnetId": other, "Ipv4": at}]}),
            json!({"Kind": "ResolverEndpoint", "HostVPCId": in_, "IpAddresses": [{"SubnetId": other, "Ip": at}]}),
            json!({"Kind": "TransitGatewayAttachment", "TransitGatewayId": in_, "VpcId": other, "SubnetIds": [in_]}),
            json!({"Kind": "TargetGroup", "VpcId": in_, "Targets": [{"Id": other}, {"Id": at}]}),
        ])
    });
    prop_oneof![container, standing]
}

/// Edits that keep to a small design in which everybody is where one expects it.
fn sensible() -> impl Strategy<Value = (&'static str, Option<Value>)> {
    (address(), any::<bool>()).prop_flat_map(|(at, flag)| {
        prop::sample::select(vec![
            ("a", Some(json!({"Kind": "Vpc"}))),
            ("b", Some(json!({"Kind": "Subnet", "VpcId": "a", "AvailabilityZoneId": at}))),
            ("c", Some(json!({"Kind": "Instance", "SubnetId": "b", "PrivateIpAddress": at}))),
            ("d", Some(json!({"Kind": "NetworkInterface", "SubnetId": "b", "PrivateIpAddresses": [{"PrivateIpAddress": at}], "Attachment": {"InstanceId": "c", "DeviceIndex": i32::from(flag)}}))),
            ("e", Some(json!({"Kind": "Instance", "SubnetId": "b", "PrivateIpAddress": at}))),
            ("f", Some(json!({"Kind": "RouteTable", "VpcId": "a", "Associations": [{"Main": flag}]}))),
            ("d", None),
            ("a", None),
        ])
    })
}

/// Which record becomes what; `None` takes it out.
type Edit = Vec<(&'static str, Option<Value>)>;

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let any = (id(), option::weighted(0.8, record()));
    vec(vec(prop_oneof![sensible(), any], 1..4), 1..16)
}

fn transaction(document: &Document, edit: Edit) -> Transaction {
    let mut transaction = Transaction::new("Edit");
    for (id, record) in edit {
        let record = record.and_then(|record| record.as_object().cloned());
        let record = record.map(|fields| Resource::from_fields(fields).unwrap());
        transaction.set_resource(document, &id.into(), record);
    }
    transaction
}

fn check_same(followed: &Network, document: &Document) {
    let resolved = resolve(document);
    assert_eq!(followed.document, resolved.document);
    assert_eq!(followed.index, resolved.index);
}

/// A question, and its answer in words.
type Ask = Box<dyn Fn(&Network) -> String>;

fn domain(name: &str) -> DomainName {
    DomainName::parse(name).unwrap()
}

/// Everything an accessor can be asked about these ids.
fn questions() -> Vec<Ask> {
    let mut questions: Vec<Ask> = vec![
        Box::new(|network| format!("{:?}", network.problems().collect::<Vec<_>>())),
        Box::new(|network| format!("{:?}", network.interfaces().collect::<Vec<_>>())),
        Box::new(|network| format!("{:?}", network.document())),
    ];
    for kind in Kind::ALL {
        questions.push(Box::new(move |network| {
            format!("{:?}", network.resources(*kind).collect::<Vec<_>>())
        }));
    }
    for name in ["example.com", "a.example.com", "."].map(domain) {
        questions.push(Box::new(move |network| {
            let zones = network.of_domain(&name, Kind::HostedZone);
            let rules = network.of_domain(&name, Kind::ResolverRule);
            format!("{:?}", zones.chain(rules).collect::<Vec<_>>())
        }));
    }
    for id in IDS.map(ResourceId::from) {
        let of_id: [fn(&Network, &ResourceId) -> String; 18] = [
            |network, id| format!("{:?}", network.resource(id)),
            |network, id| format!("{:?}", network.id(id.as_str())),
            |network, id| format!("{:?}", network.kind(id)),
            |network, id| format!("{:?}", network.ancestors(id).collect::<Vec<_>>()),
            |network, id| format!("{:?}", network.region(id)),
            |network, id| format!("{:?}", network.referrers(id)),
            |network, id| format!("{:?}", network.interfaces_of(id).collect::<Vec<_>>()),
            |network, id| format!("{:?}", network.primary_interface(id)),
            |network, id| format!("{:?}", network.interface_at(id, [10, 0, 0, 1].into())),
            |network, _| format!("{:?}", network.interface_at_public([203, 0, 113, 1].into())),
            |network, id| format!("{:?}", network.edge_table_of(id)),
            |network, id| format!("{:?}", network.subnet_at(id, [10, 0, 0, 1].into())),
            |network, id| format!("{:?}", network.route_table_of(id)),
            |network, id| format!("{:?}", network.network_acl_of(id)),
            |network, id| format!("{:?}", network.service_of(id)),
            |network, id| format!("{:?}", network.endpoints_for(id).collect::<Vec<_>>()),
            |network, id| {
                let www = domain("www.a.example.com");
                format!("{:?}", network.record_sets_at(id, &www).collect::<Vec<_>>())
            },
            |network, id| {
                format!(
                    "{:?}",
                    network.has_records_below(id, &domain("example.com"))
                )
            },
        ];
        for question in of_id {
            let id = id.clone();
            questions.push(Box::new(move |network| question(network, &id)));
        }
    }
    questions
}

proptest! {
    #[test]
    fn what_is_followed_equals_what_is_resolved(edits in edits()) {
        let mut document = Document::default();
        let mut network = resolve(&document);
        for edit in edits {
            let transaction = transaction(&document, edit);
            document.apply(&transaction);
            network.follow(&transaction);
            check_same(&network, &document);
        }
    }

    #[test]
    fn an_edit_taken_back_leaves_no_trace(first in edits(), edit in edits()) {
        let mut network = Network::default();
        for edit in first {
            network.follow(&transaction(&network.document, edit));
        }
        let before = network.document.clone();
        for edit in edit {
            let transaction = transaction(&network.document, edit);
            network.follow(&transaction);
            network.follow(&transaction.inverse());
            check_same(&network, &before);
        }
    }

    #[test]
    fn answers_that_are_not_concerned_still_hold(edits in edits()) {
        let mut network = Network::default();
        let questions = questions();
        let ask = |network: &Network| -> Vec<_> {
            questions.iter().map(|ask| network.reading(|| ask(network))).collect()
        };
        let mut kept = ask(&network);
        for edit in edits {
            let touched = network.follow(&transaction(&network.document, edit));
            let fresh = ask(&network);
            for ((old, reads), (new, _)) in kept.iter().zip(&fresh) {
                prop_assert!(reads.concerns(&touched) || old == new, "{old} became {new}");
            }
            kept = fresh;
        }
    }
}

#[test]
fn edits_that_concern_others_spare_an_answer() {
    let mut network = Network::default();
    let add = |network: &mut Network, id: &'static str, record: Value| {
        let transaction = transaction(&network.document, vec![(id, Some(record))]);
        network.follow(&transaction)
    };
    add(&mut network, "a", json!({"Kind": "Vpc"}));
    add(&mut network, "b", json!({"Kind": "Subnet", "VpcId": "a"}));
    let (subnets, reads) = network.reading(|| {
        network
            .subnets(&"a".into())
            .map(|(id, _)| id.to_string())
            .collect::<Vec<_>>()
    });
    assert_eq!(subnets, ["b"]);
    let instance = json!({"Kind": "Instance", "SubnetId": "b", "PrivateIpAddress": "10.0.0.1"});
    assert!(!reads.concerns(&add(&mut network, "c", instance)));
    let vpc = json!({"Kind": "Vpc", "CidrBlock": "10.0.0.0/16"});
    assert!(!reads.concerns(&add(&mut network, "a", vpc)));
    let subnet = json!({"Kind": "Subnet", "VpcId": "a"});
    assert!(reads.concerns(&add(&mut network, "d", subnet)));
}
