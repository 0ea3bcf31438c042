//! The design's own checks: what the author expects, beside what is.

use vpcanvas_model::{Check, Expectation, Protocol};
use vpcanvas_network::Network;

use crate::{
    Code, DnsAnswer, DnsQuery, DnsStatus, Question, RecordType, Trace, Verdict, lookup, trace,
};

/// How a check ends.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckResult {
    /// The check's name.
    pub name: String,
    /// Whether what is expected is what is.
    pub passed: bool,
    /// What was expected, in the words of the file.
    pub expected: String,
    /// What is, in the same words.
    pub actual: String,
    /// The answer behind it.
    pub answer: Actual,
}

/// The answer a check was judged by.
#[derive(Clone, Debug, PartialEq)]
pub enum Actual {
    /// Of `reachable` and `unreachable`.
    Trace(Trace),
    /// Of `resolves` and `no-answer`.
    Lookup(DnsAnswer),
}

/// Judges every check of the design, in the order of the file.
pub fn evaluate_all(network: &Network) -> Vec<CheckResult> {
    network
        .checks()
        .iter()
        .map(|check| evaluate(network, check))
        .collect()
}

/// Judges one check.
pub fn evaluate(network: &Network, check: &Check) -> CheckResult {
    match check.expect {
        Expectation::Reachable | Expectation::Unreachable => by_trace(network, check),
        Expectation::Resolves | Expectation::NoAnswer => by_lookup(network, check),
    }
}

/// The question a reachability check asks.
pub(crate) fn question(check: &Check) -> Question {
    const HTTPS: u16 = 443;
    Question {
        from: check.from.clone(),
        to: check.to.iter().next().unwrap_or_default().to_owned(),
        protocol: check.protocol.unwrap_or(Protocol::Tcp),
        port: check.port.unwrap_or(HTTPS),
    }
}

fn by_trace(network: &Network, check: &Check) -> CheckResult {
    let answer = trace(network, &question(check));
    let wanted = match check.expect {
        Expectation::Reachable => Verdict::Reachable,
        Expectation::Unreachable | Expectation::Resolves | Expectation::NoAnswer => {
            Verdict::Unreachable
        }
    };
    let reasons: Vec<&str> = answer
        .explanations()
        .map(|explanation| explanation.code.as_str())
        .collect();
    let for_the_reason = check
        .because
        .as_deref()
        .is_none_or(|because| reasons.contains(&because));
    let because = |reason: &str| format!("{} because of {reason}", wanted.as_str());
    let expected = check
        .because
        .as_deref()
        .map_or_else(|| wanted.as_str().to_owned(), because);
    let actual = match reasons.first() {
        Some(_) if answer.verdict == Verdict::Unreachable && check.because.is_some() => {
            format!("unreachable because of {}", reasons.join(", "))
        }
        _ => answer.verdict.as_str().to_owned(),
    };
    CheckResult {
        name: check.name.clone(),
        passed: answer.verdict == wanted && for_the_reason,
        expected,
        actual,
        answer: Actual::Trace(answer),
    }
}

fn by_lookup(network: &Network, check: &Check) -> CheckResult {
    let record_type = check
        .record_type
        .as_deref()
        .and_then(RecordType::parse)
        .unwrap_or(RecordType::A);
    let answer = lookup(
        network,
        &DnsQuery {
            from: check.from.as_str().into(),
            name: check.lookup.clone().unwrap_or_default(),
            record_type,
        },
    );
    let mut found: Vec<String> = answer.addresses().iter().map(ToString::to_string).collect();
    let mut wanted: Vec<String> = check.to.iter().map(ToOwned::to_owned).collect();
    found.sort();
    wanted.sort();
    let (passed, expected) = if check.expect == Expectation::Resolves {
        (
            answer.status == DnsStatus::NoError && found == wanted,
            format!("resolves to {}", wanted.join(", ")),
        )
    } else {
        let answerable = !answer
            .explanations
            .iter()
            .any(|reason| reason.leaves_open() || reason.code == Code::DnsInvalidName);
        let silent = answerable
            && !matches!(
                answer.status,
                DnsStatus::NoError | DnsStatus::Public | DnsStatus::Unknown
            );
        (silent, check.expect.as_str().to_owned())
    };
    let actual = match answer.status {
        DnsStatus::NoError => format!("resolves to {}", found.join(", ")),
        other => other.as_str().to_owned(),
    };
    CheckResult {
        name: check.name.clone(),
        passed,
        expected,
        actual,
        answer: Actual::Lookup(answer),
    }
}
