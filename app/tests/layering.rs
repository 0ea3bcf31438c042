//! The house stands on its foundations: libraries know no window, no browser and no layer above them.
//!
//! Direct dependencies come from `cargo metadata --no-deps`, everything below from `Cargo.lock`, which holds all platforms.
//! Neither needs a network or a download.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What no library below the application may reach, on any platform.
const WINDOWS_AND_BROWSERS: &[&str] = &[
    "egui",
    "eframe",
    "rfd",
    "web-sys",
    "wasm-bindgen",
    "winit",
    "glow",
];

/// Which crates of the house each library may import. Tests may also use `vpcanvas-fixture`.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("vpcanvas-model", &[]),
    ("vpcanvas-network", &["vpcanvas-model"]),
    ("vpcanvas-analysis", &["vpcanvas-model", "vpcanvas-network"]),
    ("vpcanvas-editor", &["vpcanvas-model"]),
    ("vpcanvas-fixture", &["vpcanvas-model"]),
    (
        "vpcanvas-drawing",
        &["vpcanvas-model", "vpcanvas-network", "vpcanvas-analysis"],
    ),
    (
        "vpcanvas-lessons",
        &["vpcanvas-model", "vpcanvas-network", "vpcanvas-analysis"],
    ),
    (
        "vpcanvas-interchange",
        &[
            "vpcanvas-model",
            "vpcanvas-network",
            "vpcanvas-analysis",
            "vpcanvas-drawing",
        ],
    ),
    (
        "vpcanvas-cli",
        &[
            "vpcanvas-model",
            "vpcanvas-network",
            "vpcanvas-analysis",
            "vpcanvas-drawing",
            "vpcanvas-interchange",
            "vpcanvas-lessons",
        ],
    ),
];

/// One `[dependencies]` entry of a crate of the house.
struct Dependency {
    to: String,
    is_for_tests: bool,
    target: Option<String>,
}

#[test]
fn libraries_reach_neither_window_nor_browser() {
    let locked = locked_packages();
    let paths: Vec<String> = libraries()
        .iter()
        .filter_map(|(name, dependencies)| forbidden_path(name, dependencies, &locked))
        .collect();
    assert!(
        paths.is_empty(),
        "a library must run anywhere, but:\n{}",
        paths.join("\n")
    );
}

#[test]
fn layers_import_only_what_lies_below_them() {
    let mut broken = Vec::new();
    for (name, dependencies) in libraries() {
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(library, _)| *library == name) else {
            broken.push(format!(
                "{name} has no row in MAY_IMPORT: say what it may import"
            ));
            continue;
        };
        for dependency in dependencies
            .iter()
            .filter(|other| other.to.starts_with("vpcanvas"))
        {
            let to = dependency.to.as_str();
            let is_fixture = dependency.is_for_tests && to == "vpcanvas-fixture";
            if !is_fixture && !allowed.contains(&to) {
                broken.push(format!("{name} → {to}"));
            }
        }
    }
    assert!(
        broken.is_empty(),
        "imports that point upwards or sideways:\n{}",
        broken.join("\n")
    );
}

#[test]
fn the_page_does_without_the_commands() {
    let members = members();
    let of = |name: &str| {
        members
            .iter()
            .find(|(member, _)| member == name)
            .map(|(_, dependencies)| dependencies)
    };
    let page = of("vpcanvas-wasm").expect("the page is a member");
    assert!(
        page.iter()
            .all(|dependency| dependency.to != "vpcanvas-cli")
    );
    let application = of("vpcanvas").expect("the application is a member");
    let commands = application
        .iter()
        .find(|dependency| dependency.to == "vpcanvas-cli")
        .expect("the desktop program has the commands");
    assert_eq!(
        commands.target.as_deref(),
        Some(r#"cfg(not(target_arch = "wasm32"))"#),
        "vpcanvas → vpcanvas-cli must be for the desktop alone"
    );
}

/// The shortest way from a library to something it may not reach.
fn forbidden_path(
    library: &str,
    dependencies: &[Dependency],
    locked: &BTreeMap<String, BTreeSet<String>>,
) -> Option<String> {
    let direct = dependencies
        .iter()
        .filter(|dependency| !dependency.is_for_tests);
    let mut open: VecDeque<Vec<&str>> = direct
        .map(|dependency| vec![library, dependency.to.as_str()])
        .collect();
    let mut seen = BTreeSet::new();
    while let Some(path) = open.pop_front() {
        let last = *path.last()?;
        if WINDOWS_AND_BROWSERS.contains(&last) {
            return Some(path.join(" → "));
        }
        // Crates of the house are looked at one by one, without what only their tests use.
        // The lock file names what getrandom needs on every platform; random numbers are no window.
        let is_looked_at = last != "getrandom" && !last.starts_with("vpcanvas");
        if !is_looked_at || !seen.insert(last) {
            continue;
        }
        for next in locked.get(last).into_iter().flatten() {
            open.push_back(path.iter().copied().chain([next.as_str()]).collect());
        }
    }
    None
}

/// The crates under `crates/`.
fn libraries() -> Vec<(String, Vec<Dependency>)> {
    let libraries: Vec<_> = members()
        .into_iter()
        .filter(|(name, _)| name != "vpcanvas" && name != "vpcanvas-wasm")
        .collect();
    assert!(
        libraries.len() >= MAY_IMPORT.len(),
        "a crate of the table is gone"
    );
    libraries
}

/// Every crate of the house with its direct dependencies.
fn members() -> Vec<(String, Vec<Dependency>)> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
            "--manifest-path",
        ])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo speaks JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    packages
        .iter()
        .map(|package| {
            (
                text(&package["name"]),
                dependencies(&package["dependencies"]),
            )
        })
        .collect()
}

fn dependencies(list: &Value) -> Vec<Dependency> {
    let list = list.as_array().expect("a list of dependencies").iter();
    list.map(|dependency| Dependency {
        to: text(&dependency["name"]),
        is_for_tests: dependency["kind"] == "dev",
        target: dependency["target"].as_str().map(str::to_owned),
    })
    .collect()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a name").to_owned()
}

/// What each package of `Cargo.lock` depends on, by name; versions of one package are taken together.
fn locked_packages() -> BTreeMap<String, BTreeSet<String>> {
    let lock = include_str!("../../Cargo.lock");
    let mut packages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in lock.split("[[package]]").skip(1) {
        let name = package
            .lines()
            .find_map(|line| line.strip_prefix("name = "))
            .expect("a name");
        // ` "serde",` or, where several versions are locked, ` "syn 2.0.1",`.
        let dependencies = package.lines().filter_map(|line| line.strip_prefix(" \""));
        let names = dependencies.filter_map(|line| line.split([' ', '"']).next());
        packages
            .entry(name.trim_matches('"').to_owned())
            .or_default()
            .extend(names.map(str::to_owned));
    }
    assert!(
        packages["eframe"].contains("egui"),
        "Cargo.lock is read as it is meant"
    );
    packages
}
