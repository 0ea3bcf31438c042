//! The squares at the ends of headers by which containers are collapsed and expanded: what they look like and what they are
//! called. The press itself is the editor's.

use egui::{CursorIcon, Id, Role, Sense, Ui, WidgetInfo};
use vpcanvas_drawing::{Icon, Item, Layer, Token};
use vpcanvas_editor::Target;
use vpcanvas_model::{ResourceId, arrangement::chevron};

use super::camera::Camera;
use super::paint::paint_icon;
use super::spotlight::{Lit, dimmed};
use crate::frame::{FrameContext, Request};
use crate::theme::color32;

/// What is smaller on the screen, in points, is neither seen nor pressed.
const SMALLEST: f32 = 12.0;
/// How much of the square its sign takes up.
const SIGN: f32 = 0.6;

/// Shows one on each container in sight, dimmed with the rest where a path is lit that it is not on.
pub(super) fn show(ui: &Ui, frame: &FrameContext<'_>, camera: &Camera, lit: Option<&Lit<'_>>) {
    let arrangement = frame.state.workspace().arrangement();
    for item in frame.answers.picture.visible(camera.visible_scene()) {
        // Most of what is in sight of a large design is too small, which is seen at once.
        if camera.screen_rect_from_scene(item.rect).width() < SMALLEST {
            continue;
        }
        let Some(id) = container(frame, item) else {
            continue;
        };
        let Some(rect) = arrangement.rect(id) else {
            continue;
        };
        let square = camera.screen_rect_from_scene(chevron(rect).into());
        if square.width() < SMALLEST || !camera.canvas.contains_rect(square) {
            continue;
        }
        let response = ui.interact(square, Id::unique(("chevron", id.as_str())), Sense::hover());
        let is_collapsed = arrangement.is_collapsed(id);
        let name = frame.document().display_name(id);
        response.widget_info(|| {
            let words = if is_collapsed {
                text!("canvas-expand", name = name)
            } else {
                text!("canvas-collapse", name = name)
            };
            WidgetInfo::labeled(Role::Button, true, words)
        });
        if response.hovered() {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
            let fill = color32(frame.theme, Token::Hover);
            ui.painter().rect_filled(square, 4.0, fill);
        }
        let is_asked = ui.input(|input| {
            input.has_accesskit_action_request(response.id, egui::accesskit::Action::Click)
        });
        if is_asked {
            frame.ask(Request::Fold(id.clone()));
        }
        let icon = if is_collapsed {
            Icon::ChevronRight
        } else {
            Icon::ChevronDown
        };
        let sign = egui::Rect::from_center_size(square.center(), square.size() * SIGN);
        let bright = color32(frame.theme, Token::TextWeak);
        let is_lit = lit.is_none_or(|lit| lit.contains(id.as_str()));
        let ink = if is_lit { bright } else { dimmed(bright) };
        paint_icon(&ui.painter_at(camera.canvas), icon, sign, ink);
    }
}

/// The container that an item of the picture is.
fn container<'a>(frame: &FrameContext<'_>, item: &'a Item) -> Option<&'a ResourceId> {
    let id = item.subject.as_ref()?;
    let is_box = matches!(item.layer, Layer::Container | Layer::Tile) && item.id == id.as_str();
    let kind = frame.document().resource(id)?.kind();
    (is_box && kind.is_container()).then_some(id)
}

/// What the pointer is on, where squares that are too small to be seen are not there.
pub(super) fn seen(frame: &FrameContext<'_>, camera: &Camera, target: Target) -> Target {
    let Target::Chevron(id) = target else {
        return target;
    };
    let arrangement = frame.state.workspace().arrangement();
    let square = arrangement.rect(&id).map(chevron);
    let width = square.map(|square| camera.screen_rect_from_scene(square.into()).width());
    if width.is_some_and(|width| width >= SMALLEST) {
        Target::Chevron(id)
    } else if arrangement.is_collapsed(&id) {
        Target::Tile(id)
    } else {
        Target::Header(id)
    }
}
