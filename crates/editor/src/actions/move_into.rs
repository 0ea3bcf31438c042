//! Moves resources to where the pointer lets them go, into another container if they may stand there.

use std::collections::BTreeSet;

use vpcanvas_model::{
    Arrangement, Document, Kind, ResourceId, Transaction,
    arrangement::{PADDING, free_spot},
    geometry::{Offset, Point, Rect},
};

use super::{
    move_by::{movable, move_by},
    reparent::reparent,
};
use crate::{
    Frame,
    apart::make_way,
    hit::{container_at, home_around, is_open_container, kind_of},
    home::check_home,
    locks::{check_open, lock_words},
    settle::{make_room, settle, shift},
    words::things,
};

/// A movement of the pointer with resources in its hand.
#[derive(Clone, Debug)]
pub struct Move<'a> {
    /// What moves.
    pub ids: &'a [ResourceId],
    /// The one that was taken: the others that share its parent go where it goes.
    pub grabbed: &'a ResourceId,
    /// How far, from where things stood.
    pub by: Offset,
    /// Where the pointer is now.
    pub at: Point,
}

/// What a movement comes to.
#[derive(Clone, Debug)]
pub struct Moved {
    /// The change.
    pub transaction: Transaction,
    /// The container it would be in then, where that is another one than before and not the canvas.
    pub into: Option<ResourceId>,
    /// The Region or zone it would lie in then, where that is another one than before, and what follows, in words.
    pub frame: Option<(Frame, String)>,
}

/// How far the pointer leaves a container before its contents follow it out.
const CLING: i32 = 48;

/// Moves resources, and into the innermost container under the pointer that takes them if that is not the one they are in.
/// Over something that takes none of them they find a free place beside it.
///
/// # Errors
/// Why they cannot stand there; nothing moves then.
pub fn move_into(
    document: &Document,
    arrangement: &Arrangement,
    movement: &Move<'_>,
) -> Result<Moved, String> {
    let moving = movable(document, movement.ids);
    if let Some(words) = lock_words(document, std::slice::from_ref(movement.grabbed)) {
        return Err(words);
    }
    let is_moving = |id: &ResourceId| {
        moving.contains(id) || document.ancestors(id).any(|other| moving.contains(other))
    };
    let kind = kind_of(document, movement.grabbed).unwrap_or(Kind::Other);
    // A collapsed container lies in nobody's way; what could stand in it is told why it cannot now.
    let may_take = |id: &ResourceId| {
        !arrangement.is_collapsed(id) || check_home(kind, kind_of(document, id)).is_ok()
    };
    let under = container_at(document, arrangement, movement.at, |id| {
        !is_moving(id) && may_take(id)
    });
    let takes = |id: &ResourceId| check_home(kind, kind_of(document, id)).is_ok();
    let target = home_around(arrangement, under.clone(), takes);
    let from = arrangement.container(movement.grabbed);
    let stays = target.as_ref() == from
        || !moving.contains(movement.grabbed)
        || clings(arrangement, movement, target.as_ref());
    let mut movement = movement.clone();
    if target != under {
        movement.by = beside(arrangement, &movement, &moving, (kind, target.as_ref()));
    }
    let movement = &movement;
    if stays {
        let frame = frame_under(document, arrangement, movement, (kind, from));
        return move_within(document, arrangement, movement, frame);
    }
    let over = target.as_ref().and_then(|id| kind_of(document, id));
    check_home(kind, over)?;
    if let Some(target) = &target {
        check_open(document, target)?;
    }
    let travellers: Vec<&ResourceId> = moving
        .iter()
        .filter(|id| arrangement.container(id) == from)
        .filter(|id| kind_of(document, id).is_some_and(|kind| check_home(kind, over).is_ok()))
        .collect();
    let mut transaction = Transaction::new(match &target {
        Some(target) => format!(
            "Move {} to {}",
            things(document, movement.ids),
            document.display_name(target)
        ),
        None => format!("Move {} to the canvas", things(document, movement.ids)),
    });
    let containers = moving.iter().map(|id| arrangement.container(id));
    let containers: BTreeSet<_> = containers.chain([target.as_ref()]).collect();
    settle(document, arrangement, &mut transaction, containers, |_| {
        false
    });
    shift(
        document,
        (document, arrangement),
        &mut transaction,
        &moving,
        movement.by,
    );
    let open = travellers.iter().copied();
    let open = open.filter(|id| is_open_container(document, arrangement, id));
    let moves: Vec<_> = open.map(|id| (id, movement.by)).collect();
    let into = target.as_ref();
    make_way(document, arrangement, &mut transaction, into, &moves)?;
    for id in &travellers {
        reparent(document, &mut transaction, id, target.as_ref());
    }
    let frame = frame_under(document, arrangement, movement, (kind, target.as_ref()));
    let frame = frame.map(|frame| {
        let seen = (document, arrangement);
        let words = enter(seen, &mut transaction, &frame, &travellers);
        (frame, words)
    });
    Ok(Moved {
        transaction: make_room(document, arrangement, transaction),
        into: target,
        frame,
    })
}

