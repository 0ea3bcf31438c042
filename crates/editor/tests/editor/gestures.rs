//! Every gesture of the pointer: what it selects, what it changes, that Escape leaves no trace.

use vpcanvas_editor::{
    Template,
    tool::{Cursor, Effect, Event, Snapping, Tool},
};
use vpcanvas_model::{
    Kind, ResourceId,
    arrangement::HEADER,
    geometry::{Offset, Point, Rect},
};

use crate::test_editor::{Inside, Nowhere, PRIVATE_LINK, TestEditor};

fn editor() -> TestEditor {
    TestEditor::new(PRIVATE_LINK)
}

#[test]
fn clicks_select() {
    editor()
        .click("i-app")
        .check_selected(&["i-app"])
        .click(Inside("vpc-c"))
        .check_selected(&["vpc-c"])
        .click(Nowhere)
        .check_selected(&[])
        .click("subnet-a")
        .shift()
        .click("i-web")
        .check_selected(&["subnet-a", "i-web"])
        .click("subnet-a")
        .check_selected(&["i-web"])
        .click(Nowhere)
        .check_selected(&["i-web"])
        .escape()
        .check_selected(&[])
        .check_undo(None);
}

#[test]
fn a_chip_selects_its_endpoint() {
    let mut editor = editor();
    let arranged = editor.editor.workspace().arrangement();
    let chip = arranged.chips.values().nth(1).unwrap().rect;
    editor.click(chip.center()).check_selected(&["vpce"]);
    editor
        .press(chip.center())
        .drag_by(300, 0)
        .release()
        .check_undo(None);
}

#[test]
fn a_press_becomes_a_drag_after_four_points() {
    let mut editor = editor();
    editor.press("i-app").drag_by(3, 3).check_tool("Pointing");
    editor.drag_by(1, 0).check_tool("Moving");
}

#[test]
fn a_drag_moves_on_the_grid_as_one_step() {
    let mut editor = editor();
    let (before, file) = (editor.rect("vpc-c"), editor.file());
    editor.press("vpc-c").drag_by(-201, 98).release();
    assert_eq!(editor.rect("vpc-c"), before.moved(Offset::new(-200, 96)));
    editor.check_undo(Some("Move vpc-c")).undo();
    assert_eq!(editor.file(), file);
}

#[test]
fn a_drag_goes_where_the_pointer_goes_when_nothing_is_to_snap() {
    let mut editor = editor();
    editor.editor.snap_to(Snapping {
        to_guides: false,
        to_grid: false,
    });
    let before = editor.rect("vpc-c");
    editor.press("vpc-c").drag_by(-201, 98).release();
    assert_eq!(editor.rect("vpc-c"), before.moved(Offset::new(-201, 98)));
}

#[test]
fn containers_take_their_contents_along_and_nothing_else() {
    let mut editor = editor();
    let contents = ["subnet-a", "i-app", "sg-app", "vpce"];
    let others = ["vpc-p", "i-web", "nlb", "listener", "svc"];
    let rects = |editor: &TestEditor, ids: &[&str]| -> Vec<Rect> {
        ids.iter().map(|id| editor.rect(id)).collect()
    };
    let (inside, outside) = (rects(&editor, &contents), rects(&editor, &others));
    editor.press("vpc-c").drag_by(-400, 0).release();
    let moved = inside.iter().map(|rect| rect.moved(Offset::new(-400, 0)));
    assert_eq!(rects(&editor, &contents), moved.collect::<Vec<_>>());
    assert_eq!(rects(&editor, &others), outside);
}

#[test]
fn the_first_move_leaves_its_neighbours_where_they_stand() {
    let mut editor = editor();
    let neighbours = ["subnet-a", "subnet-b", "sg-app", "rtb", "vpc-p"];
    let before: Vec<Rect> = neighbours.iter().map(|id| editor.rect(id)).collect();
    editor.press("vpce").drag_by(0, 104).release();
    let after: Vec<Rect> = neighbours.iter().map(|id| editor.rect(id)).collect();
    assert_eq!(after, before);
}

#[test]
fn a_selection_is_moved_together_by_any_of_its_members() {
    let mut editor = editor();
    editor.select(&["vpce", "sg-app"]);
    let before = ["vpce", "sg-app"].map(|id| editor.rect(id));
    editor.press("sg-app").drag_by(0, 48).release();
    let after = ["vpce", "sg-app"].map(|id| editor.rect(id));
    assert_eq!(after, before.map(|rect| rect.moved(Offset::new(0, 48))));
    editor.check_undo(Some("Move 2 resources"));
}

