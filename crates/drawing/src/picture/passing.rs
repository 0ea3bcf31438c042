//! Lines between what stands far apart in a large design: the ways they take, and which of them cross what is in sight
//! though both of their ends are beyond it.
//!
//! A way is found from where its ends stand and from nothing else, so a line looks the same from wherever it is seen: out of
//! the container, along the gap beside it, and to the other end from the side. Ways are remembered; after an edit only those
//! are found again whose ends it moves.

use std::collections::{BTreeMap, BTreeSet};

use vpcanvas_model::{Arrangement, ResourceId};

use super::places::{Place, Places};
use crate::{Item, Point, Rect};

/// Lines that are longer, in scene points, take ways of this sort.
const FAR: f32 = 2000.0;
/// How far from containers such a line runs: in the middle of the gap between two.
const ASIDE: f32 = 16.0;
/// How far beyond what is drawn a line is followed.
const BEYOND: f32 = 64.0;

/// With more lines from beyond than this, those to one thing are one item.
const MOST_APART: usize = 200;

/// Which line: what names another, and that.
type Ends = (ResourceId, ResourceId);

/// The ways of all lines that may lead from one container to another.
#[derive(Debug, Default)]
pub(super) struct Passing {
    /// Of which arrangement they are.
    arrangement: Arrangement,
    ways: BTreeMap<Ends, Vec<Point>>,
    /// Which of them change with where a thing stands.
    by_end: BTreeMap<ResourceId, BTreeSet<Ends>>,
}

impl Passing {
    /// Brings the ways up to date.
    pub(super) fn follow(&mut self, arrangement: &Arrangement) {
        let before = std::mem::replace(&mut self.arrangement, arrangement.clone());
        let changed = if before.resources.is_empty() {
            arrangement.naming().collect()
        } else {
            arrangement.changed_since(&before)
        };
        let mut stale: BTreeSet<Ends> = BTreeSet::new();
        for id in changed {
            stale.extend(self.by_end.remove(id).into_iter().flatten());
            let named = arrangement.named_by(id).iter();
            stale.extend(named.map(|named| (id.clone(), named.clone())));
        }
        for ends in stale {
            self.find(arrangement, ends);
        }
    }

    /// Finds the way of a line, if there still is one.
    fn find(&mut self, arrangement: &Arrangement, ends: Ends) {
        let (from, to) = (&ends.0, &ends.1);
        let shown = arrangement.shown(from).zip(arrangement.shown(to));
        let shown = shown.filter(|_| arrangement.named_by(from).contains(to));
        let joined = shown.and_then(|(from, to)| {
            let around = (chain(arrangement, from), chain(arrangement, to));
            let rect = |id: &ResourceId| arrangement.rect(id).map(Rect::from);
            way_between(arrangement, (rect(from)?, rect(to)?), &around)
        });
        let Some(way) = joined else {
            self.ways.remove(&ends);
            return;
        };
        let around = [from, to].map(|end| chain(arrangement, end));
        let shown = shown.into_iter().flat_map(|(from, to)| [from, to]);
        let concerned = around.into_iter().flatten().chain(shown);
        for id in concerned.collect::<BTreeSet<_>>() {
            let lines = self.by_end.entry(id.clone()).or_default();
            lines.insert(ends.clone());
        }
        self.ways.insert(ends, way);
    }

    /// What begins beyond a region and leads across it: the owners of lines that are drawn one by one, because there are
    /// few or because something is said of them; and the others, as one item for each thing they lead to.
    pub(super) fn across(
        &self,
        region: Rect,
        is_drawn: impl Fn(&ResourceId) -> bool,
        is_told: impl Fn(&ResourceId) -> bool,
        bundle: impl Fn(&ResourceId, &ResourceId, &[Vec<Point>]) -> Option<Item>,
    ) -> (BTreeSet<&ResourceId>, Vec<Item>) {
        let beyond = self.ways.iter().filter(|((owner, _), _)| !is_drawn(owner));
        let crossing = beyond.filter_map(|(ends, way)| Some((ends, clipped(way, region)?)));
        let crossing: Vec<(&Ends, Vec<Point>)> = crossing.collect();
        let are_few = crossing.len() <= MOST_APART;
        let mut apart = BTreeSet::new();
        let mut together: BTreeMap<&ResourceId, (&ResourceId, Vec<Vec<Point>>)> = BTreeMap::new();
        for ((owner, named), way) in crossing {
            if are_few || is_told(owner) {
                apart.insert(owner);
            } else {
                let lines = together.entry(named);
                let (_, ways) = lines.or_insert_with(|| (owner, Vec::new()));
                ways.push(way);
            }
        }
        let together = together.iter();
        let bundles = together.filter_map(|(named, (owner, ways))| bundle(owner, named, ways));
        (apart, bundles.collect())
    }
}

