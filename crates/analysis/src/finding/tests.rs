use proptest::prelude::*;
use vpcanvas_network::{Network, resolve};

use super::{Finding, RULES, Severity, findings};
use crate::Code;
use crate::test_design::{changed, t0_with, try_changed};

/// What every finding is, for people to read; each rule has its rows here.
const TABLE: &str = include_str!("../../../../docs/findings.md");

/// Changes T0 and expects exactly these findings; tries every fix they offer.
pub(super) fn check_findings(changes: &str, expected: &[&str]) {
    check_network(&t0_with(changes), expected);
}

/// Adds to T0, where nothing may be found yet, changes it again and expects exactly these findings.
pub(super) fn check_beside(addition: &str, changes: &str, expected: &[&str]) {
    let base = t0_with(addition);
    assert_eq!(findings(&base), []);
    check_network(&changed(base.document(), changes), expected);
}

fn check_network(network: &Network, expected: &[&str]) {
    let all = findings(network);
    let found: Vec<String> = all.iter().map(line).collect();
    assert_eq!(found, expected, "{all:#?}");
    for (name, rule) in RULES {
        for finding in &rule(network) {
            check_row(name, finding);
        }
    }
    for finding in &all {
        let place = finding.component.as_str();
        assert!(finding.message.contains(place), "{}", finding.message);
        assert!(!finding.message.ends_with('.'), "{}", finding.message);
        assert!(!finding.unverified || finding.severity == Severity::Info);
        for fix in &finding.fixes {
            let after = findings(&resolve(&network.document().with(&fix.transaction)));
            assert!(!after.contains(finding), "{} mends nothing", fix.title);
            let errors = |findings: &[Finding]| {
                let errors = findings
                    .iter()
                    .filter(|finding| finding.severity == Severity::Error);
                errors.count()
            };
            assert!(errors(&after) <= errors(&all), "{}: {after:#?}", fix.title);
        }
    }
}

/// What is found stands in the table, under the rule that finds it.
fn check_row(rule: &str, finding: &Finding) {
    let Finding {
        code,
        severity,
        reference,
        ..
    } = finding;
    let row = format!("| `{rule}` | {severity} | `{code}` | {reference} |");
    assert!(TABLE.contains(&row), "docs/findings.md lacks {row}");
}

fn line(finding: &Finding) -> String {
    let Finding {
        code,
        severity,
        component,
        reference,
        ..
    } = finding;
    format!("{severity} {code} {component} {reference}")
}

/// Changes that bring a finding about, unless what they take away is what an import did not see.
const UNSEEN: &[(&str, &str, &str, &str)] = &[
    (
        "CFG_PRIVATE_DNS_IMPOSSIBLE",
        "vpc-c",
        "EnableDnsHostnames",
        r#""vpc-c": {"EnableDnsHostnames": null}"#,
    ),
    (
        "CFG_INCOMPLETE",
        "nlb-n",
        "Listeners",
        r#""listener-443": null"#,
    ),
    (
        "ELBV2_LISTENER_HAS_NO_TG",
        "tg-8443",
        "TargetHealthDescriptions",
        r#""tg-8443": {"Targets": null}"#,
    ),
    (
        "ELBV2_NO_TARGETS_IN_AZ",
        "nlb-n",
        "Attributes",
        r#""tg-8443": {"Targets": [{"Id": "i-target-a"}]}, "nlb-n": {"LoadBalancerAttributes": null}"#,
    ),
    (
        "CFG_ENDPOINT_INVALID",
        "rslvr-e",
        "IpAddresses",
        r#""rslvr-e": {"Kind": "ResolverEndpoint", "HostVPCId": "vpc-c", "Direction": "INBOUND"}"#,
    ),
    (
        "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION",
        "tgw-rtb-t",
        "Associations",
        r#""tgw-t": {"Kind": "TransitGateway"}, "tgw-rtb-t": {"Kind": "TransitGatewayRouteTable", "TransitGatewayId": "tgw-t"},
            "tgw-attach-t": {"Kind": "TransitGatewayAttachment", "TransitGatewayId": "tgw-t", "ResourceType": "vpc",
                "ResourceId": "vpc-c", "SubnetIds": ["subnet-c-a"]}"#,
    ),
];

