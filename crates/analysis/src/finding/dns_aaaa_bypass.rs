//! IPv6 answers lead past an endpoint for S3 that has IPv4 alone (S3-06b). Gateway endpoints are looked at beside their families.

use vpcanvas_model::{Properties, ResourceId, kind::vpc_endpoint::IpAddressType};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::{Code, Fix, dns::is_of_s3};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::endpoints(network)
        .filter(|(id, endpoint)| {
            let family = endpoint.ip_address_type.unwrap_or(IpAddressType::Ipv4);
            family == IpAddressType::Ipv4 && is_of_s3(network, id)
        })
        .filter_map(|(id, _)| {
            let vpc = network.parent(id)?;
            let mut subnets = network.subnets(vpc);
            let subnet = subnets.find(|(_, subnet)| subnet.ipv6_cidr_block.is_some())?.0;
            let message = format!(
                "{id} carries IPv4 alone, while {subnet} has IPv6: clients there that get AAAA answers of a dualstack name go past it; give it both families, or use names with IPv4 alone"
            );
            let finding = Finding::info(Code::DnsAaaaBypass, id, message, "S3-06b");
            Some(finding.mended_by(both_families(network, id)))
        })
        .collect()
}

/// Gives an endpoint both families, where all of its subnets have them (IE-52).
fn both_families(network: &Network, id: &ResourceId) -> Option<Fix> {
    let mut subnets = network.endpoint(id)?.subnet_ids.iter();
    let has_both = |subnet: &ResourceId| {
        let subnet = network.subnet(subnet);
        subnet.is_some_and(|subnet| subnet.cidr_block.is_some() && subnet.ipv6_cidr_block.is_some())
    };
    if !subnets.all(has_both) {
        return None;
    }
    edit(
        network,
        id,
        format!("Give {id} both families"),
        |properties| {
            if let Properties::VpcEndpoint(endpoint) = properties {
                endpoint.ip_address_type = Some(IpAddressType::Dualstack);
                if let Some(options) = &mut endpoint.dns_options {
                    options.dns_record_ip_type = None;
                }
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::test_design::t0_with;

    fn check_bypass(family: &str, ipv6: &str, expected: &[&str]) {
        let changes = format!(
            r#""vpce-e": {{"ServiceName": "com.amazonaws.us-east-1.s3", "IpAddressType": {family}}}, "subnet-c-a": {{"Ipv6CidrBlock": {ipv6}}}"#
        );
        let found = check(&t0_with(&changes));
        let found: Vec<&str> = found
            .iter()
            .map(|finding| finding.component.as_str())
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn f51_dual_stack_clients_go_past_the_endpoint() {
        let ipv6 = r#""2001:db8::/64""#;
        check_bypass("null", ipv6, &["vpce-e"]);
        check_bypass(r#""ipv4""#, ipv6, &["vpce-e"]);
        check_bypass(r#""dualstack""#, ipv6, &[]);
        check_bypass("null", "null", &[]);
    }

    #[test]
    fn an_endpoint_gets_both_families_where_its_subnets_have_them() {
        let changes = r#""vpce-e": {"ServiceName": "com.amazonaws.us-east-1.s3"},
            "subnet-c-a": {"Ipv6CidrBlock": "2001:db8::/64"}, "subnet-c-b": {"Ipv6CidrBlock": "2001:db8:0:1::/64"}"#;
        let network = t0_with(changes);
        let found = check(&network);
        assert_eq!(found[0].fixes.len(), 1);
        let mended = network.document().with(&found[0].fixes[0].transaction);
        assert_eq!(check(&vpcanvas_network::resolve(&mended)), []);
    }
}
