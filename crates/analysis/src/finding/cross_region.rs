//! Endpoints for services of other Regions: the provider lists the Region (IE-80, IE-86), the service and the zones allow it
//! (IE-81, IE-83), and one zone of the provider is not enough (IE-84).

use vpcanvas_model::{Properties, ResourceId, catalogue, kind::VpcEndpointService};
use vpcanvas_network::{Network, Service};

use super::{
    Finding, each,
    edit::{edit, leave_subnet},
    zone_not_offered::zones_of_balancers,
};
use crate::{Code, Fix};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let endpoints = each::endpoints(network).flat_map(|(id, _)| of_endpoint(network, id));
    let services =
        each::services(network).filter_map(|(id, service)| host_region(network, id, service));
    endpoints.chain(services).collect()
}

fn of_endpoint(network: &Network, id: &ResourceId) -> Vec<Finding> {
    let Some(own) = network.document().region(id) else {
        return Vec::new();
    };
    let named = network
        .endpoint(id)
        .and_then(|endpoint| endpoint.service_region.as_deref());
    let Some(service) = network.service_of(id) else {
        return Vec::new();
    };
    let mut findings: Vec<Finding> = match service {
        Service::Aws { region, name, .. } => of_aws(network, id, own, named, region, name)
            .into_iter()
            .collect(),
        Service::Provider(service) => of_provider(network, id, own, named, service),
        Service::Elsewhere(_) => Vec::new(),
    };
    if network.is_cross_region(id) {
        findings.extend(excluded_zones(network, id));
    }
    findings
}

fn of_aws(
    network: &Network,
    id: &ResourceId,
    own: &str,
    named: Option<&str>,
    region: &str,
    name: &str,
) -> Option<Finding> {
    if region == own {
        return None;
    }
    if named != Some(region) {
        let message = format!(
            "{id} in {own} names a service of {region}: set ServiceRegion to {region}, or name the service of {own}"
        );
        let fix = set_region(network, id, region);
        return Some(Finding::error(Code::CfgCrossRegion, id, message, "IE-80").mended_by(fix));
    }
    let known = catalogue::is_offered_across_regions(name);
    let message = format!(
        "{id} in {own} names {name} of {region}, which is not among the services known to be offered across Regions: use an endpoint in {region}"
    );
    (!known).then(|| Finding::warning(Code::CfgCrossRegion, id, message, "IE-81"))
}

fn set_region(network: &Network, id: &ResourceId, region: &str) -> Option<Fix> {
    edit(
        network,
        id,
        format!("Set ServiceRegion of {id} to {region}"),
        |properties| {
            if let Properties::VpcEndpoint(endpoint) = properties {
                endpoint.service_region = Some(region.to_owned());
            }
        },
    )
}

fn of_provider(
    network: &Network,
    id: &ResourceId,
    own: &str,
    named: Option<&str>,
    service: &ResourceId,
) -> Vec<Finding> {
    let Some(drawn) = network.endpoint_service(service) else {
        return Vec::new();
    };
    let Some(host) = host_of(network, drawn).filter(|host| *host != own) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    if named != Some(host) {
        let message =
            format!("{id} in {own} names {service} of {host}: set ServiceRegion to {host}");
        findings.push(
            Finding::error(Code::CfgCrossRegion, id, message, "IE-80")
                .mended_by(set_region(network, id, host)),
        );
    }
    if !drawn.supported_regions.iter().any(|region| region == own) {
        let message = format!(
            "{service} of {host} is not offered to {own}, where {id} stands: add {own} to SupportedRegions"
        );
        let add = support(network, service, own);
        findings
            .push(Finding::error(Code::CfgCrossRegion, service, message, "IE-80").mended_by(add));
    }
    if zones_of_balancers(network, drawn).len() == 1 {
        let message = format!(
            "{service} stands in one zone and is used from {own}: give its load balancers a second zone, or it is lost with the first"
        );
        findings.push(Finding::warning(
            Code::CfgSingleAvailabilityZone,
            service,
            message,
            "IE-84",
        ));
    }
    findings
}

fn support(network: &Network, service: &ResourceId, region: &str) -> Option<Fix> {
    edit(
        network,
        service,
        format!("Offer {service} to {region}"),
        |properties| {
            if let Properties::VpcEndpointService(service) = properties {
                service.supported_regions.push(region.to_owned());
            }
        },
    )
}

/// The Region a service is hosted in: that of its load balancers.
fn host_of<'a>(network: &'a Network, service: &'a VpcEndpointService) -> Option<&'a str> {
    let mut balancers = service
        .network_load_balancer_arns
        .iter()
        .chain(&service.gateway_load_balancer_arns);
    balancers.find_map(|balancer| network.document().region(balancer))
}

