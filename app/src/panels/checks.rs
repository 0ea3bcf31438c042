//! The checks panel: what the author expects of the design, and whether it holds.

use egui::{Align, Label, Layout, RichText, ScrollArea, Sense, Ui};
use vpcanvas_analysis::CheckResult;
use vpcanvas_drawing::{Font, Icon, Token};

use super::parts;
use crate::frame::{FrameContext, Request};
use crate::theme::{color, font};

/// Shows the panel.
pub(super) fn show(ui: &mut Ui, frame: &FrameContext<'_>) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        if frame.answers.checks().is_empty() {
            parts::hint(ui, text!("checks-none"));
        }
        for (index, check) in frame.answers.checks().iter().enumerate() {
            row(ui, frame, index, check);
        }
    });
}

fn row(ui: &mut Ui, frame: &FrameContext<'_>, index: usize, check: &CheckResult) {
    let (icon, token, word) = if check.passed {
        (Icon::Check, Token::Success, text!("checks-holds"))
    } else {
        (Icon::Cross, Token::Error, text!("checks-fails"))
    };
    ui.horizontal(|ui| {
        parts::icon(ui, icon, 16.0, color(ui, token));
        // The button and the word take their room first; the names give way.
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let remove = text!("checks-remove", name = &check.name);
            if parts::icon_button(ui, Icon::Trash, &remove).clicked() {
                frame.ask(Request::RemoveCheck(index));
            }
            ui.label(RichText::new(word).small().color(color(ui, token)));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                name(ui, frame, index, check);
                let words = text!(
                    "checks-difference",
                    expected = &check.expected,
                    found = &check.actual
                );
                let words = RichText::new(words)
                    .small()
                    .color(color(ui, Token::TextWeak));
                ui.add(Label::new(words).truncate());
            });
        });
    });
}

/// What the check is called; a click shows how it is decided.
fn name(ui: &mut Ui, frame: &FrameContext<'_>, index: usize, check: &CheckResult) {
    let text = RichText::new(&check.name)
        .font(font(Font::Medium, 13.0))
        .color(color(ui, Token::TextStrong));
    let label = ui.add(Label::new(text).truncate().sense(Sense::click()));
    if label
        .on_hover_text(text!("checks-show"))
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .clicked()
    {
        frame.ask(Request::ShowCheck(index));
    }
}
