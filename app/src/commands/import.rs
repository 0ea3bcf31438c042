//! What comes of an import: a question with a preview, then a new design or one step of the open one. The report stays.

use vpcanvas_editor::Workspace;
use vpcanvas_interchange::aws_describe::{Import, ImportError, ImportReport, Merge, merge};

use super::dispatch::Dispatch;
use super::file::{complain, guard};
use crate::panels::dialogs::{Answer, Dialog, Then};
use crate::panels::dock::Tab;
use crate::state::{DesignFile, State};

/// An import that waits for the answer to what becomes of it.
pub struct Imported {
    /// What was imported, for titles.
    pub name: String,
    /// What it came to.
    pub import: Import,
    /// What it does to the open design, if nothing is removed.
    pub changes: Merge,
    /// Whether what is gone shall be removed from the open design.
    pub removes_gone: bool,
}

/// Asks what shall become of an import, or says why there is none.
pub(super) fn finished(
    state: &mut State,
    name: String,
    result: Result<Import, ImportError>,
    instead: Option<String>,
) {
    state.session.importing = None;
    match (result, instead) {
        (Ok(import), _) => {
            state.editor.commit_preview();
            let changes = merge(state.workspace().committed(), &import, false);
            state.imported = Some(Imported {
                name,
                import,
                changes,
                removes_gone: false,
            });
            state.session.dialogs.push(Dialog::Import);
        }
        (Err(ImportError::Cancelled), _) => {
            state.session.notice = Some(text!("said-import-cancelled").to_owned());
        }
        (Err(ImportError::Nothing(_)), Some(instead)) => {
            complain(state, &text!("failed-open", name = name), instead);
        }
        (Err(error @ ImportError::Nothing(_)), None) => {
            complain(
                state,
                &text!("failed-import", name = name),
                error.to_string(),
            );
            if let ImportError::Nothing(report) = error {
                show_report(state, *report);
            }
        }
    }
}

pub(super) fn answered(dispatch: &mut Dispatch<'_>, answer: Answer) {
    match answer {
        Answer::ImportAsNew => guard(dispatch, Then::Import),
        Answer::ImportHere => into_open_design(dispatch.state),
        _ => dispatch.state.imported = None,
    }
}

/// Shows the import as a design that no file holds.
pub(super) fn as_new_design(state: &mut State) {
    let Some(imported) = state.imported.take() else {
        return;
    };
    let stem = imported.name.split('.').next().unwrap_or("import");
    let file = DesignFile {
        name: format!("{stem}.vpcanvas.json"),
        ..DesignFile::default()
    };
    state.replace(Workspace::unsaved(imported.import.document), file);
    show_report(state, imported.import.report);
}

/// Brings the import into the open design, as one step.
fn into_open_design(state: &mut State) {
    let Some(imported) = state.imported.take() else {
        return;
    };
    let changes = if imported.removes_gone {
        let design = state.workspace().committed();
        merge(design, &imported.import, true)
    } else {
        imported.changes
    };
    state.editor.commit(changes.transaction);
    state.session.asked.fit = true;
    show_report(state, imported.import.report);
}

fn show_report(state: &mut State, report: ImportReport) {
    state.report = Some(report);
    state.session.tab = Tab::ImportReport;
}
