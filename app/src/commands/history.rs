//! Designs as they were: versions brought back, and what was open before.

use vpcanvas_editor::Workspace;
use vpcanvas_editor::actions::become_like;

use super::dispatch::Dispatch;
use super::file::{complain, guard};
use crate::panels::dialogs::{Dialog, Then};
use crate::state::{DesignFile, Waiting};
use crate::versions::{self, Version, ago};

/// Lists the versions of the design.
pub(super) fn show_versions(dispatch: &mut Dispatch<'_>) {
    let state = &mut *dispatch.state;
    state.editor.commit_preview();
    let store = dispatch.platform.store();
    let versions = store.map(|store| versions::of(store, &state.file));
    state.versions = versions.unwrap_or_default();
    state.session.dialogs.push(Dialog::Versions);
}

/// Makes the design what it was, as one step.
pub(super) fn restore_version(dispatch: &mut Dispatch<'_>, index: usize) {
    let Some((version, document)) = version(dispatch, index) else {
        return;
    };
    let label = text!("versions-step", ago = ago(version.time));
    let state = &mut *dispatch.state;
    let transaction = become_like(state.workspace().committed(), &document, &label);
    if state.editor.commit(transaction) {
        state.session.notice = Some(label);
    } else {
        state.session.notice = Some(text!("versions-same").to_owned());
    }
}

/// Shows the design as it was, as a new one that no file holds.
pub(super) fn open_version(dispatch: &mut Dispatch<'_>, index: usize) {
    if let Some((_, document)) = version(dispatch, index) {
        let file = DesignFile {
            place: None,
            ..dispatch.state.file.clone()
        };
        dispatch.state.waiting = Some(Waiting {
            workspace: Workspace::unsaved(document),
            file,
            slot: None,
        });
        guard(dispatch, Then::Replace);
    }
}

fn version(
    dispatch: &mut Dispatch<'_>,
    index: usize,
) -> Option<(Version, vpcanvas_model::Document)> {
    let version = dispatch.state.versions.get(index)?.clone();
    match version.document() {
        Ok(document) => Some((version, document)),
        Err(why) => {
            complain(dispatch.state, text!("versions-unreadable"), why);
            None
        }
    }
}

/// Opens what was open before: its file, or in the browser the last version that is kept.
pub(super) fn open_recent(dispatch: &mut Dispatch<'_>, index: usize) {
    let Some(recent) = dispatch.state.recent.get(index).cloned() else {
        return;
    };
    if let Some(place) = recent.place() {
        dispatch.platform.open_place(&place);
        return;
    }
    let file = DesignFile {
        name: recent.name,
        ..DesignFile::default()
    };
    let store = dispatch.platform.store();
    let newest = store.and_then(|store| versions::of(store, &file).into_iter().next());
    match newest.map(|newest| newest.document()) {
        Some(Ok(document)) => {
            dispatch.state.waiting = Some(Waiting {
                workspace: Workspace::new(document),
                file,
                slot: None,
            });
            guard(dispatch, Then::Replace);
        }
        Some(Err(why)) => complain(dispatch.state, text!("versions-unreadable"), why),
        None => dispatch.state.session.notice = Some(text!("recent-gone").to_owned()),
    }
}
