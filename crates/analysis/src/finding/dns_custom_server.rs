//! Machines that ask servers of their own do not see the private names of their VPC unless those pass them on (DHCP-03).

use vpcanvas_model::{Properties, ResourceId};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::{
    Code, DnsQuery, RecordType,
    dns::{endpoint_names, lookup},
};

const AMAZON_PROVIDED: &str = "AmazonProvidedDNS";

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::vpcs(network)
        .filter_map(|(vpc, drawn)| {
            let options = drawn.dhcp_options_id.as_ref()?;
            network.dhcp_options(options)?;
            let name = private_name_in(network, vpc)?;
            let query = DnsQuery {
                from: vpc.clone(),
                name,
                record_type: RecordType::A,
            };
            let answer = lookup(network, &query);
            let mut reasons = answer.explanations.iter();
            let is_lost = reasons.any(|reason| reason.code == Code::DnsCustomServerNoForward);
            is_lost.then(|| finding(network, options, vpc, &query.name))
        })
        .collect()
}

/// A name that has a meaning in a VPC alone, if there is one.
fn private_name_in(network: &Network, vpc: &ResourceId) -> Option<String> {
    let of_zones = each::hosted_zones(network)
        .filter(|(_, zone)| zone.is_private())
        .filter(|(_, zone)| {
            let mut vpcs = zone.vpcs.iter();
            vpcs.any(|association| association.vpc_id.as_ref() == Some(vpc))
        })
        .filter_map(|(_, zone)| zone.name.clone());
    let of_endpoints = each::endpoints(network)
        .filter(|(_, endpoint)| endpoint.private_dns_enabled == Some(true))
        .filter(|(id, _)| network.parent(id) == Some(vpc))
        .filter_map(|(id, _)| endpoint_names(network, id)?.private.into_iter().next());
    of_zones.chain(of_endpoints).next()
}

fn finding(network: &Network, options: &ResourceId, vpc: &ResourceId, name: &str) -> Finding {
    let message = format!(
        "{options} sends machines of {vpc} to servers that do not pass {name} on to the resolver of {vpc}, so its private names do not resolve: let the servers forward to it, or use {AMAZON_PROVIDED}"
    );
    let title = format!("Let {options} name {AMAZON_PROVIDED}");
    let amazon = edit(network, options, title, |properties| {
        if let Properties::DhcpOptions(options) = properties {
            options.domain_name_servers = vec![AMAZON_PROVIDED.to_owned()];
        }
    });
    Finding::warning(Code::DnsCustomServerNoForward, options, message, "DHCP-03").mended_by(amazon)
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    fn asking(server: &str, forwarders: &str) -> String {
        format!(
            r#""dopt-1": {{"Kind": "DhcpOptions", "DomainNameServers": ["{server}"]}}, "vpc-c": {{"DhcpOptionsId": "dopt-1"}},
               "i-dns": {{"Kind": "Instance", "SubnetId": "subnet-c-a", "PrivateIpAddress": "10.0.1.5", "SecurityGroupIds": ["sg-cli"], "ConditionalForwarders": [{forwarders}]}}"#
        )
    }

    #[test]
    fn f42_a_server_that_forwards_nothing_knows_no_private_name() {
        check_findings(
            &asking("10.0.1.5", ""),
            &["warning DNS_CUSTOM_SERVER_NO_FORWARD dopt-1 DHCP-03"],
        );
        check_findings(
            &asking(
                "10.0.1.5",
                r#"{"DomainName": ".", "TargetIps": ["10.0.0.2"]}"#,
            ),
            &[],
        );
        check_findings(&asking("AmazonProvidedDNS", ""), &[]);
    }
}
