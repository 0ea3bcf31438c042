//! The program itself: what only real files, pipes and exit codes show.

#![cfg(test)]

use std::{
    path::Path,
    process::{Command, Output, Stdio},
};

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vpcanvas-cli"));
    command
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
    command
}

fn check_program(arguments: &[&str], exit: i32, stderr: &str) -> Output {
    let output = program(arguments).output().unwrap();
    assert_eq!(String::from_utf8(output.stderr.clone()).unwrap(), stderr);
    assert_eq!(output.status.code(), Some(exit));
    output
}

const SAAS: &str = "examples/saas-privatelink/design.vpcanvas.json";

#[test]
fn exit_codes_say_whether_it_holds() {
    let reachable = ["trace", SAAS, "--from", "i-app", "--to", "vpce-billing"];
    check_program(&reachable, 0, "");
    check_program(&[&reachable[..], &["--port", "22"]].concat(), 1, "");
    let output = check_program(
        &["check", "examples"],
        2,
        "examples: a folder, expected a file\n",
    );
    assert!(output.stdout.is_empty());
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = program(&["export", "svg", SAAS, "-o", "-"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(0));
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_text_are_refused() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};
    let mut command = program(&["dig", SAAS, "--from", "i-app"]);
    command.arg(OsStr::from_bytes(b"\xff.example.com"));
    assert_eq!(command.output().unwrap().status.code(), Some(2));
}
