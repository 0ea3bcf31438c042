//! Which of several record sets of one name and type answers (PHZ-15).
//!
//! Weights, health and distance are measured by AWS; a design holds none of that. What can be told from the records alone is,
//! and for the rest every candidate is given and named as one.

use vpcanvas_model::kind::hosted_zone::ResourceRecordSet;

/// The most records a multivalue answer has.
const MOST_VALUES: usize = 8;

/// The record sets that may answer.
pub(super) struct Choice<'a> {
    pub(super) sets: Vec<&'a ResourceRecordSet>,
    /// How AWS chooses among them, where the design cannot tell.
    pub(super) undecided: Option<&'static str>,
}

/// Chooses among the record sets of one name and type.
pub(super) fn choose(sets: Vec<&ResourceRecordSet>) -> Choice<'_> {
    let policy = sets.iter().find_map(|set| policy_of(set));
    let decided = |sets| Choice {
        sets,
        undecided: None,
    };
    let Some(policy) = policy else {
        return decided(sets);
    };
    let candidates = match policy {
        Policy::Multivalue => return decided(sets.into_iter().take(MOST_VALUES).collect()),
        Policy::Weighted => weighted(sets),
        Policy::Failover => failover(sets),
        Policy::Latency | Policy::Elsewhere(_) => sets,
    };
    Choice {
        undecided: (candidates.len() > 1).then(|| policy.in_words()),
        sets: candidates,
    }
}

#[derive(Clone, Copy)]
enum Policy {
    Weighted,
    Latency,
    Failover,
    Multivalue,
    /// By where the client is.
    Elsewhere(&'static str),
}

impl Policy {
    fn in_words(self) -> &'static str {
        match self {
            Self::Weighted => "by weight",
            Self::Latency => "by latency",
            Self::Failover => "by health",
            Self::Multivalue => "at random",
            Self::Elsewhere(words) => words,
        }
    }
}

fn policy_of(set: &ResourceRecordSet) -> Option<Policy> {
    let has = |field: &str| set.unknown.get(field).is_some_and(|value| !value.is_null());
    if set.multi_value_answer == Some(true) {
        Some(Policy::Multivalue)
    } else if set.weight.is_some() {
        Some(Policy::Weighted)
    } else if set.failover.is_some() {
        Some(Policy::Failover)
    } else if set.region.is_some() {
        Some(Policy::Latency)
    } else if has("GeoLocation") {
        Some(Policy::Elsewhere("by the place of the client"))
    } else if has("GeoProximityLocation") {
        Some(Policy::Elsewhere("by the distance of the client"))
    } else if has("CidrRoutingConfig") {
        Some(Policy::Elsewhere("by the address of the client"))
    } else {
        None
    }
}

/// A set of weight 0 answers only where all have it.
fn weighted(sets: Vec<&ResourceRecordSet>) -> Vec<&ResourceRecordSet> {
    let weighs = |set: &&ResourceRecordSet| set.weight.unwrap_or(0) > 0;
    if sets.iter().any(weighs) {
        return sets.into_iter().filter(weighs).collect();
    }
    sets
}

/// The primary answers while it is healthy, which without any check it always is.
fn failover(sets: Vec<&ResourceRecordSet>) -> Vec<&ResourceRecordSet> {
    let is_primary = |set: &&ResourceRecordSet| set.failover.as_deref() == Some("PRIMARY");
    let is_checked = |set: &ResourceRecordSet| {
        let alias = set.alias_target.as_ref();
        set.health_check_id.is_some()
            || alias.is_some_and(|alias| alias.evaluate_target_health == Some(true))
    };
    match sets.iter().copied().find(is_primary) {
        Some(primary) if !is_checked(primary) => vec![primary],
        _ => sets,
    }
}