#[test]
fn dropping_into_another_subnet_changes_subnet_and_address() {
    let mut editor = editor();
    let semantic = editor.editor.workspace().semantic_revision();
    editor.press("i-app").drag(Inside("subnet-b"));
    assert_eq!(
        editor
            .editor
            .tool()
            .overlay()
            .into
            .as_ref()
            .map(ResourceId::as_str),
        Some("subnet-b")
    );
    editor
        .check_parent("i-app", Some("subnet-b"))
        .release()
        .check_parent("i-app", Some("subnet-b"))
        .check_undo(Some("Move i-app to subnet-b"));
    assert_eq!(editor.address("i-app"), "10.0.2.4");
    assert!(editor.editor.workspace().semantic_revision() > semantic);
    editor.undo().check_parent("i-app", Some("subnet-a"));
    assert_eq!(editor.address("i-app"), "10.0.1.10");
}

#[test]
fn moving_inside_a_container_changes_no_resource() {
    let mut editor = editor();
    let semantic = editor.editor.workspace().semantic_revision();
    editor.press("vpc-p").drag_by(80, 80).release();
    editor.press("i-web").drag_by(8, 8).release();
    assert_eq!(editor.editor.workspace().semantic_revision(), semantic);
}

#[test]
fn where_it_may_not_stand_it_stays_and_it_is_said_why() {
    let mut editor = editor();
    let file = editor.file();
    editor.press("i-app").drag(Nowhere);
    assert_eq!(editor.editor.tool().cursor(), Cursor::NotAllowed);
    assert!(!editor.editor.tool().overlay().ghosts.is_empty());
    editor
        .release()
        .check_said("An instance stands in a subnet; drop it on one");
    assert_eq!(editor.file(), file);
    editor
        .press("vpc-c")
        .drag(Inside("subnet-p"))
        .release()
        .check_said("A VPC stands in an account or on the canvas, not in a subnet")
        .check_undo(None);
}

/// Drags something onto what takes nothing of its kind: it comes to stand in a container around that, and covers nothing.
#[track_caller]
fn check_beside(id: &str, over: &'static str, into: &str) {
    let mut editor = editor();
    editor.press(id).drag(Inside(over));
    assert_eq!(editor.editor.tool().overlay().refusal, None);
    editor.release().check_parent(id, Some(into));
    let arrangement = editor.editor.workspace().arrangement();
    let container = Some(ResourceId::from(into));
    for other in arrangement.contents(container.as_ref()) {
        let is_covered =
            other.as_str() != id && editor.rect(id).overlaps(editor.rect(other.as_str()));
        assert!(!is_covered, "{id} covers {other}");
    }
    assert_eq!(editor.asked, []);
}

#[test]
fn what_is_dropped_on_what_takes_it_not_goes_to_the_nearest_around_that_which_does() {
    check_beside("subnet-b", "subnet-p", "vpc-p");
    check_beside("subnet-b", "subnet-a", "vpc-c");
    check_beside("sg-app", "subnet-p", "vpc-p");
    check_beside("rtb", "subnet-b", "vpc-c");
}

#[test]
fn a_line_may_be_let_go_only_on_what_it_connects_with() {
    let mut editor = editor();
    editor.take(Tool::connecting()).click("rtb");
    let may = |id: &str| {
        let tool = editor.editor.tool();
        tool.may_lead_to(editor.seen(), &id.into())
    };
    assert_eq!(
        ["subnet-a", "subnet-b", "subnet-p", "sg-app", "rtb"].map(may),
        [false, true, false, false, false],
        "the first is connected already, the third stands in another VPC"
    );
}

#[test]
fn ctrl_keeps_the_container_and_leaves_the_grid() {
    let mut editor = editor();
    let before = editor.rect("i-app");
    editor.ctrl().press("i-app").drag_by(3, 501).release();
    editor.check_parent("i-app", Some("subnet-a"));
    assert_eq!(editor.rect("i-app"), before.moved(Offset::new(3, 501)));
    assert!(editor.rect("subnet-a").encloses(editor.rect("i-app")));
}

#[test]
fn alt_drags_a_copy() {
    let mut editor = editor();
    let before = editor.rect("i-app");
    editor.alt().press("i-app").drag_by(0, 64).release();
    assert_eq!(editor.rect("i-app"), before);
    assert_eq!(editor.rect("i-app-2"), before.moved(Offset::new(0, 64)));
    assert_eq!(editor.address("i-app-2"), "10.0.1.4");
    editor
        .check_selected(&["i-app-2"])
        .check_parent("i-app-2", Some("subnet-a"))
        .check_undo(Some("Duplicate i-app"));
}

