//! From one resource to the next by the keyboard: in reading order, by direction, into and out of containers.

use vpcanvas_model::{
    Arrangement, ResourceId,
    geometry::{Point, Rect},
};

/// Where to go from the resource that is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The next one in reading order, the contents of a container after it.
    Next,
    /// The one before in reading order.
    Previous,
    /// The nearest neighbour to the left.
    Left,
    /// The nearest neighbour to the right.
    Right,
    /// The nearest neighbour above.
    Up,
    /// The nearest neighbour below.
    Down,
    /// The first one inside.
    Into,
    /// The container around.
    OutOf,
}

/// The resource a way leads to, `None` where it ends. From nowhere every way leads to the first one.
pub fn navigate(
    arrangement: &Arrangement,
    from: Option<&ResourceId>,
    way: Way,
) -> Option<ResourceId> {
    let Some(from) = from.and_then(|from| arrangement.shown(from)) else {
        return row_by_row(arrangement, None).first().copied().cloned();
    };
    let found = match way {
        Way::Next | Way::Previous => {
            let order = reading_order(arrangement);
            let here = order.iter().position(|id| *id == from)?;
            let there = if way == Way::Next {
                here.checked_add(1)
            } else {
                here.checked_sub(1)
            };
            order.get(there?).copied()
        }
        Way::Into => row_by_row(arrangement, Some(from)).first().copied(),
        Way::OutOf => arrangement.container(from),
        Way::Left | Way::Right | Way::Up | Way::Down => neighbour(arrangement, from, way),
    };
    found.cloned()
}

/// Everything on the canvas, row by row, each container followed by its contents.
fn reading_order(arrangement: &Arrangement) -> Vec<&ResourceId> {
    let mut order = Vec::new();
    let mut waiting = row_by_row(arrangement, None);
    waiting.reverse();
    while let Some(id) = waiting.pop() {
        order.push(id);
        waiting.extend(row_by_row(arrangement, Some(id)).into_iter().rev());
    }
    order
}

fn row_by_row<'a>(
    arrangement: &'a Arrangement,
    container: Option<&ResourceId>,
) -> Vec<&'a ResourceId> {
    let all = arrangement.contents(container).iter();
    let mut ids: Vec<&ResourceId> = all.filter(|id| !arrangement.is_hidden(id)).collect();
    ids.sort_by_key(|id| arrangement.rect(id).map(|rect| (rect.min.y, rect.min.x)));
    ids
}

/// The nearest of those in the same container that lie that way; what is straight ahead is nearer than what is aside.
fn neighbour<'a>(
    arrangement: &'a Arrangement,
    from: &ResourceId,
    way: Way,
) -> Option<&'a ResourceId> {
    let here = arrangement.rect(from)?;
    let distance = |rect: Rect| {
        let (ahead, aside) = along(here.center(), rect.center(), way);
        (ahead > 0).then(|| i64::from(ahead) + 2 * i64::from(aside.saturating_abs()))
    };
    arrangement
        .contents(arrangement.container(from))
        .iter()
        .filter(|id| *id != from)
        .filter_map(|id| Some((distance(arrangement.rect(id)?)?, id)))
        .min()
        .map(|(_, id)| id)
}

/// How far one point lies ahead of another on a way, and how far aside.
fn along(from: Point, to: Point, way: Way) -> (i32, i32) {
    let by = to.minus(from);
    match way {
        Way::Left => (by.x.saturating_neg(), by.y),
        Way::Up => (by.y.saturating_neg(), by.x),
        Way::Down => (by.y, by.x),
        Way::Right | Way::Next | Way::Previous | Way::Into | Way::OutOf => (by.x, by.y),
    }
}
