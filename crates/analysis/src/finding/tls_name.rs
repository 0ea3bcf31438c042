//! Without private DNS an endpoint is called by a name its provider's certificate will hardly have (IE-66).

use vpcanvas_model::kind::{Vpc, vpc_endpoint::VpcEndpointState};
use vpcanvas_network::{Network, Service};

use super::{Finding, dns_public_answer::switch_on, each};
use crate::{
    Code,
    dns::{endpoint_names, sees_privately},
};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::endpoints(network)
        .filter(|(_, endpoint)| endpoint.private_dns_enabled != Some(true))
        .filter_map(|(id, endpoint)| {
            let Some(Service::Provider(service)) = network.service_of(id) else {
                return None;
            };
            // A service without a name of its own leaves no other choice.
            let drawn = network.endpoint_service(service)?;
            let name = drawn.private_dns_name.as_ref()?;
            let regional = endpoint_names(network, id)?.regional;
            let message = format!(
                "{id} has private DNS off, and a certificate for {regional} is unlikely: for TLS switch private DNS on or use a private hosted zone with the provider's name"
            );
            let vpc = network.parent(id)?;
            let works = network.vpc(vpc).is_some_and(Vpc::private_dns_works)
                && drawn.private_dns_name_verified()
                && endpoint.endpoint_state() == VpcEndpointState::Available
                && !sees_privately(network, vpc, name);
            let finding = Finding::info(Code::DnsTlsNameMismatch, id, message, "IE-66");
            Some(finding.mended_by(works.then(|| switch_on(network, id)).flatten()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn without_private_dns_the_certificate_hardly_fits() {
        check_findings(
            r#""vpce-e": {"PrivateDnsEnabled": false}"#,
            &["info DNS_TLS_NAME_MISMATCH vpce-e IE-66"],
        );
        check_findings(
            r#""vpce-e": {"PrivateDnsEnabled": false, "ServiceName": "com.amazonaws.us-east-1.logs"}"#,
            &["info DNS_PUBLIC_ANSWER vpce-e IE-65"],
        );
    }
}
