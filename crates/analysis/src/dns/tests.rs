mod findings;
mod hostile;
mod names;
mod not_collected;
mod servers;
mod table;

use proptest::prelude::*;

use crate::{
    DnsAnswer, DnsQuery, DnsRecord, DnsStatus, RecordType, endpoint_names, load_balancer_name,
    lookup,
    test_design::{changed, t0_with},
};

fn query(question: &str) -> DnsQuery {
    let mut words = question.split(' ');
    DnsQuery {
        from: words.next().unwrap().into(),
        name: words.next().unwrap().to_owned(),
        record_type: RecordType::parse(words.next().unwrap_or("A")).unwrap(),
    }
}

fn lines(answer: &DnsAnswer) -> Vec<String> {
    let mut lines = vec![answer.status.to_string()];
    lines.extend(answer.answers.iter().map(|record| {
        let DnsRecord {
            name,
            record_type,
            ttl,
            data,
        } = record;
        format!("{name} {ttl} {record_type} {data}")
    }));
    lines.extend(answer.explanations.iter().map(|explanation| {
        let unverified = if explanation.unverified { " ?" } else { "" };
        format!(
            "{} {} {}{unverified}",
            explanation.code, explanation.component, explanation.reference
        )
    }));
    lines
}

/// Asks T0, changed, and expects the status, then each record, then each explanation, as a line.
fn check_lookup(changes: &str, question: &str, expected: &[&str]) {
    let answer = lookup(&t0_with(changes), &query(question));
    assert_eq!(
        lines(&answer),
        expected,
        "{question} with {changes}\n{:#?}",
        answer.chain
    );
}

/// Asks T0, changed, and expects the steps of the chain as `component: decision [reference]`.
fn check_chain(changes: &str, question: &str, expected: &[&str]) {
    let answer = lookup(&t0_with(changes), &query(question));
    let steps: Vec<String> = answer
        .chain
        .iter()
        .map(|step| format!("{}: {} [{}]", step.component, step.decision, step.reference))
        .collect();
    assert_eq!(steps, expected, "{question} with {changes}");
}

