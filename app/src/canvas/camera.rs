//! Our own camera: where the scene stands on the screen and how large it is shown.
//!
//! Positions follow the zoom exactly; text sizes follow it in steps, so that a zoom gesture needs a dozen font sizes and
//! not one a frame. It does not know what is shown.

use egui::{Pos2, Rect as ScreenRect, Vec2, pos2, vec2};
use vpcanvas_drawing::{Point, Rect};

/// The smallest size a text is painted at, in screen points: below it nobody can read it.
const SMALLEST_TEXT: f32 = 6.0;
/// How many sizes of text there are from one zoom to its double.
const STEPS: f32 = 8.0;
/// What is left free around the picture by [`Camera::fit`], in screen points.
const MARGIN: f32 = 24.0;

/// A view of the scene. Screen positions are relative to the window, as egui gives them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// Where the canvas is on the screen.
    pub canvas: ScreenRect,
    /// The scene's origin, seen from the canvas's upper left corner, in screen points.
    offset: Vec2,
    /// Screen points for one scene point.
    scale: f32,
}

impl Default for Camera {
    fn default() -> Self {
        Self {
            canvas: ScreenRect::from_min_size(Pos2::ZERO, vec2(800.0, 600.0)),
            offset: Vec2::ZERO,
            scale: 1.0,
        }
    }
}

impl Camera {
    /// How far one may zoom out and in.
    pub const SCALES: std::ops::RangeInclusive<f32> = 0.02..=8.0;

    /// Screen points for one scene point.
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// Where a point of the scene is on the screen.
    pub fn screen_from_scene(&self, point: Point) -> Pos2 {
        self.canvas.min + self.offset + vec2(point.x, point.y) * self.scale
    }

    /// Where a rectangle of the scene is on the screen.
    pub fn screen_rect_from_scene(&self, rect: Rect) -> ScreenRect {
        ScreenRect::from_min_max(
            self.screen_from_scene(rect.min),
            self.screen_from_scene(rect.max),
        )
    }

    /// The point of the scene under a place on the screen.
    pub fn scene_from_screen(&self, position: Pos2) -> Point {
        let from_origin = (position - self.canvas.min - self.offset) / self.scale;
        Point::new(from_origin.x, from_origin.y)
    }

    /// What of the scene the canvas shows.
    pub fn visible_scene(&self) -> Rect {
        Rect {
            min: self.scene_from_screen(self.canvas.min),
            max: self.scene_from_screen(self.canvas.max),
        }
    }

    /// Moves the picture by `delta` screen points.
    pub fn pan(&mut self, delta: Vec2) {
        if delta.is_finite() {
            self.offset += delta;
        }
    }

    /// Zooms by `factor`; what is under `pointer` stays there.
    pub fn zoom_about(&mut self, pointer: Pos2, factor: f32) {
        let scale = (self.scale * factor).clamp(*Self::SCALES.start(), *Self::SCALES.end());
        if !scale.is_finite() {
            return;
        }
        let from_corner = pointer - self.canvas.min;
        self.offset = from_corner - (from_corner - self.offset) * (scale / self.scale);
        self.scale = scale;
    }

    /// Zooms to `scale` about the middle of the canvas.
    pub fn zoom_to(&mut self, scale: f32) {
        self.zoom_about(self.canvas.center(), scale / self.scale);
    }

    /// Zooms to the next step of 2^(1/4) in or out, where texts have their exact size.
    pub fn zoom_step(&mut self, steps: i8) {
        let here = (self.scale.log2() * 4.0).round();
        self.zoom_to(((here + f32::from(steps)) / 4.0).exp2());
    }

    /// Shows all of `scene` at a step of the zoom, no larger than at its own size.
    pub fn fit(&mut self, scene: Rect) {
        let room = (self.canvas.size() - Vec2::splat(2.0 * MARGIN)).max(Vec2::splat(1.0));
        let needed = vec2(scene.width().max(1.0), scene.height().max(1.0));
        let scale = (room / needed).min_elem().min(1.0);
        self.scale = snapped(scale).clamp(*Self::SCALES.start(), *Self::SCALES.end());
        self.center_on(scene.center());
    }

    /// Moves the picture so that `scene` is seen whole if it fits, and not at all if it is seen already.
    pub fn reveal(&mut self, scene: Rect) {
        let on_screen = self.screen_rect_from_scene(scene);
        let room = self.canvas.shrink(MARGIN);
        if room.contains_rect(on_screen) {
            return;
        }
        if on_screen.width() > room.width() || on_screen.height() > room.height() {
            self.fit(scene);
        } else {
            self.center_on(scene.center());
        }
    }

