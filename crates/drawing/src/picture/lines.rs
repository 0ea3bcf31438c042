//! Links and verdicts as lines, labels and badges.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use vpcanvas_network::Network;

use super::flows::{Flow, Stop, Verdict};
use super::joined::Joined;
use super::links::{Link, LinkKind};
use super::memory::{Asked, LineInput, Manner, Memory, PillInput, PillPlace, Sort};
use super::overlay::overlay;
use super::passing::far_way;
use super::pills::Pill;
use super::places::{Place, Places};
use super::routing::Router;
use super::{Detail, View, item};
use crate::{Item, Layer, Point, Rect, Shape, Token};

/// With more links than this each takes a simple way: nobody sees them all.
const MOST_ROUTED: usize = 400;
/// How far the corners of lines are rounded.
const CORNER: f32 = 8.0;
/// How much longer a line may be to stay off the text of a header.
const WRITTEN: f32 = 240.0;

/// Lines and what is written on them; `containers` is what they should rather go around.
pub(super) fn items(
    network: &Network,
    places: &Places<'_>,
    containers: &[Item],
    view: &View,
    memory: &mut Memory,
) -> Vec<Item> {
    let mut passing = std::mem::take(&mut memory.passing);
    if view.sight.is_some_and(|sight| !sight.is_far()) {
        passing.follow(places.arrangement());
    }
    let Joined {
        mut links,
        counts,
        near,
        bundles,
    } = Joined::new(network, places, view, &passing);
    let mut flows = Cow::from(&view.flows);
    if view.sight.is_some() {
        let is_near = |stop: &Stop| near.contains(&stop.component);
        let is_near = |flow: &Flow| flow.stops.iter().any(is_near);
        flows.to_mut().retain(is_near);
    }
    if links.is_empty() && flows.is_empty() {
        *memory = Memory::without_lines(passing);
        return bundles;
    }
    let overlay = overlay(&flows, places, &mut links);
    let mut drawing = Drawing::new(network, places, view.detail);
    drawing.region = view.sight.map(|sight| sight.region);
    drawing.is_simple = drawing.region.is_some() || links.len() > MOST_ROUTED;
    drawing.counts = counts;
    drawing.items = bundles;
    memory.begin(drawing.obstacles(containers));
    drawing.avoid(containers);
    let ways = drawing.ways(&links, memory);
    drawing.lines(&links, &ways, &overlay.verdicts);
    let badges = together(&flows, &overlay.passed);
    let labelled = links.iter().zip(&ways).enumerate();
    let labelled = labelled.map(|(number, (link, way))| (number, link, way));
    let labelled: Vec<_> = labelled
        .filter(|(_, _, way)| way.len() > 1)
        .filter(|(number, link, _)| link.kind.label().is_some() || drawing.count(*number) > 1)
        .collect();
    let labels = labelled.iter().map(|(_, link, _)| label_id(link));
    let names = badges.iter().map(|(_, flows)| badge_id(flows));
    let mut asked = memory.ask_pills(&labels.chain(names).collect::<Vec<_>>());
    let mut written = Written {
        memory,
        asked: &mut asked,
    };
    // What can stand on one line alone comes before what has several to choose from.
    for (number, link, way) in labelled {
        drawing.label(number, link, way, &mut written);
    }
    for (passed, flows) in badges {
        let ways = passed.iter().filter_map(|link| ways.get(*link));
        drawing.badge(&flows, &ways.collect::<Vec<_>>(), &mut written);
    }
    memory.pills = asked.into_known();
    memory.passing = passing;
    drawing.items
}

fn label_id(link: &Link) -> String {
    format!("label:{}->{}", link.from.id(), link.to.id())
}

fn badge_id(flows: &[&Flow]) -> String {
    let first = flows.first().map_or("", |flow| flow.id.as_str());
    format!("flow:{first}")
}

/// The first of several texts that has room on a way, or the last of them beside it; and where was looked for that.
fn label_place(
    router: &Router,
    pills: &[Pill<'_>],
    beside: Option<&Pill<'_>>,
    way: &[Point],
) -> (Rect, PillPlace) {
    let mut reach = Rect::of_points(way.iter().copied()).unwrap_or_default();
    for (number, pill) in pills.iter().enumerate() {
        let (looked, rect) = pill.on(router, way);
        reach = reach.union(looked);
        if let Some(rect) = rect {
            return (reach, Some((number, rect)));
        }
    }
    let Some(pill) = beside else {
        return (reach, None);
    };
    let (looked, place) = pill.place(router, &[way]);
    let last = pills.len().saturating_sub(1);
    (reach.union(looked), place.map(|(_, rect)| (last, rect)))
}

/// What is remembered of what is written.
struct Written<'a> {
    memory: &'a mut Memory,
    asked: &'a mut Asked<String, PillInput, PillPlace>,
}

impl Written<'_> {
    /// The place of a pill on or beside some ways.
    fn place(
        &mut self,
        id: &str,
        pill: &Pill<'_>,
        texts: Vec<String>,
        ways: &[&[Point]],
        find: impl FnOnce() -> (Rect, PillPlace),
    ) -> PillPlace {
        let input = PillInput {
            texts,
            icon: pill.icon,
            detail: pill.detail,
            ways: ways.iter().map(|way| way.to_vec()).collect(),
        };
        self.memory.pill(self.asked, id.to_owned(), input, find)
    }
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

