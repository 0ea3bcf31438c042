//! Designs in and out of files. A design with changes that no file holds is never dropped without asking.

use egui::ViewportCommand;
use serde_json::Value;
use vpcanvas_drawing::Theme;
use vpcanvas_editor::Workspace;
use vpcanvas_interchange::{png, svg};
use vpcanvas_model::{Document, file};

use super::{Command, dispatch::Dispatch, history, import};
use crate::examples;
use crate::panels::dialogs::{Answer, Dialog, Then};
use crate::platform::{FilePlace, Finished, OpenedFile, Reason, SaveRequest};
use crate::recovery;
use crate::state::{DesignFile, Saving, State, Waiting};
use crate::theme;

/// Device pixels for one scene point in an exported PNG.
const PNG_SCALE: f32 = 2.0;

pub(super) fn run(dispatch: &mut Dispatch<'_>, command: Command) {
    match command {
        Command::New => guard(dispatch, Then::New),
        Command::Open => guard(dispatch, Then::Open),
        Command::ImportFromAws => dispatch.platform.import(),
        Command::OpenPrivateLinkExample | Command::OpenEndpointExample => {
            open_example(dispatch, command);
        }
        Command::Versions => history::show_versions(dispatch),
        Command::Save => save(dispatch, false),
        Command::SaveAs => save(dispatch, true),
        Command::ExportSvg => export_svg(dispatch),
        Command::ExportPng => export_png(dispatch),
        _ => {}
    }
}

/// Goes on if nothing would be lost, and asks otherwise.
pub(crate) fn guard(dispatch: &mut Dispatch<'_>, then: Then) {
    dispatch.state.editor.commit_preview();
    if dispatch.state.workspace().is_modified() {
        dispatch.state.session.dialogs.push(Dialog::Unsaved(then));
    } else {
        go_on(dispatch, then);
    }
}

/// Closes the window if nothing would be lost, and asks otherwise.
pub(crate) fn guard_close(dispatch: &mut Dispatch<'_>) {
    dispatch
        .context
        .send_viewport_cmd(ViewportCommand::CancelClose);
    guard(dispatch, Then::Close);
}

fn go_on(dispatch: &mut Dispatch<'_>, then: Then) {
    dispatch.state.session.dialogs.forget_unsaved();
    match then {
        Then::New => dispatch
            .state
            .replace(Workspace::new(Document::default()), DesignFile::default()),
        Then::Open => dispatch.platform.open(),
        Then::Replace => replace_with_waiting(dispatch.state),
        Then::Import => import::as_new_design(dispatch.state),
        Then::Close => {
            dispatch.state.may_close = true;
            dispatch.context.send_viewport_cmd(ViewportCommand::Close);
        }
    }
}

/// Carries out what was answered to the dialog.
pub(super) fn answered(dispatch: &mut Dispatch<'_>, answer: Answer) {
    let Some(dialog) = dispatch.state.session.dialogs.answer() else {
        return;
    };
    dispatch.state.session.rebinding = None;
    match (dialog, answer) {
        (Dialog::Unsaved(then), Answer::Discard) => go_on(dispatch, then),
        (Dialog::Unsaved(then), Answer::Save) => {
            dispatch.state.after_save = Some(then);
            save(dispatch, false);
        }
        (Dialog::Unsaved(Then::Replace), _) => dispatch.state.waiting = None,
        (Dialog::Import, answer) => import::answered(dispatch, answer),
        (Dialog::Unsaved(Then::Import), _) => dispatch.state.imported = None,
        (Dialog::Recover { slot, .. }, Answer::Recover) => {
            recovery::bring_back(dispatch.state, slot);
            guard(dispatch, Then::Replace);
        }
        (Dialog::Recover { slot, .. }, Answer::Discard) => {
            dispatch.state.left.remove(&slot);
            dispatch.state.forgotten.push(slot);
        }
        // Closing the question is no answer to it; it stays until it has one.
        (dialog @ Dialog::Recover { .. }, _) => dispatch.state.session.dialogs.put_back(dialog),
        (
            Dialog::Unsaved(_)
            | Dialog::Message { .. }
            | Dialog::Shortcuts
            | Dialog::Settings
            | Dialog::Versions,
            _,
        ) => {}
    }
}

