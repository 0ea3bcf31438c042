//! The problems panel: what is missing, contradictory or unwise in the design, worst first.

use egui::{Label, RichText, ScrollArea, Sense, Ui};
use vpcanvas_analysis::Finding;
use vpcanvas_drawing::{Font, Icon, Token};

use super::{fix, parts};
use crate::frame::{FrameContext, Request};
use crate::theme::{color, font};

/// Shows the panel.
pub(super) fn show(ui: &mut Ui, frame: &FrameContext<'_>) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        if frame.answers.problems().is_empty() {
            ui.horizontal(|ui| {
                parts::icon(ui, Icon::Check, 16.0, color(ui, Token::Success));
                ui.label(text!("problems-none"));
            });
        }
        for problem in frame.answers.problems() {
            row(ui, frame, problem);
        }
    });
}

fn row(ui: &mut Ui, frame: &FrameContext<'_>, problem: &Finding) {
    let (icon, token, _, word) = parts::severity_look(problem.severity);
    let row = ui.horizontal_top(|ui| {
        parts::icon(ui, icon, 16.0, color(ui, token)).on_hover_text(word);
        let sentence = RichText::new(&problem.message).color(color(ui, Token::Text));
        ui.vertical(|ui| {
            let sentence = ui.add(Label::new(sentence).wrap().sense(Sense::click()));
            let code = RichText::new(format!("{} {}", problem.code, problem.reference))
                .font(font(Font::Mono, 10.5));
            ui.label(code.color(color(ui, Token::TextWeak)));
            for one in &problem.fixes {
                fix::offer(ui, frame, one);
            }
            sentence
        })
        .inner
    });
    if row
        .inner
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .clicked()
    {
        frame.ask(Request::Show(problem.component.clone()));
    }
}
