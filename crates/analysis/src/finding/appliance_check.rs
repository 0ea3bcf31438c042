//! What forwards packets of others must not check for its own addresses (ENI-02).

use std::collections::BTreeMap;

use vpcanvas_model::{Properties, ResourceId};
use vpcanvas_network::Network;

use super::{Finding, edit::edit, ways::routes};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut appliances: BTreeMap<&ResourceId, &ResourceId> = BTreeMap::new();
    for (table, _, _, route) in routes(network) {
        let targets = [&route.instance_id, &route.network_interface_id];
        for target in targets.into_iter().flatten() {
            appliances.entry(target).or_insert(table);
        }
    }
    appliances
        .into_iter()
        .filter_map(|(target, table)| {
            let interface = network
                .primary_interface(target)
                .or_else(|| network.interfaces_of(target).next())?;
            let owner = &interface.owner;
            let message = format!(
                "{table} leads packets of others to {target}, which drops them: switch the source/destination check of {owner} off"
            );
            let title = format!("Switch the source/destination check of {owner} off");
            let off = edit(network, owner, title, |properties| match properties {
                Properties::Instance(instance) => instance.source_dest_check = Some(false),
                Properties::NetworkInterface(interface) => interface.source_dest_check = Some(false),
                _ => {}
            });
            interface.source_dest_check.then(|| {
                Finding::warning(Code::EniSourceDestCheckRestriction, owner, message, "ENI-02").mended_by(off)
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn an_appliance_takes_packets_of_others() {
        let route = |checks: bool| {
            format!(
                r#""rtb-c": {{"Routes": [{{"DestinationCidrBlock": "10.7.0.0/16", "InstanceId": "i-fw"}}]}},
                   "i-fw": {{"Kind": "Instance", "SubnetId": "subnet-c-b", "PrivateIpAddress": "10.0.2.9", "SecurityGroupIds": ["sg-cli"], "SourceDestCheck": {checks}}}"#
            )
        };
        check_findings(&route(false), &[]);
        check_findings(
            &route(true),
            &["warning ENI_SOURCE_DEST_CHECK_RESTRICTION i-fw ENI-02"],
        );
    }

    #[test]
    fn an_interface_of_its_own_has_its_own_check() {
        check_findings(
            r#""rtb-c": {"Routes": [{"DestinationCidrBlock": "10.7.0.0/16", "NetworkInterfaceId": "eni-fw"}]},
               "eni-fw": {"Kind": "NetworkInterface", "SubnetId": "subnet-c-a", "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.1.99", "Primary": true}], "Groups": ["sg-cli"], "Attachment": {"InstanceId": "i-client", "DeviceIndex": 1}}"#,
            &["warning ENI_SOURCE_DEST_CHECK_RESTRICTION eni-fw ENI-02"],
        );
    }
}
