//! Everything the program knows that is not an answer: the design being edited, its file, and the user's moment.

use std::collections::BTreeMap;

use vpcanvas_drawing::Rect;
use vpcanvas_editor::{Editor, Workspace};
use vpcanvas_interchange::aws_describe::ImportReport;
use vpcanvas_model::{Check, Document, Expectation, ResourceId};

use crate::commands::import::Imported;
use crate::panels::dialogs::Then;
use crate::panels::dock::Tab;
use crate::platform::FilePlace;
use crate::recent::Recent;
use crate::session::{Lookup, Probe, Scope, Session};
use crate::settings::Settings;
use crate::versions::Version;

/// The name of a design that has no file yet.
const UNTITLED: &str = "untitled.vpcanvas.json";

/// The file behind the design.
#[derive(Clone, Debug)]
pub struct DesignFile {
    /// Its name without folders.
    pub name: String,
    /// Where a save goes; `None` asks.
    pub place: Option<FilePlace>,
    /// The text of the lesson that goes with it.
    pub lesson: Option<String>,
}

impl Default for DesignFile {
    fn default() -> Self {
        Self {
            name: UNTITLED.to_owned(),
            place: None,
            lesson: None,
        }
    }
}

/// A design that was read and waits to be shown.
pub struct Waiting {
    /// The design with its history.
    pub workspace: Workspace,
    /// Where it comes from.
    pub file: DesignFile,
    /// The slot that keeps it until it is shown, if another window left it behind.
    pub slot: Option<String>,
}

/// A file that is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// A design, as it was at one moment.
    Design {
        /// Which of the designs shown it is, see [`State::generation`].
        generation: u64,
        /// Its revision at that moment.
        revision: u64,
    },
    /// A picture of one.
    Export,
}

/// What `logic` changes and `ui` reads.
pub struct State {
    /// The design with its history and selection, and the tool in the hand.
    pub editor: Editor,
    /// Where it comes from and goes to.
    pub file: DesignFile,
    /// The user's moment.
    pub session: Session,
    /// What the user likes, for this run and the next.
    pub settings: Settings,
    /// Counts the designs shown, because each begins its revisions anew.
    pub generation: u64,
    /// A design that was read and waits for the answer to unsaved changes.
    pub waiting: Option<Waiting>,
    /// The unsaved changes other windows left behind, by their slots, until it is decided what becomes of them.
    pub left: BTreeMap<String, (Workspace, DesignFile)>,
    /// The slots whose changes were brought back or given up.
    pub forgotten: Vec<String>,
    /// When a copy of unsaved changes was kept last, in seconds since 1970; `None` when there is none.
    pub copied: Option<u64>,
    /// The versions of the design, while they are looked at, the newest first.
    pub versions: Vec<Version>,
    /// What was open last, the last one first.
    pub recent: Vec<Recent>,
    /// An import that waits for the answer to what becomes of it.
    pub imported: Option<Imported>,
    /// What the last import made of each thing it found.
    pub report: Option<ImportReport>,
    /// What is being written; one file at a time.
    pub saving: Option<Saving>,
    /// What goes on once the design is saved.
    pub after_save: Option<Then>,
    /// Whether the window may close: nothing is unsaved, or the user does not mind.
    pub may_close: bool,
}

impl State {
    /// A design to begin with.
    pub fn new(workspace: Workspace, file: DesignFile) -> Self {
        let mut state = Self {
            editor: Editor::new(workspace),
            file,
            session: Session::default(),
            settings: Settings::default(),
            generation: 0,
            waiting: None,
            left: BTreeMap::new(),
            forgotten: Vec::new(),
            copied: None,
            versions: Vec::new(),
            recent: Vec::new(),
            imported: None,
            report: None,
            saving: None,
            after_save: None,
            may_close: false,
        };
        state.look_at_design();
        state
    }

    /// An empty design.
    pub fn empty() -> Self {
        Self::new(Workspace::new(Document::default()), DesignFile::default())
    }

    /// The design with its history and selection.
    pub fn workspace(&self) -> &Workspace {
        self.editor.workspace()
    }

    /// Where a resource stands, be it in sight or not; of one that is hidden, where the tile stands that is shown instead.
    pub fn place(&self, id: &ResourceId) -> Option<Rect> {
        let arrangement = self.workspace().arrangement();
        arrangement.shown_rect(id).map(Rect::from)
    }

    /// Shows another design; theme, panels and tool stay as they are.
    pub fn replace(&mut self, workspace: Workspace, file: DesignFile) {
        self.generation += 1;
        // What was to go on belonged to the design that is gone.
        self.after_save = None;
        self.report = None;
        let keeps_tool = self.editor.keeps_tool();
        self.editor = Editor::new(workspace);
        self.editor.keep_tool(keeps_tool);
        self.file = file;
        self.look_at_design();
    }

    /// Begins with what a design has to show: its lesson if it has one, and the way of its first check.
    fn look_at_design(&mut self) {
        let checks = self.editor.workspace().document().checks();
        let is_traced = |check: &Check| match check.expect {
            Expectation::Reachable | Expectation::Unreachable => true,
            Expectation::Resolves | Expectation::NoAnswer => false,
        };
        let session = &mut self.session;
        session.shown_check = checks.iter().position(is_traced);
        session.probe = Probe::default();
        session.lookup = Lookup::default();
        session.scope = Scope::default();
        session.tried = None;
        session.outline.toggled.clear();
        session.writing = None;
        session.lesson_step = 0;
        session.asked.fit = true;
        if self.file.lesson.is_some() {
            session.tab = Tab::Lesson;
        } else if matches!(session.tab, Tab::Lesson | Tab::ImportReport) {
            session.tab = Tab::default();
        }
    }
}
