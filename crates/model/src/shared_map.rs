//! A sorted map that is cheap to clone: it holds pieces that copies share until one of them changes.
//!
//! It has as much of the standard library's `BTreeMap` as is needed here, and is kept sorted in the same way. Two copies
//! are also compared quickly, because what they share is not looked at.

use std::{
    borrow::Borrow,
    fmt,
    iter::{FlatMap, FusedIterator},
    ops::Index,
    slice,
    sync::Arc,
};

/// A piece with more entries is cut in two.
const FULL: usize = 64;

/// A sorted map whose copies share what is the same in them.
#[derive(Clone)]
pub struct SharedMap<K, V> {
    /// None is empty; each begins after the end of the one before.
    pieces: Vec<Arc<Piece<K, V>>>,
    len: usize,
}

type Piece<K, V> = Vec<(K, V)>;
type Unshared<'a, K, V> = Vec<&'a Piece<K, V>>;
type Pieces<'a, K, V> = slice::Iter<'a, Arc<Piece<K, V>>>;
type Entries<'a, K, V> = slice::Iter<'a, (K, V)>;
type OfPiece<'a, K, V> = fn(&'a Arc<Piece<K, V>>) -> Entries<'a, K, V>;

/// The entries of a map in the order of keys.
pub struct Iter<'a, K, V> {
    entries: FlatMap<Pieces<'a, K, V>, Entries<'a, K, V>, OfPiece<'a, K, V>>,
    left: usize,
}

impl<K, V> SharedMap<K, V> {
    /// A map of nothing.
    pub const fn new() -> Self {
        Self {
            pieces: Vec::new(),
            len: 0,
        }
    }

    /// How many entries there are.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no entry.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The entries in the order of keys.
    pub fn iter(&self) -> Iter<'_, K, V> {
        let of_piece: OfPiece<'_, K, V> = |piece| piece.iter();
        Iter {
            entries: self.pieces.iter().flat_map(of_piece),
            left: self.len,
        }
    }

    /// The keys in their order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator + Clone {
        self.iter().map(|(key, _)| key)
    }

    /// The values in the order of keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.iter().map(|(_, value)| value)
    }
}

impl<K: Ord, V> SharedMap<K, V> {
    /// The piece a key stands in or would be put into.
    fn piece_of<Q: Ord + ?Sized>(&self, key: &Q) -> usize
    where
        K: Borrow<Q>,
    {
        let begins_before = |piece: &Arc<Piece<K, V>>| {
            piece
                .first()
                .is_some_and(|(first, _)| first.borrow() <= key)
        };
        self.pieces.partition_point(begins_before).saturating_sub(1)
    }

    /// A key as the map holds it, and what is held by it.
    pub fn get_key_value<Q: Ord + ?Sized>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
    {
        let piece = self.pieces.get(self.piece_of(key))?;
        let position = position(piece, key).ok()?;
        piece.get(position).map(|(key, value)| (key, value))
    }

    /// What is held by a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.get_key_value(key).map(|(_, value)| value)
    }

    /// Whether anything is held by a key.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.get_key_value(key).is_some()
    }

    /// The entries from a key on.
    pub fn starting_at<'a, Q: Ord + ?Sized>(
        &'a self,
        key: &Q,
    ) -> impl Iterator<Item = (&'a K, &'a V)> + use<'a, K, V, Q>
    where
        K: Borrow<Q>,
    {
        let first = self.piece_of(key);
        let here = self.pieces.get(first).map(|piece| {
            let position = position(piece, key).unwrap_or_else(|position| position);
            piece.get(position..).unwrap_or_default().iter()
        });
        let after = self.pieces.iter().skip(first + 1);
        let entries = here.into_iter().flatten();
        entries
            .chain(after.flat_map(|piece| piece.iter()))
            .map(|(key, value)| (key, value))
    }
}

