//! Links and verdicts as lines, labels and badges.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use vpcanvas_model::ResourceId;
use vpcanvas_network::Network;

use super::flows::{Flow, Verdict};
use super::links::{Link, LinkKind, derived};
use super::overlay::overlay;
use super::pills::Pill;
use super::places::{Place, Places};
use super::routing::Router;
use super::{Detail, View, item};
use crate::{Item, Layer, Point, Rect, Shape, Token};

/// With more links than this each takes a simple way: nobody sees them all.
const MOST_ROUTED: usize = 400;
/// A line that leads further than this out of sight is only begun, in scene points.
const FAR: f32 = 2000.0;
/// How much of it is drawn.
const STUB: f32 = 36.0;
/// How far the corners of lines are rounded.
const CORNER: f32 = 8.0;
/// How much longer a line may be to stay out of a container it has nothing to do with.
const FOREIGN: f32 = 160.0;
/// How much longer a line may be to stay off the text of a header.
const WRITTEN: f32 = 240.0;

/// Lines and what is written on them; `containers` is what they should rather go around.
pub(super) fn items(
    network: &Network,
    places: &Places<'_>,
    containers: &[Item],
    view: &View,
) -> Vec<Item> {
    let is_near = |rect: Rect| view.sight.is_none_or(|sight| !sight.is_dot(rect));
    let near = places.iter().filter(|(_, rect)| is_near(*rect));
    let near: BTreeSet<&ResourceId> = near.filter_map(|(place, _)| place.resource()).collect();
    let mut links = derived(
        network,
        places.with_hidden(near.iter().copied()).into_iter(),
    );
    links.retain(|link| view.shows_link(network, link));
    let (mut links, counts) = merged(links, places);
    let mut flows = Cow::from(&view.flows);
    if view.sight.is_some() {
        let is_near = |flow: &Flow| flow.stops.iter().any(|stop| near.contains(&stop.component));
        flows.to_mut().retain(is_near);
    }
    let overlay = overlay(&flows, places, &mut links);
    let mut drawing = Drawing::new(network, places, view.detail);
    drawing.is_simple = view.sight.is_some() || links.len() > MOST_ROUTED;
    drawing.counts = counts;
    drawing.avoid(containers);
    let ways: Vec<Vec<Point>> = links.iter().map(|link| drawing.route(link)).collect();
    drawing.lines(&links, &ways, &overlay.verdicts);
    // What can stand on one line alone comes before what has several to choose from.
    for (number, (link, way)) in links.iter().zip(&ways).enumerate() {
        drawing.label(number, link, way);
    }
    for (passed, flows) in together(&flows, &overlay.passed) {
        let ways = passed.iter().filter_map(|link| ways.get(*link));
        drawing.badge(&flows, &ways.collect::<Vec<_>>());
    }
    drawing.items
}

/// The links between what is seen, each once, and how many each of them is.
fn merged(mut links: Vec<Link>, places: &Places<'_>) -> (Vec<Link>, Vec<usize>) {
    let order = |one: &Link, other: &Link| {
        (one.kind, &one.from, &one.to).cmp(&(other.kind, &other.from, &other.to))
    };
    links.sort_by(order);
    links.dedup();
    let seen = links.into_iter().filter_map(|link| {
        let (from, to) = (places.shown(link.from)?, places.shown(link.to)?);
        let is_seen = from != to && places.rect(&from).is_some() && places.rect(&to).is_some();
        is_seen.then_some(Link { from, to, ..link })
    });
    let mut seen: Vec<Link> = seen.collect();
    seen.sort_by(order);
    let mut merged: Vec<Link> = Vec::new();
    let mut counts: Vec<usize> = Vec::new();
    for link in seen {
        let same = counts.last_mut().filter(|_| merged.last() == Some(&link));
        if let Some(count) = same {
            *count += 1;
        } else {
            merged.push(link);
            counts.push(1);
        }
    }
    (merged, counts)
}

/// Flows that have a name, those together that go the same way and end alike: one badge says it for all of them.
fn together<'a>(flows: &'a [Flow], passed: &'a [Vec<usize>]) -> Vec<(&'a [usize], Vec<&'a Flow>)> {
    let mut groups: Vec<(&[usize], Vec<&Flow>)> = Vec::new();
    let mut known: BTreeMap<(&[usize], Verdict), usize> = BTreeMap::new();
    let named = flows.iter().zip(passed);
    for (flow, passed) in named.filter(|(flow, _)| !flow.name.is_empty()) {
        let group = *known.entry((passed, flow.verdict)).or_insert(groups.len());
        match groups.get_mut(group) {
            Some((_, flows)) => flows.push(flow),
            None => groups.push((passed, vec![flow])),
        }
    }
    groups
}

/// The beginning of a line that leads out of sight.
fn stub(from: Rect, to: Rect) -> Vec<Point> {
    let (center, is_right) = (from.center(), to.center().x > from.center().x);
    let (edge, by) = if is_right {
        (from.max.x, STUB)
    } else {
        (from.min.x, -STUB)
    };
    let start = Point::new(edge, center.y);
    vec![start, start.moved(by, 0.0)]
}

/// Lines on their way into the picture.
struct Drawing<'a> {
    network: &'a Network,
    places: &'a Places<'a>,
    detail: Detail,
    router: Router,
    /// Whether each line takes a simple way.
    is_simple: bool,
    /// The number of each bundle: lines of one kind that begin at one place.
    bundles: BTreeMap<(Place, LinkKind), usize>,
    /// How many links each of the first is.
    counts: Vec<usize>,
    items: Vec<Item>,
}

