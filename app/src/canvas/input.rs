//! From egui's pointer to what happens on the canvas: what is dropped from the palette, clicks of the probe, and the
//! editor's own events.

use egui::{PointerButton, Response, Ui};
use vpcanvas_editor::Template;

use super::camera::Camera;
use super::space::whole;
use crate::frame::{FrameContext, Request};
use crate::session::Tool;

/// Asks for what the pointer did.
pub(super) fn handle(ui: &Ui, frame: &FrameContext<'_>, camera: &Camera, canvas: &Response) {
    if let (Some(template), Some(pointer)) = (canvas.dnd_release_payload::<Template>(), ui.ctx().pointer_interact_pos()) {
        let at = whole(camera.scene_from_screen(pointer));
        frame.ask(Request::Drop { template: *template, at });
    }
    match &frame.session().tool {
        Tool::Select => {}
        Tool::Hand => ui.ctx().set_cursor_icon(egui::CursorIcon::Grab),
        Tool::Probe(_) => probe(frame, camera, canvas),
    }
}

/// A click with the probe means the object under it.
fn probe(frame: &FrameContext<'_>, camera: &Camera, canvas: &Response) {
    if canvas.contains_pointer() {
        canvas.ctx.set_cursor_icon(egui::CursorIcon::Crosshair);
    }
    let Some(pointer) = canvas.interact_pointer_pos().filter(|_| canvas.clicked_by(PointerButton::Primary)) else { return };
    let under = frame.answers.picture.at(camera.scene_from_screen(pointer), 4.0 / camera.scale());
    let Some(id) = under.and_then(|item| item.subject.clone()) else { return };
    let kind = frame.document().resource(&id).map(vpcanvas_model::Resource::kind);
    match kind {
        Some(kind) if super::overlay::can_be_probed(kind) => frame.ask(Request::ProbeClicked(id)),
        Some(kind) => frame.ask(Request::Complain(format!("A {} sends and takes no traffic itself; click what stands in it", kind.title()))),
        None => {}
    }
}
