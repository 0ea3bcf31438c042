//! What one frame may read, and the way to ask for change.
//!
//! Panels and canvas get a [`FrameContext`]; nothing they do changes what it shows before the next frame. What they want
//! is a [`Request`], carried out by `logic` in the order in which it was asked for.

use std::cell::RefCell;

use vpcanvas_drawing::Theme;
use vpcanvas_editor::{CanvasEvent, Template};
use vpcanvas_model::{Document, Resource, ResourceId, geometry};

use crate::answers::Answers;
use crate::commands::Command;
use crate::panels::dialogs::Answer;
use crate::panels::dock::Tab;
use crate::session::{Lookup, Probe, Session, Tool};
use crate::state::State;

/// Something a panel or the canvas asks for.
#[derive(Clone, Debug)]
pub enum Request {
    /// Do what needs no further words.
    Command(Command),
    /// Select an object and bring it into view.
    Show(ResourceId),
    /// Select exactly these.
    Select(Vec<ResourceId>),
    /// Put something new where it may stand, by the selection.
    Insert(Template),
    /// Put something new where it was dropped.
    Drop {
        /// What.
        template: Template,
        /// Where.
        at: geometry::Point,
    },
    /// Show a record with other properties; it goes on until finished or cancelled.
    SetResource {
        /// Which.
        id: ResourceId,
        /// What it is to be.
        resource: Box<Resource>,
        /// What the step of the history is called.
        label: String,
    },
    /// Keep the edit in progress.
    FinishEdit,
    /// Drop the edit in progress.
    CancelEdit,
    /// Make a change that an answer offered.
    Apply(Box<vpcanvas_model::Transaction>),
    /// The pointer or a key did something on the canvas.
    Canvas(CanvasEvent),
    /// The camera moved.
    MoveCamera(crate::canvas::camera::Camera),
    /// An object was clicked with the probe.
    ProbeClicked(ResourceId),
    /// Ask about another connection.
    SetProbe(Probe),
    /// Show the trace of a check instead of the probe.
    ShowCheck(usize),
    /// Ask about another name.
    SetLookup(Lookup),
    /// Another part of the dock.
    ShowTab(Tab),
    /// The field for a new name has the keyboard.
    RenameShown,
    /// What was answered to the dialog.
    Answer(Answer),
    /// No command was wanted after all.
    CloseCommandPalette,
    /// Say something at the bottom of the window.
    Complain(String),
}

/// Everything one frame may read.
pub struct FrameContext<'a> {
    /// The document, the session and the file.
    pub state: &'a State,
    /// What is true of the document.
    pub answers: &'a Answers,
    /// The colors.
    pub theme: &'static Theme,
    requests: &'a RefCell<Vec<Request>>,
}

impl<'a> FrameContext<'a> {
    /// A frame that reads `state` and `answers` and collects `requests`.
    pub fn new(state: &'a State, answers: &'a Answers, theme: &'static Theme, requests: &'a RefCell<Vec<Request>>) -> Self {
        Self {
            state,
            answers,
            theme,
            requests,
        }
    }

    /// Asks for a change before the next frame.
    pub fn ask(&self, request: Request) {
        self.requests.borrow_mut().push(request);
    }

    /// The document as it is seen.
    pub fn document(&self) -> &'a Document {
        self.state.workspace.document()
    }

    /// What is selected, the last one picked last.
    pub fn selection(&self) -> &'a [ResourceId] {
        self.state.workspace.selection().ids()
    }

    /// What the tool in the hand waits for.
    pub fn hint(&self) -> String {
        match &self.session().tool {
            Tool::Select => "Drag from the palette to add, drag objects to move them; P asks about a connection".to_owned(),
            Tool::Hand => "Drag to move the picture; V selects again".to_owned(),
            Tool::Probe(None) => "Click the source of the connection".to_owned(),
            Tool::Probe(Some(from)) => format!("Click the destination of the connection from {}", self.document().display_name(from)),
        }
    }

    /// The user's moment.
    pub fn session(&self) -> &'a Session {
        &self.state.session
    }
}
