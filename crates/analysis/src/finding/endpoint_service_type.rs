//! The type of an endpoint is one its service has: gateway endpoints serve three services of AWS, the others what stands behind
//! the service of a provider (1.11, 2.1).

use vpcanvas_model::{
    ResourceId,
    kind::{VpcEndpoint, VpcEndpointService, vpc_endpoint::VpcEndpointType},
};
use vpcanvas_network::{Network, Service};

use super::{Finding, each};
use crate::Code;

/// The services that have gateway endpoints.
const WITH_GATEWAY: &[&str] = &["dynamodb", "s3", "s3express"];

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::endpoints_of_any_type(network)
        .filter_map(|(id, endpoint)| of(network, id, endpoint))
        .collect()
}

fn of(network: &Network, id: &ResourceId, endpoint: &VpcEndpoint) -> Option<Finding> {
    let service = network.service_of(id)?;
    let (matter, reference) = match (endpoint.endpoint_type(), service) {
        (VpcEndpointType::Gateway, Service::Aws { name, .. }) if WITH_GATEWAY.contains(&name) => {
            return None;
        }
        (VpcEndpointType::Gateway, _) => (
            "is a gateway endpoint, and only s3, s3express and dynamodb have those: make it an interface endpoint"
                .to_owned(),
            "1.11",
        ),
        (VpcEndpointType::Interface, Service::Provider(service)) => {
            let drawn = network.endpoint_service(service)?;
            is_for_appliances(drawn).then(|| {
                let matter = format!("is an interface endpoint, but {service} has Gateway Load Balancers behind it: make it a GatewayLoadBalancer endpoint");
                (matter, "2.1")
            })?
        }
        (VpcEndpointType::GatewayLoadBalancer, Service::Provider(service)) => {
            let drawn = network.endpoint_service(service)?;
            (!drawn.network_load_balancer_arns.is_empty()).then(|| {
                let matter = format!("is a Gateway Load Balancer endpoint, but {service} has network load balancers behind it: make it an interface endpoint");
                (matter, "2.1")
            })?
        }
        (VpcEndpointType::GatewayLoadBalancer, Service::Aws { .. }) => (
            "is a Gateway Load Balancer endpoint, but names a service of AWS: make it an interface endpoint".to_owned(),
            "1.1",
        ),
        _ => return None,
    };
    let message = format!("{id} {matter}");
    Some(Finding::error(
        Code::CfgEndpointInvalid,
        id,
        message,
        reference,
    ))
}

fn is_for_appliances(service: &VpcEndpointService) -> bool {
    service.network_load_balancer_arns.is_empty() && !service.gateway_load_balancer_arns.is_empty()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    fn endpoint(of_type: &str, service: &str) -> String {
        format!(
            r#""vpce-x": {{"Kind": "VpcEndpoint", "VpcEndpointType": "{of_type}", "VpcId": "vpc-c", "ServiceName": "{service}"}}"#
        )
    }

    #[test]
    fn three_services_have_gateway_endpoints() {
        let tables = |service: &str| {
            format!(
                r#"{}, "vpce-x": {{"Kind": "VpcEndpoint", "VpcEndpointType": "Gateway", "VpcId": "vpc-c", "ServiceName": "{service}", "RouteTableIds": ["rtb-c"]}}"#,
                endpoint("Gateway", service)
            )
        };
        check_findings(&tables("com.amazonaws.us-east-1.dynamodb"), &[]);
        check_findings(
            &tables("com.amazonaws.us-east-1.sqs"),
            &["error CFG_ENDPOINT_INVALID vpce-x 1.11"],
        );
    }

    #[test]
    fn the_balancers_of_a_service_decide() {
        let of_type = |of_type: &str, subnet: &str| {
            format!(
                r#""vpce-e": {{"VpcEndpointType": "{of_type}", "SubnetIds": ["{subnet}"], "SubnetConfigurations": [{{"SubnetId": "{subnet}", "Ipv4": "10.0.2.50"}}], "SecurityGroupIds": null, "PrivateDnsEnabled": null}}"#
            )
        };
        check_findings(
            &of_type("GatewayLoadBalancer", "subnet-c-b"),
            &["error CFG_ENDPOINT_INVALID vpce-e 2.1"],
        );
        check_findings(
            r#""gwlb-1": {"Kind": "LoadBalancer", "Type": "gateway", "VpcId": "vpc-p", "SubnetMappings": [{"SubnetId": "subnet-p-a", "PrivateIPv4Address": "10.0.1.101"}, {"SubnetId": "subnet-p-b", "PrivateIPv4Address": "10.0.2.101"}]},
               "vpce-svc-s": {"NetworkLoadBalancerArns": null, "GatewayLoadBalancerArns": ["gwlb-1"], "PrivateDnsName": null},
               "vpce-e": {"PrivateDnsEnabled": false}"#,
            &["error CFG_ENDPOINT_INVALID vpce-e 2.1"],
        );
    }

    #[test]
    fn services_of_aws_have_no_appliance_endpoints() {
        check_findings(
            r#""vpce-x": {"Kind": "VpcEndpoint", "VpcEndpointType": "GatewayLoadBalancer", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.us-east-1.sqs", "SubnetIds": ["subnet-c-b"], "SubnetConfigurations": [{"SubnetId": "subnet-c-b", "Ipv4": "10.0.2.60"}]}"#,
            &["error CFG_ENDPOINT_INVALID vpce-x 1.1"],
        );
    }
}