fn save(dispatch: &mut Dispatch<'_>, elsewhere: bool) {
    let state = &mut *dispatch.state;
    state.editor.commit_preview();
    let place = state.file.place.clone().filter(|_| !elsewhere);
    let saving = Saving::Design {
        generation: state.generation,
        revision: state.workspace().revision(),
    };
    let request = SaveRequest {
        name: state.file.name.clone(),
        place,
        bytes: file::write(state.workspace().committed()).into_bytes(),
    };
    start(dispatch, saving, request);
}

/// Writes what the last import came to, as JSON.
pub(super) fn save_report(dispatch: &mut Dispatch<'_>) {
    let report = dispatch.state.report.as_ref();
    let text = report.map(serde_json::to_string_pretty);
    if let Some(Ok(text)) = text {
        let request = SaveRequest {
            name: "import-report.json".to_owned(),
            place: None,
            bytes: text.into_bytes(),
        };
        start(dispatch, Saving::Export, request);
    }
}

/// Starts the one save that may run: two could write the same file, and finish in either order.
fn start(dispatch: &mut Dispatch<'_>, saving: Saving, request: SaveRequest) {
    let state = &mut *dispatch.state;
    if state.saving.is_some() {
        state.session.notice = Some(text!("said-save-not-finished").to_owned());
    } else {
        state.saving = Some(saving);
        dispatch.platform.save(request);
    }
}

fn export_svg(dispatch: &mut Dispatch<'_>) {
    let theme = theme::current(dispatch.context);
    let picture = dispatch.answers.whole_picture(dispatch.state);
    let options = svg::Options {
        title: stem(&dispatch.state.file.name).to_owned(),
        embeds_fonts: true,
    };
    let text = svg::write(&picture, theme, &options);
    export(dispatch, "svg", text.into_bytes());
}

fn export_png(dispatch: &mut Dispatch<'_>) {
    let theme: &Theme = theme::current(dispatch.context);
    let picture = dispatch.answers.whole_picture(dispatch.state);
    match png::write(&picture, theme, PNG_SCALE) {
        Ok(bytes) => export(dispatch, "png", bytes),
        Err(error) => complain(dispatch.state, text!("failed-export"), error.to_string()),
    }
}

fn export(dispatch: &mut Dispatch<'_>, extension: &str, bytes: Vec<u8>) {
    let request = SaveRequest {
        name: format!("{}.{extension}", stem(&dispatch.state.file.name)),
        place: None,
        bytes,
    };
    start(dispatch, Saving::Export, request);
}

/// The name of a design without what says that it is one.
fn stem(name: &str) -> &str {
    let name = name.strip_suffix(".json").unwrap_or(name);
    name.strip_suffix(".vpcanvas").unwrap_or(name)
}

/// A design that is dropped is opened; a folder, an archive or several files are imported.
pub(crate) fn dropped(dispatch: &Dispatch<'_>, mut files: Vec<egui::DroppedFileHandle>) {
    let is_collection = |file: &egui::DroppedFileHandle| {
        let extension = file.path().extension();
        extension.is_none_or(|extension| extension.eq_ignore_ascii_case("zip"))
    };
    match files.pop() {
        Some(only) if files.is_empty() && !is_collection(&only) => {
            dispatch.platform.read_dropped(only);
        }
        Some(last) => {
            files.push(last);
            dispatch.platform.import_dropped(files);
        }
        None => {}
    }
}

/// Takes note of what became of a request to the platform.
pub(crate) fn finished(dispatch: &mut Dispatch<'_>, finished: Finished) {
    match finished {
        Finished::Opened(opened) => open(dispatch, opened),
        Finished::NotOpened(reason) => explain(dispatch.state, reason),
        Finished::Saved { name, place } => saved(dispatch, name, place),
        Finished::NotSaved(reason) => not_saved(dispatch, reason),
        // The window's own business, see `App`.
        Finished::Claimed(_) => {}
        Finished::Importing(line) => dispatch.state.session.importing = Some(line),
        Finished::Imported {
            name,
            result,
            instead,
        } => import::finished(dispatch.state, name, result, instead),
    }
}

