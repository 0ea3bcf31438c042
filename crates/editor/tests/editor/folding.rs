//! Containers shown as one tile, and many that are alike shown as one: what the pointer and commands make of them.

use proptest::{collection::vec, prelude::*};
use vpcanvas_editor::{
    Editor, Target, Way, Workspace,
    actions::{
        collapse, copy, delete, duplicate, expand, fold_alike, lay_out, lay_out_selection, nudge,
        set_field, set_locked, unfold, unfoldable,
    },
    navigate, target_at,
};
use vpcanvas_model::{
    Arrangement, Document, Kind, Placement, ResourceId, arrangement,
    arrangement::{HEADER, Laying, TILE, chevron},
    file,
    geometry::{Offset, Point},
};

use crate::test_editor::{PRIVATE_LINK, TestEditor, document};

fn ids(names: &[&str]) -> Vec<ResourceId> {
    names.iter().map(|name| ResourceId::from(*name)).collect()
}

fn collapsed(text: &str, names: &[&str]) -> Document {
    let design = document(text);
    design.with(&collapse(&design, &arrangement(&design), &ids(names)))
}

fn visible(arrangement: &Arrangement) -> Vec<&str> {
    arrangement
        .resources
        .keys()
        .map(ResourceId::as_str)
        .collect()
}

#[test]
fn a_collapsed_container_is_a_tile_where_it_began_and_its_neighbours_stay() {
    let design = document(PRIVATE_LINK);
    let before = arrangement(&design);
    let after = arrangement(&collapsed(PRIVATE_LINK, &["vpc-c"]));
    let tile = after.resources["vpc-c"];
    assert_eq!(
        (tile.min, tile.size()),
        (before.resources["vpc-c"].min, TILE)
    );
    for (id, rect) in after
        .resources
        .iter()
        .filter(|(id, _)| id.as_str() != "vpc-c")
    {
        assert_eq!(*rect, before.resources[id], "{id}");
    }
    assert!(!visible(&after).contains(&"subnet-a"));
    assert!(
        after
            .chips
            .values()
            .all(|chip| chip.owner.as_str() != "vpce")
    );
    assert!(
        after
            .zones
            .values()
            .all(|zone| zone.vpc.as_str() != "vpc-c")
    );
    for inside in ["subnet-a", "i-app", "vpce"] {
        assert_eq!(after.shown(&inside.into()), Some(&"vpc-c".into()));
    }
}

#[test]
fn a_collapsed_subnet_leaves_its_zone_and_its_vpc_as_they_are() {
    let before = arrangement(&document(PRIVATE_LINK));
    let after = arrangement(&collapsed(PRIVATE_LINK, &["subnet-a"]));
    assert_eq!(after.resources["vpc-c"], before.resources["vpc-c"]);
    assert_eq!(after.resources["subnet-b"], before.resources["subnet-b"]);
    assert_eq!(after.shown(&"i-app".into()), Some(&"subnet-a".into()));
}

#[test]
fn what_is_no_container_collapses_what_it_stands_in() {
    let design = collapsed(PRIVATE_LINK, &["i-app"]);
    assert!(arrangement(&design).is_collapsed(&"subnet-a".into()));
    let again = collapse(&design, &arrangement(&design), &ids(&["i-app"]));
    assert_eq!(again.label, "Collapse vpc-c");
}

#[test]
fn what_is_hidden_goes_where_its_container_goes() {
    let design = document(PRIVATE_LINK);
    let placed = design.with(
        &nudge(
            &design,
            &arrangement(&design),
            &ids(&["i-app"]),
            Offset::new(8, 0),
        )
        .unwrap(),
    );
    let stood = arrangement(&placed).resources["i-app"];
    let design = placed.with(&collapse(&placed, &arrangement(&placed), &ids(&["vpc-c"])));
    let by = Offset::new(-400, 80);
    let design = design.with(&nudge(&design, &arrangement(&design), &ids(&["vpc-c"]), by).unwrap());
    let design = design.with(&expand(&design, &arrangement(&design), &ids(&["i-app"])));
    assert_eq!(arrangement(&design).resources["i-app"], stood.moved(by));
}

