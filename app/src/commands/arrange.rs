//! Where things stand: in line, at equal distances, laid out anew. A new layout is looked at before it is kept.

use vpcanvas_editor::actions::{self, Alignment, Direction};
use vpcanvas_editor::{LAYOUT_IS_LOCKED, Selection, lock_words};
use vpcanvas_model::arrangement::Laying;
use vpcanvas_model::{Document, ResourceId, Transaction};

use super::{Command, dispatch::Dispatch, edit, tried, view};
use crate::session::{LayingOut, Tried};
use crate::state::State;

/// Designs of more resources are laid out a little in each frame.
const AT_ONCE: usize = 2_000;
/// So many resources are laid out in a frame.
const A_FRAME: usize = 400;

pub(super) fn run(dispatch: &mut Dispatch<'_>, command: Command) {
    let moves = !matches!(
        command,
        Command::Collapse | Command::Expand | Command::ToggleLock | Command::LockLayout
    );
    if moves && dispatch.state.editor.keeps_layout() {
        dispatch.state.session.notice = Some(LAYOUT_IS_LOCKED.to_owned());
        return;
    }
    match command {
        Command::AlignLeft => align(dispatch, Alignment::Left),
        Command::AlignCenter => align(dispatch, Alignment::Center),
        Command::AlignRight => align(dispatch, Alignment::Right),
        Command::AlignTop => align(dispatch, Alignment::Top),
        Command::AlignMiddle => align(dispatch, Alignment::Middle),
        Command::AlignBottom => align(dispatch, Alignment::Bottom),
        Command::DistributeHorizontally => distribute(dispatch, Direction::Horizontal),
        Command::DistributeVertically => distribute(dispatch, Direction::Vertical),
        Command::Snap => {
            let mut settings = dispatch.state.settings.clone();
            let snaps = !(settings.snaps_to_grid || settings.snaps_to_guides);
            settings.snaps_to_grid = snaps;
            settings.snaps_to_guides = snaps;
            view::change(dispatch, settings);
        }
        Command::FitToContents => fit(dispatch),
        Command::TidyContainer => {
            let selected = dispatch.state.workspace().selection().only().cloned();
            tidy(dispatch, selected.as_ref());
        }
        Command::TidyAll => tidy(dispatch, None),
        Command::TidySelection => tidy_selection(dispatch),
        Command::FoldAlike => fold_alike(dispatch),
        Command::Collapse => collapse(dispatch),
        Command::Expand => expand(dispatch),
        Command::ToggleLock => toggle_lock(dispatch),
        Command::LockLayout => lock_layout(dispatch),
        _ => {}
    }
}

fn align(dispatch: &mut Dispatch<'_>, alignment: Alignment) {
    let workspace = dispatch.state.workspace();
    let (document, arrangement) = (workspace.committed(), workspace.committed_arrangement());
    let ids = workspace.selection().ids();
    let aligned = actions::align(document, arrangement, ids, alignment);
    apply_or_say(dispatch, aligned);
}

fn distribute(dispatch: &mut Dispatch<'_>, direction: Direction) {
    let workspace = dispatch.state.workspace();
    let (document, arrangement) = (workspace.committed(), workspace.committed_arrangement());
    let ids = workspace.selection().ids();
    let distributed = actions::distribute(document, arrangement, ids, direction);
    apply_or_say(dispatch, distributed);
}

fn apply_or_say(dispatch: &mut Dispatch<'_>, change: Result<Transaction, String>) {
    match change {
        Ok(transaction) => apply(dispatch, transaction),
        Err(refusal) => dispatch.state.session.notice = Some(refusal),
    }
}

fn fit(dispatch: &mut Dispatch<'_>) {
    let workspace = dispatch.state.workspace();
    if let Some(id) = workspace.selection().only() {
        let (document, arrangement) = (workspace.committed(), workspace.committed_arrangement());
        let transaction = actions::fit_to_contents(document, arrangement, id);
        apply(dispatch, transaction);
    }
}

fn collapse(dispatch: &mut Dispatch<'_>) {
    let workspace = dispatch.state.workspace();
    let (document, arrangement) = (workspace.committed(), workspace.committed_arrangement());
    let selected = workspace.selection().ids();
    let ids = actions::collapsible(document, arrangement, selected);
    if ids.is_empty() {
        let locked = lock_words(document, selected);
        let words = locked.unwrap_or_else(|| text!("said-nothing-to-collapse").to_owned());
        dispatch.state.session.notice = Some(words);
        return;
    }
    let transaction = actions::collapse(document, arrangement, &ids);
    fold(dispatch, transaction, ids);
}

fn expand(dispatch: &mut Dispatch<'_>) {
    let workspace = dispatch.state.workspace();
    let (document, arrangement) = (workspace.committed(), workspace.committed_arrangement());
    let selected = workspace.selection().ids();
    let ids = actions::expandable(document, arrangement, selected);
    let alike = actions::unfoldable(document, arrangement, selected);
    if ids.is_empty() && !alike.is_empty() {
        let transaction = actions::unfold(document, arrangement, &alike);
        fold(dispatch, transaction, alike);
        return;
    }
    if ids.is_empty() {
        let locked = kept_words(document, selected);
        let words = locked.unwrap_or_else(|| text!("said-nothing-to-expand").to_owned());
        dispatch.state.session.notice = Some(words);
        return;
    }
    let transaction = actions::expand(document, arrangement, &ids);
    // What was selected though it was hidden is in sight again.
    let select = selected.to_vec();
    fold(dispatch, transaction, select);
}

