//! Fixes: what would mend a blocker, turned into an edit and tried before it is offered.

use vpcanvas_network::{Network, resolve};

use crate::{Explanation, Fix, Question, trace::trace};

/// The remedies of an explanation that were tried and found to remove it.
pub fn fixes(network: &Network, question: &Question, explanation: &Explanation) -> Vec<Fix> {
    let document = network.document();
    explanation
        .remedies
        .iter()
        .filter_map(|remedy| remedy.fix(document))
        .filter(|fix| {
            let mended = resolve(&document.with(&fix.transaction));
            let answer = trace(&mended, question);
            !answer
                .explanations()
                .any(|other| same_blocker(other, explanation))
        })
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
