//! The golden scenarios of the specification (section 12), through the file format: a change to the base design T0, a
//! question, and the answer expected.

use crate::doors::{
    Change, acl_on, check_finding, check_lookup, check_mended, check_trace, network, question,
    tcp_rule,
};
use serde_json::{Value, json};
use vpcanvas_analysis::trace;

const EP_RULES: &str = "/resources/sg-ep/SecurityGroupRules";
const NLB_RULES: &str = "/resources/sg-nlb/SecurityGroupRules";
const TARGET_RULES: &str = "/resources/sg-tgt/SecurityGroupRules";
const ALL_OUT: fn() -> Value =
    || json!({"IsEgress": true, "IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0"});
/// A flow to the endpoint's other interface crosses zones, which is worth a warning and no more.
const CROSSED: &str = "  ~AVAILABILITY_ZONE_CROSSED vpce-e [1.5]";

#[test]
fn g01_the_name_resolves_and_both_interfaces_answer() {
    check_trace(
        &[],
        "i-client -> api.example.com tcp/443",
        &[
            "reachable",
            "10.0.1.50 reachable",
            "10.0.2.50 reachable",
            CROSSED,
        ],
    );
}

#[test]
fn g02_an_endpoint_never_answers_a_ping() {
    check_trace(
        &[],
        "i-client -> 10.0.1.50 icmp",
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  ENI_SG_RULES_MISMATCH sg-ep ingress [IE-30]",
            "  PROTOCOL_RESTRICTION vpce-e [IE-41]",
        ],
    );
}

#[test]
fn g03_the_provider_cannot_open_connections() {
    check_trace(
        &[],
        "i-target-a -> i-client tcp/443",
        &[
            "unreachable",
            "10.0.1.10 unreachable",
            "  DISCONNECTED_VPCS vpc-p [IE-40]",
        ],
    );
    check_trace(
        &[],
        "vpce-e -> i-client tcp/443",
        &["unreachable", "  VPCE_INTRA_VPC_TRAFFIC vpce-e [IE-40]"],
    );
}

#[test]
fn g04_an_endpoint_group_without_rules_drops_silently() {
    check_trace(
        &[(EP_RULES, json!([]))],
        "i-client -> 10.0.1.50 tcp/443",
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  SG_HAS_NO_RULES sg-ep ingress [IE-30]",
        ],
    );
}

#[test]
fn g05_an_endpoint_group_for_somebody_else_drops_silently() {
    check_trace(
        &[(EP_RULES, json!([tcp_rule(443, "10.0.2.0/24")]))],
        "i-client -> vpce-e tcp/443",
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  ENI_SG_RULES_MISMATCH sg-ep ingress [IE-30]",
            "10.0.2.50 unreachable",
            "  ENI_SG_RULES_MISMATCH sg-ep ingress [IE-30]",
            CROSSED,
        ],
    );
}

#[test]
fn g06_a_pending_endpoint_times_out() {
    let pending = [("/resources/vpce-e/State", json!("pendingAcceptance"))];
    check_trace(
        &pending,
        "i-client -> 10.0.1.50 tcp/443",
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  BAD_STATE vpce-e [IE-20]",
        ],
    );
    check_lookup(&pending, "api.example.com", "PUBLIC", &[]);
}

#[test]
fn g07_the_load_balancer_sees_the_client_address() {
    check_trace(
        &[(
            NLB_RULES,
            json!([tcp_rule(443, "192.168.0.0/16"), ALL_OUT()]),
        )],
        "i-client -> 10.0.1.50 tcp/443",
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  ENI_SG_RULES_MISMATCH sg-nlb ingress [NLB-21]",
        ],
    );
}

