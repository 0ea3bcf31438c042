//! Sources by services as a table whose headings stay in sight while it is scrolled.

use std::ops::Range;

use egui::{Pos2, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use vpcanvas_analysis::Matrix;
use vpcanvas_drawing::{Font, Token};

use super::{Connection, name, port};
use crate::canvas::paint::paint_icon;
use crate::frame::FrameContext;
use crate::panels::parts;
use crate::theme::{color, font};

/// The size of a cell, in points.
const CELL: egui::Vec2 = vec2(128.0, 24.0);
/// What the headings take up at the left and at the top.
const HEADINGS: egui::Vec2 = vec2(176.0, 38.0);

/// Shows the table.
pub(super) fn show(ui: &mut Ui, frame: &FrameContext<'_>, matrix: &Matrix) {
    let size = HEADINGS + vec2(length(matrix.services.len()), length(matrix.sources.len())) * CELL;
    ScrollArea::both()
        .id_salt("matrix")
        .auto_shrink(false)
        .show_viewport(ui, |ui, seen| {
            ui.set_min_size(size);
            let table = Table {
                frame,
                matrix,
                origin: ui.min_rect().min,
                seen: seen.translate(ui.min_rect().min.to_vec2()),
            };
            table.show(ui);
        });
}

struct Table<'a> {
    frame: &'a FrameContext<'a>,
    matrix: &'a Matrix,
    /// Where the table begins on the screen.
    origin: Pos2,
    /// What of the screen shows it.
    seen: Rect,
}

impl Table<'_> {
    fn show(&self, ui: &mut Ui) {
        let scrolled = self.seen.min - self.origin;
        let rows = visible(
            scrolled.y,
            self.seen.height(),
            CELL.y,
            self.matrix.sources.len(),
        );
        let columns = visible(
            scrolled.x,
            self.seen.width(),
            CELL.x,
            self.matrix.services.len(),
        );
        for row in rows.clone() {
            for column in columns.clone() {
                self.cell(ui, row, column);
            }
        }
        self.headings(ui, rows, columns);
    }

    /// The headings lie over the cells that were scrolled under them.
    fn headings(&self, ui: &mut Ui, rows: Range<usize>, columns: Range<usize>) {
        let corner = self.seen.min;
        let body = corner + HEADINGS;
        let fill = ui.visuals().panel_fill;
        let (left, top) = (
            Rect::from_min_max(pos2(corner.x, body.y), pos2(body.x, self.seen.max.y)),
            Rect::from_min_max(pos2(body.x, corner.y), pos2(self.seen.max.x, body.y)),
        );
        let painter = ui.painter().clone();
        painter.rect_filled(left, 0.0, fill);
        for row in rows {
            let at = pos2(corner.x, self.at(row, 0).y);
            self.source(
                ui,
                left,
                Rect::from_min_size(at, vec2(HEADINGS.x, CELL.y)),
                row,
            );
        }
        painter.rect_filled(top, 0.0, fill);
        for column in columns {
            let at = pos2(self.at(0, column).x, corner.y);
            self.service(
                ui,
                top,
                Rect::from_min_size(at, vec2(CELL.x, HEADINGS.y)),
                column,
            );
        }
        painter.rect_filled(Rect::from_min_max(corner, body), 0.0, fill);
        let line = Stroke::new(1.0, color(ui, Token::Border));
        painter.hline(self.seen.x_range(), body.y, line);
        painter.vline(body.x, self.seen.y_range(), line);
    }

    fn source(&self, ui: &mut Ui, clip: Rect, rect: Rect, row: usize) {
        let Some(source) = self.matrix.sources.get(row) else {
            return;
        };
        let mut ui = ui.new_child(
            egui::UiBuilder::new()
                .max_rect(rect)
                .id_salt(("source", row)),
        );
        ui.shrink_clip_rect(clip);
        ui.set_max_width(HEADINGS.x - 8.0);
        ui.centered_and_justified(|ui| {
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                parts::resource_link(ui, self.frame, &source.as_str().into());
            });
        });
    }

    fn service(&self, ui: &mut Ui, clip: Rect, rect: Rect, column: usize) {
        let Some(service) = self.matrix.services.get(column) else {
            return;
        };
        let name = name(self.frame.document(), &service.to);
        let room = rect.width() - 12.0;
        let (left, top) = (rect.left() + 6.0, rect.top() + 11.0);
        let mut child = ui.new_child(
            egui::UiBuilder::new()
                .max_rect(rect)
                .id_salt(("service", column)),
        );
        child.shrink_clip_rect(clip);
        let words = format!("{name} {}", port(service));
        let heading = child.interact(rect, child.scope_id().with("heading"), Sense::hover());
        heading.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &words));
        heading.on_hover_text(words);
        let (strong, weak) = (
            color(&child, Token::TextStrong),
            color(&child, Token::TextWeak),
        );
        parts::cut_text(
            child.painter(),
            (left, top),
            room,
            name,
            font(Font::Medium, 12.0),
            strong,
        );
        let port = port(service);
        parts::cut_text(
            child.painter(),
            (left, top + 15.0),
            room,
            port,
            font(Font::Mono, 10.5),
            weak,
        );
    }

    fn cell(&self, ui: &mut Ui, row: usize, column: usize) {
        let (source, service) = (
            self.matrix.sources.get(row),
            self.matrix.services.get(column),
        );
        let rect = Rect::from_min_size(self.at(row, column), CELL).shrink(1.0);
        let body = Rect::from_min_max(self.seen.min + HEADINGS, self.seen.max);
        let (Some(from), Some(service)) = (source, service) else {
            return;
        };
        let Some(cell) = self.matrix.cell(row, column) else {
            let weak = color(ui, Token::TextWeak);
            let at = (rect.left() + 8.0, rect.center().y);
            parts::cut_text(
                ui.painter(),
                at,
                rect.width(),
                "…".to_owned(),
                font(Font::Regular, 12.0),
                weak,
            );
            return;
        };
        let connection = Connection {
            frame: self.frame,
            from,
            service,
            cell: &cell,
        };
        let id = ui.scope_id().with(("cell", row, column));
        let response = ui.interact(rect.intersect(body), id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, connection.words()));
        mark(
            ui,
            rect,
            &connection,
            response.hovered() || response.has_focus(),
        );
        if response.gained_focus() {
            ui.scroll_to_rect(rect.expand2(HEADINGS), None);
        }
        let response = response.on_hover_text(connection.hover());
        if response.clicked() {
            connection.ask();
        }
    }

    /// The upper left corner of a cell on the screen.
    fn at(&self, row: usize, column: usize) -> Pos2 {
        self.origin + HEADINGS + vec2(length(column), length(row)) * CELL
    }
}

