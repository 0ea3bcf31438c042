//! The document being edited, with its history, its selection and at most one gesture in progress.
//!
//! A gesture is a preview: a transaction that is seen and replaced on every movement of the pointer, and kept or dropped
//! as a whole at the end. It always starts from the committed document, so nothing drifts. Any other change drops it first.

use std::sync::Arc;

use vpcanvas_model::{Arrangement, Change, Document, ResourceId, Transaction, arrangement};

use crate::{
    Selection,
    actions::regroup,
    history::History,
    log::Log,
    pin::pin,
    settle::{make_room, place},
};

/// A gesture that writes down where more things stand starts from there as soon as it has.
const MANY: usize = 8;

/// A document and what editing it needs.
#[derive(Clone, Debug)]
pub struct Workspace {
    committed: Seen,
    preview: Option<Preview>,
    selection: Selection,
    history: History,
    revisions: Revisions,
    log: Log,
    remark: Option<String>,
}

/// A document and where its resources stand.
#[derive(Clone, Debug)]
struct Seen {
    document: Document,
    arrangement: Arc<Arrangement>,
}

#[derive(Clone, Debug)]
struct Preview {
    /// What the gesture starts from, where that is not the committed document.
    ground: Option<Ground>,
    transaction: Transaction,
    seen: Seen,
}

