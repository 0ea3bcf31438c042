//! Each list in AWS's words, and what it becomes in the model's.

use serde_json::json;

use crate::doors::{check_record, check_says, imported, record};

#[test]
fn a_vpc_has_its_further_ranges_that_hold() {
    check_record(
        r#"{"Vpcs": [{"VpcId": "vpc-1", "OwnerId": "111111111111", "CidrBlock": "10.0.0.0/16", "DhcpOptionsId": "dopt-1",
            "CidrBlockAssociationSet": [{"CidrBlock": "10.0.0.0/16", "CidrBlockState": {"State": "associated"}},
                {"CidrBlock": "10.1.0.0/16", "CidrBlockState": {"State": "associated"}},
                {"CidrBlock": "10.2.0.0/16", "CidrBlockState": {"State": "disassociated"}}],
            "Ipv6CidrBlockAssociationSet": [{"Ipv6CidrBlock": "2001:db8::/56", "Ipv6CidrBlockState": {"State": "associated"}}],
            "Tags": [{"Key": "Name", "Value": "main"}, {"Key": "team", "Value": ""}], "InstanceTenancy": "default"}]}
            {"VpcId": "vpc-1", "EnableDnsSupport": {"Value": true}} {"EnableDnsHostnames": {"Value": false}, "VpcId": "vpc-1"}"#,
        "vpc-1",
        &json!({"Kind": "Vpc", "OwnerId": "111111111111", "Region": "us-east-1", "CidrBlock": "10.0.0.0/16",
            "SecondaryCidrBlocks": ["10.1.0.0/16"], "Ipv6CidrBlocks": ["2001:db8::/56"], "DhcpOptionsId": "dopt-1",
            "EnableDnsSupport": true, "EnableDnsHostnames": false, "Tags": {"Name": "main", "team": ""},
            "InstanceTenancy": "default", "NotCollected": ["HostedZones", "InternetGateways", "NetworkAcls",
                "NetworkInterfaces", "ResolverRuleAssociations", "ResolverRules", "RouteTables", "SecurityGroups", "VpcEndpoints"]}),
    );
}

