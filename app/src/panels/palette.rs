//! The palette: what a design is made of, to be dragged onto the canvas, or put there with a click or Enter.

use egui::{CornerRadius, CursorIcon, Label, RichText, Sense, Ui, UiBuilder, WidgetInfo, vec2};
use vpcanvas_drawing::{Font, Token};
use vpcanvas_editor::Template;

use super::parts;
use crate::frame::{FrameContext, Request};
use crate::theme::{color, font};

/// Shows the palette.
pub(super) fn show(ui: &mut Ui, frame: &FrameContext<'_>) {
    parts::heading(ui, "Palette");
    egui::ScrollArea::vertical()
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for &template in Template::ALL {
                entry(ui, frame, template);
            }
            ui.add_space(12.0);
            parts::hint(
                ui,
                "Drag onto the canvas, or click to put it into what is selected",
            );
        });
}

fn entry(ui: &mut Ui, frame: &FrameContext<'_>, template: Template) {
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::click_and_drag());
    response
        .widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Button, true, template.title()));
    if response.drag_started() {
        frame.ask(Request::Take(template));
    }
    if ui.is_rect_visible(rect) {
        if response.hovered() || response.has_focus() || response.dragged() {
            ui.painter()
                .rect_filled(rect, CornerRadius::same(6), color(ui, Token::Hover));
        }
        let inside = rect.shrink2(vec2(6.0, 0.0));
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let mut row = ui.new_child(UiBuilder::new().max_rect(inside).layout(layout));
        parts::kind_icon(&mut row, template.kind(), 20.0);
        let text = RichText::new(template.title()).font(font(Font::Regular, 12.5));
        row.spacing_mut().item_spacing.y = 0.0;
        row.add(Label::new(text).wrap().sense(Sense::HOVER));
    }
    if response.clicked() {
        frame.ask(Request::Insert(template));
    }
    response.on_hover_cursor(CursorIcon::Grab);
}
