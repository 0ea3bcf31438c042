//! Changes to the design and the selection. Each is one step of the history.

use vpcanvas_editor::tool::{Effect, Event, Tool};
use vpcanvas_editor::{
    Finder, Frame, Inserted, LAYOUT_IS_LOCKED, Selection, Template, actions, drop_target,
    home_near, insert_connected, insert_for, lock_words,
};
use vpcanvas_model::geometry::{Offset, Point};
use vpcanvas_model::{ResourceId, Transaction, arrangement::GRID};

use super::{Command, analysis, arrange, clipboard, dispatch::Dispatch, go, note, tried};
use crate::answers::found::found;
use crate::panels::parts;
use crate::session::{Hold, Search, WordsField};
use crate::state::State;

pub(super) fn run(dispatch: &mut Dispatch<'_>, command: Command) {
    let editor = &mut dispatch.state.editor;
    match command {
        Command::Undo => {
            let label = editor.undo();
            dispatch.state.session.notice = label.map(|label| text!("said-undone", change = label));
        }
        Command::Redo => {
            let label = editor.redo();
            dispatch.state.session.notice =
                label.map(|label| text!("said-done-again", change = label));
        }
        Command::InsertByName => dispatch.state.session.search = Some(Search::Insert(None)),
        Command::Find => dispatch.state.session.search = Some(Search::Objects),
        Command::FindNext => find_again(dispatch, 1),
        Command::FindPrevious => find_again(dispatch, -1),
        Command::InsertContainer => {
            dispatch.state.session.search = Some(Search::Container);
        }
        Command::MoveInto => dispatch.state.session.search = Some(Search::Home),
        Command::NewNote => note::begin(dispatch),
        Command::NoteOnObject => dispatch.state.session.asked.field = Some(WordsField::Note),
        Command::Duplicate => duplicate(dispatch),
        Command::Copy => clipboard::copy(dispatch),
        Command::CopySvg => clipboard::copy_svg(dispatch),
        Command::CopyPng => clipboard::copy_png(dispatch),
        Command::Cut => {
            clipboard::copy(dispatch);
            delete(dispatch);
        }
        Command::Paste => dispatch
            .context
            .send_viewport_cmd(egui::ViewportCommand::RequestPaste),
        Command::Delete => delete(dispatch),
        Command::Rename => match folded(dispatch.state) {
            Some(tile) => arrange::fold_one(dispatch, tile),
            None => note::open(dispatch.state),
        },
        Command::SelectAll => {
            // What a collapsed container does not show is moved and deleted with it.
            let shown = editor.workspace().arrangement().resources.keys();
            let all: Selection = shown.cloned().collect();
            editor.select(all);
        }
        Command::Escape => escape(dispatch),
        other => go::run(dispatch, other),
    }
}

/// The only selected object, if it is a tile that stands for others.
fn folded(state: &State) -> Option<ResourceId> {
    let arrangement = state.workspace().arrangement();
    let selected = state.workspace().selection().only();
    let tile = selected.filter(|id| !actions::folded_in(arrangement, id).is_empty());
    tile.cloned()
}

/// Goes on from the selected object to another one that was found.
fn find_again(dispatch: &mut Dispatch<'_>, step: isize) {
    let workspace = dispatch.state.workspace();
    let finder = Finder::new(workspace.document());
    let sought = &dispatch.state.session.sought;
    let found = found(&finder, dispatch.answers.problems(), sought);
    let selected = workspace.selection().primary();
    let here = found.iter().position(|one| Some(&one.id) == selected);
    if let Some(next) = parts::next_of(here, found.len(), step).and_then(|next| found.get(next)) {
        let notice = format!("{} · {}", next.id, next.by);
        dispatch.show(&next.id);
        dispatch.state.session.notice = Some(notice);
    } else {
        dispatch.state.session.notice = Some(text!("said-nothing-found", sought = sought));
    }
}