#[test]
fn zone_names_become_ids_by_account() {
    let zones = |id: &str| {
        format!(r#"{{"AvailabilityZones": [{{"ZoneName": "us-east-1a", "ZoneId": "{id}"}}]}}"#)
    };
    let subnet = |id: &str| {
        format!(r#"{{"Subnets": [{{"SubnetId": "{id}", "AvailabilityZone": "us-east-1a"}}]}}"#)
    };
    let import = imported(&[
        ("111111111111/us-east-1/a.json", &zones("use1-az6")),
        ("111111111111/us-east-1/b.json", &subnet("subnet-1")),
        ("222222222222/us-east-1/a.json", &subnet("subnet-2")),
        ("222222222222/us-east-1/b.json", &zones("use1-az2")),
        ("333333333333/us-east-1/b.json", &subnet("subnet-3")),
    ]);
    assert_eq!(
        record(&import, "subnet-1")["AvailabilityZoneId"],
        "use1-az6"
    );
    assert_eq!(
        record(&import, "subnet-2")["AvailabilityZoneId"],
        "use1-az2"
    );
    assert!(record(&import, "subnet-3")["AvailabilityZoneId"].is_null());
    check_says(
        &import.report.problems,
        "subnet-3: the id of zone us-east-1a is not known",
    );
}

#[test]
fn implied_routes_and_rules_are_left_out_and_said() {
    let import = imported(&[(
        "a.json",
        r#"{"RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Associations": [{"Main": true, "RouteTableAssociationId": "x"}],
            "Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active"},
                {"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1", "Origin": "CreateRoute", "State": "blackhole"}]}],
          "NetworkAcls": [{"NetworkAclId": "acl-1", "VpcId": "vpc-1", "IsDefault": true, "Entries": [
            {"RuleNumber": 100, "Protocol": "6", "RuleAction": "allow", "Egress": false, "CidrBlock": "0.0.0.0/0", "PortRange": {"From": 1, "To": 2}},
            {"RuleNumber": 32767, "Protocol": "-1", "RuleAction": "deny", "Egress": false, "CidrBlock": "0.0.0.0/0"}]}]}"#,
    )]);
    assert_eq!(
        record(&import, "rtb-1"),
        json!({"Kind": "RouteTable", "VpcId": "vpc-1", "Associations": [{"Main": true, "RouteTableAssociationId": "x"}],
            "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1", "Origin": "CreateRoute", "State": "blackhole"}]})
    );
    assert_eq!(
        record(&import, "acl-1")["Entries"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    check_says(
        &import.report.ignored,
        "1 RouteTables: Routes: local routes are implied",
    );
    check_says(
        &import.report.ignored,
        "1 NetworkAcls: Entries: the rule * is implied",
    );
}

#[test]
fn permissions_become_rules_and_rules_with_ids_win() {
    let groups = r#"{"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web", "VpcId": "vpc-1",
        "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 81,
            "IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "all"}], "Ipv6Ranges": [{"CidrIpv6": "::/0"}],
            "PrefixListIds": [{"PrefixListId": "pl-1"}], "UserIdGroupPairs": [{"GroupId": "sg-2", "UserId": "1"}]}],
        "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}]}"#;
    let rule = |side: &str, value: &str| json!({"IsEgress": false, "IpProtocol": "tcp", "FromPort": 80, "ToPort": 81, side: value});
    let mut first = rule("CidrIpv4", "10.0.0.0/8");
    first["Description"] = json!("all");
    check_record(
        groups,
        "sg-1",
        &json!({"Kind": "SecurityGroup", "GroupName": "web", "VpcId": "vpc-1", "SecurityGroupRules": [
            first, rule("CidrIpv6", "::/0"), rule("PrefixListId", "pl-1"), rule("ReferencedGroupId", "sg-2"),
            {"IsEgress": true, "IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0"}]}),
    );
    let rules = r#"{"SecurityGroupRules": [{"SecurityGroupRuleId": "sgr-1", "GroupId": "sg-1", "IsEgress": false, "IpProtocol": "tcp",
        "FromPort": 443, "ToPort": 443, "ReferencedGroupInfo": {"GroupId": "sg-3", "UserId": "222222222222"}}]}"#;
    check_record(
        &format!("{rules}{groups}"),
        "sg-1",
        &json!({"Kind": "SecurityGroup", "GroupName": "web", "VpcId": "vpc-1", "SecurityGroupRules": [
            {"IsEgress": false, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "ReferencedGroupId": "sg-3",
             "SecurityGroupRuleId": "sgr-1", "ReferencedGroupInfo": {"UserId": "222222222222"}}]}),
    );
}

