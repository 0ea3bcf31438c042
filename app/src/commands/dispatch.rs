//! Carries requests out: the one place where the state changes.

use egui::Context;
use vpcanvas_editor::Selection;
use vpcanvas_model::{ResourceId, Transaction};

use super::{Command, Group, analysis, edit, file, view};
use crate::answers::Answers;
use crate::frame::Request;
use crate::platform::Platform;
use crate::state::State;

/// What carrying out a request may touch.
pub struct Dispatch<'a> {
    /// What changes.
    pub state: &'a mut State,
    /// What was true before; it is made anew after all requests.
    pub answers: &'a Answers,
    /// The way to the user's files.
    pub platform: &'a Platform,
    /// The window.
    pub context: &'a Context,
}

impl Dispatch<'_> {
    /// Carries out one request.
    pub fn run(&mut self, request: Request) {
        match request {
            Request::Command(command) => self.command(command),
            Request::Show(id) => self.show(&id),
            Request::Select(ids) => self.state.workspace.select(ids.into_iter().collect()),
            Request::Insert(template) => edit::insert_near_selection(self, template),
            Request::Drop { template, at } => edit::drop_at(self, template, at),
            Request::SetResource { id, resource, label } => {
                let mut transaction = Transaction::new(label);
                transaction.set_resource(self.state.workspace.committed(), &id, Some(*resource));
                self.state.workspace.preview(transaction);
            }
            Request::FinishEdit => {
                self.state.workspace.commit_preview();
            }
            Request::CancelEdit => self.state.workspace.cancel_preview(),
            Request::Apply(transaction) => {
                self.state.workspace.commit(*transaction);
            }
            Request::Canvas(_) => {}
            Request::RenameShown => self.state.session.is_rename_asked = false,
            Request::MoveCamera(camera) => {
                self.state.session.camera = camera;
                self.state.session.is_fit_asked = false;
            }
            Request::ProbeClicked(id) => analysis::probe_clicked(self, id),
            Request::SetProbe(probe) => {
                self.state.session.probe = probe;
                self.state.session.shown_check = None;
            }
            Request::ShowCheck(index) => analysis::show_check(self, index),
            Request::SetLookup(lookup) => self.state.session.lookup = lookup,
            Request::ShowTab(tab) => self.state.session.tab = tab,
            Request::Answer(answer) => file::answered(self, answer),
            Request::CloseCommandPalette => self.state.session.is_command_palette_open = false,
            Request::Complain(message) => self.state.session.notice = Some(message),
        }
    }

    fn command(&mut self, command: Command) {
        match command.group() {
            Group::File => file::run(self, command),
            Group::Edit => edit::run(self, command),
            Group::View | Group::Help => view::run(self, command),
            Group::Tools => analysis::run(self, command),
        }
    }

    /// Selects an object and brings it into view.
    pub fn show(&mut self, id: &ResourceId) {
        if self.state.workspace.document().resource(id).is_none() {
            return;
        }
        self.state.workspace.select(Selection::one(id.clone()));
        if let Some(item) = self.answers.picture.item(id.as_str()) {
            self.state.session.camera.reveal(item.rect);
        }
    }
}