/// Why none of some things can be expanded, if a lock is the reason.
pub(super) fn kept_words(document: &Document, ids: &[ResourceId]) -> Option<String> {
    let is_kept = ids.iter().any(|id| document.lock(id).is_some());
    lock_words(document, ids).filter(|_| is_kept)
}

/// Collapses a container, or expands it.
pub(super) fn fold_one(dispatch: &mut Dispatch<'_>, id: ResourceId) {
    let is_collapsed = dispatch.state.workspace().arrangement().is_collapsed(&id);
    dispatch.state.editor.select(Selection::one(id));
    if is_collapsed {
        expand(dispatch);
    } else {
        collapse(dispatch);
    }
}

fn fold(dispatch: &mut Dispatch<'_>, transaction: Transaction, select: Vec<ResourceId>) {
    let label = transaction.label.clone();
    dispatch.state.editor.commit_and_select(transaction, select);
    dispatch.state.session.notice = Some(label);
}

fn toggle_lock(dispatch: &mut Dispatch<'_>) {
    let workspace = dispatch.state.workspace();
    let (document, arrangement) = (workspace.committed(), workspace.committed_arrangement());
    let ids = workspace.selection().ids();
    let locks = !actions::are_locked(document, ids);
    let transaction = actions::set_locked(document, arrangement, ids, locks);
    edit::apply(dispatch, transaction);
}

fn lock_layout(dispatch: &mut Dispatch<'_>) {
    let editor = &mut dispatch.state.editor;
    let keeps = !editor.keeps_layout();
    editor.keep_layout(keeps);
    let words = if keeps {
        text!("said-layout-locked")
    } else {
        text!("said-layout-unlocked")
    };
    dispatch.state.session.notice = Some(words.to_owned());
}

fn apply(dispatch: &mut Dispatch<'_>, transaction: Transaction) {
    if transaction.is_empty() && edit::says_locked(dispatch) {
        return;
    }
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
        let is_locked = container.is_some() && edit::says_locked(dispatch);
        if is_locked {
            return;
        }
        dispatch.state.session.notice = Some(text!("said-nothing-placed-by-hand").to_owned());
        return;
    }
    let tried = Tried {
        sort: text!("fix-sort-layout"),
        title: transaction.label.clone(),
        transaction,
    };
    if container.is_none() {
        look_at_all(dispatch, tried);
    } else {
        tried::look_at(dispatch, tried);
    }
}

fn tidy_selection(dispatch: &mut Dispatch<'_>) {
    let workspace = dispatch.state.workspace();
    let (document, arrangement) = (workspace.committed(), workspace.committed_arrangement());
    let ids = workspace.selection().ids();
    let transaction = actions::lay_out_selection(document, arrangement, ids);
    if transaction.is_empty() {
        if !edit::says_locked(dispatch) {
            dispatch.state.session.notice = Some(text!("said-in-line-already").to_owned());
        }
        return;
    }
    let tried = Tried {
        sort: text!("fix-sort-layout"),
        title: transaction.label.clone(),
        transaction,
    };
    tried::look_at(dispatch, tried);
}

fn fold_alike(dispatch: &mut Dispatch<'_>) {
    let workspace = dispatch.state.workspace();
    let (document, arrangement) = (workspace.committed(), workspace.committed_arrangement());
    let transaction = actions::fold_alike(document, arrangement);
    if transaction.is_empty() {
        dispatch.state.session.notice = Some(text!("said-nothing-alike").to_owned());
        return;
    }
    let tried = Tried {
        sort: text!("fix-sort-fold"),
        title: transaction.label.clone(),
        transaction,
    };
    look_at_all(dispatch, tried);
}

/// Shows a change of where everything stands: of a small design at once, else when its layout is made.
fn look_at_all(dispatch: &mut Dispatch<'_>, tried: Tried) {
    let workspace = dispatch.state.workspace();
    let document = workspace.committed();
    if document.resources().len() <= AT_ONCE {
        tried::look_at(dispatch, tried);
        dispatch.state.session.asked.fit = true;
        return;
    }
    let after = document.with(&tried.transaction);
    let laying = Laying::new(after, workspace.committed_arrangement());
    dispatch.state.session.laying = Some(LayingOut {
        tried,
        laying,
        revision: workspace.revision(),
    });
}

/// Goes on with the layout that is being made; returns whether there is one, which another frame is wanted for.
pub(crate) fn go_on(state: &mut State) -> bool {
    let Some(mut making) = state.session.laying.take() else {
        return false;
    };
    if making.revision != state.workspace().revision() {
        state.session.notice = Some(text!("said-laying-cancelled").to_owned());
        return true;
    }
    if making.laying.work(A_FRAME) {
        let LayingOut { tried, laying, .. } = making;
        let transaction = tried.transaction.clone();
        state.editor.preview_arranged(transaction, laying.finish());
        state.session.notice = None;
        state.session.tried = Some(tried);
        state.session.asked.fit = true;
    } else {
        let (done, total) = making.laying.progress();
        state.session.notice = Some(text!("said-laying-out", done = done, total = total));
        state.session.laying = Some(making);
    }
    true
}

/// Breaks off the layout that is being made; returns whether there was one.
pub(super) fn break_off(state: &mut State) -> bool {
    let is_making = state.session.laying.take().is_some();
    if is_making {
        state.session.notice = Some(text!("said-laying-cancelled").to_owned());
    }
    is_making
}
