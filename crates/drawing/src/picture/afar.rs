//! Large designs seen from afar: what is known of each thing outside of VPCs without looking into it, and many small VPCs
//! as one item.
//!
//! What is known is remembered; after an edit only that is found again which the edit concerns.

use std::collections::{BTreeMap, BTreeSet};

use vpcanvas_model::{Arrangement, Kind, ResourceId, SharedMap};
use vpcanvas_network::Network;

use super::folded::{counted, grouped};
use super::sight::Sight;
use super::{Mark, item};
use crate::{Item, Layer, Rect, Shape, Size, Stroke, Token};

/// How wide the part of the screen is that is one item, in points.
const CELL: f32 = 128.0;
/// VPCs that are narrower on the screen, in points, have no mark on them.
const MARKED: f32 = 28.0;
/// The side of such a mark, in points.
const MARK: f32 = 14.0;

/// What is known of everything that stands in no VPC.
#[derive(Debug, Default)]
pub(super) struct Afar {
    arrangement: Arrangement,
    marks: SharedMap<ResourceId, Mark>,
    parties: BTreeMap<ResourceId, Party>,
    /// What the network did not know yet.
    unknown: BTreeSet<ResourceId>,
}

/// Something that is seen from afar.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Party {
    pub(super) kind: Kind,
    pub(super) rect: Rect,
    /// How many resources it holds.
    pub(super) held: usize,
    /// How many others are shown as this one.
    alike: usize,
    /// The worst that is said of it or of anything in it, of VPCs.
    pub(super) worst: Option<Mark>,
    /// The width of the narrowest container around it, if there is any.
    around: f32,
}

impl Afar {
    /// Brings what is known up to date.
    pub(super) fn follow(
        &mut self,
        network: &Network,
        arrangement: &Arrangement,
        marks: &SharedMap<ResourceId, Mark>,
    ) {
        let before = std::mem::replace(&mut self.arrangement, arrangement.clone());
        let marks_before = std::mem::replace(&mut self.marks, marks.clone());
        let mut changed = arrangement.changed_since(&before);
        changed.extend(marks.differing(&marks_before));
        let mut stale: BTreeSet<&ResourceId> = BTreeSet::new();
        for id in changed {
            // The others a thing is shown for are told by it.
            let shown = [before.folded_into(id), arrangement.folded_into(id)];
            let shown = shown.into_iter().flatten();
            let holders = before.holders(id).chain(arrangement.holders(id));
            let folded = |id| {
                before
                    .folded_into(id)
                    .into_iter()
                    .chain(arrangement.folded_into(id))
            };
            let around = holders.flat_map(|id| std::iter::once(id).chain(folded(id)));
            stale.extend(std::iter::once(id).chain(shown).chain(around));
        }
        let unknown = std::mem::take(&mut self.unknown);
        stale.extend(&unknown);
        for id in stale {
            if arrangement.rect(id).is_some() && network.kind(id).is_none() {
                self.unknown.insert(id.clone());
            }
            match party(network, arrangement, marks, id) {
                Some(party) => self.parties.insert(id.clone(), party),
                None => self.parties.remove(id),
            };
        }
    }

    /// What can be told apart of that in a region, in the order of ids.
    pub(super) fn seen(&self, sight: Sight) -> impl Iterator<Item = (&ResourceId, &Party)> {
        let here = self.parties.iter();
        here.filter(move |(_, party)| {
            party.rect.intersects(sight.region) && !sight.is_too_narrow(party.around)
        })
    }

    pub(super) fn party(&self, id: &ResourceId) -> Option<&Party> {
        self.parties.get(id)
    }
}

/// What is known of a thing; `None` of what stands in a VPC or nowhere.
fn party(
    network: &Network,
    arrangement: &Arrangement,
    marks: &SharedMap<ResourceId, Mark>,
    id: &ResourceId,
) -> Option<Party> {
    let rect = Rect::from(arrangement.rect(id)?);
    let is_vpc = |id: &ResourceId| network.kind(id) == Some(Kind::Vpc);
    if arrangement.holders(id).any(is_vpc) {
        return None;
    }
    let kind = network.kind(id)?;
    let alike = arrangement.stands_for(id);
    let all = std::iter::once(id)
        .chain(alike)
        .filter(|_| kind == Kind::Vpc);
    let all = all.flat_map(|id| arrangement.with_belongings(id));
    let widths = arrangement
        .holders(id)
        .filter_map(|id| arrangement.rect(id));
    let widths = widths.map(|rect| Rect::from(rect).width());
    Some(Party {
        kind,
        rect,
        held: arrangement.held(id),
        alike: alike.len(),
        worst: all.filter_map(|id| marks.get(id)).max().copied(),
        around: widths.fold(f32::INFINITY, f32::min),
    })
}

/// Many small VPCs: those near to each other as one item, in which each has its own box.
pub(super) fn crowds(crowd: &[(&ResourceId, &Party)], sight: Sight) -> Vec<Item> {
    let side = CELL / sight.scale;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the cast stops at the ends of i32"
    )]
    let cell = |at: f32| (at / side).floor() as i32;
    let mut cells: BTreeMap<(i32, i32), Vec<&Party>> = BTreeMap::new();
    for (_, party) in crowd {
        let center = party.rect.center();
        let here = cells.entry((cell(center.y), cell(center.x))).or_default();
        here.push(party);
    }
    let items = cells.into_iter().map(|((row, column), parties)| {
        let boxes = parties.iter().map(|party| boxed(party, sight));
        let marks = parties.iter().filter_map(|party| mark(party, sight));
        let id = format!("crowd:{row}/{column}");
        let shapes = boxes.chain(marks).collect();
        item(id, None, label(&parties), Layer::Container, shapes)
    });
    items.collect()
}

fn boxed(party: &Party, sight: Sight) -> Shape {
    let outline = match party.worst {
        Some(Mark::Error) => Token::Error,
        Some(Mark::Info | Mark::Warning) | None => Token::VpcBorder,
    };
    Shape::Rect {
        rect: party.rect,
        corner_radius: Size::CornerContainer.points(),
        fill: Some(Token::VpcTint),
        stroke: Some(Stroke::solid(1.0 / sight.scale, outline)),
    }
}

fn mark(party: &Party, sight: Sight) -> Option<Shape> {
    let (icon, color, _) = party.worst?.look();
    let (side, inset) = (MARK / sight.scale, 4.0 / sight.scale);
    let corner = party.rect.max.moved(-side - inset, -side - inset);
    (party.rect.width() * sight.scale > MARKED).then(|| Shape::Icon {
        icon,
        rect: Rect::new(corner.x, corner.y, side, side),
        color,
    })
}

/// `37 VPCs, 370 objects, has an error`.
fn label(parties: &[&Party]) -> String {
    let count: usize = parties.iter().map(|party| party.alike + 1).sum();
    let held: usize = parties.iter().map(|party| party.held).sum();
    let label = format!("{}, {} objects", counted(Kind::Vpc, count), grouped(held));
    let worst = parties.iter().filter_map(|party| party.worst).max();
    match worst {
        Some(mark) => format!("{label}, {}", mark.look().2),
        None => label,
    }
}
