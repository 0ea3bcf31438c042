//! What was done and can be undone: a line of transactions, each with the selection before and after it.
//!
//! A step taken after an undo drops what was undone. There is no tree.

use std::collections::VecDeque;

use vpcanvas_model::Transaction;

use crate::Selection;

/// How many steps can be undone; older ones are forgotten.
pub const MOST_STEPS: usize = 500;

/// One step.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) transaction: Transaction,
    pub(crate) selection_before: Selection,
    pub(crate) selection_after: Selection,
    /// Names the state after the step, never used twice.
    serial: u64,
}

/// The steps up to the present state and those undone.
#[derive(Clone, Debug, Default)]
pub(crate) struct History {
    done: VecDeque<Step>,
    undone: Vec<Step>,
    /// The state before the first step that is kept.
    oldest: u64,
    last: u64,
    saved: Option<u64>,
}

impl History {
    /// The history of a document as it was opened: nothing to undo, nothing to save.
    pub(crate) fn opened() -> Self {
        Self {
            saved: Some(0),
            ..Self::default()
        }
    }

    pub(crate) fn push(&mut self, transaction: Transaction, before: Selection, after: Selection) {
        self.undone.clear();
        self.last += 1;
        self.done.push_back(Step {
            transaction,
            selection_before: before,
            selection_after: after,
            serial: self.last,
        });
        if self.done.len() > MOST_STEPS
            && let Some(forgotten) = self.done.pop_front()
        {
            self.oldest = forgotten.serial;
        }
    }

    /// Steps back; the step taken back.
    pub(crate) fn back(&mut self) -> Option<&Step> {
        self.undone.push(self.done.pop_back()?);
        self.undone.last()
    }

    /// Steps forward; the step taken again.
    pub(crate) fn forward(&mut self) -> Option<&Step> {
        self.done.push_back(self.undone.pop()?);
        self.done.back()
    }

    /// The steps that can be undone, the newest first.
    pub(crate) fn done(&self) -> impl ExactSizeIterator<Item = &Step> {
        self.done.iter().rev()
    }

    pub(crate) fn next_back(&self) -> Option<&Step> {
        self.done.back()
    }

    pub(crate) fn next_forward(&self) -> Option<&Step> {
        self.undone.last()
    }

    pub(crate) fn mark_saved(&mut self) {
        self.saved = Some(self.state());
    }

    pub(crate) fn mark_unsaved(&mut self) {
        self.saved = None;
    }

    pub(crate) fn is_modified(&self) -> bool {
        self.saved != Some(self.state())
    }

    fn state(&self) -> u64 {
        self.done.back().map_or(self.oldest, |step| step.serial)
    }
}