/// The way of a line that leads far away, as far as it is near a region; `None` of a short line, which goes around what
/// stands between its ends.
pub(super) fn far_way(places: &Places<'_>, ends: [&Place; 2], region: Rect) -> Option<Vec<Point>> {
    let [from, to] = ends.map(|place| places.rect(place));
    let rects = (from?, to?);
    let arrangement = places.arrangement();
    let [from, to] = ends.map(|place| match place {
        Place::Resource(id) => chain(arrangement, id),
        Place::Interface { subnet, .. } => chain(arrangement, subnet),
        Place::AwsService(_) | Place::ServiceElsewhere(_) => Vec::new(),
    });
    let is_far = rects.0.center().distance(rects.1.center()) > FAR;
    let way = is_far.then(|| way_between(arrangement, rects, &(from, to)))??;
    Some(clipped(&way, region).unwrap_or_default())
}

/// Whether a line between two boxes may cross a region.
pub(super) fn may_cross(from: Rect, to: Rect, region: Rect) -> bool {
    from.union(to).expand(BEYOND).intersects(region)
}

/// Something and the containers around it.
fn chain<'a>(arrangement: &'a Arrangement, id: &'a ResourceId) -> Vec<&'a ResourceId> {
    std::iter::once(id).chain(arrangement.holders(id)).collect()
}

/// The way between two boxes, by what stands around each of them and not around both; `None` where one holds the other.
fn way_between(
    arrangement: &Arrangement,
    (from, to): (Rect, Rect),
    (around_from, around_to): &(Vec<&ResourceId>, Vec<&ResourceId>),
) -> Option<Vec<Point>> {
    let outermost = |chain: &[&ResourceId], other: &[&ResourceId], own: Rect| {
        let mut outwards = chain.iter().rev().skip_while(|id| other.contains(id));
        let outermost = outwards.next();
        let rect = outermost
            .and_then(|id| arrangement.rect(id))
            .map(Rect::from);
        match rect {
            Some(rect) => Some(rect),
            None if chain.is_empty() => Some(own),
            None => None,
        }
    };
    let start = outermost(around_from, around_to, from)?;
    let end = outermost(around_to, around_from, to)?;
    Some(way((from, start), (to, end)))
}

/// The way between two boxes in containers: beside the first container, then beside the other one.
fn way((from, around_from): (Rect, Rect), (to, around_to): (Rect, Rect)) -> Vec<Point> {
    let (middle, target) = (from.center(), to.center());
    let (edge, y) = if target.y > middle.y {
        (from.max.y, around_from.max.y + ASIDE)
    } else {
        (from.min.y, around_from.min.y - ASIDE)
    };
    let (side, x) = if target.x > middle.x {
        (to.min.x, around_to.min.x - ASIDE)
    } else {
        (to.max.x, around_to.max.x + ASIDE)
    };
    vec![
        Point::new(middle.x, edge),
        Point::new(middle.x, y),
        Point::new(x, y),
        Point::new(x, target.y),
        Point::new(side, target.y),
    ]
}

/// The part of a way that is near a region, from where it comes in first to where it leaves for good.
pub(super) fn clipped(way: &[Point], region: Rect) -> Option<Vec<Point>> {
    let near = region.expand(BEYOND);
    let touches = |piece: &[Point]| {
        let rect = Rect::of_points(piece.iter().copied()).unwrap_or_default();
        rect.expand(1.0).intersects(region)
    };
    let first = way.windows(2).position(touches)?;
    let last = way.windows(2).rposition(touches)?;
    let mut part = way.get(first..=last + 1)?.to_vec();
    if let [start, .., end] = part.as_mut_slice() {
        *start = inside(*start, near);
        *end = inside(*end, near);
    }
    Some(part)
}

fn inside(at: Point, rect: Rect) -> Point {
    Point::new(
        at.x.clamp(rect.min.x, rect.max.x),
        at.y.clamp(rect.min.y, rect.max.y),
    )
}

/// Level and upright pieces without what they share: each stretch once.
pub(super) fn without_doubles(ways: &[Vec<Point>]) -> Vec<[Point; 2]> {
    let mut stretches: BTreeMap<(bool, u32), Vec<(f32, f32)>> = BTreeMap::new();
    for piece in ways.iter().flat_map(|way| way.windows(2)) {
        let [start, end] = *piece else { continue };
        let is_level = (start.y - end.y).abs() < (start.x - end.x).abs();
        let (at, from, to) = if is_level {
            (start.y, start.x, end.x)
        } else {
            (start.x, start.y, end.y)
        };
        let stretch = (from.min(to), from.max(to));
        stretches
            .entry((is_level, at.to_bits()))
            .or_default()
            .push(stretch);
    }
    let joined = stretches
        .into_iter()
        .flat_map(|((is_level, at), stretches)| {
            let at = f32::from_bits(at);
            let point = move |along: f32| {
                if is_level {
                    Point::new(along, at)
                } else {
                    Point::new(at, along)
                }
            };
            let joined = joined(stretches).into_iter();
            joined.map(move |(from, to)| [point(from), point(to)])
        });
    joined.collect()
}

/// Stretches of one line, those that touch as one.
fn joined(mut stretches: Vec<(f32, f32)>) -> Vec<(f32, f32)> {
    stretches.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut joined: Vec<(f32, f32)> = Vec::new();
    for (from, to) in stretches {
        match joined.last_mut().filter(|last| from <= last.1) {
            Some(last) => last.1 = last.1.max(to),
            None => joined.push((from, to)),
        }
    }
    joined
}
