//! The way of a line between two boxes: upright and level pieces, around other boxes where that is cheap.
//!
//! It is no full router: it tries a bounded number of ways with at most five bends and takes the cheapest, so a line may
//! still cross a box when nothing simple avoids it.

use crate::index::Index;
use crate::{Point, Rect};

/// How far a line goes straight out of a box before it may turn.
const STUB: f32 = 14.0;
/// How far a line keeps from boxes it goes around.
const CLEARANCE: f32 = 8.0;
/// What a bend costs, in scene points of way.
const BEND: f32 = 24.0;
/// What crossing a box costs.
const CROSSING: f32 = 900.0;
/// How much longer a line may be to stay out of a container it has nothing to do with.
const FOREIGN: f32 = 160.0;
/// What running along another line costs.
const SHARING: f32 = 120.0;
/// Lines that overlap for no longer than this cross each other.
const CROSSED: f32 = 9.0;
/// Beyond this distance fewer ways are tried, and where it has to be quick the shortest one alone.
const FAR: f32 = 2000.0;
/// At most so many ways are tried.
const MOST_TRIED: usize = 400;
/// At most so many between boxes that are far from one another.
const MOST_TRIED_FAR: usize = 160;
/// At most so many where it has to be quick.
const FEW_TRIED: usize = 12;
/// At most so many boxes suggest ways around them.
const MOST_SUGGESTIONS: usize = 16;

/// The bundle of what is no line but an outline.
const OUTLINES: usize = usize::MAX;

/// Finds ways among boxes, and keeps the lines it has found apart.
#[derive(Debug, Default)]
pub(super) struct Router {
    boxes: Index,
    /// What a line should rather not cross unless it begins or ends in there, and what crossing costs.
    areas: Index,
    area_costs: Vec<f32>,
    texts: Index,
    lines: Index,
    /// Of each line's piece, which bundle it belongs to.
    bundles: Vec<usize>,
}

impl Router {
    /// A router around boxes, which no line should cross.
    pub(super) fn new(boxes: impl IntoIterator<Item = Rect>) -> Self {
        let mut router = Self::default();
        for rect in boxes {
            router.boxes.insert(rect);
        }
        router
    }

    /// Makes lines that neither begin nor end in `rect` prefer ways around it that are at most `cost` longer.
    fn avoid(&mut self, rect: Rect, cost: f32) {
        self.areas.insert(rect);
        self.area_costs.push(cost);
    }

    /// As `avoid`, for text: nothing may be put over it either.
    pub(super) fn avoid_text(&mut self, rect: Rect, cost: f32) {
        self.avoid(rect, cost);
        self.texts.insert(rect);
    }

    /// Makes lines go around a container unless they have to do with it, and keep off its outline.
    pub(super) fn avoid_container(&mut self, rect: Rect) {
        self.avoid(rect, FOREIGN);
        self.outline(rect);
    }

    /// Makes lines keep off the outline of `rect`, though they may cross it.
    fn outline(&mut self, rect: Rect) {
        let Rect { min, max } = rect;
        let corners = [
            min,
            Point::new(max.x, min.y),
            max,
            Point::new(min.x, max.y),
            min,
        ];
        for (start, end) in pieces(&corners) {
            self.lines.insert(piece_rect(start, end));
            self.bundles.push(OUTLINES);
        }
    }

    /// The way from the edge of one box to the edge of another, and the part of the picture it was found in. Lines of one
    /// bundle may run along each other.
    pub(super) fn route(&self, from: Rect, to: Rect, bundle: usize) -> (Rect, Vec<Point>) {
        self.search(from, to, bundle).cheapest()
    }

    /// A way that avoids boxes where that is simple, and takes no notice of other lines: for pictures with too many.
    pub(super) fn simple_route(&self, from: Rect, to: Rect, bundle: usize) -> (Rect, Vec<Point>) {
        self.search(from, to, bundle).simple()
    }

