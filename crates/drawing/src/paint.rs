//! The paint list: what is to be painted, in order, in scene points and theme tokens.
//!
//! Items are what a user can point at; each carries the text a screen reader says. The list is made anew when the
//! design or an answer changes, never because somebody scrolls: `visible` picks what a frame needs.

use vpcanvas_model::ResourceId;

use crate::index::Index;
use crate::text::{ascent, line_height, width};
use crate::{Font, Icon, Point, Rect, Token};

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// In scene points.
    pub width: f32,
    /// What colors it.
    pub color: Token,
    /// Length of dash and gap in scene points; `None` draws the line through.
    pub dash: Option<(f32, f32)>,
}

impl Stroke {
    /// An unbroken line.
    pub const fn solid(width: f32, color: Token) -> Self {
        Self {
            width,
            color,
            dash: None,
        }
    }

    /// A line of dashes as long as the gaps between them.
    pub const fn dashed(width: f32, color: Token, dash: f32) -> Self {
        Self {
            width,
            color,
            dash: Some((dash, dash)),
        }
    }
}

/// Which part of a text stands at its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// The left end.
    Left,
    /// The middle.
    Center,
    /// The right end.
    Right,
}

/// One thing to paint.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A box, filled, outlined or both.
    Rect {
        /// The outline's middle runs along it.
        rect: Rect,
        /// In scene points; 0 for sharp corners.
        corner_radius: f32,
        /// `None` leaves it empty.
        fill: Option<Token>,
        /// `None` leaves it without outline.
        stroke: Option<Stroke>,
    },
    /// A circle, filled, outlined or both.
    Circle {
        /// Its middle.
        center: Point,
        /// In scene points.
        radius: f32,
        /// `None` leaves it empty.
        fill: Option<Token>,
        /// `None` leaves it without outline.
        stroke: Option<Stroke>,
    },
    /// A line through two or more points.
    Line {
        /// From start to end.
        points: Vec<Point>,
        /// How far corners are rounded (see `rounded_path`), in scene points.
        corner_radius: f32,
        /// How it is drawn.
        stroke: Stroke,
        /// Whether a filled head stands at the end (see `arrow_head`).
        arrow_end: bool,
    },
    /// An icon of the program's own set.
    Icon {
        /// Which.
        icon: Icon,
        /// The square it fills.
        rect: Rect,
        /// What its lines are colored in.
        color: Token,
    },
    /// One line of text.
    Text {
        /// On the baseline, at the end `align` names.
        position: Point,
        /// Which part of the text stands at `position`.
        align: Align,
        /// In scene points.
        size: f32,
        /// The font.
        font: Font,
        /// Its color.
        color: Token,
        /// As the author wrote it; may hold anything, control characters too.
        text: String,
    },
}

impl Shape {
    /// The smallest rectangle around it, without the width of outlines.
    pub fn bounds(&self) -> Rect {
        match self {
            Self::Rect { rect, .. } | Self::Icon { rect, .. } => *rect,
            Self::Circle { center, radius, .. } => {
                Rect::around(*center, 2.0 * radius, 2.0 * radius)
            }
            Self::Line { points, .. } => {
                Rect::of_points(points.iter().copied()).unwrap_or_default()
            }
            Self::Text {
                position,
                align,
                size,
                font,
                text,
                ..
            } => {
                let top_left = text_top_left(*position, *align, *font, *size, text);
                Rect::new(
                    top_left.x,
                    top_left.y,
                    width(*font, *size, text),
                    line_height(*font, *size),
                )
            }
        }
    }
}

/// The upper left corner of the box (ascent to descent) of the one-line `text` whose `align` end stands at `position`.
pub fn text_top_left(position: Point, align: Align, font: Font, size: f32, text: &str) -> Point {
    let left_of_position = match align {
        Align::Left => 0.0,
        Align::Center => width(font, size, text) / 2.0,
        Align::Right => width(font, size, text),
    };
    position.moved(-left_of_position, -ascent(font, size))
}

/// What lies over what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Account, VPC, Availability Zone, subnet: the lowest.
    Container,
    /// Lines between objects.
    Edge,
    /// Objects inside containers.
    Tile,
    /// Marks that say what a check found.
    Badge,
}

/// Something a user can point at, and the shapes that show it.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Unique in the list: the id of a resource, `owner/subnet` of an interface, `from->to` of a link.
    pub id: String,
    /// The resource that pointing at it means, if any.
    pub subject: Option<ResourceId>,
    /// What a screen reader says: kind, name and state.
    pub label: String,
    /// Holds every shape; for culling and for the first step of pointing.
    pub rect: Rect,
    /// What it lies over.
    pub layer: Layer,
    /// From lowest to highest.
    pub shapes: Vec<Shape>,
}