/// A verdict in shape, tint and word.
fn mark(ui: &Ui, rect: Rect, connection: &Connection<'_>, is_hot: bool) {
    let verdict = connection.verdict();
    let (token, tint) = verdict.tokens();
    let ink = color(ui, token);
    let painter = ui.painter();
    painter.rect_filled(rect, 4.0, color(ui, tint));
    if is_hot {
        let stroke = Stroke::new(1.5, ink);
        painter.rect_stroke(rect, 4.0, stroke, egui::StrokeKind::Inside);
    }
    let icon = Rect::from_center_size(rect.left_center() + vec2(12.0, 0.0), vec2(14.0, 14.0));
    paint_icon(painter, verdict.icon(), icon, ink);
    let words = verdict.words().to_owned();
    let at = (rect.left() + 23.0, rect.center().y);
    parts::cut_text(
        ui.painter(),
        at,
        rect.width() - 25.0,
        words,
        font(Font::Medium, 11.5),
        ink,
    );
}

/// Which of so many cells in a row are seen.
fn visible(scrolled: f32, room: f32, cell: f32, count: usize) -> Range<usize> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float that is negative or too large becomes an end of the range"
    )]
    let index = |at: f32| (at / cell).floor() as usize;
    index(scrolled).min(count)..index(scrolled + room).saturating_add(1).min(count)
}

/// A number of cells as a factor of a length.
#[expect(
    clippy::cast_precision_loss,
    reason = "egui's coordinates are floats; a table of a hundred thousand rows is exact"
)]
fn length(cells: usize) -> f32 {
    cells as f32
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn only_what_is_seen_is_laid_out() {
        assert_eq!(visible(0.0, 100.0, 24.0, 1000), 0..5);
        assert_eq!(visible(240.0, 100.0, 24.0, 1000), 10..15);
        assert_eq!(visible(-5.0, 100.0, 24.0, 3), 0..3);
        assert_eq!(visible(24_000.0, 100.0, 24.0, 1000), 1000..1000);
        assert_eq!(visible(0.0, 100.0, 24.0, 0), 0..0);
    }
}
