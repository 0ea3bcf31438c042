//! What belongs to the user's moment and to no export: the selection, what is under the pointer, and what a drop would do.

use egui::{CornerRadius, Id, Rect as ScreenRect, Response, Stroke, StrokeKind, Ui, vec2};
use vpcanvas_drawing::Token;
use vpcanvas_editor::{Handle, Template, drop_target};
use vpcanvas_model::{Kind, ResourceId};

use super::paint::ScenePainter;
use super::space::whole;
use crate::frame::FrameContext;
use crate::session::Tool;
use crate::theme::color32;

/// Paints over the picture.
pub(super) fn show(ui: &Ui, frame: &FrameContext<'_>, scene: &ScenePainter<'_>, canvas: &Response) {
    hovered(ui, frame, scene, canvas);
    for id in frame.selection() {
        outline(frame, scene, id, Token::Selection, 2.0);
    }
    handles(frame, scene);
    if let Tool::Probe(Some(from)) = &frame.session().tool {
        outline(frame, scene, from, Token::PrivateLink, 3.0);
    }
    drop_preview(frame, scene, canvas);
}

fn hovered(ui: &Ui, frame: &FrameContext<'_>, scene: &ScenePainter<'_>, canvas: &Response) {
    let is_dragging = ui.input(|input| input.pointer.any_down());
    let Some(pointer) = canvas.hover_pos().filter(|_| canvas.contains_pointer() && !is_dragging) else { return };
    let under = frame.answers.picture.at(scene.camera.scene_from_screen(pointer), 4.0 / scene.camera.scale());
    let Some(id) = under.and_then(|item| item.subject.as_ref()) else { return };
    if !frame.selection().contains(id) {
        outline(frame, scene, id, Token::Selection, 1.0);
    }
}

fn outline(frame: &FrameContext<'_>, scene: &ScenePainter<'_>, id: &ResourceId, token: Token, width: f32) {
    let Some(item) = frame.answers.picture.item(id.as_str()) else { return };
    let rect = scene.camera.screen_rect_from_scene(item.rect).expand(2.0);
    let stroke = Stroke::new(width, color32(scene.theme, token));
    scene.painter.rect_stroke(rect, CornerRadius::same(9), stroke, StrokeKind::Outside);
}

/// The squares by which the only selected container is resized.
fn handles(frame: &FrameContext<'_>, scene: &ScenePainter<'_>) {
    let Some(id) = frame.state.workspace.selection().only() else { return };
    let is_container = frame.document().resource(id).is_some_and(|resource| resource.kind().is_container());
    let Some(rect) = frame.state.workspace.arrangement().rect(id).filter(|_| is_container) else { return };
    let stroke = Stroke::new(1.5, color32(scene.theme, Token::Selection));
    let fill = color32(scene.theme, Token::PanelBackground);
    for handle in Handle::ALL {
        let at = scene.camera.screen_from_scene(handle.on(rect).into());
        let square = ScreenRect::from_center_size(at, vec2(8.0, 8.0));
        scene.painter.rect(square, CornerRadius::same(2), fill, stroke, StrokeKind::Middle);
    }
}

/// While something hangs on the pointer: what it would be put into, or why it cannot be.
fn drop_preview(frame: &FrameContext<'_>, scene: &ScenePainter<'_>, canvas: &Response) {
    let Some(template) = canvas.dnd_hover_payload::<Template>() else { return };
    let Some(pointer) = canvas.ctx.pointer_interact_pos() else { return };
    let at = whole(scene.camera.scene_from_screen(pointer));
    let workspace = &frame.state.workspace;
    match drop_target(workspace.document(), workspace.arrangement(), template.kind(), at) {
        Ok(home) => {
            if let Some(home) = &home {
                outline(frame, scene, home, Token::Success, 3.0);
            }
            let into = home.map_or_else(|| "the canvas".to_owned(), |home| workspace.document().display_name(&home).to_owned());
            say(canvas, &format!("{}: drop into {into}", template.title()), Token::Success, scene);
        }
        Err(reason) => {
            canvas.ctx.set_cursor_icon(egui::CursorIcon::NotAllowed);
            say(canvas, &reason, Token::Error, scene);
        }
    }
}

/// A sentence beside the pointer.
fn say(canvas: &Response, text: &str, token: Token, scene: &ScenePainter<'_>) {
    let color = color32(scene.theme, token);
    let tooltip = egui::Tooltip::always_open(canvas.ctx.clone(), canvas.layer_id, Id::unique("drop preview"), egui::PopupAnchor::Pointer);
    tooltip.gap(20.0).show(|ui| {
        ui.set_max_width(300.0);
        ui.label(egui::RichText::new(text).color(color));
    });
}

/// Kinds that can be asked about with the probe.
pub(super) fn can_be_probed(kind: Kind) -> bool {
    matches!(kind, Kind::Instance | Kind::NetworkInterface | Kind::VpcEndpoint | Kind::VpcEndpointService | Kind::LoadBalancer)
}
