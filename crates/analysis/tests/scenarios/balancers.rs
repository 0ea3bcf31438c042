//! Load balancers in every shape: listeners, target groups, kinds of targets, the client's address, families.

use crate::doors::{Change, check_drawn, check_trace, tcp_rule};
use serde_json::{Value, json};

const ASKED: &str = "i-client -> 10.0.1.50 tcp/443";
const SG_NLB_RULES: &str = "/resources/sg-nlb/SecurityGroupRules/-";
const SG_TGT_RULES: &str = "/resources/sg-tgt/SecurityGroupRules/-";
const TARGETS: &str = "/resources/tg-8443/Targets";

fn client_in_provider() -> Vec<Change<'static>> {
    let instance = json!({"Kind": "Instance", "SubnetId": "subnet-p-a", "PrivateIpAddress": "10.0.1.30", "SecurityGroupIds": ["sg-cli-p"]});
    let group = json!({"Kind": "SecurityGroup", "VpcId": "vpc-p", "SecurityGroupRules": [{"IsEgress": true, "IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0"}]});
    vec![("/resources/i-p", instance), ("/resources/sg-cli-p", group)]
}

/// An application load balancer in front of the target in the first zone, and whom its group admits.
fn application(rule: &Value) -> Vec<Change<'static>> {
    vec![
        (
            "/resources/alb-a",
            json!({"Kind": "LoadBalancer", "Type": "application", "VpcId": "vpc-p", "SecurityGroups": ["sg-alb"], "SubnetMappings": [
                {"SubnetId": "subnet-p-a", "PrivateIPv4Address": "10.0.1.80"}, {"SubnetId": "subnet-p-b", "PrivateIPv4Address": "10.0.2.80"}]}),
        ),
        (
            "/resources/sg-alb",
            json!({"Kind": "SecurityGroup", "VpcId": "vpc-p", "SecurityGroupRules": [rule, {"IsEgress": true, "IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0"}]}),
        ),
        (
            "/resources/listener-alb",
            json!({"Kind": "Listener", "LoadBalancerArn": "alb-a", "Protocol": "HTTPS", "Port": 443, "DefaultActions": [{"Type": "forward", "TargetGroupArn": "tg-web"}]}),
        ),
        (
            "/resources/tg-web",
            json!({"Kind": "TargetGroup", "VpcId": "vpc-p", "TargetType": "instance", "Protocol": "HTTP", "Port": 8080, "Targets": [{"Id": "i-target-a"}]}),
        ),
        (
            SG_TGT_RULES,
            json!({"IpProtocol": "tcp", "FromPort": 8080, "ToPort": 8080, "ReferencedGroupId": "sg-alb"}),
        ),
    ]
}

/// The network load balancer of the base design leads to the application load balancer.
fn behind_network(rule: &Value) -> Vec<Change<'static>> {
    let mut changes = application(rule);
    changes.push((
        "/resources/tg-8443",
        json!({"Kind": "TargetGroup", "VpcId": "vpc-p", "TargetType": "alb", "Protocol": "TCP", "Port": 443, "Targets": [{"Id": "alb-a"}]}),
    ));
    changes
}

#[test]
fn a_listener_of_another_transport_does_not_take_the_packet() {
    check_trace(
        &[("/resources/listener-443/Protocol", json!("UDP"))],
        ASKED,
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  ELBV2_LISTENERS_MISMATCH nlb-n [NLB-05]",
            "  PROTOCOL_RESTRICTION listener-443 [2.8]",
        ],
    );
}

#[test]
fn a_target_group_has_to_take_what_the_listener_passes_on() {
    check_trace(
        &[("/resources/tg-8443/Protocol", json!("UDP"))],
        ASKED,
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  ELBV2_LISTENER_REQUIRES_TG_ACCEPT tg-8443 [2.8]",
        ],
    );
}

#[test]
fn whether_quic_serves_endpoints_is_not_confirmed() {
    check_trace(
        &[
            ("/resources/listener-443/Protocol", json!("TCP_QUIC")),
            ("/resources/tg-8443/Protocol", json!("TCP_QUIC")),
        ],
        ASKED,
        &[
            "unknown",
            "10.0.1.50 unknown",
            "  PL_UNVERIFIED listener-443 [2.8]",
        ],
    );
}