/// Whether a container is shown with what is in it.
fn is_open(container: &Item) -> bool {
    container.layer == Layer::Container
}

/// Where something is written on a container.
fn texts(container: &Item) -> impl Iterator<Item = Rect> {
    let is_text = |shape: &&Shape| matches!(shape, Shape::Text { .. });
    container.shapes.iter().filter(is_text).map(Shape::bounds)
}

/// Lines on their way into the picture.
struct Drawing<'a> {
    network: &'a Network,
    places: &'a Places<'a>,
    detail: Detail,
    /// What no line should cross.
    boxes: Vec<Rect>,
    router: Router,
    /// Whether each line takes a simple way.
    is_simple: bool,
    /// What of a large design is drawn.
    region: Option<Rect>,
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
        let boxes: Vec<Rect> = boxes.collect();
        Self {
            network,
            places,
            detail,
            router: Router::new(boxes.iter().copied()),
            boxes,
            is_simple: false,
            region: None,
            bundles: BTreeMap::new(),
            counts: Vec::new(),
            items: Vec::new(),
        }
    }

    /// Everything lines and what is written on them go around, by its sort.
    fn obstacles(&self, containers: &[Item]) -> impl Iterator<Item = (Sort, Rect)> {
        let boxes = self.boxes.clone().into_iter().map(|rect| (Sort::Box, rect));
        let open = containers.iter().filter(|item| is_open(item));
        let around = open
            .clone()
            .map(|container| (Sort::Container, container.rect));
        let texts = open.flat_map(texts);
        boxes
            .chain(around)
            .chain(texts.map(|rect| (Sort::Text, rect)))
    }

    /// Makes lines go around containers they have nothing to do with, and around what is written in headers.
    fn avoid(&mut self, containers: &[Item]) {
        for container in containers.iter().filter(|item| is_open(item)) {
            self.router.avoid_container(container.rect);
            for text in texts(container) {
                self.router.avoid_text(text, WRITTEN);
            }
        }
    }

    /// The way of each link.
    fn ways(&mut self, links: &[Link], memory: &mut Memory) -> Vec<Vec<Point>> {
        let key = |link: &Link| (link.kind, link.from.clone(), link.to.clone());
        let mut asked = memory.ask_lines(&links.iter().map(key).collect::<Vec<_>>());
        let mut ways = Vec::new();
        for link in links {
            let way = self.line_input(link).map(|input| {
                let number = self.bundles.len();
                let bundle = *self
                    .bundles
                    .entry((link.from.clone(), link.kind))
                    .or_insert(number);
                let LineInput { from, to, manner } = input.clone();
                let router = &self.router;
                let way = memory.line(&mut asked, key(link), input, || match manner {
                    Manner::Best => router.route(from, to, bundle),
                    Manner::Simple => router.simple_route(from, to, bundle),
                    Manner::Far(way) => (from, way),
                });
                self.router.draw(&way, bundle);
                way
            });
            ways.push(way.unwrap_or_default());
        }
        memory.lines = asked.into_known();
        ways
    }

    fn line_input(&self, link: &Link) -> Option<LineInput> {
        let from = self.places.rect(&link.from)?;
        let to = self.places.rect(&link.to)?;
        let far = self.region.and_then(|region| {
            let ends = [&link.from, &link.to];
            far_way(self.places, ends, region)
        });
        let manner = match far {
            Some(way) => Manner::Far(way),
            None if self.is_simple => Manner::Simple,
            None => Manner::Best,
        };
        Some(LineInput { from, to, manner })
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
        let drawn = painted.into_iter().filter(|(_, _, way, _)| way.len() > 1);
        for (number, link, way, verdicts) in drawn {
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

    fn label(&mut self, number: usize, link: &Link, way: &[Point], written: &mut Written<'_>) {
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
        let id = label_id(link);
        let ways = [way];
        let first = pill(texts.first().map_or("", String::as_str));
        let place = written.place(&id, &first, texts.clone(), &ways, || {
            let pills: Vec<Pill<'_>> = texts.iter().map(|text| pill(text)).collect();
            // How many lines a line is has to be said, if not on it then beside it.
            let beside = pills.last().filter(|_| count > 1);
            label_place(&self.router, &pills, beside, way)
        });
        let place = place.and_then(|(number, rect)| Some((texts.get(number)?, rect)));
        if let Some((text, rect)) = place {
            self.router.occupy(rect);
            let shapes = pill(text).shapes(rect);
            self.items
                .push(item(id, None, text.clone(), Layer::Badge, shapes));
        }
    }

    /// The badge of flows that go one way: near its source, or near the end of what ends early.
    fn badge(&mut self, flows: &[&Flow], ways: &[&Vec<Point>], written: &mut Written<'_>) {
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
        let id = badge_id(flows);
        let texts = vec![words.to_owned()];
        let place = written.place(&id, &pill, texts, &tried, || {
            pill.place(&self.router, &tried)
        });
        if let Some((left_out, rect)) = place {
            self.router.occupy(rect);
            let text = if left_out > 0 { "" } else { words };
            let pill = Pill { text, ..pill };
            let names: Vec<&str> = flows.iter().map(|flow| flow.name.as_str()).collect();
            let label = format!("{}: {words}", names.join(", "));
            self.items
                .push(item(id, None, label, Layer::Badge, pill.shapes(rect)));
        }
    }
}
