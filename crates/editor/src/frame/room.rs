//! Room for a frame that grows around what is put into it: what lies after it moves aside, other frames as a whole.

use vpcanvas_model::{
    Arrangement, Document, ResourceId, Transaction,
    arrangement::GAP,
    geometry::{Offset, Rect},
};

use super::{Frame, is_note};
use crate::{
    locks::Locks,
    settle::{end, shares_row, shift, start},
};

/// Something in the way, with all that moves with it.
struct Obstacle<'a> {
    rect: Rect,
    things: Vec<&'a ResourceId>,
    by: Offset,
}

impl Frame {
    /// Moves aside what the frame would reach into when it takes in some things where a transaction puts them.
    pub(crate) fn make_room(
        &self,
        document: &Document,
        before: &Arrangement,
        transaction: &mut Transaction,
        entered: &[ResourceId],
    ) {
        let seen = document.with(transaction);
        let mut arranged = before.clone();
        arranged.follow(&seen, transaction);
        let rects = entered.iter().filter_map(|id| arranged.rect(id));
        let new = rects.fold(self.rect, |all, rect| all.union(self.around(rect)));
        let mut obstacles = self.obstacles(&seen, before, entered);
        for along in [Offset::new(1, 0), Offset::new(0, 1)] {
            push(&mut obstacles, self.rect, new, along);
        }
        for obstacle in obstacles {
            let arranged = (&seen, &arranged);
            shift(
                document,
                arranged,
                transaction,
                obstacle.things,
                obstacle.by,
            );
        }
    }

    /// What stands beside the frame and may be moved: other frames, and what lies in none.
    fn obstacles<'a>(
        &self,
        seen: &Document,
        before: &'a Arrangement,
        entered: &[ResourceId],
    ) -> Vec<Obstacle<'a>> {
        let container = self.container.as_ref();
        let locks = Locks::of(seen);
        let frames: Vec<Rect> = Self::beside(before, self).map(|frame| frame.rect).collect();
        let mut obstacles: Vec<Obstacle<'_>> = Vec::new();
        for id in before.contents(container) {
            let is_other = |rect: &Rect| !self.rect.overlaps(*rect) && !entered.contains(id);
            let Some(rect) = before.rect(id).filter(is_other) else {
                continue;
            };
            let around = frames.iter().copied().find(|frame| frame.encloses(rect));
            let around = around.filter(|_| !is_note(seen, id)).unwrap_or(rect);
            let known = obstacles.iter_mut().find(|known| known.rect == around);
            match known {
                Some(known) => known.things.push(id),
                None => obstacles.push(Obstacle {
                    rect: around,
                    things: vec![id],
                    by: Offset::default(),
                }),
            }
        }
        let is_kept = |id: &&ResourceId| seen.id(id.as_str()).is_some_and(|id| locks.keeps(id));
        obstacles.retain(|obstacle| !obstacle.things.iter().any(is_kept));
        obstacles
    }
}

/// Moves what lay after a frame, sideways or downwards, as far as the frame reaches into it.
fn push(obstacles: &mut [Obstacle<'_>], old: Rect, new: Rect, along: Offset) {
    let (start, end) = (|rect| start(rect, along), |rect| end(rect, along));
    let shares_row = |rect| shares_row(rect, new, along);
    let is_after = |obstacle: &&mut Obstacle<'_>| {
        start(obstacle.rect) >= end(old) && shares_row(obstacle.rect.moved(obstacle.by))
    };
    let first = obstacles.iter_mut().filter(is_after);
    let first = first.map(|obstacle| start(obstacle.rect)).min();
    let reach = first.map_or(0, |first| {
        end(new).saturating_add(GAP).saturating_sub(first)
    });
    if reach <= 0 || end(new) <= end(old) {
        return;
    }
    for obstacle in obstacles.iter_mut().filter(is_after) {
        obstacle.by.x += reach * along.x;
        obstacle.by.y += reach * along.y;
    }
}
