//! The outline: everything in the design as a tree of what stands in what, for whoever works by keyboard or screen reader, and
//! for finding one's way.
//!
//! Up and down go from row to row, right opens and goes inside, left closes and goes out, Enter selects. A row that is dragged
//! onto another goes into it by the rules of the canvas. Only the rows in sight are laid out.

mod rows;
mod signs;

use egui::{
    DragAndDrop, EventFilter, Id, Key, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo,
    vec2,
};
use vpcanvas_drawing::{Font, Icon, Token};
use vpcanvas_editor::Frame;
use vpcanvas_editor::actions::{check_move_to, check_move_to_frame};
use vpcanvas_model::{Kind, Resource, ResourceId};

use self::rows::{Place, Row, What, rows};
use super::parts;
use crate::canvas::paint::paint_icon;
use crate::frame::{FrameContext, Request};
use crate::theme::{color, font};

/// The height of a row, in points.
const ROW: f32 = 22.0;
/// How far each level stands in.
const INDENT: f32 = 14.0;
/// Shows the tree.
pub(super) fn show(ui: &mut Ui, frame: &FrameContext<'_>) {
    let rows = rows(frame);
    if rows.is_empty() {
        parts::hint(ui, text!("outline-empty"));
    }
    ScrollArea::vertical()
        .id_salt("outline")
        .auto_shrink(false)
        .show_viewport(ui, |ui, seen| {
            let width = ui.available_width();
            ui.set_min_size(vec2(width, height(rows.len())));
            let origin = ui.min_rect().min;
            let places = rows.iter().enumerate().map(|(index, row)| {
                let corner = origin + vec2(0.0, height(index));
                (row, Rect::from_min_size(corner, vec2(width, ROW)))
            });
            // One more at each end, so that the keyboard finds the next one.
            let near = seen.translate(origin.to_vec2()).expand(2.0 * ROW);
            let near = places.filter(|(_, place)| near.y_range().contains(place.center().y));
            let mut shown: Vec<(&Row<'_>, Response)> = Vec::new();
            for (row, place) in near {
                shown.push((row, line(ui, frame, row, place)));
            }
            keys(ui, frame, &shown);
            dragged(ui, frame, &shown);
        });
    if frame.session().outline.takes_keyboard {
        frame.ask(Request::OutlineShown);
    }
}

/// What is written in a row, and in which color its icon is.
struct Look<'a> {
    kind: &'static str,
    name: &'a str,
    icon: Icon,
    tint: Token,
}

fn look<'a>(frame: &FrameContext<'a>, row: &Row<'a>) -> Look<'a> {
    match &row.what {
        What::Thing(id) => {
            let kind = frame.document().resource(id).map(Resource::kind);
            let kind = kind.unwrap_or(Kind::Other);
            Look {
                kind: kind.title(),
                name: frame.document().display_name(id),
                icon: Icon::of_kind(kind),
                tint: Token::of_kind(kind),
            }
        }
        What::Region(region, _) => Look {
            kind: Frame::from(*region).title(),
            name: &region.region,
            icon: Icon::Region,
            tint: Token::RegionHeader,
        },
    }
}

