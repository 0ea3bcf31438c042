//! The golden scenarios of the specification (section 12), through the file format: a change to the base design T0, a
//! question, and the answer expected.

use crate::doors::{
    Change, acl_on, check_finding, check_lookup, check_mended, check_trace, tcp_rule,
};
use serde_json::{Value, json};

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
