//! An on-premises range that overlaps the VPC is not reached: the local route wins over what is learned (RT-05).

use std::collections::BTreeMap;

use ipnet::IpNet;
use vpcanvas_model::{Properties, ResourceId};
use vpcanvas_network::Network;

use super::{
    Finding, each,
    ways::{first_overlap, ranges_of},
};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let gateways: BTreeMap<_, _> = each::customer_gateways(network).collect();
    each::vpn_connections(network)
        .filter_map(|(id, connection)| {
            let gateway: &ResourceId = connection.customer_gateway_id.as_ref()?;
            let there: Vec<IpNet> = gateways.get(gateway)?.cidr_blocks.iter().copied().map(IpNet::V4).collect();
            let private = network.document().resource(connection.vpn_gateway_id.as_ref()?)?;
            let Properties::VpnGateway(private) = &private.properties else {
                return None;
            };
            let vpc = private.vpc_id.as_ref()?;
            let (left, right) = first_overlap(&there, &ranges_of(network, vpc))?;
            let message = format!(
                "{id} joins {gateway} with {left} and {vpc} with {right}, which overlap, and {vpc} keeps such packets to itself: give one of them other ranges, or offer the service by an endpoint"
            );
            Some(Finding::warning(Code::CfgCidrOverlap, id, message, "RT-05"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{ON_PREMISES, check_beside};

    #[test]
    fn the_local_route_wins() {
        check_beside(
            ON_PREMISES,
            r#""cgw-1": {"CidrBlocks": ["192.168.0.0/16", "10.0.5.0/24"]}"#,
            &["warning CFG_CIDR_OVERLAP vpn-1 RT-05"],
        );
        check_beside(
            ON_PREMISES,
            r#""cgw-1": {"CidrBlocks": ["10.1.0.0/16"]}"#,
            &[],
        );
    }
}
