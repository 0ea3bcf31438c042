//! An interface is attached to an instance of its own zone (ENI-03).

use vpcanvas_network::{Network, Role};

use super::Finding;
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    network
        .interfaces()
        .filter_map(|interface| {
            let Role::NetworkInterface {
                instance: Some(instance),
                ..
            } = &interface.role
            else {
                return None;
            };
            let subnet = network.instance(instance)?.subnet_id.as_ref()?;
            let other = network.subnet(subnet)?.availability_zone_id.as_deref()?;
            let zone = interface.zone.as_deref().filter(|zone| *zone != other)?;
            let id = &interface.owner;
            let message = format!(
                "{id} stands in {zone} and {instance} in {other}: attach an interface of the instance's own zone"
            );
            Some(Finding::error(Code::CfgAttachmentInvalid, id, message, "ENI-03"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn an_interface_of_another_zone_cannot_be_attached() {
        let interface = |subnet: &str, address: &str| {
            format!(
                r#""eni-x": {{"Kind": "NetworkInterface", "SubnetId": "{subnet}", "PrivateIpAddresses": [{{"PrivateIpAddress": "{address}"}}],
                   "Attachment": {{"InstanceId": "i-client", "DeviceIndex": 1}}}}"#
            )
        };
        check_findings(&interface("subnet-c-a", "10.0.1.77"), &[]);
        check_findings(
            &interface("subnet-c-b", "10.0.2.77"),
            &["error CFG_ATTACHMENT_INVALID eni-x ENI-03"],
        );
    }
}
