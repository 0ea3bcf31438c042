//! Every visible object as an egui widget with its label: for screen readers, for the Tab key, and for tests.
//!
//! They take no clicks: which of several objects under the pointer is meant, the picture decides better than rectangles.

use egui::{EventFilter, Id, Response, Role, Sense, Ui, WidgetInfo};
use vpcanvas_drawing::{Item, Layer};

use super::camera::Camera;
use crate::frame::{FrameContext, Request};

/// What is smaller on the screen, in points, is no object of its own: it is reached by what holds it.
const SMALLEST: f32 = 24.0;

/// The widget of an item of the picture.
fn id_of(item: &str) -> Id {
    Id::unique(("object", item))
}

/// Registers all visible objects.
pub(super) fn show(ui: &Ui, frame: &FrameContext<'_>, camera: &Camera) {
    for item in frame.answers.picture.visible(camera.visible_scene()) {
        let rect = camera.screen_rect_from_scene(item.rect);
        let is_object = matches!(item.layer, Layer::Container | Layer::Tile);
        if is_object && rect.width().max(rect.height()) < SMALLEST {
            continue;
        }
        let rect = rect.intersect(camera.canvas);
        let response = ui.interact(rect, id_of(&item.id), sense_of(item));
        let is_selected = item
            .subject
            .as_ref()
            .is_some_and(|id| frame.state.workspace().selection().contains(id));
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, &item.label));
        follow(ui, frame, item, &response);
    }
}

/// Badges and lines are read, not visited.
fn sense_of(item: &Item) -> Sense {
    match item.layer {
        Layer::Container | Layer::Tile => Sense::focusable_noninteractive(),
        Layer::Edge | Layer::Badge => Sense::hover(),
    }
}

/// The selection follows the keyboard's focus; arrows move the object and not the focus.
fn follow(ui: &Ui, frame: &FrameContext<'_>, item: &Item, response: &Response) {
    let Some(subject) = &item.subject else { return };
    let is_clicked = ui.input(|input| {
        input.has_accesskit_action_request(response.id, egui::accesskit::Action::Click)
    });
    let is_alone = matches!(frame.selection(), [only] if only == subject);
    if is_clicked || (response.gained_focus() && !is_alone) {
        frame.ask(Request::Show(subject.clone()));
    }
    if response.has_focus() {
        // Marks the widget as an object of the canvas, for whoever decides what keys mean.
        ui.data_mut(|data| data.insert_temp(response.id, ()));
        let arrows = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    }
}
