//! The subnets of endpoints, load balancers and resource gateways are those of their own VPC; an interface endpoint has one, and
//! chooses addresses in no other (IE-01, IE-05, NLB-01).

use vpcanvas_model::{Properties, ResourceId};
use vpcanvas_network::Network;

use super::{
    Finding, each,
    edit::{edit, leave_subnet},
};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, endpoint) in each::endpoints(network) {
        if endpoint.subnet_ids.is_empty() {
            let message = format!(
                "{id} stands in no subnet, so nothing reaches it: choose one in each zone that is to use it"
            );
            findings.push(Finding::warning(Code::CfgIncomplete, id, message, "IE-01"));
        }
    }
    for (id, endpoint) in each::endpoints_of_any_type(network) {
        findings.extend(
            endpoint
                .subnet_ids
                .iter()
                .filter_map(|subnet| foreign(network, id, subnet, "IE-01")),
        );
        let configured = endpoint
            .subnet_configurations
            .iter()
            .filter_map(|row| row.subnet_id.as_ref());
        let stale = configured.filter(|subnet| !endpoint.subnet_ids.contains(subnet));
        findings.extend(stale.map(|subnet| stale_row(network, id, subnet)));
    }
    for (id, balancer) in each::balancers(network) {
        let subnets = balancer
            .subnet_mappings
            .iter()
            .filter_map(|mapping| mapping.subnet_id.as_ref());
        findings.extend(subnets.filter_map(|subnet| foreign(network, id, subnet, "NLB-01")));
    }
    for (id, gateway) in each::resource_gateways(network) {
        findings.extend(
            gateway
                .subnet_ids
                .iter()
                .filter_map(|subnet| foreign(network, id, subnet, "3.3")),
        );
    }
    findings.dedup();
    findings
}

fn foreign(
    network: &Network,
    id: &ResourceId,
    subnet: &ResourceId,
    reference: &'static str,
) -> Option<Finding> {
    let document = network.document();
    let (own, other) = (document.parent(id)?, document.parent(subnet)?);
    let message = format!("{id} of {own} stands in {subnet} of {other}: choose a subnet of {own}");
    let title = format!("Take {id} out of {subnet}");
    let leave = edit(network, id, title, |properties| {
        leave_subnet(properties, subnet);
    });
    (own != other)
        .then(|| Finding::error(Code::CfgEndpointInvalid, id, message, reference).mended_by(leave))
}

fn stale_row(network: &Network, id: &ResourceId, subnet: &ResourceId) -> Finding {
    let message = format!(
        "{id} chooses an address in {subnet}, where it does not stand: add the subnet to SubnetIds, or forget the address"
    );
    let forget = edit(
        network,
        id,
        format!("Forget the address of {id} in {subnet}"),
        |properties| {
            if let Properties::VpcEndpoint(endpoint) = properties {
                endpoint
                    .subnet_configurations
                    .retain(|row| row.subnet_id.as_ref() != Some(subnet));
            }
        },
    );
    Finding::error(Code::CfgEndpointInvalid, id, message, "IE-05").mended_by(forget)
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn an_endpoint_stands_somewhere() {
        check_findings(
            r#""vpce-e": {"SubnetIds": null, "SubnetConfigurations": null}"#,
            &["warning CFG_INCOMPLETE vpce-e IE-01"],
        );
    }

    #[test]
    fn it_stands_in_its_own_vpc() {
        check_findings(
            r#""vpce-e": {"SubnetIds": ["subnet-c-a", "subnet-p-b"], "SubnetConfigurations": [{"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.50"}, {"SubnetId": "subnet-p-b", "Ipv4": "10.0.2.50"}]}"#,
            &[
                "error CFG_ENDPOINT_INVALID vpce-e IE-01",
                "warning CFG_SECURITY_GROUP_OF_UNCONNECTED_VPC vpce-e SG-13",
            ],
        );
        check_findings(
            r#""nlb-n": {"SubnetMappings": [{"SubnetId": "subnet-p-a", "PrivateIPv4Address": "10.0.1.100"}, {"SubnetId": "subnet-c-b", "PrivateIPv4Address": "10.0.2.100"}]}"#,
            &[
                "error CFG_ENDPOINT_INVALID nlb-n NLB-01",
                "warning CFG_SECURITY_GROUP_OF_UNCONNECTED_VPC nlb-n SG-13",
            ],
        );
    }

    #[test]
    fn it_chooses_no_address_elsewhere() {
        check_findings(
            r#""vpce-e": {"SubnetIds": ["subnet-c-a"]}"#,
            &[
                "error CFG_ENDPOINT_INVALID vpce-e IE-05",
                "warning CFG_SINGLE_AVAILABILITY_ZONE vpce-e IE-09",
            ],
        );
    }
}
