//! Random gestures and edits, with what must hold after each of them.

use std::collections::BTreeMap;

use proptest::{collection::vec, prelude::*, sample::select};
use vpcanvas_editor::{
    Editor, Template, Workspace,
    actions::{self, Alignment, Copied, Direction, Step},
    target_at,
    tool::{Event, Modifiers, Pointer, Tool},
};
use vpcanvas_model::{
    Arrangement, Document, Kind, Resource, ResourceId, Transaction, arrangement, file,
    geometry::{Offset, Point, Rect},
};

use crate::{
    folding::CONSUMERS,
    frames::TWO_REGIONS,
    test_editor::{PRIVATE_LINK, document},
};

/// What it is done to: a design of one Region, one of two, and one of consumers that are alike.
const DESIGNS: [&str; 3] = [PRIVATE_LINK, TWO_REGIONS, CONSUMERS];

/// One thing a user does.
#[derive(Clone, Debug)]
enum Deed {
    Down(Point, Modifiers),
    Move(Point, Modifiers),
    Up(Point, Modifiers),
    Escape,
    Place(usize),
    Connect,
    Undo,
    Redo,
    /// A command on one or two of the things there are.
    Command(Command, usize, usize),
}

/// What a menu offers.
#[derive(Clone, Copy, Debug)]
enum Command {
    Align,
    Belong,
    Collapse,
    Connect,
    Delete,
    Disconnect,
    Distribute,
    Duplicate,
    Expand,
    Fit,
    FoldAlike,
    LayOut,
    LayOutSelection,
    Lock,
    MoveTo,
    Nudge,
    Note,
    Paste,
    Rename,
    Unlock,
    Zone,
}

const COMMANDS: [Command; 21] = [
    Command::Align,
    Command::Belong,
    Command::Collapse,
    Command::Connect,
    Command::Delete,
    Command::Disconnect,
    Command::Distribute,
    Command::Duplicate,
    Command::Expand,
    Command::Fit,
    Command::FoldAlike,
    Command::LayOut,
    Command::LayOutSelection,
    Command::Lock,
    Command::MoveTo,
    Command::Nudge,
    Command::Note,
    Command::Paste,
    Command::Rename,
    Command::Unlock,
    Command::Zone,
];

fn deed() -> impl Strategy<Value = Deed> {
    let point = (-40..1800_i32, -40..700_i32).prop_map(|(x, y)| Point::new(x, y));
    let modifiers = (
        any::<bool>(),
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.1),
    )
        .prop_map(|(shift, command, alt)| Modifiers {
            shift,
            command,
            alt,
        });
    let pointer = (point, modifiers);
    let command = (select(&COMMANDS[..]), any::<usize>(), any::<usize>());
    prop_oneof![
        6 => pointer.clone().prop_map(|(at, keys)| Deed::Down(at, keys)),
        9 => pointer.clone().prop_map(|(at, keys)| Deed::Move(at, keys)),
        6 => pointer.prop_map(|(at, keys)| Deed::Up(at, keys)),
        1 => Just(Deed::Escape),
        2 => (0..Template::all().count()).prop_map(Deed::Place),
        1 => Just(Deed::Connect),
        2 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
        12 => command.prop_map(|(command, one, other)| Deed::Command(command, one, other)),
    ]
}

fn pointer(editor: &Editor, at: Point, modifiers: Modifiers) -> Pointer {
    let workspace = editor.workspace();
    let target = target_at(
        workspace.document(),
        workspace.arrangement(),
        workspace.selection(),
        at,
    );
    Pointer {
        at,
        target,
        modifiers,
    }
}

/// Any resource there is.
fn pick(editor: &Editor, number: usize) -> Option<ResourceId> {
    let document = editor.workspace().committed();
    let count = document.resources().count();
    let index = number.checked_rem(count)?;
    document.resources().nth(index).map(|(id, _)| id.clone())
}

fn perform(editor: &mut Editor, deed: &Deed) {
    match deed {
        Deed::Down(at, keys) => {
            let pointer = pointer(editor, *at, *keys);
            editor.on_event(&Event::PointerDown(pointer), 4);
        }
        Deed::Move(at, keys) => {
            let pointer = pointer(editor, *at, *keys);
            editor.on_event(&Event::PointerMove(pointer), 4);
        }
        Deed::Up(at, keys) => {
            let pointer = pointer(editor, *at, *keys);
            editor.on_event(&Event::PointerUp(pointer), 4);
        }
        Deed::Escape => {
            editor.on_event(&Event::Escape, 4);
        }
        Deed::Place(index) => editor.use_tool(Tool::placing(Template::all().nth(*index).unwrap())),
        Deed::Connect => editor.use_tool(Tool::connecting()),
        Deed::Undo => {
            editor.undo();
        }
        Deed::Redo => {
            editor.redo();
        }
        Deed::Command(command, one, other) => {
            if let (Some(one), Some(other)) = (pick(editor, *one), pick(editor, *other)) {
                command_on(editor, *command, one, other);
            }
        }
    }
}

