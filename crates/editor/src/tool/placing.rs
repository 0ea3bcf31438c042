//! Something from the palette follows the pointer and is inserted where it is released.

use vpcanvas_model::{
    ResourceId,
    geometry::{Offset, Point, Rect},
};

use super::{Context, Cursor, Effect, Event, Hint, Overlay, Pointer, Tool};
use crate::{
    Frame,
    insert::{Inserted, Template, drop_target, insert_for},
};

pub(super) const HINTS: &[Hint] = &[
    Hint::new("Release", "insert"),
    Hint::new("Shift", "insert several"),
    Hint::new("Esc", "cancel"),
];

/// What is to be inserted.
#[derive(Clone, Debug, PartialEq)]
pub struct Placing {
    template: Template,
    at: Option<Point>,
    into: Option<ResourceId>,
    frame: Option<(Frame, String)>,
    refusal: Option<String>,
}

impl Placing {
    pub(super) fn new(template: Template) -> Self {
        Self {
            template,
            at: None,
            into: None,
            frame: None,
            refusal: None,
        }
    }

    pub(super) fn cursor(&self) -> Cursor {
        if self.refusal.is_some() {
            Cursor::NotAllowed
        } else {
            Cursor::Copy
        }
    }

    pub(super) fn overlay(&self) -> Overlay {
        let size = self.template.size();
        let ghost = self.at.map(|at| {
            let min = at.moved(Offset::new(-size.width / 2, -size.height / 2));
            Rect::at(min, size)
        });
        Overlay {
            // Where it may stand, the preview shows it.
            ghosts: ghost
                .into_iter()
                .filter(|_| self.refusal.is_some())
                .collect(),
            into: self.into.clone(),
            frame: self.frame.clone(),
            refusal: self.refusal.clone(),
            ..Overlay::default()
        }
    }

    pub(super) fn on_event(mut self, event: &Event, context: &Context<'_>) -> (Tool, Vec<Effect>) {
        match event {
            Event::PointerMove(pointer) => {
                let effect = match self.inserted(pointer, context) {
                    Ok(inserted) => Effect::Preview(inserted.transaction),
                    Err(_) => Effect::CancelPreview,
                };
                (Tool::Placing(self), vec![effect])
            }
            Event::PointerUp(pointer) => {
                let effects = match self.inserted(pointer, context) {
                    Ok(inserted) => vec![Effect::Commit(inserted.transaction, vec![inserted.id])],
                    Err(refusal) => vec![Effect::CancelPreview, Effect::Message(refusal)],
                };
                let next = if pointer.modifiers.shift || context.keeps_tool {
                    Tool::placing(self.template)
                } else {
                    Tool::default()
                };
                (next, effects)
            }
            Event::PointerDown(_) | Event::DoubleClick(_) | Event::Escape | Event::FocusLost => {
                (Tool::Placing(self), Vec::new())
            }
        }
    }

    fn inserted(&mut self, pointer: &Pointer, context: &Context<'_>) -> Result<Inserted, String> {
        let (document, arrangement) = (context.document, context.arrangement);
        self.at = Some(pointer.at);
        let target = drop_target(document, arrangement, self.template.kind(), pointer.at);
        self.refusal = target.as_ref().err().cloned();
        self.into = target.clone().ok().flatten();
        self.frame = None;
        let into = target?;
        let frame = Frame::at(arrangement, self.template.kind(), into.as_ref(), pointer.at);
        self.frame = frame.map(|frame| {
            let words = frame.words(document, &[]);
            (frame, words)
        });
        insert_for(
            document,
            arrangement,
            self.template,
            into.as_ref(),
            Some(pointer.at),
            context.selection.ids(),
        )
    }
}
