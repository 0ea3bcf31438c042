//! A container or note is being resized by one of its handles.

use vpcanvas_model::{ResourceId, geometry::Point};

use super::{Context, Effect, Event, Hint, Pointer, Tool};
use crate::{Handle, actions::resize};

pub(super) const HINTS: &[Hint] = &[Hint::new("Esc", "cancel")];

/// Which container or note, by which handle.
#[derive(Clone, Debug, PartialEq)]
pub struct Resizing {
    id: ResourceId,
    handle: Handle,
    start: Point,
}

impl Resizing {
    pub(super) fn begin(
        id: &ResourceId,
        handle: Handle,
        start: Point,
        pointer: &Pointer,
        context: &Context<'_>,
    ) -> (Tool, Vec<Effect>) {
        let state = Self {
            id: id.clone(),
            handle,
            start,
        };
        let effect = state.preview(pointer, context);
        (Tool::Resizing(state), vec![effect])
    }

    pub(super) fn handle(&self) -> Handle {
        self.handle
    }

    pub(super) fn on_event(self, event: &Event, context: &Context<'_>) -> (Tool, Vec<Effect>) {
        match event {
            Event::PointerMove(pointer) => {
                let effect = self.preview(pointer, context);
                (Tool::Resizing(self), vec![effect])
            }
            Event::PointerUp(pointer) => {
                let effects = vec![self.preview(pointer, context), Effect::CommitPreview];
                (Tool::default(), effects)
            }
            Event::PointerDown(_) | Event::DoubleClick(_) | Event::Escape | Event::FocusLost => {
                (Tool::Resizing(self), Vec::new())
            }
        }
    }

    fn preview(&self, pointer: &Pointer, context: &Context<'_>) -> Effect {
        let by = pointer.at.minus(self.start);
        Effect::Preview(resize(
            context.document,
            context.arrangement,
            &self.id,
            self.handle,
            by,
        ))
    }
}
