//! The application as eframe runs it: `logic` changes the state, `ui` reads it and asks.

use std::cell::RefCell;
use std::time::Duration;

use eframe::{CreationContext, Frame, Storage};
use egui::{Context, Ui};
use vpcanvas_editor::Workspace;
use vpcanvas_interchange::aws_describe::instead_of_design;
use vpcanvas_model::file;

use crate::answers::Answers;
use crate::commands::dispatch::Dispatch;
use crate::commands::keyboard::{self, Pressed};
use crate::commands::{arrange, clipboard, edit, file as files, rebind};
use crate::frame::{FrameContext, Request};
use crate::panels::dialogs::Dialog;
use crate::platform::{self, Finished, OpenedFile, Platform, Store};
use crate::recent::{self, Recent};
use crate::recovery::Recovery;
use crate::settings::Settings;
use crate::state::{DesignFile, State};
use crate::versions::Versions;
use crate::{examples, panels, recovery, theme};

/// The whole program.
pub struct App {
    state: State,
    answers: Answers,
    platform: Platform,
    requests: RefCell<Vec<Request>>,
    /// What is kept from one run to the next: the settings, a copy of unsaved changes, versions, and what was open last.
    kept: Settings,
    recovery: Recovery,
    versions: Versions,
    recent: Option<Recent>,
    /// What the window is called.
    title: String,
    frames: u64,
}

impl App {
    /// The program with a design to begin with, or with the example.
    pub fn new(context: &CreationContext<'_>, design: Option<Result<OpenedFile, String>>) -> Self {
        Self::with_store(context, design, None)
    }

    /// The same, with what the program keeps from one run to the next.
    pub fn with_store(
        context: &CreationContext<'_>,
        design: Option<Result<OpenedFile, String>>,
        store: Option<Store>,
    ) -> Self {
        let mut state = first_state(design);
        if let Some(store) = &store {
            state.settings = Settings::kept(store);
            state.settings.restore_view(&mut state.session);
            state.recent = recent::kept(store);
        }
        theme::install(&context.egui_ctx, &state.settings);
        let platform = Platform::new(context.egui_ctx.clone(), store);
        let mut app = Self {
            answers: Answers::default(),
            kept: state.settings.clone(),
            recovery: Recovery::begin(&platform),
            versions: Versions::begin(),
            recent: None,
            platform,
            state,
            requests: RefCell::default(),
            title: String::new(),
            frames: 0,
        };
        app.answers.refresh(&app.state);
        app
    }

    /// How many frames were painted; an idle window paints none.
    pub fn frames(&self) -> u64 {
        self.frames
    }

    /// What is being edited, for tests.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// What is true of it, for tests.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// Carries out what was asked for since the last frame.
    fn carry_out(&mut self, context: &Context) {
        let mut dispatch = Dispatch {
            state: &mut self.state,
            answers: &self.answers,
            platform: &self.platform,
            context,
        };
        for finished in self.platform.finished() {
            if let Finished::Claimed(slot) = &finished {
                self.recovery.claimed(slot, dispatch.state, &self.platform);
            }
            files::finished(&mut dispatch, finished);
        }
        for request in self.requests.take() {
            dispatch.run_in_sight(request);
        }
        rebind::listen(&mut dispatch);
        for pressed in keyboard::pressed(context, dispatch.state) {
            match pressed {
                Pressed::Command(command) => {
                    dispatch.run_in_sight(Request::Command(command));
                }
                Pressed::Nudge { x, y, is_big } => edit::nudge(&mut dispatch, x, y, is_big),
                Pressed::Paste(text) => clipboard::paste(&mut dispatch, &text),
            }
        }
        if let Some(words) = dispatch.state.editor.take_remark() {
            dispatch.state.session.notice = Some(words);
        }
        let dropped = context.input(|input| input.raw.dropped_files.clone());
        files::dropped(&dispatch, dropped);
        if context.input(|input| input.viewport().close_requested()) && !dispatch.state.may_close {
            files::guard_close(&mut dispatch);
        }
    }

    /// Keeps the settings for the next run as soon as they are others.
    fn keep_settings(&mut self) {
        self.state.settings.note_view(&self.state.session);
        if self.kept == self.state.settings {
            return;
        }
        self.kept = self.state.settings.clone();
        let kept = self.platform.store().map(|store| self.kept.keep(store));
        if let Some(Err(why)) = kept {
            self.state.session.notice = Some(text!("status-settings-not-kept", why = why));
        }
    }

