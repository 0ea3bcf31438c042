//! What stands inside containers: a card for each resource, a chip for each interface of what stands beside subnets,
//! and the marks findings leave on them.

use std::collections::BTreeMap;

use vpcanvas_analysis::{Finding, Severity};
use vpcanvas_model::{Kind, ResourceId, SharedMap};
use vpcanvas_network::{Interface, Network};

use super::pen::Pen;
use super::places::{Place, Places};
use super::{Detail, View, item};
use crate::{Font, Icon, Item, Layer, Point, Rect, Shape, Size, Stroke, Token};

mod caption;
mod note;

use caption::Caption;

/// Room between a tile's edge and what stands in it.
const INSET: f32 = 10.0;
/// The distance of the two lines of a tile.
const LINE: f32 = 17.0;
/// The radius of a mark.
const MARK: f32 = 9.0;

/// A mark on a resource that findings speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Something to know.
    Info,
    /// Something to look at.
    Warning,
    /// Something is wrong.
    Error,
}

impl From<Severity> for Mark {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Info,
        }
    }
}

impl Mark {
    /// The worst mark of each resource that findings speak of.
    pub fn of_findings(findings: &[Finding]) -> SharedMap<ResourceId, Self> {
        let mut marks: BTreeMap<ResourceId, Self> = BTreeMap::new();
        for finding in findings {
            let mark = Self::from(finding.severity);
            let worst = marks.entry(finding.component.clone()).or_insert(mark);
            *worst = mark.max(*worst);
        }
        marks.into_iter().collect()
    }

    /// It in one word.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Info => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// What says it without words, its color, and the words.
    pub(super) const fn look(self) -> (Icon, Token, &'static str) {
        match self {
            Self::Info => (Icon::Info, Token::Unknown, "has a hint"),
            Self::Warning => (Icon::Warning, Token::Warning, "has a warning"),
            Self::Error => (Icon::Cross, Token::Error, "has an error"),
        }
    }
}

pub(super) fn items(
    network: &Network,
    places: &Places<'_>,
    marks: &BTreeMap<&ResourceId, Mark>,
    view: &View,
) -> Vec<Item> {
    let mut items = Vec::new();
    for (place, rect) in places.iter() {
        if view.sight.is_some_and(|sight| sight.is_dot(rect)) {
            items.extend(dot(network, place, rect));
            continue;
        }
        let tile = match place {
            Place::Resource(id) => resource(network, id, rect, view.detail),
            Place::Interface { owner, subnet } => {
                Some(Chip::new(network, owner, subnet).item(place, rect, view.detail))
            }
            Place::AwsService(name) => Some(service(place, name, rect, view.detail)),
            Place::ServiceElsewhere(name) => Some(elsewhere(place, name, rect, view.detail)),
        };
        items.extend(tile);
    }
    let is_drawn = |rect: &Rect| view.sight.is_none_or(|sight| sight.is_marked(*rect));
    let noted = places.iter().filter(|(_, rect)| is_drawn(rect));
    items.extend(noted.filter_map(|(place, rect)| note::mark(network, place, rect, view.detail)));
    let arrangement = places.arrangement();
    for (id, mark) in marks {
        let rect = places.in_sight(&Place::Resource((*id).clone()));
        let rect = rect.filter(is_drawn);
        items.extend(rect.map(|rect| mark_item(network, id, *mark, rect, view.detail)));
    }
    for id in arrangement.locked() {
        let rect = places.in_sight(&Place::Resource(id.clone()));
        let rect = rect.filter(is_drawn);
        items.extend(rect.map(|rect| lock_item(network, id, rect, view.detail)));
    }
    items
}

/// A tile that is too small for anything to be written on it.
fn dot(network: &Network, place: &Place, rect: Rect) -> Option<Item> {
    let kind = place.subject().and_then(|id| network.kind(id));
    let kind = kind.unwrap_or(Kind::Other);
    let shape = Shape::Rect {
        rect,
        corner_radius: Size::CornerTile.points(),
        fill: Some(Token::of_kind(kind)),
        stroke: None,
    };
    let label = format!("{}, {}", kind.title(), place.name(network));
    let is_tile = !kind.is_container();
    is_tile.then(|| item(place.id(), place.subject(), label, Layer::Tile, vec![shape]))
}

