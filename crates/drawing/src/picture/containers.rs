//! Accounts, VPCs and subnets: outlines with a header, as AWS diagrams draw them.

use std::collections::BTreeMap;

use vpcanvas_model::{
    Arrangement, Kind, Properties, ResourceId, SharedMap, arrangement::HEADER,
    geometry::Point as WholePoint, kind::Subnet,
};
use vpcanvas_network::Network;

use super::afar::{Afar, crowds};
use super::folded::{Held, title};
use super::frames;
use super::pen::Pen;
use super::sight::{Seen, Sight};
use super::{Detail, Mark, View, item};
use crate::{Font, Icon, Item, Layer, Point, Rect, Shape, Size, Stroke, Token};

/// Room between a header's edge and what is written in it.
pub(super) const INSET: f32 = 10.0;
/// Room at the right end of a header, for what collapses and expands the container.
const CHEVRON: f32 = 30.0;
/// The distance of the two lines of a collapsed container.
const LINE: f32 = 17.0;

pub(super) fn items(
    network: &Network,
    arrangement: &Arrangement,
    (seen, afar): (&Seen<'_>, &Afar),
    marks: &BTreeMap<&ResourceId, Mark>,
    view: &View,
) -> Vec<Item> {
    let worst_of = |id: &ResourceId| match afar.party(id).filter(|party| party.kind == Kind::Vpc) {
        Some(party) => party.worst,
        None => worst_inside(arrangement, &view.marks, id),
    };
    let of_kind = |kind: Kind| {
        let here = seen.resources.iter();
        let here = here.filter(move |(id, _)| network.kind(id) == Some(kind));
        here.filter_map(|(id, rect)| {
            let resource = network.document().resource(id)?;
            let frame = frame(network, id, &resource.properties)?;
            let plain = view
                .sight
                .filter(|sight| sight.is_plain(resource.kind(), *rect));
            let name = title(network, arrangement, id);
            Some(match plain {
                Some(sight) => {
                    let count = arrangement.held(id);
                    frame.plain(&name, id, *rect, sight, (worst_of(id), count))
                }
                None if arrangement.is_collapsed(id) => {
                    let held = Held::of(network, arrangement, id);
                    let mark = marks.get(id).copied();
                    let own = network.document().display_name(id);
                    frame.folded((own, &name), id, *rect, (&held, mark), view.detail)
                }
                None => {
                    let is_framed = arrangement.frame_of(network.document(), id).is_some();
                    frame.item(&name, id, *rect, (view.detail, is_framed))
                }
            })
        })
    };
    let mut items: Vec<Item> = of_kind(Kind::Account).collect();
    items.extend(frames::regions(arrangement, view));
    items.extend(
        view.sight
            .map(|sight| crowds(&seen.crowd, sight))
            .unwrap_or_default(),
    );
    items.extend(of_kind(Kind::Vpc));
    items.extend(frames::zones(arrangement, seen, view));
    items.extend(of_kind(Kind::Subnet));
    items.extend(frames::names(arrangement, view));
    items
}

/// The worst mark in a container, and in what is shown as one with it.
fn worst_inside(
    arrangement: &Arrangement,
    marks: &SharedMap<ResourceId, Mark>,
    id: &ResourceId,
) -> Option<Mark> {
    let all = std::iter::once(id).chain(arrangement.stands_for(id));
    let all = all.flat_map(|id| arrangement.with_belongings(id));
    all.filter_map(|id| marks.get(id)).max().copied()
}

/// How one container looks.
struct Frame {
    icon: Icon,
    border: Token,
    header: Token,
    tint: Token,
    /// Whether the icon stands in a tab of the border's color.
    has_tab: bool,
    /// Ranges, after the name.
    detail: String,
    /// Region or zone, at the right end.
    place: String,
    /// What it is, in words.
    kind: &'static str,
}

fn frame(network: &Network, id: &ResourceId, properties: &Properties) -> Option<Frame> {
    match properties {
        Properties::Account(_) => Some(Frame {
            icon: Icon::Account,
            border: Token::AccountBorder,
            header: Token::AccountHeader,
            tint: Token::AccountTint,
            has_tab: true,
            detail: String::new(),
            place: id.to_string(),
            kind: "Account",
        }),
        Properties::Vpc(vpc) => Some(Frame {
            icon: Icon::Vpc,
            border: Token::VpcBorder,
            header: Token::VpcHeader,
            tint: Token::VpcTint,
            has_tab: true,
            detail: joined(vpc.ipv4_cidr_blocks().map(|block| block.to_string())),
            place: vpc.region.clone().unwrap_or_default(),
            kind: "VPC",
        }),
        Properties::Subnet(subnet) => Some(subnet_frame(network, id, subnet)),
        _ => None,
    }
}

fn subnet_frame(network: &Network, id: &ResourceId, subnet: &Subnet) -> Frame {
    let is_public = is_public(network, id);
    Frame {
        icon: if is_public {
            Icon::HostedZone
        } else {
            Icon::Lock
        },
        border: if is_public {
            Token::PublicSubnetBorder
        } else {
            Token::PrivateSubnetBorder
        },
        header: if is_public {
            Token::PublicSubnetHeader
        } else {
            Token::PrivateSubnetHeader
        },
        tint: if is_public {
            Token::PublicSubnetTint
        } else {
            Token::PrivateSubnetTint
        },
        has_tab: false,
        detail: joined(subnet.cidr_block.iter().map(ToString::to_string)),
        place: String::new(),
        kind: if is_public {
            "Public subnet"
        } else {
            "Private subnet"
        },
    }
}

/// Whether the subnet's route table leads to an internet gateway.
fn is_public(network: &Network, subnet: &ResourceId) -> bool {
    let routes = network
        .route_table_of(subnet)
        .map(|(_, table)| &table.routes);
    let mut targets = routes
        .into_iter()
        .flatten()
        .filter_map(|route| route.target());
    let is_gateway = |target: &str| {
        let known = network.document().id(target);
        let record = known.and_then(|id| network.document().resource(id));
        record.map_or(target.starts_with("igw-"), |record| {
            record.kind() == Kind::InternetGateway
        })
    };
    targets.any(is_gateway)
}

impl Frame {
    /// The container with its header; a frame around it says its Region already.
    fn item(
        &self,
        name: &str,
        id: &ResourceId,
        rect: Rect,
        (detail, is_framed): (Detail, bool),
    ) -> Item {
        let mut shapes = vec![Shape::Rect {
            rect,
            corner_radius: Size::CornerContainer.points(),
            fill: Some(self.tint),
            stroke: Some(Stroke::solid(Size::Stroke.points(), self.border)),
        }];
        let place = if is_framed { "" } else { &self.place };
        self.header(&mut shapes, rect, (name, place), detail);
        let parts = [self.kind, name, &self.detail, &self.place];
        let label = parts.into_iter().filter(|part| !part.is_empty());
        let label = label.collect::<Vec<_>>().join(", ");
        item(id.to_string(), Some(id), label, Layer::Container, shapes)
    }

    /// The container as one tile: its name, how much it holds, and the worst that is said of what is in it. Another card
    /// behind it shows that there is more.
    fn folded(
        &self,
        (name, title): (&str, &str),
        id: &ResourceId,
        rect: Rect,
        (held, worst): (&Held, Option<Mark>),
        detail: Detail,
    ) -> Item {
        let card = |rect: Rect, fill: Token| Shape::Rect {
            rect,
            corner_radius: Size::CornerTile.points(),
            fill: Some(fill),
            stroke: Some(Stroke::solid(Size::Stroke.points(), self.border)),
        };
        let mut shapes = vec![
            card(rect.moved(3.0, 3.0), self.tint),
            card(rect, Token::TileBackground),
        ];
        let side = match detail {
            Detail::Full => Size::IconLarge.points(),
            Detail::Compact => 30.0,
        };
        let center = Point::new(rect.min.x + INSET + side / 2.0, rect.center().y);
        shapes.push(Shape::Icon {
            icon: self.icon,
            rect: Rect::around(center, side, side),
            color: self.border,
        });
        let left = center.x + side / 2.0 + INSET;
        let room = rect.max.x - CHEVRON - left;
        match detail {
            Detail::Full => {
                let heading = Pen::new(Font::Semibold, Size::TextLabel.points(), self.header);
                let upper = held.number().unwrap_or_else(|| name.to_owned());
                shapes.push(heading.left(left, center.y - LINE / 2.0, room, &upper));
                let (color, text) = caption(held, name, worst);
                let weak = Pen::caption(Font::Regular, color);
                shapes.push(weak.left(left, center.y + LINE / 2.0, room, &text));
            }
            Detail::Compact => {
                let heading = Pen::new(Font::Semibold, 17.0, self.header);
                shapes.extend(heading.block(left, center.y, room, title));
            }
        }
        let mut label = format!("{}, {title}, collapsed, holds {}", self.kind, held.words());
        if let Some((_, _, words)) = worst.map(Mark::look) {
            label = format!("{label}, {words}");
        }
        item(id.to_string(), Some(id), label, Layer::Tile, shapes)
    }

    /// The container from afar: its name, how much it holds, and the worst that is said of what is in it.
    fn plain(
        &self,
        name: &str,
        id: &ResourceId,
        rect: Rect,
        sight: Sight,
        (worst, count): (Option<Mark>, usize),
    ) -> Item {
        let on_screen = |points: f32| points / sight.scale;
        let look = worst.map(Mark::look);
        let outline = match worst {
            Some(Mark::Error) => Token::Error,
            Some(Mark::Info | Mark::Warning) | None => self.border,
        };
        let mut label = format!("{}, {name}, {count} objects", self.kind);
        let mut shapes = vec![Shape::Rect {
            rect,
            corner_radius: Size::CornerContainer.points(),
            fill: Some(self.tint),
            stroke: Some(Stroke::solid(on_screen(1.0), outline)),
        }];
        let side = on_screen(14.0);
        let inset = on_screen(4.0);
        if let Some((icon, color, words)) = look {
            label = format!("{label}, {words}");
            if rect.width() > 2.0 * side {
                shapes.push(Shape::Icon {
                    icon,
                    rect: Rect::new(
                        rect.max.x - side - inset,
                        rect.max.y - side - inset,
                        side,
                        side,
                    ),
                    color,
                });
            }
        }
        if rect.width() > 3.0 * side && rect.height() > 2.5 * side {
            let room = rect.width() - 2.0 * inset;
            let (left, top) = (rect.min.x + inset, rect.min.y + side * 0.8);
            let heading = Pen::new(Font::Semibold, on_screen(11.0), self.header);
            shapes.push(heading.left(left, top, room, name));
            let weak = Pen::new(Font::Regular, on_screen(10.0), Token::TextWeak);
            shapes.push(weak.left(left, top + side, room, &format!("{count} objects")));
        }
        item(id.to_string(), Some(id), label, Layer::Container, shapes)
    }

    fn header(
        &self,
        shapes: &mut Vec<Shape>,
        rect: Rect,
        (name, place): (&str, &str),
        detail: Detail,
    ) {
        let strip = header_strip(rect, HEADER);
        let middle = strip.center().y;
        let side = match detail {
            Detail::Full => Size::Icon.points(),
            Detail::Compact => 20.0,
        };
        let tab = Point::new(strip.min.x + INSET + side / 2.0, middle);
        if self.has_tab {
            shapes.push(Shape::Rect {
                rect: Rect::around(tab, side + 6.0, side + 6.0),
                corner_radius: Size::CornerControl.points() - 1.0,
                fill: Some(self.border),
                stroke: None,
            });
        }
        shapes.push(Shape::Icon {
            icon: self.icon,
            rect: Rect::around(tab, side, side),
            color: if self.has_tab {
                Token::ContainerIcon
            } else {
                self.header
            },
        });
        let mut line = Line {
            shapes,
            left: tab.x + side / 2.0 + INSET,
            right: strip.max.x - CHEVRON,
            middle,
        };
        match detail {
            Detail::Compact => line.write(Pen::new(Font::Semibold, 18.0, self.header), name),
            Detail::Full => {
                let code = Pen::caption(Font::Mono, Token::TextWeak);
                line.write_right(code, place);
                let heading = Pen::new(Font::Semibold, Size::TextLabel.points(), self.header);
                line.write(heading, name);
                line.write(code, &self.detail);
            }
        }
    }
}

/// One line of a header, written from both ends; what no longer fits is shortened or left out.
pub(super) struct Line<'a> {
    pub(super) shapes: &'a mut Vec<Shape>,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) middle: f32,
}

