//! The same output in every layout gives the same design.

use vpcanvas_model::file;

use crate::doors::{imported, record, try_import};

const GROUP: &str = "arn:aws:elasticloadbalancing:us-east-1:111111111111:targetgroup/app/e799";
const GROUPS: &str = r#"{"TargetGroups": [{"TargetGroupArn": "arn:aws:elasticloadbalancing:us-east-1:111111111111:targetgroup/app/e799"}]}"#;
const HEALTH: &str = r#"{"TargetHealthDescriptions": [{"Target": {"Id": "i-1", "Port": 80}}]}"#;
const OWNED: &str =
    r#"{"Vpcs": [{"VpcId": "vpc-1", "OwnerId": "111111111111", "CidrBlock": "10.0.0.0/16"}]}"#;

#[track_caller]
fn check_layout(place: &str, health: &str) {
    let region = "111111111111/us-east-1";
    let import = imported(&[
        (&format!("{region}/g.json"), GROUPS),
        (&format!("{region}/v.json"), OWNED),
        (place, health),
    ]);
    assert_eq!(record(&import, GROUP)["Targets"][0]["Id"], "i-1", "{place}");
    assert!(
        !import
            .report
            .problems
            .iter()
            .any(|entry| entry.reason.contains("placed"))
    );
}

#[test]
fn what_an_output_belongs_to_is_told_by_its_place_or_beside_it() {
    let encoded = GROUP.replace(':', "%3A").replace('/', "%2F");
    for place in [
        format!("111111111111/us-east-1/elbv2-describe-target-health/{encoded}.json"),
        format!("111111111111/us-east-1/elbv2-describe-target-health/{encoded}"),
        format!("account-data/demo/us-east-1/elbv2-describe-target-health/{encoded}"),
        format!("111111111111.us-east-1.elbv2.describe-target-health.{encoded}.json"),
        "111111111111/us-east-1/elbv2.describe-target-health.e799.json".to_owned(),
    ] {
        check_layout(&place, HEALTH);
    }
    let beside = HEALTH.replacen('{', &format!(r#"{{"TargetGroupArn": "{GROUP}", "#), 1);
    check_layout("anything.json", &beside);
    let after = HEALTH.trim_end_matches('}').to_owned();
    let after = format!(
        r#"{}}}}}], "TargetGroupArn": "{GROUP}"}}"#,
        after.trim_end_matches("}}]")
    );
    check_layout("anything.json", &after);
    let batfish = format!(r#"{{"LoadBalancerTargetHealth": [{beside}]}}"#);
    check_layout(
        "snapshot/aws_configs/us-east-1/LoadBalancerTargetHealth.json",
        &batfish,
    );
}

#[test]
fn batfish_has_lists_of_its_own_for_transit_gateways() {
    let import = imported(&[
        ("aws_configs/accounts/prod/us-east-1/Vpcs.json", OWNED),
        (
            "aws_configs/accounts/prod/us-east-1/TransitGatewayRouteTables.json",
            r#"{"TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-1"}]}"#,
        ),
        (
            "aws_configs/accounts/prod/us-east-1/TransitGatewayStaticRoutes.json",
            r#"{"TransitGatewayStaticRoutes": [{"AdditionalRoutesAvailable": false, "TransitGatewayRouteTableId": "tgw-rtb-1",
                "Routes": [{"DestinationCidrBlock": "10.0.0.0/8", "Type": "static", "State": "blackhole"}]}]}"#,
        ),
        (
            "aws_configs/accounts/prod/us-east-1/TransitGatewayPropagations.json",
            r#"{"TransitGatewayPropagations": [{"TransitGatewayRouteTableId": "tgw-rtb-1",
                "TransitGatewayRouteTablePropagations": [{"TransitGatewayAttachmentId": "tgw-attach-1", "State": "enabled"}]}]}"#,
        ),
    ]);
    let table = record(&import, "tgw-rtb-1");
    assert_eq!(table["Routes"][0]["State"], "blackhole");
    assert_eq!(
        table["Propagations"][0]["TransitGatewayAttachmentId"],
        "tgw-attach-1"
    );
    assert_eq!(record(&import, "vpc-1")["Region"], "us-east-1");
}

#[test]
fn a_named_folder_is_the_account_that_owns_what_lies_in_it() {
    let zones = r#"{"HostedZones": [{"Id": "/hostedzone/Z1", "Name": "a."}]}"#;
    let import = imported(&[
        ("account-data/demo/us-east-1/ec2-describe-vpcs.json", OWNED),
        (
            "account-data/demo/us-east-1/route53-list-hosted-zones.json",
            zones,
        ),
    ]);
    assert_eq!(record(&import, "Z1")["OwnerId"], "111111111111");
}

#[test]
fn lists_are_told_by_their_keys_whatever_the_file() {
    let apart = imported(&[("1.json", OWNED), ("2.json", GROUPS)]);
    let written = file::write(&apart.document);
    let same = [
        vec![("x.json", format!("{OWNED}\n{GROUPS}"))],
        vec![("x.json", format!("[{OWNED}, {GROUPS}]"))],
        vec![
            ("x.txt", format!("\u{feff}{OWNED}")),
            ("y", GROUPS.to_owned()),
        ],
        vec![(
            "x.json",
            format!(
                "{}, {}",
                OWNED.trim_end_matches('}').to_owned() + "}]",
                GROUPS.trim_start_matches('{')
            )
            .replace("}]}]", "}]"),
        )],
    ];
    for files in same {
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(place, text)| (*place, text.as_str()))
            .collect();
        assert_eq!(
            file::write(&imported(&files).document),
            written,
            "{files:?}"
        );
    }
    let bare = r#"[{"VpcId": "vpc-1", "OwnerId": "111111111111", "CidrBlock": "10.0.0.0/16"}]"#;
    let bare = imported(&[("ec2-describe-vpcs.json", bare), ("2.json", GROUPS)]);
    assert_eq!(file::write(&bare.document), written);
}

