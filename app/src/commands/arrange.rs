//! Where things stand: in line, at equal distances, laid out anew. A new layout is looked at before it is kept.

use vpcanvas_editor::actions::{self, Alignment, Direction};
use vpcanvas_model::{ResourceId, Transaction};

use super::{Command, dispatch::Dispatch, edit, tried};
use crate::session::Tried;

pub(super) fn run(dispatch: &mut Dispatch<'_>, command: Command) {
    match command {
        Command::AlignLeft => align(dispatch, Alignment::Left),
        Command::AlignCenter => align(dispatch, Alignment::Center),
        Command::AlignRight => align(dispatch, Alignment::Right),
        Command::AlignTop => align(dispatch, Alignment::Top),
        Command::AlignMiddle => align(dispatch, Alignment::Middle),
        Command::AlignBottom => align(dispatch, Alignment::Bottom),
        Command::DistributeHorizontally => distribute(dispatch, Direction::Horizontal),
        Command::DistributeVertically => distribute(dispatch, Direction::Vertical),
        Command::FitToContents => fit(dispatch),
        Command::TidyContainer => {
            let selected = dispatch.state.workspace().selection().only().cloned();
            tidy(dispatch, selected.as_ref());
        }
        Command::TidyAll => tidy(dispatch, None),
        _ => {}
    }
}

fn align(dispatch: &mut Dispatch<'_>, alignment: Alignment) {
    let workspace = dispatch.state.workspace();
    let (document, arrangement) = (workspace.committed(), workspace.committed_arrangement());
    let ids = workspace.selection().ids();
    let transaction = actions::align(document, arrangement, ids, alignment);
    apply(dispatch, transaction);
}

fn distribute(dispatch: &mut Dispatch<'_>, direction: Direction) {
    let workspace = dispatch.state.workspace();
    let (document, arrangement) = (workspace.committed(), workspace.committed_arrangement());
    let ids = workspace.selection().ids();
    let transaction = actions::distribute(document, arrangement, ids, direction);
    apply(dispatch, transaction);
}

fn fit(dispatch: &mut Dispatch<'_>) {
    let workspace = dispatch.state.workspace();
    if let Some(id) = workspace.selection().only() {
        let (document, arrangement) = (workspace.committed(), workspace.committed_arrangement());
        let transaction = actions::fit_to_contents(document, arrangement, id);
        apply(dispatch, transaction);
    }
}

fn apply(dispatch: &mut Dispatch<'_>, transaction: Transaction) {
    if transaction.is_empty() {
        dispatch.state.session.notice = Some(text!("said-in-line-already").to_owned());
    } else {
        edit::apply(dispatch, transaction);
    }
}

/// Shows a container, or everything, laid out anew; what was placed by hand stays so until it is kept.
fn tidy(dispatch: &mut Dispatch<'_>, container: Option<&ResourceId>) {
    let workspace = dispatch.state.workspace();
    let (document, arrangement) = (workspace.committed(), workspace.committed_arrangement());
    let transaction = actions::lay_out(document, arrangement, container);
    if transaction.is_empty() {
        dispatch.state.session.notice = Some(text!("said-nothing-placed-by-hand").to_owned());
        return;
    }
    let tried = Tried {
        sort: text!("fix-sort-layout"),
        title: transaction.label.clone(),
        transaction,
    };
    tried::look_at(dispatch, tried);
    if container.is_none() {
        dispatch.state.session.asked.fit = true;
    }
}
