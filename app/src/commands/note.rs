//! Notes: a new one is made and written at once, and gone again if nothing is written; one that is opened is written where
//! it stands.

use vpcanvas_editor::{Selection, Template};
use vpcanvas_model::{Change, Kind, ResourceId};

use super::{dispatch::Dispatch, edit, pointer_on_canvas};
use crate::session::WordsField;
use crate::state::State;

/// Makes a note where the pointer is on the canvas, or by the selection, and begins to write it.
pub(super) fn begin(dispatch: &mut Dispatch<'_>) {
    let before = dispatch.state.workspace().revision();
    let template = Template::Resource(Kind::Note);
    match pointer_on_canvas(dispatch) {
        Some(at) => edit::insert_at(dispatch, template, at),
        None => edit::insert_near_selection(dispatch, template),
    }
    if dispatch.state.workspace().revision() != before {
        open(dispatch.state);
    }
}

/// Lets the selected object be named; a note is written instead.
pub(super) fn open(state: &mut State) {
    let workspace = state.workspace();
    let is_note = |id: &_| {
        let resource = workspace.document().resource(id);
        resource.is_some_and(|resource| resource.kind() == Kind::Note)
    };
    let note = workspace.selection().only().filter(|id| is_note(id));
    match note.cloned() {
        Some(note) => state.session.writing = Some(note),
        None => state.session.asked.field = Some(WordsField::Name),
    }
}

/// Ends the writing. A note that was only just made and left empty is gone, as if it had not been made.
pub(super) fn close(state: &mut State) {
    let Some(note) = state.session.writing.take() else {
        return;
    };
    if !is_new_and_empty(state, &note) {
        return;
    }
    let selected = state.workspace().selection().ids().iter();
    let others: Selection = selected.filter(|id| **id != note).cloned().collect();
    state.editor.undo();
    if !others.is_empty() {
        state.editor.select(others);
    }
    state.session.notice = None;
}

/// Whether the last step made the note, and nothing is written on it.
fn is_new_and_empty(state: &State, note: &ResourceId) -> bool {
    let workspace = state.workspace();
    let resource = workspace.committed().resource(note);
    let is_empty = resource.is_some_and(|resource| {
        resource.kind() == Kind::Note && resource.note.as_deref().is_none_or(str::is_empty)
    });
    let makes =
        |change: &Change| matches!(change, Change::Resource { id, before: None, .. } if id == note);
    let last = workspace.done().next();
    is_empty && last.is_some_and(|step| step.changes().iter().any(makes))
}
