//! What a matrix of a thousand sources by a thousand services costs, by how many sources behave alike.

#![expect(
    clippy::expect_used,
    reason = "a benchmark without its design has nothing to measure"
)]

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use serde_json::{Map, Value, json};
use vpcanvas_analysis::{matrix, services, sources};
use vpcanvas_model::{Document, file};
use vpcanvas_network::resolve;

const EACH: usize = 1_000;
const ZONES: [&str; 2] = ["use1-az1", "use1-az2"];

/// A thousand machines in so many groups, and a thousand endpoint services each with a load balancer, a target and an endpoint.
fn design(groups: usize) -> Document {
    let mut records = Map::new();
    let mut add = |id: String, record: Value| records.insert(id, record);
    for vpc in ["vpc-c", "vpc-p"] {
        let range = json!({"Kind": "Vpc", "CidrBlock": "10.0.0.0/8"});
        add(vpc.to_owned(), range);
        for (number, zone) in ZONES.into_iter().enumerate() {
            let subnet = json!({"Kind": "Subnet", "VpcId": vpc, "CidrBlock": format!("10.{number}.0.0/16"), "AvailabilityZoneId": zone});
            add(format!("subnet-{vpc}-{number}"), subnet);
        }
        let open = json!([{"IsEgress": true, "IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0"}, {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIpv4": "10.0.0.0/8"}]);
        let group = json!({"Kind": "SecurityGroup", "VpcId": vpc, "SecurityGroupRules": open});
        add(format!("sg-{vpc}"), group);
    }
    for group in 0..groups {
        let rule = json!([{"IsEgress": true, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIpv4": "10.0.0.0/8"}]);
        let record = json!({"Kind": "SecurityGroup", "VpcId": "vpc-c", "SecurityGroupRules": rule});
        add(format!("sg-{group}"), record);
    }
    for number in 0..EACH {
        let subnet = number % 2;
        let zone = ZONES.get(subnet);
        let at =
            |block: usize| format!("10.{subnet}.{}.{}", block + number / 200, 10 + number % 200);
        add(
            format!("i-{number}"),
            json!({"Kind": "Instance", "SubnetId": format!("subnet-vpc-c-{subnet}"), "PrivateIpAddress": at(0), "SecurityGroupIds": [format!("sg-{}", number % groups)]}),
        );
        let record = |kind: &str, mut fields: Value| {
            if let Value::Object(fields) = &mut fields {
                fields.insert("Kind".to_owned(), json!(kind));
            }
            fields
        };
        let target = json!({"SubnetId": format!("subnet-vpc-p-{subnet}"), "PrivateIpAddress": at(0), "SecurityGroupIds": ["sg-vpc-p"]});
        add(format!("i-target-{number}"), record("Instance", target));
        let nodes =
            json!([{"SubnetId": format!("subnet-vpc-p-{subnet}"), "PrivateIPv4Address": at(100)}]);
        let balancer =
            json!({"VpcId": "vpc-p", "SecurityGroups": ["sg-vpc-p"], "SubnetMappings": nodes});
        add(format!("nlb-{number}"), record("LoadBalancer", balancer));
        let targets = json!({"VpcId": "vpc-p", "Protocol": "TCP", "Port": 443, "Targets": [{"Id": format!("i-target-{number}")}]});
        add(format!("tg-{number}"), record("TargetGroup", targets));
        let listener = json!({"LoadBalancerArn": format!("nlb-{number}"), "Protocol": "TCP", "Port": 443, "DefaultActions": [{"Type": "forward", "TargetGroupArn": format!("tg-{number}")}]});
        add(format!("listener-{number}"), record("Listener", listener));
        let service = json!({"NetworkLoadBalancerArns": [format!("nlb-{number}")], "AvailabilityZoneIds": [zone]});
        add(
            format!("vpce-svc-{number}"),
            record("VpcEndpointService", service),
        );
        let endpoint = json!({"VpcId": "vpc-c", "ServiceName": format!("com.amazonaws.vpce.us-east-1.vpce-svc-{number}"), "SecurityGroupIds": ["sg-vpc-c"],
            "SubnetIds": [format!("subnet-vpc-c-{subnet}")], "SubnetConfigurations": [{"SubnetId": format!("subnet-vpc-c-{subnet}"), "Ipv4": at(100)}]});
        add(format!("vpce-{number}"), record("VpcEndpoint", endpoint));
    }
    let text = json!({"version": 1, "resources": records}).to_string();
    file::read(text.as_bytes()).expect("the design can be read")
}

fn thousand_by_thousand(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("matrix of 1000 sources and 1000 services");
    group.sample_size(10);
    for groups in [1, 10, 50] {
        let network = resolve(&design(groups));
        let mut from = sources(&network);
        from.retain(|id| !id.starts_with("i-target"));
        let to = services(&network);
        assert_eq!((from.len(), to.len()), (EACH, EACH));
        let traced = matrix(&network, from.clone(), to.clone()).traced_count();
        let name = format!("{groups} groups, {traced} pairs traced");
        group.bench_function(BenchmarkId::from_parameter(name), |bench| {
            bench.iter(|| matrix(&network, from.clone(), to.clone()));
        });
    }
}

criterion_group!(benches, thousand_by_thousand);
criterion_main!(benches);
