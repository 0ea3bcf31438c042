//! Fixes: what would mend a blocker, turned into an edit and tried before it is offered.
//!
//! What the code that found a blocker knows comes first, then what its code suggests, a file a family; last what findings
//! offer. None of them need be right: only what removes the blocker is offered.

mod balancer;
mod endpoint;
mod filter;
mod name;
mod state;

#[cfg(test)]
mod tests;

use vpcanvas_network::Network;

use crate::{Explanation, Fix, Question, finding::findings, trace::trace};

/// As many suggestions of a family are tried: beyond, there is no least privilege to choose by.
const MOST: usize = 8;

/// A family: what may mend a blocker of its codes, least privilege first.
type Family = fn(&Network, &Question, &Explanation) -> Vec<Fix>;

const FAMILIES: &[Family] = &[
    state::suggest,
    filter::suggest,
    balancer::suggest,
    endpoint::suggest,
    name::suggest,
];

/// The remedies of an explanation that were tried and found to remove it, least privilege first.
pub fn fixes(network: &Network, question: &Question, explanation: &Explanation) -> Vec<Fix> {
    let document = network.document();
    let known = explanation
        .remedies
        .iter()
        .filter_map(|remedy| remedy.fix(document));
    // Made when the first is tried; each edit of it is taken back.
    let mut copy = None;
    let mut mends = |fix: &Fix| {
        let copy = copy.get_or_insert_with(|| network.clone());
        mends(copy, question, explanation, fix)
    };
    let mut offered: Vec<Fix> = Vec::new();
    let suggested = FAMILIES.iter().flat_map(|family| {
        family(network, question, explanation)
            .into_iter()
            .take(MOST)
    });
    for fix in known.chain(suggested) {
        let is_new = !offered
            .iter()
            .any(|other| other.transaction.changes() == fix.transaction.changes());
        if is_new && mends(&fix) {
            offered.push(fix);
        }
    }
    if offered.is_empty() {
        let mut last = of_findings(network, explanation).into_iter();
        offered.extend(last.find(|fix| mends(fix)));
    }
    offered
}

/// Whether the question's answer lacks the blocker while the fix is applied.
fn mends(copy: &mut Network, question: &Question, explanation: &Explanation, fix: &Fix) -> bool {
    copy.follow(&fix.transaction);
    let answer = trace(copy, question);
    copy.follow(&fix.transaction.inverse());
    !answer
        .explanations()
        .any(|other| same_blocker(other, explanation))
}

/// What findings about the thing that blocks offer.
fn of_findings(network: &Network, explanation: &Explanation) -> Vec<Fix> {
    findings(network)
        .into_iter()
        .filter(|finding| finding.component == explanation.component)
        .flat_map(|finding| finding.fixes)
        .collect()
}

fn same_blocker(left: &Explanation, right: &Explanation) -> bool {
    (left.code, &left.component, left.direction, &left.message)
        == (
            right.code,
            &right.component,
            right.direction,
            &right.message,
        )
}
