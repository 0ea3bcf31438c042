//! The laser pointer: a light that follows the pointer and leaves a trail while it is pressed, for showing a design to others.
//! It selects and changes nothing.

use egui::{Color32, Id, Pos2, Response, Stroke, Ui};
use vpcanvas_drawing::Token;

use super::paint::ScenePainter;
use crate::frame::FrameContext;
use crate::session::Hold;
use crate::theme::color32;

/// How long the trail is seen, in seconds.
const LASTS: f64 = 1.2;
/// Half the width of the light, in points.
const RADIUS: f32 = 4.0;

/// Where the light was, and when; `None` where it was lifted.
type Trail = Vec<(f64, Option<Pos2>)>;

/// Paints the light and its trail.
pub(super) fn show(ui: &Ui, frame: &FrameContext<'_>, scene: &ScenePainter<'_>, canvas: &Response) {
    let id = Id::unique("laser");
    if frame.session().hold != Hold::Laser {
        return;
    }
    let now = ui.input(|input| input.time);
    let (is_down, is_moved) = ui.input(|input| {
        let pointer = &input.pointer;
        let is_moved = pointer.delta() != egui::Vec2::ZERO || pointer.any_pressed();
        (pointer.primary_down(), is_moved)
    });
    let mut trail: Trail = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    trail.retain(|(time, _)| now - time < LASTS);
    let at = canvas.hover_pos().filter(|_| canvas.contains_pointer());
    let lit = at.filter(|_| is_down);
    // A light that rests leaves no trail.
    if is_moved && (lit.is_some() || !trail.is_empty()) {
        trail.push((now, lit));
    }
    let color = color32(scene.theme, Token::Error);
    for pair in trail.windows(2) {
        if let [(time, Some(from)), (_, Some(to))] = pair {
            let left = left_of(now - time);
            let stroke = Stroke::new(2.0 * RADIUS * left, faded(color, left));
            scene.painter.line_segment([*from, *to], stroke);
        }
    }
    if let Some(at) = at {
        scene.painter.circle_filled(at, RADIUS, color);
        scene
            .painter
            .circle_filled(at, 2.0 * RADIUS, faded(color, 0.25));
        ui.ctx().set_cursor_icon(egui::CursorIcon::None);
    }
    if !trail.is_empty() {
        ui.ctx().request_repaint();
    }
    ui.data_mut(|data| data.insert_temp(id, trail));
}

/// How much of the light is left after some seconds, from 1 to 0.
#[expect(clippy::cast_possible_truncation, reason = "between 0 and 1")]
fn left_of(seconds: f64) -> f32 {
    (1.0 - seconds / LASTS).clamp(0.0, 1.0) as f32
}

fn faded(color: Color32, left: f32) -> Color32 {
    color.gamma_multiply(left)
}
