//! The end of a connection is in the pointer's hand and is let go on another resource.

use vpcanvas_model::{Document, ResourceId, geometry::Point};

use super::{Context, Effect, Event, Hint, Overlay, Pointer, Tool, connecting::picked};
use crate::actions::rewire;

pub(super) const HINTS: &[Hint] = &[
    Hint::new("Release on another object", "connect it instead"),
    Hint::new("Esc", "cancel"),
];

/// Which connection, by the end that stays and the one that moves.
#[derive(Clone, Debug, PartialEq)]
pub struct Rewiring {
    fixed: ResourceId,
    old: ResourceId,
    at: Point,
    over: Option<ResourceId>,
    refusal: Option<String>,
}

impl Rewiring {
    pub(super) fn new(fixed: &ResourceId, old: &ResourceId, at: Point) -> Self {
        Self {
            fixed: fixed.clone(),
            old: old.clone(),
            at,
            over: None,
            refusal: None,
        }
    }

    pub(super) fn may_lead_to(&self, document: &Document, id: &ResourceId) -> bool {
        let is_other = *id != self.old && *id != self.fixed;
        is_other && rewire(document, &self.fixed, &self.old, id).is_ok()
    }

    pub(super) fn overlay(&self) -> Overlay {
        Overlay {
            link: Some((self.fixed.clone(), self.at)),
            into: self.over.clone().filter(|_| self.refusal.is_none()),
            refusal: self.refusal.clone(),
            ..Overlay::default()
        }
    }

    pub(super) fn on_event(mut self, event: &Event, context: &Context<'_>) -> (Tool, Vec<Effect>) {
        match event {
            Event::PointerMove(pointer) => {
                self.at = pointer.at;
                self.over = self.other(pointer).cloned();
                let change = self.over.as_ref().map(|new| self.change(new, context));
                self.refusal = change.and_then(Result::err);
                (Tool::Rewiring(self), Vec::new())
            }
            Event::PointerUp(pointer) => {
                let change = self.other(pointer).map(|new| self.change(new, context));
                let effect = change.map(|change| match change {
                    Ok(transaction) => {
                        Effect::Commit(transaction, context.selection.ids().to_vec())
                    }
                    Err(refusal) => Effect::Message(refusal),
                });
                (Tool::default(), effect.into_iter().collect())
            }
            Event::PointerDown(_) | Event::DoubleClick(_) | Event::Escape | Event::FocusLost => {
                (Tool::Rewiring(self), Vec::new())
            }
        }
    }

    /// What the end would be let go on, other than where it was.
    fn other<'a>(&self, pointer: &'a Pointer) -> Option<&'a ResourceId> {
        picked(pointer).filter(|id| **id != self.old && **id != self.fixed)
    }

    fn change(
        &self,
        new: &ResourceId,
        context: &Context<'_>,
    ) -> Result<vpcanvas_model::Transaction, String> {
        rewire(context.document, &self.fixed, &self.old, new)
    }
}
