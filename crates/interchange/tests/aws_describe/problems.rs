//! What is wrong with a collection is said with its place, and the rest is imported.

use serde_json::json;

use crate::doors::{check_says, imported, record, try_import};

const VPC: &str = r#"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}"#;

/// Imports an output beside a good one, which is there whatever the other is.
#[track_caller]
fn check_problem(output: &[u8], expected: &str) {
    let files = [
        ("good.json", VPC.as_bytes().to_vec()),
        ("bad.json", output.to_vec()),
    ];
    let import = try_import(files).unwrap();
    assert!(!record(&import, "vpc-1").is_null());
    check_says(&import.report.problems, expected);
}

#[test]
fn every_problem_is_said_with_its_place() {
    check_problem(b"", "File: the file is empty");
    check_problem(b"\xff\xfe{\0}\0", "UTF-16 text, expected UTF-8");
    check_problem(b"{\"Vpcs\": \"\xff\"}", "byte 10 is not UTF-8 text");
    check_problem(
        b"{\"Vpcs\": [",
        "EOF while parsing a list; what stands before it was read, the rest was not (bad.json line 1, column 10)",
    );
    check_problem(
        b"{\"Vpcs\": null}",
        "Vpcs: null found, expected a list of objects (bad.json /Vpcs)",
    );
    check_problem(
        b"{\"Vpcs\": [null, 5]}",
        "2 Vpcs: an element is not an object; it was left out (bad.json /Vpcs/0)",
    );
    check_problem(
        b"{\"Vpcs\": [{\"CidrBlock\": \"10.0.0.0/16\"}]}",
        "Vpcs: an element has no id; it was left out (bad.json /Vpcs/0)",
    );
    check_problem(
        b"{\"Vpcs\": [], \"NextToken\": \"abc\"}",
        "NextToken: the output goes on and the rest was not collected",
    );
    check_problem(
        b"{\"Routes\": [], \"AdditionalRoutesAvailable\": true}",
        "AdditionalRoutesAvailable: the output goes on",
    );
    check_problem(
        b"{\"Vpcs\": [{\"VpcId\": \"vpc-2\", \"CidrBlock\": \"10.0.0.0/99\"}]}",
        "vpc-2: CidrBlock: invalid",
    );
    check_problem(
        b"{\"Vpcs\": [{\"VpcId\": \"vpc-1\", \"CidrBlock\": \"10.9.0.0/16\"}]}",
        "vpc-1: seen twice, with another CidrBlock the second time",
    );
    check_problem(
        b"{\"Subnets\": [{\"SubnetId\": \"vpc-1\"}]}",
        "vpc-1: the id is that of a Vpc and of a Subnet; the first is kept",
    );
    check_problem(
        b"{\"Subnets\": [{\"SubnetId\": \"subnet-1\", \"VpcId\": \"vpc-gone\"}]}",
        "subnet-1: VpcId refers to vpc-gone, which was not collected",
    );
    check_problem(
        b"{\"SecurityGroupRules\": [{\"GroupId\": \"sg-gone\", \"IsEgress\": true}]}",
        "SecurityGroupRules: they belong to sg-gone, which was not collected; kept and not placed",
    );
    check_problem(
        b"{\"Entries\": [{\"Cidr\": \"10.0.0.0/8\"}]}",
        "Entries: nothing says what they belong to; kept and not placed. Name the file",
    );
    let deep = format!("{{\"Vpcs\": {}", "[".repeat(100_000));
    check_problem(deep.as_bytes(), "recursion limit exceeded");
}

#[test]
fn what_belongs_nowhere_is_in_the_design_all_the_same() {
    let import = imported(&[
        ("x.json", VPC),
        (
            "y/route53-list-resource-record-sets.json",
            r#"{"ResourceRecordSets": [{"Name": "a.", "Type": "A"}]}"#,
        ),
    ]);
    assert_eq!(
        record(
            &import,
            "y/route53-list-resource-record-sets.json#ResourceRecordSets"
        ),
        json!({"Kind": "ResourceRecordSets", "ResourceRecordSets": [{"Name": "a", "Type": "A"}]})
    );
}

