//! Puts resources in line, or at equal distances. Each takes its contents along.

use vpcanvas_model::{
    Arrangement, Document, ResourceId, Transaction,
    geometry::{Offset, Rect},
};

use super::move_by::{make_way_for, movable};
use crate::{
    settle::{make_room, settle, shift},
    words::things,
};

/// The line resources are brought to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Alignment {
    Left,
    Center,
    Right,
    Top,
    Middle,
    Bottom,
}

/// The direction in which distances are made equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Direction {
    Horizontal,
    Vertical,
}

/// Brings resources to the outermost line there is of a kind among them. What is in their way moves aside.
///
/// # Errors
/// What stays in the way of what, such as one container of another that comes to the same place.
pub fn align(
    document: &Document,
    arrangement: &Arrangement,
    ids: &[ResourceId],
    alignment: Alignment,
) -> Result<Transaction, String> {
    let label = format!("Align {}", things(document, ids));
    let placed = placed(document, arrangement, ids);
    let Some(all) = Rect::around(placed.iter().map(|(_, rect)| *rect)) else {
        return Ok(Transaction::new(label));
    };
    let moves: Vec<_> = placed
        .into_iter()
        .map(|(id, rect)| {
            let by = match alignment {
                Alignment::Left => Offset::new(all.min.x - rect.min.x, 0),
                Alignment::Center => Offset::new(all.center().x - rect.center().x, 0),
                Alignment::Right => Offset::new(all.max.x - rect.max.x, 0),
                Alignment::Top => Offset::new(0, all.min.y - rect.min.y),
                Alignment::Middle => Offset::new(0, all.center().y - rect.center().y),
                Alignment::Bottom => Offset::new(0, all.max.y - rect.max.y),
            };
            (id, by)
        })
        .collect();
    moved(document, arrangement, label, &moves)
}

/// Makes the gaps between resources equal; the first and the last stay. It takes three to have two gaps. What is in their
/// way moves aside.
///
/// # Errors
/// What stays in the way of what.
pub fn distribute(
    document: &Document,
    arrangement: &Arrangement,
    ids: &[ResourceId],
    direction: Direction,
) -> Result<Transaction, String> {
    let label = format!("Distribute {}", things(document, ids));
    // Wide enough for the sum of all widths.
    let extent = |rect: Rect| match direction {
        Direction::Horizontal => (i64::from(rect.min.x), i64::from(rect.max.x)),
        Direction::Vertical => (i64::from(rect.min.y), i64::from(rect.max.y)),
    };
    let mut placed = placed(document, arrangement, ids);
    placed.sort_by_key(|(_, rect)| extent(*rect));
    let gaps = i64::try_from(placed.len()).unwrap_or(i64::MAX) - 1;
    let (Some((_, first)), Some((_, last)), 2..) = (placed.first(), placed.last(), gaps) else {
        return Ok(Transaction::new(label));
    };
    let (begin, end) = (extent(*first).0, extent(*last).1);
    let filled: i64 = placed
        .iter()
        .map(|(_, rect)| extent(*rect).1 - extent(*rect).0)
        .sum();
    let free = end - begin - filled;
    let mut moves = Vec::new();
    let mut taken = 0;
    for (number, (id, rect)) in (0..).zip(placed) {
        let (start, stop) = extent(rect);
        let to = begin + taken + free * number / gaps;
        taken += stop - start;
        let by = i32::try_from(to - start).unwrap_or_default();
        moves.push(match direction {
            Direction::Horizontal => (id, Offset::new(by, 0)),
            Direction::Vertical => (id, Offset::new(0, by)),
        });
    }
    moved(document, arrangement, label, &moves)
}

fn placed(
    document: &Document,
    arrangement: &Arrangement,
    ids: &[ResourceId],
) -> Vec<(ResourceId, Rect)> {
    movable(document, ids)
        .into_iter()
        .filter_map(|id| Some((id.clone(), arrangement.rect(&id)?)))
        .collect()
}

fn moved(
    document: &Document,
    arrangement: &Arrangement,
    label: String,
    moves: &[(ResourceId, Offset)],
) -> Result<Transaction, String> {
    let mut transaction = Transaction::new(label);
    let containers = moves.iter().map(|(id, _)| arrangement.container(id));
    settle(document, arrangement, &mut transaction, containers, |_| {
        false
    });
    for (id, by) in moves {
        shift(
            document,
            (document, arrangement),
            &mut transaction,
            [id],
            *by,
        );
    }
    let moves: Vec<_> = moves.iter().map(|(id, by)| (id, *by)).collect();
    make_way_for(document, arrangement, &mut transaction, &moves)?;
    Ok(make_room(document, arrangement, transaction))
}
