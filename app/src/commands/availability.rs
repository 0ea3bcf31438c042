//! What a command is called right now, whether it can be used, and whether it is on.

use vpcanvas_analysis::is_end;
use vpcanvas_drawing::Facet;
use vpcanvas_editor::tool::Tool;
use vpcanvas_editor::{actions, lock_words};

use vpcanvas_model::Kind;

use super::{Command, arrange, tried};
use crate::answers::Answers;
use crate::frame::FrameContext;
use crate::panels::dock::Tab;
use crate::session::{Hold, Labels};
use crate::state::State;

impl FrameContext<'_> {
    /// The title, with what would be undone or done again.
    pub fn title_of(&self, command: Command) -> String {
        let workspace = self.state.workspace();
        let label = match command {
            Command::Undo => workspace.undo_label(),
            Command::Redo => workspace.redo_label(),
            _ => None,
        };
        match label {
            Some(label) => text!(
                "command-with-change",
                command = command.title(),
                change = label
            ),
            None => command.title().to_owned(),
        }
    }

    /// Whether the command would do anything.
    pub fn is_enabled(&self, command: Command) -> bool {
        self.refusal(command).is_none()
    }

    /// Why the command would do nothing; `None` where it does something.
    pub fn refusal(&self, command: Command) -> Option<String> {
        refusal(self.state, self.answers, command)
    }

    /// Whether the command names what is the case, as the tool in the hand does.
    pub fn is_on(&self, command: Command) -> bool {
        let session = self.session();
        let tool = self.state.editor.tool();
        let is_other = session.hold != Hold::Tool;
        match command {
            Command::HandTool => session.hold == Hold::Hand,
            Command::LaserTool => session.hold == Hold::Laser,
            Command::KeepTool => self.state.editor.keeps_tool(),
            Command::Snap => {
                let snapping = self.state.settings.snapping();
                snapping.to_grid || snapping.to_guides
            }
            Command::Grid => !session.hides_grid,
            Command::LabelsAll => session.labels == Labels::All,
            Command::LabelsOfSelection => session.labels == Labels::OfSelection,
            Command::LabelsNone => session.labels == Labels::None,
            Command::ConnectTool => !is_other && matches!(tool, Tool::Connecting(_)),
            Command::ProbeTool => !is_other && matches!(tool, Tool::Probing(_)),
            Command::SelectTool => {
                !(is_other || matches!(tool, Tool::Connecting(_) | Tool::Probing(_)))
            }
            Command::FocusMode => session.is_focus_mode,
            Command::LockLayout => self.state.editor.keeps_layout(),
            Command::ToggleLock => actions::are_locked(self.document(), self.selection()),
            Command::Minimap => !session.hides_minimap,
            Command::Routing => !session.hidden.contains(&Facet::Routing),
            Command::SecurityGroups => !session.hidden.contains(&Facet::SecurityGroups),
            Command::Dns => !session.hidden.contains(&Facet::Dns),
            Command::PrivateLink => !session.hidden.contains(&Facet::PrivateLink),
            Command::Internet => !session.hidden.contains(&Facet::Internet),
            Command::ShowOutline => session.outline.is_shown,
            Command::ShowPalette => !session.outline.is_shown,
            Command::ShowProblems => session.tab == Tab::Problems,
            Command::ShowTrace => session.tab == Tab::Trace,
            Command::ShowDns => session.tab == Tab::Dns,
            Command::ShowChecks => session.tab == Tab::Checks,
            Command::ShowMatrix => session.tab == Tab::Matrix,
            Command::ShowImportReport => session.tab == Tab::ImportReport,
            Command::ShowLesson => session.tab == Tab::Lesson,
            _ => false,
        }
    }

    /// The name of the design.
    pub fn file_name(&self) -> &str {
        &self.state.file.name
    }

    /// Whether the design has changes that its file does not hold.
    pub fn is_modified(&self) -> bool {
        self.state.workspace().is_modified()
    }
}

