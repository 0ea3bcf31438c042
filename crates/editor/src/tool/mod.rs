//! The tools as state machines: what the pointer and the keys are doing, one file a state.
//!
//! A state holds its own data and nothing else. Events go in, the next state and effects come out; nothing is applied
//! here. Escape, the loss of focus and any command end every state without a trace.

mod connecting;
mod event;
mod guides;
mod idle;
mod marquee;
mod moving;
mod placing;
mod pointing;
mod probing;
mod resizing;
mod rewiring;

pub use event::{Context, Cursor, Effect, Event, Hint, Modifiers, Overlay, Pointer, Snapping};

use vpcanvas_model::{Document, ResourceId};

use crate::insert::Template;
use connecting::Connecting;
use idle::Idle;
use marquee::Marquee;
use moving::Moving;
use placing::Placing;
use pointing::Pointing;
use probing::Probing;
use resizing::Resizing;
use rewiring::Rewiring;

/// What the user is doing.
#[derive(Clone, Debug, PartialEq)]
pub enum Tool {
    /// Nothing; the next press selects.
    Idle(Idle),
    /// The pointer is down and has not moved yet.
    Pointing(Pointing),
    /// Resources are being moved or copied.
    Moving(Moving),
    /// A container or note is being resized.
    Resizing(Resizing),
    /// A rectangle selects what it touches.
    Marquee(Marquee),
    /// Something from the palette is about to be dropped.
    Placing(Placing),
    /// Two resources are being picked to be connected.
    Connecting(Connecting),
    /// The end of a connection is being moved to another resource.
    Rewiring(Rewiring),
    /// A source and a destination are being picked to be traced.
    Probing(Probing),
}

impl Default for Tool {
    fn default() -> Self {
        Self::Idle(Idle)
    }
}

impl Tool {
    /// The tool that drops a template where the pointer is released.
    pub fn placing(template: Template) -> Self {
        Self::Placing(Placing::new(template))
    }

    /// The tool that connects two resources.
    pub fn connecting() -> Self {
        Self::Connecting(Connecting::default())
    }

    /// The tool that asks for the path between two resources.
    pub fn probing() -> Self {
        Self::Probing(Probing::default())
    }

    /// What the user is doing after an event, and what is to be done about it, in order.
    #[must_use]
    pub fn on_event(self, event: &Event, context: &Context<'_>) -> (Self, Vec<Effect>) {
        match event {
            Event::Escape => return self.escaped(),
            Event::FocusLost => return self.interrupted(),
            Event::PointerDown(_)
            | Event::PointerMove(_)
            | Event::PointerUp(_)
            | Event::DoubleClick(_) => {}
        }
        match self {
            Self::Idle(state) => state.on_event(event, context),
            Self::Pointing(state) => state.on_event(event, context),
            Self::Moving(state) => state.on_event(event, context),
            Self::Resizing(state) => state.on_event(event, context),
            Self::Marquee(state) => state.on_event(event, context),
            Self::Placing(state) => state.on_event(event, context),
            Self::Connecting(state) => state.on_event(event, context),
            Self::Rewiring(state) => state.on_event(event, context),
            Self::Probing(state) => state.on_event(event, context),
        }
    }

    /// The tool after Escape, and what takes back what it began: a source picked is given up before the tool is.
    #[must_use]
    pub fn escaped(self) -> (Self, Vec<Effect>) {
        match self {
            Self::Connecting(state) if state.has_source() => (Self::connecting(), Vec::new()),
            Self::Probing(state) if state.has_source() => (Self::probing(), Vec::new()),
            Self::Idle(_) => (Self::default(), vec![Effect::Select(Vec::new())]),
            other => other.interrupted(),
        }
    }

    /// No tool, and what takes back what this one began.
    #[must_use]
    pub fn interrupted(self) -> (Self, Vec<Effect>) {
        let effects = match self {
            Self::Moving(state) => vec![
                Effect::CancelPreview,
                Effect::Select(state.before().to_vec()),
            ],
            Self::Resizing(_) | Self::Placing(_) => vec![Effect::CancelPreview],
            Self::Marquee(state) => vec![Effect::Select(state.before().to_vec())],
            Self::Pointing(state) => vec![Effect::Select(state.before().to_vec())],
            Self::Idle(_) | Self::Connecting(_) | Self::Rewiring(_) | Self::Probing(_) => {
                Vec::new()
            }
        };
        (Self::default(), effects)
    }

    /// Whether the line in the hand may be let go on something.
    pub fn may_lead_to(&self, document: &Document, id: &ResourceId) -> bool {
        match self {
            Self::Connecting(state) => state.may_lead_to(document, id),
            Self::Rewiring(state) => state.may_lead_to(document, id),
            _ => false,
        }
    }

    /// What is drawn over the canvas.
    pub fn overlay(&self) -> Overlay {
        match self {
            Self::Idle(_) | Self::Pointing(_) | Self::Resizing(_) => Overlay::default(),
            Self::Moving(state) => state.overlay(),
            Self::Marquee(state) => state.overlay(),
            Self::Placing(state) => state.overlay(),
            Self::Connecting(state) => state.overlay(),
            Self::Rewiring(state) => state.overlay(),
            Self::Probing(state) => state.overlay(),
        }
    }

    /// The shape of the pointer.
    pub fn cursor(&self) -> Cursor {
        match self {
            Self::Idle(_) | Self::Pointing(_) => Cursor::Default,
            Self::Moving(state) => state.cursor(),
            Self::Resizing(state) => Cursor::Resize(state.handle()),
            Self::Placing(state) => state.cursor(),
            Self::Marquee(_) | Self::Connecting(_) | Self::Rewiring(_) | Self::Probing(_) => {
                Cursor::Crosshair
            }
        }
    }

    /// What can be done now, for the status line.
    pub fn hints(&self) -> &'static [Hint] {
        match self {
            Self::Idle(_) | Self::Pointing(_) => idle::HINTS,
            Self::Moving(_) => moving::HINTS,
            Self::Resizing(_) => resizing::HINTS,
            Self::Marquee(_) => marquee::HINTS,
            Self::Placing(_) => placing::HINTS,
            Self::Connecting(_) => connecting::HINTS,
            Self::Rewiring(_) => rewiring::HINTS,
            Self::Probing(_) => probing::HINTS,
        }
    }
}
