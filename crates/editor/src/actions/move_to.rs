//! Moves resources into a container that is named and not pointed at, as the outline and the list of containers do.
//!
//! It follows the rules of a drop on the canvas and speaks in its words. Each finds a free place where it comes to stand.

use std::collections::BTreeSet;

use vpcanvas_model::{Arrangement, Document, Kind, ResourceId, Transaction, geometry::Rect};

use super::{move_by::outermost, reparent::reparent};
use crate::{
    Frame,
    hit::kind_of,
    home::check_home,
    insert::enclosing,
    locks::{check_open, lock_words},
    settle::{Room, make_room, settle, shift, spots_in},
    words::{things, upper_a},
};

/// Moves resources into or on another one; `None` is the canvas.
///
/// # Errors
/// Why one of them cannot stand there; nothing moves then.
pub fn move_to(
    document: &Document,
    arrangement: &Arrangement,
    ids: &[ResourceId],
    target: Option<&ResourceId>,
) -> Result<Transaction, String> {
    let travellers = travellers(document, ids, target)?;
    let name = target.map(|target| document.display_name(target));
    let mut transaction = Transaction::new(match name {
        Some(name) => format!("Move {} to {name}", things(document, ids)),
        None => format!("Move {} to the canvas", things(document, ids)),
    });
    let container = target.and_then(|target| enclosing(document, target));
    let rects = set_out(
        document,
        arrangement,
        &mut transaction,
        &travellers,
        container,
    );
    let rooms: Vec<_> = travellers
        .iter()
        .zip(&rects)
        .map(|(id, rect)| Room::of(kind_of(document, id), rect.size()))
        .collect();
    let spots = spots_in(arrangement, container, None, &rooms);
    for ((id, rect), spot) in travellers.iter().zip(rects).zip(spots) {
        let by = spot.minus(rect.min);
        let arranged = (document, arrangement);
        shift(document, arranged, &mut transaction, [id], by);
        reparent(document, &mut transaction, id, target);
    }
    Ok(make_room(document, arrangement, transaction))
}

/// Moves resources into a Region or zone; they find a place within its frame or beside what is in it.
///
/// # Errors
/// Why one of them cannot lie there; nothing moves then.
pub fn move_to_frame(
    document: &Document,
    arrangement: &Arrangement,
    ids: &[ResourceId],
    frame: &Frame,
) -> Result<Transaction, String> {
    let travellers = entering(document, ids, frame)?;
    let container = frame.container.as_ref();
    let label = format!("Move {} to {}", things(document, ids), frame.name);
    let mut transaction = Transaction::new(label);
    let rects = set_out(
        document,
        arrangement,
        &mut transaction,
        &travellers,
        container,
    );
    let sizes: Vec<_> = rects.iter().map(|rect| rect.size()).collect();
    let spots = frame.spots(arrangement, &travellers, &sizes);
    for ((id, rect), spot) in travellers.iter().zip(rects).zip(spots) {
        let by = spot.minus(rect.min);
        let arranged = (document, arrangement);
        shift(document, arranged, &mut transaction, [id], by);
        if document.parent(id) != container {
            reparent(document, &mut transaction, id, container);
        }
    }
    frame.take_in(document, arrangement, &mut transaction, &travellers);
    Ok(make_room(document, arrangement, transaction))
}

/// Whether [`move_to_frame`] would do anything.
///
/// # Errors
/// Why it would not.
pub fn check_move_to_frame(
    document: &Document,
    ids: &[ResourceId],
    frame: &Frame,
) -> Result<(), String> {
    entering(document, ids, frame).map(|_| ())
}

/// Every Region and zone some resources may be moved into; those all of them lie in already are left out.
pub fn frames(document: &Document, arrangement: &Arrangement, ids: &[ResourceId]) -> Vec<Frame> {
    let first = ids.first().and_then(|id| kind_of(document, id));
    let frames = first.map(|kind| Frame::of_kind(arrangement, kind));
    let frames = frames.into_iter().flatten();
    frames
        .filter(|frame| entering(document, ids, frame).is_ok())
        .collect()
}

