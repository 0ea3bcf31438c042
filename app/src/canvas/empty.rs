//! What to begin with, written where nothing is yet. It is only paint: whatever is dropped there falls on the canvas.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, pos2};
use vpcanvas_drawing::{Font, Token};

use super::paint::ScenePainter;
use crate::commands::Command;
use crate::frame::FrameContext;
use crate::theme::{color32, font};

/// The greatest width of the text, in points.
const WIDTH: f32 = 380.0;
/// The size of the text, in points.
const SIZE: f32 = 14.0;

/// Says how a design begins, for as long as there is nothing in it.
pub(super) fn show(frame: &FrameContext<'_>, scene: &ScenePainter<'_>, canvas: egui::Rect) {
    if frame.document().resources().len() > 0 {
        return;
    }
    let ink = color32(scene.theme, Token::TextWeak);
    let text = text!("canvas-empty", keys = frame.keys_of(Command::InsertByName));
    let mut job = LayoutJob::default();
    job.append(
        &text,
        0.0,
        TextFormat::simple(font(Font::Regular, SIZE), ink),
    );
    job.halign = Align::Center;
    job.wrap.max_width = WIDTH.min(0.9 * canvas.width());
    let galley = scene.painter.layout_job(job);
    let top = canvas.center().y - galley.size().y / 2.0;
    let at = pos2(canvas.center().x, top);
    scene.painter.galley(at, galley, ink);
}
