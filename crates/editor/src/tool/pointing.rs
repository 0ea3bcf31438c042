//! The pointer is down and has not moved far enough to drag.

use vpcanvas_model::ResourceId;

use super::{
    Context, Effect, Event, Pointer, Tool, marquee::Marquee, moving::Moving, resizing::Resizing,
};
use crate::{
    Selection, Target,
    actions::{collapse, expand},
    editor::LAYOUT_IS_LOCKED,
    locks::lock_words,
};

/// What was pressed.
#[derive(Clone, Debug, PartialEq)]
pub struct Pointing {
    pressed: Pointer,
    before: Vec<ResourceId>,
    /// What was already selected stays so until the release, in case all of it is to be moved.
    was_selected: bool,
}

impl Pointing {
    pub(super) fn begin(pressed: &Pointer, context: &Context<'_>) -> (Tool, Vec<Effect>) {
        let id = pressed.target.id();
        let was_selected = id.is_some_and(|id| context.selection.contains(id));
        let takes = matches!(pressed.target, Target::Tile(_) | Target::Header(_));
        let effects = match id {
            _ if let Target::Frame { within, .. } = &pressed.target => {
                vec![Effect::Select(selected(within, pressed, context))]
            }
            Some(id) if takes && !was_selected => {
                let selection = if pressed.modifiers.shift {
                    context.selection.clone().with(id).ids().to_vec()
                } else {
                    vec![id.clone()]
                };
                vec![Effect::Select(selection)]
            }
            _ => Vec::new(),
        };
        let state = Self {
            pressed: pressed.clone(),
            before: context.selection.ids().to_vec(),
            was_selected,
        };
        (Tool::Pointing(state), effects)
    }

    pub(super) fn before(&self) -> &[ResourceId] {
        &self.before
    }

    pub(super) fn on_event(self, event: &Event, context: &Context<'_>) -> (Tool, Vec<Effect>) {
        match event {
            Event::PointerMove(pointer) => {
                let distance = pointer.at.minus(self.pressed.at).reach();
                if distance < context.drag_threshold {
                    return (Tool::Pointing(self), Vec::new());
                }
                self.drag(pointer, context)
            }
            Event::PointerUp(_) => (Tool::default(), self.click(context)),
            Event::PointerDown(_) | Event::DoubleClick(_) | Event::Escape | Event::FocusLost => {
                (Tool::Pointing(self), Vec::new())
            }
        }
    }

    fn drag(self, pointer: &Pointer, context: &Context<'_>) -> (Tool, Vec<Effect>) {
        let is_held = !matches!(self.pressed.target, Target::Empty | Target::Body(_));
        let copies = self.pressed.modifiers.alt;
        if context.keeps_layout && is_held && !copies {
            let words = Effect::Message(LAYOUT_IS_LOCKED.to_owned());
            return (Tool::Pointing(self), vec![words]);
        }
        match &self.pressed.target {
            Target::Tile(id) | Target::Header(id) | Target::Chevron(id) => {
                Moving::begin(id, &self.pressed, &self.before, pointer, context)
            }
            Target::Frame { within, .. } => match outermost(context, within) {
                Some(first) => Moving::begin(first, &self.pressed, &self.before, pointer, context),
                None => (Tool::Pointing(self), Vec::new()),
            },
            Target::ResizeHandle(id, handle) => {
                Resizing::begin(id, *handle, self.pressed.at, pointer, context)
            }
            Target::Empty | Target::Body(_) => {
                Marquee::begin(&self.pressed, &self.before, pointer, context)
            }
            // An interface stands where its subnet and its owner say; it is not moved by itself.
            Target::Chip { .. } | Target::Port(_) | Target::LineEnd { .. } => {
                (Tool::Pointing(self), Vec::new())
            }
        }
    }

    /// What a press and release at one place selects.
    fn click(&self, context: &Context<'_>) -> Vec<Effect> {
        let shift = self.pressed.modifiers.shift;
        if let Target::Chevron(id) = &self.pressed.target {
            return vec![fold(id, context)];
        }
        if let Target::Frame { .. } = &self.pressed.target {
            return Vec::new();
        }
        let selection = match self.pressed.target.id() {
            None if shift => return Vec::new(),
            None => Vec::new(),
            Some(_) if matches!(self.pressed.target, Target::ResizeHandle(..)) => {
                return Vec::new();
            }
            Some(id) if shift && self.was_selected => {
                context.selection.clone().toggled(id).ids().to_vec()
            }
            Some(id) if shift => context.selection.clone().with(id).ids().to_vec(),
            Some(id) => vec![id.clone()],
        };
        vec![Effect::Select(selection)]
    }
}

/// The first of some things that belongs to no other of them.
fn outermost<'a>(context: &Context<'_>, within: &'a [ResourceId]) -> Option<&'a ResourceId> {
    let is_within = |id: &ResourceId| within.contains(id);
    let belongs = |id: &ResourceId| context.document.parent(id).is_some_and(is_within);
    within.iter().find(|id| !belongs(id))
}

/// What is selected after a press on the name of a Region or zone with these in it.
fn selected(within: &[ResourceId], pressed: &Pointer, context: &Context<'_>) -> Vec<ResourceId> {
    if !pressed.modifiers.shift {
        return within.to_vec();
    }
    let all = within
        .iter()
        .fold(context.selection.clone(), Selection::with);
    all.ids().to_vec()
}

/// Collapses a container, or expands it, and selects it.
pub(super) fn fold(id: &ResourceId, context: &Context<'_>) -> Effect {
    let (document, arrangement) = (context.document, context.arrangement);
    let ids = std::slice::from_ref(id);
    let is_collapsed = arrangement.is_collapsed(id);
    // What only holds something locked can be opened: that appears where it stands.
    let is_kept = !is_collapsed || document.lock(id).is_some();
    if let Some(words) = lock_words(document, ids).filter(|_| is_kept) {
        return Effect::Message(words);
    }
    let transaction = if is_collapsed {
        expand(document, arrangement, ids)
    } else {
        collapse(document, arrangement, ids)
    };
    Effect::Commit(transaction, vec![id.clone()])
}
