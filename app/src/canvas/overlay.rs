//! What belongs to the user's moment and to no export: the selection, what is under the pointer, and what the tool in the
//! hand would do.

use std::collections::BTreeSet;

use egui::{CornerRadius, Rect as ScreenRect, Response, Stroke, StrokeKind, Ui, vec2};
use vpcanvas_drawing::{Font, Item, Layer, Token};
use vpcanvas_editor::{Handle, container_at};
use vpcanvas_model::{
    Kind, Resource, ResourceId,
    geometry::{Point, Rect},
};

use super::{
    note,
    paint::ScenePainter,
    ports,
    space::whole,
    spotlight::{self, Lit},
};
use crate::commands::tried::touched;
use crate::frame::FrameContext;
use crate::panels::outline::drop_target;
use crate::panels::parts;
use crate::theme::{color32, font};

/// Containers that are narrower on the screen, in points, may be part of an item with others.
const SMALL: f32 = 84.0;
/// More outlines than this of something small tell nothing.
const MOST_SMALL: usize = 2_000;

/// Paints over the picture; returns what is lit while the rest is dimmed.
pub(super) fn show<'a>(
    ui: &Ui,
    frame: &'a FrameContext<'_>,
    scene: &ScenePainter<'_>,
    canvas: &Response,
) -> Option<Lit<'a>> {
    let lit = hovered(ui, frame, scene, canvas);
    for item in &frame.answers.selected_links {
        scene.item(item);
    }
    let selection = frame.state.workspace().selection();
    for item in frame.answers.picture.visible(scene.camera.visible_scene()) {
        let subject = item.subject.as_ref();
        let own = subject.filter(|id| id.as_str() == item.id && selection.contains(id));
        if let Some(id) = own {
            outline(frame, scene, id, Token::Selection, 2.0);
        }
    }
    small(frame, scene);
    hidden(frame, scene);
    handles(frame, scene);
    let hovered = canvas.hover_pos().filter(|_| canvas.contains_pointer());
    ports::show(frame, scene, hovered);
    tried(frame, scene);
    tool(frame, scene, canvas);
    lit
}

/// Lines around selected containers that are so small that the picture has them with others in one item.
fn small(frame: &FrameContext<'_>, scene: &ScenePainter<'_>) {
    let workspace = frame.state.workspace();
    let seen = scene.camera.visible_scene();
    for id in frame.selection().iter().take(MOST_SMALL) {
        let kind = frame.document().resource(id).map(Resource::kind);
        let rect = workspace.arrangement().rect(id);
        let rect = rect.map(vpcanvas_drawing::Rect::from);
        let rect = rect.filter(|rect| rect.intersects(seen));
        let rect = rect.filter(|_| kind == Some(Kind::Vpc));
        let width = rect.map(|rect| scene.camera.screen_rect_from_scene(rect).width());
        if width.is_some_and(|width| width < SMALL) {
            outline(frame, scene, id, Token::Selection, 2.0);
        }
    }
}

/// Thin lines around the tiles that hold what is selected and not seen itself.
fn hidden(frame: &FrameContext<'_>, scene: &ScenePainter<'_>) {
    let arrangement = frame.state.workspace().arrangement();
    let hidden = frame.selection().iter();
    let hidden = hidden.filter(|id| arrangement.is_hidden(id));
    let tiles: BTreeSet<_> = hidden.filter_map(|id| arrangement.shown(id)).collect();
    for tile in tiles {
        outline(frame, scene, tile, Token::Selection, 1.0);
    }
}

/// What the fix that is looked at would change.
fn tried(frame: &FrameContext<'_>, scene: &ScenePainter<'_>) {
    let Some(tried) = frame.tried() else { return };
    for id in touched(&tried.transaction) {
        outline(frame, scene, id, Token::Success, 3.0);
        if let Some(rect) = frame.state.workspace().arrangement().shown_rect(id) {
            let rect = scene.camera.screen_rect_from_scene(rect.into());
            tag(
                scene,
                rect.left_top() - vec2(0.0, 6.0),
                text!("canvas-would-change"),
            );
        }
    }
}

/// Words on a plate whose lower left corner stands at a place on the screen.
fn tag(scene: &ScenePainter<'_>, at: egui::Pos2, words: &str) {
    let ink = color32(scene.theme, Token::Success);
    let galley = scene
        .painter
        .layout_no_wrap(words.to_owned(), font(Font::Medium, 11.0), ink);
    let plate = ScreenRect::from_min_size(
        at - vec2(0.0, galley.size().y + 4.0),
        galley.size() + vec2(10.0, 4.0),
    );
    let fill = color32(scene.theme, Token::SuccessTint);
    scene
        .painter
        .rect_filled(plate, CornerRadius::same(4), fill);
    scene
        .painter
        .galley(plate.min + vec2(5.0, 2.0), galley, ink);
}