#[test]
fn what_was_not_collected_is_not_held_against_a_design() {
    for (code, record, list, changes) in UNSEEN {
        let network = t0_with(changes);
        let is_found = |network: &Network| {
            let found = findings(network);
            found
                .iter()
                .any(|finding| finding.code.to_string() == *code)
        };
        assert!(is_found(&network), "{code} with {changes}");
        let unseen = format!(r#""{record}": {{"NotCollected": ["{list}"]}}"#);
        let unseen = changed(network.document(), &unseen);
        assert!(!is_found(&unseen), "{code} without {list}");
    }
}

/// A VPC beside those of T0, peered with the consumer's.
pub(super) const PEERING: &str = r#"
    "vpc-x": {"Kind": "Vpc", "OwnerId": "222222222222", "Region": "us-east-1", "CidrBlock": "10.9.0.0/16"},
    "rtb-x": {"Kind": "RouteTable", "VpcId": "vpc-x", "Associations": [{"Main": true}],
        "Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "VpcPeeringConnectionId": "pcx-1"}]},
    "subnet-x": {"Kind": "Subnet", "VpcId": "vpc-x", "CidrBlock": "10.9.1.0/24", "AvailabilityZoneId": "use1-az1"},
    "pcx-1": {"Kind": "VpcPeeringConnection", "RequesterVpcInfo": {"VpcId": "vpc-c"}, "AccepterVpcInfo": {"VpcId": "vpc-x"}},
    "rtb-c": {"Routes": [{"DestinationCidrBlock": "10.9.0.0/16", "VpcPeeringConnectionId": "pcx-1"}]}"#;

/// The same, on a transit gateway with the consumer's.
pub(super) const TRANSIT: &str = r#"
    "vpc-x": {"Kind": "Vpc", "OwnerId": "222222222222", "Region": "us-east-1", "CidrBlock": "10.9.0.0/16"},
    "rtb-x": {"Kind": "RouteTable", "VpcId": "vpc-x", "Associations": [{"Main": true}],
        "Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "TransitGatewayId": "tgw-1"}]},
    "subnet-x": {"Kind": "Subnet", "VpcId": "vpc-x", "CidrBlock": "10.9.1.0/24", "AvailabilityZoneId": "use1-az1"},
    "tgw-1": {"Kind": "TransitGateway", "OwnerId": "222222222222", "Region": "us-east-1"},
    "tgw-attach-c": {"Kind": "TransitGatewayAttachment", "TransitGatewayId": "tgw-1", "ResourceType": "vpc",
        "ResourceId": "vpc-c", "SubnetIds": ["subnet-c-a", "subnet-c-b"]},
    "tgw-attach-x": {"Kind": "TransitGatewayAttachment", "TransitGatewayId": "tgw-1", "ResourceType": "vpc",
        "ResourceId": "vpc-x", "SubnetIds": ["subnet-x"]},
    "tgw-rtb-1": {"Kind": "TransitGatewayRouteTable", "TransitGatewayId": "tgw-1",
        "Associations": [{"TransitGatewayAttachmentId": "tgw-attach-c"}, {"TransitGatewayAttachmentId": "tgw-attach-x"}],
        "Propagations": [{"TransitGatewayAttachmentId": "tgw-attach-c"}, {"TransitGatewayAttachmentId": "tgw-attach-x"}]},
    "rtb-c": {"Routes": [{"DestinationCidrBlock": "10.9.0.0/16", "TransitGatewayId": "tgw-1"}]}"#;

/// An internet gateway for the consumer, and a NAT gateway in a public subnet.
pub(super) const INTERNET: &str = r#"
    "igw-1": {"Kind": "InternetGateway", "VpcId": "vpc-c"},
    "subnet-pub": {"Kind": "Subnet", "VpcId": "vpc-c", "CidrBlock": "10.0.9.0/24", "AvailabilityZoneId": "use1-az1"},
    "rtb-pub": {"Kind": "RouteTable", "VpcId": "vpc-c", "Associations": [{"SubnetId": "subnet-pub"}],
        "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1"}]},
    "nat-1": {"Kind": "NatGateway", "SubnetId": "subnet-pub",
        "NatGatewayAddresses": [{"PrivateIp": "10.0.9.100", "PublicIp": "198.51.100.1"}]},
    "rtb-c": {"Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1"}]}"#;