#[test]
fn g08_without_enforcement_the_targets_let_the_nodes_in() {
    let mut changes = vec![
        (
            NLB_RULES,
            json!([tcp_rule(443, "192.168.0.0/16"), ALL_OUT()]),
        ),
        (
            "/resources/nlb-n/EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic",
            json!("off"),
        ),
    ];
    check_trace(
        &changes,
        "i-client -> 10.0.1.50 tcp/443",
        &[
            "unknown",
            "10.0.1.50 unknown",
            "  PL_UNVERIFIED i-target-a [NLB-22]",
        ],
    );
    changes.push((
        "/resources/sg-tgt/SecurityGroupRules/-",
        tcp_rule(8443, "10.0.1.100/32"),
    ));
    changes.push((
        "/resources/sg-tgt/SecurityGroupRules/-",
        tcp_rule(8443, "10.0.2.100/32"),
    ));
    check_trace(
        &changes,
        "i-client -> 10.0.1.50 tcp/443",
        &["reachable", "10.0.1.50 reachable"],
    );
}

fn without_target_b() -> Vec<Change<'static>> {
    vec![("/resources/tg-8443/Targets", json!([{"Id": "i-target-a"}]))]
}

#[test]
fn g09_a_zone_without_target_fails_alone() {
    check_trace(
        &without_target_b(),
        "i-client -> vpce-e tcp/443",
        &[
            "partly-reachable",
            "10.0.1.50 reachable",
            "10.0.2.50 unreachable",
            "  ELBV2_NO_TARGETS_IN_AZ tg-8443 [ES-17]",
            "  ELB_NOT_CROSSZONE nlb-n [ES-17]",
            CROSSED,
        ],
    );
}

#[test]
fn g10_cross_zone_reaches_the_other_zone() {
    let mut changes = without_target_b();
    changes.push((
        "/resources/nlb-n/LoadBalancerAttributes",
        json!({"load_balancing.cross_zone.enabled": true}),
    ));
    check_trace(
        &changes,
        "i-client -> vpce-e tcp/443",
        &[
            "reachable",
            "10.0.1.50 reachable",
            "10.0.2.50 reachable",
            CROSSED,
            "  ~AVAILABILITY_ZONE_CROSSED nlb-n [1.5]",
        ],
    );
}

#[test]
fn g11_the_target_sees_the_node_and_not_the_client() {
    check_trace(
        &[(TARGET_RULES, json!([tcp_rule(8443, "10.0.1.10/32")]))],
        "i-client -> 10.0.1.50 tcp/443",
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  ENI_SG_RULES_MISMATCH sg-tgt ingress [SG-01]",
            "  ~PL_HEALTH_PREDICTION i-target-a [HC-05]",
        ],
    );
}

#[test]
fn g12_every_blocker_of_a_wrong_port_is_listed() {
    let closed = [
        "  ENI_SG_RULES_MISMATCH sg-nlb ingress [NLB-21]",
        "  ELBV2_LISTENERS_MISMATCH nlb-n [NLB-05]",
        "  ELBV2_LISTENER_PORT_RESTRICTION listener-443 [NLB-05]",
    ];
    let start = ["unreachable", "10.0.1.50 unreachable"];
    check_trace(
        &[],
        "i-client -> 10.0.1.50 tcp/8080",
        &[
            &start[..],
            &["  ENI_SG_RULES_MISMATCH sg-ep ingress [IE-30]"],
            &closed[..],
        ]
        .concat(),
    );
    check_trace(
        &[(
            "/resources/sg-ep/SecurityGroupRules/-",
            tcp_rule(8080, "10.0.0.0/16"),
        )],
        "i-client -> 10.0.1.50 tcp/8080",
        &[&start[..], &closed[..]].concat(),
    );
}

#[test]
fn g13_a_network_acl_has_to_allow_the_reply() {
    check_trace(
        &acl_on("subnet-c-b"),
        "i-client -> 10.0.2.50 tcp/443",
        &[
            "unreachable",
            "10.0.2.50 unreachable",
            "  SUBNET_ACL_RESTRICTION acl-custom egress [NACL-03]",
            CROSSED,
        ],
    );
}

#[test]
fn g14_inside_a_subnet_no_network_acl_is_asked() {
    check_trace(
        &acl_on("subnet-c-a"),
        "i-client -> 10.0.1.50 tcp/443",
        &["reachable", "10.0.1.50 reachable"],
    );
}

#[test]
fn g15_without_dns_hostnames_there_is_no_private_name() {
    let off = [("/resources/vpc-c/EnableDnsHostnames", json!(false))];
    check_lookup(&off, "api.example.com", "PUBLIC", &[]);
}

