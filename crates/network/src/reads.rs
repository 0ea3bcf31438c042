//! What an answer was made from, and what an edit touched: whether the two meet decides if the answer still holds.
//!
//! Every accessor of a network notes what it is asked for, by one door: [`Recorder::note`]. An accessor that reads without a
//! note makes kept answers wrong, so each goes through another accessor or notes a [`Key`] itself, a miss no less than a hit.
//! Keys are kept as fingerprints: two that collide cost an answer made again, never a stale one.

use std::{
    cell::{Cell, RefCell},
    hash::{Hash, Hasher},
    net::IpAddr,
};

use rustc_hash::{FxHashSet, FxHasher};
use vpcanvas_model::Kind;

/// One thing that can be read of a network and touched by an edit.
#[derive(Clone, Copy, Debug, Hash)]
pub(crate) enum Key<'a> {
    /// The record with an id, its content or its absence.
    Record(&'a str),
    /// What kind the record with an id is, if there is one.
    Kind(&'a str),
    /// Which records of a kind name an id.
    Naming(&'a str, Kind),
    /// Which records name an id.
    Referrers(&'a str),
    /// The interfaces of an owner.
    Interfaces(&'a str),
    /// Who stands at an address of a VPC.
    Address(&'a str, IpAddr),
    /// Which records of a kind there are, and what they hold.
    All(Kind),
    /// Every interface there is.
    AllInterfaces,
    /// The list of problems.
    Problems,
    /// What the author expects.
    Checks,
    /// The document itself, of which nobody can tell what is read.
    Document,
}

impl Key<'_> {
    fn fingerprint(self) -> u64 {
        let mut hasher = FxHasher::default();
        self.hash(&mut hasher);
        hasher.finish()
    }
}

/// What was read of a network on the way to an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads(Box<[u64]>);

/// What an edit changed in a network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched(FxHashSet<u64>);

impl Reads {
    /// Whether an edit can change the answer these are the reads of.
    pub fn concerns(&self, touched: &Touched) -> bool {
        let is_read = |key: &u64| self.0.binary_search(key).is_ok();
        if touched.0.len() > self.0.len() {
            return self.0.iter().any(|key| touched.0.contains(key));
        }
        touched.keys().any(|key| is_read(&key))
    }

    /// What was read for either of two answers.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let mut keys = self.0.into_vec();
        keys.extend(other.0);
        Self::from(keys)
    }

    /// How many different things were read.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was read: the answer holds for every design.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Vec<u64>> for Reads {
    fn from(mut keys: Vec<u64>) -> Self {
        keys.sort_unstable();
        keys.dedup();
        Self(keys.into_boxed_slice())
    }
}

impl Touched {
    pub(crate) fn add(&mut self, key: Key<'_>) {
        self.0.insert(key.fingerprint());
    }

    /// Adds what another edit touched.
    pub fn extend(&mut self, other: &Self) {
        self.0.extend(other.keys());
    }

    /// Whether no answer can have changed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys in no order: fit for asking whether any is read, and for joining.
    fn keys(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.iter().copied()
    }
}

/// Takes down what is read, while somebody wants to know.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    is_on: Cell<bool>,
    keys: RefCell<Vec<u64>>,
}

/// Whoever reads a clone is not whoever wants to know.
impl Clone for Recorder {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Recorder {
    /// Takes down that something was read.
    pub(crate) fn note(&self, key: Key<'_>) {
        if self.is_on.get() {
            self.keys.borrow_mut().push(key.fingerprint());
        }
    }

    /// Takes down all that a function reads; what it reads also belongs to the recording it is part of.
    pub(crate) fn record<T>(&self, read: impl FnOnce() -> T) -> (T, Reads) {
        let was_on = self.is_on.replace(true);
        let outer = self.keys.take();
        let answer = read();
        let inner = self.keys.replace(outer);
        if was_on {
            self.keys.borrow_mut().extend_from_slice(&inner);
        }
        self.is_on.set(was_on);
        (answer, Reads::from(inner))
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, Recorder, Touched};

    fn touched(key: Key<'_>) -> Touched {
        let mut touched = Touched::default();
        touched.add(key);
        touched
    }

    #[test]
    fn what_is_read_within_a_recording_belongs_to_both() {
        let recorder = Recorder::default();
        let (inner, outer) = recorder.record(|| {
            recorder.note(Key::Record("vpc-a"));
            let ((), inner) = recorder.record(|| recorder.note(Key::Record("vpc-b")));
            recorder.note(Key::Record("vpc-c"));
            inner
        });
        recorder.note(Key::Record("vpc-d"));
        let concerns = |id| {
            let touched = touched(Key::Record(id));
            (inner.concerns(&touched), outer.concerns(&touched))
        };
        assert_eq!(concerns("vpc-a"), (false, true));
        assert_eq!(concerns("vpc-b"), (true, true));
        assert_eq!(concerns("vpc-c"), (false, true));
        assert_eq!(concerns("vpc-d"), (false, false));
    }

    #[test]
    fn kinds_of_keys_are_told_apart() {
        let recorder = Recorder::default();
        let ((), reads) = recorder.record(|| recorder.note(Key::Record("vpc-a")));
        assert!(reads.concerns(&touched(Key::Record("vpc-a"))));
        assert!(!reads.concerns(&touched(Key::Kind("vpc-a"))));
        assert!(!reads.concerns(&Touched::default()));
    }
}
