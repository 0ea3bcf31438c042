//! Private DNS of an AWS service covers names; those of a service the catalogue does not list are not known here (5.6).

use vpcanvas_network::{Network, Service};

use super::{Finding, each};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::endpoints(network)
        .filter(|(_, endpoint)| endpoint.private_dns_enabled == Some(true))
        .filter_map(|(id, _)| match network.service_of(id)? {
            Service::Aws { name, known: None, .. } => Some((id, name)),
            Service::Aws { .. } | Service::Provider(_) | Service::Elsewhere(_) => None,
        })
        .map(|(id, name)| {
            let message = format!(
                "which names the private DNS of {id} covers is not known: the catalogue does not list the service {name}, so lookups of them say that public DNS decides"
            );
            Finding::info(Code::DnsNamesNotKnown, id, message, "5.6")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn private_dns_of_a_service_that_is_not_listed_is_said() {
        check_findings(
            r#""vpce-e": {"ServiceName": "com.amazonaws.us-east-1.comprehend"}"#,
            &["info DNS_NAMES_NOT_KNOWN vpce-e 5.6"],
        );
    }
}
