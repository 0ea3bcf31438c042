//! Changes to the design and the selection. Each is one step of the history.

use vpcanvas_editor::{Inserted, Selection, Template, home_near, insert};
use vpcanvas_model::geometry::Point;
use vpcanvas_model::ResourceId;

use super::{Command, dispatch::Dispatch};
use crate::session::Tool;

pub(super) fn run(dispatch: &mut Dispatch<'_>, command: Command) {
    let workspace = &mut dispatch.state.workspace;
    match command {
        Command::Undo => {
            let label = workspace.undo();
            dispatch.state.session.notice = label.map(|label| format!("Undone: {label}"));
        }
        Command::Redo => {
            let label = workspace.redo();
            dispatch.state.session.notice = label.map(|label| format!("Done again: {label}"));
        }
        Command::Rename => dispatch.state.session.is_rename_asked = true,
        Command::SelectAll => {
            let all: Selection = workspace.document().resources().map(|(id, _)| id.clone()).collect();
            workspace.select(all);
        }
        Command::Escape => escape(dispatch),
        _ => {}
    }
}

/// Leaves what is nearest: the gesture, the tool, then the selection.
fn escape(dispatch: &mut Dispatch<'_>) {
    let state = &mut *dispatch.state;
    if state.workspace.is_previewing() {
        state.workspace.cancel_preview();
    } else if state.session.tool != Tool::Select {
        state.session.tool = Tool::Select;
    } else {
        state.workspace.select(Selection::none());
    }
}

/// Inserts by the selection, where there is room.
pub(super) fn insert_near_selection(dispatch: &mut Dispatch<'_>, template: Template) {
    let workspace = &dispatch.state.workspace;
    let selected = workspace.selection().primary();
    match home_near(workspace.document(), template.kind(), selected) {
        Ok(home) => put(dispatch, template, home.as_ref(), None),
        Err(reason) => dispatch.state.session.notice = Some(reason),
    }
}

/// Inserts where something was dropped.
pub(super) fn drop_at(dispatch: &mut Dispatch<'_>, template: Template, at: Point) {
    let workspace = &dispatch.state.workspace;
    let target = vpcanvas_editor::drop_target(workspace.document(), workspace.arrangement(), template.kind(), at);
    match target {
        Ok(home) => put(dispatch, template, home.as_ref(), Some(at)),
        Err(reason) => dispatch.state.session.notice = Some(reason),
    }
}

fn put(dispatch: &mut Dispatch<'_>, template: Template, into: Option<&ResourceId>, at: Option<Point>) {
    let state = &mut *dispatch.state;
    state.workspace.cancel_preview();
    match insert(state.workspace.document(), state.workspace.arrangement(), template, into, at) {
        Ok(Inserted { transaction, id }) => {
            state.session.notice = Some(transaction.label.clone());
            state.workspace.commit_and_select(transaction, [id]);
        }
        Err(reason) => state.session.notice = Some(reason),
    }
}
