//! Rectangles by where they are, so that a glance at one part of a picture does not look at all of it.
//!
//! It is a coarse grid: it narrows the choice, and what it finds has still to be compared. Nothing can be taken out.

use rustc_hash::FxHashMap;

use crate::Rect;

/// The side of a cell, in scene points: a tile and the room around it.
const CELL: f32 = 256.0;
/// What touches more cells than this is not entered in each of them.
const MOST_CELLS: i64 = 64;

/// Rectangles by the cells of a grid they touch.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Index {
    rects: Vec<Rect>,
    cells: FxHashMap<(i32, i32), Vec<usize>>,
    /// What touches too many cells, and is near everything.
    large: Vec<usize>,
}

impl Index {
    pub(crate) fn insert(&mut self, rect: Rect) {
        let id = self.rects.len();
        self.rects.push(rect);
        let cells = Cells::of(rect);
        if cells.count() > MOST_CELLS {
            self.large.push(id);
            return;
        }
        for cell in cells.all() {
            self.cells.entry(cell).or_default().push(id);
        }
    }

    /// What may touch `rect`, each once, with its number in the order of insertion.
    pub(crate) fn near(&self, rect: Rect) -> impl DoubleEndedIterator<Item = (usize, Rect)> {
        let wanted = Cells::of(rect);
        if wanted.count() > MOST_CELLS {
            let all = self.rects.iter().enumerate();
            let near = all.filter(|(_, other)| other.intersects(rect));
            let near: Vec<(usize, Rect)> = near.map(|(id, other)| (id, *other)).collect();
            return near.into_iter();
        }
        let mut ids = self.large.clone();
        for cell in wanted.all() {
            ids.extend(self.cells.get(&cell).into_iter().flatten());
        }
        ids.sort_unstable();
        ids.dedup();
        let near = ids.into_iter();
        let near = near.filter_map(|id| Some((id, *self.rects.get(id)?)));
        near.collect::<Vec<_>>().into_iter()
    }

    /// How many of those that touch `rect` are counted by a test.
    pub(crate) fn count(&self, rect: Rect, is_counted: impl Fn(usize, Rect) -> bool) -> usize {
        let known = |id: &usize| Some((*id, *self.rects.get(*id)?));
        let counts = |(id, other): (usize, Rect)| other.intersects(rect) && is_counted(id, other);
        let wanted = Cells::of(rect);
        if wanted.count() > MOST_CELLS {
            let all = self.rects.iter().copied().enumerate();
            return all.filter(|one| counts(*one)).count();
        }
        let large = self.large.iter().filter_map(known);
        let large = large.filter(|one| counts(*one)).count();
        let in_cell = |cell: (i32, i32)| {
            let here = self.cells.get(&cell).into_iter().flatten();
            // What touches several of the cells is counted in the first.
            let is_first = move |(_, other): &(usize, Rect)| wanted.first_shared(*other) == cell;
            let here = here.filter_map(known).filter(is_first);
            here.filter(|one| counts(*one)).count()
        };
        large + Cells::of(rect).all().map(in_cell).sum::<usize>()
    }
}

/// The cells a rectangle touches.
#[derive(Clone, Copy)]
struct Cells {
    columns: (i32, i32),
    rows: (i32, i32),
}

impl Cells {
    fn of(rect: Rect) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "coordinates are small; the cast stops at the ends of i32"
        )]
        let cell = |coordinate: f32| (coordinate / CELL).floor() as i32;
        let range = |one: f32, other: f32| (cell(one.min(other)), cell(one.max(other)));
        Self {
            columns: range(rect.min.x, rect.max.x),
            rows: range(rect.min.y, rect.max.y),
        }
    }

    fn all(self) -> impl Iterator<Item = (i32, i32)> {
        let rows = move || self.rows.0..=self.rows.1;
        (self.columns.0..=self.columns.1).flat_map(move |x| rows().map(move |y| (x, y)))
    }

    /// The first cell that is one of a rectangle's too, if any is.
    fn first_shared(self, rect: Rect) -> (i32, i32) {
        let other = Self::of(rect);
        let first = |one: (i32, i32), other: (i32, i32)| one.0.max(other.0);
        (
            first(self.columns, other.columns),
            first(self.rows, other.rows),
        )
    }

    fn count(self) -> i64 {
        let length = |(first, last): (i32, i32)| i64::from(last) - i64::from(first) + 1;
        length(self.columns).saturating_mul(length(self.rows))
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;
    use crate::{Item, Layer, PaintList, Point};

    fn rect() -> impl Strategy<Value = Rect> {
        let place = -3000.0f32..3000.0;
        let side = prop_oneof![0.0f32..400.0, 0.0f32..6000.0];
        // On the lines of the grid too, where it is easiest to miss something.
        let rect = (place.clone(), place, side.clone(), side);
        rect.prop_map(|(x, y, width, height)| {
            Rect::new((x / 64.0).round() * 64.0, y, width, height)
        })
    }

    fn list(rects: &[Rect]) -> PaintList {
        let layers = [Layer::Container, Layer::Tile, Layer::Badge];
        let items = rects.iter().zip(layers.iter().cycle()).enumerate();
        let items = items.map(|(number, (rect, layer))| Item {
            id: number.to_string(),
            subject: None,
            label: String::new(),
            rect: *rect,
            layer: *layer,
            shapes: Vec::new(),
        });
        PaintList::new(items.collect())
    }

    proptest! {
        #[test]
        fn a_list_finds_what_looking_at_everything_finds(
            rects in vec(rect(), 0..60), view in rect(), reach in 0.0f32..300.0,
        ) {
            let list = list(&rects);
            let all = list.items().iter().filter(|item| item.rect.intersects(view));
            prop_assert!(list.visible(view).eq(all));
            for point in [view.min, view.max, Point::new(view.min.x, view.max.y)] {
                let highest = list.items().iter().rev().find(|item| item.is_at(point, reach));
                prop_assert_eq!(list.at(point, reach), highest);
            }
        }
    }

    #[test]
    fn a_view_of_everything_shows_everything() {
        let list = list(&[Rect::default(), Rect::new(9e9, 0.0, 1.0, 1.0)]);
        let view = Rect::new(f32::MIN, f32::MIN, f32::INFINITY, f32::INFINITY);
        assert_eq!(list.visible(view.expand(1.0)).count(), 2);
        assert_eq!(list.visible(Rect::new(1.0, 1.0, 5.0, -500.0)).count(), 0);
    }
}
