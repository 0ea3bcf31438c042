//! A workspace with the tool in hand, kept in step: a command ends the gesture it interrupts.

use vpcanvas_model::{
    Arrangement, ResourceId, Transaction,
    geometry::{Offset, Rect},
};

use crate::{
    Selection, Workspace,
    actions::duplicate,
    tool::{Context, Effect, Event, Snapping, Tool},
};

/// Why nothing moves by hand.
pub const LAYOUT_IS_LOCKED: &str = "The layout is locked; “Lock layout” unlocks it";

/// What the application edits with.
#[derive(Clone, Debug)]
pub struct Editor {
    workspace: Workspace,
    tool: Tool,
    snapping: Snapping,
    keeps_layout: bool,
    keeps_tool: bool,
    copied: Option<Copied>,
}

/// What was copied last, so that the next copy goes as much further.
#[derive(Clone, Debug)]
struct Copied {
    of: Vec<ResourceId>,
    to: Vec<ResourceId>,
}

impl Editor {
    /// A workspace and no tool in use.
    pub fn new(workspace: Workspace) -> Self {
        Self {
            workspace,
            tool: Tool::default(),
            snapping: Snapping::default(),
            keeps_layout: false,
            keeps_tool: false,
            copied: None,
        }
    }

    /// From now on moved things come to lie on this.
    pub fn snap_to(&mut self, snapping: Snapping) {
        self.snapping = snapping;
    }

    /// Whether nothing moves by hand: selecting, connecting and editing go on.
    pub fn keeps_layout(&self) -> bool {
        self.keeps_layout
    }

    /// Lets nothing move by hand, or everything again.
    pub fn keep_layout(&mut self, keeps: bool) {
        self.interrupt();
        self.keeps_layout = keeps;
    }

    /// The document with its history and selection.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// What the user is doing.
    pub fn tool(&self) -> &Tool {
        &self.tool
    }

    /// Whether a tool stays in the hand after it was used.
    pub fn keeps_tool(&self) -> bool {
        self.keeps_tool
    }

    /// From now on a tool stays in the hand after it was used, or not.
    pub fn keep_tool(&mut self, keeps: bool) {
        self.keeps_tool = keeps;
    }

    /// Copies what is selected, as one step: beside it, or, where it is the last copy, as far as that came from its
    /// original. Returns what it did.
    ///
    /// # Errors
    /// Why nothing can be put where the copies would stand.
    pub fn duplicate(&mut self) -> Result<String, String> {
        self.interrupt();
        let of = self.workspace.selection().ids().to_vec();
        let by = self.last_offset(&of);
        let (document, arrangement) = (
            self.workspace.committed(),
            self.workspace.committed_arrangement(),
        );
        let copied = duplicate(document, arrangement, &of, by)?;
        let label = copied.transaction.label.clone();
        self.copied = Some(Copied {
            of,
            to: copied.ids.clone(),
        });
        self.workspace
            .commit_and_select(copied.transaction, copied.ids);
        Ok(label)
    }

    /// How far the copies of the last time stand from their originals, if these are them.
    fn last_offset(&self, ids: &[ResourceId]) -> Option<Offset> {
        let copied = self.copied.as_ref().filter(|copied| copied.to == ids)?;
        let arrangement = self.workspace.committed_arrangement();
        let around =
            |ids: &[ResourceId]| Rect::around(ids.iter().filter_map(|id| arrangement.rect(id)));
        Some(around(&copied.to)?.min.minus(around(&copied.of)?.min))
    }

    /// Hands an event to the tool and does what it asks for; what only the application can do is returned.
    ///
    /// The threshold is how far the pointer moves before a press becomes a drag, in scene points.
    pub fn on_event(&mut self, event: &Event, drag_threshold: i32) -> Vec<Effect> {
        let tool = std::mem::take(&mut self.tool);
        let (document, arrangement) = self.workspace.ground();
        let context = Context {
            document,
            arrangement,
            selection: self.workspace.selection(),
            keeps_layout: self.keeps_layout,
            drag_threshold,
            snapping: self.snapping,
            keeps_tool: self.keeps_tool,
        };
        let (tool, effects) = tool.on_event(event, &context);
        self.tool = tool;
        self.perform(effects)
    }

