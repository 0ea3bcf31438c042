//! Small parts all panels are made of, so that a heading, a link and a button look the same everywhere.

use std::sync::Arc;

use egui::{
    Color32, CornerRadius, Frame, Label, Margin, Painter, Panel, Response, RichText, Sense,
    TextWrapMode, Ui, UiBuilder, WidgetInfo, vec2,
};
use vpcanvas_analysis::{Severity, Verdict};
use vpcanvas_drawing::{Font, Icon, Token};
use vpcanvas_model::{Kind, ResourceId};

use crate::canvas::paint::paint_icon;
use crate::frame::{FrameContext, Request};
use crate::theme::{color, font};

/// A panel keeps its size, however little or much it has to show: what is too wide is cut off at its edge.
pub fn filled(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let room = ui.available_rect_before_wrap();
    let mut inside = ui.new_child(UiBuilder::new().max_rect(room));
    // The strokes of a field that fills the width stand a little outside of it.
    inside.shrink_clip_rect(room.expand(2.0));
    contents(&mut inside);
    ui.advance_cursor_after_rect(room);
}

/// The title of a panel or of a part of one.
pub fn heading(ui: &mut Ui, text: &str) -> Response {
    let text = RichText::new(text)
        .font(font(Font::Semibold, 14.0))
        .color(color(ui, Token::TextStrong));
    ui.add(Label::new(text).truncate())
}

/// The title of a group within a panel.
pub fn subheading(ui: &mut Ui, text: &str) -> Response {
    let text = RichText::new(text)
        .font(font(Font::Medium, 11.5))
        .color(color(ui, Token::TextWeak));
    ui.add(Label::new(text))
}

/// A sentence that explains.
pub fn hint(ui: &mut Ui, text: &str) -> Response {
    let text = RichText::new(text).color(color(ui, Token::TextWeak));
    ui.add(Label::new(text).wrap())
}

/// A word that something else says too, where there is room for all of it.
pub fn label_if_room(ui: &mut Ui, text: RichText) {
    let text = egui::WidgetText::from(text);
    let written = text.into_galley(
        ui,
        Some(TextWrapMode::Extend),
        f32::INFINITY,
        egui::TextStyle::Body,
    );
    if written.size().x <= ui.available_width() {
        ui.label(written);
    }
}

/// The name of a field above it; what it is for shows under the pointer.
pub fn field_label(ui: &mut Ui, name: &str, help: &str) -> Response {
    ui.add_space(2.0);
    let text = RichText::new(name)
        .font(font(Font::Medium, 11.5))
        .color(color(ui, Token::TextWeak));
    ui.add(Label::new(text).wrap().sense(Sense::HOVER))
        .on_hover_text(help)
}

/// What is wrong with a field, below it.
pub fn field_error(ui: &mut Ui, message: Option<&str>) {
    let Some(message) = message else { return };
    let text = RichText::new(message)
        .small()
        .color(color(ui, Token::Error));
    ui.add(Label::new(text).wrap());
}

/// A box around what belongs together.
pub fn card<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new()
        .fill(color(ui, Token::PanelBackgroundWeak))
        .stroke(egui::Stroke::new(1.0, color(ui, Token::Border)))
        .corner_radius(CornerRadius::same(6))
        .inner_margin(Margin::symmetric(8, 5));
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui)
        })
        .inner
}

/// The left part of the dock; it leaves the right part some room however narrow the dock is.
pub fn dock_left(ui: &mut Ui, name: &'static str, share: f32, contents: impl FnOnce(&mut Ui)) {
    let room = ui.available_width();
    Panel::left(name)
        .resizable(true)
        .default_size(room * share)
        .size_range((room * 0.25).min(220.0)..=(room * 0.6).min(720.0))
        .frame(dock_frame())
        .show(ui, |ui| filled(ui, contents));
}

/// The frame of a part of the dock.
pub fn dock_frame() -> Frame {
    Frame::new().inner_margin(Margin::symmetric(4, 2))
}

