//! Resources are being moved by the pointer, or copied where Alt was held when they were taken.
//!
//! Every movement starts from where things stood, so nothing drifts. Where they may not stand they stay, and it is said why.

use vpcanvas_model::{
    Document, ResourceId, Transaction,
    geometry::{Offset, Point, Rect},
};

use super::{
    Context, Cursor, Effect, Event, Hint, Overlay, Pointer, Tool,
    guides::{Guide, Snap, snap},
};
use crate::{
    Frame,
    actions::{Move, duplicate, move_by, move_into},
    container_at,
    locks::lock_words,
    settle::snapped,
};

pub(super) const HINTS: &[Hint] = &[
    Hint::new("Ctrl", "ignore the grid and containers"),
    Hint::new("Alt", "keep the container"),
    Hint::new("Alt from the press on", "copy"),
    Hint::new("Esc", "cancel"),
];

/// How near something has to be to come in line, in scene points.
const SNAP: i32 = 5;
/// How far neighbours are looked for, in scene points.
const NEAR: i32 = 1000;
/// With more of them every place would be in line with something.
const MOST_NEIGHBOURS: usize = 60;

/// What is in the pointer's hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Moving {
    ids: Vec<ResourceId>,
    grabbed: ResourceId,
    start: Point,
    before: Vec<ResourceId>,
    /// Whether it is a copy that moves.
    copies: bool,
    hand: Hand,
}

/// What the last movement came to.
#[derive(Clone, Debug, Default, PartialEq)]
struct Hand {
    ghosts: Vec<Rect>,
    into: Option<ResourceId>,
    frame: Option<(Frame, String)>,
    refusal: Option<String>,
    guides: Vec<Guide>,
}

/// A change that would be made, and what would be selected then.
type Change = (Transaction, Option<Vec<ResourceId>>);

impl Moving {
    pub(super) fn begin(
        grabbed: &ResourceId,
        pressed: &Pointer,
        before: &[ResourceId],
        pointer: &Pointer,
        context: &Context<'_>,
    ) -> (Tool, Vec<Effect>) {
        let selected = context.selection.outermost(context.document);
        let is_whole_selection = selected.contains(grabbed) || before.contains(grabbed);
        let state = Self {
            ids: if is_whole_selection && !selected.is_empty() {
                selected
            } else {
                vec![grabbed.clone()]
            },
            grabbed: grabbed.clone(),
            start: pressed.at,
            before: before.to_vec(),
            copies: pressed.modifiers.alt,
            hand: Hand::default(),
        };
        state.moved(pointer, context)
    }

    pub(super) fn on_event(self, event: &Event, context: &Context<'_>) -> (Tool, Vec<Effect>) {
        match event {
            Event::PointerMove(pointer) => self.moved(pointer, context),
            Event::PointerUp(pointer) => (Tool::default(), self.released(pointer, context)),
            Event::PointerDown(_) | Event::DoubleClick(_) | Event::Escape | Event::FocusLost => {
                (Tool::Moving(self), Vec::new())
            }
        }
    }

    /// What was selected before the press.
    pub(super) fn before(&self) -> &[ResourceId] {
        &self.before
    }

    pub(super) fn overlay(&self) -> Overlay {
        Overlay {
            ghosts: self.hand.ghosts.clone(),
            into: self.hand.into.clone(),
            frame: self.hand.frame.clone(),
            refusal: self.hand.refusal.clone(),
            guides: self.hand.guides.clone(),
            ..Overlay::default()
        }
    }

    pub(super) fn cursor(&self) -> Cursor {
        match &self.hand.refusal {
            Some(_) => Cursor::NotAllowed,
            None if self.copies => Cursor::Copy,
            None => Cursor::Grabbing,
        }
    }

    fn moved(mut self, pointer: &Pointer, context: &Context<'_>) -> (Tool, Vec<Effect>) {
        let effect = match self.change(pointer, context) {
            Ok((transaction, _)) => Effect::Preview(transaction),
            Err(refusal) => {
                self.hand.refusal = Some(refusal);
                Effect::CancelPreview
            }
        };
        (Tool::Moving(self), vec![effect])
    }

