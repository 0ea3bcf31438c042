//! Designs and questions nobody would make: an answer or a clear problem, never a panic and never a hang.

use proptest::prelude::*;

use super::{check_lookup, few_names, query, zone};
use crate::{
    DnsStatus, RecordType, lookup,
    test_design::{changed, t0_with, try_changed},
};

#[test]
fn names_that_are_no_names_are_told() {
    let zones = zone(
        "zone-a",
        "corp.example",
        &["_srv._tcp.corp.example SRV 1 1 443 www.corp.example"],
    );
    check_lookup(
        &zones,
        "vpc-c _srv._tcp.corp.example SRV",
        &[
            "NOERROR",
            "_srv._tcp.corp.example 30 SRV 1 1 443 www.corp.example",
        ],
    );
    let long_label = format!("{}.corp.example", "a".repeat(64));
    let long_name = vec!["abcdefg"; 40].join(".");
    for name in [
        long_label.as_str(),
        long_name.as_str(),
        "ü.corp.example",
        "a..corp.example",
        ".corp.example",
    ] {
        check_lookup(
            &zones,
            &format!("vpc-c {name}"),
            &["SERVFAIL", "DNS_INVALID_NAME vpc-c 5.5"],
        );
    }
    // Octets written in octal count as they are sent.
    let odd = r"\\377".repeat(63);
    let zones = zone(
        "zone-a",
        "corp.example",
        &[&format!("{odd}.corp.example A 10.0.0.8")],
    );
    let odd = r"\377".repeat(63);
    check_lookup(
        &zones,
        &format!("vpc-c {odd}.corp.example"),
        &["NOERROR", &format!("{odd}.corp.example 30 A 10.0.0.8")],
    );
    check_lookup(
        &zones,
        &format!(r"vpc-c \377{odd}.corp.example"),
        &["SERVFAIL", "DNS_INVALID_NAME vpc-c 5.5"],
    );
    // Zones and rules with such names cover nothing.
    for name in [long_label.as_str(), "", "a..b", "ü.example"] {
        let rule = format!(
            r#""rule-1": {{"Kind": "ResolverRule", "DomainName": "{name}", "VPCIds": ["vpc-c"]}}, {}"#,
            zone("zone-b", name, &["www.corp.example A 10.0.0.9"])
        );
        check_lookup(&rule, "vpc-c www.corp.example", &["PUBLIC"]);
    }
}

#[test]
fn many_candidates_that_lead_nowhere_end() {
    let alias = |number: usize| {
        format!(
            r#"{{"Name": "*.corp.example", "Type": "A", "SetIdentifier": "{number}", "Weight": 1, "AliasTarget": {{"DNSName": "n{number}.corp.example"}}}}"#
        )
    };
    let sets: Vec<String> = (0..60).map(alias).collect();
    let changes = format!(
        r#""zone-a": {{"Kind": "HostedZone", "Name": "corp.example", "VPCs": [{{"VPCId": "vpc-c"}}], "ResourceRecordSets": [{}]}}"#,
        sets.join(", ")
    );
    let answer = lookup(&t0_with(&changes), &query("vpc-c x.corp.example"));
    assert_eq!(answer.status, DnsStatus::ServFail);
    assert!(answer.chain.len() < 1000, "{}", answer.chain.len());
}

#[test]
fn servers_that_ask_one_another_end() {
    let everybody: Vec<String> = (10..40)
        .map(|number| format!(r#""10.0.1.{number}""#))
        .collect();
    let everybody = everybody.join(", ");
    let servers: Vec<String> = (10..40)
        .map(|number| {
            format!(
                r#""i-{number}": {{"Kind": "Instance", "SubnetId": "subnet-c-a", "PrivateIpAddress": "10.0.1.{number}", "SecurityGroupIds": ["sg-cli"],
                    "ConditionalForwarders": [{{"DomainName": ".", "TargetIps": [{everybody}]}}]}}"#
            )
        })
        .collect();
    let changes = format!(
        r#"{}, "i-client": {{"PrivateIpAddress": "10.0.1.9"}}, "dopt-1": {{"Kind": "DhcpOptions", "DomainNameServers": [{everybody}]}}, "vpc-c": {{"DhcpOptionsId": "dopt-1"}}"#,
        servers.join(", ")
    );
    let answer = lookup(&t0_with(&changes), &query("vpc-c www.example.net"));
    assert!(
        matches!(answer.status, DnsStatus::ServFail | DnsStatus::Timeout),
        "{}",
        answer.status
    );
}

/// Values a record may hold, of no type and of several.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("10.0.0.1".to_owned()),
        Just("2001:db8::1".to_owned()),
        Just("10 mail.a.b".to_owned()),
        Just(String::new()),
        Just("..".to_owned()),
        Just("\\052.a".to_owned()),
        few_names(),
        "[ -~]{0,40}".prop_map(|text| text.replace(['"', '\\'], "")),
    ]
}

