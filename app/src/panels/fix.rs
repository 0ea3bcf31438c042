//! Fixes: the buttons that offer one, and the card over the canvas that says what a change does before it is made.

use egui::{Align2, Area, Button, Frame, Id, Label, Margin, Order, RichText, ScrollArea, Ui, vec2};
use vpcanvas_analysis::Fix;
use vpcanvas_drawing::{Font, Icon, Size, Token};
use vpcanvas_editor::differences;
use vpcanvas_model::Transaction;

use super::parts;
use crate::commands::Command;
use crate::frame::{FrameContext, Request};
use crate::session::Tried;
use crate::theme::{color, font};

/// Offers a fix: to make it at once, or to look at it first. What it changes is said under the pointer.
pub(super) fn offer(ui: &mut Ui, frame: &FrameContext<'_>, fix: &Fix) {
    ui.horizontal_top(|ui| {
        let name = text!("fix-preview", change = &fix.title);
        if parts::icon_button(ui, Icon::Eye, &name).clicked() {
            frame.ask(Request::Try(Box::new(Tried::from(fix))));
        }
        let make = Button::new(text!("fix-make", change = &fix.title))
            .small()
            .wrap();
        let make = ui.add(make).on_hover_ui(|ui| {
            changes(ui, frame, &fix.transaction);
            parts::hint(ui, text!("fix-one-step"));
        });
        if make.clicked() {
            frame.ask(Request::Apply(Box::new(fix.transaction.clone())));
        }
    });
}

/// What a change changes, one line for each property.
fn changes(ui: &mut Ui, frame: &FrameContext<'_>, transaction: &Transaction) {
    let committed = frame.state.workspace().committed();
    for difference in differences(committed, transaction) {
        let name = committed.display_name(&difference.id);
        let words =
            RichText::new(format!("{name}: {}", difference.words)).font(font(Font::Mono, 11.0));
        ui.add(Label::new(words).wrap());
    }
}

/// The card over the canvas while a change is looked at.
pub(super) fn preview(ui: &Ui, frame: &FrameContext<'_>) {
    let Some(tried) = frame.tried() else { return };
    let canvas = frame.session().camera.canvas;
    let top = canvas.center_top() + vec2(0.0, Size::SpaceSmall.points());
    Area::new(Id::unique("fix preview"))
        .order(Order::Foreground)
        .fixed_pos(top)
        .pivot(Align2::CENTER_TOP)
        .constrain_to(canvas)
        .show(ui.ctx(), |ui| {
            Frame::popup(ui.style())
                .stroke(egui::Stroke::new(1.5, color(ui, Token::Success)))
                .inner_margin(Margin::symmetric(12, 8))
                .show(ui, |ui| {
                    ui.set_width((canvas.width() - 48.0).clamp(160.0, 460.0));
                    card(ui, frame, tried);
                });
        });
}

fn card(ui: &mut Ui, frame: &FrameContext<'_>, tried: &Tried) {
    parts::subheading(ui, &text!("fix-card", sort = tried.sort));
    let title = RichText::new(&tried.title)
        .font(font(Font::Semibold, 14.0))
        .color(color(ui, Token::TextStrong));
    ui.add(Label::new(title).wrap());
    ScrollArea::vertical()
        .max_height(110.0)
        .show(ui, |ui| changes(ui, frame, &tried.transaction));
    if tried.transaction.changes_resources() {
        let then = frame.answers.summary();
        ui.horizontal(|ui| {
            parts::icon(ui, then.icon, 16.0, color(ui, then.color));
            ui.label(text!("fix-then", verdict = then.words));
        });
    }
    ui.horizontal(|ui| {
        let make = ui.button(text!("fix-keep"));
        if make.clicked() {
            frame.ask(Request::MakeTried);
        }
        if ui.button(text!("fix-leave")).clicked() {
            frame.ask(Request::DropTried);
        }
        parts::hint(
            ui,
            &text!("fix-keys", keys = frame.keys_of(Command::ApplyFix)),
        );
    });
}
