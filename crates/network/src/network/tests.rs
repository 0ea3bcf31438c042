use vpcanvas_model::file;

use crate::resolve;

fn network(resources: &str) -> crate::Network {
    let text = format!(r#"{{"version": 1, "resources": {{{resources}}}}}"#);
    resolve(&file::read(text.as_bytes()).unwrap())
}

fn check_problems(resources: &str, expected: &[&str]) {
    let found: Vec<String> = network(resources)
        .problems()
        .map(ToString::to_string)
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn dangling_references_are_listed() {
    check_problems(
        r#""subnet-a": {"Kind": "Subnet", "VpcId": "vpc-gone", "CidrBlock": "10.0.0.0/24", "AvailabilityZoneId": "use1-az1"}"#,
        &[
            "VpcId of subnet-a refers to vpc-gone, which is not in the design: choose another or add it",
        ],
    );
}

#[test]
fn containment_cycles_are_listed_and_end() {
    check_problems(
        r#""subnet-a": {"Kind": "Subnet", "VpcId": "subnet-b", "CidrBlock": "10.0.0.0/24", "AvailabilityZoneId": "use1-az1"},
           "subnet-b": {"Kind": "Subnet", "VpcId": "subnet-a", "CidrBlock": "10.0.1.0/24", "AvailabilityZoneId": "use1-az1"}"#,
        &[
            "VpcId of subnet-a refers to subnet-b, of the kind Subnet: expected Vpc",
            "VpcId of subnet-a leads back to itself through subnet-b: break the circle",
            "VpcId of subnet-b refers to subnet-a, of the kind Subnet: expected Vpc",
            "VpcId of subnet-b leads back to itself through subnet-a: break the circle",
        ],
    );
}

#[test]
fn half_finished_resources_are_listed() {
    check_problems(
        r#""vpc-a": {"Kind": "Vpc"}, "i-a": {"Kind": "Instance"}"#,
        &[
            "i-a has no SubnetId: give it the resource it stands in",
            "vpc-a has no CidrBlock: give it an IPv4 range",
        ],
    );
}

#[test]
fn associations_win_over_main_and_default_tables() {
    let network = network(
        r#""vpc-a": {"Kind": "Vpc", "CidrBlock": "10.0.0.0/16"},
           "subnet-a": {"Kind": "Subnet", "VpcId": "vpc-a", "CidrBlock": "10.0.0.0/24"},
           "subnet-b": {"Kind": "Subnet", "VpcId": "vpc-a", "CidrBlock": "10.0.1.0/24"},
           "rtb-main": {"Kind": "RouteTable", "VpcId": "vpc-a", "Associations": [{"Main": true}]},
           "rtb-own": {"Kind": "RouteTable", "VpcId": "vpc-a", "Associations": [{"SubnetId": "subnet-a"}]},
           "acl-own": {"Kind": "NetworkAcl", "VpcId": "vpc-a", "Associations": [{"SubnetId": "subnet-b"}]}"#,
    );
    let table = |subnet: &str| {
        network
            .route_table_of(&subnet.into())
            .map(|(id, _)| id.to_string())
    };
    assert_eq!(table("subnet-a").as_deref(), Some("rtb-own"));
    assert_eq!(table("subnet-b").as_deref(), Some("rtb-main"));
    assert!(network.network_acl_of(&"subnet-a".into()).is_none());
    assert!(network.network_acl_of(&"subnet-b".into()).is_some());
    let subnets: Vec<_> = network
        .referrers(&"subnet-a".into())
        .into_iter()
        .map(|(id, field)| format!("{id}.{field}"))
        .collect();
    assert_eq!(subnets, ["rtb-own.Associations"]);
}

fn check_interfaces(resource: &str, expected: &[&str]) {
    let network = network(&format!(
        r#""vpc-a": {{"Kind": "Vpc", "CidrBlock": "10.0.0.0/16"}},
           "subnet-a": {{"Kind": "Subnet", "VpcId": "vpc-a", "CidrBlock": "10.0.0.0/24", "AvailabilityZoneId": "use1-az1"}}, {resource}"#
    ));
    let found: Vec<String> = network
        .interfaces()
        .map(|interface| format!("{:?} {:?}", interface.role, interface.addresses))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn whatever_has_an_address_in_a_subnet_has_an_interface() {
    for kind in ["Resource", "ServiceNetwork", "Tunnel"] {
        check_interfaces(
            &format!(
                r#""vpce-a": {{"Kind": "VpcEndpoint", "VpcEndpointType": "{kind}", "SubnetIds": ["subnet-a"],
                   "SubnetConfigurations": [{{"SubnetId": "subnet-a", "Ipv4": "10.0.0.9"}}]}}"#
            ),
            &["VpcEndpoint [10.0.0.9]"],
        );
    }
    check_interfaces(
        r#""vpce-a": {"Kind": "VpcEndpoint", "VpcEndpointType": "GatewayLoadBalancer", "SubnetIds": ["subnet-a"]}"#,
        &["GatewayLoadBalancerEndpoint []"],
    );
    check_interfaces(
        r#""vpce-a": {"Kind": "VpcEndpoint", "VpcEndpointType": "Gateway", "SubnetIds": ["subnet-a"]}"#,
        &[],
    );
    check_interfaces(
        r#""rgw-a": {"Kind": "ResourceGateway", "VpcIdentifier": "vpc-a", "SubnetIds": ["subnet-a"],
           "SubnetConfigurations": [{"SubnetId": "subnet-a", "Ipv4": "10.0.0.16"}, {"SubnetId": "subnet-a", "Ipv4": "10.0.0.17"}]}"#,
        &["ResourceGateway [10.0.0.16, 10.0.0.17]"],
    );
    check_interfaces(
        r#""rslvr-a": {"Kind": "ResolverEndpoint", "HostVPCId": "vpc-a", "IpAddresses": [{"SubnetId": "subnet-a", "Ip": "10.0.0.53"}]}"#,
        &["ResolverEndpoint [10.0.0.53]"],
    );
    check_interfaces(
        r#""alb-a": {"Kind": "LoadBalancer", "Type": "application", "VpcId": "vpc-a", "SubnetMappings": [{"SubnetId": "subnet-a", "PrivateIPv4Address": "10.0.0.80"}]}"#,
        &["ApplicationLoadBalancerNode [10.0.0.80]"],
    );
}