    fn released(mut self, pointer: &Pointer, context: &Context<'_>) -> Vec<Effect> {
        match self.change(pointer, context) {
            Ok((transaction, Some(select))) => vec![Effect::Copy {
                of: self.ids.clone(),
                transaction,
                select,
            }],
            Ok((transaction, None)) => vec![Effect::Preview(transaction), Effect::CommitPreview],
            Err(refusal) => vec![Effect::CancelPreview, Effect::Message(refusal)],
        }
    }

    /// What letting go here would change.
    fn change(&mut self, pointer: &Pointer, context: &Context<'_>) -> Result<Change, String> {
        let (document, arrangement) = (context.document, context.arrangement);
        self.hand = Hand::default();
        // Whoever deletes them meanwhile, by undo for example, has taken them out of the hand.
        if document.resource(&self.grabbed).is_none() {
            return Err(gone(document, &self.grabbed));
        }
        if let Some(words) = lock_words(document, std::slice::from_ref(&self.grabbed))
            && !self.copies
        {
            return Err(words);
        }
        let (by, guides) = self.offset(pointer, context);
        self.hand.guides = guides;
        let rects = self.ids.iter().filter_map(|id| arrangement.rect(id));
        self.hand.ghosts = rects.map(|rect| rect.moved(by)).collect();
        if self.copies {
            let copied = duplicate(document, arrangement, &self.ids, Some(by))?;
            return Ok((copied.transaction, Some(copied.ids)));
        }
        if pointer.modifiers.command || pointer.modifiers.alt {
            return Ok((move_by(document, arrangement, &self.ids, by)?, None));
        }
        let moved = move_into(
            document,
            arrangement,
            &Move {
                ids: &self.ids,
                grabbed: &self.grabbed,
                by,
                at: pointer.at,
            },
        )?;
        self.hand.into = moved.into;
        self.hand.frame = moved.frame;
        Ok((moved.transaction, None))
    }

    /// How far the pointer has moved, so that what was grabbed comes to lie in line with what stands around it, or else
    /// on the grid; and the guides that show it.
    fn offset(&self, pointer: &Pointer, context: &Context<'_>) -> (Offset, Vec<Guide>) {
        let by = pointer.at.minus(self.start);
        let rect = context.arrangement.rect(&self.grabbed);
        let Some(rect) = rect.filter(|_| !pointer.modifiers.command) else {
            return (by, Vec::new());
        };
        let moved = rect.moved(by);
        let on_grid = if context.snapping.to_grid {
            snapped(moved.min)
        } else {
            moved.min
        };
        let snap = if context.snapping.to_guides {
            snap(moved, &self.neighbours(moved, pointer, context), SNAP)
        } else {
            Snap::default()
        };
        let there = Point::new(
            snap.x.map_or(on_grid.x, |x| moved.min.x.saturating_add(x)),
            snap.y.map_or(on_grid.y, |y| moved.min.y.saturating_add(y)),
        );
        (there.minus(rect.min), snap.guides)
    }

    /// What stands near in the container under the pointer, apart from what is in the hand.
    fn neighbours(&self, moved: Rect, pointer: &Pointer, context: &Context<'_>) -> Vec<Rect> {
        let (document, arrangement) = (context.document, context.arrangement);
        let is_held = |id: &ResourceId| {
            self.ids.contains(id)
                || arrangement
                    .holders(id)
                    .any(|holder| self.ids.contains(holder))
        };
        let around = container_at(document, arrangement, pointer.at, |id| !is_held(id));
        let near = moved.grown(NEAR);
        let beside = arrangement.near(near).filter(|(id, rect)| {
            let is_beside = arrangement.container(id) == around.as_ref();
            is_beside && !self.ids.contains(id) && rect.overlaps(near)
        });
        let mut beside: Vec<(&ResourceId, Rect)> = beside.collect();
        beside.sort_unstable_by_key(|(id, _)| *id);
        let beside = beside.into_iter().map(|(_, rect)| rect);
        beside.take(MOST_NEIGHBOURS).collect()
    }
}

fn gone(document: &Document, id: &ResourceId) -> String {
    format!("{} does not exist any more", document.display_name(id))
}
