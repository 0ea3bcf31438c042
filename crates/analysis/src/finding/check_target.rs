//! A check asks from something in the design about something that can be asked (section 0.4).

use std::net::IpAddr;

use vpcanvas_model::{Check, Expectation, ResourceId};
use vpcanvas_network::Network;

use super::Finding;
use crate::{
    Code,
    dns::{Name, RecordType},
};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    network
        .checks()
        .iter()
        .filter_map(|check| {
            let matter = asker(network, check).or_else(|| match check.expect {
                Expectation::Reachable | Expectation::Unreachable => target(network, check),
                Expectation::Resolves | Expectation::NoAnswer => question(check),
            })?;
            let message = format!(
                "The check {:?} from {} cannot be answered: {matter}",
                check.name, check.from
            );
            let from = ResourceId::from(check.from.as_str());
            Some(Finding::warning(
                Code::CfgCheckInvalid,
                &from,
                message,
                "0.4",
            ))
        })
        .collect()
}

fn asker(network: &Network, check: &Check) -> Option<String> {
    let is_known = check.from == "internet" || network.id(&check.from).is_some();
    (!is_known).then(|| format!("{} is not in the design", check.from))
}

fn target(network: &Network, check: &Check) -> Option<String> {
    let Some(to) = check.to.iter().next() else {
        return Some("To is missing, which names a resource, an address or a name".to_owned());
    };
    let is_known = network.id(to).is_some()
        || to.parse::<IpAddr>().is_ok()
        || (to.contains('.') && Name::parse(to).is_ok());
    (!is_known).then(|| format!("{to} is neither in the design nor an address nor a name"))
}

fn question(check: &Check) -> Option<String> {
    let Some(name) = check.lookup.as_deref() else {
        return Some("Lookup is missing, which is the name to look up".to_owned());
    };
    if let Err(problem) = Name::parse(name) {
        return Some(format!("the name {name:?} {problem}"));
    }
    let word = check.record_type.as_deref()?;
    RecordType::parse(word)
        .is_none()
        .then(|| format!("{word} is no type of record"))
}

#[cfg(test)]
mod tests {
    use vpcanvas_model::{Document, Transaction, file};
    use vpcanvas_network::resolve;

    use crate::{findings, test_design::t0_with};

    fn check(fields: &str, expected: &[&str]) {
        let text = format!(
            r#"{{"version": 1, "resources": {{}}, "checks": [{{"Name": "it works", {fields}}}]}}"#
        );
        let checks = file::read(text.as_bytes()).unwrap().checks().to_vec();
        let t0: Document = t0_with("").document().clone();
        let mut transaction = Transaction::new("Add a check");
        transaction.set_checks(&t0, checks);
        let found: Vec<String> = findings(&resolve(&t0.with(&transaction)))
            .into_iter()
            .map(|finding| finding.message)
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_check_can_be_answered() {
        check(
            r#""Expect": "reachable", "From": "i-client", "To": "api.example.com""#,
            &[],
        );
        check(
            r#""Expect": "unreachable", "From": "internet", "To": "10.0.1.50""#,
            &[],
        );
        check(
            r#""Expect": "reachable", "From": "i-gone", "To": "vpce-e""#,
            &[
                r#"The check "it works" from i-gone cannot be answered: i-gone is not in the design"#,
            ],
        );
        check(
            r#""Expect": "reachable", "From": "i-client", "To": "vpce-gone""#,
            &[
                r#"The check "it works" from i-client cannot be answered: vpce-gone is neither in the design nor an address nor a name"#,
            ],
        );
        check(
            r#""Expect": "no-answer", "From": "vpc-c", "Lookup": "www.example.com", "Type": "AB""#,
            &[r#"The check "it works" from vpc-c cannot be answered: AB is no type of record"#],
        );
        check(
            r#""Expect": "resolves", "From": "vpc-c""#,
            &[
                r#"The check "it works" from vpc-c cannot be answered: Lookup is missing, which is the name to look up"#,
            ],
        );
    }
}
