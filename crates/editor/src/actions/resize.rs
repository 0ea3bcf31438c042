//! Resizes a container or a note. A container never becomes smaller than its contents.

use vpcanvas_model::{
    Arrangement, Document, ResourceId, Transaction,
    arrangement::{HEADER, PADDING},
    geometry::{Offset, Rect},
};

use crate::{
    hit::{Handle, kind_of},
    settle::{make_room, place, settle, snapped},
};

/// Drags a corner or edge of a container or note by so much from where it was.
pub fn resize(
    document: &Document,
    arrangement: &Arrangement,
    id: &ResourceId,
    handle: Handle,
    by: Offset,
) -> Transaction {
    let name = document.display_name(id);
    let mut transaction = Transaction::new(format!("Resize {name}"));
    let (Some(old), Some(kind)) = (arrangement.rect(id), kind_of(document, id)) else {
        return transaction;
    };
    let to = snapped(handle.on(old).moved(by));
    let mut new = old;
    match handle.horizontal() {
        -1 => new.min.x = to.x,
        1 => new.max.x = to.x,
        _ => {}
    }
    match handle.vertical() {
        -1 => new.min.y = to.y,
        1 => new.max.y = to.y,
        _ => {}
    }
    let least = kind.minimum_size();
    // The edge opposite the hand stays where it is.
    if handle.horizontal() < 0 {
        new.min.x = new.min.x.min(old.max.x.saturating_sub(least.width));
    }
    if handle.vertical() < 0 {
        new.min.y = new.min.y.min(old.max.y.saturating_sub(least.height));
    }
    new.max.x = new.max.x.max(new.min.x.saturating_add(least.width));
    new.max.y = new.max.y.max(new.min.y.saturating_add(least.height));
    let new = contents(arrangement, id).map_or(new, |contents| new.union(contents));
    settle(document, arrangement, &mut transaction, [Some(id)], |_| {
        false
    });
    place(document, &mut transaction, id, new);
    if old.encloses(new) {
        transaction
    } else {
        make_room(document, arrangement, transaction)
    }
}

/// The room the contents of a container need, header and padding included.
fn contents(arrangement: &Arrangement, id: &ResourceId) -> Option<Rect> {
    let tiles = arrangement
        .contents(Some(id))
        .iter()
        .filter_map(|child| arrangement.rect(child));
    let chips = arrangement.chips_in(id).map(|chip| chip.rect);
    let zones = arrangement
        .zones
        .values()
        .filter(|zone| zone.vpc == *id)
        .map(|zone| zone.rect);
    let contents = Rect::around(tiles.chain(chips).chain(zones))?.grown(PADDING);
    Some(Rect {
        min: contents.min.moved(Offset::new(0, -HEADER)),
        ..contents
    })
}
