//! Between the canvas's whole points, the picture's points and the screen's.

use vpcanvas_drawing::Point;
use vpcanvas_model::geometry;

/// The whole point of the document nearest to a point of the picture.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float beyond the range becomes its end"
)]
pub fn whole(point: Point) -> geometry::Point {
    geometry::Point::new(point.x.round() as i32, point.y.round() as i32)
}
