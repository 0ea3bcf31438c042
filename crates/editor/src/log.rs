//! The last changes of the document that is seen: what answers follow instead of looking at everything again.
//!
//! It is no history: previews that came and went are in it, and what is older than a while is not.

use std::collections::VecDeque;

use vpcanvas_model::Transaction;

/// The last transactions, the newest at the end; each made one revision of the one before.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log(VecDeque<Transaction>);

impl Log {
    const MOST: usize = 32;

    /// Adds a transaction that made a new revision.
    pub(crate) fn add(&mut self, transaction: Transaction) {
        if self.0.len() == Self::MOST {
            self.0.pop_front();
        }
        self.0.push_back(transaction);
    }

    /// What led from one revision to another, the newest; `None` where the log does not reach back so far.
    pub(crate) fn since(
        &self,
        revision: u64,
        newest: u64,
    ) -> Option<impl Iterator<Item = &Transaction>> {
        let count = usize::try_from(newest.checked_sub(revision)?).ok()?;
        let skipped = self.0.len().checked_sub(count)?;
        Some(self.0.iter().skip(skipped))
    }
}
