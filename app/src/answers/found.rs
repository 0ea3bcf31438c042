//! What a search finds in the design: objects by what is written on them, and by the code of a problem they have.

use vpcanvas_analysis::Finding;
use vpcanvas_editor::{Finder, Found};

/// The objects a text finds, each once, those with such a problem first.
pub(crate) fn found(finder: &Finder, problems: &[Finding], text: &str) -> Vec<Found> {
    let code = text.trim().to_uppercase();
    let mut found: Vec<Found> = Vec::new();
    let by_code = problems
        .iter()
        .filter(|problem| code.contains('_') && problem.code.as_str().contains(&code));
    let by_code = by_code.map(|problem| Found {
        id: problem.component.clone(),
        by: problem.code.to_string(),
    });
    for one in by_code.chain(finder.find(text)) {
        if !found.iter().any(|other| other.id == one.id) {
            found.push(one);
        }
    }
    found
}
