//! Rounded labels on and beside lines, where they cover nothing.

use super::Detail;
use super::pen::Pen;
use super::routing::{Router, pieces};
use crate::{Font, Icon, Point, Rect, Shape, Size, Stroke, Token};

/// The height of a pill, in full detail.
const HEIGHT: f32 = 20.0;
/// How much of a line has to be seen beside a pill on it.
const SHOWN: f32 = 16.0;
/// How far a pill stands from what it stands beside.
const BESIDE: f32 = 6.0;

/// A rounded label.
pub(super) struct Pill<'a> {
    pub(super) icon: Option<Icon>,
    pub(super) text: &'a str,
    pub(super) color: Token,
    pub(super) background: Token,
    pub(super) detail: Detail,
}

impl Pill<'_> {
    /// A free place on a line, the first of several lines where there is one; else beside them.
    ///
    /// The place is then no longer free.
    pub(super) fn place(&self, router: &mut Router, ways: &[&[Point]]) -> Option<Rect> {
        let on_line = ways.iter().find_map(|way| self.on(router, way));
        on_line.or_else(|| ways.iter().find_map(|way| self.beside(router, way)))
    }

    /// A free place on a piece of a way that stays visible on both sides of it, the longest piece first.
    pub(super) fn on(&self, router: &mut Router, way: &[Point]) -> Option<Rect> {
        let mut pieces: Vec<(Point, Point)> = pieces(way).collect();
        pieces.retain(|(start, end)| {
            let covered = if is_level(*start, *end) {
                self.width()
            } else {
                self.height()
            };
            start.distance(*end) >= covered + SHOWN
        });
        pieces.sort_by(|one, other| other.0.distance(other.1).total_cmp(&one.0.distance(one.1)));
        let along = |share: f32| {
            move |&(start, end): &(Point, Point)| {
                start.moved((end.x - start.x) * share, (end.y - start.y) * share)
            }
        };
        let shares = [0.5, 0.35, 0.65, 0.2, 0.8].into_iter();
        self.first_free(
            router,
            shares.flat_map(|share| pieces.iter().map(along(share))),
        )
    }

    /// A free place beside the middle of a piece of a way, or beside the boxes at its ends.
    fn beside(&self, router: &mut Router, way: &[Point]) -> Option<Rect> {
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
        let centers: Vec<Point> = middles.chain(ends).collect();
        self.first_free(router, centers.into_iter())
    }

    fn first_free(
        &self,
        router: &mut Router,
        centers: impl Iterator<Item = Point>,
    ) -> Option<Rect> {
        let mut places = centers.map(|center| Rect::around(center, self.width(), self.height()));
        let rect = places.find(|rect| router.is_free(rect.expand(3.0)))?;
        router.occupy(rect);
        Some(rect)
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
        let icon_side = 0.7 * self.height();
        shapes.extend(self.icon.map(|icon| Shape::Icon {
            icon,
            rect: Rect::around(
                Point::new(rect.min.x + icon_side, middle),
                icon_side,
                icon_side,
            ),
            color: self.color,
        }));
        let left = rect.max.x - 0.4 * self.height() - self.pen().width(self.text);
        shapes.push(self.pen().left(left, middle, rect.width(), self.text));
        shapes
    }

    fn width(&self) -> f32 {
        let icon = if self.icon.is_some() { 0.8 } else { 0.0 };
        self.pen().width(self.text) + (icon + 0.8) * self.height()
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
        match self.detail {
            Detail::Full => 1.0,
            Detail::Compact => 1.5,
        }
    }
}

fn is_level(start: Point, end: Point) -> bool {
    (start.y - end.y).abs() < 1.0
}
