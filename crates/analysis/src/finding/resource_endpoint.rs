//! Resources that are shared: what a configuration stands for and speaks (RS-01, RS-02), zones that an endpoint and its gateway
//! have in common (RS-04), and one service network for a VPC without endpoints (SN-05).

use std::collections::{BTreeMap, BTreeSet};

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{
        ResourceConfiguration, resource_configuration::ResourceConfigurationType,
        vpc_endpoint::VpcEndpointType,
    },
};
use vpcanvas_network::Network;

use super::{Finding, each};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let configurations: BTreeMap<&ResourceId, &ResourceConfiguration> =
        each::resource_configurations(network).collect();
    let mut findings: Vec<Finding> = configurations
        .iter()
        .flat_map(|(id, configuration)| of(id, configuration))
        .collect();
    for (id, endpoint) in each::endpoints_of(network, VpcEndpointType::Resource) {
        let configuration = endpoint
            .resource_configuration_arn
            .as_ref()
            .and_then(|configuration| configurations.get(configuration));
        let gateway =
            configuration.and_then(|configuration| configuration.resource_gateway_id.as_ref());
        findings
            .extend(gateway.and_then(|gateway| zones(network, id, &endpoint.subnet_ids, gateway)));
    }
    findings.extend(networks_of_vpc(network));
    findings
}

fn of(id: &ResourceId, configuration: &ResourceConfiguration) -> Vec<Finding> {
    let of_type = configuration
        .configuration_type
        .unwrap_or(ResourceConfigurationType::Single);
    let definition = configuration.resource_configuration_definition.as_ref();
    let given = definition.map_or(0, |definition| {
        [
            definition.ip_address.is_some(),
            definition.domain_name.is_some(),
            definition.arn.is_some(),
        ]
        .into_iter()
        .filter(|given| *given)
        .count()
    });
    let mut findings = Vec::new();
    if matches!(
        of_type,
        ResourceConfigurationType::Single | ResourceConfigurationType::Child
    ) && given != 1
    {
        let message = format!(
            "{id} stands for {given} resources, but has to stand for one: give it an IpAddress, a DomainName or an Arn"
        );
        findings.push(Finding::warning(
            Code::CfgResourceConfigurationInvalid,
            id,
            message,
            "RS-01",
        ));
    }
    let protocol = configuration.protocol.as_deref();
    if of_type != ResourceConfigurationType::Cidr
        && protocol.is_some_and(|protocol| protocol != "TCP")
    {
        let message = format!(
            "{id} speaks {}, but resources are reached by TCP alone: set its Protocol to TCP",
            protocol.unwrap_or_default()
        );
        findings.push(Finding::error(
            Code::CfgResourceConfigurationInvalid,
            id,
            message,
            "RS-02",
        ));
    }
    let wrong = configuration
        .port_ranges
        .iter()
        .filter(|range| !is_port_range(range));
    findings.extend(wrong.map(|range| {
        let message = format!("{id} has the port range {range:?}, which is none: write a port such as 443, or a range such as 5432-5440");
        Finding::error(Code::CfgResourceConfigurationInvalid, id, message, "RS-02")
    }));
    findings.dedup();
    findings
}

fn is_port_range(text: &str) -> bool {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let port = |text: &str| text.trim().parse::<u16>().ok().filter(|port| *port > 0);
    matches!((port(from), port(to)), (Some(from), Some(to)) if from <= to)
}

fn zones(
    network: &Network,
    id: &ResourceId,
    subnets: &[ResourceId],
    gateway: &ResourceId,
) -> Option<Finding> {
    let Properties::ResourceGateway(drawn) = &network.document().resource(gateway)?.properties
    else {
        return None;
    };
    let of = |subnets: &[ResourceId]| -> BTreeSet<String> {
        subnets
            .iter()
            .filter_map(|subnet| network.subnet(subnet)?.availability_zone_id.clone())
            .collect()
    };
    let (own, other) = (of(subnets), of(&drawn.subnet_ids));
    let message = format!(
        "{id} and {gateway} have no zone in common, so nothing gets through: add a subnet in one zone of the other to either"
    );
    (!own.is_empty() && !other.is_empty() && own.is_disjoint(&other))
        .then(|| Finding::error(Code::CfgResourceConfigurationInvalid, id, message, "RS-04"))
}

fn networks_of_vpc(network: &Network) -> Vec<Finding> {
    let mut first: BTreeMap<&ResourceId, &ResourceId> = BTreeMap::new();
    let associated = each::service_networks(network)
        .flat_map(|(id, drawn)| drawn.vpc_ids.iter().map(move |vpc| (id, vpc)));
    associated
        .filter_map(|(id, vpc)| {
            let before = *first.entry(vpc).or_insert(id);
            let message = format!("{vpc} is associated with {before} and {id}, but may be with one service network: use an endpoint for the other");
            (before != id).then(|| Finding::error(Code::CfgDuplicate, id, message, "SN-05"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{check_beside, check_findings};

    const SHARED: &str = r#"
        "rgw-1": {"Kind": "ResourceGateway", "VpcIdentifier": "vpc-p", "SubnetIds": ["subnet-p-a"], "SecurityGroupIds": ["sg-nlb"]},
        "rcfg-1": {"Kind": "ResourceConfiguration", "OwnerId": "111111111111", "Type": "SINGLE", "ResourceGatewayId": "rgw-1", "PortRanges": ["5432"], "Protocol": "TCP",
            "ResourceConfigurationDefinition": {"IpAddress": "10.0.1.20"}, "AllowedPrincipals": ["222222222222"]},
        "vpce-r": {"Kind": "VpcEndpoint", "VpcEndpointType": "Resource", "VpcId": "vpc-c", "ResourceConfigurationArn": "rcfg-1", "SecurityGroupIds": ["sg-ep"], "SubnetIds": ["subnet-c-a"],
            "SubnetConfigurations": [{"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.70"}]}"#;

    #[test]
    fn a_configuration_stands_for_one_resource_by_tcp() {
        check_beside(
            SHARED,
            r#""rcfg-1": {"ResourceConfigurationDefinition": null}"#,
            &["warning CFG_RESOURCE_CONFIGURATION_INVALID rcfg-1 RS-01"],
        );
        for field in [
            r#""Protocol": "UDP""#,
            r#""PortRanges": ["443-80"]"#,
            r#""PortRanges": ["any"]"#,
        ] {
            check_beside(
                SHARED,
                &format!(r#""rcfg-1": {{{field}}}"#),
                &["error CFG_RESOURCE_CONFIGURATION_INVALID rcfg-1 RS-02"],
            );
        }
        check_beside(
            SHARED,
            r#""rcfg-1": {"PortRanges": ["80", "5432-5440"]}"#,
            &[],
        );
    }

    #[test]
    fn an_endpoint_and_its_gateway_meet_in_a_zone() {
        check_beside(
            SHARED,
            r#""rgw-1": {"SubnetIds": ["subnet-p-b"]}"#,
            &["error CFG_RESOURCE_CONFIGURATION_INVALID vpce-r RS-04"],
        );
    }

    #[test]
    fn a_vpc_has_one_service_network() {
        let networks = |vpc: &str| {
            format!(
                r#""sn-1": {{"Kind": "ServiceNetwork", "VPCIds": ["vpc-c"]}}, "sn-2": {{"Kind": "ServiceNetwork", "VPCIds": ["{vpc}"]}}"#
            )
        };
        check_findings(&networks("vpc-p"), &[]);
        check_findings(&networks("vpc-c"), &["error CFG_DUPLICATE sn-2 SN-05"]);
    }
}