#[test]
fn laying_out_anew_keeps_what_is_collapsed() {
    let design = collapsed(PRIVATE_LINK, &["vpc-c", "vpc-p"]);
    let design = design.with(&lay_out(&design, &arrangement(&design), None));
    let after = arrangement(&design);
    assert_eq!(visible(&after), ["svc", "vpc-c", "vpc-p"]);
    let [consumer, provider] = ["vpc-c", "vpc-p"].map(|id| after.resources[id]);
    assert!(
        consumer.max.x < provider.min.x && provider.min.x < 800,
        "{provider:?}"
    );
}

#[test]
fn opening_makes_room_only_where_something_came_into_the_way() {
    let design = collapsed(PRIVATE_LINK, &["vpc-c"]);
    let beside = arrangement(&design).resources["vpc-c"].max;
    let far = arrangement(&design).resources["svc"].min;
    let by = Offset::new(beside.x + 40 - far.x, 0);
    let design = design.with(&nudge(&design, &arrangement(&design), &ids(&["svc"]), by).unwrap());
    let design = design.with(&expand(&design, &arrangement(&design), &ids(&["vpc-c"])));
    let opened = arrangement(&design);
    assert!(!opened.resources["vpc-c"].overlaps(opened.resources["svc"]));
}

#[test]
fn the_chevron_collapses_and_expands_as_one_step_each() {
    let mut test = TestEditor::new(PRIVATE_LINK);
    let before = test.file();
    let open = test.rect("vpc-c");
    test.click(chevron(open).center())
        .check_undo(Some("Collapse vpc-c"))
        .check_selected(&["vpc-c"]);
    assert_eq!(test.rect("vpc-c").size(), TILE);
    let tile = test.rect("vpc-c");
    test.click(chevron(tile).center());
    assert_eq!(test.rect("vpc-c"), open);
    test.undo().undo();
    assert_eq!(test.file(), before);
}

#[test]
fn a_tile_is_dragged_by_all_of_it_and_takes_nothing_in() {
    let design = collapsed(PRIVATE_LINK, &["vpc-c"]);
    let mut test = TestEditor::of(design);
    let tile = test.rect("vpc-c");
    let at = tile.min.moved(Offset::new(20, HEADER + 8));
    let workspace = test.editor.workspace();
    let (document, arranged) = (workspace.document(), workspace.arrangement());
    let target = target_at(document, arranged, workspace.selection(), at);
    assert_eq!(target, Target::Tile("vpc-c".into()));
    test.press("subnet-p").drag(at).release();
    test.check_said("vpc-c is collapsed; expand it to put something in it")
        .check_parent("subnet-p", Some("vpc-p"));
}

#[test]
fn the_keyboard_passes_what_is_hidden() {
    let design = collapsed(PRIVATE_LINK, &["vpc-c"]);
    let arranged = arrangement(&design);
    let next = navigate(&arranged, Some(&"vpc-c".into()), Way::Next);
    assert_eq!(next, Some("vpc-p".into()));
    assert_eq!(navigate(&arranged, Some(&"vpc-c".into()), Way::Into), None);
    let out = navigate(&arranged, Some(&"i-app".into()), Way::Right);
    assert!(out.is_some_and(|id| arranged.rect(&id).is_some()));
}

#[test]
fn what_the_layout_says_is_kept_in_the_file() {
    let text = r#"{
  "checks": [],
  "layout": {
    "vpc-a": {
      "Collapsed": true,
      "Locked": false,
      "Shade": "of grey"
    },
    "vpc-b": {
      "FoldedInto": "vpc-a",
      "X": 8,
      "Y": 16
    }
  },
  "resources": {
    "vpc-a": {
      "Kind": "Vpc"
    },
    "vpc-b": {
      "Kind": "Vpc"
    }
  },
  "version": 1
}
"#;
    let design = file::read(text.as_bytes()).unwrap();
    assert_eq!(file::write(&design), text);
    assert_eq!(visible(&arrangement(&design)), ["vpc-a"]);
}

