//! Undo and redo: labels, the saved mark, revisions, the cap.

use vpcanvas_editor::{MOST_STEPS, Selection, Workspace, actions};
use vpcanvas_model::{Kind, Properties, Resource, ResourceId, Transaction, file, kind::Account};

use crate::test_editor::{PRIVATE_LINK, TestEditor, document};

fn add_account(workspace: &Workspace, name: &str) -> Transaction {
    let mut transaction = Transaction::new(format!("Add {name}"));
    let account = Resource::new(Properties::Account(Account::default()));
    transaction.set_resource(workspace.committed(), &name.into(), Some(account));
    transaction
}

#[test]
fn steps_are_undone_and_redone_with_their_selection() {
    let mut workspace = Workspace::new(document(PRIVATE_LINK));
    workspace.select(Selection::one("i-app".into()));
    let before = file::write(workspace.document());
    workspace.commit_and_select(add_account(&workspace, "a"), ["a".into()]);
    let after = file::write(workspace.document());
    assert_eq!(workspace.undo().as_deref(), Some("Add a"));
    assert_eq!(file::write(workspace.document()), before);
    assert_eq!(workspace.selection().only(), Some(&"i-app".into()));
    assert_eq!(workspace.redo_label(), Some("Add a"));
    assert_eq!(workspace.redo().as_deref(), Some("Add a"));
    assert_eq!(file::write(workspace.document()), after);
    assert_eq!(workspace.selection().only(), Some(&"a".into()));
    assert_eq!(workspace.redo(), None);
}

#[test]
fn what_changes_nothing_is_no_step() {
    let mut workspace = Workspace::new(document(PRIVATE_LINK));
    let same = actions::set_name(workspace.committed(), &"i-app".into(), "");
    assert!(!workspace.commit(same));
    assert_eq!((workspace.undo_label(), workspace.revision()), (None, 0));
    assert!(!workspace.is_modified());
}

#[test]
fn modified_means_other_than_saved() {
    let mut workspace = Workspace::new(document(PRIVATE_LINK));
    workspace.commit(add_account(&workspace, "a"));
    assert!(workspace.is_modified());
    workspace.mark_saved();
    assert!(!workspace.is_modified());
    workspace.undo();
    assert!(workspace.is_modified());
    workspace.redo();
    assert!(!workspace.is_modified());
    // Another step takes the place of the saved one: its state cannot come back.
    workspace.undo();
    workspace.commit(add_account(&workspace, "b"));
    assert!(workspace.is_modified());
    assert!(Workspace::unsaved(document(PRIVATE_LINK)).is_modified());
}

#[test]
fn the_oldest_steps_are_forgotten() {
    let mut workspace = Workspace::new(document(""));
    for number in 0..MOST_STEPS + 2 {
        workspace.commit(add_account(&workspace, &format!("a{number:03}")));
    }
    while workspace.undo().is_some() {}
    assert_eq!(workspace.document().resources().count(), 2);
    assert!(workspace.is_modified());
}

#[test]
fn revisions_tell_what_kind_of_thing_changed() {
    let mut workspace = Workspace::new(document(PRIVATE_LINK));
    let revisions = |workspace: &Workspace| {
        (
            workspace.revision(),
            workspace.semantic_revision(),
            workspace.checks_revision(),
        )
    };
    assert_eq!(revisions(&workspace), (0, 0, 0));
    let ids = [ResourceId::from("vpc-c")];
    let by = vpcanvas_model::geometry::Offset::new(8, 0);
    let moved = actions::move_by(
        workspace.committed(),
        workspace.committed_arrangement(),
        &ids,
        by,
    )
    .unwrap();
    workspace.commit(moved);
    assert_eq!(revisions(&workspace), (1, 0, 0));
    workspace.commit(actions::set_name(
        workspace.committed(),
        &"vpc-c".into(),
        "home",
    ));
    assert_eq!(revisions(&workspace), (2, 1, 0));
    let check =
        serde_json::json!({"Name": "n", "Expect": "reachable", "From": "i-app", "To": "svc"});
    let checks = vec![serde_json::from_value(check).unwrap()];
    workspace.commit(actions::set_checks(
        workspace.committed(),
        "Add a check",
        checks,
    ));
    assert_eq!(revisions(&workspace), (3, 1, 1));
    workspace.undo();
    workspace.undo();
    assert_eq!(revisions(&workspace), (5, 2, 2));
}

#[test]
fn a_preview_counts_resources_only_when_they_differ() {
    let mut editor = TestEditor::new(PRIVATE_LINK);
    editor.press("i-app").drag_by(0, 8);
    let semantic = editor.editor.workspace().semantic_revision();
    editor.drag(crate::test_editor::Inside("subnet-b"));
    let moved = editor.editor.workspace().semantic_revision();
    assert!(moved > semantic);
    editor.drag_by(-8, -8).drag_by(8, 8);
    assert_eq!(editor.editor.workspace().semantic_revision(), moved);
    editor.release();
    assert_eq!(editor.editor.workspace().semantic_revision(), moved);
}

#[test]
fn a_change_offered_before_another_edit_is_undone_exactly() {
    let mut workspace = Workspace::new(document(PRIVATE_LINK));
    let id = ResourceId::from("i-app");
    let offered = actions::set_name(workspace.committed(), &id, "offered");
    workspace.commit(actions::set_name(workspace.committed(), &id, "meanwhile"));
    let before = file::write(workspace.document());
    workspace.commit(offered);
    assert_eq!(workspace.document().display_name(&id), "offered");
    workspace.undo();
    assert_eq!(file::write(workspace.document()), before);
}

#[test]
fn a_preview_is_seen_and_not_saved() {
    let mut workspace = Workspace::new(document(PRIVATE_LINK));
    workspace.preview(add_account(&workspace, "a"));
    workspace.preview(add_account(&workspace, "b"));
    let ids = |document: &vpcanvas_model::Document| {
        let accounts = document
            .resources()
            .filter(|(_, it)| it.kind() == Kind::Account);
        accounts.map(|(id, _)| id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(ids(workspace.document()), ["b"]);
    assert!(ids(workspace.committed()).is_empty());
    assert!(!workspace.is_modified());
    assert!(workspace.commit_preview() && workspace.is_modified());
    assert_eq!(ids(workspace.committed()), ["b"]);
    assert!(!workspace.commit_preview());
}

#[test]
fn what_changed_since_a_revision_leads_to_the_document_seen() {
    let mut workspace = Workspace::new(document(PRIVATE_LINK));
    let mut followed = workspace.document().clone();
    let mut revision = workspace.revision();
    let steps: [fn(&mut Workspace); 8] = [
        |workspace| assert!(workspace.commit(add_account(workspace, "a"))),
        |workspace| workspace.preview(add_account(workspace, "b")),
        |workspace| workspace.preview(add_account(workspace, "c")),
        Workspace::cancel_preview,
        |workspace| assert!(workspace.undo().is_some()),
        |workspace| assert!(workspace.redo().is_some()),
        |workspace| workspace.preview(add_account(workspace, "d")),
        |workspace| assert!(workspace.commit_preview()),
    ];
    for step in steps {
        step(&mut workspace);
        for change in workspace.changes_since(revision).unwrap() {
            followed.apply(change);
        }
        revision = workspace.revision();
        assert_eq!(&followed, workspace.document());
    }
    for number in 0..40 {
        workspace.commit(add_account(&workspace, &number.to_string()));
    }
    assert!(workspace.changes_since(revision).is_none());
    assert!(workspace.changes_since(workspace.revision() + 1).is_none());
}
