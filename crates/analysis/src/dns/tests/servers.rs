//! Who is asked: DHCP option sets, servers of one's own, Resolver rules and endpoints, Profiles, on-premises networks.

use super::{PRIVATE, check_chain, check_lookup, zone};

pub(super) const SG: &str = r#""sg-dns": {"Kind": "SecurityGroup", "VpcId": "vpc-c", "GroupName": "sg-dns", "SecurityGroupRules": [
    {"IsEgress": false, "IpProtocol": "-1", "CidrIpv4": "10.0.0.0/16"}, {"IsEgress": true, "IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0"}]}"#;

pub(super) const INBOUND: &str = r#""rslvr-in": {"Kind": "ResolverEndpoint", "HostVPCId": "vpc-c", "Direction": "INBOUND", "SecurityGroupIds": ["sg-dns"],
    "IpAddresses": [{"SubnetId": "subnet-c-a", "Ip": "10.0.1.53"}, {"SubnetId": "subnet-c-b", "Ip": "10.0.2.53"}]}"#;

const OUTBOUND: &str = r#""rslvr-out": {"Kind": "ResolverEndpoint", "HostVPCId": "vpc-c", "Direction": "OUTBOUND", "SecurityGroupIds": ["sg-dns"],
    "IpAddresses": [{"SubnetId": "subnet-c-a", "Ip": "10.0.1.54"}, {"SubnetId": "subnet-c-b", "Ip": "10.0.2.54"}]}"#;

/// A machine that resolves, passing on `domain target` each.
pub(super) fn server(id: &str, address: &str, forwarders: &[&str]) -> String {
    let forwarders: Vec<String> = forwarders
        .iter()
        .map(|forwarder| {
            let (domain, target) = forwarder.split_once(' ').unwrap();
            format!(r#"{{"DomainName": "{domain}", "TargetIps": ["{target}"]}}"#)
        })
        .collect();
    format!(
        r#""{id}": {{"Kind": "Instance", "SubnetId": "subnet-c-a", "PrivateIpAddress": "{address}", "SecurityGroupIds": ["sg-dns"],
            "ConditionalForwarders": [{}]}}"#,
        forwarders.join(", ")
    )
}

/// The consumer's machines ask these servers.
pub(super) fn asking(servers: &[&str], more: &[&str]) -> String {
    let servers: Vec<String> = servers.iter().map(|server| format!("{server:?}")).collect();
    let options = format!(
        r#""dopt-1": {{"Kind": "DhcpOptions", "DomainNameServers": [{}]}}, "vpc-c": {{"DhcpOptionsId": "dopt-1"}}"#,
        servers.join(", ")
    );
    [options.as_str(), SG]
        .iter()
        .chain(more)
        .copied()
        .collect::<Vec<_>>()
        .join(", ")
}

/// A rule of the consumer's VPC.
pub(super) fn rule(id: &str, rule_type: &str, domain: &str, target: &str) -> String {
    format!(
        r#""{id}": {{"Kind": "ResolverRule", "RuleType": "{rule_type}", "DomainName": "{domain}", "ResolverEndpointId": "rslvr-out",
            "TargetIps": [{{"Ip": "{target}", "Port": 53}}], "VPCIds": ["vpc-c"]}}"#
    )
}

/// Rules beside an outbound endpoint.
pub(super) fn ruled(parts: &[&str]) -> String {
    [OUTBOUND, SG]
        .iter()
        .chain(parts)
        .copied()
        .collect::<Vec<_>>()
        .join(", ")
}

const Q: &str = "i-client api.example.com";