/// A design in which some things were put somewhere by hand.
fn placed(places: &[(usize, i32, i32)]) -> Document {
    let mut design = document(PRIVATE_LINK);
    let all: Vec<ResourceId> = design.resources().map(|(id, _)| id.clone()).collect();
    let mut transaction = vpcanvas_model::Transaction::default();
    for (number, x, y) in places {
        let id = &all[number % all.len()];
        let placement = Placement::at(Point::new(*x, *y));
        transaction.set_placement(&design, id, Some(placement));
    }
    design.apply(&transaction);
    design
}

/// Five consumers of a service, the last of them with an instance more, and a provider.
pub(crate) const CONSUMERS: &str = "
vpc vpc-a 10.0.0.0/16 Region=us-east-1
  endpoint vpce-a -> svc
vpc vpc-b 10.1.0.0/16 Region=us-east-1
  endpoint vpce-b -> svc
vpc vpc-c 10.2.0.0/16 Region=us-east-1
  endpoint vpce-c -> svc
vpc vpc-d 10.3.0.0/16 Region=us-east-1
  endpoint vpce-d -> svc
vpc vpc-e 10.4.0.0/16 Region=us-east-1
  endpoint vpce-e -> svc
  sg sg-e
vpc vpc-p 10.9.0.0/16 Region=us-east-1
  nlb nlb
service svc <- nlb
";

#[test]
fn consumers_that_are_alike_are_folded_and_come_back_where_they_stood() {
    let design = document(CONSUMERS);
    let by = Offset::new(0, 2000);
    let design = design.with(&nudge(&design, &arrangement(&design), &ids(&["vpc-c"]), by).unwrap());
    let before = arrangement(&design);
    let folding = fold_alike(&design, &before);
    assert_eq!(folding.label, "Fold 4 VPCs that are alike");
    let folded = design.with(&folding);
    let seen = arrangement(&folded);
    assert_eq!(
        visible(&seen),
        ["nlb", "sg-e", "svc", "vpc-a", "vpc-e", "vpc-p", "vpce-e"]
    );
    assert_eq!(seen.stands_for(&"vpc-a".into()).len(), 3);
    assert_eq!(seen.shown(&"vpce-c".into()), Some(&"vpc-a".into()));
    let opened = folded.with(&expand(&folded, &seen, &ids(&["vpce-c"])));
    let example = arrangement(&opened);
    assert!(visible(&example).contains(&"vpce-a") && !visible(&example).contains(&"vpce-c"));
    assert_eq!(
        unfoldable(&opened, &example, &ids(&["vpc-a"])),
        ids(&["vpc-a"])
    );
    let apart = opened.with(&unfold(&opened, &example, &ids(&["vpc-a"])));
    let after = arrangement(&apart);
    assert_eq!(after.resources["vpc-c"], before.resources["vpc-c"]);
    assert!(fold_alike(&apart, &after).changes().len() == 4);
    assert_eq!(folded.with(&folding.inverse()), design);
}

#[test]
fn a_few_and_what_is_locked_are_not_folded() {
    let design = document(CONSUMERS);
    let locking = set_locked(&design, &arrangement(&design), &ids(&["vpc-b"]), true);
    let design = design.with(&locking);
    assert!(fold_alike(&design, &arrangement(&design)).is_empty());
}

/// The consumers as one tile.
fn folded() -> TestEditor {
    let design = document(CONSUMERS);
    TestEditor::of(design.with(&fold_alike(&design, &arrangement(&design))))
}

#[test]
fn what_is_done_to_a_tile_is_done_to_all_it_stands_for() {
    let mut editor = folded();
    let whole = editor.file();
    let workspace = editor.editor.workspace();
    let (design, arranged) = (workspace.committed(), workspace.committed_arrangement());
    let tile = ids(&["vpc-a"]);
    let refused = duplicate(design, arranged, &tile, None).unwrap_err();
    assert_eq!(
        refused,
        "vpc-a stands for 4 VPCs; expand it to copy one of them"
    );
    let vpcs = |design: &Document| {
        let all = design.resources();
        all.filter(|(_, resource)| resource.kind() == Kind::Vpc)
            .count()
    };
    assert_eq!(vpcs(&copy(design, arranged, &tile)), 4);
    let gone = delete(design, arranged, &tile);
    assert_eq!(gone.label, "Delete 4 resources");
    editor.commit(gone);
    assert_eq!(vpcs(editor.seen()), 2);
    assert!(editor.seen().id("vpce-c").is_none());
    let seen = editor.seen();
    let is_there = |id: &ResourceId| seen.resource(id).is_some();
    assert!(seen.placements().all(|(id, _)| is_there(id)));
    editor.undo();
    assert_eq!(editor.file(), whole);
}

