//! Makes a design like another one, such as an earlier version of itself, in one step.

use std::collections::BTreeSet;

use vpcanvas_model::{Document, ResourceId, Transaction};

/// What changes a document into another, in its resources, places and checks.
pub fn become_like(document: &Document, other: &Document, label: &str) -> Transaction {
    let mut transaction = Transaction::new(label);
    let ids = |design: &Document| -> Vec<ResourceId> {
        let resources = design.resources().map(|(id, _)| id.clone());
        let placements = design.placements().map(|(id, _)| id.clone());
        resources.chain(placements).collect()
    };
    let all: BTreeSet<ResourceId> = ids(document).into_iter().chain(ids(other)).collect();
    for id in &all {
        if document.resource(id) != other.resource(id) {
            transaction.set_resource(document, id, other.resource(id).cloned());
        }
        if document.placement(id) != other.placement(id) {
            transaction.set_placement(document, id, other.placement(id).cloned());
        }
    }
    if document.checks() != other.checks() {
        transaction.set_checks(document, other.checks().to_vec());
    }
    transaction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_design_becomes_the_other_one_exactly_and_comes_back() {
        let design = |text| vpcanvas_fixture::parse(text).unwrap();
        let one = design("vpc vpc-a 10.0.0.0/16\n  sg sg-a\ncheck reachable sg-a -> vpc-a tcp/443");
        let other = design("vpc vpc-a 10.1.0.0/16\nvpc vpc-b 10.2.0.0/16");
        let there = become_like(&one, &other, "Go back");
        assert_eq!(one.with(&there), other);
        assert_eq!(other.with(&there.inverse()), one);
        assert!(become_like(&one, &one, "Go back").is_empty());
    }
}
