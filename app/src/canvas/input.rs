//! From egui's pointer to the editor's events: where the pointer is, what is there, and which keys are held.

use egui::{CursorIcon, Event as EguiEvent, PointerButton, Pos2, Response, Ui};
use vpcanvas_editor::tool::{Cursor, Event, Modifiers, Pointer, Tool};
use vpcanvas_editor::{Handle, Target, handle_at, target_at};

use super::camera::Camera;
use super::chevrons;
use super::filters;
use super::ports;
use super::space::whole;
use crate::frame::{FrameContext, Request};
use crate::session::Hold;
use crate::settings::DragInside;

/// How far the pointer moves before a press becomes a drag, in screen points.
const DRAG_THRESHOLD: f32 = 4.0;

/// Asks for what the pointer did since the last frame, in order.
pub(super) fn handle(ui: &Ui, frame: &FrameContext<'_>, camera: &Camera, canvas: &Response) {
    if frame.session().hold == Hold::Laser {
        return;
    }
    if frame.session().hold == Hold::Hand || ui.input(|input| input.key_down(egui::Key::Space)) {
        if frame.session().hold == Hold::Hand && canvas.hovered() {
            ui.ctx().set_cursor_icon(CursorIcon::Grab);
        }
        return;
    }
    let hands = Hands {
        frame,
        camera,
        is_over: canvas.contains_pointer(),
        modifiers: ui.input(|input| modifiers(input.modifiers)),
    };
    let mut is_busy = is_busy(frame);
    for event in ui.input(|input| input.events.clone()) {
        is_busy = hands.event(&event, is_busy);
    }
    if canvas.double_clicked_by(PointerButton::Primary)
        && let Some(at) = canvas.interact_pointer_pos()
    {
        hands.ask(Event::DoubleClick(hands.pointer(at)));
    }
    if hands.is_over || is_busy {
        ui.ctx().set_cursor_icon(cursor(ui, frame, camera, canvas));
    }
}

/// Whether the tool waits for the pointer wherever it is.
fn is_busy(frame: &FrameContext<'_>) -> bool {
    !matches!(
        frame.state.editor.tool(),
        Tool::Idle(_) | Tool::Connecting(_) | Tool::Probing(_)
    )
}

struct Hands<'a> {
    frame: &'a FrameContext<'a>,
    camera: &'a Camera,
    is_over: bool,
    modifiers: Modifiers,
}

impl Hands<'_> {
    /// Passes one event on; returns whether a gesture is going on after it.
    fn event(&self, event: &EguiEvent, is_busy: bool) -> bool {
        match event {
            EguiEvent::PointerMoved(at) if self.is_over || is_busy => {
                self.ask(Event::PointerMove(self.pointer(*at)));
                is_busy
            }
            EguiEvent::PointerButton {
                pos,
                button: PointerButton::Primary,
                pressed: true,
                ..
            } if self.is_over => {
                self.ask(Event::PointerDown(self.grasped(self.pointer(*pos))));
                true
            }
            EguiEvent::PointerButton {
                pos,
                button: PointerButton::Primary,
                pressed: false,
                ..
            } if is_busy || self.is_over => {
                self.release(*pos);
                false
            }
            EguiEvent::WindowFocused(false) => {
                self.ask(Event::Escape);
                false
            }
            _ => is_busy,
        }
    }

    /// What is dragged from the palette and let go beside the canvas is dropped nowhere.
    fn release(&self, at: Pos2) {
        let is_placing = matches!(self.frame.state.editor.tool(), Tool::Placing(_));
        if is_placing && !self.is_over {
            self.ask(Event::Escape);
        } else {
            self.ask(Event::PointerUp(self.pointer(at)));
        }
    }

    fn pointer(&self, at: Pos2) -> Pointer {
        let workspace = self.frame.state.workspace();
        let line = ports::target(self.frame, self.camera, at);
        let at = whole(self.camera.scene_from_screen(at));
        let target = line.unwrap_or_else(|| {
            target_at(
                workspace.committed(),
                workspace.committed_arrangement(),
                workspace.selection(),
                at,
            )
        });
        Pointer {
            at,
            target: chevrons::seen(self.frame, self.camera, filters::seen(self.frame, target)),
            modifiers: self.modifiers,
        }
    }

    /// The inside of a container counts as its header for who likes to move it by its inside.
    fn grasped(&self, pointer: Pointer) -> Pointer {
        let moves = self.frame.state.settings.inside == DragInside::Moves;
        match pointer.target {
            Target::Body(id) if moves && !pointer.modifiers.shift => Pointer {
                target: Target::Header(id),
                ..pointer
            },
            _ => pointer,
        }
    }

    fn ask(&self, event: Event) {
        let threshold = (DRAG_THRESHOLD / self.camera.scale()).ceil();
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a few hundred at most: the zoom has limits"
        )]
        let drag_threshold = threshold as i32;
        self.frame.ask(Request::Canvas {
            event,
            drag_threshold,
        });
    }
}

fn modifiers(held: egui::Modifiers) -> Modifiers {
    Modifiers {
        shift: held.shift,
        command: held.command,
        alt: held.alt,
    }
}

/// The tool's pointer, and that of a handle before it is pressed.
fn cursor(ui: &Ui, frame: &FrameContext<'_>, camera: &Camera, canvas: &Response) -> CursorIcon {
    let tool = frame.state.editor.tool();
    let hovered = ui
        .input(|input| input.pointer.latest_pos())
        .filter(|_| canvas.contains_pointer());
    if let (Tool::Idle(_), Some(at)) = (tool, hovered) {
        let workspace = frame.state.workspace();
        let at = whole(camera.scene_from_screen(at));
        let (document, arrangement) = (workspace.committed(), workspace.committed_arrangement());
        let handle = handle_at(document, arrangement, workspace.selection(), at);
        if let Some(pointer) = hovered
            && ports::target(frame, camera, pointer).is_some()
        {
            return CursorIcon::Crosshair;
        }
        if let Some((_, handle)) = handle {
            return resize(handle);
        }
    }
    match tool.cursor() {
        Cursor::Default => CursorIcon::Default,
        Cursor::Grabbing => CursorIcon::Grabbing,
        Cursor::Copy => CursorIcon::Copy,
        Cursor::Crosshair => CursorIcon::Crosshair,
        Cursor::NotAllowed => CursorIcon::NotAllowed,
        Cursor::Resize(handle) => resize(handle),
    }
}

fn resize(handle: Handle) -> CursorIcon {
    match handle {
        Handle::TopLeft | Handle::BottomRight => CursorIcon::ResizeNwSe,
        Handle::TopRight | Handle::BottomLeft => CursorIcon::ResizeNeSw,
        Handle::Top | Handle::Bottom => CursorIcon::ResizeVertical,
        Handle::Left | Handle::Right => CursorIcon::ResizeHorizontal,
    }
}
