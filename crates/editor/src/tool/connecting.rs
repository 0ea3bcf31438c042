//! Two resources are picked and connected: by dragging from one to the other, or by a tap on each.

use vpcanvas_model::{Document, ResourceId, geometry::Point};

use super::{Context, Effect, Event, Hint, Overlay, Pointer, Tool};
use crate::{
    Target,
    actions::{connect, connectable},
    hit::kind_of,
};

pub(super) const HINTS: &[Hint] = &[
    Hint::new("Click two resources", "connect them"),
    Hint::new("Drag", "connect with what is under the pointer"),
    Hint::new("Release on an empty place", "insert what can be connected"),
    Hint::new("Esc", "cancel"),
];

/// The first of the two, once it is picked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Connecting {
    from: Option<From>,
    /// Drawn from a port: the tool ends with the drag.
    once: bool,
}

#[derive(Clone, Debug, PartialEq)]
struct From {
    id: ResourceId,
    at: Point,
    over: Option<ResourceId>,
    refusal: Option<String>,
}

impl From {
    fn new(id: &ResourceId, at: Point) -> Self {
        Self {
            id: id.clone(),
            at,
            over: None,
            refusal: None,
        }
    }
}

impl Connecting {
    /// A connection being drawn from a port.
    pub(super) fn drawn_from(id: &ResourceId, at: Point) -> Self {
        Self {
            from: Some(From::new(id, at)),
            once: true,
        }
    }

    /// What the line begins at, once that is picked.
    pub fn source(&self) -> Option<&ResourceId> {
        self.from.as_ref().map(|from| &from.id)
    }

    pub(super) fn has_source(&self) -> bool {
        self.from.is_some() && !self.once
    }

    pub(super) fn may_lead_to(&self, document: &Document, id: &ResourceId) -> bool {
        let source = self.source();
        source.is_some_and(|from| connect(document, from, id).is_ok())
    }

    pub(super) fn overlay(&self) -> Overlay {
        let Some(from) = &self.from else {
            return Overlay::default();
        };
        Overlay {
            link: Some((from.id.clone(), from.at)),
            into: from.over.clone().filter(|_| from.refusal.is_none()),
            refusal: from.refusal.clone(),
            ..Overlay::default()
        }
    }

    pub(super) fn on_event(mut self, event: &Event, context: &Context<'_>) -> (Tool, Vec<Effect>) {
        match event {
            Event::PointerDown(pointer) => {
                if let (None, Some(id)) = (&self.from, picked(pointer)) {
                    self.from = Some(From::new(id, pointer.at));
                }
                (Tool::Connecting(self), Vec::new())
            }
            Event::PointerMove(pointer) => {
                if let Some(from) = &mut self.from {
                    from.at = pointer.at;
                    let over = picked(pointer).filter(|over| **over != from.id);
                    let over = over.filter(|_| !is_open(context, &from.id, pointer));
                    from.over = over.cloned();
                    let result = from
                        .over
                        .as_ref()
                        .map(|to| connect(context.document, &from.id, to));
                    from.refusal = result.and_then(Result::err);
                }
                (Tool::Connecting(self), Vec::new())
            }
            Event::PointerUp(pointer) => self.released(pointer, context),
            Event::DoubleClick(_) | Event::Escape | Event::FocusLost => {
                (Tool::Connecting(self), Vec::new())
            }
        }
    }

    fn released(self, pointer: &Pointer, context: &Context<'_>) -> (Tool, Vec<Effect>) {
        let Some(from) = &self.from else {
            return (Tool::Connecting(self), Vec::new());
        };
        if is_open(context, &from.id, pointer) {
            let offer = Effect::OfferConnected(from.id.clone(), pointer.at);
            return (self.next(), vec![offer]);
        }
        match picked(pointer) {
            // The first tap of two.
            Some(to) if *to == from.id => {
                let again = Self {
                    once: false,
                    ..self
                };
                (Tool::Connecting(again), Vec::new())
            }
            Some(to) => {
                let effect = match connect(context.document, &from.id, to) {
                    Ok(transaction) => {
                        Effect::Commit(transaction, context.selection.ids().to_vec())
                    }
                    Err(refusal) => Effect::Message(refusal),
                };
                (self.next(), vec![effect])
            }
            None => (self.next(), Vec::new()),
        }
    }

    fn next(&self) -> Tool {
        if self.once {
            Tool::default()
        } else {
            Tool::connecting()
        }
    }
}

/// Whether the pointer is where nothing stands that could be meant: on the canvas, or inside a container of a kind that is
/// not connected with such.
fn is_open(context: &Context<'_>, from: &ResourceId, pointer: &Pointer) -> bool {
    let kind = |id| kind_of(context.document, id);
    match &pointer.target {
        Target::Empty
        | Target::Frame {
            container: None, ..
        } => true,
        Target::Body(container)
        | Target::Frame {
            container: Some(container),
            ..
        } => {
            let kinds = kind(from).map_or_else(Vec::new, connectable);
            container != from && kind(container).is_none_or(|kind| !kinds.contains(&kind))
        }
        _ => false,
    }
}

/// What a press picks; the inside of a container stands for the container.
pub(super) fn picked(pointer: &Pointer) -> Option<&ResourceId> {
    match &pointer.target {
        // An endpoint's interface is where its subnet's edges end, but the endpoint is what is connected.
        Target::Chip { owner, .. } => Some(owner),
        target => target.id(),
    }
}