fn hovered<'a>(
    ui: &Ui,
    frame: &'a FrameContext<'_>,
    scene: &ScenePainter<'_>,
    canvas: &Response,
) -> Option<Lit<'a>> {
    let is_dragging = ui.input(|input| input.pointer.any_down());
    let pointer = canvas
        .hover_pos()
        .filter(|_| canvas.contains_pointer() && !is_dragging)?;
    let under = frame.answers.picture.at(
        scene.camera.scene_from_screen(pointer),
        4.0 / scene.camera.scale(),
    );
    let lit = spotlight::show(ui, frame, scene, canvas, under);
    let at = whole(scene.camera.scene_from_screen(pointer));
    let subject = under.and_then(|item| item.subject.clone());
    let Some(id) = subject.or_else(|| small_at(frame, under?, at)) else {
        return lit;
    };
    let id = &id;
    if !frame.state.workspace().selection().contains(id) {
        outline(frame, scene, id, Token::Selection, 1.0);
    }
    note::read(canvas, frame, id);
    lit
}

/// The small container at a point, where the picture has several in one item.
fn small_at(frame: &FrameContext<'_>, item: &Item, at: Point) -> Option<ResourceId> {
    let workspace = frame.state.workspace();
    let is_vpc = |id: &ResourceId| {
        let kind = frame.document().resource(id).map(Resource::kind);
        kind == Some(Kind::Vpc)
    };
    let arrangement = workspace.arrangement();
    let found = container_at(frame.document(), arrangement, at, is_vpc);
    found.filter(|_| item.layer == Layer::Container)
}

fn outline(
    frame: &FrameContext<'_>,
    scene: &ScenePainter<'_>,
    id: &ResourceId,
    token: Token,
    width: f32,
) {
    if let Some(rect) = frame.state.workspace().arrangement().shown_rect(id) {
        around(scene, rect, token, width);
    }
}

fn around(scene: &ScenePainter<'_>, rect: Rect, token: Token, width: f32) {
    let rect = scene.camera.screen_rect_from_scene(rect.into()).expand(2.0);
    let stroke = Stroke::new(width, color32(scene.theme, token));
    let radius = (10.0 * scene.camera.scale()).clamp(2.0, 40.0);
    scene
        .painter
        .rect_stroke(rect, radius, stroke, StrokeKind::Outside);
}

/// The squares by which the only selected container or note is resized.
fn handles(frame: &FrameContext<'_>, scene: &ScenePainter<'_>) {
    let workspace = frame.state.workspace();
    let Some(id) = workspace.selection().only() else {
        return;
    };
    let is_resizable = frame
        .document()
        .resource(id)
        .is_some_and(|resource| resource.kind().is_resizable());
    let arrangement = workspace.arrangement();
    let is_fixed = arrangement.is_collapsed(id) || frame.document().lock(id).is_some();
    let Some(rect) = arrangement.rect(id).filter(|_| is_resizable && !is_fixed) else {
        return;
    };
    let stroke = Stroke::new(1.5, color32(scene.theme, Token::Selection));
    let fill = color32(scene.theme, Token::PanelBackground);
    for handle in Handle::ALL {
        let at = scene.camera.screen_from_scene(handle.on(rect).into());
        let square = ScreenRect::from_center_size(at, vec2(8.0, 8.0));
        scene.painter.rect(
            square,
            CornerRadius::same(2),
            fill,
            stroke,
            StrokeKind::Middle,
        );
    }
}

/// What hangs on the pointer, what it would be put into, or why it cannot be.
fn tool(frame: &FrameContext<'_>, scene: &ScenePainter<'_>, canvas: &Response) {
    let overlay = frame.state.editor.tool().overlay();
    let selection = Stroke::new(1.5, color32(scene.theme, Token::Selection));
    if let Some(marquee) = overlay.marquee {
        let rect = scene.camera.screen_rect_from_scene(marquee.into());
        scene.painter.rect(
            rect,
            0.0,
            color32(scene.theme, Token::SelectionTint),
            selection,
            StrokeKind::Inside,
        );
    }
    for ghost in overlay.ghosts {
        let rect = scene.camera.screen_rect_from_scene(ghost.into());
        scene
            .painter
            .rect_stroke(rect, CornerRadius::same(8), selection, StrokeKind::Inside);
    }
    for (from, to) in overlay.guides {
        let ends = [from, to].map(|end| scene.camera.screen_from_scene(end.into()));
        let stroke = Stroke::new(1.0, color32(scene.theme, Token::Accent));
        scene.painter.line_segment(ends, stroke);
    }
    let in_outline = drop_target();
    let in_outline: Option<ResourceId> = canvas.ctx.data(|data| data.get_temp(in_outline));
    if let Some((into, words)) = overlay.frame {
        let rect = into.rect_in(frame.state.workspace().arrangement());
        around(scene, rect, Token::Success, 3.0);
        let ink = color32(scene.theme, Token::Success);
        parts::beside_pointer(&canvas.ctx, canvas.layer_id, ink, &words);
    } else if let Some(into) = overlay.into.as_ref().or(in_outline.as_ref()) {
        outline(frame, scene, into, Token::Success, 3.0);
    }
    if let Some((from, to)) = overlay.link {
        outline(frame, scene, &from, Token::PrivateLink, 3.0);
        if let Some(rect) = frame.state.workspace().arrangement().rect(&from) {
            let ends = [rect.center(), to].map(|end| scene.camera.screen_from_scene(end.into()));
            scene.painter.line_segment(
                ends,
                Stroke::new(2.0, color32(scene.theme, Token::PrivateLink)),
            );
        }
    }
    if let Some(refusal) = overlay.refusal {
        let ink = color32(scene.theme, Token::Error);
        parts::beside_pointer(&canvas.ctx, canvas.layer_id, ink, &refusal);
    }
}
