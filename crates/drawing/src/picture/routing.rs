//! The way of a line between two boxes: upright and level pieces, around other boxes where that is cheap.
//!
//! It is no full router: it tries a bounded number of ways with at most five bends and takes the cheapest, so a line may
//! still cross a box when nothing simple avoids it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Point, Rect};

/// How far a line goes straight out of a box before it may turn.
const STUB: f32 = 14.0;
/// How far a line keeps from boxes it goes around.
const CLEARANCE: f32 = 10.0;
/// What a bend costs, in scene points of way.
const BEND: f32 = 24.0;
/// What crossing a box costs.
const CROSSING: f32 = 900.0;
/// What running along another line costs.
const SHARING: f32 = 120.0;
/// The side of a cell of the index of boxes.
const CELL: f32 = 256.0;
/// At most so many boxes suggest ways around them.
const MOST_SUGGESTIONS: usize = 16;

/// Finds ways among boxes, and keeps the lines it has found apart.
#[derive(Debug, Default)]
pub(super) struct Router {
    boxes: Index,
    lines: Index,
    /// Of each line's piece, which bundle it belongs to.
    bundles: Vec<usize>,
}

impl Router {
    pub(super) fn new(boxes: impl IntoIterator<Item = Rect>) -> Self {
        let mut router = Self::default();
        for rect in boxes {
            router.boxes.insert(rect);
        }
        router
    }

    /// The way from the edge of one box to the edge of another. Lines of one bundle may run along each other.
    pub(super) fn route(&mut self, from: Rect, to: Rect, bundle: usize) -> Vec<Point> {
        let around = from.union(to).expand(4.0 * CLEARANCE);
        let obstacles: Vec<Rect> = self
            .boxes
            .near(around)
            .filter(|rect| !is_same(*rect, from) && !is_same(*rect, to))
            .collect();
        let search = Search {
            router: self,
            bundle,
            from,
            to,
            turns: turns(from, to, &obstacles),
        };
        let way = search.cheapest();
        for piece in way.windows(2) {
            if let &[start, end] = piece {
                self.lines.insert(piece_rect(start, end));
                self.bundles.push(bundle);
            }
        }
        way
    }

    /// Whether a box of its own may stand at `rect` without covering another.
    pub(super) fn is_free(&self, rect: Rect) -> bool {
        !self.boxes.near(rect).any(|other| other.intersects(rect))
    }

    /// Makes `rect` something to go around.
    pub(super) fn occupy(&mut self, rect: Rect) {
        self.boxes.insert(rect);
    }
}

/// One search for a way.
struct Search<'a> {
    router: &'a Router,
    bundle: usize,
    from: Rect,
    to: Rect,
    turns: Turns,
}

/// Where it may pay to turn.
struct Turns {
    xs: Vec<f32>,
    ys: Vec<f32>,
}

impl Search<'_> {
    fn cheapest(&self) -> Vec<Point> {
        let mut best = (f32::INFINITY, vec![self.from.center(), self.to.center()]);
        for start in ports(self.from) {
            for end in ports(self.to) {
                self.between(start, end, &mut best);
            }
        }
        best.1
    }

    /// Tries the ways between two ports.
    fn between(&self, start: Port, end: Port, best: &mut (f32, Vec<Point>)) {
        let (a, b) = (start.outside(), end.outside());
        let middles = [vec![Point::new(b.x, a.y)], vec![Point::new(a.x, b.y)]];
        let upright = self
            .turns
            .xs
            .iter()
            .map(|x| vec![Point::new(*x, a.y), Point::new(*x, b.y)]);
        let level = self
            .turns
            .ys
            .iter()
            .map(|y| vec![Point::new(a.x, *y), Point::new(b.x, *y)]);
        for middle in middles.into_iter().chain(upright).chain(level) {
            let ends = [start.at, a].into_iter();
            let way = ends.chain(middle).chain([b, end.at]);
            let way = simplified(way);
            if let Some(cost) = self.cost(&way, best.0) {
                *best = (cost, way);
            }
        }
    }

    /// What a way costs, `None` if that is not less than `limit`.
    fn cost(&self, way: &[Point], limit: f32) -> Option<f32> {
        let bends = f32::from(u16::try_from(way.len().saturating_sub(2)).unwrap_or(u16::MAX));
        let mut cost = bends * BEND;
        let pieces = || {
            way.windows(2).filter_map(|piece| match piece {
                &[start, end] => Some((start, end)),
                _ => None,
            })
        };
        cost += pieces()
            .map(|(start, end)| start.distance(end))
            .sum::<f32>();
        for (start, end) in pieces() {
            if cost >= limit {
                return None;
            }
            cost += self.obstruction(piece_rect(start, end));
        }
        (cost < limit).then_some(cost)
    }

    /// What lies in the way of one piece.
    fn obstruction(&self, piece: Rect) -> f32 {
        let wide = piece.expand(1.0);
        let through_ends = [self.from, self.to]
            .into_iter()
            .filter(|rect| rect.expand(-2.0).intersects(wide))
            .count();
        let near = piece.expand(CLEARANCE / 2.0);
        let others = self.router.boxes.near(near).filter(|rect| {
            !is_same(*rect, self.from) && !is_same(*rect, self.to) && rect.intersects(near)
        });
        let crossings = others.count() + through_ends;
        let lines = self.router.lines.ids_near(wide);
        let shared = lines
            .filter(|&id| self.router.shares(id, wide, self.bundle))
            .count();
        let count = |number: usize| f32::from(u16::try_from(number).unwrap_or(u16::MAX));
        count(crossings) * CROSSING + count(shared) * SHARING
    }
}

