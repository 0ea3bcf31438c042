//! The document being edited, with its history, its selection and at most one gesture in progress.
//!
//! A gesture is a preview: a transaction that is seen and replaced on every movement of the pointer, and kept or dropped
//! as a whole at the end. It always starts from the committed document, so nothing drifts. Any other change drops it first.

use std::sync::Arc;

use vpcanvas_model::{Arrangement, Change, Document, ResourceId, Transaction, arrangement};

use crate::{Selection, history::History};

/// A document and what editing it needs.
#[derive(Clone, Debug)]
pub struct Workspace {
    committed: Seen,
    preview: Option<Preview>,
    selection: Selection,
    history: History,
    revisions: Revisions,
}

/// A document and where its resources stand.
#[derive(Clone, Debug)]
struct Seen {
    document: Document,
    arrangement: Arc<Arrangement>,
}

#[derive(Clone, Debug)]
struct Preview {
    transaction: Transaction,
    seen: Seen,
}

#[derive(Clone, Copy, Debug, Default)]
struct Revisions {
    any: u64,
    resources: u64,
    checks: u64,
}

impl Workspace {
    /// A document as it was opened from a file: unmodified.
    pub fn new(document: Document) -> Self {
        Self {
            committed: Seen::new(document),
            preview: None,
            selection: Selection::none(),
            history: History::opened(),
            revisions: Revisions::default(),
        }
    }

    /// A document no file holds, such as an import or one recovered: modified from the start.
    pub fn unsaved(document: Document) -> Self {
        let mut workspace = Self::new(document);
        workspace.history.mark_unsaved();
        workspace
    }

    /// The document as it is seen, the gesture in progress included.
    pub fn document(&self) -> &Document {
        &self.seen().document
    }

    /// Where everything is seen.
    pub fn arrangement(&self) -> &Arc<Arrangement> {
        &self.seen().arrangement
    }

    /// The document without the gesture in progress: what is saved, and what gestures start from.
    pub fn committed(&self) -> &Document {
        &self.committed.document
    }

    /// Where everything stands without the gesture in progress.
    pub fn committed_arrangement(&self) -> &Arc<Arrangement> {
        &self.committed.arrangement
    }

    /// What is selected.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// Selects what there is of a selection. This is not a step of the history.
    pub fn select(&mut self, selection: Selection) {
        self.selection = selection.within(self.document());
    }

    /// Makes a change, as one step; returns whether it changed anything.
    pub fn commit(&mut self, transaction: Transaction) -> bool {
        self.step(transaction, None)
    }

    /// Makes a change and selects some resources, as one step; returns whether it changed anything.
    pub fn commit_and_select(
        &mut self,
        transaction: Transaction,
        select: impl IntoIterator<Item = ResourceId>,
    ) -> bool {
        self.step(transaction, Some(select.into_iter().collect()))
    }

    /// Shows a change in place of the one shown before.
    pub fn preview(&mut self, transaction: Transaction) {
        let transaction = recorded_on(transaction, self.committed()).trimmed();
        let (mut document, before) = match self.preview.take() {
            Some(mut preview) => {
                preview.seen.document.apply(&preview.transaction.inverse());
                (preview.seen, Some(preview.transaction))
            }
            None => (self.committed.clone(), None),
        };
        document.document.apply(&transaction);
        document.arrange_after(&transaction, before.as_ref());
        self.revisions.moved_between(before.as_ref(), &transaction);
        self.preview = Some(Preview {
            transaction,
            seen: document,
        });
    }

    /// Keeps the change shown, as one step; returns whether there was one.
    pub fn commit_preview(&mut self) -> bool {
        let Some(preview) = self.preview.take() else {
            return false;
        };
        self.committed = preview.seen;
        self.remember(preview.transaction, None)
    }

    /// Drops the change shown, without a trace.
    pub fn cancel_preview(&mut self) {
        if let Some(preview) = self.preview.take() {
            self.revisions
                .moved_between(Some(&preview.transaction), &Transaction::default());
        }
    }

    /// Whether a gesture is in progress.
    pub fn is_previewing(&self) -> bool {
        self.preview.is_some()
    }

    /// Takes the last step back; returns what it did, in the user's words.
    pub fn undo(&mut self) -> Option<String> {
        self.cancel_preview();
        let step = self.history.back()?;
        let selection = step.selection_before.clone();
        let transaction = step.transaction.inverse();
        Some(self.travel(&transaction, selection))
    }

    /// Takes the last step undone again; returns what it did, in the user's words.
    pub fn redo(&mut self) -> Option<String> {
        self.cancel_preview();
        let step = self.history.forward()?;
        let selection = step.selection_after.clone();
        let transaction = step.transaction.clone();
        Some(self.travel(&transaction, selection))
    }

