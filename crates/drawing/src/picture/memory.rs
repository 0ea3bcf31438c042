//! What is kept of one picture for the next: the ways of lines and the places of what is written on them.
//!
//! Each of them is found among what stands near it and what was drawn before it. Where none of that changed, it is what it
//! was, so it is not sought again; everything else is. The picture is the same as one made without a memory.

use std::collections::BTreeMap;

use super::afar::Afar;
use super::links::LinkKind;
use super::passing::Passing;
use super::places::Place;
use super::{Detail, Icon};
use crate::{Point, Rect};

/// What is remembered of the last picture.
#[derive(Debug, Default)]
pub struct Memory {
    obstacles: Vec<Obstacle>,
    pub(super) lines: Known<LineKey, LineInput, Vec<Point>>,
    pub(super) pills: Known<String, PillInput, PillPlace>,
    pub(super) passing: Passing,
    pub(super) afar: Afar,
    dirty: Dirty,
    /// How many lines were sought for the last picture.
    sought: usize,
}

/// Which line: what it says, and between what.
pub(super) type LineKey = (LinkKind, Place, Place);
/// Where something written stands, if there is room, and which of its forms has it: the first is the longest.
pub(super) type PillPlace = Option<(usize, Rect)>;

/// What the way of a line is found from, besides what stands near.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LineInput {
    pub(super) from: Rect,
    pub(super) to: Rect,
    pub(super) manner: Manner,
}

/// How a line is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Manner {
    /// The cheapest way of many.
    Best,
    /// A way that is found at once.
    Simple,
    /// The way of a line that leads far away, as far as it is near.
    Far(Vec<Point>),
}

/// What the place of something written is found from, besides what stands near.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PillInput {
    pub(super) texts: Vec<String>,
    pub(super) icon: Option<Icon>,
    pub(super) detail: Detail,
    pub(super) ways: Vec<Vec<Point>>,
}

/// Something lines go around: what it is, and its rectangle bit by bit.
type Obstacle = (Sort, [u32; 4]);

/// What lines go around.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// A tile.
    Box,
    /// Something written.
    Text,
    /// What a line goes around unless it begins or ends in there.
    Container,
}

/// Where something is not as it was.
#[derive(Debug, Default)]
struct Dirty {
    rects: Vec<Rect>,
    /// Of these only who looks across their borders sees something.
    containers: Vec<Rect>,
}

impl Dirty {
    fn concerns(&self, reach: Rect) -> bool {
        let is_crossed = |rect: &Rect| rect.intersects(reach) && !rect.encloses(reach);
        self.rects.iter().any(|rect| rect.intersects(reach))
            || self.containers.iter().any(is_crossed)
    }

    fn extend(&mut self, rects: Vec<Rect>) {
        self.rects.extend(rects);
    }
}

/// Remembered answers, by what was asked.
#[derive(Debug)]
pub(super) struct Known<K, I, O>(BTreeMap<K, Entry<I, O>>);

impl<K, I, O> Default for Known<K, I, O> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

#[derive(Debug)]
struct Entry<I, O> {
    /// After how many others it was found.
    position: usize,
    input: I,
    /// Where it was looked.
    reach: Rect,
    output: O,
}

/// What an answer takes the room of, for those after it.
pub(super) trait Leaves {
    fn leaves(&self) -> Vec<Rect>;
}

impl Leaves for Vec<Point> {
    fn leaves(&self) -> Vec<Rect> {
        let pieces = self.windows(2);
        pieces
            .filter_map(|piece| Rect::of_points(piece.iter().copied()))
            .collect()
    }
}

impl Leaves for PillPlace {
    fn leaves(&self) -> Vec<Rect> {
        self.iter().map(|(_, rect)| *rect).collect()
    }
}

impl Memory {
    /// After a picture without any line: only the ways of those that may pass are remembered.
    pub(super) fn without_lines(passing: Passing) -> Self {
        Self {
            passing,
            ..Self::default()
        }
    }

    /// How many lines of the last picture had to be sought; the others were where they had been.
    pub fn sought(&self) -> usize {
        self.sought
    }

    /// Begins the next picture, among such obstacles.
    pub(super) fn begin(&mut self, obstacles: impl Iterator<Item = (Sort, Rect)>) {
        let bits = |rect: Rect| [rect.min.x, rect.min.y, rect.max.x, rect.max.y].map(f32::to_bits);
        let mut now: Vec<Obstacle> = obstacles.map(|(sort, rect)| (sort, bits(rect))).collect();
        now.sort_unstable();
        self.dirty = differing(&self.obstacles, &now);
        self.obstacles = now;
        self.sought = 0;
    }

