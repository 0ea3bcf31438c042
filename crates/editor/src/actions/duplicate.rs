//! Copies resources: within a document, and through the clipboard into another, as a design of its own.
//!
//! Copies have new ids, addresses and ranges; references among them lead to the copies, others to what they led to.
//! What may exist only once, such as the route table of a subnet, stays with the original.

mod graft;

use std::collections::BTreeSet;

use vpcanvas_model::{
    Arrangement, Document, Kind, ResourceId, Transaction, arrangement,
    arrangement::ZONE_HEADER,
    geometry::{Offset, Point, Rect, Size},
};

use super::{move_by::outermost, reparent::reparent};
use crate::{
    hit::kind_of,
    home::check_home,
    settle::{make_room, place, settle, spot_in},
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

/// Some resources with everything in them as a design of their own, for the clipboard: write it with
/// [`vpcanvas_model::file::write`].
pub fn copy(document: &Document, arrangement: &Arrangement, ids: &[ResourceId]) -> Document {
    let outermost = outermost(document, ids);
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
pub fn duplicate(
    document: &Document,
    arrangement: &Arrangement,
    ids: &[ResourceId],
    by: Option<Offset>,
) -> Copied {
    let clip = copy(document, arrangement, ids);
    let by = by.unwrap_or_else(|| {
        let group = Group::of(&clip);
        let container = group
            .ids
            .first()
            .and_then(|first| document.container(document.id(first.as_str())?));
        let beside = Point::new(group.rect.max.x, group.rect.min.y);
        spot_in(arrangement, container, Some(beside), group.rect.size()).minus(group.rect.min)
    });
    let label = format!("Duplicate {}", things(document, ids));
    insert_copy(document, arrangement, &clip, None, by, label)
}

/// Puts a copied design into a container, if any of it may stand there, else where its resources belonged; centred at a point
/// of that, or at the first free place.
pub fn paste(
    document: &Document,
    arrangement: &Arrangement,
    clip: &Document,
    into: Option<&ResourceId>,
    at: Option<Point>,
) -> Copied {
    let group = Group::of(clip);
    let home = into.and_then(|into| kind_of(document, into));
    let may_stand =
        |id: &ResourceId| kind_of(clip, id).is_some_and(|kind| check_home(kind, home).is_ok());
    let into = into.filter(|_| group.ids.iter().any(may_stand));
    let container = into.or_else(|| {
        let parent = clip.resource(group.ids.first()?)?.properties.parent()?;
        document.id(parent.as_str())
    });
    let around = container.and_then(|container| arrangement.rect(container));
    let at = at.filter(|at| around.is_none_or(|around| around.contains(*at)));
    let center = group.rect.center().minus(group.rect.min);
    // The band of a zone has its name above its subnets.
    let is_subnet = |id: &ResourceId| kind_of(clip, id) == Some(Kind::Subnet);
    let band = if group.ids.iter().any(is_subnet) {
        ZONE_HEADER
    } else {
        0
    };
    let size = group.rect.size();
    let size = Size::new(size.width, size.height.saturating_add(band));
    let wanted = at.map(|at| at.moved(Offset::new(-center.x, -center.y - band)));
    let spot = spot_in(arrangement, container, wanted, size).moved(Offset::new(0, band));
    let by = spot.minus(group.rect.min);
    let label = format!("Paste {}", things(clip, &group.ids));
    insert_copy(document, arrangement, clip, into, by, label)
}

/// The outermost resources of a clip and the rectangle around them.
struct Group {
    ids: Vec<ResourceId>,
    rect: Rect,
}

impl Group {
    fn of(clip: &Document) -> Self {
        let arrangement = arrangement(clip);
        let all: Vec<ResourceId> = clip.resources().map(|(id, _)| id.clone()).collect();
        let ids: Vec<ResourceId> = outermost(clip, &all).into_iter().collect();
        let rects = ids.iter().filter_map(|id| arrangement.rect(id));
        Self {
            rect: Rect::around(rects).unwrap_or_default(),
            ids,
        }
    }
}

fn insert_copy(
    document: &Document,
    arrangement_before: &Arrangement,
    clip: &Document,
    into: Option<&ResourceId>,
    by: Offset,
    label: String,
) -> Copied {
    let mut transaction = Transaction::new(label);
    let group = Group::of(clip);
    let grafted = graft::graft(document, clip);
    let containers: BTreeSet<Option<&ResourceId>> = group
        .ids
        .iter()
        .map(|id| {
            let parent = clip.resource(id).and_then(|root| root.properties.parent());
            into.or_else(|| document.id(parent?.as_str()))
        })
        .collect();
    settle(
        document,
        arrangement_before,
        &mut transaction,
        containers,
        |_| false,
    );
    let stood = arrangement(clip);
    for (old, new, resource) in &grafted {
        transaction.set_resource(document, new, Some(resource.clone()));
        if let (Some(rect), Some(_)) = (stood.rect(old), clip.placement(old)) {
            place(document, &mut transaction, new, rect.moved(by));
        }
    }
    let copies = |old: &ResourceId| {
        let copy = grafted.iter().find(|(other, ..)| other == old);
        copy.map(|(_, new, _)| new.clone())
    };
    let ids: Vec<ResourceId> = group.ids.iter().filter_map(copies).collect();
    let home = into.and_then(|into| kind_of(document, into));
    for id in ids.iter().filter(|_| into.is_some()) {
        let seen = document.with(&transaction);
        let kind = kind_of(&seen, id).unwrap_or(Kind::Other);
        let is_there = seen.parent(id) == into;
        if !is_there && check_home(kind, home).is_ok() {
            reparent(document, &mut transaction, id, into);
        }
    }
    Copied {
        transaction: make_room(document, arrangement_before, transaction),
        ids,
    }
}
