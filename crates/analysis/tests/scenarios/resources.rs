//! Resource endpoints and service-network endpoints: one resource of the provider, without a load balancer.

use crate::doors::{Change, check_trace, tcp_rule};
use serde_json::{Value, json};

const ASKED: &str = "i-client -> 10.0.1.70 tcp/5432";

/// The base design with a database at 10.0.2.20 (the target in the second zone), shared through a gateway in both zones.
fn shared() -> Vec<Change<'static>> {
    vec![
        (
            "/resources/vpce-r",
            json!({"Kind": "VpcEndpoint", "VpcEndpointType": "Resource", "VpcId": "vpc-c", "ResourceConfigurationArn": "rcfg-db", "SecurityGroupIds": ["sg-ep"],
                "SubnetIds": ["subnet-c-a"], "SubnetConfigurations": [{"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.70"}]}),
        ),
        (
            "/resources/sg-ep/SecurityGroupRules/-",
            tcp_rule(5432, "10.0.1.0/24"),
        ),
        (
            "/resources/rgw-p",
            json!({"Kind": "ResourceGateway", "VpcIdentifier": "vpc-p", "SubnetIds": ["subnet-p-a", "subnet-p-b"], "SecurityGroupIds": ["sg-rgw"],
                "SubnetConfigurations": [{"SubnetId": "subnet-p-a", "Ipv4": "10.0.1.200"}, {"SubnetId": "subnet-p-b", "Ipv4": "10.0.2.200"}]}),
        ),
        (
            "/resources/sg-rgw",
            json!({"Kind": "SecurityGroup", "VpcId": "vpc-p", "SecurityGroupRules": [
                {"IsEgress": true, "IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "CidrIpv4": "10.0.2.20/32"}]}),
        ),
        (
            "/resources/rcfg-db",
            json!({"Kind": "ResourceConfiguration", "Type": "SINGLE", "ResourceGatewayId": "rgw-p", "PortRanges": ["443", "5430-5439"],
                "ResourceConfigurationDefinition": {"IpAddress": "10.0.2.20"}}),
        ),
        (
            "/resources/sg-tgt/SecurityGroupRules/-",
            json!({"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "ReferencedGroupId": "sg-rgw"}),
        ),
    ]
}

fn check(changes: Vec<Change<'_>>, asked: &str, expected: &[&str]) {
    let mut all = shared();
    all.extend(changes);
    check_trace(&all, asked, expected);
}

fn unreachable(reason: &str) -> [String; 3] {
    [
        "unreachable".to_owned(),
        "10.0.1.70 unreachable".to_owned(),
        format!("  {reason}"),
    ]
}

fn check_blocked(change: Change<'_>, reason: &str) {
    let expected = unreachable(reason);
    check(
        vec![change],
        ASKED,
        &expected.each_ref().map(String::as_str),
    );
}

#[test]
fn a_resource_is_reached_without_a_load_balancer() {
    check(vec![], ASKED, &["reachable", "10.0.1.70 reachable"]);
}

#[test]
fn every_part_of_a_shared_resource_can_be_in_the_way() {
    check_blocked(
        ("/resources/vpce-r/State", json!("PendingAcceptance")),
        "BAD_STATE vpce-r [IE-20]",
    );
    check_blocked(
        ("/resources/rcfg-db/Status", json!("CREATE_FAILED")),
        "BAD_STATE rcfg-db [3.3]",
    );
    check_blocked(
        ("/resources/rgw-p/Status", json!("DELETE_IN_PROGRESS")),
        "BAD_STATE rgw-p [3.3]",
    );
    check_blocked(
        ("/resources/rcfg-db/PortRanges", json!(["3306"])),
        "PL_RESOURCE_PORT_RESTRICTION rcfg-db [RS-02]",
    );
    check_blocked(
        ("/resources/sg-rgw/SecurityGroupRules", json!([])),
        "SG_HAS_NO_RULES sg-rgw egress [RS-06]",
    );
    check_blocked(
        (
            "/resources/sg-tgt/SecurityGroupRules",
            json!([tcp_rule(5432, "10.0.1.10/32")]),
        ),
        "ENI_SG_RULES_MISMATCH sg-tgt ingress [SG-01]",
    );
    check_blocked(
        ("/resources/rgw-p/SubnetIds", json!(["subnet-p-b"])),
        "VPCE_SERVICE_NOT_INSTALLED_IN_AZ rgw-p [RS-04]",
    );
}

#[test]
fn the_resource_sees_the_gateway_by_address_too() {
    check(
        vec![(
            "/resources/sg-tgt/SecurityGroupRules",
            json!([tcp_rule(5432, "10.0.1.200/32")]),
        )],
        ASKED,
        &["reachable", "10.0.1.70 reachable"],
    );
}

#[test]
fn resources_speak_tcp_alone() {
    check(
        vec![(
            "/resources/sg-ep/SecurityGroupRules/-",
            json!({"IpProtocol": "udp", "FromPort": 5432, "ToPort": 5432, "CidrIpv4": "10.0.1.0/24"}),
        )],
        "i-client -> 10.0.1.70 udp/5432",
        &[
            "unreachable",
            "10.0.1.70 unreachable",
            "  PROTOCOL_RESTRICTION vpce-r [RS-02]",
        ],
    );
}

#[test]
fn what_is_not_written_is_not_known() {
    let unknown = |reason: &'static str| ["unknown", "10.0.1.70 unknown", reason];
    let one = |change, reason| check(vec![change], ASKED, &unknown(reason));
    one(
        ("/resources/vpce-r/ResourceConfigurationArn", json!(null)),
        "  CFG_INCOMPLETE vpce-r [RS-05]",
    );
    one(
        (
            "/resources/vpce-r/ResourceConfigurationArn",
            json!("rcfg-gone"),
        ),
        "  UNKNOWN_RESOURCE rcfg-gone [0.4]",
    );
    one(
        ("/resources/rgw-p/SubnetConfigurations", json!(null)),
        "  CFG_INCOMPLETE rgw-p [RS-07]",
    );
    one(
        ("/resources/rcfg-db/ResourceGatewayId", json!(null)),
        "  CFG_INCOMPLETE rcfg-db [RS-01]",
    );
    one(
        ("/resources/vpce-r/VpcEndpointType", json!("Tunnel")),
        "  UNSUPPORTED_COMPONENT vpce-r [3.5]",
    );
}

#[test]
fn a_group_leads_to_the_child_that_shares_the_port() {
    let child = |address: &str, port: &str| {
        json!({"Kind": "ResourceConfiguration", "Type": "CHILD", "ResourceConfigurationGroupId": "rcfg-db",
        "PortRanges": [port], "ResourceConfigurationDefinition": {"IpAddress": address}})
    };
    check(
        vec![
            (
                "/resources/rcfg-db",
                json!({"Kind": "ResourceConfiguration", "Type": "GROUP", "ResourceGatewayId": "rgw-p"}),
            ),
            ("/resources/rcfg-1", child("10.0.2.20", "5432")),
            ("/resources/rcfg-2", child("10.0.1.20", "3306")),
        ],
        ASKED,
        &["reachable", "10.0.1.70 reachable"],
    );
}

fn by_name(resolution: &str, vpc: Option<&str>) -> Vec<Change<'static>> {
    let mut zone = json!({"Kind": "HostedZone", "Name": "example.org", "ResourceRecordSets": [
        {"Name": "db.example.org", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "10.0.2.20"}]}]});
    match vpc {
        None => zone["PrivateZone"] = json!(false),
        Some(vpc) => zone["VPCs"] = json!([{"VPCId": vpc}]),
    }
    vec![
        (
            "/resources/rcfg-db/ResourceConfigurationDefinition",
            json!({"DomainName": "db.example.org"}),
        ),
        (
            "/resources/rgw-p/ResourceConfigDnsResolution",
            json!(resolution),
        ),
        ("/resources/zone-db", zone),
    ]
}

#[test]
fn names_are_looked_up_where_the_gateway_says() {
    let reachable = ["reachable", "10.0.1.70 reachable"];
    check(by_name("IN_VPC", Some("vpc-p")), ASKED, &reachable);
    check(by_name("PUBLIC", None), ASKED, &reachable);
    check(
        by_name("PUBLIC", Some("vpc-p")),
        ASKED,
        &[
            "unknown",
            "10.0.1.70 unknown",
            "  UNKNOWN_RESOURCE rcfg-db [RS-08]",
        ],
    );
}

#[test]
fn a_database_behind_an_arn_ends_the_path() {
    let arn = json!({"Arn": "arn:aws:rds:us-east-1:111111111111:db:orders"});
    let by_arn = vec![
        ("/resources/rcfg-db/Type", json!("ARN")),
        ("/resources/rcfg-db/ResourceConfigurationDefinition", arn),
    ];
    let not_seen = "  ~UNKNOWN_RESOURCE rcfg-db [RS-06]";
    check(
        by_arn.clone(),
        ASKED,
        &["reachable", "10.0.1.70 reachable", not_seen],
    );
    let mut elsewhere = by_arn;
    elsewhere.push(("/resources/rgw-p/SubnetIds", json!(["subnet-p-b"])));
    check(
        elsewhere,
        ASKED,
        &[
            "unreachable",
            "10.0.1.70 unreachable",
            "  VPCE_SERVICE_NOT_INSTALLED_IN_AZ rgw-p [RS-04]",
            not_seen,
        ],
    );
}

#[test]
fn a_service_network_leads_to_its_resources() {
    let network = |resources: Value| {
        vec![
            ("/resources/vpce-r/VpcEndpointType", json!("ServiceNetwork")),
            ("/resources/vpce-r/ServiceNetworkArn", json!("sn-shop")),
            (
                "/resources/sn-shop",
                json!({"Kind": "ServiceNetwork", "ResourceConfigurationIds": resources}),
            ),
        ]
    };
    check(
        network(json!(["rcfg-db"])),
        ASKED,
        &["reachable", "10.0.1.70 reachable"],
    );
    check(
        network(json!([])),
        ASKED,
        &[
            "unknown",
            "10.0.1.70 unknown",
            "  UNSUPPORTED_COMPONENT sn-shop [SN-07]",
        ],
    );
    let mut gone = network(json!([]));
    gone.push(("/resources/vpce-r/ServiceNetworkArn", json!("sn-gone")));
    check(
        gone,
        ASKED,
        &[
            "unknown",
            "10.0.1.70 unknown",
            "  UNKNOWN_RESOURCE sn-gone [0.4]",
        ],
    );
}
