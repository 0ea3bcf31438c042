//! Nothing is going on.

use vpcanvas_model::ResourceId;

use super::{
    Context, Effect, Event, Hint, Tool,
    connecting::Connecting,
    pointing::{Pointing, fold},
    rewiring::Rewiring,
};
use crate::{Target, actions::folded_in};

pub(super) const HINTS: &[Hint] = &[
    Hint::new("Click", "select"),
    Hint::new("Shift+click", "add to the selection"),
    Hint::new("Drag the header", "move a container"),
    Hint::new("Drag the canvas", "select an area"),
    Hint::new("Double-click", "open or insert"),
];

/// The state in which the next press selects.
#[derive(Clone, Debug, PartialEq)]
pub struct Idle;

impl Idle {
    #[expect(clippy::unused_self, reason = "every state is asked in the same way")]
    pub(super) fn on_event(self, event: &Event, context: &Context<'_>) -> (Tool, Vec<Effect>) {
        match event {
            Event::PointerDown(pointer) => match &pointer.target {
                Target::Port(id) => (
                    Tool::Connecting(Connecting::drawn_from(id, pointer.at)),
                    Vec::new(),
                ),
                Target::LineEnd { at, from } => (
                    Tool::Rewiring(Rewiring::new(from, at, pointer.at)),
                    Vec::new(),
                ),
                _ => Pointing::begin(pointer, context),
            },
            Event::DoubleClick(pointer) => {
                let stands_for_others =
                    |id: &ResourceId| !folded_in(context.arrangement, id).is_empty();
                let effect = match pointer.target.id() {
                    Some(id) if stands_for_others(id) => fold(id, context),
                    Some(id)
                        if !matches!(pointer.target, Target::Body(_) | Target::Frame { .. }) =>
                    {
                        Effect::Open(id.clone())
                    }
                    _ => Effect::OfferInsert(pointer.at),
                };
                (Tool::default(), vec![effect])
            }
            Event::PointerMove(_) | Event::PointerUp(_) | Event::Escape | Event::FocusLost => {
                (Tool::default(), Vec::new())
            }
        }
    }
}