#[test]
fn interfaces_of_endpoints_and_balancers_lend_them_their_addresses() {
    let eni = |id: &str, subnet: &str, ip: &str, description: &str| {
        json!({"NetworkInterfaceId": id, "SubnetId": subnet, "PrivateIpAddress": ip, "Description": description,
            "PrivateIpAddresses": [{"PrivateIpAddress": ip, "Primary": true, "Association": {"PublicIp": "203.0.113.5"}}],
            "RequesterManaged": true})
    };
    let arn = "arn:aws-us-gov:elasticloadbalancing:us-gov-west-1:111111111111:loadbalancer/net/front/0123456789abcdef";
    let output = json!({
        "NetworkInterfaces": [
            eni("eni-1", "subnet-1", "10.0.1.5", "VPC Endpoint Interface vpce-1"),
            eni("eni-2", "subnet-1", "10.0.1.6", "ELB net/front/0123456789abcdef"),
            eni("eni-3", "subnet-1", "10.0.1.7", "Interface for NAT Gateway nat-1"),
            eni("eni-4", "subnet-1", "10.0.1.8", "Route 53 Resolver: rslvr-in-1:rni-1"),
            eni("eni-5", "subnet-1", "10.0.1.9", "mine")],
        "VpcEndpoints": [{"VpcEndpointId": "vpce-1", "VpcEndpointType": "interface", "State": "pendingAcceptance",
            "SubnetIds": ["subnet-1"], "NetworkInterfaceIds": ["eni-1"], "Groups": [{"GroupId": "sg-1", "GroupName": "x"}]}],
        "LoadBalancers": [{"LoadBalancerArn": arn, "LoadBalancerName": "front", "Type": "network", "State": {"Code": "active"},
            "AvailabilityZones": [{"SubnetId": "subnet-1", "ZoneName": "us-gov-west-1a", "LoadBalancerAddresses": []}]}],
        "NatGateways": [{"NatGatewayId": "nat-1", "SubnetId": "subnet-1", "State": "available",
            "NatGatewayAddresses": [{"NetworkInterfaceId": "eni-3", "PrivateIp": "10.0.1.7", "PublicIp": "203.0.113.9"}]}],
        "ResolverEndpoints": [{"Id": "rslvr-in-1", "Direction": "INBOUND", "Name": "in"}],
    });
    let addresses = r#"{"IpAddresses": [{"SubnetId": "subnet-1", "Ip": "10.0.1.8"}], "ResolverEndpointId": "rslvr-in-1"}"#;
    let import = imported(&[("a.json", &output.to_string()), ("b.json", addresses)]);
    let endpoint = record(&import, "vpce-1");
    assert_eq!(endpoint["VpcEndpointType"], "Interface");
    assert_eq!(endpoint["State"], "PendingAcceptance");
    assert_eq!(endpoint["SecurityGroupIds"], json!(["sg-1"]));
    assert_eq!(
        endpoint["SubnetConfigurations"],
        json!([{"SubnetId": "subnet-1", "Ipv4": "10.0.1.5"}])
    );
    let balancer = record(&import, arn);
    assert_eq!(
        balancer["SubnetMappings"],
        json!([{"SubnetId": "subnet-1", "PrivateIPv4Address": "10.0.1.6", "PublicIp": "203.0.113.5"}])
    );
    assert_eq!(balancer["Tags"]["Name"], "front");
    assert_eq!(
        record(&import, "rslvr-in-1")["IpAddresses"],
        json!([{"SubnetId": "subnet-1", "Ip": "10.0.1.8"}])
    );
    for folded in ["eni-1", "eni-2", "eni-3", "eni-4"] {
        assert!(record(&import, folded).is_null(), "{folded}");
    }
    let own = record(&import, "eni-5");
    assert_eq!(
        own["PrivateIpAddresses"],
        json!([{"PrivateIpAddress": "10.0.1.9", "Primary": true, "PublicIp": "203.0.113.5"}])
    );
}

#[test]
fn instances_bring_their_interfaces_where_nobody_else_does() {
    let instances = r#"{"Reservations": [{"OwnerId": "111111111111", "Instances": [{"InstanceId": "i-1", "SubnetId": "subnet-1",
        "PrivateIpAddress": "10.0.1.5", "State": {"Code": 80, "Name": "stopped"}, "SecurityGroups": [{"GroupId": "sg-1"}],
        "NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "PrivateIpAddress": "10.0.1.5",
            "Attachment": {"DeviceIndex": 1, "Status": "attached"}, "Groups": [{"GroupId": "sg-1"}]}]}]}]}"#;
    let import = imported(&[("a.json", instances)]);
    let instance = record(&import, "i-1");
    assert_eq!(
        (&instance["State"], &instance["SecurityGroupIds"]),
        (&json!("stopped"), &json!(["sg-1"]))
    );
    assert_eq!(
        record(&import, "eni-1")["Attachment"],
        json!({"InstanceId": "i-1", "DeviceIndex": 1, "Status": "attached"})
    );
    let full = r#"{"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "SourceDestCheck": false,
        "Attachment": {"DeviceIndex": 1, "InstanceId": "i-1"}, "PrivateIpAddress": "10.0.1.5"}]}"#;
    for files in [
        [("a.json", instances), ("b.json", full)],
        [("a.json", full), ("b.json", instances)],
    ] {
        let import = imported(&files);
        assert_eq!(record(&import, "eni-1")["SourceDestCheck"], false);
        assert_eq!(record(&import, "eni-1")["Groups"], json!(["sg-1"]));
        assert!(
            !import
                .report
                .problems
                .iter()
                .any(|entry| entry.reason.contains("twice"))
        );
    }
}

#[test]
fn addresses_in_use_show_at_their_interface_and_others_are_kept() {
    let import = imported(&[(
        "a.json",
        r#"{"Addresses": [{"AllocationId": "eipalloc-1", "PublicIp": "203.0.113.5", "NetworkInterfaceId": "eni-1", "PrivateIpAddress": "10.0.1.5"},
            {"AllocationId": "eipalloc-2", "PublicIp": "203.0.113.6"}],
          "NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.1.5", "Primary": true}]}]}"#,
    )]);
    assert_eq!(
        record(&import, "eni-1")["PrivateIpAddresses"][0]["PublicIp"],
        "203.0.113.5"
    );
    assert!(record(&import, "eipalloc-1").is_null());
    assert_eq!(
        record(&import, "eipalloc-2"),
        json!({"Kind": "Address", "PublicIp": "203.0.113.6"})
    );
}

