//! Ways of traffic over the links of the picture, with their verdicts.

use std::collections::{BTreeMap, VecDeque};

use vpcanvas_model::ResourceId;

use super::links::{Link, LinkKind};
use super::places::{Place, Places};
use crate::{Icon, Stroke, Token};

/// What an answer says of a way of traffic. The order is from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// All of it arrives.
    Reachable,
    /// Some of it arrives.
    PartlyReachable,
    /// The design does not say.
    Unknown,
    /// None of it arrives.
    Unreachable,
}

impl Verdict {
    /// The verdict in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Reachable => "Reachable",
            Self::PartlyReachable => "Partly reachable",
            Self::Unknown => "Unknown",
            Self::Unreachable => "Unreachable",
        }
    }

    /// The icon that says it without color.
    pub const fn icon(self) -> Icon {
        match self {
            Self::Reachable => Icon::Check,
            Self::PartlyReachable => Icon::Warning,
            Self::Unknown => Icon::Question,
            Self::Unreachable => Icon::Cross,
        }
    }

    /// The colors of its text and of what is behind it.
    pub const fn tokens(self) -> (Token, Token) {
        match self {
            Self::Reachable => (Token::Success, Token::SuccessTint),
            Self::PartlyReachable => (Token::Warning, Token::WarningTint),
            Self::Unknown => (Token::Unknown, Token::UnknownTint),
            Self::Unreachable => (Token::Error, Token::ErrorTint),
        }
    }

    /// Lines that carry nothing are broken, so that color is not needed to see it.
    pub(super) const fn stroke(self) -> Stroke {
        let (color, _) = self.tokens();
        match self {
            Self::Reachable => Stroke::solid(2.5, color),
            Self::PartlyReachable => Stroke {
                width: 2.5,
                color,
                dash: Some((14.0, 4.0)),
            },
            Self::Unknown => Stroke {
                width: 2.5,
                color,
                dash: Some((2.5, 5.0)),
            },
            Self::Unreachable => Stroke::dashed(2.5, color, 7.0),
        }
    }
}

/// One way of traffic and what an answer says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// A text of its own among the flows, such as the number of the check.
    pub id: String,
    /// What it is called; may be empty.
    pub name: String,
    /// What the answer says.
    pub verdict: Verdict,
    /// What the traffic passes, from the source to the destination or to where it ends.
    pub stops: Vec<Stop>,
}

/// Something traffic passes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The resource.
    pub component: ResourceId,
    /// The subnet of the interface it passes, of endpoints and load balancers.
    pub subnet: Option<ResourceId>,
}

/// Flows laid over links.
#[derive(Debug, Default)]
pub(super) struct Overlay {
    /// The worst verdict of each link that carries a flow.
    pub(super) verdicts: BTreeMap<usize, Verdict>,
    /// The first link of each flow, where its badge stands.
    pub(super) first_links: Vec<Option<usize>>,
}

/// Lays flows over links; where no link leads on, one is added.
pub(super) fn overlay(flows: &[Flow], places: &Places, links: &mut Vec<Link>) -> Overlay {
    let mut overlay = Overlay::default();
    if flows.is_empty() {
        return overlay;
    }
    let mut ways = Ways::default();
    for (id, link) in links.iter().enumerate() {
        ways.add(id, link);
    }
    for flow in flows {
        let stops = stops(flow, places);
        let mut passed = Vec::new();
        for leg in stops.windows(2) {
            if let [from, to] = leg {
                passed.extend(ways.lead(from, to, links));
            }
        }
        for &link in &passed {
            let worst = overlay.verdicts.entry(link).or_insert(flow.verdict);
            *worst = flow.verdict.max(*worst);
        }
        overlay.first_links.push(passed.first().copied());
    }
    overlay
}

/// The stops as places of the picture, each once in a row.
fn stops(flow: &Flow, places: &Places) -> Vec<Place> {
    let mut stops = Vec::new();
    for stop in &flow.stops {
        let interface = stop.subnet.as_ref().map(|subnet| Place::Interface {
            owner: stop.component.clone(),
            subnet: subnet.clone(),
        });
        stops.extend(interface);
        stops.push(Place::Resource(stop.component.clone()));
    }
    stops.retain(|place| places.rect(place).is_some());
    stops.dedup();
    stops
}

/// Where the links that carry traffic lead from each place.
#[derive(Debug, Default)]
struct Ways {
    onward: BTreeMap<Place, Vec<(usize, Place)>>,
}

impl Ways {
    fn add(&mut self, id: usize, link: &Link) {
        let mut lead = |from: &Place, to: &Place| {
            let onward = self.onward.entry(from.clone()).or_default();
            onward.push((id, to.clone()));
        };
        if link.kind.carries_traffic() {
            lead(&link.from, &link.to);
        }
        if link.kind == LinkKind::Part {
            lead(&link.to, &link.from);
        }
    }

    /// The links from one place to another; a new one if they do not lead there.
    fn lead(&mut self, from: &Place, to: &Place, links: &mut Vec<Link>) -> Vec<usize> {
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
            for (id, end) in self.onward.get(place).into_iter().flatten() {
                if end != from && !came_by.contains_key(end) {
                    came_by.insert(end, (*id, place));
                    next.push_back(end);
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
