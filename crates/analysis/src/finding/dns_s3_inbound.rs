//! An endpoint for S3 whose private names are for questions from outside needs a gateway endpoint and an inbound endpoint
//! beside it (S3-02, S3-03).

use vpcanvas_model::{
    Kind, Properties, ResourceId,
    kind::{resolver_endpoint::ResolverDirection, vpc_endpoint::VpcEndpointType},
};
use vpcanvas_network::{Network, Service};

use super::{Finding, each, edit::edit};
use crate::{Code, Fix, dns::is_of_s3};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::endpoints(network)
        .filter(|(_, endpoint)| endpoint.private_dns_enabled == Some(true))
        .filter(|(id, endpoint)| is_of_s3(network, id) && endpoint.is_for_inbound_only())
        .filter_map(|(id, _)| {
            let vpc = network.parent(id)?;
            let finding = if has_gateway(network, vpc) {
                if has_inbound(network, vpc) {
                    return None;
                }
                let message = format!(
                    "{id} gives its addresses to questions through an inbound endpoint alone, and {vpc} has none, so nobody is led to it: add one, or switch PrivateDnsOnlyForInboundResolverEndpoint off"
                );
                Finding::info(Code::DnsS3InboundOnly, id, message, "S3-02")
            } else {
                let message = format!(
                    "{id} has PrivateDnsOnlyForInboundResolverEndpoint on, for which {vpc} must have a gateway endpoint for S3: add one, or switch it off"
                );
                Finding::error(Code::DnsS3InboundOnly, id, message, "S3-03")
            };
            Some(finding.mended_by(for_all(network, id)))
        })
        .collect()
}

fn has_gateway(network: &Network, vpc: &ResourceId) -> bool {
    each::endpoints_of_any_type(network).any(|(id, endpoint)| {
        endpoint.endpoint_type() == VpcEndpointType::Gateway
            && network.parent(id) == Some(vpc)
            && matches!(
                network.service_of(id),
                Some(Service::Aws { name: "s3", .. })
            )
    })
}

fn has_inbound(network: &Network, vpc: &ResourceId) -> bool {
    network.resources(Kind::ResolverEndpoint).any(|(id, _)| {
        network.parent(id) == Some(vpc)
            && network
                .resolver_endpoint(id)
                .is_some_and(|endpoint| endpoint.direction != Some(ResolverDirection::Outbound))
    })
}

fn for_all(network: &Network, id: &ResourceId) -> Option<Fix> {
    let title = format!("Let everybody in the VPC use {id}");
    edit(network, id, title, |properties| {
        if let Properties::VpcEndpoint(endpoint) = properties {
            let options = endpoint.dns_options.get_or_insert_default();
            options.private_dns_only_for_inbound_resolver_endpoint = Some(false);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::test_design::t0_with;

    const GATEWAY: &str = r#""vpce-g": {"Kind": "VpcEndpoint", "VpcEndpointType": "Gateway", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.us-east-1.s3", "RouteTableIds": ["rtb-c"]}"#;
    const INBOUND: &str =
        r#""rslvr-in": {"Kind": "ResolverEndpoint", "HostVPCId": "vpc-c", "Direction": "INBOUND"}"#;

    fn check_s3(options: &str, others: &[&str], expected: &[&str]) {
        let endpoint = format!(
            r#""vpce-e": {{"ServiceName": "com.amazonaws.us-east-1.s3", "DnsOptions": {{{options}}}}}"#
        );
        let changes: Vec<&str> = others.iter().copied().chain([endpoint.as_str()]).collect();
        let found = check(&t0_with(&changes.join(", ")));
        let found: Vec<&str> = found.iter().map(|finding| finding.reference).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn names_for_questions_from_outside_need_company() {
        let only = r#""PrivateDnsOnlyForInboundResolverEndpoint": true"#;
        let not_only = r#""PrivateDnsOnlyForInboundResolverEndpoint": false"#;
        check_s3(only, &[], &["S3-03"]);
        check_s3("", &[], &["S3-03"]);
        check_s3(only, &[GATEWAY], &["S3-02"]);
        check_s3(only, &[GATEWAY, INBOUND], &[]);
        check_s3(not_only, &[], &[]);
    }
}
