//! A service that everybody may connect to without being asked is public to all of AWS in its Region (ES-03).

use vpcanvas_model::Properties;
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::services(network)
        .filter(|(_, service)| {
            service.allowed_principals.iter().any(|principal| principal == "*")
                && service.acceptance_required == Some(false)
        })
        .map(|(id, _)| {
            let message = format!(
                "{id} lets every AWS account connect without acceptance, even if its load balancer is internal: require acceptance or name the accounts"
            );
            let require = edit(network, id, format!("Require acceptance for {id}"), |properties| {
                if let Properties::VpcEndpointService(service) = properties {
                    service.acceptance_required = Some(true);
                }
            });
            Finding::warning(Code::CfgServiceOpenToEverybody, id, message, "ES-03").mended_by(require)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn everybody_without_acceptance_is_a_warning() {
        check_findings(
            r#""vpce-svc-s": {"AllowedPrincipals": ["*"], "AcceptanceRequired": false}"#,
            &["warning CFG_SERVICE_OPEN_TO_EVERYBODY vpce-svc-s ES-03"],
        );
        check_findings(r#""vpce-svc-s": {"AllowedPrincipals": ["*"]}"#, &[]);
        check_findings(r#""vpce-svc-s": {"AcceptanceRequired": false}"#, &[]);
    }
}