#[test]
fn peering_and_transit_gateways_are_one_thing_from_both_sides() {
    let side = |vpc: &str, owner: &str| {
        json!({"VpcId": vpc, "OwnerId": owner, "Region": "us-east-1", "CidrBlock": "10.0.0.0/16",
        "PeeringOptions": {"AllowDnsResolutionFromRemoteVpc": true}})
    };
    let output = json!({
        "VpcPeeringConnections": [{"VpcPeeringConnectionId": "pcx-1", "RequesterVpcInfo": side("vpc-1", "111111111111"),
            "AccepterVpcInfo": side("vpc-2", "222222222222"), "Status": {"Code": "active", "Message": "Active"}}],
        "TransitGateways": [{"TransitGatewayId": "tgw-1", "OwnerId": "111111111111", "State": "available", "Options": {"DnsSupport": "enable"}}],
        "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-1", "TransitGatewayId": "tgw-1", "ResourceType": "vpc",
            "ResourceId": "vpc-1", "State": "available", "Association": {"TransitGatewayRouteTableId": "tgw-rtb-1", "State": "associated"}}],
        "TransitGatewayVpcAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-1", "TransitGatewayId": "tgw-1", "VpcId": "vpc-1",
            "State": "available", "SubnetIds": ["subnet-1"], "Options": {"ApplianceModeSupport": "enable"}}],
        "TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayId": "tgw-1"}],
    })
    .to_string();
    let routes = r#"{"TransitGatewayRouteTableId": "tgw-rtb-1", "Routes": [{"DestinationCidrBlock": "10.0.0.0/8", "Type": "static", "State": "active",
        "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-1", "ResourceType": "vpc", "ResourceId": "vpc-1"}]}]}"#;
    let import = imported(&[
        ("111111111111/us-east-1/a.json", &output),
        ("222222222222/us-east-1/a.json", &output),
        ("111111111111/us-east-1/b.json", routes),
        ("222222222222/us-east-1/b.json", routes),
    ]);
    let peering = record(&import, "pcx-1");
    assert_eq!(peering["Status"], "active");
    assert_eq!(
        peering["AccepterVpcInfo"]["AllowDnsResolutionFromRemoteVpc"],
        true
    );
    let attachment = record(&import, "tgw-attach-1");
    let expected = [
        ("ResourceId", json!("vpc-1")),
        ("SubnetIds", json!(["subnet-1"])),
        ("ApplianceModeSupport", json!("enable")),
    ];
    for (field, value) in expected {
        assert_eq!(attachment[field], value, "{field}");
    }
    let table = record(&import, "tgw-rtb-1");
    assert_eq!(
        table["Associations"],
        json!([{"TransitGatewayAttachmentId": "tgw-attach-1"}])
    );
    assert_eq!(table["Routes"].as_array().unwrap().len(), 1);
    assert_eq!(
        table["Routes"][0]["TransitGatewayAttachmentId"],
        "tgw-attach-1"
    );
    assert!(
        !import
            .report
            .problems
            .iter()
            .any(|entry| entry.reason.contains("twice"))
    );
}

