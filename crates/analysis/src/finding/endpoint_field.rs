//! An endpoint has what its type knows: security groups, private DNS, a policy and tables each belong to some types alone
//! (1.1, GL-03, GW-01, RS-09).

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{VpcEndpoint, vpc_endpoint::VpcEndpointType},
};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::Code;

/// A field, whether an endpoint has it, and how it is emptied.
struct Given {
    field: &'static str,
    holds: fn(&VpcEndpoint) -> bool,
    empty: fn(&mut VpcEndpoint),
    /// The types that know it.
    types: &'static [VpcEndpointType],
}

use VpcEndpointType::{Gateway, GatewayLoadBalancer, Interface, Resource, ServiceNetwork, Tunnel};

const FIELDS: &[Given] = &[
    Given {
        field: "PrivateDnsEnabled",
        holds: |endpoint| endpoint.private_dns_enabled == Some(true),
        empty: |endpoint| endpoint.private_dns_enabled = None,
        types: &[Interface, Resource, ServiceNetwork],
    },
    Given {
        field: "SecurityGroupIds",
        holds: |endpoint| !endpoint.security_group_ids.is_empty(),
        empty: |endpoint| endpoint.security_group_ids.clear(),
        types: &[Interface, Resource, ServiceNetwork, Tunnel],
    },
    Given {
        field: "SubnetIds",
        holds: |endpoint| !endpoint.subnet_ids.is_empty(),
        empty: |endpoint| {
            endpoint.subnet_ids.clear();
            endpoint.subnet_configurations.clear();
        },
        types: &[
            Interface,
            GatewayLoadBalancer,
            Resource,
            ServiceNetwork,
            Tunnel,
        ],
    },
    Given {
        field: "RouteTableIds",
        holds: |endpoint| !endpoint.route_table_ids.is_empty(),
        empty: |endpoint| endpoint.route_table_ids.clear(),
        types: &[Gateway],
    },
    Given {
        field: "PolicyDocument",
        holds: |endpoint| endpoint.policy_document.is_some(),
        empty: |endpoint| endpoint.policy_document = None,
        types: &[Interface, Gateway],
    },
    Given {
        field: "ServiceRegion",
        holds: |endpoint| endpoint.service_region.is_some(),
        empty: |endpoint| endpoint.service_region = None,
        types: &[Interface],
    },
];

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::endpoints_of_any_type(network)
        .flat_map(|(id, endpoint)| {
            let of_type = endpoint.endpoint_type();
            let surplus = FIELDS
                .iter()
                .filter(move |given| !given.types.contains(&of_type) && (given.holds)(endpoint));
            surplus.map(move |given| of(network, id, of_type, given))
        })
        .collect()
}

fn of(network: &Network, id: &ResourceId, of_type: VpcEndpointType, given: &Given) -> Finding {
    let field = given.field;
    let message = format!(
        "{id} has {field}, which an endpoint of the type {} does not: take it away, or choose another type",
        of_type.as_str()
    );
    let reference = match of_type {
        GatewayLoadBalancer => "GL-03",
        Gateway => "GW-01",
        _ => "1.1",
    };
    let empty = edit(
        network,
        id,
        format!("Take {field} from {id}"),
        |properties| {
            if let Properties::VpcEndpoint(endpoint) = properties {
                (given.empty)(endpoint);
            }
        },
    );
    Finding::error(Code::CfgEndpointInvalid, id, message, reference).mended_by(empty)
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    fn gateway(fields: &str) -> String {
        format!(
            r#""vpce-s3": {{"Kind": "VpcEndpoint", "VpcEndpointType": "Gateway", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.us-east-1.s3", "RouteTableIds": ["rtb-c"]{fields}}}"#
        )
    }

    #[test]
    fn a_gateway_endpoint_has_tables_alone() {
        check_findings(&gateway(""), &[]);
        for field in [
            r#", "PrivateDnsEnabled": true"#,
            r#", "SecurityGroupIds": ["sg-ep"]"#,
            r#", "SubnetIds": ["subnet-c-a"]"#,
            r#", "ServiceRegion": "us-east-1""#,
        ] {
            check_findings(
                &gateway(field),
                &["error CFG_ENDPOINT_INVALID vpce-s3 GW-01"],
            );
        }
    }

    #[test]
    fn an_appliance_endpoint_has_no_groups() {
        let appliance = |fields: &str| {
            format!(
                r#""vpce-gw": {{"Kind": "VpcEndpoint", "VpcEndpointType": "GatewayLoadBalancer", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-else", "SubnetIds": ["subnet-c-b"], "SubnetConfigurations": [{{"SubnetId": "subnet-c-b", "Ipv4": "10.0.2.60"}}]{fields}}}"#
            )
        };
        check_findings(&appliance(""), &[]);
        check_findings(
            &appliance(r#", "SecurityGroupIds": ["sg-ep"]"#),
            &["error CFG_ENDPOINT_INVALID vpce-gw GL-03"],
        );
    }

    #[test]
    fn an_interface_endpoint_has_no_tables() {
        check_findings(
            r#""vpce-e": {"RouteTableIds": ["rtb-c"]}"#,
            &["error CFG_ENDPOINT_INVALID vpce-e 1.1"],
        );
    }
}
