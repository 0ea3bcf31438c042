//! The picture of a design: containers, tiles, the links between them, and what the answers say about them.
//!
//! Where things stand is the arrangement's business and what they are the network's. Nothing here is stored: zones,
//! interfaces, links and verdicts are drawn anew from the design every time.

mod containers;
mod flows;
mod lines;
mod links;
mod overlay;
mod pen;
mod pills;
mod places;
mod routing;
mod tiles;

use std::collections::BTreeMap;

use vpcanvas_model::{Arrangement, ResourceId};
use vpcanvas_network::Network;

use crate::{Item, Layer, PaintList, Rect, Shape};
use places::Places;

pub use flows::{Flow, Stop, Verdict};
pub use links::links_of_selection;
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
    pub marks: BTreeMap<ResourceId, Mark>,
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
    let places = Places::new(network, arrangement);
    let mut items = containers::items(network, arrangement, view.detail);
    let lines = lines::items(network, &places, &items, view);
    items.extend(tiles::items(network, &places, view));
    items.extend(lines);
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