/// How far things in the hand move to a free place in a container, by the pointer.
fn beside(
    arrangement: &Arrangement,
    movement: &Move<'_>,
    moving: &BTreeSet<ResourceId>,
    (kind, container): (Kind, Option<&ResourceId>),
) -> Offset {
    let held = moving.iter().filter_map(|id| arrangement.rect(id));
    let Some(held) = Rect::around(held) else {
        return movement.by;
    };
    let frame = Frame::at(arrangement, kind, container, movement.at);
    let in_frame = frame.and_then(|frame| {
        let moving: Vec<ResourceId> = moving.iter().cloned().collect();
        let spots = frame.spots(arrangement, &moving, &[held.size()]);
        spots.first().copied()
    });
    let spot = in_frame.unwrap_or_else(|| {
        let others = arrangement.contents(container).iter();
        let others = others.filter(|id| !moving.contains(*id));
        let others: Vec<Rect> = others.filter_map(|id| arrangement.rect(id)).collect();
        let around = container.and_then(|container| arrangement.rect(container));
        let right = around.map(|around| around.max.x.saturating_sub(PADDING));
        free_spot(held.min.moved(movement.by), held.size(), &others, right)
    });
    spot.minus(held.min)
}

/// The Region or zone under the pointer that what was grabbed does not lie in yet.
fn frame_under(
    document: &Document,
    arrangement: &Arrangement,
    movement: &Move<'_>,
    (kind, container): (Kind, Option<&ResourceId>),
) -> Option<Frame> {
    let frame = Frame::at(arrangement, kind, container, movement.at);
    frame.filter(|frame| !frame.has(document, movement.grabbed))
}

/// Moves resources in the container they are in, and from one Region or zone of it to another.
fn move_within(
    document: &Document,
    arrangement: &Arrangement,
    movement: &Move<'_>,
    frame: Option<Frame>,
) -> Result<Moved, String> {
    let moved = move_by(document, arrangement, movement.ids, movement.by)?;
    let moving = movable(document, movement.ids);
    let Some(frame) = frame.filter(|_| moving.contains(movement.grabbed)) else {
        return Ok(Moved {
            transaction: moved,
            into: None,
            frame: None,
        });
    };
    let beside =
        |id: &&ResourceId| arrangement.container(id) == arrangement.container(movement.grabbed);
    let travellers: Vec<&ResourceId> = moving.iter().filter(beside).collect();
    let mut transaction = moved;
    transaction.label = format!("Move {} to {}", things(document, movement.ids), frame.name);
    let seen = (document, arrangement);
    let words = enter(seen, &mut transaction, &frame, &travellers);
    Ok(Moved {
        transaction: make_room(document, arrangement, transaction),
        into: None,
        frame: Some((frame, words)),
    })
}

/// Records that resources lie in a Region or zone, as far as they say so of themselves; returns what follows, in words.
fn enter(
    (document, arrangement): (&Document, &Arrangement),
    transaction: &mut Transaction,
    frame: &Frame,
    ids: &[&ResourceId],
) -> String {
    let entering = ids.iter().filter(|id| {
        let kind = kind_of(document, id);
        kind.is_some_and(|kind| frame.admits(kind))
    });
    let entering: Vec<ResourceId> = entering.map(|id| (*id).clone()).collect();
    frame.take_in(document, arrangement, transaction, &entering);
    frame.words(document, &entering)
}

/// Whether the pointer has only just left the container, and not for one inside or beside it: the container grows then.
fn clings(arrangement: &Arrangement, movement: &Move<'_>, target: Option<&ResourceId>) -> bool {
    let Some(from) = arrangement.container(movement.grabbed) else {
        return false;
    };
    let mut around = arrangement.holders(from);
    let is_outwards = target.is_none_or(|target| around.any(|id| id == target));
    let near = arrangement.rect(from).map(|rect| rect.grown(CLING));
    is_outwards && near.is_some_and(|near| near.contains(movement.at))
}
