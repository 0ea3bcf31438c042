//! The picture of a design: containers, tiles, the links between them, and what the answers say about them.
//!
//! Where things stand is the arrangement's business and what they are the network's. Nothing here is stored: zones,
//! interfaces, links and verdicts are drawn anew from the design every time.

mod afar;
mod containers;
mod facet;
mod flows;
mod folded;
mod frames;
mod joined;
mod lines;
mod links;
mod memory;
mod overlay;
mod passing;
mod pen;
mod pills;
mod places;
mod routing;
mod sight;
mod tiles;

use std::collections::BTreeSet;

use vpcanvas_model::{Arrangement, ResourceId, SharedMap};
use vpcanvas_network::Network;

use crate::{Icon, Item, Layer, PaintList, Rect, Shape};
use links::Link;
use places::{Place, Places};
use sight::Seen;

pub use facet::Facet;
pub use flows::{Flow, Stop, Verdict};
pub use links::links_of_selection;
pub use memory::Memory;
pub use places::Outside;
pub use sight::Sight;
pub use tiles::Mark;

/// What the answers say, and how closely the picture is looked at.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct View {
    /// How much is written.
    pub detail: Detail,
    /// The ways of traffic to show, each with its verdict; where they share a line, the best verdict colors it,
    /// for what arrives has no gap on its way; badges speak of the others.
    pub flows: Vec<Flow>,
    /// Marks on resources that findings speak of.
    pub marks: SharedMap<ResourceId, Mark>,
    /// What is seen of a design that is too large to be drawn whole.
    pub sight: Option<Sight>,
    /// What is left out.
    pub hidden: BTreeSet<Facet>,
    /// The services beside the design, where they are known already; `None` looks for them.
    pub outside: Option<Outside>,
}

impl View {
    /// Whether a resource is not left out.
    fn shows(&self, network: &Network, id: &ResourceId) -> bool {
        let facet = || network.kind(id).and_then(Facet::of_kind);
        self.hidden.is_empty() || facet().is_none_or(|facet| !self.hidden.contains(&facet))
    }

    /// Whether a link is not left out, nor what it joins.
    fn shows_link(&self, network: &Network, link: &Link) -> bool {
        let is_shown = |place: &Place| match place.subject() {
            Some(id) => self.shows(network, id),
            None => !self.hidden.contains(&Facet::PrivateLink),
        };
        let facet = Facet::of_link(link.kind);
        let is_hidden = facet.is_some_and(|facet| self.hidden.contains(&facet));
        !is_hidden && is_shown(&link.from) && is_shown(&link.to)
    }
}

/// How much is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Detail {
    /// Names, addresses and labels.
    #[default]
    Full,
    /// Only names, larger: for a picture seen from afar.
    Compact,
}

/// The picture of a network whose resources stand as arranged.
///
/// The two may come from different moments: while something is dragged the network can stay as it was. What only one of
/// them knows is left out.
pub fn picture(network: &Network, arrangement: &Arrangement, view: &View) -> PaintList {
    picture_again(&mut Memory::default(), network, arrangement, view)
}

/// The same picture, where much of it is as it was in the one before: only lines that something near them changed for are
/// sought anew.
pub fn picture_again(
    memory: &mut Memory,
    network: &Network,
    arrangement: &Arrangement,
    view: &View,
) -> PaintList {
    let mut afar = std::mem::take(&mut memory.afar);
    if view.sight.is_some_and(Sight::is_far) {
        afar.follow(network, arrangement, &view.marks);
    }
    let mut seen = Seen::new(arrangement, &afar, view.sight);
    seen.resources.retain(|(id, _)| view.shows(network, id));
    let outside = view.outside.clone().unwrap_or_else(|| Outside::of(network));
    let mut places = Places::new(&outside, arrangement, &seen, view.sight);
    if !view.hidden.is_empty() {
        places.retain(|place| match place.subject() {
            Some(id) => view.shows(network, id),
            None => !view.hidden.contains(&Facet::PrivateLink),
        });
    }
    let marks = folded::shown_marks(arrangement, &seen, view);
    let mut items = containers::items(network, arrangement, (&seen, &afar), &marks, view);
    let lines = lines::items(network, &places, &items, view, memory);
    items.extend(tiles::items(network, &places, &marks, view));
    items.extend(lines);
    memory.afar = afar;
    PaintList::new(items)
}

/// An item around its shapes.
fn item(
    id: String,
    subject: Option<&ResourceId>,
    label: String,
    layer: Layer,
    shapes: Vec<Shape>,
) -> Item {
    let rect = shapes.iter().map(Shape::bounds).reduce(Rect::union);
    Item {
        id,
        subject: subject.cloned(),
        label,
        rect: rect.unwrap_or_default(),
        layer,
        shapes,
    }
}

#[cfg(test)]
mod tests;
