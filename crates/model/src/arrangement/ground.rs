//! What stands where, found by the place: so that who looks at one part of a large design does not look at all of it.
//!
//! Rectangles are entered by their upper left corners in grids whose cells are at least as large as they are, one grid for
//! each size. It narrows the choice to what may touch a place; it knows nothing of what stands in what.

use crate::{
    SharedMap,
    geometry::{Point, Rect},
};

/// Rectangles by where they are.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ground<K> {
    cells: SharedMap<(Cell, K), Rect>,
    /// How many rectangles each grid has.
    sizes: SharedMap<Size, usize>,
}

/// The side of a grid's cells, as a power of 2.
type Size = u32;

/// A cell: of which grid, in which row and column.
type Cell = (Size, i32, i32);

impl<K> Default for Ground<K> {
    fn default() -> Self {
        Self {
            cells: SharedMap::new(),
            sizes: SharedMap::new(),
        }
    }
}

/// The smallest size of cells that rectangles like this fit into.
fn size_of(rect: Rect) -> Size {
    let side = rect.width().max(rect.height()).max(1);
    i32::BITS - side.leading_zeros()
}

fn cell_of(size: Size, at: Point) -> Cell {
    let index = |coordinate: i32| coordinate >> size.min(i32::BITS - 1);
    (size, index(at.y), index(at.x))
}

impl<K: Ord + Clone> Ground<K> {
    /// All of some rectangles.
    pub(super) fn of(rects: impl Iterator<Item = (K, Rect)>) -> Self {
        let mut sizes = SharedMap::new();
        let entered = rects.map(|(key, rect)| {
            let size = size_of(rect);
            count(&mut sizes, size);
            ((cell_of(size, rect.min), key), rect)
        });
        let cells = entered.collect();
        Self { cells, sizes }
    }

    pub(super) fn put(&mut self, key: K, rect: Rect) {
        let size = size_of(rect);
        let before = self.cells.insert((cell_of(size, rect.min), key), rect);
        if before.is_none() {
            count(&mut self.sizes, size);
        }
    }

    /// Takes away what was put there.
    pub(super) fn take(&mut self, key: &K, rect: Rect) {
        let size = size_of(rect);
        let key = (cell_of(size, rect.min), key.clone());
        if self.cells.remove(&key).is_none() {
            return;
        }
        if let Some(count) = self.sizes.get_mut(&size) {
            *count -= 1;
            if *count == 0 {
                self.sizes.remove(&size);
            }
        }
    }
}

impl<K: Ord + Clone + for<'a> From<&'a str>> Ground<K> {
    /// Everything that touches a region, borders included.
    pub(super) fn near(&self, region: Rect) -> impl Iterator<Item = (&K, Rect)> {
        let rows = self.sizes.iter();
        let rows = rows.flat_map(move |(size, entered)| Self::rows(*size, *entered, region));
        let touches = move |rect: Rect| {
            rect.min.x <= region.max.x
                && region.min.x <= rect.max.x
                && rect.min.y <= region.max.y
                && region.min.y <= rect.max.y
        };
        let near = rows.flat_map(|(first, last)| {
            let from_here = self.cells.starting_at(&(first, K::from("")));
            from_here.take_while(move |((cell, _), _)| *cell <= last)
        });
        let near = near.filter(move |(_, rect)| touches(**rect));
        near.map(|((_, key), rect)| (key, *rect))
    }

    /// The first and the last cell of each row of a grid in which something may stand that touches a region.
    fn rows(size: Size, entered: usize, region: Rect) -> Vec<(Cell, Cell)> {
        // What begins in the cell before may reach into the first one.
        let (_, first_row, first) = cell_of(size, region.min);
        let (_, last_row, last) = cell_of(size, region.max);
        let rows = first_row.saturating_sub(1)..=last_row;
        let count = i64::from(last_row) - i64::from(first_row);
        if usize::try_from(count).is_ok_and(|count| count > entered) {
            // One glance at each of them is less than one at each row.
            return vec![((size, i32::MIN, i32::MIN), (size, i32::MAX, i32::MAX))];
        }
        rows.map(|row| ((size, row, first.saturating_sub(1)), (size, row, last)))
            .collect()
    }
}

fn count(sizes: &mut SharedMap<Size, usize>, size: Size) {
    if let Some(count) = sizes.get_mut(&size) {
        *count += 1;
    } else {
        sizes.insert(size, 1);
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;
    use crate::{ResourceId, geometry::Size};

    fn rect() -> impl Strategy<Value = Rect> {
        let place = prop_oneof![
            -3000..3000_i32,
            (-40..40_i32).prop_map(|cell| cell * 64),
            any::<i32>()
        ];
        let side = prop_oneof![0..300_i32, 0..5000_i32];
        (place.clone(), place, side.clone(), side).prop_map(|(x, y, width, height)| {
            let min = Point::new(x, y);
            let max = Point::new(x.saturating_add(width), y.saturating_add(height));
            Rect { min, max }
        })
    }

    fn touch(one: Rect, other: Rect) -> bool {
        let ranges = |rect: Rect| [(rect.min.x, rect.max.x), (rect.min.y, rect.max.y)];
        let mut pairs = ranges(one).into_iter().zip(ranges(other));
        pairs.all(|(one, other)| one.0 <= other.1 && other.0 <= one.1)
    }

    proptest! {
        #[test]
        fn what_touches_a_region_is_found(rects in vec(rect(), 0..40), gone in 0..20_usize, region in rect()) {
            let named = |(number, rect): (usize, &Rect)| (ResourceId::from(format!("r{number}")), *rect);
            let all: Vec<_> = rects.iter().enumerate().map(named).collect();
            let mut ground = Ground::of(all.iter().cloned());
            for (id, rect) in all.iter().take(gone) {
                ground.take(id, *rect);
            }
            let mut found: Vec<_> = ground.near(region).map(|(id, rect)| (id.clone(), rect)).collect();
            found.sort_by(|one, other| one.0.cmp(&other.0));
            let mut expected: Vec<_> = all.iter().skip(gone).filter(|(_, rect)| touch(*rect, region)).cloned().collect();
            expected.sort_by(|one, other| one.0.cmp(&other.0));
            prop_assert_eq!(found, expected);
            let anew = Ground::of(all.into_iter().skip(gone));
            prop_assert_eq!(ground, anew);
        }
    }

    #[test]
    fn a_point_is_a_region() {
        let rect = Rect::at(Point::new(-8, -8), Size::new(16, 16));
        let ground = Ground::of([(ResourceId::from("a"), rect)].into_iter());
        let at = |x| Rect::at(Point::new(x, 0), Size::default());
        assert_eq!(ground.near(at(0)).count(), 1);
        assert_eq!(ground.near(at(9)).count(), 0);
    }
}
