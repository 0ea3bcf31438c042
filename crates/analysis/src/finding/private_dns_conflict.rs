//! One private name stands for one thing in a VPC: one endpoint of a service, and no hosted zone beside it (IE-62, IE-63).

use std::collections::BTreeMap;

use vpcanvas_model::{Properties, ResourceId};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::{
    Code, Fix,
    dns::{Name, endpoint_names},
};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let zones = zones_by_vpc(network);
    let mut first_by_name: BTreeMap<(&ResourceId, String), &ResourceId> = BTreeMap::new();
    let mut findings = Vec::new();
    for (id, endpoint) in each::endpoints(network) {
        let Some(vpc) = network.parent(id) else {
            continue;
        };
        if endpoint.private_dns_enabled != Some(true) {
            continue;
        }
        let names = endpoint_names(network, id).map_or_else(Vec::new, |names| names.private);
        for name in names {
            let zone_name = Name::parse(name.strip_prefix("*.").unwrap_or(&name));
            let zone = zone_name
                .ok()
                .and_then(|name| zones.get(&(vpc, name)).copied());
            let first = *first_by_name.entry((vpc, name.clone())).or_insert(id);
            if first != id {
                findings.push(finding(network, id, vpc, &name, first, "IE-62"));
            } else if let Some(zone) = zone {
                findings.push(finding(network, id, vpc, &name, zone, "IE-63"));
            }
        }
    }
    findings
}

fn zones_by_vpc(network: &Network) -> BTreeMap<(&ResourceId, Name), &ResourceId> {
    let private = each::hosted_zones(network).filter(|(_, zone)| zone.is_private());
    private
        .filter_map(|(id, zone)| Some((id, zone, Name::parse(zone.name.as_deref()?).ok()?)))
        .flat_map(|(id, zone, name)| {
            let vpcs = zone
                .vpcs
                .iter()
                .filter_map(|association| association.vpc_id.as_ref());
            vpcs.map(move |vpc| ((vpc, name.clone()), id))
        })
        .collect()
}

fn finding(
    network: &Network,
    id: &ResourceId,
    vpc: &ResourceId,
    name: &str,
    other: &ResourceId,
    reference: &'static str,
) -> Finding {
    let message = format!(
        "{id} cannot have {name} as its private name, because {other} has it in {vpc} already: switch PrivateDnsEnabled off or remove the other"
    );
    Finding::error(Code::CfgPrivateDnsConflict, id, message, reference)
        .mended_by(switch_off(network, id))
}

/// Lets an endpoint do without private DNS.
pub(super) fn switch_off(network: &Network, id: &ResourceId) -> Option<Fix> {
    let title = format!("Switch off private DNS of {id}");
    edit(network, id, title, |properties| {
        if let Properties::VpcEndpoint(endpoint) = properties {
            endpoint.private_dns_enabled = Some(false);
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    const SECOND: &str = r#""vpce-f": {"Kind": "VpcEndpoint", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-s",
        "SubnetIds": ["subnet-c-a", "subnet-c-b"], "SecurityGroupIds": ["sg-ep"],
        "SubnetConfigurations": [{"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.60"}, {"SubnetId": "subnet-c-b", "Ipv4": "10.0.2.60"}]"#;

    #[test]
    fn g36_a_second_endpoint_with_the_private_name_is_refused() {
        check_findings(
            &format!(r#"{SECOND}, "PrivateDnsEnabled": true}}"#),
            &["error CFG_PRIVATE_DNS_CONFLICT vpce-f IE-62"],
        );
        check_findings(
            &format!("{SECOND}}}"),
            &["info DNS_TLS_NAME_MISMATCH vpce-f IE-66"],
        );
    }

    #[test]
    fn g18_a_zone_of_the_same_name_keeps_private_dns_out() {
        let zone = |name: &str| {
            format!(
                r#""zone-a": {{"Kind": "HostedZone", "Name": "{name}", "VPCs": [{{"VPCId": "vpc-c"}}]}}"#
            )
        };
        check_findings(
            &zone("API.example.com."),
            &["error CFG_PRIVATE_DNS_CONFLICT vpce-e IE-63"],
        );
        check_findings(&zone("example.com"), &[]);
    }
}