    fn search(&self, from: Rect, to: Rect, bundle: usize) -> Search<'_> {
        Search {
            router: self,
            bundle,
            from,
            to,
        }
    }

    /// Remembers a line, so that others keep off it.
    pub(super) fn draw(&mut self, way: &[Point], bundle: usize) {
        for (start, end) in pieces(way) {
            self.lines.insert(piece_rect(start, end));
            self.bundles.push(bundle);
        }
    }

    /// Whether a label may stand at `rect` without covering a box or a text.
    pub(super) fn is_free(&self, rect: Rect) -> bool {
        let others = [&self.boxes, &self.texts].into_iter();
        others
            .map(|others| others.count(rect, |_, _| true))
            .sum::<usize>()
            == 0
    }

    /// How many lines and outlines `rect` covers that are none of `own` pieces.
    pub(super) fn strange_lines(&self, rect: Rect, own: &[Rect]) -> f32 {
        let near = rect.expand(3.0);
        let is_strange = |_, line: Rect| !own.iter().any(|own| is_same(*own, line));
        count(self.lines.count(near, is_strange))
    }

    /// The box a line ends at.
    pub(super) fn box_touching(&self, end: Point) -> Option<Rect> {
        let around = Rect::around(end, 1.0, 1.0);
        self.boxes
            .near(around)
            .map(|(_, rect)| rect)
            .find(|rect| rect.intersects(around))
    }

    /// Makes `rect` something to go around.
    pub(super) fn occupy(&mut self, rect: Rect) {
        self.boxes.insert(rect);
    }

    /// Whether a line of another bundle runs along `piece`, and not just across it.
    fn shares(&self, line: usize, line_rect: Rect, piece: Rect, bundle: usize) -> bool {
        if self.bundles.get(line) == Some(&bundle) {
            return false;
        }
        let line = line_rect.expand(3.0);
        let width = line.max.x.min(piece.max.x) - line.min.x.max(piece.min.x);
        let height = line.max.y.min(piece.max.y) - line.min.y.max(piece.min.y);
        width.min(height) > 0.0 && width.max(height) > CROSSED
    }
}

/// One search for a way.
struct Search<'a> {
    router: &'a Router,
    bundle: usize,
    from: Rect,
    to: Rect,
}

