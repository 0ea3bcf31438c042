//! The minimap: all of the design in a corner, with what is in sight of it and where something is wrong. A press or a drag on
//! it moves the camera.
//!
//! It is there only when not everything is in sight. Beside it stands the way back for who has lost the design altogether.

use egui::{
    Align2, Color32, Mesh, Pos2, Rect as ScreenRect, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    vec2,
};
use vpcanvas_drawing::{Point, Rect, Token};

use super::camera::Camera;
use crate::commands::Command;
use crate::frame::{FrameContext, Request};
use crate::theme::color32;

/// The largest size of the minimap, in screen points.
const SIZE: egui::Vec2 = vec2(190.0, 130.0);
/// Its distance from the corner of the canvas.
const MARGIN: f32 = 12.0;

/// Shows the minimap, or the way back.
pub(super) fn show(ui: &mut Ui, frame: &FrameContext<'_>, camera: &Camera) {
    let all = frame.answers.bounds();
    let seen = camera.visible_scene();
    let is_empty = all.width() < 1.0 || all.height() < 1.0;
    if is_empty || seen.encloses(all) {
        return;
    }
    if !seen.intersects(all) {
        way_back(ui, frame, camera);
    }
    if !frame.session().hides_minimap && camera.canvas.width() > 3.0 * SIZE.x {
        Minimap::new(camera, all).show(ui, frame, camera);
    }
}

/// A button for who sees nothing of the design.
fn way_back(ui: &mut Ui, frame: &FrameContext<'_>, camera: &Camera) {
    let center = camera.canvas.center_bottom() - vec2(0.0, 40.0);
    let button = ScreenRect::from_center_size(center, vec2(150.0, 28.0));
    if ui
        .put(button, egui::Button::new(text!("canvas-way-back")))
        .clicked()
    {
        frame.ask(Request::Command(Command::ZoomFit));
    }
}

/// The whole design, scaled into a corner of the canvas.
struct Minimap {
    on_screen: ScreenRect,
    all: Rect,
    scale: f32,
}

impl Minimap {
    fn new(camera: &Camera, all: Rect) -> Self {
        let scale = (SIZE.x / all.width()).min(SIZE.y / all.height());
        let size = vec2(all.width(), all.height()) * scale;
        let corner = camera.canvas.right_bottom() - vec2(MARGIN, MARGIN);
        Self {
            on_screen: Align2::RIGHT_BOTTOM.anchor_size(corner, size.max(vec2(24.0, 24.0))),
            all,
            scale,
        }
    }

    fn show(&self, ui: &mut Ui, frame: &FrameContext<'_>, camera: &Camera) {
        let theme = frame.theme;
        let id = egui::Id::unique("minimap");
        let response = ui.interact(self.on_screen, id, Sense::click_and_drag());
        response
            .widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, text!("canvas-minimap")));
        let plate = self.on_screen.expand(5.0);
        let painter = ui.painter_at(plate.expand(1.0));
        let border = Stroke::new(1.0, color32(theme, Token::Border));
        let fill = color32(theme, Token::PanelBackground);
        painter.rect(plate, 6.0, fill, border, StrokeKind::Inside);
        painter.add(self.content(frame));
        let seen = camera.visible_scene();
        let window = self.rect(seen).intersect(plate);
        let edge = Stroke::new(1.5, color32(theme, Token::Accent));
        painter.rect(window, 2.0, Color32::TRANSPARENT, edge, StrokeKind::Inside);
        if let Some(at) = response.interact_pointer_pos() {
            let mut moved = *camera;
            moved.look_at(self.scene(at));
            frame.ask(Request::MoveCamera(moved));
        }
    }

    /// What stands on the canvas, and marks where something is wrong.
    fn content(&self, frame: &FrameContext<'_>) -> Mesh {
        let mut mesh = Mesh::default();
        for (rect, token) in &frame.answers.overview {
            let strength = if *token == Token::Error { 1.0 } else { 0.45 };
            let color = color32(frame.theme, *token).gamma_multiply(strength);
            let rect = self.rect(*rect);
            let least = ScreenRect::from_center_size(rect.center(), vec2(1.5, 1.5));
            mesh.add_colored_rect(rect.union(least), color);
        }
        mesh
    }

    fn rect(&self, rect: Rect) -> ScreenRect {
        ScreenRect::from_min_max(self.screen(rect.min), self.screen(rect.max))
    }

    fn screen(&self, point: Point) -> Pos2 {
        let from_corner = vec2(point.x - self.all.min.x, point.y - self.all.min.y);
        self.on_screen.min + from_corner * self.scale
    }

    fn scene(&self, at: Pos2) -> Point {
        let from_corner = (at - self.on_screen.min) / self.scale;
        self.all.min.moved(from_corner.x, from_corner.y)
    }
}
