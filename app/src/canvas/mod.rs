//! The canvas: the picture of the design, seen by the camera, and what the pointer and the keyboard do there.

pub mod camera;
mod chevrons;
mod empty;
mod filters;
pub mod flight;
mod input;
mod labels;
mod laser;
mod menu;
mod minimap;
mod names;
mod note;
mod objects;
mod overlay;
pub mod paint;
mod ports;
pub mod space;
mod spotlight;
mod wheel;

use egui::{Color32, Id, Mesh, PointerButton, Rect as ScreenRect, Sense, Ui, vec2};
use vpcanvas_drawing::{Point, Rect, Token};

pub(crate) use self::objects::focus as focus_object;

use self::camera::Camera;
use self::paint::ScenePainter;
use crate::frame::{FrameContext, Request};
use crate::session::Hold;
use crate::theme::color32;

/// The distance of the grid's dots, in scene points.
const GRID: f32 = 32.0;

/// Shows the canvas in all the room there is.
pub fn show(ui: &mut Ui, frame: &FrameContext<'_>) {
    let canvas = ui.available_rect_before_wrap();
    let response = ui.interact(canvas, Id::unique("canvas"), Sense::click_and_drag());
    let camera = moved_camera(ui, frame, canvas, &response);
    let painter = ui.painter_at(canvas);
    let scene = ScenePainter {
        painter: &painter,
        camera: &camera,
        theme: frame.theme,
    };
    painter.rect_filled(canvas, 0.0, color32(frame.theme, Token::CanvasBackground));
    if !frame.session().hides_grid {
        grid(&scene, canvas);
    }
    empty::show(frame, &scene, canvas);
    let visible = frame.answers.picture.visible(camera.visible_scene());
    scene.items(visible.filter(|item| labels::is_shown(frame, item)));
    let lit = overlay::show(ui, frame, &scene, &response);
    objects::show(ui, frame, &camera);
    chevrons::show(ui, frame, &camera, lit.as_ref());
    input::handle(ui, frame, &camera, &response);
    menu::show(frame, &camera, &response);
    laser::show(ui, frame, &scene, &response);
    minimap::show(ui, frame, &camera);
    filters::show(ui, frame, &camera);
    note::write(ui, frame, &camera);
}

/// The camera after the wheel, a pinch or a drag of the picture; asks for it if it moved.
fn moved_camera(
    ui: &Ui,
    frame: &FrameContext<'_>,
    canvas: ScreenRect,
    response: &egui::Response,
) -> Camera {
    let before = frame.session().camera;
    let mut camera = before;
    camera.canvas = canvas;
    let asked = frame.session().asked;
    if asked.fit {
        camera.fit(frame.answers.bounds());
    }
    if asked.reveal
        && let Some(selected) = selected_rect(frame)
    {
        camera.reveal(selected);
    }
    if let Some(pointer) = response.hover_pos().filter(|_| response.contains_pointer()) {
        wheel::turn(ui, frame.state.settings.wheel, pointer, &mut camera);
    }
    if is_panning(ui, frame, response) {
        camera.pan(response.drag_delta());
        ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
    }
    if camera != before || asked.fit || asked.reveal {
        frame.ask(Request::MoveCamera(camera));
    }
    camera
}

/// What of the scene the selection takes up.
fn selected_rect(frame: &FrameContext<'_>) -> Option<Rect> {
    let items = frame.selection().iter();
    items
        .filter_map(|id| frame.state.place(id))
        .reduce(Rect::union)
}

/// Whether a drag moves the picture and not what is on it.
fn is_panning(ui: &Ui, frame: &FrameContext<'_>, response: &egui::Response) -> bool {
    let by_button =
        response.dragged_by(PointerButton::Middle) || response.dragged_by(PointerButton::Secondary);
    let is_space_down =
        ui.input(|input| input.key_down(egui::Key::Space)) && !ui.ctx().text_edit_focused();
    let by_tool = frame.session().hold == Hold::Hand || is_space_down;
    by_button || (by_tool && response.dragged_by(PointerButton::Primary))
}

/// Dots that show how the picture moves; none when they would be too dense to see.
fn grid(scene: &ScenePainter<'_>, canvas: ScreenRect) {
    let mut step = GRID;
    while step * scene.camera.scale() < 24.0 {
        step *= 2.0;
    }
    let seen = scene.camera.visible_scene();
    let mut mesh = Mesh::default();
    let color: Color32 = color32(scene.theme, Token::GridDot);
    let mut y = (seen.min.y / step).floor() * step;
    while y <= seen.max.y {
        let mut x = (seen.min.x / step).floor() * step;
        while x <= seen.max.x {
            let at = scene.camera.screen_from_scene(Point::new(x, y));
            mesh.add_colored_rect(ScreenRect::from_center_size(at, vec2(1.5, 1.5)), color);
            x += step;
        }
        y += step;
    }
    if canvas.is_positive() {
        scene.painter.add(mesh);
    }
}