fn customer_zone() -> Vec<Change<'static>> {
    vec![(
        "/resources/zone-example",
        json!({"Kind": "HostedZone", "Name": "example.com", "VPCs": [{"VPCId": "vpc-c"}]}),
    )]
}

#[test]
fn g16_the_more_specific_zone_of_the_endpoint_wins() {
    check_lookup(
        &customer_zone(),
        "api.example.com",
        "NOERROR",
        &["10.0.1.50", "10.0.2.50"],
    );
}

#[test]
fn g17_a_private_zone_never_falls_through() {
    let mut changes = customer_zone();
    changes.push(("/resources/vpce-e/PrivateDnsEnabled", json!(false)));
    check_lookup(&changes, "api.example.com", "NXDOMAIN", &[]);
}

#[test]
fn g18_a_zone_of_the_same_name_keeps_private_dns_out() {
    let zone =
        json!({"Kind": "HostedZone", "Name": "api.example.com", "VPCs": [{"VPCId": "vpc-c"}]});
    check_finding(
        &[("/resources/zone-api", zone)],
        "CFG_PRIVATE_DNS_CONFLICT",
        "vpce-e",
        "IE-63",
    );
}

#[test]
fn g19_a_zone_the_service_is_not_in_is_refused() {
    let subnet = json!({"Kind": "Subnet", "VpcId": "vpc-c", "CidrBlock": "10.0.3.0/24", "AvailabilityZoneId": "use1-az3"});
    let changes = [
        ("/resources/subnet-c-c", subnet),
        ("/resources/vpce-e/SubnetIds/-", json!("subnet-c-c")),
        (
            "/resources/vpce-e/SubnetConfigurations/-",
            json!({"SubnetId": "subnet-c-c", "Ipv4": "10.0.3.50"}),
        ),
    ];
    check_finding(
        &changes,
        "VPCE_SERVICE_NOT_INSTALLED_IN_AZ",
        "vpce-e",
        "IE-03",
    );
    check_trace(
        &changes,
        "i-client -> 10.0.3.50 tcp/443",
        &[
            "unreachable",
            "10.0.3.50 unreachable",
            "  VPCE_SERVICE_NOT_INSTALLED_IN_AZ vpce-svc-s [ES-10]",
            CROSSED,
        ],
    );
}

#[test]
fn g20_two_subnets_in_one_zone_are_refused() {
    let subnet = json!({"Kind": "Subnet", "VpcId": "vpc-c", "CidrBlock": "10.0.3.0/24", "AvailabilityZoneId": "use1-az1"});
    let changes = [
        ("/resources/subnet-c-c", subnet),
        ("/resources/vpce-e/SubnetIds/-", json!("subnet-c-c")),
    ];
    check_finding(
        &changes,
        "CFG_DUPLICATE_SUBNETS_IN_SAME_ZONE",
        "vpce-e",
        "IE-02",
    );
}

/// VPC D, peered with the consumer: routes on both sides, and its range let in at the endpoint and the load balancer.
fn peered() -> Vec<Change<'static>> {
    let mut changes = beside("10.9.0.0/16", "10.9.1");
    changes.extend([
        (
            "/resources/pcx-cd",
            json!({"Kind": "VpcPeeringConnection", "Status": "active",
            "RequesterVpcInfo": {"VpcId": "vpc-d"}, "AccepterVpcInfo": {"VpcId": "vpc-c"}}),
        ),
        (
            "/resources/rtb-d/Routes",
            json!([{"DestinationCidrBlock": "10.0.0.0/16", "VpcPeeringConnectionId": "pcx-cd"}]),
        ),
        (
            "/resources/rtb-c/Routes",
            json!([{"DestinationCidrBlock": "10.9.0.0/16", "VpcPeeringConnectionId": "pcx-cd"}]),
        ),
        (
            "/resources/sg-ep/SecurityGroupRules/-",
            tcp_rule(443, "10.9.0.0/16"),
        ),
        (
            "/resources/sg-nlb/SecurityGroupRules/-",
            tcp_rule(443, "10.9.0.0/16"),
        ),
    ]);
    changes
}

