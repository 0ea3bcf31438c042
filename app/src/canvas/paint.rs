//! Paints a paint list with egui: what is visible, at the camera's zoom, in the theme's colors.
//!
//! Geometry is exact at every zoom. Text is laid out at device size in the camera's snapped steps, never scaled.
//! It decides nothing: what is painted, and in which order, is the paint list's.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use egui::epaint::{PathShape, PathStroke, RectShape, StrokeKind};
use egui::{
    Color32, CornerRadius, Mesh, Painter, Pos2, Rect as ScreenRect, Shape as EguiShape, pos2,
};
use vpcanvas_drawing::{
    Align, Font, Icon, Item, Layer, Point, Polyline, Rect, Shape, Stroke, Theme, Token, arrow_head,
    flatten, rounded_path,
};

use super::camera::Camera;
use crate::theme::{color32, font};

/// How far a painted curve may be from the true one, in screen points.
const TOLERANCE: f32 = 0.15;
/// Narrower boxes with nothing in them are painted without corners and blends, in screen points.
const SPECK: f32 = 24.0;
/// Corners that are less round, in screen points, are not seen.
const ROUND: f32 = 1.0;
/// Outlines are never painted thinner than this, in screen points: they would flicker away.
const THINNEST: f32 = 0.75;

/// Paints scene shapes on the screen.
pub struct ScenePainter<'a> {
    /// Where to.
    pub painter: &'a Painter,
    /// From where it is seen.
    pub camera: &'a Camera,
    /// In which colors.
    pub theme: &'static Theme,
}

impl ScenePainter<'_> {
    /// Paints items from lowest to highest; runs of those too small for detail as one mesh.
    pub fn items<'i>(&self, items: impl Iterator<Item = &'i Item>) {
        let mut specks = Mesh::default();
        for item in items {
            if !item.shapes.iter().all(is_bare) {
                self.flush(&mut specks);
                self.item(item);
                continue;
            }
            for shape in &item.shapes {
                if !self.speck(shape, &mut specks) {
                    self.flush(&mut specks);
                    self.shape(shape);
                }
            }
        }
        self.flush(&mut specks);
    }

    /// Paints what was gathered.
    fn flush(&self, specks: &mut Mesh) {
        if !specks.is_empty() {
            self.painter.add(std::mem::take(specks));
        }
    }

    /// Adds a box that is too small for detail; returns whether it was.
    fn speck(&self, shape: &Shape, mesh: &mut Mesh) -> bool {
        let Shape::Rect {
            rect,
            corner_radius,
            fill,
            stroke,
        } = shape
        else {
            return false;
        };
        let on_screen = self.camera.screen_rect_from_scene(*rect);
        let has_corners = corner_radius * self.camera.scale() > ROUND;
        let is_dashed = stroke.is_some_and(|stroke| stroke.dash.is_some());
        if is_dashed || (has_corners && on_screen.width() >= SPECK) {
            return false;
        }
        let mut inside = on_screen;
        if let Some(stroke) = stroke {
            mesh.add_colored_rect(on_screen, color32(self.theme, stroke.color));
            inside = on_screen.shrink(1.0);
            mesh.add_colored_rect(inside, color32(self.theme, Token::CanvasBackground));
        }
        mesh.add_colored_rect(inside, self.fill(*fill));
        true
    }

    /// Paints all shapes of an item; nothing of a label that is too small to be read.
    pub fn item(&self, item: &Item) {
        if item.layer == Layer::Badge && self.is_empty(&item.shapes) {
            return;
        }
        for shape in &item.shapes {
            self.shape(shape);
        }
        if item.layer == Layer::Container {
            self.name_from_afar(item);
        }
    }

    /// Whether shapes are the ground of a text alone that is not written at this zoom.
    fn is_empty(&self, shapes: &[Shape]) -> bool {
        shapes.iter().all(|shape| match shape {
            Shape::Text { size, .. } => self.camera.text_size(*size).is_none(),
            Shape::Icon { .. } => false,
            Shape::Rect { .. } | Shape::Circle { .. } | Shape::Line { .. } => true,
        })
    }

    fn shape(&self, shape: &Shape) {
        match shape {
            Shape::Rect {
                rect,
                corner_radius,
                fill,
                stroke,
            } => self.rect(*rect, *corner_radius, *fill, *stroke),
            Shape::Circle {
                center,
                radius,
                fill,
                stroke,
            } => {
                let center = self.camera.screen_from_scene(*center);
                let radius = radius * self.camera.scale();
                let stroke = stroke.map_or(egui::Stroke::NONE, |stroke| self.stroke(stroke));
                self.painter
                    .circle(center, radius, self.fill(*fill), stroke);
            }
            Shape::Line {
                points,
                corner_radius,
                stroke,
                arrow_end,
            } => {
                self.line(points, *corner_radius, *stroke, *arrow_end);
            }
            Shape::Icon { icon, rect, color } => {
                let rect = self.camera.screen_rect_from_scene(*rect);
                paint_icon(self.painter, *icon, rect, color32(self.theme, *color));
            }
            Shape::Text {
                position,
                align,
                size,
                font,
                color,
                text,
            } => {
                if let Some(size) = self.camera.text_size(*size) {
                    let position = self.camera.screen_from_scene(*position);
                    self.text(position, *align, *font, size, *color, text);
                }
            }
        }
    }

    /// A box; an outline of dashes goes around it as a path.
    pub fn rect(
        &self,
        rect: Rect,
        corner_radius: f32,
        fill: Option<Token>,
        stroke: Option<Stroke>,
    ) {
        let on_screen = self.camera.screen_rect_from_scene(rect);
        let radius = corner(corner_radius * self.camera.scale());
        let dashed = stroke.filter(|stroke| stroke.dash.is_some());
        let outline = match stroke {
            Some(stroke) if dashed.is_none() => self.stroke(stroke),
            Some(_) | None => egui::Stroke::NONE,
        };
        self.painter.add(RectShape::new(
            on_screen,
            radius,
            self.fill(fill),
            outline,
            StrokeKind::Middle,
        ));
        if let Some(stroke) = dashed {
            self.polylines(&outline_of(rect, corner_radius), stroke);
        }
    }

    /// A line through scene points, with an arrow head if wanted.
    pub fn line(&self, points: &[Point], corner_radius: f32, stroke: Stroke, arrow_end: bool) {
        let tolerance = TOLERANCE / self.camera.scale();
        self.polylines(
            &flatten(&rounded_path(points, corner_radius), tolerance),
            stroke,
        );
        if let Some(head) = arrow_end
            .then(|| arrow_head(points, stroke.width))
            .flatten()
        {
            let corners = head
                .map(|corner| self.camera.screen_from_scene(corner))
                .to_vec();
            let fill = color32(self.theme, stroke.color);
            self.painter
                .add(PathShape::convex_polygon(corners, fill, PathStroke::NONE));
        }
    }

    fn polylines(&self, lines: &[Polyline], stroke: Stroke) {
        let on_screen = self.stroke(stroke);
        for line in lines {
            let mut points: Vec<Pos2> = line
                .points
                .iter()
                .map(|at| self.camera.screen_from_scene(*at))
                .collect();
            match stroke.dash {
                Some((dash, gap)) => {
                    points.extend(line.closed.then(|| points.first().copied()).flatten());
                    let scale = self.camera.scale();
                    let dashes = EguiShape::dashed_line(
                        &points,
                        on_screen,
                        (dash * scale).max(2.0),
                        (gap * scale).max(2.0),
                    );
                    self.painter.extend(dashes);
                }
                None if line.closed => {
                    self.painter.add(PathShape::closed_line(points, on_screen));
                }
                None => {
                    self.painter.add(PathShape::line(points, on_screen));
                }
            }
        }
    }

    /// One line of text; `position` is on its baseline.
    pub fn text(
        &self,
        position: Pos2,
        align: Align,
        typeface: Font,
        size: f32,
        color: Token,
        text: &str,
    ) {
        let color = color32(self.theme, color);
        let galley = self
            .painter
            .layout_no_wrap(one_line(text), font(typeface, size), color);
        let baseline = galley
            .rows
            .first()
            .and_then(|row| Some(row.pos.y + row.glyphs.first()?.pos.y));
        let left = match align {
            Align::Left => 0.0,
            Align::Center => galley.size().x / 2.0,
            Align::Right => galley.size().x,
        };
        let corner = pos2(position.x - left, position.y - baseline.unwrap_or_default());
        self.painter.galley(corner, galley, color);
    }

    fn fill(&self, token: Option<Token>) -> Color32 {
        token.map_or(Color32::TRANSPARENT, |token| color32(self.theme, token))
    }

    fn stroke(&self, stroke: Stroke) -> egui::Stroke {
        let width = (stroke.width * self.camera.scale()).max(THINNEST);
        egui::Stroke::new(width, color32(self.theme, stroke.color))
    }
}

