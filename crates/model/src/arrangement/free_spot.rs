//! The first place in reading order where a rectangle overlaps nothing. It moves nothing out of the way.

use super::GAP;
use crate::geometry::{Point, Rect, Size};

/// Above this many neighbours a new thing goes below all of them, without a search.
const MOST_SEARCHED: usize = 512;

/// The first free place at or after a point, row by row, with a gap to everything that is there.
///
/// Places that end left of `right` are preferred; below everything there is always one.
pub fn free_spot(start: Point, size: Size, occupied: &[Rect], right: Option<i32>) -> Point {
    let is_free = |at: &Point| {
        let rect = Rect::at(*at, size);
        !occupied.iter().any(|other| rect.overlaps(other.grown(GAP)))
    };
    let overlaps_nothing = !occupied
        .iter()
        .any(|other| Rect::at(start, size).overlaps(*other));
    if overlaps_nothing {
        return start;
    }
    let below = occupied
        .iter()
        .map(|other| other.max.y.saturating_add(GAP))
        .max();
    let last = Point::new(start.x, below.unwrap_or(start.y).max(start.y));
    if occupied.len() > MOST_SEARCHED {
        return last;
    }
    let mut candidates: Vec<Point> = occupied
        .iter()
        .flat_map(|other| {
            let (after, under) = (
                other.max.x.saturating_add(GAP),
                other.max.y.saturating_add(GAP),
            );
            [
                Point::new(after, other.min.y.max(start.y)),
                Point::new(after, start.y),
                Point::new(start.x, under),
                Point::new(other.min.x, under),
            ]
        })
        .filter(|at| at.x >= start.x && at.y >= start.y)
        .filter(|at| right.is_none_or(|right| at.x.saturating_add(size.width) <= right))
        .collect();
    candidates.sort_by_key(|at| (at.y, at.x));
    candidates.into_iter().find(is_free).unwrap_or(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = Size::new(100, 50);

    #[track_caller]
    fn check_spot(occupied: &[Rect], right: Option<i32>, expected: (i32, i32)) {
        let spot = free_spot(Point::new(0, 0), SIZE, occupied, right);
        assert_eq!((spot.x, spot.y), expected);
    }

    #[test]
    fn an_empty_place_is_taken_as_it_is() {
        check_spot(&[], None, (0, 0));
        check_spot(&[Rect::new(100, 0, 100, 50)], None, (0, 0));
    }

    #[test]
    fn neighbours_are_passed_row_by_row() {
        let first = Rect::new(0, 0, 100, 50);
        check_spot(&[first], None, (116, 0));
        check_spot(&[first], Some(200), (0, 66));
        check_spot(&[first, Rect::new(116, 0, 100, 50)], None, (232, 0));
        check_spot(&[first, Rect::new(200, 0, 100, 50)], Some(320), (0, 66));
    }

    #[test]
    fn among_many_it_goes_below() {
        let many: Vec<Rect> = (0..1000)
            .map(|row| Rect::new(0, row * 50, 10, 50))
            .collect();
        check_spot(&many, None, (0, 50_000 + GAP));
    }
}
