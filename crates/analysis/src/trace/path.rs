//! A path under construction: what has been asked so far, forward and back.

use std::net::IpAddr;

use vpcanvas_model::ResourceId;

use super::{Decision, FlowTrace, Hop, Outcome, Step, Verdict};
use crate::{Code, Explanation, packet::Packet};

/// What has been asked so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Path {
    pub(crate) forward: Vec<Asked>,
    /// In the order of the reply's travel.
    back: Vec<Asked>,
    pub(crate) explanations: Vec<Explanation>,
    pub(crate) warnings: Vec<Explanation>,
    /// Set where some choices AWS makes at random arrive and others do not.
    pub(crate) partly: bool,
    /// Whether only its end matters: steps are not kept.
    is_silent: bool,
}

/// A step, and the hop it belongs to.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) component: ResourceId,
    pub(crate) kind: &'static str,
    step: Step,
}

impl Path {
    /// A path of which only the end matters.
    pub(crate) fn silent() -> Self {
        Self {
            is_silent: true,
            ..Self::default()
        }
    }

    /// This path, then another that begins where it ends; the reply goes the other way round.
    pub(crate) fn then(mut self, next: Self) -> Self {
        self.forward = joined(self.forward, next.forward);
        self.back = joined(next.back, self.back);
        self.explanations = joined(self.explanations, next.explanations);
        self.warnings = joined(self.warnings, next.warnings);
        self.partly |= next.partly;
        self
    }

    /// How a flow on this path ends.
    pub(crate) fn verdict(&self) -> Verdict {
        if self
            .explanations
            .iter()
            .any(|explanation| !explanation.leaves_open())
        {
            return Verdict::Unreachable;
        }
        match (self.explanations.is_empty(), self.partly) {
            (false, _) => Verdict::Unknown,
            (true, true) => Verdict::PartlyReachable,
            (true, false) => Verdict::Reachable,
        }
    }

    pub(crate) fn into_flow(self, destination: IpAddr) -> FlowTrace {
        FlowTrace {
            destination,
            verdict: self.verdict(),
            forward: hops(self.forward),
            back: hops(self.back),
            explanations: self.explanations,
            warnings: self.warnings,
        }
    }

    /// Records a step on the way there.
    pub(crate) fn ask(&mut self, at: At<'_>, step: Step) {
        if !self.is_silent {
            push(&mut self.forward, at, step);
        }
    }

    /// Records the state of a component, and what is said of it where nothing passes in that state.
    pub(crate) fn ask_state(
        &mut self,
        at: At<'_>,
        state: &'static str,
        packet: Packet,
        reference: &'static str,
        obstacle: Option<String>,
    ) {
        let id = at.component;
        let outcome = Outcome::passing_if(obstacle.is_none());
        let step = Step::new(id, Decision::State { state }, outcome, packet, reference);
        self.ask(at, step);
        if let Some(message) = obstacle {
            self.explain(Explanation::new(Code::BadState, id, message, reference));
        }
    }

    /// Records a step on the way back.
    pub(crate) fn ask_back(&mut self, at: At<'_>, step: Step) {
        if !self.is_silent {
            push(&mut self.back, at, step);
        }
    }

    pub(crate) fn explain(&mut self, explanation: Explanation) {
        self.explanations.push(explanation);
    }

    pub(crate) fn warn(&mut self, explanation: Explanation) {
        self.warnings.push(explanation);
    }
}

/// The hop a step belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At<'a> {
    pub(crate) component: &'a ResourceId,
    pub(crate) kind: &'static str,
}

fn push(way: &mut Vec<Asked>, at: At<'_>, step: Step) {
    way.push(Asked {
        component: at.component.clone(),
        kind: at.kind,
        step,
    });
}

/// One list, then another.
fn joined<T>(mut first: Vec<T>, second: Vec<T>) -> Vec<T> {
    if first.is_empty() {
        return second;
    }
    first.extend(second);
    first
}

/// Neighbouring steps at one resource as one hop.
fn hops(way: Vec<Asked>) -> Vec<Hop> {
    let same = |one: &Asked, next: &Asked| one.component == next.component;
    let mut hops = Vec::with_capacity(way.chunk_by(same).count());
    let mut rest = way.into_iter();
    while let Some(first) = rest.next() {
        let others = rest.as_slice().iter();
        let others = others
            .take_while(|next| next.component == first.component)
            .count();
        let mut steps = Vec::with_capacity(others + 1);
        steps.push(first.step);
        steps.extend(rest.by_ref().take(others).map(|next| next.step));
        hops.push(Hop {
            component: first.component,
            kind: first.kind,
            steps,
        });
    }
    hops
}

impl Step {
    /// A step that leaves the packet as it is.
    pub(crate) fn new(
        component: &ResourceId,
        decision: Decision,
        outcome: Outcome,
        packet: Packet,
        reference: &'static str,
    ) -> Self {
        Self {
            component: component.clone(),
            decision,
            outcome,
            before: packet,
            after: packet,
            reference,
        }
    }

    /// A step that passes and leaves the packet as it is.
    pub(crate) fn passing(
        component: &ResourceId,
        decision: Decision,
        packet: Packet,
        reference: &'static str,
    ) -> Self {
        Self::new(component, decision, Outcome::Passes, packet, reference)
    }

    /// A step that turns one packet into another.
    pub(crate) fn translating(
        component: &ResourceId,
        before: Packet,
        after: Packet,
        reference: &'static str,
    ) -> Self {
        Self {
            after,
            ..Self::passing(component, Decision::Translated, before, reference)
        }
    }
}