impl Line<'_> {
    pub(super) fn write(&mut self, pen: Pen, text: &str) {
        let room = self.right - self.left;
        if text.is_empty() || room < pen.size {
            return;
        }
        let shape = pen.left(self.left, self.middle, room, text);
        self.left += shape.bounds().width() + INSET;
        self.shapes.push(shape);
    }

    /// Writes at the right end, if that leaves half of the line.
    fn write_right(&mut self, pen: Pen, text: &str) {
        let advance = pen.width(text);
        if text.is_empty() || advance > (self.right - self.left) / 2.0 {
            return;
        }
        self.shapes.push(pen.right(self.right, self.middle, text));
        self.right -= advance + INSET;
    }
}

/// What is written under the name of a collapsed container.
fn caption(held: &Held, name: &str, worst: Option<Mark>) -> (Token, String) {
    let short = held.short(name);
    match worst {
        None => (Token::TextWeak, short),
        Some(mark) => {
            let (_, color, _) = mark.look();
            // The worst comes first, because what is too long loses its end.
            (color, format!("{}, {short}", mark.word()))
        }
    }
}

/// The strip at the top of a container, so many points high.
pub(super) fn header_strip(rect: Rect, height: i32) -> Rect {
    let height = Point::from(WholePoint::new(0, height)).y;
    Rect::new(rect.min.x, rect.min.y, rect.width(), height)
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}