    /// The view a part of the way to another: 0 is here, 1 is there.
    #[must_use]
    pub fn towards(&self, there: &Self, part: f32) -> Self {
        if part <= 0.0 {
            return *self;
        }
        let mut between = *there;
        let (here, goal) = (
            self.visible_scene().center(),
            there.visible_scene().center(),
        );
        between.scale = self.scale * (there.scale / self.scale).powf(part);
        // The middle goes as far as the zoom has come, so that the goal never leaves the picture.
        let zoomed = there.scale / self.scale;
        let way = if (zoomed - 1.0).abs() < 1e-3 {
            part
        } else {
            (zoomed.powf(-part) - 1.0) / (zoomed.recip() - 1.0)
        };
        between.center_on(Point::new(
            here.x + (goal.x - here.x) * way,
            here.y + (goal.y - here.y) * way,
        ));
        between
    }

    /// Moves the picture so that a point of the scene is in the middle.
    pub fn look_at(&mut self, point: Point) {
        self.center_on(point);
    }

    fn center_on(&mut self, point: Point) {
        self.offset = self.canvas.size() / 2.0 - vec2(point.x, point.y) * self.scale;
    }

    /// The size to lay a text of `scene_size` out at, in screen points: exact at every step of the zoom, and between two
    /// steps that of the lower one, so that no text outgrows its box. `None` if it would be too small to read.
    pub fn text_size(&self, scene_size: f32) -> Option<f32> {
        let size = scene_size * snapped(self.scale);
        (size >= SMALLEST_TEXT).then_some(size)
    }
}

/// The step 2^(k/8) at or just below `scale`.
fn snapped(scale: f32) -> f32 {
    (((scale.log2() * STEPS) + 0.01).floor() / STEPS).exp2()
}

/// A scene point as egui's type, for arithmetic within one space.
pub fn scene_pos(point: Point) -> Pos2 {
    pos2(point.x, point.y)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn camera() -> Camera {
        let mut camera = Camera {
            canvas: ScreenRect::from_min_size(pos2(200.0, 40.0), vec2(1000.0, 800.0)),
            ..Camera::default()
        };
        camera.fit(Rect::new(-500.0, 300.0, 4000.0, 1000.0));
        camera
    }

    #[test]
    fn screen_and_scene_are_inverse() {
        let camera = camera();
        let there = camera.screen_from_scene(Point::new(123.0, 456.0));
        assert!(
            camera
                .scene_from_screen(there)
                .distance(Point::new(123.0, 456.0))
                < 0.01
        );
    }

    #[test]
    fn zooming_keeps_what_is_under_the_pointer() {
        let mut camera = camera();
        let pointer = pos2(777.0, 333.0);
        let before = camera.scene_from_screen(pointer);
        for factor in [1.1, 1.7, 0.3, 100.0, 0.001, f32::NAN] {
            camera.zoom_about(pointer, factor);
            assert!(
                before.distance(camera.scene_from_screen(pointer)) < 0.5,
                "{factor}"
            );
            assert!(Camera::SCALES.contains(&camera.scale()));
        }
    }

    #[test]
    fn a_fitted_scene_is_wholly_visible_and_never_enlarged() {
        let mut camera = camera();
        assert!(
            camera
                .visible_scene()
                .encloses(Rect::new(-500.0, 300.0, 4000.0, 1000.0))
        );
        camera.fit(Rect::new(0.0, 0.0, 10.0, 10.0));
        assert!((camera.scale() - 1.0).abs() < f32::EPSILON);
        camera.fit(Rect::default());
        assert!(camera.visible_scene().contains(Point::default()));
    }

    #[test]
    fn what_is_in_sight_is_not_moved_and_what_is_not_comes_into_sight() {
        let mut camera = camera();
        let before = camera;
        camera.reveal(Rect::new(0.0, 500.0, 100.0, 50.0));
        assert_eq!(camera, before);
        camera.reveal(Rect::new(90_000.0, 500.0, 100.0, 50.0));
        assert!(
            camera
                .visible_scene()
                .encloses(Rect::new(90_000.0, 500.0, 100.0, 50.0))
        );
        assert!((camera.scale() - before.scale()).abs() < f32::EPSILON);
    }

    #[test]
    fn a_zoom_gesture_needs_few_text_sizes_and_none_outgrows_its_box() {
        let mut camera = camera();
        let mut sizes = std::collections::BTreeSet::new();
        for step in 0..240_u16 {
            camera.zoom_to(0.3 * 1.01_f32.powi(i32::from(step)));
            if let Some(size) = camera.text_size(13.0) {
                assert!(size <= 13.0 * camera.scale() * 1.01);
                sizes.insert(size.to_bits());
            }
        }
        assert!((10..=28).contains(&sizes.len()), "{}", sizes.len());
        camera.zoom_to(0.3);
        assert_eq!(camera.text_size(13.0), None);
        camera.zoom_to(1.0);
        assert_eq!(camera.text_size(13.0), Some(13.0));
    }
}
