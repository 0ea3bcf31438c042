//! A Resolver endpoint has at least two addresses, in different zones (section 5.4).

use std::collections::BTreeSet;

use vpcanvas_network::Network;

use super::{Finding, each};
use crate::{Code, not_collected};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::resolver_endpoints(network)
        .filter(|(id, _)| !not_collected::lacks(network, id, "IpAddresses"))
        .filter_map(|(id, endpoint)| {
            let addresses = &endpoint.ip_addresses;
            if addresses.len() < 2 {
                let message = format!(
                    "{id} has {} of the two addresses a Resolver endpoint has at least: add some in another zone to IpAddresses",
                    addresses.len()
                );
                return Some(Finding::error(Code::CfgEndpointInvalid, id, message, "5.4"));
            }
            let subnets = addresses.iter().filter_map(|address| {
                network.subnet(address.subnet_id.as_ref()?)?.availability_zone_id.as_deref()
            });
            let zones: BTreeSet<&str> = subnets.clone().collect();
            let is_known = subnets.count() == addresses.len();
            (is_known && zones.len() == 1).then(|| {
                let message = format!(
                    "{id} has all of its addresses in one zone, and a Resolver endpoint has them in at least two: choose a subnet in another zone"
                );
                Finding::warning(Code::CfgSingleAvailabilityZone, id, message, "5.4")
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn a_resolver_endpoint_stands_in_two_zones() {
        let endpoint = |addresses: &str| {
            format!(
                r#""rslvr-in": {{"Kind": "ResolverEndpoint", "HostVPCId": "vpc-c", "Direction": "INBOUND", "SecurityGroupIds": ["sg-ep"], "IpAddresses": [{addresses}]}}"#
            )
        };
        let one = r#"{"SubnetId": "subnet-c-a", "Ip": "10.0.1.53"}"#;
        check_findings(&endpoint(one), &["error CFG_ENDPOINT_INVALID rslvr-in 5.4"]);
        check_findings(
            r#""rslvr-in": {"Kind": "ResolverEndpoint", "HostVPCId": "vpc-c", "Direction": "INBOUND", "SecurityGroupIds": ["sg-ep"], "NotCollected": ["IpAddresses"]}"#,
            &[],
        );
        check_findings(
            &endpoint(&format!(
                r#"{one}, {{"SubnetId": "subnet-c-a", "Ip": "10.0.1.54"}}"#
            )),
            &["warning CFG_SINGLE_AVAILABILITY_ZONE rslvr-in 5.4"],
        );
        check_findings(
            &endpoint(&format!(
                r#"{one}, {{"SubnetId": "subnet-c-b", "Ip": "10.0.2.53"}}"#
            )),
            &[],
        );
    }
}
