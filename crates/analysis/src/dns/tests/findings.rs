//! Section 5.10: every finding about names fires on a design, goes away when the design is right, and offers a fix where an edit
//! of the design can mend it.

use crate::{Finding, dns::tests::zone, findings, test_design::t0_with};
use vpcanvas_network::resolve;

const S3: &str = r#""vpce-e": {"ServiceName": "com.amazonaws.us-east-1.s3", "SubnetIds": ["subnet-c-a", "subnet-c-b"]}"#;
const GATEWAY: &str = r#""vpce-g": {"Kind": "VpcEndpoint", "VpcEndpointType": "Gateway", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.us-east-1.s3", "RouteTableIds": ["rtb-c"]}"#;
const PREMISES: &str = r#""vpc-p": {"CidrBlock": "10.7.0.0/16"}, "rslvr-in": {"Kind": "ResolverEndpoint", "HostVPCId": "vpc-c", "Direction": "INBOUND", "IpAddresses": [{"SubnetId": "subnet-c-a", "Ip": "10.0.1.53"}]}"#;

fn of(network: &vpcanvas_network::Network, code: &str) -> Vec<Finding> {
    let found = findings(network);
    found
        .into_iter()
        .filter(|finding| finding.code.as_str() == code)
        .collect()
}

/// A finding fires on one design and not on another; whether it offers an edit, and that each edit mends it.
#[track_caller]
fn check(code: &str, fires: &str, silent: &str, has_fix: bool) {
    let network = t0_with(fires);
    let found = of(&network, code);
    assert!(!found.is_empty(), "{code} does not fire");
    assert_eq!(of(&t0_with(silent), code), [], "{code} is not silent");
    for finding in &found {
        assert_eq!(!finding.fixes.is_empty(), has_fix, "{}", finding.message);
        for fix in &finding.fixes {
            let mended = resolve(&network.document().with(&fix.transaction));
            assert!(
                !of(&mended, code).contains(finding),
                "{} mends nothing",
                fix.title
            );
        }
    }
}

