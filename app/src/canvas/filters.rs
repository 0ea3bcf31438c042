//! What is left out of the picture, said on the canvas so that nobody looks for it in vain, with the way back.

use egui::{Rect as ScreenRect, Ui, vec2};
use vpcanvas_drawing::Facet;
use vpcanvas_editor::Target;
use vpcanvas_model::Kind;

use super::camera::Camera;
use crate::commands::Command;
use crate::frame::{FrameContext, Request};

/// Shows a button that shows everything again.
pub(super) fn show(ui: &mut Ui, frame: &FrameContext<'_>, camera: &Camera) {
    let hidden = &frame.session().hidden;
    if hidden.is_empty() {
        return;
    }
    let words: Vec<&str> = hidden.iter().map(|facet| facet.words()).collect();
    let title = text!("canvas-not-shown", what = words.join(", "));
    let corner = camera.canvas.left_top() + vec2(12.0, 12.0);
    let room = vec2((camera.canvas.width() - 24.0).clamp(40.0, 460.0), 26.0);
    let place = ScreenRect::from_min_size(corner, room);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(place));
    if child.add(egui::Button::new(title).truncate()).clicked() {
        frame.ask(Request::Command(Command::ShowAll));
    }
}

/// What the pointer is on, where what is left out is not there.
pub(super) fn seen(frame: &FrameContext<'_>, target: Target) -> Target {
    let hidden = &frame.session().hidden;
    let facet = |kind: Kind| Facet::of_kind(kind).filter(|facet| hidden.contains(facet));
    let resource = target.id().and_then(|id| frame.document().resource(id));
    if hidden.is_empty()
        || resource
            .and_then(|resource| facet(resource.kind()))
            .is_none()
    {
        return target;
    }
    let around = match &target {
        Target::Chip { subnet, .. } => Some(subnet.clone()),
        other => {
            let arrangement = frame.state.workspace().arrangement();
            let around = other.id().and_then(|id| arrangement.container(id));
            around.cloned()
        }
    };
    around.map_or(Target::Empty, Target::Body)
}
