//! What is moved by hand covers no neighbour: what is in its way moves aside, or it is said what stays there.

use vpcanvas_editor::actions::{Alignment, Direction, align, distribute, nudge, set_locked};
use vpcanvas_model::{Kind, ResourceId, geometry::Offset};

use crate::test_editor::{PRIVATE_LINK, TestEditor};

/// Fails where a container and something beside it overlap, or a zone has lost its frame.
#[track_caller]
fn check_apart(editor: &TestEditor) {
    let arranged = editor.editor.workspace().arrangement();
    for (id, rect) in &arranged.resources {
        if !editor.seen().resource(id).unwrap().kind().is_container() {
            continue;
        }
        for other in arranged.contents(arranged.container(id)) {
            let covers = arranged
                .rect(other)
                .is_some_and(|other| rect.overlaps(other));
            assert!(other == id || !covers, "{id} covers {other}");
        }
    }
    let zones: Vec<&str> = arranged
        .zones
        .values()
        .map(|zone| zone.availability_zone_id.as_str())
        .collect();
    assert_eq!(zones, ["use1-az1", "use1-az2", "use1-az1"]);
}

/// Drags something by its header, on the grid.
#[track_caller]
fn check_drag(id: &str, (x, y): (i32, i32)) {
    let mut editor = TestEditor::new(PRIVATE_LINK);
    let before = editor.rect(id);
    editor.press(id).drag_by(x, y).release();
    assert_eq!(editor.rect(id).min, before.moved(Offset::new(x, y)).min);
    check_apart(&editor);
}

#[test]
fn a_container_that_is_dragged_onto_another_moves_it_aside() {
    check_drag("vpc-c", (400, 96));
    check_drag("vpc-p", (-80, 160));
    check_drag("subnet-a", (40, 0));
}

#[test]
fn a_key_moves_what_is_in_the_way_aside() {
    for (id, by) in [
        ("subnet-a", (80, 0)),
        ("nlb", (0, 80)),
        ("nlb", (0, -160)),
        ("vpce", (-80, 0)),
        ("vpc-c", (120, 8)),
        ("svc", (240, 0)),
    ] {
        let mut editor = TestEditor::new(PRIVATE_LINK);
        let workspace = editor.editor.workspace();
        let (design, arranged) = (workspace.committed(), workspace.committed_arrangement());
        let by = Offset::new(by.0, by.1);
        let nudged = nudge(design, arranged, &[id.into()], by).unwrap();
        editor.commit(nudged);
        check_apart(&editor);
    }
}

#[track_caller]
fn check_aligned(ids: &[&str], alignment: Alignment, expected: Result<(), &str>) {
    let mut editor = TestEditor::new(PRIVATE_LINK);
    let workspace = editor.editor.workspace();
    let (design, arranged) = (workspace.committed(), workspace.committed_arrangement());
    let ids: Vec<ResourceId> = ids.iter().map(|id| ResourceId::from(*id)).collect();
    match align(design, arranged, &ids, alignment) {
        Ok(aligned) => {
            assert_eq!(expected, Ok(()));
            editor.commit(aligned);
            check_apart(&editor);
        }
        Err(refusal) => assert_eq!(expected, Err(refusal.as_str())),
    }
}

#[test]
fn what_would_cover_one_another_in_line_is_not_put_there() {
    let covers = "vpc-c would cover vpc-p there; move one of them aside first";
    check_aligned(&["vpc-c", "vpc-p"], Alignment::Left, Err(covers));
    check_aligned(&["vpc-c", "vpc-p"], Alignment::Bottom, Ok(()));
    for alignment in [Alignment::Left, Alignment::Center, Alignment::Middle] {
        check_aligned(&["nlb", "listener"], alignment, Ok(()));
        check_aligned(&["vpce", "sg-app", "rtb"], alignment, Ok(()));
    }
}

#[test]
fn what_is_locked_moves_for_nothing_and_that_is_said() {
    let mut editor = TestEditor::new(PRIVATE_LINK);
    let workspace = editor.editor.workspace();
    let (design, arranged) = (workspace.committed(), workspace.committed_arrangement());
    let locked = set_locked(design, arranged, &["vpc-p".into()], true);
    editor.commit(locked);
    let before = editor.file();
    let between = editor.rect("vpc-p").min.x - editor.rect("vpc-c").max.x;
    editor
        .press("vpc-c")
        .drag_by(between + 40, 0)
        .release()
        .check_said("vpc-c would cover vpc-p there; move one of them aside first");
    assert_eq!(editor.file(), before);
    let workspace = editor.editor.workspace();
    let (design, arranged) = (workspace.committed(), workspace.committed_arrangement());
    let all: Vec<ResourceId> = design.resources().map(|(id, _)| id.clone()).collect();
    let vpcs = all
        .iter()
        .filter(|id| design.resource(id).unwrap().kind() == Kind::Vpc);
    let vpcs: Vec<ResourceId> = vpcs.cloned().collect();
    assert!(
        distribute(design, arranged, &vpcs, Direction::Vertical)
            .unwrap()
            .is_empty()
    );
}
