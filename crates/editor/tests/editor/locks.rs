//! What a lock promises: what is locked, or stands in what is locked, keeps its place and its size, and nothing leaves it
//! or is put into it.

use serde_json::json;
use vpcanvas_editor::{
    Template,
    actions::{
        connect, copy, delete, disconnect, expand, lay_out, nudge, paste, set_field, set_locked,
    },
    lock_words,
};
use vpcanvas_model::{
    Arrangement, Document, Kind, ResourceId, Transaction, arrangement,
    arrangement::{TILE, chevron},
    file,
    geometry::{Offset, Point, Rect},
};

use crate::{
    frames::TWO_REGIONS,
    test_editor::{PRIVATE_LINK, TestEditor, document},
};

/// A subnet with an instance, and endpoints that have no interface in it yet.
const ENDPOINTS: &str = "
vpc vpc-a 10.0.0.0/16 Region=us-east-1
  subnet subnet-a 10.0.1.0/24 use1-az1
    instance i-a 10.0.1.10
  subnet subnet-b 10.0.2.0/24 use1-az2
    instance i-b 10.0.2.10
  endpoint vpce-1 -> svc
  endpoint vpce-2 -> svc
  endpoint vpce-3 -> svc
";
const INTERFACES: [&str; 3] = ["vpce-1", "vpce-2", "vpce-3"];

fn ids(names: &[&str]) -> Vec<ResourceId> {
    names.iter().map(|name| ResourceId::from(*name)).collect()
}

fn locked(names: &[&str]) -> Document {
    let design = document(PRIVATE_LINK);
    design.with(&set_locked(
        &design,
        &arrangement(&design),
        &ids(names),
        true,
    ))
}

#[test]
fn what_is_locked_is_neither_moved_nor_deleted_nor_laid_out_and_says_so() {
    let design = locked(&["subnet-a"]);
    let arranged = arrangement(&design);
    let by = Offset::new(8, 0);
    for (name, words) in [
        ("subnet-a", "subnet-a is locked"),
        ("i-app", "i-app is in subnet-a, which is locked"),
        ("vpc-c", "vpc-c holds something that is locked"),
    ] {
        let nudged = nudge(&design, &arranged, &ids(&[name]), by).unwrap();
        assert!(nudged.is_empty());
        assert!(delete(&design, &arranged, &ids(&[name])).is_empty());
        assert_eq!(lock_words(&design, &ids(&[name])).as_deref(), Some(words));
    }
    let tidied = design.with(&lay_out(&design, &arranged, None));
    let stands = |design: &Document| arrangement(design).resources["subnet-a"];
    assert_eq!(stands(&tidied), stands(&design));
    assert_eq!(lock_words(&design, &ids(&["vpc-p"])), None);
}

#[test]
fn dragging_what_is_locked_says_why_nothing_moves() {
    let mut test = TestEditor::of(locked(&["i-app"]));
    let before = test.rect("i-app");
    test.press("i-app").drag_by(300, 200).release();
    assert_eq!(test.rect("i-app"), before);
    test.check_said("i-app is locked");
}

#[test]
fn a_kept_layout_is_not_dragged_at_but_selected_in() {
    let mut test = TestEditor::new(PRIVATE_LINK);
    test.editor.keep_layout(true);
    let before = test.rect("i-app");
    test.press("i-app").drag_by(300, 200).release();
    assert_eq!(test.rect("i-app"), before);
    test.check_said("The layout is locked; “Lock layout” unlocks it")
        .check_selected(&["i-app"]);
}

impl TestEditor {
    /// Does what an action proposes for the design as it is.
    fn act(
        &mut self,
        action: impl Fn(&Document, &Arrangement) -> Result<Transaction, String>,
    ) -> &mut Self {
        let workspace = self.editor.workspace();
        let change = action(workspace.committed(), workspace.committed_arrangement());
        self.commit(change.unwrap())
    }

    fn lock(&mut self, names: &[&str]) -> &mut Self {
        self.act(|document, arranged| Ok(set_locked(document, arranged, &ids(names), true)))
    }

    fn connect(&mut self, one: &str, other: &str) -> &mut Self {
        self.act(|document, _| connect(document, &one.into(), &other.into()))
    }

    fn set(&mut self, id: &str, field: &str, value: &str) -> &mut Self {
        self.act(|document, _| set_field(document, &id.into(), &[field.into()], json!(value)))
    }
}

#[test]
fn an_interface_in_what_is_locked_finds_room_and_moves_nothing_aside() {
    let mut test = TestEditor::new(ENDPOINTS);
    test.lock(&["subnet-a"]);
    let (subnet, instance) = (test.rect("subnet-a"), test.rect("i-a"));
    for endpoint in INTERFACES {
        test.connect(endpoint, "subnet-a");
    }
    let grown = test.rect("subnet-a");
    assert_eq!((grown.min, test.rect("i-a")), (subnet.min, instance));
    assert!(grown != subnet && grown.encloses(subnet));
    for endpoint in INTERFACES {
        test.act(|document, _| disconnect(document, &endpoint.into(), &"subnet-a".into()));
    }
    assert_eq!(test.rect("subnet-a"), subnet);
}

