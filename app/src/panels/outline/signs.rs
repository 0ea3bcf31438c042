//! The signs at the right end of a row of the outline: whether something is locked, and whether the canvas shows a container
//! as one tile, which a press changes.

use egui::{Id, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};
use vpcanvas_drawing::{Icon, Token};
use vpcanvas_model::{Placement, Resource, ResourceId};

use crate::canvas::paint::paint_icon;
use crate::frame::{FrameContext, Request};
use crate::theme::color;

/// The room of one sign, in points.
const ROOM: f32 = 18.0;

/// Shows the signs of a row and returns how far the row's name may reach.
pub(super) fn show(ui: &Ui, frame: &FrameContext<'_>, id: &ResourceId, row: &Response) -> f32 {
    let mut right = row.rect.right() - 4.0;
    let document = frame.document();
    let place = |right: f32| {
        let middle = egui::pos2(right - ROOM / 2.0, row.rect.center().y);
        Rect::from_center_size(middle, vec2(14.0, 14.0))
    };
    let kind = document.resource(id).map(Resource::kind);
    let is_collapsed = frame.state.workspace().arrangement().is_collapsed(id);
    let is_container = kind.is_some_and(vpcanvas_model::Kind::is_container);
    if is_collapsed || (is_container && row.contains_pointer()) {
        fold(ui, frame, id, is_collapsed, place(right));
        right -= ROOM;
    }
    if document.placement(id).is_some_and(Placement::is_locked) {
        let name = text!("outline-locked", name = document.display_name(id));
        let rect = place(right);
        let sign = ui.interact(rect, Id::unique(("locked", id.as_str())), Sense::hover());
        sign.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
        paint_icon(ui.painter(), Icon::Lock, rect, color(ui, Token::TextWeak));
        right -= ROOM;
    }
    right
}

fn fold(ui: &Ui, frame: &FrameContext<'_>, id: &ResourceId, is_collapsed: bool, rect: Rect) {
    let name = frame.document().display_name(id);
    let (icon, words) = if is_collapsed {
        (Icon::Plus, text!("outline-expand", name = name))
    } else {
        (Icon::Minus, text!("outline-collapse", name = name))
    };
    let sign = ui.interact(rect, Id::unique(("fold", id.as_str())), Sense::click());
    sign.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
    paint_icon(ui.painter(), icon, rect, color(ui, Token::TextWeak));
    if sign.clicked() {
        frame.ask(Request::Fold(id.clone()));
    }
    sign.on_hover_text(words);
}
