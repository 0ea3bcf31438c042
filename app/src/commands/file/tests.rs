//! What becomes of a design while files are being written and questions asked, step by step as reports come in.

use super::*;
use crate::answers::Answers;
use crate::platform::Platform;
use vpcanvas_model::Transaction;

/// The program's first example with a place where nothing can be written, so that reports come from the test alone.
struct Desk {
    state: State,
    answers: Answers,
    platform: Platform,
    context: egui::Context,
}

impl Desk {
    fn new() -> Self {
        let context = egui::Context::default();
        let document = file::read(&examples::FIRST.open().bytes).unwrap();
        Self {
            state: State::new(Workspace::new(document), file_called("first")),
            answers: Answers::default(),
            platform: Platform::new(context.clone(), None),
            context,
        }
    }

    fn dispatch(&mut self) -> Dispatch<'_> {
        Dispatch {
            state: &mut self.state,
            answers: &self.answers,
            platform: &self.platform,
            context: &self.context,
        }
    }

    /// Drops the last check of the design.
    fn edit(&mut self) {
        let document = self.state.workspace().document().clone();
        let mut checks = document.checks().to_vec();
        checks.pop();
        let mut transaction = Transaction::new("Remove a check");
        transaction.set_checks(&document, checks);
        assert!(self.state.editor.commit(transaction));
    }

    fn run(&mut self, command: Command) {
        run(&mut self.dispatch(), command);
    }

    fn answer(&mut self, answer: Answer) {
        answered(&mut self.dispatch(), answer);
    }

    fn report(&mut self, report: Finished) {
        finished(&mut self.dispatch(), report);
    }

    fn report_saved(&mut self, name: &str) {
        self.report(Finished::Saved {
            name: format!("{name}.vpcanvas.json"),
            place: file_called(name).place,
        });
    }

    #[track_caller]
    fn check(&self, name: &str, is_modified: bool, notice: &str) {
        assert_eq!(self.state.file.name, format!("{name}.vpcanvas.json"));
        assert_eq!(self.state.workspace().is_modified(), is_modified);
        let said = self.state.session.notice.as_deref().unwrap_or_default();
        assert!(said.contains(notice), "{said:?} says nothing of {notice:?}");
    }

    #[track_caller]
    fn check_dialog(&self, words: Option<&str>) {
        let front = self.state.session.dialogs.front().map(Dialog::words);
        assert_eq!(front.as_deref(), words);
    }
}

/// A design's file in a folder that does not exist.
fn file_called(name: &str) -> DesignFile {
    let name = format!("{name}.vpcanvas.json");
    let folder = std::env::temp_dir().join("vpcanvas-has-no-such-folder");
    DesignFile {
        place: Some(FilePlace(folder.join(&name))),
        name,
        lesson: None,
    }
}

const ASKED: Option<&str> = Some("Save changes?");

#[test]
fn a_save_belongs_to_the_design_it_was_made_of() {
    let mut desk = Desk::new();
    desk.edit();
    desk.run(Command::Save);
    let other = Workspace::unsaved(Document::default());
    desk.state.replace(other, file_called("second"));
    desk.report_saved("first");
    desk.check("second", true, "not the design shown now");
    assert_eq!(desk.state.file.place, file_called("second").place);
    desk.run(Command::Save);
    desk.report_saved("second");
    desk.check("second", false, "Saved second");
}

#[test]
fn one_file_is_written_at_a_time() {
    let mut desk = Desk::new();
    desk.edit();
    desk.run(Command::Save);
    desk.edit();
    desk.run(Command::Save);
    desk.check("first", true, "Another save is not finished");
    desk.report_saved("first");
    // The first save held the first edit alone.
    desk.check("first", true, "Saved first");
    desk.run(Command::Save);
    desk.report_saved("first");
    desk.check("first", false, "Saved first");
}

#[test]
fn what_was_asked_for_goes_on_once_the_design_is_saved_as_it_is() {
    let mut desk = Desk::new();
    desk.edit();
    desk.run(Command::New);
    desk.check_dialog(ASKED);
    desk.answer(Answer::Save);
    desk.check_dialog(None);
    desk.edit();
    desk.report_saved("first");
    // What was changed meanwhile is asked about too.
    desk.check("first", true, "Saved first");
    desk.check_dialog(ASKED);
    desk.answer(Answer::Save);
    desk.report(Finished::NotOpened(Reason::Cancelled));
    desk.report_saved("first");
    desk.check("untitled", false, "Saved first");
    desk.check_dialog(None);
}

#[test]
fn a_cancelled_save_ends_what_was_to_follow() {
    let mut desk = Desk::new();
    desk.edit();
    desk.run(Command::New);
    desk.answer(Answer::Save);
    desk.report(Finished::NotSaved(Reason::Cancelled));
    desk.run(Command::Save);
    desk.report_saved("first");
    desk.check("first", false, "Saved first");
}

#[test]
fn a_save_asked_for_during_an_export_follows_it() {
    let mut desk = Desk::new();
    desk.edit();
    desk.state.saving = Some(Saving::Export);
    desk.run(Command::New);
    desk.answer(Answer::Save);
    desk.report(Finished::NotSaved(Reason::Cancelled));
    assert_ne!(desk.state.saving, None);
    desk.report_saved("first");
    desk.check("untitled", false, "Saved first");
}

#[test]
fn no_dialog_takes_the_place_of_another() {
    let mut desk = Desk::new();
    let (name, slot) = ("left".to_owned(), "unsaved-1".to_owned());
    let left = (Workspace::unsaved(Document::default()), file_called("left"));
    desk.state.left.insert(slot.clone(), left);
    let recover = Dialog::Recover { name, slot };
    desk.state.session.dialogs.push(recover);
    let failed = || Finished::NotOpened(Reason::Failed("It is gone".to_owned()));
    desk.report(failed());
    let recover = Some("Bring back unsaved changes to left?");
    desk.check_dialog(recover);
    desk.answer(Answer::Dismiss);
    desk.check_dialog(recover);
    desk.answer(Answer::Recover);
    desk.check("left", true, "");
    desk.run(Command::New);
    desk.check_dialog(Some("That did not work: It is gone"));
    desk.report(failed());
    desk.answer(Answer::Dismiss);
    desk.check_dialog(ASKED);
    desk.answer(Answer::Dismiss);
    desk.check_dialog(None);
    desk.check("left", true, "");
}