fn record_set() -> impl Strategy<Value = String> {
    let record_type = prop::sample::select(vec![
        "A", "AAAA", "CNAME", "NS", "TXT", "MX", "PTR", "NONSENSE", "",
    ]);
    let policy = prop::sample::select(vec![
        "",
        r#""Weight": 1, "#,
        r#""Failover": "PRIMARY", "#,
        r#""MultiValueAnswer": true, "#,
    ]);
    let name = prop_oneof![few_names(), "[a-z*._ -]{0,30}", Just("a".repeat(300))];
    (name, record_type, policy, value(), any::<bool>()).prop_map(
        |(name, record_type, policy, value, alias)| {
            let value = value.replace('\\', "\\\\");
            let data = if alias {
                format!(r#""AliasTarget": {{"DNSName": "{value}"}}"#)
            } else {
                format!(r#""ResourceRecords": [{{"Value": "{value}"}}]"#)
            };
            format!(r#"{{"Name": "{name}", "Type": "{record_type}", {policy}{data}}}"#)
        },
    )
}

/// Ten thousand zones, and as many records in one of them: what is asked reads the few that its name may lie in.
#[test]
fn a_lookup_reads_what_its_chain_is_about() {
    let zones: Vec<String> = (0..10_000)
        .map(|number| {
            zone(
                &format!("zone-{number}"),
                &format!("z{number}.example"),
                &["x.example A 10.0.0.1"],
            )
        })
        .collect();
    let names: Vec<String> = (0..10_000)
        .map(|number| format!("n{number}.corp.example A 10.0.0.1"))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let design = format!(
        "{}, {}",
        zones.join(", "),
        zone("zone-a", "corp.example", &names)
    );
    let network = t0_with(&design);
    for (name, status) in [
        ("n77.corp.example", DnsStatus::NoError),
        ("none.corp.example", DnsStatus::NxDomain),
        ("y.z77.example", DnsStatus::NxDomain),
    ] {
        let (answer, reads) =
            network.reading(|| lookup(&network, &query(&format!("vpc-c {name}"))));
        assert_eq!(answer.status, status);
        assert!(reads.len() < 50, "{name} reads {}", reads.len());
    }
}

proptest! {
    #[test]
    fn every_content_of_a_zone_gets_an_answer(
        domain in few_names(),
        sets in prop::collection::vec(record_set(), 0..8),
        name in few_names(),
        is_private in any::<bool>(),
    ) {
        let zones = format!(
            r#""zone-a": {{"Kind": "HostedZone", "Name": "{domain}", "PrivateZone": {is_private}, "VPCs": [{{"VPCId": "vpc-c"}}], "ResourceRecordSets": [{}]}}"#,
            sets.join(", ")
        );
        let t0 = t0_with("");
        if let Some(network) = try_changed(t0.document(), &zones) {
            for question in [format!("vpc-c {name}.{domain}"), format!("vpc-c {domain} TXT"), format!("vpc-c {name} AAAA")] {
                let answer = lookup(&network, &query(&question));
                prop_assert!(answer.status != DnsStatus::NoError || !answer.answers.is_empty());
                prop_assert!(answer.chain.len() < 500);
            }
        }
    }

    #[test]
    fn an_unrelated_rule_changes_no_answer(name in few_names(), unrelated in few_names(), is_system in any::<bool>()) {
        let before = t0_with(&zone("zone-a", "com", &[&format!("{name} A 10.0.0.1")]));
        let rule_type = if is_system { "SYSTEM" } else { "FORWARD" };
        let rule = format!(
            r#""rule-1": {{"Kind": "ResolverRule", "RuleType": "{rule_type}", "DomainName": "{unrelated}.unrelated", "VPCIds": ["vpc-c"]}}"#
        );
        let after = changed(before.document(), &rule);
        for record_type in [RecordType::A, RecordType::Txt] {
            let question = query(&format!("vpc-c {name} {record_type}"));
            prop_assert_eq!(lookup(&before, &question), lookup(&after, &question));
        }
    }

    #[test]
    fn a_longer_rule_or_zone_wins(name in few_names(), above in few_names(), is_rule_longer in any::<bool>()) {
        let long = format!("x.{name}.{above}");
        let (of_zone, of_rule) = if is_rule_longer { (above.clone(), long.clone()) } else { (long.clone(), above.clone()) };
        let zones = zone("zone-a", &of_zone, &[&format!("{long} A 10.0.0.1")]);
        let rule = format!(r#""rule-1": {{"Kind": "ResolverRule", "DomainName": "{of_rule}", "VPCIds": ["vpc-c"]}}"#);
        let answer = lookup(&t0_with(&format!("{zones}, {rule}")), &query(&format!("vpc-c {long}")));
        let expected = if is_rule_longer { DnsStatus::ServFail } else { DnsStatus::NoError };
        prop_assert_eq!(answer.status, expected);
    }
}
