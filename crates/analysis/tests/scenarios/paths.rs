//! Paths beyond the golden scenarios: what stops, what is missing, what is not followed, each by a change to T0.

use crate::doors::{Change, check_trace, tcp_rule};
use serde_json::{Value, json};

fn client_in_provider() -> Vec<Change<'static>> {
    let instance = json!({"Kind": "Instance", "SubnetId": "subnet-p-a", "PrivateIpAddress": "10.0.1.30", "SecurityGroupIds": ["sg-cli-p"]});
    let group = json!({"Kind": "SecurityGroup", "VpcId": "vpc-p", "SecurityGroupRules": [
        {"IsEgress": true, "IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0"}, {"IpProtocol": "icmpv6", "FromPort": -1, "ToPort": -1, "CidrIpv6": "::/0"}]});
    vec![("/resources/i-p", instance), ("/resources/sg-cli-p", group)]
}

fn target_group(target: &Value) -> Change<'static> {
    ("/resources/tg-8443/Targets", json!([target]))
}

#[test]
fn a_reference_to_the_load_balancer_group_matches_whoever_the_client_is() {
    check_trace(
        &client_in_provider(),
        "i-p -> 10.0.1.100 tcp/443",
        &[
            "reachable",
            "10.0.1.100 reachable",
            "  ~MISSING_TARGET_GROUP_ATTRIBUTES tg-8443 [2.8]",
        ],
    );
}

#[test]
fn a_client_that_is_its_own_target_gets_no_answer() {
    let mut changes = client_in_provider();
    changes.push(target_group(&json!({"Id": "i-p"})));
    changes.push((
        "/resources/sg-cli-p/SecurityGroupRules/-",
        tcp_rule(8443, "10.0.0.0/16"),
    ));
    check_trace(
        &changes,
        "i-p -> 10.0.1.100 tcp/443",
        &[
            "unreachable",
            "10.0.1.100 unreachable",
            "  ELBV2_SOURCE_ADDRESS_PRESERVATION nlb-n [2.8]",
            "  ~MISSING_TARGET_GROUP_ATTRIBUTES tg-8443 [2.8]",
        ],
    );
}

#[test]
fn across_regions_zones_need_not_match() {
    check_trace(
        &[
            ("/resources/vpc-c/Region", json!("eu-west-1")),
            (
                "/resources/subnet-c-a/AvailabilityZoneId",
                json!("euw1-az1"),
            ),
            ("/resources/vpce-e/ServiceRegion", json!("us-east-1")),
            (
                "/resources/vpce-svc-s/SupportedRegions",
                json!(["eu-west-1"]),
            ),
        ],
        "i-client -> 10.0.1.50 tcp/443",
        &["reachable", "10.0.1.50 reachable"],
    );
}

#[test]
fn stopped_targets_do_not_answer() {
    check_trace(
        &[("/resources/i-target-a/State", json!("stopped"))],
        "i-client -> 10.0.1.50 tcp/443",
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  BAD_STATE i-target-a [ENI-04]",
        ],
    );
}