/// A private hosted zone of the consumer with the records given as `name type value`, or `name type =alias`.
fn zone(id: &str, name: &str, records: &[&str]) -> String {
    zone_of(id, name, r#""VPCs": [{"VPCId": "vpc-c"}]"#, records)
}

fn zone_of(id: &str, name: &str, whose: &str, records: &[&str]) -> String {
    let sets: Vec<String> = records
        .iter()
        .map(|record| {
            let mut words = record.splitn(3, ' ');
            let (name, record_type) = (words.next().unwrap(), words.next().unwrap());
            let values = words.next().unwrap();
            let data = if let Some(target) = values.strip_prefix('=') {
                format!(r#""AliasTarget": {{"DNSName": "{target}"}}"#)
            } else {
                let values: Vec<String> = values
                    .split(", ")
                    .map(|value| format!(r#"{{"Value": "{value}"}}"#))
                    .collect();
                format!(r#""TTL": 30, "ResourceRecords": [{}]"#, values.join(", "))
            };
            format!(r#"{{"Name": "{name}", "Type": "{record_type}", {data}}}"#)
        })
        .collect();
    format!(
        r#""{id}": {{"Kind": "HostedZone", "Name": "{name}", {whose}, "ResourceRecordSets": [{}]}}"#,
        sets.join(", ")
    )
}

const REGIONAL: &str = "vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com";
const TLS: &str = "DNS_TLS_NAME_MISMATCH vpce-e IE-66";

/// The answer of private DNS in T0.
const PRIVATE: &[&str] = &[
    "NOERROR",
    "api.example.com 60 CNAME vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com",
    "vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com 60 A 10.0.1.50",
    "vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com 60 A 10.0.2.50",
];

#[test]
fn golden_scenarios_of_names() {
    let g01 = "i-client api.example.com";
    check_lookup("", g01, PRIVATE);
    check_lookup(
        r#""vpce-e": {"State": "PendingAcceptance"}"#, // G06, IE-24
        g01,
        &["PUBLIC", "DNS_ENDPOINT_NOT_ACCEPTED vpce-e IE-24"],
    );
    check_lookup(
        r#""vpc-c": {"EnableDnsHostnames": false}"#, // G15
        g01,
        &["PUBLIC", "DNS_HOSTNAMES_DISABLED vpc-c DNS-07 ?"],
    );
    let g16 = zone("zone-a", "example.com", &["www.example.com A 10.0.1.99"]);
    check_lookup(&g16, g01, PRIVATE);
    let g17 = format!(r#"{g16}, "vpce-e": {{"PrivateDnsEnabled": false}}"#);
    check_lookup(
        &g17,
        g01,
        &["NXDOMAIN", "DNS_NXDOMAIN_IN_PHZ zone-a PHZ-03"],
    );
    let g18 = zone(
        "zone-a",
        "api.example.com",
        &["api.example.com A 10.0.1.99"],
    );
    check_lookup(
        &g18,
        g01,
        &[
            "NOERROR",
            "api.example.com 30 A 10.0.1.99",
            "DNS_ZONE_CONFLICT vpce-e IE-63",
        ],
    );
    check_lookup(
        r#""vpc-d": {"Kind": "Vpc", "CidrBlock": "10.9.0.0/16", "EnableDnsHostnames": true}"#, // G22
        "vpc-d api.example.com",
        &["PUBLIC", "DNS_PRIVATE_ZONE_NOT_VISIBLE vpce-e XDNS-01"],
    );
}

#[test]
fn who_asks_decides_whose_view_it_is() {
    for from in [
        "vpc-c",
        "subnet-c-a",
        "i-client",
        "vpce-e",
        "sg-ep",
        "rtb-c",
    ] {
        check_lookup("", &format!("{from} api.example.com"), PRIVATE);
    }
    for from in [
        "i-target-a",
        "listener-443",
        "vpce-svc-s",
        "111111111111",
        "internet",
    ] {
        check_lookup(
            "",
            &format!("{from} api.example.com"),
            &["PUBLIC", "DNS_PRIVATE_ZONE_NOT_VISIBLE vpce-e XDNS-01"],
        );
    }
    check_lookup(
        "",
        "i-gone api.example.com",
        &["SERVFAIL", "UNKNOWN_RESOURCE i-gone 5.5"],
    );
}

#[test]
fn the_attributes_of_the_vpc_decide_what_works() {
    let zones = zone("zone-a", "corp.example", &["www.corp.example A 10.0.1.99"]);
    let with = |support: bool, hostnames: bool| {
        format!(
            r#"{zones}, "vpc-c": {{"EnableDnsSupport": {support}, "EnableDnsHostnames": {hostnames}}}"#
        )
    };
    let names = [
        "www.corp.example",
        "api.example.com",
        "ip-10-0-1-10.ec2.internal",
    ];
    for name in names {
        let question = format!("vpc-c {name}");
        for hostnames in [true, false] {
            check_lookup(
                &with(false, hostnames), // DNS-05
                &question,
                &["TIMEOUT", "DNS_RESOLVER_DISABLED vpc-c DNS-05"],
            );
        }
        let answer = lookup(&t0_with(&with(true, true)), &query(&question));
        assert_eq!(answer.status, DnsStatus::NoError, "{name}");
    }
    // DNS-07: documented for zones of one's own, not confirmed for private DNS in use.
    let off = with(true, false);
    check_lookup(
        &off,
        "vpc-c www.corp.example",
        &["PUBLIC", "DNS_HOSTNAMES_DISABLED vpc-c DNS-07"],
    );
    check_lookup(
        &off,
        "vpc-c ip-10-0-1-10.ec2.internal",
        &["PUBLIC", "DNS_HOSTNAMES_DISABLED vpc-c DNS-07"],
    );
    // DNS-06: the attribute is off unless switched on.
    check_lookup(
        r#""vpc-c": {"EnableDnsHostnames": null}"#,
        "vpc-c api.example.com",
        &["PUBLIC", "DNS_HOSTNAMES_DISABLED vpc-c DNS-07 ?"],
    );
}

#[test]
fn zones_answer_and_nothing_else_is_asked() {
    let zones = zone(
        "zone-a",
        "corp.example",
        &[
            "corp.example A 10.0.0.1",
            "www.corp.example A 10.0.0.2, 10.0.0.3",
            "txt.corp.example TXT hello",
            "mail.corp.example MX 10 www.corp.example",
            "a.b.corp.example AAAA 2001:db8::1",
        ],
    );
    let check = |question: &str, expected: &[&str]| {
        check_lookup(&zones, &format!("vpc-c {question}"), expected);
    };
    check("corp.example", &["NOERROR", "corp.example 30 A 10.0.0.1"]);
    check(
        "www.corp.example",
        &[
            "NOERROR",
            "www.corp.example 30 A 10.0.0.2",
            "www.corp.example 30 A 10.0.0.3",
        ],
    );
    check(
        "WWW.Corp.Example. a",
        &[
            "NOERROR",
            "www.corp.example 30 A 10.0.0.2",
            "www.corp.example 30 A 10.0.0.3",
        ],
    );
    check(
        "txt.corp.example TXT",
        &["NOERROR", "txt.corp.example 30 TXT hello"],
    );
    check(
        "mail.corp.example MX",
        &["NOERROR", "mail.corp.example 30 MX 10 www.corp.example"],
    );
    check(
        "a.b.corp.example AAAA",
        &["NOERROR", "a.b.corp.example 30 AAAA 2001:db8::1"],
    );
    let missing = &["NXDOMAIN", "DNS_NXDOMAIN_IN_PHZ zone-a PHZ-03"];
    check("nothing.corp.example", missing);
    check("below.www.corp.example", missing);
    let no_data = &["NODATA", "DNS_NXDOMAIN_IN_PHZ zone-a PHZ-04"];
    check("www.corp.example AAAA", no_data);
    check("txt.corp.example", no_data);
    check("corp.example SOA", no_data);
    // A name with names below it exists.
    check("b.corp.example", no_data);
    check("notcorp.example", &["PUBLIC"]);
    check("example", &["PUBLIC"]);
}

#[test]
fn the_longest_zone_decides() {
    let zones = format!(
        "{}, {}, {}",
        zone("zone-a", "example.org", &["a.dev.example.org A 10.0.0.1"]),
        zone(
            "zone-b",
            "dev.example.org.",
            &["b.dev.example.org A 10.0.0.2"]
        ),
        zone("zone-root", ".", &["com CNAME www.example.net"]),
    );
    let check = |question: &str, expected: &[&str]| {
        check_lookup(&zones, &format!("vpc-c {question}"), expected);
    };
    check(
        "b.dev.example.org",
        &["NOERROR", "b.dev.example.org 30 A 10.0.0.2"],
    );
    // PHZ-03: the shorter zone's record is hidden.
    check(
        "a.dev.example.org",
        &["NXDOMAIN", "DNS_NXDOMAIN_IN_PHZ zone-b PHZ-03"],
    );
    check(
        "www.example.net",
        &["NXDOMAIN", "DNS_NXDOMAIN_IN_PHZ zone-root PHZ-03"],
    );
}

#[test]
fn a_private_zone_is_seen_by_its_vpcs_alone() {
    let theirs = zone_of(
        "zone-p",
        "corp.example",
        r#""VPCs": [{"VPCId": "vpc-p"}]"#,
        &["www.corp.example A 10.0.0.1"],
    );
    check_lookup(
        &theirs,
        "vpc-p www.corp.example",
        &["NOERROR", "www.corp.example 30 A 10.0.0.1"],
    );
    check_lookup(
        &theirs,
        "vpc-c www.corp.example",
        &["PUBLIC", "DNS_PRIVATE_ZONE_NOT_VISIBLE zone-p PHZ-08"],
    );
    // PHZ-06: AWS refuses two zones of one name, so one is assumed not to be there.
    let twice = format!(
        "{}, {}",
        zone("zone-a", "corp.example", &["www.corp.example A 10.0.0.1"]),
        zone("zone-b", "corp.example", &["www.corp.example A 10.0.0.2"])
    );
    check_lookup(
        &twice,
        "vpc-c www.corp.example",
        &[
            "NOERROR",
            "www.corp.example 30 A 10.0.0.1",
            "DNS_ZONE_CONFLICT zone-b PHZ-06",
        ],
    );
}

#[test]
fn wildcards_cover_names_without_records() {
    let zones = zone(
        "zone-a",
        "corp.example",
        &[
            r"\\052.corp.example A 10.0.0.1",
            "txt.corp.example TXT hello",
            "x.deep.corp.example A 10.0.0.2",
            "*.cname.corp.example CNAME txt.corp.example",
        ],
    );
    let check = |question: &str, expected: &[&str]| {
        check_lookup(&zones, &format!("vpc-c {question}"), expected);
    };
    check(
        "any.corp.example",
        &["NOERROR", "any.corp.example 30 A 10.0.0.1"],
    );
    check(
        "far.any.corp.example",
        &["NOERROR", "far.any.corp.example 30 A 10.0.0.1"],
    );
    check(
        "*.corp.example",
        &["NOERROR", "*.corp.example 30 A 10.0.0.1"],
    );
    let no_data = &["NODATA", "DNS_NXDOMAIN_IN_PHZ zone-a PHZ-04"];
    // PHZ-11: not the apex, and not a name with a record of another type.
    check("corp.example", no_data);
    check("txt.corp.example", no_data);
    check("any.corp.example AAAA", no_data);
    // `deep.corp.example` exists, so the wildcard above it ends there.
    check(
        "y.deep.corp.example",
        &["NXDOMAIN", "DNS_NXDOMAIN_IN_PHZ zone-a PHZ-03"],
    );
    check(
        "one.cname.corp.example TXT",
        &[
            "NOERROR",
            "one.cname.corp.example 30 CNAME txt.corp.example",
            "txt.corp.example 30 TXT hello",
        ],
    );
}

#[test]
fn cnames_are_followed_by_the_rules_of_the_vpc() {
    let zones = zone(
        "zone-a",
        "corp.example",
        &[
            "in.corp.example CNAME WWW.corp.example.",
            "www.corp.example A 10.0.0.1",
            "private.corp.example CNAME api.example.com",
            "regional.corp.example CNAME vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com",
            "out.corp.example CNAME www.example.net",
            "gone.corp.example CNAME nothing.corp.example",
            "bad.corp.example CNAME a..b",
        ],
    );
    let check = |question: &str, expected: &[&str]| {
        check_lookup(&zones, &format!("vpc-c {question}"), expected);
    };
    check(
        "in.corp.example",
        &[
            "NOERROR",
            "in.corp.example 30 CNAME www.corp.example",
            "www.corp.example 30 A 10.0.0.1",
        ],
    );
    check(
        "in.corp.example CNAME",
        &["NOERROR", "in.corp.example 30 CNAME www.corp.example"],
    );
    check(
        "in.corp.example TXT",
        &[
            "NODATA",
            "in.corp.example 30 CNAME www.corp.example",
            "DNS_NXDOMAIN_IN_PHZ zone-a PHZ-04",
        ],
    );
    check(
        "private.corp.example",
        &[
            "NOERROR",
            "private.corp.example 30 CNAME api.example.com",
            PRIVATE[1],
            PRIVATE[2],
            PRIVATE[3],
        ],
    );
    check(
        "regional.corp.example",
        &[
            "NOERROR",
            "regional.corp.example 30 CNAME vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com",
            PRIVATE[2],
            PRIVATE[3],
        ],
    );
    check(
        "out.corp.example",
        &["PUBLIC", "out.corp.example 30 CNAME www.example.net"],
    );
    check(
        "gone.corp.example",
        &[
            "NXDOMAIN",
            "gone.corp.example 30 CNAME nothing.corp.example",
            "DNS_NXDOMAIN_IN_PHZ zone-a PHZ-03",
        ],
    );
    check(
        "bad.corp.example",
        &[
            "SERVFAIL",
            "bad.corp.example 30 CNAME a..b",
            "DNS_INVALID_NAME zone-a PHZ-09",
        ],
    );
}

#[test]
fn names_that_lead_to_one_another_end() {
    let failure = &["SERVFAIL", "DNS_LOOP zone-a 5.5"];
    let circle = zone(
        "zone-a",
        "corp.example",
        &[
            "self.corp.example CNAME self.corp.example",
            "a.corp.example CNAME b.corp.example",
            "b.corp.example CNAME a.corp.example",
            "c.corp.example A =d.corp.example",
            "d.corp.example CNAME c.corp.example",
            "e.corp.example A =e.corp.example",
            "*.w.corp.example CNAME x.w.corp.example",
        ],
    );
    for name in ["self", "a", "b", "c", "d", "e", "any.w"] {
        check_lookup(&circle, &format!("vpc-c {name}.corp.example"), failure);
    }
    let chain = |length: usize| {
        let records: Vec<String> = (0..length)
            .map(|number| format!("n{number}.corp.example CNAME n{}.corp.example", number + 1))
            .chain([format!("n{length}.corp.example A 10.0.0.1")])
            .collect();
        let records: Vec<&str> = records.iter().map(String::as_str).collect();
        zone("zone-a", "corp.example", &records)
    };
    let longest = lookup(&t0_with(&chain(8)), &query("vpc-c n0.corp.example"));
    assert_eq!(
        (longest.status, longest.answers.len()),
        (DnsStatus::NoError, 9)
    );
    check_lookup(&chain(9), "vpc-c n0.corp.example", failure);
}

#[test]
fn aliases_answer_with_addresses_under_their_own_name() {
    let zones = zone(
        "zone-a",
        "corp.example",
        &[
            "corp.example A =vpce-e-0abc123.vpce-svc-s.us-east-1.vpce.amazonaws.com.",
            "zonal.corp.example A =vpce-e-use1-az2.vpce-svc-s.us-east-1.vpce.amazonaws.com",
            "nlb.corp.example A =dualstack.nlb-n.elb.us-east-1.amazonaws.com",
            "same.corp.example A =www.corp.example",
            "www.corp.example A 10.0.0.1",
            "cname.corp.example A =to-www.corp.example",
            "to-www.corp.example CNAME www.corp.example",
            "out.corp.example A =d111.cloudfront.net",
            "bad.corp.example A =a..b",
            "six.corp.example AAAA =vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com",
        ],
    );
    let check = |question: &str, expected: &[&str]| {
        check_lookup(&zones, &format!("vpc-c {question}.corp.example"), expected);
    };
    check_lookup(
        &zones,
        "vpc-c corp.example", // PHZ-10: at the apex too
        &[
            "NOERROR",
            "corp.example 60 A 10.0.1.50",
            "corp.example 60 A 10.0.2.50",
        ],
    );
    check("zonal", &["NOERROR", "zonal.corp.example 60 A 10.0.2.50"]);
    check(
        "nlb",
        &[
            "NOERROR",
            "nlb.corp.example 60 A 10.0.1.100",
            "nlb.corp.example 60 A 10.0.2.100",
        ],
    );
    check("same", &["NOERROR", "same.corp.example 60 A 10.0.0.1"]);
    check("cname", &["NOERROR", "cname.corp.example 60 A 10.0.0.1"]);
    check("out", &["PUBLIC"]);
    check("bad", &["SERVFAIL", "DNS_INVALID_NAME zone-a PHZ-09"]);
    check_lookup(&zones, "vpc-c six.corp.example AAAA", &["NODATA"]);
    check_lookup(
        &zones,
        "vpc-c same.corp.example AAAA",
        &["NODATA", "DNS_NXDOMAIN_IN_PHZ zone-a PHZ-04"],
    );
}

#[test]
fn private_dns_is_of_use_when_everything_agrees() {
    let question = "vpc-c api.example.com";
    check_lookup(
        r#""vpce-e": {"PrivateDnsEnabled": null}"#, // IE-65
        question,
        &["PUBLIC", "DNS_PUBLIC_ANSWER vpce-e IE-65"],
    );
    for state in ["pendingVerification", "failed"] {
        check_lookup(
            &format!(r#""vpce-svc-s": {{"PrivateDnsNameConfiguration": {{"State": "{state}"}}}}"#),
            question,
            &["PUBLIC", "DNS_PRIVATE_NAME_UNVERIFIED vpce-svc-s ES-33"],
        );
    }
    for state in ["Pending", "Rejected", "Failed", "Expired", "Deleting"] {
        check_lookup(
            &format!(r#""vpce-e": {{"State": "{state}"}}"#),
            question,
            &["PUBLIC", "DNS_ENDPOINT_NOT_ACCEPTED vpce-e IE-24"],
        );
    }
    // IE-61: the hidden zone holds one name, and hides what lies below.
    check_lookup(
        "",
        "vpc-c below.api.example.com",
        &["NXDOMAIN", "DNS_NXDOMAIN_IN_PHZ vpce-e IE-61"],
    );
    check_lookup("", "vpc-c other.example.com", &["PUBLIC"]);
    check_lookup(
        r#""vpce-e": {"PrivateDnsEnabled": false}"#, // It would not have this name anyway.
        "vpc-c below.api.example.com",
        &["PUBLIC"],
    );
    // ES-30: a wildcard covers what is below, not the name itself.
    let wildcard = r#""vpce-svc-s": {"PrivateDnsName": "*.example.com"}"#;
    check_lookup(wildcard, question, PRIVATE);
    check_lookup(wildcard, "vpc-c example.com", &["PUBLIC"]);
    // IE-62: two endpoints cannot have one name.
    let second = r#""vpce-f": {"Kind": "VpcEndpoint", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-s", "PrivateDnsEnabled": true}"#;
    check_lookup(
        second,
        question,
        &[
            PRIVATE[0],
            PRIVATE[1],
            PRIVATE[2],
            PRIVATE[3],
            "DNS_ZONE_CONFLICT vpce-f IE-62",
        ],
    );
    check_lookup(
        "",
        "vpc-c api.example.com CNAME",
        &["NOERROR", PRIVATE[1]], // ES-34
    );
    check_lookup("", "vpc-c api.example.com AAAA", &["NODATA", PRIVATE[1]]);
    check_lookup("", "vpc-c api.example.com TXT", &["NODATA", PRIVATE[1]]);
}

#[test]
fn services_of_aws_answer_under_their_public_names() {
    let service = |name: &str| {
        format!(
            r#""vpce-e": {{"ServiceName": "com.amazonaws.us-east-1.{name}", "PrivateDnsEnabled": true}}"#
        )
    };
    let answer = |name: &str| {
        vec![
            "NOERROR".to_owned(),
            format!("{name} 60 A 10.0.1.50"),
            format!("{name} 60 A 10.0.2.50"),
        ]
    };
    let check = |changes: &str, name: &str| {
        let expected = answer(name);
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check_lookup(changes, &format!("vpc-c {name}"), &expected);
    };
    check(&service("logs"), "logs.us-east-1.amazonaws.com");
    check(&service("ecr.api"), "api.ecr.us-east-1.amazonaws.com");
    check(&service("ecr.dkr"), "1234.dkr.ecr.us-east-1.amazonaws.com");
    // 5.6: every API of the Region is meant.
    check(
        &service("execute-api"),
        "a1b2.execute-api.us-east-1.amazonaws.com",
    );
    for name in [
        "monitoring.us-east-1.amazonaws.com", // 5.6
        "logs.eu-west-1.amazonaws.com",       // IE-68
        "dkr.ecr.us-east-1.amazonaws.com",
    ] {
        for of in ["logs", "ecr.dkr"] {
            check_lookup(&service(of), &format!("vpc-c {name}"), &["PUBLIC"]);
        }
    }
    check_lookup(
        r#""vpce-e": {"ServiceName": "com.amazonaws.us-east-1.logs", "PrivateDnsEnabled": false}"#,
        "vpc-c logs.us-east-1.amazonaws.com",
        &["PUBLIC", "DNS_PUBLIC_ANSWER vpce-e IE-65"],
    );
    // A hub: private DNS off, a zone of one's own with an alias instead (5.6).
    let hub = format!(
        r#""vpce-e": {{"ServiceName": "com.amazonaws.us-east-1.logs", "PrivateDnsEnabled": false}}, {}"#,
        zone(
            "zone-hub",
            "logs.us-east-1.amazonaws.com",
            &["logs.us-east-1.amazonaws.com A =vpce-e.logs.us-east-1.vpce.amazonaws.com"]
        )
    );
    check(&hub, "logs.us-east-1.amazonaws.com");
    check_lookup(
        &service("logs"),
        "vpc-c vpce-e.logs.us-east-1.vpce.amazonaws.com",
        &[
            "NOERROR",
            "vpce-e.logs.us-east-1.vpce.amazonaws.com 60 A 10.0.1.50",
            "vpce-e.logs.us-east-1.vpce.amazonaws.com 60 A 10.0.2.50",
        ],
    );
}

#[test]
fn names_of_endpoints_resolve_anywhere() {
    let check = |from: &str, name: &str, addresses: &[&str]| {
        let records = addresses
            .iter()
            .map(|address| format!("{name} 60 A {address}"));
        let expected: Vec<String> = ["NOERROR".to_owned()]
            .into_iter()
            .chain(records)
            .chain([TLS.to_owned()])
            .collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check_lookup("", &format!("{from} {name}"), &expected);
    };
    let both = &["10.0.1.50", "10.0.2.50"];
    for from in ["vpc-c", "vpc-p", "internet"] {
        check(from, REGIONAL, both); // XDNS-02
    }
    let tail = "vpce-svc-s.us-east-1.vpce.amazonaws.com";
    check("vpc-p", &format!("vpce-e-1a2b3c4d.{tail}"), both);
    check("vpc-p", &format!("vpce-e-use1-az1.{tail}"), &["10.0.1.50"]);
    check(
        "vpc-p",
        &format!("vpce-e-1a2b3c4d-use1-az2.{tail}"),
        &["10.0.2.50"],
    );
    check_lookup(
        "",
        &format!("vpc-p VPCE-E.{tail}."),
        &[
            "NOERROR",
            "vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com 60 A 10.0.1.50",
            "vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com 60 A 10.0.2.50",
            TLS,
        ],
    );
    check_lookup(
        "",
        &format!("vpc-p vpce-e-use1-az6.{tail}"),
        &["NXDOMAIN", TLS],
    );
    check_lookup("", &format!("vpc-p {REGIONAL} AAAA"), &["NODATA", TLS]);
    for name in [
        format!("vpce-gone.{tail}"),
        "vpce-e.vpce-svc-other.us-east-1.vpce.amazonaws.com".to_owned(),
        "vpce-e.vpce-svc-s.eu-west-1.vpce.amazonaws.com".to_owned(),
        "vpce.amazonaws.com".to_owned(),
    ] {
        check_lookup("", &format!("vpc-p {name}"), &["PUBLIC"]);
    }
    // IE-21: a name proves nothing about the state.
    check_lookup(
        r#""vpce-e": {"State": "PendingAcceptance"}"#,
        &format!("vpc-c {REGIONAL}"),
        &["NOERROR", PRIVATE[2], PRIVATE[3], TLS],
    );
    check_lookup(
        r#""vpce-e": {"State": "Deleted"}"#,
        &format!("vpc-c {REGIONAL}"),
        &["PUBLIC"],
    );
    check_lookup(
        r#""vpce-e": {"SubnetConfigurations": null}"#,
        &format!("vpc-c {REGIONAL}"),
        &[
            "NODATA",
            "UNKNOWN_RESOURCE vpce-e IE-05",
            "UNKNOWN_RESOURCE vpce-e IE-05",
            TLS,
        ],
    );
}

#[test]
fn families_of_addresses_follow_the_dns_record_type() {
    let endpoint = |options: &str| {
        format!(
            r#""vpce-e": {{"SubnetIds": ["subnet-c-a"], "SubnetConfigurations": [{{"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.50", "Ipv6": "2001:db8::50"}}], {options}}}"#
        )
    };
    let ipv4 = "vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com 60 A 10.0.1.50";
    let ipv6 = "vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com 60 AAAA 2001:db8::50";
    let private = PRIVATE[1];
    for (options, of_a, of_aaaa, of_regional_aaaa) in [
        (r#""IpAddressType": "ipv4""#, Some(ipv4), None, None), // IE-55
        (r#""IpAddressType": "ipv6""#, None, Some(ipv6), Some(ipv6)), // IE-56
        (
            r#""IpAddressType": "dualstack""#,
            Some(ipv4),
            Some(ipv6),
            Some(ipv6),
        ), // IE-57
        (
            r#""IpAddressType": "dualstack", "DnsOptions": {"DnsRecordIpType": "ipv4"}"#,
            Some(ipv4),
            None,
            None,
        ),
        (
            r#""IpAddressType": "dualstack", "DnsOptions": {"DnsRecordIpType": "service-defined"}"#,
            Some(ipv4),
            None,
            Some(ipv6),
        ),
    ] {
        let check = |question: &str, record: Option<&str>| {
            let expected = match record {
                Some(record) => vec!["NOERROR", private, record],
                None => vec!["NODATA", private],
            };
            check_lookup(&endpoint(options), question, &expected);
        };
        check("vpc-c api.example.com A", of_a);
        check("vpc-c api.example.com AAAA", of_aaaa);
        let expected = match of_regional_aaaa {
            Some(record) => vec!["NOERROR", record, TLS],
            None => vec!["NODATA", TLS],
        };
        check_lookup(
            &endpoint(options),
            &format!("vpc-c {REGIONAL} AAAA"),
            &expected,
        );
    }
}

#[test]
fn names_of_load_balancers_resolve_anywhere() {
    let name = "nlb-n.elb.us-east-1.amazonaws.com";
    let nodes = |name: &str| {
        vec![
            "NOERROR".to_owned(),
            format!("{name} 60 A 10.0.1.100"),
            format!("{name} 60 A 10.0.2.100"),
        ]
    };
    for name in [name, "nlb-n-0a1b2c3d.elb.us-east-1.amazonaws.com"] {
        for from in ["vpc-c", "vpc-p", "internet"] {
            let expected = nodes(name);
            let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
            check_lookup("", &format!("{from} {name}"), &expected); // NLB-03, XDNS-04
        }
    }
    check_lookup("", &format!("vpc-c {name} AAAA"), &["NODATA"]);
    check_lookup("", "vpc-c nlb-n.elb.eu-west-1.amazonaws.com", &["PUBLIC"]);
    check_lookup("", "vpc-c nlb-x.elb.us-east-1.amazonaws.com", &["PUBLIC"]);
    check_lookup(
        r#""nlb-n": {"Scheme": "internet-facing"}"#,
        &format!("vpc-c {name}"),
        &["PUBLIC"],
    );
}

#[test]
fn addresses_of_a_vpc_have_names() {
    let check = |changes: &str, question: &str, expected: &[&str]| {
        check_lookup(changes, question, expected);
    };
    check(
        "",
        "vpc-c ip-10-0-1-10.ec2.internal",
        &["NOERROR", "ip-10-0-1-10.ec2.internal 60 A 10.0.1.10"],
    );
    // 5.7: private addresses of other VPCs of the Region too.
    check(
        "",
        "vpc-c ip-10-0-1-20.ec2.internal",
        &["NOERROR", "ip-10-0-1-20.ec2.internal 60 A 10.0.1.20"],
    );
    check("", "vpc-c ip-10-0-1-11.ec2.internal", &["NXDOMAIN"]);
    check("", "vpc-c ip-10-0-1.ec2.internal", &["NXDOMAIN"]);
    check("", "vpc-c ip-10-0-1-10.x.ec2.internal", &["NXDOMAIN"]);
    check("", "vpc-c i-client.ec2.internal", &["NXDOMAIN"]);
    check("", "vpc-c ip-10-0-1-10.ec2.internal AAAA", &["NODATA"]);
    check("", "vpc-c ec2.internal", &["NODATA"]);
    let ireland = r#""vpc-c": {"Region": "eu-west-1"}"#;
    check(
        ireland,
        "vpc-c ip-10-0-1-10.eu-west-1.compute.internal",
        &[
            "NOERROR",
            "ip-10-0-1-10.eu-west-1.compute.internal 60 A 10.0.1.10",
        ],
    );
    check(
        ireland,
        "vpc-c ip-10-0-1-20.eu-west-1.compute.internal",
        &["NXDOMAIN"],
    );
    check(ireland, "vpc-c ip-10-0-1-10.ec2.internal", &["PUBLIC"]);
    // RSLV-08
    check(
        "",
        "vpc-c 10.1.0.10.in-addr.arpa PTR",
        &[
            "NOERROR",
            "10.1.0.10.in-addr.arpa 60 PTR ip-10-0-1-10.ec2.internal",
        ],
    );
    check("", "vpc-c 11.1.0.10.in-addr.arpa PTR", &["NXDOMAIN"]);
    check("", "vpc-c 8.8.8.8.in-addr.arpa PTR", &["PUBLIC"]);
    // A zone made by hand comes before AWS's own of the same name.
    check(
        &zone(
            "zone-a",
            "ec2.internal",
            &["ip-10-0-1-10.ec2.internal A 10.9.9.9"],
        ),
        "vpc-c ip-10-0-1-10.ec2.internal",
        &["NOERROR", "ip-10-0-1-10.ec2.internal 30 A 10.9.9.9"],
    );
}

#[test]
fn public_zones_answer_what_nobody_private_claims() {
    let public = zone_of(
        "zone-pub",
        "example.com",
        r#""PrivateZone": false"#,
        &[
            "www.example.com A 203.0.113.5",
            "api.example.com A 203.0.113.6",
            "sub.example.com NS ns.example.net",
        ],
    );
    let www = &["NOERROR", "www.example.com 30 A 203.0.113.5"];
    check_lookup(&public, "vpc-c www.example.com", www);
    check_lookup(&public, "internet www.example.com", www);
    check_lookup(&public, "vpc-c api.example.com", PRIVATE);
    check_lookup(
        &public,
        "vpc-p api.example.com",
        &["NOERROR", "api.example.com 30 A 203.0.113.6"],
    );
    check_lookup(
        &format!(r#"{public}, "vpce-e": {{"PrivateDnsEnabled": false}}"#),
        "vpc-c api.example.com",
        &[
            "NOERROR",
            "api.example.com 30 A 203.0.113.6",
            "DNS_PUBLIC_ANSWER vpce-e IE-65",
        ],
    );
    check_lookup(&public, "vpc-c gone.example.com", &["NXDOMAIN"]);
    check_lookup(&public, "vpc-c www.example.com AAAA", &["NODATA"]);
    // What is delegated is decided elsewhere.
    check_lookup(&public, "vpc-c x.sub.example.com", &["PUBLIC"]);
    // PHZ-07: the private zone of the same name hides what is public.
    let split = format!(
        "{public}, {}",
        zone("zone-prv", "example.com", &["intra.example.com A 10.0.0.1"])
    );
    check_lookup(
        &split,
        "vpc-c www.example.com",
        &["NXDOMAIN", "DNS_NXDOMAIN_IN_PHZ zone-prv PHZ-03"],
    );
    check_lookup(&split, "vpc-p www.example.com", www);
    check_lookup("", "vpc-c www.example.com", &["PUBLIC"]);
    check_lookup("", "vpc-c .", &["PUBLIC"]);
}

#[test]
fn names_dns_does_not_allow_fail() {
    let long = "a".repeat(64);
    for name in ["", "..", "a..b", "bücher.de", long.as_str()] {
        check_lookup(
            "",
            &format!("vpc-c {name} A"),
            &["SERVFAIL", "DNS_INVALID_NAME vpc-c 5.5"],
        );
    }
}

#[test]
fn the_chain_says_who_decided_and_who_did_not() {
    let zones = zone("zone-a", "example.com", &["www.example.com A 10.0.1.99"]);
    check_chain(
        &zones,
        "vpc-c api.example.com",
        &[
            "vpce-e: Private DNS: api.example.com is a CNAME to vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com [ES-34]",
            "vpce-e: vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com has the addresses of the interfaces of the endpoint: 10.0.1.50, 10.0.2.50 [IE-01]",
            "zone-a: Private hosted zone zone-a covers api.example.com too, but api.example.com is longer than example.com [RSLV-01]",
        ],
    );
    let off = format!(r#"{zones}, "vpce-e": {{"PrivateDnsEnabled": false}}"#);
    check_chain(
        &off,
        "vpc-c api.example.com",
        &[
            "zone-a: zone-a covers api.example.com as example.com and has no such record, and nothing else is asked: add the record [PHZ-03]",
            "vpce-e: vpce-e has private DNS off, so api.example.com is not its name in the VPC: switch PrivateDnsEnabled on or use the endpoint's own names [IE-65]",
        ],
    );
    check_chain(
        "",
        "vpc-c www.example.net",
        &[
            "vpc-c: No zone here covers www.example.net: public DNS decides, and the design does not hold it [PHZ-05]",
        ],
    );
}

#[test]
fn an_endpoint_has_names_before_anybody_asks() {
    let network = t0_with(r#""subnet-c-b": {"AvailabilityZone": "us-east-1c"}"#);
    let names = endpoint_names(&network, &"vpce-e".into()).unwrap();
    assert_eq!(names.regional, REGIONAL);
    assert_eq!(names.private, ["api.example.com"]);
    let zonal: Vec<String> = names
        .zonal
        .iter()
        .map(|(zone, name)| format!("{zone} {name}"))
        .collect();
    assert_eq!(
        zonal,
        [
            "use1-az1 vpce-e-use1-az1.vpce-svc-s.us-east-1.vpce.amazonaws.com",
            "use1-az2 vpce-e-us-east-1c.vpce-svc-s.us-east-1.vpce.amazonaws.com",
        ]
    );
    for (_, name) in &names.zonal {
        let answer = lookup(&network, &query(&format!("vpc-p {name}")));
        assert_eq!(answer.addresses().len(), 1, "{name}");
    }
    assert_eq!(
        load_balancer_name(&network, &"nlb-n".into()).as_deref(),
        Some("nlb-n.elb.us-east-1.amazonaws.com")
    );
    let gateway = t0_with(r#""vpce-e": {"VpcEndpointType": "Gateway"}"#);
    assert_eq!(endpoint_names(&gateway, &"vpce-e".into()), None);
}

#[test]
fn names_with_capitals_and_dots_in_ids_are_found() {
    let network = t0_with(
        r#""Vpce.New 1": {"Kind": "VpcEndpoint"}, "Vpce.New": {"Kind": "VpcEndpoint", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.us-east-1.logs",
            "SubnetIds": ["subnet-c-a"], "SubnetConfigurations": [{"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.60"}]}"#,
    );
    let name = endpoint_names(&network, &"Vpce.New".into())
        .unwrap()
        .regional;
    assert_eq!(name, "vpce.new.logs.us-east-1.vpce.amazonaws.com");
    let answer = lookup(&network, &query(&format!("vpc-p {name}")));
    assert_eq!(
        answer.addresses(),
        ["10.0.1.60".parse::<std::net::IpAddr>().unwrap()]
    );
}

/// Names of a few labels out of few, so that zones and questions meet often.
fn few_names() -> impl Strategy<Value = String> {
    let label = prop::sample::select(vec!["a", "b", "com", "api", "example", "*"]);
    prop::collection::vec(label, 1..5).prop_map(|labels| labels.join("."))
}

proptest! {
    #[test]
    fn an_unrelated_zone_changes_no_answer(
        name in few_names(),
        known in prop::collection::vec(few_names(), 0..4),
        unrelated in few_names(),
    ) {
        let zones: Vec<String> = known
            .iter()
            .enumerate()
            .map(|(number, name)| zone(&format!("zone-{number}"), name, &[&format!("{name} A 10.0.0.{number}")]))
            .collect();
        let before = t0_with(&zones.join(", "));
        let other = zone("zone-other", &format!("{unrelated}.unrelated"), &["x.unrelated A 10.9.9.9"]);
        let after = changed(before.document(), &other);
        let question = query(&format!("vpc-c {name}"));
        prop_assert_eq!(lookup(&before, &question), lookup(&after, &question));
    }

    #[test]
    fn a_longer_zone_wins(name in few_names(), above in few_names(), records in few_names()) {
        let name = format!("x.{name}.{above}");
        let short = zone("zone-z", &above, &[&format!("{name} A 10.0.0.1")]);
        let before = t0_with(&short);
        let question = query(&format!("vpc-c {name}"));
        let short_wins = lookup(&before, &question);
        let longer = zone("zone-a", &name, &[&format!("{name} A 10.0.0.2"), &format!("{records}.{name} A 10.0.0.3")]);
        let after = lookup(&changed(before.document(), &longer), &question);
        prop_assert_eq!(after.answers.len(), 1);
        prop_assert_eq!(&after.answers[0].data, "10.0.0.2");
        prop_assert_ne!(short_wins, after);
    }

    #[test]
    fn every_text_gets_an_answer(name in ".{0,80}", deep in "([a-z0-9*-]{1,20}\\.){0,20}") {
        for name in [name, deep] {
            for record_type in RecordType::ALL {
                let question = DnsQuery { from: "vpc-c".into(), name: name.clone(), record_type: *record_type };
                let answer = lookup(&t0_with(""), &question);
                prop_assert!(answer.status != DnsStatus::NoError || !answer.answers.is_empty());
            }
        }
    }
}
