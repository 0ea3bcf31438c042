//! Notes on the canvas: written where they stand, and read by resting the pointer on what has one.
//!
//! What is typed is seen at once and becomes one step of the history when the writing ends, with Escape too: what somebody
//! wrote is not lost by a key, undo takes it back.

use egui::{Frame, Id, Margin, RichText, TextEdit, Tooltip, Ui, UiBuilder, vec2};
use vpcanvas_drawing::{Font, Size, Token};
use vpcanvas_editor::actions::set_note;
use vpcanvas_model::ResourceId;

use super::camera::Camera;
use crate::frame::{FrameContext, Request};
use crate::theme::{color, font};

/// The smallest a note is written in, in points of the screen.
const SMALLEST: egui::Vec2 = vec2(180.0, 72.0);
/// The smallest letters that are written in, in points of the screen.
const SMALLEST_TEXT: f32 = 11.0;
/// Room between the paper's edge and its text, in scene points.
const INSET: f32 = 9.0;

/// Shows the field over the note that is being written.
pub(super) fn write(ui: &mut Ui, frame: &FrameContext<'_>, camera: &Camera) {
    let Some(id) = &frame.session().writing else {
        return;
    };
    let resource = frame.document().resource(id);
    let (Some(resource), Some(place)) = (resource, frame.state.place(id)) else {
        frame.ask(Request::StopWriting);
        return;
    };
    let scale = camera.scale();
    let mut rect = camera.screen_rect_from_scene(place);
    rect.max = rect.max.max(rect.min + SMALLEST);
    let size = (Size::TextLabel.points() * scale).max(SMALLEST_TEXT);
    let mut text = resource.note.clone().unwrap_or_default();
    let field = Id::unique(("note", id.as_str()));
    let paper = Frame::new()
        .fill(color(ui, Token::NotePaper))
        .stroke(egui::Stroke::new(1.5, color(ui, Token::Selection)))
        .inner_margin(Margin::same(margin(INSET * scale)));
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect));
    let response = paper.show(&mut child, |ui| {
        let edit = TextEdit::multiline(&mut text)
            .id(field)
            .font(font(Font::Regular, size))
            .text_color(color(ui, Token::Text))
            .hint_text(text!("note-hint"))
            .frame(Frame::NONE)
            .margin(Margin::ZERO)
            .desired_rows(1)
            .desired_width(f32::INFINITY);
        ui.set_min_height(ui.available_height());
        ui.add(edit).accessible_name(text!("note-field"))
    });
    let response = response.inner;
    let is_begun = ui.data(|data| data.get_temp::<()>(field)).is_some();
    if !is_begun {
        response.request_focus();
        ui.data_mut(|data| data.insert_temp(field, ()));
    }
    if response.changed() {
        let committed = frame.state.workspace().committed();
        frame.ask(Request::Preview(Box::new(set_note(committed, id, &text))));
    }
    if is_begun && !response.has_focus() {
        ui.data_mut(|data| data.remove::<()>(field));
        frame.ask(Request::FinishEdit);
        frame.ask(Request::StopWriting);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "within what the type holds"
)]
fn margin(points: f32) -> i8 {
    points.clamp(3.0, 60.0) as i8
}

/// Shows what is written on the object under the pointer.
pub(super) fn read(canvas: &egui::Response, frame: &FrameContext<'_>, on: &ResourceId) {
    let resource = frame.document().resource(on);
    let Some(note) = resource.and_then(|resource| resource.note.as_deref()) else {
        return;
    };
    if note.is_empty() || frame.session().writing.is_some() {
        return;
    }
    let tooltip = Tooltip::always_open(
        canvas.ctx.clone(),
        canvas.layer_id,
        Id::unique("note under the pointer"),
        egui::PopupAnchor::Pointer,
    );
    tooltip.gap(20.0).show(|ui| {
        ui.set_max_width(320.0);
        ui.label(RichText::new(note).font(font(Font::Regular, 13.0)));
    });
}