fn excluded_zones(network: &Network, id: &ResourceId) -> Vec<Finding> {
    network
        .interfaces_of(id)
        .filter_map(|interface| {
            let zone = interface.zone.as_deref()?;
            let excluded = catalogue::is_excluded_from_cross_region(zone);
            let subnet = &interface.subnet;
            let message = format!("{id} stands in {subnet} in {zone}, from where services of other Regions cannot be used: take it out of the subnet");
            let leave = edit(network, id, format!("Take {id} out of {subnet}"), |properties| leave_subnet(properties, subnet));
            excluded.then(|| Finding::error(Code::CfgCrossRegion, id, message, "IE-83").mended_by(leave))
        })
        .collect()
}

/// The host Region is always among the supported ones.
fn host_region(
    network: &Network,
    id: &ResourceId,
    service: &VpcEndpointService,
) -> Option<Finding> {
    let host = host_of(network, service)?;
    let missing = !service.supported_regions.is_empty()
        && !service
            .supported_regions
            .iter()
            .any(|region| region == host);
    let message = format!(
        "SupportedRegions of {id} lack {host}, where it is hosted and which cannot be taken away: add it"
    );
    missing.then(|| {
        Finding::error(Code::CfgCrossRegion, id, message, "IE-86")
            .mended_by(support(network, id, host))
    })
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{check_beside, check_findings};

    /// The consumer of T0 in another Region, as it should be.
    const ABROAD: &str = r#"
        "vpc-c": {"Region": "eu-west-1"},
        "subnet-c-a": {"AvailabilityZoneId": "euw1-az1"},
        "subnet-c-b": {"AvailabilityZoneId": "euw1-az2"},
        "vpce-e": {"ServiceRegion": "us-east-1"},
        "vpce-svc-s": {"SupportedRegions": ["us-east-1", "eu-west-1"]}"#;

    #[test]
    fn the_provider_lists_the_region() {
        check_beside(
            ABROAD,
            r#""vpce-svc-s": {"SupportedRegions": ["us-east-1"]}"#,
            &["error CFG_CROSS_REGION vpce-svc-s IE-80"],
        );
        check_beside(
            ABROAD,
            r#""vpce-svc-s": {"SupportedRegions": ["eu-west-1"]}"#,
            &["error CFG_CROSS_REGION vpce-svc-s IE-86"],
        );
    }

    #[test]
    fn the_endpoint_names_the_region() {
        check_beside(
            ABROAD,
            r#""vpce-e": {"ServiceRegion": null}"#,
            &[
                "error VPCE_SERVICE_NOT_INSTALLED_IN_AZ vpce-e IE-03",
                "error VPCE_SERVICE_NOT_INSTALLED_IN_AZ vpce-e IE-03",
                "error CFG_CROSS_REGION vpce-e IE-80",
            ],
        );
    }

    #[test]
    fn some_zones_are_excluded_and_one_of_the_provider_is_too_few() {
        check_beside(
            ABROAD,
            r#""vpc-c": {"Region": "us-west-1"}, "subnet-c-a": {"AvailabilityZoneId": "usw1-az1"}, "subnet-c-b": {"AvailabilityZoneId": "usw1-az2"}, "vpce-svc-s": {"SupportedRegions": ["us-east-1", "us-west-1"]}"#,
            &["error CFG_CROSS_REGION vpce-e IE-83"],
        );
        check_beside(
            ABROAD,
            r#""nlb-n": {"SubnetMappings": [{"SubnetId": "subnet-p-a", "PrivateIPv4Address": "10.0.1.100"}]}, "vpce-svc-s": {"AvailabilityZoneIds": ["use1-az1"]}, "tg-8443": {"Targets": [{"Id": "i-target-a"}]}"#,
            &["warning CFG_SINGLE_AVAILABILITY_ZONE vpce-svc-s IE-84"],
        );
    }

    #[test]
    fn some_services_of_aws_are_offered_across_regions() {
        let endpoint = |service: &str, region: &str| {
            format!(
                r#""vpce-x": {{"Kind": "VpcEndpoint", "VpcEndpointType": "Interface", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.eu-west-1.{service}"{region}, "SecurityGroupIds": ["sg-ep"], "SubnetIds": ["subnet-c-a", "subnet-c-b"], "SubnetConfigurations": [{{"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.60"}}, {{"SubnetId": "subnet-c-b", "Ipv4": "10.0.2.60"}}]}}"#
            )
        };
        let region = r#", "ServiceRegion": "eu-west-1""#;
        check_findings(&endpoint("kms", region), &[]);
        check_findings(
            &endpoint("kms", ""),
            &["error CFG_CROSS_REGION vpce-x IE-80"],
        );
        check_findings(
            &endpoint("sqs", region),
            &["warning CFG_CROSS_REGION vpce-x IE-81"],
        );
    }
}
