//! From answers to what the picture shows of them: ways of traffic with their verdicts, and marks on what has problems.

use vpcanvas_drawing::{Flow, Mark};
use vpcanvas_model::{ResourceId, SharedMap};

use super::Answers;

/// The ways of traffic that are shown: the lookup that is looked at, else what the checks show unasked and the trace that is
/// looked at.
pub(super) fn flows(answers: &Answers) -> Vec<Flow> {
    match &answers.lookup {
        Some(answer) if answers.is_lookup_shown => vec![Flow::of_lookup("lookup", answer)],
        _ => of_traffic(answers),
    }
}

fn of_traffic(answers: &Answers) -> Vec<Flow> {
    let mut flows = Flow::of_checks(&answers.network, answers.checks());
    let shown_check = answers.shown_check.map(|index| format!("check/{index}/"));
    let is_there =
        shown_check.is_some_and(|check| flows.iter().any(|flow| flow.id.starts_with(&check)));
    if let (false, Some(trace)) = (is_there, answers.shown_trace()) {
        let probe = Flow::of_trace(&answers.network, "probe", text!("trace-probe"), trace);
        flows.extend(probe);
    }
    flows
}

/// The marks on what has problems.
pub(super) fn marks(answers: &Answers) -> SharedMap<ResourceId, Mark> {
    Mark::of_findings(answers.problems())
}
