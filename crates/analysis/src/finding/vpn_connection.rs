//! A VPN connection joins an on-premises network with one gateway, and one tunnel of it is up (4.7).

use vpcanvas_model::{
    ResourceId,
    kind::{VpnConnection, vpn_connection::TunnelStatus, vpn_gateway::VpnGatewayState},
};
use vpcanvas_network::Network;

use super::{Finding, each};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::vpn_connections(network)
        .flat_map(|(id, connection)| of(id, connection))
        .collect()
}

fn of(id: &ResourceId, connection: &VpnConnection) -> Vec<Finding> {
    let mut findings = Vec::new();
    let incomplete = |message| Finding::warning(Code::CfgIncomplete, id, message, "4.7");
    match (&connection.vpn_gateway_id, &connection.transit_gateway_id) {
        (Some(private), Some(transit)) => {
            let message = format!("{id} ends at {private} and at {transit}: leave one of the two");
            findings.push(Finding::error(Code::CfgVpnInvalid, id, message, "4.7"));
        }
        (None, None) => findings.push(incomplete(format!(
            "{id} ends at no gateway of AWS: choose a virtual private gateway or a transit gateway"
        ))),
        _ => {}
    }
    if connection.customer_gateway_id.is_none() {
        findings.push(incomplete(format!(
            "{id} leads to no on-premises network: choose a customer gateway"
        )));
    }
    if let Some(state) = connection
        .state
        .filter(|state| *state != VpnGatewayState::Available)
    {
        let message = format!(
            "{id} is {} and carries nothing: wait for it, or make a new one",
            state.as_str()
        );
        findings.push(Finding::warning(Code::BadStateVpn, id, message, "4.7"));
    } else if !connection.vgw_telemetry.is_empty()
        && connection
            .vgw_telemetry
            .iter()
            .all(|tunnel| tunnel.status == Some(TunnelStatus::Down))
    {
        let message = format!("All tunnels of {id} are down, so it carries nothing: bring one up");
        findings.push(Finding::warning(Code::BadStateVpn, id, message, "4.7"));
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{ON_PREMISES, check_beside};

    fn check(fields: &str, expected: &[&str]) {
        check_beside(ON_PREMISES, &format!(r#""vpn-1": {{{fields}}}"#), expected);
    }

    #[test]
    fn a_connection_has_two_ends() {
        check(
            r#""VpnGatewayId": null"#,
            &["warning CFG_INCOMPLETE vpn-1 4.7"],
        );
        check(
            r#""CustomerGatewayId": null"#,
            &["warning CFG_INCOMPLETE vpn-1 4.7"],
        );
        check_beside(
            ON_PREMISES,
            r#""vpn-1": {"TransitGatewayId": "tgw-1"}, "tgw-1": {"Kind": "TransitGateway"}"#,
            &["error CFG_VPN_INVALID vpn-1 4.7"],
        );
    }

    #[test]
    fn one_tunnel_is_up() {
        check(
            r#""VgwTelemetry": [{"Status": "UP"}, {"Status": "DOWN"}]"#,
            &[],
        );
        check(
            r#""VgwTelemetry": [{"Status": "DOWN"}, {"Status": "DOWN"}]"#,
            &["warning BAD_STATE_VPN vpn-1 4.7"],
        );
        check(
            r#""State": "pending""#,
            &["warning BAD_STATE_VPN vpn-1 4.7"],
        );
    }
}
