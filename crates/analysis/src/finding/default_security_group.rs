//! An endpoint without a security group gets the default one of its VPC, which admits only its own members (IE-31).

use vpcanvas_network::Network;

use super::{Finding, each};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::endpoints(network)
        .filter(|(_, endpoint)| endpoint.security_group_ids.is_empty())
        .map(|(id, _)| {
            let message = format!(
                "{id} has no security group and gets the default one of its VPC, which admits only members of itself: give it a group that admits its clients"
            );
            Finding::warning(Code::CfgDefaultSecurityGroup, id, message, "IE-31")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn an_endpoint_without_group_is_a_warning() {
        check_findings(
            r#""vpce-e": {"SecurityGroupIds": null}"#,
            &["warning CFG_DEFAULT_SECURITY_GROUP vpce-e IE-31"],
        );
    }
}
