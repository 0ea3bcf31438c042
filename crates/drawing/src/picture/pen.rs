//! Text in one style, placed by the middle of its capitals.

use crate::text::two_lines;
use crate::{Align, Font, Point, Shape, Size, Token, baseline_for_middle, elide, width};

/// A style of text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen {
    pub(super) font: Font,
    pub(super) size: f32,
    pub(super) color: Token,
}

impl Pen {
    /// The style of second lines.
    pub(super) fn caption(font: Font, color: Token) -> Self {
        Self::new(font, Size::TextCaption.points(), color)
    }

    pub(super) const fn new(font: Font, size: f32, color: Token) -> Self {
        Self { font, size, color }
    }

    /// Text that begins at `x`, cut where it would be wider than `room`.
    pub(super) fn left(self, x: f32, middle: f32, room: f32, text: &str) -> Shape {
        self.aligned(
            Align::Left,
            x,
            middle,
            elide(self.font, self.size, text, room),
        )
    }

    /// Text that begins at `x` in one line or two around `middle`, cut where the last would be wider than `room`.
    pub(super) fn block(self, x: f32, middle: f32, room: f32, text: &str) -> Vec<Shape> {
        let half = 0.6 * self.size;
        let line = |y: f32, text: String| self.aligned(Align::Left, x, y, text);
        match two_lines(self.font, self.size, text, room).as_slice() {
            [first, second] => vec![
                line(middle - half, first.clone()),
                line(middle + half, second.clone()),
            ],
            lines => lines
                .iter()
                .map(|text| line(middle, text.clone()))
                .collect(),
        }
    }

    /// Text that ends at `x`.
    pub(super) fn right(self, x: f32, middle: f32, text: &str) -> Shape {
        self.aligned(Align::Right, x, middle, text.to_owned())
    }

    pub(super) fn width(self, text: &str) -> f32 {
        width(self.font, self.size, text)
    }

    fn aligned(self, align: Align, x: f32, middle: f32, text: String) -> Shape {
        let Self { font, size, color } = self;
        Shape::Text {
            position: Point::new(x, baseline_for_middle(font, size, middle)),
            align,
            size,
            font,
            color,
            text,
        }
    }
}
