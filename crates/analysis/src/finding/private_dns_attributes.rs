//! Private DNS and private hosted zones need both DNS attributes of the VPC (IE-60, PHZ-14).

use vpcanvas_model::{Properties, ResourceId};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::{Code, Fix, not_collected::lacks};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let endpoints = each::endpoints(network)
        .filter(|(_, endpoint)| endpoint.private_dns_enabled == Some(true))
        .filter_map(|(id, _)| {
            let vpc = vpc_without_private_dns(network, network.parent(id)?)?;
            let message = format!(
                "{id} has PrivateDnsEnabled on, which needs EnableDnsSupport and EnableDnsHostnames of {vpc}: switch both on"
            );
            let finding = Finding::error(Code::CfgPrivateDnsImpossible, id, message, "IE-60");
            Some(finding.mended_by(switch_on(network, vpc)))
        });
    let zones = each::hosted_zones(network)
        .filter(|(_, zone)| zone.is_private())
        .flat_map(|(id, zone)| {
            let vpcs = zone.vpcs.iter().filter_map(|association| association.vpc_id.as_ref());
            vpcs.filter_map(move |vpc| {
                let vpc = vpc_without_private_dns(network, vpc)?;
                let message = format!(
                    "{id} is associated with {vpc}, where it is of no use until EnableDnsSupport and EnableDnsHostnames are on: switch both on"
                );
                let finding = Finding::warning(Code::DnsHostnamesDisabled, id, message, "PHZ-14");
                Some(finding.mended_by(switch_on(network, vpc)))
            })
        });
    endpoints.chain(zones).collect()
}

fn vpc_without_private_dns<'a>(network: &Network, id: &'a ResourceId) -> Option<&'a ResourceId> {
    let vpc = network.vpc(id)?;
    let is_unknown = vpc.dns_support() && lacks(network, id, "EnableDnsHostnames");
    (!vpc.private_dns_works() && !is_unknown).then_some(id)
}

fn switch_on(network: &Network, vpc: &ResourceId) -> Option<Fix> {
    let title = format!("Switch on both DNS attributes of {vpc}");
    edit(network, vpc, title, |properties| {
        if let Properties::Vpc(vpc) = properties {
            vpc.enable_dns_support = Some(true);
            vpc.enable_dns_hostnames = Some(true);
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn private_dns_without_an_attribute_is_refused() {
        let refused = "error CFG_PRIVATE_DNS_IMPOSSIBLE vpce-e IE-60";
        check_findings(r#""vpc-c": {"EnableDnsHostnames": false}"#, &[refused]);
        check_findings(
            r#""vpc-c": {"EnableDnsSupport": false}"#,
            &[refused, "warning DNS_RESOLVER_DISABLED vpc-c DNS-05"],
        );
        check_findings(r#""vpc-c": {"EnableDnsSupport": null}"#, &[]);
    }

    #[test]
    fn a_zone_of_a_vpc_without_an_attribute_is_of_no_use() {
        check_findings(
            r#""vpc-p": {"EnableDnsHostnames": null}, "zone-a": {"Kind": "HostedZone", "Name": "a.example", "VPCs": [{"VPCId": "vpc-p"}]}"#,
            &["warning DNS_HOSTNAMES_DISABLED zone-a PHZ-14"],
        );
    }
}
