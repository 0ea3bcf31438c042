//! What was not collected stands in the design, at the record that misses it, and decides there.

use serde_json::json;
use vpcanvas_analysis::{DnsQuery, DnsStatus, RecordType, lookup};
use vpcanvas_network::resolve;

use crate::doors::{check_says, imported, record};

/// Imports texts that lie in one account and Region, and compares what a record misses.
#[track_caller]
fn check_misses(outputs: &[&str], id: &str, expected: &[&str]) {
    let text = outputs.concat();
    let import = imported(&[("111111111111/us-east-1/x.json", &text)]);
    let record = record(&import, id);
    let missed = record["NotCollected"].as_array().cloned();
    assert_eq!(missed.unwrap_or_default(), expected, "{id} in {text}");
}

#[test]
fn what_was_not_asked_of_a_record_stands_in_it() {
    let cases = [
        (
            r#"{"TargetGroups": [{"TargetGroupArn": "x"}]}"#,
            &["Attributes", "TargetHealthDescriptions"][..],
            r#"{"TargetGroupArn": "x", "Attributes": []} {"TargetGroupArn": "x", "TargetHealthDescriptions": []}"#,
        ),
        (
            r#"{"LoadBalancers": [{"LoadBalancerArn": "x"}]}"#,
            &["Attributes", "Listeners"],
            r#"{"LoadBalancerArn": "x", "Attributes": []} {"LoadBalancerArn": "x", "Listeners": []}"#,
        ),
        (
            r#"{"TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "x"}]}"#,
            &[
                "Associations",
                "Routes",
                "TransitGatewayRouteTablePropagations",
            ],
            r#"{"TransitGatewayRouteTableId": "x", "Associations": [], "Routes": [], "TransitGatewayRouteTablePropagations": []}"#,
        ),
        (
            r#"{"HostedZones": [{"Id": "x", "Config": {"PrivateZone": true}}]}"#,
            &["ResourceRecordSets", "VPCs"],
            r#"{"HostedZone": {"Id": "x"}, "VPCs": []} {"HostedZoneId": "x", "ResourceRecordSets": []}"#,
        ),
        (
            r#"{"ResolverEndpoints": [{"Id": "x"}]}"#,
            &["IpAddresses"],
            r#"{"ResolverEndpointId": "x", "IpAddresses": []}"#,
        ),
        (
            r#"{"ServiceConfigurations": [{"ServiceId": "x"}]}"#,
            &["AllowedPrincipals"],
            r#"{"ServiceId": "x", "AllowedPrincipals": []}"#,
        ),
    ];
    for (printed, missed, rest) in cases {
        check_misses(&[printed], "x", missed);
        check_misses(&[printed, rest], "x", &[]);
    }
}

const VPC: &str = r#"{"Vpcs": [{"VpcId": "x", "OwnerId": "111111111111"}], "RouteTables": [{"RouteTableId": "r", "VpcId": "x"}],
    "NetworkAcls": [{"NetworkAclId": "n", "VpcId": "x"}], "SecurityGroups": [{"GroupId": "g", "VpcId": "x"}]}
    {"VpcId": "x", "EnableDnsSupport": {"Value": true}, "EnableDnsHostnames": {"Value": true}}"#;
const AROUND: &str = r#"{"HostedZones": [], "InternetGateways": [], "NetworkInterfaces": [], "ResolverRuleAssociations": [],
    "ResolverRules": [], "VpcEndpoints": []}"#;

#[test]
fn what_was_not_asked_of_a_region_stands_in_its_vpcs() {
    let around = [
        "HostedZones",
        "InternetGateways",
        "NetworkInterfaces",
        "ResolverRuleAssociations",
        "ResolverRules",
        "VpcEndpoints",
    ];
    check_misses(&[VPC], "x", &around);
    check_misses(&[VPC, AROUND], "x", &[]);
}

#[test]
fn an_output_that_goes_on_was_not_collected_until_its_last_page() {
    let (table, routes) = (
        r#"{"TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "x"}]}
           {"TransitGatewayRouteTableId": "x", "Associations": [], "TransitGatewayRouteTablePropagations": []}"#,
        r#"{"TransitGatewayRouteTableId": "x", "Routes": [{"DestinationCidrBlock": "10.0.0.0/8"}], "AdditionalRoutesAvailable": true}"#,
    );
    check_misses(&[table, routes], "x", &["Routes"]);
    let last = routes.replace("true", "false");
    check_misses(&[table, routes, &last], "x", &[]);
    let page = r#"{"VpcEndpoints": [], "NextToken": "abc"}"#;
    check_misses(&[VPC, AROUND, page], "x", &["VpcEndpoints"]);
    check_misses(&[VPC, page, AROUND], "x", &[]);
}

#[test]
fn what_was_not_collected_leaves_the_answer_open() {
    let status = |outputs: &[&str]| {
        let text = outputs.concat();
        let import = imported(&[("111111111111/us-east-1/x.json", &text)]);
        let query = DnsQuery {
            from: "x".into(),
            name: "www.example.org".to_owned(),
            record_type: RecordType::A,
        };
        lookup(&resolve(&import.document), &query).status
    };
    assert_eq!(status(&[VPC, AROUND]), DnsStatus::Public);
    assert_eq!(status(&[VPC]), DnsStatus::Unknown);
}

#[test]
fn lists_of_other_services_are_counted() {
    let import = imported(&[
        ("a/ec2-describe-vpcs.json", VPC),
        (
            "a/vpc-lattice-list-resource-gateways.json",
            r#"{"items": [{"id": "rgw-1"}, {"id": "rgw-2"}]}"#,
        ),
        (
            "a/route53profiles-list-profiles.json",
            r#"{"ProfileSummaries": [{"Id": "rp-1"}]}"#,
        ),
    ]);
    check_says(
        &import.report.ignored,
        "2 items: nothing of this name is read (a/vpc-lattice-list-resource-gateways.json /items)",
    );
    check_says(&import.report.ignored, "1 ProfileSummaries");
}

#[test]
fn paths_of_equal_cost_are_kept_and_said() {
    let routes = r#"{"TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "x"}]}
        {"TransitGatewayRouteTableId": "x", "Routes": [{"DestinationCidrBlock": "10.0.0.0/8", "Type": "propagated", "State": "active",
            "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "a"}, {"TransitGatewayAttachmentId": "b"}, {"TransitGatewayAttachmentId": "c"}]}]}"#;
    let import = imported(&[("x.json", routes)]);
    assert_eq!(
        record(&import, "x")["Routes"],
        json!([{"DestinationCidrBlock": "10.0.0.0/8", "Type": "propagated", "State": "active",
            "TransitGatewayAttachmentId": "a", "FurtherTransitGatewayAttachmentIds": ["b", "c"]}])
    );
    check_says(
        &import.report.kept,
        "2 Routes: TransitGatewayAttachments: paths of equal cost: the first is followed",
    );
}