/// Leaves what is nearest: an edit in progress, the hand, then whatever the tool says.
fn escape(dispatch: &mut Dispatch<'_>) {
    dispatch.state.session.notice = None;
    if arrange::break_off(dispatch.state) {
        return;
    }
    if tried::is_shown(dispatch.state) {
        tried::drop(dispatch);
    } else if dispatch.state.session.hold != Hold::Tool {
        dispatch.state.session.hold = Hold::Tool;
    } else {
        canvas_event(dispatch, &Event::Escape, 0);
    }
}

/// Hands an event to the tool; what only the window can do is done here.
pub(super) fn canvas_event(dispatch: &mut Dispatch<'_>, event: &Event, drag_threshold: i32) {
    let is_placing = matches!(dispatch.state.editor.tool(), Tool::Placing(_));
    // What was said of the gesture before does not stay for the next one.
    match event {
        Event::PointerDown(_) => dispatch.state.session.notice = None,
        Event::PointerUp(_) if is_placing => dispatch.state.session.notice = None,
        _ => {}
    }
    let snapping = dispatch.state.settings.snapping();
    dispatch.state.editor.snap_to(snapping);
    for effect in dispatch.state.editor.on_event(event, drag_threshold) {
        let session = &mut dispatch.state.session;
        match effect {
            Effect::Message(message) => session.notice = Some(message),
            Effect::Open(id) => {
                dispatch.state.editor.select(Selection::one(id));
                note::open(dispatch.state);
            }
            Effect::OfferInsert(at) => session.search = Some(Search::Insert(Some(at))),
            Effect::OfferConnected(from, at) => {
                session.search = Some(Search::Connected(from, at));
            }
            Effect::Probe(from, to) => analysis::probed(dispatch, &from, &to),
            Effect::Select(_)
            | Effect::Preview(_)
            | Effect::CommitPreview
            | Effect::CancelPreview
            | Effect::Commit(..)
            | Effect::Copy { .. } => {}
        }
    }
}

/// Makes a change that is complete in itself, and says so.
pub(super) fn apply(dispatch: &mut Dispatch<'_>, transaction: Transaction) {
    let label = transaction.label.clone();
    if dispatch.state.editor.commit(transaction) {
        dispatch.state.session.notice = Some(label);
    }
}

fn delete(dispatch: &mut Dispatch<'_>) {
    let workspace = dispatch.state.workspace();
    let ids = workspace.selection().ids();
    let transaction = actions::delete(
        workspace.committed(),
        workspace.committed_arrangement(),
        ids,
    );
    apply(dispatch, transaction);
    says_locked(dispatch);
}

/// Says what of the selection a lock keeps where it is, if it keeps any of it.
pub(super) fn says_locked(dispatch: &mut Dispatch<'_>) -> bool {
    let workspace = dispatch.state.workspace();
    let words = lock_words(workspace.committed(), workspace.selection().ids());
    let is_locked = words.is_some();
    if is_locked {
        dispatch.state.session.notice = words;
    }
    is_locked
}

fn duplicate(dispatch: &mut Dispatch<'_>) {
    let done = dispatch.state.editor.duplicate();
    dispatch.state.session.asked.reveal |= done.is_ok();
    let (Ok(words) | Err(words)) = done;
    dispatch.state.session.notice = Some(words);
}

/// Makes a change that adds copies, and shows them.
pub(super) fn put_copies(dispatch: &mut Dispatch<'_>, copied: actions::Copied) {
    dispatch.state.session.notice = Some(copied.transaction.label.clone());
    dispatch
        .state
        .editor
        .commit_and_select(copied.transaction, copied.ids);
    dispatch.state.session.asked.reveal = true;
}

/// Moves the selection by a step of the grid, or by five.
pub(crate) fn nudge(dispatch: &mut Dispatch<'_>, x: i32, y: i32, is_big: bool) {
    if dispatch.state.editor.keeps_layout() {
        dispatch.state.session.notice = Some(LAYOUT_IS_LOCKED.to_owned());
        return;
    }
    let workspace = dispatch.state.workspace();
    let step = if is_big { 5 * GRID } else { GRID };
    let by = Offset::new(x * step, y * step);
    let ids = workspace.selection().ids();
    let nudged = actions::nudge(
        workspace.committed(),
        workspace.committed_arrangement(),
        ids,
        by,
    );
    match nudged {
        Ok(transaction) => {
            dispatch.state.editor.commit(transaction);
            says_locked(dispatch);
        }
        Err(refusal) => dispatch.state.session.notice = Some(refusal),
    }
}

