//! The matrix says of every pair what a trace of it says, and traces few of them.
#![cfg(test)]

use proptest::prelude::*;
use serde_json::{Value, json};
use vpcanvas_analysis::{Cell, Question, Service, matrix, services, sources, trace};
use vpcanvas_model::{Protocol, file};
use vpcanvas_network::{Network, resolve};

const T0: &str = include_str!("../testdata/t0.vpcanvas.json");

#[derive(Clone, Debug)]
struct Machine {
    subnet: &'static str,
    host: u8,
    group: &'static str,
    stopped: bool,
}

fn machine() -> impl Strategy<Value = Machine> {
    let subnet = prop::sample::select(vec!["subnet-c-a", "subnet-c-b", "subnet-p-a"]);
    let group = prop::sample::select(vec!["sg-cli", "sg-ep", "sg-tgt", "sg-gone"]);
    (subnet, 60..72_u8, group, prop::bool::weighted(0.1)).prop_map(
        |(subnet, host, group, stopped)| Machine {
            subnet,
            host,
            group,
            stopped,
        },
    )
}

/// A rule, a target, a route or a record that may part machines.
#[derive(Clone, Debug)]
enum Oddity {
    Rule { group: &'static str, range: String },
    Target(String),
    Route(String),
    Endpoint { service: &'static str, host: u8 },
    Acl { egress: bool, range: String },
}

fn oddity() -> impl Strategy<Value = Oddity> {
    let range = (
        prop::sample::select(vec![24, 28, 30, 32]),
        1..3_u8,
        60..72_u8,
    )
        .prop_map(|(length, subnet, host)| {
            let range: ipnet::Ipv4Net = format!("10.0.{subnet}.{host}/{length}").parse().unwrap();
            range.trunc().to_string()
        });
    let group = prop::sample::select(vec!["sg-ep", "sg-nlb", "sg-tgt", "sg-cli"]);
    let service = prop::sample::select(vec![
        "com.amazonaws.us-east-1.kms",
        "com.amazonaws.vpce.us-east-1.vpce-svc-s",
    ]);
    prop_oneof![
        (group, range.clone()).prop_map(|(group, range)| Oddity::Rule { group, range }),
        (60..72_u8).prop_map(|host| Oddity::Target(format!("10.0.1.{host}"))),
        range.clone().prop_map(Oddity::Route),
        (service, 80..90_u8).prop_map(|(service, host)| Oddity::Endpoint { service, host }),
        (any::<bool>(), range).prop_map(|(egress, range)| Oddity::Acl { egress, range }),
    ]
}

fn design(machines: &[Machine], oddities: &[Oddity]) -> Network {
    let mut design: Value = serde_json::from_str(T0).unwrap();
    let resources = &mut design["resources"];
    for (number, machine) in machines.iter().enumerate() {
        let subnet = if machine.subnet == "subnet-c-b" { 2 } else { 1 };
        resources[format!("i-{number}")] = json!({"Kind": "Instance", "SubnetId": machine.subnet, "SecurityGroupIds": [machine.group],
            "PrivateIpAddress": format!("10.0.{subnet}.{}", machine.host), "State": if machine.stopped { "stopped" } else { "running" }});
    }
    let push = |list: &mut Value, value: Value| match list {
        Value::Array(values) => values.push(value),
        empty => *empty = json!([value]),
    };
    for (number, oddity) in oddities.iter().enumerate() {
        match oddity {
            Oddity::Rule { group, range } => push(
                &mut resources[group]["SecurityGroupRules"],
                json!({"IpProtocol": "-1", "CidrIpv4": range, "IsEgress": number % 2 == 0}),
            ),
            Oddity::Target(address) => {
                resources["tg-8443"]["TargetType"] = json!("ip");
                push(&mut resources["tg-8443"]["Targets"], json!({"Id": address}));
            }
            Oddity::Route(range) => push(
                &mut resources["rtb-c"]["Routes"],
                json!({"DestinationCidrBlock": range, "InstanceId": "i-0"}),
            ),
            Oddity::Endpoint { service, host } => {
                resources[format!("vpce-{number}")] = json!({"Kind": "VpcEndpoint", "VpcId": "vpc-c", "ServiceName": service, "SubnetIds": ["subnet-c-a"],
                    "SecurityGroupIds": ["sg-ep"], "SubnetConfigurations": [{"SubnetId": "subnet-c-a", "Ipv4": format!("10.0.1.{host}")}]});
            }
            Oddity::Acl { egress, range } => {
                resources["acl-c"]["Kind"] = json!("NetworkAcl");
                resources["acl-c"]["VpcId"] = json!("vpc-c");
                resources["acl-c"]["Associations"] = json!([{"SubnetId": "subnet-c-b"}]);
                push(
                    &mut resources["acl-c"]["Entries"],
                    json!({"RuleNumber": 100 + number, "Egress": egress, "Protocol": "-1", "RuleAction": if number % 3 == 0 { "deny" } else { "allow" }, "CidrBlock": range}),
                );
            }
        }
    }
    resolve(&file::read(design.to_string().as_bytes()).unwrap())
}

fn on(to: &str, port: u16) -> Service {
    Service {
        to: to.to_owned(),
        protocol: Protocol::Tcp,
        port,
    }
}

/// Everything chosen by default, and what is not: names, addresses, machines, things that are not there.
fn questions(network: &Network) -> (Vec<String>, Vec<Service>) {
    let mut from = sources(network);
    from.extend(["nlb-n", "vpce-e", "internet", "i-gone"].map(str::to_owned));
    let mut to = services(network);
    to.extend(["i-0", "i-1", "vpce-e", "nlb-n"].map(|id| on(id, 443)));
    to.extend(
        [
            "10.0.1.50",
            "10.0.1.65",
            "10.0.2.63",
            "api.example.com",
            "gone.example.com",
        ]
        .map(|name| on(name, 8443)),
    );
    to.push(on("10.0.1.65", 8443));
    (from, to)
}

fn check(network: &Network) -> Result<(usize, usize), TestCaseError> {
    let (from, to) = questions(network);
    let matrix = matrix(network, from, to);
    for (row, source) in matrix.sources.iter().enumerate() {
        for (column, service) in matrix.services.iter().enumerate() {
            let question = Question {
                from: source.clone(),
                to: service.to.clone(),
                protocol: service.protocol,
                port: service.port,
            };
            let expected = Cell::of(&trace(network, &question));
            prop_assert_eq!(
                matrix.cell(row, column),
                Some(expected),
                "{} -> {} {}",
                source,
                service.to,
                service.port
            );
        }
    }
    let pairs = matrix.sources.len() * matrix.services.len();
    prop_assert!(matrix.cell(matrix.sources.len(), 0).is_none());
    Ok((matrix.traced_count(), pairs))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_cell_is_what_a_trace_says(
        machines in prop::collection::vec(machine(), 2..12),
        oddities in prop::collection::vec(oddity(), 0..8),
    ) {
        check(&design(&machines, &oddities))?;
    }
}

#[test]
fn machines_that_are_alike_are_traced_once() {
    let machines: Vec<Machine> = (100..200)
        .map(|host| Machine {
            subnet: "subnet-c-a",
            host,
            group: "sg-cli",
            stopped: false,
        })
        .collect();
    let (traced, pairs) = check(&design(&machines, &[])).unwrap();
    assert!(traced * 5 < pairs, "{traced} of {pairs}");
}

#[test]
fn machines_with_one_address_are_alike_nobody() {
    let machine = |host, group| Machine {
        subnet: "subnet-c-b",
        host,
        group,
        stopped: false,
    };
    let machines = [
        machine(68, "sg-gone"),
        machine(64, "sg-gone"),
        machine(68, "sg-cli"),
    ];
    check(&design(&machines, &[])).unwrap();
}