#[test]
fn machines_ask_the_servers_of_their_option_set() {
    // DHCP-02, DHCP-04, DNS-01: the resolver of the VPC by all of its names.
    for server in [
        "AmazonProvidedDNS",
        "amazonprovideddns",
        "10.0.0.2",
        "169.254.169.253",
        "fd00:ec2::253",
    ] {
        check_lookup(&asking(&[server], &[]), Q, PRIVATE);
    }
    check_lookup(&asking(&[], &[]), Q, PRIVATE);
    check_lookup(r#""vpc-c": {"DhcpOptionsId": "default"}"#, Q, PRIVATE);
    check_lookup(
        r#""vpc-c": {"DhcpOptionsId": "dopt-gone"}"#,
        Q,
        &["UNKNOWN", "UNKNOWN_RESOURCE dopt-gone DHCP-01"],
    );
    // DHCP-03: a server that forwards everything, a name, or nothing.
    let forwarding = |forwarders: &[&str]| {
        let dns = server("i-dns", "10.0.1.5", forwarders);
        asking(&["10.0.1.5"], &[&dns])
    };
    check_lookup(&forwarding(&[". 10.0.0.2"]), Q, PRIVATE);
    check_lookup(&forwarding(&["example.com 10.0.0.2"]), Q, PRIVATE);
    let lost = "DNS_CUSTOM_SERVER_NO_FORWARD i-dns DHCP-03";
    let unseen = "DNS_PRIVATE_ZONE_NOT_VISIBLE vpce-e XDNS-01";
    for forwarders in [&[][..], &["example.org 10.0.0.2"]] {
        check_lookup(&forwarding(forwarders), Q, &["PUBLIC", lost, unseen]);
    }
    // Names of AWS's own resolve publicly whoever is asked (XDNS-02).
    check_lookup(
        &forwarding(&[]),
        "i-client vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com",
        &["NOERROR", PRIVATE[2], PRIVATE[3], lost, super::TLS],
    );
}

#[test]
fn servers_that_do_not_answer_are_passed_by() {
    let nobody = "DNS_SERVER_UNREACHABLE vpc-c DHCP-03";
    check_lookup(&asking(&["10.0.1.99"], &[]), Q, &["TIMEOUT", nobody]);
    // DNS-01: base+2 of a subnet is reserved and no resolver.
    check_lookup(&asking(&["10.0.1.2"], &[]), Q, &["TIMEOUT", nobody]);
    let second: Vec<&str> = PRIVATE.iter().copied().chain([nobody]).collect();
    check_lookup(&asking(&["10.0.1.99", "10.0.0.2"], &[]), Q, &second);
    check_lookup(
        &asking(&["10.0.1.99", "AmazonProvidedDNS"], &[]),
        Q,
        &second,
    );
    check_lookup(
        &asking(&["dns.example"], &[]),
        Q,
        &["TIMEOUT", "UNKNOWN_RESOURCE dopt-1 DHCP-01"],
    );
    // A private address that is nowhere in the design is not known to answer or not to.
    check_lookup(
        &asking(&["172.31.0.2"], &[]),
        Q,
        &["UNKNOWN", "UNKNOWN_RESOURCE i-client DHCP-03"],
    );
    // PCX-09: the resolver of another VPC.
    let other = r#""vpc-d": {"Kind": "Vpc", "CidrBlock": "10.9.0.0/16", "Region": "us-east-1"}"#;
    check_lookup(
        &asking(&["10.9.0.2"], &[other]),
        Q,
        &["TIMEOUT", "DNS_CUSTOM_SERVER_NO_FORWARD vpc-d PCX-09"],
    );
    // An endpoint or a load balancer at the address: nobody knows what is behind it.
    check_lookup(
        &asking(&["10.0.1.50"], &[]),
        Q,
        &["UNKNOWN", "UNKNOWN_RESOURCE vpce-e DHCP-03"],
    );
    // An outbound endpoint takes no questions.
    check_lookup(
        &asking(&["10.0.1.54"], &[OUTBOUND]),
        Q,
        &["TIMEOUT", "DNS_SERVER_UNREACHABLE rslvr-out DHCP-03"],
    );
    // A security group that admits nothing.
    let closed = r#""i-dns": {"Kind": "Instance", "SubnetId": "subnet-c-a", "PrivateIpAddress": "10.0.1.5", "SecurityGroupIds": ["sg-ep"]}"#;
    check_lookup(
        &asking(&["10.0.1.5"], &[closed]),
        Q,
        &[
            "TIMEOUT",
            "DNS_SERVER_UNREACHABLE i-dns RSLV-07",
            "ENI_SG_RULES_MISMATCH sg-ep SG-01",
        ],
    );
    // For a whole VPC nobody in particular sends, so no filter is asked.
    check_lookup(
        &asking(&["10.0.1.5"], &[closed]),
        "vpc-c api.example.com",
        &[
            "PUBLIC",
            "DNS_CUSTOM_SERVER_NO_FORWARD i-dns DHCP-03",
            "DNS_PRIVATE_ZONE_NOT_VISIBLE vpce-e XDNS-01",
        ],
    );
}

#[test]
fn an_inbound_endpoint_answers_with_the_view_of_its_vpc() {
    let inbound = asking(&["10.0.1.53"], &[INBOUND]);
    check_lookup(&inbound, Q, PRIVATE);
    check_chain(
        &inbound,
        "vpc-c www.example.net",
        &[
            "dopt-1: Machines of vpc-c ask 10.0.1.53 and not the resolver of vpc-c [DHCP-03]",
            "rslvr-in: rslvr-in takes the question and answers with the view of vpc-c [5.4]",
            "vpc-c: No zone here covers www.example.net: public DNS decides, and the design does not hold it [PHZ-05]",
        ],
    );
    let filtered = inbound.replace(
        r#""SecurityGroupIds": ["sg-dns"]"#,
        r#""SecurityGroupIds": ["sg-ep"]"#,
    );
    check_lookup(
        &filtered,
        Q,
        &[
            "TIMEOUT",
            "DNS_SERVER_UNREACHABLE rslvr-in RSLV-07",
            "ENI_SG_RULES_MISMATCH sg-ep SG-01",
        ],
    );
}

#[test]
fn the_most_specific_of_rules_and_zones_decides() {
    let target = server("i-dns", "10.0.1.5", &[]);
    let own = zone("zone-a", "corp.example", &["www.corp.example A 10.0.1.99"]);
    let www = &["NOERROR", "www.corp.example 30 A 10.0.1.99"];
    let passed_on = ["PUBLIC", "DNS_CUSTOM_SERVER_NO_FORWARD i-dns DHCP-03"];
    let check = |rules: &[&str], question: &str, expected: &[&str]| {
        let parts: Vec<&str> = [own.as_str(), target.as_str()]
            .into_iter()
            .chain(rules.iter().copied())
            .collect();
        check_lookup(&ruled(&parts), &format!("vpc-c {question}"), expected);
    };
    let forward = |domain: &str| rule("rule-f", "FORWARD", domain, "10.0.1.5");
    let system = |domain: &str| rule("rule-s", "SYSTEM", domain, "10.0.1.5");
    let recursive = |domain: &str| rule("rule-r", "RECURSIVE", domain, "10.0.1.5");
    // RSLV-01, RSLV-06: a longer zone wins over a shorter rule.
    for domain in ["example", "."] {
        check(&[&forward(domain)], "www.corp.example", www);
    }
    check(&[&forward(".")], "www.other.example", &passed_on);
    check(
        &[&forward("other.example")],
        "www.other.example",
        &passed_on,
    );
    check(&[&forward("other.example")], "www.corp.example", www);
    check(
        &[&forward("ther.example")],
        "www.other.example",
        &["PUBLIC"],
    );
    // RSLV-02: of one name the rule wins.
    let overrides = [
        "PUBLIC",
        "DNS_CUSTOM_SERVER_NO_FORWARD i-dns DHCP-03",
        "DNS_PRIVATE_ZONE_NOT_VISIBLE zone-a PHZ-08",
        "DNS_FORWARD_RULE_OVERRIDES rule-f RSLV-02",
    ];
    check(&[&forward("corp.example")], "www.corp.example", &overrides);
    check(&[&forward("Corp.Example.")], "www.corp.example", &overrides);
    // RSLV-01: a longer rule wins over a shorter zone.
    check(
        &[&forward("www.corp.example")],
        "www.corp.example",
        &overrides[..3],
    );
    // RSLV-03: a SYSTEM rule takes names out of a broader one, and zones count again.
    check(
        &[&forward("corp.example"), &system("www.corp.example")],
        "www.corp.example",
        www,
    );
    check(
        &[&forward("."), &system("other.example")],
        "www.other.example",
        &["PUBLIC"],
    );
    check(
        &[&forward("a.other.example"), &system("other.example")],
        "www.a.other.example",
        &passed_on,
    );
    check(&[&system("corp.example")], "www.corp.example", www);
    // 5.4: a RECURSIVE rule asks the internet.
    check(
        &[&forward("."), &recursive("other.example")],
        "www.other.example",
        &["PUBLIC"],
    );
    // The names of AWS's own are longer than a rule for everything (RSLV-06).
    check(
        &[&forward(".")],
        "ip-10-0-1-10.ec2.internal",
        &["NOERROR", "ip-10-0-1-10.ec2.internal 60 A 10.0.1.10"],
    );
    // Rules do not need EnableDnsHostnames, zones do (DNS-07).
    check(
        &[
            &forward("other.example"),
            r#""vpc-c": {"EnableDnsHostnames": false}"#,
        ],
        "www.other.example",
        &passed_on,
    );
    // Two rules for one domain cannot be associated with one VPC.
    check(
        &[
            &forward("other.example"),
            &rule("rule-g", "FORWARD", "other.example", "10.0.1.6"),
        ],
        "www.other.example",
        &[passed_on[0], passed_on[1], "DNS_ZONE_CONFLICT rule-g 5.4"],
    );
}

#[test]
fn what_aws_confirms_nowhere_stays_open() {
    let target = server("i-dns", "10.0.1.5", &[]);
    let check = |domain: &str, expected: &[&str]| {
        let rule = rule("rule-f", "FORWARD", domain, "10.0.1.5");
        check_lookup(&ruled(&[&target, &rule]), Q, expected);
    };
    check(
        "example.com",
        &[
            "UNKNOWN",
            PRIVATE[1],
            PRIVATE[2],
            PRIVATE[3],
            "DNS_FORWARD_RULE_OVERRIDES rule-f RSLV-04 ?",
        ],
    );
    check(
        "api.example.com",
        &[
            "UNKNOWN",
            "DNS_CUSTOM_SERVER_NO_FORWARD i-dns DHCP-03",
            "DNS_PRIVATE_ZONE_NOT_VISIBLE vpce-e XDNS-01",
            "DNS_FORWARD_RULE_OVERRIDES rule-f RSLV-05 ?",
        ],
    );
    check(".", PRIVATE); // RSLV-06
}

#[test]
fn a_rule_needs_a_way_to_its_targets() {
    let target = server("i-dns", "10.0.1.5", &[]);
    let forward = rule("rule-f", "FORWARD", "corp.example", "10.0.1.5");
    let question = "vpc-c www.corp.example";
    // RSLV-07: an outbound endpoint that exists, is one, and is there.
    let no_endpoint = ["SERVFAIL", "CFG_INCOMPLETE rule-f RSLV-07"];
    check_lookup(&format!("{SG}, {forward}"), question, &no_endpoint);
    check_lookup(
        &ruled(&[&forward.replace("rslvr-out", "rslvr-in"), INBOUND]),
        question,
        &no_endpoint,
    );
    check_lookup(
        &ruled(&[&forward.replace(r#"{"Ip": "10.0.1.5", "Port": 53}"#, "")]),
        question,
        &no_endpoint,
    );
    check_lookup(
        &ruled(&[&target, &forward])
            .replace(r#""Direction""#, r#""Status": "DELETING", "Direction""#),
        question,
        &["SERVFAIL", "BAD_STATE rslvr-out RSLV-07"],
    );
    let gives_up = "DNS_SERVER_UNREACHABLE rule-f RSLV-07";
    check_lookup(
        &ruled(&[&rule("rule-f", "FORWARD", "corp.example", "10.0.1.99")]),
        question,
        &["SERVFAIL", "DNS_SERVER_UNREACHABLE vpc-c DHCP-03", gives_up],
    );
    // Egress 53 of the endpoint's group, and ingress of the target's.
    let refused = |sg: &str, reasons: &[&str]| {
        let mut expected = vec!["SERVFAIL", "DNS_SERVER_UNREACHABLE i-dns RSLV-07"];
        // One for each address of the outbound endpoint.
        expected.extend(reasons);
        expected.extend(reasons);
        expected.push(gives_up);
        check_lookup(
            &ruled(&[&target, &forward]).replace(SG, sg),
            question,
            &expected,
        );
    };
    refused(
        &SG.replace(
            r#""IsEgress": true, "IpProtocol": "-1""#,
            r#""IsEgress": true, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443"#,
        ),
        &["ENI_SG_RULES_MISMATCH sg-dns SG-01"],
    );
    refused(
        &SG.replace("10.0.0.0/16", "10.8.0.0/16"),
        &["ENI_SG_RULES_MISMATCH sg-dns SG-01"],
    );
    // A network ACL between the subnets.
    let acl =
        r#""acl-c": {"Kind": "NetworkAcl", "VpcId": "vpc-c", "IsDefault": true, "Entries": []}"#;
    let far = target
        .replace("subnet-c-a", "subnet-c-b")
        .replace("10.0.1.5", "10.0.2.5");
    let to_far = rule("rule-f", "FORWARD", "corp.example", "10.0.2.5");
    let answer = crate::lookup(
        &crate::test_design::t0_with(
            &ruled(&[&far, &to_far, acl])
                .replace(r#", {"SubnetId": "subnet-c-b", "Ip": "10.0.2.54"}"#, ""),
        ),
        &super::query(question),
    );
    assert_eq!(answer.status, crate::DnsStatus::ServFail);
    assert!(
        answer
            .explanations
            .iter()
            .any(|reason| reason.code.as_str() == "SUBNET_ACL_RESTRICTION"),
        "{answer:#?}"
    );
}

#[test]
fn questions_that_go_in_a_circle_end() {
    let forward = rule("rule-f", "FORWARD", "corp.example", "10.0.1.53");
    let circle = ["SERVFAIL", "DNS_LOOP vpc-c RSLV-09"];
    // RSLV-09: an inbound endpoint of the same VPC.
    check_lookup(
        &ruled(&[&forward, INBOUND]),
        "vpc-c www.corp.example",
        &circle,
    );
    let target = server("i-dns", "10.0.1.5", &[". 10.0.0.2"]);
    let by_server = rule("rule-f", "FORWARD", "corp.example", "10.0.1.5");
    check_lookup(
        &ruled(&[&target, &by_server]),
        "vpc-c www.corp.example",
        &circle,
    );
    // Two servers that send everything to one another.
    let one = server("i-dns", "10.0.1.5", &[". 10.0.1.6"]);
    let other = server("i-other", "10.0.1.6", &[". 10.0.1.5"]);
    check_lookup(
        &asking(&["10.0.1.5"], &[&one, &other]),
        Q,
        &["SERVFAIL", "DNS_LOOP i-dns RSLV-09"],
    );
    // A server that names itself.
    let itself = server("i-dns", "10.0.1.5", &[". 10.0.1.5"]);
    check_lookup(
        &asking(&["10.0.1.5"], &[&itself]),
        Q,
        &["SERVFAIL", "DNS_LOOP i-dns RSLV-09"],
    );
}

#[test]
fn profiles_bring_zones_rules_and_endpoints() {
    let theirs = super::zone_of(
        "zone-p",
        "corp.example",
        r#""VPCs": [{"VPCId": "vpc-p"}]"#,
        &["www.corp.example A 10.0.0.1"],
    );
    let profile = r#""rp-1": {"Kind": "Profile", "VPCIds": ["vpc-c"], "ResourceArns": ["zone-p", "vpce-f", "rule-f"]}"#;
    let brought = format!("{theirs}, {profile}");
    let www = &["NOERROR", "www.corp.example 30 A 10.0.0.1"];
    check_lookup(&brought, "vpc-c www.corp.example", www);
    check_lookup(
        &brought.replace(r#""VPCIds": ["vpc-c"]"#, r#""VPCIds": []"#),
        "vpc-c www.corp.example",
        &["PUBLIC", "DNS_PRIVATE_ZONE_NOT_VISIBLE zone-p PHZ-08"],
    );
    // Of one name the VPC's own comes first, of two names the longer.
    let own = |name: &str| zone("zone-z", name, &["www.corp.example A 10.0.0.2"]);
    check_lookup(
        &format!("{brought}, {}", own("corp.example")),
        "vpc-c www.corp.example",
        &["NOERROR", "www.corp.example 30 A 10.0.0.2"],
    );
    check_lookup(
        &format!("{brought}, {}", own("example")),
        "vpc-c www.corp.example",
        www,
    );
    // A rule of the Profile, and an endpoint of another VPC.
    let forward =
        rule("rule-f", "FORWARD", "other.example", "10.0.1.5").replace(r#"["vpc-c"]"#, "[]");
    let target = server("i-dns", "10.0.1.5", &[]);
    check_lookup(
        &format!("{}, {brought}", ruled(&[&forward, &target])),
        "vpc-c www.other.example",
        &["PUBLIC", "DNS_CUSTOM_SERVER_NO_FORWARD i-dns DHCP-03"],
    );
    let endpoint = r#""vpce-f": {"Kind": "VpcEndpoint", "VpcId": "vpc-p", "ServiceName": "com.amazonaws.us-east-1.logs", "PrivateDnsEnabled": true,
        "SubnetIds": ["subnet-p-a"], "SubnetConfigurations": [{"SubnetId": "subnet-p-a", "Ipv4": "10.0.1.77"}]}"#;
    check_lookup(
        &format!("{brought}, {endpoint}"),
        "vpc-c logs.us-east-1.amazonaws.com",
        &["NOERROR", "logs.us-east-1.amazonaws.com 60 A 10.0.1.77"],
    );
}

#[test]
fn delegations_are_followed_by_rules_alone() {
    let parent = zone(
        "zone-a",
        "corp.example",
        &[
            "sub.corp.example NS ns.sub.corp.example",
            "ns.sub.corp.example A 10.0.1.5",
        ],
    );
    let target = server("i-dns", "10.0.1.5", &[]);
    let delegate = |record: &str| {
        rule("rule-d", "DELEGATE", "ignored", "10.0.9.9").replace(
            r#""DomainName": "ignored""#,
            &format!(r#""DelegationRecord": "{record}""#),
        )
    };
    let www = "vpc-c www.sub.corp.example";
    let hidden = &["NXDOMAIN", "DNS_NXDOMAIN_IN_PHZ zone-a PHZ-03"];
    // PHZ-13
    check_lookup(&ruled(&[&parent, &target]), www, hidden);
    check_lookup(
        &ruled(&[&parent, &target, &delegate("other.example")]),
        www,
        hidden,
    );
    check_lookup(
        &ruled(&[&parent, &target, &delegate("corp.example")]),
        www,
        &[
            "PUBLIC",
            "DNS_CUSTOM_SERVER_NO_FORWARD i-dns DHCP-03",
            "DNS_PRIVATE_ZONE_NOT_VISIBLE zone-a PHZ-08",
        ],
    );
    check_lookup(
        &ruled(&[&parent, &target, &delegate("corp.example")]),
        "vpc-c sub.corp.example NS",
        &["NOERROR", "sub.corp.example 30 NS ns.sub.corp.example"],
    );
    let without_glue = parent.replace("10.0.1.5", "x");
    check_lookup(
        &ruled(&[&without_glue, &target, &delegate("corp.example")]),
        www,
        &["UNKNOWN", "UNKNOWN_RESOURCE zone-a PHZ-13"],
    );
}

#[test]
fn on_premises_networks_do_not_see_into_a_vpc_by_themselves() {
    let premises = |servers: &str, forwarders: &str| {
        format!(
            r#""vpc-p": {{"CidrBlock": "10.7.0.0/16"}}, "cgw-1": {{"Kind": "CustomerGateway", "CidrBlocks": ["192.168.0.0/16"],
                "DomainNameServers": [{servers}], "ConditionalForwarders": [{forwarders}]}}"#
        )
    };
    let unseen = ["PUBLIC", "DNS_PRIVATE_ZONE_NOT_VISIBLE vpce-e XDNS-01"];
    check_lookup(&premises("", ""), "cgw-1 api.example.com", &unseen);
    // 5.6: the public name of an endpoint needs nothing.
    check_lookup(
        &premises("", ""),
        "cgw-1 vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com",
        &["NOERROR", PRIVATE[2], PRIVATE[3], super::TLS],
    );
    // DNS-02: the resolver of a VPC answers its own VPC alone.
    check_lookup(
        &premises(r#""10.0.0.2""#, ""),
        "cgw-1 api.example.com",
        &["TIMEOUT", "DNS_ONPREM_QUERIES_VPC2 vpc-c DNS-02"],
    );
    check_lookup(
        &premises(
            "",
            r#"{"DomainName": "example.com", "TargetIps": ["10.0.0.2"]}"#,
        ),
        "cgw-1 api.example.com",
        &[
            "SERVFAIL",
            "DNS_ONPREM_QUERIES_VPC2 vpc-c DNS-02",
            "DNS_SERVER_UNREACHABLE cgw-1 DHCP-03",
        ],
    );
    check_lookup(
        &premises(
            "",
            r#"{"DomainName": "example.org", "TargetIps": ["10.0.0.2"]}"#,
        ),
        "cgw-1 api.example.com",
        &unseen,
    );
}

#[test]
fn on_premises_machines_ask_an_inbound_endpoint_over_a_vpn() {
    let premises = |route: &str, admitted: &str| {
        format!(
            r#""vgw-1": {{"Kind": "VpnGateway", "VpcId": "vpc-c"}},
               "cgw-1": {{"Kind": "CustomerGateway", "IpAddress": "203.0.113.1", "CidrBlocks": ["192.168.0.0/16"],
                "ConditionalForwarders": [{{"DomainName": "example.com", "TargetIps": ["10.0.1.53"]}}]}},
               "vpn-1": {{"Kind": "VpnConnection", "CustomerGatewayId": "cgw-1", "VpnGatewayId": "vgw-1", "Routes": [{{"DestinationCidrBlock": "192.168.0.0/16"}}]}},
               "rtb-c": {{"Routes": [{route}]}}, "vpc-p": {{"CidrBlock": "10.7.0.0/16"}}, {INBOUND}, {}"#,
            SG.replace("10.0.0.0/16", admitted)
        )
    };
    let back = r#"{"DestinationCidrBlock": "192.168.0.0/16", "GatewayId": "vgw-1"}"#;
    check_lookup(
        &premises(back, "192.168.0.0/16"),
        "cgw-1 api.example.com",
        PRIVATE,
    );
    for (route, admitted) in [("", "192.168.0.0/16"), (back, "10.0.0.0/16")] {
        let network = crate::test_design::t0_with(&premises(route, admitted));
        let answer = crate::lookup(&network, &super::query("cgw-1 api.example.com"));
        assert_eq!(answer.status, crate::DnsStatus::ServFail, "{answer:#?}");
    }
}