/// A VPC D with one instance that may send anything.
fn beside(range: &str, start: &str) -> Vec<Change<'static>> {
    vec![
        (
            "/resources/vpc-d",
            json!({"Kind": "Vpc", "CidrBlock": range, "Region": "us-east-1"}),
        ),
        (
            "/resources/subnet-d",
            json!({"Kind": "Subnet", "VpcId": "vpc-d", "CidrBlock": format!("{start}.0/24"), "AvailabilityZoneId": "use1-az1"}),
        ),
        (
            "/resources/i-d",
            json!({"Kind": "Instance", "SubnetId": "subnet-d", "PrivateIpAddress": format!("{start}.10"), "SecurityGroupIds": ["sg-d"]}),
        ),
        (
            "/resources/sg-d",
            json!({"Kind": "SecurityGroup", "VpcId": "vpc-d", "SecurityGroupRules": [ALL_OUT()]}),
        ),
        (
            "/resources/rtb-d",
            json!({"Kind": "RouteTable", "VpcId": "vpc-d", "Associations": [{"Main": true}]}),
        ),
    ]
}

const REGIONAL: &str = "i-d -> vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com tcp/443";

#[test]
fn g21_a_peered_vpc_reaches_the_endpoint() {
    check_trace(
        &peered(),
        REGIONAL,
        &[
            "reachable",
            "10.0.1.50 reachable",
            "10.0.2.50 reachable",
            CROSSED,
        ],
    );
}

#[test]
fn g22_the_private_name_is_not_visible_in_a_peered_vpc() {
    let answer = trace(
        &network(&peered()),
        &question("i-d -> api.example.com tcp/443"),
    );
    assert_eq!(answer.flows, []);
    let resolution = answer.resolution.unwrap();
    assert_eq!(resolution.status.as_str(), "PUBLIC");
    let codes: Vec<&str> = resolution
        .explanations
        .iter()
        .map(|reason| reason.code.as_str())
        .collect();
    assert!(codes.contains(&"DNS_PRIVATE_ZONE_NOT_VISIBLE"), "{codes:?}");
}

#[test]
fn g23_a_reply_without_a_route_is_lost() {
    let mut changes = peered();
    changes.push(("/resources/rtb-c/Routes", json!([])));
    let lost = ["  NO_ROUTE_TO_DESTINATION rtb-c [RT-10]"];
    let warned = "  ~VPC_LOCAL_ROUTE_CIDR_RESTRICTION rtb-c [RT-02]";
    check_trace(
        &changes,
        REGIONAL,
        &[
            &["unreachable", "10.0.1.50 unreachable"],
            &lost[..],
            &[warned, "10.0.2.50 unreachable"],
            &lost[..],
            &[warned, CROSSED],
        ]
        .concat(),
    );
    check_mended(&changes, "i-d -> vpce-e tcp/443");
}

/// An S3 gateway endpoint for the subnet of the client alone, which gets a table of its own.
fn with_s3() -> Vec<Change<'static>> {
    vec![
        (
            "/resources/vpce-s3",
            json!({"Kind": "VpcEndpoint", "VpcEndpointType": "Gateway", "VpcId": "vpc-c",
            "ServiceName": "com.amazonaws.us-east-1.s3", "RouteTableIds": ["rtb-c-a"]}),
        ),
        (
            "/resources/rtb-c-a",
            json!({"Kind": "RouteTable", "VpcId": "vpc-c", "Associations": [{"SubnetId": "subnet-c-a"}]}),
        ),
        (
            "/resources/pl-s3",
            json!({"Kind": "PrefixList", "PrefixListName": "com.amazonaws.us-east-1.s3", "Entries": [{"Cidr": "198.51.100.0/24"}]}),
        ),
        (
            "/resources/i-b",
            json!({"Kind": "Instance", "SubnetId": "subnet-c-b", "PrivateIpAddress": "10.0.2.10", "SecurityGroupIds": ["sg-cli"]}),
        ),
    ]
}

