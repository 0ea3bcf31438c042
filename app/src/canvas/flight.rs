//! The camera on its way to where a command sends it: a quarter of a second at most, so that nobody is lost on the way.
//!
//! What the user moves by hand never flies.

use egui::Rect as ScreenRect;

use super::camera::Camera;

/// How long it takes, in seconds.
const DURATION: f64 = 0.2;

/// A way from one view to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flight {
    from: Camera,
    to: Camera,
    begun: f64,
}

impl Flight {
    /// A way that begins now, in seconds of the window's clock; `None` where the views are of different canvases, or hardly
    /// differ.
    pub fn begin(from: Camera, to: Camera, now: f64) -> Option<Self> {
        let way = Self {
            from,
            to,
            begun: now,
        };
        (from.canvas == to.canvas && from != to).then_some(way)
    }

    /// Where it ends.
    pub fn goal(&self) -> Camera {
        self.to
    }

    /// Whether it has come to its end.
    pub fn is_over(&self, now: f64) -> bool {
        now >= self.begun + DURATION || now < self.begun
    }

    /// Where the camera is on its way, whatever size the canvas has by now.
    pub fn at(&self, now: f64, canvas: ScreenRect) -> Camera {
        let mut camera = if self.is_over(now) {
            self.to
        } else {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a part between nothing and all of the way"
            )]
            let part = ((now - self.begun) / DURATION) as f32;
            // Fast at first, and slower towards the end.
            self.from.towards(&self.to, 1.0 - (1.0 - part).powi(3))
        };
        camera.canvas = canvas;
        camera
    }
}

#[cfg(test)]
mod tests {
    use vpcanvas_drawing::Rect;

    use super::*;

    #[test]
    fn it_ends_exactly_where_the_command_sent_the_camera() {
        let from = Camera::default();
        let mut to = from;
        to.fit(Rect::new(5_000.0, 0.0, 9_000.0, 4_000.0));
        let flight = Flight::begin(from, to, 10.0).unwrap();
        assert_eq!(flight.at(10.0, from.canvas), from);
        assert_eq!(flight.at(10.25, from.canvas), to);
        // A clock that went back ends it too.
        assert_eq!(flight.at(3.0, from.canvas), to);
        assert_eq!(Flight::begin(from, from, 10.0), None);
    }

    #[test]
    fn it_comes_nearer_with_every_frame() {
        let from = Camera::default();
        let mut to = from;
        to.fit(Rect::new(5_000.0, 0.0, 9_000.0, 4_000.0));
        let flight = Flight::begin(from, to, 0.0).unwrap();
        let goal = to.visible_scene().center();
        let mut last = f32::INFINITY;
        for step in 0..=20_u8 {
            let camera = flight.at(f64::from(step) / 100.0, from.canvas);
            let left = camera.visible_scene().center().distance(goal);
            assert!(left <= last, "{step}: {left} after {last}");
            last = left;
        }
        assert!(last < 1.0);
    }
}
