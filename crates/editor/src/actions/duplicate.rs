//! Copies resources: within a document, and through the clipboard into another, as a design of its own.
//!
//! Copies have new ids, addresses and ranges; references among them lead to the copies, others to what they led to.
//! What may exist only once, such as the route table of a subnet, stays with the original.

mod graft;

use std::collections::BTreeSet;

use vpcanvas_model::{
    Arrangement, Document, ResourceId, Transaction, arrangement,
    arrangement::GAP,
    geometry::{Offset, Point, Rect},
};

use super::{
    fold_alike::{folded_in, with_folded},
    move_by::outermost,
    reparent::reparent,
};
use crate::{
    hit::{container_at, kind_of},
    home::check_home,
    insert::enclosing,
    locks::check_open,
    settle::{Room, make_room, place, settle, spot_in},
    words::things,
};

/// What copying comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Copied {
    /// The change.
    pub transaction: Transaction,
    /// The copies to select, in the order of their originals.
    pub ids: Vec<ResourceId>,
}

/// Some resources with everything in them and all they stand for as a design of their own, for the clipboard: write it
/// with [`vpcanvas_model::file::write`].
pub fn copy(document: &Document, arrangement: &Arrangement, ids: &[ResourceId]) -> Document {
    let outermost = outermost(document, &with_folded(arrangement, ids));
    let mut transaction = Transaction::default();
    let mut copied = Document::default();
    for (id, resource) in document.resources() {
        let is_inside = document
            .ancestors(id)
            .any(|ancestor| outermost.contains(ancestor));
        if !is_inside && !outermost.contains(id) {
            continue;
        }
        transaction.set_resource(&copied, id, Some((**resource).clone()));
        if let Some(rect) = arrangement.rect(id) {
            place(&copied, &mut transaction, id, rect);
        }
    }
    copied.apply(&transaction);
    copied
}

/// Copies some resources beside themselves, or by a movement of the pointer or the one before.
///
/// # Errors
/// Why nothing can be put into a container they stand in, or that one of them is a tile that stands for several.
pub fn duplicate(
    document: &Document,
    arrangement: &Arrangement,
    ids: &[ResourceId],
    by: Option<Offset>,
) -> Result<Copied, String> {
    if let Some(tile) = ids.iter().find(|id| !folded_in(arrangement, id).is_empty()) {
        return Err(format!(
            "{} stands for {} VPCs; expand it to copy one of them",
            document.display_name(tile),
            folded_in(arrangement, tile).len() + 1
        ));
    }
    let clip = copy(document, arrangement, ids);
    let group = Group::of(&clip, document, None);
    let beside = Point::new(group.rect.max.x.saturating_add(GAP), group.rect.min.y);
    let by = by.unwrap_or_else(|| group.free_spot(arrangement, Some(beside)));
    let label = format!("Duplicate {}", things(document, ids));
    insert_copy(document, arrangement, &group, by, label)
}

/// Puts a copied design into a container that was chosen, or the innermost open one around a point, or the nearest around
/// that which takes it; what none of them takes goes where it belonged. It is centred at the point, or at the first free place.
///
/// # Errors
/// Why nothing can be put into a container some of it would stand in.
pub fn paste(
    document: &Document,
    arrangement: &Arrangement,
    clip: &Document,
    chosen: Option<&ResourceId>,
    at: Option<Point>,
) -> Result<Copied, String> {
    let is_open = |id: &ResourceId| check_open(document, id).is_ok();
    let under = at.filter(|_| chosen.is_none());
    let under = under.and_then(|at| container_at(document, arrangement, at, is_open));
    let group = Group::of(clip, document, chosen.or(under.as_ref()));
    let around = group.container.and_then(|id| arrangement.rect(id));
    let at = at.filter(|at| around.is_none_or(|around| around.contains(*at)));
    let center = group.rect.center().minus(group.rect.min);
    let wanted = at.map(|at| at.moved(Offset::new(-center.x, -center.y)));
    let by = group.free_spot(arrangement, wanted);
    let label = format!("Paste {}", things(clip, &group.ids));
    insert_copy(document, arrangement, &group, by, label)
}