fn resource(network: &Network, id: &ResourceId, rect: Rect, detail: Detail) -> Option<Item> {
    let record = network.document().resource(id)?;
    let kind = record.kind();
    if kind.is_container() {
        return None;
    }
    if kind == Kind::Note {
        return Some(note::sheet(id, record, rect, detail));
    }
    let card = Card {
        icon: Icon::of_kind(kind),
        color: Token::of_kind(kind),
        name: network.document().display_name(id),
        caption: caption::of(network, id, &record.properties),
        kind: record.properties.title(),
        has_dashes: false,
    };
    let place = Place::Resource(id.clone());
    Some(card.item(&place, rect, detail))
}

fn service(place: &Place, name: &str, rect: Rect, detail: Detail) -> Item {
    let short = name.splitn(4, '.').last().unwrap_or(name);
    let card = Card {
        icon: Icon::AwsService,
        color: Token::CategoryCompute,
        name: short,
        caption: Caption::words("AWS service"),
        kind: "AWS service",
        has_dashes: false,
    };
    card.item(place, rect, detail)
}

fn elsewhere(place: &Place, name: &str, rect: Rect, detail: Detail) -> Item {
    let card = Card {
        icon: Icon::of_kind(Kind::VpcEndpointService),
        color: Token::CategoryGeneral,
        name,
        caption: Caption::words("Not in this design"),
        kind: "Endpoint service",
        has_dashes: true,
    };
    card.item(place, rect, detail)
}

/// A tile with an icon, a name and a line under it.
struct Card<'a> {
    icon: Icon,
    color: Token,
    name: &'a str,
    caption: Caption,
    kind: &'static str,
    /// Whether the outline is dashed: it stands for something outside the design.
    has_dashes: bool,
}

impl Card<'_> {
    fn item(&self, place: &Place, rect: Rect, detail: Detail) -> Item {
        let mut shapes = card(rect, self.has_dashes);
        let icon_side = match detail {
            Detail::Full => Size::IconLarge.points(),
            Detail::Compact => 30.0,
        };
        let center = Point::new(rect.min.x + INSET + icon_side / 2.0, rect.center().y);
        shapes.push(Shape::Icon {
            icon: self.icon,
            rect: Rect::around(center, icon_side, icon_side),
            color: self.color,
        });
        let left = center.x + icon_side / 2.0 + INSET;
        let room = rect.max.x - 6.0 - left;
        self.text(&mut shapes, Point::new(left, center.y), room, detail);
        let parts = [self.kind, self.name, &self.caption.text];
        let mut parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.dedup();
        item(
            place.id(),
            place.subject(),
            parts.join(", "),
            Layer::Tile,
            shapes,
        )
    }

    fn text(&self, shapes: &mut Vec<Shape>, at: Point, room: f32, detail: Detail) {
        match detail {
            Detail::Full => {
                let name = Pen::new(Font::Medium, Size::TextLabel.points(), Token::TextStrong);
                shapes.push(name.left(at.x, at.y - LINE / 2.0, room, self.name));
                let caption = Pen::caption(self.caption.font, self.caption.color);
                shapes.push(caption.left(at.x, at.y + LINE / 2.0, room, &self.caption.text));
            }
            Detail::Compact => {
                let name = Pen::new(Font::Semibold, 17.0, Token::TextStrong);
                shapes.extend(name.block(at.x, at.y, room, self.name));
            }
        }
    }
}

/// The empty card, with its shadow.
fn card(rect: Rect, has_dashes: bool) -> Vec<Shape> {
    let corner_radius = Size::CornerTile.points();
    let outline = if has_dashes {
        Stroke::dashed(1.0, Token::BorderStrong, 4.0)
    } else {
        Stroke::solid(1.0, Token::TileBorder)
    };
    vec![
        Shape::Rect {
            rect: rect.moved(0.0, 1.5),
            corner_radius,
            fill: Some(Token::Shadow),
            stroke: None,
        },
        Shape::Rect {
            rect,
            corner_radius,
            fill: Some(Token::TileBackground),
            stroke: Some(outline),
        },
    ]
}

/// What something that stands beside the subnets has in one of them: a doorway, with its address.
struct Chip<'a> {
    icon: Icon,
    /// What it is, short.
    word: &'static str,
    /// What it is, for screen readers.
    kind: &'static str,
    name: &'a str,
    address: String,
}