impl<K: Ord + Clone, V: Clone> SharedMap<K, V> {
    /// Holds a value by a key from now on; returns what was held by it before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let number = self.piece_of(&key);
        let Some(shared) = self.pieces.get_mut(number) else {
            self.pieces.push(Arc::new(vec![(key, value)]));
            self.len += 1;
            return None;
        };
        let piece = Arc::make_mut(shared);
        match position(piece, &key) {
            Ok(position) => {
                let held = piece.get_mut(position)?;
                Some(std::mem::replace(&mut held.1, value))
            }
            Err(position) => {
                piece.insert(position, (key, value));
                let rest = (piece.len() > FULL).then(|| piece.split_off(FULL / 2));
                if let Some(rest) = rest {
                    self.pieces.insert(number + 1, Arc::new(rest));
                }
                self.len += 1;
                None
            }
        }
    }

    /// Holds nothing by a key any more; returns what was held by it.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let number = self.piece_of(key);
        let shared = self.pieces.get_mut(number)?;
        let position = position(shared, key).ok()?;
        let piece = Arc::make_mut(shared);
        let (_, value) = piece.remove(position);
        if piece.is_empty() {
            self.pieces.remove(number);
        }
        self.len -= 1;
        Some(value)
    }

    /// What is held by a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let number = self.piece_of(key);
        let shared = self.pieces.get_mut(number)?;
        let position = position(shared, key).ok()?;
        let held = Arc::make_mut(shared).get_mut(position);
        held.map(|(_, value)| value)
    }
}

impl<K: Ord, V: PartialEq> SharedMap<K, V> {
    /// The keys by which something else is held than in a copy from before, in no order that means anything. What is
    /// shared is not looked at.
    pub fn differing<'a>(&'a self, before: &'a Self) -> impl Iterator<Item = &'a K> {
        let [anew, gone] = self.unshared(before);
        let anew = anew.into_iter().flat_map(|piece| piece.iter());
        let gone = gone.into_iter().flat_map(|piece| piece.iter());
        let anew = anew.filter(|(key, value)| before.get(key) != Some(value));
        let gone = gone.filter(|(key, _)| !self.contains_key(key));
        anew.chain(gone).map(|(key, _)| key)
    }

    /// The pieces of this map, and those of another, that are in one of them alone.
    fn unshared<'a>(&'a self, other: &'a Self) -> [Unshared<'a, K, V>; 2] {
        let (mut own, mut others) = (Vec::new(), Vec::new());
        let (mut here, mut there) = (
            self.pieces.iter().peekable(),
            other.pieces.iter().peekable(),
        );
        let first = |piece: &'a Arc<Piece<K, V>>| piece.first().map(|(key, _)| key);
        while let (Some(one), Some(another)) = (here.peek(), there.peek()) {
            let (before, after) = (first(one) <= first(another), first(one) >= first(another));
            let is_shared = Arc::ptr_eq(one, another);
            own.extend(here.next_if(|_| before).filter(|_| !is_shared));
            others.extend(there.next_if(|_| after).filter(|_| !is_shared));
        }
        own.extend(here);
        others.extend(there);
        let plain = |pieces: Vec<&'a Arc<Piece<K, V>>>| -> Unshared<'a, K, V> {
            pieces.into_iter().map(AsRef::as_ref).collect()
        };
        [own, others].map(plain)
    }
}

impl<K: Ord + Clone, V: Clone + PartialEq> SharedMap<K, V> {
    /// Holds what another map holds too; where it does already, nothing is touched and what is shared stays shared.
    pub fn take_over(&mut self, other: &Self) {
        for (key, value) in other {
            if self.get(key) != Some(value) {
                self.insert(key.clone(), value.clone());
            }
        }
    }
}

fn position<K: Borrow<Q>, V, Q: Ord + ?Sized>(
    piece: &Piece<K, V>,
    key: &Q,
) -> Result<usize, usize> {
    piece.binary_search_by(|(other, _)| other.borrow().cmp(key))
}

impl<K, V> Default for SharedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SharedMap<K, V> {
    /// Of several entries with one key the last is held.
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let sorted: std::collections::BTreeMap<K, V> = entries.into_iter().collect();
        let len = sorted.len();
        let mut entries = sorted.into_iter().peekable();
        let mut pieces = Vec::with_capacity(len.div_ceil(FULL / 2));
        while entries.peek().is_some() {
            pieces.push(Arc::new(entries.by_ref().take(FULL / 2).collect()));
        }
        Self { pieces, len }
    }
}

