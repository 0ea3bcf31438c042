//! Answers that are kept while a design is edited: those an edit does not concern are not asked again.
//!
//! Which those are is told by what each read of the network; nothing here knows what an answer is about. What is kept equals
//! what [`evaluate`] and [`findings`](crate::findings) say of the network as it is, at any time for checks and once
//! [`KeptFindings::renew`] has nothing left to do for findings.

use vpcanvas_network::{Network, Reads, Touched};

use crate::{
    CheckResult, Finding, evaluate,
    finding::{RULES, Rule, in_order},
};

/// The checks of a design and how they end.
#[derive(Debug, Default)]
pub struct KeptChecks {
    results: Vec<CheckResult>,
    reads: Vec<Reads>,
    list: Reads,
}

impl KeptChecks {
    /// Judges every check of a design.
    pub fn new(network: &Network) -> Self {
        let (checks, list) = network.reading(|| network.checks());
        let judged = checks
            .iter()
            .map(|check| network.reading(|| evaluate(network, check)));
        let (results, reads) = judged.unzip();
        Self {
            results,
            reads,
            list,
        }
    }

    /// Judges again what an edit concerns, in the network as it is after it; returns whether anything was.
    pub fn follow(&mut self, network: &Network, touched: &Touched) -> bool {
        if self.list.concerns(touched) {
            *self = Self::new(network);
            return true;
        }
        let kept = self.results.iter_mut().zip(&mut self.reads);
        let mut is_judged = false;
        for (check, (result, reads)) in network.checks().iter().zip(kept) {
            if reads.concerns(touched) {
                (*result, *reads) = network.reading(|| evaluate(network, check));
                is_judged = true;
            }
        }
        is_judged
    }

    /// How each check ends, in the order of the file.
    pub fn results(&self) -> &[CheckResult] {
        &self.results
    }
}

/// The findings of a design, rule by rule.
#[derive(Debug, Default)]
pub struct KeptFindings {
    of_rules: Vec<OfRule>,
    all: Vec<Finding>,
}

#[derive(Debug)]
struct OfRule {
    rule: Rule,
    findings: Vec<Finding>,
    reads: Reads,
    is_stale: bool,
}

impl KeptFindings {
    /// Asks every rule.
    pub fn new(network: &Network) -> Self {
        let mut kept = Self {
            of_rules: RULES
                .iter()
                .map(|(_, rule)| OfRule::of(*rule, network))
                .collect(),
            all: Vec::new(),
        };
        kept.collect();
        kept
    }

    /// Notes which rules an edit concerns.
    pub fn follow(&mut self, touched: &Touched) {
        for of_rule in &mut self.of_rules {
            of_rule.is_stale |= of_rule.reads.concerns(touched);
        }
    }

    /// Asks again some of the rules that edits concerned, in the network as it is; returns whether any finding is another.
    pub fn renew(&mut self, network: &Network, most: usize) -> bool {
        let stale = self.of_rules.iter_mut().filter(|of_rule| of_rule.is_stale);
        let mut is_other = false;
        for of_rule in stale.take(most) {
            let fresh = OfRule::of(of_rule.rule, network);
            is_other |= fresh.findings != of_rule.findings;
            *of_rule = fresh;
        }
        if is_other {
            self.collect();
        }
        is_other
    }

    /// Whether every rule has been asked since the last edit that concerned it.
    pub fn is_settled(&self) -> bool {
        !self.of_rules.iter().any(|of_rule| of_rule.is_stale)
    }

    /// Everything the rules find, the worst first, then in the order of components.
    pub fn all(&self) -> &[Finding] {
        &self.all
    }

    fn collect(&mut self) {
        let of_rules = self.of_rules.iter();
        self.all = in_order(of_rules.flat_map(|of_rule| of_rule.findings.iter().cloned()));
    }
}

impl OfRule {
    fn of(rule: Rule, network: &Network) -> Self {
        let (findings, reads) = network.reading(|| rule(network));
        Self {
            rule,
            findings,
            reads,
            is_stale: false,
        }
    }
}
