//! Access to services of another Region (section 1.9).

use crate::doors::{Change, check_trace};
use serde_json::json;

const ASKED: &str = "i-client -> 10.0.1.50 tcp/443";

/// The consumer of the base design in Ireland, in a zone of its own.
fn from_ireland() -> Vec<Change<'static>> {
    vec![
        ("/resources/vpc-c/Region", json!("eu-west-1")),
        (
            "/resources/subnet-c-a/AvailabilityZoneId",
            json!("euw1-az1"),
        ),
        ("/resources/vpce-e/ServiceRegion", json!("us-east-1")),
        (
            "/resources/vpce-svc-s/SupportedRegions",
            json!(["eu-west-1"]),
        ),
    ]
}

fn check(change: Change<'_>, expected: &[&str]) {
    let mut changes = from_ireland();
    changes.push(change);
    check_trace(&changes, ASKED, expected);
}

#[test]
fn any_node_of_the_service_may_be_given() {
    check_trace(
        &from_ireland(),
        ASKED,
        &["reachable", "10.0.1.50 reachable"],
    );
}

#[test]
fn a_node_in_a_zone_the_service_does_not_list_takes_nothing() {
    check(
        (
            "/resources/vpce-svc-s/AvailabilityZoneIds",
            json!(["use1-az9"]),
        ),
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  NO_POSSIBLE_DESTINATION vpce-svc-s [IE-84]",
        ],
    );
}

#[test]
fn the_region_of_the_service_has_to_be_named() {
    let unnamed = [
        "unreachable",
        "10.0.1.50 unreachable",
        "  PL_CROSS_REGION vpce-e [IE-80]",
    ];
    check(("/resources/vpce-e/ServiceRegion", json!(null)), &unnamed);
    check(
        ("/resources/vpce-e/ServiceRegion", json!("us-west-2")),
        &unnamed,
    );
}

#[test]
fn a_region_that_is_not_listed_refuses_new_endpoints_only() {
    check(
        ("/resources/vpce-svc-s/SupportedRegions", json!(null)),
        &[
            "reachable",
            "10.0.1.50 reachable",
            "  ~PL_CROSS_REGION vpce-svc-s [IE-80]",
        ],
    );
}

#[test]
fn some_zones_have_no_access_to_other_regions() {
    check(
        (
            "/resources/subnet-c-a/AvailabilityZoneId",
            json!("apne1-az3"),
        ),
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  PL_CROSS_REGION vpce-e [IE-83]",
        ],
    );
}

#[test]
fn an_idle_timeout_of_its_own_excludes_other_regions() {
    let timeout = |seconds: u16| {
        (
            "/resources/listener-443/ListenerAttributes",
            json!({"tcp.idle_timeout.seconds": seconds}),
        )
    };
    check(timeout(350), &["reachable", "10.0.1.50 reachable"]);
    check(
        timeout(600),
        &[
            "unreachable",
            "10.0.1.50 unreachable",
            "  PL_CROSS_REGION listener-443 [IE-85]",
        ],
    );
}

#[test]
fn few_services_of_aws_are_offered_across_regions() {
    let named = |service: &str| {
        (
            "/resources/vpce-e/ServiceName",
            json!(format!("com.amazonaws.us-east-1.{service}")),
        )
    };
    check(named("kms"), &["reachable", "10.0.1.50 reachable"]);
    check(
        named("sqs"),
        &[
            "unknown",
            "10.0.1.50 unknown",
            "  PL_CROSS_REGION vpce-e [IE-81]",
        ],
    );
}
