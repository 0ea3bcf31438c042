//! The wheel, two fingers on a touchpad, and the pinch: what they do to the camera.
//!
//! A notch of a wheel is one step of the zoom, whatever length the system says it has, and what goes sideways never zooms.

use egui::{Event, Id, InputState, MouseWheelSource, MouseWheelUnit, Pos2, Ui, Vec2, vec2};

use super::camera::Camera;
use crate::settings::Wheel;

/// How many notches make the picture twice as large.
const NOTCHES: f32 = 4.0;
/// How far two fingers move for what a notch does, in points.
const NOTCH: f32 = 100.0;

/// Does to the camera what was turned, swiped and pinched since the last frame.
pub(super) fn turn(ui: &Ui, wheel: Wheel, pointer: Pos2, camera: &mut Camera) {
    let id = Id::unique("wheel with notches");
    let had_notches = ui.data(|data| data.get_temp(id)).unwrap_or(false);
    let turned = ui.input(|input| Turned::of(input, wheel, had_notches));
    ui.data_mut(|data| data.insert_temp(id, turned.has_notches));
    if (turned.zoom - 1.0).abs() > f32::EPSILON {
        camera.zoom_about(pointer, turned.zoom);
    }
    camera.pan(turned.pan);
}

/// What the input of a frame comes to.
struct Turned {
    zoom: f32,
    pan: Vec2,
    /// Whether what was turned last has notches: what egui smooths out over the next frames still belongs to it.
    has_notches: bool,
}

impl Turned {
    fn of(input: &InputState, wheel: Wheel, had_notches: bool) -> Self {
        let mut turned = Self {
            zoom: 1.0,
            pan: Vec2::ZERO,
            has_notches: had_notches,
        };
        for event in &input.events {
            turned.take(event, wheel);
        }
        if let Some(touch) = input.multi_touch() {
            turned.zoom *= touch.zoom_delta;
        }
        let scrolled = input.smooth_scroll_delta();
        let zooms_instead = turned.zooms_by(wheel);
        turned.pan = if zooms_instead {
            vec2(scrolled.x, 0.0)
        } else {
            scrolled
        };
        turned
    }

    fn take(&mut self, event: &Event, wheel: Wheel) {
        match event {
            Event::Zoom(factor) => self.zoom *= factor,
            Event::MouseWheel {
                unit,
                delta,
                source,
                modifiers,
                ..
            } => {
                self.has_notches =
                    *unit != MouseWheelUnit::Point || *source == MouseWheelSource::Wheel;
                let is_sideways = modifiers.shift || delta.x.abs() > delta.y.abs();
                if !is_sideways && (modifiers.command || self.zooms_by(wheel)) {
                    self.zoom *= (steps(*unit, delta.y) / NOTCHES).exp2();
                }
            }
            _ => {}
        }
    }

    fn zooms_by(&self, wheel: Wheel) -> bool {
        match wheel {
            Wheel::Pan => false,
            Wheel::Zoom => true,
            Wheel::Auto => self.has_notches,
        }
    }
}

/// How many steps of the zoom an event is worth: no more than one, however fast the system thinks it was.
fn steps(unit: MouseWheelUnit, delta: f32) -> f32 {
    let steps = match unit {
        MouseWheelUnit::Point => delta / NOTCH,
        MouseWheelUnit::Line | MouseWheelUnit::Page => delta,
    };
    steps.clamp(-1.0, 1.0)
}

#[cfg(test)]
mod tests {
    use egui::{Modifiers, TouchPhase};

    use super::*;

    fn event(unit: MouseWheelUnit, delta: Vec2, modifiers: Modifiers) -> Event {
        Event::MouseWheel {
            unit,
            delta,
            phase: TouchPhase::Move,
            source: MouseWheelSource::Unknown,
            modifiers,
        }
    }

    #[track_caller]
    fn check_zoom(wheel: Wheel, event: &Event, expected: f32) {
        let mut turned = Turned {
            zoom: 1.0,
            pan: Vec2::ZERO,
            has_notches: false,
        };
        turned.take(event, wheel);
        assert!(
            (turned.zoom - expected).abs() < 1e-4,
            "{wheel:?} {event:?}: {}",
            turned.zoom
        );
    }

    #[test]
    fn a_notch_is_a_step_however_long_the_system_says_it_is() {
        let step = 0.25_f32.exp2();
        for length in [1.0, 3.0, 120.0] {
            let notch = |modifiers| event(MouseWheelUnit::Line, vec2(0.0, length), modifiers);
            check_zoom(Wheel::Zoom, &notch(Modifiers::NONE), step);
            check_zoom(Wheel::Auto, &notch(Modifiers::NONE), step);
            check_zoom(Wheel::Pan, &notch(Modifiers::NONE), 1.0);
            check_zoom(Wheel::Pan, &notch(Modifiers::COMMAND), step);
        }
    }

    #[test]
    fn two_fingers_zoom_only_where_that_is_wanted() {
        let swipe = event(MouseWheelUnit::Point, vec2(0.0, -50.0), Modifiers::NONE);
        check_zoom(Wheel::Auto, &swipe, 1.0);
        check_zoom(Wheel::Zoom, &swipe, (-0.125_f32).exp2());
        check_zoom(Wheel::Pan, &Event::Zoom(1.5), 1.5);
    }

    #[test]
    fn what_goes_sideways_never_zooms() {
        for wheel in [Wheel::Pan, Wheel::Zoom, Wheel::Auto] {
            for unit in [MouseWheelUnit::Line, MouseWheelUnit::Point] {
                let tilted = vec2(2.0, 1.0);
                check_zoom(wheel, &event(unit, tilted, Modifiers::NONE), 1.0);
                check_zoom(wheel, &event(unit, tilted, Modifiers::COMMAND), 1.0);
                let shifted = event(unit, vec2(0.0, 1.0), Modifiers::SHIFT);
                check_zoom(wheel, &shifted, 1.0);
            }
        }
    }
}