#[test]
fn a_container_grows_and_moves_its_neighbours_aside() {
    let mut editor = editor();
    let before = editor.rect("subnet-b");
    editor.press("i-app").drag_by(96, 0).release();
    let (subnet, neighbour) = (editor.rect("subnet-a"), editor.rect("subnet-b"));
    assert!(subnet.encloses(editor.rect("i-app")));
    assert!(neighbour.min.x > before.min.x && !neighbour.overlaps(subnet));
    assert!(!editor.rect("vpce").overlaps(neighbour));
    assert!(editor.rect("vpc-p").min.x > editor.rect("vpc-c").max.x);
    editor.press("i-app").drag_by(-96, 0).release();
    assert_eq!(
        editor.rect("subnet-a"),
        subnet,
        "containers never shrink by themselves"
    );
}

#[test]
fn handles_resize_containers_down_to_their_contents() {
    let mut editor = editor();
    editor.select(&["vpc-c"]);
    let before = editor.rect("vpc-c");
    editor.press(before.max).drag_by(160, 80).release();
    assert_eq!(
        editor.rect("vpc-c").max,
        before.max.moved(Offset::new(160, 80))
    );
    editor.check_undo(Some("Resize vpc-c"));
    let max = editor.rect("vpc-c").max;
    editor.press(max).drag_by(-5000, -5000).release();
    let small = editor.rect("vpc-c");
    assert_eq!(small.min, before.min);
    assert!(small.encloses(editor.rect("vpce")) && small.max.x <= before.max.x);
    editor.press(small.min).drag_by(-64, -64).escape();
    assert_eq!(editor.rect("vpc-c"), small);
}

#[test]
fn a_marquee_selects_what_it_touches_and_with_alt_what_it_encloses() {
    let mut editor = editor();
    let subnet = editor.rect("subnet-a");
    let inside = subnet.min.moved(Offset::new(4, HEADER + 4));
    editor
        .press(inside)
        .drag(subnet.max.moved(Offset::new(-4, -4)))
        .check_tool("Marquee")
        .check_selected(&["i-app"])
        .release()
        .check_selected(&["i-app"]);
    let outside = editor.rect("vpc-p").min.moved(Offset::new(-8, -8));
    let middle = editor.rect("subnet-p").center();
    editor.press(outside).drag(middle).release();
    assert!(
        editor
            .editor
            .workspace()
            .selection()
            .contains(&"vpc-p".into())
    );
    editor.alt().press(outside).drag(middle).release();
    let selection = editor.editor.workspace().selection();
    assert!(!selection.contains(&"vpc-p".into()) && selection.contains(&"nlb".into()));
    editor.check_undo(None);
}

#[test]
fn two_taps_or_a_drag_connect() {
    editor()
        .take(Tool::connecting())
        .click("rtb")
        .click("subnet-b")
        .check_undo(Some("Connect rtb with subnet-b"))
        .press("sg-app")
        .drag("subnet-b")
        .release()
        .check_said("A security group connects to an instance, a network interface, a VPC endpoint, a load balancer, a Resolver endpoint or a resource gateway, not to a subnet")
        .check_tool("Connecting")
        .click("i-web")
        .escape()
        .check_tool("Connecting")
        .escape()
        .check_tool("Idle");
}

#[test]
fn a_probe_asks_for_source_and_destination() {
    let mut editor = editor();
    editor.take(Tool::probing()).click("i-app").click("svc");
    assert_eq!(editor.asked, [Effect::Probe("i-app".into(), "svc".into())]);
    editor.check_tool("Probing");
}

#[test]
fn double_clicks_open_things_and_offer_to_insert_on_the_canvas() {
    let mut editor = editor();
    editor
        .double_click("i-app")
        .double_click(Point::new(-500, -500));
    assert_eq!(
        editor.asked,
        [
            Effect::Open("i-app".into()),
            Effect::OfferInsert(Point::new(-500, -500))
        ]
    );
}

/// Begins a gesture and does not end it.
type Begin = fn(&mut TestEditor);

