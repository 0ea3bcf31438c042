//! Guides: where something that is dragged comes in line with what stands around it, or at the same distance from it as others
//! are from one another.
//!
//! Pure geometry of rectangles: which of them count, and whether guides are wanted, is the caller's.

use vpcanvas_model::geometry::{Offset, Point, Rect};

/// Two points that a guide joins.
pub(super) type Guide = (Point, Point);

/// How a rectangle is brought in line; an axis on which nothing is near enough is `None`.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Snap {
    pub(super) x: Option<i32>,
    pub(super) y: Option<i32>,
    pub(super) guides: Vec<Guide>,
}

/// Brings a rectangle in line with others, by at most `reach` on each axis.
pub(super) fn snap(moved: Rect, others: &[Rect], reach: i32) -> Snap {
    let across: Vec<Rect> = others.iter().map(|rect| transposed(*rect)).collect();
    let level = nearest(moved, others, reach);
    let upright = nearest(transposed(moved), &across, reach);
    let by = Offset::new(level.unwrap_or_default(), upright.unwrap_or_default());
    let there = moved.moved(by);
    let mut guides = Vec::new();
    if level.is_some() {
        guides.extend(guides_of(there, others));
    }
    if upright.is_some() {
        let found = guides_of(transposed(there), &across).into_iter();
        guides.extend(found.map(|(from, to)| (swapped(from), swapped(to))));
    }
    Snap {
        x: level,
        y: upright,
        guides,
    }
}

/// The smallest move to the side that brings a rectangle in line or to an equal distance.
fn nearest(moved: Rect, others: &[Rect], reach: i32) -> Option<i32> {
    let in_line = others.iter().flat_map(|other| {
        let edges = lines(*other).into_iter().zip(lines(moved));
        edges.map(|(there, here)| there.saturating_sub(here))
    });
    let gaps = gaps(moved, others).into_iter().map(|gap| gap.by);
    in_line
        .chain(gaps)
        .filter(|by| by.saturating_abs() <= reach)
        .min_by_key(|by| by.saturating_abs())
}

/// The left edge, the middle and the right edge.
fn lines(rect: Rect) -> [i32; 3] {
    [rect.min.x, rect.center().x, rect.max.x]
}

/// What is to be seen of a rectangle that is in line already.
fn guides_of(there: Rect, others: &[Rect]) -> Vec<Guide> {
    let mut guides = Vec::new();
    for other in others {
        for (theirs, own) in lines(*other).into_iter().zip(lines(there)) {
            if theirs == own {
                let top = there.min.y.min(other.min.y);
                let bottom = there.max.y.max(other.max.y);
                guides.push((Point::new(own, top), Point::new(own, bottom)));
            }
        }
    }
    for gap in gaps(there, others).into_iter().filter(|gap| gap.by == 0) {
        guides.extend(gap.guides);
    }
    guides.sort_unstable_by_key(|(from, to)| (from.x, from.y, to.x, to.y));
    guides.dedup();
    guides
}

/// A place at an equal distance.
struct Gap {
    /// How far it is to there.
    by: i32,
    guides: [Guide; 2],
}

/// The places between the two neighbours at the sides, and as far from one as that is from the next.
fn gaps(moved: Rect, others: &[Rect]) -> Vec<Gap> {
    let mut beside: Vec<Rect> = others
        .iter()
        .copied()
        .filter(|other| other.min.y < moved.max.y && moved.min.y < other.max.y)
        .collect();
    beside.sort_unstable_by_key(|rect| (rect.min.x, rect.max.x));
    let middle = moved.center().x;
    let (left, right): (Vec<Rect>, Vec<Rect>) = beside
        .into_iter()
        .partition(|rect| rect.center().x < middle);
    let width = moved.max.x.saturating_sub(moved.min.x);
    let mut places: Vec<(i32, [(i32, i32); 2])> = Vec::new();
    if let (Some(one), Some(other)) = (left.last(), right.first()) {
        let room = other.min.x.saturating_sub(one.max.x).saturating_sub(width);
        let start = one.max.x.saturating_add(room / 2);
        let end = start.saturating_add(width);
        places.push((start, [(one.max.x, start), (end, other.min.x)]));
    }
    if let [.., far, near] = left.as_slice() {
        let gap = near.min.x.saturating_sub(far.max.x);
        let start = near.max.x.saturating_add(gap);
        places.push((start, [(far.max.x, near.min.x), (near.max.x, start)]));
    }
    if let [near, far, ..] = right.as_slice() {
        let gap = far.min.x.saturating_sub(near.max.x);
        let end = near.min.x.saturating_sub(gap);
        let start = end.saturating_sub(width);
        places.push((start, [(end, near.min.x), (near.max.x, far.min.x)]));
    }
    let height = moved.center().y;
    let line = |(from, to)| (Point::new(from, height), Point::new(to, height));
    places
        .into_iter()
        .filter(|(_, gaps)| gaps.iter().all(|(from, to)| from < to))
        .map(|(start, gaps)| Gap {
            by: start.saturating_sub(moved.min.x),
            guides: gaps.map(line),
        })
        .collect()
}

fn transposed(rect: Rect) -> Rect {
    Rect {
        min: swapped(rect.min),
        max: swapped(rect.max),
    }
}

fn swapped(point: Point) -> Point {
    Point::new(point.y, point.x)
}

#[cfg(test)]
mod tests {
    use vpcanvas_model::geometry::Size;

    use super::*;

    fn tile(x: i32, y: i32) -> Rect {
        Rect::at(Point::new(x, y), Size::new(100, 40))
    }

    #[track_caller]
    fn check(moved: Rect, others: &[Rect], expected: (Option<i32>, Option<i32>), guides: usize) {
        let snap = snap(moved, others, 6);
        assert_eq!((snap.x, snap.y), expected);
        assert_eq!(snap.guides.len(), guides, "{:?}", snap.guides);
    }

    #[test]
    fn edges_and_middles_come_in_line() {
        check(tile(4, 200), &[tile(0, 0)], (Some(-4), None), 3);
        check(tile(300, 3), &[tile(0, 0)], (None, Some(-3)), 3);
        check(tile(50, 200), &[tile(0, 0)], (None, None), 0);
        check(tile(0, 200), &[tile(0, 0)], (Some(0), None), 3);
        let wide = Rect::at(Point::new(-48, 0), Size::new(200, 40));
        check(tile(0, 200), &[wide], (Some(2), None), 1);
        check(tile(0, 0), &[], (None, None), 0);
    }

    #[test]
    fn gaps_become_equal() {
        let row = [tile(0, 0), tile(400, 10)];
        let between = snap(tile(197, 22), &row, 6);
        assert_eq!(between.x, Some(3));
        let gap = (Point::new(100, 42), Point::new(200, 42));
        assert!(between.guides.contains(&gap), "{:?}", between.guides);
        let row = [tile(0, 0), tile(150, 10)];
        assert_eq!(snap(tile(302, 22), &row, 6).x, Some(-2));
        assert_eq!(snap(tile(-148, 22), &row, 6).x, Some(-2));
        let column = [tile(0, 0), tile(10, 60)];
        assert_eq!(snap(tile(22, 123), &column, 6).y, Some(-3));
    }
}
