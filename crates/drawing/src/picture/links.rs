//! Lines between things: what is derived from the design, and the ways of traffic laid over it.
//!
//! No link is stored. An endpoint is joined with its interfaces and its service, a service with its load balancers, these
//! with their listeners, target groups and targets, an interface with its instance, a hosted zone with its VPCs.

use std::collections::{BTreeMap, BTreeSet};

use vpcanvas_model::{Kind, Properties, ResourceId};
use vpcanvas_network::Network;

use super::flows::{Flow, Verdict};
use super::overlay::overlay;
use super::pen::Pen;
use super::places::{Place, Places, service_place};
use super::routing::{Router, pieces};
use super::{Detail, View, item};
use crate::{Font, Icon, Item, Layer, Point, Rect, Shape, Stroke, Token};

/// How far the corners of lines are rounded.
const CORNER: f32 = 8.0;
/// The height of a label or badge on a line.
const PILL: f32 = 20.0;

/// How much of a line has to be seen beside a label on it.
const SHOWN: f32 = 16.0;
/// How far a label stands from what it stands beside.
const BESIDE: f32 = 6.0;
/// How much longer a line may be to stay out of a container it has nothing to do with.
const FOREIGN: f32 = 160.0;
/// How much longer a line may be to stay off the text of a header.
const WRITTEN: f32 = 240.0;

/// A line from one place to another.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link {
    pub(super) from: Place,
    pub(super) to: Place,
    pub(super) kind: LinkKind,
}

/// What a link says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LinkKind {
    /// From an endpoint to its service.
    PrivateLink,
    /// From service to load balancer, listener, target group and target.
    Forward,
    /// From an owner to its interface in a subnet.
    Part,
    /// From an interface to the instance it is plugged into.
    Attachment,
    /// From a hosted zone to a VPC that sees it.
    Dns,
    /// Traffic where no other link leads.
    Traffic,
}

impl LinkKind {
    /// Whether traffic passes from its start to its end.
    pub(super) const fn carries_traffic(self) -> bool {
        match self {
            Self::PrivateLink | Self::Forward | Self::Part | Self::Traffic => true,
            Self::Attachment | Self::Dns => false,
        }
    }

    /// Whether traffic may pass it on its way to somewhere else.
    pub(super) const fn leads_on(self) -> bool {
        match self {
            Self::PrivateLink | Self::Forward => true,
            Self::Part | Self::Attachment | Self::Dns | Self::Traffic => false,
        }
    }

    const fn stroke(self) -> Stroke {
        match self {
            Self::PrivateLink => Stroke::solid(2.5, Token::PrivateLink),
            Self::Forward | Self::Traffic => Stroke::solid(1.5, Token::Edge),
            Self::Part => Stroke::solid(1.25, Token::ChipBorder),
            Self::Attachment => Stroke::dashed(1.25, Token::Edge, 3.0),
            Self::Dns => Stroke::dashed(1.25, Token::Dns, 4.0),
        }
    }

    const fn has_arrow(self) -> bool {
        match self {
            Self::PrivateLink | Self::Forward | Self::Traffic => true,
            Self::Part | Self::Attachment | Self::Dns => false,
        }
    }

    /// What is written on it.
    const fn label(self) -> Option<&'static str> {
        match self {
            Self::PrivateLink => Some("PrivateLink"),
            Self::Dns => Some("DNS"),
            Self::Forward | Self::Part | Self::Attachment | Self::Traffic => None,
        }
    }

    /// The word between the names of both ends, for screen readers.
    const fn words(self) -> &'static str {
        match self {
            Self::PrivateLink => "connects by PrivateLink to",
            Self::Forward => "forwards to",
            Self::Part => "has the interface",
            Self::Attachment => "is attached to",
            Self::Dns => "answers in",
            Self::Traffic => "sends to",
        }
    }
}