#[test]
fn unknown_lists_are_counted() {
    let import = imported(&[(
        "x.json",
        r#"{"Vpcs": [{"VpcId": "vpc-1"}], "DBInstances": [{}, {}], "Owner": "me"}"#,
    )]);
    check_says(
        &import.report.ignored,
        "2 DBInstances: nothing of this name is read (x.json /DBInstances)",
    );
    check_says(&import.report.ignored, "1 Owner");
}

#[test]
fn a_shared_subnet_is_what_its_owner_says() {
    let subnet = |free: u32| {
        format!(
            r#"{{"Subnets": [{{"SubnetId": "subnet-1", "OwnerId": "111111111111", "AvailabilityZone": "us-east-1a",
        "AvailabilityZoneId": "use1-az6", "AvailableIpAddressCount": {free}, "Tags": [{{"Key": "Name", "Value": "n{free}"}}]}}]}}"#
        )
    };
    let (mine, theirs) = (subnet(1), subnet(2));
    for (first, second) in [(1, 2), (2, 1)] {
        let of = |which: i32| {
            if which == 1 {
                ("111111111111/us-east-1/s.json", mine.as_str())
            } else {
                ("222222222222/us-east-1/s.json", theirs.as_str())
            }
        };
        let import = imported(&[of(first), of(second)]);
        assert_eq!(record(&import, "subnet-1")["Tags"]["Name"], "n1");
        check_says(
            &import.report.problems,
            "subnet-1: seen twice, with another AvailableIpAddressCount the second time",
        );
    }
}

#[test]
fn the_report_is_text_and_json() {
    let import = imported(&[(
        "x.json",
        r#"{"Vpcs": [{"VpcId": "vpc-1", "InstanceTenancy": "default"}]}"#,
    )]);
    let text = import.report.to_text();
    assert!(
        text.starts_with("Understood: 1\n  1 Vpcs (x.json /Vpcs/0)\n"),
        "{text}"
    );
    assert!(
        text.contains("Kept but not analysed: 1\n  1 Vpcs: InstanceTenancy (x.json /Vpcs/0)\n"),
        "{text}"
    );
    let told = serde_json::to_value(&import.report).unwrap();
    assert_eq!(
        told["understood"][0],
        json!({"what": "Vpcs", "count": 1, "reason": "", "file": "x.json", "place": "/Vpcs/0"})
    );
}

#[test]
fn what_stands_before_the_end_of_a_cut_file_is_read() {
    let zone = r#"{"HostedZones": [{"Id": "/hostedzone/Z1", "Name": "example.com."}]}"#;
    let records = r#"{"ResourceRecordSets": [{"Name": "a.example.com.", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "10.0.0.1"}]}, {"Name": "b.exa"#;
    let import = imported(&[
        ("x/route53-list-hosted-zones.json", zone),
        ("x/route53-list-resource-record-sets/Z1.json", records),
    ]);
    let kept = record(&import, "Z1");
    assert_eq!(
        kept["ResourceRecordSets"][0]["Name"],
        json!("a.example.com")
    );
    assert!(
        kept["NotCollected"]
            .to_string()
            .contains("ResourceRecordSets"),
        "{kept}"
    );
    check_says(&import.report.problems, "what stands before it was read");
}

#[test]
fn of_many_wrong_values_the_right_rows_stay() {
    let row = |number: usize, ttl: &str| {
        format!(
            r#"{{"Name": "n{number}.example.com.", "Type": "A", "TTL": {ttl}, "ResourceRecords": [{{"Value": "10.0.0.1"}}]}}"#
        )
    };
    let rows: Vec<String> = (0..80)
        .map(|number| row(number, if number < 70 { "\"x\"" } else { "60" }))
        .collect();
    let records = format!(r#"{{"ResourceRecordSets": [{}]}}"#, rows.join(", "));
    let zone = r#"{"HostedZones": [{"Id": "/hostedzone/Z1", "Name": "example.com."}]}"#;
    let import = imported(&[
        ("x/route53-list-hosted-zones.json", zone),
        ("x/route53-list-resource-record-sets/Z1.json", &records),
    ]);
    let kept = record(&import, "Z1");
    let kept = kept["ResourceRecordSets"].as_array().unwrap();
    // The first 64 lose a TTL each, the six behind them are left out whole.
    assert_eq!(kept.len(), 74);
    assert_eq!(
        kept.iter().filter(|row| row["TTL"] == json!(60)).count(),
        10
    );
    check_says(&import.report.problems, "it was left out");
}