#[test]
fn routes_to_what_is_not_in_the_design_are_not_followed_and_not_denied() {
    let peer = json!({"Kind": "Vpc", "CidrBlock": "10.9.0.0/16"});
    let subnet = json!({"Kind": "Subnet", "VpcId": "vpc-d", "CidrBlock": "10.9.1.0/24", "AvailabilityZoneId": "use1-az1"});
    let instance = json!({"Kind": "Instance", "SubnetId": "subnet-d", "PrivateIpAddress": "10.9.1.10", "SecurityGroupIds": ["sg-d"]});
    let group = json!({"Kind": "SecurityGroup", "VpcId": "vpc-d", "SecurityGroupRules": [{"IsEgress": true, "IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0"}]});
    let table = json!({"Kind": "RouteTable", "VpcId": "vpc-d", "Associations": [{"Main": true}],
        "Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "VpcPeeringConnectionId": "pcx-1"}]});
    let changes = [
        ("/resources/vpc-d", peer),
        ("/resources/subnet-d", subnet),
        ("/resources/i-d", instance),
        ("/resources/sg-d", group),
        ("/resources/rtb-d", table),
    ];
    let unknown = [
        "unknown",
        "10.0.1.50 unknown",
        "  UNKNOWN_RESOURCE pcx-1 [RT-03]",
    ];
    check_trace(&changes, "i-d -> 10.0.1.50 tcp/443", &unknown);
    check_trace(
        &changes,
        "i-d -> vpce-e tcp/443",
        &[
            &unknown[..],
            &["10.0.2.50 unknown", "  UNKNOWN_RESOURCE pcx-1 [RT-03]"],
        ]
        .concat(),
    );
}

#[test]
fn a_replaced_local_route_leads_elsewhere() {
    check_trace(
        &[(
            "/resources/rtb-c/Routes",
            json!([{"DestinationCidrBlock": "10.0.0.0/16", "NatGatewayId": "nat-1"}]),
        )],
        "i-client -> 10.0.2.50 tcp/443",
        &[
            "unknown",
            "10.0.2.50 unknown",
            "  UNKNOWN_RESOURCE nat-1 [RT-03]",
        ],
    );
}

#[test]
fn a_blackhole_still_wins() {
    let routes = json!([{"DestinationCidrBlock": "10.9.0.0/16", "VpcPeeringConnectionId": "pcx-1", "State": "blackhole"},
        {"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1"}]);
    check_trace(
        &[("/resources/rtb-c/Routes", routes)],
        "i-client -> 10.9.1.1 tcp/443",
        &[
            "unreachable",
            "10.9.1.1 unreachable",
            "  BAD_STATE_ROUTE rtb-c [RT-09]",
            "  ~MORE_SPECIFIC_ROUTE rtb-c [RT-03]",
        ],
    );
}

#[test]
fn a_propagated_route_loses_to_local() {
    let routes = json!([{"DestinationCidrBlock": "10.0.2.0/25", "GatewayId": "vgw-1", "Origin": "EnableVgwRoutePropagation"}]);
    check_trace(
        &[("/resources/rtb-c/Routes", routes)],
        "i-client -> 10.0.2.50 tcp/443",
        &[
            "reachable",
            "10.0.2.50 reachable",
            "  ~AVAILABILITY_ZONE_CROSSED vpce-e [1.5]",
        ],
    );
}

#[test]
fn a_group_that_is_not_in_the_design_decides_nothing() {
    check_trace(
        &[("/resources/sg-ep", Value::Null)],
        "i-client -> 10.0.1.50 tcp/443",
        &[
            "unknown",
            "10.0.1.50 unknown",
            "  UNKNOWN_RESOURCE sg-ep ingress [SG-01]",
        ],
    );
}

#[test]
fn of_two_load_balancers_the_one_that_cannot_be_told_is_said() {
    let silent = json!({"Kind": "LoadBalancer", "VpcId": "vpc-p", "SubnetMappings": [{"SubnetId": "subnet-p-a", "PrivateIPv4Address": "10.0.1.101"}]});
    check_trace(
        &[
            ("/resources/nlb-0", silent),
            (
                "/resources/vpce-svc-s/NetworkLoadBalancerArns",
                json!(["nlb-0", "nlb-n"]),
            ),
            target_group(&json!({"Id": "i-elsewhere"})),
        ],
        "i-client -> 10.0.1.50 tcp/443",
        &[
            "unknown",
            "10.0.1.50 unknown",
            "  UNKNOWN_RESOURCE i-elsewhere [TG-02]",
            "  ~ELBV2_LISTENERS_MISMATCH nlb-0 [NLB-05]",
        ],
    );
}

#[test]
fn ping_over_ipv6_has_its_own_protocol() {
    let mut changes = client_in_provider();
    changes.push(("/resources/vpc-p/Ipv6CidrBlocks", json!(["2001:db8::/56"])));
    changes.push((
        "/resources/subnet-p-a/Ipv6CidrBlock",
        json!("2001:db8::/64"),
    ));
    changes.push(("/resources/i-p/Ipv6Address", json!("2001:db8::30")));
    changes.push(("/resources/i-target-a/Ipv6Address", json!("2001:db8::20")));
    changes.push((
        "/resources/sg-tgt/SecurityGroupRules/-",
        json!({"IsEgress": true, "IpProtocol": "-1", "CidrIpv6": "::/0"}),
    ));
    check_trace(
        &changes,
        "i-target-a -> 2001:db8::30 icmp",
        &["reachable", "2001:db8::30 reachable"],
    );
}
