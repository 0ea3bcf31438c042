//! Keeps everything else where it is seen when one thing is placed, resized, added or removed by hand.
//!
//! What has no placement is laid out anew on every change; before the first hand is laid on a container, its contents and
//! those of the containers around it are therefore written down as they stand. So nothing ever jumps. Only where a
//! container has to grow are its neighbours moved aside, as far as needed.

use std::collections::BTreeSet;

use vpcanvas_model::{
    Arrangement, Change, Document, Kind, Placement, Resource, ResourceId, Transaction,
    arrangement::{GAP, GRID, HEADER, PADDING, REGION_INSET, ZONE_INSET, free_spot},
    geometry::{Offset, Point, Rect, Size},
};

use crate::{hit::kind_of, locks::Locks};

/// The room left of something new that is put beside everything there is.
const FAR_GAP: i32 = 48;

/// Writes down where the contents of some containers (and of those around them) stand, apart from some.
pub(crate) fn settle<'a>(
    document: &Document,
    arrangement: &Arrangement,
    transaction: &mut Transaction,
    containers: impl IntoIterator<Item = Option<&'a ResourceId>>,
    except: impl Fn(&ResourceId) -> bool,
) {
    let mut levels: BTreeSet<Option<&ResourceId>> = BTreeSet::from([None]);
    for container in containers.into_iter().flatten() {
        levels.insert(Some(container));
        levels.extend(arrangement.holders(container).map(Some));
    }
    // On the canvas of a large design there is much; once it is written down, that need not be seen again.
    let is_known = |level: Option<&ResourceId>| level.is_none() && arrangement.is_canvas_placed();
    let open = levels.iter().copied().filter(|level| !is_known(*level));
    let contents = open.flat_map(|level| arrangement.contents(level));
    let roots = levels.iter().flatten().filter(|_| is_known(None));
    let roots = roots.filter(|id| arrangement.container(id).is_none());
    for id in contents.chain(roots.copied()) {
        // A container that has grown keeps its size.
        let is_placed = document.is_placed(id) && !levels.contains(&Some(id));
        if !is_placed
            && !except(id)
            && let Some(rect) = arrangement.rect(id)
        {
            place(document, transaction, id, rect);
        }
    }
}

/// Records that something is to stand in a rectangle; a tile of the ordinary size needs no size written.
pub(crate) fn place(
    document: &Document,
    transaction: &mut Transaction,
    id: &ResourceId,
    rect: Rect,
) {
    let kind = transaction.resource(document, id).map(Resource::kind);
    let before = transaction.placement(document, id).cloned();
    let before = before.unwrap_or_default();
    let needs_size =
        kind.is_none_or(|kind| kind.is_container() || rect.size() != kind.minimum_size());
    let side = |value: i32| needs_size.then(|| u32::try_from(value).unwrap_or(0));
    let (width, height) = if before.is_collapsed() {
        // The size it has when it is expanded again.
        (before.width, before.height)
    } else {
        (side(rect.width()), side(rect.height()))
    };
    let placement = Placement {
        x: Some(rect.min.x),
        y: Some(rect.min.y),
        width,
        height,
        ..before
    };
    transaction.set_placement(document, id, Some(placement));
}

/// Moves some resources with everything in them, of a document arranged as given; recorded for `document`.
pub(crate) fn shift<'a>(
    document: &Document,
    (seen, arranged): (&Document, &Arrangement),
    transaction: &mut Transaction,
    ids: impl IntoIterator<Item = &'a ResourceId>,
    by: Offset,
) {
    for root in ids {
        for id in arranged.with_belongings(root) {
            // What has no placement follows its container.
            let is_placed = seen.is_placed(id);
            let follows = !is_placed && arranged.holders(id).any(|container| container == root);
            if let Some(rect) = arranged.rect(id).filter(|_| !follows) {
                place(document, transaction, id, rect.moved(by));
            } else if let Some(placement) = seen.placement(id).filter(|_| is_placed) {
                // What a collapsed container does not show goes with it.
                transaction.set_placement(document, id, Some(placement.moved(by)));
            }
        }
    }
}