/// An icon on the screen, on the canvas or in a panel.
pub fn paint_icon(painter: &Painter, icon: Icon, rect: ScreenRect, color: Color32) {
    const GRID: f32 = 24.0;
    static LINES: OnceLock<BTreeMap<Icon, Vec<Polyline>>> = OnceLock::new();
    let grid = Rect::new(0.0, 0.0, GRID, GRID);
    let lines = LINES.get_or_init(|| {
        Icon::ALL
            .iter()
            .map(|&icon| (icon, icon.lines(grid, 0.05)))
            .collect()
    });
    let scale = rect.width() / GRID;
    let stroke = egui::Stroke::new((Icon::stroke_width(grid) * scale).max(THINNEST), color);
    for line in lines.get(&icon).into_iter().flatten() {
        let points = line
            .points
            .iter()
            .map(|at| rect.min + egui::vec2(at.x, at.y) * scale)
            .collect();
        painter.add(if line.closed {
            PathShape::closed_line(points, stroke)
        } else {
            PathShape::line(points, stroke)
        });
    }
}

/// The outline of a box as one closed path, begun in the middle of its upper side so that every corner is rounded.
fn outline_of(rect: Rect, corner_radius: f32) -> Vec<Polyline> {
    let begin = Point::new(rect.center().x, rect.min.y);
    let corners = [
        begin,
        Point::new(rect.max.x, rect.min.y),
        rect.max,
        Point::new(rect.min.x, rect.max.y),
        rect.min,
        begin,
    ];
    flatten(&rounded_path(&corners, corner_radius), 0.5)
}

/// egui counts corners in whole points, at most 255.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rounded and clamped to what the type holds"
)]
fn corner(radius: f32) -> CornerRadius {
    CornerRadius::same(radius.round().clamp(0.0, 255.0) as u8)
}

/// Whether a shape may stand in a box with nothing written in it.
fn is_bare(shape: &Shape) -> bool {
    matches!(shape, Shape::Rect { .. } | Shape::Icon { .. })
}

/// What an author wrote may hold line breaks and control characters; on the canvas it is one line.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}
