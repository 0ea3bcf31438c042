//! Rounded labels on and beside lines, where they cover nothing.

use super::Detail;
use super::memory::PillPlace;
use super::pen::Pen;
use super::routing::{Router, piece_rect, pieces};
use crate::{Font, Icon, Point, Rect, Shape, Size, Stroke, Token};

/// The height of a pill, in full detail.
const HEIGHT: f32 = 20.0;
/// How much of a line has to be seen beside a pill on it.
const SHOWN: f32 = 16.0;
/// How far a pill stands from what it stands beside.
const BESIDE: f32 = 6.0;
/// What standing beside a line costs: as much as covering three others.
const BESIDE_COST: f32 = 3.0;
/// What an icon without its text costs.
const WORDLESS_COST: f32 = 3.0;
/// What covering another line, or the outline of a container, costs.
const CROSSING_COST: f32 = 1.0;
/// What standing on the next of several lines costs.
const LATER_COST: f32 = 0.75;

/// A rounded label.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pill<'a> {
    pub(super) icon: Option<Icon>,
    pub(super) text: &'a str,
    pub(super) color: Token,
    pub(super) background: Token,
    pub(super) detail: Detail,
}

impl Pill<'_> {
    /// The best free place on one of several lines, the sooner the better, or else beside one; the second form is the icon
    /// alone, where the text would cover too much. With the part of the picture that was looked at for it.
    pub(super) fn place(self, router: &Router, ways: &[&[Point]]) -> (Rect, PillPlace) {
        let (reach, own) = self.best(router, ways, self.centers(router, ways));
        let own = own.map(|(cost, rect)| (cost, (0, rect)));
        if self.icon.is_none() {
            return (reach, own.map(|(_, place)| place));
        }
        let wordless = Self { text: "", ..self };
        let (looked, other) = wordless.best(router, ways, wordless.centers(router, ways));
        let other = other.map(|(cost, rect)| (cost + WORDLESS_COST, (1, rect)));
        let cheaper = own
            .into_iter()
            .chain(other)
            .min_by(|(cost, _), (other, _)| cost.total_cmp(other));
        (reach.union(looked), cheaper.map(|(_, place)| place))
    }

    /// Places on and beside several lines, each with what it costs.
    fn centers(&self, router: &Router, ways: &[&[Point]]) -> Vec<(f32, Point)> {
        let mut centers = Vec::new();
        let mut cost = 0.0;
        for way in ways {
            centers.extend(self.on_line(way).map(|center| (cost, center)));
            let beside = self.beside(router, way).into_iter();
            centers.extend(beside.map(|center| (cost + BESIDE_COST, center)));
            cost += LATER_COST;
        }
        centers
    }

    /// The best free place on a piece of a way that stays visible on both sides of it, as [`Self::place`].
    pub(super) fn on(&self, router: &Router, way: &[Point]) -> (Rect, Option<Rect>) {
        let centers = self.on_line(way).map(|center| (0.0, center)).collect();
        let (reach, best) = self.best(router, &[way], centers);
        (reach, best.map(|(_, rect)| rect))
    }

    /// Places on the pieces of a way that are long enough, the longest piece first and its middle before its ends.
    fn on_line(&self, way: &[Point]) -> impl Iterator<Item = Point> {
        let (width, height) = (self.width(), self.height());
        let covered = move |start, end| if is_level(start, end) { width } else { height };
        let mut pieces: Vec<(Point, Point)> = pieces(way).collect();
        pieces.retain(|&(start, end)| start.distance(end) >= covered(start, end) + SHOWN);
        pieces.sort_by(|one, other| other.0.distance(other.1).total_cmp(&one.0.distance(one.1)));
        let along = move |share: f32| {
            move |(start, end): (Point, Point)| {
                let least = (covered(start, end) / 2.0 + SHOWN) / start.distance(end);
                let share = share.max(least).min(1.0 - least.min(0.5));
                start.moved((end.x - start.x) * share, (end.y - start.y) * share)
            }
        };
        let shares = [0.5, 0.35, 0.65, 0.2, 0.8].into_iter();
        shares.flat_map(move |share| pieces.clone().into_iter().map(along(share)))
    }

    /// Places beside the middle of a piece of a way, or beside the boxes at its ends.
    fn beside(&self, router: &Router, way: &[Point]) -> Vec<Point> {
        let (aside, over) = (self.width() / 2.0 + BESIDE, self.height() / 2.0 + BESIDE);
        let middles = pieces(way).flat_map(|(start, end)| {
            let middle = Point::new(f32::midpoint(start.x, end.x), f32::midpoint(start.y, end.y));
            let (x, y) = if is_level(start, end) {
                (0.0, over)
            } else {
                (aside, 0.0)
            };
            [middle.moved(x, y), middle.moved(-x, -y)]
        });
        let boxes = way.iter().filter_map(|end| router.box_touching(*end));
        let ends = boxes.flat_map(|rect| {
            let center = rect.center();
            let (x, y) = (rect.width() / 2.0 + aside, rect.height() / 2.0 + over);
            [
                center.moved(x, 0.0),
                center.moved(0.0, -y),
                center.moved(0.0, y),
            ]
        });
        middles.chain(ends).collect()
    }

    /// The cheapest of some centers with its cost, the first of those that cost the same; and what holds all of them.
    /// Covering what is no part of `ways` costs too.
    fn best(
        &self,
        router: &Router,
        ways: &[&[Point]],
        centers: Vec<(f32, Point)>,
    ) -> (Rect, Option<(f32, Rect)>) {
        let own = ways.iter().flat_map(|way| pieces(way));
        let own: Vec<Rect> = own.map(|(start, end)| piece_rect(start, end)).collect();
        let mut reach = own.iter().copied().reduce(Rect::union).unwrap_or_default();
        let mut best: Option<(f32, Rect)> = None;
        for (cost, center) in centers {
            let rect = Rect::around(center, self.width(), self.height());
            reach = reach.union(rect);
            let is_worse = |cost: f32| best.is_some_and(|(least, _)| cost >= least);
            if is_worse(cost) || !router.is_free(rect.expand(3.0)) {
                continue;
            }
            let cost = cost + CROSSING_COST * router.strange_lines(rect, &own);
            if !is_worse(cost) {
                best = Some((cost, rect));
            }
        }
        (reach.expand(8.0), best)
    }

    /// The pill filling `rect`.
    pub(super) fn shapes(&self, rect: Rect) -> Vec<Shape> {
        let middle = rect.center().y;
        let mut shapes = vec![Shape::Rect {
            rect,
            corner_radius: self.height() / 2.0,
            fill: Some(self.background),
            stroke: Some(Stroke::solid(1.0, self.color)),
        }];
        if let Some(icon) = self.icon {
            let radius = self.height() / 2.0;
            let center = Point::new(rect.min.x + radius, middle);
            shapes.push(Shape::Circle {
                center,
                radius: radius - 1.0,
                fill: Some(self.color),
                stroke: None,
            });
            shapes.push(Shape::Icon {
                icon,
                rect: Rect::around(center, 1.4 * radius, 1.4 * radius),
                color: self.background,
            });
        }
        if !self.text.is_empty() {
            let left = rect.max.x - 0.4 * self.height() - self.pen().width(self.text);
            shapes.push(self.pen().left(left, middle, rect.width(), self.text));
        }
        shapes
    }

    fn width(&self) -> f32 {
        let ends = match (self.icon, self.text) {
            (Some(_), "") => 1.0,
            (Some(_), _) => 1.65,
            (None, _) => 0.8,
        };
        self.pen().width(self.text) + ends * self.height()
    }

    fn height(&self) -> f32 {
        HEIGHT * self.scale()
    }

    fn pen(&self) -> Pen {
        Pen::new(
            Font::Semibold,
            Size::TextCaption.points() * self.scale(),
            self.color,
        )
    }

    fn scale(&self) -> f32 {
        match (self.detail, self.icon) {
            (Detail::Full, _) => 1.0,
            (Detail::Compact, None) => 1.35,
            (Detail::Compact, Some(_)) => 1.5,
        }
    }
}

fn is_level(start: Point, end: Point) -> bool {
    (start.y - end.y).abs() < 1.0
}
