//! What a route leads to stands in, or is attached to, the VPC of the table (4.2, RT-09).

use vpcanvas_model::{Properties, ResourceId};
use vpcanvas_network::Network;

use super::{
    Finding,
    ways::{in_words, peers, routes, without_route},
};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    routes(network)
        .filter_map(|(table, vpc, position, route)| {
            let target = ResourceId::from(route.target()?);
            let foreign = vpcs_of(network, &target)?;
            if foreign.is_empty() || foreign.contains(&vpc) {
                return None;
            }
            let names: Vec<&str> = foreign.iter().map(|vpc| vpc.as_str()).collect();
            let message = format!(
                "The route to {} in {table} of {vpc} leads to {target}, which belongs to {}: choose a target of {vpc}",
                in_words(route),
                names.join(" and ")
            );
            Some(
                Finding::error(Code::CfgRouteInvalid, table, message, "4.2")
                    .mended_by(without_route(network, table, position)),
            )
        })
        .collect()
}

/// The VPCs a target may be used from; `None` for what belongs to none.
fn vpcs_of<'a>(network: &'a Network, target: &'a ResourceId) -> Option<Vec<&'a ResourceId>> {
    let document = network.document();
    let (id, resource) = document
        .id(target.as_str())
        .and_then(|id| Some((id, document.resource(id)?)))?;
    match &resource.properties {
        Properties::InternetGateway(_)
        | Properties::VpnGateway(_)
        | Properties::EgressOnlyInternetGateway(_)
        | Properties::NatGateway(_)
        | Properties::Instance(_)
        | Properties::NetworkInterface(_)
        | Properties::VpcEndpoint(_) => Some(
            document
                .ancestors(id)
                .filter(|ancestor| network.vpc(ancestor).is_some())
                .take(1)
                .collect(),
        ),
        Properties::VpcPeeringConnection(peering) => Some(
            peers(network, peering)
                .iter()
                .filter_map(|side| side.vpc)
                .collect(),
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{INTERNET, PEERING, check_beside};

    #[test]
    fn targets_stand_in_the_vpc_of_the_table() {
        check_beside(
            INTERNET,
            r#""rtb-p": {"Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1"}]}"#,
            &["error CFG_ROUTE_INVALID rtb-p 4.2"],
        );
        check_beside(
            PEERING,
            r#""rtb-p": {"Routes": [{"DestinationCidrBlock": "10.9.0.0/16", "VpcPeeringConnectionId": "pcx-1"}]}"#,
            &["error CFG_ROUTE_INVALID rtb-p 4.2"],
        );
    }
}
