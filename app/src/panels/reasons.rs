//! Reasons: what blocks or should be known, the thing whose rule decided, and what would mend it.

use egui::{Label, RichText, Sense, Ui};
use vpcanvas_analysis::Explanation;
use vpcanvas_drawing::{Font, Icon, Token};

use super::{fix, parts};
use crate::frame::{FrameContext, Request};
use crate::theme::{color, font};

/// Lists reasons, each once; a click shows the thing whose rule decided.
pub(super) fn show<'a>(
    ui: &mut Ui,
    frame: &FrameContext<'_>,
    reasons: impl Iterator<Item = &'a Explanation>,
) {
    let mut shown: Vec<&Explanation> = Vec::new();
    for reason in reasons {
        if !shown.contains(&reason) {
            shown.push(reason);
        }
    }
    for reason in shown {
        parts::card(ui, |ui| one(ui, frame, reason));
    }
}

fn one(ui: &mut Ui, frame: &FrameContext<'_>, reason: &Explanation) {
    let text = RichText::new(&reason.message).color(color(ui, Token::Text));
    let sentence = ui.add(Label::new(text).wrap().sense(Sense::click()));
    if sentence
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .clicked()
    {
        frame.ask(Request::Show(reason.component.clone()));
    }
    ui.horizontal_wrapped(|ui| {
        parts::resource_link(ui, frame, &reason.component);
        let code = RichText::new(reason.code.as_str())
            .font(font(Font::Mono, 10.5))
            .color(color(ui, Token::TextWeak));
        ui.label(code);
        let rule = RichText::new(reason.reference)
            .font(font(Font::Mono, 10.5))
            .color(color(ui, Token::TextWeak));
        ui.label(rule).on_hover_text(text!("reason-rule"));
        if reason.unverified {
            parts::icon(ui, Icon::Question, 14.0, color(ui, Token::Unknown))
                .on_hover_text(text!("reason-unverified"));
        }
    });
    fixes(ui, frame, reason);
}

/// Each fix was tried and works; its button makes the change as one step that can be undone.
fn fixes(ui: &mut Ui, frame: &FrameContext<'_>, reason: &Explanation) {
    for one in frame.answers.fixes(reason) {
        fix::offer(ui, frame, one);
    }
}
