//! What an import did not see: the answer is open where it decides, and stands where it does not.

use super::{check_lookup, zone, zone_of};

const APP: &str = "app.corp A 10.0.1.10";

#[test]
fn attributes_nobody_saw_decide() {
    let lacks = |list: &str| format!(r#""vpc-c": {{"{list}": null, "NotCollected": ["{list}"]}}"#);
    let zone = zone("Z1", "corp", &[APP]);
    for (list, rule) in [
        ("EnableDnsSupport", "DNS-05"),
        ("EnableDnsHostnames", "DNS-07"),
    ] {
        let changes = format!("{}, {zone}", lacks(list));
        check_lookup(
            &changes,
            "i-client app.corp",
            &[
                "UNKNOWN",
                "app.corp 30 A 10.0.1.10",
                &format!("CFG_INCOMPLETE vpc-c {rule}"),
            ],
        );
    }
    // No private zone has a say here.
    check_lookup(
        &lacks("EnableDnsHostnames"),
        "i-client www.example.org",
        &["PUBLIC"],
    );
}

#[test]
fn associations_nobody_saw_decide_where_the_zone_would_win() {
    let zones = |name: &str| {
        let unseen = zone_of("Z2", name, r#""NotCollected": ["VPCs"]"#, &[]);
        let seen = zone("Z1", "corp", &[APP]);
        format!("{seen}, {unseen}")
    };
    check_lookup(
        &zones("app.corp"),
        "i-client app.corp",
        &[
            "UNKNOWN",
            "app.corp 30 A 10.0.1.10",
            "CFG_INCOMPLETE Z2 PHZ-01",
        ],
    );
    check_lookup(
        &zones("other.corp"),
        "i-client app.corp",
        &["NOERROR", "app.corp 30 A 10.0.1.10"],
    );
}

#[test]
fn records_nobody_saw_decide() {
    let zone = zone_of(
        "Z1",
        "corp",
        r#""VPCs": [{"VPCId": "vpc-c"}], "NotCollected": ["ResourceRecordSets"]"#,
        &[],
    );
    check_lookup(
        &zone,
        "i-client app.corp",
        &["UNKNOWN", "CFG_INCOMPLETE Z1 PHZ-03"],
    );
}

#[test]
fn whatever_could_answer_and_nobody_saw_decides_where_nothing_does() {
    let lacks = r#""vpc-c": {"NotCollected": ["HostedZones"]}"#;
    check_lookup(
        lacks,
        "i-client www.example.org",
        &["UNKNOWN", "CFG_INCOMPLETE vpc-c RSLV-01"],
    );
    let zone = zone("Z1", "corp", &[APP]);
    check_lookup(
        &format!("{lacks}, {zone}"),
        "i-client app.corp",
        &["NOERROR", "app.corp 30 A 10.0.1.10"],
    );
}

#[test]
fn addresses_of_resolver_endpoints_nobody_saw_decide() {
    let endpoint = |direction: &str| {
        format!(
            r#""rslvr-e": {{"Kind": "ResolverEndpoint", "HostVPCId": "vpc-p", "Direction": "{direction}", "NotCollected": ["IpAddresses"]}}"#
        )
    };
    let options = r#""vpc-p": {"DhcpOptionsId": "dopt-p"}, "dopt-p": {"Kind": "DhcpOptions", "DomainNameServers": ["10.0.1.99"]}"#;
    check_lookup(
        &format!("{options}, {}", endpoint("INBOUND")),
        "vpc-p app.corp",
        &["UNKNOWN", "UNKNOWN_RESOURCE rslvr-e DHCP-03"],
    );
    let rule = r#""rslvr-rr": {"Kind": "ResolverRule", "DomainName": "corp", "RuleType": "FORWARD", "ResolverEndpointId": "rslvr-e", "TargetIps": [{"Ip": "10.0.1.99"}], "VPCIds": ["vpc-p"]}"#;
    check_lookup(
        &format!("{rule}, {}", endpoint("OUTBOUND")),
        "vpc-p app.corp",
        &[
            "UNKNOWN",
            "CFG_INCOMPLETE rslvr-e RSLV-07",
            "DNS_SERVER_UNREACHABLE vpc-p DHCP-03",
            "DNS_SERVER_UNREACHABLE rslvr-rr RSLV-07",
        ],
    );
}
