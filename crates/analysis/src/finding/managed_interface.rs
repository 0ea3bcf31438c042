//! An interface that AWS manages for a gateway, load balancer or endpoint is plugged into nothing of one's own (ENI-05, ENI-06).

use vpcanvas_model::Properties;
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::Code;

/// The types of interface an author may plug into instances (ENI-05).
const OWN: &[&str] = &["interface", "efa", "efa-only", "trunk", "branch"];

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::network_interfaces(network)
        .filter_map(|(id, interface)| {
            let of_type = interface.interface_type.as_deref().filter(|of_type| !OWN.contains(of_type))?;
            let instance = interface.attachment.as_ref()?.instance_id.as_ref()?;
            let message = format!("{id} is of the type {of_type}, which AWS manages and does not let go, but is attached to {instance}: use an interface of your own");
            let detach = edit(network, id, format!("Detach {id} from {instance}"), |properties| {
                if let Properties::NetworkInterface(interface) = properties {
                    interface.attachment = None;
                }
            });
            Some(Finding::error(Code::CfgAttachmentInvalid, id, message, "ENI-06").mended_by(detach))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn what_aws_manages_stays_where_it_is() {
        let interface = |of_type: &str| {
            format!(
                r#""eni-1": {{"Kind": "NetworkInterface", "SubnetId": "subnet-c-a", "InterfaceType": "{of_type}", "PrivateIpAddresses": [{{"PrivateIpAddress": "10.0.1.99", "Primary": true}}], "Groups": ["sg-cli"], "Attachment": {{"InstanceId": "i-client", "DeviceIndex": 1}}}}"#
            )
        };
        check_findings(&interface("interface"), &[]);
        check_findings(
            &interface("vpc_endpoint"),
            &["error CFG_ATTACHMENT_INVALID eni-1 ENI-06"],
        );
    }
}
