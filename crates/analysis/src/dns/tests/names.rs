//! Names AWS makes: of instances, of endpoints in other Regions, of resources, of S3; and records a routing policy chooses.

use super::{check_chain, check_lookup, zone};

const VPC_D: &str = r#""vpc-d": {"Kind": "Vpc", "CidrBlock": "10.9.0.0/16", "Region": "us-east-1", "EnableDnsHostnames": true}"#;

/// An instance with a public address in the consumer's VPC.
const PUBLIC: &str = r#""i-client": {"PublicIpAddress": "203.0.113.25"}"#;

const EC2: &str = "ec2-203-0-113-25.compute-1.amazonaws.com";

pub(super) fn peering(status: &str, allow: bool) -> String {
    format!(
        r#"{VPC_D}, {PUBLIC}, "pcx-1": {{"Kind": "VpcPeeringConnection", "Status": "{status}", "RequesterVpcInfo": {{"VpcId": "vpc-d"}},
            "AccepterVpcInfo": {{"VpcId": "vpc-c", "AllowDnsResolutionFromRemoteVpc": {allow}}}}}"#
    )
}

pub(super) fn transit(gateway: &str, attachment: &str) -> String {
    let attached = |id: &str, vpc: &str| {
        format!(
            r#""{id}": {{"Kind": "TransitGatewayAttachment", "TransitGatewayId": "tgw-1", "ResourceType": "vpc", "ResourceId": "{vpc}", "State": "available", "DnsSupport": "{attachment}"}}"#
        )
    };
    format!(
        r#"{VPC_D}, {PUBLIC}, "tgw-1": {{"Kind": "TransitGateway", "DnsSupport": "{gateway}"}}, {}, {}"#,
        attached("tgw-attach-c", "vpc-c"),
        attached("tgw-attach-d", "vpc-d")
    )
}