/// The outermost resources of a clip, and where they are to stand in a document.
struct Group<'a> {
    clip: &'a Document,
    stood: Arrangement,
    ids: Vec<ResourceId>,
    /// The rectangle around them in the clip.
    rect: Rect,
    /// Where each of them belongs, in the same order.
    homes: Vec<Option<&'a ResourceId>>,
    /// The container the first of them is drawn in then.
    container: Option<&'a ResourceId>,
}

impl<'a> Group<'a> {
    fn of(clip: &'a Document, document: &'a Document, into: Option<&ResourceId>) -> Self {
        let stood = arrangement(clip);
        let all: Vec<ResourceId> = clip.resources().map(|(id, _)| id.clone()).collect();
        let ids: Vec<ResourceId> = outermost(clip, &all).into_iter().collect();
        let rects = ids.iter().filter_map(|id| stood.rect(id));
        let into = into.and_then(|into| document.id(into.as_str()));
        let outwards = into
            .into_iter()
            .flat_map(|into| std::iter::once(into).chain(document.ancestors(into)));
        let outwards: Vec<&ResourceId> = outwards.collect();
        let home = |id: &ResourceId| {
            let takes = |over: &&ResourceId| {
                let kind = kind_of(clip, id);
                kind.is_some_and(|kind| check_home(kind, kind_of(document, over)).is_ok())
            };
            outwards
                .iter()
                .copied()
                .find(takes)
                .or_else(|| document.id(clip.resource(id)?.properties.parent()?.as_str()))
        };
        let homes: Vec<_> = ids.iter().map(home).collect();
        let first = homes.first().copied().flatten();
        Self {
            clip,
            rect: Rect::around(rects).unwrap_or_default(),
            stood,
            ids,
            homes,
            container: first.and_then(|home| enclosing(document, home)),
        }
    }

    /// How far it is from the clip to the free place nearest after a wish, or the first one.
    fn free_spot(&self, arrangement: &Arrangement, wanted: Option<Point>) -> Offset {
        let kinds = self.ids.iter().filter_map(|id| kind_of(self.clip, id));
        let room = Room::of(kinds, self.rect.size());
        let spot = spot_in(arrangement, self.container, wanted, room);
        spot.minus(self.rect.min)
    }
}

fn insert_copy(
    document: &Document,
    arrangement_before: &Arrangement,
    group: &Group<'_>,
    by: Offset,
    label: String,
) -> Result<Copied, String> {
    for home in group.homes.iter().flatten() {
        check_open(document, home)?;
    }
    let mut transaction = Transaction::new(label);
    let containers: BTreeSet<Option<&ResourceId>> = group.homes.iter().copied().collect();
    settle(
        document,
        arrangement_before,
        &mut transaction,
        containers,
        |_| false,
    );
    let grafted = graft::graft(document, group.clip);
    for (old, new, resource) in &grafted {
        transaction.set_resource(document, new, Some(resource.clone()));
        if let (Some(rect), Some(_)) = (group.stood.rect(old), group.clip.placement(old)) {
            place(document, &mut transaction, new, rect.moved(by));
        }
    }
    let copy_of = |old: &ResourceId| {
        let copy = grafted.iter().find(|(other, ..)| other == old);
        copy.map(|(_, new, _)| new.clone())
    };
    let mut ids = Vec::new();
    for (old, home) in group.ids.iter().zip(&group.homes) {
        let Some(copy) = copy_of(old) else { continue };
        let seen = document.with(&transaction);
        let is_there = seen.parent(&copy) == *home && !is_lost(&seen, &copy);
        let over = home.and_then(|home| kind_of(document, home));
        let may_stand = |kind| check_home(kind, over).is_ok();
        if !is_there && kind_of(&seen, &copy).is_some_and(may_stand) {
            reparent(document, &mut transaction, &copy, *home);
        }
        ids.push(copy);
    }
    Ok(Copied {
        transaction: make_room(document, arrangement_before, transaction),
        ids,
    })
}

/// Whether it belongs to something that the document does not have.
fn is_lost(document: &Document, id: &ResourceId) -> bool {
    let resource = document.resource(id);
    let parent = resource.and_then(|resource| resource.properties.parent());
    parent.is_some_and(|parent| document.resource(parent).is_none())
}
