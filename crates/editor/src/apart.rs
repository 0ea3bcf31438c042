//! Keeps what is moved by hand off what stands beside it: a container covers nothing there, and nothing lies over one.
//!
//! What is in the way moves aside, to the right or downwards, as it does for a container that grows. Tiles may lie on
//! tiles, notes on anything, and what covered one another before may go on doing so. The frames of
//! Regions and zones keep their room.

use std::collections::{BTreeMap, BTreeSet};

use vpcanvas_model::{
    Arrangement, Document, Kind, ResourceId, Transaction,
    arrangement::{GAP, PADDING, REGION_HEADER},
    geometry::{Offset, Rect},
};

use crate::{
    Frame,
    hit::{is_open_container, kind_of},
    locks::Locks,
    settle::shift,
};

/// No two frames take more room than this between two things.
const MOST_REACH: i32 = 2 * (PADDING + REGION_HEADER);
/// After so many things in each other's way there is no room.
const MOST_ROUNDS: usize = 64;

/// Moves aside what is in a container in the way of things that move there, each by its offset; returns whether anything
/// was.
///
/// # Errors
/// What stays in the way of what: something locked, or something else that moves.
pub(crate) fn make_way(
    document: &Document,
    before: &Arrangement,
    transaction: &mut Transaction,
    container: Option<&ResourceId>,
    moves: &[(&ResourceId, Offset)],
) -> Result<bool, String> {
    if is_clear(before, container, moves) {
        return Ok(false);
    }
    let mut level = Level::new(document, before, container, moves);
    let mut rounds = 0..MOST_ROUNDS;
    while let Some((one, other)) = level.collision() {
        if rounds.next().is_none() || !level.push(one, other) {
            return Err(level.words(one, other));
        }
    }
    level.record(transaction);
    Ok(!level.aside.is_empty())
}

/// Whether things that move together come near nothing else, which one look at what stands there tells however much the
/// container holds.
fn is_clear(
    before: &Arrangement,
    container: Option<&ResourceId>,
    moves: &[(&ResourceId, Offset)],
) -> bool {
    let in_hand: BTreeSet<&ResourceId> = moves.iter().map(|(id, _)| *id).collect();
    let is_beside = |id: &ResourceId| before.container(id) == container && !in_hand.contains(id);
    let is_alone = |rect: Rect| {
        let mut near = before.near(rect.grown(MOST_REACH));
        !near.any(|(id, _)| is_beside(id))
    };
    let mut together = moves.windows(2);
    let are_together =
        together.all(|pair| pair.first().map(|one| one.1) == pair.last().map(|one| one.1));
    let mut rects = moves
        .iter()
        .filter_map(|(id, by)| Some(before.rect(id)?.moved(*by)));
    are_together && rects.all(is_alone)
}

/// What stands side by side in a container while some of it moves.
struct Level<'a> {
    document: &'a Document,
    before: &'a Arrangement,
    locks: Locks<'a>,
    /// Whether things stand in columns and rows there, which move as a whole.
    in_columns: bool,
    moved: BTreeSet<&'a ResourceId>,
    rects: BTreeMap<&'a ResourceId, Rect>,
    /// The Regions or zones there, and which of them things lie in.
    frames: Vec<Frame>,
    framed: BTreeMap<&'a ResourceId, usize>,
    aside: BTreeMap<&'a ResourceId, Offset>,
}