fn line(ui: &Ui, frame: &FrameContext<'_>, row: &Row<'_>, place: Rect) -> Response {
    let Look {
        kind,
        name,
        icon,
        tint,
    } = look(frame, row);
    let response = ui.interact(place, id_of(&row.key), Sense::click_and_drag());
    let selection = frame.state.workspace().selection();
    let is_selected = row.thing().is_some_and(|id| selection.contains(id));
    response.widget_info(|| {
        let words = match (row.inside, row.is_open) {
            (0, _) => text!("outline-leaf", kind = kind, name = name),
            (count, true) => text!("outline-open", kind = kind, name = name, count = count),
            (count, false) => text!("outline-closed", kind = kind, name = name, count = count),
        };
        WidgetInfo::selected(Role::TreeItem, true, is_selected, words)
    });
    let left = place.left() + INDENT * f32::from(row.depth);
    let painter = ui.painter();
    if is_selected {
        painter.rect_filled(place, 4.0, color(ui, Token::AccentTint));
    } else if response.hovered() || response.has_focus() {
        painter.rect_filled(place, 4.0, color(ui, Token::Hover));
    }
    if response.has_focus() {
        let stroke = egui::Stroke::new(1.5, color(ui, Token::Accent));
        painter.rect_stroke(place.shrink(1.0), 4.0, stroke, egui::StrokeKind::Inside);
    }
    let middle = place.center().y;
    let square = |left: f32, side: f32| {
        Rect::from_center_size(egui::pos2(left + side / 2.0, middle), vec2(side, side))
    };
    let arrow = square(left + 2.0, 14.0);
    if row.inside > 0 {
        let icon = if row.is_open {
            Icon::ChevronDown
        } else {
            Icon::ChevronRight
        };
        paint_icon(painter, icon, arrow, color(ui, Token::TextWeak));
    }
    paint_icon(painter, icon, square(left + 18.0, 15.0), color(ui, tint));
    let right = match row.thing() {
        Some(id) => signs::show(ui, frame, id, &response),
        None => place.right() - 4.0,
    };
    let room = right - left - 40.0;
    let ink = color(ui, Token::Text);
    parts::cut_text(
        ui.painter(),
        (left + 37.0, middle),
        room,
        name.to_owned(),
        font(Font::Regular, 12.5),
        ink,
    );
    clicked(ui, frame, row, &response, arrow);
    let id = row.thing().map_or(name, ResourceId::as_str);
    response.on_hover_text(format!("{kind} {id}"))
}

/// The arrow opens and closes; the rest of the row selects.
fn clicked(ui: &Ui, frame: &FrameContext<'_>, row: &Row<'_>, response: &Response, arrow: Rect) {
    if !response.clicked() {
        return;
    }
    let is_on_arrow = response
        .interact_pointer_pos()
        .is_some_and(|at| row.inside > 0 && at.x < arrow.right() + 2.0);
    if is_on_arrow {
        frame.ask(Request::ToggleInOutline(row.key.clone()));
    } else {
        frame.ask(match &row.what {
            What::Thing(id) => Request::Show((*id).clone()),
            What::Region(..) => Request::Select(row.things()),
        });
        ui.memory_mut(|memory| memory.request_focus(response.id));
    }
}

/// What is dragged from row to row.
struct Dragged(Vec<ResourceId>);

/// The widget data under which the canvas finds what a row is dragged onto.
pub(crate) fn drop_target() -> Id {
    Id::unique("outline drop target")
}

/// Moves what is dragged into what it is let go on, below all rows onto the canvas; says why not before that.
fn dragged(ui: &Ui, frame: &FrameContext<'_>, shown: &[(&Row<'_>, Response)]) {
    ui.data_mut(|data| data.remove::<ResourceId>(drop_target()));
    if let Some((row, _)) = shown.iter().find(|(_, row)| row.drag_started()) {
        let selected = frame.selection();
        let is_selected = row.thing().is_some_and(|id| selected.contains(id));
        let ids = if is_selected {
            selected.to_vec()
        } else {
            row.things()
        };
        DragAndDrop::set_payload(ui.ctx(), Dragged(ids));
    }
    let dragged = DragAndDrop::payload::<Dragged>(ui.ctx());
    let at = ui.input(|input| input.pointer.latest_pos());
    let (Some(dragged), Some(at)) = (dragged, at.filter(|at| ui.clip_rect().contains(*at))) else {
        return;
    };
    let over = shown.iter().find(|(_, row)| row.rect.contains(at));
    let target = over.and_then(|(row, _)| row.thing());
    if target.is_some_and(|target| dragged.0.contains(target)) {
        return;
    }
    let committed = frame.state.workspace().committed();
    let place = over.map_or(Place::Thing(None), |(row, _)| row.place());
    let may_stand = match &place {
        Place::Thing(target) => check_move_to(committed, &dragged.0, *target),
        Place::Region(to) => check_move_to_frame(committed, &dragged.0, to),
    };
    let is_released = ui.input(|input| input.pointer.any_released());
    match may_stand {
        Ok(()) if is_released => frame.ask(match place {
            Place::Thing(target) => Request::MoveTo(dragged.0.clone(), target.cloned()),
            Place::Region(to) => Request::MoveToFrame(dragged.0.clone(), to),
        }),
        Ok(()) => halo(ui, target, over.map(|(_, response)| response.rect)),
        Err(reason) if is_released => frame.ask(Request::Say(reason)),
        Err(reason) => {
            parts::beside_pointer(ui.ctx(), ui.layer_id(), color(ui, Token::Error), &reason);
        }
    }
}

