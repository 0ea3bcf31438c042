//! Notes: a sheet of paper for one that stands by itself, a small mark on what has one.
//!
//! A sheet shows as much of its text as it has room for; the rest ends in `…`.

use vpcanvas_model::{Resource, ResourceId};
use vpcanvas_network::Network;

use crate::picture::pen::Pen;
use crate::picture::places::Place;
use crate::picture::{Detail, item};
use crate::text::paragraph;
use crate::{Font, Icon, Item, Layer, Point, Rect, Shape, Size, Stroke, Token};

/// Room between the paper's edge and its text.
const INSET: f32 = 10.0;
/// The side of the corner that is turned up.
const CORNER: f32 = 12.0;
/// The height of a line, in sizes of its letters.
const LEADING: f32 = 1.4;
/// How far the mark of a note stands from the right edge, clear of the mark of a finding.
const ASIDE: f32 = 26.0;
/// The radius of a mark.
const MARK: f32 = 8.0;

/// A note of its own, as paper.
pub(super) fn sheet(id: &ResourceId, record: &Resource, rect: Rect, detail: Detail) -> Item {
    let text = record.note.as_deref().or(record.name()).unwrap_or_default();
    let turned = Point::new(rect.max.x - CORNER, rect.max.y - CORNER);
    let mut shapes = vec![
        Shape::Rect {
            rect: rect.moved(0.0, 1.5),
            corner_radius: 2.0,
            fill: Some(Token::Shadow),
            stroke: None,
        },
        Shape::Rect {
            rect,
            corner_radius: 2.0,
            fill: Some(Token::NotePaper),
            stroke: Some(Stroke::solid(1.0, Token::NoteBorder)),
        },
        Shape::Line {
            points: vec![
                Point::new(turned.x, rect.max.y),
                turned,
                Point::new(rect.max.x, turned.y),
            ],
            corner_radius: 0.0,
            stroke: Stroke::solid(1.0, Token::NoteBorder),
            arrow_end: false,
        },
    ];
    shapes.extend(lines(text, rect, detail));
    let label = if text.is_empty() {
        format!("Note, {id}, empty")
    } else {
        format!("Note, {text}")
    };
    item(id.to_string(), Some(id), label, Layer::Tile, shapes)
}

fn lines(text: &str, rect: Rect, detail: Detail) -> Vec<Shape> {
    let size = match detail {
        Detail::Full => Size::TextLabel.points(),
        Detail::Compact => 17.0,
    };
    let (width, height) = (rect.width() - 2.0 * INSET, rect.height() - 2.0 * INSET);
    let step = LEADING * size;
    let fitting = (1_u8..).take_while(|rows| f32::from(*rows) * step <= height.max(step));
    let pen = Pen::new(Font::Regular, size, Token::Text);
    let mut middle = rect.min.y + INSET + step / 2.0;
    let mut shapes = Vec::new();
    for line in paragraph(pen.font, size, text, width, fitting.count()) {
        if !line.is_empty() {
            shapes.push(pen.left(rect.min.x + INSET, middle, width, &line));
        }
        middle += step;
    }
    shapes
}

/// The mark on what has a note attached; hovering it says the note.
pub(super) fn mark(network: &Network, place: &Place, rect: Rect, detail: Detail) -> Option<Item> {
    let id = place.resource()?;
    let record = network.document().resource(id)?;
    let note = record.note.as_deref()?;
    if record.kind() == vpcanvas_model::Kind::Note {
        return None;
    }
    let radius = match detail {
        Detail::Full => MARK,
        Detail::Compact => 1.5 * MARK,
    };
    let center = Point::new(rect.max.x - ASIDE, rect.min.y + 2.0);
    let shapes = vec![
        Shape::Circle {
            center,
            radius,
            fill: Some(Token::NotePaper),
            stroke: Some(Stroke::solid(1.0, Token::NoteBorder)),
        },
        Shape::Icon {
            icon: Icon::Note,
            rect: Rect::around(center, 1.4 * radius, 1.4 * radius),
            color: Token::Text,
        },
    ];
    let label = format!("{} has a note: {note}", network.document().display_name(id));
    Some(item(
        format!("note:{id}"),
        Some(id),
        label,
        Layer::Badge,
        shapes,
    ))
}