/// A point on the grid.
pub(crate) fn snapped(at: Point) -> Point {
    let snap = |value: i32| {
        let line = value.saturating_add(GRID / 2).div_euclid(GRID);
        line.saturating_mul(GRID)
    };
    Point::new(snap(at.x), snap(at.y))
}

/// The room something takes where it comes to stand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    size: Size,
    /// What it is, or a part of it, that lies in a zone or a Region.
    framed: Option<Kind>,
}

impl Room {
    /// The room for things of some kinds that are as large together.
    pub(crate) fn of(kinds: impl IntoIterator<Item = Kind>, size: Size) -> Self {
        let is_framed =
            |kind: &Kind| matches!(kind, Kind::Subnet | Kind::Vpc | Kind::TransitGateway);
        let framed = kinds.into_iter().find(is_framed);
        Self { size, framed }
    }

    /// The room left of it and above it for the frame of its zone or Region: what it stands in need not grow there.
    fn inset(self, arrangement: &Arrangement) -> Offset {
        match self.framed {
            Some(Kind::Subnet) => ZONE_INSET,
            Some(_) if !arrangement.regions.is_empty() => REGION_INSET,
            _ => Offset::default(),
        }
    }
}

/// The free place nearest after a wish (or the first one) for something in a container or on the canvas.
pub(crate) fn spot_in(
    arrangement: &Arrangement,
    container: Option<&ResourceId>,
    wanted: Option<Point>,
    room: Room,
) -> Point {
    let spots = spots_in(arrangement, container, wanted, &[room]);
    spots.first().copied().unwrap_or_default()
}

/// The same for several things, one after another.
pub(crate) fn spots_in(
    arrangement: &Arrangement,
    container: Option<&ResourceId>,
    wanted: Option<Point>,
    rooms: &[Room],
) -> Vec<Point> {
    let neighbours = arrangement
        .contents(container)
        .iter()
        .filter_map(|id| arrangement.rect(id));
    let chips = container.into_iter();
    let chips = chips.flat_map(|subnet| arrangement.chips_in(subnet));
    let chips = chips.map(|chip| chip.rect);
    let mut occupied: Vec<Rect> = neighbours.chain(chips).collect();
    let around = container.and_then(|container| arrangement.rect(container));
    let first = around.map(|around| around.min.moved(Offset::new(PADDING, HEADER + PADDING)));
    let all = Rect::around(occupied.iter().copied());
    let beside_all = all.map_or(Point::default(), |all| {
        Point::new(all.max.x.saturating_add(FAR_GAP), all.min.y)
    });
    let start = |inset: Offset| {
        let wanted = wanted.map(|wanted| snapped(wanted).moved(Offset::new(-inset.x, -inset.y)));
        match (first, wanted) {
            (Some(first), Some(wanted)) => Point::new(wanted.x.max(first.x), wanted.y.max(first.y)),
            (first, wanted) => wanted.or(first).unwrap_or(beside_all),
        }
    };
    let right = around.map(|around| around.max.x.saturating_sub(PADDING));
    let mut spots = Vec::new();
    for room in rooms {
        let (size, inset) = (room.size, room.inset(arrangement));
        let width = size.width.saturating_add(inset.x);
        let whole = Size::new(width, size.height.saturating_add(inset.y));
        let spot = free_spot(start(inset), whole, &occupied, right);
        occupied.push(Rect::at(spot, whole));
        spots.push(spot.moved(inset));
    }
    spots
}

/// The transaction with the neighbours of containers it makes grow moved aside.
pub(crate) fn make_room(
    document: &Document,
    before: &Arrangement,
    mut transaction: Transaction,
) -> Transaction {
    let places = |change: &Change| matches!(change, Change::Placement { .. });
    if !before.is_moved_by(&transaction) && !transaction.changes().iter().any(places) {
        return transaction;
    }
    let mut seen = document.clone();
    let mut arranged = before.clone();
    let mut followed = Transaction::default();
    let mut done: BTreeSet<ResourceId> = BTreeSet::new();
    loop {
        let step = transaction.instead_of(&followed);
        seen.apply(&step);
        arranged.follow(&seen, &step);
        followed.clone_from(&transaction);
        let grown = touched(&seen, &arranged, &transaction)
            .into_iter()
            .filter(|id| !done.contains(*id))
            .filter(|id| {
                before
                    .rect(id)
                    .is_some_and(|old| grew(old, arranged.rect(id)))
            })
            .max_by_key(|id| arranged.holders(id).count());
        let Some(grown) = grown else {
            return transaction;
        };
        done.insert(grown.clone());
        for along in [Offset::new(1, 0), Offset::new(0, 1)] {
            push_aside(
                document,
                before,
                (&seen, &arranged),
                &mut transaction,
                grown,
                along,
            );
        }
    }
}