impl Search<'_> {
    /// The cheapest of the ways tried: the shortest first, until none left can be cheaper.
    ///
    /// Ways around what stands between are only looked for where the plain ones are obstructed: they are no shorter.
    fn cheapest(&self) -> (Rect, Vec<Point>) {
        let turns = self.plain_turns();
        let most = if self.is_far() {
            MOST_TRIED_FAR
        } else {
            MOST_TRIED
        };
        let plain = self.best_of(&turns, most, |piece| self.obstruction(piece));
        if plain.is_free() {
            return (self.reach(&turns), plain.way.points());
        }
        let turns = self.turns();
        let around = self.best_of(&turns, most, |piece| self.obstruction(piece));
        (self.reach(&turns), around.way.points())
    }

    /// A way that is found at once: of the few shortest the first that crosses no box.
    fn simple(&self) -> (Rect, Vec<Point>) {
        let turns = self.plain_turns();
        let through = |piece: Rect| count(self.boxes_crossed(piece)) * CROSSING;
        let most = if self.is_far() { 1 } else { FEW_TRIED };
        let best = self.best_of(&turns, most, through);
        (self.reach(&turns), best.way.points())
    }

    /// Holds all ways with some turns, and whatever is looked at to choose among them.
    fn reach(&self, turns: &Turns) -> Rect {
        let mut reach = self.from.union(self.to).expand(4.0 * CLEARANCE);
        for x in &turns.xs {
            (reach.min.x, reach.max.x) = (reach.min.x.min(*x), reach.max.x.max(*x));
        }
        for y in &turns.ys {
            (reach.min.y, reach.max.y) = (reach.min.y.min(*y), reach.max.y.max(*y));
        }
        reach.expand(2.0 * CLEARANCE)
    }

    /// The cheapest of the ways with some turns, where each piece costs what is in its way.
    fn best_of(&self, turns: &Turns, most: usize, obstruction: impl Fn(Rect) -> f32) -> Best {
        let mut ways = self.ways(turns);
        ways.sort_by(|one, other| one.0.total_cmp(&other.0));
        let straight = [self.from.center(), self.to.center()];
        let mut best = Best {
            cost: f32::INFINITY,
            length: 0.0,
            way: simplified(straight.into_iter()),
        };
        for (length, way) in ways.into_iter().take(most) {
            if length >= best.cost {
                break;
            }
            let mut cost = length;
            for (start, end) in way.pieces() {
                cost += obstruction(piece_rect(start, end));
                if cost >= best.cost {
                    break;
                }
            }
            if cost < best.cost {
                best = Best { cost, length, way };
            }
        }
        best
    }

    /// Whether the boxes are so far apart that much lies between them.
    fn is_far(&self) -> bool {
        self.from.center().distance(self.to.center()) > FAR
    }

    /// Ways between all sides of both boxes, each with its length and what its bends cost.
    fn ways(&self, turns: &Turns) -> Vec<(f32, Way)> {
        let mut ways: Vec<Way> = straight(self.from, self.to).collect();
        for start in ports(self.from) {
            for end in ports(self.to) {
                let (a, b) = (start.outside(), end.outside());
                let corners = [Point::new(b.x, a.y), Point::new(a.x, b.y)];
                let corners = corners.map(|corner| [corner, corner]).into_iter();
                let upright = turns.xs.iter();
                let upright = upright.map(|x| [Point::new(*x, a.y), Point::new(*x, b.y)]);
                let level = turns.ys.iter();
                let level = level.map(|y| [Point::new(a.x, *y), Point::new(b.x, *y)]);
                for [first, second] in corners.chain(upright).chain(level) {
                    let way = [start.at, a, first, second, b, end.at];
                    ways.push(simplified(way.into_iter()));
                }
            }
        }
        let measured = ways.into_iter().map(|way| {
            let length: f32 = way.pieces().map(|(start, end)| start.distance(end)).sum();
            (length + count(way.length.saturating_sub(2)) * BEND, way)
        });
        measured.collect()
    }

    /// Where it pays to turn if nothing is in the way: halfway between the boxes, and beside them.
    fn plain_turns(&self) -> Turns {
        let (from, to) = (self.from, self.to);
        let mut turns = Turns::default();
        for (one, other) in [(from, to), (to, from)] {
            turns.xs.push(f32::midpoint(one.max.x, other.min.x));
            turns.ys.push(f32::midpoint(one.max.y, other.min.y));
        }
        turns.beside(from);
        turns.beside(to);
        turns
    }

    /// Where it may pay to turn: beside what stands between the boxes too.
    fn turns(&self) -> Turns {
        let mut turns = self.plain_turns();
        for rect in self.between().into_iter().take(MOST_SUGGESTIONS) {
            turns.beside(rect);
        }
        turns
    }

    /// What stands between the boxes, what is nearest to the straight line first.
    fn between(&self) -> Vec<Rect> {
        let (from, to) = (self.from, self.to);
        let between = from.union(to).expand(4.0 * CLEARANCE);
        let straight = |rect: &Rect| {
            rect.center()
                .distance_to_segment(from.center(), to.center())
        };
        let boxes = self.router.boxes.near(between).map(|(_, rect)| rect);
        let areas = self.router.areas.near(between).map(|(_, rect)| rect);
        let foreign = areas.filter(|rect| self.is_foreign(*rect));
        let mut found: Vec<Rect> = boxes
            .chain(foreign)
            .filter(|rect| rect.intersects(between))
            .collect();
        found.sort_by(|one, other| straight(one).total_cmp(&straight(other)));
        found
    }

    /// What lies in the way of one piece, as a cost.
    fn obstruction(&self, piece: Rect) -> f32 {
        let wide = piece.expand(1.0);
        let ends = [self.from, self.to];
        let through_ends = ends
            .iter()
            .filter(|rect| rect.expand(-2.0).intersects(wide))
            .count();
        let runs_along = |id, rect| self.router.shares(id, rect, wide, self.bundle);
        let shared = self.router.lines.count(wide.expand(3.0), runs_along);
        let areas = self.router.areas.near(wide);
        let areas = areas.filter(|(_, rect)| rect.intersects(wide) && self.is_foreign(*rect));
        let areas = areas.filter_map(|(id, _)| self.router.area_costs.get(id));
        count(self.boxes_crossed(piece) + through_ends) * CROSSING
            + count(shared) * SHARING
            + areas.sum::<f32>()
    }

    /// How many boxes are in the way of one piece, the ends apart.
    fn boxes_crossed(&self, piece: Rect) -> usize {
        let near = piece.expand(CLEARANCE / 2.0);
        let is_crossed = |_, rect: Rect| !is_same(rect, self.from) && !is_same(rect, self.to);
        self.router.boxes.count(near, is_crossed)
    }

    /// Whether the line neither begins nor ends in an area.
    fn is_foreign(&self, area: Rect) -> bool {
        !area.contains(self.from.center()) && !area.contains(self.to.center())
    }
}

