//! Lines from ports, on empty places, and their ends moved from one thing to another.

use vpcanvas_editor::{
    Target, Template, actions, connected_templates, insert_connected,
    tool::{Effect, Event, Pointer},
};
use vpcanvas_model::{Kind, Properties, geometry::Offset};

use crate::test_editor::{Inside, Nowhere, PRIVATE_LINK, Place, TestEditor};

fn editor() -> TestEditor {
    TestEditor::new(PRIVATE_LINK)
}

impl TestEditor {
    fn press_on(&mut self, target: Target) -> &mut Self {
        let at = target.id().map(|id| self.rect(id.as_str()).max);
        let pointer = Pointer {
            target,
            ..self.pointer_at(at.unwrap_or_default())
        };
        self.event(&Event::PointerDown(pointer))
    }

    /// Takes the end of the line between two things that leads to the second.
    fn grab(&mut self, from: &str, at: &str) -> &mut Self {
        self.press_on(Target::LineEnd {
            at: at.into(),
            from: from.into(),
        })
    }
}

#[test]
fn a_drag_from_a_port_connects_and_ends_the_tool() {
    editor()
        .press_on(Target::Port("rtb".into()))
        .drag("subnet-b")
        .release()
        .check_undo(Some("Connect rtb with subnet-b"))
        .check_tool("Idle");
}

#[test]
fn illegal_targets_say_why_before_the_release() {
    let mut editor = editor();
    editor.press_on(Target::Port("svc".into())).drag("i-web");
    let overlay = editor.editor.tool().overlay();
    assert_eq!(
        overlay.refusal.as_deref(),
        Some(
            "An endpoint service connects to a VPC endpoint or a load balancer, not to an instance"
        )
    );
    editor.drag("nlb");
    let overlay = editor.editor.tool().overlay();
    assert!(overlay.refusal.is_some() && overlay.into.is_none());
}

#[test]
fn a_line_let_go_on_an_empty_place_offers_what_can_be_there() {
    let mut editor = editor();
    editor
        .press_on(Target::Port("sg-app".into()))
        .drag(Inside("subnet-b"));
    assert_eq!(editor.editor.tool().overlay().refusal, None);
    editor.release().check_tool("Idle").check_undo(None);
    let at = Inside("subnet-b").on(&editor);
    assert_eq!(editor.asked, [Effect::OfferConnected("sg-app".into(), at)]);
    let workspace = editor.editor.workspace();
    let (document, arrangement) = (workspace.committed(), workspace.committed_arrangement());
    let offered = connected_templates(document, arrangement, &"sg-app".into(), at);
    assert!(offered.contains(&Template::Resource(Kind::Instance)));
    assert!(!offered.contains(&Template::Resource(Kind::Subnet)));
    let template = Template::Resource(Kind::Instance);
    let inserted = insert_connected(document, arrangement, template, &"sg-app".into(), at);
    let inserted = inserted.unwrap();
    editor.commit(inserted.transaction);
    editor
        .check_parent("i-1", Some("subnet-b"))
        .check_undo(Some("Insert instance connected with sg-app"));
    let Properties::Instance(instance) = editor.properties("i-1") else {
        panic!("no instance");
    };
    assert!(instance.security_group_ids.contains(&"sg-app".into()));
}

#[test]
fn an_end_moves_to_another_thing_as_one_step() {
    let mut editor = TestEditor::new(&format!("{PRIVATE_LINK}\nservice svc-2"));
    let before = editor.file();
    editor
        .grab("vpce", "svc")
        .check_tool("Rewiring")
        .drag("svc-2");
    assert_eq!(editor.editor.tool().overlay().into, Some("svc-2".into()));
    editor
        .release()
        .check_tool("Idle")
        .check_undo(Some("Connect vpce with svc-2 instead of svc"));
    let Properties::VpcEndpoint(endpoint) = editor.properties("vpce") else {
        panic!("no endpoint");
    };
    assert!(endpoint.service_name.as_ref().unwrap().ends_with(".svc-2"));
    editor.undo();
    assert_eq!(editor.file(), before);
}

#[test]
fn an_end_let_go_elsewhere_stays_where_it_was() {
    let mut editor = editor();
    let before = editor.file();
    editor.grab("vpce", "svc").drag("i-app");
    let refusal = "A VPC endpoint connects to a subnet, an endpoint service, a security group, a route table, a resource configuration or a service network, not to an instance";
    let said = editor.editor.tool().overlay().refusal;
    assert!(
        said.is_some_and(|said| said.starts_with("A VPC endpoint connects to ")),
        "{refusal}"
    );
    editor.escape().check_tool("Idle");
    editor.grab("vpce", "svc").drag(Nowhere).release();
    editor.grab("vpce", "svc").drag("svc").release();
    editor.check_undo(None);
    assert_eq!(editor.file(), before);
}