impl Item {
    /// Whether `point` touches the item; lines are touched within `reach` scene points.
    pub fn is_at(&self, point: Point, reach: f32) -> bool {
        match self.layer {
            Layer::Container | Layer::Tile | Layer::Badge => self.rect.contains(point),
            Layer::Edge => {
                self.rect.expand(reach).contains(point)
                    && self.shapes.iter().any(|shape| touches(shape, point, reach))
            }
        }
    }
}

fn touches(shape: &Shape, point: Point, reach: f32) -> bool {
    match shape {
        Shape::Line { points, .. } => points.windows(2).any(|piece| match piece {
            &[start, end] => point.distance_to_segment(start, end) <= reach,
            _ => false,
        }),
        Shape::Rect { .. } | Shape::Circle { .. } | Shape::Icon { .. } | Shape::Text { .. } => {
            shape.bounds().contains(point)
        }
    }
}

/// A picture: items from lowest to highest.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PaintList {
    items: Vec<Item>,
    bounds: Rect,
    /// The rectangle of each item, in their order.
    index: Index,
}

impl PaintList {
    /// The picture of `items`, put in order of their layers; within a layer they keep their order.
    pub fn new(mut items: Vec<Item>) -> Self {
        items.sort_by_key(|item| item.layer);
        let bounds = items.iter().map(|item| item.rect).reduce(Rect::union);
        let mut index = Index::default();
        for item in &items {
            index.insert(item.rect);
        }
        Self {
            items,
            bounds: bounds.unwrap_or_default(),
            index,
        }
    }

    /// From lowest to highest.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Holds every item; empty at the origin if there is none.
    pub const fn bounds(&self) -> Rect {
        self.bounds
    }

    /// The item of that id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// What a frame that shows `view` has to paint, from lowest to highest.
    pub fn visible(&self, view: Rect) -> impl Iterator<Item = &Item> {
        let near = self.index.near(view);
        near.filter(move |(_, rect)| rect.intersects(view))
            .filter_map(|(number, _)| self.items.get(number))
    }

    /// The highest item at `point`; lines are touched within `reach` scene points.
    pub fn at(&self, point: Point, reach: f32) -> Option<&Item> {
        // A little more than the reach: sums of coordinates are not exact.
        let around = Rect::around(point, 0.0, 0.0).expand(reach + 1.0);
        let near = self.index.near(around).rev();
        near.filter_map(|(number, _)| self.items.get(number))
            .find(|item| item.is_at(point, reach))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: &str, layer: Layer, rect: Rect, shapes: Vec<Shape>) -> Item {
        Item {
            id: id.to_owned(),
            subject: None,
            label: id.to_owned(),
            rect,
            layer,
            shapes,
        }
    }

    fn scene() -> PaintList {
        let line = Shape::Line {
            points: vec![Point::new(0.0, 0.0), Point::new(100.0, 100.0)],
            corner_radius: 0.0,
            stroke: Stroke::solid(1.0, Token::Edge),
            arrow_end: false,
        };
        PaintList::new(vec![
            item(
                "tile",
                Layer::Tile,
                Rect::new(10.0, 10.0, 20.0, 20.0),
                vec![],
            ),
            item(
                "edge",
                Layer::Edge,
                Rect::new(0.0, 0.0, 100.0, 100.0),
                vec![line],
            ),
            item(
                "vpc",
                Layer::Container,
                Rect::new(-50.0, 0.0, 200.0, 90.0),
                vec![],
            ),
        ])
    }

    fn check_at(x: f32, y: f32, expected: Option<&str>) {
        let scene = scene();
        let found = scene.at(Point::new(x, y), 3.0).map(|item| item.id.as_str());
        assert_eq!(found, expected, "at {x}, {y}");
    }

    #[test]
    fn the_highest_item_is_pointed_at() {
        check_at(20.0, 20.0, Some("tile"));
        check_at(60.0, 61.0, Some("edge"));
        check_at(60.0, 20.0, Some("vpc"));
        check_at(500.0, 0.0, None);
    }

    #[test]
    fn layers_come_in_order_and_bounds_hold_all() {
        let scene = scene();
        let ids: Vec<_> = scene.items().iter().map(|item| item.id.as_str()).collect();
        assert_eq!(ids, ["vpc", "edge", "tile"]);
        assert_eq!(scene.bounds(), Rect::new(-50.0, 0.0, 200.0, 100.0));
        assert_eq!(PaintList::new(Vec::new()).bounds(), Rect::default());
    }

    #[test]
    fn only_what_is_in_view_is_painted() {
        let scene = scene();
        let view = Rect::new(110.0, 0.0, 10.0, 10.0);
        let ids: Vec<_> = scene.visible(view).map(|item| item.id.as_str()).collect();
        assert_eq!(ids, ["vpc"]);
    }
}