/// Lines and what is written on them; `containers` is what they should rather go around.
pub(super) fn items(
    network: &Network,
    places: &Places,
    containers: &[Item],
    view: &View,
) -> Vec<Item> {
    let mut links = derived(network);
    links.retain(|link| places.rect(&link.from).is_some() && places.rect(&link.to).is_some());
    links.sort_by(|one, other| {
        (one.kind, &one.from, &one.to).cmp(&(other.kind, &other.from, &other.to))
    });
    links.dedup();
    let overlay = overlay(&view.flows, places, &mut links);
    let mut drawing = Drawing::new(network, places, view.detail);
    drawing.avoid(containers);
    let ways: Vec<Vec<Point>> = links.iter().map(|link| drawing.route(link)).collect();
    for (id, (link, way)) in links.iter().zip(&ways).enumerate() {
        drawing.line(link, way, overlay.verdicts.get(&id).copied());
    }
    let named = |(flow, _): &(&Flow, &Vec<usize>)| !flow.name.is_empty();
    for (flow, passed) in view.flows.iter().zip(&overlay.passed).filter(named) {
        let ways = passed.iter().filter_map(|link| ways.get(*link));
        drawing.badge(flow, &ways.collect::<Vec<_>>());
    }
    for (link, way) in links.iter().zip(&ways) {
        drawing.label(link, way);
    }
    drawing.items
}

fn derived(network: &Network) -> Vec<Link> {
    let mut links = Vec::new();
    for (id, resource) in network.document().resources() {
        let here = || Place::Resource(id.clone());
        let mut join = |from: Place, to: Place, kind: LinkKind| links.push(Link { from, to, kind });
        match &resource.properties {
            Properties::VpcEndpoint(_) => {
                if let Some(service) = service_place(network, id) {
                    join(here(), service, LinkKind::PrivateLink);
                }
            }
            Properties::VpcEndpointService(service) => {
                for balancer in &service.network_load_balancer_arns {
                    join(here(), Place::Resource(balancer.clone()), LinkKind::Forward);
                }
            }
            Properties::Listener(listener) => {
                if let Some(balancer) = &listener.load_balancer_arn {
                    join(Place::Resource(balancer.clone()), here(), LinkKind::Forward);
                }
                let groups = listener.default_actions.iter();
                for group in groups.filter_map(|action| action.target_group_arn.as_ref()) {
                    join(here(), Place::Resource(group.clone()), LinkKind::Forward);
                }
            }
            Properties::TargetGroup(_) => {
                for target in targets(network, id) {
                    join(here(), Place::Resource(target), LinkKind::Forward);
                }
            }
            Properties::NetworkInterface(interface) => {
                let attachment = interface.attachment.as_ref();
                if let Some(instance) =
                    attachment.and_then(|attachment| attachment.instance_id.as_ref())
                {
                    join(
                        here(),
                        Place::Resource(instance.clone()),
                        LinkKind::Attachment,
                    );
                }
            }
            Properties::HostedZone(zone) => {
                for vpc in zone.vpcs.iter().filter_map(|vpc| vpc.vpc_id.as_ref()) {
                    join(here(), Place::Resource(vpc.clone()), LinkKind::Dns);
                }
            }
            _ => {}
        }
        if matches!(resource.kind(), Kind::VpcEndpoint | Kind::LoadBalancer) {
            for subnet in network.document().interface_subnets(id) {
                let owner = id.clone();
                join(here(), Place::Interface { owner, subnet }, LinkKind::Part);
            }
        }
    }
    links
}

/// What answers behind a target group: targets by id, and by the addresses they stand at.
fn targets(network: &Network, group_id: &ResourceId) -> BTreeSet<ResourceId> {
    let Some(group) = network.target_group(group_id) else {
        return BTreeSet::new();
    };
    let named = group
        .targets
        .iter()
        .filter_map(|target| target.id.as_deref());
    let at = |text: &str| {
        let address = text.parse().ok()?;
        let interface = network.interface_at(group.vpc_id.as_ref()?, address)?;
        Some(interface.instance().unwrap_or(&interface.owner).clone())
    };
    named
        .map(|text| at(text).unwrap_or_else(|| ResourceId::from(text)))
        .collect()
}

