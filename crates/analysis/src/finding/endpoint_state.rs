//! Only an available endpoint carries traffic; one that never will is paid for until it is deleted (IE-20, IE-25).

use vpcanvas_model::{Properties, ResourceId, kind::vpc_endpoint::VpcEndpointState};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::endpoints_of_any_type(network)
        .filter_map(|(id, endpoint)| of(network, id, endpoint.endpoint_state()))
        .collect()
}

fn of(network: &Network, id: &ResourceId, state: VpcEndpointState) -> Option<Finding> {
    let warning = |remedy: &str, reference| {
        let message = format!("{id} is {} and carries nothing: {remedy}", state.as_str());
        Finding::warning(Code::BadState, id, message, reference)
    };
    match state {
        VpcEndpointState::Available | VpcEndpointState::Partial => None,
        VpcEndpointState::PendingAcceptance => {
            let accept = edit(
                network,
                id,
                format!("Accept the connection of {id}"),
                |properties| {
                    if let Properties::VpcEndpoint(endpoint) = properties {
                        endpoint.state = Some(VpcEndpointState::Available);
                    }
                },
            );
            Some(warning("its provider has to accept it", "IE-20").mended_by(accept))
        }
        VpcEndpointState::Pending => Some(warning("wait for it", "IE-20")),
        VpcEndpointState::Rejected | VpcEndpointState::Failed | VpcEndpointState::Expired => {
            Some(warning(
                "it is paid for nevertheless, so delete it and make another",
                "IE-25",
            ))
        }
        VpcEndpointState::Deleting | VpcEndpointState::Deleted => {
            Some(warning("make another", "IE-20"))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    fn check(state: &str, reference: Option<&str>) {
        let expected = reference.map(|reference| format!("warning BAD_STATE vpce-e {reference}"));
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check_findings(
            &format!(
                r#""vpce-e": {{"State": "{state}", "PrivateDnsEnabled": false}}, "vpce-svc-s": {{"PrivateDnsName": null}}"#
            ),
            &expected,
        );
    }

    #[test]
    fn an_endpoint_is_available() {
        check("Available", None);
        check("PendingAcceptance", Some("IE-20"));
        check("Pending", Some("IE-20"));
        check("Rejected", Some("IE-25"));
        check("Deleted", Some("IE-20"));
    }
}
