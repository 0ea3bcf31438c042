//! Random gestures and edits, with what must hold after each of them.

use std::collections::BTreeMap;

use proptest::{collection::vec, prelude::*, sample::select};
use vpcanvas_editor::{
    Editor, Template, Workspace,
    actions::{self, Alignment, Direction},
    target_at,
    tool::{Event, Modifiers, Pointer, Tool},
};
use vpcanvas_model::{
    ResourceId, arrangement, file,
    geometry::{Offset, Point, Rect},
};

use crate::test_editor::{PRIVATE_LINK, document};

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
    Nudge,
    Note,
    Rename,
    Unlock,
}

const COMMANDS: [Command; 17] = [
    Command::Align,
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
    Command::Nudge,
    Command::Note,
    Command::Rename,
    Command::Unlock,
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

/// Does to two things, or to the first of them, what a command does.
fn command_on(editor: &mut Editor, command: Command, one: ResourceId, other: ResourceId) {
    let document = editor.workspace().committed().clone();
    let arranged = editor.workspace().committed_arrangement().clone();
    let (first, both) = ([one.clone()], [one.clone(), other.clone()]);
    let transaction = match command {
        Command::Align => actions::align(&document, &arranged, &both, Alignment::Left),
        Command::Collapse => actions::collapse(&document, &arranged, &first),
        Command::Connect => match actions::connect(&document, &one, &other) {
            Ok(transaction) => transaction,
            Err(_) => return,
        },
        Command::Delete => actions::delete(&document, &arranged, &first),
        Command::Disconnect => match actions::disconnect(&document, &one, &other) {
            Ok(transaction) => transaction,
            Err(_) => return,
        },
        Command::Distribute => {
            let all: Vec<ResourceId> = document.resources().map(|(id, _)| id.clone()).collect();
            actions::distribute(&document, &arranged, &all, Direction::Vertical)
        }
        Command::Duplicate => {
            let copied = actions::duplicate(&document, &arranged, &both, None);
            editor.commit_and_select(copied.transaction, copied.ids);
            return;
        }
        Command::Expand => actions::expand(&document, &arranged, &first),
        Command::Fit => actions::fit_to_contents(&document, &arranged, &one),
        Command::FoldAlike => actions::fold_alike(&document, &arranged),
        Command::LayOut => actions::lay_out(&document, &arranged, None),
        Command::LayOutSelection => actions::lay_out_selection(&document, &arranged, &both),
        Command::Lock => actions::set_locked(&document, &arranged, &both, true),
        Command::Nudge => actions::nudge(&document, &arranged, &both, Offset::new(8, 0)),
        Command::Note => actions::set_note(&document, &one, "who asked for this?"),
        Command::Rename => actions::set_name(&document, &one, "renamed"),
        Command::Unlock => actions::set_locked(&document, &arranged, &both, false),
    };
    editor.commit(transaction);
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

/// What is locked itself and has a place of its own, before and after a deed, with where it stands.
fn locked(editor: &Editor) -> BTreeMap<ResourceId, Rect> {
    let workspace = editor.workspace();
    // A container may grow around what is only looked at, and be again what it was.
    let (document, arranged) = (workspace.committed(), workspace.committed_arrangement());
    let all = document.resources().map(|(id, _)| id);
    let is_locked = |id: &&ResourceId| document.is_placed(id) && document.lock(id) == Some(*id);
    all.filter(is_locked)
        .filter_map(|id| Some((id.clone(), arranged.rect(id)?)))
        .collect()
}

/// What is locked stays; containers keep their corner, and are as large as what the network puts into them needs.
fn check_locks(editor: &Editor, before: &BTreeMap<ResourceId, Rect>, deed: &Deed) {
    let after = locked(editor);
    for (id, rect) in before {
        let Some(now) = after.get(id) else { continue };
        let document = editor.workspace().committed();
        let kind = document.resource(id).unwrap().kind();
        let stays = rect == now || kind.is_container() && rect.min == now.min;
        assert!(stays, "{id}: {rect:?} {now:?} by {deed:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// Some 10,000 gestures and commands a run.
    #[test]
    fn whatever_is_done_can_be_undone_and_redone(deeds in vec(deed(), 20..60)) {
        let mut editor = Editor::new(Workspace::new(document(PRIVATE_LINK)));
        let first = file::write(editor.workspace().committed());
        for deed in &deeds {
            let before = locked(&editor);
            perform(&mut editor, deed);
            check_invariants(&editor);
            check_locks(&editor, &before, deed);
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
    fn a_gesture_given_up_leaves_no_trace(deeds in vec(deed(), 1..20), at in (0..1800_i32, 0..700_i32)) {
        let mut editor = Editor::new(Workspace::new(document(PRIVATE_LINK)));
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