/// Marks what a row would be dropped into, here and for the canvas.
fn halo(ui: &Ui, target: Option<&ResourceId>, row: Option<Rect>) {
    let stroke = egui::Stroke::new(2.0, color(ui, Token::Success));
    let rect = row.unwrap_or(ui.clip_rect());
    let painter = ui.painter();
    painter.rect_stroke(rect.shrink(1.0), 4.0, stroke, egui::StrokeKind::Inside);
    if let Some(id) = target {
        ui.data_mut(|data| data.insert_temp(drop_target(), id.clone()));
    }
}

/// What the arrow keys do on the row that has the keyboard.
fn keys(ui: &Ui, frame: &FrameContext<'_>, shown: &[(&Row<'_>, Response)]) {
    let arrows = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..EventFilter::default()
    };
    let here = shown.iter().position(|(_, response)| response.has_focus());
    let Some((here, (row, response))) = here.and_then(|here| Some((here, shown.get(here)?))) else {
        take_keyboard(ui, frame, shown);
        return;
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    let pressed = |key: Key| ui.input(|input| input.key_pressed(key));
    let is_holder = row.inside > 0;
    let outside = || {
        let before = shown.get(..here)?;
        before
            .iter()
            .rposition(|(other, _)| other.depth < row.depth)
    };
    let next = if pressed(Key::ArrowDown) {
        Some(here + 1)
    } else if pressed(Key::ArrowUp) {
        here.checked_sub(1)
    } else if pressed(Key::ArrowRight) && is_holder && row.is_open {
        Some(here + 1)
    } else if pressed(Key::ArrowLeft) && !(is_holder && row.is_open) {
        outside()
    } else {
        if is_holder && (pressed(Key::ArrowRight) || pressed(Key::ArrowLeft)) {
            frame.ask(Request::ToggleInOutline(row.key.clone()));
        }
        None
    };
    if let Some((_, next)) = next.and_then(|next| shown.get(next)) {
        ui.memory_mut(|memory| memory.request_focus(next.id));
        ui.scroll_to_rect(next.rect.expand(ROW), None);
    }
}

/// Gives the keyboard to the row of what is selected, or to the first one, when that was asked for.
fn take_keyboard(ui: &Ui, frame: &FrameContext<'_>, shown: &[(&Row<'_>, Response)]) {
    if !frame.session().outline.takes_keyboard {
        return;
    }
    let selected = frame.selection().last();
    let row = shown
        .iter()
        .find(|(row, _)| selected.is_some() && row.thing() == selected);
    if let Some((_, response)) = row.or(shown.first()) {
        ui.memory_mut(|memory| memory.request_focus(response.id));
    }
}

fn id_of(id: &ResourceId) -> Id {
    Id::unique(("outline", id.as_str()))
}

/// The height of so many rows.
#[expect(
    clippy::cast_precision_loss,
    reason = "egui's coordinates are floats; a tree of a hundred thousand rows is exact"
)]
fn height(rows: usize) -> f32 {
    rows as f32 * ROW
}