    /// Keeps a copy of unsaved changes, the versions of the design and what was open last.
    fn keep_design(&mut self, context: &Context) {
        if self.state.forgotten.is_empty() {
            let now = context.input(|input| input.time);
            if let Some(due) = self.recovery.keep(&mut self.state, &self.platform, now) {
                // The change is kept soon even if nothing else ever happens in the window.
                context.request_repaint_after(Duration::from_secs_f64(due));
            }
        } else {
            self.recovery.keep_now(&mut self.state, &self.platform);
            for slot in self.state.forgotten.drain(..) {
                recovery::forget(&slot, &self.platform);
            }
        }
        if !self.state.workspace().is_previewing() {
            self.versions.keep(&self.state, &self.platform);
        }
        if let Some(store) = self.platform.store() {
            recent::note(&mut self.state, store, &mut self.recent);
        }
    }

    /// Moves the camera on its way.
    fn fly(&mut self, context: &Context) {
        let session = &mut self.state.session;
        let Some(flight) = session.flight else { return };
        let now = context.input(|input| input.time);
        session.camera = flight.at(now, session.camera.canvas);
        if flight.is_over(now) {
            session.flight = None;
        } else {
            context.request_repaint();
        }
    }

    /// Tells the page what a screen reader cannot see on the canvas, and the window its title.
    fn announce(&mut self, context: &Context) {
        let workspace = self.state.workspace();
        let item = workspace
            .selection()
            .primary()
            .and_then(|id| self.answers.picture.item(id.as_str()));
        let place = item.map(|item| self.state.session.camera.screen_rect_from_scene(item.rect));
        let session = &self.state.session;
        let parts = [
            session.dialogs.front().map(Dialog::words),
            Some(format!(
                "{}: {}",
                self.state.file.name,
                self.answers.summary().words
            )),
            item.map(|item| text!("status-selected", object = &item.label)),
            session.importing.clone(),
            session.notice.clone(),
        ];
        let words: Vec<String> = parts.into_iter().flatten().collect();
        platform::announce(&words.join(". "), place, workspace.is_modified());
        let mark = if self.state.workspace().is_modified() {
            "• "
        } else {
            ""
        };
        let title = text!(
            "bar-window-title",
            mark = mark,
            name = &self.state.file.name
        );
        if self.title != title {
            context.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

fn first_state(design: Option<Result<OpenedFile, String>>) -> State {
    let opened = design.unwrap_or_else(|| Ok(examples::FIRST.open()));
    let read = opened.and_then(|opened| {
        let document = file::read(&opened.bytes).map_err(|error| {
            let instead = instead_of_design(&opened.bytes, &opened.name);
            let why = instead.unwrap_or_else(|| error.to_string());
            format!("{}: {why}", opened.name)
        })?;
        Ok((
            document,
            DesignFile {
                name: opened.name,
                place: opened.place,
                lesson: opened.lesson,
            },
        ))
    });
    match read {
        Ok((document, file)) => State::new(Workspace::new(document), file),
        Err(text) => {
            let mut state = State::empty();
            state.session.dialogs.push(Dialog::Message {
                title: text!("failed-open-design").to_owned(),
                text,
            });
            state
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, context: &Context, _frame: &mut Frame) {
        self.carry_out(context);
        if arrange::go_on(&mut self.state) {
            context.request_repaint();
        }
        self.fly(context);
        self.keep_settings();
        self.answers.refresh(&self.state);
        self.keep_design(context);
        if !self.answers.is_settled() {
            context.request_repaint();
        }
        self.announce(context);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut Frame) {
        self.frames += 1;
        let theme = theme::current(ui.ctx());
        let frame = FrameContext::new(&self.state, &self.answers, theme, &self.requests);
        panels::show(ui, &frame);
        keyboard::remember(ui.ctx());
        if !self.requests.borrow().is_empty() {
            ui.ctx().request_repaint();
        }
    }

    /// The window ends, or might soon.
    fn save(&mut self, _storage: &mut dyn Storage) {
        self.recovery.keep_now(&mut self.state, &self.platform);
    }
}