/// The committed document with what a gesture wrote down as it stands: much of a large design, and the same all the time.
#[derive(Clone, Debug)]
struct Ground {
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
            log: Log::default(),
            remark: None,
        }
    }

    /// A document no file holds, such as an import or one recovered: modified from the start.
    pub fn unsaved(document: Document) -> Self {
        let mut workspace = Self::new(document);
        workspace.history.mark_unsaved();
        workspace
    }

    /// A document no file holds, and what led to it and can be undone, the oldest first.
    pub(crate) fn unsaved_after(document: Document, done: Vec<Transaction>) -> Self {
        let mut workspace = Self::unsaved(document);
        for transaction in done {
            let (before, after) = (Selection::none(), Selection::none());
            workspace.history.push(transaction, before, after);
        }
        workspace
    }

    /// What was done and can be undone, the newest first.
    pub fn done(&self) -> impl ExactSizeIterator<Item = &Transaction> {
        self.history.done().map(|step| &step.transaction)
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
        let has_ground = |preview: &Preview| preview.ground.is_some();
        if self.preview.as_ref().is_some_and(has_ground) {
            self.cancel_preview();
        }
        self.replace_preview(transaction);
    }

    /// Shows a change that a gesture makes to what it starts from, in place of the one shown before.
    pub(crate) fn preview_gesture(&mut self, transaction: Transaction) {
        let written = written_down(self.ground(), &transaction);
        if written.changes().len() > MANY {
            self.extend_ground(written);
        }
        self.replace_preview(transaction);
    }

    /// What a gesture starts from, and where everything stands there.
    pub(crate) fn ground(&self) -> (&Document, &Arc<Arrangement>) {
        let preview = self.preview.as_ref();
        let ground = preview.and_then(|preview| preview.ground.as_ref());
        let seen = ground.map_or(&self.committed, |ground| &ground.seen);
        (&seen.document, &seen.arrangement)
    }

    /// Lets the gesture start from what it wrote down; what is shown of it is taken back.
    fn extend_ground(&mut self, written: Transaction) {
        let mut preview = self.begun_preview();
        let mut ground = preview.ground.take().unwrap_or_else(|| Ground {
            transaction: Transaction::default(),
            seen: self.committed.clone(),
        });
        self.note(written.instead_of(&preview.transaction).trimmed());
        ground.seen.apply(written.clone());
        ground.transaction = ground.transaction.then(written);
        self.preview = Some(Preview {
            transaction: Transaction::default(),
            seen: ground.seen.clone(),
            ground: Some(ground),
        });
    }

    fn replace_preview(&mut self, transaction: Transaction) {
        let transaction = completed(self.ground(), transaction).trimmed();
        let mut preview = self.begun_preview();
        let step = transaction.instead_of(&preview.transaction);
        let step = preview.seen.apply(step);
        self.note(step);
        preview.transaction = transaction;
        self.preview = Some(preview);
    }

    fn begun_preview(&mut self) -> Preview {
        self.preview.take().unwrap_or_else(|| Preview {
            ground: None,
            transaction: Transaction::default(),
            seen: self.committed.clone(),
        })
    }

    /// Shows a change of the committed document with an arrangement that was made for it, in place of the one shown before.
    pub fn preview_arranged(&mut self, transaction: Transaction, arrangement: Arrangement) {
        self.cancel_preview();
        let transaction = recorded_on(transaction, self.committed()).trimmed();
        let seen = Seen {
            document: self.committed().with(&transaction),
            arrangement: Arc::new(arrangement),
        };
        self.note(transaction.clone());
        self.preview = Some(Preview {
            ground: None,
            transaction,
            seen,
        });
    }

    /// Keeps the change shown, as one step; returns whether there was one.
    pub fn commit_preview(&mut self) -> bool {
        let Some(mut preview) = self.preview.take() else {
            return false;
        };
        if preview.transaction.is_empty() {
            // What was written down alone is no step.
            self.preview = Some(preview);
            self.cancel_preview();
            return false;
        }
        let whole = preview.whole();
        let transaction = self.regrouped(whole.clone());
        let step = transaction.instead_of(&whole);
        let step = preview.seen.apply(step);
        self.note(step);
        self.committed = preview.seen;
        self.remember(transaction, None)
    }

    /// Drops the change shown, without a trace.
    pub fn cancel_preview(&mut self) {
        if let Some(preview) = self.preview.take() {
            self.note(preview.whole().inverse());
        }
    }

    /// Whether a gesture is in progress.
    pub fn is_previewing(&self) -> bool {
        self.preview.is_some()
    }

    /// The change that is shown and neither kept nor dropped yet.
    pub fn previewed(&self) -> Option<&Transaction> {
        self.preview.as_ref().map(|preview| &preview.transaction)
    }

    /// Takes the last step back; returns what it did, in the user's words.
    pub fn undo(&mut self) -> Option<String> {
        self.cancel_preview();
        let step = self.history.back()?;
        let selection = step.selection_before.clone();
        let transaction = step.transaction.inverse();
        Some(self.travel(transaction, selection))
    }

    /// Takes the last step undone again; returns what it did, in the user's words.
    pub fn redo(&mut self) -> Option<String> {
        self.cancel_preview();
        let step = self.history.forward()?;
        let selection = step.selection_after.clone();
        let transaction = step.transaction.clone();
        Some(self.travel(transaction, selection))
    }

    /// What the last change did besides what was asked for, in the user's words; told once.
    pub fn take_remark(&mut self) -> Option<String> {
        self.remark.take()
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

    /// What led from the document seen at a revision to the one seen now, in order; `None` when that is long ago.
    pub fn changes_since(&self, revision: u64) -> Option<impl Iterator<Item = &Transaction>> {
        self.log.since(revision, self.revisions.any)
    }

    /// Counts and logs what changed of the document seen.
    fn note(&mut self, transaction: Transaction) {
        if !transaction.is_empty() {
            self.revisions.count(&transaction);
            self.log.add(transaction);
        }
    }

    fn seen(&self) -> &Seen {
        self.preview
            .as_ref()
            .map_or(&self.committed, |preview| &preview.seen)
    }

    fn step(&mut self, transaction: Transaction, select: Option<Selection>) -> bool {
        self.cancel_preview();
        let ground = (self.committed(), self.committed_arrangement());
        let transaction = completed(ground, transaction);
        let transaction = self.regrouped(transaction);
        let transaction = self.committed.apply(transaction);
        self.note(transaction.clone());
        self.remember(transaction, select)
    }

    /// A change that makes what is folded differ shows it by itself, and that is said.
    fn regrouped(&mut self, transaction: Transaction) -> Transaction {
        let (document, arrangement) = (&self.committed.document, &self.committed.arrangement);
        let (transaction, words) = regroup(document, arrangement, transaction);
        if words.is_none() {
            return transaction;
        }
        let transaction = pin(document, arrangement, transaction);
        self.remark = words;
        transaction
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

    fn travel(&mut self, transaction: Transaction, selection: Selection) -> String {
        let transaction = self.committed.apply(transaction);
        let label = transaction.label.clone();
        self.note(transaction);
        self.selection = selection.within(self.committed());
        label
    }
}

impl Preview {
    /// What leads to it from the committed document.
    fn whole(&self) -> Transaction {
        let Some(ground) = &self.ground else {
            return self.transaction.clone();
        };
        let mut whole = ground.transaction.clone().then(self.transaction.clone());
        whole.label.clone_from(&self.transaction.label);
        whole.trimmed()
    }
}

/// A change made without an eye for the picture gets the room it needs there, and leaves in place what is locked.
fn completed(
    (document, arrangement): (&Document, &Arc<Arrangement>),
    transaction: Transaction,
) -> Transaction {
    let places = |change: &Change| matches!(change, Change::Placement { .. });
    let mut transaction = recorded_on(transaction, document);
    if transaction.changes_resources() && !transaction.changes().iter().any(places) {
        transaction = make_room(document, arrangement, transaction);
    }
    pin(document, arrangement, transaction)
}

/// What a transaction places that had no place, where it stands before that.
fn written_down(
    (document, arrangement): (&Document, &Arc<Arrangement>),
    transaction: &Transaction,
) -> Transaction {
    let mut written = Transaction::default();
    for change in transaction.changes() {
        if let Change::Placement { id, .. } = change
            && !document.is_placed(id)
            && let Some(rect) = arrangement.rect(id)
        {
            place(document, &mut written, id, rect);
        }
    }
    written
}

impl Seen {
    fn new(document: Document) -> Self {
        Self {
            arrangement: Arc::new(arrangement(&document)),
            document,
        }
    }

    /// Applies what a transaction changes, and returns that.
    fn apply(&mut self, transaction: Transaction) -> Transaction {
        let transaction = transaction.trimmed();
        let moves = |change: &Change| !matches!(change, Change::Checks { .. });
        self.document.apply(&transaction);
        if transaction.changes().iter().any(moves) {
            Arc::make_mut(&mut self.arrangement).follow(&self.document, &transaction);
        }
        transaction
    }
}

impl Revisions {
    fn count(&mut self, transaction: &Transaction) {
        let checks = |change: &Change| matches!(change, Change::Checks { .. });
        self.any += u64::from(!transaction.is_empty());
        self.resources += u64::from(transaction.changes_resources());
        self.checks += u64::from(transaction.changes().iter().any(checks));
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
