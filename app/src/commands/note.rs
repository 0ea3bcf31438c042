//! Notes: a new one is made and written at once; one that is opened is written where it stands.

use vpcanvas_editor::Template;
use vpcanvas_model::Kind;

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
