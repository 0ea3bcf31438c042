//! Importing again: matched by id, with a preview; what the author made by hand stays.

use serde_json::json;
use vpcanvas_interchange::aws_describe::merge;
use vpcanvas_model::{Document, ResourceId, file};

use crate::doors::imported;

const VPC: &str = "vpc-0123456789abcdef0";

fn design() -> Document {
    let design = json!({"version": 1,
        "resources": {
            VPC: {"Kind": "Vpc", "CidrBlock": "10.0.0.0/16", "Tags": {"Name": "mine"}, "Note": "Ask Ann"},
            "subnet-0123456789abcdef1": {"Kind": "Subnet", "VpcId": VPC, "CidrBlock": "10.0.1.0/24"},
            "note-01234567": {"Kind": "Note", "Note": "Ask Ben", "ContainerId": VPC},
            "subnet-by-hand": {"Kind": "Subnet", "VpcId": VPC},
            "111111111111": {"Kind": "Account", "Email": "a@example.com"},
        },
        "layout": {VPC: {"X": 7, "Y": 8}},
        "checks": [{"Name": "c", "Expect": "reachable", "From": "a", "To": "b"}]});
    file::read(design.to_string().as_bytes()).unwrap()
}

const OUTPUT: &str = r#"{"Vpcs": [{"VpcId": "vpc-0123456789abcdef0", "OwnerId": "111111111111", "CidrBlock": "10.9.0.0/16"}],
    "Subnets": [{"SubnetId": "subnet-0123456789abcdef2", "VpcId": "vpc-0123456789abcdef0"}]}"#;

#[test]
fn a_second_import_keeps_what_is_made_by_hand() {
    let design = design();
    let import = imported(&[("111111111111/us-east-1/x.json", OUTPUT)]);
    let merged = merge(&design, &import, false);
    let names = |ids: &[ResourceId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(merged.added.len(), 1);
    assert_eq!(merged.added[0].0.as_str(), "subnet-0123456789abcdef2");
    assert_eq!(names(&merged.gone), ["subnet-0123456789abcdef1"]);
    let changed = &merged.changed[0];
    assert_eq!((merged.changed.len(), changed.id.as_str()), (1, VPC));
    let fields: Vec<&str> = changed
        .fields
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    assert_eq!(fields, ["CidrBlock", "NotCollected", "OwnerId", "Region"]);
    assert_eq!(
        (&changed.fields[0].before, &changed.fields[0].after),
        (&Some(json!("10.0.0.0/16")), &Some(json!("10.9.0.0/16")))
    );

    let after = design.with(&merged.transaction);
    assert_eq!(after.resource(&VPC.into()).unwrap().name(), Some("mine"));
    let note = after.resource(&VPC.into()).unwrap().note.as_deref();
    assert_eq!(note, Some("Ask Ann"));
    assert!(after.id("note-01234567").is_some());
    assert_eq!(after.placement(&VPC.into()), design.placement(&VPC.into()));
    assert_eq!(after.checks(), design.checks());
    for kept in ["subnet-0123456789abcdef1", "subnet-by-hand", "111111111111"] {
        assert!(after.id(kept).is_some(), "{kept}");
    }
    assert_eq!(after.with(&merged.transaction.inverse()), design);
}

#[test]
fn what_is_gone_is_removed_when_asked() {
    let design = design();
    let import = imported(&[("111111111111/us-east-1/x.json", OUTPUT)]);
    let after = design.with(&merge(&design, &import, true).transaction);
    assert!(after.id("subnet-0123456789abcdef1").is_none());
    assert!(after.id("subnet-by-hand").is_some());
}

/// The ids of what is gone when an output is imported into a design.
#[track_caller]
fn check_gone(resources: &serde_json::Value, place: &str, output: &str, expected: &[&str]) {
    let design = json!({"version": 1, "resources": resources, "layout": {}, "checks": []});
    let design = file::read(design.to_string().as_bytes()).unwrap();
    let merged = merge(&design, &imported(&[(place, output)]), false);
    let gone: Vec<&str> = merged.gone.iter().map(ResourceId::as_str).collect();
    assert_eq!(gone, expected);
}

#[test]
fn what_was_not_asked_for_is_not_gone() {
    let other = "vpc-0123456789abcdef9";
    let vpc = |region: &str| json!({"Kind": "Vpc", "OwnerId": "111111111111", "Region": region, "CidrBlock": "10.1.0.0/16"});
    let account = json!({"Kind": "Account"});
    let here = json!({"111111111111": account, other: vpc("us-east-1")});
    let place = "111111111111/us-east-1/x.json";
    check_gone(&here, place, OUTPUT, &[other]);
    let abroad = json!({"111111111111": account, other: vpc("eu-west-1")});
    check_gone(&abroad, place, OUTPUT, &[]);
    check_gone(
        &here,
        "222222222222/us-east-1/x.json",
        r#"{"Vpcs": [{"VpcId": "vpc-0123456789abcdef0", "OwnerId": "222222222222"}]}"#,
        &[],
    );
    let cut = r#"{"Vpcs": [{"VpcId": "vpc-0123456789abcdef0", "OwnerId": "111111111111"}], "NextToken": "more"}"#;
    check_gone(&here, place, cut, &[]);
}

#[test]
fn a_hosted_zone_that_is_deleted_is_gone() {
    let zone = json!({"111111111111": {"Kind": "Account"},
        "Z0123456789ABCDEFGHIJ": {"Kind": "HostedZone", "OwnerId": "111111111111", "Name": "example.com"}});
    let zones =
        r#"{"HostedZones": [{"Id": "/hostedzone/Z9999999999ABCDEFGHIJ", "Name": "example.org."}]}"#;
    check_gone(
        &zone,
        "111111111111/global/route53-list-hosted-zones.json",
        zones,
        &["Z0123456789ABCDEFGHIJ"],
    );
}

#[test]
fn what_aws_does_not_know_or_was_not_asked_stays() {
    let gateway = "cgw-0123456789abcdef0";
    let design = json!({"version": 1, "resources": {
        VPC: {"Kind": "Vpc", "EnableDnsHostnames": true},
        gateway: {"Kind": "CustomerGateway", "CidrBlocks": ["192.168.0.0/16"], "DomainNameServers": ["192.168.0.53"]},
    }, "layout": {}, "checks": []});
    let design = file::read(design.to_string().as_bytes()).unwrap();
    let output = format!(
        r#"{{"Vpcs": [{{"VpcId": "{VPC}"}}], "CustomerGateways": [{{"CustomerGatewayId": "{gateway}", "IpAddress": "203.0.113.1"}}]}}"#
    );
    let import = imported(&[("x.json", output.as_str())]);
    let after = design.with(&merge(&design, &import, true).transaction);
    let fields = |id: &str| after.resource(&id.into()).unwrap().to_fields();
    assert_eq!(fields(VPC)["EnableDnsHostnames"], json!(true));
    let lacking = fields(VPC)["NotCollected"].to_string();
    assert!(
        lacking.contains("EnableDnsSupport") && !lacking.contains("EnableDnsHostnames"),
        "{lacking}"
    );
    assert_eq!(fields(gateway)["CidrBlocks"], json!(["192.168.0.0/16"]));
    assert_eq!(
        fields(gateway)["DomainNameServers"],
        json!(["192.168.0.53"])
    );
    assert_eq!(fields(gateway)["IpAddress"], json!("203.0.113.1"));
}
