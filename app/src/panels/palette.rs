//! The palette: what a design is made of, to be dragged onto the canvas, or put there with a click or Enter.

use egui::{
    CornerRadius, CursorIcon, Rect, RichText, Sense, Separator, TextStyle, TextWrapMode, Ui,
    WidgetInfo, WidgetText, vec2,
};
use vpcanvas_drawing::{Font, Icon, Token};
use vpcanvas_editor::Template;

use super::parts;
use crate::canvas::paint::paint_icon;
use crate::frame::{FrameContext, Request};
use crate::theme::{color, font};

/// The side of an icon.
const ICON: f32 = 20.0;
/// The room around it.
const INSET: f32 = 6.0;
/// With less room than this beside an icon its name shows under the pointer alone.
const LEAST_TEXT: f32 = 60.0;

/// Shows the palette.
pub(super) fn show(ui: &mut Ui, frame: &FrameContext<'_>) {
    let has_words = ui.available_width() - ICON - 3.0 * INSET >= LEAST_TEXT;
    egui::ScrollArea::vertical()
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for (heading, templates) in Template::GROUPS {
                if has_words {
                    parts::subheading(ui, heading);
                } else {
                    ui.add(Separator::default().spacing(6.0));
                }
                for template in *templates {
                    entry(ui, frame, *template, has_words);
                }
                ui.add_space(4.0);
            }
            if !has_words {
                return;
            }
            ui.add_space(12.0);
            parts::hint(ui, text!("palette-help"));
        });
}

fn entry(ui: &mut Ui, frame: &FrameContext<'_>, template: Template, has_words: bool) {
    let written = if has_words { template.title() } else { "" };
    let text = RichText::new(written).font(font(Font::Regular, 12.5));
    let text_width = ui.available_width() - ICON - 3.0 * INSET;
    let galley = WidgetText::from(text.clone()).into_galley(
        ui,
        Some(TextWrapMode::Wrap),
        text_width,
        TextStyle::Body,
    );
    let size = vec2(ui.available_width(), (galley.size().y + 8.0).max(30.0));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, template.title()));
    if response.drag_started() {
        frame.ask(Request::Take(template));
    }
    if ui.is_rect_visible(rect) {
        if response.hovered() || response.has_focus() || response.dragged() {
            ui.painter()
                .rect_filled(rect, CornerRadius::same(6), color(ui, Token::Hover));
        }
        let icon = Rect::from_min_size(
            rect.left_center() + vec2(INSET, -ICON / 2.0),
            vec2(ICON, ICON),
        );
        paint_icon(
            ui.painter(),
            Icon::of_kind(template.kind()),
            icon,
            color(ui, Token::of_kind(template.kind())),
        );
        let at = rect.left_center() + vec2(ICON + 2.0 * INSET, -galley.size().y / 2.0);
        ui.painter().galley(at, galley, color(ui, Token::Text));
    }
    if response.clicked() {
        frame.ask(Request::Insert(template));
    }
    let response = response.on_hover_cursor(CursorIcon::Grab);
    if !has_words {
        response.on_hover_text(template.title());
    }
}
