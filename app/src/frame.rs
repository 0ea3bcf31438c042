//! What one frame may read, and the way to ask for change.
//!
//! Panels and canvas get a [`FrameContext`]; nothing they do changes what it shows before the next frame. What they want
//! is a [`Request`], carried out by `logic` in the order in which it was asked for.

use std::cell::RefCell;

use vpcanvas_drawing::Theme;
use vpcanvas_editor::tool::Event;
use vpcanvas_editor::{Frame, Template};
use vpcanvas_model::{Document, ResourceId, Transaction, geometry};

use crate::answers::Answers;
use crate::commands::Command;
use crate::commands::rebind::Rebinding;
use crate::panels::dialogs::Answer;
use crate::panels::dock::Tab;
use crate::session::{Hold, Lookup, Probe, Scope, Session, Tried};
use crate::settings::Settings;
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
    /// Collapse a container, or expand it.
    Fold(ResourceId),
    /// Put something new where it may stand, by the selection.
    Insert(Template),
    /// Put something new at a point of the canvas.
    InsertAt(Template, geometry::Point),
    /// Put something new by a place of the canvas, connected with an object.
    InsertConnected(Template, ResourceId, geometry::Point),
    /// Put some objects into or on another one; `None` is the canvas.
    MoveTo(Vec<ResourceId>, Option<ResourceId>),
    /// Put some objects into a Region or zone.
    MoveToFrame(Vec<ResourceId>, Frame),
    /// Take something from the palette into the hand.
    Take(Template),
    /// Show a change that may go on, as typing does, until it is finished or cancelled.
    Preview(Box<Transaction>),
    /// Keep the edit in progress.
    FinishEdit,
    /// Drop the edit in progress.
    CancelEdit,
    /// Make a change that is complete in itself.
    Apply(Box<Transaction>),
    /// The pointer did something on the canvas; a press becomes a drag after some scene points.
    Canvas {
        /// What.
        event: Event,
        /// After how many.
        drag_threshold: i32,
    },
    /// Go on with giving a command other keys, or give it up.
    Rebind(Option<Rebinding>),
    /// Do it as the user likes it from now on.
    Change(Box<Settings>),
    /// The camera moved.
    MoveCamera(crate::canvas::camera::Camera),
    /// Ask about another connection.
    SetProbe(Probe),
    /// Ask about a connection and show its trace.
    ShowProbe(Probe),
    /// Show other connections in the matrix panel.
    ShowReach(Scope),
    /// Show what a fix would change, before it is made.
    Try(Box<Tried>),
    /// Make the fix that is looked at.
    MakeTried,
    /// Leave the design as it was before a fix was looked at.
    DropTried,
    /// Show the trace of a check instead of the probe.
    ShowCheck(usize),
    /// Keep the connection asked about as a check of the design.
    AddCheck,
    /// Expect no longer what a check says, by its position in the design.
    RemoveCheck(usize),
    /// Ask about another name.
    SetLookup(Lookup),
    /// Read another step of the lesson, from 0.
    ShowStep(usize),
    /// Another part of the dock.
    ShowTab(Tab),
    /// Open or close something in the outline.
    ToggleInOutline(ResourceId),
    /// A row of the outline has the keyboard.
    OutlineShown,
    /// The field that was asked for has the keyboard.
    FieldShown,
    /// The note on the canvas is written.
    StopWriting,
    /// Make the design what it was, by the position among its versions.
    RestoreVersion(usize),
    /// Show the design as it was beside its file.
    OpenVersion(usize),
    /// Open what was open before, by its position.
    OpenRecent(usize),
    /// What was answered to the dialog.
    Answer(Answer),
    /// Remember what was looked for, for the next and the one before.
    Seek(String),
    /// No command was wanted after all.
    CloseSearch,
    /// Whether what is gone from AWS shall be removed by the import that waits.
    RemoveGone(bool),
    /// Break off the import that goes on.
    CancelImport,
    /// Write the report of the last import to a file.
    SaveReport,
    /// Say something at the bottom of the window.
    Say(String),
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
    pub fn new(
        state: &'a State,
        answers: &'a Answers,
        theme: &'static Theme,
        requests: &'a RefCell<Vec<Request>>,
    ) -> Self {
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
        self.state.workspace().document()
    }

    /// What is selected, the last one picked last.
    pub fn selection(&self) -> &'a [ResourceId] {
        self.state.workspace().selection().ids()
    }

    /// The keys of a command as they are shown; empty if it has none.
    pub fn keys_of(&self, command: Command) -> String {
        let keys = self.state.settings.keys.shown(command);
        keys.unwrap_or_default()
    }

    /// What can be done with the tool in the hand.
    pub fn hint(&self) -> String {
        let keys = || {
            let keys = self.state.settings.keys.shown(Command::SelectTool);
            keys.unwrap_or_else(|| Command::SelectTool.title().to_owned())
        };
        if self.session().hold == Hold::Hand {
            return text!("said-hand", keys = keys());
        }
        if self.session().hold == Hold::Laser {
            return text!("said-laser", keys = keys());
        }
        let hints = self.state.editor.tool().hints().iter();
        hints
            .map(|hint| text!("said-tool", keys = hint.keys, does = hint.does))
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// The user's moment.
    pub fn session(&self) -> &'a Session {
        &self.state.session
    }
}