#[test]
fn keys_of_tunnels_never_reach_a_design() {
    let import = imported(&[(
        "a.json",
        r#"{"VpnConnections": [{"VpnConnectionId": "vpn-1", "State": "available", "CustomerGatewayId": "cgw-1", "VpnGatewayId": "vgw-1",
            "CustomerGatewayConfiguration": "<pre_shared_key>hush</pre_shared_key>",
            "Options": {"StaticRoutesOnly": true, "TunnelOptions": [{"OutsideIpAddress": "203.0.113.1", "PreSharedKey": "hush"}]},
            "VgwTelemetry": [{"OutsideIpAddress": "203.0.113.1", "Status": "UP"}], "Routes": [{"DestinationCidrBlock": "192.168.0.0/16"}]}],
          "VpnGateways": [{"VpnGatewayId": "vgw-1", "State": "available", "VpcAttachments": [{"VpcId": "vpc-1", "State": "attached"}]}],
          "CustomerGateways": [{"CustomerGatewayId": "cgw-1", "IpAddress": "203.0.113.1", "BgpAsn": "65000", "State": "available"}]}"#,
    )]);
    let connection = record(&import, "vpn-1");
    assert!(!connection.to_string().contains("hush"));
    assert_eq!(
        connection["Options"]["TunnelOptions"][0]["OutsideIpAddress"],
        "203.0.113.1"
    );
    assert_eq!(record(&import, "vgw-1")["VpcId"], "vpc-1");
    check_says(
        &import.report.ignored,
        "CustomerGatewayConfiguration: it holds the keys",
    );
}

#[test]
fn services_of_others_are_there_when_an_endpoint_uses_them() {
    let service = |id: &str, owner: &str| {
        json!({"ServiceId": id, "ServiceName": format!("com.amazonaws.vpce.us-east-1.{id}"), "Owner": owner,
        "AvailabilityZones": ["us-east-1a"], "PrivateDnsName": "api.example.com", "PrivateDnsNameVerificationState": "verified"})
    };
    let output = json!({
        "ServiceDetails": [service("vpce-svc-1", "222222222222"), service("vpce-svc-2", "222222222222"), service("vpce-svc-3", "amazon")],
        "VpcEndpoints": [{"VpcEndpointId": "vpce-1", "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-1"}],
    });
    let import = imported(&[("a.json", &output.to_string())]);
    let used = record(&import, "vpce-svc-1");
    assert_eq!(
        (
            &used["OwnerId"],
            &used["PrivateDnsNameConfiguration"]["State"]
        ),
        (&json!("222222222222"), &json!("verified"))
    );
    assert!(record(&import, "vpce-svc-2").is_null() && record(&import, "vpce-svc-3").is_null());
    check_says(
        &import.report.ignored,
        "1 ServiceDetails: an offer of another account",
    );
    check_says(&import.report.ignored, "1 ServiceDetails: a service of AWS");
}

#[test]
fn zones_have_plain_names_their_vpcs_and_records() {
    let import = imported(&[(
        "111111111111/global/x.json",
        r#"{"HostedZones": [{"Id": "/hostedzone/Z1", "Name": "example.com.", "Config": {"PrivateZone": true, "Comment": "c"}}]}
          {"HostedZone": {"Id": "/hostedzone/Z1", "Name": "example.com.", "Config": {"PrivateZone": true}},
           "VPCs": [{"VPCRegion": "us-east-1", "VPCId": "vpc-1"}]}
          {"HostedZoneId": "/hostedzone/Z1", "ResourceRecordSets": [{"Name": "\\052.example.com.", "Type": "A", "TTL": 60,
           "ResourceRecords": [{"Value": "10.0.0.1"}], "Weight": 10}]}"#,
    )]);
    assert_eq!(
        record(&import, "Z1"),
        json!({"Kind": "HostedZone", "OwnerId": "111111111111", "Name": "example.com", "PrivateZone": true, "Config": {"Comment": "c"},
            "VPCs": [{"VPCId": "vpc-1", "VPCRegion": "us-east-1"}],
            "ResourceRecordSets": [{"Name": "*.example.com", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "10.0.0.1"}], "Weight": 10}]})
    );
}