/// The containers whose contents a transaction touches: those around what changes, and around its interfaces.
fn touched<'a>(
    seen: &'a Document,
    arranged: &'a Arrangement,
    transaction: &Transaction,
) -> BTreeSet<&'a ResourceId> {
    let mut touched = BTreeSet::new();
    for change in transaction.changes() {
        let id = match change {
            Change::Resource { id, .. } | Change::Placement { id, .. } => id,
            Change::Checks { .. } => continue,
        };
        let interfaces = match change {
            Change::Resource { .. } => seen.interface_subnets(id),
            Change::Placement { .. } | Change::Checks { .. } => Vec::new(),
        };
        for id in interfaces.iter().chain([id]) {
            touched.extend(
                seen.id(id.as_str())
                    .filter(|id| kind_of(seen, id).is_some_and(Kind::is_container)),
            );
            touched.extend(arranged.holders(id));
        }
    }
    touched
}

fn grew(old: Rect, new: Option<Rect>) -> bool {
    new.is_some_and(|new| new.width() > old.width() || new.height() > old.height())
}

/// Where a rectangle begins, sideways or downwards.
pub(crate) fn start(rect: Rect, along: Offset) -> i32 {
    rect.min.x * along.x + rect.min.y * along.y
}

/// Where a rectangle ends, sideways or downwards.
pub(crate) fn end(rect: Rect, along: Offset) -> i32 {
    rect.max.x * along.x + rect.max.y * along.y
}

/// Whether two rectangles would meet if one were moved sideways or downwards.
pub(crate) fn shares_row(one: Rect, other: Rect, along: Offset) -> bool {
    if along.x == 1 {
        one.min.y < other.max.y && other.min.y < one.max.y
    } else {
        one.min.x < other.max.x && other.min.x < one.max.x
    }
}

/// Moves what lay after a container, sideways or downwards, as far as the container now reaches into it.
fn push_aside(
    document: &Document,
    before: &Arrangement,
    (seen, arranged): (&Document, &Arrangement),
    transaction: &mut Transaction,
    grown: &ResourceId,
    along: Offset,
) {
    let (Some(old), Some(new)) = (before.rect(grown), arranged.rect(grown)) else {
        return;
    };
    let container = arranged.container(grown);
    // In a VPC the subnets stand in columns and rows, which are moved as a whole.
    let in_columns = container.and_then(|id| kind_of(seen, id)) == Some(Kind::Vpc);
    let (start, end) = (|rect| start(rect, along), |rect| end(rect, along));
    let shares_row = |rect| shares_row(rect, new, along);
    // What was after it before; what is new stands where it was just put.
    let was_after = |id: &&ResourceId| {
        let rect = before.rect(id).or(arranged.rect(id));
        *id != grown && rect.is_some_and(|rect| start(rect) >= end(old))
    };
    let after: Vec<(&ResourceId, Rect)> = arranged
        .contents(container)
        .iter()
        .filter(was_after)
        .filter_map(|id| Some((id, arranged.rect(id)?)))
        .collect();
    let reach = after
        .iter()
        .filter(|(_, rect)| shares_row(*rect))
        .map(|(_, rect)| end(new).saturating_add(GAP).saturating_sub(start(*rect)))
        .max()
        .unwrap_or(0);
    if reach <= 0 {
        return;
    }
    let locks = Locks::of(seen);
    let moved = after
        .into_iter()
        .filter(|(id, rect)| (in_columns || shares_row(*rect)) && !locks.keeps(id))
        .map(|(id, _)| id);
    let by = Offset::new(reach * along.x, reach * along.y);
    shift(document, (seen, arranged), transaction, moved, by);
}