#[test]
fn a_double_click_opens_what_stands_for_others() {
    let mut editor = folded();
    editor
        .double_click("vpc-a")
        .check_undo(Some("Expand vpc-a"));
    assert_eq!(editor.asked, []);
    let arranged = editor.editor.workspace().arrangement();
    assert!(visible(arranged).contains(&"vpce-a"));
}

#[test]
fn a_locked_tile_keeps_what_it_stands_for() {
    let mut editor = folded();
    let workspace = editor.editor.workspace();
    let (design, arranged) = (workspace.committed(), workspace.committed_arrangement());
    let locking = set_locked(design, arranged, &ids(&["vpc-a"]), true);
    editor.commit(locking);
    let workspace = editor.editor.workspace();
    let (design, arranged) = (workspace.committed(), workspace.committed_arrangement());
    assert!(delete(design, arranged, &ids(&["vpc-a"])).is_empty());
}

#[test]
fn deleting_an_open_example_brings_the_others_back() {
    let design = document(CONSUMERS);
    let design = design.with(&fold_alike(&design, &arrangement(&design)));
    let design = design.with(&expand(&design, &arrangement(&design), &ids(&["vpc-a"])));
    let design = design.with(&delete(&design, &arrangement(&design), &ids(&["vpc-a"])));
    let folded = |placement: &Placement| placement.folded_into.is_some();
    assert!(!design.placements().any(|(_, placement)| folded(placement)));
    assert!(visible(&arrangement(&design)).contains(&"vpce-c"));
}

/// Four consumers as one tile, of which one is given the security group of the fifth: what is said, and seen of them then.
#[track_caller]
fn check_regrouped(edited: &str, words: Option<&str>, seen: &[&str]) {
    let mut test = TestEditor::of(document(CONSUMERS));
    let workspace = test.editor.workspace();
    let folding = fold_alike(workspace.committed(), workspace.committed_arrangement());
    test.commit(folding);
    let before = test.file();
    let moving = set_field(
        test.seen(),
        &"sg-e".into(),
        &["VpcId".into()],
        edited.into(),
    );
    test.commit(moving.unwrap());
    assert_eq!(test.editor.take_remark().as_deref(), words);
    let shown = visible(test.editor.workspace().arrangement()).into_iter();
    let shown: Vec<&str> = shown.filter(|id| id.starts_with("vpc-")).collect();
    assert_eq!(shown, seen);
    test.undo();
    assert_eq!(test.file(), before);
}

#[test]
fn what_an_edit_makes_differ_from_its_group_is_shown_by_itself() {
    check_regrouped(
        "vpc-a",
        Some("vpc-a is no longer like the 3 it stood for; vpc-b stands for them now"),
        &["vpc-a", "vpc-b", "vpc-e", "vpc-p"],
    );
    check_regrouped(
        "vpc-c",
        Some("vpc-c is no longer like vpc-a and is shown by itself"),
        &["vpc-a", "vpc-c", "vpc-e", "vpc-p"],
    );
    check_regrouped("vpc-p", None, &["vpc-a", "vpc-e", "vpc-p"]);
}

#[test]
fn an_edit_that_leaves_a_group_alike_leaves_it_folded() {
    let mut test = TestEditor::of(document(CONSUMERS));
    let workspace = test.editor.workspace();
    let folding = fold_alike(workspace.committed(), workspace.committed_arrangement());
    test.commit(folding);
    let edits = [
        ("vpc-a", "CidrBlock", "10.7.0.0/16"),
        ("svc", "OwnerId", "none"),
    ];
    for (id, field, value) in edits {
        let change = set_field(test.seen(), &id.into(), &[field.into()], value.into());
        test.commit(change.unwrap());
        assert_eq!(test.editor.take_remark(), None);
    }
    let arranged = test.editor.workspace().arrangement();
    assert_eq!(arranged.stands_for(&"vpc-a".into()).len(), 3);
}

