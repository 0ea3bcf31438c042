//! A gateway endpoint for S3 answers with the types of record the interface endpoint beside it has, or as the service defines
//! (S3-05).

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{
        VpcEndpoint,
        vpc_endpoint::{DnsRecordIpType, IpAddressType, VpcEndpointType},
    },
};
use vpcanvas_network::{Network, Service};

use super::{Finding, each, edit::edit};
use crate::{Code, Fix, dns::is_of_s3};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let private = each::endpoints(network).filter(|(id, endpoint)| {
        endpoint.private_dns_enabled == Some(true) && is_of_s3(network, id)
    });
    private
        .flat_map(|(id, endpoint)| {
            let own = record_type(endpoint);
            gateways_beside(network, id)
                .filter(move |(_, chosen)| {
                    *chosen != own && *chosen != DnsRecordIpType::ServiceDefined
                })
                .map(move |(gateway, chosen)| {
                    let message = format!(
                        "{gateway} has the DnsRecordIpType {}, and {id} beside it {}: make them equal, or that of {gateway} service-defined",
                        chosen.as_str(),
                        own.as_str()
                    );
                    Finding::error(Code::CfgAddressFamily, gateway, message, "S3-05")
                        .mended_by(as_defined(network, gateway))
                })
        })
        .collect()
}

/// The types of record an endpoint has by what it says, or by its addresses (IE-55 to IE-57).
fn record_type(endpoint: &VpcEndpoint) -> DnsRecordIpType {
    let chosen = endpoint.dns_options.as_ref();
    let chosen = chosen.and_then(|options| options.dns_record_ip_type);
    chosen.unwrap_or(match endpoint.ip_address_type {
        Some(IpAddressType::Ipv6) => DnsRecordIpType::Ipv6,
        Some(IpAddressType::Dualstack) => DnsRecordIpType::Dualstack,
        Some(IpAddressType::Ipv4) | None => DnsRecordIpType::Ipv4,
    })
}

/// The gateway endpoints for S3 in the VPC of an endpoint that say what they answer with.
fn gateways_beside<'a>(
    network: &'a Network,
    id: &ResourceId,
) -> impl Iterator<Item = (&'a ResourceId, DnsRecordIpType)> + use<'a> {
    let vpc = network.parent(id);
    each::endpoints_of(network, VpcEndpointType::Gateway)
        .filter(move |(gateway, _)| vpc.is_some() && network.parent(gateway) == vpc)
        .filter(|(gateway, _)| {
            matches!(
                network.service_of(gateway),
                Some(Service::Aws { name: "s3", .. })
            )
        })
        .filter_map(|(gateway, drawn)| {
            Some((gateway, drawn.dns_options.as_ref()?.dns_record_ip_type?))
        })
}

fn as_defined(network: &Network, gateway: &ResourceId) -> Option<Fix> {
    let title = format!("Let {gateway} answer as the service defines");
    edit(network, gateway, title, |properties| {
        if let Properties::VpcEndpoint(endpoint) = properties {
            let options = endpoint.dns_options.get_or_insert_default();
            options.dns_record_ip_type = Some(DnsRecordIpType::ServiceDefined);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::test_design::t0_with;

    fn check_type(gateway: &str, private: bool, expected: &[&str]) {
        let network = t0_with(&format!(
            r#""vpce-e": {{"ServiceName": "com.amazonaws.us-east-1.s3", "PrivateDnsEnabled": {private}}},
               "vpce-g": {{"Kind": "VpcEndpoint", "VpcEndpointType": "Gateway", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.us-east-1.s3",
                "RouteTableIds": ["rtb-c"], "DnsOptions": {{"DnsRecordIpType": {gateway}}}}}"#
        ));
        let found = check(&network);
        let ids: Vec<&str> = found
            .iter()
            .map(|finding| finding.component.as_str())
            .collect();
        assert_eq!(ids, expected, "{gateway}");
        for fix in found.iter().flat_map(|finding| &finding.fixes) {
            let mended = vpcanvas_network::resolve(&network.document().with(&fix.transaction));
            assert_eq!(check(&mended), []);
        }
    }

    #[test]
    fn both_endpoints_answer_with_the_same_types() {
        check_type(r#""dualstack""#, true, &["vpce-g"]);
        check_type(r#""ipv4""#, true, &[]);
        check_type(r#""service-defined""#, true, &[]);
        check_type("null", true, &[]);
        check_type(r#""dualstack""#, false, &[]);
    }
}
