//! What is wrong with the design: findings of the analysis, worst first.

use vpcanvas_analysis::{Fix, Severity, findings};
use vpcanvas_model::ResourceId;
use vpcanvas_network::Network;

/// One thing wrong with the design.
#[derive(Clone, Debug)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// What it is about.
    pub component: ResourceId,
    /// Its code, as AWS spells it where AWS has one.
    pub code: String,
    /// What is the matter, and what to do.
    pub message: String,
    /// The rule it follows.
    pub reference: String,
    /// What would mend it.
    pub fixes: Vec<Fix>,
}

/// The problems of a network.
pub(super) fn of(network: &Network) -> Vec<Problem> {
    let mut problems: Vec<Problem> = findings(network)
        .into_iter()
        .map(|finding| Problem {
            severity: finding.severity,
            component: finding.component,
            code: finding.code.to_string(),
            message: finding.message,
            reference: finding.reference.to_owned(),
            fixes: finding.fixes,
        })
        .collect();
    problems.sort_by_key(|problem| problem.severity);
    problems
}

/// How many are errors.
pub(super) fn errors(problems: &[Problem]) -> usize {
    problems.iter().filter(|problem| problem.severity == Severity::Error).count()
}