#[test]
fn a_selection_is_laid_out_where_it_begins_and_nothing_else_moves() {
    let design = document(CONSUMERS);
    let mut design = design.with(
        &nudge(
            &design,
            &arrangement(&design),
            &ids(&["vpc-b"]),
            Offset::new(1000, 1500),
        )
        .unwrap(),
    );
    let chosen = ids(&["vpc-a", "vpc-b"]);
    let before = arrangement(&design);
    let laying = lay_out_selection(&design, &before, &chosen);
    design.apply(&laying);
    let after = arrangement(&design);
    for (id, rect) in &before.resources {
        let inside = chosen.contains(id) || after.holders(id).any(|holder| chosen.contains(holder));
        assert!(inside || after.resources[id] == *rect, "{id}");
    }
    let [one, other] = ["vpc-a", "vpc-b"].map(|id| after.resources[id]);
    assert!(
        one.min.y.abs_diff(other.min.y) < 400 && !one.overlaps(other),
        "{one:?} {other:?}"
    );
    assert_eq!(laying.label, "Lay out 2 resources");
}

#[test]
fn a_layout_made_in_steps_is_shown_as_it_is() {
    let design = document(CONSUMERS);
    let mut editor = Editor::new(Workspace::new(design.clone()));
    let folding = fold_alike(&design, &arrangement(&design));
    let mut laying = Laying::new(design.with(&folding), &arrangement(&design));
    while !laying.work(1) {}
    editor.preview_arranged(folding, laying.finish());
    let workspace = editor.workspace();
    assert_eq!(**workspace.arrangement(), arrangement(workspace.document()));
    assert!(editor.commit_preview());
    assert_eq!(editor.undo().as_deref(), Some("Fold 4 VPCs that are alike"));
    assert_eq!(*editor.workspace().committed(), design);
}

proptest! {
    #[test]
    fn collapsing_and_expanding_gives_everything_back(
        places in vec((any::<usize>(), -500..1500_i32, -500..1500_i32), 0..4),
        number in any::<usize>(),
    ) {
        let design = placed(&places);
        let before = arrangement(&design);
        // Subnets that are written down beside what was placed get the band of their zone, which is new.
        let is_meant = |kind: Kind| kind == Kind::Vpc || kind == Kind::Subnet && places.is_empty();
        let containers: Vec<&ResourceId> = design
            .resources()
            .filter(|(_, resource)| is_meant(resource.kind()))
            .map(|(id, _)| id)
            .collect();
        let id = containers[number % containers.len()];
        let beside = before.contents(before.container(id)).iter();
        let overlaps = beside
            .filter(|other| *other != id)
            .any(|other| before.resources[other].overlaps(before.resources[id]));
        prop_assume!(!overlaps);
        let ids = [id.clone()];
        let closing = collapse(&design, &before, &ids);
        let closed = design.with(&closing);
        let between = arrangement(&closed);
        prop_assert_eq!(between.resources[id].min, before.resources[id].min);
        let opening = expand(&closed, &between, &ids);
        let opened = closed.with(&opening);
        let after = arrangement(&opened);
        prop_assert_eq!(&after.resources, &before.resources);
        prop_assert_eq!(&after.chips, &before.chips);
        prop_assert_eq!(&after.zones, &before.zones);
        let undone = opened.with(&opening.inverse()).with(&closing.inverse());
        prop_assert_eq!(file::write(&undone), file::write(&design));
    }
}

#[test]
fn only_containers_are_collapsed() {
    let mut design = document(PRIVATE_LINK);
    let placement = Placement {
        collapsed: Some(true),
        ..Placement::default()
    };
    let mut transaction = vpcanvas_model::Transaction::default();
    transaction.set_placement(&design, &"i-app".into(), Some(placement));
    design.apply(&transaction);
    let kind = design
        .resource(&"i-app".into())
        .map(vpcanvas_model::Resource::kind);
    assert_eq!(kind, Some(Kind::Instance));
    assert!(!arrangement(&design).is_collapsed(&"i-app".into()));
}
