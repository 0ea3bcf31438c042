//! Regions and Availability Zones: broken outlines around what lies in them, with their names. No resource stands for them.

use vpcanvas_model::{
    Arrangement, Kind,
    arrangement::{REGION_HEADER, RegionFrame, ZONE_HEADER, Zone},
    catalogue,
};

use super::containers::{INSET, Line, header_strip};
use super::pen::Pen;
use super::sight::{Seen, Sight};
use super::{Detail, View, item};
use crate::{Font, Icon, Item, Layer, Point, Rect, Shape, Size, Stroke, Token};

pub(super) fn regions(arrangement: &Arrangement, view: &View) -> impl Iterator<Item = Item> {
    seen(arrangement, view).map(|frame| region(frame, view))
}

/// The names of Regions that are seen from so far that there is no room for them in the frames.
pub(super) fn names(arrangement: &Arrangement, view: &View) -> impl Iterator<Item = Item> {
    let sight = view.sight.filter(|sight| sight.is_far());
    let frames = seen(arrangement, view);
    frames.filter_map(move |frame| name(frame, sight?))
}

fn seen<'a>(
    arrangement: &'a Arrangement,
    view: &View,
) -> impl Iterator<Item = &'a RegionFrame> + use<'a> {
    let sight = view.sight;
    arrangement.regions.values().filter(move |frame| {
        let rect = Rect::from(frame.rect);
        sight.is_none_or(|sight| {
            rect.intersects(sight.region) && !sight.is_plain(Kind::Account, rect)
        })
    })
}

pub(super) fn zones(arrangement: &Arrangement, seen: &Seen<'_>, view: &View) -> Vec<Item> {
    let is_seen = |zone: &&Zone| {
        view.sight.is_none_or(|sight| {
            let rect = Rect::from(zone.rect);
            rect.intersects(sight.region) && !sight.is_plain(Kind::Vpc, rect)
        })
    };
    let vpcs = seen.resources.iter();
    let zones = vpcs.flat_map(|(vpc, _)| arrangement.zones_of(vpc));
    let seen = zones.filter(is_seen);
    seen.map(|frame| zone(frame, view.detail)).collect()
}

fn region(frame: &RegionFrame, view: &View) -> Item {
    let rect = Rect::from(frame.rect);
    let mut shapes = vec![Shape::Rect {
        rect,
        corner_radius: Size::CornerContainer.points(),
        fill: None,
        stroke: Some(Stroke::dashed(
            Size::Stroke.points(),
            Token::RegionBorder,
            8.0,
        )),
    }];
    let title = title(&frame.region);
    if !view.sight.is_some_and(Sight::is_far) {
        heading(&mut shapes, rect, (&frame.region, title), view.detail);
    }
    let parts = ["Region", &frame.region, title].into_iter();
    let label = parts.filter(|part| !part.is_empty());
    let label = label.collect::<Vec<_>>().join(", ");
    let container = frame.container.as_ref();
    item(id_of(frame), container, label, Layer::Container, shapes)
}

fn id_of(frame: &RegionFrame) -> String {
    match &frame.container {
        Some(account) => format!("{account}/{}", frame.region),
        None => format!("canvas/{}", frame.region),
    }
}

/// What AWS calls a Region besides its name, where that is known.
fn title(region: &str) -> &'static str {
    let known = catalogue::regions()
        .iter()
        .find(|known| known.name == region);
    known.map_or("", |known| known.title.as_str())
}

fn heading(shapes: &mut Vec<Shape>, rect: Rect, (name, title): (&str, &str), detail: Detail) {
    let strip = header_strip(rect, REGION_HEADER);
    let (icon, text) = match detail {
        Detail::Full => (Size::Icon.points(), Size::TextLabel.points()),
        Detail::Compact => (20.0, 18.0),
    };
    let center = Point::new(strip.min.x + INSET + icon / 2.0, strip.center().y);
    let color = Token::RegionHeader;
    shapes.push(Shape::Icon {
        icon: Icon::Region,
        rect: Rect::around(center, icon, icon),
        color,
    });
    let mut line = Line {
        shapes,
        left: center.x + icon / 2.0 + INSET,
        right: strip.max.x - INSET,
        middle: center.y,
    };
    line.write(Pen::new(Font::Semibold, text, color), name);
    if detail == Detail::Full {
        line.write(Pen::caption(Font::Regular, Token::TextWeak), title);
    }
}

/// The name of a Region from afar: on its outline, as large as it has to be to be read, if there is room for all of it.
fn name(frame: &RegionFrame, sight: Sight) -> Option<Item> {
    let rect = Rect::from(frame.rect);
    let on_screen = |points: f32| points / sight.scale;
    let inset = on_screen(3.0);
    let pen = Pen::new(Font::Semibold, on_screen(11.0), Token::RegionHeader);
    let width = pen.width(&frame.region);
    let room = rect.width() - 2.0 * inset;
    let left = rect.min.x + 2.0 * inset;
    let text = pen.left(left, rect.min.y, width, &frame.region);
    let plate = Shape::Rect {
        rect: Rect::new(
            left - inset,
            rect.min.y - on_screen(7.0),
            width + 2.0 * inset,
            on_screen(14.0),
        ),
        corner_radius: on_screen(2.0),
        fill: Some(Token::CanvasBackground),
        stroke: None,
    };
    let id = format!("{}/name", id_of(frame));
    let container = frame.container.as_ref();
    let label = frame.region.clone();
    (width + 2.0 * inset <= room)
        .then(|| item(id, container, label, Layer::Badge, vec![plate, text]))
}

fn zone(zone: &Zone, detail: Detail) -> Item {
    let rect = Rect::from(zone.rect);
    let mut shapes = vec![Shape::Rect {
        rect,
        corner_radius: Size::CornerContainer.points(),
        fill: None,
        stroke: Some(Stroke::dashed(1.0, Token::AvailabilityZoneBorder, 5.0)),
    }];
    let strip = header_strip(rect, ZONE_HEADER);
    let color = Token::AvailabilityZoneHeader;
    let pen = match detail {
        Detail::Full => Pen::caption(Font::Medium, color),
        Detail::Compact => Pen::new(Font::Medium, 16.0, color),
    };
    let mut line = Line {
        shapes: &mut shapes,
        left: strip.min.x + INSET,
        right: strip.max.x - INSET,
        middle: strip.center().y,
    };
    line.write(pen, &zone.availability_zone_id);
    let id = format!("{}/{}", zone.vpc, zone.availability_zone_id);
    let label = format!("Availability Zone, {}", zone.availability_zone_id);
    item(id, Some(&zone.vpc), label, Layer::Container, shapes)
}
