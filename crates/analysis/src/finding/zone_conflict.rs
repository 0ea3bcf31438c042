//! Two private hosted zones of one name cannot be associated with one VPC (PHZ-06).

use std::collections::BTreeMap;

use vpcanvas_model::{Properties, ResourceId};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::{Code, dns::Name};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut first_of: BTreeMap<(&ResourceId, Name), &ResourceId> = BTreeMap::new();
    let mut findings = Vec::new();
    for (id, zone) in each::hosted_zones(network).filter(|(_, zone)| zone.is_private()) {
        let Some(name) = zone.name.as_deref().and_then(|name| Name::parse(name).ok()) else {
            continue;
        };
        let vpcs = zone
            .vpcs
            .iter()
            .filter_map(|association| association.vpc_id.as_ref());
        for vpc in vpcs {
            let first = *first_of.entry((vpc, name.clone())).or_insert(id);
            if first != id {
                findings.push(finding(network, id, first, vpc, &name));
            }
        }
    }
    findings
}

fn finding(
    network: &Network,
    id: &ResourceId,
    first: &ResourceId,
    vpc: &ResourceId,
    name: &Name,
) -> Finding {
    let message = format!(
        "{id} cannot be associated with {vpc}, because {first} of the same name {name} is: put the records into one zone"
    );
    let title = format!("Dissociate {id} from {vpc}");
    let dissociate = edit(network, id, title, |properties| {
        if let Properties::HostedZone(zone) = properties {
            zone.vpcs
                .retain(|association| association.vpc_id.as_ref() != Some(vpc));
        }
    });
    Finding::error(Code::DnsZoneConflict, id, message, "PHZ-06").mended_by(dissociate)
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn zones_of_one_name_do_not_meet() {
        let zones = |second: &str, vpc: &str| {
            format!(
                r#""zone-a": {{"Kind": "HostedZone", "Name": "a.example", "VPCs": [{{"VPCId": "vpc-c"}}]}},
                   "zone-b": {{"Kind": "HostedZone", "Name": "{second}", "VPCs": [{{"VPCId": "{vpc}"}}]}}"#
            )
        };
        check_findings(
            &zones("A.example.", "vpc-c"),
            &["error DNS_ZONE_CONFLICT zone-b PHZ-06"],
        );
        check_findings(&zones("a.example", "vpc-p"), &[]);
        check_findings(&zones("b.a.example", "vpc-c"), &[]);
    }
}
