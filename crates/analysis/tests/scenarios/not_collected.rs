//! What an import did not see: where it decides the answer is unknown, and where it does not the answer stands.

use serde_json::{Value, json};

use crate::{
    codes::{BOTH, transit},
    doors::{Change, check_trace, lines, question},
};
use vpcanvas_analysis::trace;

/// A list that was not collected of a record.
fn without(record: &'static str, list: &str) -> Change<'static> {
    (record, json!([list]))
}

const CONSUMER: &str = "/resources/vpc-c/NotCollected";
const NEAR: &str = "i-client -> 10.0.1.50 tcp/443";
const FAR: &str = "i-client -> 10.0.2.50 tcp/443";

#[test]
fn a_network_acl_nobody_saw_decides_at_the_border_of_a_subnet_and_not_within() {
    let changes = [without(CONSUMER, "NetworkAcls")];
    check_trace(&changes, NEAR, &["reachable", "10.0.1.50 reachable"]);
    check_trace(
        &changes,
        FAR,
        &[
            "unknown",
            "10.0.2.50 unknown",
            "  CFG_INCOMPLETE subnet-c-a egress [NACL-01]",
            "  CFG_INCOMPLETE subnet-c-b ingress [NACL-01]",
            "  CFG_INCOMPLETE subnet-c-b egress [NACL-01]",
            "  CFG_INCOMPLETE subnet-c-a ingress [NACL-01]",
            "  ~AVAILABILITY_ZONE_CROSSED vpce-e [1.5]",
        ],
    );
}

#[test]
fn a_route_table_nobody_saw_decides() {
    let changes = [
        ("/resources/rtb-c", Value::Null),
        without(CONSUMER, "RouteTables"),
    ];
    check_trace(
        &changes,
        FAR,
        &[
            "unknown",
            "10.0.2.50 unknown",
            "  CFG_INCOMPLETE subnet-c-a [RT-01]",
            "  CFG_INCOMPLETE subnet-c-b [RT-01]",
            "  ~AVAILABILITY_ZONE_CROSSED vpce-e [1.5]",
        ],
    );
}

#[test]
fn ranges_nobody_saw_decide_where_a_rule_needs_them() {
    let list = json!({"Kind": "PrefixList"});
    let rule = json!({"IsEgress": true, "IpProtocol": "-1", "PrefixListId": "pl-a"});
    let mut changes = vec![
        ("/resources/pl-a", list),
        ("/resources/sg-cli/SecurityGroupRules", json!([rule])),
    ];
    check_trace(
        &changes,
        NEAR,
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  ENI_SG_RULES_MISMATCH sg-cli egress [SG-01]",
        ],
    );
    changes.push(without(CONSUMER, "Entries"));
    check_trace(
        &changes,
        NEAR,
        &[
            "unknown",
            "10.0.1.50 unknown",
            "  CFG_INCOMPLETE pl-a egress [SG-01]",
        ],
    );
}

#[test]
fn targets_nobody_saw_decide() {
    let mut changes = vec![("/resources/tg-8443/Targets", json!([]))];
    check_trace(
        &changes,
        NEAR,
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  ELBV2_LISTENER_HAS_NO_TG tg-8443 [TG-06]",
        ],
    );
    changes.push(without(
        "/resources/tg-8443/NotCollected",
        "TargetHealthDescriptions",
    ));
    check_trace(
        &changes,
        NEAR,
        &[
            "unknown",
            "10.0.1.50 unknown",
            "  CFG_INCOMPLETE tg-8443 [TG-06]",
        ],
    );
}

#[test]
fn listeners_nobody_saw_decide() {
    let mut changes = vec![("/resources/listener-443", Value::Null)];
    check_trace(
        &changes,
        NEAR,
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  ELBV2_LISTENERS_MISMATCH nlb-n [NLB-05]",
        ],
    );
    changes.push(without("/resources/nlb-n/NotCollected", "Listeners"));
    check_trace(
        &changes,
        NEAR,
        &[
            "unknown",
            "10.0.1.50 unknown",
            "  CFG_INCOMPLETE nlb-n [NLB-05]",
        ],
    );
}

#[test]
fn attributes_nobody_saw_decide_where_a_zone_has_no_target() {
    let target = json!([{"Id": "i-target-a"}]);
    let without_attributes = |record| {
        [
            ("/resources/tg-8443/Targets", target.clone()),
            ("/resources/nlb-n/LoadBalancerAttributes", Value::Null),
            without(record, "Attributes"),
        ]
    };
    let of_balancer = without_attributes("/resources/nlb-n/NotCollected");
    check_trace(&of_balancer, NEAR, &["reachable", "10.0.1.50 reachable"]);
    for (record, component) in [
        ("/resources/nlb-n/NotCollected", "nlb-n"),
        ("/resources/tg-8443/NotCollected", "tg-8443"),
    ] {
        let reason = format!("  CFG_INCOMPLETE {component} [ES-19]");
        check_trace(
            &without_attributes(record),
            FAR,
            &[
                "unknown",
                "10.0.2.50 unknown",
                &reason,
                "  ~AVAILABILITY_ZONE_CROSSED vpce-e [1.5]",
            ],
        );
    }
}

#[test]
fn interfaces_and_gateways_nobody_saw_decide() {
    let changes = [without(CONSUMER, "NetworkInterfaces")];
    check_trace(
        &changes,
        "i-client -> 10.0.1.77 tcp/443",
        &[
            "unknown",
            "10.0.1.77 unknown",
            "  CFG_INCOMPLETE vpc-c [VPC-09]",
        ],
    );
    let changes = [
        without(CONSUMER, "InternetGateways"),
        ("/resources/i-client/PublicIpAddress", json!("198.51.100.7")),
    ];
    check_trace(
        &changes,
        "internet -> i-client tcp/443",
        &[
            "unknown",
            "198.51.100.7 unknown",
            "  CFG_INCOMPLETE vpc-c [IGW-02]",
        ],
    );
}

#[test]
fn associations_and_routes_of_a_transit_gateway_nobody_saw_decide() {
    for (list, table, reference) in [
        ("Associations", format!("Propagations={BOTH}"), "TGW-03"),
        (
            "Routes",
            format!("Associations={BOTH} Propagations={BOTH}"),
            "TGW-05",
        ),
    ] {
        let open = transit(&format!("{table} NotCollected=[\"{list}\"]"));
        let answer = trace(&open, &question("i-a -> i-b tcp/443"));
        let reason = format!("  CFG_INCOMPLETE tgw-rtb [{reference}]");
        assert_eq!(lines(&answer), ["unknown", "10.2.1.10 unknown", &reason]);
    }
}
