//! The line at the bottom: what the tool waits for, what just happened, and the verdict in words.

use egui::{Align, Layout, RichText, Ui};
use vpcanvas_drawing::Token;

use super::parts;
use crate::frame::FrameContext;
use crate::theme::color;

/// Shows the line.
pub(super) fn show(ui: &mut Ui, frame: &FrameContext<'_>) {
    ui.horizontal(|ui| {
        let hint = frame
            .session()
            .notice
            .clone()
            .unwrap_or_else(|| frame.hint());
        ui.label(
            RichText::new(hint)
                .small()
                .color(color(ui, Token::TextWeak)),
        );
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let summary = frame.answers.summary();
            ui.label(RichText::new(summary.words).small());
            parts::icon(ui, summary.icon, 16.0, color(ui, summary.color));
        });
    });
}