#[test]
fn every_finding_about_names_fires_stays_silent_and_mends() {
    let corp = zone("zone-a", "corp.example", &["www.corp.example A 10.0.0.1"]);
    let public = |name: &str| {
        format!(
            r#"{corp}, "zone-pub": {{"Kind": "HostedZone", "PrivateZone": false, "Name": "corp.example", "ResourceRecordSets": [{{"Name": "{name}", "Type": "A", "TTL": 30, "ResourceRecords": [{{"Value": "203.0.113.5"}}]}}]}}"#
        )
    };
    check(
        "DNS_RESOLVER_DISABLED",
        r#""vpc-p": {"EnableDnsSupport": false}"#,
        "",
        true,
    );
    check(
        "DNS_HOSTNAMES_DISABLED",
        &format!(r#"{corp}, "vpc-c": {{"EnableDnsHostnames": false}}"#),
        &corp,
        true,
    );
    check(
        "DNS_ZONE_CONFLICT",
        &format!("{corp}, {}", zone("zone-b", "Corp.Example.", &[])),
        &format!("{corp}, {}", zone("zone-b", "dev.corp.example", &[])),
        true,
    );
    check(
        "DNS_NXDOMAIN_IN_PHZ",
        &public("shop.corp.example"),
        &public("www.corp.example"),
        true,
    );
    check(
        "DNS_PUBLIC_ANSWER",
        r#""vpce-e": {"ServiceName": "com.amazonaws.us-east-1.logs", "PrivateDnsEnabled": false}"#,
        r#""vpce-e": {"ServiceName": "com.amazonaws.us-east-1.logs"}"#,
        true,
    );
    let peered = |vpcs: &str| {
        format!(
            r#""vpc-d": {{"Kind": "Vpc", "CidrBlock": "10.9.0.0/16", "Region": "us-east-1", "EnableDnsHostnames": true}},
               "pcx-1": {{"Kind": "VpcPeeringConnection", "RequesterVpcInfo": {{"VpcId": "vpc-d"}}, "AccepterVpcInfo": {{"VpcId": "vpc-c"}}, "Status": "active"}},
               "zone-a": {{"Kind": "HostedZone", "Name": "corp.example", "VPCs": [{vpcs}]}}"#
        )
    };
    check(
        "DNS_PRIVATE_ZONE_NOT_VISIBLE",
        &peered(r#"{"VPCId": "vpc-c"}"#),
        &peered(r#"{"VPCId": "vpc-c"}, {"VPCId": "vpc-d"}"#),
        true,
    );
    let rule = |domain: &str| {
        format!(
            r#"{corp}, "rule-1": {{"Kind": "ResolverRule", "DomainName": "{domain}", "VPCIds": ["vpc-c"]}}"#
        )
    };
    check(
        "DNS_FORWARD_RULE_OVERRIDES",
        &rule("corp.example"),
        &rule("example"),
        true,
    );
    let asking = |forwarders: &str| {
        format!(
            r#""dopt-1": {{"Kind": "DhcpOptions", "DomainNameServers": ["10.0.1.5"]}}, "vpc-c": {{"DhcpOptionsId": "dopt-1"}},
               "i-dns": {{"Kind": "Instance", "SubnetId": "subnet-c-a", "PrivateIpAddress": "10.0.1.5", "SecurityGroupIds": ["sg-cli"], "ConditionalForwarders": [{forwarders}]}}"#
        )
    };
    check(
        "DNS_CUSTOM_SERVER_NO_FORWARD",
        &asking(""),
        &asking(r#"{"DomainName": ".", "TargetIps": ["10.0.0.2"]}"#),
        true,
    );
    check_endpoints();
}

fn check_endpoints() {
    // Only the provider can prove a name, and outside the design.
    check(
        "DNS_PRIVATE_NAME_UNVERIFIED",
        r#""vpce-svc-s": {"PrivateDnsNameConfiguration": {"State": "failed"}}"#,
        "",
        false,
    );
    check(
        "DNS_ENDPOINT_NOT_ACCEPTED",
        r#""vpce-e": {"State": "PendingAcceptance"}"#,
        "",
        true,
    );
    let families = |family: &str| {
        format!(
            r#"{}, "subnet-c-a": {{"Ipv6CidrBlock": "2001:db8::/64"}}, "subnet-c-b": {{"Ipv6CidrBlock": "2001:db8:0:1::/64"}}"#,
            S3.replace(
                r#""SubnetIds""#,
                &format!(r#""IpAddressType": "{family}", "SubnetIds""#)
            )
        )
    };
    check(
        "DNS_AAAA_BYPASS",
        &families("ipv4"),
        &families("dualstack"),
        true,
    );
    check(
        "DNS_TLS_NAME_MISMATCH",
        r#""vpce-e": {"PrivateDnsEnabled": false}"#,
        "",
        true,
    );
    let for_all = S3.replace(
        r#""SubnetIds""#,
        r#""DnsOptions": {"PrivateDnsOnlyForInboundResolverEndpoint": false}, "SubnetIds""#,
    );
    check("DNS_S3_INBOUND_ONLY", S3, &for_all, true);
    check(
        "DNS_S3_INBOUND_ONLY",
        &format!("{S3}, {GATEWAY}"),
        &for_all,
        true,
    );
    let asking = |address: &str| {
        format!(
            r#"{PREMISES}, "cgw-1": {{"Kind": "CustomerGateway", "CidrBlocks": ["192.168.0.0/16"], "ConditionalForwarders": [{{"DomainName": "example.com", "TargetIps": ["{address}"]}}]}}"#
        )
    };
    check(
        "DNS_ONPREM_QUERIES_VPC2",
        &asking("10.0.0.2"),
        &asking("10.0.1.53"),
        true,
    );
}