/// Lines on their way into the picture.
struct Drawing<'a> {
    network: &'a Network,
    places: &'a Places,
    detail: Detail,
    router: Router,
    /// The number of each bundle: lines of one kind that begin at one place.
    bundles: BTreeMap<(Place, LinkKind), usize>,
    items: Vec<Item>,
}

impl<'a> Drawing<'a> {
    fn new(network: &'a Network, places: &'a Places, detail: Detail) -> Self {
        let is_box = |place: &Place| match place {
            Place::Resource(id) => network
                .document()
                .resource(id)
                .is_some_and(|resource| !resource.kind().is_container()),
            Place::Interface { .. } | Place::AwsService(_) | Place::ServiceElsewhere(_) => true,
        };
        let boxes = places
            .iter()
            .filter(|(place, _)| is_box(place))
            .map(|(_, rect)| rect);
        Self {
            network,
            places,
            detail,
            router: Router::new(boxes),
            bundles: BTreeMap::new(),
            items: Vec::new(),
        }
    }

    /// Makes lines go around containers they have nothing to do with, and around what is written in headers.
    fn avoid(&mut self, containers: &[Item]) {
        for container in containers {
            self.router.avoid(container.rect, FOREIGN);
            self.router.outline(container.rect);
            let is_text = |shape: &&Shape| matches!(shape, Shape::Text { .. });
            for text in container.shapes.iter().filter(is_text) {
                self.router.avoid_text(text.bounds(), WRITTEN);
            }
        }
    }

    fn route(&mut self, link: &Link) -> Vec<Point> {
        let (Some(from), Some(to)) = (self.places.rect(&link.from), self.places.rect(&link.to))
        else {
            return Vec::new();
        };
        let number = self.bundles.len();
        let bundle = *self
            .bundles
            .entry((link.from.clone(), link.kind))
            .or_insert(number);
        self.router.route(from, to, bundle)
    }

    fn line(&mut self, link: &Link, way: &[Point], verdict: Option<Verdict>) {
        let stroke = verdict.map_or(link.kind.stroke(), Verdict::stroke);
        let shape = Shape::Line {
            points: way.to_vec(),
            corner_radius: CORNER,
            stroke,
            arrow_end: link.kind.has_arrow(),
        };
        let (from, to) = (link.from.name(self.network), link.to.name(self.network));
        let mut label = format!("{from} {} {to}", link.kind.words());
        if let Some(verdict) = verdict {
            label = format!("{label}, {}", verdict.words());
        }
        let id = format!("{}->{}", link.from.id(), link.to.id());
        self.items
            .push(item(id, None, label, Layer::Edge, vec![shape]));
    }

    fn label(&mut self, link: &Link, way: &[Point]) {
        let Some(text) = link.kind.label().filter(|_| self.detail == Detail::Full) else {
            return;
        };
        let pill = Pill {
            icon: None,
            text,
            color: link.kind.stroke().color,
            background: Token::PanelBackground,
        };
        let Some(rect) = self.free_place(way, pill.width()) else {
            return;
        };
        let id = format!("label:{}->{}", link.from.id(), link.to.id());
        let shapes = pill.shapes(rect);
        self.items
            .push(item(id, None, text.to_owned(), Layer::Badge, shapes));
    }

    /// The badge of a flow: near its source, or near the end of what ends early.
    fn badge(&mut self, flow: &Flow, ways: &[&Vec<Point>]) {
        let (color, background) = flow.verdict.tokens();
        let pill = Pill {
            icon: Some(flow.verdict.icon()),
            text: flow.verdict.words(),
            color,
            background,
        };
        let mut tried: Vec<&[Point]> = ways.iter().map(|way| way.as_slice()).collect();
        if flow.verdict == Verdict::Unreachable {
            tried.reverse();
        }
        let on_line = tried
            .iter()
            .find_map(|way| self.free_place(way, pill.width()));
        let place = on_line.or_else(|| {
            tried
                .iter()
                .find_map(|way| self.free_place_beside(way, pill.width()))
        });
        let Some(rect) = place else {
            return;
        };
        let label = format!("{}: {}", flow.name, pill.text);
        let shapes = pill.shapes(rect);
        self.items.push(item(
            format!("flow:{}", flow.id),
            None,
            label,
            Layer::Badge,
            shapes,
        ));
    }

