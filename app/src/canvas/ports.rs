//! Where lines are taken: the ports of an object, from which new ones are drawn, and the ends of those it has, which can be
//! moved to another object. And, while a line is in the hand, the light on what it can lead to.

use std::collections::BTreeMap;

use egui::{Context, Id, Pos2, Rect as ScreenRect, Stroke, Vec2, vec2};
use vpcanvas_drawing::{Item, Layer, Shape, Token};
use vpcanvas_editor::{
    Target,
    actions::{connectable, is_rewirable},
    target_at,
    tool::Tool,
};
use vpcanvas_model::{Document, Kind, ResourceId};

use super::camera::Camera;
use super::paint::ScenePainter;
use super::space::whole;
use crate::frame::FrameContext;
use crate::theme::color32;

/// How near the pointer has to be, in points of the screen.
const REACH: f32 = 7.0;
/// How large a port or an end is, in points of the screen.
const RADIUS: f32 = 4.5;
/// How far from a container its ports stand, clear of the handles by which it is resized.
const ASIDE: f32 = 16.0;
/// How far from the end of a line it is taken, clear of the ports there.
const ALONG: f32 = 16.0;
/// Objects that are smaller on the screen have no ports: they would cover them.
const SMALLEST: Vec2 = vec2(60.0, 22.0);
/// So many lines of one object can be taken by their ends; with more they cannot be told apart.
const MOST_LINES: usize = 24;

/// The end of a line.
struct End {
    place: Pos2,
    at: ResourceId,
    from: ResourceId,
}

/// The port or end of a line at a place on the screen.
pub(super) fn target(frame: &FrameContext<'_>, camera: &Camera, pointer: Pos2) -> Option<Target> {
    let is_near = |place: &Pos2| place.distance(pointer) <= REACH;
    let of = |id: &ResourceId| {
        let ports = ports(frame, camera, id);
        let is_port = ports.iter().any(is_near);
        is_port.then(|| Target::Port(id.clone()))
    };
    match frame.state.editor.tool() {
        Tool::Idle(_) => {
            let mut ends = ends(frame, camera).into_iter();
            let end = ends.find(|end| is_near(&end.place));
            let end = end.map(|End { at, from, .. }| Target::LineEnd { at, from });
            end.or_else(|| owners(frame, camera, Some(pointer)).iter().find_map(of))
        }
        // A tap on a port ends where it began.
        Tool::Connecting(tool) => tool.source().and_then(of),
        _ => None,
    }
}

/// Paints ports and ends, or what the line in the hand can lead to.
pub(super) fn show(frame: &FrameContext<'_>, scene: &ScenePainter<'_>, pointer: Option<Pos2>) {
    let line = frame.state.editor.tool().overlay().link;
    if line.is_none() {
        Lit::forget(scene.painter.ctx());
    }
    match frame.state.editor.tool() {
        Tool::Idle(_) => {
            for id in owners(frame, scene.camera, pointer) {
                for port in ports(frame, scene.camera, &id) {
                    dot(scene, port, Token::PrivateLink);
                }
            }
            for end in ends(frame, scene.camera) {
                dot(scene, end.place, Token::Selection);
            }
        }
        Tool::Connecting(_) | Tool::Rewiring(_) => {
            if let Some((from, _)) = line {
                light(frame, scene, &from);
            }
        }
        _ => {}
    }
}

fn dot(scene: &ScenePainter<'_>, at: Pos2, token: Token) {
    let fill = color32(scene.theme, Token::PanelBackground);
    let stroke = Stroke::new(1.5, color32(scene.theme, token));
    scene.painter.circle(at, RADIUS, fill, stroke);
}

/// Outlines everything in sight on which the line in the hand may be let go.
fn light(frame: &FrameContext<'_>, scene: &ScenePainter<'_>, from: &ResourceId) {
    let kinds = kind_of(frame.document(), from).map_or_else(Vec::new, connectable);
    let stroke = Stroke::new(1.5, color32(scene.theme, Token::Success));
    let mut lit = Lit::take(frame, scene.painter.ctx());
    for item in frame.answers.picture.visible(scene.camera.visible_scene()) {
        let subject = item.subject.as_ref();
        let own = subject.filter(|id| id.as_str() == item.id && *id != from);
        let is_of_kind = |id: &&ResourceId| {
            kind_of(frame.document(), id).is_some_and(|kind| kinds.contains(&kind))
        };
        if own
            .filter(is_of_kind)
            .is_some_and(|id| lit.takes(frame, id))
        {
            let rect = scene.camera.screen_rect_from_scene(item.rect).expand(1.0);
            let radius = (10.0 * scene.camera.scale()).clamp(2.0, 40.0);
            scene
                .painter
                .rect_stroke(rect, radius, stroke, egui::StrokeKind::Outside);
        }
    }
    lit.keep(scene.painter.ctx());
}

/// On what the line in the hand may be let go, as far as it was asked: no frame asks what the one before has asked.
#[derive(Clone, Debug, Default)]
struct Lit {
    revision: u64,
    takes: BTreeMap<ResourceId, bool>,
}

impl Lit {
    fn key() -> Id {
        Id::unique("what the line in the hand may lead to")
    }