#[test]
fn what_the_network_brings_into_what_is_locked_finds_a_place_and_keeps_it() {
    let mut test = TestEditor::new(ENDPOINTS);
    test.lock(&["subnet-a"]);
    let (subnet, instance) = (test.rect("subnet-a"), test.rect("i-a"));
    test.set("i-b", "SubnetId", "subnet-a");
    let newcomer = test.rect("i-b");
    assert!(!newcomer.overlaps(instance));
    for endpoint in INTERFACES {
        test.connect(endpoint, "subnet-a");
    }
    assert_eq!((test.rect("i-a"), test.rect("i-b")), (instance, newcomer));
    assert_eq!(test.rect("subnet-a").min, subnet.min);
}

#[test]
fn what_a_file_holds_locked_without_a_place_stays_as_it_is_seen() {
    let locking = r#""layout": {"subnet-a": {"Locked": true}}"#;
    let written = file::write(&document(ENDPOINTS)).replace("\"layout\": {}", locking);
    let mut test = TestEditor::of(file::read(written.as_bytes()).unwrap());
    let (subnet, instance) = (test.rect("subnet-a"), test.rect("i-a"));
    for endpoint in INTERFACES {
        test.connect(endpoint, "subnet-a");
    }
    assert_eq!(test.rect("i-a"), instance);
    assert_eq!(test.rect("subnet-a").min, subnet.min);
}

#[test]
fn what_was_hidden_when_it_was_locked_keeps_the_place_it_comes_to_light_at() {
    let mut test = TestEditor::new(ENDPOINTS);
    let collapsed = chevron(test.rect("subnet-a")).center();
    test.click(collapsed).lock(&["i-a"]);
    test.act(|document, arranged| Ok(expand(document, arranged, &ids(&["subnet-a"]))));
    let instance = test.rect("i-a");
    for endpoint in INTERFACES {
        test.connect(endpoint, "subnet-a");
    }
    assert_eq!(test.rect("i-a"), instance);
}

#[test]
fn what_is_locked_is_neither_collapsed_nor_expanded() {
    let mut test = TestEditor::new(ENDPOINTS);
    test.lock(&["vpc-a"]);
    let corner = chevron(test.rect("subnet-a")).center();
    test.click(corner)
        .check_said("subnet-a is in vpc-a, which is locked");
    let mut test = TestEditor::new(ENDPOINTS);
    let corner = chevron(test.rect("subnet-a")).center();
    test.click(corner).lock(&["subnet-a"]);
    assert_eq!(test.rect("subnet-a").size(), TILE);
    let corner = chevron(test.rect("subnet-a")).center();
    test.click(corner).check_said("subnet-a is locked");
    test.act(|document, arranged| Ok(expand(document, arranged, &ids(&["subnet-a"]))));
    assert_eq!(test.rect("subnet-a").size(), TILE);
}

/// Where a copy of `i-b` comes to stand that is pasted into what is chosen, or at a place of the canvas.
#[track_caller]
fn check_pasted(
    test: &TestEditor,
    chosen: Option<&str>,
    at: Option<Point>,
    expected: Result<&str, &str>,
) {
    let workspace = test.editor.workspace();
    let (document, arranged) = (workspace.committed(), workspace.committed_arrangement());
    let clip = copy(document, arranged, &ids(&["i-b"]));
    let chosen = chosen.map(ResourceId::from);
    let pasted = paste(document, arranged, &clip, chosen.as_ref(), at).map(|copied| {
        let after = document.with(&copied.transaction);
        let home = copied.ids.first().and_then(|id| after.parent(id));
        home.map(ToString::to_string).unwrap_or_default()
    });
    let pasted = pasted.as_deref().map_err(String::as_str);
    assert_eq!(pasted, expected);
}

#[test]
fn nothing_is_pasted_into_what_is_locked_or_collapsed() {
    let mut test = TestEditor::new(ENDPOINTS);
    let over = Some(test.rect("i-a").min);
    check_pasted(&test, Some("subnet-a"), None, Ok("subnet-a"));
    check_pasted(&test, None, over, Ok("subnet-a"));
    test.lock(&["subnet-a"]);
    let locked = "subnet-a is locked; unlock it to put something in it";
    check_pasted(&test, Some("subnet-a"), None, Err(locked));
    // What only lies under the pointer gives way to where it came from.
    check_pasted(&test, None, over, Ok("subnet-b"));
    let corner = chevron(test.rect("subnet-b")).center();
    test.click(corner);
    let collapsed = "subnet-b is collapsed; expand it to put something in it";
    check_pasted(&test, Some("subnet-b"), None, Err(collapsed));
    check_pasted(&test, None, over, Err(collapsed));
}

