//! Regions and zones as places: what is dropped within one says that it lies there.

use vpcanvas_editor::{
    Template,
    actions::{frames, move_to_frame},
};
use vpcanvas_model::{
    Kind, Properties, ResourceId,
    geometry::{Offset, Point, Rect},
};

use crate::test_editor::{Place, TestEditor};

/// Two Regions in an account; the transit gateway joins both VPCs of one.
pub(crate) const TWO_REGIONS: &str = "
account 111111111111
  vpc vpc-a 10.0.0.0/16 Region=us-east-1
    subnet subnet-a 10.0.1.0/24 use1-az2
      instance i-app 10.0.1.10
    subnet subnet-b 10.0.2.0/24 use1-az5
  vpc vpc-b 10.1.0.0/16 Region=us-east-1
  vpc vpc-c 10.2.0.0/16 Region=eu-west-1
    subnet subnet-c 10.2.1.0/24 euw1-az1
    subnet subnet-d 10.2.2.0/24 euw1-az2
  tgw tgw-a Region=us-east-1
    attachment plug-a ResourceId=vpc-a
    attachment plug-b ResourceId=vpc-b
";

/// In the frame of a Region or zone, at its lower right.
struct In(&'static str);

impl Place for In {
    fn on(&self, editor: &TestEditor) -> Point {
        frame(editor, self.0).max.moved(Offset::new(-4, -4))
    }
}

/// On the name of a Region or zone.
struct NameOf(&'static str);

impl Place for NameOf {
    fn on(&self, editor: &TestEditor) -> Point {
        frame(editor, self.0).min.moved(Offset::new(20, 12))
    }
}

fn frame(editor: &TestEditor, name: &str) -> Rect {
    let arrangement = editor.editor.workspace().arrangement();
    let regions = arrangement.regions.values();
    let regions = regions.map(|frame| (&frame.region, frame.rect));
    let zones = arrangement.zones.values();
    let zones = zones.map(|zone| (&zone.availability_zone_id, zone.rect));
    let mut all = regions.chain(zones);
    let found = all.find(|(other, _)| *other == name);
    found.unwrap_or_else(|| panic!("{name} has no frame")).1
}

/// The Region or zone something says it lies in.
#[track_caller]
fn check_place(editor: &TestEditor, id: &str, expected: &str) {
    let place = match editor.properties(id) {
        Properties::Subnet(subnet) => subnet.availability_zone_id.as_deref(),
        properties => properties.region(),
    };
    assert_eq!(place, Some(expected), "{id}");
}

#[track_caller]
fn check_words(editor: &TestEditor, expected: &str) {
    let words = editor.editor.tool().overlay().frame.map(|(_, words)| words);
    assert_eq!(words.as_deref(), Some(expected));
}

#[test]
fn a_vpc_dropped_in_another_region_lies_there_with_its_subnets_in_one_step() {
    let mut editor = TestEditor::new(TWO_REGIONS);
    let before = editor.file();
    editor.press("vpc-a").drag(In("eu-west-1"));
    check_words(
        &editor,
        "→ eu-west-1: 2 subnets get zones there; plug-a leads into another Region then",
    );
    editor.release();
    check_place(&editor, "vpc-a", "eu-west-1");
    check_place(&editor, "subnet-a", "euw1-az1");
    check_place(&editor, "subnet-b", "euw1-az2");
    check_place(&editor, "vpc-b", "us-east-1");
    assert!(frame(&editor, "eu-west-1").encloses(editor.rect("vpc-a")));
    editor
        .check_parent("vpc-a", Some("111111111111"))
        .check_undo(Some("Move vpc-a to eu-west-1"))
        .undo();
    assert_eq!(editor.file(), before);
}

#[test]
fn a_drop_in_its_own_region_or_beside_all_changes_no_region() {
    let mut editor = TestEditor::new(TWO_REGIONS);
    editor.press("vpc-b").drag_by(16, 8);
    assert_eq!(editor.editor.tool().overlay().frame, None);
    editor.release().check_undo(Some("Move vpc-b"));
    check_place(&editor, "vpc-b", "us-east-1");
}

#[test]
fn a_subnet_dropped_in_the_band_of_another_zone_stands_in_that_zone() {
    let mut editor = TestEditor::new(TWO_REGIONS);
    editor.press("subnet-a").drag(In("use1-az5"));
    check_words(&editor, "→ use1-az5");
    editor.release();
    check_place(&editor, "subnet-a", "use1-az5");
    editor
        .check_undo(Some("Move subnet-a to use1-az5"))
        .check_parent("subnet-a", Some("vpc-a"));
    assert_eq!(editor.address("i-app"), "10.0.1.10");
}

#[test]
fn a_subnet_goes_into_the_zone_of_another_vpc_that_it_is_dropped_in() {
    let mut editor = TestEditor::new(TWO_REGIONS);
    editor.press("subnet-b").drag(In("euw1-az2")).release();
    check_place(&editor, "subnet-b", "euw1-az2");
    editor.check_parent("subnet-b", Some("vpc-c"));
}

#[test]
fn what_a_frame_grows_into_moves_aside_as_a_whole() {
    let mut editor = TestEditor::new(TWO_REGIONS);
    let start = frame(&editor, "eu-west-1").max.moved(Offset::new(-4, -4));
    let before = frame(&editor, "us-east-1").size();
    editor.press("vpc-b").drag(start).release();
    check_place(&editor, "vpc-b", "eu-west-1");
    let [one, other] = ["eu-west-1", "us-east-1"].map(|name| frame(&editor, name));
    assert!(!one.overlaps(other) && one.encloses(editor.rect("vpc-b")));
    assert!(other.encloses(editor.rect("vpc-a")) && other.width() <= before.width);
    let account = editor.rect("111111111111");
    assert!(account.encloses(one) && account.encloses(other));
}

#[test]
fn what_is_new_lies_where_it_is_dropped() {
    let mut editor = TestEditor::new(TWO_REGIONS);
    editor.take(vpcanvas_editor::tool::Tool::placing(Template::Resource(
        Kind::Vpc,
    )));
    editor.drag(In("us-east-1"));
    check_words(&editor, "→ us-east-1");
    editor.drag(In("eu-west-1")).release();
    let selected = editor.editor.workspace().selection().only().cloned();
    let vpc = selected.unwrap().to_string();
    check_place(&editor, &vpc, "eu-west-1");
    editor.check_parent(&vpc, Some("111111111111"));
    editor.drop(Template::Resource(Kind::Subnet), In("euw1-az2"));
    let selected = editor.editor.workspace().selection().only().cloned();
    check_place(&editor, selected.unwrap().as_str(), "euw1-az2");
}

#[test]
fn the_name_of_a_frame_takes_all_that_lies_in_it() {
    let mut editor = TestEditor::new(TWO_REGIONS);
    let before = ["vpc-a", "vpc-c"].map(|id| editor.rect(id).min);
    editor.press(NameOf("us-east-1"));
    editor.check_selected(&["plug-a", "plug-b", "tgw-a", "vpc-a", "vpc-b"]);
    editor.drag_by(0, 64).release();
    let after = ["vpc-a", "vpc-c"].map(|id| editor.rect(id).min);
    assert_eq!(after[0].minus(before[0]), Offset::new(0, 64));
    assert_eq!(after[1], before[1]);
    check_place(&editor, "vpc-a", "us-east-1");
    editor
        .click(NameOf("euw1-az1"))
        .check_selected(&["subnet-c"]);
    let at = NameOf("euw1-az1").on(&editor);
    assert_eq!(editor.pointer_at(at).target.id(), Some(&"vpc-c".into()));
}

/// Where something may be moved by name, and what the move says or does.
fn named(editor: &TestEditor, what: &str) -> Vec<String> {
    let workspace = editor.editor.workspace();
    let ids = [ResourceId::from(what)];
    let found = frames(
        workspace.committed(),
        workspace.committed_arrangement(),
        &ids,
    );
    found.into_iter().map(|frame| frame.name).collect()
}

#[test]
fn a_region_is_a_place_to_move_into_by_name() {
    let mut editor = TestEditor::new(TWO_REGIONS);
    assert_eq!(named(&editor, "vpc-a"), ["eu-west-1"]);
    assert_eq!(
        named(&editor, "subnet-c"),
        ["use1-az2", "use1-az5", "euw1-az2"]
    );
    assert!(named(&editor, "i-app").is_empty());
    let workspace = editor.editor.workspace();
    let (document, arranged) = (workspace.committed(), workspace.committed_arrangement());
    let ids = [ResourceId::from("vpc-a")];
    let frames = frames(document, arranged, &ids);
    let transaction = move_to_frame(document, arranged, &ids, &frames[0]).unwrap();
    editor.commit(transaction);
    check_place(&editor, "vpc-a", "eu-west-1");
    let frame = frame(&editor, "eu-west-1");
    assert!(frame.encloses(editor.rect("vpc-a")) && frame.encloses(editor.rect("vpc-c")));
    assert!(!editor.rect("vpc-a").overlaps(editor.rect("vpc-c")));
    let workspace = editor.editor.workspace();
    let (document, arranged) = (workspace.committed(), workspace.committed_arrangement());
    let again = move_to_frame(document, arranged, &ids, &frames[0]).unwrap_err();
    assert_eq!(again, "vpc-a lies in eu-west-1 already");
}