impl<K: Ord + Clone, V: Clone> Extend<(K, V)> for SharedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Ord + Borrow<Q>, V, Q: Ord + ?Sized> Index<&Q> for SharedMap<K, V> {
    type Output = V;

    /// # Panics
    /// If nothing is held by the key, as the maps of the standard library do.
    fn index(&self, key: &Q) -> &V {
        #[expect(
            clippy::expect_used,
            reason = "whoever asks like this knows that it is there"
        )]
        self.get(key).expect("nothing is held by the key")
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for SharedMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        let shares = |(one, other): (&Arc<_>, &Arc<_>)| Arc::ptr_eq(one, other);
        let is_copy = || self.pieces.iter().zip(&other.pieces).all(shares);
        let is_alike = self.pieces.len() == other.pieces.len() && is_copy();
        self.len == other.len && (is_alike || self.iter().eq(other.iter()))
    }
}

impl<K: Eq, V: Eq> Eq for SharedMap<K, V> {}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for SharedMap<K, V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}

impl<'a, K, V> IntoIterator for &'a SharedMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Self {
            entries: self.entries.clone(),
            left: self.left,
        }
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, value) = self.entries.next()?;
        self.left = self.left.saturating_sub(1);
        Some((key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<K, V> DoubleEndedIterator for Iter<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let (key, value) = self.entries.next_back()?;
        self.left = self.left.saturating_sub(1);
        Some((key, value))
    }
}

impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}
impl<K, V> FusedIterator for Iter<'_, K, V> {}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::{collection::vec, prelude::*};

    use super::*;

    proptest! {
        #[test]
        fn it_holds_what_a_sorted_map_holds(
            begun in vec((0..400_u16, any::<u8>()), 0..300),
            edits in vec((0..400_u16, any::<Option<u8>>()), 0..300),
        ) {
            let mut expected: BTreeMap<u16, u8> = begun.iter().copied().collect();
            let mut map: SharedMap<u16, u8> = begun.into_iter().collect();
            let (before, copy) = (expected.clone(), map.clone());
            for (key, value) in edits {
                let (ours, theirs) = if let Some(value) = value {
                    (map.insert(key, value), expected.insert(key, value))
                } else {
                    (map.remove(&key), expected.remove(&key))
                };
                prop_assert_eq!(ours, theirs);
                prop_assert_eq!(map.get(&key), expected.get(&key));
                prop_assert!(map.starting_at(&key).eq(expected.range(key..)));
            }
            prop_assert_eq!(map.iter().len(), expected.len());
            prop_assert!(map.iter().eq(expected.iter()));
            prop_assert!(map.iter().rev().eq(expected.iter().rev()));
            let differing: BTreeSet<u16> = map.differing(&copy).copied().collect();
            let keys: BTreeSet<u16> = before.keys().chain(expected.keys()).copied().collect();
            let others = keys.into_iter().filter(|key| before.get(key) != expected.get(key));
            prop_assert_eq!(differing, others.collect());
            prop_assert_eq!(copy == map, before == expected);
            prop_assert!(copy.iter().eq(before.iter()), "a copy changed with what it is a copy of");
            prop_assert_eq!(map, expected.into_iter().collect());
        }
    }

    #[test]
    fn what_is_held_is_changed_in_one_copy_alone() {
        let mut map: SharedMap<u8, u8> = (0..200).map(|number| (number, 0)).collect();
        let copy = map.clone();
        if let Some(held) = map.get_mut(&7) {
            *held = 1;
        }
        assert_eq!((map.get(&7), copy.get(&7)), (Some(&1), Some(&0)));
        let shared = map.pieces.iter().zip(&copy.pieces);
        let shared = shared.filter(|(one, other)| Arc::ptr_eq(one, other));
        assert_eq!(shared.count(), map.pieces.len() - 1);
    }
}
