//! Every visible object as an egui widget with its label: for screen readers, for the Tab key, and for tests.
//!
//! They take no clicks: which of several objects under the pointer is meant, the picture decides better than rectangles.

use egui::{Context, EventFilter, Id, Key, Response, Role, Sense, Ui, WidgetInfo};
use vpcanvas_drawing::{Item, Layer};
use vpcanvas_model::ResourceId;

use super::camera::Camera;
use super::labels;
use crate::frame::{FrameContext, Request};

/// What is smaller on the screen, in points, is no object of its own: it is reached by what holds it.
const SMALLEST: f32 = 24.0;

/// The widget of an item of the picture.
fn id_of(item: &str) -> Id {
    Id::unique(("object", item))
}

/// Gives the keyboard to an object.
pub(crate) fn focus(context: &Context, id: &ResourceId) {
    context.memory_mut(|memory| memory.request_focus(id_of(id.as_str())));
}

/// Registers all visible objects.
pub(super) fn show(ui: &Ui, frame: &FrameContext<'_>, camera: &Camera) {
    let visible = frame.answers.picture.visible(camera.visible_scene());
    let visible = visible.filter(|item| labels::is_shown(frame, item));
    let mut items: Vec<&Item> = visible.collect();
    // Tab goes from one to the next in the order in which they are registered.
    if ui.input(|input| input.key_pressed(Key::Tab)) {
        items.sort_by_cached_key(|item| place_in_reading(frame, item));
    }
    for item in items {
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

/// Where an object comes when the canvas is read row by row, each container followed by its contents.
fn place_in_reading(frame: &FrameContext<'_>, item: &Item) -> Vec<(i32, i32)> {
    let arrangement = frame.state.workspace().arrangement();
    let corner = |id: &ResourceId| arrangement.rect(id).map(|rect| (rect.min.y, rect.min.x));
    let own = item.subject.as_ref();
    let around = own.into_iter().flat_map(|id| arrangement.holders(id));
    let mut path: Vec<(i32, i32)> = around.filter_map(corner).collect();
    path.reverse();
    let here = own.filter(|id| id.as_str() == item.id).and_then(corner);
    let corner = super::space::whole(item.rect.min);
    path.push(here.unwrap_or((corner.y, corner.x)));
    path
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