#[test]
fn g25_a_gateway_endpoint_serves_the_subnets_of_its_tables() {
    let without_route = [
        "unreachable",
        "198.51.100.1 unreachable",
        "  NO_ROUTE_TO_DESTINATION rtb-c [RT-10]",
        "  ~VPC_LOCAL_ROUTE_CIDR_RESTRICTION rtb-c [RT-02]",
    ];
    for service in [
        "com.amazonaws.us-east-1.s3",
        "s3.us-east-1.amazonaws.com",
        "pl-s3",
        "198.51.100.1",
        "vpce-s3",
    ] {
        let asked = |from: &str| format!("{from} -> {service} tcp/443");
        check_trace(
            &with_s3(),
            &asked("i-client"),
            &["reachable", "198.51.100.1 reachable"],
        );
        check_trace(&with_s3(), &asked("i-b"), &without_route);
    }
    check_mended(&with_s3(), "i-b -> com.amazonaws.us-east-1.s3 tcp/443");
    let mut unlisted = with_s3();
    unlisted.push(("/resources/pl-s3", Value::Null));
    check_trace(
        &unlisted,
        "i-client -> com.amazonaws.us-east-1.s3 tcp/443",
        &["reachable", "192.0.0.8 reachable"],
    );
    check_trace(
        &unlisted,
        "i-client -> s3.us-east-2.amazonaws.com tcp/443",
        &[
            "unreachable",
            "192.0.0.8 unreachable",
            "  NO_ROUTE_TO_DESTINATION rtb-c-a [RT-10]",
            "  ~VPC_LOCAL_ROUTE_CIDR_RESTRICTION rtb-c-a [RT-02]",
        ],
    );
}

#[test]
fn g26_a_gateway_endpoint_is_not_for_peers() {
    let mut changes = peered();
    changes.extend(with_s3());
    changes.push((
        "/resources/rtb-d/Routes/-",
        json!({"DestinationPrefixListId": "pl-s3", "VpcPeeringConnectionId": "pcx-cd"}),
    ));
    check_trace(
        &changes,
        "i-d -> com.amazonaws.us-east-1.s3 tcp/443",
        &[
            "unreachable",
            "198.51.100.1 unreachable",
            "  PCX_REQUIRES_ADDRESS_IN_VPC_CIDR pcx-cd [PCX-05]",
        ],
    );
}

/// A public NAT gateway in the second subnet, where the first one's default route leads.
fn with_nat() -> Vec<Change<'static>> {
    vec![
        (
            "/resources/nat-c",
            json!({"Kind": "NatGateway", "SubnetId": "subnet-c-b", "ConnectivityType": "public",
            "NatGatewayAddresses": [{"PrivateIp": "10.0.2.5", "PublicIp": "203.0.113.5"}]}),
        ),
        (
            "/resources/rtb-c-a",
            json!({"Kind": "RouteTable", "VpcId": "vpc-c", "Associations": [{"SubnetId": "subnet-c-a"}],
            "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-c"}]}),
        ),
    ]
}

