//! From answers to what the picture shows of them: ways of traffic with their verdicts, and marks on what has problems.

use std::collections::BTreeMap;

use vpcanvas_analysis::{Actual, FlowTrace, Hop, Outcome, Severity, Trace, Verdict};
use vpcanvas_drawing::{Detail, Flow, Mark, Stop, View};
use vpcanvas_model::ResourceId;
use vpcanvas_network::Network;

use super::Answers;
use crate::panels::parts::drawn;

/// What the picture is to show.
pub(super) fn of(answers: &Answers, detail: Detail) -> View {
    let mut flows = Vec::new();
    for (index, check) in answers.checks.iter().enumerate() {
        // That nothing arrives where nothing shall is no news on the canvas.
        let is_news = !check.passed
            || matches!(&check.answer, Actual::Trace(trace) if trace.verdict == Verdict::Reachable);
        if let (Actual::Trace(trace), true) = (&check.answer, is_news) {
            flows.extend(flows_of(
                &answers.network,
                trace,
                &format!("check {index}"),
                &check.name,
            ));
        }
    }
    if let Some(probe) = &answers.probe {
        flows.extend(flows_of(&answers.network, probe, "probe", "Probe"));
    }
    View {
        detail,
        flows,
        marks: marks(answers),
    }
}

/// One way for each flow; the first carries the name.
fn flows_of(network: &Network, trace: &Trace, id: &str, name: &str) -> Vec<Flow> {
    let flow = |(index, flow): (usize, &FlowTrace)| Flow {
        id: format!("{id} flow {index}"),
        name: if index == 0 {
            name.to_owned()
        } else {
            String::new()
        },
        verdict: drawn(flow.verdict),
        stops: stops(network, flow),
    };
    trace.flows.iter().enumerate().map(flow).collect()
}

/// What the traffic passes, up to where it is blocked first.
fn stops(network: &Network, flow: &FlowTrace) -> Vec<Stop> {
    let blocks = |hop: &Hop| hop.steps.iter().any(|step| step.outcome == Outcome::Blocks);
    let end = flow
        .forward
        .iter()
        .position(blocks)
        .map_or(flow.forward.len(), |index| index + 1);
    flow.forward
        .iter()
        .take(end)
        .map(|hop| stop(network, hop))
        .collect()
}

fn stop(network: &Network, hop: &Hop) -> Stop {
    let seen = |address| {
        hop.steps.iter().any(|step| {
            [
                step.before.destination,
                step.before.source,
                step.after.source,
            ]
            .contains(address)
        })
    };
    let interface = network
        .interfaces_of(&hop.component)
        .find(|interface| interface.addresses.iter().any(seen));
    Stop {
        component: hop.component.clone(),
        subnet: interface.map(|interface| interface.subnet.clone()),
    }
}

/// The worst severity of each object that has problems.
fn marks(answers: &Answers) -> BTreeMap<ResourceId, Mark> {
    let mut marks = BTreeMap::new();
    for problem in &answers.problems {
        let mark = match problem.severity {
            Severity::Error => Mark::Error,
            Severity::Warning => Mark::Warning,
            Severity::Info => Mark::Info,
        };
        let worst = marks.entry(problem.component.clone()).or_insert(mark);
        *worst = mark.max(*worst);
    }
    marks
}