#[test]
fn targets_attributes_and_weighted_listeners_come_together() {
    let group = "arn:aws-cn:elasticloadbalancing:cn-north-1:111111111111:targetgroup/app/1";
    let balancer =
        "arn:aws-cn:elasticloadbalancing:cn-north-1:111111111111:loadbalancer/net/front/2";
    let output = json!({
        "TargetGroups": [{"TargetGroupArn": group, "TargetGroupName": "app", "Protocol": "TCP", "Port": 80, "TargetType": "ip"}],
        "LoadBalancers": [{"LoadBalancerArn": balancer, "Type": "network"}],
        "Listeners": [{"ListenerArn": "l-1", "LoadBalancerArn": balancer, "Port": 80, "Protocol": "TCP", "DefaultActions": [{"Type": "forward",
            "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": group, "Weight": 1}, {"TargetGroupArn": "other", "Weight": 2}]}}]}],
    });
    let import = imported(&[
        ("a.json", &output.to_string()),
        ("b.json", &json!({"TargetGroupArn": group, "TargetHealthDescriptions": [{"Target": {"Id": "10.0.0.5", "Port": 8080}, "TargetHealth": {"State": "healthy"}}]}).to_string()),
        ("c.json", &json!({"TargetGroupArn": group, "Attributes": [{"Key": "preserve_client_ip.enabled", "Value": "true"}, {"Key": "load_balancing.cross_zone.enabled", "Value": "use_load_balancer_configuration"}]}).to_string()),
        ("d.json", &json!({"LoadBalancerArn": balancer, "Attributes": [{"Key": "load_balancing.cross_zone.enabled", "Value": "true"}, {"Key": "deletion_protection.enabled", "Value": "false"}]}).to_string()),
    ]);
    let found = record(&import, group);
    assert_eq!(found["Targets"][0]["Id"], "10.0.0.5");
    assert_eq!(
        found["TargetGroupAttributes"],
        json!({"preserve_client_ip.enabled": true, "load_balancing.cross_zone.enabled": "use_load_balancer_configuration"})
    );
    assert_eq!(
        record(&import, balancer)["LoadBalancerAttributes"],
        json!({"load_balancing.cross_zone.enabled": true, "deletion_protection.enabled": "false"})
    );
    assert_eq!(
        record(&import, "l-1")["DefaultActions"],
        json!([{"Type": "forward", "TargetGroupArn": group}, {"Type": "forward", "TargetGroupArn": "other"}])
    );
}

#[test]
fn resolver_rules_options_and_block_public_access_are_read() {
    let import = imported(&[(
        "111111111111/us-east-1/a.json",
        r#"{"ResolverRules": [{"Id": "rslvr-rr-1", "OwnerId": "111111111111", "Name": "corp", "DomainName": "corp.example.", "RuleType": "FORWARD",
              "TargetIps": [{"Ip": "10.9.0.2", "Port": 53}], "ResolverEndpointId": "rslvr-out-1"}],
            "ResolverRuleAssociations": [{"Id": "x", "ResolverRuleId": "rslvr-rr-1", "VPCId": "vpc-1"}],
            "DhcpOptions": [{"DhcpOptionsId": "dopt-1", "DhcpConfigurations": [{"Key": "domain-name-servers", "Values": [{"Value": "10.0.0.2"}]},
              {"Key": "domain-name", "Values": [{"Value": "corp.example"}]}]}],
            "VpcBlockPublicAccessOptions": {"AwsAccountId": "111111111111", "AwsRegion": "us-east-1", "InternetGatewayBlockMode": "block-ingress"},
            "VpcBlockPublicAccessExclusions": [{"ExclusionId": "e-1", "ResourceArn": "arn:aws:ec2:us-east-1:111111111111:vpc/vpc-1", "InternetGatewayExclusionMode": "allow-egress"}],
            "InternetGateways": [{"InternetGatewayId": "igw-1", "OwnerId": "111111111111", "Attachments": [{"State": "available", "VpcId": "vpc-1"}]}],
            "EgressOnlyInternetGateways": [{"EgressOnlyInternetGatewayId": "eigw-1", "Attachments": [{"State": "attached", "VpcId": "vpc-1"}]}]}"#,
    )]);
    let rule = record(&import, "rslvr-rr-1");
    assert_eq!(
        (&rule["VPCIds"], &rule["TargetIps"]),
        (&json!(["vpc-1"]), &json!([{"Ip": "10.9.0.2", "Port": 53}]))
    );
    let options = record(&import, "dopt-1");
    assert_eq!(
        (&options["DomainNameServers"], &options["DomainName"]),
        (&json!(["10.0.0.2"]), &json!("corp.example"))
    );
    let account = record(&import, "111111111111");
    assert_eq!(
        account["VpcBlockPublicAccessOptions"][0]["InternetGatewayBlockMode"],
        "block-ingress"
    );
    assert_eq!(
        account["VpcBlockPublicAccessExclusions"][0]["ResourceId"],
        "vpc-1"
    );
    assert_eq!(record(&import, "igw-1")["VpcId"], "vpc-1");
    assert_eq!(record(&import, "eigw-1")["VpcId"], "vpc-1");
}
