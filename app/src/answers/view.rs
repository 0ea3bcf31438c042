//! From answers to what the picture shows of them: ways of traffic with their verdicts, and marks on what has problems.

use vpcanvas_drawing::{Detail, Flow, Mark, View};

use super::Answers;

/// What the picture is to show: what the checks show unasked, and the trace that is looked at.
pub(super) fn of(answers: &Answers, detail: Detail) -> View {
    let mut flows = Flow::of_checks(&answers.network, answers.checks());
    let shown_check = answers.shown_check.map(|index| format!("check/{index}/"));
    let is_there =
        shown_check.is_some_and(|check| flows.iter().any(|flow| flow.id.starts_with(&check)));
    if let (false, Some(trace)) = (is_there, answers.shown_trace()) {
        let probe = Flow::of_trace(&answers.network, "probe", "Probe", trace);
        flows.extend(probe);
    }
    if let (true, Some(answer)) = (answers.is_lookup_shown, &answers.lookup) {
        flows.push(Flow::of_lookup("lookup", answer));
    }
    View {
        detail,
        flows,
        marks: Mark::of_findings(answers.problems()),
    }
}
