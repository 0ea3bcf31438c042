//! What keeps the document from being a whole network becomes findings: contradictions errors, gaps warnings (section 0.4).

use vpcanvas_network::{Network, Problem};

use super::{Finding, edit::choose_free_address};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    network
        .problems()
        .map(|problem| finding(network, problem))
        .collect()
}

fn finding(network: &Network, problem: &Problem) -> Finding {
    let Problem { component, .. } = problem;
    let message = problem.to_string();
    if problem.is_contradiction() {
        return Finding::error(Code::CfgInvalidReference, component, message, "0.4");
    }
    let without_address = network
        .interfaces_of(component)
        .filter(|interface| interface.addresses.is_empty())
        .filter(|_| is_of_addresses(problem.field))
        .filter_map(|interface| choose_free_address(network, interface, None));
    Finding::warning(Code::CfgIncomplete, component, message, "0.4")
        .mended_by(without_address.take(1))
}

fn is_of_addresses(field: &str) -> bool {
    [
        "PrivateIpAddress",
        "PrivateIpAddresses",
        "SubnetConfigurations",
        "SubnetMappings",
    ]
    .contains(&field)
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn contradictions_are_errors_and_gaps_are_warnings() {
        check_findings(
            r#""i-client": {"SubnetId": "subnet-gone"}"#,
            &["error CFG_INVALID_REFERENCE i-client 0.4"],
        );
        check_findings(
            r#""i-client": {"PrivateIpAddress": null}"#,
            &["warning CFG_INCOMPLETE i-client 0.4"],
        );
        check_findings(
            r#""vpce-e": {"SubnetConfigurations": [{"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.50"}]}"#,
            &["warning CFG_INCOMPLETE vpce-e 0.4"],
        );
    }
}
