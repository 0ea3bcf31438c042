//! The commands as a terminal, a script and a build server see them.

#![cfg(test)]
#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use std::{cell::RefCell, collections::BTreeMap, ffi::OsString, path::Path};

use expect_test::{Expect, expect};
use vpcanvas_cli::{Files, Found, Output, run};
use vpcanvas_interchange::aws_describe::Unreadable;
use vpcanvas_model::file;

const SAAS: &[u8] = include_bytes!("../../../examples/saas-privatelink/design.vpcanvas.json");

/// A VPC whose endpoint lets nobody in.
const CLOSED: &str = "
vpc vpc-a 10.0.0.0/16 EnableDnsHostnames=true
  subnet subnet-a 10.0.1.0/24 use1-az1
    instance i-a 10.0.1.10 sg-open
    instance i-stopped 10.0.1.11 sg-open State=stopped
  endpoint vpce-logs -> com.amazonaws.us-east-1.logs subnet-a@10.0.1.50 sg-closed PrivateDnsEnabled=true
  table rtb-a main
  sg sg-open
    out -1 0.0.0.0/0
  sg sg-closed
check reachable i-a -> vpce-logs tcp/443
check resolves i-a logs.us-east-1.amazonaws.com = 10.0.1.50
";

/// A subnet that stands in a VPC that is not there.
const BROKEN: &str = "
subnet subnet-a 10.0.1.0/24 use1-az1 VpcId=vpc-gone
  instance i-a 10.0.1.10
";

/// Files in memory.
#[derive(Default)]
struct Memory(RefCell<BTreeMap<String, Vec<u8>>>);

impl Files for Memory {
    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        let files = self.0.borrow();
        let found = files.get(&path.display().to_string());
        found
            .cloned()
            .ok_or_else(|| "there is no such file".to_owned())
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), String> {
        let mut files = self.0.borrow_mut();
        files.insert(path.display().to_string(), bytes.to_vec());
        Ok(())
    }

    fn below(&self, path: &Path) -> Result<Vec<Result<Found, Unreadable>>, String> {
        let files = self.0.borrow();
        let paths = files
            .keys()
            .filter(|file| Path::new(file).starts_with(path));
        let found: Vec<_> = paths
            .map(|file| {
                Ok(Found {
                    place: file.clone(),
                    path: file.into(),
                })
            })
            .collect();
        if found.is_empty() {
            return Err("there is no such file or folder".to_owned());
        }
        Ok(found)
    }
}

