//! What an import did not see: where it decides the answer is unknown, and where it does not the answer stands.

use serde_json::{Value, json};

use crate::doors::{Change, check_trace};

/// A list that was not collected in a VPC.
fn without(vpc: &'static str, list: &str) -> Change<'static> {
    (vpc, json!([list]))
}

const CONSUMER: &str = "/resources/vpc-c/NotCollected";
const PROVIDER: &str = "/resources/vpc-p/NotCollected";
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
    changes.push(without(PROVIDER, "TargetHealthDescriptions"));
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