impl Router {
    /// Whether a line of another bundle runs along `piece`, and not just across it.
    fn shares(&self, line: usize, piece: Rect, bundle: usize) -> bool {
        if self.bundles.get(line) == Some(&bundle) {
            return false;
        }
        let Some(line) = self.lines.rects.get(line).map(|rect| rect.expand(3.0)) else {
            return false;
        };
        let width = line.max.x.min(piece.max.x) - line.min.x.max(piece.min.x);
        let height = line.max.y.min(piece.max.y) - line.min.y.max(piece.min.y);
        width.min(height) > 0.0 && width.max(height) > STUB
    }
}

/// A place on the edge of a box where a line may begin.
#[derive(Clone, Copy)]
struct Port {
    at: Point,
    out: (f32, f32),
}

impl Port {
    fn outside(self) -> Point {
        self.at.moved(self.out.0 * STUB, self.out.1 * STUB)
    }
}

fn ports(rect: Rect) -> [Port; 4] {
    let Point { x, y } = rect.center();
    [
        Port {
            at: Point::new(rect.max.x, y),
            out: (1.0, 0.0),
        },
        Port {
            at: Point::new(rect.min.x, y),
            out: (-1.0, 0.0),
        },
        Port {
            at: Point::new(x, rect.max.y),
            out: (0.0, 1.0),
        },
        Port {
            at: Point::new(x, rect.min.y),
            out: (0.0, -1.0),
        },
    ]
}

/// Halfway between the boxes, and beside each box that stands between them.
fn turns(from: Rect, to: Rect, obstacles: &[Rect]) -> Turns {
    let mut turns = Turns {
        xs: Vec::new(),
        ys: Vec::new(),
    };
    for (one, other) in [(from, to), (to, from)] {
        turns.xs.push(f32::midpoint(one.max.x, other.min.x));
        turns.ys.push(f32::midpoint(one.max.y, other.min.y));
    }
    let suggestions = obstacles.iter().take(MOST_SUGGESTIONS);
    for rect in [&from, &to].into_iter().chain(suggestions) {
        turns
            .xs
            .extend([rect.min.x - CLEARANCE, rect.max.x + CLEARANCE]);
        turns
            .ys
            .extend([rect.min.y - CLEARANCE, rect.max.y + CLEARANCE]);
    }
    turns
}

/// Without points that stand on the line between their neighbors.
fn simplified(way: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for next in way {
        if points.last().is_some_and(|last| last.distance(next) < 0.5) {
            continue;
        }
        if let &[.., before, last] = points.as_slice() {
            let is_level = is_near(before.y, last.y) && is_near(last.y, next.y);
            let is_upright = is_near(before.x, last.x) && is_near(last.x, next.x);
            let goes_on = (last.x - before.x) * (next.x - last.x)
                + (last.y - before.y) * (next.y - last.y)
                > 0.0;
            if (is_level || is_upright) && goes_on {
                points.pop();
            }
        }
        points.push(next);
    }
    points
}

fn piece_rect(start: Point, end: Point) -> Rect {
    Rect {
        min: Point::new(start.x.min(end.x), start.y.min(end.y)),
        max: Point::new(start.x.max(end.x), start.y.max(end.y)),
    }
}

fn is_near(one: f32, other: f32) -> bool {
    (one - other).abs() < 0.01
}

fn is_same(one: Rect, other: Rect) -> bool {
    one.min.distance(other.min) < 0.5 && one.max.distance(other.max) < 0.5
}

/// Rectangles by the cells of a grid they touch.
#[derive(Debug, Default)]
struct Index {
    rects: Vec<Rect>,
    cells: BTreeMap<(i32, i32), Vec<usize>>,
}

impl Index {
    fn insert(&mut self, rect: Rect) {
        let id = self.rects.len();
        self.rects.push(rect);
        for cell in cells(rect) {
            self.cells.entry(cell).or_default().push(id);
        }
    }

    /// What may touch `rect`, each once, in the order of insertion.
    fn ids_near(&self, rect: Rect) -> impl Iterator<Item = usize> {
        let ids: BTreeSet<usize> = cells(rect)
            .filter_map(|cell| self.cells.get(&cell))
            .flatten()
            .copied()
            .collect();
        ids.into_iter()
    }

    fn near(&self, rect: Rect) -> impl Iterator<Item = Rect> {
        self.ids_near(rect)
            .filter_map(|id| self.rects.get(id).copied())
    }
}

fn cells(rect: Rect) -> impl Iterator<Item = (i32, i32)> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "coordinates are small; the cast stops at the ends of i32"
    )]
    let cell = |coordinate: f32| (coordinate / CELL).floor() as i32;
    let (left, right) = (cell(rect.min.x), cell(rect.max.x));
    let (top, bottom) = (cell(rect.min.y), cell(rect.max.y));
    (left..=right).flat_map(move |x| (top..=bottom).map(move |y| (x, y)))
}