#[test]
fn an_application_load_balancer_may_be_the_target() {
    check_trace(
        &behind_network(
            &json!({"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "ReferencedGroupId": "sg-nlb"}),
        ),
        ASKED,
        &["reachable", "10.0.1.50 reachable"],
    );
    check_trace(
        &behind_network(&tcp_rule(443, "192.168.0.0/16")),
        ASKED,
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  ENI_SG_RULES_MISMATCH sg-alb ingress [SG-01]",
            "  ~PL_HEALTH_PREDICTION alb-a [HC-05]",
        ],
    );
}

#[test]
fn whether_an_application_load_balancer_sees_the_client_decides_nothing_alone() {
    let only_client = || behind_network(&tcp_rule(443, "10.0.1.30/32"));
    let changes = |written| {
        let mut changes = only_client();
        changes.extend(client_in_provider());
        if let Some(keeps) = written {
            let attributes = json!({"preserve_client_ip.enabled": keeps});
            changes.push(("/resources/tg-8443/TargetGroupAttributes", attributes));
        }
        changes
    };
    let asked = "i-p -> 10.0.1.100 tcp/443";
    check_trace(
        &changes(None),
        asked,
        &[
            "unknown",
            "10.0.1.100 unknown",
            "  ENI_SG_RULES_MISMATCH sg-alb ingress [SG-01]",
            "  PL_UNVERIFIED alb-a [2.8]",
            "  ~PL_HEALTH_PREDICTION alb-a [HC-05]",
        ],
    );
    check_trace(
        &changes(Some(true)),
        asked,
        &[
            "reachable",
            "10.0.1.100 reachable",
            "  ~PL_HEALTH_PREDICTION alb-a [HC-05]",
        ],
    );
    check_trace(
        &changes(Some(false)),
        asked,
        &[
            "unreachable",
            "10.0.1.100 unreachable",
            "  ENI_SG_RULES_MISMATCH sg-alb ingress [SG-01]",
            "  ~PL_HEALTH_PREDICTION alb-a [HC-05]",
        ],
    );
}

#[test]
fn clients_reach_an_application_load_balancer_itself() {
    let mut changes = application(&tcp_rule(443, "10.0.1.30/32"));
    changes.extend(client_in_provider());
    let far = [
        "reachable",
        "10.0.2.80 reachable",
        "  ~AVAILABILITY_ZONE_CROSSED alb-a [1.5]",
    ];
    check_trace(&changes, "i-p -> 10.0.2.80 tcp/443", &far);
    changes.push((
        "/resources/listener-alb/DefaultActions",
        json!([{"Type": "fixed-response"}]),
    ));
    let itself = ["reachable", "10.0.1.80 reachable"];
    check_trace(&changes, "i-p -> 10.0.1.80 tcp/443", &itself);
}

#[test]
fn an_application_load_balancer_cannot_stand_behind_a_service() {
    let mut changes = application(&tcp_rule(443, "10.0.0.0/16"));
    changes.push((
        "/resources/vpce-svc-s/NetworkLoadBalancerArns",
        json!(["alb-a"]),
    ));
    check_trace(
        &changes,
        ASKED,
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  CFG_INVALID_REFERENCE alb-a [2.1]",
        ],
    );
}

#[test]
fn appliances_are_reached_by_endpoints_of_their_own_type() {
    let gateway = json!({"Kind": "LoadBalancer", "Type": "gateway", "VpcId": "vpc-p", "SubnetMappings": [{"SubnetId": "subnet-p-a", "PrivateIPv4Address": "10.0.1.90"}]});
    check_trace(
        &[
            ("/resources/gwlb-a", gateway.clone()),
            ("/resources/vpce-svc-s/NetworkLoadBalancerArns", json!(null)),
            (
                "/resources/vpce-svc-s/GatewayLoadBalancerArns",
                json!(["gwlb-a"]),
            ),
        ],
        ASKED,
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  CFG_INVALID_REFERENCE vpce-e [GL-01]",
        ],
    );
    let mut changes = client_in_provider();
    changes.push(("/resources/gwlb-a", gateway));
    check_trace(
        &changes,
        "i-p -> 10.0.1.90 tcp/443",
        &[
            "unreachable",
            "10.0.1.90 unreachable",
            "  NO_POSSIBLE_DESTINATION gwlb-a [GL-02]",
        ],
    );
}

