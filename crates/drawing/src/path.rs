//! Lines as paths: rounded corners, arrow heads and straight pieces for renderers that know no curves.

use kurbo::{BezPath, PathEl};

use crate::Point;

/// A line through points, as a renderer without curves draws it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Polyline {
    /// At least one point.
    pub points: Vec<Point>,
    /// Whether the last point joins the first.
    pub closed: bool,
}

/// The path through `points` with every corner rounded by up to `radius` scene points.
///
/// A corner between short pieces is rounded by less, so that neighboring corners never meet.
pub fn rounded_path(points: &[Point], radius: f32) -> BezPath {
    let mut path = BezPath::new();
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else {
        return path;
    };
    path.move_to(precise(first));
    for corner in points.windows(3) {
        if let &[before, at, after] = corner {
            let reach = radius
                .min(before.distance(at) / 2.0)
                .min(at.distance(after) / 2.0);
            path.line_to(precise(towards(at, before, reach)));
            path.quad_to(precise(at), precise(towards(at, after, reach)));
        }
    }
    path.line_to(precise(last));
    path
}

/// `path` in straight pieces that stay within `tolerance` scene points of it.
pub fn flatten(path: &BezPath, tolerance: f32) -> Vec<Polyline> {
    let mut lines: Vec<Polyline> = Vec::new();
    kurbo::flatten(path, f64::from(tolerance), |element| match element {
        PathEl::MoveTo(point) => lines.push(Polyline {
            points: vec![coarse(point)],
            closed: false,
        }),
        PathEl::LineTo(point) | PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
            if let Some(line) = lines.last_mut() {
                line.points.push(coarse(point));
            }
        }
        PathEl::ClosePath => {
            if let Some(line) = lines.last_mut() {
                line.closed = true;
            }
        }
    });
    lines
}

/// `path` as the `d` attribute of an SVG path, with at most two decimals.
pub fn path_data(path: &BezPath) -> String {
    let mut data = String::new();
    for element in path.elements() {
        let (letter, points) = match *element {
            PathEl::MoveTo(end) => ('M', vec![end]),
            PathEl::LineTo(end) => ('L', vec![end]),
            PathEl::QuadTo(control, end) => ('Q', vec![control, end]),
            PathEl::CurveTo(first, second, end) => ('C', vec![first, second, end]),
            PathEl::ClosePath => ('Z', Vec::new()),
        };
        let hundredths = |value: f64| (value * 100.0).round() / 100.0 + 0.0;
        let pair = |at: &kurbo::Point| format!("{},{}", hundredths(at.x), hundredths(at.y));
        data.push(letter);
        data.push_str(&points.iter().map(pair).collect::<Vec<_>>().join(" "));
    }
    data
}

/// The three corners of the filled head at the end of the line through `points`, drawn `stroke_width` wide, tip first.
pub fn arrow_head(points: &[Point], stroke_width: f32) -> Option<[Point; 3]> {
    let (&tip, before) = points.split_last()?;
    let from = before.iter().rev().find(|at| at.distance(tip) > 0.0)?;
    let length = 4.0 + 3.0 * stroke_width;
    let half_width = length * 0.45;
    let base = towards(tip, *from, length);
    let (ux, uy) = ((tip.x - base.x) / length, (tip.y - base.y) / length);
    Some([
        tip,
        base.moved(-uy * half_width, ux * half_width),
        base.moved(uy * half_width, -ux * half_width),
    ])
}

/// The point `distance` scene points from `start` in the direction of `end`.
fn towards(start: Point, end: Point, distance: f32) -> Point {
    let length = start.distance(end);
    if length == 0.0 {
        return start;
    }
    let share = distance / length;
    start.moved((end.x - start.x) * share, (end.y - start.y) * share)
}

fn precise(point: Point) -> kurbo::Point {
    kurbo::Point::new(f64::from(point.x), f64::from(point.y))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "scene coordinates are f32; kurbo calculates in f64"
)]
fn coarse(point: kurbo::Point) -> Point {
    Point::new(point.x as f32, point.y as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_are_rounded_and_ends_kept() {
        let corner = [
            Point::new(0.0, 0.0),
            Point::new(20.0, 0.0),
            Point::new(20.0, 20.0),
        ];
        assert_eq!(
            path_data(&rounded_path(&corner, 5.0)),
            "M0,0L15,0Q20,0 20,5L20,20"
        );
        let lines = flatten(&rounded_path(&corner, 5.0), 0.1);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].points.first(), corner.first());
        assert_eq!(lines[0].points.last(), corner.last());
        assert!(!lines[0].points.contains(&corner[1]));
    }

    #[test]
    fn short_pieces_are_rounded_by_half_their_length() {
        let stairs = [
            Point::new(0.0, 0.0),
            Point::new(4.0, 0.0),
            Point::new(4.0, 40.0),
        ];
        assert_eq!(
            path_data(&rounded_path(&stairs, 10.0)),
            "M0,0L2,0Q4,0 4,2L4,40"
        );
    }

    #[test]
    fn an_arrow_head_points_along_the_line() {
        let line = [
            Point::new(0.0, 0.0),
            Point::new(50.0, 0.0),
            Point::new(50.0, 0.0),
        ];
        let [tip, left, right] = arrow_head(&line, 2.0).unwrap();
        assert_eq!(tip, Point::new(50.0, 0.0));
        assert!((left.x - 40.0).abs() < 1e-4 && (left.y - 4.5).abs() < 1e-4);
        assert!((right.y + 4.5).abs() < 1e-4);
        assert_eq!(arrow_head(&line[1..], 2.0), None);
    }
}
