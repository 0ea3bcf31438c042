//! Moving into a container that is named, as the outline and the list of containers do.

use vpcanvas_editor::actions::{homes, move_to};
use vpcanvas_model::ResourceId;

use crate::test_editor::{PRIVATE_LINK, TestEditor};

fn ids(ids: &[&str]) -> Vec<ResourceId> {
    ids.iter().map(|id| ResourceId::from(*id)).collect()
}

/// Moves as the outline does, and says why not.
fn drop_on(editor: &mut TestEditor, what: &[&str], target: Option<&str>) -> Result<(), String> {
    let workspace = editor.editor.workspace();
    let target = target.map(ResourceId::from);
    let transaction = move_to(
        workspace.committed(),
        workspace.committed_arrangement(),
        &ids(what),
        target.as_ref(),
    )?;
    editor.commit(transaction);
    Ok(())
}

#[track_caller]
fn check_refused(what: &[&str], target: Option<&str>, expected: &str) {
    let mut editor = TestEditor::new(PRIVATE_LINK);
    let before = editor.file();
    assert_eq!(drop_on(&mut editor, what, target).unwrap_err(), expected);
    assert_eq!(editor.file(), before);
}

#[test]
fn one_step_puts_several_into_another_container_at_free_places() {
    let mut editor = TestEditor::new(PRIVATE_LINK);
    let before = editor.file();
    drop_on(&mut editor, &["i-app", "i-web"], Some("subnet-b")).unwrap();
    editor
        .check_parent("i-app", Some("subnet-b"))
        .check_parent("i-web", Some("subnet-b"))
        .check_undo(Some("Move 2 resources to subnet-b"));
    let (one, other) = (editor.rect("i-app"), editor.rect("i-web"));
    assert!(!one.overlaps(other));
    assert!(editor.rect("subnet-b").encloses(one) && editor.rect("subnet-b").encloses(other));
    assert!(editor.rect("vpc-c").encloses(editor.rect("subnet-b")));
    let other = editor.address("i-web");
    assert!(other.starts_with("10.0.2."), "{other}");
    editor.undo();
    assert_eq!(editor.file(), before);
}

#[test]
fn what_may_not_stand_there_says_what_the_canvas_says() {
    check_refused(
        &["i-app"],
        Some("vpc-p"),
        "An instance stands in a subnet; drop it on one",
    );
    check_refused(
        &["i-app", "subnet-b"],
        Some("subnet-p"),
        "A subnet stands in a VPC; drop it on one",
    );
    check_refused(&["i-app"], Some("subnet-a"), "i-app stands in it already");
    check_refused(
        &["vpc-c"],
        Some("subnet-a"),
        "vpc-c cannot stand in itself; drop it elsewhere",
    );
    check_refused(&["svc"], None, "svc stands on the canvas already");
}

#[test]
fn a_listener_moves_on_another_load_balancer() {
    let mut editor = TestEditor::new(&format!(
        "{PRIVATE_LINK}\nvpc vpc-x 10.5.0.0/16\n  nlb nlb-x"
    ));
    drop_on(&mut editor, &["listener"], Some("nlb-x")).unwrap();
    editor.check_parent("listener", Some("nlb-x"));
}

#[test]
fn only_legal_containers_are_offered() {
    let editor = TestEditor::new(PRIVATE_LINK);
    let offered = |what: &[&str]| -> Vec<String> {
        let homes = homes(editor.seen(), &ids(what)).into_iter();
        homes
            .map(|home| home.map_or("canvas".to_owned(), |home| home.to_string()))
            .collect()
    };
    assert_eq!(offered(&["i-app"]), ["subnet-b", "subnet-p"]);
    assert_eq!(offered(&["subnet-a"]), ["vpc-p"]);
    assert_eq!(offered(&["i-app", "subnet-a"]), ["vpc-p"]);
    assert_eq!(offered(&["svc"]), [""; 0]);
}