/// What moves into a Region or zone, if all of it may lie there and some of it does not yet.
fn entering(
    document: &Document,
    ids: &[ResourceId],
    frame: &Frame,
) -> Result<Vec<ResourceId>, String> {
    let container = frame.container.as_ref();
    let over = container.and_then(|container| kind_of(document, container));
    let mut moving = outermost(document, ids);
    for id in &moving {
        let kind = kind_of(document, id).unwrap_or(Kind::Other);
        check_home(kind, over)?;
        if !frame.admits(kind) {
            return Err(format!("{} lies in no {}", upper_a(kind), frame.title()));
        }
    }
    if let Some(words) = lock_words(document, ids) {
        return Err(words);
    }
    container.map_or(Ok(()), |container| check_open(document, container))?;
    moving.retain(|id| document.parent(id) != container || !frame.has(document, id));
    if moving.is_empty() {
        let things = things(document, ids);
        return Err(format!("{things} lies in {} already", frame.name));
    }
    Ok(moving.into_iter().collect())
}

/// Whether [`move_to`] would do anything.
///
/// # Errors
/// Why it would not.
pub fn check_move_to(
    document: &Document,
    ids: &[ResourceId],
    target: Option<&ResourceId>,
) -> Result<(), String> {
    travellers(document, ids, target).map(|_| ())
}

/// Everything some resources may be moved into, in the order of ids, the canvas first; where they are already is left out.
pub fn homes(document: &Document, ids: &[ResourceId]) -> Vec<Option<ResourceId>> {
    let holds = |id: &ResourceId| kind_of(document, id).is_some_and(Kind::holds_others);
    let all = document.resources().map(|(id, _)| id);
    let targets = all.filter(|id| holds(id)).map(Some);
    std::iter::once(None)
        .chain(targets)
        .filter(|target| travellers(document, ids, *target).is_ok())
        .map(Option::<&ResourceId>::cloned)
        .collect()
}

/// What moves, if all of it may stand there and some of it does not yet.
fn travellers(
    document: &Document,
    ids: &[ResourceId],
    target: Option<&ResourceId>,
) -> Result<Vec<ResourceId>, String> {
    let moving = outermost(document, ids);
    let over = target.and_then(|target| kind_of(document, target));
    let around: Vec<&ResourceId> = target
        .into_iter()
        .flat_map(|id| std::iter::once(id).chain(document.ancestors(id)))
        .collect();
    for id in &moving {
        if around.contains(&id) {
            return Err(format!(
                "{} cannot stand in itself; drop it elsewhere",
                document.display_name(id)
            ));
        }
        check_home(kind_of(document, id).unwrap_or(Kind::Other), over)?;
    }
    if let Some(words) = lock_words(document, ids) {
        return Err(words);
    }
    target.map_or(Ok(()), |target| check_open(document, target))?;
    let travellers: Vec<ResourceId> = moving
        .iter()
        .filter(|id| document.parent(id) != target)
        .cloned()
        .collect();
    if travellers.is_empty() {
        let place = target.map_or("on the canvas", |_| "in it");
        return Err(format!("{} stands {place} already", things(document, ids)));
    }
    Ok(travellers)
}

/// Writes down where things stand that travellers leave or come to; returns where each of these stands.
fn set_out(
    document: &Document,
    arrangement: &Arrangement,
    transaction: &mut Transaction,
    travellers: &[ResourceId],
    container: Option<&ResourceId>,
) -> Vec<Rect> {
    let left = travellers.iter().map(|id| arrangement.container(id));
    let containers: BTreeSet<_> = left.chain([container]).collect();
    settle(document, arrangement, transaction, containers, |_| false);
    let rects = travellers.iter().map(|id| arrangement.rect(id));
    rects.map(Option::unwrap_or_default).collect()
}