/// Why a command would do nothing, in words; `None` where it does something. Menus, keys and the command palette all ask here.
pub(super) fn refusal(state: &State, answers: &Answers, command: Command) -> Option<String> {
    let workspace = state.workspace();
    let selection = workspace.selection();
    let (is_possible, why) = match command {
        Command::Undo => {
            // What is only being done is taken back too.
            let is_any = workspace.undo_label().is_some() || state.editor.is_in_gesture();
            (is_any, text!("refused-undo"))
        }
        Command::Redo => (workspace.redo_label().is_some(), text!("refused-redo")),
        Command::AlignLeft
        | Command::AlignCenter
        | Command::AlignRight
        | Command::AlignTop
        | Command::AlignMiddle
        | Command::AlignBottom
        | Command::TidySelection => (selection.len() > 1, text!("refused-several")),
        Command::DistributeHorizontally | Command::DistributeVertically => {
            (selection.len() > 2, text!("refused-three"))
        }
        Command::FitToContents | Command::TidyContainer | Command::GoInto => {
            let is_container = selected_kind(state).is_some_and(Kind::is_container);
            (is_container, text!("refused-container"))
        }
        Command::ShowAll => (!state.session.hidden.is_empty(), text!("refused-show-all")),
        Command::TidyAll => {
            let mut placements = workspace.document().placements();
            let is_placed = placements.any(|(_, placement)| placement.is_somewhere());
            (is_placed, text!("said-nothing-placed-by-hand"))
        }
        Command::Collapse => {
            let arrangement = workspace.arrangement();
            let ids = actions::collapsible(workspace.document(), arrangement, selection.ids());
            if ids.is_empty()
                && let Some(words) = lock_words(workspace.document(), selection.ids())
            {
                return Some(words);
            }
            (!ids.is_empty(), text!("said-nothing-to-collapse"))
        }
        Command::Expand => {
            let arrangement = workspace.arrangement();
            let (document, ids) = (workspace.document(), selection.ids());
            let is_any = !actions::expandable(document, arrangement, ids).is_empty()
                || !actions::unfoldable(document, arrangement, ids).is_empty();
            if !is_any && let Some(words) = arrange::kept_words(document, ids) {
                return Some(words);
            }
            (is_any, text!("said-nothing-to-expand"))
        }
        Command::Duplicate
        | Command::Copy
        | Command::Cut
        | Command::Delete
        | Command::MoveInto
        | Command::ToggleLock
        | Command::ZoomSelection => (!selection.is_empty(), text!("refused-selection")),
        Command::Rename
        | Command::NoteOnObject
        | Command::GoOutOf
        | Command::ConnectLeft
        | Command::ConnectRight
        | Command::ConnectUp
        | Command::ConnectDown => (selection.only().is_some(), text!("refused-one")),
        Command::TraceFrom | Command::TraceTo | Command::Reach => match selected_kind(state) {
            Some(kind) if !is_end(kind) => {
                return Some(text!("said-no-end", kind = kind.to_string()));
            }
            kind => (kind.is_some(), text!("refused-one")),
        },
        Command::FindNext | Command::FindPrevious => {
            (!state.session.sought.is_empty(), text!("refused-find"))
        }
        Command::ApplyFix => {
            let is_shown = tried::is_shown(state);
            (
                is_shown || answers.first_fix().is_some(),
                text!("refused-fix"),
            )
        }
        Command::AddCheck => (answers.probe.is_some(), text!("trace-no-question")),
        Command::PreviewFix => (answers.first_fix().is_some(), text!("refused-fix")),
        Command::NextProblem | Command::PreviousProblem => {
            (!answers.problems().is_empty(), text!("problems-none"))
        }
        Command::ShowImportReport => (state.report.is_some(), text!("refused-report")),
        Command::ShowLesson => (answers.course.is_some(), text!("lesson-none")),
        Command::NextStep => {
            let is_next = state.session.lesson_step + 1 < lesson_steps(answers);
            (is_next, text!("refused-last-step"))
        }
        Command::PreviousStep => {
            let is_before = state.session.lesson_step > 0 && lesson_steps(answers) > 0;
            (is_before, text!("refused-first-step"))
        }
        _ => return None,
    };
    (!is_possible).then(|| why.to_owned())
}

/// What the only selected object is.
fn selected_kind(state: &State) -> Option<Kind> {
    let id = state.workspace().selection().only()?;
    Some(state.workspace().document().resource(id)?.kind())
}

/// How many steps the lesson has, if there is one that can be read.
fn lesson_steps(answers: &Answers) -> usize {
    match &answers.course {
        Some(Ok(course)) => course.lesson.steps.len(),
        Some(Err(_)) | None => 0,
    }
}
