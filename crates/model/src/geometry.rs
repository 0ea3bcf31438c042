//! Points and rectangles of the canvas in whole scene points, `y` downwards. It knows neither camera nor screen.
//!
//! All arithmetic saturates, so that a hostile file cannot make it overflow; [`FARTHEST`] keeps every coordinate a file
//! can ask for exact as a 32-bit float, which is what painters take.

/// The farthest a placement may lie from the origin, in either direction.
pub const FARTHEST: i32 = 1 << 22;

/// A place on the canvas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// Distance to the right of the origin.
    pub x: i32,
    /// Distance below the origin.
    pub y: i32,
}

impl Point {
    /// The point at `x`, `y`.
    pub const fn new(x: i32, y: i32) -> Self {
        Self { x, y }
    }

    /// How far this point lies from another, as a movement.
    #[must_use]
    pub const fn minus(self, other: Self) -> Offset {
        Offset::new(
            self.x.saturating_sub(other.x),
            self.y.saturating_sub(other.y),
        )
    }

    /// This point moved.
    #[must_use]
    pub const fn moved(self, by: Offset) -> Self {
        Self::new(self.x.saturating_add(by.x), self.y.saturating_add(by.y))
    }
}

/// A movement on the canvas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offset {
    /// To the right.
    pub x: i32,
    /// Downwards.
    pub y: i32,
}

impl Offset {
    /// The movement by `x`, `y`.
    pub const fn new(x: i32, y: i32) -> Self {
        Self { x, y }
    }

    /// The longer of its two legs, never negative.
    pub fn reach(self) -> i32 {
        self.x.saturating_abs().max(self.y.saturating_abs())
    }
}

/// Width and height, never negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// From left to right.
    pub width: i32,
    /// From top to bottom.
    pub height: i32,
}

impl Size {
    /// The size, negative values taken as 0.
    pub const fn new(width: i32, height: i32) -> Self {
        Self {
            width: if width < 0 { 0 } else { width },
            height: if height < 0 { 0 } else { height },
        }
    }

    /// The larger width and the larger height of the two.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self::new(self.width.max(other.width), self.height.max(other.height))
    }
}

/// An upright rectangle: the left and upper edge belong to it, the right and lower one do not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    /// The upper left corner.
    pub min: Point,
    /// The lower right corner.
    pub max: Point,
}

impl Rect {
    /// The rectangle of a size with its upper left corner at a point.
    pub const fn at(min: Point, size: Size) -> Self {
        Self {
            min,
            max: min.moved(Offset::new(size.width, size.height)),
        }
    }

    /// The rectangle with its upper left corner at `x`, `y`.
    pub const fn new(x: i32, y: i32, width: i32, height: i32) -> Self {
        Self::at(Point::new(x, y), Size::new(width, height))
    }

    /// The rectangle between two opposite corners.
    pub fn between(one: Point, other: Point) -> Self {
        Self {
            min: Point::new(one.x.min(other.x), one.y.min(other.y)),
            max: Point::new(one.x.max(other.x), one.y.max(other.y)),
        }
    }

    /// The smallest rectangle around several, `None` around none.
    pub fn around(rects: impl IntoIterator<Item = Self>) -> Option<Self> {
        rects.into_iter().reduce(Self::union)
    }

    /// From left to right.
    pub const fn width(self) -> i32 {
        self.max.x.saturating_sub(self.min.x)
    }

    /// From top to bottom.
    pub const fn height(self) -> i32 {
        self.max.y.saturating_sub(self.min.y)
    }

    /// Width and height.
    pub const fn size(self) -> Size {
        Size::new(self.width(), self.height())
    }

    /// The middle, rounded towards the upper left.
    pub const fn center(self) -> Point {
        Point::new(
            self.min.x.saturating_add(self.width() / 2),
            self.min.y.saturating_add(self.height() / 2),
        )
    }

    /// Whether a point lies in it.
    pub fn contains(self, point: Point) -> bool {
        (self.min.x..self.max.x).contains(&point.x) && (self.min.y..self.max.y).contains(&point.y)
    }

    /// Whether another rectangle lies in it, edges included.
    pub fn encloses(self, other: Self) -> bool {
        self.min.x <= other.min.x
            && self.min.y <= other.min.y
            && self.max.x >= other.max.x
            && self.max.y >= other.max.y
    }

    /// Whether the two share more than an edge.
    pub fn overlaps(self, other: Self) -> bool {
        self.min.x < other.max.x
            && other.min.x < self.max.x
            && self.min.y < other.max.y
            && other.min.y < self.max.y
    }

    /// The smallest rectangle around both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            min: Point::new(self.min.x.min(other.min.x), self.min.y.min(other.min.y)),
            max: Point::new(self.max.x.max(other.max.x), self.max.y.max(other.max.y)),
        }
    }

    /// The rectangle moved.
    #[must_use]
    pub const fn moved(self, by: Offset) -> Self {
        Self {
            min: self.min.moved(by),
            max: self.max.moved(by),
        }
    }

    /// The rectangle with every edge moved outwards; inwards when negative.
    #[must_use]
    pub const fn grown(self, by: i32) -> Self {
        Self {
            min: self
                .min
                .moved(Offset::new(by.saturating_neg(), by.saturating_neg())),
            max: self.max.moved(Offset::new(by, by)),
        }
    }
}
