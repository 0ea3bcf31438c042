//! Every example opens, is written as this program writes it, is whole, and keeps what its checks and its lesson promise.

#![cfg(test)]

use std::path::{Path, PathBuf};

use vpcanvas_analysis::{Severity, evaluate_all, findings};
use vpcanvas_cli::{Disk, Files as _};
use vpcanvas_model::file;
use vpcanvas_network::resolve;

#[test]
fn every_example_holds() {
    let designs = examples();
    assert!(designs.len() >= 2, "{designs:?}");
    for design in designs {
        check_example(&design);
    }
}

fn check_example(design: &Path) {
    let name = design.display();
    let text = String::from_utf8(Disk.read(design).unwrap()).unwrap();
    let document = file::read(text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(
        file::write(&document) == text,
        "{name} is not written in the canonical form"
    );
    for (id, _) in document.placements() {
        assert!(
            document.resource(id).is_some(),
            "{name}: {id} has a place and is not there"
        );
    }

    let network = resolve(&document);
    let problems: Vec<String> = network.problems().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{name}: {problems:#?}");
    let errors: Vec<_> = findings(&network)
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.message)
        .collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}");
    let failed: Vec<_> = evaluate_all(&network)
        .into_iter()
        .filter(|check| !check.passed)
        .map(|check| (check.name, check.expected, check.actual))
        .collect();
    assert!(failed.is_empty(), "{name}: {failed:#?}");
    assert!(!document.checks().is_empty(), "{name} promises nothing");

    if let Ok(lesson) = Disk.read(&design.with_file_name("lesson.md")) {
        let lesson = vpcanvas_lessons::parse(std::str::from_utf8(&lesson).unwrap());
        let lesson = lesson.unwrap_or_else(|error| panic!("{name}: lesson.md, {error}"));
        assert_eq!(lesson.unknown_goals(document.checks()), [], "{name}");
    }
}

fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let entries = std::fs::read_dir(folder).unwrap();
    let folders = entries.map(|entry| entry.unwrap().path());
    folders
        .filter(|path| path.is_dir())
        .map(|path| path.join("design.vpcanvas.json"))
        .collect()
}
