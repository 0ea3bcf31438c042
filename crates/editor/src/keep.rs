//! A history as plain data, so that what was done can still be undone after the program has ended.
//!
//! Each step is two small designs: what it changed as it was before, and as it was after. Reading goes back from the
//! document as it is now, and ends at the first step that does not fit: what comes of it is exact, or not there.

use serde::{Deserialize, Serialize};
use vpcanvas_model::{Change, Document, ResourceId, Transaction, file};

use crate::Workspace;

/// A step of a history as plain data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptStep {
    /// What it did, in the user's words.
    pub label: String,
    /// What it changed, as it was before: a design file.
    pub before: String,
    /// The same, as it was after.
    pub after: String,
    /// Whether it changed the checks.
    #[serde(default, skip_serializing_if = "is_false")]
    pub changes_checks: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks like this")]
fn is_false(value: &bool) -> bool {
    !*value
}

impl KeptStep {
    fn of(transaction: &Transaction) -> Self {
        let side = |is_after| {
            let mut side = Document::default();
            side.apply(&part(transaction, is_after));
            file::write(&side)
        };
        let checks = |change: &Change| matches!(change, Change::Checks { .. });
        Self {
            label: transaction.label.clone(),
            before: side(false),
            after: side(true),
            changes_checks: transaction.changes().iter().any(checks),
        }
    }

    /// About how many bytes it takes.
    fn size(&self) -> usize {
        self.label.len() + self.before.len() + self.after.len()
    }

    /// The step that led to a document; `None` where it did not.
    fn leading_to(&self, document: &Document) -> Option<Transaction> {
        let before = file::read(self.before.as_bytes()).ok()?;
        let after = file::read(self.after.as_bytes()).ok()?;
        let mut step = Transaction::new(self.label.as_str());
        for id in resources(&before).chain(resources(&after)) {
            if after.resource(id) != document.resource(id) {
                return None;
            }
            step.set_resource(&before, id, after.resource(id).cloned());
        }
        for id in placements(&before).chain(placements(&after)) {
            if after.placement(id) != document.placement(id) {
                return None;
            }
            step.set_placement(&before, id, after.placement(id).cloned());
        }
        if self.changes_checks {
            if after.checks() != document.checks() {
                return None;
            }
            step.set_checks(&before, after.checks().to_vec());
        }
        Some(step)
    }
}

fn resources(document: &Document) -> impl Iterator<Item = &ResourceId> {
    document.resources().map(|(id, _)| id)
}

fn placements(document: &Document) -> impl Iterator<Item = &ResourceId> {
    document.placements().map(|(id, _)| id)
}

/// What makes an empty document hold one side of every change.
fn part(transaction: &Transaction, is_after: bool) -> Transaction {
    let nothing = Document::default();
    let mut part = Transaction::default();
    for change in transaction.changes() {
        match change {
            Change::Resource { id, before, after } => {
                let side = if is_after { after } else { before };
                part.set_resource(&nothing, id, side.as_deref().cloned());
            }
            Change::Placement { id, before, after } => {
                let side = if is_after { after } else { before };
                part.set_placement(&nothing, id, side.clone());
            }
            Change::Checks { before, after } => {
                let side = if is_after { after } else { before };
                part.set_checks(&nothing, side.to_vec());
            }
        }
    }
    part
}

impl Workspace {
    /// The last steps that can be undone, the newest at the end, as many as there is room for in so many bytes.
    pub fn kept_steps(&self, room: usize) -> Vec<KeptStep> {
        let mut left = room;
        let mut steps = Vec::new();
        for transaction in self.done() {
            let step = KeptStep::of(transaction);
            let Some(rest) = left.checked_sub(step.size()) else {
                break;
            };
            left = rest;
            steps.push(step);
        }
        steps.reverse();
        steps
    }

    /// A document no file holds, with the steps that led to it, as far as they fit.
    pub fn continued(document: Document, steps: &[KeptStep]) -> Self {
        let mut here = document.clone();
        let mut done = Vec::new();
        for step in steps.iter().rev() {
            let Some(transaction) = step.leading_to(&here) else {
                break;
            };
            here.apply(&transaction.inverse());
            done.push(transaction);
        }
        done.reverse();
        Self::unsaved_after(document, done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Document {
        vpcanvas_fixture::parse(text).unwrap()
    }

    const DESIGN: &str = "
vpc vpc-a 10.0.0.0/16
  subnet subnet-a 10.0.1.0/24 use1-az1
    instance i-a 10.0.1.10
  sg sg-a
";

    /// A workspace with a step of each sort.
    fn edited() -> Workspace {
        let mut workspace = Workspace::new(document(DESIGN));
        let id = ResourceId::from("sg-a");
        let renamed = crate::actions::set_name(workspace.committed(), &id, "Web");
        workspace.commit(renamed);
        let gone = [ResourceId::from("i-a")];
        let arrangement = workspace.committed_arrangement().clone();
        let deleted = crate::actions::delete(workspace.committed(), &arrangement, &gone);
        workspace.commit(deleted);
        workspace
    }

    #[test]
    fn what_was_done_is_undone_after_the_program_has_ended() {
        let mut before = edited();
        let steps = before.kept_steps(usize::MAX);
        let mut after = Workspace::continued(before.committed().clone(), &steps);
        assert!(after.is_modified());
        while let Some(label) = before.undo() {
            assert_eq!(after.undo(), Some(label));
            assert_eq!(after.document(), before.document());
        }
        assert_eq!(after.undo(), None);
        assert!(after.redo().is_some());
    }

    #[test]
    fn there_are_no_more_steps_than_there_is_room_for_and_the_newest_stay() {
        let workspace = edited();
        let steps = workspace.kept_steps(usize::MAX);
        let newest = steps.last().unwrap();
        let kept = workspace.kept_steps(newest.size());
        assert_eq!(kept.as_slice(), std::slice::from_ref(newest));
        assert_eq!(workspace.kept_steps(0), []);
    }

    #[test]
    fn a_step_that_does_not_fit_ends_the_history_there() {
        let workspace = edited();
        let mut steps = workspace.kept_steps(usize::MAX);
        for broken in ["{", ""] {
            steps.first_mut().unwrap().after = broken.to_owned();
            let mut continued = Workspace::continued(workspace.committed().clone(), &steps);
            assert!(continued.undo().is_some());
            assert_eq!(continued.undo(), None);
        }
        let mut elsewhere = Workspace::continued(document("vpc vpc-b 10.1.0.0/16"), &steps);
        assert_eq!(elsewhere.undo(), None);
    }
}