#[test]
fn the_client_is_seen_where_its_address_is_kept() {
    let changes = |keeps: Option<bool>, admitted: &str| {
        let mut changes = client_in_provider();
        let attributes = match keeps {
            Some(keeps) => json!({"preserve_client_ip.enabled": keeps}),
            None => json!({"proxy_protocol_v2.enabled": false}),
        };
        changes.push(("/resources/tg-8443/TargetGroupAttributes", attributes));
        changes.push((
            "/resources/sg-tgt/SecurityGroupRules",
            json!([tcp_rule(8443, admitted)]),
        ));
        changes
    };
    let asked = "i-p -> 10.0.1.100 tcp/443";
    let prediction = "  ~PL_HEALTH_PREDICTION i-target-a [HC-05]";
    let refused = "  ENI_SG_RULES_MISMATCH sg-tgt ingress [SG-01]";
    check_trace(
        &changes(Some(true), "10.0.1.30/32"),
        asked,
        &["reachable", "10.0.1.100 reachable", prediction],
    );
    check_trace(
        &changes(Some(false), "10.0.1.30/32"),
        asked,
        &["unreachable", "10.0.1.100 unreachable", refused, prediction],
    );
    check_trace(
        &changes(Some(false), "10.0.1.100/32"),
        asked,
        &["reachable", "10.0.1.100 reachable"],
    );
    check_trace(
        &changes(None, "10.0.1.0/24"),
        asked,
        &[
            "reachable",
            "10.0.1.100 reachable",
            "  ~ASSUMPTION_PRESERVE_CLIENT_IP_IS_ENABLED tg-8443 [2.8]",
        ],
    );
    let mut by_address = changes(None, "10.0.1.0/24");
    by_address.push(("/resources/tg-8443/TargetType", json!("ip")));
    by_address.push((TARGETS, json!([{"Id": "10.0.1.20"}])));
    check_trace(
        &by_address,
        asked,
        &[
            "reachable",
            "10.0.1.100 reachable",
            "  ~ASSUMPTION_PRESERVE_CLIENT_IP_IS_DISABLED tg-8443 [2.8]",
        ],
    );
}

fn endpoint_as_target() -> Vec<Change<'static>> {
    let other = json!({"Kind": "VpcEndpoint", "VpcId": "vpc-p", "SubnetIds": ["subnet-p-a"], "SecurityGroupIds": ["sg-tgt"],
        "SubnetConfigurations": [{"SubnetId": "subnet-p-a", "Ipv4": "10.0.1.60"}], "ServiceName": "com.amazonaws.us-east-1.kms"});
    vec![
        ("/resources/vpce-2", other),
        ("/resources/tg-8443/TargetType", json!("ip")),
        (TARGETS, json!([{"Id": "10.0.1.60"}])),
    ]
}

#[test]
fn an_endpoint_may_be_a_target_that_does_not_see_the_client() {
    check_trace(
        &endpoint_as_target(),
        ASKED,
        &["reachable", "10.0.1.50 reachable"],
    );
    let mut kept = endpoint_as_target();
    kept.extend(client_in_provider());
    kept.push((
        "/resources/tg-8443/TargetGroupAttributes",
        json!({"preserve_client_ip.enabled": true}),
    ));
    check_trace(
        &kept,
        "i-p -> 10.0.1.100 tcp/443",
        &[
            "unreachable",
            "10.0.1.100 unreachable",
            "  ELBV2_SOURCE_ADDRESS_PRESERVATION nlb-n [TG-08]",
        ],
    );
}

#[test]
fn load_balancers_that_lead_to_themselves_come_to_an_end() {
    check_trace(
        &[
            ("/resources/tg-8443/TargetType", json!("ip")),
            ("/resources/tg-8443/Port", json!(443)),
            (TARGETS, json!([{"Id": "10.0.1.100"}])),
        ],
        ASKED,
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  NO_POSSIBLE_DESTINATION nlb-n [2.9]",
        ],
    );
}