impl<'a> Level<'a> {
    fn new(
        document: &'a Document,
        before: &'a Arrangement,
        container: Option<&ResourceId>,
        moves: &[(&'a ResourceId, Offset)],
    ) -> Self {
        let contents = before.contents(container).iter();
        let mut rects: BTreeMap<&ResourceId, Rect> = contents
            .filter_map(|id| Some((id, before.rect(id)?)))
            .collect();
        let there = moves
            .iter()
            .filter_map(|(id, by)| Some((*id, before.rect(id)?.moved(*by))));
        rects.extend(there);
        let frames = Frame::within(before, container);
        let lying = rects.keys().filter_map(|id| {
            let kind = kind_of(document, id)?;
            let lies_in = |frame: &Frame| frame.admits(kind) && frame.has(document, id);
            Some((*id, frames.iter().position(lies_in)?))
        });
        Self {
            framed: lying.collect(),
            document,
            before,
            locks: Locks::of(document),
            in_columns: container.and_then(|id| kind_of(document, id)) == Some(Kind::Vpc),
            moved: moves.iter().map(|(id, _)| *id).collect(),
            rects,
            frames,
            aside: BTreeMap::new(),
        }
    }

    /// Something that was moved, and something that it covers or lies over now.
    fn collision(&self) -> Option<(&'a ResourceId, &'a ResourceId)> {
        let mut from_left: Vec<(&ResourceId, Rect)> =
            self.rects.iter().map(|(id, rect)| (*id, *rect)).collect();
        from_left.sort_by_key(|(id, rect)| (rect.min.x, *id));
        for (index, (one, rect)) in from_left.iter().enumerate() {
            let beside = from_left.iter().skip(index + 1);
            let reach = rect.max.x.saturating_add(MOST_REACH);
            let mut reached = beside.take_while(|(_, other)| other.min.x < reach);
            let found = reached.find(|(other, place)| {
                let (rect, place) = self.with_frames((one, *rect), (other, *place));
                rect.overlaps(place) && self.are_in_the_way(one, other)
            });
            if let Some((other, _)) = found {
                // What was moved by hand stays where it was put.
                let stays =
                    self.moved.contains(one) || !self.moved.contains(other) && self.has_moved(one);
                return Some(if stays { (one, other) } else { (other, one) });
            }
        }
        None
    }

    /// Whether two things that overlap must not, and did not before one of them moved.
    fn are_in_the_way(&self, one: &ResourceId, other: &ResourceId) -> bool {
        let is_note = |id| kind_of(self.document, id) == Some(Kind::Note);
        let is_open = |id| is_open_container(self.document, self.before, id);
        let were_beside = self.before.container(one) == self.before.container(other);
        let rects = self.before.rect(one).zip(self.before.rect(other));
        let overlapped = rects.is_some_and(|(here, there)| {
            let (here, there) = self.with_frames((one, here), (other, there));
            here.overlaps(there)
        });
        (self.has_moved(one) || self.has_moved(other))
            && (is_open(one) || is_open(other))
            && !(is_note(one) || is_note(other))
            && !(were_beside && overlapped)
    }

    /// The room two things take with the frame around each, unless that is the frame of both.
    fn with_frames(
        &self,
        (one, here): (&ResourceId, Rect),
        (other, there): (&ResourceId, Rect),
    ) -> (Rect, Rect) {
        let (one, other) = (self.framed.get(one), self.framed.get(other));
        if one == other {
            return (here, there);
        }
        let around = |index: Option<&usize>, rect: Rect| {
            let frame = index.and_then(|index| self.frames.get(*index));
            frame.map_or(rect, |frame| frame.around(rect))
        };
        (around(one, here), around(other, there))
    }

    /// Moves something and what comes after it out of the way of something; returns whether it may be moved.
    fn push(&mut self, one: &'a ResourceId, other: &'a ResourceId) -> bool {
        let places = self.rects.get(one).zip(self.rects.get(other));
        let Some((new, old)) = places.filter(|_| !self.is_kept(other)) else {
            return false;
        };
        let (new, old) = self.with_frames((one, *new), (other, *old));
        let right = new.max.x.saturating_add(GAP).saturating_sub(old.min.x);
        let down = new.max.y.saturating_add(GAP).saturating_sub(old.min.y);
        let by = if right <= down {
            Offset::new(right, 0)
        } else {
            Offset::new(0, down)
        };
        for id in self.after(new, old, other, by) {
            if let Some(rect) = self.rects.get_mut(id) {
                *rect = rect.moved(by);
            }
            let aside = self.aside.entry(id).or_default();
            *aside = Offset::new(aside.x + by.x, aside.y + by.y);
        }
        true
    }

    /// Something in the way of a rectangle, with what comes after it there and may be moved.
    fn after(&self, new: Rect, old: Rect, other: &ResourceId, by: Offset) -> Vec<&'a ResourceId> {
        let is_after = |rect: Rect| {
            let (begins, shares_row) = if by.y == 0 {
                let shares = rect.min.y < new.max.y && new.min.y < rect.max.y;
                (rect.min.x >= old.min.x, shares)
            } else {
                let shares = rect.min.x < new.max.x && new.min.x < rect.max.x;
                (rect.min.y >= old.min.y, shares)
            };
            begins && (self.in_columns || shares_row)
        };
        let after = self.rects.iter().map(|(id, rect)| (*id, *rect));
        after
            .filter(|(id, rect)| *id == other || is_after(*rect))
            .map(|(id, _)| id)
            .filter(|id| !self.is_kept(id))
            .collect()
    }

    fn has_moved(&self, id: &ResourceId) -> bool {
        self.moved.contains(id) || self.aside.contains_key(id)
    }

    fn is_kept(&self, id: &'a ResourceId) -> bool {
        self.moved.contains(id) || self.locks.keeps(id)
    }

    fn record(&self, transaction: &mut Transaction) {
        for (id, by) in &self.aside {
            let stood = (self.document, self.before);
            shift(self.document, stood, transaction, [*id], *by);
        }
    }

    fn words(&self, one: &ResourceId, other: &ResourceId) -> String {
        let name = |id| self.document.display_name(id);
        format!(
            "{} would cover {} there; move one of them aside first",
            name(one),
            name(other)
        )
    }
}