/// Where it may pay to turn.
#[derive(Default)]
struct Turns {
    xs: Vec<f32>,
    ys: Vec<f32>,
}

impl Turns {
    /// Turns on all sides of a box.
    fn beside(&mut self, rect: Rect) {
        self.xs
            .extend([rect.min.x - CLEARANCE, rect.max.x + CLEARANCE]);
        self.ys
            .extend([rect.min.y - CLEARANCE, rect.max.y + CLEARANCE]);
    }
}

/// The cheapest way so far.
struct Best {
    cost: f32,
    /// What it would cost if nothing were in its way.
    length: f32,
    way: Way,
}

impl Best {
    fn is_free(&self) -> bool {
        self.cost <= self.length
    }
}

/// The corners of a way, with its ends: at most six.
#[derive(Clone, Copy, Default)]
struct Way {
    corners: [Point; 6],
    length: usize,
}

impl Way {
    fn push(&mut self, point: Point) {
        if let Some(corner) = self.corners.get_mut(self.length) {
            *corner = point;
            self.length += 1;
        }
    }

    fn corners(&self) -> &[Point] {
        self.corners.get(..self.length).unwrap_or_default()
    }

    fn pieces(&self) -> impl Iterator<Item = (Point, Point)> {
        pieces(self.corners())
    }

    fn points(&self) -> Vec<Point> {
        self.corners().to_vec()
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

/// Straight ways between boxes that stand side by side or over one another, though their middles differ.
fn straight(from: Rect, to: Rect) -> impl Iterator<Item = Way> {
    let inset = CLEARANCE;
    let shared = |one: (f32, f32), other: (f32, f32)| {
        let (low, high) = (one.0.max(other.0) + inset, one.1.min(other.1) - inset);
        (low <= high).then(|| f32::midpoint(one.0, one.1).clamp(low, high))
    };
    let level = shared((from.min.y, from.max.y), (to.min.y, to.max.y)).map(|y| {
        let (start, end) = facing((from.min.x, from.max.x), (to.min.x, to.max.x));
        simplified([Point::new(start, y), Point::new(end, y)].into_iter())
    });
    let upright = shared((from.min.x, from.max.x), (to.min.x, to.max.x)).map(|x| {
        let (start, end) = facing((from.min.y, from.max.y), (to.min.y, to.max.y));
        simplified([Point::new(x, start), Point::new(x, end)].into_iter())
    });
    level.into_iter().chain(upright)
}

/// The ends of two ranges that face each other.
fn facing(from: (f32, f32), to: (f32, f32)) -> (f32, f32) {
    if to.0 >= from.1 {
        (from.1, to.0)
    } else {
        (from.0, to.1)
    }
}

/// Without points on the line through their neighbors, where a line would go straight on or back over itself.
fn simplified(way: impl Iterator<Item = Point>) -> Way {
    let mut simple = Way::default();
    for next in way {
        let corners = simple.corners();
        if corners.last().is_some_and(|last| last.distance(next) < 0.5) {
            continue;
        }
        if let &[.., before, last] = corners {
            let is_level = is_near(before.y, last.y) && is_near(last.y, next.y);
            let is_upright = is_near(before.x, last.x) && is_near(last.x, next.x);
            if is_level || is_upright {
                simple.length -= 1;
            }
        }
        simple.push(next);
    }
    simple
}

pub(super) fn pieces(way: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    way.iter().copied().zip(way.iter().copied().skip(1))
}

fn count(number: usize) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}

pub(super) fn piece_rect(start: Point, end: Point) -> Rect {
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
