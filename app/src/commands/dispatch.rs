//! Carries requests out: the one place where the state changes.

use egui::Context;
use vpcanvas_editor::Selection;
use vpcanvas_editor::tool::Tool;
use vpcanvas_model::ResourceId;

use super::availability::refusal;
use super::{Command, Group, analysis, arrange, edit, file, history, note, tried, view};
use crate::answers::Answers;
use crate::canvas::flight::Flight;
use crate::frame::Request;
use crate::platform::Platform;
use crate::session::Hold;
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
        let state = &mut *self.state;
        match request {
            Request::Command(command) => self.command(command),
            Request::Show(id) => self.show(&id),
            Request::Select(ids) => state.editor.select(ids.into_iter().collect()),
            Request::Fold(id) => arrange::fold_one(self, id),
            Request::Take(template) => {
                state.session.hold = Hold::Tool;
                state.session.notice = None;
                state.editor.use_tool(Tool::placing(template));
            }
            Request::Insert(template) => edit::insert_near_selection(self, template),
            Request::InsertAt(template, at) => edit::insert_at(self, template, at),
            Request::InsertConnected(template, from, at) => {
                edit::put_connected(self, template, &from, at);
            }
            Request::MoveTo(ids, to) => edit::move_to(self, &ids, to.as_ref()),
            Request::MoveToFrame(ids, to) => edit::move_to_frame(self, &ids, &to),
            Request::Preview(transaction) => state.editor.preview(*transaction),
            Request::FinishEdit => {
                state.editor.commit_preview();
            }
            Request::CancelEdit => state.editor.cancel_preview(),
            Request::Apply(transaction) => edit::apply(self, *transaction),
            Request::Canvas {
                event,
                drag_threshold,
            } => edit::canvas_event(self, &event, drag_threshold),
            Request::MoveCamera(camera) => {
                // Panels take their place in the first frames; what is fitted before that is fitted again.
                state.session.asked.fit &= camera.canvas != state.session.camera.canvas;
                state.session.asked.reveal = false;
                state.session.flight = None;
                state.session.camera = camera;
            }
            Request::Rebind(rebinding) => state.session.rebinding = rebinding,
            Request::Change(settings) => view::change(self, *settings),
            Request::SetProbe(probe) => {
                state.session.probe = probe;
                state.session.shown_check = None;
            }
            Request::ShowProbe(probe) => analysis::show_probe(self, probe),
            Request::ShowReach(scope) => analysis::show_reach(self, scope),
            Request::Try(fix) => tried::look_at(self, *fix),
            Request::MakeTried => tried::make(self),
            Request::DropTried => tried::drop(self),
            Request::ShowCheck(index) => analysis::show_check(self, index),
            Request::AddCheck => analysis::add_check(self),
            Request::RemoveCheck(index) => analysis::remove_check(self, index),
            Request::SetLookup(lookup) => state.session.lookup = lookup,
            Request::ShowStep(step) => state.session.lesson_step = step,
            Request::ShowTab(tab) => state.session.tab = tab,
            Request::ToggleInOutline(id) => {
                let toggled = &mut state.session.outline.toggled;
                if !toggled.remove(&id) {
                    toggled.insert(id);
                }
            }
            Request::OutlineShown => state.session.outline.takes_keyboard = false,
            Request::RestoreVersion(index) => history::restore_version(self, index),
            Request::OpenVersion(index) => history::open_version(self, index),
            Request::OpenRecent(index) => history::open_recent(self, index),
            Request::FieldShown => state.session.asked.field = None,
            Request::StopWriting => note::close(state),
            Request::Answer(answer) => file::answered(self, answer),
            Request::Seek(sought) => state.session.sought = sought,
            Request::CloseSearch => state.session.search = None,
            Request::RemoveGone(removes) => {
                if let Some(imported) = &mut state.imported {
                    imported.removes_gone = removes;
                }
            }
            Request::CancelImport => self.platform.cancel_import(),
            Request::SaveReport => file::save_report(self),
            Request::Say(message) => state.session.notice = Some(message),
        }
    }

    /// Carries out one request; where it takes the camera somewhere else, the camera is seen on its way there.
    pub fn run_in_sight(&mut self, request: Request) {
        if matches!(request, Request::MoveCamera(_)) {
            return self.run(request);
        }
        let jumps = self.state.settings.is_motion_reduced();
        let session = &mut self.state.session;
        let seen = session.camera;
        // What is asked for on the way begins where the way ends.
        let goal = session.flight.map_or(seen, |flight| flight.goal());
        session.camera = goal;
        self.run(request);
        let session = &mut self.state.session;
        if session.camera == goal {
            session.camera = seen;
        } else if !jumps {
            let now = self.context.input(|input| input.time);
            session.flight = Flight::begin(seen, session.camera, now);
            session.camera = session.flight.map_or(session.camera, |_| seen);
        }
    }

    /// Carries out a command, or says why it would do nothing.
    fn command(&mut self, command: Command) {
        if let Some(reason) = refusal(self.state, self.answers, command) {
            self.state.session.notice = Some(reason);
            return;
        }
        match command.group() {
            Group::File => file::run(self, command),
            Group::Edit => edit::run(self, command),
            Group::Arrange => arrange::run(self, command),
            Group::View | Group::Help => view::run(self, command),
            Group::Tools => analysis::run(self, command),
        }
    }

    /// Selects an object and brings it into view.
    pub fn show(&mut self, id: &ResourceId) {
        if self.state.workspace().document().resource(id).is_none() {
            return;
        }
        self.state.editor.select(Selection::one(id.clone()));
        if let Some(words) = self.hidden_words(id) {
            self.state.session.notice = Some(words);
        }
        if let Some(rect) = self.state.place(id) {
            self.state.session.camera.reveal(rect);
        }
    }

    /// Where something is that is not seen itself, and how it is brought out.
    fn hidden_words(&self, id: &ResourceId) -> Option<String> {
        let workspace = self.state.workspace();
        let (document, arrangement) = (workspace.document(), workspace.arrangement());
        let holder = arrangement.shown(id).filter(|shown| *shown != id)?;
        let key = self.state.settings.keys.shown(Command::Expand);
        Some(text!(
            "said-hidden",
            name = document.display_name(id),
            holder = document.display_name(holder),
            key = key.unwrap_or_else(|| Command::Expand.title().to_owned())
        ))
    }
}