impl<'a> Chip<'a> {
    fn new(network: &'a Network, owner: &'a ResourceId, subnet: &ResourceId) -> Self {
        let record = network.document().resource(owner);
        let kind = record.map_or(Kind::Other, vpcanvas_model::Resource::kind);
        let mut interfaces = network.interfaces_of(owner);
        let here = interfaces.find(|interface| interface.subnet == *subnet);
        let address = here.and_then(Interface::address);
        let (word, words) = match kind {
            Kind::VpcEndpoint => ("ENI", "Endpoint network interface"),
            Kind::LoadBalancer => ("node", "Load balancer node"),
            Kind::ResolverEndpoint => ("Resolver", "Resolver endpoint interface"),
            Kind::ResourceGateway => ("gateway", "Resource gateway interface"),
            _ => ("attachment", "Transit gateway attachment interface"),
        };
        let name = network.document().display_name(owner);
        // AWS shows no address of an attachment, so its name says more.
        let nameless = match kind {
            Kind::TransitGatewayAttachment => name,
            _ => "no address",
        };
        Self {
            icon: Icon::of_kind(kind),
            word,
            kind: words,
            name,
            address: address.map_or_else(|| nameless.to_owned(), |address| address.to_string()),
        }
    }

    fn item(&self, place: &Place, rect: Rect, detail: Detail) -> Item {
        let mut shapes = vec![Shape::Rect {
            rect,
            corner_radius: Size::CornerControl.points(),
            fill: Some(Token::ChipBackground),
            stroke: Some(Stroke::solid(1.0, Token::ChipBorder)),
        }];
        let (icon_side, gap) = match detail {
            Detail::Full => (Size::Icon.points(), INSET),
            Detail::Compact => (20.0, 0.6 * INSET),
        };
        let center = Point::new(rect.min.x + gap + icon_side / 2.0, rect.center().y);
        shapes.push(Shape::Icon {
            icon: self.icon,
            rect: Rect::around(center, icon_side, icon_side),
            color: Token::ChipText,
        });
        let left = center.x + icon_side / 2.0 + gap;
        self.text(
            &mut shapes,
            Point::new(left, center.y),
            rect.max.x - gap,
            detail,
        );
        let mut parts = vec![format!("{} of {}", self.kind, self.name)];
        if self.address != self.name {
            parts.push(self.address.clone());
        }
        let label = parts.join(", ");
        item(place.id(), place.subject(), label, Layer::Tile, shapes)
    }

    fn text(&self, shapes: &mut Vec<Shape>, at: Point, right: f32, detail: Detail) {
        match detail {
            Detail::Full => {
                let word = Pen::caption(Font::Regular, Token::ChipText);
                let address = Pen::caption(Font::Mono, Token::ChipText);
                let room = right - at.x - word.width(self.word) - INSET;
                shapes.push(address.left(at.x, at.y, room, &self.address));
                shapes.push(word.right(right, at.y, self.word));
            }
            Detail::Compact => {
                let name = Pen::new(Font::Medium, 15.0, Token::ChipText);
                shapes.push(name.left(at.x, at.y, right - at.x, self.name));
            }
        }
    }
}

/// A small lock at the upper left corner.
fn lock_item(network: &Network, id: &ResourceId, rect: Rect, detail: Detail) -> Item {
    let radius = match detail {
        Detail::Full => 8.0,
        Detail::Compact => 12.0,
    };
    let center = Point::new(rect.min.x + 4.0, rect.min.y + 2.0);
    let shapes = vec![
        Shape::Circle {
            center,
            radius,
            fill: Some(Token::PanelBackground),
            stroke: Some(Stroke::solid(1.0, Token::BorderStrong)),
        },
        Shape::Icon {
            icon: Icon::Lock,
            rect: Rect::around(center, 1.4 * radius, 1.4 * radius),
            color: Token::TextWeak,
        },
    ];
    let label = format!("{} is locked", network.document().display_name(id));
    item(format!("lock:{id}"), Some(id), label, Layer::Badge, shapes)
}

fn mark_item(network: &Network, id: &ResourceId, mark: Mark, rect: Rect, detail: Detail) -> Item {
    let (icon, color, words) = mark.look();
    let center = Point::new(rect.max.x - 4.0, rect.min.y + 2.0);
    let radius = match detail {
        Detail::Full => MARK,
        Detail::Compact => 1.5 * MARK,
    };
    let shapes = vec![
        Shape::Circle {
            center,
            radius,
            fill: Some(Token::PanelBackground),
            stroke: Some(Stroke::solid(1.5, color)),
        },
        Shape::Icon {
            icon,
            rect: Rect::around(center, 1.5 * radius, 1.5 * radius),
            color,
        },
    ];
    let label = format!("{} {words}", network.document().display_name(id));
    item(format!("mark:{id}"), Some(id), label, Layer::Badge, shapes)
}