#[test]
fn nothing_is_duplicated_where_it_would_stand_in_what_is_locked() {
    let mut test = TestEditor::new(ENDPOINTS);
    test.lock(&["subnet-a"]).select(&["i-b", "i-a"]);
    let before = test.file();
    let words = "subnet-a is locked; unlock it to put something in it";
    assert_eq!(test.editor.duplicate(), Err(words.to_owned()));
    test.alt().press("i-a").drag_by(0, 300).release();
    test.check_said(words);
    assert_eq!(test.file(), before);
    test.hands_off().select(&["subnet-a"]);
    assert_eq!(test.editor.duplicate(), Ok("Duplicate subnet-a".to_owned()));
    let copy = test.rect("subnet-a-2");
    assert!(!copy.overlaps(test.rect("subnet-a")));
}

#[test]
fn a_subnet_comes_to_stand_so_that_its_vpc_keeps_its_corner() {
    let mut test = TestEditor::new(
        "vpc vpc-a 10.0.0.0/16 Region=us-east-1\nvpc vpc-b 10.1.0.0/16 Region=us-east-1\n  subnet subnet-b 10.1.1.0/24 use1-az1",
    );
    let corner = test.rect("vpc-a").min;
    test.act(|document, arranged| {
        let clip = copy(document, arranged, &ids(&["subnet-b"]));
        paste(document, arranged, &clip, Some(&"vpc-a".into()), None)
            .map(|copied| copied.transaction)
    });
    assert_eq!(test.rect("vpc-a").min, corner);
    // Beside the band of the first: within it, it would be in that zone.
    let at = corner.moved(Offset::new(8, 60));
    test.drop(Template::Resource(Kind::Subnet), at);
    assert_eq!(test.rect("vpc-a").min, corner);
    assert_eq!(test.editor.workspace().arrangement().zones.len(), 3);
}

#[test]
fn a_vpc_comes_to_stand_so_that_its_account_keeps_its_corner() {
    let mut test = TestEditor::new(&format!("{TWO_REGIONS}\naccount 222222222222"));
    let corner = test.rect("222222222222").min;
    test.act(|document, arranged| {
        let clip = copy(document, arranged, &ids(&["vpc-b"]));
        let account = ResourceId::from("222222222222");
        let copied = paste(document, arranged, &clip, Some(&account), None);
        copied.map(|copied| copied.transaction)
    });
    assert_eq!(test.rect("222222222222").min, corner);
    let regions = &test.editor.workspace().arrangement().regions;
    assert_eq!(
        regions
            .keys()
            .filter(|(account, _)| account == &Some("222222222222".into()))
            .count(),
        1
    );
}

#[test]
fn what_is_kept_of_an_edit_is_what_was_looked_at() {
    let mut test = TestEditor::new(ENDPOINTS);
    test.lock(&["subnet-a"]);
    let connection = connect(test.seen(), &"vpce-1".into(), &"subnet-a".into()).unwrap();
    test.editor.preview(connection.clone());
    let looked_at = test.editor.workspace().arrangement().clone();
    test.escape().editor.cancel_preview();
    test.commit(connection);
    assert_eq!(**test.editor.workspace().arrangement(), *looked_at);
}

#[test]
fn an_edit_that_adds_a_subnet_to_a_locked_vpc_moves_nothing_in_it() {
    let mut test = TestEditor::new(ENDPOINTS);
    test.lock(&["vpc-a"]);
    let before = test.editor.workspace().arrangement().clone();
    let mut subnet = test.seen().resource(&"subnet-a".into()).unwrap().clone();
    for id in ["subnet-c", "subnet-d"] {
        subnet = subnet.named(id);
        let mut adding = Transaction::new("Add a subnet");
        adding.set_resource(test.seen(), &id.into(), Some(subnet.clone()));
        test.commit(adding);
    }
    let newcomer = test.rect("subnet-c");
    test.connect("vpce-1", "subnet-d")
        .connect("vpce-2", "subnet-c");
    assert_eq!(test.rect("subnet-c").min, newcomer.min);
    for id in ["vpc-a", "subnet-a", "subnet-b", "i-a", "i-b", "vpce-1"] {
        assert_eq!(test.rect(id).min, before.resources[id].min, "{id}");
    }
}

#[test]
fn a_locked_vpc_keeps_its_corner_when_a_subnet_gets_a_zone() {
    let design = "vpc vpc-a 10.0.0.0/16 Region=us-east-1\n  subnet subnet-a 10.0.1.0/24";
    let mut test = TestEditor::new(design);
    test.lock(&["vpc-a"]);
    let before: Rect = test.rect("vpc-a");
    test.set("subnet-a", "AvailabilityZoneId", "use1-az1");
    assert_eq!(test.rect("vpc-a"), before);
}