#[test]
fn g27_a_nat_gateway_needs_a_way_out_itself() {
    let mut changes = with_nat();
    check_trace(
        &changes,
        "i-client -> 1.1.1.1 tcp/443",
        &[
            "unreachable",
            "1.1.1.1 unreachable",
            "  NO_ROUTE_TO_DESTINATION rtb-c [RT-10]",
            "  ~VPC_LOCAL_ROUTE_CIDR_RESTRICTION rtb-c [RT-02]",
        ],
    );
    changes.push((
        "/resources/igw-c",
        json!({"Kind": "InternetGateway", "VpcId": "vpc-c"}),
    ));
    check_mended(&changes, "i-client -> 1.1.1.1 tcp/443");
    changes.push((
        "/resources/rtb-c/Routes",
        json!([{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-c"}]),
    ));
    check_trace(
        &changes,
        "i-client -> 1.1.1.1 tcp/443",
        &[
            "unreachable",
            "1.1.1.1 unreachable",
            "  PL_ROUTING_LOOP nat-c [NAT-02]",
        ],
    );
    changes.push((
        "/resources/rtb-c/Routes",
        json!([{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-c"}]),
    ));
    check_trace(
        &changes,
        "i-client -> 1.1.1.1 tcp/443",
        &["reachable", "1.1.1.1 reachable"],
    );
}

#[test]
fn g28_an_internet_gateway_needs_public_addresses() {
    let changes = [
        (
            "/resources/igw-c",
            json!({"Kind": "InternetGateway", "VpcId": "vpc-c"}),
        ),
        (
            "/resources/rtb-c/Routes",
            json!([{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-c"}]),
        ),
    ];
    check_trace(
        &changes,
        "i-client -> 1.1.1.1 tcp/443",
        &[
            "unreachable",
            "1.1.1.1 unreachable",
            "  IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS i-client [IGW-01]",
        ],
    );
    check_mended(&changes, "i-client -> 1.1.1.1 tcp/443");
}

#[test]
fn g29_a_route_to_what_is_gone_still_wins() {
    let mut changes = with_nat();
    changes.extend([
        ("/resources/pcx-cd", json!({"Kind": "VpcPeeringConnection", "Status": "deleted",
            "RequesterVpcInfo": {"VpcId": "vpc-d"}, "AccepterVpcInfo": {"VpcId": "vpc-c"}})),
        ("/resources/rtb-c-a/Routes/-", json!({"DestinationCidrBlock": "10.9.0.0/16", "VpcPeeringConnectionId": "pcx-cd", "State": "blackhole"})),
    ]);
    let blackhole = [
        "unreachable",
        "10.9.1.1 unreachable",
        "  BAD_STATE_ROUTE rtb-c-a [RT-09]",
        "  ~MORE_SPECIFIC_ROUTE rtb-c-a [RT-03]",
    ];
    changes.push(("/resources/pcx-cd", Value::Null));
    check_trace(&changes, "i-client -> 10.9.1.1 tcp/443", &blackhole);
}

/// A virtual private gateway of the consumer, with a network behind it.
fn with_vpn(range: &str) -> Vec<Change<'static>> {
    vec![
        (
            "/resources/vgw-c",
            json!({"Kind": "VpnGateway", "VpcId": "vpc-c"}),
        ),
        (
            "/resources/cgw-o",
            json!({"Kind": "CustomerGateway", "CidrBlocks": [range]}),
        ),
        (
            "/resources/vpn-o",
            json!({"Kind": "VpnConnection", "CustomerGatewayId": "cgw-o", "VpnGatewayId": "vgw-c"}),
        ),
    ]
}

#[test]
fn g30_a_longer_propagated_route_wins() {
    let mut changes = with_vpn("10.9.0.0/25");
    changes.extend([
        ("/resources/tgw-t", json!({"Kind": "TransitGateway"})),
        ("/resources/rtb-c/Routes", json!([
            {"DestinationCidrBlock": "10.9.0.0/24", "TransitGatewayId": "tgw-t"},
            {"DestinationCidrBlock": "10.9.0.0/25", "GatewayId": "vgw-c", "Origin": "EnableVgwRoutePropagation"}])),
    ]);
    check_trace(
        &changes,
        "i-client -> 10.9.0.5 tcp/443",
        &["reachable", "10.9.0.5 reachable"],
    );
    check_trace(
        &changes,
        "i-client -> 10.9.0.200 tcp/443",
        &[
            "unreachable",
            "10.9.0.200 unreachable",
            "  BAD_STATE_ATTACHMENT tgw-t [TGW-02]",
        ],
    );
}

#[test]
fn g31_a_propagated_route_never_beats_the_local_one() {
    let mut changes = with_vpn("10.0.1.128/25");
    changes.extend([
        ("/resources/i-b", json!({"Kind": "Instance", "SubnetId": "subnet-c-b", "PrivateIpAddress": "10.0.2.10", "SecurityGroupIds": ["sg-cli"]})),
        ("/resources/i-200", json!({"Kind": "Instance", "SubnetId": "subnet-c-a", "PrivateIpAddress": "10.0.1.200", "SecurityGroupIds": ["sg-ep"]})),
        ("/resources/rtb-c/Routes", json!([{"DestinationCidrBlock": "10.0.1.128/25", "GatewayId": "vgw-c", "Origin": "EnableVgwRoutePropagation"}])),
    ]);
    check_trace(
        &changes,
        "i-b -> 10.0.1.200 tcp/443",
        &["reachable", "10.0.1.200 reachable"],
    );
}

#[test]
fn g32_a_zone_without_attachment_does_not_reach_the_transit_gateway() {
    let mut changes = beside("10.9.0.0/16", "10.9.1");
    let both =
        json!([{"TransitGatewayAttachmentId": "att-c"}, {"TransitGatewayAttachmentId": "att-d"}]);
    changes.extend([
        ("/resources/tgw-t", json!({"Kind": "TransitGateway"})),
        ("/resources/att-c", json!({"Kind": "TransitGatewayAttachment", "TransitGatewayId": "tgw-t", "ResourceType": "vpc", "ResourceId": "vpc-c", "SubnetIds": ["subnet-c-a"]})),
        ("/resources/att-d", json!({"Kind": "TransitGatewayAttachment", "TransitGatewayId": "tgw-t", "ResourceType": "vpc", "ResourceId": "vpc-d", "SubnetIds": ["subnet-d"]})),
        ("/resources/tgw-rtb", json!({"Kind": "TransitGatewayRouteTable", "TransitGatewayId": "tgw-t", "Associations": both, "Propagations": both})),
        ("/resources/rtb-c/Routes", json!([{"DestinationCidrBlock": "10.9.0.0/16", "TransitGatewayId": "tgw-t"}])),
        ("/resources/rtb-d/Routes", json!([{"DestinationCidrBlock": "10.0.0.0/16", "TransitGatewayId": "tgw-t"}])),
        ("/resources/sg-d/SecurityGroupRules/-", tcp_rule(443, "10.0.0.0/16")),
        ("/resources/i-b", json!({"Kind": "Instance", "SubnetId": "subnet-c-b", "PrivateIpAddress": "10.0.2.10", "SecurityGroupIds": ["sg-cli"]})),
    ]);
    check_trace(
        &changes,
        "i-client -> i-d tcp/443",
        &["reachable", "10.9.1.10 reachable"],
    );
    check_trace(
        &changes,
        "i-b -> i-d tcp/443",
        &[
            "unreachable",
            "10.9.1.10 unreachable",
            "  TGW_ROUTE_AZ_RESTRICTION att-c [TGW-01]",
        ],
    );
    check_mended(&changes, "i-b -> i-d tcp/443");
}

#[test]
fn g33_an_appliance_has_to_pass_on_what_is_not_its_own() {
    let mut changes = with_nat();
    changes.extend([
        ("/resources/i-fw", json!({"Kind": "Instance", "SubnetId": "subnet-c-b", "PrivateIpAddress": "10.0.2.60", "SecurityGroupIds": ["sg-fw"]})),
        ("/resources/sg-fw", json!({"Kind": "SecurityGroup", "VpcId": "vpc-c", "SecurityGroupRules": [ALL_OUT(), {"IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0"}]})),
        ("/resources/rtb-c-a/Routes", json!([{"DestinationCidrBlock": "0.0.0.0/0", "InstanceId": "i-fw"}])),
        ("/resources/rtb-c/Routes", json!([{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-c"}])),
        ("/resources/subnet-c-c", json!({"Kind": "Subnet", "VpcId": "vpc-c", "CidrBlock": "10.0.3.0/24", "AvailabilityZoneId": "use1-az1"})),
        ("/resources/nat-c/SubnetId", json!("subnet-c-c")),
        ("/resources/nat-c/NatGatewayAddresses", json!([{"PrivateIp": "10.0.3.5", "PublicIp": "203.0.113.5"}])),
        ("/resources/igw-c", json!({"Kind": "InternetGateway", "VpcId": "vpc-c"})),
        ("/resources/rtb-c-c", json!({"Kind": "RouteTable", "VpcId": "vpc-c", "Associations": [{"SubnetId": "subnet-c-c"}],
            "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-c"}, {"DestinationCidrBlock": "10.0.1.0/24", "InstanceId": "i-fw"}]})),
    ]);
    check_trace(
        &changes,
        "i-client -> 1.1.1.1 tcp/443",
        &[
            "unreachable",
            "1.1.1.1 unreachable",
            "  ENI_SOURCE_DEST_CHECK_RESTRICTION i-fw [ENI-02]",
        ],
    );
    check_mended(&changes, "i-client -> 1.1.1.1 tcp/443");
}

#[test]
fn g36_one_private_name_is_for_one_endpoint() {
    let second = json!({"Kind": "VpcEndpoint", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-s", "SubnetIds": ["subnet-c-a"],
        "SubnetConfigurations": [{"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.51"}], "SecurityGroupIds": ["sg-ep"], "PrivateDnsEnabled": true});
    check_finding(
        &[("/resources/vpce-e2", second)],
        "CFG_PRIVATE_DNS_CONFLICT",
        "vpce-e2",
        "IE-62",
    );
}

#[test]
fn g34_udp_crosses_where_every_group_allows_it() {
    let udp =
        |range: &str| json!({"IpProtocol": "udp", "FromPort": 53, "ToPort": 53, "CidrIpv4": range});
    let group = json!({"Kind": "TargetGroup", "VpcId": "vpc-p", "Protocol": "UDP", "Port": 53, "HealthCheckPort": "8443",
        "Targets": [{"Id": "i-target-a"}, {"Id": "i-target-b"}]});
    let listener = json!({"Kind": "Listener", "LoadBalancerArn": "nlb-n", "Protocol": "UDP", "Port": 53,
        "DefaultActions": [{"TargetGroupArn": "tg-udp"}]});
    let mut changes = vec![
        ("/resources/tg-udp", group),
        ("/resources/listener-53", listener),
        ("/resources/sg-ep/SecurityGroupRules/-", udp("10.0.0.0/16")),
        ("/resources/sg-tgt/SecurityGroupRules/-", udp("10.0.0.0/16")),
    ];
    check_trace(
        &changes,
        "i-client -> 10.0.1.50 udp/53",
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  ENI_SG_RULES_MISMATCH sg-nlb ingress [NLB-21]",
        ],
    );
    changes.push(("/resources/sg-nlb/SecurityGroupRules/-", udp("10.0.0.0/16")));
    check_trace(
        &changes,
        "i-client -> 10.0.1.50 udp/53",
        &["reachable", "10.0.1.50 reachable"],
    );
}

#[test]
fn g35_a_provider_cannot_refer_to_a_group_of_the_consumer() {
    let rules = json!([{"IpProtocol": "tcp", "FromPort": 8443, "ToPort": 8443, "ReferencedGroupId": "sg-ep"}]);
    let changes = [(TARGET_RULES, rules)];
    check_finding(
        &changes,
        "CFG_SECURITY_GROUP_OF_UNCONNECTED_VPC",
        "sg-tgt",
        "SG-05",
    );
    check_trace(
        &changes,
        "i-client -> 10.0.1.50 tcp/443",
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  ENI_SG_RULES_MISMATCH sg-tgt ingress [SG-01]",
            "  ~PL_HEALTH_PREDICTION i-target-a [HC-05]",
        ],
    );
}

#[test]
fn fixes_lead_to_a_design_that_works() {
    check_mended(&[(EP_RULES, json!([]))], "i-client -> 10.0.1.50 tcp/443");
    check_mended(
        &[("/resources/vpce-e/State", json!("pendingAcceptance"))],
        "i-client -> 10.0.1.50 tcp/443",
    );
    check_mended(
        &[(NLB_RULES, json!([ALL_OUT()])), (TARGET_RULES, json!([]))],
        "i-client -> 10.0.1.50 tcp/443",
    );
    check_mended(&without_target_b(), "i-client -> vpce-e tcp/443");
    check_mended(&acl_on("subnet-c-b"), "i-client -> 10.0.2.50 tcp/443");
    check_mended(
        &[("/resources/i-target-a/State", json!("stopped"))],
        "i-client -> 10.0.1.50 tcp/443",
    );
}
