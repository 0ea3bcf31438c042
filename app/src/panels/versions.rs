//! The earlier states of the design, each brought back as a step that can be undone, or beside it as a new design.

use egui::{RichText, ScrollArea, Ui};
use vpcanvas_drawing::Token;

use super::dialogs::{Answer, buttons, title};
use super::parts;
use crate::frame::{FrameContext, Request};
use crate::theme::color;
use crate::versions::ago;

/// Shows them, and asks for the one that is wanted.
pub(super) fn show(ui: &mut Ui, frame: &FrameContext<'_>) -> Option<Answer> {
    title(ui, text!("dialog-versions"));
    let versions = &frame.state.versions;
    if versions.is_empty() {
        parts::hint(ui, text!("versions-none"));
    }
    ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
        for (index, version) in versions.iter().enumerate() {
            row(ui, frame, index, &ago(version.time), &version.what);
        }
    });
    buttons(ui, &[(text!("dialog-close"), Answer::Dismiss)])
}

fn row(ui: &mut Ui, frame: &FrameContext<'_>, index: usize, ago: &str, what: &str) {
    parts::card(ui, |ui| {
        let when = RichText::new(ago).small().color(color(ui, Token::TextWeak));
        ui.label(when);
        ui.add(egui::Label::new(what).wrap());
        ui.horizontal(|ui| {
            let back = ui.button(text!("versions-restore"));
            let label = text!("versions-restore-of", ago = ago);
            if back.accessible_name(label).clicked() {
                frame.ask(Request::Answer(Answer::Dismiss));
                frame.ask(Request::RestoreVersion(index));
            }
            let beside = ui.button(text!("versions-open"));
            let label = text!("versions-open-of", ago = ago);
            if beside.accessible_name(label).clicked() {
                frame.ask(Request::Answer(Answer::Dismiss));
                frame.ask(Request::OpenVersion(index));
            }
        });
    });
    ui.add_space(4.0);
}