#[test]
fn what_is_no_json_is_left_out_and_said() {
    let files = [
        ("a.json", OWNED.as_bytes().to_vec()),
        ("README.md", b"# Read me".to_vec()),
    ];
    let import = try_import(files).unwrap();
    assert_eq!(import.report.ignored[0].file, "README.md");
    assert!(try_import([("README.md", b"# Read me".to_vec())]).is_err());
}

/// The outputs that do not say what they belong to: the command, the parameter it was asked with, a resource to ask it of, what
/// it prints, and where that stands in the resource.
const ASKED: &[[&str; 5]] = &[
    [
        "elbv2-describe-target-health",
        "TargetGroupArn",
        r#"{"TargetGroups": [{"TargetGroupArn": "ID"}]}"#,
        r#"{"TargetHealthDescriptions": [{"Target": {"Id": "SAID"}}]}"#,
        "/Targets/0/Id",
    ],
    [
        "elbv2-describe-load-balancer-attributes",
        "LoadBalancerArn",
        r#"{"LoadBalancers": [{"LoadBalancerArn": "ID"}]}"#,
        r#"{"Attributes": [{"Key": "dns_record.client_routing_policy", "Value": "SAID"}]}"#,
        "/LoadBalancerAttributes/dns_record.client_routing_policy",
    ],
    [
        "elbv2-describe-target-group-attributes",
        "TargetGroupArn",
        r#"{"TargetGroups": [{"TargetGroupArn": "ID"}]}"#,
        r#"{"Attributes": [{"Key": "stickiness.type", "Value": "SAID"}]}"#,
        "/TargetGroupAttributes/stickiness.type",
    ],
    [
        "ec2-search-transit-gateway-routes",
        "TransitGatewayRouteTableId",
        r#"{"TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "ID"}]}"#,
        r#"{"Routes": [{"DestinationCidrBlock": "SAID"}], "AdditionalRoutesAvailable": false}"#,
        "/Routes/0/DestinationCidrBlock",
    ],
    [
        "ec2-get-transit-gateway-route-table-associations",
        "TransitGatewayRouteTableId",
        r#"{"TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "ID"}]}"#,
        r#"{"Associations": [{"TransitGatewayAttachmentId": "SAID", "State": "associated"}]}"#,
        "/Associations/0/TransitGatewayAttachmentId",
    ],
    [
        "ec2-get-transit-gateway-route-table-propagations",
        "TransitGatewayRouteTableId",
        r#"{"TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "ID"}]}"#,
        r#"{"TransitGatewayRouteTablePropagations": [{"TransitGatewayAttachmentId": "SAID"}]}"#,
        "/Propagations/0/TransitGatewayAttachmentId",
    ],
    [
        "ec2-get-managed-prefix-list-entries",
        "PrefixListId",
        r#"{"PrefixLists": [{"PrefixListId": "ID"}]}"#,
        r#"{"Entries": [{"Cidr": "10.0.0.0/8", "Description": "SAID"}]}"#,
        "/Entries/0/Description",
    ],
    [
        "route53-list-resource-record-sets",
        "HostedZoneId",
        r#"{"HostedZones": [{"Id": "/hostedzone/ID"}]}"#,
        r#"{"ResourceRecordSets": [{"Name": "said.", "SetIdentifier": "SAID"}]}"#,
        "/ResourceRecordSets/0/SetIdentifier",
    ],
    [
        "route53resolver-list-resolver-endpoint-ip-addresses",
        "ResolverEndpointId",
        r#"{"ResolverEndpoints": [{"Id": "ID"}]}"#,
        r#"{"IpAddresses": [{"SubnetId": "SAID", "Status": "ATTACHED"}]}"#,
        "/IpAddresses/0/SubnetId",
    ],
];

#[test]
fn each_output_that_needs_an_argument_finds_its_resource_in_every_layout() {
    for [command, parameter, resources, output, pointer] in ASKED {
        let id = match *parameter {
            "TargetGroupArn" => GROUP.to_owned(),
            "LoadBalancerArn" => GROUP.replace("targetgroup/app", "loadbalancer/net/front"),
            _ => format!("{}-0a", parameter.to_ascii_lowercase()),
        };
        let encoded = id.replace(':', "%3A").replace('/', "%2F");
        let flat = command.replacen('-', ".", 1);
        let beside = output.replacen('{', &format!(r#"{{"{parameter}": "{id}", "#), 1);
        let layouts = [
            (
                format!("111111111111/us-east-1/{command}/{encoded}.json"),
                *output,
            ),
            (
                format!("account-data/demo/us-east-1/{command}/{encoded}"),
                *output,
            ),
            (
                format!("111111111111.us-east-1.{flat}.{encoded}.json"),
                *output,
            ),
            ("printed.txt".to_owned(), &beside),
        ];
        for (place, output) in layouts {
            let resources = resources.replace("ID", &id);
            let import = imported(&[("r.json", &resources), (&place, output)]);
            let found = record(&import, &id);
            let said = found.pointer(pointer).and_then(serde_json::Value::as_str);
            assert_eq!(said, Some("SAID"), "{place}: {found}");
        }
    }
}
