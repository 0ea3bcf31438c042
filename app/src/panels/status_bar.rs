//! The line at the bottom: what the tool waits for, what just happened, and the verdict in words.

use egui::{Align, Label, Layout, RichText, Ui};
use vpcanvas_drawing::Token;

use super::parts;
use crate::frame::{FrameContext, Request};
use crate::theme::color;

/// What just happened, or else what the tool waits for.
fn hint(ui: &mut Ui, frame: &FrameContext<'_>) {
    if let Some(line) = &frame.session().importing {
        if ui.small_button(text!("status-cancel-import")).clicked() {
            frame.ask(Request::CancelImport);
        }
        ui.spinner();
        ui.add(Label::new(RichText::new(line).small()).truncate());
        return;
    }
    let notice = frame.session().notice.clone();
    let text = RichText::new(notice.unwrap_or_else(|| frame.hint()))
        .small()
        .color(color(ui, Token::TextWeak));
    ui.add(Label::new(text).truncate());
}

/// Shows the line.
pub(super) fn show(ui: &mut Ui, frame: &FrameContext<'_>) {
    ui.horizontal(|ui| {
        // The verdict takes its room first; the hint gives way.
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let summary = frame.answers.summary();
            ui.add(Label::new(RichText::new(summary.words).small()).truncate());
            parts::icon(ui, summary.icon, 16.0, color(ui, summary.color));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| hint(ui, frame));
        });
    });
}