fn memory() -> Memory {
    let fixture = |text| file::write(&vpcanvas_fixture::parse(text).unwrap()).into_bytes();
    let nested = format!("{{\"version\": 1, \"x\": {}", "[".repeat(5_000_000));
    let files = [
        ("saas.json", SAAS.to_vec()),
        ("closed.json", fixture(CLOSED)),
        ("broken.json", fixture(BROKEN)),
        ("empty.json", Vec::new()),
        ("binary.json", vec![0x7f, b'E', b'L', b'F', 0xff]),
        ("nested.json", nested.into_bytes()),
        ("wrong.json", br#"{"version": 1, "resources": {"s": {"Kind": "Subnet", "CidrBlock": "10.0.0.0/99"}}}"#.to_vec()),
    ];
    Memory(RefCell::new(
        files.map(|(name, bytes)| (name.to_owned(), bytes)).into(),
    ))
}

fn run_in(files: &Memory, arguments: &str) -> Output {
    run(arguments.split_whitespace().map(OsString::from), files)
}

/// Runs a command and compares what it says; `exit` is the number the program ends with.
#[track_caller]
#[expect(clippy::needless_pass_by_value, reason = "`expect![]` makes values")]
fn check_cli(arguments: &str, exit: u8, stdout: Expect, stderr: Expect) {
    let output = run_in(&memory(), arguments);
    stdout.assert_eq(&String::from_utf8(output.stdout).unwrap());
    stderr.assert_eq(&output.stderr);
    assert_eq!(output.exit.code(), exit);
}

/// Runs a command that cannot be carried out and compares the first line of its message.
#[track_caller]
fn check_refused(arguments: &str, message: &str) {
    let output = run_in(&memory(), arguments);
    assert_eq!(output.stderr.lines().next(), Some(message));
    assert_eq!(
        (output.exit.code(), output.stdout.as_slice()),
        (2, [].as_slice())
    );
}

/// The value at a path of a JSON answer, `flows/0/verdict`.
#[track_caller]
fn check_json(arguments: &str, exit: u8, expected: &[(&str, &str)]) {
    let output = run_in(&memory(), &format!("{arguments} --format json"));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    for (path, value) in expected {
        let found = answer.pointer(&format!("/{path}"));
        assert_eq!(
            found.unwrap_or(&serde_json::Value::Null).to_string(),
            *value,
            "{path}"
        );
    }
    assert_eq!(output.exit.code(), exit);
}

#[test]
fn dig_speaks_as_dig_does() {
    check_cli(
        "dig saas.json --from i-app billing.example.com",
        0,
        expect![[r#"

            ; <<>> vpcanvas dig <<>> billing.example.com A
            ;; Got answer from the view of i-app:
            ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 0
            ;; flags: qr rd ra; QUERY: 1, ANSWER: 3, AUTHORITY: 0, ADDITIONAL: 0

            ;; QUESTION SECTION:
            ;billing.example.com.		IN	A

            ;; ANSWER SECTION:
            billing.example.com.	60	IN	CNAME	vpce-billing.vpce-svc-billing.us-east-1.vpce.amazonaws.com.
            vpce-billing.vpce-svc-billing.us-east-1.vpce.amazonaws.com. 60 IN A 10.0.1.50
            vpce-billing.vpce-svc-billing.us-east-1.vpce.amazonaws.com. 60 IN A 10.0.2.50

            ;; DECIDED BY:
            ;; vpce-billing: Private DNS: billing.example.com is a CNAME to vpce-billing.vpce-svc-billing.us-east-1.vpce.amazonaws.com (ES-34)
            ;; vpce-billing: vpce-billing.vpce-svc-billing.us-east-1.vpce.amazonaws.com has the addresses of the interfaces of the endpoint: 10.0.1.50, 10.0.2.50 (IE-01)
        "#]],
        expect![""],
    );
}

#[test]
fn dig_compares_the_views_of_all_vpcs() {
    check_cli(
        "dig saas.json --compare billing.example.com",
        1,
        expect![[r#"
            FROM          STATUS   ANSWER                                                                             DECIDED BY
            vpc-consumer  NOERROR  vpce-billing.vpce-svc-billing.us-east-1.vpce.amazonaws.com., 10.0.1.50, 10.0.2.50  vpce-billing
            vpc-provider  PUBLIC                                                                                      vpc-provider
        "#]],
        expect![""],
    );
    check_json(
        "dig saas.json --compare billing.example.com",
        1,
        &[
            ("0/query/from", r#""vpc-consumer""#),
            ("0/status", r#""NOERROR""#),
            ("1/query/from", r#""vpc-provider""#),
            ("1/status", r#""PUBLIC""#),
        ],
    );
    check_refused(
        "dig saas.json --compare --from i-app a.example",
        "--from and --compare are given, expected one of them",
    );
    check_refused("dig saas.json a.example", "--from is missing");
}

#[test]
fn dig_answers_scripts() {
    let expected = [
        ("query/from", r#""vpc-consumer""#),
        ("query/name", r#""billing.example.com""#),
        ("query/type", r#""A""#),
        ("status", r#""NOERROR""#),
        ("answers/0/type", r#""CNAME""#),
        ("answers/0/ttl", "60"),
        ("answers/1/data", r#""10.0.1.50""#),
        ("chain/0/component", r#""vpce-billing""#),
        ("explanations", "[]"),
    ];
    check_json(
        "dig saas.json --from vpc-consumer billing.example.com",
        0,
        &expected,
    );
    let nodata = [
        ("query/type", r#""AAAA""#),
        ("status", r#""NODATA""#),
        ("answers/1", "null"),
    ];
    check_json(
        "dig saas.json --from vpc-consumer billing.example.com aaaa",
        1,
        &nodata,
    );
}

#[test]
fn a_trace_says_why_not_and_what_would_help() {
    check_cli(
        "trace closed.json --from i-a --to vpce-logs",
        1,
        expect![[r#"
            i-a → vpce-logs, tcp/443: unreachable

            10.0.1.50: unreachable
              SG_HAS_NO_RULES at sg-closed ingress
                sg-closed has no ingress rule at all, so vpce-logs drops tcp/443 from 10.0.1.10 silently: the client times out (IE-30)
                fix: Allow tcp/443 from 10.0.1.10/32 in sg-closed
              there
                i-a (Instance)
                  passes  i-a sends tcp 10.0.1.10:32768-60999 → 10.0.1.50:443 (ENI-01)
                  passes  sg-open allows egress by its rule all traffic to 0.0.0.0/0 (SG-01)
                  passes  both ends stand in subnet-a: no route table and no network ACL is asked (NACL-04)
                vpce-logs (VpcEndpoint)
                  blocks  sg-closed has no ingress rule that allows tcp 10.0.1.10:32768-60999 → 10.0.1.50:443 (IE-30)
                  passes  vpce-logs is Available (IE-20)
                  passes  vpce-logs takes tcp 10.0.1.10:32768-60999 → 10.0.1.50:443 (IE-22)
              back
                vpce-logs (VpcEndpoint)
                  passes  vpce-logs is not asked: security groups let replies to allowed flows pass (SG-03)
                  passes  both ends stand in subnet-a: no route table and no network ACL is asked (NACL-04)
                i-a (Instance)
                  passes  i-a is not asked: security groups let replies to allowed flows pass (SG-03)
        "#]],
        expect![""],
    );
}

#[test]
fn a_trace_resolves_names_first() {
    let expected = [
        (
            "query",
            r#"{"from":"i-app","port":443,"protocol":"tcp","to":"billing.example.com"}"#,
        ),
        ("verdict", r#""reachable""#),
        ("resolution/status", r#""NOERROR""#),
        ("flows/0/destination", r#""10.0.1.50""#),
        ("flows/1/destination", r#""10.0.2.50""#),
        ("flows/1/verdict", r#""reachable""#),
        ("flows/1/forward/0/component", r#""i-app""#),
        ("flows/1/forward/0/kind", r#""Instance""#),
        ("flows/1/forward/0/steps/0/outcome", r#""passes""#),
        ("flows/1/return/0/component", r#""i-billing-b""#),
        ("flows/1/warnings/0/code", r#""AVAILABILITY_ZONE_CROSSED""#),
        ("flows/1/explanations", "[]"),
    ];
    check_json(
        "trace saas.json --from i-app --to billing.example.com",
        0,
        &expected,
    );
}

#[test]
fn a_trace_names_code_component_rule_and_fix() {
    let expected = [
        ("verdict", r#""unreachable""#),
        ("flows/0/explanations/0/code", r#""ENI_SG_RULES_MISMATCH""#),
        ("flows/0/explanations/0/component", r#""sg-endpoint""#),
        ("flows/0/explanations/0/direction", r#""ingress""#),
        ("flows/0/explanations/0/reference", r#""IE-30""#),
        (
            "flows/0/explanations/0/fixes/0/title",
            r#""Allow tcp/22 from 10.0.1.10/32 in sg-endpoint""#,
        ),
    ];
    check_json(
        "trace saas.json --from i-app --to 10.0.1.50 --port 22",
        1,
        &expected,
    );
    let one_way = [
        ("flows", "[]"),
        ("explanations/0/code", r#""VPCE_INTRA_VPC_TRAFFIC""#),
        ("query/port", "null"),
    ];
    check_json(
        "trace saas.json --from vpce-billing --to i-app --protocol icmp",
        1,
        &one_way,
    );
}

#[test]
fn a_check_lists_findings_and_judges_expectations() {
    check_cli(
        "check saas.json",
        0,
        expect![[r#"
        passed  App reaches billing by name
        passed  The name resolves to both endpoint addresses
        passed  The provider cannot open connections to the consumer
        passed  The endpoint opens no connections
        passed  The endpoint does not answer ping
        passed  The endpoint's security group admits HTTPS only
        passed  The load balancer listens on no other port

        checks: 7 passed, 0 failed; findings: 0 errors, 0 warnings, 0 remarks
    "#]],
        expect![""],
    );
    check_cli(
        "check closed.json",
        1,
        expect![[r#"
            warning: CFG_SINGLE_AVAILABILITY_ZONE at vpce-logs
              vpce-logs stands in use1-az1 alone: if that zone fails every client loses it, so add a subnet of another zone (IE-09)
            warning: CFG_NOBODY_ALLOWED at vpce-logs
              No security group of vpce-logs has an inbound rule, so every client times out: allow the port of the service from its clients (IE-31)

            failed  reachable i-a -> vpce-logs tcp/443
                    expected reachable, found unreachable
                    SG_HAS_NO_RULES at sg-closed ingress
                      sg-closed has no ingress rule at all, so vpce-logs drops tcp/443 from 10.0.1.10 silently: the client times out (IE-30)
            passed  resolves i-a logs.us-east-1.amazonaws.com = 10.0.1.50

            checks: 1 passed, 1 failed; findings: 0 errors, 2 warnings, 0 remarks
        "#]],
        expect![""],
    );
    let expected = [
        ("checks/0/name", r#""reachable i-a -> vpce-logs tcp/443""#),
        ("checks/0/passed", "false"),
        ("checks/0/expected", r#""reachable""#),
        ("checks/0/actual", r#""unreachable""#),
        ("checks/1/passed", "true"),
    ];
    check_json("check closed.json", 1, &expected);
}

#[test]
fn build_servers_get_junit() {
    check_cli(
        "check closed.json --format junit",
        1,
        expect![[r#"
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="closed.json">
              <testsuite name="checks" tests="2" failures="1">
                <testcase classname="checks" name="reachable i-a -&gt; vpce-logs tcp/443"><failure type="check" message="expected reachable, found unreachable">SG_HAS_NO_RULES at sg-closed ingress
              sg-closed has no ingress rule at all, so vpce-logs drops tcp/443 from 10.0.1.10 silently: the client times out (IE-30)</failure></testcase>
                <testcase classname="checks" name="resolves i-a logs.us-east-1.amazonaws.com = 10.0.1.50"/>
              </testsuite>
              <testsuite name="findings" tests="2" failures="0">
                <testcase classname="findings" name="CFG_SINGLE_AVAILABILITY_ZONE at vpce-logs"><system-out>warning: vpce-logs stands in use1-az1 alone: if that zone fails every client loses it, so add a subnet of another zone (IE-09)</system-out></testcase>
                <testcase classname="findings" name="CFG_NOBODY_ALLOWED at vpce-logs"><system-out>warning: No security group of vpce-logs has an inbound rule, so every client times out: allow the port of the service from its clients (IE-31)</system-out></testcase>
              </testsuite>
            </testsuites>
        "#]],
        expect![""],
    );
}

#[test]
fn code_hosts_get_sarif_with_lines() {
    let output = run_in(&memory(), "check closed.json --format sarif");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let results = report
        .pointer("/runs/0/results")
        .unwrap()
        .as_array()
        .unwrap();
    let failed = results
        .iter()
        .find(|result| result["ruleId"] == "CHECK_FAILED")
        .unwrap();
    assert_eq!(failed["level"], "error");
    let location = &failed["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "closed.json");
    let line = location["region"]["startLine"].as_u64().unwrap();
    let design = file::write(&vpcanvas_fixture::parse(CLOSED).unwrap());
    let named = design
        .lines()
        .nth(usize::try_from(line).unwrap() - 1)
        .unwrap();
    assert_eq!(
        named.trim(),
        r#""Name": "reachable i-a -> vpce-logs tcp/443","#
    );
}

#[test]
fn a_reference_to_nothing_is_said_and_the_verdict_decides() {
    check_cli(
        "check broken.json",
        1,
        expect![[r#"
        error: CFG_INVALID_REFERENCE at subnet-a
          VpcId of subnet-a refers to vpc-gone, which is not in the design: choose another or add it (0.4)

        checks: 0 passed, 0 failed; findings: 1 error, 0 warnings, 0 remarks
    "#]],
        expect![[r#"
        broken.json: VpcId of subnet-a refers to vpc-gone, which is not in the design: choose another or add it
    "#]],
    );
    check_cli(
        "dig broken.json --from i-a example.com",
        1,
        expect![[r#"

            ; <<>> vpcanvas dig <<>> example.com A
            ;; Got answer from the view of i-a:
            ;; ->>HEADER<<- opcode: QUERY, status: PUBLIC, id: 0
            ;; flags: qr rd ra; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 0

            ;; QUESTION SECTION:
            ;example.com.			IN	A

            ;; DECIDED BY:
            ;; i-a: No zone here covers example.com: public DNS decides, and the design does not hold it (PHZ-05)
        "#]],
        expect![[r#"
            broken.json: VpcId of subnet-a refers to vpc-gone, which is not in the design: choose another or add it
        "#]],
    );
}

#[test]
fn an_import_is_reported_and_a_second_one_previewed() {
    let files = memory();
    let collected = r#"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}"#;
    let place = "collected/111111111111/us-east-1/ec2-describe-vpcs.json";
    files.write(Path::new(place), collected.as_bytes()).unwrap();
    let first = run_in(&files, "import aws-describe collected -o new.json");
    assert_eq!(first.exit.code(), 0, "{}", first.stderr);
    let told = String::from_utf8(first.stdout).unwrap();
    assert!(
        told.starts_with(&format!("Understood: 1\n  1 Vpcs ({place} /Vpcs/0)\n")),
        "{told}"
    );

    let again = run_in(&files, "import aws-describe collected -o new.json");
    assert_eq!(again.exit.code(), 2);
    assert!(
        again.stderr.contains("new.json: the file is already there"),
        "{}",
        again.stderr
    );

    let changed = collected.replace("10.0", "10.9").replace("vpc-1", "vpc-2");
    files
        .write(Path::new("more.json"), changed.as_bytes())
        .unwrap();
    let arguments = "import aws-describe collected more.json -o new.json --into --format json";
    let second: serde_json::Value =
        serde_json::from_slice(&run_in(&files, arguments).stdout).unwrap();
    assert_eq!(second["changes"]["added"], serde_json::json!(["vpc-2"]));
    assert_eq!(second["changes"]["changed"], serde_json::json!({}));
    assert_eq!(second["report"]["understood"][0]["count"], 2);
}

#[test]
fn what_aws_prints_is_no_design_and_called_that() {
    let files = Memory::default();
    files
        .write(Path::new("vpcs.json"), br#"{"Vpcs": []}"#)
        .unwrap();
    for arguments in [
        "check vpcs.json",
        "import aws-describe vpcs.json -o vpcs.json --into",
    ] {
        let output = run_in(&files, arguments);
        assert_eq!(output.exit.code(), 2);
        let said = "vpcs.json: this is what the AWS command line prints or an archive, and no design: `vpcanvas import aws-describe vpcs.json -o DESIGN` makes a design of it\n";
        assert!(output.stderr.ends_with(said), "{}", output.stderr);
    }
}

#[test]
fn an_import_of_nothing_writes_nothing() {
    let files = memory();
    files
        .write(Path::new("x.json"), b"{\"Nothing\": 1}")
        .unwrap();
    let output = run_in(&files, "import aws-describe x.json -o new.json");
    assert_eq!(output.exit.code(), 2);
    assert!(
        output
            .stderr
            .starts_with("x.json: there is nothing in it that the AWS command line prints"),
        "{}",
        output.stderr
    );
    assert!(files.read(Path::new("new.json")).is_err());
    check_refused(
        "import aws-describe missing -o new.json",
        "missing: there is no such file or folder",
    );
    check_refused(
        "import terraform x -o new.json",
        "terraform: there is no such format, expected aws-describe",
    );
    let script = run_in(
        &files,
        "import aws-describe --script --region eu-west-1 --region us-east-1",
    );
    assert!(
        String::from_utf8(script.stdout)
            .unwrap()
            .contains("for region in 'eu-west-1' 'us-east-1'; do")
    );
}

#[test]
fn files_that_are_no_designs_are_refused_with_their_place() {
    check_refused("check missing.json", "missing.json: there is no such file");
    check_refused(
        "check empty.json",
        "empty.json: the file is empty, expected a design",
    );
    check_refused(
        "check binary.json",
        "binary.json: byte 4 is not UTF-8 text, which a design file is",
    );
    check_refused(
        "trace nested.json --from a --to b",
        "nested.json: line 1, column 147: recursion limit exceeded",
    );
    check_refused(
        "export svg wrong.json -o out.svg",
        "wrong.json: resources › s › CidrBlock: invalid IP address syntax, expected an IPv4 CIDR block such as 10.0.1.0/24",
    );
}

#[test]
fn ids_that_are_not_there_are_refused_with_those_that_are_near() {
    check_refused(
        "trace saas.json --from i-ap --to vpce-billing",
        "saas.json: --from i-ap: there is no such resource, expected the id of a resource or internet: did you mean i-app?",
    );
    check_refused(
        "trace saas.json --from i-app --to vpce-biling",
        "saas.json: --to vpce-biling: there is no such resource, expected the id of a resource, an address, internet or a DNS name: did you mean vpce-billing?",
    );
    check_refused(
        "trace saas.json --from vpc-consumer --to vpce-billing",
        "saas.json: --from vpc-consumer: a Vpc sends nothing, expected an instance, network interface, endpoint, endpoint service, load balancer, gateway, on-premises network, address or internet",
    );
}

#[test]
fn questions_that_cannot_be_put_are_refused() {
    let trace = "trace saas.json --from i-app --to vpce-billing";
    for (arguments, expected) in [
        (
            "--port 0",
            "--port 0: expected a whole number from 1 to 65535",
        ),
        (
            "--port 22 --protocol icmp",
            "--port means nothing to icmp: leave it out",
        ),
        (
            "--protocol sctp",
            "--protocol sctp: expected tcp, udp, icmp",
        ),
        (
            "--fro i-app",
            "there is no option --fro: did you mean --from?",
        ),
        ("--port", "missing argument for option '--port'"),
        ("--from a", "--from is given twice, expected it once"),
        ("more", "more: nothing more was expected here"),
        ("-x", "there is no option -x"),
    ] {
        check_refused(&format!("{trace} {arguments}"), expected);
    }
    check_refused("", "a command is missing");
    check_refused(
        "chekc saas.json",
        "there is no command chekc: did you mean check?",
    );
    check_refused("trace saas.json --from i-app", "--to is missing");
    check_refused("dig saas.json --from i-app", "NAME is missing");
    check_refused(
        "dig saas.json --from i-app name LOC",
        "TYPE LOC: expected A, AAAA, CAA, CNAME, DS, HTTPS, MX, NAPTR, NS, PTR, SOA, SPF, SRV, SSHFP, SVCB, TLSA, TXT",
    );
    check_refused("serve-dns saas.json", "--from is missing");
    check_refused("serve-dns --from vpc-consumer", "DESIGN is missing");
    check_refused(
        "serve-dns saas.json --from vpc-consumr",
        "saas.json: --from vpc-consumr: there is no such resource, expected the id of a resource or internet: did you mean vpc-consumer?",
    );
    check_refused(
        "serve-dns nested.json --from vpc-consumer",
        "nested.json: line 1, column 147: recursion limit exceeded",
    );
    check_refused(
        "export gif saas.json -o out.gif",
        "gif: there is no such format, expected svg or png",
    );
    check_refused(
        "export svg saas.json",
        "-o OUT is missing, expected a file or - for standard output",
    );
    check_refused(
        "export svg saas.json -o out.svg --scale 2",
        "--scale is for png, an svg has no pixels",
    );
    check_refused(
        "export png saas.json -o out.png --scale 0",
        "--scale 0: expected a number from 1 to 8",
    );
}

#[test]
fn a_wrong_call_is_told_the_right_one() {
    check_cli(
        "check",
        2,
        expect![""],
        expect![[r#"
        DESIGN is missing
        usage: vpcanvas check DESIGN [--format human|json|junit|sarif]
    "#]],
    );
}

#[test]
fn pictures_go_to_a_file_or_to_standard_output() {
    let files = memory();
    assert_eq!(
        run_in(&files, "export svg saas.json -o out.svg")
            .exit
            .code(),
        0
    );
    assert_eq!(
        run_in(
            &files,
            "export png saas.json -o out.png --scale 1 --theme dark"
        )
        .exit
        .code(),
        0
    );
    let svg = files.read(Path::new("out.svg")).unwrap();
    assert!(
        files
            .read(Path::new("out.png"))
            .unwrap()
            .starts_with(b"\x89PNG")
    );
    let streamed = run_in(&files, "export svg saas.json --output=-");
    assert_eq!(streamed.stdout, svg);
    let text = String::from_utf8(svg).unwrap();
    for name in ["Billing endpoint", "Billing NLB", "10.0.1.50", "Reachable"] {
        assert!(text.contains(name), "{name}");
    }
    // What shall not arrive and does not is no failure.
    assert!(!text.contains("Unreachable"));
}

#[test]
fn the_schema_and_help_are_printed() {
    let schema = run_in(&memory(), "schema");
    let schema: serde_json::Value = serde_json::from_slice(&schema.stdout).unwrap();
    assert_eq!(schema["title"], "VPCanvas design");
    check_cli(
        "--help",
        0,
        expect![[r#"
            Answers about a VPCanvas design without a window.

            vpcanvas check DESIGN [--format human|json|junit|sarif]
                Lists findings and judges the design's own checks
            vpcanvas trace DESIGN --from ID|IP|internet --to ID|IP|NAME|internet [--protocol tcp|udp|icmp] [--port N] [--format human|json]
                Says whether one thing reaches another, by which way, and why not
            vpcanvas matrix DESIGN [--from ID]… [--to ID|IP|NAME]… [--protocol tcp|udp|icmp] [--port N] [--format human|json|csv]
                Says who reaches which service: by default everything that sends, and every service on its own ports
            vpcanvas reach DESIGN --of ID [--direction both|to|from] [--protocol tcp|udp|icmp] [--port N] [--format human|json|csv]
                Says who can reach one thing, and what that thing can reach
            vpcanvas dig DESIGN --from ID|--compare NAME [TYPE] [--format human|json]
                Says what a name resolves to as seen from a resource or from every VPC, and who answered
            vpcanvas serve-dns DESIGN --from ID [--listen 127.0.0.1:5353]… [--from ID --listen …]…
                Answers DNS as it is seen from a resource, until it is interrupted; follows the design when it changes
            vpcanvas import aws-describe INPUT… -o DESIGN [--into [--remove-gone]] [--format human|json], or aws-describe --script [--region R]… [--profile P]…
                Makes a design of the JSON that the AWS command line prints (folders, zip archives, files), and says what became of it; --into brings it into DESIGN as it is, --script prints the shell script that collects what is read
            vpcanvas export svg|png DESIGN -o OUT [--theme light|dark] [--scale N]
                Writes the canvas as a picture; - is standard output, --scale (1 to 8) is pixels a point for png
            vpcanvas schema
                Prints the JSON Schema of design files

            Exit code: 0 what was asked for holds, 1 it does not, 2 the question could not be put.
        "#]],
        expect![""],
    );
    check_cli(
        "dig --help",
        0,
        expect![[r#"
        Says what a name resolves to as seen from a resource or from every VPC, and who answered

        usage: vpcanvas dig DESIGN --from ID|--compare NAME [TYPE] [--format human|json]
    "#]],
        expect![""],
    );
}

#[test]
fn what_a_design_says_does_not_command_the_terminal() {
    let name = r"\u001b[31mred\u0007\n\u202eforged";
    let design = format!(
        r#"{{"version": 1, "checks": [{{"Name": "{name}", "Expect": "unreachable", "From": "i-a", "To": "10.0.0.1"}}]}}"#
    );
    let files = memory();
    files
        .write(Path::new("hostile.json"), design.as_bytes())
        .unwrap();
    let output = run_in(&files, "check hostile.json");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains(r"\u{1b}[31mred\u{7}\n\u{202e}forged"),
        "{text}"
    );
    assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{text}");
}

#[test]
fn a_matrix_numbers_its_reasons() {
    check_cli(
        "matrix closed.json",
        0,
        expect![[r#"
                   vpce-logs tcp/443
        i-a        no [1]
        i-stopped  no [2]

        [1]  SG_HAS_NO_RULES at sg-closed ingress
        [2]  BAD_STATE at i-stopped
    "#]],
        expect![[""]],
    );
    check_cli(
        "matrix saas.json",
        0,
        expect![[r#"
                     vpce-svc-billing tcp/443
        i-app        yes
        i-billing-a  no [1]
        i-billing-b  no [1]

        [1]  DISCONNECTED_VPCS at vpc-provider
    "#]],
        expect![[""]],
    );
}

#[test]
fn a_matrix_is_read_by_programs() {
    check_cli(
        "matrix closed.json --from i-a --to vpce-logs --to 10.0.1.11 --port 22 --format csv",
        0,
        expect![[r#"
            from,to,protocol,port,verdict,code,component,direction,reference
            i-a,vpce-logs,tcp,22,unreachable,SG_HAS_NO_RULES,sg-closed,ingress,IE-30
            i-a,10.0.1.11,tcp,22,unreachable,SG_HAS_NO_RULES,sg-open,ingress,SG-01
        "#]],
        expect![[""]],
    );
    check_json(
        "matrix closed.json --from i-stopped",
        0,
        &[
            ("0/from", "\"i-stopped\""),
            ("0/to", "\"vpce-logs\""),
            ("0/port", "443"),
            ("0/verdict", "\"unreachable\""),
            ("0/blocker/code", "\"BAD_STATE\""),
            ("0/blocker/component", "\"i-stopped\""),
        ],
    );
}

#[test]
fn reach_goes_both_ways() {
    check_cli(
        "reach saas.json --of vpce-svc-billing --direction to",
        0,
        expect![[r#"
            i-app → vpce-svc-billing tcp/443        reachable
            i-billing-a → vpce-svc-billing tcp/443  unreachable  DISCONNECTED_VPCS at vpc-provider
            i-billing-b → vpce-svc-billing tcp/443  unreachable  DISCONNECTED_VPCS at vpc-provider
        "#]],
        expect![[""]],
    );
    check_cli(
        "reach saas.json --of i-app",
        0,
        expect![[r#"
            i-billing-a → i-app tcp/443  unreachable  DISCONNECTED_VPCS at vpc-provider
            i-billing-b → i-app tcp/443  unreachable  DISCONNECTED_VPCS at vpc-provider

            i-app → vpce-svc-billing tcp/443  reachable
        "#]],
        expect![[""]],
    );
    check_refused(
        "reach saas.json --of i-ap",
        "saas.json: --of i-ap: there is no such resource, expected the id of a resource or internet: did you mean i-app?",
    );
}