#[test]
fn escape_leaves_no_trace_of_any_gesture() {
    let begun: [(&str, Begin); 5] = [
        ("Pointing", |editor| {
            editor.press("i-web");
        }),
        ("Moving", |editor| {
            editor.press("i-app").drag(Inside("subnet-b"));
        }),
        ("Resizing", |editor| {
            let corner = editor.rect("vpc-c").max;
            editor.press(corner).drag_by(50, 50);
        }),
        ("Marquee", |editor| {
            editor.press(Nowhere).drag("i-web");
        }),
        ("Placing", |editor| {
            editor
                .take(Tool::placing(Template::Resource(Kind::Instance)))
                .drag(Inside("subnet-b"));
        }),
    ];
    for (name, begin) in begun {
        let mut editor = editor();
        editor.select(&["vpc-c"]);
        let before = editor.file();
        begin(&mut editor);
        editor
            .check_tool(name)
            .escape()
            .check_tool("Idle")
            .check_selected(&["vpc-c"])
            .check_undo(None);
        assert_eq!(editor.file(), before, "{name}");
        assert_eq!(
            editor.seen(),
            editor.editor.workspace().committed(),
            "{name}"
        );
    }
}

#[test]
fn undo_during_a_drag_ends_the_drag_first() {
    let mut editor = editor();
    let before = editor.file();
    editor.press("vpc-c").drag_by(-80, 0).release();
    editor
        .press("vpc-c")
        .drag_by(0, 80)
        .undo()
        .check_tool("Idle");
    assert_eq!(editor.file(), before);
    editor.release().check_undo(None);
}

#[test]
fn losing_the_focus_ends_a_gesture_and_keeps_the_selection() {
    let mut editor = editor();
    let before = editor.file();
    editor
        .select(&["svc"])
        .event(&Event::FocusLost)
        .check_selected(&["svc"])
        .press("i-app")
        .drag(Inside("subnet-b"))
        .event(&Event::FocusLost)
        .check_tool("Idle")
        .check_selected(&["svc"]);
    assert_eq!(editor.file(), before);
}

#[test]
fn a_pointer_far_off_the_canvas_breaks_nothing() {
    let far = [i32::MIN, i32::MIN + 1, i32::MAX - 1, i32::MAX];
    for (x, y) in far.into_iter().flat_map(|x| far.map(|y| (x, y))) {
        let mut editor = editor();
        let corner = editor.rect("vpc-c").max;
        let event = |editor: &TestEditor, at| editor.pointer_at(Point::new(at, y));
        editor.select(&["vpc-c"]).press(corner);
        let pointer = event(&editor, x);
        editor.event(&Event::PointerMove(pointer.clone()));
        editor.event(&Event::PointerUp(pointer));
        for begin in ["i-app", "vpc-p"] {
            editor.hands_off().ctrl().press(begin);
            let pointer = event(&editor, x);
            editor.event(&Event::PointerMove(pointer.clone()));
            editor.event(&Event::PointerUp(pointer));
        }
        assert!(editor.rect("vpc-c").encloses(editor.rect("i-app")));
    }
}

#[test]
fn what_a_drag_writes_down_is_written_down_once_and_undone_with_it() {
    let design = vpcanvas_fixture::generated::design(400, 0).unwrap();
    let mut editor = TestEditor::of(design);
    let before = editor.editor.workspace().clone();
    let stood = before.arrangement().rect(&"i-33-a".into()).unwrap();
    editor
        .press("i-33-a")
        .drag_by(8, 0)
        .drag_by(8, 0)
        .drag_by(32, 16);
    let workspace = editor.editor.workspace();
    let shown = workspace.previewed().unwrap().changes().len();
    assert!(
        shown < 8,
        "{shown} changes are made again with every movement"
    );
    let arranged = workspace.arrangement();
    let moved = arranged.rect(&"i-33-a".into()).unwrap();
    assert_eq!(moved.min, stood.min.moved(Offset::new(48, 16)));
    // What may lie in the way of its growing container apart, nothing moves.
    let others = before.arrangement().resources.iter();
    let above = others.filter(|(_, rect)| rect.max.y < stood.min.y - 500);
    let above: Vec<_> = above.collect();
    assert!(above.len() > 10, "{above:?}");
    for (id, rect) in above {
        assert_eq!(arranged.rect(id), Some(*rect), "{id}");
    }
    editor.escape();
    let workspace = editor.editor.workspace();
    assert_eq!(workspace.document(), before.document());
    assert_eq!(workspace.arrangement(), before.arrangement());
    editor.press("i-33-a").drag_by(48, 16).release();
    let placed = editor.editor.workspace().document().placements().count();
    assert!(placed >= 40, "{placed}");
    editor.editor.undo();
    assert_eq!(editor.editor.workspace().document(), before.document());
}
