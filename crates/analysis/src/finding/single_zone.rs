//! An endpoint with interfaces in one zone alone is lost with that zone, for clients of every zone (IE-09).

use std::collections::BTreeSet;

use vpcanvas_model::{Properties, ResourceId, kind::vpc_endpoint::SubnetConfiguration};
use vpcanvas_network::Network;

use super::{
    Finding, each,
    edit::{edit, free_address},
    zone_not_offered::zones_offered,
};
use crate::{Code, Fix};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::endpoints(network)
        .filter_map(|(id, _)| of(network, id))
        .collect()
}

fn of(network: &Network, id: &ResourceId) -> Option<Finding> {
    let zones: BTreeSet<_> = network
        .interfaces_of(id)
        .map(|interface| interface.zone.as_deref())
        .collect();
    let [Some(zone)] = zones.iter().copied().collect::<Vec<_>>()[..] else {
        return None;
    };
    let message = format!(
        "{id} stands in {zone} alone: if that zone fails every client loses it, so add a subnet of another zone"
    );
    let finding = Finding::warning(Code::CfgSingleAvailabilityZone, id, message, "IE-09");
    Some(finding.mended_by(stand_in_another_zone(network, id, zone)))
}

fn stand_in_another_zone(network: &Network, id: &ResourceId, zone: &str) -> Option<Fix> {
    let offered = zones_offered(network, id).map(|(_, zones)| zones);
    let vpc = network.parent(id)?;
    let (subnet, address) = network.subnets(vpc).find_map(|(subnet, drawn)| {
        let other = drawn.availability_zone_id.as_deref()?;
        let fits = other != zone
            && offered
                .as_ref()
                .is_none_or(|offered| offered.contains(other));
        fits.then_some(())?;
        Some((subnet, free_address(network, subnet)?))
    })?;
    let title = format!("Let {id} stand in {subnet} at {address}");
    edit(network, id, title, |properties| {
        if let Properties::VpcEndpoint(endpoint) = properties {
            endpoint.subnet_ids.push(subnet.clone());
            endpoint.subnet_configurations.push(SubnetConfiguration {
                subnet_id: Some(subnet.clone()),
                ipv4: Some(address),
                ..SubnetConfiguration::default()
            });
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::{finding::tests::check_findings, findings, test_design::t0_with};

    const ONE_ZONE: &str = r#""vpce-e": {"SubnetIds": ["subnet-c-a"], "SubnetConfigurations": [{"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.50"}]}"#;

    #[test]
    fn one_zone_is_a_warning() {
        check_findings(
            ONE_ZONE,
            &["warning CFG_SINGLE_AVAILABILITY_ZONE vpce-e IE-09"],
        );
    }

    #[test]
    fn the_fix_chooses_a_free_address_where_the_service_is() {
        let finding = findings(&t0_with(ONE_ZONE)).remove(0);
        assert_eq!(
            finding.fixes[0].title,
            "Let vpce-e stand in subnet-c-b at 10.0.2.4"
        );
        let elsewhere =
            format!(r#"{ONE_ZONE}, "subnet-c-b": {{"AvailabilityZoneId": "use1-az6"}}"#);
        assert_eq!(findings(&t0_with(&elsewhere)).remove(0).fixes, []);
    }
}
