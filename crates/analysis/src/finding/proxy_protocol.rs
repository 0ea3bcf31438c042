//! Targets of a group with proxy protocol v2 have to understand its header, health checks included (ES-52, ES-54).

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{TargetGroup, listener::ListenerProtocol},
};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::{Code, Fix};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::target_groups(network)
        .filter(|(_, group)| {
            group
                .target_group_attributes
                .as_ref()
                .is_some_and(|attributes| attributes.proxy_protocol_v2_enabled == Some(true))
        })
        .map(|(id, group)| of(network, id, group))
        .collect()
}

fn of(network: &Network, id: &ResourceId, group: &TargetGroup) -> Finding {
    if matches!(
        group.protocol,
        Some(ListenerProtocol::Quic | ListenerProtocol::TcpQuic)
    ) {
        let message =
            format!("{id} has proxy protocol v2 on, which QUIC groups cannot have: switch it off");
        return Finding::error(Code::CfgProxyProtocol, id, message, "ES-54")
            .mended_by(switch_off(network, id));
    }
    let message = format!(
        "{id} sends a proxy protocol v2 header first, with health checks too: its targets have to understand it or answer with errors"
    );
    Finding::info(Code::CfgProxyProtocol, id, message, "ES-52")
}

fn switch_off(network: &Network, id: &ResourceId) -> Option<Fix> {
    edit(
        network,
        id,
        format!("Switch off proxy protocol v2 of {id}"),
        |properties| {
            if let Properties::TargetGroup(group) = properties
                && let Some(attributes) = &mut group.target_group_attributes
            {
                attributes.proxy_protocol_v2_enabled = Some(false);
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn targets_have_to_understand_the_header() {
        let on = r#""TargetGroupAttributes": {"proxy_protocol_v2.enabled": true}"#;
        check_findings(
            &format!(r#""tg-8443": {{{on}}}"#),
            &["info CFG_PROXY_PROTOCOL tg-8443 ES-52"],
        );
        check_findings(
            &format!(r#""tg-8443": {{"Protocol": "TCP_QUIC", {on}}}"#),
            &["error CFG_PROXY_PROTOCOL tg-8443 ES-54"],
        );
        check_findings(
            r#""tg-8443": {"TargetGroupAttributes": {"proxy_protocol_v2.enabled": false}}"#,
            &[],
        );
    }
}
