//! From object to object by the keyboard, and something new beside one, connected with it.

use vpcanvas_editor::{Selection, Way, navigate};
use vpcanvas_model::arrangement::{FLOW_GAP, TILE};
use vpcanvas_model::geometry::{Offset, Point};

use super::{Command, dispatch::Dispatch};
use crate::canvas;
use crate::session::Search;

pub(super) fn run(dispatch: &mut Dispatch<'_>, command: Command) {
    match command {
        Command::GoLeft => go(dispatch, Way::Left),
        Command::GoRight => go(dispatch, Way::Right),
        Command::GoUp => go(dispatch, Way::Up),
        Command::GoDown => go(dispatch, Way::Down),
        Command::GoInto => go(dispatch, Way::Into),
        Command::GoOutOf => go(dispatch, Way::OutOf),
        Command::ConnectLeft => offer_beside(dispatch, -1, 0),
        Command::ConnectRight => offer_beside(dispatch, 1, 0),
        Command::ConnectUp => offer_beside(dispatch, 0, -1),
        Command::ConnectDown => offer_beside(dispatch, 0, 1),
        Command::SaySelection => say_selection(dispatch),
        _ => {}
    }
}

fn go(dispatch: &mut Dispatch<'_>, way: Way) {
    let workspace = dispatch.state.workspace();
    let from = workspace.selection().primary();
    match navigate(workspace.arrangement(), from, way) {
        Some(id) => {
            dispatch.state.editor.select(Selection::one(id.clone()));
            dispatch.show(&id);
            canvas::focus_object(dispatch.context, &id);
        }
        None => dispatch.state.session.notice = Some(text!("said-nothing-that-way").to_owned()),
    }
}

/// Offers what can be connected with the selected object, to stand beside it on one side.
fn offer_beside(dispatch: &mut Dispatch<'_>, x: i32, y: i32) {
    let workspace = dispatch.state.workspace();
    let Some(from) = workspace.selection().only().cloned() else {
        return;
    };
    let Some(rect) = workspace.arrangement().rect(&from) else {
        return;
    };
    let beside = |extent: i32, size: i32| extent / 2 + FLOW_GAP + size / 2;
    let by = Offset::new(
        x * beside(rect.width(), TILE.width),
        y * beside(rect.height(), TILE.height),
    );
    let at: Point = rect.center().moved(by);
    dispatch.state.session.search = Some(Search::Connected(from, at));
}

/// Says again what is selected, for those who cannot see it.
fn say_selection(dispatch: &mut Dispatch<'_>) {
    let selection = dispatch.state.workspace().selection();
    let label = selection
        .primary()
        .and_then(|id| dispatch.answers.picture.item(id.as_str()))
        .map(|item| item.label.clone());
    let words = match (selection.len(), label) {
        (0, _) => text!("refused-selection").to_owned(),
        (1, Some(label)) => text!("status-selected", object = label),
        (count, _) => text!("inspector-selected", count = count),
    };
    dispatch.state.session.notice = Some(words);
}