impl<'a> Drawing<'a> {
    fn new(network: &'a Network, places: &'a Places<'a>, detail: Detail) -> Self {
        let is_box = |place: &Place| match place {
            Place::Resource(id) => network
                .document()
                .resource(id)
                .is_some_and(|resource| !resource.kind().is_container() || places.is_collapsed(id)),
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
            is_simple: false,
            bundles: BTreeMap::new(),
            counts: Vec::new(),
            items: Vec::new(),
        }
    }

    /// Makes lines go around containers they have nothing to do with, and around what is written in headers.
    fn avoid(&mut self, containers: &[Item]) {
        let is_open = |item: &&Item| item.layer == Layer::Container;
        for container in containers.iter().filter(is_open) {
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
        if self.places.in_sight(&link.to).is_none() && from.center().distance(to.center()) > FAR {
            stub(from, to)
        } else if self.is_simple {
            self.router.simple_route(from, to, bundle)
        } else {
            self.router.route(from, to, bundle)
        }
    }

    /// Lines from lowest to highest: first what carries nothing, then from bad to good, so that no broken line covers a
    /// whole one where they run along each other.
    fn lines(
        &mut self,
        links: &[Link],
        ways: &[Vec<Point>],
        verdicts: &BTreeMap<usize, BTreeSet<Verdict>>,
    ) {
        let none = BTreeSet::new();
        let mut painted: Vec<_> = links
            .iter()
            .zip(ways)
            .enumerate()
            .map(|(id, (link, way))| (id, link, way, verdicts.get(&id).unwrap_or(&none)))
            .collect();
        painted.sort_by_key(|(_, _, _, verdicts)| verdicts.first().copied().map(Reverse));
        for (number, link, way, verdicts) in painted {
            self.line(number, link, way, verdicts);
        }
    }

    fn count(&self, number: usize) -> usize {
        self.counts.get(number).copied().unwrap_or(1)
    }

    fn line(&mut self, number: usize, link: &Link, way: &[Point], verdicts: &BTreeSet<Verdict>) {
        let count = self.count(number);
        // Of several lines in one the worst is told; a single one that carries something is whole.
        let told = if count > 1 {
            verdicts.last()
        } else {
            verdicts.first()
        };
        let stroke = told.copied().map_or(link.kind.stroke(), Verdict::stroke);
        let shape = Shape::Line {
            points: way.to_vec(),
            corner_radius: CORNER,
            stroke,
            arrow_end: link.kind.has_arrow(),
        };
        let (from, to) = (link.from.name(self.network), link.to.name(self.network));
        let mut label = format!("{from} {} {to}", link.kind.words());
        if count > 1 {
            label = format!("{label}, {count} lines");
        }
        for verdict in verdicts {
            label = format!("{label}, {}", verdict.words());
        }
        let id = format!("{}->{}", link.from.id(), link.to.id());
        self.items
            .push(item(id, None, label, Layer::Edge, vec![shape]));
    }

    fn label(&mut self, number: usize, link: &Link, way: &[Point]) {
        let count = self.count(number);
        let times = format!("×{count}");
        let texts = match link.kind.label() {
            None if count == 1 => Vec::new(),
            None => vec![times],
            Some(name) if count == 1 => vec![name.to_owned()],
            Some(name) => vec![format!("{name} {times}"), times],
        };
        let pill = |text| Pill {
            icon: None,
            text,
            color: link.kind.stroke().color,
            background: Token::PanelBackground,
            detail: self.detail,
        };
        let router = &mut self.router;
        let on_line = texts
            .iter()
            .find_map(|text| Some((text, pill(text).on(router, way)?)));
        // How many lines a line is has to be said, if not on it then beside it.
        let counted = texts.last().filter(|_| count > 1 && on_line.is_none());
        let beside = counted.and_then(|text| Some((text, pill(text).place(router, &[way])?.1)));
        if let Some((text, rect)) = on_line.or(beside) {
            let id = format!("label:{}->{}", link.from.id(), link.to.id());
            let shapes = pill(text).shapes(rect);
            self.items
                .push(item(id, None, text.clone(), Layer::Badge, shapes));
        }
    }

    /// The badge of flows that go one way: near its source, or near the end of what ends early.
    fn badge(&mut self, flows: &[&Flow], ways: &[&Vec<Point>]) {
        let Some(flow) = flows.first() else {
            return;
        };
        let (color, background) = flow.verdict.tokens();
        let words = flow.words;
        let pill = Pill {
            icon: Some(flow.verdict.icon()),
            text: words,
            color,
            background,
            detail: self.detail,
        };
        let mut tried: Vec<&[Point]> = ways.iter().map(|way| way.as_slice()).collect();
        if flow.verdict == Verdict::Unreachable {
            tried.reverse();
        }
        if let Some((pill, rect)) = pill.place(&mut self.router, &tried) {
            let id = format!("flow:{}", flow.id);
            let names: Vec<&str> = flows.iter().map(|flow| flow.name.as_str()).collect();
            let label = format!("{}: {words}", names.join(", "));
            self.items
                .push(item(id, None, label, Layer::Badge, pill.shapes(rect)));
        }
    }
}
