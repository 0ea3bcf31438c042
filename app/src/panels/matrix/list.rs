//! Two lists side by side: who reaches one thing, and what that thing reaches.

use egui::{Rect, ScrollArea, Sense, Ui, WidgetInfo, vec2};
use vpcanvas_drawing::{Font, Token};
use vpcanvas_model::ResourceId;

use super::{Connection, name, port, reason};
use crate::answers::reach::{Directions, Pairs};
use crate::canvas::paint::paint_icon;
use crate::frame::FrameContext;
use crate::panels::parts;
use crate::theme::{color, font};

/// The height of a row, in points.
const ROW: f32 = 22.0;

/// Shows both lists.
pub(super) fn two(ui: &mut Ui, frame: &FrameContext<'_>, id: &ResourceId, both: &Directions) {
    let it = frame.document().display_name(id);
    ui.columns(2, |columns| {
        if let [left, right] = columns {
            let (arriving, all) = (both.to_it.arriving, both.to_it.len());
            let title = text!(
                "matrix-who-reaches",
                object = it,
                arriving = arriving,
                all = all
            );
            list(left, frame, (&title, "to it"), &both.to_it, |connection| {
                connection.from
            });
            let (arriving, all) = (both.from_it.arriving, both.from_it.len());
            let title = text!(
                "matrix-what-it-reaches",
                object = it,
                arriving = arriving,
                all = all
            );
            list(
                right,
                frame,
                (&title, "from it"),
                &both.from_it,
                |connection| &connection.service.to,
            );
        }
    });
}

fn list(
    ui: &mut Ui,
    frame: &FrameContext<'_>,
    (title, salt): (&str, &str),
    pairs: &Pairs,
    other: impl for<'a> Fn(&'a Connection<'a>) -> &'a str,
) {
    parts::heading(ui, title);
    if pairs.is_empty() && frame.answers.reach.share_done().is_none() {
        parts::hint(ui, text!("matrix-nothing-else"));
    }
    ScrollArea::vertical()
        .id_salt(salt)
        .auto_shrink(false)
        .show_rows(ui, ROW, pairs.len(), |ui, rows| {
            for index in rows {
                if let Some((from, service, cell)) = pairs.get(index) {
                    let connection = Connection {
                        frame,
                        from,
                        service,
                        cell: &cell,
                    };
                    row(ui, &connection, other(&connection));
                }
            }
        });
}

/// One connection: how it ends, with what, over which port, and what is in its way.
fn row(ui: &mut Ui, connection: &Connection<'_>, other: &str) {
    let size = vec2(ui.available_width(), ROW - ui.spacing().item_spacing.y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, connection.words()));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 4.0, color(ui, Token::Hover));
    }
    let document = connection.frame.document();
    let verdict = connection.verdict();
    let (token, _) = verdict.tokens();
    let ink = color(ui, token);
    let icon = Rect::from_center_size(rect.left_center() + vec2(10.0, 0.0), vec2(14.0, 14.0));
    paint_icon(ui.painter(), verdict.icon(), icon, ink);
    let to = format!("{} {}", name(document, other), port(connection.service));
    let blocked = connection.cell.blocker.as_ref();
    let why = blocked.map_or_else(String::new, |blocker| reason(document, blocker));
    let word = verdict.words().to_owned();
    let columns = [
        (word, font(Font::Medium, 12.0), ink, 0.0, 0.2),
        (
            to,
            font(Font::Regular, 12.5),
            color(ui, Token::Text),
            0.2,
            0.4,
        ),
        (
            why,
            font(Font::Mono, 10.5),
            color(ui, Token::TextWeak),
            0.6,
            0.4,
        ),
    ];
    let room = rect.width() - 22.0;
    for (text, typeface, ink, from, share) in columns {
        let left = rect.left() + 22.0 + room * from;
        parts::cut_text(
            ui.painter(),
            (left, rect.center().y),
            room * share - 8.0,
            text,
            typeface,
            ink,
        );
    }
    let response = response.on_hover_text(connection.hover());
    if response.clicked() {
        connection.ask();
    }
}