/// How a severity looks: icon, color, tint and word.
pub fn severity_look(severity: Severity) -> (Icon, Token, Token, &'static str) {
    match severity {
        Severity::Error => (
            Icon::Cross,
            Token::Error,
            Token::ErrorTint,
            text!("severity-error"),
        ),
        Severity::Warning => (
            Icon::Warning,
            Token::Warning,
            Token::WarningTint,
            text!("severity-warning"),
        ),
        Severity::Info => (
            Icon::Info,
            Token::Unknown,
            Token::UnknownTint,
            text!("severity-info"),
        ),
    }
}

/// How a verdict looks: icon and color.
pub fn verdict_look(verdict: Verdict) -> (Icon, Token) {
    let drawn = vpcanvas_drawing::Verdict::from(verdict);
    let (token, _) = drawn.tokens();
    (drawn.icon(), token)
}

/// A verdict in icon, color and words.
pub fn verdict(ui: &mut Ui, verdict: Verdict) {
    let drawn = vpcanvas_drawing::Verdict::from(verdict);
    let (token, tint) = drawn.tokens();
    Frame::new()
        .fill(color(ui, tint))
        .corner_radius(CornerRadius::same(6))
        .inner_margin(Margin::symmetric(10, 6))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                icon(ui, drawn.icon(), 18.0, color(ui, token));
                ui.label(
                    RichText::new(drawn.words())
                        .font(font(Font::Semibold, 14.0))
                        .color(color(ui, token)),
                );
            });
        });
}

/// A sentence with its severity in icon, tint and word.
pub fn notice(ui: &mut Ui, severity: Severity, message: &str) {
    let (look, token, tint, word) = severity_look(severity);
    let tint = color(ui, tint);
    Frame::new()
        .fill(tint)
        .corner_radius(CornerRadius::same(6))
        .inner_margin(Margin::symmetric(8, 5))
        .show(ui, |ui| {
            ui.horizontal_top(|ui| {
                icon(ui, look, 16.0, color(ui, token)).on_hover_text(word);
                ui.add(Label::new(RichText::new(message).color(color(ui, Token::Text))).wrap());
            });
        });
}

/// An icon of the drawing's set.
pub fn icon(ui: &mut Ui, icon: Icon, side: f32, tint: Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    if ui.is_rect_visible(rect) {
        paint_icon(ui.painter(), icon, rect, tint);
    }
    response
}

/// The icon of a kind in the color of its category.
pub fn kind_icon(ui: &mut Ui, kind: Kind, side: f32) -> Response {
    let tint = color(ui, Token::of_kind(kind));
    icon(ui, Icon::of_kind(kind), side, tint)
}

/// A button that is an icon; `name` is what it is called by screen readers and under the pointer.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    icon_toggle(ui, icon, name, false)
}

/// An icon button that may be on.
pub fn icon_toggle(ui: &mut Ui, icon: Icon, name: &str, is_on: bool) -> Response {
    let side = 24.0;
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::click());
    response.widget_info(|| {
        if is_on {
            WidgetInfo::selected(egui::accesskit::Role::Button, ui.is_enabled(), is_on, name)
        } else {
            WidgetInfo::labeled(egui::accesskit::Role::Button, ui.is_enabled(), name)
        }
    });
    if ui.is_rect_visible(rect) {
        let fill = match (is_on, response.hovered() || response.has_focus()) {
            (true, _) => color(ui, Token::AccentTint),
            (false, true) => color(ui, Token::Hover),
            (false, false) => Color32::TRANSPARENT,
        };
        ui.painter().rect_filled(rect, CornerRadius::same(6), fill);
        if response.has_focus() {
            let stroke = egui::Stroke::new(1.5, color(ui, Token::Accent));
            ui.painter().rect_stroke(
                rect,
                CornerRadius::same(6),
                stroke,
                egui::StrokeKind::Inside,
            );
        }
        let tint = match (ui.is_enabled(), is_on) {
            (false, _) => color(ui, Token::TextDisabled),
            (true, true) => color(ui, Token::Accent),
            (true, false) => color(ui, Token::Text),
        };
        paint_icon(ui.painter(), icon, rect.shrink((side - 16.0) / 2.0), tint);
    }
    response.on_hover_text(name)
}