/// Does to two things, or to the first of them, what a command does; nothing where that is refused.
fn command_on(editor: &mut Editor, command: Command, one: ResourceId, other: ResourceId) {
    let document = editor.workspace().committed().clone();
    let arranged = editor.workspace().committed_arrangement().clone();
    let (first, both) = ([one.clone()], [one.clone(), other.clone()]);
    let transaction = match command {
        Command::Align => actions::align(&document, &arranged, &both, Alignment::Left),
        Command::Belong => set_parent(&document, &one, &other),
        Command::Collapse => Ok(actions::collapse(&document, &arranged, &first)),
        Command::Connect => actions::connect(&document, &one, &other),
        Command::Delete => Ok(actions::delete(&document, &arranged, &first)),
        Command::Disconnect => actions::disconnect(&document, &one, &other),
        Command::Distribute => {
            let all: Vec<ResourceId> = document.resources().map(|(id, _)| id.clone()).collect();
            actions::distribute(&document, &arranged, &all, Direction::Vertical)
        }
        Command::Duplicate => {
            let copied = actions::duplicate(&document, &arranged, &both, None);
            return put_copies(editor, copied);
        }
        Command::Expand => Ok(actions::expand(&document, &arranged, &first)),
        Command::Fit => Ok(actions::fit_to_contents(&document, &arranged, &one)),
        Command::FoldAlike => Ok(actions::fold_alike(&document, &arranged)),
        Command::LayOut => Ok(actions::lay_out(&document, &arranged, None)),
        Command::LayOutSelection => Ok(actions::lay_out_selection(&document, &arranged, &both)),
        Command::Lock => Ok(actions::set_locked(&document, &arranged, &both, true)),
        Command::MoveTo => actions::move_to(&document, &arranged, &first, Some(&other)),
        Command::Nudge => actions::nudge(&document, &arranged, &both, Offset::new(8, 0)),
        Command::Note => Ok(actions::set_note(&document, &one, "who asked for this?")),
        Command::Paste => {
            let clip = actions::copy(&document, &arranged, &first);
            let copied = actions::paste(&document, &arranged, &clip, Some(&other), None);
            return put_copies(editor, copied);
        }
        Command::Rename => Ok(actions::set_name(&document, &one, "renamed")),
        Command::Unlock => Ok(actions::set_locked(&document, &arranged, &both, false)),
        Command::Zone => {
            let path = [Step::from("AvailabilityZoneId")];
            actions::set_field(&document, &one, &path, "use1-az3".into())
        }
    };
    if let Ok(transaction) = transaction {
        editor.commit(transaction);
    }
}

fn put_copies(editor: &mut Editor, copied: Result<Copied, String>) {
    if let Ok(copied) = copied {
        editor.commit_and_select(copied.transaction, copied.ids);
    }
}

/// What the inspector does when another container is named.
fn set_parent(
    document: &Document,
    id: &ResourceId,
    parent: &ResourceId,
) -> Result<Transaction, String> {
    let field = match document.resource(parent).map(Resource::kind) {
        Some(Kind::Vpc) => "VpcId",
        Some(Kind::Subnet) => "SubnetId",
        _ => return Err("not a container".to_owned()),
    };
    let path = [Step::from(field)];
    actions::set_field(document, id, &path, parent.as_str().into())
}

/// What holds after every event, whatever it was.
fn check_invariants(editor: &Editor) {
    let workspace = editor.workspace();
    let (document, arranged) = (workspace.document(), workspace.arrangement());
    assert_eq!(
        **arranged,
        arrangement(document),
        "the arrangement is that of the document seen"
    );
    for id in workspace.selection().ids() {
        assert!(document.resource(id).is_some(), "{id} is selected and gone");
    }
    for (id, rect) in &arranged.resources {
        if let Some(container) = document.container(id) {
            assert!(
                arranged.resources[container].encloses(*rect),
                "{id} leaves {container}"
            );
        }
    }
    for chip in arranged.chips.values() {
        let subnet = arranged.rect(&chip.subnet);
        let is_inside = subnet.is_some_and(|subnet| subnet.encloses(chip.rect));
        assert!(
            is_inside && !arranged.is_collapsed(&chip.subnet),
            "{chip:?}"
        );
    }
    for (id, _) in document.resources() {
        assert!(arranged.shown_rect(id).is_some(), "{id} is nowhere");
    }
    for (id, _) in document.placements() {
        assert!(
            document.resource(id).is_some(),
            "{id} has a place and is gone"
        );
    }
    if matches!(
        editor.tool(),
        Tool::Idle(_) | Tool::Pointing(_) | Tool::Marquee(_)
    ) {
        assert!(!workspace.is_previewing(), "a preview is left over");
        assert_eq!(document, workspace.committed());
    }
    let text = file::write(document);
    assert_eq!(&file::read(text.as_bytes()).unwrap(), document);
}

/// What a design was like before a deed, as far as locks go.
struct Before {
    document: Document,
    /// Everything that is locked or stands in what is locked, and where it is seen.
    locked: BTreeMap<ResourceId, Rect>,
    /// Whether the tool in hand may change the network by a drag.
    connects: bool,
}

