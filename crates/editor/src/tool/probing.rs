//! A source and a destination are picked; what happens on the way is for others to say.

use vpcanvas_model::{ResourceId, geometry::Point};

use super::{Context, Effect, Event, Hint, Overlay, Tool};

pub(super) const HINTS: &[Hint] = &[
    Hint::new("Click a source", "start here"),
    Hint::new("Click a destination", "trace the way to it"),
    Hint::new("Esc", "cancel"),
];

/// The source, once it is picked, and where the pointer is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Probing {
    from: Option<(ResourceId, Point)>,
}

impl Probing {
    pub(super) fn has_source(&self) -> bool {
        self.from.is_some()
    }

    pub(super) fn overlay(&self) -> Overlay {
        Overlay {
            link: self.from.clone(),
            ..Overlay::default()
        }
    }

    pub(super) fn on_event(mut self, event: &Event, _: &Context<'_>) -> (Tool, Vec<Effect>) {
        match (event, &mut self.from) {
            (Event::PointerDown(pointer), None) => {
                self.from = pointer.target.id().map(|id| (id.clone(), pointer.at));
            }
            (Event::PointerMove(pointer), Some((_, at))) => *at = pointer.at,
            (Event::PointerUp(pointer), Some((from, _))) => {
                if let Some(to) = pointer.target.id().filter(|to| *to != from) {
                    let probe = Effect::Probe(from.clone(), to.clone());
                    return (Tool::probing(), vec![probe]);
                }
            }
            _ => {}
        }
        (Tool::Probing(self), Vec::new())
    }
}