    /// Takes a tool into the hand; the one before is put down without a trace.
    pub fn use_tool(&mut self, tool: Tool) {
        let (_, effects) = std::mem::take(&mut self.tool).interrupted();
        self.perform(effects);
        self.tool = tool;
    }

    /// Makes a change, as one step; returns whether it changed anything.
    pub fn commit(&mut self, transaction: Transaction) -> bool {
        self.interrupt();
        self.workspace.commit(transaction)
    }

    /// Makes a change and selects some resources, as one step; returns whether it changed anything.
    pub fn commit_and_select(
        &mut self,
        transaction: Transaction,
        select: impl IntoIterator<Item = ResourceId>,
    ) -> bool {
        self.interrupt();
        self.workspace.commit_and_select(transaction, select)
    }

    /// Shows a change, such as a fix or a value being typed, until it is committed or cancelled.
    pub fn preview(&mut self, transaction: Transaction) {
        self.interrupt();
        self.workspace.preview(transaction);
    }

    /// Shows a change with an arrangement that was made for it, such as a layout made in steps.
    pub fn preview_arranged(&mut self, transaction: Transaction, arrangement: Arrangement) {
        self.interrupt();
        self.workspace.preview_arranged(transaction, arrangement);
    }

    /// Keeps the change shown, as one step.
    pub fn commit_preview(&mut self) -> bool {
        self.workspace.commit_preview()
    }

    /// Drops the change shown.
    pub fn cancel_preview(&mut self) {
        self.interrupt();
        self.workspace.cancel_preview();
    }

    /// Takes the last step back; returns what it did.
    pub fn undo(&mut self) -> Option<String> {
        self.interrupt();
        self.workspace.undo()
    }

    /// Takes the last step undone again; returns what it did.
    pub fn redo(&mut self) -> Option<String> {
        self.interrupt();
        self.workspace.redo()
    }

    /// What the last change did besides what was asked for; told once.
    pub fn take_remark(&mut self) -> Option<String> {
        self.workspace.take_remark()
    }

    /// Selects resources.
    pub fn select(&mut self, selection: Selection) {
        self.interrupt();
        self.workspace.select(selection);
    }

    /// Notes that the committed document is the one in the file.
    pub fn mark_saved(&mut self) {
        self.workspace.mark_saved();
    }

    /// Whether a gesture is going on that a command would end.
    pub fn is_in_gesture(&self) -> bool {
        !matches!(
            self.tool,
            Tool::Idle(_) | Tool::Placing(_) | Tool::Connecting(_) | Tool::Probing(_)
        )
    }

    /// Ends what the tool began, without a trace. Tools that are only armed stay in the hand.
    fn interrupt(&mut self) {
        if self.is_in_gesture() {
            let (tool, effects) = std::mem::take(&mut self.tool).interrupted();
            self.tool = tool;
            self.perform(effects);
        }
    }

    fn perform(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let mut left = Vec::new();
        for effect in effects {
            match effect {
                Effect::Select(ids) => self.workspace.select(ids.into_iter().collect()),
                Effect::Preview(transaction) => self.workspace.preview_gesture(transaction),
                Effect::CommitPreview => {
                    self.workspace.commit_preview();
                }
                Effect::CancelPreview => self.workspace.cancel_preview(),
                Effect::Commit(transaction, select) => {
                    self.workspace.commit_and_select(transaction, select);
                }
                Effect::Copy {
                    of,
                    transaction,
                    select,
                } => {
                    self.copied = Some(Copied {
                        of,
                        to: select.clone(),
                    });
                    self.workspace.commit_and_select(transaction, select);
                }
                Effect::Message(_)
                | Effect::Open(_)
                | Effect::OfferInsert(_)
                | Effect::OfferConnected(..)
                | Effect::Probe(..) => left.push(effect),
            }
        }
        left
    }
}
