use crate::{Kind, file};

fn check_error(text: &str, expected: &[&str]) {
    let error = file::read(text.as_bytes()).unwrap_err();
    let found: Vec<String> = error.problems.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
}

fn design(resources: &str) -> String {
    format!(r#"{{"version": 1, "resources": {{{resources}}}, "layout": {{}}, "checks": []}}"#)
}

const FULL: &str = r#"{
  "checks": [
    {
      "Expect": "reachable",
      "From": "i-app",
      "Name": "app reaches billing",
      "Port": 443,
      "Reviewer": "Ann",
      "To": "billing.example.com"
    }
  ],
  "layout": {
    "vpc-a": {
      "Height": 300,
      "Pinned": true,
      "Width": 400,
      "X": -8,
      "Y": 16
    }
  },
  "notes": {
    "a": [
      1.5,
      null
    ],
    "b": 18446744073709551615
  },
  "resources": {
    "rtb-a": {
      "Kind": "RouteTable",
      "Routes": [
        {
          "DestinationCidrBlock": "10.9.0.0/16",
          "GatewayId": "igw-1",
          "Note": "kept"
        }
      ],
      "VpcId": "vpc-a"
    },
    "vol-1": {
      "Kind": "Volume",
      "Size": 8
    },
    "vpc-a": {
      "CidrBlock": "10.0.0.0/16",
      "InstanceTenancy": "default",
      "Kind": "Vpc",
      "Tags": {
        "Name": "Consumer"
      }
    }
  },
  "version": 1
}
"#;

#[test]
fn writing_what_was_read_gives_the_same_bytes() {
    let document = file::read(FULL.as_bytes()).unwrap();
    assert_eq!(file::write(&document), FULL);
}

#[test]
fn order_and_white_space_of_the_input_do_not_matter() {
    let value: serde_json::Value = serde_json::from_str(FULL).unwrap();
    let document = file::read(value.to_string().as_bytes()).unwrap();
    assert_eq!(file::write(&document), FULL);
}

#[test]
fn unknown_kinds_are_kept() {
    let document = file::read(FULL.as_bytes()).unwrap();
    assert_eq!(
        document.resource(&"vol-1".into()).unwrap().kind(),
        Kind::Other
    );
}

#[test]
fn what_is_not_json_is_refused_with_its_place() {
    check_error("", &["the file is empty, expected a design"]);
    check_error(
        "{\"version\": 1,\n  oops",
        &["line 2, column 3: key must be a string"],
    );
    check_error(
        "[1]",
        &[
            "line 1, column 0: invalid type: sequence, expected an object with version, resources, layout and checks",
        ],
    );
}

#[test]
fn other_versions_are_refused() {
    check_error(
        r#"{"version": 2}"#,
        &[
            "version: the file is of version 2, this program reads up to 1: open it with a newer VPCanvas",
        ],
    );
    check_error(
        r#"{"version": "one"}"#,
        &[r#"version: "one" found, expected 1"#],
    );
    check_error(
        "{}",
        &["version: missing, expected 1: is this a VPCanvas design?"],
    );
}

#[test]
fn every_wrong_value_is_named() {
    check_error(
        &design(
            r#""subnet-a": {"Kind": "Subnet", "CidrBlock": "10.0.0.0/33"},
               "i-a": {"Kind": "Instance", "PrivateIpAddress": 7},
               "rtb-a": {"Kind": "RouteTable", "Routes": [{"State": "lost"}]},
               "vpc-a": {"Kind": "Vpc", "Tags": []},
               "vpc-b": {"Kind": "Vpc", "Tags": {"Name": {}}},
               "x": {"CidrBlock": "10.0.0.0/16"},
               "y": []"#,
        ),
        &[
            "resources › subnet-a › CidrBlock: invalid IP address syntax, expected an IPv4 CIDR block such as 10.0.1.0/24",
            "resources › i-a › PrivateIpAddress: integer `7` found, expected an IPv4 address such as 10.0.1.10",
            "resources › rtb-a › Routes › 0 › State: `lost` found, expected one of active, blackhole, filtered",
            "resources › vpc-a › Tags: a list found, expected an object",
            "resources › vpc-b › Tags › Name: an object found, expected text",
            "resources › x › Kind: missing, expected a kind such as Vpc or Subnet",
            "resources › y: [] found, expected an object",
        ],
    );
}

#[test]
fn an_id_given_twice_is_refused() {
    check_error(
        &design(r#""vpc-a": {"Kind": "Vpc"}, "vpc-a": {"Kind": "Vpc"}"#),
        &["resources › vpc-a: this id is given twice, expected each id once"],
    );
}

#[test]
fn notes_are_kept_line_by_line() {
    let text = design(
        r#""note-1": {"Kind": "Note", "ContainerId": "vpc-a", "Note": "One\n\ntwo"},
           "vpc-a": {"Kind": "Vpc", "Note": ""}"#,
    );
    let document = file::read(text.as_bytes()).unwrap();
    let note = |id: &str| document.resource(&id.into()).unwrap().note.clone();
    assert_eq!(note("note-1").as_deref(), Some("One\n\ntwo"));
    assert_eq!(note("vpc-a").as_deref(), Some(""));
    assert_eq!(document.parent(&"note-1".into()), Some(&"vpc-a".into()));
    assert_eq!(document.display_name(&"note-1".into()), "One");
    let again = file::read(file::write(&document).as_bytes()).unwrap();
    assert_eq!(again, document);
    check_error(
        &design(r#""vpc-a": {"Kind": "Vpc", "Note": 5}"#),
        &["resources › vpc-a › Note: integer `5` found, expected text"],
    );
}

#[test]
fn deep_nesting_and_binary_are_refused() {
    let nested = format!("{{\"version\": 1, \"notes\": {}", "[".repeat(1_000_000));
    check_error(&nested, &["line 1, column 151: recursion limit exceeded"]);
    assert!(file::read(&[0xff, 0xfe, 0x00]).is_err());
}

#[test]
fn the_schema_knows_every_field_of_the_inspector() {
    let schema = crate::json_schema().to_string();
    for kind in Kind::ALL {
        for field in kind.fields() {
            assert!(
                schema.contains(&format!("\"{}\"", field.name)),
                "{kind} {}",
                field.name
            );
        }
    }
}
