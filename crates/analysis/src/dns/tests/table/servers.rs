//! Who is asked: option sets, servers, rules, Resolver endpoints, Profiles and on-premises networks.

use super::{
    super::{
        servers::{INBOUND, SG, asking, rule, ruled, server},
        zone, zone_of,
    },
    Group,
};

pub(super) fn groups() -> Vec<Group> {
    let mut groups = option_sets();
    groups.extend(precedence());
    groups.extend(endpoints());
    groups.extend(profiles());
    groups.push(delegations());
    groups.extend(on_premises());
    groups
}

fn option_sets() -> Vec<Group> {
    let forwarding = |forwarders: &[&str]| {
        let dns = server("i-dns", "10.0.1.5", forwarders);
        asking(&["10.0.1.5"], &[&dns])
    };
    let answered = "
            DNS-01 i-client api.example.com CNAME -> NOERROR vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com";
    let mut groups: Vec<Group> = ["10.0.0.2", "169.254.169.253", "fd00:ec2::253"]
        .map(|server| (asking(&[server], &[]), answered))
        .into();
    groups.extend([
        (asking(&["AmazonProvidedDNS"], &[]), "
            DHCP-02 i-client api.example.com CNAME -> NOERROR vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com"),
        (asking(&["10.0.1.2"], &[]), "
            DNS-01 i-client api.example.com -> TIMEOUT ! DNS_SERVER_UNREACHABLE"),
        (asking(&["10.0.1.99", "10.0.0.2"], &[]), "
            DHCP-01 i-client api.example.com CNAME -> NOERROR vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com"),
        (r#""vpc-c": {"DhcpOptionsId": "dopt-gone"}"#.to_owned(), "
            DHCP-01 i-client api.example.com -> UNKNOWN ! UNKNOWN_RESOURCE"),
        (r#""vpc-c": {"DhcpOptionsId": "default"}"#.to_owned(), "
            DHCP-04 i-client api.example.com CNAME -> NOERROR vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com"),
        (forwarding(&[". 10.0.0.2"]), "
            DHCP-03 i-client api.example.com CNAME -> NOERROR vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com"),
        (forwarding(&["example.org 10.0.0.2"]), "
            DHCP-03 i-client api.example.com -> PUBLIC ! DNS_CUSTOM_SERVER_NO_FORWARD"),
        (asking(&["8.8.8.8"], &[]), "
            DHCP-03 vpc-c api.example.com -> PUBLIC ! DNS_CUSTOM_SERVER_NO_FORWARD"),
        (asking(&["10.9.0.2"], &[r#""vpc-d": {"Kind": "Vpc", "CidrBlock": "10.9.0.0/16", "Region": "us-east-1"}"#]), "
            PCX-09 i-client api.example.com -> TIMEOUT ! DNS_CUSTOM_SERVER_NO_FORWARD
            DNS-02 i-client www.example.net -> TIMEOUT"),
        (r#""sg-cli": {"SecurityGroupRules": []}, "acl-c": {"Kind": "NetworkAcl", "VpcId": "vpc-c", "IsDefault": true, "Entries": []}"#.to_owned(), "
            DNS-03 i-client api.example.com CNAME -> NOERROR vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com"),
    ]);
    groups
}

/// Rules and zones of one VPC, to a server that forwards nothing.
fn precedence() -> Vec<Group> {
    let target = server("i-dns", "10.0.1.5", &[]);
    let own = zone("zone-a", "corp.example", &["www.corp.example A 10.0.1.99"]);
    let with = |rules: &[String]| {
        let parts: Vec<&str> = [own.as_str(), target.as_str()]
            .into_iter()
            .chain(rules.iter().map(String::as_str))
            .collect();
        ruled(&parts)
    };
    let forward = |domain: &str| rule("rule-f", "FORWARD", domain, "10.0.1.5");
    let system = |domain: &str| rule("rule-s", "SYSTEM", domain, "10.0.1.5");
    vec![
        (with(&[forward(".")]), "
            RSLV-06 vpc-c www.corp.example -> NOERROR 10.0.1.99
            RSLV-06 vpc-c www.other.example -> PUBLIC ! DNS_CUSTOM_SERVER_NO_FORWARD
            RSLV-06 vpc-c ip-10-0-1-10.ec2.internal -> NOERROR 10.0.1.10
            RSLV-06 vpc-c api.example.com CNAME -> NOERROR vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com
            5.4 vpc-c localhost -> UNKNOWN
            RSLV-06 vpc-p www.other.example -> PUBLIC"),
        (with(&[forward("example")]), "
            RSLV-01 vpc-c www.corp.example -> NOERROR 10.0.1.99
            RSLV-01 vpc-c www.other.example -> PUBLIC ! DNS_CUSTOM_SERVER_NO_FORWARD"),
        (with(&[forward("Corp.Example.")]), "
            RSLV-02 vpc-c www.corp.example -> PUBLIC ! DNS_FORWARD_RULE_OVERRIDES"),
        (with(&[forward("www.corp.example")]), "
            RSLV-01 vpc-c www.corp.example -> PUBLIC ! DNS_CUSTOM_SERVER_NO_FORWARD
            RSLV-01 vpc-c other.corp.example -> NXDOMAIN"),
        (with(&[forward("corp.example"), system("www.corp.example")]), "
            RSLV-03 vpc-c www.corp.example -> NOERROR 10.0.1.99
            RSLV-02 vpc-c other.corp.example -> PUBLIC ! DNS_FORWARD_RULE_OVERRIDES"),
        (with(&[forward("."), system("other.example")]), "
            RSLV-03 vpc-c www.other.example -> PUBLIC"),
        (with(&[forward("."), rule("rule-r", "RECURSIVE", "other.example", "10.0.1.5")]), "
            5.4 vpc-c www.other.example -> PUBLIC"),
        (with(&[forward("example.com")]), "
            RSLV-04 vpc-c api.example.com CNAME -> UNKNOWN vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com ! DNS_FORWARD_RULE_OVERRIDES"),
        (with(&[forward("api.example.com")]), "
            RSLV-05 vpc-c api.example.com CNAME -> UNKNOWN ! DNS_FORWARD_RULE_OVERRIDES"),
        (with(&[forward("other.example"), r#""vpc-c": {"EnableDnsHostnames": false}"#.to_owned()]), "
            DNS-07 vpc-c www.other.example -> PUBLIC ! DNS_CUSTOM_SERVER_NO_FORWARD"),
    ]
}

fn endpoints() -> Vec<Group> {
    let target = server("i-dns", "10.0.1.5", &[]);
    let forward = rule("rule-f", "FORWARD", "corp.example", "10.0.1.5");
    let shut = SG.replace(
        r#""IsEgress": true, "IpProtocol": "-1""#,
        r#""IsEgress": true, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443"#,
    );
    let of_other = ruled(&[&target, &forward.replace(r#"["vpc-c"]"#, r#"["vpc-p"]"#)]);
    vec![
        (format!("{SG}, {forward}"), "
            RSLV-07 vpc-c www.corp.example -> SERVFAIL ! CFG_INCOMPLETE"),
        (ruled(&[&target, &forward]), "
            RSLV-07 vpc-c www.corp.example -> PUBLIC ! DNS_CUSTOM_SERVER_NO_FORWARD"),
        (ruled(&[&target, &forward]).replace(SG, &shut), "
            RSLV-07 vpc-c www.corp.example -> SERVFAIL ! DNS_SERVER_UNREACHABLE ENI_SG_RULES_MISMATCH"),
        (of_other, "
            RSLV-10 vpc-p www.corp.example -> PUBLIC ! DNS_CUSTOM_SERVER_NO_FORWARD
            RSLV-10 vpc-c www.corp.example -> PUBLIC"),
        (ruled(&[&rule("rule-f", "FORWARD", "corp.example", "10.0.1.53"), INBOUND]), "
            RSLV-09 vpc-c www.corp.example -> SERVFAIL ! DNS_LOOP"),
        (asking(&["10.0.1.53"], &[INBOUND]), "
            5.4 i-client api.example.com CNAME -> NOERROR vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com"),
        (asking(&["10.0.1.53"], &[INBOUND]).replace(r#""SecurityGroupIds": ["sg-dns"]"#, r#""SecurityGroupIds": ["sg-ep"]"#), "
            5.4 i-client api.example.com -> TIMEOUT ! ENI_SG_RULES_MISMATCH"),
    ]
}

fn profiles() -> Vec<Group> {
    let theirs = zone_of(
        "zone-p",
        "corp.example",
        r#""VPCs": [{"VPCId": "vpc-p"}]"#,
        &["www.corp.example A 10.0.0.1"],
    );
    let profile = r#""rp-1": {"Kind": "Profile", "VPCIds": ["vpc-c"], "ResourceArns": ["zone-p", "rule-f", "vpce-f"]}"#;
    let brought = format!("{theirs}, {profile}");
    let own = |name: &str| zone("zone-z", name, &["www.corp.example A 10.0.0.2"]);
    let forward =
        rule("rule-f", "FORWARD", "corp.example", "10.0.1.5").replace(r#"["vpc-c"]"#, "[]");
    let target = server("i-dns", "10.0.1.5", &[]);
    let endpoint = r#""vpce-f": {"Kind": "VpcEndpoint", "VpcId": "vpc-p", "ServiceName": "com.amazonaws.us-east-1.logs", "PrivateDnsEnabled": true,
        "SubnetIds": ["subnet-p-a"], "SubnetConfigurations": [{"SubnetId": "subnet-p-a", "Ipv4": "10.0.1.77"}]}"#;
    vec![
        (
            format!("{brought}, {endpoint}"),
            "
            5.4 vpc-c www.corp.example -> NOERROR 10.0.0.1
            5.4 vpc-c logs.us-east-1.amazonaws.com -> NOERROR 10.0.1.77
            PHZ-08 vpc-p www.corp.example -> NOERROR 10.0.0.1",
        ),
        (
            format!("{brought}, {}", own("corp.example")),
            "
            5.4 vpc-c www.corp.example -> NOERROR 10.0.0.2",
        ),
        (
            format!("{brought}, {}", own("example")),
            "
            5.4 vpc-c www.corp.example -> NOERROR 10.0.0.1",
        ),
        (
            format!(
                "{}, {brought}, {}",
                ruled(&[&forward, &target]),
                own("corp.example")
            ),
            "
            5.4 vpc-c www.corp.example -> NOERROR 10.0.0.2",
        ),
        (
            format!("{}, {brought}", ruled(&[&forward, &target])),
            "
            RSLV-02 vpc-c www.corp.example -> PUBLIC ! DNS_FORWARD_RULE_OVERRIDES",
        ),
    ]
}

fn delegations() -> Group {
    let parent = zone(
        "zone-a",
        "corp.example",
        &[
            "sub.corp.example NS ns.sub.corp.example",
            "ns.sub.corp.example A 10.0.1.5",
            "alone.corp.example NS ns.alone.corp.example",
        ],
    );
    let target = server("i-dns", "10.0.1.5", &[]);
    let delegate = rule("rule-d", "DELEGATE", "ignored", "10.0.9.9").replace(
        r#""DomainName": "ignored""#,
        r#""DelegationRecord": "sub.corp.example""#,
    );
    (
        ruled(&[&parent, &target, &delegate]),
        "
        PHZ-13 vpc-c www.sub.corp.example -> PUBLIC ! DNS_CUSTOM_SERVER_NO_FORWARD
        PHZ-13 vpc-c sub.corp.example NS -> NOERROR ns.sub.corp.example
        PHZ-13 vpc-c www.alone.corp.example -> NXDOMAIN ! DNS_NXDOMAIN_IN_PHZ",
    )
}

fn on_premises() -> Vec<Group> {
    let premises = |servers: &str, forwarders: &str| {
        format!(
            r#""vpc-p": {{"CidrBlock": "10.7.0.0/16"}}, "cgw-1": {{"Kind": "CustomerGateway", "CidrBlocks": ["192.168.0.0/16"],
                "DomainNameServers": [{servers}], "ConditionalForwarders": [{forwarders}]}}"#
        )
    };
    let forwarder =
        |target: &str| format!(r#"{{"DomainName": "example.com", "TargetIps": ["{target}"]}}"#);
    let vpn = format!(
        r#""vgw-1": {{"Kind": "VpnGateway", "VpcId": "vpc-c"}}, "vpn-1": {{"Kind": "VpnConnection", "CustomerGatewayId": "cgw-1", "VpnGatewayId": "vgw-1", "Routes": [{{"DestinationCidrBlock": "192.168.0.0/16"}}]}},
           "rtb-c": {{"Routes": [{{"DestinationCidrBlock": "192.168.0.0/16", "GatewayId": "vgw-1"}}]}}, {INBOUND}, {}"#,
        SG.replace("10.0.0.0/16", "192.168.0.0/16")
    );
    vec![
        (premises("", ""), "
            5.6 cgw-1 api.example.com -> PUBLIC ! DNS_PRIVATE_ZONE_NOT_VISIBLE
            5.6 cgw-1 vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50"),
        (premises(r#""10.0.0.2""#, ""), "
            DNS-02 cgw-1 api.example.com -> TIMEOUT ! DNS_ONPREM_QUERIES_VPC2"),
        (premises("", &forwarder("10.0.0.2")), "
            DNS-02 cgw-1 api.example.com -> SERVFAIL ! DNS_ONPREM_QUERIES_VPC2
            5.1 cgw-1 www.example.net -> PUBLIC"),
        (format!("{}, {vpn}", premises("", &forwarder("10.0.1.53"))), "
            5.6 cgw-1 api.example.com CNAME -> NOERROR vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com"),
    ]
}