#[test]
fn what_a_target_says_besides_is_kept() {
    let text = PRIVATE_LINK.replace(
        "targets tg tcp/443 i-web",
        "targets tg tcp/443 Targets=[{\"Id\":\"i-web\",\"Port\":8443}]\n  subnet subnet-q 10.1.2.0/24 use1-az2\n    instance i-other 10.1.2.10",
    );
    let mut editor = TestEditor::new(&text);
    editor.grab("tg", "i-web").drag("i-other").release();
    let Properties::TargetGroup(group) = editor.properties("tg") else {
        panic!("no target group");
    };
    assert_eq!(group.targets.len(), 1);
    let target = &group.targets[0];
    assert_eq!(
        (target.id.as_deref(), target.port),
        (Some("i-other"), Some(8443))
    );
}

#[test]
fn where_something_belongs_is_no_line_to_move() {
    let editor = editor();
    let is =
        |one: &str, other: &str| actions::is_rewirable(editor.seen(), &one.into(), &other.into());
    assert!(is("vpce", "svc") && is("svc", "nlb") && is("tg", "i-web") && is("rtb", "subnet-a"));
    assert!(!is("i-app", "subnet-a") && !is("vpc-c", "subnet-a") && !is("vpce", "i-app"));
}

#[test]
fn copies_repeat_the_last_offset() {
    let mut editor = editor();
    let first = editor.rect("i-web");
    editor
        .alt()
        .press("i-web")
        .drag_by(0, 80)
        .release()
        .hands_off();
    editor.check_selected(&["i-web-2"]);
    let by = editor.rect("i-web-2").min.minus(first.min);
    for copy in ["i-web-3", "i-web-4"] {
        let before = editor
            .editor
            .workspace()
            .selection()
            .only()
            .cloned()
            .unwrap();
        let before = editor.rect(before.as_str());
        editor.editor.duplicate().unwrap();
        editor.check_selected(&[copy]);
        assert_eq!(editor.rect(copy), before.moved(by));
    }
    editor.undo().undo().check_selected(&["i-web-2"]);
}

#[test]
fn alt_while_dropping_keeps_the_container() {
    let mut editor = editor();
    editor
        .press("i-app")
        .drag_by(8, 8)
        .alt()
        .drag(Inside("subnet-b"))
        .release()
        .check_parent("i-app", Some("subnet-a"));
    assert!(editor.seen().id("i-app-2").is_none());
    assert!(editor.rect("subnet-a").encloses(editor.rect("i-app")));
}

#[test]
fn ctrl_selects_what_is_inside_and_no_container_around_it() {
    let mut editor = editor();
    let outside = editor.rect("vpc-p").min.moved(Offset::new(-60, -60));
    let corner = editor.rect("vpc-p").max;
    editor.press(outside).drag(corner).release();
    let selection = editor.editor.workspace().selection().clone();
    assert!(selection.contains(&"vpc-p".into()) && selection.contains(&"i-web".into()));
    editor.ctrl().press(outside).drag(corner).release();
    let selection = editor.editor.workspace().selection();
    assert!(selection.contains(&"i-web".into()) && selection.contains(&"tg".into()));
    for container in ["vpc-p", "subnet-p"] {
        assert!(!selection.contains(&container.into()), "{container}");
    }
}

#[test]
fn shift_adds_a_marquee_to_the_selection() {
    let mut editor = editor();
    let tile = editor.rect("i-web");
    editor.click("i-app").shift();
    editor
        .press(tile.min.moved(Offset::new(-6, -6)))
        .drag(tile.max.moved(Offset::new(4, 4)))
        .release()
        .check_selected(&["i-app", "i-web"]);
}

#[test]
fn a_tool_that_is_kept_is_used_again() {
    let mut editor = editor();
    editor.editor.keep_tool(true);
    let template = Template::Resource(Kind::Vpc);
    editor.drop(template, Nowhere).check_tool("Placing");
    editor
        .drag(Nowhere)
        .release()
        .check_tool("Placing")
        .escape();
    assert!(editor.seen().id("vpc-2").is_some());
    editor.check_tool("Idle");
}
