//! What a command is called right now, whether it can be used, and whether it is on.

use vpcanvas_analysis::is_end;
use vpcanvas_drawing::Facet;
use vpcanvas_editor::actions;
use vpcanvas_editor::tool::Tool;

use super::Command;
use crate::frame::FrameContext;
use crate::panels::dock::Tab;

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
        let workspace = self.state.workspace();
        let selection = workspace.selection();
        match command {
            Command::Undo => workspace.undo_label().is_some(),
            Command::Redo => workspace.redo_label().is_some(),
            Command::AlignLeft
            | Command::AlignCenter
            | Command::AlignRight
            | Command::AlignTop
            | Command::AlignMiddle
            | Command::AlignBottom
            | Command::TidySelection => selection.ids().len() > 1,
            Command::DistributeHorizontally | Command::DistributeVertically => {
                selection.ids().len() > 2
            }
            Command::FitToContents | Command::TidyContainer => selection
                .only()
                .and_then(|id| self.document().resource(id))
                .is_some_and(|resource| resource.kind().is_container()),
            Command::ShowAll => !self.session().hidden.is_empty(),
            Command::TidyAll => {
                let mut placements = self.document().placements();
                placements.any(|(_, placement)| placement.is_somewhere())
            }
            Command::Collapse => {
                let arrangement = workspace.arrangement();
                !actions::collapsible(self.document(), arrangement, selection.ids()).is_empty()
            }
            Command::Expand => {
                let arrangement = workspace.arrangement();
                !actions::expandable(arrangement, selection.ids()).is_empty()
                    || !actions::unfoldable(arrangement, selection.ids()).is_empty()
            }
            Command::Duplicate
            | Command::Copy
            | Command::Cut
            | Command::Delete
            | Command::ToggleLock
            | Command::ZoomSelection => !selection.is_empty(),
            Command::Rename => selection.only().is_some(),
            Command::TraceFrom | Command::TraceTo | Command::Reach => selection
                .only()
                .and_then(|id| self.document().resource(id))
                .is_some_and(|resource| is_end(resource.kind())),
            Command::FindNext | Command::FindPrevious => !self.session().sought.is_empty(),
            Command::ApplyFix => self.tried().is_some() || self.answers.first_fix().is_some(),
            Command::PreviewFix => self.answers.first_fix().is_some(),
            Command::NextProblem | Command::PreviousProblem => !self.answers.problems().is_empty(),
            Command::ShowImportReport => self.state.report.is_some(),
            Command::ShowLesson => self.answers.course.is_some(),
            Command::NextStep => self.session().lesson_step + 1 < self.lesson_steps(),
            Command::PreviousStep => self.session().lesson_step > 0 && self.lesson_steps() > 0,
            Command::New
            | Command::Open
            | Command::ImportFromAws
            | Command::OpenPrivateLinkExample
            | Command::OpenEndpointExample
            | Command::Versions
            | Command::Save
            | Command::SaveAs
            | Command::ExportSvg
            | Command::ExportPng
            | Command::Paste
            | Command::SelectAll
            | Command::LockLayout
            | Command::FoldAlike
            | Command::Find
            | Command::Escape
            | Command::ZoomIn
            | Command::ZoomOut
            | Command::ZoomActual
            | Command::ZoomFit
            | Command::ToggleTheme
            | Command::Minimap
            | Command::Routing
            | Command::SecurityGroups
            | Command::Dns
            | Command::PrivateLink
            | Command::Internet
            | Command::FocusMode
            | Command::ShowOutline
            | Command::ShowPalette
            | Command::ShowProblems
            | Command::ShowTrace
            | Command::ShowDns
            | Command::ShowChecks
            | Command::ShowMatrix
            | Command::SelectTool
            | Command::HandTool
            | Command::ConnectTool
            | Command::InsertByName
            | Command::ProbeTool
            | Command::Dig
            | Command::CommandPalette
            | Command::Shortcuts
            | Command::Settings => true,
        }
    }

    /// Whether the command names what is the case, as the tool in the hand does.
    pub fn is_on(&self, command: Command) -> bool {
        let session = self.session();
        let tool = self.state.editor.tool();
        match command {
            Command::HandTool => session.is_hand,
            Command::ConnectTool => !session.is_hand && matches!(tool, Tool::Connecting(_)),
            Command::ProbeTool => !session.is_hand && matches!(tool, Tool::Probing(_)),
            Command::SelectTool => {
                !(session.is_hand || matches!(tool, Tool::Connecting(_) | Tool::Probing(_)))
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

    /// How many steps the lesson has, if there is one that can be read.
    fn lesson_steps(&self) -> usize {
        match &self.answers.course {
            Some(Ok(course)) => course.lesson.steps.len(),
            Some(Err(_)) | None => 0,
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