#[test]
fn addresses_that_no_group_takes_are_refused() {
    let target = |address: &str, protocol: &str| {
        vec![
            ("/resources/tg-8443/TargetType", json!("ip")),
            ("/resources/tg-8443/Protocol", json!(protocol)),
            ("/resources/listener-443/Protocol", json!(protocol)),
            (TARGETS, json!([{"Id": address}])),
        ]
    };
    let check = |changes: &[Change<'_>], rule: &str| {
        let reason = format!("  CFG_TARGET_INVALID {rule}");
        check_trace(
            changes,
            ASKED,
            &["unreachable", "10.0.1.50 unreachable", &reason],
        );
    };
    check(&target("8.8.8.8", "TCP"), "8.8.8.8 [TG-02]");
    check(&target("192.168.1.1", "TCP_UDP"), "192.168.1.1 [TG-03]");
}

#[test]
fn replies_go_to_the_ports_the_load_balancer_chose() {
    let acl = json!({"Kind": "NetworkAcl", "VpcId": "vpc-p", "Associations": [{"SubnetId": "subnet-p-b"}], "Entries": [
        {"RuleNumber": 100, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0"},
        {"RuleNumber": 100, "Egress": true, "Protocol": "6", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0", "PortRange": {"From": 32768, "To": 60999}}]});
    check_trace(
        &[
            ("/resources/acl-p-b", acl),
            (TARGETS, json!([{"Id": "i-target-b"}])),
            (
                "/resources/nlb-n/LoadBalancerAttributes",
                json!({"load_balancing.cross_zone.enabled": true}),
            ),
        ],
        ASKED,
        &[
            "reachable",
            "10.0.1.50 reachable",
            "  ~SUBNET_ACL_RESTRICTION acl-p-b egress [NACL-10]",
            "  ~REMAP_EPHEMERAL_PORT nlb-n [2.9]",
            "  ~AVAILABILITY_ZONE_CROSSED nlb-n [1.5]",
        ],
    );
}

/// The base design with IPv6 on the way to the load balancer; targets keep IPv4.
fn dualstack(protocol: &str) -> Vec<Change<'static>> {
    let rule = |protocol: &str| json!({"IpProtocol": protocol, "FromPort": 443, "ToPort": 443, "CidrIpv6": "::/0"});
    let spoken = protocol.to_lowercase();
    vec![
        (
            "/resources/vpc-c/Ipv6CidrBlocks",
            json!(["2001:db8:c::/56"]),
        ),
        (
            "/resources/subnet-c-a/Ipv6CidrBlock",
            json!("2001:db8:c::/64"),
        ),
        ("/resources/i-client/Ipv6Address", json!("2001:db8:c::10")),
        (
            "/resources/sg-cli/SecurityGroupRules/-",
            json!({"IsEgress": true, "IpProtocol": "-1", "CidrIpv6": "::/0"}),
        ),
        ("/resources/vpce-e/IpAddressType", json!("dualstack")),
        (
            "/resources/vpce-e/SubnetConfigurations",
            json!([{"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.50", "Ipv6": "2001:db8:c::50"}]),
        ),
        ("/resources/sg-ep/SecurityGroupRules/-", rule(&spoken)),
        (SG_NLB_RULES, rule(&spoken)),
        (
            SG_TGT_RULES,
            json!({"IpProtocol": spoken, "FromPort": 8443, "ToPort": 8443, "ReferencedGroupId": "sg-nlb"}),
        ),
        (
            "/resources/vpce-svc-s/SupportedIpAddressTypes",
            json!(["ipv4", "ipv6"]),
        ),
        ("/resources/nlb-n/IpAddressType", json!("dualstack")),
        ("/resources/listener-443/Protocol", json!(protocol)),
        ("/resources/tg-8443/Protocol", json!(protocol)),
    ]
}

#[test]
fn tcp_is_translated_between_the_families_and_udp_is_not() {
    check_trace(
        &dualstack("TCP"),
        "i-client -> 2001:db8:c::50 tcp/443",
        &["reachable", "2001:db8:c::50 reachable"],
    );
    check_trace(
        &dualstack("UDP"),
        "i-client -> 2001:db8:c::50 udp/443",
        &[
            "unreachable",
            "2001:db8:c::50 unreachable",
            "  ELBV2_LISTENER_REQUIRES_TG_ACCEPT tg-8443 [ES-42]",
        ],
    );
}

#[test]
fn a_service_has_to_support_the_family() {
    let mut changes = dualstack("TCP");
    changes.push((
        "/resources/vpce-svc-s/SupportedIpAddressTypes",
        json!(["ipv4"]),
    ));
    changes.push(("/resources/nlb-n/IpAddressType", json!("ipv4")));
    check_trace(
        &changes,
        "i-client -> 2001:db8:c::50 tcp/443",
        &[
            "unreachable",
            "2001:db8:c::50 unreachable",
            "  CFG_ADDRESS_FAMILY vpce-svc-s [ES-40]",
            "  CFG_ADDRESS_FAMILY nlb-n [ES-40]",
        ],
    );
}

#[test]
fn of_several_load_balancers_each_interface_has_one() {
    let second = json!({"Kind": "LoadBalancer", "VpcId": "vpc-p", "SubnetMappings": [{"SubnetId": "subnet-p-a", "PrivateIPv4Address": "10.0.1.101"}]});
    check_trace(
        &[
            ("/resources/nlb-2", second),
            (
                "/resources/vpce-svc-s/NetworkLoadBalancerArns",
                json!(["nlb-n", "nlb-2"]),
            ),
        ],
        ASKED,
        &[
            "partly-reachable",
            "10.0.1.50 partly-reachable",
            "  ~ELBV2_LISTENERS_MISMATCH nlb-2 [NLB-05]",
        ],
    );
}

#[test]
fn a_load_balancer_opens_connections_to_its_targets_alone() {
    let from = |asked: &str, expected: &[&str]| {
        check_trace(&client_in_provider(), asked, expected);
    };
    from(
        "nlb-n -> i-target-a tcp/8443",
        &["reachable", "10.0.1.20 reachable", "10.0.1.20 reachable"],
    );
    let address = "  TARGET_ADDRESS_RESTRICTION nlb-n [6.3]";
    let group = "  SG_HAS_NO_RULES sg-cli-p ingress [SG-01]";
    from(
        "nlb-n -> i-p tcp/8443",
        &[
            "unreachable",
            "10.0.1.30 unreachable",
            address,
            group,
            "10.0.1.30 unreachable",
            address,
            group,
        ],
    );
    let port = "  TARGET_PORT_RESTRICTION nlb-n [6.3]";
    let closed = "  ENI_SG_RULES_MISMATCH sg-tgt ingress [SG-01]";
    from(
        "nlb-n -> i-target-a tcp/22",
        &[
            "unreachable",
            "10.0.1.20 unreachable",
            port,
            closed,
            "10.0.1.20 unreachable",
            port,
            closed,
        ],
    );
}

/// A second VPC with a database, peered with the provider's, and an address of it as target.
fn target_in_peered_vpc() -> Vec<Change<'static>> {
    let resource = |kind: &str, mut fields: Value| {
        fields["Kind"] = json!(kind);
        fields
    };
    let by_peering =
        |range: &str| json!({"DestinationCidrBlock": range, "VpcPeeringConnectionId": "pcx-1"});
    vec![
        (
            "/resources/vpc-d",
            resource(
                "Vpc",
                json!({"CidrBlock": "10.9.0.0/16", "Region": "us-east-1"}),
            ),
        ),
        (
            "/resources/subnet-d",
            resource(
                "Subnet",
                json!({"VpcId": "vpc-d", "CidrBlock": "10.9.1.0/24", "AvailabilityZoneId": "use1-az1"}),
            ),
        ),
        (
            "/resources/i-d",
            resource(
                "Instance",
                json!({"SubnetId": "subnet-d", "PrivateIpAddress": "10.9.1.10", "SecurityGroupIds": ["sg-d"]}),
            ),
        ),
        (
            "/resources/sg-d",
            resource(
                "SecurityGroup",
                json!({"VpcId": "vpc-d", "SecurityGroupRules": [tcp_rule(8443, "10.0.1.100/32")]}),
            ),
        ),
        (
            "/resources/rtb-d",
            resource(
                "RouteTable",
                json!({"VpcId": "vpc-d", "Associations": [{"Main": true}], "Routes": [by_peering("10.0.0.0/16")]}),
            ),
        ),
        (
            "/resources/rtb-p/Routes",
            json!([by_peering("10.9.0.0/16")]),
        ),
        (
            "/resources/pcx-1",
            resource(
                "VpcPeeringConnection",
                json!({"RequesterVpcInfo": {"VpcId": "vpc-p"}, "AccepterVpcInfo": {"VpcId": "vpc-d"}, "Status": "active"}),
            ),
        ),
        ("/resources/tg-8443/TargetType", json!("ip")),
        (TARGETS, json!([{"Id": "10.9.1.10"}])),
    ]
}

#[test]
fn addresses_in_connected_networks_may_be_targets() {
    check_trace(
        &target_in_peered_vpc(),
        ASKED,
        &["reachable", "10.0.1.50 reachable"],
    );
    let mut unroutable = target_in_peered_vpc();
    unroutable.push(("/resources/rtb-d/Routes", json!([])));
    check_trace(
        &unroutable,
        ASKED,
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  NO_ROUTE_TO_DESTINATION rtb-d [RT-10]",
            "  ~VPC_LOCAL_ROUTE_CIDR_RESTRICTION rtb-d [RT-02]",
        ],
    );
}

/// A load balancer whose targets are behind a private NAT gateway and a peering connection.
const BEHIND_NAT: &str = "
vpc vpc-a 10.1.0.0/16 Region=us-east-1
  subnet subnet-a 10.1.1.0/24 use1-az1
    instance i-a 10.1.1.10 sg-a
  subnet subnet-n 10.1.2.0/24 use1-az1
    nat nat-a ConnectivityType=private NatGatewayAddresses=[{\"PrivateIp\":\"10.1.2.5\"}]
  nlb nlb-a subnet-a@10.1.1.20
    listener listener-a tcp/443 -> tg-a
  targets tg-a tcp/443 10.2.1.10 TargetType=ip TargetGroupAttributes={\"preserve_client_ip.enabled\":false}
  sg sg-a
    in -1 0.0.0.0/0
    out -1 0.0.0.0/0
  table rtb-a main
    route 10.2.0.0/16 nat-a
  table rtb-n subnet-n
    route 10.2.0.0/16 pcx-1
  acl acl-n Associations=[{\"SubnetId\":\"subnet-n\"}] Entries=[{\"RuleNumber\":100,\"Protocol\":\"-1\",\"RuleAction\":\"allow\",\"CidrBlock\":\"10.1.0.0/16\"},{\"RuleNumber\":110,\"Protocol\":\"6\",\"RuleAction\":\"allow\",\"CidrBlock\":\"0.0.0.0/0\",\"PortRange\":{\"From\":32768,\"To\":60999}},{\"RuleNumber\":100,\"Egress\":true,\"Protocol\":\"-1\",\"RuleAction\":\"allow\",\"CidrBlock\":\"0.0.0.0/0\"}]
vpc vpc-b 10.2.0.0/16 Region=us-east-1
  subnet subnet-b 10.2.1.0/24 use1-az1
    instance i-b 10.2.1.10 sg-b
  sg sg-b
    in -1 0.0.0.0/0
  table rtb-b main
    route 10.1.0.0/16 pcx-1
peering pcx-1 Status=active RequesterVpcInfo={\"VpcId\":\"vpc-a\"} AccepterVpcInfo={\"VpcId\":\"vpc-b\"}
";

#[test]
fn ports_that_a_nat_gateway_chose_are_said_once() {
    check_drawn(
        BEHIND_NAT,
        "i-a -> 10.1.1.20 tcp/443",
        &[
            "reachable",
            "10.1.1.20 reachable",
            "  ~SUBNET_ACL_RESTRICTION acl-n ingress [NACL-10]",
            "  ~REMAP_EPHEMERAL_PORT acl-n ingress [NACL-07]",
        ],
    );
}
