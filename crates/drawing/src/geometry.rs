//! Points and rectangles of the scene: `x` to the right, `y` down, in scene points (one device-independent pixel at
//! zoom 1). It knows nothing of the camera; the application converts between scene and screen.

/// A place in the scene, in scene points.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Point {
    /// Distance to the right of the origin.
    pub x: f32,
    /// Distance below the origin.
    pub y: f32,
}

impl Point {
    /// The point at `x`, `y`.
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// This point moved by `x`, `y`.
    #[must_use]
    pub const fn moved(self, x: f32, y: f32) -> Self {
        Self::new(self.x + x, self.y + y)
    }

    /// The straight distance to `other`, in scene points.
    pub fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// The distance to the straight line from `start` to `end`, in scene points.
    pub fn distance_to_segment(self, start: Self, end: Self) -> f32 {
        let (dx, dy) = (end.x - start.x, end.y - start.y);
        let length_squared = dx * dx + dy * dy;
        if length_squared == 0.0 {
            return self.distance(start);
        }
        let along = ((self.x - start.x) * dx + (self.y - start.y) * dy) / length_squared;
        let along = along.clamp(0.0, 1.0);
        self.distance(start.moved(dx * along, dy * along))
    }
}

/// An upright rectangle in scene points; `min` is its upper left corner, `max` its lower right one.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// The upper left corner.
    pub min: Point,
    /// The lower right corner.
    pub max: Point,
}

impl Rect {
    /// The rectangle with its upper left corner at `x`, `y`.
    pub const fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self {
            min: Point::new(x, y),
            max: Point::new(x + width, y + height),
        }
    }

    /// The rectangle of `width` and `height` around `center`.
    pub const fn around(center: Point, width: f32, height: f32) -> Self {
        Self::new(
            center.x - width / 2.0,
            center.y - height / 2.0,
            width,
            height,
        )
    }

    /// The smallest rectangle that holds all `points`, or `None` of none.
    pub fn of_points(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        let mut rects = points.into_iter().map(|at| Self { min: at, max: at });
        let first = rects.next()?;
        Some(rects.fold(first, Self::union))
    }

    /// From left to right.
    pub const fn width(self) -> f32 {
        self.max.x - self.min.x
    }

    /// From top to bottom.
    pub const fn height(self) -> f32 {
        self.max.y - self.min.y
    }

    /// The point in the middle.
    pub const fn center(self) -> Point {
        Point::new(
            f32::midpoint(self.min.x, self.max.x),
            f32::midpoint(self.min.y, self.max.y),
        )
    }

    /// Whether `point` lies inside or on the border.
    pub fn contains(self, point: Point) -> bool {
        (self.min.x..=self.max.x).contains(&point.x) && (self.min.y..=self.max.y).contains(&point.y)
    }

    /// Whether `other` lies inside entirely.
    pub fn encloses(self, other: Self) -> bool {
        self.contains(other.min) && self.contains(other.max)
    }

    /// Whether the two share an area; touching borders do not count.
    pub fn intersects(self, other: Self) -> bool {
        self.min.x < other.max.x
            && other.min.x < self.max.x
            && self.min.y < other.max.y
            && other.min.y < self.max.y
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            min: Point::new(self.min.x.min(other.min.x), self.min.y.min(other.min.y)),
            max: Point::new(self.max.x.max(other.max.x), self.max.y.max(other.max.y)),
        }
    }

    /// This rectangle grown by `margin` on every side; a negative margin shrinks it.
    #[must_use]
    pub const fn expand(self, margin: f32) -> Self {
        Self {
            min: self.min.moved(-margin, -margin),
            max: self.max.moved(margin, margin),
        }
    }

    /// This rectangle moved by `x`, `y`.
    #[must_use]
    pub const fn moved(self, x: f32, y: f32) -> Self {
        Self {
            min: self.min.moved(x, y),
            max: self.max.moved(x, y),
        }
    }
}

impl From<vpcanvas_model::geometry::Point> for Point {
    fn from(point: vpcanvas_model::geometry::Point) -> Self {
        #[expect(
            clippy::cast_precision_loss,
            reason = "the model keeps coordinates so small that they are exact"
        )]
        let [x, y] = [point.x, point.y].map(|whole| whole as f32);
        Self::new(x, y)
    }
}

impl From<vpcanvas_model::geometry::Rect> for Rect {
    fn from(rect: vpcanvas_model::geometry::Rect) -> Self {
        Self {
            min: rect.min.into(),
            max: rect.max.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn touching_rects_do_not_intersect() {
        let left = Rect::new(0.0, 0.0, 10.0, 10.0);
        assert!(!left.intersects(Rect::new(10.0, 0.0, 5.0, 5.0)));
        assert!(left.intersects(Rect::new(9.0, 9.0, 5.0, 5.0)));
        assert!(left.encloses(Rect::new(2.0, 2.0, 8.0, 8.0)));
    }

    #[test]
    fn the_union_holds_both() {
        let union = Rect::new(0.0, 0.0, 1.0, 1.0).union(Rect::new(5.0, -2.0, 1.0, 1.0));
        assert_eq!(union, Rect::new(0.0, -2.0, 6.0, 3.0));
        assert_eq!(union.center(), Point::new(3.0, -0.5));
    }

    #[test]
    fn distance_to_a_segment_stops_at_its_ends() {
        let (start, end) = (Point::new(0.0, 0.0), Point::new(10.0, 0.0));
        assert!((Point::new(5.0, 3.0).distance_to_segment(start, end) - 3.0).abs() < 1e-6);
        assert!((Point::new(14.0, 3.0).distance_to_segment(start, end) - 5.0).abs() < 1e-6);
        assert!((Point::new(3.0, 4.0).distance_to_segment(start, start) - 5.0).abs() < 1e-6);
    }
}