    /// What was found out about this line of this design.
    fn take(frame: &FrameContext<'_>, context: &Context) -> Self {
        let revision = frame.state.workspace().revision();
        let before: Option<Self> = context.data_mut(|data| data.remove_temp(Self::key()));
        let known = before.filter(|before| before.revision == revision);
        known.unwrap_or_else(|| Self {
            revision,
            takes: BTreeMap::new(),
        })
    }

    fn takes(&mut self, frame: &FrameContext<'_>, id: &ResourceId) -> bool {
        if let Some(takes) = self.takes.get(id) {
            return *takes;
        }
        let editor = &frame.state.editor;
        let takes = editor
            .tool()
            .may_lead_to(editor.workspace().committed(), id);
        self.takes.insert(id.clone(), takes);
        takes
    }

    fn keep(self, context: &Context) {
        context.data_mut(|data| data.insert_temp(Self::key(), self));
    }

    /// No line is in the hand; the next one is another one.
    fn forget(context: &Context) {
        context.data_mut(|data| data.remove_temp::<Self>(Self::key()));
    }
}

/// The objects whose ports are seen: the one that is selected, and the tile under the pointer.
fn owners(frame: &FrameContext<'_>, camera: &Camera, pointer: Option<Pos2>) -> Vec<ResourceId> {
    let workspace = frame.state.workspace();
    let selected = workspace.selection().only().cloned();
    let under = pointer.and_then(|pointer| {
        let at = whole(camera.scene_from_screen(pointer));
        let (document, arranged) = (workspace.committed(), workspace.committed_arrangement());
        match target_at(document, arranged, workspace.selection(), at) {
            Target::Tile(id) => Some(id),
            _ => None,
        }
    });
    let under = under.filter(|id| selected.as_ref() != Some(id));
    selected.into_iter().chain(under).collect()
}

/// The middles of the sides of an object that has connections, on the screen.
fn ports(frame: &FrameContext<'_>, camera: &Camera, id: &ResourceId) -> Vec<Pos2> {
    let kind = kind_of(frame.document(), id);
    let place = frame.state.place(id);
    let (Some(kind), Some(place)) = (kind, place) else {
        return Vec::new();
    };
    let rect: ScreenRect = camera.screen_rect_from_scene(place);
    if connectable(kind).is_empty() || rect.width() < SMALLEST.x || rect.height() < SMALLEST.y {
        return Vec::new();
    }
    let rect = rect.expand(if kind.is_resizable() { ASIDE } else { 0.0 });
    vec![
        rect.center_top(),
        rect.right_center(),
        rect.center_bottom(),
        rect.left_center(),
    ]
}

/// The ends of the lines of the only selected object that somebody can draw.
fn ends(frame: &FrameContext<'_>, camera: &Camera) -> Vec<End> {
    let [selected] = frame.selection() else {
        return Vec::new();
    };
    let lines = frame.answers.picture.visible(camera.visible_scene());
    let lines = lines.filter(|item| item.layer == Layer::Edge);
    let lines = lines.chain(&frame.answers.selected_links);
    let mut ends = Vec::new();
    let own = lines.filter_map(|item| {
        let (one, other) = joined(frame.document(), item)?;
        (one == *selected || other == *selected).then_some((item, one, other))
    });
    for (item, one, other) in own.take(MOST_LINES) {
        if !is_rewirable(frame.document(), &one, &other) {
            continue;
        }
        if let Some([first, last]) = taken_at(item, camera) {
            ends.push(End {
                place: first,
                at: one.clone(),
                from: other.clone(),
            });
            ends.push(End {
                place: last,
                at: other,
                from: one,
            });
        }
    }
    ends
}

/// What a line joins: its id says so. The interface of something in a subnet stands for the subnet.
fn joined(document: &Document, item: &Item) -> Option<(ResourceId, ResourceId)> {
    let id = item.id.strip_prefix("selected:").unwrap_or(&item.id);
    let (from, to) = id.split_once("->")?;
    let end = |text: &str| {
        let inner = text.split_once('/').map(|(_, subnet)| subnet);
        let found = document.id(text).or_else(|| document.id(inner?));
        found.cloned()
    };
    Some((end(from)?, end(to)?))
}

/// Where the two ends of a line are taken, on the screen; `None` for one that is too short.
fn taken_at(item: &Item, camera: &Camera) -> Option<[Pos2; 2]> {
    let points = item.shapes.iter().find_map(|shape| match shape {
        Shape::Line { points, .. } => Some(points),
        _ => None,
    })?;
    let screen = |index: usize| Some(camera.screen_from_scene(*points.get(index)?));
    let last = points.len().checked_sub(1)?;
    let towards = |end: Pos2, next: Pos2| {
        let way = next - end;
        (way.length() > 1.0).then(|| end + way.normalized() * ALONG.min(way.length() / 2.0))
    };
    let first = towards(screen(0)?, screen(1)?)?;
    let end = towards(screen(last)?, screen(last.checked_sub(1)?)?)?;
    (first.distance(end) > 2.0 * REACH).then_some([first, end])
}

fn kind_of(document: &Document, id: &ResourceId) -> Option<Kind> {
    Some(document.resource(id)?.kind())
}