impl Before {
    fn of(editor: &Editor) -> Self {
        let document = editor.workspace().committed().clone();
        let arranged = editor.workspace().committed_arrangement();
        let all = document.resources().map(|(id, _)| id);
        let locked = all.filter(|id| document.lock(id).is_some());
        let seen = locked.filter_map(|id| Some((id.clone(), arranged.rect(id)?)));
        Self {
            locked: seen.collect(),
            connects: matches!(editor.tool(), Tool::Connecting(_) | Tool::Rewiring(_)),
            document,
        }
    }

    /// Whether a deed is about the network, which no lock keeps.
    fn is_network(&self, deed: &Deed) -> bool {
        match deed {
            Deed::Command(command, ..) => matches!(
                command,
                Command::Belong | Command::Connect | Command::Disconnect
            ),
            Deed::Undo | Deed::Redo => true,
            _ => self.connects,
        }
    }

    /// What is locked stands where it stood, whatever is done and whatever is only looked at. Containers are larger to
    /// the right and below for as long as something of the network needs room in them. Nothing leaves what is locked and
    /// nothing comes into it but by an edit of the network.
    fn check_locks(&self, editor: &Editor, deed: &Deed) {
        let workspace = editor.workspace();
        self.check_stands(
            workspace.committed(),
            workspace.committed_arrangement(),
            deed,
        );
        self.check_stands(workspace.document(), workspace.arrangement(), deed);
        if !self.is_network(deed) {
            self.check_holds(workspace.document(), deed);
        }
    }

    fn check_stands(&self, document: &Document, arranged: &Arrangement, deed: &Deed) {
        let is_alike = document.resources().eq(self.document.resources());
        for (id, rect) in &self.locked {
            let Some(now) = arranged.rect(id).filter(|_| document.lock(id).is_some()) else {
                continue;
            };
            let kind = document.resource(id).unwrap().kind();
            let own = self.document.placement(id).unwrap().rect(kind).unwrap();
            let grows = kind.is_container() && !arranged.is_collapsed(id) && !is_alike;
            let stays = if grows {
                now.min == rect.min && now.encloses(own)
            } else {
                now == *rect
            };
            assert!(stays, "{id}: {rect:?} {now:?} by {deed:?}");
        }
    }

    fn check_holds(&self, document: &Document, deed: &Deed) {
        let is_unlocked = matches!(deed, Deed::Command(Command::Unlock, ..));
        for id in self.locked.keys().filter(|_| !is_unlocked) {
            assert_eq!(
                document.parent(id),
                self.document.parent(id),
                "{id} by {deed:?}"
            );
        }
        for (id, _) in document.resources() {
            let held = document.ancestors(id);
            let was_locked = |id: &ResourceId| self.document.lock(id).is_some();
            let is_in = held.into_iter().any(was_locked);
            assert!(!is_in || was_locked(id), "{id} by {deed:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// Some 10,000 gestures and commands a run.
    #[test]
    fn whatever_is_done_can_be_undone_and_redone(design in select(&DESIGNS[..]), deeds in vec(deed(), 20..60)) {
        let mut editor = Editor::new(Workspace::new(document(design)));
        let first = file::write(editor.workspace().committed());
        for deed in &deeds {
            let before = Before::of(&editor);
            perform(&mut editor, deed);
            check_invariants(&editor);
            before.check_locks(&editor, deed);
        }
        editor.use_tool(Tool::default());
        while editor.redo().is_some() {}
        let last = file::write(editor.workspace().committed());
        while editor.undo().is_some() {}
        prop_assert_eq!(file::write(editor.workspace().committed()), first);
        prop_assert!(!editor.workspace().is_modified());
        while editor.redo().is_some() {}
        prop_assert_eq!(file::write(editor.workspace().committed()), last);
    }

    #[test]
    fn a_gesture_given_up_leaves_no_trace(
        design in select(&DESIGNS[..]),
        deeds in vec(deed(), 1..20),
        at in (0..1800_i32, 0..700_i32),
    ) {
        let mut editor = Editor::new(Workspace::new(document(design)));
        for deed in &deeds {
            perform(&mut editor, deed);
        }
        editor.use_tool(Tool::default());
        let (before, label) = (
            file::write(editor.workspace().committed()),
            editor.workspace().undo_label().map(str::to_owned),
        );
        let selection = editor.workspace().selection().clone();
        for step in 0..5 {
            let at = Point::new(at.0 + step * 20, at.1 + step * 10);
            let deed = if step == 0 { Deed::Down } else { Deed::Move };
            perform(&mut editor, &deed(at, Modifiers::default()));
        }
        perform(&mut editor, &Deed::Escape);
        prop_assert_eq!(file::write(editor.workspace().document()), before);
        prop_assert_eq!(editor.workspace().undo_label().map(str::to_owned), label);
        prop_assert_eq!(editor.workspace().selection(), &selection);
    }
}
