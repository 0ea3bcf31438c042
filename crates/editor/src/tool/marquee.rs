//! A rectangle is drawn and selects what it touches, or with Alt what it encloses, or with Ctrl only what is innermost.

use vpcanvas_model::{
    ResourceId,
    geometry::{Point, Rect},
};

use super::{Context, Effect, Event, Hint, Overlay, Pointer, Tool};
use crate::Selection;

pub(super) const HINTS: &[Hint] = &[
    Hint::new("Shift", "add to the selection"),
    Hint::new("Alt", "only what is enclosed"),
    Hint::new("Ctrl", "what stands inside and not its containers"),
    Hint::new("Esc", "cancel"),
];

/// The rectangle, and what was selected before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Marquee {
    start: Point,
    at: Point,
    before: Vec<ResourceId>,
}

impl Marquee {
    pub(super) fn begin(
        pressed: &Pointer,
        before: &[ResourceId],
        pointer: &Pointer,
        context: &Context<'_>,
    ) -> (Tool, Vec<Effect>) {
        let state = Self {
            start: pressed.at,
            at: pointer.at,
            before: before.to_vec(),
        };
        state.stretched(pointer, context)
    }

    pub(super) fn before(&self) -> &[ResourceId] {
        &self.before
    }

    pub(super) fn overlay(&self) -> Overlay {
        Overlay {
            marquee: Some(Rect::between(self.start, self.at)),
            ..Overlay::default()
        }
    }

    pub(super) fn on_event(self, event: &Event, context: &Context<'_>) -> (Tool, Vec<Effect>) {
        match event {
            Event::PointerMove(pointer) => self.stretched(pointer, context),
            Event::PointerUp(pointer) => {
                let (_, effects) = self.stretched(pointer, context);
                (Tool::default(), effects)
            }
            Event::PointerDown(_) | Event::DoubleClick(_) | Event::Escape | Event::FocusLost => {
                (Tool::Marquee(self), Vec::new())
            }
        }
    }

    fn stretched(mut self, pointer: &Pointer, context: &Context<'_>) -> (Tool, Vec<Effect>) {
        self.at = pointer.at;
        let marquee = Rect::between(self.start, self.at);
        let is_meant = |rect: &Rect| {
            if pointer.modifiers.alt {
                marquee.encloses(*rect)
            } else {
                // A container it was begun in is not meant.
                marquee.overlaps(*rect) && !rect.contains(self.start)
            }
        };
        let is_innermost = |id: &&ResourceId| context.arrangement.contents(Some(id)).is_empty();
        let taken = context
            .arrangement
            .resources
            .iter()
            .filter(|(_, rect)| is_meant(rect))
            .filter(|(id, _)| !pointer.modifiers.command || is_innermost(id))
            .map(|(id, _)| id.clone());
        let kept = self
            .before
            .iter()
            .filter(|_| pointer.modifiers.shift)
            .cloned();
        let selection: Selection = kept.chain(taken).collect();
        let effect = Effect::Select(selection.ids().to_vec());
        (Tool::Marquee(self), vec![effect])
    }
}
