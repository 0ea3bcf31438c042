//! A route whose target is gone, detached or stopped still wins and discards what it attracts (RT-09).

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{
        instance::InstanceState,
        nat_gateway::NatGatewayState,
        route_table::{Route, RouteState},
        vpc_peering_connection::PeeringStatus,
    },
};
use vpcanvas_network::Network;

use super::{
    Finding,
    ways::{in_words, routes, without_route},
};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    routes(network)
        .filter_map(|(table, vpc, position, route)| {
            let reason = reason(network, vpc, route)?;
            let message = format!(
                "The route to {} in {table} is a black hole: {reason}, or remove the route",
                in_words(route)
            );
            Some(
                Finding::warning(Code::BadStateRoute, table, message, "RT-09")
                    .mended_by(without_route(network, table, position)),
            )
        })
        .collect()
}

/// What to do about a target that takes nothing.
fn reason(network: &Network, vpc: &ResourceId, route: &Route) -> Option<String> {
    let target = ResourceId::from(route.target()?);
    let properties = &network.document().resource(&target)?.properties;
    let by_target = match properties {
        Properties::InternetGateway(gateway) => detached(&target, gateway.vpc_id.as_ref(), vpc),
        Properties::VpnGateway(gateway) => detached(&target, gateway.vpc_id.as_ref(), vpc),
        Properties::EgressOnlyInternetGateway(gateway) => {
            detached(&target, gateway.vpc_id.as_ref(), vpc)
        }
        Properties::NatGateway(gateway) => {
            let state = gateway
                .state
                .filter(|state| *state != NatGatewayState::Available);
            state.map(|state| format!("{target} is {}, so make another", state.as_str()))
        }
        Properties::Instance(instance) => stopped(&target, instance.state),
        Properties::NetworkInterface(interface) => {
            let attachment = interface.attachment.as_ref();
            match attachment.and_then(|attachment| attachment.instance_id.as_ref()) {
                None => Some(format!("{target} is plugged into nothing, so attach it")),
                Some(instance) => stopped(instance, network.instance(instance)?.state),
            }
        }
        Properties::VpcPeeringConnection(peering) => {
            let status = peering
                .status
                .filter(|status| *status != PeeringStatus::Active);
            status.map(|status| {
                let remedy = match status {
                    PeeringStatus::PendingAcceptance => "have it accepted",
                    PeeringStatus::Provisioning | PeeringStatus::InitiatingRequest => "wait for it",
                    _ => "make another",
                };
                format!("{target} is {}, so {remedy}", status.as_str())
            })
        }
        _ => None,
    };
    let by_state = (route.state == Some(RouteState::Blackhole))
        .then(|| format!("its state says so, so look at {target}"));
    by_target.or(by_state)
}

fn detached(
    target: &ResourceId,
    attached: Option<&ResourceId>,
    vpc: &ResourceId,
) -> Option<String> {
    attached
        .is_none()
        .then(|| format!("{target} is attached to nothing, so attach it to {vpc}"))
}

fn stopped(instance: &ResourceId, state: Option<InstanceState>) -> Option<String> {
    let state = state.filter(|state| *state != InstanceState::Running)?;
    Some(format!("{instance} is {}, so start it", state.as_str()))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{INTERNET, check_beside};

    #[test]
    fn a_detached_gateway_discards() {
        check_beside(
            INTERNET,
            r#""igw-1": {"VpcId": null}"#,
            &[
                "warning CFG_NO_WAY_OUT nat-1 NAT-02",
                "warning BAD_STATE_ROUTE rtb-pub RT-09",
            ],
        );
    }

    #[test]
    fn a_failed_nat_gateway_and_a_stopped_appliance_discard() {
        check_beside(
            INTERNET,
            r#""nat-1": {"State": "failed"}"#,
            &["warning BAD_STATE_ROUTE rtb-c RT-09"],
        );
        let through = |state: &str| {
            format!(
                r#""rtb-c": {{"Routes": [{{"DestinationCidrBlock": "10.7.0.0/16", "InstanceId": "i-fw"}}]}},
                   "i-fw": {{"Kind": "Instance", "SubnetId": "subnet-c-b", "PrivateIpAddress": "10.0.2.9", "SecurityGroupIds": ["sg-cli"], "SourceDestCheck": false, "State": "{state}"}}"#
            )
        };
        check_beside("", &through("running"), &[]);
        check_beside(
            "",
            &through("stopped"),
            &["warning BAD_STATE_ROUTE rtb-c RT-09"],
        );
    }

    #[test]
    fn what_aws_says_is_believed() {
        check_beside(
            INTERNET,
            r#""rtb-c": {"Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1", "State": "blackhole"}]}"#,
            &["warning BAD_STATE_ROUTE rtb-c RT-09"],
        );
    }
}