    /// A free place for a pill on a piece of a way that stays visible on both sides of it, the longest piece first.
    fn free_place(&mut self, way: &[Point], width: f32) -> Option<Rect> {
        let mut pieces: Vec<(Point, Point)> = pieces(way).collect();
        pieces.retain(|(start, end)| {
            let covered = if is_level(*start, *end) { width } else { PILL };
            start.distance(*end) >= covered + SHOWN
        });
        pieces.sort_by(|one, other| other.0.distance(other.1).total_cmp(&one.0.distance(one.1)));
        let along = |share: f32| {
            move |&(start, end): &(Point, Point)| {
                start.moved((end.x - start.x) * share, (end.y - start.y) * share)
            }
        };
        let centers = [0.5, 0.35, 0.65, 0.2, 0.8]
            .into_iter()
            .flat_map(|share| pieces.iter().map(along(share)));
        self.taken(centers, width)
    }

    /// A free place for a pill beside the middle of a piece of a way, or beside the boxes at its ends.
    fn free_place_beside(&mut self, way: &[Point], width: f32) -> Option<Rect> {
        let (aside, over) = (width / 2.0 + BESIDE, PILL / 2.0 + BESIDE);
        let middles = pieces(way).flat_map(|(start, end)| {
            let middle = Point::new(f32::midpoint(start.x, end.x), f32::midpoint(start.y, end.y));
            let (x, y) = if is_level(start, end) {
                (0.0, over)
            } else {
                (aside, 0.0)
            };
            [middle.moved(x, y), middle.moved(-x, -y)]
        });
        let boxes = way.iter().filter_map(|end| self.router.box_touching(*end));
        let ends = boxes.flat_map(|rect| {
            let center = rect.center();
            let (x, y) = (rect.width() / 2.0 + aside, rect.height() / 2.0 + over);
            [
                center.moved(x, 0.0),
                center.moved(0.0, -y),
                center.moved(0.0, y),
            ]
        });
        let centers: Vec<Point> = middles.chain(ends).collect();
        self.taken(centers.into_iter(), width)
    }

    /// The first place for a pill that is free, which then no longer is.
    fn taken(&mut self, centers: impl Iterator<Item = Point>, width: f32) -> Option<Rect> {
        let mut places = centers.map(|center| Rect::around(center, width, PILL));
        let rect = places.find(|rect| self.router.is_free(rect.expand(3.0)))?;
        self.router.occupy(rect);
        Some(rect)
    }
}

fn is_level(start: Point, end: Point) -> bool {
    (start.y - end.y).abs() < 1.0
}

/// A rounded label on a line.
struct Pill<'a> {
    icon: Option<Icon>,
    text: &'a str,
    color: Token,
    background: Token,
}

impl Pill<'_> {
    fn pen(&self) -> Pen {
        Pen::caption(Font::Semibold, self.color)
    }

    fn icon_room(&self) -> f32 {
        if self.icon.is_some() { 16.0 } else { 0.0 }
    }

    fn width(&self) -> f32 {
        self.pen().width(self.text) + self.icon_room() + 16.0
    }

    fn shapes(&self, rect: Rect) -> Vec<Shape> {
        let middle = rect.center().y;
        let mut shapes = vec![Shape::Rect {
            rect,
            corner_radius: PILL / 2.0,
            fill: Some(self.background),
            stroke: Some(Stroke::solid(1.0, self.color)),
        }];
        shapes.extend(self.icon.map(|icon| Shape::Icon {
            icon,
            rect: Rect::around(Point::new(rect.min.x + 14.0, middle), 14.0, 14.0),
            color: self.color,
        }));
        let left = rect.min.x + 8.0 + self.icon_room();
        shapes.push(self.pen().left(left, middle, rect.width(), self.text));
        shapes
    }
}