/// A virtual private gateway for the consumer, and a network behind it.
pub(super) const ON_PREMISES: &str = r#"
    "vgw-1": {"Kind": "VpnGateway", "VpcId": "vpc-c"},
    "cgw-1": {"Kind": "CustomerGateway", "IpAddress": "203.0.113.1", "CidrBlocks": ["192.168.0.0/16"]},
    "vpn-1": {"Kind": "VpnConnection", "CustomerGatewayId": "cgw-1", "VpnGatewayId": "vgw-1",
        "Routes": [{"DestinationCidrBlock": "192.168.0.0/16"}]},
    "rtb-c": {"Routes": [{"DestinationCidrBlock": "192.168.0.0/16", "GatewayId": "vgw-1"}]}"#;

#[test]
fn every_rule_and_every_code_of_a_finding_stands_in_the_table() {
    for (name, _) in RULES {
        assert!(
            TABLE.contains(&format!("| `{name}` |")),
            "{name} is missing"
        );
    }
    let codes = Code::ALL.iter().map(|code| code.as_str());
    for code in codes.filter(|word| word.starts_with("CFG_")) {
        assert!(
            TABLE.contains(&format!("| `{code}` |")),
            "{code} is missing"
        );
    }
    let rows = TABLE.lines().filter(|line| line.starts_with("| `"));
    let names = rows.filter_map(|row| row.split('`').nth(1));
    for name in names {
        assert!(
            RULES.iter().any(|(rule, _)| *rule == name),
            "{name} is no rule"
        );
    }
}

#[test]
fn the_base_design_has_no_findings() {
    check_findings("", &[]);
}

#[test]
fn the_worst_comes_first() {
    check_findings(
        r#""i-client": {"PrivateIpAddress": null}, "i-target-a": {"PrivateIpAddress": "10.0.1.1"}"#,
        &[
            "error CFG_ADDRESS_INVALID i-target-a IE-05",
            "warning CFG_INCOMPLETE i-client 0.4",
        ],
    );
}

/// T0 with some of its fields given values that belong elsewhere, as far as a file may hold them.
fn damaged() -> impl Strategy<Value = Network> {
    let with = |network: Network, change: &str| changed(network.document(), change);
    let t0 = [INTERNET, ON_PREMISES]
        .into_iter()
        .fold(t0_with(TRANSIT), with);
    let document = t0.document().clone();
    let resources: Vec<(String, Vec<String>)> = t0
        .document()
        .resources()
        .map(|(id, resource)| {
            let fields = resource.to_fields();
            (id.to_string(), fields.keys().cloned().collect())
        })
        .collect();
    let ids: Vec<String> = resources.iter().map(|(id, _)| format!("{id:?}")).collect();
    let words = [
        "null",
        "[]",
        "{}",
        "true",
        "false",
        "0",
        "443",
        r#""""#,
        r#""10.0.0.0/8""#,
        r#""10.0.1.0/30""#,
        r#""10.0.1.50""#,
        r#""255.255.255.255""#,
        r#""0.0.0.0/0""#,
        r#""2001:db8::/64""#,
        r#""use1-az2""#,
        r#""ipv6""#,
        r#""com.amazonaws.us-east-1.logs""#,
        r#""*.example.com""#,
        r#""udp""#,
        r#""UDP""#,
        r#""ip""#,
        r#"["10.0.0.0/16"]"#,
        r#"[{"SubnetId": "subnet-c-b"}]"#,
        r#"["subnet-c-b", "subnet-c-b"]"#,
        r#"[{"Id": "10.0.1.20"}]"#,
        r#"[{"DestinationCidrBlock": "10.9.0.0/16", "InstanceId": "i-client"}]"#,
    ];
    let values: Vec<String> = words.into_iter().map(str::to_owned).chain(ids).collect();
    let change = (
        prop::sample::select(resources),
        any::<prop::sample::Index>(),
        prop::sample::select(values),
    )
        .prop_map(|((id, fields), field, value)| {
            let field = field.get(&fields);
            format!(r#""{id}": {{"{field}": {value}}}"#)
        });
    prop::collection::vec(change, 1..5).prop_map(move |changes| {
        changes.iter().fold(resolve(&document), |network, change| {
            try_changed(network.document(), change).unwrap_or(network)
        })
    })
}

proptest! {
    #[test]
    fn fixes_mend_whatever_the_design(network in damaged()) {
        for finding in findings(&network) {
            for fix in &finding.fixes {
                let after = findings(&resolve(&network.document().with(&fix.transaction)));
                prop_assert!(!after.contains(&finding), "{} mends nothing of {finding:#?}", fix.title);
            }
        }
    }
}
