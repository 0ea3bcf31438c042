//! Flows laid over links: which links each follows, and where a link of its own is needed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::flows::{Flow, Stop, Verdict};
use super::links::{Link, LinkKind};
use super::places::{Place, Places};

/// Flows laid over links.
#[derive(Debug, Default)]
pub(super) struct Overlay {
    /// The verdicts of each link that carries flows, the best first.
    pub(super) verdicts: BTreeMap<usize, BTreeSet<Verdict>>,
    /// The links of each flow, on one of which its badge stands.
    pub(super) passed: Vec<Vec<usize>>,
}

/// Lays flows over links; where no link leads on, one is added.
pub(super) fn overlay(flows: &[Flow], places: &Places<'_>, links: &mut Vec<Link>) -> Overlay {
    let mut overlay = Overlay::default();
    if flows.is_empty() {
        return overlay;
    }
    let mut ways = Ways::default();
    for (id, link) in links.iter().enumerate() {
        ways.add(id, link);
    }
    for flow in flows {
        let passed = ways.along(&flow.stops, places, links);
        for &link in &passed {
            let verdicts = overlay.verdicts.entry(link).or_default();
            verdicts.insert(flow.verdict);
        }
        overlay.passed.push(passed);
    }
    overlay
}

/// Where the links that carry traffic lead from each place.
#[derive(Debug, Default)]
struct Ways {
    onward: BTreeMap<Place, Vec<Way>>,
}

/// One link, as seen from one of its ends.
#[derive(Debug)]
struct Way {
    link: usize,
    end: Place,
    /// Whether traffic may pass it on its way to somewhere else: an interface is no crossroads.
    leads_on: bool,
}

impl Ways {
    fn add(&mut self, id: usize, link: &Link) {
        let mut lead = |from: &Place, to: &Place| {
            self.onward.entry(from.clone()).or_default().push(Way {
                link: id,
                end: to.clone(),
                leads_on: link.kind.leads_on(),
            });
        };
        if link.kind.carries_traffic() {
            lead(&link.from, &link.to);
        }
        if link.kind.is_mutual() {
            lead(&link.to, &link.from);
        }
    }

    fn from(&self, place: Option<&Place>) -> impl Iterator<Item = &Way> {
        place
            .and_then(|place| self.onward.get(place))
            .into_iter()
            .flatten()
    }

    /// The links along which stops follow one another.
    ///
    /// A load balancer is passed once, though a trace comes back to it for the node that sends to the target.
    fn along(&mut self, stops: &[Stop], places: &Places<'_>, links: &mut Vec<Link>) -> Vec<usize> {
        let mut passed = Vec::new();
        let mut seen: Vec<Place> = Vec::new();
        for stop in stops {
            let owner = Place::Resource(stop.component.clone());
            let Some(owner) = places.shown(owner).filter(|owner| !seen.contains(owner)) else {
                continue;
            };
            let leads_past = self.straight(seen.last(), &owner).is_some();
            for next in stop.places().filter_map(|place| places.shown(place)) {
                if seen.last() == Some(&next) {
                    continue;
                }
                let is_passed_by = leads_past && next != owner;
                if is_passed_by || places.rect(&next).is_none() {
                    continue;
                }
                if let Some(here) = seen.last() {
                    passed.extend(self.lead(here, &next, links));
                }
                seen.push(next);
            }
        }
        passed.extend(self.leaving_to_aws(seen.last()));
        passed
    }

    /// The link into the AWS service behind a place, where traces end.
    fn leaving_to_aws(&self, from: Option<&Place>) -> Option<usize> {
        let mut ways = self.from(from);
        ways.find(|way| matches!(way.end, Place::AwsService(_)))
            .map(|way| way.link)
    }

    /// The link that leads straight from one place to another.
    fn straight(&self, from: Option<&Place>, to: &Place) -> Option<usize> {
        self.from(from)
            .find(|way| way.end == *to)
            .map(|way| way.link)
    }

    /// The links from one place to another; a new one if they do not lead there.
    fn lead(&mut self, from: &Place, to: &Place, links: &mut Vec<Link>) -> Vec<usize> {
        if let Some(link) = self.straight(Some(from), to) {
            return vec![link];
        }
        if let Some(way) = self.shortest(from, to) {
            return way;
        }
        let link = Link {
            from: from.clone(),
            to: to.clone(),
            kind: LinkKind::Traffic,
        };
        self.add(links.len(), &link);
        links.push(link);
        vec![links.len() - 1]
    }

    fn shortest(&self, from: &Place, to: &Place) -> Option<Vec<usize>> {
        let mut came_by: BTreeMap<&Place, (usize, &Place)> = BTreeMap::new();
        let mut next = VecDeque::from([from]);
        while let Some(place) = next.pop_front() {
            if place == to {
                return Some(traced_back(from, to, &came_by));
            }
            for way in self.from(Some(place)).filter(|way| way.leads_on) {
                if way.end != *from && !came_by.contains_key(&way.end) {
                    came_by.insert(&way.end, (way.link, place));
                    next.push_back(&way.end);
                }
            }
        }
        None
    }
}

fn traced_back(
    from: &Place,
    to: &Place,
    came_by: &BTreeMap<&Place, (usize, &Place)>,
) -> Vec<usize> {
    let mut way = Vec::new();
    let mut place = to;
    while let Some((id, before)) = came_by.get(place).filter(|_| place != from) {
        way.push(*id);
        place = before;
    }
    way.reverse();
    way
}