    /// The way of a line: as it was, or found anew with how far was looked for it.
    pub(super) fn line(
        &mut self,
        asked: &mut Asked<LineKey, LineInput, Vec<Point>>,
        key: LineKey,
        input: LineInput,
        find: impl FnOnce() -> (Rect, Vec<Point>),
    ) -> Vec<Point> {
        let (is_known, way) = asked.answer(&mut self.dirty, key, input, find);
        self.sought += usize::from(!is_known);
        way
    }

    /// The place of something written.
    pub(super) fn pill(
        &mut self,
        asked: &mut Asked<String, PillInput, PillPlace>,
        key: String,
        input: PillInput,
        find: impl FnOnce() -> (Rect, PillPlace),
    ) -> PillPlace {
        asked.answer(&mut self.dirty, key, input, find).1
    }

    /// Begins with the lines, which will be asked for in this order.
    pub(super) fn ask_lines(&mut self, keys: &[LineKey]) -> Asked<LineKey, LineInput, Vec<Point>> {
        Asked::new(std::mem::take(&mut self.lines), keys, &mut self.dirty)
    }

    /// Begins with what is written, which will be asked for in this order.
    pub(super) fn ask_pills(&mut self, keys: &[String]) -> Asked<String, PillInput, PillPlace> {
        Asked::new(std::mem::take(&mut self.pills), keys, &mut self.dirty)
    }
}

/// Questions that are asked again in an order of their own.
pub(super) struct Asked<K, I, O> {
    known: BTreeMap<K, Entry<I, O>>,
    anew: BTreeMap<K, Entry<I, O>>,
}

impl<K: Ord + Clone, I: PartialEq, O: Leaves + PartialEq + Clone> Asked<K, I, O> {
    /// What is no longer asked, or in another order, is as good as unknown, and where it was something changed.
    fn new(known: Known<K, I, O>, keys: &[K], dirty: &mut Dirty) -> Self {
        let mut before = known.0;
        let mut known = BTreeMap::new();
        let mut last = None;
        for key in keys {
            let Some((key, entry)) = before.remove_entry(key) else {
                continue;
            };
            if last.is_none_or(|last| entry.position > last) {
                last = Some(entry.position);
                known.insert(key, entry);
            } else {
                dirty.extend(entry.output.leaves());
            }
        }
        for entry in before.into_values() {
            dirty.extend(entry.output.leaves());
        }
        Self {
            known,
            anew: BTreeMap::new(),
        }
    }

    /// Whether it was known, and the answer.
    fn answer(
        &mut self,
        dirty: &mut Dirty,
        key: K,
        input: I,
        find: impl FnOnce() -> (Rect, O),
    ) -> (bool, O) {
        let position = self.anew.len();
        let known = self.known.remove(&key);
        let is_same = |entry: &Entry<I, O>| entry.input == input && !dirty.concerns(entry.reach);
        let is_known = known.as_ref().is_some_and(is_same);
        let (reach, output) = match known {
            Some(entry) if is_known => (entry.reach, entry.output),
            before => {
                let (reach, output) = find();
                let before = before.map(|entry| entry.output);
                if before.as_ref() != Some(&output) {
                    dirty.extend(before.iter().flat_map(Leaves::leaves).collect());
                    dirty.extend(output.leaves());
                }
                (reach, output)
            }
        };
        let entry = Entry {
            position,
            input,
            reach,
            output: output.clone(),
        };
        self.anew.insert(key, entry);
        (is_known, output)
    }

    /// What is known for the next picture.
    pub(super) fn into_known(self) -> Known<K, I, O> {
        Known(self.anew)
    }
}

/// The rectangles that are in one of two sorted lists alone.
fn differing(before: &[Obstacle], now: &[Obstacle]) -> Dirty {
    let mut dirty = Dirty::default();
    let (mut before, mut now) = (before.iter().peekable(), now.iter().peekable());
    loop {
        let (one, other) = (before.peek().copied(), now.peek().copied());
        let only = match (one, other) {
            (None, None) => return dirty,
            (Some(one), Some(other)) if one == other => {
                before.next();
                now.next();
                continue;
            }
            (Some(one), Some(other)) if one > other => now.next(),
            (None, Some(_)) => now.next(),
            (Some(_), _) => before.next(),
        };
        let Some((sort, bits)) = only else { continue };
        let [left, top, right, bottom] = bits.map(f32::from_bits);
        let rect = Rect {
            min: Point::new(left, top),
            max: Point::new(right, bottom),
        };
        match sort {
            Sort::Box | Sort::Text => dirty.rects.push(rect),
            Sort::Container => dirty.containers.push(rect),
        }
    }
}
