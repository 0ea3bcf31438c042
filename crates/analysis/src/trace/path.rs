//! A path under construction: what has been asked so far, forward and back.

use std::net::IpAddr;

use vpcanvas_model::ResourceId;

use super::{Decision, FlowTrace, Hop, Outcome, Step, Verdict};
use crate::{Explanation, packet::Packet};

/// What has been asked so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Path {
    pub(crate) forward: Vec<Hop>,
    /// In the order of the reply's travel.
    pub(crate) back: Vec<Hop>,
    pub(crate) explanations: Vec<Explanation>,
    pub(crate) warnings: Vec<Explanation>,
    /// Set where some choices AWS makes at random arrive and others do not.
    pub(crate) partly: bool,
}

impl Path {
    /// This path, then another that begins where it ends; the reply goes the other way round.
    pub(crate) fn then(mut self, next: Self) -> Self {
        self.forward.extend(next.forward);
        let mut back = next.back;
        back.extend(self.back);
        self.back = back;
        self.explanations.extend(next.explanations);
        self.warnings.extend(next.warnings);
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
            forward: merged(self.forward),
            back: merged(self.back),
            explanations: self.explanations,
            warnings: self.warnings,
        }
    }

    /// Records a step on the way there.
    pub(crate) fn ask(&mut self, at: At<'_>, step: Step) {
        push(&mut self.forward, at, step);
    }

    /// Records a step on the way back.
    pub(crate) fn ask_back(&mut self, at: At<'_>, step: Step) {
        push(&mut self.back, at, step);
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

fn push(hops: &mut Vec<Hop>, at: At<'_>, step: Step) {
    match hops.last_mut() {
        Some(hop) if &hop.component == at.component => hop.steps.push(step),
        _ => hops.push(Hop {
            component: at.component.clone(),
            kind: at.kind,
            steps: vec![step],
        }),
    }
}

/// Neighbouring hops at one resource as one.
fn merged(hops: Vec<Hop>) -> Vec<Hop> {
    let mut merged: Vec<Hop> = Vec::new();
    for hop in hops {
        match merged.last_mut() {
            Some(last) if last.component == hop.component => last.steps.extend(hop.steps),
            _ => merged.push(hop),
        }
    }
    merged
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
