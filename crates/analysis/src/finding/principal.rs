//! An account that is none of a service's allowed principals cannot create endpoints for it (ES-01, ES-02, ES-04).

use vpcanvas_model::{
    Kind, Properties, ResourceId,
    kind::{VpcEndpointService, vpc_endpoint::VpcEndpointState},
};
use vpcanvas_network::{Network, Service};

use super::{Finding, each, edit::edit};
use crate::{Code, not_collected};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::endpoints(network)
        .filter_map(|(id, endpoint)| {
            let Some(Service::Provider(service)) = network.service_of(id) else {
                return None;
            };
            let drawn = network.endpoint_service(service)?;
            let account = account_of(network, id)?;
            let provider = drawn.owner_id.as_ref()?;
            let is_unknown = not_collected::lacks(network, service, "AllowedPrincipals");
            if account == provider || is_unknown || is_allowed(drawn, account) {
                return None;
            }
            Some(finding(
                network,
                id,
                service,
                account,
                endpoint.endpoint_state(),
            ))
        })
        .collect()
}

fn finding(
    network: &Network,
    id: &ResourceId,
    service: &ResourceId,
    account: &ResourceId,
    state: VpcEndpointState,
) -> Finding {
    let title = format!("Allow account {account} to connect to {service}");
    let allow = edit(network, service, title, |properties| {
        if let Properties::VpcEndpointService(service) = properties {
            service.allowed_principals.push(principal_of(account));
        }
    });
    let finding = if state == VpcEndpointState::Available {
        let message = format!(
            "{service} no longer allows account {account}: {id} goes on, but new endpoints are refused, so add the account to AllowedPrincipals or reject the connection"
        );
        Finding::warning(Code::PlPrincipalNotAllowed, service, message, "ES-04")
    } else {
        let message = format!(
            "{service} does not allow account {account}, so {id} cannot be created: add the account to AllowedPrincipals"
        );
        Finding::error(Code::PlPrincipalNotAllowed, service, message, "ES-01")
    };
    finding.mended_by(allow)
}

fn account_of<'a>(network: &'a Network, id: &'a ResourceId) -> Option<&'a ResourceId> {
    network
        .ancestors(id)
        .find(|ancestor| network.kind(ancestor) == Some(Kind::Account))
}

fn principal_of(account: &ResourceId) -> String {
    format!("arn:aws:iam::{account}:root")
}

/// Whether somebody of an account is allowed: everybody, the account, or a role or user of it (ES-02).
fn is_allowed(service: &VpcEndpointService, account: &ResourceId) -> bool {
    let of_account = format!("arn:aws:iam::{account}:");
    service.allowed_principals.iter().any(|principal| {
        principal == "*" || principal == account.as_str() || principal.starts_with(&of_account)
    })
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn a_new_endpoint_of_an_unknown_account_is_refused() {
        for principals in ["[]", r#"["arn:aws:iam::333333333333:root"]"#] {
            check_findings(
                &format!(
                    r#""vpce-svc-s": {{"AllowedPrincipals": {principals}}}, "vpce-e": {{"State": "Pending", "PrivateDnsEnabled": null}}"#
                ),
                &[
                    "error PL_PRINCIPAL_NOT_ALLOWED vpce-svc-s ES-01",
                    "warning BAD_STATE vpce-e IE-20",
                    "info DNS_TLS_NAME_MISMATCH vpce-e IE-66",
                ],
            );
        }
    }

    #[test]
    fn principals_nobody_saw_may_be_any() {
        check_findings(
            r#""vpce-svc-s": {"AllowedPrincipals": null, "NotCollected": ["AllowedPrincipals"]}"#,
            &[],
        );
    }

    #[test]
    fn an_accepted_endpoint_goes_on() {
        check_findings(
            r#""vpce-svc-s": {"AllowedPrincipals": null}"#,
            &["warning PL_PRINCIPAL_NOT_ALLOWED vpce-svc-s ES-04"],
        );
    }

    #[test]
    fn everybody_a_role_and_the_own_account_are_allowed() {
        for principals in [r#"["*"]"#, r#"["arn:aws:iam::222222222222:role/app"]"#] {
            check_findings(
                &format!(r#""vpce-svc-s": {{"AllowedPrincipals": {principals}}}"#),
                &[],
            );
        }
        check_findings(
            r#""vpce-svc-s": {"AllowedPrincipals": null, "OwnerId": "222222222222"}"#,
            &[],
        );
    }
}