    /// What [`Self::undo`] would take back: `Move 3 resources`.
    pub fn undo_label(&self) -> Option<&str> {
        let step = self.history.next_back()?;
        Some(&step.transaction.label)
    }

    /// What [`Self::redo`] would do again.
    pub fn redo_label(&self) -> Option<&str> {
        let step = self.history.next_forward()?;
        Some(&step.transaction.label)
    }

    /// Whether the committed document differs from the one saved.
    pub fn is_modified(&self) -> bool {
        self.history.is_modified()
    }

    /// Notes that the committed document is the one in the file.
    pub fn mark_saved(&mut self) {
        self.history.mark_saved();
    }

    /// Moves whenever the document seen changes.
    pub fn revision(&self) -> u64 {
        self.revisions.any
    }

    /// Moves only when the resources seen change: answers for one value of it never grow old.
    pub fn semantic_revision(&self) -> u64 {
        self.revisions.resources
    }

    /// Moves only when the checks seen change.
    pub fn checks_revision(&self) -> u64 {
        self.revisions.checks
    }

    fn seen(&self) -> &Seen {
        self.preview
            .as_ref()
            .map_or(&self.committed, |preview| &preview.seen)
    }

    fn step(&mut self, transaction: Transaction, select: Option<Selection>) -> bool {
        self.cancel_preview();
        let transaction = recorded_on(transaction, self.committed()).trimmed();
        self.committed.document.apply(&transaction);
        self.committed.arrange_after(&transaction, None);
        self.revisions.moved_between(None, &transaction);
        self.remember(transaction, select)
    }

    fn remember(&mut self, transaction: Transaction, select: Option<Selection>) -> bool {
        let before = self.selection.clone();
        let after = select.unwrap_or_else(|| before.clone());
        self.selection = after.within(self.committed());
        if transaction.is_empty() {
            return false;
        }
        let after = self.selection.clone();
        self.history.push(transaction, before, after);
        true
    }

    fn travel(&mut self, transaction: &Transaction, selection: Selection) -> String {
        self.committed.document.apply(transaction);
        self.committed.arrange_after(transaction, None);
        self.revisions.moved_between(None, transaction);
        self.selection = selection.within(self.committed());
        transaction.label.clone()
    }
}

impl Seen {
    fn new(document: Document) -> Self {
        Self {
            arrangement: Arc::new(arrangement(&document)),
            document,
        }
    }

    /// Arranges anew if a transaction, or the one it replaced, moves anything.
    fn arrange_after(&mut self, transaction: &Transaction, before: Option<&Transaction>) {
        let moves = |change: &Change| !matches!(change, Change::Checks { .. });
        let changes = before.into_iter().chain([transaction]);
        if changes.flat_map(Transaction::changes).any(moves) {
            self.arrangement = Arc::new(arrangement(&self.document));
        }
    }
}

impl Revisions {
    /// Counts what differs between a transaction that was seen and the one that is seen now.
    fn moved_between(&mut self, before: Option<&Transaction>, now: &Transaction) {
        let before = before.map_or(&[][..], Transaction::changes);
        let now = now.changes();
        let differ = |part: fn(&Change) -> bool| {
            let of = |changes| <[Change]>::iter(changes).filter(|change| part(change));
            !of(before).eq(of(now))
        };
        self.any += u64::from(differ(|_| true));
        self.resources += u64::from(differ(|change| matches!(change, Change::Resource { .. })));
        self.checks += u64::from(differ(|change| matches!(change, Change::Checks { .. })));
    }
}

/// The transaction with what a document holds as what was before, so that undoing it is exact.
///
/// Only one that was recorded on another document, such as a fix offered before the last edit, is written anew.
fn recorded_on(transaction: Transaction, document: &Document) -> Transaction {
    let is_exact = |change: &Change| match change {
        Change::Resource { id, before, .. } => before.as_deref() == document.resource(id),
        Change::Placement { id, before, .. } => before.as_ref() == document.placement(id),
        Change::Checks { before, .. } => **before == *document.checks(),
    };
    if transaction.changes().iter().all(is_exact) {
        return transaction;
    }
    let mut exact = Transaction::new(transaction.label.as_str());
    for change in transaction.changes() {
        match change {
            Change::Resource { id, after, .. } => {
                exact.set_resource(document, id, after.as_deref().cloned());
            }
            Change::Placement { id, after, .. } => {
                exact.set_placement(document, id, after.clone());
            }
            Change::Checks { after, .. } => exact.set_checks(document, after.to_vec()),
        }
    }
    exact
}
