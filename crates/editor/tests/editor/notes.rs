//! Notes: put on the canvas, written, moved, resized, copied and deleted like anything else.

use vpcanvas_editor::{Finder, Template, actions};
use vpcanvas_model::{Kind, ResourceId, arrangement::NOTE};

use crate::test_editor::{Inside, Nowhere, PRIVATE_LINK, TestEditor};

const NOTE_TEMPLATE: Template = Template::Resource(Kind::Note);

fn with_note() -> TestEditor {
    let mut editor = TestEditor::new(PRIVATE_LINK);
    editor.drop(NOTE_TEMPLATE, Nowhere);
    editor
}

fn write(editor: &mut TestEditor, id: &str, text: &str) {
    let transaction = actions::set_note(editor.seen(), &id.into(), text);
    editor.commit(transaction);
}

fn note(editor: &TestEditor, id: &str) -> Option<String> {
    editor.seen().resource(&id.into())?.note.clone()
}

#[test]
fn a_note_stands_on_the_canvas_or_in_any_container() {
    let mut editor = with_note();
    editor
        .check_parent("note-1", None)
        .check_selected(&["note-1"])
        .check_undo(Some("Insert note"));
    assert_eq!(editor.rect("note-1").size(), NOTE);
    for (number, container) in ["vpc-c", "subnet-a"].into_iter().enumerate() {
        let id = format!("note-{}", number + 2);
        editor.drop(NOTE_TEMPLATE, Inside(container));
        editor.check_parent(&id, Some(container));
        assert!(editor.rect(container).encloses(editor.rect(&id)));
    }
}

#[test]
fn a_note_moves_into_a_container_and_with_it() {
    let mut editor = with_note();
    editor
        .press("note-1")
        .drag(Inside("vpc-c"))
        .release()
        .check_parent("note-1", Some("vpc-c"));
    let before = editor.rect("note-1");
    editor.press("vpc-c").drag_by(0, 800).release();
    assert_eq!(editor.rect("note-1").min.y, before.min.y + 800);
    editor.undo().undo().check_parent("note-1", None);
}

#[test]
fn a_note_is_resized_and_never_too_small_to_be_seen() {
    let mut editor = with_note();
    let before = editor.rect("note-1");
    editor.press(before.max).drag_by(80, 40).release();
    let after = editor.rect("note-1");
    assert_eq!((after.width(), after.height()), (288, 136));
    editor.check_undo(Some("Resize note-1"));
    editor.press(after.max).drag_by(-900, -900).release();
    assert_eq!(editor.rect("note-1").size(), Kind::Note.minimum_size());
    editor.undo().undo();
    assert_eq!(editor.rect("note-1"), before);
}

#[test]
fn what_is_written_is_one_step_and_names_the_note() {
    let mut editor = with_note();
    write(&mut editor, "note-1", "Ask the provider\nfor its zones");
    editor.check_undo(Some("Write a note on note-1"));
    let name = editor.seen().display_name(&"note-1".into()).to_owned();
    assert_eq!(name, "Ask the provider");
    write(&mut editor, "i-app", "Restarts at night");
    let found = Finder::new(editor.seen()).find("at night");
    assert_eq!(found[0].id, ResourceId::from("i-app"));
    write(&mut editor, "i-app", "");
    assert_eq!(note(&editor, "i-app"), None);
    editor.undo();
    assert_eq!(note(&editor, "i-app").as_deref(), Some("Restarts at night"));
}

#[test]
fn notes_are_copied_word_for_word_and_deleted() {
    let mut editor = with_note();
    write(&mut editor, "note-1", "10.0.1.10");
    write(&mut editor, "subnet-a", "See i-app, 10.0.1.0/24");
    let ids: Vec<ResourceId> = vec!["note-1".into(), "subnet-a".into()];
    let workspace = editor.editor.workspace();
    let (document, arrangement) = (workspace.committed(), workspace.committed_arrangement());
    let copied = actions::duplicate(document, arrangement, &ids, None).unwrap();
    editor.commit(copied.transaction);
    assert_eq!(note(&editor, "note-2").as_deref(), Some("10.0.1.10"));
    let copy = note(&editor, "subnet-a-2");
    assert_eq!(copy.as_deref(), Some("See i-app, 10.0.1.0/24"));
    let workspace = editor.editor.workspace();
    let (document, arrangement) = (workspace.committed(), workspace.committed_arrangement());
    let gone = actions::delete(document, arrangement, &["note-2".into()]);
    editor.commit(gone);
    assert_eq!(note(&editor, "note-2"), None);
    assert!(editor.seen().id("note-1").is_some());
}

#[test]
fn a_note_has_no_connections_and_is_kept_when_one_is_taken_back() {
    let mut editor = with_note();
    write(&mut editor, "vpce", "sg-app");
    let document = editor.seen();
    let refused = actions::connect(document, &"note-1".into(), &"i-app".into());
    assert_eq!(refused.unwrap_err(), "A note has no connections");
    let apart = actions::disconnect(document, &"vpce".into(), &"sg-app".into()).unwrap();
    editor.commit(apart);
    assert_eq!(note(&editor, "vpce").as_deref(), Some("sg-app"));
}