/// A button below a list that adds a row.
pub fn add_button(ui: &mut Ui, title: &str, name: &str) -> Response {
    ui.add(egui::Button::new(RichText::new(title).small()))
        .accessible_name(name)
}

/// An object's name, with the icon of its kind, that shows the object on the canvas.
pub fn resource_link(ui: &mut Ui, frame: &FrameContext<'_>, id: &ResourceId) -> Response {
    ui.horizontal(|ui| {
        if let Some(resource) = frame.document().resource(id) {
            kind_icon(ui, resource.kind(), 16.0);
        }
        resource_name(ui, frame, id)
    })
    .inner
}

/// An object's name that shows the object on the canvas; its id where there is no such thing.
pub fn resource_name(ui: &mut Ui, frame: &FrameContext<'_>, id: &ResourceId) -> Response {
    let Some(resource) = frame.document().resource(id) else {
        return ui.monospace(id.as_str());
    };
    ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
    let response = ui.link(frame.document().display_name(id));
    let response = response.on_hover_text(format!("{} {id}", resource.kind().title()));
    if response.clicked() {
        frame.ask(Request::Show(id.clone()));
    }
    response
}

/// Lets what floats over the window grow as far as the window is high but for some points: it has as much room as it was
/// high before.
pub(crate) fn set_room(ui: &mut Ui, but: f32) {
    ui.set_max_height((ui.ctx().content_rect().height() - but).max(0.0));
}

/// One line of text that begins at a left end and a middle height, cut where it would be wider than its room.
pub(crate) fn cut_text(
    painter: &Painter,
    (left, middle): (f32, f32),
    room: f32,
    text: String,
    typeface: egui::FontId,
    ink: Color32,
) {
    let galley = cut_in(painter, room, text, typeface, ink);
    let top = middle - galley.size().y / 2.0;
    painter.galley(egui::pos2(left, top), galley, ink);
}

/// One line of text, cut where it would be wider than its room.
pub(crate) fn cut(ui: &Ui, room: f32, text: String, typeface: egui::FontId) -> Arc<egui::Galley> {
    cut_in(ui.painter(), room, text, typeface, Color32::PLACEHOLDER)
}

fn cut_in(
    painter: &Painter,
    room: f32,
    text: String,
    typeface: egui::FontId,
    ink: Color32,
) -> Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text, typeface, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(0.0));
    painter.layout_job(job)
}

/// Marks all text of a field, so that typing replaces it.
pub fn select_all_text(ui: &Ui, id: egui::Id, length: usize) {
    use egui::text::{CCursor, CCursorRange};
    let mut state = egui::text_edit::TextEditState::load(ui.ctx(), id).unwrap_or_default();
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(length));
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), id);
}

/// The position after or before one in a list that goes round; the first where there is none yet.
pub(crate) fn next_of(here: Option<usize>, count: usize, step: isize) -> Option<usize> {
    match (here, step) {
        (_, _) if count == 0 => None,
        (None, _) => Some(0),
        (Some(here), 1) => Some((here + 1) % count),
        (Some(here), _) => Some((here + count - 1) % count),
    }
}

/// What a release would do, or why it would do nothing, beside the pointer.
pub(crate) fn beside_pointer(
    context: &egui::Context,
    layer: egui::LayerId,
    ink: Color32,
    text: &str,
) {
    let id = egui::Id::unique("beside pointer");
    let anchor = egui::PopupAnchor::Pointer;
    let tooltip = egui::Tooltip::always_open(context.clone(), layer, id, anchor);
    tooltip.gap(20.0).show(|ui| {
        ui.set_max_width(300.0);
        ui.label(RichText::new(text).color(ink));
    });
}
