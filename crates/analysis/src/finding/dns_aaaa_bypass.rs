//! IPv6 answers lead past an endpoint that has IPv4 alone (GW-16, S3-06b).

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{
        VpcEndpoint,
        vpc_endpoint::{IpAddressType, VpcEndpointType},
    },
};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::{Code, Fix, dns::is_of_s3};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::endpoints_of_any_type(network)
        .filter(|(_, endpoint)| is_ipv4(endpoint))
        .filter_map(|(id, endpoint)| {
            let is_gateway = endpoint.endpoint_type() == VpcEndpointType::Gateway;
            let reference = match endpoint.endpoint_type() {
                VpcEndpointType::Gateway => "GW-16",
                VpcEndpointType::Interface if is_of_s3(network, id) => "S3-06b",
                _ => return None,
            };
            let vpc = network.parent(id)?;
            let mut subnets = network.subnets(vpc);
            let subnet = subnets.find(|(_, subnet)| subnet.ipv6_cidr_block.is_some())?.0;
            let message = format!(
                "{id} carries IPv4 alone, while {subnet} has IPv6: clients there that get AAAA answers of a dualstack name go past it; give it both families, or use names with IPv4 alone"
            );
            let fix = is_gateway.then(|| both_families(network, id, vpc)).flatten();
            Some(Finding::info(Code::DnsAaaaBypass, id, message, reference).mended_by(fix))
        })
        .collect()
}

fn is_ipv4(endpoint: &VpcEndpoint) -> bool {
    endpoint.ip_address_type.unwrap_or(IpAddressType::Ipv4) == IpAddressType::Ipv4
}

/// Possible where every subnet has both families (GW-15).
fn both_families(network: &Network, id: &ResourceId, vpc: &ResourceId) -> Option<Fix> {
    let all_have_both = network
        .subnets(vpc)
        .all(|(_, subnet)| subnet.cidr_block.is_some() && subnet.ipv6_cidr_block.is_some());
    if !all_have_both {
        return None;
    }
    edit(
        network,
        id,
        format!("Give {id} both families"),
        |properties| {
            if let Properties::VpcEndpoint(endpoint) = properties {
                endpoint.ip_address_type = Some(IpAddressType::Dualstack);
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::test_design::t0_with;

    fn check_bypass(families: &str, subnets: &[&str], expected: &[(&str, usize)]) {
        let ipv6: Vec<String> = subnets
            .iter()
            .enumerate()
            .map(|(number, id)| {
                format!(r#""{id}": {{"Ipv6CidrBlock": "2001:db8:0:{number}::/64"}}"#)
            })
            .collect();
        let ipv6 = ipv6.join(", ");
        let changes = format!(
            r#""vpce-g": {{"Kind": "VpcEndpoint", "VpcEndpointType": "Gateway", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.us-east-1.s3", {families} "RouteTableIds": ["rtb-c"]}} {} {ipv6}"#,
            if ipv6.is_empty() { "" } else { "," }
        );
        let found = check(&t0_with(&changes));
        let found: Vec<(&str, usize)> = found
            .iter()
            .map(|finding| (finding.reference, finding.fixes.len()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn f51_dual_stack_clients_go_past_the_endpoint() {
        check_bypass("", &["subnet-c-a"], &[("GW-16", 0)]);
        check_bypass("", &["subnet-c-a", "subnet-c-b"], &[("GW-16", 1)]);
        check_bypass(r#""IpAddressType": "dualstack","#, &["subnet-c-a"], &[]);
        check_bypass("", &[], &[]);
    }
}
