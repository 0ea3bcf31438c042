//! A private name of a provider's service is usable once it is verified and the connection is accepted (ES-33, IE-24).

use vpcanvas_model::{
    ResourceId,
    kind::{VpcEndpointService, vpc_endpoint::VpcEndpointState},
};
use vpcanvas_network::{Network, Service};

use super::{Finding, each, private_dns_conflict::switch_off};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::endpoints(network)
        .filter(|(_, endpoint)| endpoint.private_dns_enabled == Some(true))
        .filter_map(|(id, endpoint)| {
            let Some(Service::Provider(service)) = network.service_of(id) else {
                return None;
            };
            let drawn = network.endpoint_service(service)?;
            name_missing(network, id, service, drawn)
                .or_else(|| not_verified(id, service, drawn))
                .or_else(|| not_accepted(network, id, service, endpoint.endpoint_state()))
        })
        .collect()
}

fn name_missing(
    network: &Network,
    id: &ResourceId,
    service: &ResourceId,
    drawn: &VpcEndpointService,
) -> Option<Finding> {
    if drawn.private_dns_name.is_some() {
        return None;
    }
    let message = format!(
        "{id} has PrivateDnsEnabled on, but {service} has no PrivateDnsName: give the service one or switch private DNS off"
    );
    let finding = Finding::error(Code::CfgPrivateDnsImpossible, id, message, "ES-30");
    Some(finding.mended_by(switch_off(network, id)))
}

fn not_verified(
    id: &ResourceId,
    service: &ResourceId,
    drawn: &VpcEndpointService,
) -> Option<Finding> {
    if drawn.private_dns_name_verified() {
        return None;
    }
    let name = drawn.private_dns_name.as_deref().unwrap_or_default();
    let message = format!(
        "{name} of {service} is not verified, so {id} cannot use it: prove the name with a public TXT record"
    );
    Some(Finding::error(
        Code::DnsPrivateNameUnverified,
        service,
        message,
        "ES-33",
    ))
}

fn not_accepted(
    network: &Network,
    id: &ResourceId,
    service: &ResourceId,
    state: VpcEndpointState,
) -> Option<Finding> {
    if state == VpcEndpointState::Available {
        return None;
    }
    let message = format!(
        "{id} has PrivateDnsEnabled on while it is {}: let the provider of {service} accept the connection first",
        state.as_str()
    );
    let finding = Finding::warning(Code::DnsEndpointNotAccepted, id, message, "IE-24");
    Some(finding.mended_by(switch_off(network, id)))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn a_private_name_has_to_be_verified() {
        for state in [r#"{"State": "pendingVerification"}"#, "null"] {
            check_findings(
                &format!(r#""vpce-svc-s": {{"PrivateDnsNameConfiguration": {state}}}"#),
                &["error DNS_PRIVATE_NAME_UNVERIFIED vpce-svc-s ES-33"],
            );
        }
    }

    #[test]
    fn a_private_name_has_to_exist() {
        check_findings(
            r#""vpce-svc-s": {"PrivateDnsName": null}"#,
            &["error CFG_PRIVATE_DNS_IMPOSSIBLE vpce-e ES-30"],
        );
    }

    #[test]
    fn private_dns_comes_after_acceptance() {
        check_findings(
            r#""vpce-e": {"State": "PendingAcceptance"}"#,
            &[
                "warning BAD_STATE vpce-e IE-20",
                "warning DNS_ENDPOINT_NOT_ACCEPTED vpce-e IE-24",
            ],
        );
    }
}
