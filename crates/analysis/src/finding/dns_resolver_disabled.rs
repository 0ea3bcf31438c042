//! A VPC whose resolver is switched off: names resolve for nobody who asks it (DNS-05).

use vpcanvas_model::Properties;
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::vpcs(network)
        .filter(|(_, vpc)| !vpc.dns_support())
        .map(|(id, _)| {
            let message = format!(
                "{id} has EnableDnsSupport off, so its resolver answers nobody: switch it on"
            );
            let title = format!("Switch on EnableDnsSupport of {id}");
            let switch_on = edit(network, id, title, |properties| {
                if let Properties::Vpc(vpc) = properties {
                    vpc.enable_dns_support = Some(true);
                }
            });
            Finding::warning(Code::DnsResolverDisabled, id, message, "DNS-05").mended_by(switch_on)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn a_resolver_that_is_off_answers_nobody() {
        check_findings(
            r#""vpc-p": {"EnableDnsSupport": false}"#,
            &["warning DNS_RESOLVER_DISABLED vpc-p DNS-05"],
        );
        check_findings(r#""vpc-p": {"EnableDnsSupport": null}"#, &[]);
    }
}