fn saved(dispatch: &mut Dispatch<'_>, name: String, place: Option<FilePlace>) {
    let state = &mut *dispatch.state;
    let shown = state.generation;
    let saving = state.saving.take();
    state.session.notice = Some(match saving {
        Some(Saving::Export) => text!("said-exported", name = &name),
        Some(Saving::Design { generation, .. }) if generation != shown => {
            text!("said-saved-another", name = &name)
        }
        Some(Saving::Design { .. }) | None => text!("said-saved", name = &name),
    });
    match saving {
        Some(Saving::Design {
            generation,
            revision,
        }) if generation == shown => {
            state.file.name = name;
            state.file.place = place;
            // What was changed while the file was being written is not in it, and is asked about again.
            if state.workspace().revision() == revision {
                state.editor.mark_saved();
            }
            if let Some(then) = state.after_save.take() {
                guard(dispatch, then);
            }
        }
        Some(_) | None => save_if_waited_for(dispatch),
    }
}

fn not_saved(dispatch: &mut Dispatch<'_>, reason: Reason) {
    let state = &mut *dispatch.state;
    let shown = state.generation;
    match state.saving.take() {
        Some(Saving::Design { generation, .. }) if generation == shown => state.after_save = None,
        Some(_) | None => save_if_waited_for(dispatch),
    }
    explain(dispatch.state, reason);
}

/// Saves the design if that was asked for while something else was being written.
fn save_if_waited_for(dispatch: &mut Dispatch<'_>) {
    if dispatch.state.after_save.is_some() {
        save(dispatch, false);
    }
}

fn explain(state: &mut State, reason: Reason) {
    if let Reason::Failed(why) = reason {
        complain(state, text!("failed"), why);
    }
}

fn open_example(dispatch: &mut Dispatch<'_>, command: Command) {
    let example = examples::ALL
        .iter()
        .find(|example| example.command == command);
    if let Some(example) = example {
        open(dispatch, example.open());
    }
}

/// Shows a file that was read, unless it is no design or something would be lost.
fn open(dispatch: &mut Dispatch<'_>, opened: OpenedFile) {
    match file::read(&opened.bytes) {
        Ok(document) => {
            let file = DesignFile {
                name: opened.name,
                place: opened.place,
                lesson: opened.lesson,
            };
            dispatch.state.waiting = Some(Waiting {
                workspace: Workspace::new(document),
                file,
                slot: None,
            });
            guard(dispatch, Then::Replace);
        }
        Err(error) if may_be_from_aws(&opened.bytes) => {
            dispatch.platform.import_file(opened, error.to_string());
        }
        Err(error) => complain(
            dispatch.state,
            &text!("failed-open", name = opened.name),
            error.to_string(),
        ),
    }
}

/// Whether what is no design may be what the AWS command line prints: an archive, or JSON that does not say it is a design.
fn may_be_from_aws(bytes: &[u8]) -> bool {
    const ZIP: &[u8] = b"PK\x03\x04";
    let is_printed = |value: Value| match value {
        Value::Object(fields) => !fields.contains_key("version"),
        Value::Array(_) => true,
        _ => false,
    };
    bytes.starts_with(ZIP) || serde_json::from_slice(bytes).is_ok_and(is_printed)
}

fn replace_with_waiting(state: &mut State) {
    if let Some(waiting) = state.waiting.take() {
        state.replace(waiting.workspace, waiting.file);
        // It is in this window's own slot before that one is emptied.
        state.forgotten.extend(waiting.slot);
    }
}

pub(super) fn complain(state: &mut State, title: &str, text: String) {
    state.session.dialogs.push(Dialog::Message {
        title: title.to_owned(),
        text,
    });
}

#[cfg(test)]
mod tests;
