//! An endpoint for a service of AWS whose public name nobody in the VPC gets private addresses for (IE-65).
//!
//! Found where the design says that private DNS is off, as imports always do; one just drawn may yet get it.

use vpcanvas_model::{Properties, ResourceId};
use vpcanvas_network::{Network, Service};

use super::{Finding, each, edit::edit};
use crate::{
    Code,
    dns::{Name, endpoint_names},
};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::endpoints(network)
        .filter(|(_, endpoint)| endpoint.private_dns_enabled == Some(false))
        .filter(|(id, _)| matches!(network.service_of(id), Some(Service::Aws { .. })))
        .filter_map(|(id, _)| {
            let vpc = network.parent(id)?;
            let names = endpoint_names(network, id)?.private;
            let name = names.iter().find(|name| !is_private_in(network, vpc, name))?;
            let is_taken = names.iter().any(|name| has_endpoint(network, id, vpc, name));
            if is_taken || names.iter().any(|name| is_private_in(network, vpc, name)) {
                return None;
            }
            let message = format!(
                "{name} stays public in {vpc}, past {id}, because private DNS of {id} is off: switch PrivateDnsEnabled on, or give clients the endpoint's own name"
            );
            let finding = Finding::info(Code::DnsPublicAnswer, id, message, "IE-65");
            let works = network
                .vpc(vpc)
                .is_some_and(vpcanvas_model::kind::Vpc::private_dns_works);
            Some(finding.mended_by(works.then(|| switch_on(network, id)).flatten()))
        })
        .collect()
}

/// Whether a hosted zone of the VPC covers a name.
fn is_private_in(network: &Network, vpc: &ResourceId, name: &str) -> bool {
    let Ok(name) = Name::parse(name.strip_prefix("*.").unwrap_or(name)) else {
        return false;
    };
    each::hosted_zones(network)
        .filter(|(_, zone)| zone.is_private())
        .filter(|(_, zone)| {
            let mut vpcs = zone.vpcs.iter();
            vpcs.any(|association| association.vpc_id.as_ref() == Some(vpc))
        })
        .filter_map(|(_, zone)| Name::parse(zone.name.as_deref()?).ok())
        .any(|domain| name.is_within(&domain))
}

/// Whether another endpoint of the VPC has the name already (IE-62).
fn has_endpoint(network: &Network, id: &ResourceId, vpc: &ResourceId, name: &String) -> bool {
    each::endpoints(network)
        .filter(|(other, endpoint)| *other != id && endpoint.private_dns_enabled == Some(true))
        .filter(|(other, _)| network.parent(other) == Some(vpc))
        .filter_map(|(other, _)| endpoint_names(network, other))
        .any(|names| names.private.contains(name))
}

/// Switches private DNS of an endpoint on.
pub(super) fn switch_on(network: &Network, id: &ResourceId) -> Option<crate::Fix> {
    let title = format!("Switch on private DNS of {id}");
    edit(network, id, title, |properties| {
        if let Properties::VpcEndpoint(endpoint) = properties {
            endpoint.private_dns_enabled = Some(true);
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    fn endpoint(private: bool) -> String {
        format!(
            r#""vpce-l": {{"Kind": "VpcEndpoint", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.us-east-1.logs", "SubnetIds": ["subnet-c-a", "subnet-c-b"],
                "SecurityGroupIds": ["sg-ep"], "PrivateDnsEnabled": {private},
                "SubnetConfigurations": [{{"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.60"}}, {{"SubnetId": "subnet-c-b", "Ipv4": "10.0.2.60"}}]}}"#
        )
    }

    #[test]
    fn f42_traffic_goes_past_an_endpoint_nobody_is_led_to() {
        check_findings(&endpoint(false), &["info DNS_PUBLIC_ANSWER vpce-l IE-65"]);
        check_findings(&endpoint(true), &[]);
        let hub = format!(
            r#"{}, "zone-a": {{"Kind": "HostedZone", "Name": "logs.us-east-1.amazonaws.com", "VPCs": [{{"VPCId": "vpc-c"}}]}}"#,
            endpoint(false)
        );
        check_findings(&hub, &[]);
    }
}