#[test]
fn public_names_of_instances_are_private_where_that_is_shared() {
    let private = format!("{EC2} 60 A 10.0.1.10");
    let private = ["NOERROR", private.as_str()];
    let public = format!("{EC2} 60 A 203.0.113.25");
    let public = ["NOERROR", public.as_str()];
    check_lookup(PUBLIC, &format!("vpc-c {EC2}"), &private); // 5.7
    check_lookup(PUBLIC, &format!("internet {EC2}"), &public);
    check_lookup(PUBLIC, &format!("vpc-p {EC2}"), &public);
    check_lookup(PUBLIC, &format!("vpc-c {EC2} AAAA"), &["NODATA"]);
    check_lookup("", &format!("vpc-c {EC2}"), &["PUBLIC"]);
    // DNS-06: without the attribute the instance has no public name.
    check_lookup(
        &format!(r#"{PUBLIC}, "vpc-c": {{"EnableDnsHostnames": false}}"#),
        &format!("internet {EC2}"),
        &["PUBLIC"],
    );
    // PCX-08: the side that owns the name has to allow it, and the connection has to be there.
    let from_d = format!("vpc-d {EC2}");
    check_lookup(&peering("active", true), &from_d, &private);
    check_lookup(&peering("active", false), &from_d, &public);
    check_lookup(&peering("pending-acceptance", true), &from_d, &public);
    let without = peering("active", true).replace(
        r#""EnableDnsHostnames": true"#,
        r#""EnableDnsHostnames": false"#,
    );
    let answer = crate::lookup(
        &crate::test_design::t0_with(&without),
        &super::query(&from_d),
    );
    assert_eq!(
        answer.addresses(),
        ["203.0.113.25".parse::<std::net::IpAddr>().unwrap()]
    );
    // TGW-11
    check_lookup(&transit("enable", "enable"), &from_d, &private);
    check_lookup(&transit("disable", "enable"), &from_d, &public);
    check_lookup(&transit("enable", "disable"), &from_d, &public);
}

#[test]
fn names_by_instance_id_have_the_records_switched_on() {
    let options = |a: bool, aaaa: bool| {
        format!(
            r#""i-client": {{"Ipv6Address": "2001:db8::10", "PrivateDnsNameOptions": {{"EnableResourceNameDnsARecord": {a}, "EnableResourceNameDnsAAAARecord": {aaaa}}}}}"#
        )
    };
    let name = "i-client.ec2.internal";
    let a = format!("{name} 60 A 10.0.1.10");
    let aaaa = format!("{name} 60 AAAA 2001:db8::10");
    let check = |changes: &str, question: &str, expected: &[&str]| {
        check_lookup(changes, &format!("vpc-c {question}"), expected);
    };
    check(&options(true, false), name, &["NOERROR", &a]);
    check(&options(true, false), &format!("{name} AAAA"), &["NODATA"]);
    check(
        &options(true, true),
        &format!("{name} AAAA"),
        &["NOERROR", &aaaa],
    );
    check(&options(false, true), name, &["NODATA"]);
    check(&options(false, false), name, &["NXDOMAIN"]);
    check(&options(true, true), "i-gone.ec2.internal", &["NXDOMAIN"]);
    check(
        &options(true, true),
        "x.i-client.ec2.internal",
        &["NXDOMAIN"],
    );
    // TGW-11: known across attached VPCs, and elsewhere nobody says.
    check_lookup(
        &format!(
            "{}, {}",
            transit("enable", "enable").replace(PUBLIC, &options(true, false)),
            r#""zone-x": {"Kind": "HostedZone"}"#
        ),
        &format!("vpc-d {name}"),
        &["NOERROR", &a],
    );
    check_lookup(
        &options(true, false),
        &format!("vpc-p {name}"),
        &["UNKNOWN", "PL_UNVERIFIED i-client 5.7 ?"],
    );
}

#[test]
fn reverse_names_can_be_switched_off() {
    let client = "vpc-c 10.1.0.10.in-addr.arpa PTR";
    check_lookup(
        "",
        client,
        &[
            "NOERROR",
            "10.1.0.10.in-addr.arpa 60 PTR ip-10-0-1-10.ec2.internal",
        ],
    );
    check_lookup(
        r#""vpc-c": {"AutodefinedReverse": false}"#,
        client,
        &["PUBLIC"],
    ); // RSLV-08
    check_lookup("", "vpc-c 1.254.169.254.in-addr.arpa PTR", &["PUBLIC"]);
    check_lookup("", "vpc-c 1.1.254.169.in-addr.arpa PTR", &["NXDOMAIN"]);
    // A range that is not private has its own zone in its VPC, and not elsewhere.
    let shared = r#""vpc-d": {"Kind": "Vpc", "CidrBlock": "100.64.0.0/16", "Region": "us-east-1", "EnableDnsHostnames": true}"#;
    check_lookup(shared, "vpc-d 5.1.64.100.in-addr.arpa PTR", &["NXDOMAIN"]);
    check_lookup(shared, "vpc-c 5.1.64.100.in-addr.arpa PTR", &["PUBLIC"]);
}

#[test]
fn services_of_aws_in_other_regions_have_no_zonal_names() {
    let endpoint = |region: &str| {
        format!(
            r#""vpce-e": {{"ServiceName": "com.amazonaws.{region}.kms", "ServiceRegion": "{region}", "PrivateDnsEnabled": false}}"#
        )
    };
    let tail = "kms.eu-west-1.vpce.amazonaws.com";
    let regional = format!("vpce-e.{tail} 60 A 10.0.1.50");
    let second = format!("vpce-e.{tail} 60 A 10.0.2.50");
    check_lookup(
        &endpoint("eu-west-1"),
        &format!("vpc-c vpce-e.{tail}"),
        &["NOERROR", &regional, &second],
    );
    // IE-88
    check_lookup(
        &endpoint("eu-west-1"),
        &format!("vpc-c vpce-e-use1-az1.{tail}"),
        &["NXDOMAIN"],
    );
    check_lookup(
        &endpoint("us-east-1"),
        "vpc-c vpce-e-use1-az1.kms.us-east-1.vpce.amazonaws.com",
        &[
            "NOERROR",
            "vpce-e-use1-az1.kms.us-east-1.vpce.amazonaws.com 60 A 10.0.1.50",
        ],
    );
    let network = crate::test_design::t0_with(&endpoint("eu-west-1"));
    let names = crate::endpoint_names(&network, &"vpce-e".into()).unwrap();
    assert_eq!(names.zonal, []);
}

#[test]
fn s3_is_for_questions_from_outside_unless_said_otherwise() {
    let inbound = r#""sg-dns": {"Kind": "SecurityGroup", "VpcId": "vpc-c", "SecurityGroupRules": [{"IsEgress": false, "IpProtocol": "-1", "CidrIpv4": "10.0.0.0/16"}]},
        "rslvr-in": {"Kind": "ResolverEndpoint", "HostVPCId": "vpc-c", "Direction": "INBOUND", "SecurityGroupIds": ["sg-dns"], "IpAddresses": [{"SubnetId": "subnet-c-a", "Ip": "10.0.1.53"}]}"#;
    let s3 = |options: &str| {
        format!(
            r#""vpce-e": {{"ServiceName": "com.amazonaws.us-east-1.s3", "DnsOptions": {{{options}}}}}, {inbound}"#
        )
    };
    let records = |name: &str| {
        vec![
            "NOERROR".to_owned(),
            format!("{name} 60 A 10.0.1.50"),
            format!("{name} 60 A 10.0.2.50"),
        ]
    };
    let check = |changes: &str, name: &str| {
        let expected = records(name);
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check_lookup(changes, &format!("i-client {name}"), &expected);
    };
    let only = r#""PrivateDnsOnlyForInboundResolverEndpoint": true"#;
    let not_only = r#""PrivateDnsOnlyForInboundResolverEndpoint": false"#;
    let name = "s3.us-east-1.amazonaws.com";
    // S3-02
    for options in [only, ""] {
        check_lookup(
            &s3(options),
            &format!("i-client {name}"),
            &["PUBLIC", "DNS_S3_INBOUND_ONLY vpce-e S3-02"],
        );
        let asking = format!(
            r#"{}, "dopt-1": {{"Kind": "DhcpOptions", "DomainNameServers": ["10.0.1.53"]}}, "vpc-c": {{"DhcpOptionsId": "dopt-1"}}"#,
            s3(options)
        );
        check(&asking, name);
    }
    // S3-04, S3-06a
    for name in [
        name,
        "bucket.s3.us-east-1.amazonaws.com",
        "1234.s3-control.us-east-1.amazonaws.com",
        "a.s3-accesspoint.us-east-1.amazonaws.com",
    ] {
        check(&s3(not_only), name);
    }
    check_lookup(
        &s3(not_only),
        "i-client s3.dualstack.us-east-1.amazonaws.com",
        &["PUBLIC"],
    );
    // S3-01: words before the endpoint's own name.
    for word in ["bucket", "my.bucket", "accesspoint", "control"] {
        check(
            &s3(only),
            &format!("{word}.vpce-e-0abc.s3.us-east-1.vpce.amazonaws.com"),
        );
    }
    check_lookup(
        "",
        "vpc-c bucket.vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com",
        &["PUBLIC"],
    );
}

/// A resource endpoint with private DNS or without, and its configuration.
pub(super) fn resource_endpoint(status: &str, options: &str, private: bool) -> String {
    format!(
        r#""rcfg-1": {{"Kind": "ResourceConfiguration", "CustomDomainName": "db.example.org", "DomainVerificationStatus": "{status}"}},
               "vpce-r": {{"Kind": "VpcEndpoint", "VpcEndpointType": "Resource", "VpcId": "vpc-c", "ResourceConfigurationArn": "rcfg-1", "PrivateDnsEnabled": {private},
                "DnsOptions": {{{options}}}, "SubnetIds": ["subnet-c-a"], "SubnetConfigurations": [{{"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.88"}}]}}"#
    )
}

#[test]
fn resources_have_names_of_aws_and_of_their_provider() {
    // RS-09: the name that resolves anywhere, with the token of AWS and without.
    for name in [
        "vpce-r.rcfg-1.vpc-lattice-rsc.us-east-1.on.aws",
        "vpce-r.rcfg-1.4232ccc.vpc-lattice-rsc.us-east-1.on.aws",
    ] {
        let record = format!("{name} 60 A 10.0.1.88");
        for from in ["vpc-c", "vpc-p", "internet"] {
            check_lookup(
                &resource_endpoint("PENDING", "", false),
                &format!("{from} {name}"),
                &["NOERROR", &record],
            );
        }
    }
    for name in [
        "vpce-r.rcfg-2.vpc-lattice-rsc.us-east-1.on.aws",
        "vpce-r.rcfg-1.vpc-lattice-rsc.eu-west-1.on.aws",
    ] {
        check_lookup(
            &resource_endpoint("VERIFIED", "", true),
            &format!("vpc-c {name}"),
            &["PUBLIC"],
        );
    }
    // Section 1.1: what PrivateDnsPreference lets in.
    let resolves = ["NOERROR", "db.example.org 60 A 10.0.1.88"];
    let refused = ["PUBLIC", "DNS_PRIVATE_NAME_UNVERIFIED rcfg-1 RS-09"];
    let prefers = |preference: &str, domains: &str| {
        format!(
            r#""PrivateDnsPreference": "{preference}", "PrivateDnsSpecifiedDomains": [{domains}]"#
        )
    };
    let question = "vpc-c db.example.org";
    let check = |status: &str, options: &str, expected: &[&str]| {
        check_lookup(
            &resource_endpoint(status, options, true),
            question,
            expected,
        );
    };
    check("VERIFIED", "", &resolves);
    check("PENDING", "", &refused);
    check("PENDING", &prefers("ALL_DOMAINS", ""), &resolves);
    check("VERIFIED", &prefers("SPECIFIED_DOMAINS_ONLY", ""), &refused);
    for domains in [r#""db.example.org""#, r#""*.example.org""#] {
        check(
            "PENDING",
            &prefers("SPECIFIED_DOMAINS_ONLY", domains),
            &resolves,
        );
        check(
            "PENDING",
            &prefers("VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS", domains),
            &resolves,
        );
    }
    check(
        "VERIFIED",
        &prefers("VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS", ""),
        &resolves,
    );
    check_lookup(
        &resource_endpoint("VERIFIED", "", false),
        question,
        &["PUBLIC", "DNS_PUBLIC_ANSWER vpce-r RS-09"],
    );
    check_lookup(
        &resource_endpoint("VERIFIED", "", true),
        "vpc-p db.example.org",
        &["PUBLIC"],
    );
    check_lookup(
        &resource_endpoint("VERIFIED", "", true),
        "vpc-c below.db.example.org",
        &["NXDOMAIN", "DNS_NXDOMAIN_IN_PHZ vpce-r RS-09"],
    );
}

#[test]
fn addresses_of_service_networks_are_chosen_by_aws() {
    let question = "vpc-c db.example.org";
    // SN-02, SN-05: AWS chooses the addresses.
    let network = format!(
        r#"{}, "sn-1": {{"Kind": "ServiceNetwork", "ResourceConfigurationIds": ["rcfg-1"], "VPCIds": ["vpc-p"]}}"#,
        resource_endpoint("VERIFIED", "", true)
            .replace(
                r#""VpcEndpointType": "Resource""#,
                r#""VpcEndpointType": "ServiceNetwork""#
            )
            .replace(
                r#""ResourceConfigurationArn": "rcfg-1""#,
                r#""ServiceNetworkArn": "sn-1""#
            )
    );
    check_lookup(
        &network,
        question,
        &["UNKNOWN", "UNKNOWN_RESOURCE vpce-r SN-02"],
    );
    check_lookup(
        &network,
        "vpc-p db.example.org",
        &["UNKNOWN", "UNKNOWN_RESOURCE sn-1 SN-05"],
    );
    check_lookup(
        &network,
        "vpc-p vpce-r-snsa-1.4232ccc.vpc-lattice-rsc.us-east-1.on.aws",
        &["UNKNOWN", "UNKNOWN_RESOURCE vpce-r SN-02"],
    );
}

#[test]
fn internet_facing_balancers_answer_with_public_addresses_where_drawn() {
    let name = "nlb-n.elb.us-east-1.amazonaws.com";
    let drawn = r#""nlb-n": {"Scheme": "internet-facing", "SubnetMappings": [{"SubnetId": "subnet-p-a", "PrivateIPv4Address": "10.0.1.100", "PublicIp": "203.0.113.9"}]}"#;
    let answer = crate::lookup(
        &crate::test_design::t0_with(drawn),
        &super::query(&format!("vpc-c {name}")),
    );
    let found: Vec<String> = answer.addresses().iter().map(ToString::to_string).collect();
    assert!(found.is_empty() || found == ["203.0.113.9"], "{answer:#?}");
}

#[test]
fn routing_policies_are_decided_as_far_as_records_tell() {
    let set = |id: &str, address: &str, policy: &str| {
        format!(
            r#"{{"Name": "www.corp.example", "Type": "A", "TTL": 30, "SetIdentifier": "{id}", {policy}, "ResourceRecords": [{{"Value": "{address}"}}]}}"#
        )
    };
    let check = |sets: &[String], expected: &[&str]| {
        let changes = format!(
            r#""zone-a": {{"Kind": "HostedZone", "Name": "corp.example", "VPCs": [{{"VPCId": "vpc-c"}}], "ResourceRecordSets": [{}]}}"#,
            sets.join(", ")
        );
        check_lookup(&changes, "vpc-c www.corp.example", expected);
    };
    let (one, two) = (
        "www.corp.example 30 A 10.0.0.1",
        "www.corp.example 30 A 10.0.0.2",
    );
    let open = "DNS_ROUTING_POLICY zone-a PHZ-15";
    let pair =
        |first: &str, second: &str| [set("a", "10.0.0.1", first), set("b", "10.0.0.2", second)];
    let multi = r#""MultiValueAnswer": true"#;
    check(&pair(multi, multi), &["NOERROR", one, two]);
    check(
        &pair(r#""Weight": 1"#, r#""Weight": 3"#),
        &["NOERROR", one, two, open],
    );
    check(&pair(r#""Weight": 1"#, r#""Weight": 0"#), &["NOERROR", one]);
    check(
        &pair(r#""Weight": 0"#, r#""Weight": 0"#),
        &["NOERROR", one, two, open],
    );
    check(
        &pair(r#""Region": "us-east-1""#, r#""Region": "eu-west-1""#),
        &["NOERROR", one, two, open],
    );
    check(
        &[set("a", "10.0.0.1", r#""Region": "eu-west-1""#)],
        &["NOERROR", one],
    );
    let (primary, secondary) = (r#""Failover": "PRIMARY""#, r#""Failover": "SECONDARY""#);
    check(&pair(secondary, primary), &["NOERROR", two]);
    check(
        &pair(
            r#""Failover": "PRIMARY", "HealthCheckId": "hc-1""#,
            secondary,
        ),
        &["NOERROR", one, two, open],
    );
    check(
        &pair(
            r#""GeoLocation": {"CountryCode": "*"}"#,
            r#""GeoLocation": {"CountryCode": "DE"}"#,
        ),
        &["NOERROR", one, two, open],
    );
}

#[test]
fn what_is_particular_about_private_names_is_said() {
    let service =
        |name: &str| format!(r#""vpce-e": {{"ServiceName": "com.amazonaws.us-east-1.{name}"}}"#);
    let has = |name: &str| {
        format!(
            "vpce-e: {name} has the addresses of the interfaces of the endpoint: 10.0.1.50, 10.0.2.50 [IE-01]"
        )
    };
    check_chain(
        &service("sqs"),
        "vpc-c sqs.us-east-1.amazonaws.com",
        &[
            "vpce-e: Private DNS: that sqs.us-east-1.amazonaws.com is a private name of sqs is UNVERIFIED [5.6]",
            &has("sqs.us-east-1.amazonaws.com"),
        ],
    );
    check_chain(
        &service("execute-api"),
        "vpc-c a.execute-api.us-east-1.amazonaws.com",
        &[
            "vpce-e: *.execute-api.us-east-1.amazonaws.com covers public APIs of the Region too, which are said to answer 403 through vpce-e [5.6]",
            &has("a.execute-api.us-east-1.amazonaws.com"),
        ],
    );
    check_chain(
        &service("logs"),
        "vpc-c logs.us-east-1.amazonaws.com",
        &[&has("logs.us-east-1.amazonaws.com")],
    );
}

#[test]
fn one_name_is_seen_from_every_vpc() {
    let network = crate::test_design::t0_with(&zone(
        "zone-a",
        "corp.example",
        &["www.corp.example A 10.0.0.1"],
    ));
    let views = crate::compare_views(&network, "www.corp.example", crate::RecordType::A);
    let views: Vec<String> = views
        .iter()
        .map(|(vpc, answer)| format!("{vpc} {}", answer.status))
        .collect();
    assert_eq!(views, ["vpc-c NOERROR", "vpc-p PUBLIC"]);
}