/// Inserts by the selection, where there is room.
pub(super) fn insert_near_selection(dispatch: &mut Dispatch<'_>, template: Template) {
    let workspace = dispatch.state.workspace();
    let selected = workspace.selection().primary();
    match home_near(workspace.document(), template.kind(), selected) {
        Ok(home) => put(dispatch, template, home.as_ref(), None),
        Err(reason) => dispatch.state.session.notice = Some(reason),
    }
}

/// Inserts at a point of the canvas.
pub(super) fn insert_at(dispatch: &mut Dispatch<'_>, template: Template, at: Point) {
    let workspace = dispatch.state.workspace();
    match drop_target(
        workspace.document(),
        workspace.arrangement(),
        template.kind(),
        at,
    ) {
        Ok(home) => put(dispatch, template, home.as_ref(), Some(at)),
        Err(reason) => dispatch.state.session.notice = Some(reason),
    }
}

fn put(
    dispatch: &mut Dispatch<'_>,
    template: Template,
    into: Option<&ResourceId>,
    at: Option<Point>,
) {
    let workspace = dispatch.state.workspace();
    let inserted = insert_for(
        workspace.committed(),
        workspace.committed_arrangement(),
        template,
        into,
        at,
        workspace.selection().ids(),
    );
    keep(dispatch, inserted, at);
}

/// Inserts by a place of the canvas what is connected with an object.
pub(super) fn put_connected(
    dispatch: &mut Dispatch<'_>,
    template: Template,
    from: &ResourceId,
    at: Point,
) {
    let workspace = dispatch.state.workspace();
    let (document, arranged) = (workspace.committed(), workspace.committed_arrangement());
    let inserted = insert_connected(document, arranged, template, from, at);
    keep(dispatch, inserted, None);
}

/// Puts some objects into or on another one, or on the canvas, and shows them.
pub(super) fn move_to(dispatch: &mut Dispatch<'_>, ids: &[ResourceId], to: Option<&ResourceId>) {
    if dispatch.state.editor.keeps_layout() {
        dispatch.state.session.notice = Some(LAYOUT_IS_LOCKED.to_owned());
        return;
    }
    let workspace = dispatch.state.workspace();
    let (document, arranged) = (workspace.committed(), workspace.committed_arrangement());
    let moved = actions::move_to(document, arranged, ids, to);
    keep_moved(dispatch, ids, moved);
}

/// Puts some objects into a Region or zone, and shows them.
pub(super) fn move_to_frame(dispatch: &mut Dispatch<'_>, ids: &[ResourceId], to: &Frame) {
    if dispatch.state.editor.keeps_layout() {
        dispatch.state.session.notice = Some(LAYOUT_IS_LOCKED.to_owned());
        return;
    }
    let workspace = dispatch.state.workspace();
    let (document, arranged) = (workspace.committed(), workspace.committed_arrangement());
    let moved = actions::move_to_frame(document, arranged, ids, to);
    keep_moved(dispatch, ids, moved);
}

fn keep_moved(dispatch: &mut Dispatch<'_>, ids: &[ResourceId], moved: Result<Transaction, String>) {
    match moved {
        Ok(transaction) => {
            dispatch.state.session.notice = Some(transaction.label.clone());
            let ids = ids.iter().cloned();
            dispatch.state.editor.commit_and_select(transaction, ids);
            dispatch.state.session.asked.reveal = true;
        }
        Err(reason) => dispatch.state.session.notice = Some(reason),
    }
}

fn keep(dispatch: &mut Dispatch<'_>, inserted: Result<Inserted, String>, at: Option<Point>) {
    match inserted {
        Ok(Inserted { transaction, id }) => {
            dispatch.state.session.notice = Some(transaction.label.clone());
            dispatch.state.editor.commit_and_select(transaction, [id]);
            // What was put at a point is where the user looks.
            dispatch.state.session.asked.reveal = at.is_none();
        }
        Err(reason) => dispatch.state.session.notice = Some(reason),
    }
}
